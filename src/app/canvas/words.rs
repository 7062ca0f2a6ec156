//! What is said of a drop, in the same words on the card, in the picker and to a screen reader.

use super::carry::Carried;
use crate::{
    commands::name_of,
    model::{Design, NodeId},
    rules::{Finding, Severity},
    scene::{Icon, Ink},
    session::{Landing, Offer},
};

/// How it ends, in one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Allowed,
    /// Allowed, with something that comes with it.
    But(Severity),
    Refused,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub tone: Tone,
    /// The fact.
    pub what: String,
    /// The reason, as sentences.
    pub because: Option<String>,
    /// The rule that says so.
    pub rule: Option<&'static str>,
}

impl Tone {
    pub fn of(landing: &Landing) -> Self {
        match landing {
            Landing::Lands => Self::Allowed,
            Landing::LandsBut(finding) => Self::But(finding.severity),
            Landing::Bounces(_) | Landing::Impossible(_) => Self::Refused,
        }
    }

    pub fn icon(self) -> Icon {
        match self {
            Self::Allowed => Icon::Good,
            Self::But(severity) => severity.into(),
            Self::Refused => Icon::SeverityError,
        }
    }

    pub fn ink(self) -> Ink {
        match self {
            Self::Allowed => Ink::Good,
            Self::But(severity) => Ink::Severity(severity),
            Self::Refused => Ink::Severity(Severity::Error),
        }
    }
}

impl Words {
    /// What a landing means; `allowed` is what happens if nothing speaks against it.
    pub fn of(landing: &Landing, allowed: impl FnOnce() -> String) -> Self {
        let tone = Tone::of(landing);
        let found = |finding: &Finding| Self {
            tone,
            what: finding.what().to_owned(),
            because: Some(finding.because().to_owned()),
            rule: Some(finding.rule.id),
        };
        match landing {
            Landing::Lands => Self { tone, what: allowed(), because: None, rule: None },
            Landing::LandsBut(finding) | Landing::Bounces(finding) => found(finding),
            Landing::Impossible(refusal) => {
                Self { tone, what: refusal.to_string(), because: None, rule: None }
            }
        }
    }

    /// Something to know before there is a verdict.
    pub fn hint(what: &str) -> Self {
        let tone = Tone::But(Severity::Advice);
        Self { tone, what: what.to_owned(), because: None, rule: None }
    }

    /// As one line, for speech.
    pub fn spoken(&self) -> String {
        match &self.because {
            Some(because) => format!("{}. {because}", self.what),
            None => self.what.clone(),
        }
    }
}

/// "Management point on CM-MP-02", "Server in PS1", "Primary site under CS1".
pub fn outcome(design: &Design, what: Carried, target: Option<NodeId>) -> String {
    let thing = match what {
        Carried::NewRole(kind) => kind.facts().title.to_owned(),
        Carried::Role(id) => {
            design.role(id).map_or_else(|| "Role".to_owned(), |role| role.title().to_owned())
        }
        Carried::NewServer => "Server".to_owned(),
        Carried::NewSite(kind) => capital(kind.facts().title),
        Carried::NewGateway => "Cloud management gateway".to_owned(),
        Carried::Server(id) => name_of(design, id.into()),
        Carried::Site(id) => name_of(design, id.into()),
        Carried::Gateway(id) => name_of(design, id.into()),
    };
    let Some(target) = target else { return thing };
    let place = name_of(design, target);
    match what {
        Carried::NewRole(_) | Carried::Role(_) => format!("{thing} on {place}"),
        Carried::NewServer | Carried::Server(_) => format!("{thing} in {place}"),
        Carried::NewSite(_) | Carried::Site(_) => format!("{thing} under {place}"),
        Carried::NewGateway => thing,
        Carried::Gateway(_) => format!("{thing} at {place}"),
    }
}

/// "Put it on PS1 or PS2."; nothing where there is no other place.
pub fn instead(design: &Design, what: Carried, offers: &[Offer]) -> Option<String> {
    let verb = match what {
        Carried::NewRole(_) | Carried::Role(_) => "Put it on",
        Carried::NewServer | Carried::Server(_) => "Put it in",
        _ => "Hang it under",
    };
    let codes: Vec<_> = offers
        .iter()
        .filter_map(|offer| design.site(offer.site))
        .map(|site| site.site().code.as_str())
        .collect();
    let (last, others) = codes.split_last()?;
    Some(match others {
        [] => format!("{verb} {last}."),
        _ => format!("{verb} {} or {last}.", others.join(", ")),
    })
}

/// With a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// "1 server", "1,200 servers".
pub fn counted(count: usize, what: &str) -> String {
    let digits = count.to_string();
    let mut number = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    let ending = if count == 1 { "" } else { "s" };
    format!("{number} {what}{ending}")
}
