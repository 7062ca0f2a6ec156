//! What an edit, an undo and a hover look at: as much in the largest plan as in one a twentieth of
//! its size. No clock: things are counted.

use sitewright::{
    arrange,
    commands::{
        AddEntity, AddServer, AddSite, Command, Field, MoveServer, MoveSite, PlaceRole, Remove,
        Set, apply_all,
    },
    facts::{
        roles::RoleKind,
        said::{
            EntityKind, Fact, On, Shape,
            across::{FOREST, ZONE_KIND},
            plan::LAB,
            servers::{DOMAIN, GROUPS, ZONE},
        },
        sites::SiteKind,
    },
    model::{Date, Design, EntityId, Ids, SiteId, Value},
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

/// Three servers far from one another, in a zone, a group and a domain of their own.
fn around(desk: &mut Desk) -> [EntityId; 3] {
    let mut design = desk.plan.design.clone();
    let servers: Vec<_> = ends(&design)
        .into_iter()
        .map(|site| design.site(site).expect("it is there").site().servers[3].id)
        .collect();
    let name = |name: &str| Some(Value::Text(name.into()));
    let names = |name: &str| Some(Value::Texts([name.into()].into()));
    let mut commands: Vec<Command> = Vec::new();
    for server in servers {
        let set = |fact, value| Set::of(server, Field::Fact(fact, value)).into();
        commands.push(set(ZONE, name("DMZ")));
        commands.push(set(DOMAIN, name("fabrikam.com")));
        commands.push(set(GROUPS, names("Lisbon")));
    }
    let kinds = [
        (EntityKind::Zone, "DMZ"),
        (EntityKind::BoundaryGroup, "Lisbon"),
        (EntityKind::Domain, "fabrikam.com"),
    ];
    let ids = kinds.map(|(kind, name)| {
        let id: EntityId = desk.ids.fresh(&design);
        commands.push(AddEntity { id, kind, name: name.into() }.into());
        id
    });
    // A fact that is said for the first time in a large plan is asked everywhere; not so later.
    let one = Set::of(ids[0], Field::Fact(ZONE_KIND, Some(Value::Word("perimeter"))));
    commands.push(one.into());
    // Whether there are any groups at all is asked everywhere, too, and whether several domains.
    for (kind, name) in [
        (EntityKind::BoundaryGroup, "Faro"),
        (EntityKind::Domain, "contoso.com"),
        (EntityKind::Domain, "tailspintoys.com"),
    ] {
        let id = desk.ids.fresh(&design);
        commands.push(AddEntity { id, kind, name: name.into() }.into());
    }
    design = apply_all(&commands, &design).expect("said");
    desk.report = rules::check(&design);
    desk.plan.design = design;
    ids
}

#[test]
fn a_thing_around_the_sites_is_asked_of_those_that_name_it() {
    for size in [PlanSize::Large, PlanSize::Max] {
        let mut desk = Desk::of(size);
        let [zone, group, domain] = around(&mut desk);
        let word = |node: EntityId, fact, word| {
            Set::of(node, Field::Fact(fact, Some(Value::Word(word)))).into()
        };
        desk.count("zone", word(zone, ZONE_KIND, "intranet"));
        desk.count("zone's name", Set::of(zone, Field::Name("Edge".into())).into());
        desk.count("no zone", Remove { node: zone.into() }.into());
        desk.count("group's name", Set::of(group, Field::Name("Porto".into())).into());
        desk.count("no group", Remove { node: group.into() }.into());
        let forest = Some(Value::Text("fabrikam.com".into()));
        desk.count("forest", Set::of(domain, Field::Fact(FOREST, forest)).into());
        desk.count("no domain", Remove { node: domain.into() }.into());
        for kind in EntityKind::ALL {
            let id = desk.ids.fresh(&desk.plan.design);
            desk.count(kind.word(), AddEntity { id, kind, name: "New".into() }.into());
        }
    }
}

#[test]
fn what_the_plan_says_as_a_whole_is_asked_of_those_that_read_it() {
    for size in [PlanSize::Large, PlanSize::Max] {
        let desk = Desk::of(size);
        let set = |field| Set::plan(field).into();
        desk.count("title", set(Field::Title("Another".into())));
        desk.count("day", set(Field::AsOf(Date::read("2026-11-25"))));
        // In a laboratory every server with a part of a site needs other hardware.
        for fact in Fact::of(On::Plan).into_iter().filter(|fact| *fact != LAB) {
            let value = match fact.row().shape {
                Shape::Flag => "yes",
                Shape::Number { .. } => "2403",
                Shape::Word(words) | Shape::Words(words) => words[0].0,
                _ => "PS1",
            };
            let Ok(value) = Value::read(fact, value) else { continue };
            desk.count(fact.key(), set(Field::Fact(fact, Some(value))));
        }
    }
}
