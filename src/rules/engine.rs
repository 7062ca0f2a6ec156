//! Asks the rules: of everything, or only of what differs from a design already judged.

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZero,
    sync::OnceLock,
    thread,
};

use super::{Check, Finding, Report, Rule, Trouble, Verdict, all, report::Part, waiving::Waiving};
use crate::{
    facts::{roles::RoleKind, versions::Version},
    model::{Design, NodeId, RoleId, Server, ServerId, ServerRef, SiteId, SiteRef},
};

/// What was looked at: counted, so that tests can hold it against what was touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub sites: usize,
    pub servers: usize,
}

/// Looks at everything.
pub fn check(design: &Design) -> Report {
    let book = Book::at(design.target());
    let mut report = Report::default();
    let sites: Vec<_> = design.sites().collect();
    for (id, part) in book.ask_everything(&sites) {
        report.set_part(id, part);
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
    if !old.shares_head(new) {
        return (check(new), Asked { sites: new.site_count(), servers: new.server_count() });
    }
    let book = Book::at(new.target());
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
    report.set_wide(new, book.ask_wide(new));
    (report, asked)
}

/// One rule, of everything: for tests and rule pages.
pub fn ask(rule: &'static Rule, design: &Design) -> Vec<Finding> {
    let book = Book::of(std::iter::once(rule), design.target());
    let mut found = book.ask_wide(design);
    for site in design.sites() {
        found.extend(book.ask_site(site));
        found.extend(book.ask_servers(site, |_| true).into_iter().flat_map(|(_, found)| found));
    }
    found
}

/// What is to be looked at again.
#[derive(Default)]
struct Dirty {
    sites: BTreeMap<SiteId, DirtySite>,
}

#[derive(Default)]
struct DirtySite {
    /// Its site rules.
    itself: bool,
    /// All its servers.
    everywhere: bool,
    servers: BTreeSet<ServerId>,
}

impl Dirty {
    fn between(old: &Design, new: &Design) -> Self {
        let mut dirty = Self::default();
        for id in new.sites_unlike(old) {
            dirty.site(old, new, id);
        }
        if !new.shares_hierarchy(old) {
            for id in new.sites_reordered(old) {
                dirty.order(new, id);
            }
        }
        if !new.shares_gateways(old) {
            // Site rules that read gateways speak of primary sites; those stand at the top.
            let tops: Vec<_> = new.roots().map(|root| root.id).collect();
            let below = tops.iter().flat_map(|top| new.children(*top));
            for id in tops.iter().copied().chain(below) {
                dirty.look_at(id);
            }
        }
        dirty
    }

    /// Which of several twins comes first may have changed for all that stands below `id`.
    fn order(&mut self, design: &Design, id: SiteId) {
        for site in design.below(id).into_iter().filter_map(|id| design.site(id)) {
            for twin in design.sites_coded(&site.code) {
                self.look_at(twin.id);
            }
            for twin in site.servers().flat_map(ServerRef::twins) {
                self.look_at_server(design, twin.id);
            }
            if site.servers().any(|server| server.twins().next().is_some()) {
                self.sites.entry(site.id).or_default().everywhere = true;
            }
        }
    }

    fn look_at(&mut self, site: SiteId) {
        self.sites.entry(site).or_default().itself = true;
    }

    fn look_at_server(&mut self, design: &Design, server: ServerId) {
        if let Some(site) = design.site_of(server.into()) {
            self.sites.entry(site).or_default().servers.insert(server);
        }
    }

    fn site(&mut self, old: &Design, new: &Design, id: SiteId) {
        self.look_at(id);
        let (was, is) = (old.site(id), new.site(id));
        let moved = old.parent(id) != new.parent(id);
        // A neighbor reads the digest, and whether there is a parent or child at all.
        if moved || old.digest(id) != new.digest(id) || was.is_some() != is.is_some() {
            let around = |design: &Design| {
                let mut around = design.children(id);
                around.extend(design.parent(id));
                around
            };
            for neighbor in around(old).into_iter().chain(around(new)) {
                self.look_at(neighbor);
            }
        }
        if moved || !same_front(was, is) {
            self.sites.entry(id).or_default().everywhere = true;
            // Roles elsewhere that serve this site read its front too.
            for role in old.lent(id).iter().chain(new.lent(id)) {
                let host = new.server_of((*role).into()).and_then(|server| new.server(server));
                if let Some(host) = host {
                    self.look_at_server(new, host.id);
                    self.reach(old, new, host.server());
                }
            }
        }
        let code = |site: Option<SiteRef<'_>>| site.map(|site| site.code.clone());
        if code(was) != code(is) {
            for code in [code(was), code(is)].into_iter().flatten() {
                let twins = old.sites_coded(&code).into_iter().chain(new.sites_coded(&code));
                for twin in twins.map(|site| site.id).collect::<Vec<_>>() {
                    self.look_at(twin);
                }
            }
        }
        self.servers(old, new, was, is);
    }

    fn servers(
        &mut self,
        old: &Design,
        new: &Design,
        was: Option<SiteRef<'_>>,
        is: Option<SiteRef<'_>>,
    ) {
        let before: BTreeMap<_, _> = by_id(was).collect();
        let after: BTreeMap<_, _> = by_id(is).collect();
        let gone = before.iter().filter(|(id, _)| !after.contains_key(id)).map(|(_, it)| *it);
        let front = is.is_some_and(|site| self.sites.get(&site.id).is_some_and(|it| it.everywhere));
        let differs = |id: &ServerId, server: &Server| {
            front || before.get(id).is_none_or(|known| !std::ptr::eq(*known, server))
        };
        let changed = after.iter().filter(|(id, server)| differs(id, server)).map(|(_, it)| *it);
        let touched: Vec<&Server> = gone.chain(changed).collect();
        for server in touched {
            self.look_at_server(new, server.id);
            let versions = [before.get(&server.id), after.get(&server.id)];
            for version in versions.into_iter().flatten() {
                self.reach(old, new, version);
            }
        }
    }

    /// What reads `server` from elsewhere: boxes of the same computer, distribution points that
    /// pull from it, sites that its roles serve.
    fn reach(&mut self, old: &Design, new: &Design, server: &Server) {
        for design in [old, new] {
            let names = std::iter::once(server.name.as_str()).chain(server.fqdn.as_deref());
            for twin in names.flat_map(|name| design.servers_named(name)) {
                self.look_at_server(new, twin.id);
            }
            let mut waiting: Vec<RoleId> = server.roles.iter().map(|role| role.id).collect();
            let mut seen: BTreeSet<RoleId> = waiting.iter().copied().collect();
            while let Some(role) = waiting.pop() {
                for puller in design.pullers(role) {
                    if seen.insert(*puller) {
                        self.look_at_host(new, *puller);
                        waiting.push(*puller);
                    }
                }
            }
        }
        for serves in server.roles.iter().filter_map(|role| role.serves) {
            self.look_at(serves);
        }
    }

    fn look_at_host(&mut self, design: &Design, role: RoleId) {
        if let Some(server) = design.server_of(role.into()) {
            self.look_at_server(design, server);
            // Site rules may look at chains as well.
            if let Some(site) = design.site_of(server.into()) {
                self.look_at(site);
            }
        }
    }
}

/// Whether what servers and roles may read of their site is the same.
fn same_front(was: Option<SiteRef<'_>>, is: Option<SiteRef<'_>>) -> bool {
    match (was, is) {
        (Some(was), Some(is)) => {
            was.kind == is.kind
                && was.code == is.code
                && was.title == is.title
                && was.devices == is.devices
                && was.cloud_devices == is.cloud_devices
                && was.communication == is.communication
        }
        (was, is) => was.is_none() && is.is_none(),
    }
}

fn by_id(site: Option<SiteRef<'_>>) -> impl Iterator<Item = (ServerId, &Server)> {
    site.into_iter()
        .flat_map(|site| site.site().servers.iter())
        .map(|server| (server.id, &**server))
}

/// The rules that apply at a version, sorted by what they look at.
struct Book {
    version: Version,
    sites: Vec<&'static Rule>,
    servers: Vec<&'static Rule>,
    any_role: Vec<&'static Rule>,
    roles: Vec<Vec<&'static Rule>>,
    wide: Vec<&'static Rule>,
}

impl Book {
    /// Sorted once for each version: what is held over a screen full of servers asks hundreds of
    /// times.
    fn at(version: Version) -> &'static Self {
        static BOOKS: [OnceLock<Book>; Version::ALL.len()] =
            [const { OnceLock::new() }; Version::ALL.len()];
        BOOKS[version as usize].get_or_init(|| Self::of(all(), version))
    }

    fn of(rules: impl Iterator<Item = &'static Rule>, version: Version) -> Self {
        let mut book = Self {
            version,
            sites: Vec::new(),
            servers: Vec::new(),
            any_role: Vec::new(),
            roles: vec![Vec::new(); RoleKind::COUNT],
            wide: Vec::new(),
        };
        for rule in rules.filter(|rule| rule.severity(version).is_some()) {
            match rule.check {
                Check::Role(kind, _) => book.roles[kind as usize].push(rule),
                Check::AnyRole(_) => book.any_role.push(rule),
                Check::Server(_) => book.servers.push(rule),
                Check::Site(_) | Check::Nodes(_) => book.sites.push(rule),
                Check::Gateway(_) | Check::Design(_) => book.wide.push(rule),
            }
        }
        book
    }

    fn note(
        &self,
        found: &mut Vec<Finding>,
        rule: &'static Rule,
        on: Option<NodeId>,
        trouble: Trouble,
    ) {
        if let Some(severity) = rule.severity(self.version) {
            found.push(Finding { rule, on, trouble, severity });
        }
    }

    fn ask_site(&self, site: SiteRef<'_>) -> Vec<Finding> {
        let mut found = Vec::new();
        for rule in &self.sites {
            match rule.check {
                Check::Site(check) => {
                    if let Err(trouble) = check(site) {
                        self.note(&mut found, rule, Some(site.id.into()), trouble);
                    }
                }
                Check::Nodes(check) => {
                    for (on, trouble) in check(site) {
                        self.note(&mut found, rule, Some(on), trouble);
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Sites do not wait for each other: many of them are looked at by all processors.
    fn ask_everything(&self, sites: &[SiteRef<'_>]) -> Vec<(SiteId, Part)> {
        const MANY: usize = 100;
        let whole = |site: &SiteRef<'_>| {
            let servers = self.ask_servers(*site, |_| true);
            (site.id, Part::new(self.ask_site(*site), servers, Vec::new()))
        };
        let look = |sites: &[SiteRef<'_>]| sites.iter().map(whole).collect::<Vec<_>>();
        let hands = thread::available_parallelism().map_or(1, NonZero::get);
        if sites.len() < MANY || hands == 1 {
            return look(sites);
        }
        let look = &look;
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
        let mut say = |rule: &'static Rule, on: NodeId, verdict: Verdict| {
            if let Err(trouble) = verdict {
                self.note(&mut found, rule, Some(on), trouble);
            }
        };
        for rule in &self.servers {
            if let Check::Server(check) = rule.check {
                say(rule, server.id.into(), check(server));
            }
        }
        for role in server.roles() {
            for rule in self.any_role.iter().chain(&self.roles[role.kind as usize]) {
                if let Check::Role(_, check) | Check::AnyRole(check) = rule.check {
                    say(rule, role.id.into(), check(role));
                }
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
                            self.note(&mut found, rule, Some(gateway.id.into()), trouble);
                        }
                    }
                }
                Check::Design(check) => {
                    for (on, trouble) in check(design) {
                        self.note(&mut found, rule, on, trouble);
                    }
                }
                _ => {}
            }
        }
        found
    }
}
