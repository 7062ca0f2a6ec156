//! The plans before and after the present one, each with the name of the step between.

use std::sync::Arc;

use crate::plan::Plan;

#[derive(Clone, Debug)]
pub struct Entry {
    /// What was done.
    pub label: String,
    plan: Arc<Plan>,
}

#[derive(Clone, Debug, Default)]
pub struct History {
    /// Oldest first; each holds the plan before its step.
    past: Vec<Entry>,
    /// The next one last; each holds the plan after its step.
    future: Vec<Entry>,
}

impl History {
    pub(super) fn push(&mut self, label: String, before: Arc<Plan>) {
        self.past.push(Entry { label, plan: before });
        self.future.clear();
    }

    pub(super) fn back(&mut self, now: Arc<Plan>) -> Option<Arc<Plan>> {
        let Entry { label, plan } = self.past.pop()?;
        self.future.push(Entry { label, plan: now });
        Some(plan)
    }

    pub(super) fn forth(&mut self, now: Arc<Plan>) -> Option<Arc<Plan>> {
        let Entry { label, plan } = self.future.pop()?;
        self.past.push(Entry { label, plan: now });
        Some(plan)
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
