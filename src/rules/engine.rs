//! Asks the rules: of everything, or only of what differs from a design already judged.

use std::{
    collections::BTreeMap,
    num::NonZero,
    sync::{Arc, OnceLock},
    thread,
};

use super::{
    Check, Finding, Gap, Report, Rule, Trouble, Verdict, all, dirty::Dirty, house, report::Part,
    waiving::Waiving,
};
use crate::{
    facts::{roles::RoleKind, said::EntityKind, versions::Version},
    model::{
        Design, Entity, EntityId, House, NodeId, RoleRef, ServerId, ServerRef, SiteId, SiteRef,
    },
};

/// What was looked at: counted, so that tests can hold it against what was touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub sites: usize,
    pub servers: usize,
    pub entities: usize,
}

/// Looks at everything.
pub fn check(design: &Design) -> Report {
    let shelf = Shelf::of(design);
    let book = shelf.book();
    let mut report = Report::of(shelf.own());
    let sites: Vec<_> = design.sites().collect();
    for (id, part) in book.ask_everything(&sites) {
        report.set_part(id, part);
    }
    for (id, found) in book.ask_entities(design) {
        report.set_about(id, found);
    }
    report.set_wide(design, book.ask_wide(design));
    report
}

/// What [`check`] would say of `new`, given what it said of `old`: looks only where they differ.
pub fn recheck(report: &Report, old: &Design, new: &Design) -> Report {
    recheck_counted(report, old, new).0
}

/// The same, and how much was looked at.
pub fn recheck_counted(report: &Report, old: &Design, new: &Design) -> (Report, Asked) {
    if !old.shares_head(new) || !old.shares_entities(new) || !same_silence(old, new) {
        return (check(new), everything(new));
    }
    // The same head: the same version and the same house.
    let shelf = report.book.clone().map_or_else(|| Shelf::of(new), Shelf::Own);
    let book = shelf.book();
    let dirty = Dirty::between(old, new);
    let mut asked = Asked::default();
    let mut report = report.clone();
    report.waiving = Waiving::default();
    for (id, part) in dirty.sites {
        let Some(site) = new.site(id) else {
            report.set_part(id, Part::default());
            continue;
        };
        let known = report.sites.get(id).cloned().unwrap_or_default();
        let of_site = if part.itself {
            asked.sites += 1;
            book.ask_site(site)
        } else {
            known.site.clone()
        };
        let stale = |id: ServerId| part.everywhere || part.servers.contains(&id);
        let kept = known
            .servers
            .iter()
            .filter(|(id, _)| !stale(*id) && new.site_of((*id).into()) == Some(site.id));
        let mut servers: Vec<_> = kept.cloned().collect();
        asked.servers += site.servers.iter().filter(|server| stale(server.id)).count();
        servers.extend(book.ask_servers(site, stale));
        if of_site != known.site || servers != known.servers {
            report.set_part(id, Part::new(of_site, servers, known.wide.clone()));
        }
    }
    for name in &dirty.groups {
        for group in new.entities_named(EntityKind::BoundaryGroup, name) {
            asked.entities += 1;
            // What it is beside the others has not changed.
            let kept = report.about(group.id);
            let kept = kept.filter(|it| matches!(it.rule.check, Check::Entities(_))).cloned();
            let found = kept.chain(book.ask_entity(new, group)).collect();
            report.set_about(group.id, found);
        }
    }
    report.set_wide(new, book.ask_wide(new));
    (report, asked)
}

fn everything(design: &Design) -> Asked {
    Asked {
        sites: design.site_count(),
        servers: design.server_count(),
        entities: design.entities().count(),
    }
}

/// In larger plans than this, a question that no node of the plan answers is asked once, not of
/// each server: see [`silent`].
const MANY_SERVERS: usize = 2_000;

/// Whether a missing fact goes without saying: the plan is large, and says it nowhere.
fn is_silent(design: &Design, trouble: &Trouble) -> bool {
    let fact = match trouble {
        Trouble::Unknown(gap) => gap.fact,
        Trouble::Broken(_) => None,
    };
    design.server_count() > MANY_SERVERS && fact.is_some_and(|fact| design.times_said(fact) == 0)
}

fn same_silence(old: &Design, new: &Design) -> bool {
    let is_large = |design: &Design| design.server_count() > MANY_SERVERS;
    let spoken = || old.totals().spoken().eq(new.totals().spoken());
    is_large(old) == is_large(new) && (!is_large(new) || spoken())
}

