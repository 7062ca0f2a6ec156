//! What all measurements share: plans of the four sizes, made once, and where edits happen.

#[path = "../../tests/it/sizes.rs"]
#[expect(dead_code, reason = "the tests ask more of the sizes")]
mod sizes;

use std::sync::OnceLock;

use sitewright::{
    arrange,
    commands::{Command, PlaceRole},
    facts::roles::RoleKind,
    model::{Ids, SiteId},
    plan::Plan,
    session::Session,
};

pub use sizes::PlanSize;

/// A plan of this size, laid out.
pub fn plan(size: PlanSize) -> &'static Plan {
    static PLANS: [OnceLock<Plan>; 4] = [const { OnceLock::new() }; 4];
    PLANS[size as usize].get_or_init(|| {
        let design = sizes::plan_of(size);
        let places = arrange::tidy(&design);
        Plan::new(design, places)
    })
}

/// The plan opened, with ids for what is new that nothing in it has.
pub fn session(size: PlanSize) -> Session {
    Session::new(plan(size).clone(), Ids::random(7), false)
}

/// The site at the top, and one as far below it as there is.
pub fn ends(session: &Session) -> [SiteId; 2] {
    let design = session.design();
    let top = design.roots().next().expect("there are sites").id;
    let first = |site: &SiteId| design.children(*site).into_iter().next();
    let low = std::iter::successors(Some(top), first).last().unwrap_or(top);
    [top, low]
}

/// A role on the second server of a site.
pub fn place(session: &Session, kind: RoleKind, site: SiteId) -> Vec<Command> {
    let servers = &session.design().site(site).expect("it is there").site().servers;
    let on = servers.get(1).unwrap_or(&servers[0]).id;
    vec![PlaceRole { id: session.fresh(), kind, on, serves: None }.into()]
}
