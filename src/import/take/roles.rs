//! The sites as they will be: what stands in them already, brought up to date, and what is new.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Came,
    servers::{Home, Homes},
    sites::Sites,
};
use crate::{
    commands::Arrival,
    facts::{
        roles::RoleKind,
        said::{
            lifecycle::STATE,
            roles::ROLE_NAME,
            sites::{NOT_KNOWN, PARENT},
        },
        sites::SiteKind,
    },
    import::{
        HostId, Intake, Notes, Origin, Sort,
        records::{Parent, RoleName, RoleRecord, SiteKey},
    },
    model::{Design, Ids, Role, RoleId, Said, Server, Site, SiteId, SiteRef, Value},
};

/// What an intake and a design make of each other, while sites are put together.
struct Work<'a> {
    intake: &'a Intake,
    sites: &'a Sites,
    homes: &'a Homes,
    design: &'a Design,
    /// By their place among the records; none for roles that do not come in.
    roles: Vec<Option<RoleId>>,
    /// Distribution points by computer, those of the plan included.
    points: BTreeMap<HostId, RoleId>,
    /// The computers of each site.
    stands: BTreeMap<SiteId, Vec<HostId>>,
}

pub fn arrivals(
    intake: &Intake,
    sites: &Sites,
    homes: &Homes,
    design: &Design,
    ids: &mut Ids,
    notes: &mut Notes,
    came: &mut Came,
) -> Vec<Arrival> {
    let mut work = Work {
        intake,
        sites,
        homes,
        design,
        roles: Vec::with_capacity(intake.roles.len()),
        points: BTreeMap::new(),
        stands: BTreeMap::new(),
    };
    work.name_roles(ids, notes, came);
    work.find_points();
    for (host, home) in homes.all() {
        work.stands.entry(home.site).or_default().push(host);
        *(if home.known { &mut came.known.servers } else { &mut came.new.servers }) += 1;
    }
    let mut done = BTreeSet::new();
    let mut all = Vec::new();
    for key in &sites.order {
        let Some(id) = sites.id(*key) else { continue };
        *(if sites.is_known(*key) { &mut came.known.sites } else { &mut came.new.sites }) += 1;
        done.insert(id);
        let parent = sites.parent(intake, *key, design);
        all.extend(work.arrival(id, Some(*key), parent, notes));
    }
    // Computers that stand in other sites of the plan than those that the file names.
    for id in work.stands.keys().copied().filter(|id| !done.contains(id)).collect::<Vec<_>>() {
        all.extend(work.arrival(id, None, design.parent(id), notes));
    }
    all
}

