//! What an edit, an undo and a hover look at: as much in the largest plan as in one a twentieth of
//! its size. No clock: things are counted.

use sitewright::{
    arrange,
    commands::{
        AddServer, AddSite, Command, Field, MoveServer, MoveSite, PlaceRole, Remove, Set, apply_all,
    },
    facts::{roles::RoleKind, sites::SiteKind},
    model::{Design, Ids, SiteId},
    plan::Plan,
    rules::{
        self, Report,
        engine::{Asked, recheck_counted},
    },
};

use crate::sizes::{PlanSize, plan_of};

/// A primary site has at most 250 child sites, a central administration site 25; what stands in one
/// site comes on top. No edit of one node looks at more, however many sites there are.
const MOST_SITES: usize = 300;
const MOST_SERVERS: usize = 300;
/// Those that a server names.
const MOST_GROUPS: usize = 2;

struct Desk {
    plan: Plan,
    report: Report,
    ids: Ids,
}

impl Desk {
    fn of(size: PlanSize) -> Self {
        let design = plan_of(size);
        let (places, report) = (arrange::tidy(&design), rules::check(&design));
        Self { plan: Plan::new(design, places), report, ids: Ids::random(7) }
    }

    /// Carries out an edit in thought, takes it back, and counts what both look at.
    fn count(&self, name: &str, command: Command) {
        let old = &self.plan.design;
        let new = apply_all(&[command], old).expect(name);
        let (report, there) = recheck_counted(&self.report, old, &new);
        let (_, back) = recheck_counted(&report, &new, old);
        for Asked { sites, servers, entities } in [there, back] {
            let few = sites <= MOST_SITES && servers <= MOST_SERVERS && entities <= MOST_GROUPS;
            assert!(few, "{name}: {there:?}, {back:?}");
        }
        let (places, there) = arrange::settle(&self.plan.places, old, &new, None);
        let (_, back) = arrange::settle(&places, &new, old, None);
        for laid in [there, back] {
            let few = laid.sites <= MOST_SITES && laid.servers <= MOST_SERVERS;
            assert!(few, "{name}: laid out {there:?}, {back:?}");
        }
    }

    /// One node at a time, in `site`.
    fn edit_in(&mut self, site: SiteId) {
        let design = self.plan.design.clone();
        let at = design.site(site).expect("it is there");
        let servers = &at.site().servers;
        let on = servers[1].id;
        for kind in RoleKind::all() {
            let id = self.ids.fresh(&design);
            let place: Command = PlaceRole { id, kind, on, serves: None }.into();
            if apply_all(std::slice::from_ref(&place), &design).is_ok() {
                self.count(kind.code(), place);
            }
        }
        let server = self.ids.fresh(&design);
        self.count("server", AddServer::last(server, site, "CM-NEW").into());
        self.count("name", Set::of(on, Field::Name("CM-OTHER".into())).into());
        self.count("no role", Remove { node: servers[2].roles[0].id.into() }.into());
        self.count("no server", Remove { node: servers[2].id.into() }.into());
        let title = Field::Title("Elsewhere".into());
        self.count("site's name", Set::of(site, title).into());
        self.count("devices", Set::of(site, Field::Devices(Some(9_000))).into());
    }
}

/// The site at the top, a primary site, a secondary site.
fn ends(design: &Design) -> [SiteId; 3] {
    let top = design.roots().next().expect("it is there").id;
    let primary = design.children(top)[1];
    [top, primary, design.children(primary)[0]]
}

#[test]
fn an_edit_looks_at_what_it_touches_whatever_the_size_of_the_plan() {
    for size in [PlanSize::Large, PlanSize::Max] {
        let mut desk = Desk::of(size);
        for site in ends(&desk.plan.design) {
            desk.edit_in(site);
        }
    }
}

#[test]
fn a_site_that_comes_goes_or_moves_is_looked_at_with_its_neighbors() {
    for size in [PlanSize::Large, PlanSize::Max] {
        let mut desk = Desk::of(size);
        let design = desk.plan.design.clone();
        let [top, primary, secondary] = ends(&design);
        for (kind, under) in [(SiteKind::Primary, top), (SiteKind::Secondary, primary)] {
            let id = desk.ids.fresh(&design);
            let (code, place) = ("NEW".into(), usize::MAX);
            let add = AddSite { id, kind, code, under: Some(under), place, setup: None };
            desk.count("site", add.into());
        }
        desk.count("no site", Remove { node: secondary.into() }.into());
        let other = design.children(top)[2];
        let site = MoveSite { site: secondary, under: Some(other), place: usize::MAX };
        desk.count("other parent", site.into());
        let server = design.site(secondary).expect("it is there").site().servers[3].id;
        let away = MoveServer { server, to: primary, place: usize::MAX };
        desk.count("other site", away.into());
    }
}

/// However many boundary groups there are, an edit asks those of the server that it changes.
#[test]
fn an_edit_among_thousands_of_boundary_groups_asks_those_that_it_touches() {
    let servers: Vec<_> =
        (0..50).map(|at| format!("  server DP-{at} groups=\"G{at}; G9\": dp\n")).collect();
    let groups: Vec<_> = (0..3_000).map(|at| format!("group G{at} assigns=PS1\n")).collect();
    let text = format!("primary PS1\n{}{}", servers.concat(), groups.concat());
    let old = sitewright::model::outline::parse(&text).expect("an outline");
    let report = rules::check(&old);
    let server = old.servers_named("DP-7")[0].id;
    let new = apply_all(&[Remove { node: server.into() }.into()], &old).expect("removed");
    let (after, asked) = recheck_counted(&report, &old, &new);
    assert_eq!(asked.entities, 2);
    assert_eq!(after.tally(), rules::check(&new).tally());
    assert!(after.tally() != report.tally(), "its group has lost its distribution point");
}
