//! How commands change a design, and how its maps are kept true.

use std::{collections::BTreeMap, sync::Arc};

use super::Design;
use super::{
    Entity, EntityId, Gateway, GatewayId, Head, House, Role, RoleId, Server, ServerId, Site,
    SiteId, Trie,
    design::{Held, code_key, name_key},
    digest::Digest,
    few::Few,
    sorted::Sorted,
};
use crate::facts::said::{Fact, SYSTEM, servers::GROUPS};

/// What commands do. Nothing here judges, and what is asked of a node that is not there does
/// nothing: commands have looked before.
impl Design {
    pub fn set_head(&mut self, head: Head) {
        self.head = Arc::new(head);
    }

    /// What the people who plan here make of the rules.
    pub fn set_house(&mut self, house: House) {
        let head = Head { house: Arc::new(house), ..self.head().clone() };
        self.set_head(head);
    }

    /// Adds a site with the servers that it holds.
    pub fn add_site(&mut self, site: Site, parent: Option<SiteId>, place: usize) {
        let id = site.id;
        Arc::make_mut(&mut self.hierarchy).add(id, parent, place);
        link(&mut self.codes, code_key(&site.code), id);
        for server in &site.servers {
            self.index(server, id);
        }
        self.hold(site);
    }

    /// Removes a site that has no child sites, with all that stands in it.
    pub fn remove_site(&mut self, id: SiteId) {
        let Some(held) = self.sites.get(id).cloned() else { return };
        for server in &held.site.servers {
            self.remove_server(server.id);
        }
        for lent in self.lent(id).to_vec() {
            self.update_role(lent, |role| role.serves = None);
        }
        for gateway in Arc::make_mut(&mut self.gateways) {
            gateway.at = gateway.at.filter(|at| *at != id);
        }
        unlink(&mut self.codes, code_key(&held.site.code), id);
        if let Some(held) = self.sites.get(id) {
            self.totals.remove(&held.digest, &held.spoken);
        }
        self.sites.remove(id);
        Arc::make_mut(&mut self.hierarchy).remove(id);
    }

    /// Changes what a site says of itself; its servers are changed by their own functions.
    pub fn update_site(&mut self, id: SiteId, change: impl FnOnce(&mut Site)) {
        let Some(held) = self.sites.get(id) else { return };
        let mut site = Site::clone(&held.site);
        let before = code_key(&site.code);
        change(&mut site);
        let after = code_key(&site.code);
        if before != after {
            unlink(&mut self.codes, before, id);
            link(&mut self.codes, after, id);
        }
        self.hold(site);
    }

    /// Puts a site with all that stands in it in the place of the one with its id.
    pub fn put_site(&mut self, site: Site) {
        let Some(held) = self.sites.get(site.id).cloned() else { return };
        let stays = |server: &Arc<Server>, among: &[Arc<Server>]| {
            among.iter().any(|other| Arc::ptr_eq(other, server))
        };
        // Servers that are the same pointer at the same place are the rule; the rest is looked for.
        let same = held.site.servers.iter().zip(&site.servers);
        let same = same.take_while(|(old, new)| Arc::ptr_eq(old, new)).count();
        let (old, new) = (&held.site.servers[same..], &site.servers[same..]);
        old.iter().filter(|server| !stays(server, new)).for_each(|server| self.forget(server));
        new.iter().filter(|server| !stays(server, old)).for_each(|it| self.index(it, site.id));
        let (before, after) = (code_key(&held.site.code), code_key(&site.code));
        if before != after {
            unlink(&mut self.codes, before, site.id);
            link(&mut self.codes, after, site.id);
        }
        self.hold(site);
    }

    pub fn move_site(&mut self, id: SiteId, parent: Option<SiteId>, place: usize) {
        let hierarchy = Arc::make_mut(&mut self.hierarchy);
        hierarchy.unhang(id);
        hierarchy.hang(id, parent, place);
    }

