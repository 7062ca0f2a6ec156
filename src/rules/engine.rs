//! Asks the rules: of everything, or only of what differs from a design already judged.

use std::{
    collections::BTreeMap,
    num::NonZero,
    sync::{Arc, OnceLock},
    thread,
};

use super::{
    Check, Finding, Gap, Report, Rule, Trouble, Verdict, all, house,
    report::{Judged, Part},
    systems::SYSTEM_UNKNOWN,
};
use crate::{
    facts::{roles::RoleKind, said::SYSTEM, versions::Version},
    model::{
        Design, Entity, EntityId, House, NodeId, RoleRef, ServerId, ServerRef, SiteId, SiteRef,
        reads::reading,
    },
};

pub use super::again::{recheck, recheck_counted};

/// What was looked at: counted, so that tests can hold it against what was touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub sites: usize,
    pub servers: usize,
    pub entities: usize,
}

/// Looks at everything.
pub fn check(design: &Design) -> Report {
    check_and_silent(design).0
}

/// The same, with what [`silent`] says of the design.
pub fn check_and_silent(design: &Design) -> (Report, Vec<(&'static Rule, Gap)>) {
    let shelf = Shelf::of(design);
    let book = shelf.book();
    let mut report = Report::of(shelf.own());
    let (parts, heard) = book.ask_everything(design);
    for (id, part) in parts {
        report.set_part(id, part);
    }
    let mut beside = book.ask_beside(design);
    for entity in design.entities() {
        let beside = beside.remove(&entity.id).unwrap_or_default();
        report.set_about(entity.id, book.ask_entity(design, entity, beside));
    }
    report.set_wide(design, book.ask_wide(design));
    (report, heard.in_order(design))
}

pub(super) fn everything(design: &Design) -> Asked {
    Asked {
        sites: design.site_count(),
        servers: design.server_count(),
        entities: design.entities().count(),
    }
}

/// In larger plans than this, a question that no node of the plan answers is asked once, not of
/// each server: see [`silent`].
const MANY_SERVERS: usize = 2_000;

/// What goes without saying: a fact is missing, the plan is large, and says it nowhere.
fn unsaid(design: &Design, trouble: &Trouble) -> Option<Gap> {
    let Trouble::Unknown(gap) = trouble else { return None };
    let system = (gap.because == SYSTEM_UNKNOWN).then_some(SYSTEM);
    let is_said = gap.fact.or(system).is_none_or(|fact| design.times_said(fact) > 0);
    (design.server_count() > MANY_SERVERS && !is_said).then_some(*gap)
}

/// The questions that were not asked because they go without saying, each once, by where its rule
/// lies.
#[derive(Default)]
pub(super) struct Heard(BTreeMap<usize, (&'static Rule, Gap)>);

impl Heard {
    fn add(&mut self, rule: &'static Rule, gap: Gap) {
        self.0.entry(std::ptr::from_ref(rule).addr()).or_insert((rule, gap));
    }

    fn in_order(&self, design: &Design) -> Vec<(&'static Rule, Gap)> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let heard: BTreeMap<_, _> = self.0.values().map(|heard| (heard.0.id, *heard)).collect();
        house::in_effect(design).filter_map(|rule| heard.get(rule.id).copied()).collect()
    }
}

pub(super) fn same_silence(old: &Design, new: &Design) -> bool {
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
    shelf.book().ask_everything(design).1.in_order(design)
}

/// Sites do not wait for each other: many of them are looked at by all processors.
fn shared_out<T: Send>(
    sites: &[SiteRef<'_>],
    look: &(impl Fn(&[SiteRef<'_>]) -> T + Sync),
) -> Vec<T> {
    const MANY: usize = 100;
    let hands = thread::available_parallelism().map_or(1, NonZero::get);
    if sites.len() < MANY || hands == 1 {
        return vec![look(sites)];
    }
    thread::scope(|scope| {
        let shares = sites.chunks(sites.len().div_ceil(hands));
        let others = shares.map(|share| {
            (thread::Builder::new().spawn_scoped(scope, move || look(share)).ok(), share)
        });
        let others: Vec<_> = others.collect();
        // Where no other processor is to be had, this one looks.
        let parts = others.into_iter().map(|(other, share)| {
            other.and_then(|other| other.join().ok()).unwrap_or_else(|| look(share))
        });
        parts.collect()
    })
}

/// One rule, of everything: for tests and rule pages.
pub fn ask(rule: &'static Rule, design: &Design) -> Vec<Finding> {
    let book = Book::of(std::iter::once(rule), design.target(), design.house());
    let mut found = book.ask_wide(design);
    found.extend(book.ask_beside(design).into_values().flatten());
    let entities = design.entities();
    found.extend(entities.flat_map(|it| book.ask_entity(design, it, Vec::new()).findings));
    for site in design.sites() {
        let heard = &mut Heard::default();
        found.extend(book.ask_site(site, heard).findings);
        let servers = book.ask_servers(site, |_| true, heard);
        found.extend(servers.into_iter().flat_map(|(_, server)| server.findings));
    }
    found
}

/// Where the rules for a design stand: those of its version, as its house wants them.
pub(super) enum Shelf {
    Common(&'static Book),
    Own(Arc<Book>),
}

impl Shelf {
    pub fn of(design: &Design) -> Self {
        let house = design.house();
        match house.severities.is_empty() && house.limits.is_empty() {
            true => Self::Common(Book::at(design.target())),
            false => {
                Self::Own(Arc::new(Book::of(house::in_effect(design), design.target(), house)))
            }
        }
    }

    pub fn book(&self) -> &Book {
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

    pub(super) fn ask_site(&self, site: SiteRef<'_>, heard: &mut Heard) -> Judged {
        let (findings, reads) = reading(|| self.look_at_site(site, heard));
        Judged { findings, reads }
    }

    fn look_at_site(&self, site: SiteRef<'_>, heard: &mut Heard) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut say = |rule, on, trouble| match unsaid(site.design(), &trouble) {
            Some(gap) => heard.add(rule, gap),
            None => self.pin(site.design(), &mut found, rule, Some(on), trouble),
        };
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
        found
    }

    fn ask_everything(&self, design: &Design) -> (Vec<(SiteId, Part)>, Heard) {
        let sites: Vec<_> = design.sites().collect();
        let shares = shared_out(&sites, &|sites: &[SiteRef<'_>]| {
            let mut heard = Heard::default();
            let parts = sites.iter().map(|site| {
                let servers = self.ask_servers(*site, |_| true, &mut heard);
                (site.id, Part::new(self.ask_site(*site, &mut heard), servers, Vec::new()))
            });
            (parts.filter(|(_, part)| !part.is_empty()).collect(), heard)
        });
        let (mut parts, mut heard) = (Vec::new(), Heard::default());
        for (more, overheard) in shares {
            let more: Vec<_> = more;
            parts.extend(more);
            overheard.0.into_values().for_each(|(rule, gap)| heard.add(rule, gap));
        }
        (parts, heard)
    }

    pub(super) fn ask_servers(
        &self,
        site: SiteRef<'_>,
        wanted: impl Fn(ServerId) -> bool,
        heard: &mut Heard,
    ) -> Vec<(ServerId, Judged)> {
        let servers = site.servers().filter(|server| wanted(server.id));
        let asked = servers.map(|server| {
            let (findings, reads) = reading(|| self.look_at_server(server, heard));
            (server.id, Judged { findings, reads })
        });
        asked.filter(|(_, server)| !server.is_empty()).collect()
    }

    fn look_at_server(&self, server: ServerRef<'_>, heard: &mut Heard) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut say = |rule, on, trouble| match unsaid(server.design(), &trouble) {
            Some(gap) => heard.add(rule, gap),
            None => self.pin(server.design(), &mut found, rule, Some(on), trouble),
        };
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
        found
    }

    /// What entities are beside the others.
    pub(super) fn ask_beside(&self, design: &Design) -> BTreeMap<EntityId, Vec<Finding>> {
        let mut found = BTreeMap::<EntityId, Vec<Finding>>::new();
        for rule in &self.entities {
            let Check::Entities(check) = rule.check else { continue };
            for (on, trouble) in check(design) {
                if let Some(NodeId::Entity(id)) = on {
                    self.pin(design, found.entry(id).or_default(), rule, on, trouble);
                }
            }
        }
        found
    }

    /// What an entity is by itself, after what it is beside the others.
    pub(super) fn ask_entity(
        &self,
        design: &Design,
        entity: &Entity,
        beside: Vec<Finding>,
    ) -> Judged {
        let mut findings = beside;
        let ((), reads) = reading(|| {
            for rule in &self.entities {
                let Check::Entity(kind, check) = rule.check else { continue };
                if let (true, Err(trouble)) = (kind == entity.kind, check(design, entity)) {
                    self.pin(design, &mut findings, rule, Some(entity.id.into()), trouble);
                }
            }
        });
        Judged { findings, reads }
    }

    pub(super) fn ask_wide(&self, design: &Design) -> Vec<Finding> {
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