/// The rules that could not be checked anywhere in a large plan, each with what it lacks; they
/// have no findings of their own. Costs the whole plan.
pub fn silent(design: &Design) -> Vec<(&'static Rule, Gap)> {
    if design.server_count() <= MANY_SERVERS {
        return Vec::new();
    }
    let shelf = Shelf::of(design);
    let book = shelf.book();
    let overhear = |sites: &[SiteRef<'_>]| {
        let mut heard = BTreeMap::new();
        let mut hear = |rule: &'static Rule, _: NodeId, trouble: Trouble| {
            if let (true, Trouble::Unknown(gap)) = (is_silent(design, &trouble), trouble) {
                heard.entry(rule.id).or_insert((rule, gap));
            }
        };
        for site in sites {
            book.look_at_site(*site, &mut hear);
            for server in site.servers() {
                book.look_at_server(server, &mut hear);
            }
        }
        vec![heard]
    };
    let sites: Vec<_> = design.sites().collect();
    let mut heard = BTreeMap::new();
    for share in shared_out(&sites, &overhear) {
        for (id, gap) in share {
            heard.entry(id).or_insert(gap);
        }
    }
    let heard_of = |rule: &'static Rule| heard.get(rule.id).copied();
    house::in_effect(design).filter_map(heard_of).collect()
}