impl Work<'_> {
    /// Finds the role of the plan that a record means, or draws an id for a new one.
    fn name_roles(&mut self, ids: &mut Ids, notes: &mut Notes, came: &mut Came) {
        for record in &self.intake.roles {
            let home = self.homes.get(record.host);
            let site = self.sites.id(record.site);
            let (Some(home), Some(site)) = (home, site) else {
                let code = &self.intake.sites[record.site.at()].code;
                let why = format!("the site {code} is deleted, and its roles with it");
                notes.say(Sort::Unplaced, record.place, why);
                self.roles.push(None);
                continue;
            };
            let serves = (site != home.site).then_some(site);
            let there = self.design.server(home.server);
            let there = there.and_then(|server| {
                let same = |role: &&Role| is_same(role, &record.kind, serves);
                server.server().roles.iter().find(same).map(|role| role.id)
            });
            let counts = if there.is_some() { &mut came.known } else { &mut came.new };
            counts.roles += 1;
            counts.unknown_roles += usize::from(matches!(record.kind, RoleName::Unknown(_)));
            self.roles.push(Some(there.unwrap_or_else(|| ids.fresh(self.design))));
        }
    }

    fn find_points(&mut self) {
        let kind = RoleName::Known(RoleKind::DistributionPoint);
        for (record, id) in self.intake.roles.iter().zip(&self.roles) {
            if let Some(id) = id.filter(|_| record.kind == kind) {
                self.points.entry(record.host).or_insert(id);
            }
        }
        let named = self.intake.roles.iter().filter_map(|role| role.sources.as_ref()).flatten();
        for host in named {
            if self.points.contains_key(host) {
                continue;
            }
            let computer = self.intake.hosts.get(*host);
            let name = computer.fqdn.as_deref().unwrap_or(&computer.name);
            let there = self.design.servers_named(name).into_iter();
            let mut there = there.flat_map(|server| &server.server().roles);
            let point = there.find(|role| role.kind == RoleKind::DistributionPoint);
            if let Some(role) = point {
                self.points.insert(*host, role.id);
            }
        }
    }

    /// A site with all that it will hold; none where nothing in it changes.
    fn arrival(
        &self,
        id: SiteId,
        key: Option<SiteKey>,
        parent: Option<SiteId>,
        notes: &mut Notes,
    ) -> Option<Arrival> {
        let before = self.design.site(id).map(SiteRef::site);
        let mut site = match before {
            Some(site) => Site::clone(site),
            None => Site::new(id, SiteKind::Unknown, ""),
        };
        if let Some(key) = key {
            self.update_site(&mut site, key);
        }
        let mut new = Vec::new();
        for host in self.stands.get(&id).into_iter().flatten() {
            let Some(home) = self.homes.get(*host) else { continue };
            match site.servers.iter_mut().find(|server| server.id == home.server) {
                Some(server) => self.update_known(server, *host, notes),
                None => new.push(self.new_server(*host, home, notes)),
            }
        }
        if let (Some(key), Some(before)) = (key, before) {
            self.note_gone(before, key, notes);
        }
        new.sort_by_cached_key(|server| (rank(server), server.name.to_lowercase()));
        site.servers.extend(new.into_iter().map(Arc::new));
        let same = before.is_some_and(|before| *before == site);
        let hangs = before.is_some() && self.design.parent(id) == parent;
        (!(same && hangs)).then(|| Arrival { site: Arc::new(site), parent })
    }

    fn update_site(&self, site: &mut Site, key: SiteKey) {
        let record = &self.intake.sites[key.at()];
        if site.code.is_empty() {
            site.code = match record.origin {
                Origin::Live => record.code.to_uppercase(),
                Origin::List => record.code.clone(),
            };
        }
        if !record.title.is_empty() {
            site.title.clone_from(&record.title);
        }
        site.kind = record.kind.unwrap_or(site.kind);
        site.devices = record.devices.or(site.devices);
        site.communication = record.communication.or(site.communication);
        // Nobody says what is above a site of a hierarchy that is there, and it hangs nowhere yet.
        let hangs = self.design.parent(site.id).is_some();
        let unsaid = record.parent == Parent::Unsaid && record.origin == Origin::Live;
        if unsaid && !hangs && site.kind != SiteKind::Central && !site.said.has(PARENT) {
            site.said.set(PARENT, Some(Value::Word(NOT_KNOWN)));
        }
        say(&mut site.said, &record.said);
    }

    fn new_server(&self, host: HostId, home: Home, notes: &mut Notes) -> Server {
        let computer = self.intake.hosts.get(host);
        let is_live =
            self.intake.roles_on(host).any(|at| self.intake.roles[at].origin == Origin::Live);
        // Providers spell names in either case; NetBIOS names are capitals, DNS names small letters.
        let (name, fqdn) = match is_live {
            true => {
                (computer.name.to_uppercase(), computer.fqdn.as_ref().map(|it| it.to_lowercase()))
            }
            false => (computer.name.clone(), computer.fqdn.clone()),
        };
        let mut server = Server { fqdn, ..Server::new(home.server, name) };
        self.update_server(&mut server, host, notes);
        let code = |site: SiteId| {
            let key = self.sites.order.iter().find(|key| self.sites.id(**key) == Some(site));
            key.map(|key| self.intake.sites[key.at()].code.to_uppercase())
        };
        server.roles.sort_by_cached_key(|role| (role.kind, role.serves.map(code)));
        server
    }

    fn update_known(&self, server: &mut Arc<Server>, host: HostId, notes: &mut Notes) {
        let mut next = Server::clone(server);
        if next.fqdn.is_none() {
            next.fqdn = self.intake.hosts.get(host).fqdn.as_ref().map(|it| it.to_lowercase());
        }
        self.update_server(&mut next, host, notes);
        if next != **server {
            *server = Arc::new(next);
        }
        self.note_missing(server, host, notes);
    }

    fn update_server(&self, server: &mut Server, host: HostId, notes: &mut Notes) {
        if let Some(record) = self.intake.servers.get(&host) {
            if !record.title.is_empty() {
                server.title.clone_from(&record.title);
            }
            server.system = record.system.or(server.system);
            say(&mut server.said, &record.said);
        }
        for at in self.intake.roles_on(host) {
            let record = &self.intake.roles[at];
            let (Some(id), Some(site)) = (self.roles[at], self.sites.id(record.site)) else {
                continue;
            };
            let home = self.homes.get(host).map(|home| home.site);
            let serves = (Some(site) != home).then_some(site);
            let known = server.roles.iter().position(|role| role.id == id);
            let place = known.unwrap_or_else(|| {
                let mut role = Role::new(id, kind_of(&record.kind));
                role.serves = serves;
                if let RoleName::Unknown(name) = &record.kind {
                    role.said.set(ROLE_NAME, Some(Value::Text(name.as_str().into())));
                }
                server.roles.push(role);
                server.roles.len() - 1
            });
            self.update_role(&mut server.roles[place], record, notes);
        }
    }

    fn update_role(&self, role: &mut Role, record: &RoleRecord, notes: &mut Notes) {
        for (choice, on) in &record.choices {
            if role.kind.facts().choices.contains(choice) {
                role.set(*choice, *on);
            }
        }
        say(&mut role.said, &record.said);
        let Some(sources) = &record.sources else { return };
        let mut found = Vec::new();
        for host in sources {
            match self.points.get(host) {
                Some(point) if *point == role.id => {}
                Some(point) => {
                    found.push((self.intake.hosts.get(*host).name.to_lowercase(), *point));
                }
                None => {
                    let name = &self.intake.hosts.get(*host).name;
                    let why = format!(
                        "it pulls from \u{201c}{name}\u{201d}, of whose distribution point there is no row"
                    );
                    notes.say(Sort::Remark, record.place, why);
                }
            }
        }
        // By name, so that nothing depends on the order of rows.
        found.sort();
        role.sources = found.into_iter().map(|(_, point)| point).collect();
    }

    /// The same for whole servers of a site that a live hierarchy names.
    fn note_gone(&self, site: &Site, key: SiteKey, notes: &mut Notes) {
        let record = &self.intake.sites[key.at()];
        let hosts = self.stands.get(&site.id).into_iter().flatten();
        let named: BTreeSet<_> =
            hosts.filter_map(|host| self.homes.get(*host)).map(|home| home.server).collect();
        for server in site.servers.iter().filter(|server| !named.contains(&server.id)) {
            if record.origin == Origin::Live && server.roles.iter().any(|it| it.said.is_installed())
            {
                let why = format!(
                    "\u{201c}{}\u{201d} has installed roles in the plan, and no row names it; left \
                     as it is",
                    server.name
                );
                notes.say(Sort::Remark, record.place, why);
            }
        }
    }

    /// What the plan has as installed and the file does not name stays, and is told.
    fn note_missing(&self, server: &Server, host: HostId, notes: &mut Notes) {
        let named: Vec<_> = self.intake.roles_on(host).filter_map(|at| self.roles[at]).collect();
        let place = self.intake.roles_on(host).next().map(|at| self.intake.roles[at].place);
        for role in server.roles.iter().filter(|role| !named.contains(&role.id)) {
            if role.said.word(STATE) == Some("installed") {
                let why = format!(
                    "the {} on \u{201c}{}\u{201d} is installed in the plan, and no row names it; \
                     left as it is",
                    role.spoken(),
                    server.name
                );
                notes.say(Sort::Remark, place.unwrap_or_default(), why);
            }
        }
    }
}

/// What the file says is said; what else is said stays.
pub fn say(said: &mut Said, news: &Said) {
    for (fact, value) in news.all() {
        if said.get(*fact) != Some(value) {
            said.set(*fact, Some(value.clone()));
        }
    }
}

fn is_same(role: &Role, name: &RoleName, serves: Option<SiteId>) -> bool {
    let named = match name {
        RoleName::Known(kind) => role.kind == *kind,
        RoleName::Unknown(name) => {
            role.kind == RoleKind::Unknown && role.said.text(ROLE_NAME) == Some(name)
        }
    };
    named && role.serves == serves
}

fn kind_of(name: &RoleName) -> RoleKind {
    match name {
        RoleName::Known(kind) => *kind,
        RoleName::Unknown(_) => RoleKind::Unknown,
    }
}

/// The server that runs a site stands first, its database next.
fn rank(server: &Server) -> u8 {
    match () {
        () if server.has(RoleKind::SiteServer) => 0,
        () if server.has(RoleKind::PassiveSiteServer) => 1,
        () if server.has(RoleKind::SiteDatabase) => 2,
        () => 3,
    }
}
