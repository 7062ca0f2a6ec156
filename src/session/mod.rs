//! One open plan: what may happen to it, what happened, and what the rules say of it.
//!
//! Undo is the plan as it was, with what the rules said of it; commands know forward only. What has
//! to be judged again after an edit or for a preview is worked out by comparing two designs.

mod drop;
mod history;
mod places;
mod prepared;
mod waiving;

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

pub use drop::{Landing, Offer, Where};
pub use history::{Entry, History};
pub use prepared::{Arranged, Basis, Prepared};
pub use waiving::{Objection, Terms};

use crate::{
    arrange,
    commands::{Command, Refusal, apply_all},
    geometry::Point,
    model::{Design, Id, Ids, NodeId},
    plan::{Places, Plan},
    rules::{self, Finding, Fix, Report},
};
use history::State;

pub struct Session {
    plan: Arc<Plan>,
    report: Report,
    history: History,
    /// Drawing an id changes nothing that can be seen, so asking questions may draw some.
    ids: RefCell<Ids>,
    /// The plan as it stands on disk.
    saved: Option<Arc<Plan>>,
    /// No two plans in one run of the program ever share a number: caches may go by it.
    revision: u64,
    asked: Cell<u64>,
    /// The number it began with.
    born: u64,
}

/// What commands would do to the report.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Findings that come, the heaviest first; open questions left out.
    pub introduces: Vec<Finding>,
    /// Findings that go.
    pub resolves: Vec<Finding>,
}

impl Session {
    /// An open plan without a past; `saved` where it stands on disk just so.
    pub fn new(plan: Plan, ids: Ids, saved: bool) -> Self {
        let plan = Arc::new(plan);
        let born = next_revision();
        let mut report = rules::check(&plan.design);
        report.waive(&plan.design, &plan.waivers);
        Self {
            report,
            saved: saved.then(|| plan.clone()),
            plan,
            history: History::default(),
            ids: RefCell::new(ids),
            asked: Cell::new(0),
            revision: born,
            born,
        }
    }

    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    pub fn design(&self) -> &Design {
        &self.plan.design
    }

    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Another number after every change, undo and redo included, and for every plan.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    /// An id for a node that a command is going to make.
    pub fn fresh<T: Id>(&self) -> T {
        self.ids.borrow_mut().fresh(&self.plan.design)
    }

    /// Whether the plan on disk is another one.
    pub fn is_edited(&self) -> bool {
        !self.saved.as_ref().is_some_and(|saved| Arc::ptr_eq(saved, &self.plan))
    }

    /// Whether anything was ever done to it since it was opened.
    pub fn was_changed(&self) -> bool {
        self.revision != self.born
    }

    /// The plan `saved` has been written to disk.
    pub fn set_saved(&mut self, saved: Arc<Plan>) {
        self.saved = Some(saved);
    }

    /// What these commands would do, without doing it.
    pub fn preview(&self, commands: &[Command]) -> Result<Preview, Refusal> {
        self.asked.set(self.asked.get() + 1);
        let design = apply_all(commands, self.design())?;
        Ok(Preview::between(self.design(), &self.report, &design))
    }

    /// How many previews were asked for so far: what hovering costs can be counted.
    pub fn asked(&self) -> u64 {
        self.asked.get()
    }

    /// The design as it would be: for the ghost of a drop.
    pub fn imagine(&self, commands: &[Command]) -> Result<Design, Refusal> {
        apply_all(commands, self.design())
    }

    /// The plan as these commands would make it, as a session of its own: for a picture of what
    /// they do before they are carried out.
    pub fn imagine_plan(&self, commands: &[Command]) -> Result<Self, Refusal> {
        let design = apply_all(commands, self.design())?;
        let (places, _) = arrange::settle(&self.plan.places, self.design(), &design, None);
        let plan = self.next(design, places);
        let report = self.judge(&plan);
        let ids = self.ids.borrow().clone();
        let born = next_revision();
        Ok(Self {
            plan: Arc::new(plan),
            report,
            history: History::default(),
            ids: RefCell::new(ids),
            saved: None,
            revision: born,
            born,
            asked: Cell::new(0),
        })
    }

