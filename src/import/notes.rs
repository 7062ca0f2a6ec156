//! What is to be told of an import: what could not be placed, what was assumed, what was left.

use std::{collections::BTreeSet, fmt, sync::Arc};

/// In the order in which they came up.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// The names of the sources, as notes call them.
    files: Vec<Arc<str>>,
    all: Vec<Note>,
    /// Reasons that many rows share are kept once.
    reasons: BTreeSet<Arc<str>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub sort: Sort,
    pub place: Place,
    pub why: Arc<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A row, or a file from some place on, that did not come in.
    Unplaced,
    /// Something that no row says and that follows from the others.
    Assumed,
    /// It came in, but there is something to know about it.
    Remark,
}

/// Where in which source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: u16,
    /// The part of a file with several; empty where it has one.
    pub part: &'static str,
    /// The line of a table, the row of a part counted from 1; 0 for the whole of it.
    pub row: u32,
}

impl Notes {
    /// The number by which places name the source.
    pub fn source(&mut self, name: &str) -> u16 {
        self.files.push(name.into());
        u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX)
    }

    pub fn say(&mut self, sort: Sort, place: Place, why: impl AsRef<str>) {
        let why = self.reason(why.as_ref());
        self.all.push(Note { sort, place, why });
    }

    fn reason(&mut self, why: &str) -> Arc<str> {
        if let Some(known) = self.reasons.get(why) {
            return known.clone();
        }
        let reason: Arc<str> = why.into();
        self.reasons.insert(reason.clone());
        reason
    }

    /// Takes out what reasons quote of a file: that stands between quotation marks.
    pub fn mask(&mut self) {
        for note in &mut self.all {
            if note.why.contains('\u{201c}') {
                note.why = unquoted(&note.why).into();
            }
        }
        self.reasons.clear();
    }

    pub fn all(&self) -> &[Note] {
        &self.all
    }

    pub fn of(&self, sort: Sort) -> impl Iterator<Item = &Note> {
        self.all.iter().filter(move |note| note.sort == sort)
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// File, row, why: as one line.
    pub fn line(&self, note: &Note) -> String {
        let Note { place, why, .. } = note;
        let file = self.files.get(usize::from(place.file)).map_or("", |name| name);
        match place {
            Place { row: 0, .. } => format!("{file}: {why}"),
            Place { part: "", row, .. } => format!("{file}: line {row}: {why}"),
            Place { part, row, .. } => format!("{file}: {part} row {row}: {why}"),
        }
    }
}

fn unquoted(text: &str) -> String {
    let mut clean = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{201c}') {
        clean += before;
        clean += "\u{201c}\u{2026}\u{201d}";
        rest = after.split_once('\u{201d}').map_or("", |(_, after)| after);
    }
    clean + rest
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unplaced => "not taken in",
            Self::Assumed => "assumed",
            Self::Remark => "to know",
        })
    }
}
