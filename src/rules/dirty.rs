//! What has to be looked at again after an edit: where two designs differ, and who reads that.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use crate::{
    facts::said::servers::GROUPS,
    model::{
        Design, Entity, EntityId, RoleId, Server, ServerId, ServerRef, SiteId, SiteRef, reads::Read,
    },
};

/// What is to be looked at again.
#[derive(Default)]
pub struct Dirty {
    pub sites: BTreeMap<SiteId, DirtySite>,
    /// Boundary groups of changed servers, in small letters.
    pub groups: BTreeSet<String>,
    /// Entities to be asked by themselves.
    pub entities: BTreeSet<EntityId>,
    /// Whether they are to be asked about one another.
    pub around: bool,
}

#[derive(Default)]
pub struct DirtySite {
    /// Its site rules.
    pub itself: bool,
    /// All its servers.
    pub everywhere: bool,
    pub servers: BTreeSet<ServerId>,
}

impl Dirty {
    pub fn between(old: &Design, new: &Design) -> Self {
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

    /// Who read what changed of the plan as a whole and of what lies around the sites.
    pub fn readers(&mut self, report: &Report, new: &Design, changed: &BTreeSet<Read>) {
        for (id, part) in report.sites.iter() {
            if part.site.reads.touch(changed) {
                self.look_at(id);
            }
            for (server, _) in part.servers.iter().filter(|(_, it)| it.reads.touch(changed)) {
                self.look_at_server(new, *server);
            }
        }
        let readers = report.around.iter().filter(|(_, about)| about.reads.touch(changed));
        self.entities.extend(readers.map(|(id, _)| id));
        let is_changed = |entity: &&Entity| changed.contains(&entity.as_read());
        self.entities.extend(new.entities().filter(is_changed).map(|entity| entity.id));
        self.around = true;
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
                let groups = version.said.texts(GROUPS).into_iter().flatten();
                self.groups.extend(groups.map(|group| group.to_lowercase()));
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
                && was.said == is.said
        }
        (was, is) => was.is_none() && is.is_none(),
    }
}

fn by_id(site: Option<SiteRef<'_>>) -> impl Iterator<Item = (ServerId, &Server)> {
    site.into_iter()
        .flat_map(|site| site.site().servers.iter())
        .map(|server| (server.id, &**server))
}