    pub fn add_server(&mut self, site: SiteId, server: Server, place: usize) {
        let Some(held) = self.sites.get(site) else { return };
        let mut held = Site::clone(&held.site);
        self.index(&server, site);
        let place = place.min(held.servers.len());
        held.servers.insert(place, Arc::new(server));
        self.hold(held);
    }

    pub fn remove_server(&mut self, id: ServerId) {
        let Some(site) = self.homes.get(id).copied() else { return };
        let Some(held) = self.sites.get(site) else { return };
        let mut held = Site::clone(&held.site);
        let Some(at) = held.servers.iter().position(|server| server.id == id) else { return };
        let server = held.servers.remove(at);
        self.hold(held);
        self.forget(&server);
        let gone = server
            .roles
            .iter()
            .flat_map(|role| self.pullers(role.id).to_vec().into_iter().map(|it| (it, role.id)));
        for (puller, source) in gone.collect::<Vec<_>>() {
            self.update_role(puller, |role| role.sources.retain(|it| *it != source));
        }
    }

    pub fn move_server(&mut self, id: ServerId, to: SiteId, place: usize) {
        let Some(from) = self.homes.get(id).copied() else { return };
        let Some(server) = self.server(id).map(|server| Server::clone(server.server())) else {
            return;
        };
        let Some(held) = self.sites.get(from) else { return };
        let mut held = Site::clone(&held.site);
        held.servers.retain(|server| server.id != id);
        self.hold(held);
        self.forget(&server);
        self.add_server(to, server, place);
    }

    /// Changes a server and the roles on it.
    pub fn update_server(&mut self, id: ServerId, change: impl FnOnce(&mut Server)) {
        let Some(site) = self.homes.get(id).copied() else { return };
        let Some(held) = self.sites.get(site) else { return };
        let Some(at) = held.site.servers.iter().position(|server| server.id == id) else { return };
        let mut held = Site::clone(&held.site);
        self.forget(&held.servers[at].clone());
        let mut server = Server::clone(&held.servers[at]);
        change(&mut server);
        self.index(&server, site);
        held.servers[at] = Arc::new(server);
        self.hold(held);
    }

    pub fn add_role(&mut self, on: ServerId, role: Role, place: usize) {
        self.update_server(on, |server| {
            let place = place.min(server.roles.len());
            server.roles.insert(place, role);
        });
    }

    pub fn remove_role(&mut self, id: RoleId) {
        let Some(host) = self.hosts.get(id).copied() else { return };
        for puller in self.pullers(id).to_vec() {
            self.update_role(puller, |role| role.sources.retain(|source| *source != id));
        }
        self.update_server(host, |server| server.roles.retain(|role| role.id != id));
    }

    pub fn move_role(&mut self, id: RoleId, to: ServerId, place: usize) {
        let Some(host) = self.hosts.get(id).copied() else { return };
        let Some(role) = self.role(id).map(|role| role.role().clone()) else { return };
        self.update_server(host, |server| server.roles.retain(|role| role.id != id));
        self.add_role(to, role, place);
    }

    pub fn update_role(&mut self, id: RoleId, change: impl FnOnce(&mut Role)) {
        let Some(host) = self.hosts.get(id).copied() else { return };
        self.update_server(host, |server| {
            if let Some(role) = server.roles.iter_mut().find(|role| role.id == id) {
                change(role);
            }
        });
    }

    pub fn add_gateway(&mut self, gateway: Gateway, place: usize) {
        let gateways = Arc::make_mut(&mut self.gateways);
        let place = place.min(gateways.len());
        gateways.insert(place, gateway);
    }

    pub fn remove_gateway(&mut self, id: GatewayId) {
        Arc::make_mut(&mut self.gateways).retain(|gateway| gateway.id != id);
    }

    pub fn update_gateway(&mut self, id: GatewayId, change: impl FnOnce(&mut Gateway)) {
        if let Some(gateway) = Arc::make_mut(&mut self.gateways).iter_mut().find(|it| it.id == id) {
            change(gateway);
        }
    }

