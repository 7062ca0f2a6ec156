//! The notes of an import as they are shown: by sort and reason, narrowed, copied.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::import::{Notes, Sort};

/// Shared with the threads that narrow and copy it.
#[derive(Clone, Default)]
pub struct Told(Arc<Inner>);

#[derive(Default)]
struct Inner {
    notes: Notes,
    /// By sort; in each the largest first.
    groups: Vec<Group>,
}

/// Notes that differ in what they quote alone.
pub struct Group {
    pub sort: Sort,
    /// With an ellipsis in place of what is quoted.
    pub why: String,
    /// Their places among the notes, in their order.
    notes: Vec<u32>,
}

/// The groups of one sort with those of their notes that fit what was typed.
#[derive(Clone, Default)]
pub struct Narrowed {
    pub groups: Vec<(usize, Fitting)>,
    pub count: usize,
}

#[derive(Clone)]
pub enum Fitting {
    All,
    Some(Vec<u32>),
}

impl Told {
    pub fn of(notes: Notes) -> Self {
        let mut groups: BTreeMap<(Sort, Cow<'_, str>), Vec<u32>> = BTreeMap::new();
        for (at, note) in (0..).zip(notes.all()) {
            groups.entry((note.sort, unquoted(&note.why))).or_default().push(at);
        }
        let group = |((sort, why), notes): ((Sort, Cow<'_, str>), Vec<u32>)| Group {
            sort,
            why: why.into_owned(),
            notes,
        };
        let mut groups: Vec<_> = groups.into_iter().map(group).collect();
        groups.sort_by_key(|group| (group.sort, std::cmp::Reverse(group.notes.len())));
        Self(Arc::new(Inner { notes, groups }))
    }

    pub fn group(&self, at: usize) -> &Group {
        &self.0.groups[at]
    }

    pub fn count(&self, sort: Sort) -> usize {
        let groups = self.0.groups.iter().filter(|group| group.sort == sort);
        groups.map(|group| group.notes.len()).sum()
    }

    /// A note of a group by its place among those that fit, as one line.
    pub fn line(&self, group: usize, fitting: &Fitting, at: usize) -> String {
        let notes = match fitting {
            Fitting::All => &self.0.groups[group].notes,
            Fitting::Some(notes) => notes,
        };
        notes.get(at).map_or_else(String::new, |at| self.written(*at))
    }

    /// The same without what the heading of the group says already.
    pub fn short(&self, group: usize, fitting: &Fitting, at: usize) -> String {
        let mut line = self.line(group, fitting, at);
        if let Some(place) = line.strip_suffix(&self.0.groups[group].why) {
            line.truncate(place.trim_end_matches([':', ' ']).len());
        }
        line
    }

    pub fn fitting(&self, group: usize, fitting: &Fitting) -> usize {
        match fitting {
            Fitting::All => self.0.groups[group].notes.len(),
            Fitting::Some(notes) => notes.len(),
        }
    }

    fn written(&self, at: u32) -> String {
        let note = self.0.notes.all().get(at as usize);
        note.map_or_else(String::new, |note| self.0.notes.line(note))
    }

    /// Those of a sort whose lines have every word of `typed` in them.
    pub fn narrow(&self, sort: Sort, typed: &str) -> Narrowed {
        let typed = typed.to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let fits = |at: &u32| {
            let line = self.written(*at).to_lowercase();
            words.iter().all(|word| line.contains(word))
        };
        let mut narrowed = Narrowed::default();
        for (at, group) in self.0.groups.iter().enumerate() {
            if group.sort != sort {
                continue;
            }
            let fitting = match words.is_empty() {
                true => Fitting::All,
                false => Fitting::Some(group.notes.iter().copied().filter(fits).collect()),
            };
            let count = self.fitting(at, &fitting);
            if count > 0 {
                narrowed.count += count;
                narrowed.groups.push((at, fitting));
            }
        }
        narrowed
    }

    /// Every note as text, a sort below the other, in the order in which they came up.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for sort in [Sort::Unplaced, Sort::Assumed, Sort::Remark] {
            let mut notes = self.0.notes.of(sort).peekable();
            if notes.peek().is_none() {
                continue;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text += super::title(sort);
            text.push('\n');
            for note in notes {
                text += &self.0.notes.line(note);
                text.push('\n');
            }
        }
        text
    }
}

/// Without what stands between quotation marks.
fn unquoted(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{201c}') {
        return text.into();
    }
    let (mut clean, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('\u{201c}') {
        clean += before;
        clean += "\u{201c}\u{2026}\u{201d}";
        rest = after.split_once('\u{201d}').map_or("", |(_, after)| after);
    }
    (clean + rest).into()
}