/// Sites do not wait for each other: many of them are looked at by all processors.
fn shared_out<T: Send>(
    sites: &[SiteRef<'_>],
    look: &(impl Fn(&[SiteRef<'_>]) -> Vec<T> + Sync),
) -> Vec<T> {
    const MANY: usize = 100;
    let hands = thread::available_parallelism().map_or(1, NonZero::get);
    if sites.len() < MANY || hands == 1 {
        return look(sites);
    }
    thread::scope(|scope| {
        let shares = sites.chunks(sites.len().div_ceil(hands));
        let others = shares.map(|share| {
            (thread::Builder::new().spawn_scoped(scope, move || look(share)).ok(), share)
        });
        let others: Vec<_> = others.collect();
        // Where no other processor is to be had, this one looks.
        let parts = others.into_iter().flat_map(|(other, share)| {
            other.and_then(|other| other.join().ok()).unwrap_or_else(|| look(share))
        });
        parts.collect()
    })
}

/// One rule, of everything: for tests and rule pages.
pub fn ask(rule: &'static Rule, design: &Design) -> Vec<Finding> {
    let book = Book::of(std::iter::once(rule), design.target(), &design.head().house);
    let mut found = book.ask_wide(design);
    found.extend(book.ask_entities(design).into_values().flatten());
    for site in design.sites() {
        found.extend(book.ask_site(site));
        found.extend(book.ask_servers(site, |_| true).into_iter().flat_map(|(_, found)| found));
    }
    found
}

/// Where the rules for a design stand: those of its version, as its house wants them.
enum Shelf {
    Common(&'static Book),
    Own(Arc<Book>),
}

impl Shelf {
    fn of(design: &Design) -> Self {
        let house = &design.head().house;
        match house.severities.is_empty() && house.limits.is_empty() {
            true => Self::Common(Book::at(design.target())),
            false => {
                Self::Own(Arc::new(Book::of(house::in_effect(design), design.target(), house)))
            }
        }
    }

    fn book(&self) -> &Book {
        match self {
            Self::Common(book) => book,
            Self::Own(book) => book,
        }
    }

    fn own(&self) -> Option<Arc<Book>> {
        match self {
            Self::Common(_) => None,
            Self::Own(book) => Some(book.clone()),
        }
    }
}

type OfServer = (&'static Rule, fn(ServerRef<'_>) -> Verdict);
type OfRole = (&'static Rule, fn(RoleRef<'_>) -> Verdict);

/// The rules that apply at a version and in a house, sorted by what they look at.
pub(super) struct Book {
    version: Version,
    house: Arc<House>,
    sites: Vec<&'static Rule>,
    servers: Vec<OfServer>,
    /// Those of any role and of its own kind, for each kind.
    roles: Vec<Vec<OfRole>>,
    entities: Vec<&'static Rule>,
    wide: Vec<&'static Rule>,
}

impl Book {
    /// Sorted once for each version: what is held over a screen full of servers asks hundreds of
    /// times.
    fn at(version: Version) -> &'static Self {
        static BOOKS: [OnceLock<Book>; Version::ALL.len()] =
            [const { OnceLock::new() }; Version::ALL.len()];
        BOOKS[version as usize].get_or_init(|| Self::of(all(), version, &Arc::default()))
    }

    fn of(
        rules: impl Iterator<Item = &'static Rule>,
        version: Version,
        house: &Arc<House>,
    ) -> Self {
        let mut book = Self {
            version,
            house: house.clone(),
            sites: Vec::new(),
            servers: Vec::new(),
            roles: vec![Vec::new(); RoleKind::COUNT],
            entities: Vec::new(),
            wide: Vec::new(),
        };
        for rule in rules.filter(|rule| house::is_asked(house, rule, version)) {
            match rule.check {
                Check::Role(kind, check) => book.roles[kind as usize].push((rule, check)),
                Check::AnyRole(check) => {
                    book.roles.iter_mut().for_each(|rules| rules.push((rule, check)));
                }
                Check::Server(check) => book.servers.push((rule, check)),
                Check::Site(_) | Check::Nodes(_) => book.sites.push(rule),
                Check::Entity(..) | Check::Entities(_) => book.entities.push(rule),
                Check::Gateway(_) | Check::Design(_) => book.wide.push(rule),
            }
        }
        book
    }

    /// Pins a trouble to its node, unless it goes without saying.
    fn note(
        &self,
        design: &Design,
        found: &mut Vec<Finding>,
        rule: &'static Rule,
        on: Option<NodeId>,
        trouble: Trouble,
    ) {
        if !is_silent(design, &trouble) {
            self.pin(design, found, rule, on, trouble);
        }
    }

    /// Pins a trouble to its node.
    fn pin(
        &self,
        design: &Design,
        found: &mut Vec<Finding>,
        rule: &'static Rule,
        on: Option<NodeId>,
        trouble: Trouble,
    ) {
        let role = || match on {
            Some(NodeId::Role(id)) => design.role(id).map(|role| role.kind),
            _ => None,
        };
        if let Some(severity) = house::severity(&self.house, rule, self.version, role) {
            let own = match &trouble {
                Trouble::Broken(problem) => problem.severity,
                Trouble::Unknown(_) => None,
            };
            let severity = own.unwrap_or(severity);
            found.push(Finding { rule, on, trouble, severity });
        }
    }

    fn ask_site(&self, site: SiteRef<'_>) -> Vec<Finding> {
        let mut found = Vec::new();
        self.look_at_site(site, &mut |rule, on, trouble| {
            self.note(site.design(), &mut found, rule, Some(on), trouble);
        });
        found
    }

    fn look_at_site(&self, site: SiteRef<'_>, say: &mut dyn FnMut(&'static Rule, NodeId, Trouble)) {
        for rule in &self.sites {
            match rule.check {
                Check::Site(check) => {
                    if let Err(trouble) = check(site) {
                        say(rule, site.id.into(), trouble);
                    }
                }
                Check::Nodes(check) => {
                    for (on, trouble) in check(site) {
                        say(rule, on, trouble);
                    }
                }
                _ => {}
            }
        }
    }

    fn ask_everything(&self, sites: &[SiteRef<'_>]) -> Vec<(SiteId, Part)> {
        let whole = |site: &SiteRef<'_>| {
            let servers = self.ask_servers(*site, |_| true);
            (site.id, Part::new(self.ask_site(*site), servers, Vec::new()))
        };
        shared_out(sites, &|sites: &[SiteRef<'_>]| sites.iter().map(whole).collect())
    }

    fn ask_servers(
        &self,
        site: SiteRef<'_>,
        wanted: impl Fn(ServerId) -> bool,
    ) -> Vec<(ServerId, Vec<Finding>)> {
        let servers = site.servers().filter(|server| wanted(server.id));
        let asked = servers.map(|server| (server.id, self.ask_server(server)));
        asked.filter(|(_, found)| !found.is_empty()).collect()
    }

    fn ask_server(&self, server: ServerRef<'_>) -> Vec<Finding> {
        let mut found = Vec::new();
        self.look_at_server(server, &mut |rule, on, trouble| {
            self.note(server.design(), &mut found, rule, Some(on), trouble);
        });
        found
    }

    fn look_at_server(
        &self,
        server: ServerRef<'_>,
        say: &mut dyn FnMut(&'static Rule, NodeId, Trouble),
    ) {
        for (rule, check) in &self.servers {
            if let Err(trouble) = check(server) {
                say(rule, server.id.into(), trouble);
            }
        }
        for role in server.roles() {
            for (rule, check) in &self.roles[role.kind as usize] {
                if let Err(trouble) = check(role) {
                    say(rule, role.id.into(), trouble);
                }
            }
        }
    }

    fn ask_entities(&self, design: &Design) -> BTreeMap<EntityId, Vec<Finding>> {
        let mut found = BTreeMap::<EntityId, Vec<Finding>>::new();
        for rule in &self.entities {
            let Check::Entities(check) = rule.check else { continue };
            for (on, trouble) in check(design) {
                if let Some(NodeId::Entity(id)) = on {
                    self.pin(design, found.entry(id).or_default(), rule, on, trouble);
                }
            }
        }
        for entity in design.entities() {
            let own = self.ask_entity(design, entity);
            if !own.is_empty() {
                found.entry(entity.id).or_default().extend(own);
            }
        }
        found
    }

    fn ask_entity(&self, design: &Design, entity: &Entity) -> Vec<Finding> {
        let mut found = Vec::new();
        for rule in &self.entities {
            let Check::Entity(kind, check) = rule.check else { continue };
            if let (true, Err(trouble)) = (kind == entity.kind, check(design, entity)) {
                self.pin(design, &mut found, rule, Some(entity.id.into()), trouble);
            }
        }
        found
    }

    fn ask_wide(&self, design: &Design) -> Vec<Finding> {
        let mut found = Vec::new();
        for rule in &self.wide {
            match rule.check {
                Check::Gateway(check) => {
                    for gateway in design.gateways() {
                        if let Err(trouble) = check(design, gateway) {
                            self.pin(design, &mut found, rule, Some(gateway.id.into()), trouble);
                        }
                    }
                }
                Check::Design(check) => {
                    for (on, trouble) in check(design) {
                        self.pin(design, &mut found, rule, on, trouble);
                    }
                }
                _ => {}
            }
        }
        found
    }
}
