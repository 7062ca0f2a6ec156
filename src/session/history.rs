//! The plans before and after the present one, each with the name of the step between.

use std::sync::Arc;

use crate::{plan::Plan, rules::Report};

#[derive(Clone)]
pub struct Entry {
    /// What was done.
    pub label: String,
    state: State,
}

/// A plan with what the rules say of it: going back to it asks nobody again, whatever its size.
#[derive(Clone)]
pub(super) struct State {
    pub plan: Arc<Plan>,
    pub report: Report,
}

#[derive(Clone, Default)]
pub struct History {
    /// Oldest first; each holds the plan before its step.
    past: Vec<Entry>,
    /// The next one last; each holds the plan after its step.
    future: Vec<Entry>,
}

impl History {
    pub(super) fn push(&mut self, label: String, before: State) {
        self.past.push(Entry { label, state: before });
        let gone = std::mem::take(&mut self.future);
        if !gone.is_empty() {
            // A whole hierarchy that was undone takes long to give back.
            std::thread::spawn(move || drop(gone));
        }
    }

    pub(super) fn back(&mut self, now: State) -> Option<State> {
        let Entry { label, state } = self.past.pop()?;
        self.future.push(Entry { label, state: now });
        Some(state)
    }

    pub(super) fn forth(&mut self, now: State) -> Option<State> {
        let Entry { label, state } = self.future.pop()?;
        self.past.push(Entry { label, state: now });
        Some(state)
    }

    /// What was done, oldest first.
    pub fn past(&self) -> &[Entry] {
        &self.past
    }

    /// What was undone, the next to be done again last.
    pub fn future(&self) -> &[Entry] {
        &self.future
    }
}
