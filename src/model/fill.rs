//! Puts very many sites into a design at once: what is looked up by id or name is entered neighbor
//! by neighbor, which is several times faster than server by server.

use std::sync::Arc;

use super::{
    Design, RoleId, Server, ServerId, Site, SiteId,
    design::code_key,
    edit::{group_keys, name_keys},
    few::Few,
    trie::{Key, Trie, neighbors},
};

/// What will be found by what.
#[derive(Default)]
struct Entries {
    homes: Vec<(ServerId, SiteId)>,
    hosts: Vec<(RoleId, ServerId)>,
    names: Vec<(u64, ServerId)>,
    members: Vec<(u64, ServerId)>,
    pullers: Vec<(RoleId, RoleId)>,
    lent: Vec<(SiteId, RoleId)>,
}

impl Entries {
    fn add(&mut self, server: &Server, site: SiteId) {
        self.homes.push((server.id, site));
        self.names.extend(name_keys(server).map(|key| (key, server.id)));
        self.members.extend(group_keys(server).map(|key| (key, server.id)));
        for role in &server.roles {
            self.hosts.push((role.id, server.id));
            self.pullers.extend(role.sources.iter().map(|source| (*source, role.id)));
            self.lent.extend(role.serves.map(|serves| (serves, role.id)));
        }
    }
}

impl Design {
    /// Adds sites with the servers that they hold, each as the last one below its parent; parents
    /// come before their children.
    pub fn add_sites(&mut self, sites: impl IntoIterator<Item = (Site, Option<SiteId>)>) {
        let mut entries = Entries::default();
        for (site, parent) in sites {
            site.servers.iter().for_each(|server| entries.add(server, site.id));
            Arc::make_mut(&mut self.hierarchy).add(site.id, parent, usize::MAX);
            self.codes.entry(code_key(&site.code)).add(site.id);
            self.hold(site);
        }
        for (id, site) in neighbors(entries.homes) {
            self.homes.insert(id, site);
        }
        for (id, host) in neighbors(entries.hosts) {
            self.hosts.insert(id, host);
        }
        for (key, id) in neighbors(entries.names) {
            let bearers = self.names.entry(key);
            bearers.add(id);
            if bearers.as_slice().len() > 1 {
                self.shared_names.insert(key, ());
            }
        }
        link(&mut self.members, entries.members);
        link(&mut self.pullers, entries.pullers);
        link(&mut self.lent, entries.lent);
    }
}

fn link<K: Key, T: Copy + Ord>(map: &mut Trie<K, Few<T>>, entries: Vec<(K, T)>) {
    for (key, value) in neighbors(entries) {
        map.entry(key).add(value);
    }
}
