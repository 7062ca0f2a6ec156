//! What is said of a node beyond what every plan says: facts with their values.

use std::sync::Arc;

use super::{Design, NodeId};
use crate::facts::said::{Fact, On, Shape, lifecycle::STATE};

/// An answer; which of these fits, the fact's shape says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Flag(bool),
    Number(u32),
    Word(&'static str),
    /// In the order of the fact's words.
    Words(Vec<&'static str>),
    /// A text, a release or a name.
    Text(Arc<str>),
    Texts(Arc<[Arc<str>]>),
}

/// The facts of a node, most often none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said(Option<Arc<Vec<(Fact, Value)>>>);

impl Said {
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// What is said, in the order of the keys.
    pub fn all(&self) -> impl Iterator<Item = &(Fact, Value)> {
        self.0.iter().flat_map(|facts| facts.iter())
    }

    pub fn get(&self, fact: Fact) -> Option<&Value> {
        let facts = self.0.as_ref()?;
        let at = facts.binary_search_by(|(known, _)| known.cmp(&fact)).ok()?;
        facts.get(at).map(|(_, value)| value)
    }

    /// Says it, or takes it back.
    pub fn set(&mut self, fact: Fact, value: Option<Value>) {
        let mut facts = self.0.take().map(Arc::unwrap_or_clone).unwrap_or_default();
        match (facts.binary_search_by(|(known, _)| known.cmp(&fact)), value) {
            (Ok(at), Some(value)) => facts[at].1 = value,
            (Ok(at), None) => _ = facts.remove(at),
            (Err(at), Some(value)) => facts.insert(at, (fact, value)),
            (Err(_), None) => {}
        }
        self.0 = (!facts.is_empty()).then(|| Arc::new(facts));
    }

    pub fn has(&self, fact: Fact) -> bool {
        self.get(fact).is_some()
    }

    pub fn flag(&self, fact: Fact) -> Option<bool> {
        match self.get(fact)? {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Whether it is said to be so.
    pub fn is(&self, fact: Fact) -> bool {
        self.flag(fact) == Some(true)
    }

    /// Whether the site or role is there already.
    pub fn is_installed(&self) -> bool {
        matches!(self.word(STATE), Some("installed" | "leaving"))
    }

    /// Whether the site or role is there and will be removed.
    pub fn is_leaving(&self) -> bool {
        self.word(STATE) == Some("leaving")
    }

    pub fn number(&self, fact: Fact) -> Option<u32> {
        match self.get(fact)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn word(&self, fact: Fact) -> Option<&'static str> {
        match self.get(fact)? {
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    pub fn words(&self, fact: Fact) -> Option<&[&'static str]> {
        match self.get(fact)? {
            Value::Words(words) => Some(words),
            _ => None,
        }
    }

    pub fn text(&self, fact: Fact) -> Option<&str> {
        match self.get(fact)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn texts(&self, fact: Fact) -> Option<&[Arc<str>]> {
        match self.get(fact)? {
            Value::Texts(texts) => Some(texts),
            _ => None,
        }
    }

    /// What is said, else what is assumed until somebody says otherwise.
    pub fn word_or_assumed(&self, fact: Fact) -> Option<&'static str> {
        self.word(fact).or(fact.row().assumed)
    }

    /// The same for a number.
    pub fn number_or_assumed(&self, fact: Fact) -> Option<u32> {
        self.number(fact).or_else(|| fact.row().assumed?.parse().ok())
    }

    /// The same for a flag.
    pub fn flag_or_assumed(&self, fact: Fact) -> Option<bool> {
        self.flag(fact).or_else(|| fact.row().assumed.map(|word| word == YES))
    }

    /// The same for a text.
    pub fn text_or_assumed(&self, fact: Fact) -> Option<&str> {
        self.text(fact).or(fact.row().assumed)
    }
}

const YES: &str = "yes";
const NO: &str = "no";
/// Texts longer than this are no answer to anything that is asked.
const LONGEST: usize = 1_000;

impl Value {
    /// Reads an answer as an outline spells it, or says what was expected.
    pub fn read(fact: Fact, text: &str) -> Result<Self, String> {
        let key = fact.key();
        match fact.row().shape {
            Shape::Flag if text.eq_ignore_ascii_case(YES) => Ok(Self::Flag(true)),
            Shape::Flag if text.eq_ignore_ascii_case(NO) => Ok(Self::Flag(false)),
            Shape::Flag => Err(format!("{key} needs yes or no")),
            Shape::Number { least, most, .. } => {
                let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                let number = digits.then(|| text.parse().ok()).flatten();
                let number = number.filter(|number| (least..=most).contains(number));
                number
                    .map(Self::Number)
                    .ok_or_else(|| format!("{key} needs a whole number from {least} to {most}"))
            }
            Shape::Word(words) => word(fact, words, text).map(Self::Word),
            Shape::Words(words) => {
                let said: Result<Vec<_>, _> =
                    parts(text).map(|part| word(fact, words, part)).collect();
                let said = said?;
                let sorted: Vec<_> = words
                    .iter()
                    .map(|(word, _)| *word)
                    .filter(|word| said.contains(word))
                    .collect();
                match sorted.is_empty() {
                    true => Err(expected(fact, words)),
                    false => Ok(Self::Words(sorted)),
                }
            }
            Shape::Release => match release(text).is_empty() {
                true => Err(format!("{key} needs numbers with dots between, such as 18.4.1.1")),
                false => Ok(Self::Text(text.into())),
            },
            Shape::Text | Shape::Code | Shape::Host | Shape::Name(_) => {
                line(fact, text).map(Self::Text)
            }
            Shape::Texts | Shape::Codes | Shape::Names(_) => {
                let mut said: Vec<Arc<str>> = Vec::new();
                for part in parts(text) {
                    let part = line(fact, part)?;
                    if !said.contains(&part) {
                        said.push(part);
                    }
                }
                match said.is_empty() {
                    true => Err(format!("{key} needs a text")),
                    false => Ok(Self::Texts(said.into())),
                }
            }
        }
    }

    /// As an outline spells it; reading gives the same again.
    pub fn spelled(&self) -> String {
        match self {
            Self::Flag(true) => YES.to_owned(),
            Self::Flag(false) => NO.to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Word(word) => (*word).to_owned(),
            Self::Words(words) => words.join("+"),
            Self::Text(text) => text.to_string(),
            // A mark at the end says that a + inside parts nothing.
            Self::Texts(texts) if texts.len() == 1 && texts[0].contains('+') => {
                format!("{};", texts[0])
            }
            Self::Texts(texts) => texts.join("; "),
        }
    }

    /// As a sentence or a field says it: words by their meaning, numbers with their unit.
    pub fn shown(&self, fact: Fact) -> String {
        let meaning = |word: &&'static str| match fact.row().shape {
            Shape::Word(words) | Shape::Words(words) => {
                words.iter().find(|(known, _)| known == word).map_or(*word, |(_, meaning)| meaning)
            }
            _ => word,
        };
        match (self, fact.row().shape) {
            (Self::Number(number), Shape::Number { unit, .. }) if !unit.is_empty() => {
                format!("{number} {unit}")
            }
            (Self::Word(word), _) => meaning(word).to_owned(),
            (Self::Words(words), _) => words.iter().map(meaning).collect::<Vec<_>>().join(", "),
            (Self::Texts(texts), _) => texts.join(", "),
            _ => self.spelled(),
        }
    }
}

/// Several answers in one text, parted by `;`, or by `+` where there is no `;`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let separator = if text.contains(';') { ';' } else { '+' };
    text.split(separator).map(str::trim).filter(|part| !part.is_empty())
}

fn word(fact: Fact, words: &[(&'static str, &str)], text: &str) -> Result<&'static str, String> {
    let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
    found.map(|(word, _)| *word).ok_or_else(|| expected(fact, words))
}

fn expected(fact: Fact, words: &[(&'static str, &str)]) -> String {
    let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
    format!("{} needs one of {}", fact.key(), known.join(", "))
}

fn line(fact: Fact, text: &str) -> Result<Arc<str>, String> {
    let text = text.trim();
    let fits = !text.is_empty() && text.len() <= LONGEST && !text.chars().any(char::is_control);
    if fits { Ok(text.into()) } else { Err(format!("{} needs a text of one line", fact.key())) }
}

impl Design {
    /// What a node is, for the facts that fit it.
    pub fn kind_of(&self, node: Option<NodeId>) -> Option<On> {
        Some(match node {
            None => On::Plan,
            Some(NodeId::Site(_)) => On::Site,
            Some(NodeId::Server(_)) => On::Server,
            Some(NodeId::Role(id)) => On::Role(self.role(id)?.kind),
            Some(NodeId::Gateway(_)) => On::Gateway,
            Some(NodeId::Entity(id)) => On::Entity(self.entity(id)?.kind),
        })
    }

    /// What is said of a node, or of the plan.
    pub fn said_of(&self, node: Option<NodeId>) -> Option<&Said> {
        Some(match node {
            None => &self.head().said,
            Some(NodeId::Site(id)) => &self.site(id)?.site().said,
            Some(NodeId::Server(id)) => &self.server(id)?.server().said,
            Some(NodeId::Role(id)) => &self.role(id)?.role().said,
            Some(NodeId::Gateway(id)) => &self.gateway(id)?.said,
            Some(NodeId::Entity(id)) => &self.entity(id)?.said,
        })
    }
}

/// The numbers of a release such as 18.4.1.1; empty where it is none.
pub fn release(text: &str) -> Vec<u32> {
    let plain = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    let numbers: Option<Vec<u32>> = text.split('.').map(plain).collect();
    numbers.unwrap_or_default()
}
