//! A design, and the only file that names petgraph.
//!
//! The hierarchy of sites is a petgraph graph; what a site holds lies beside it in maps that share
//! what did not change. A copy of a design costs a handful of pointers, whatever its size.
//!
//! **Invariant:** no `NodeIndex` leaves this file: petgraph reuses them, and we do not.

use std::sync::Arc;

use petgraph::{
    Direction,
    stable_graph::{NodeIndex, StableDiGraph},
    visit::{Dfs, EdgeRef, Reversed},
};

use super::{
    Gateway, GatewayId, Head, NodeId, Role, RoleId, RoleRef, Server, ServerId, ServerRef, Site,
    SiteId, SiteRef, Trie,
    digest::{Digest, Totals},
    trie::mix,
};
use crate::facts::versions::Version;

/// The hierarchy at one moment.
#[derive(Clone, Debug, Default)]
pub struct Design {
    head: Arc<Head>,
    hierarchy: Arc<Hierarchy>,
    sites: Trie<SiteId, Held>,
    /// In which site a server stands.
    homes: Trie<ServerId, SiteId>,
    /// On which server a role runs.
    hosts: Trie<RoleId, ServerId>,
    /// Servers by their name and by their FQDN, both in small letters.
    names: Trie<u64, Arc<Vec<ServerId>>>,
    /// Sites by their code in capitals.
    codes: Trie<u64, Arc<Vec<SiteId>>>,
    /// The pull distribution points that take content from a role.
    pullers: Trie<RoleId, Arc<Vec<RoleId>>>,
    /// Roles on servers of other sites that serve a site.
    lent: Trie<SiteId, Arc<Vec<RoleId>>>,
    gateways: Arc<Vec<Gateway>>,
    totals: Totals,
}

/// A site with what others may read of it.
#[derive(Clone, Debug)]
struct Held {
    site: Arc<Site>,
    digest: Digest,
}

/// Who reports to whom.
#[derive(Clone, Debug, Default)]
struct Hierarchy {
    graph: StableDiGraph<SiteId, Parent>,
    nodes: Trie<SiteId, NodeIndex>,
    /// Sites without a parent, in their order.
    roots: Vec<SiteId>,
}

/// The link from a site to a child of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Parent {
    /// Where the child stands among its siblings.
    rank: u32,
}

fn text_key(text: &str) -> u64 {
    text.bytes().fold(0, |sum, byte| mix(sum ^ u64::from(byte)))
}

fn name_key(name: &str) -> u64 {
    text_key(&name.to_lowercase())
}

fn code_key(code: &str) -> u64 {
    text_key(&code.to_uppercase())
}

/// What can be asked.
impl Design {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The product version that the design is judged for.
    pub fn target(&self) -> Version {
        self.head.target.unwrap_or(Version::NEWEST)
    }

    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    pub fn is_empty(&self) -> bool {
        self.sites.is_empty() && self.gateways.is_empty()
    }

    pub fn site_count(&self) -> usize {
        self.sites.len()
    }

    pub fn server_count(&self) -> usize {
        self.homes.len()
    }

