//! What was read of the plan as a whole and of the things around its sites while something was
//! judged. It is written down, so that an edit of them asks only whoever read what it changes.
//!
//! Rules are plain functions of nodes; what they read is noted where the design hands it out, on
//! the thread that judges.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
};

use super::{Design, Entity};
use crate::{
    facts::said::{EntityKind, Fact},
    model::design::name_key,
};

/// Something that several nodes may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Read {
    /// A fact that the plan says as a whole.
    Plan(Fact),
    /// The day on which it is looked at.
    Day,
    /// All that it says as a whole.
    Head,
    /// Everything around the sites.
    Around,
    /// All of a kind.
    Kind(EntityKind),
    /// Whether there are so many of a kind.
    Many(EntityKind, usize),
    /// Those of a kind with a name, by the key of the name, also where there is none.
    Named(EntityKind, u64),
}

/// What was read, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads(Vec<Read>);

impl Reads {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any of it is among `changed`.
    pub fn touch(&self, changed: &BTreeSet<Read>) -> bool {
        self.0.iter().any(|read| changed.contains(read))
    }
}

thread_local! {
    static IS_NOTED: Cell<bool> = const { Cell::new(false) };
    static NOTES: RefCell<Vec<Read>> = const { RefCell::new(Vec::new()) };
}

/// What `judge` says, and what it read.
pub fn reading<T>(judge: impl FnOnce() -> T) -> (T, Reads) {
    IS_NOTED.set(true);
    let said = judge();
    IS_NOTED.set(false);
    let mut notes = NOTES.take();
    notes.sort_unstable();
    notes.dedup();
    (said, Reads(notes))
}

pub(super) fn note(read: impl FnOnce() -> Read) {
    if IS_NOTED.get() {
        NOTES.with_borrow_mut(|notes| {
            let read = read();
            if notes.last() != Some(&read) {
                notes.push(read);
            }
        });
    }
}

impl Entity {
    /// What whoever looks it up by name reads.
    pub fn as_read(&self) -> Read {
        Read::Named(self.kind, name_key(&self.name))
    }
}

impl Design {
    /// What can be read otherwise in `old`. None where everything may be: those that both have
    /// stand in another order.
    pub fn read_unlike(&self, old: &Self) -> Option<BTreeSet<Read>> {
        let mut changed = BTreeSet::new();
        if !self.shares_head(old) {
            changed.insert(Read::Head);
        }
        if self.head.as_of != old.head.as_of {
            changed.insert(Read::Day);
        }
        let said = |of: &Self| of.head.said.all().map(|(fact, _)| *fact).collect::<Vec<_>>();
        let facts = said(self).into_iter().chain(said(old));
        let facts = facts.filter(|fact| self.head.said.get(*fact) != old.head.said.get(*fact));
        changed.extend(facts.map(Read::Plan));
        if self.shares_entities(old) {
            return Some(changed);
        }
        let (here, there) = (&self.entities, &old.entities);
        let both = here.all().iter().filter(|it| there.get(it.id).is_some()).map(|it| it.id);
        let before = there.all().iter().filter(|it| here.get(it.id).is_some()).map(|it| it.id);
        if !both.eq(before) {
            return None;
        }
        let differ = |it: &&Entity, other: Option<&Entity>| other.is_none_or(|other| other != *it);
        let new = here.all().iter().map(|it| &**it).filter(|it| differ(it, there.get(it.id)));
        let gone = there.all().iter().map(|it| &**it).filter(|it| differ(it, here.get(it.id)));
        for entity in new.chain(gone) {
            changed.extend([Read::Around, Read::Kind(entity.kind), entity.as_read()]);
        }
        for kind in EntityKind::ALL {
            let count = |of: &Self| of.entities.all().iter().filter(|it| it.kind == kind).count();
            let (fewer, more) = (count(self).min(count(old)), count(self).max(count(old)));
            changed.extend((fewer + 1..=more).map(|count| Read::Many(kind, count)));
        }
        Some(changed)
    }
}