    pub fn add_entity(&mut self, entity: Entity) {
        Arc::make_mut(&mut self.entities).add(entity);
    }

    pub fn remove_entity(&mut self, id: EntityId) {
        Arc::make_mut(&mut self.entities).remove(id);
    }

    pub fn update_entity(&mut self, id: EntityId, change: impl FnOnce(&mut Entity)) {
        Arc::make_mut(&mut self.entities).update(id, change);
    }

    /// Puts a site back with its digest and the totals made anew.
    pub(super) fn hold(&mut self, site: Site) {
        if let Some(old) = self.sites.get(site.id) {
            self.totals.remove(&old.digest, &old.spoken);
        }
        let (digest, spoken) = (Digest::of(&site), Arc::new(spoken(&site)));
        self.totals.add(&digest, &spoken);
        let sorted = Arc::new(Sorted::of(&site));
        self.sites.insert(site.id, Held { site: Arc::new(site), digest, sorted, spoken });
    }

    fn index(&mut self, server: &Server, site: SiteId) {
        self.homes.insert(server.id, site);
        for key in name_keys(server) {
            link(&mut self.names, key, server.id);
            if self.names.get(key).is_some_and(|ids| ids.as_slice().len() > 1) {
                self.shared_names.insert(key, ());
            }
        }
        for key in group_keys(server) {
            link(&mut self.members, key, server.id);
        }
        for role in &server.roles {
            self.hosts.insert(role.id, server.id);
            for source in &role.sources {
                link(&mut self.pullers, *source, role.id);
            }
            if let Some(serves) = role.serves {
                link(&mut self.lent, serves, role.id);
            }
        }
    }

    fn forget(&mut self, server: &Server) {
        self.homes.remove(server.id);
        for key in name_keys(server) {
            unlink(&mut self.names, key, server.id);
            if self.names.get(key).is_none_or(|ids| ids.as_slice().len() < 2) {
                self.shared_names.remove(key);
            }
        }
        for key in group_keys(server) {
            unlink(&mut self.members, key, server.id);
        }
        for role in &server.roles {
            self.hosts.remove(role.id);
            for source in &role.sources {
                unlink(&mut self.pullers, *source, role.id);
            }
            if let Some(serves) = role.serves {
                unlink(&mut self.lent, serves, role.id);
            }
        }
    }
}

pub(super) fn group_keys(server: &Server) -> impl Iterator<Item = u64> {
    server.said.texts(GROUPS).into_iter().flatten().map(|group| name_key(group))
}

/// How often a site and what stands in it say each fact, and how many servers say what they run.
fn spoken(site: &Site) -> BTreeMap<Fact, u32> {
    let servers = site.servers.iter();
    let inside = servers.flat_map(|server| {
        std::iter::once(&server.said).chain(server.roles.iter().map(|it| &it.said))
    });
    let mut counts = BTreeMap::new();
    for (fact, _) in std::iter::once(&site.said).chain(inside).flat_map(super::Said::all) {
        *counts.entry(*fact).or_default() += 1;
    }
    let systems = site.servers.iter().filter(|server| server.system.is_some()).count();
    if let Ok(systems @ 1..) = u32::try_from(systems) {
        counts.insert(SYSTEM, systems);
    }
    counts
}

pub(super) fn name_keys(server: &Server) -> impl Iterator<Item = u64> {
    let name = name_key(&server.name);
    let whole = server.fqdn.as_deref().map(name_key).filter(|whole| *whole != name);
    std::iter::once(name).chain(whole)
}

fn link<K: super::Key, T: Copy + Ord>(map: &mut Trie<K, Few<T>>, key: K, value: T) {
    map.entry(key).add(value);
}

fn unlink<K: super::Key, T: Copy + Ord>(map: &mut Trie<K, Few<T>>, key: K, value: T) {
    if !map.get(key).is_some_and(|few| few.as_slice().contains(&value)) {
        return;
    }
    let few = map.entry(key);
    few.take(value);
    if few.as_slice().is_empty() {
        map.remove(key);
    }
}