    /// What is new or another one here than in `before`: roles where the server was there, else
    /// servers, else sites.
    pub fn differs_from(&self, before: &Self) -> Vec<NodeId> {
        let (old, new) = (before.design(), self.design());
        let mut nodes = Vec::new();
        for site in new.sites_unlike(old).into_iter().filter_map(|id| new.site(id)) {
            let known = nodes.len();
            for server in site.servers() {
                match old.server(server.id) {
                    None => nodes.push(server.id.into()),
                    Some(was) if was.server() == server.server() => {}
                    Some(was) => nodes.extend(
                        server
                            .roles
                            .iter()
                            .filter(|role| was.role(role.id) != Some(role))
                            .map(|role| NodeId::from(role.id)),
                    ),
                }
            }
            if nodes.len() == known && old.site(site.id).is_none_or(|was| was.site() != site.site())
            {
                nodes.push(site.id.into());
            }
        }
        nodes
    }

    /// Carries out commands as one step of history.
    pub fn run(&mut self, commands: &[Command]) -> Result<(), Refusal> {
        let label = commands.first().map_or_else(String::new, |it| it.label(self.design()));
        self.run_as(label, commands, None)
    }

    /// The same, under a name of its own, and with the place where a hand dropped a node.
    pub fn run_as(
        &mut self,
        label: impl Into<String>,
        commands: &[Command],
        wish: Option<(NodeId, Point)>,
    ) -> Result<(), Refusal> {
        let design = apply_all(commands, self.design())?;
        let (places, _) = arrange::settle(&self.plan.places, self.design(), &design, wish);
        let plan = self.next(design, places);
        self.commit(label.into(), plan);
        Ok(())
    }

    /// The cures for a finding: those that bring no new error.
    pub fn fixes(&self, finding: &Finding) -> Vec<Fix> {
        rules::cures(finding, &self.plan.design, &self.report, &mut self.ids.borrow_mut())
    }

    pub fn undo(&mut self) -> bool {
        let now = self.state();
        let then = self.history.back(now);
        self.go(then)
    }

    pub fn redo(&mut self) -> bool {
        let now = self.state();
        let then = self.history.forth(now);
        self.go(then)
    }

    fn state(&self) -> State {
        State { plan: self.plan.clone(), report: self.report.clone() }
    }

    fn go(&mut self, then: Option<State>) -> bool {
        let Some(then) = then else { return false };
        (self.plan, self.report) = (then.plan, then.report);
        self.revision = next_revision();
        true
    }

    /// The plan with another design and other places; it lives with the same findings.
    fn next(&self, design: Design, places: Places) -> Plan {
        Plan { design, places, waivers: self.plan.waivers.clone() }
    }

    /// What the rules say of another plan, and which of it that lives with.
    fn judge(&self, plan: &Plan) -> Report {
        let mut report = rules::recheck(&self.report, &self.plan.design, &plan.design);
        report.waive(&plan.design, &plan.waivers);
        report
    }

    fn commit(&mut self, label: String, plan: Plan) {
        let report = self.judge(&plan);
        self.step(label, Arc::new(plan), report);
    }

    fn step(&mut self, label: String, plan: Arc<Plan>, report: Report) {
        let before = self.state();
        (self.plan, self.report) = (plan, report);
        self.history.push(label, before);
        self.revision = next_revision();
    }
}

fn next_revision() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl Preview {
    /// What `new` brings and takes, given the report on `old`.
    fn between(old: &Design, report: &Report, new: &Design) -> Self {
        let after = rules::recheck(report, old, new);
        let (before, now) = (broken(report, &after), broken(&after, report));
        let only = |these: &Broken<'_>, those: &Broken<'_>| -> Vec<Finding> {
            let lone = these.iter().filter(|(key, _)| !those.contains_key(*key));
            lone.map(|(_, finding)| (*finding).clone()).collect()
        };
        let (mut introduces, mut resolves) = (only(&now, &before), only(&before, &now));
        let heaviest = |finding: &Finding| (finding.severity, finding.rule.id);
        introduces.sort_by_key(heaviest);
        resolves.sort_by_key(heaviest);
        Self { introduces, resolves }
    }
}

type Broken<'a> = BTreeMap<(&'static str, Option<NodeId>, &'a str), &'a Finding>;

/// The findings that say something is wrong where one report is not the other.
fn broken<'a>(report: &'a Report, other: &Report) -> Broken<'a> {
    let broken = report.unlike(other).into_iter().filter(|finding| finding.problem().is_some());
    broken.map(|finding| (finding.key(), finding)).collect()
}