    pub fn site(&self, id: SiteId) -> Option<SiteRef<'_>> {
        self.sites.get(id).map(|held| SiteRef::new(self, &held.site))
    }

    pub fn digest(&self, id: SiteId) -> Option<&Digest> {
        self.sites.get(id).map(|held| &held.digest)
    }

    pub fn server(&self, id: ServerId) -> Option<ServerRef<'_>> {
        let site = self.site(*self.homes.get(id)?)?;
        site.site().servers.iter().find(|server| server.id == id).map(|it| ServerRef::new(site, it))
    }

    pub fn role(&self, id: RoleId) -> Option<RoleRef<'_>> {
        let server = self.server(*self.hosts.get(id)?)?;
        server.server().role(id).map(|role| RoleRef::new(server, role))
    }

    pub fn gateways(&self) -> &[Gateway] {
        &self.gateways
    }

    pub fn gateway(&self, id: GatewayId) -> Option<&Gateway> {
        self.gateways.iter().find(|gateway| gateway.id == id)
    }

    pub fn contains(&self, node: NodeId) -> bool {
        match node {
            NodeId::Site(id) => self.sites.get(id).is_some(),
            NodeId::Server(id) => self.homes.get(id).is_some(),
            NodeId::Role(id) => self.hosts.get(id).is_some(),
            NodeId::Gateway(id) => self.gateway(id).is_some(),
        }
    }

    /// The server that a server or role is or runs on.
    pub fn server_of(&self, node: NodeId) -> Option<ServerId> {
        match node {
            NodeId::Server(id) => Some(id),
            NodeId::Role(id) => self.hosts.get(id).copied(),
            NodeId::Site(_) | NodeId::Gateway(_) => None,
        }
    }

    /// The site in which a node stands, or that it is.
    pub fn site_of(&self, node: NodeId) -> Option<SiteId> {
        match node {
            NodeId::Site(id) => Some(id),
            NodeId::Server(_) | NodeId::Role(_) => self.homes.get(self.server_of(node)?).copied(),
            NodeId::Gateway(_) => None,
        }
    }

    /// The sites without a parent.
    pub fn roots(&self) -> impl DoubleEndedIterator<Item = SiteRef<'_>> {
        self.hierarchy.roots.iter().filter_map(|id| self.site(*id))
    }

    pub fn parent(&self, site: SiteId) -> Option<SiteId> {
        self.hierarchy.parent(site)
    }

    /// A site's child sites, in their order.
    pub fn children(&self, site: SiteId) -> Vec<SiteId> {
        self.hierarchy.children(site)
    }

    /// Every site, parents before children, siblings in their order.
    pub fn sites(&self) -> impl Iterator<Item = SiteRef<'_>> {
        let mut waiting: Vec<_> = self.hierarchy.roots.iter().rev().copied().collect();
        std::iter::from_fn(move || {
            let next = waiting.pop()?;
            waiting.extend(self.children(next).into_iter().rev());
            Some(next)
        })
        .filter_map(|id| self.site(id))
    }

    pub fn servers(&self) -> impl Iterator<Item = ServerRef<'_>> {
        self.sites().flat_map(SiteRef::servers)
    }

    /// A site and all that hang below it, in order.
    pub fn below(&self, site: SiteId) -> Vec<SiteId> {
        let mut found = vec![site];
        let mut at = 0;
        while let Some(site) = found.get(at) {
            found.extend(self.children(*site));
            at += 1;
        }
        found
    }

    /// Whether `site` is `above` or hangs somewhere below it.
    pub fn is_below(&self, site: SiteId, above: SiteId) -> bool {
        let hierarchy = &self.hierarchy;
        let Some(start) = hierarchy.nodes.get(site) else { return false };
        let mut up = Dfs::new(Reversed(&hierarchy.graph), *start);
        std::iter::from_fn(|| up.next(Reversed(&hierarchy.graph)))
            .any(|at| hierarchy.graph.node_weight(at) == Some(&above))
    }

    /// Where a site stands among its siblings, counted from 0.
    pub fn place_of(&self, site: SiteId) -> usize {
        let siblings = match self.parent(site) {
            Some(parent) => self.children(parent),
            None => self.hierarchy.roots.clone(),
        };
        siblings.iter().position(|sibling| *sibling == site).unwrap_or(siblings.len())
    }

    /// Whether `left` comes before `right` in the order of [`Design::sites`].
    pub fn comes_before(&self, left: SiteId, right: SiteId) -> bool {
        let way = |site| {
            let up = std::iter::successors(Some(site), |site| self.parent(*site));
            let mut way: Vec<_> = up.map(|site| self.place_of(site)).collect();
            way.reverse();
            way
        };
        way(left) < way(right)
    }

    /// Servers whose name or FQDN is `name`, in any letter case.
    pub fn servers_named(&self, name: &str) -> Vec<ServerRef<'_>> {
        let ids = self.names.get(name_key(name)).map_or(&[][..], |ids| ids);
        let named = |server: &ServerRef<'_>| {
            let same = |other: &str| other.to_lowercase() == name.to_lowercase();
            same(&server.name) || server.fqdn.as_deref().is_some_and(same)
        };
        ids.iter().filter_map(|id| self.server(*id)).filter(named).collect()
    }

    /// Sites whose code is `code`, in any letter case.
    pub fn sites_coded(&self, code: &str) -> Vec<SiteRef<'_>> {
        let ids = self.codes.get(code_key(code)).map_or(&[][..], |ids| ids);
        let coded = |site: &SiteRef<'_>| site.code.to_uppercase() == code.to_uppercase();
        ids.iter().filter_map(|id| self.site(*id)).filter(coded).collect()
    }

    /// The distribution points that pull from `role`.
    pub fn pullers(&self, role: RoleId) -> &[RoleId] {
        self.pullers.get(role).map_or(&[], |ids| ids)
    }

    /// Roles on servers of other sites that serve `site`.
    pub fn lent(&self, site: SiteId) -> &[RoleId] {
        self.lent.get(site).map_or(&[], |ids| ids)
    }

    /// Sites whose content, parent or place in the hierarchy differs between both designs, and
    /// those that only one of them has.
    pub fn sites_unlike(&self, other: &Self) -> Vec<SiteId> {
        let mut sites = self.sites.unlike(&other.sites, |a, b| Arc::ptr_eq(&a.site, &b.site));
        if !Arc::ptr_eq(&self.hierarchy, &other.hierarchy) {
            let moved = |id: &SiteId| self.parent(*id) != other.parent(*id);
            sites.extend(self.sites.iter().map(|(id, _)| id).filter(moved));
        }
        sites.sort_unstable();
        sites.dedup();
        sites
    }

    /// Whether both say the same as a whole: title, version, day.
    pub fn shares_head(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.head, &other.head) || self.head == other.head
    }

    pub fn shares_gateways(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.gateways, &other.gateways) || self.gateways == other.gateways
    }

    pub fn shares_hierarchy(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.hierarchy, &other.hierarchy)
    }
}

