//! Every row of the catalogue of rules, in its order: those that are judged, and those that are
//! not yet, with the reason.

mod additions;
mod cloud;
mod content;
mod databases;
mod hierarchy;
mod networks;
mod pages;
mod reasons;
mod roles;
mod servers;
mod sites;
mod topics;

pub use topics::{TOPICS, Topic, topic_of};

use super::{Rule, Severity, Source, by_id};
use crate::facts::{
    disagreements::{self, Disagreement},
    versions::Version,
};

/// A row that no rule judges yet.
#[derive(Clone, Copy, Debug)]
pub struct Unjudged {
    /// As in [`Rule`]: given once, never changed, never reused.
    pub id: &'static str,
    /// By product version, oldest first; none where the row only says that something is allowed.
    pub levels: &'static [(Version, Severity)],
    /// What must hold.
    pub title: &'static str,
    /// What goes wrong otherwise, as a sentence.
    pub why: &'static str,
    pub source: Source,
    /// Why it is not judged, as a sentence.
    pub because: &'static str,
}

/// A row of the catalogue.
#[derive(Clone, Copy)]
pub enum Row {
    Judged(&'static Rule),
    Unjudged(&'static Unjudged),
}

/// A row as the sections of the catalogue list it.
enum Entry {
    /// Judged by the rule of that id.
    Rule(&'static str),
    Open(Unjudged),
}

const SECTIONS: &[&[Entry]] = &[
    hierarchy::ROWS,
    sites::ROWS,
    servers::ROWS,
    roles::ROWS,
    content::ROWS,
    cloud::ROWS,
    databases::ROWS,
    networks::ROWS,
    additions::ROWS,
];

const NONE: &[(Version, Severity)] = &[];

const fn rule(id: &'static str) -> Entry {
    Entry::Rule(id)
}

const fn open(
    id: &'static str,
    levels: &'static [(Version, Severity)],
    title: &'static str,
    why: &'static str,
    source: Source,
    because: &'static str,
) -> Entry {
    Entry::Open(Unjudged { id, levels, title, why, source, because })
}

/// What has to be said of sources that do not state all of it outright.
pub fn caution(sources: &[Source]) -> Option<String> {
    let caution = sources.iter().find_map(|source| source.says.caution())?;
    let whole = sources.iter().all(|source| source.says.caution().is_some());
    Some(if whole { caution.to_owned() } else { format!("In part: {}", lowered(caution)) })
}

/// With a small first letter, for the middle of a sentence.
pub fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The ids of all rows, in the catalogue's order.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().copied().flatten().map(|entry| match entry {
        Entry::Rule(id) => *id,
        Entry::Open(row) => row.id,
    })
}

/// All rows, in the catalogue's order. Where there is a rule, it is the row.
pub fn rows() -> impl Iterator<Item = Row> {
    SECTIONS.iter().copied().flatten().filter_map(|entry| match entry {
        Entry::Rule(id) => by_id(id).map(Row::Judged),
        Entry::Open(row) => Some(by_id(row.id).map_or(Row::Unjudged(row), Row::Judged)),
    })
}

/// The row of that id.
pub fn row(id: &str) -> Option<Row> {
    rows().find(|row| row.id() == id)
}

impl Row {
    pub fn id(&self) -> &'static str {
        match self {
            Self::Judged(rule) => rule.id,
            Self::Unjudged(row) => row.id,
        }
    }

    pub fn title(&self) -> &'static str {
        match self {
            Self::Judged(rule) => rule.title,
            Self::Unjudged(row) => row.title,
        }
    }

    pub fn why(&self) -> &'static str {
        match self {
            Self::Judged(rule) => rule.why,
            Self::Unjudged(row) => row.why,
        }
    }

    /// How bad breaking it is, by product version, oldest first.
    pub fn levels(&self) -> &'static [(Version, Severity)] {
        match self {
            Self::Judged(rule) => rule.levels,
            Self::Unjudged(row) => row.levels,
        }
    }

    /// The page that is cited.
    pub fn source(&self) -> Option<Source> {
        match self {
            Self::Judged(rule) => rule.sources.first().copied(),
            Self::Unjudged(row) => Some(row.source),
        }
    }

    /// Every page that it rests on, the cited one first.
    pub fn sources(&self) -> &[Source] {
        match self {
            Self::Judged(rule) => rule.sources,
            Self::Unjudged(row) => std::slice::from_ref(&row.source),
        }
    }

    pub fn topic(&self) -> Option<&'static Topic> {
        topic_of(self.id())
    }

    /// Where the documentation does not agree about it.
    pub fn disagreements(&self) -> impl Iterator<Item = &'static Disagreement> {
        disagreements::about(self.id())
    }

    /// What a reader has to know of its sources; nothing where all of it is stated.
    pub fn caution(&self) -> Option<String> {
        caution(self.sources())
    }

    /// Why it is not judged, if it is not.
    pub fn because(&self) -> Option<&'static str> {
        match self {
            Self::Judged(_) => None,
            Self::Unjudged(row) => Some(row.because),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rule that came takes its row with it; one that went leaves a hole.
    #[test]
    fn what_is_said_to_be_judged_is_and_the_rest_is_not() {
        for entry in SECTIONS.iter().copied().flatten() {
            match entry {
                Entry::Rule(id) => assert!(by_id(id).is_some(), "{id} has no rule"),
                Entry::Open(row) => assert!(by_id(row.id).is_none(), "{} has a rule", row.id),
            }
        }
    }
}
