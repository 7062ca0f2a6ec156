//! Roles in a cell: their full names, and what people write for them.

mod phrases;

use phrases::{Phrase, phrase};

use super::{
    meaning::letters,
    names::short,
    values::{is_silent, sql},
};
use crate::{
    facts::{
        choices::Choice,
        roles::RoleKind::{self, DistributionPoint, PassiveSiteServer, SiteDatabase, SiteServer},
        said::{Fact, On},
        sites::SiteKind,
    },
    model::Value,
};

/// One role of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// As it is written.
    pub text: String,
    pub is: Is,
    /// Whether it is the name of the role or the letters of its chip, not only an abbreviation or
    /// something that goes with it.
    pub exact: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Is {
    Role(Named),
    /// A role that comes by itself and that no plan holds.
    Itself,
    /// Nobody knows it.
    Unknown,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub kind: RoleKind,
    pub choices: Vec<Choice>,
    /// The type of the site, where the role says it: "primary site server".
    pub site: Option<SiteKind>,
    /// The computers from which it pulls its content.
    pub sources: Vec<String>,
    pub facts: Vec<(Fact, Value)>,
    /// What stands in brackets behind it and is no option of it.
    pub unread: Vec<String>,
}

impl Word {
    /// A role whose column is ticked.
    pub fn ticked(kind: RoleKind, choices: Vec<Choice>) -> Self {
        let role = Named { choices, ..Named::new(kind) };
        Self { text: kind.code().to_owned(), is: Is::Role(role), exact: true }
    }
}

impl Named {
    fn new(kind: RoleKind) -> Self {
        Self {
            kind,
            choices: Vec::new(),
            site: None,
            sources: Vec::new(),
            facts: Vec::new(),
            unread: Vec::new(),
        }
    }

    fn has(&self, choice: Choice) -> bool {
        self.kind.facts().choices.contains(&choice)
    }

    fn choose(&mut self, choice: Choice) {
        if !self.choices.contains(&choice) {
            self.choices.push(choice);
        }
    }
}

/// The roles of a cell, in its order.
pub fn read(cell: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    if is_silent(cell) {
        return words;
    }
    for token in tokens(cell) {
        let text = token.text.trim_start_matches(['-', '*', '\u{2022}', '\u{b7}']).trim();
        if is_silent(text) {
            continue;
        }
        match one(text) {
            Found::Words(found) => words.extend(found),
            Found::Options(choices) => attach(&mut words, text, &choices),
            Found::Nothing => match words.last_mut() {
                // "pull from A and B"
                Some(Word { is: Is::Role(role), .. })
                    if token.joined && !role.sources.is_empty() =>
                {
                    role.sources.push(text.to_owned());
                }
                _ => words.push(Word { text: short(text), is: Is::Unknown, exact: true }),
            },
        }
    }
    words
}

struct Token<'a> {
    text: &'a str,
    /// Whether an "and" stands before it, not a comma or the like.
    joined: bool,
}

/// Parts a cell where roles are parted, brackets kept whole.
fn tokens(cell: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut depth, mut start, mut joined) = (0usize, 0, false);
    let mut skip = 0;
    for (at, letter) in cell.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || at < skip {
            continue;
        }
        let (length, and) = match letter {
            ',' | ';' | '/' | '\n' | '\r' | '|' => (1, false),
            '+' | '&' => (1, true),
            ' ' => {
                let rest = &cell[at..];
                let word = [" and ", " und ", " et "].iter().find(|word| {
                    rest.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word))
                });
                match word {
                    Some(word) => (word.len(), true),
                    None => continue,
                }
            }
            _ => continue,
        };
        tokens.push(Token { text: &cell[start..at], joined });
        (start, joined, skip) = (at + length, and, at + length);
    }
    tokens.push(Token { text: &cell[start..], joined });
    tokens
}

enum Found {
    Words(Vec<Word>),
    /// Nothing but options of the role before.
    Options(Vec<Choice>),
    Nothing,
}

