//! What an import would make of a plan: all of it worked out away from the window, so that taking
//! it in is one step.

use super::{
    told::Told,
    tree::{Branch, tree},
};
use crate::{
    app::shell::clock,
    commands::{Command, Refusal},
    facts::{numbers::grouped, said::EntityKind},
    import::{self, Came, Counts, Intake, Sort, Stage, Stopped, Watch},
    model::{Design, Ids},
    plan::Plan,
    rules::report::Tally,
    session::{Basis, Prepared, Session},
};

/// Where an import goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Into the plan that is open.
    Here,
    /// Into a plan of its own.
    New,
}

impl Target {
    pub const ALL: [Self; 2] = [Self::Here, Self::New];

    pub const fn words(self) -> &'static str {
        match self {
            Self::Here => "Add to this plan",
            Self::New => "Open as a new plan",
        }
    }
}

/// An import as it would come in.
pub struct Weighed {
    pub target: Target,
    /// The empty plan that it goes into, where it is not the open one.
    pub session: Option<Box<Session>>,
    pub prepared: Prepared,
    pub review: Review,
}

/// What is told of it.
pub struct Review {
    pub came: Came,
    /// What lies around the sites, by kind: how many are new, and how many change.
    pub around: Vec<(String, usize, usize)>,
    pub told: Told,
    pub tree: Vec<Branch>,
    pub before: Tally,
    pub after: Tally,
    /// Nothing in the files would change the plan.
    pub changes_nothing: bool,
}

impl Review {
    /// What came in, in a sentence.
    pub fn sentence(&self) -> String {
        let all = |count: fn(&Counts) -> usize| count(&self.came.new) + count(&self.came.known);
        let some = |count: usize, one: &str, many: &str| {
            let number = grouped(u64::try_from(count).unwrap_or(u64::MAX));
            format!("{number} {}", if count == 1 { one } else { many })
        };
        let sites = some(all(|it| it.sites), "site", "sites");
        let servers = some(all(|it| it.servers), "server", "servers");
        let roles = some(all(|it| it.roles), "role", "roles");
        let left = match self.told.count(Sort::Unplaced) {
            0 => String::new(),
            left => format!(". Not taken in: {}", some(left, "row", "rows")),
        };
        format!("{sites}, {servers}, {roles}{left}")
    }
}

pub fn weigh(
    intake: &Intake,
    target: Target,
    basis: &Basis,
    watch: &Watch,
) -> Result<Result<Weighed, Refusal>, Stopped> {
    watch.begin(Stage::Placing, 0);
    watch.reached(0)?;
    let session = (target == Target::New).then(|| Box::new(empty()));
    let mut basis = session.as_ref().map_or_else(|| basis.clone(), |session| session.basis());
    let before = basis.report().tally();
    let old = basis.plan().design.clone();
    let taken = import::take(intake.clone(), &old, &mut basis.ids);
    watch.reached(0)?;
    let came = taken.came;
    let told = Told::of(taken.notes);
    let mut design = old.clone();
    if let Err(refusal) = Command::from(taken.command).apply(&mut design) {
        return Ok(Err(refusal));
    }
    watch.begin(Stage::Arranging, 0);
    watch.reached(0)?;
    let arranged = basis.arrange(design);
    watch.begin(Stage::Judging, 0);
    watch.reached(0)?;
    let prepared = arranged.judge();
    watch.reached(0)?;
    let design = &prepared.plan().design;
    let tree = tree(&old, design);
    let changes_nothing = tree.is_empty()
        && old.shares_head(design)
        && old.shares_gateways(design)
        && old.shares_entities(design);
    let review = Review {
        came,
        around: around(&old, design),
        told,
        tree,
        before,
        after: prepared.report().tally(),
        changes_nothing,
    };
    Ok(Ok(Weighed { target, session, prepared, review }))
}

/// A plan of today without anything in it.
fn empty() -> Session {
    let design = clock::dated(Design::new());
    Session::new(Plan { design, ..Plan::default() }, Ids::random(crate::app::seed()), false)
}

fn around(old: &Design, new: &Design) -> Vec<(String, usize, usize)> {
    let counted = |kind: EntityKind| {
        let (mut fresh, mut changed) = (0, 0);
        for entity in new.entities_of(kind) {
            match old.entity(entity.id) {
                None => fresh += 1,
                Some(was) if was != entity => changed += 1,
                Some(_) => {}
            }
        }
        (format!("{}s", kind.title()), fresh, changed)
    };
    EntityKind::ALL.into_iter().map(counted).collect()
}
