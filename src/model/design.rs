//! A design, what can be asked of it, and the maps that find things in it.
//!
//! The hierarchy of sites is a graph ([`super::graph`]); what a site holds lies beside it in maps
//! that share what did not change. A copy of a design costs a handful of pointers, whatever its
//! size.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Date, Entity, EntityId, Gateway, GatewayId, Head, House, NodeId, RoleId, RoleRef, ServerId,
    ServerRef, Site, SiteId, SiteRef, Trie,
    digest::{Digest, Totals},
    entities::Entities,
    few::Few,
    graph::Hierarchy,
    reads::{Read, note},
    sorted::Sorted,
    trie::mix,
};
use crate::facts::{
    roles::RoleKind,
    said::{EntityKind, Fact},
    versions::Version,
};

/// The hierarchy at one moment.
#[derive(Clone, Debug, Default)]
pub struct Design {
    pub(super) head: Arc<Head>,
    pub(super) hierarchy: Arc<Hierarchy>,
    pub(super) sites: Trie<SiteId, Held>,
    /// In which site a server stands.
    pub(super) homes: Trie<ServerId, SiteId>,
    /// On which server a role runs.
    pub(super) hosts: Trie<RoleId, ServerId>,
    /// Servers by their name and by their FQDN, both in small letters.
    pub(super) names: Trie<u64, Few<ServerId>>,
    /// The names in `names` that several servers may share: few or none, and asked for again and
    /// again.
    pub(super) shared_names: Trie<u64, ()>,
    /// Sites by their code in capitals.
    pub(super) codes: Trie<u64, Few<SiteId>>,
    /// The pull distribution points that take content from a role.
    pub(super) pullers: Trie<RoleId, Few<RoleId>>,
    /// Roles on servers of other sites that serve a site.
    pub(super) lent: Trie<SiteId, Few<RoleId>>,
    pub(super) gateways: Arc<Vec<Gateway>>,
    pub(super) entities: Arc<Entities>,
    /// Servers by the name of a boundary group to which they belong, in small letters.
    pub(super) members: Trie<u64, Few<ServerId>>,
    pub(super) totals: Totals,
}

/// A site with what others may read of it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub site: Arc<Site>,
    pub digest: Digest,
    pub sorted: Arc<Sorted>,
    /// How often the site, its servers and roles say a fact.
    pub spoken: Arc<BTreeMap<Fact, u32>>,
}

fn text_key(text: &[u8]) -> u64 {
    let word = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
    let words = text.chunks(8).map(word);
    words.fold(mix(u64::try_from(text.len()).unwrap_or(u64::MAX)), |sum, word| mix(sum ^ word))
}

/// The same for names that differ in letter case only.
pub(super) fn name_key(name: &str) -> u64 {
    const LONGEST: usize = 64;
    let mut small = [0; LONGEST];
    match small.get_mut(..name.len()).filter(|_| name.is_ascii()) {
        Some(small) => {
            small.copy_from_slice(name.as_bytes());
            small.make_ascii_lowercase();
            text_key(small)
        }
        None => text_key(name.to_lowercase().as_bytes()),
    }
}

pub(super) fn code_key(code: &str) -> u64 {
    text_key(code.to_uppercase().as_bytes())
}

/// What can be asked.
impl Design {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn head(&self) -> &Head {
        note(|| Read::Head);
        &self.head
    }

    /// The same, for whoever asks it for one fact and no other.
    pub fn head_for(&self, fact: Fact) -> &Head {
        note(|| Read::Plan(fact));
        &self.head
    }

    /// The day on which the design is looked at.
    pub fn day(&self) -> Option<Date> {
        note(|| Read::Day);
        self.head.as_of
    }

    /// What the people who plan here make of the rules.
    pub fn house(&self) -> &Arc<House> {
        &self.head.house
    }

    /// The product version that the design is judged for.
    pub fn target(&self) -> Version {
        self.head.target.unwrap_or(Version::NEWEST)
    }

    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    pub fn is_empty(&self) -> bool {
        self.sites.is_empty() && self.gateways.is_empty() && self.entities.all().is_empty()
    }