/// Reads what stands between two commas.
fn one(text: &str) -> Found {
    let open = text.find(['(', '[']);
    let (outside, inside) = match open {
        Some(at) => {
            let (outside, rest) = text.split_at(at);
            (outside.trim(), rest.trim_matches(|it| matches!(it, '(' | ')' | '[' | ']' | ' ')))
        }
        None => (text, ""),
    };
    let (outside, source) = from(outside);
    let Some(phrases) = phrases(outside) else { return database(text) };
    let mut found = roles_of(&phrases, text);
    if found.is_empty() {
        let option = |(phrase, _): &(Phrase, bool)| match phrase {
            Phrase::Option(choice) => Some(*choice),
            _ => None,
        };
        let options: Vec<_> = phrases.iter().filter_map(option).collect();
        return match options.is_empty() || !inside.is_empty() {
            true => Found::Nothing,
            false => Found::Options(options),
        };
    }
    if let Some(Word { is: Is::Role(role), .. }) = found.last_mut() {
        role.sources.extend(source.map(ToOwned::to_owned));
        within(role, inside);
        if !role.sources.is_empty() {
            role.choose(Choice::Pull);
        }
    } else if !inside.is_empty() {
        return Found::Nothing;
    }
    Found::Words(found)
}

/// SQL Server with its version: "SQL Server 2022 Standard".
fn database(text: &str) -> Found {
    let is_sql = letters(text).starts_with("sql");
    match sql(text) {
        (facts, true) if is_sql => {
            let role = Named { facts, ..Named::new(SiteDatabase) };
            Found::Words(vec![Word { text: short(text), is: Is::Role(role), exact: false }])
        }
        _ => Found::Nothing,
    }
}

/// Parts "pull from SERVER" into what stands before and the server.
fn from(text: &str) -> (&str, Option<&str>) {
    match split_from(text) {
        Some((before, source)) if !source.is_empty() => (before, Some(source)),
        _ => (text, None),
    }
}

/// What stands before and after the word "from", in any of the languages.
fn split_from(text: &str) -> Option<(&str, &str)> {
    let lower = text.to_ascii_lowercase();
    let found = ["from ", "von ", "depuis "].iter().find_map(|word| {
        let at = lower.find(word)?;
        let starts = at == 0 || lower[..at].ends_with(|it: char| !it.is_alphanumeric());
        starts.then_some((at, at + word.len()))
    });
    found.map(|(at, end)| (text[..at].trim(), text[end..].trim()))
}

/// All of a text as phrases, the longest first; none where a word of it is left.
fn phrases(text: &str) -> Option<Vec<(Phrase, bool)>> {
    const LONGEST: usize = 8;
    let whole = letters(text);
    if let Some(phrase) = phrase(&whole) {
        return Some(vec![phrase]);
    }
    let mut words: Vec<_> = text
        .split(|it: char| !it.is_alphanumeric() && it != '\'')
        .map(letters)
        .filter(|word| !word.is_empty())
        .collect();
    words.truncate(LONGEST * LONGEST);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let most = LONGEST.min(words.len() - at);
        let best = (1..=most).rev().find_map(|length| {
            phrase(&words[at..at + length].concat()).map(|phrase| (phrase, length))
        });
        let (phrase, length) = best?;
        found.push(phrase);
        at += length;
    }
    Some(found)
}