impl Hierarchy {
    fn parent(&self, site: SiteId) -> Option<SiteId> {
        let at = *self.nodes.get(site)?;
        let above = self.graph.neighbors_directed(at, Direction::Incoming).next()?;
        self.graph.node_weight(above).copied()
    }

    fn children(&self, site: SiteId) -> Vec<SiteId> {
        let Some(at) = self.nodes.get(site) else { return Vec::new() };
        let mut ranked: Vec<_> = self
            .graph
            .edges_directed(*at, Direction::Outgoing)
            .filter_map(|link| Some((link.weight().rank, *self.graph.node_weight(link.target())?)))
            .collect();
        ranked.sort_unstable_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, site)| site).collect()
    }

    fn add(&mut self, site: SiteId, parent: Option<SiteId>, place: usize) {
        let node = self.graph.add_node(site);
        self.nodes.insert(site, node);
        self.hang(site, parent, place);
    }

    /// Hangs a site that has no parent now at `place` below `parent`.
    fn hang(&mut self, site: SiteId, parent: Option<SiteId>, place: usize) {
        let Some(parent) = parent else {
            let place = place.min(self.roots.len());
            self.roots.insert(place, site);
            return;
        };
        let mut siblings = self.children(parent);
        let place = place.min(siblings.len());
        siblings.insert(place, site);
        if let (Some(above), Some(at)) = (self.nodes.get(parent), self.nodes.get(site)) {
            self.graph.add_edge(*above, *at, Parent { rank: 0 });
        }
        self.rank(parent, &siblings);
    }

    fn unhang(&mut self, site: SiteId) {
        self.roots.retain(|root| *root != site);
        let Some(at) = self.nodes.get(site) else { return };
        let above =
            self.graph.edges_directed(*at, Direction::Incoming).next().map(|link| link.id());
        if let Some(link) = above {
            self.graph.remove_edge(link);
        }
    }

    fn rank(&mut self, parent: SiteId, children: &[SiteId]) {
        let Some(above) = self.nodes.get(parent).copied() else { return };
        for (rank, child) in (0..).zip(children) {
            let link = self.nodes.get(*child).and_then(|at| self.graph.find_edge(above, *at));
            if let Some(weight) = link.and_then(|link| self.graph.edge_weight_mut(link)) {
                weight.rank = rank;
            }
        }
    }

    fn remove(&mut self, site: SiteId) {
        self.unhang(site);
        if let Some(at) = self.nodes.get(site).copied() {
            self.graph.remove_node(at);
            self.nodes.remove(site);
        }
    }
}

/// What commands do. Nothing here judges, and what is asked of a node that is not there does
/// nothing: commands have looked before.
impl Design {
    pub fn set_head(&mut self, head: Head) {
        self.head = Arc::new(head);
    }

    /// Adds a site that holds no servers yet.
    pub fn add_site(&mut self, site: Site, parent: Option<SiteId>, place: usize) {
        let id = site.id;
        Arc::make_mut(&mut self.hierarchy).add(id, parent, place);
        link(&mut self.codes, code_key(&site.code), id);
        let digest = Digest::of(&site);
        self.totals.add(&digest);
        self.sites.insert(id, Held { site: Arc::new(site), digest });
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
            self.totals.remove(&held.digest);
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

    /// Puts a site back with its digest and the totals made anew.
    fn hold(&mut self, site: Site) {
        if let Some(old) = self.sites.get(site.id) {
            self.totals.remove(&old.digest);
        }
        let digest = Digest::of(&site);
        self.totals.add(&digest);
        self.sites.insert(site.id, Held { site: Arc::new(site), digest });
    }

    fn index(&mut self, server: &Server, site: SiteId) {
        self.homes.insert(server.id, site);
        for key in name_keys(server) {
            link(&mut self.names, key, server.id);
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

fn name_keys(server: &Server) -> Vec<u64> {
    let mut keys = vec![name_key(&server.name)];
    keys.extend(server.fqdn.as_deref().map(name_key));
    keys.dedup();
    keys
}

fn link<K: super::Key, T: Copy + Ord>(map: &mut Trie<K, Arc<Vec<T>>>, key: K, value: T) {
    let mut values = map.get(key).map(|values| values.to_vec()).unwrap_or_default();
    if let Err(at) = values.binary_search(&value) {
        values.insert(at, value);
        map.insert(key, Arc::new(values));
    }
}

fn unlink<K: super::Key, T: Copy + Ord>(map: &mut Trie<K, Arc<Vec<T>>>, key: K, value: T) {
    let Some(values) = map.get(key) else { return };
    let values: Vec<_> = values.iter().copied().filter(|known| *known != value).collect();
    match values.is_empty() {
        true => map.remove(key),
        false => map.insert(key, Arc::new(values)),
    }
}
