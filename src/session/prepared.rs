//! Edits too large for one frame: made and judged away from the session, then adopted as one step.

use std::sync::Arc;

use super::Session;
use crate::{
    arrange,
    model::{Design, Ids},
    plan::Plan,
    rules::{self, Report},
};

/// What it takes to work out an edit elsewhere: the plan as it is, and what the rules say of it.
#[derive(Clone)]
pub struct Basis {
    plan: Arc<Plan>,
    report: Report,
    revision: u64,
    /// For nodes that the edit makes.
    pub ids: Ids,
}

/// A plan that stands where it will stand, not judged yet.
pub struct Arranged {
    basis: Basis,
    plan: Plan,
}

/// A plan to adopt, with what the rules say of it.
pub struct Prepared(Box<Inner>);

struct Inner {
    plan: Arc<Plan>,
    report: Report,
    revision: u64,
    ids: Ids,
}

impl Basis {
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Finds places for another design: what is there stays where it is, and where nothing was,
    /// all is laid out anew.
    pub fn arrange(self, design: Design) -> Arranged {
        let old = &self.plan;
        let places = match old.design.is_empty() {
            true => arrange::tidy(&design),
            false => arrange::settle(&old.places, &old.design, &design, None).0,
        };
        let plan = Plan { design, places, waivers: old.waivers.clone() };
        Arranged { basis: self, plan }
    }
}

impl Basis {
    /// Lays out all that no hand has placed.
    pub fn tidy(self) -> Prepared {
        let Self { plan, report, revision, ids } = self;
        let places = arrange::tidy_around(&plan.design, &plan.places, None);
        let plan = Arc::new(Plan { places, ..Plan::clone(&plan) });
        Prepared(Box::new(Inner { plan, report, revision, ids }))
    }
}

impl Arranged {
    pub fn judge(self) -> Prepared {
        let Self { basis, plan } = self;
        let mut report = match basis.plan.design.is_empty() {
            // All processors work on it then.
            true => rules::check(&plan.design),
            false => rules::recheck(&basis.report, &basis.plan.design, &plan.design),
        };
        report.waive(&plan.design, &plan.waivers);
        let (revision, ids) = (basis.revision, basis.ids);
        Prepared(Box::new(Inner { plan: Arc::new(plan), report, revision, ids }))
    }
}

impl Prepared {
    pub fn plan(&self) -> &Arc<Plan> {
        &self.0.plan
    }

    pub fn report(&self) -> &Report {
        &self.0.report
    }

    /// Whether the session is still as it was when this was begun.
    pub fn fits(&self, session: &Session) -> bool {
        self.0.revision == session.revision
    }
}

impl Session {
    /// What it takes to work out an edit on another thread.
    pub fn basis(&self) -> Basis {
        Basis {
            plan: self.plan.clone(),
            report: self.report.clone(),
            revision: self.revision,
            ids: self.ids.borrow().clone(),
        }
    }

    /// Takes a prepared plan as one step of history; gives it back where the plan has changed
    /// since.
    pub fn adopt(&mut self, label: impl Into<String>, prepared: Prepared) -> Result<(), Prepared> {
        if !prepared.fits(self) {
            return Err(prepared);
        }
        let Inner { plan, report, ids, .. } = *prepared.0;
        *self.ids.get_mut() = ids;
        self.step(label.into(), plan, report);
        Ok(())
    }
}