    pub fn site_count(&self) -> usize {
        self.sites.len()
    }

    pub fn server_count(&self) -> usize {
        self.homes.len()
    }

    pub fn site(&self, id: SiteId) -> Option<SiteRef<'_>> {
        self.sites.get(id).map(|held| SiteRef::new(self, held))
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

    /// Everything around the sites, in the order in which it is shown.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        note(|| Read::Around);
        self.entities.all().iter().map(|entity| &**entity)
    }

    pub fn entities_of(&self, kind: EntityKind) -> impl Iterator<Item = &Entity> {
        note(|| Read::Kind(kind));
        self.entities.all().iter().map(|entity| &**entity).filter(move |it| it.kind == kind)
    }

    /// Whether there are at least so many of a kind.
    pub fn has_entities(&self, kind: EntityKind, least: usize) -> bool {
        note(|| Read::Many(kind, least));
        let all = self.entities.all().iter().filter(|entity| entity.kind == kind);
        all.take(least).count() == least
    }

    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        note(|| Read::Around);
        self.entities.get(id)
    }

    /// The first of its kind with this name, in any letter case.
    pub fn entity_named(&self, kind: EntityKind, name: &str) -> Option<&Entity> {
        self.entities_named(kind, name).next()
    }

    /// All of its kind with this name, in any letter case.
    pub fn entities_named(&self, kind: EntityKind, name: &str) -> impl Iterator<Item = &Entity> {
        note(|| Read::Named(kind, name_key(name)));
        self.entities.named(kind, name)
    }

    /// The servers that say they belong to a boundary group.
    pub fn members(&self, group: &str) -> impl Iterator<Item = ServerRef<'_>> {
        let ids = self.members.get(name_key(group)).map_or(&[][..], Few::as_slice);
        ids.iter().filter_map(|id| self.server(*id))
    }

    /// How often sites, servers and roles say a fact.
    pub fn times_said(&self, fact: Fact) -> u32 {
        self.totals.said(fact)
    }

    pub fn contains(&self, node: NodeId) -> bool {
        match node {
            NodeId::Site(id) => self.sites.get(id).is_some(),
            NodeId::Server(id) => self.homes.get(id).is_some(),
            NodeId::Role(id) => self.hosts.get(id).is_some(),
            NodeId::Gateway(id) => self.gateway(id).is_some(),
            NodeId::Entity(id) => self.entity(id).is_some(),
        }
    }

    /// The server that a server or role is or runs on.
    pub fn server_of(&self, node: NodeId) -> Option<ServerId> {
        match node {
            NodeId::Server(id) => Some(id),
            NodeId::Role(id) => self.hosts.get(id).copied(),
            NodeId::Site(_) | NodeId::Gateway(_) | NodeId::Entity(_) => None,
        }
    }

    /// The site in which a node stands, or that it is.
    pub fn site_of(&self, node: NodeId) -> Option<SiteId> {
        match node {
            NodeId::Site(id) => Some(id),
            NodeId::Server(_) | NodeId::Role(_) => self.homes.get(self.server_of(node)?).copied(),
            NodeId::Gateway(_) | NodeId::Entity(_) => None,
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
        self.hierarchy.children(site).to_vec()
    }

    /// Every site, parents before children, siblings in their order.
    pub fn sites(&self) -> impl Iterator<Item = SiteRef<'_>> {
        let mut waiting: Vec<_> = self.hierarchy.roots.iter().rev().copied().collect();
        std::iter::from_fn(move || {
            let next = waiting.pop()?;
            waiting.extend(self.hierarchy.children(next).iter().rev());
            Some(next)
        })
        .filter_map(|id| self.site(id))
    }

    /// The roles of a kind. Costs a look at each site, and at the servers of those that have one.
    pub fn roles_of(&self, kind: RoleKind) -> impl Iterator<Item = RoleRef<'_>> {
        let has = move |site: &SiteRef<'_>| self.digest(site.id).is_some_and(|it| it.has(kind));
        let roles = self.sites().filter(has).flat_map(SiteRef::roles);
        roles.filter(move |role| role.kind == kind)
    }

    pub fn servers(&self) -> impl Iterator<Item = ServerRef<'_>> {
        self.sites().flat_map(SiteRef::servers)
    }

    /// A site and all that hang below it, in order.
    pub fn below(&self, site: SiteId) -> Vec<SiteId> {
        let mut found = vec![site];
        let mut at = 0;
        while let Some(site) = found.get(at) {
            found.extend(self.hierarchy.children(*site));
            at += 1;
        }
        found
    }

    /// Whether `site` is `above` or hangs somewhere below it.
    pub fn is_below(&self, site: SiteId, above: SiteId) -> bool {
        self.hierarchy.is_below(site, above)
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
        let named = |server: &ServerRef<'_>| {
            let same = |other: &str| other.to_lowercase() == name.to_lowercase();
            same(&server.name) || server.fqdn.as_deref().is_some_and(same)
        };
        self.ids_named(name).iter().filter_map(|id| self.server(*id)).filter(named).collect()
    }

    /// All that may have this name; a few more are possible.
    pub(super) fn ids_named(&self, name: &str) -> &[ServerId] {
        self.names.get(name_key(name)).map_or(&[], Few::as_slice)
    }

    /// The same, where there are several.
    pub(super) fn ids_sharing(&self, name: &str) -> &[ServerId] {
        let is_shared =
            !self.shared_names.is_empty() && self.shared_names.get(name_key(name)).is_some();
        if is_shared { self.ids_named(name) } else { &[] }
    }

    /// Sites whose code is `code`, in any letter case.
    pub fn sites_coded(&self, code: &str) -> Vec<SiteRef<'_>> {
        let ids = self.codes.get(code_key(code)).map_or(&[][..], Few::as_slice);
        let coded = |site: &SiteRef<'_>| site.code.to_uppercase() == code.to_uppercase();
        ids.iter().filter_map(|id| self.site(*id)).filter(coded).collect()
    }

    /// The distribution points that pull from `role`.
    pub fn pullers(&self, role: RoleId) -> &[RoleId] {
        self.pullers.get(role).map_or(&[], Few::as_slice)
    }

    /// How many different site codes there are; as many as sites, if all is well.
    pub fn code_count(&self) -> usize {
        self.codes.len()
    }

    /// Roles on servers of other sites that serve `site`.
    pub fn lent(&self, site: SiteId) -> &[RoleId] {
        self.lent.get(site).map_or(&[], Few::as_slice)
    }

    /// Sites whose content, parent or place in the hierarchy differs between both designs, and
    /// those that only one of them has.
    pub fn sites_unlike(&self, other: &Self) -> Vec<SiteId> {
        let mut sites = self.sites.unlike(&other.sites, |a, b| Arc::ptr_eq(&a.site, &b.site));
        if !self.shares_hierarchy(other) {
            sites.extend(self.hierarchy.moved(&other.hierarchy));
        }
        sites.sort_unstable();
        sites.dedup();
        sites
    }

    /// Sites that stand below another parent than in `other`, or elsewhere among the siblings that
    /// both know.
    pub fn sites_reordered(&self, other: &Self) -> Vec<SiteId> {
        self.hierarchy.reordered(&other.hierarchy)
    }

    /// Whether both say the same as a whole: title, version, day.
    pub fn shares_head(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.head, &other.head) || self.head == other.head
    }

    /// Whether both are judged by the same rules: for one version, in one house.
    pub fn shares_rules(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.head, &other.head)
            || self.target() == other.target() && self.head.house == other.head.house
    }

    pub fn shares_gateways(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.gateways, &other.gateways) || self.gateways == other.gateways
    }

    pub fn shares_entities(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.entities, &other.entities) || self.entities == other.entities
    }

    pub fn shares_hierarchy(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.hierarchy, &other.hierarchy)
    }
}