/// The roles that the phrases name, with the options beside them; empty where they name none.
fn roles_of(phrases: &[(Phrase, bool)], text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut waiting: Vec<Choice> = Vec::new();
    let alone = phrases.len() == 1;
    for (phrase, exact) in phrases {
        let role = match phrase {
            Phrase::Role(kind) => Named::new(*kind),
            Phrase::Server(site) => Named { site: Some(*site), ..Named::new(SiteServer) },
            Phrase::Type(site) if alone => Named { site: Some(*site), ..Named::new(SiteServer) },
            Phrase::Passive if alone => Named::new(PassiveSiteServer),
            Phrase::Passive => match words.last_mut() {
                Some(Word { is: Is::Role(role), .. }) if role.kind == SiteServer => {
                    role.kind = PassiveSiteServer;
                    continue;
                }
                _ => return Vec::new(),
            },
            Phrase::Type(_) => return Vec::new(),
            Phrase::Itself => {
                words.push(Word { text: short(text), is: Is::Itself, exact: true });
                continue;
            }
            Phrase::Option(choice) => {
                match words.last_mut() {
                    Some(Word { is: Is::Role(role), .. }) if role.has(*choice) => {
                        role.choose(*choice);
                    }
                    _ => waiting.push(*choice),
                }
                continue;
            }
            Phrase::Filler => continue,
        };
        let exact = *exact && *phrase != Phrase::Passive;
        let mut role = role;
        waiting.retain(|choice| {
            let fits = role.has(*choice);
            if fits {
                role.choose(*choice);
            }
            !fits
        });
        words.push(Word { text: short(text), is: Is::Role(role), exact });
    }
    if let Some(Word { is: Is::Role(role), .. }) = words.last_mut() {
        role.unread.extend(waiting.iter().map(|choice| choice.word().to_owned()));
    }
    words
}

/// Reads what stands in brackets behind a role.
fn within(role: &mut Named, inside: &str) {
    let (before, sources) = match split_from(inside) {
        Some((before, sources)) => (before, Some(sources)),
        None => (inside, None),
    };
    for token in tokens(before) {
        part(role, token.text.trim());
    }
    let sources = sources.map(tokens).into_iter().flatten();
    let sources = sources.map(|it| it.text.trim().to_owned()).filter(|it| !it.is_empty());
    role.sources.extend(sources);
}

fn part(role: &mut Named, text: &str) {
    if is_silent(text) {
        return;
    }
    let server = matches!(role.kind, SiteServer | PassiveSiteServer);
    for (phrase, _) in phrases(text).unwrap_or_default() {
        match phrase {
            Phrase::Option(choice) if role.has(choice) => role.choose(choice),
            Phrase::Role(kind) if kind == role.kind => {}
            Phrase::Type(site) | Phrase::Server(site) if server => role.site = Some(site),
            Phrase::Passive | Phrase::Role(PassiveSiteServer) if server => {
                role.kind = PassiveSiteServer;
            }
            Phrase::Filler => {}
            _ => return role.unread.push(short(text)),
        }
    }
    if phrases(text).is_some() {
        return;
    }
    match sql(text) {
        (facts, true) if facts.iter().all(|(fact, _)| fact.fits(On::Role(role.kind))) => {
            role.facts.extend(facts);
        }
        _ => role.unread.push(short(text)),
    }
}

/// Options that stand for themselves belong to the last role that has them; those that only
/// distribution points have make one.
fn attach(words: &mut Vec<Word>, text: &str, choices: &[Choice]) {
    for choice in choices {
        let roles = words.iter_mut().rev().filter_map(|word| match &mut word.is {
            Is::Role(role) => Some(role),
            _ => None,
        });
        let mut fitting = roles.filter(|role| role.has(*choice));
        if let Some(role) = fitting.next() {
            role.choose(*choice);
            continue;
        }
        let only =
            RoleKind::all().filter(|kind| kind.facts().choices.contains(choice)).count() == 1;
        let is = match only {
            true => Is::Role(Named { choices: vec![*choice], ..Named::new(DistributionPoint) }),
            false => Is::Unknown,
        };
        words.push(Word { text: short(text), exact: !only, is });
    }
}

/// The options that a cell names, where it names nothing else: what ticks a column of one role.
pub fn options(cell: &str) -> Option<Vec<Choice>> {
    let mut choices = Vec::new();
    for token in tokens(cell) {
        match one(token.text.trim()) {
            Found::Options(found) => choices.extend(found),
            _ => return None,
        }
    }
    Some(choices)
}

/// The names of servers in a cell.
pub fn sources(cell: &str) -> Vec<String> {
    let names = tokens(cell).into_iter().map(|token| token.text.trim().to_owned());
    names.filter(|name| !is_silent(name)).collect()
}
