//! Reads the roles of a server: what stands after the colon.

use super::{
    Fault,
    edits::nearest,
    facts,
    read::unknown,
    words::{Token, Word, echo},
};
use crate::{
    facts::{
        choices::Choice,
        not_roles::NOT_ROLES,
        roles::RoleKind,
        said::{On, roles::ROLE_NAME},
    },
    model::Said,
};

#[derive(Debug)]
pub struct RoleDraft {
    pub kind: RoleKind,
    pub choices: Vec<Choice>,
    /// The code of the site that it serves.
    pub serves: Option<Word>,
    /// The servers from which it pulls.
    pub sources: Vec<Word>,
    pub said: Said,
}

impl RoleDraft {
    pub fn new(kind: RoleKind) -> Self {
        Self { kind, choices: Vec::new(), serves: None, sources: Vec::new(), said: Said::default() }
    }
}

/// Reads roles parted by commas; what is not understood becomes a fault and is passed over.
pub fn read(
    line: usize,
    colon: usize,
    tokens: &[Token],
    faults: &mut Vec<Fault>,
) -> Vec<RoleDraft> {
    if tokens.is_empty() {
        return Vec::new();
    }
    let expected = |column| {
        let message = "a role was expected, such as mp or dp".to_owned();
        Fault { line, column, message }
    };
    let mut roles = Vec::new();
    let (mut before, mut rest) = (colon, tokens);
    loop {
        let end = rest.iter().position(|token| matches!(token, Token::Comma(_)));
        match &rest[..end.unwrap_or(rest.len())] {
            [] => faults.push(expected(before + 1)),
            [Token::Word(word), options @ ..] => match kind(word) {
                Ok(kind) => roles.push(role(kind, line, options, faults)),
                Err(fault) => faults.push(fault),
            },
            [other, ..] => faults.push(expected(other.column())),
        }
        let Some(end) = end else { break };
        before = rest[end].column();
        rest = &rest[end + 1..];
    }
    roles
}

fn kind(word: &Word) -> Result<RoleKind, Fault> {
    if let Some(kind) = RoleKind::coded(&word.text).filter(|_| !word.quoted) {
        return Ok(kind);
    }
    let automatic = |code: &str| word.is(&code.to_ascii_lowercase());
    if NOT_ROLES.iter().filter_map(|it| it.code).any(automatic) {
        return Err(word.fault(format!("{} comes by itself and is not written", word.text)));
    }
    let codes: Vec<_> = RoleKind::all().map(|kind| kind.code().to_ascii_lowercase()).collect();
    let codes: Vec<_> = codes.iter().map(String::as_str).collect();
    let near = nearest(&word.text, codes.iter().copied());
    Err(word.fault(unknown("a role", &word.text, &codes, near)))
}

fn role(kind: RoleKind, line: usize, tokens: &[Token], faults: &mut Vec<Fault>) -> RoleDraft {
    let mut role = RoleDraft::new(kind);
    let mut tokens = tokens.iter();
    while let Some(token) = tokens.next() {
        if let Token::Pair { key, column, value } = token {
            let read = facts::read(On::Role(kind), &[], (key, *column), value);
            let added = read.and_then(|it| facts::add(&mut role.said, *column, value, it));
            faults.extend(added.err());
            continue;
        }
        let Token::Word(word) = token else {
            let message = format!("{} and a comma were expected", expected(kind));
            faults.push(Fault { line, column: token.column(), message });
            continue;
        };
        if kind == RoleKind::Unknown && word.quoted {
            let name = facts::value(ROLE_NAME, word).map(|name| (ROLE_NAME, name));
            let added = name.and_then(|it| facts::add(&mut role.said, word.column, word, it));
            faults.extend(added.err());
            continue;
        }
        let pulls = kind == RoleKind::DistributionPoint && word.is("from");
        if pulls && role.sources.is_empty() {
            sources(&mut role, word, &mut tokens, faults);
        } else if word.is("for") && role.serves.is_none() {
            role.serves = name(word, "a site code", tokens.next(), faults);
        } else {
            match choice(kind, word) {
                Ok(choice) => role.choices.push(choice),
                Err(fault) => faults.push(fault),
            }
        }
    }
    role
}

/// Reads `A and B` after `from`.
fn sources<'a>(
    role: &mut RoleDraft,
    from: &Word,
    tokens: &mut (impl Iterator<Item = &'a Token> + Clone),
    faults: &mut Vec<Fault>,
) {
    role.choices.push(Choice::Pull);
    let mut before = from;
    loop {
        role.sources.extend(name(before, "a server", tokens.next(), faults));
        match tokens.clone().next() {
            Some(Token::Word(and)) if and.is("and") => {
                tokens.next();
                before = and;
            }
            _ => return,
        }
    }
}

/// The name after a word such as `from`.
fn name(word: &Word, what: &str, token: Option<&Token>, faults: &mut Vec<Fault>) -> Option<Word> {
    if let Some(Token::Word(name)) = token {
        return Some(name.clone().split());
    }
    let message = format!("{what} was expected after \"{}\"", word.text);
    let column = token.map_or(word.column + word.text.chars().count(), Token::column);
    faults.push(Fault { line: word.line, column, message });
    None
}

fn choice(kind: RoleKind, word: &Word) -> Result<Choice, Fault> {
    let found = Choice::named(&word.text.to_ascii_lowercase()).filter(|_| !word.quoted);
    if let Some(choice) = found.filter(|choice| kind.facts().choices.contains(choice)) {
        return Ok(choice);
    }
    if word.is("from") || word.is("for") {
        let told = match kind == RoleKind::DistributionPoint || word.is("for") {
            true => format!("\"{}\" is there twice", word.text),
            false => "only a distribution point pulls from others".to_owned(),
        };
        return Err(word.fault(told));
    }
    let hint = match RoleKind::coded(&word.text) {
        Some(_) => "; a comma parts two roles".to_owned(),
        None => nearest(&word.text, options(kind))
            .map(|near| format!("; did you mean \"{near}\"?"))
            .unwrap_or_default(),
    };
    Err(word.fault(format!("{} was expected, not {}{hint}", expected(kind), echo(&word.text))))
}

fn options(kind: RoleKind) -> Vec<&'static str> {
    let from = match kind {
        RoleKind::DistributionPoint => Some("from"),
        RoleKind::Unknown => Some("its name in quotes"),
        _ => None,
    };
    let choices = kind.facts().choices.iter().map(|choice| choice.word());
    choices.chain(from).chain(["for"]).collect()
}

fn expected(kind: RoleKind) -> String {
    let code = kind.code().to_ascii_lowercase();
    format!("after {code} one of {}", options(kind).join(", "))
}
