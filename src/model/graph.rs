//! The hierarchy of sites, and the only file that names petgraph.
//!
//! **Invariant:** no `NodeIndex` leaves this file: petgraph reuses them, and we do not.

use petgraph::{
    Direction,
    stable_graph::{NodeIndex, StableDiGraph},
    visit::{Dfs, EdgeRef, Reversed},
};

use super::{SiteId, Trie};

/// Who reports to whom.
#[derive(Clone, Debug, Default)]
pub struct Hierarchy {
    graph: StableDiGraph<SiteId, Parent>,
    nodes: Trie<SiteId, NodeIndex>,
    /// Above every rank that is in use: a site that comes last need not count its siblings.
    next: u32,
    /// Sites without a parent, in their order.
    pub roots: Vec<SiteId>,
}

/// The link from a site to a child of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Parent {
    /// Where the child stands among its siblings.
    rank: u32,
}

impl Hierarchy {
    pub fn parent(&self, site: SiteId) -> Option<SiteId> {
        let at = *self.nodes.get(site)?;
        let above = self.graph.neighbors_directed(at, Direction::Incoming).next()?;
        self.graph.node_weight(above).copied()
    }

    pub fn children(&self, site: SiteId) -> Vec<SiteId> {
        let Some(at) = self.nodes.get(site) else { return Vec::new() };
        let mut ranked: Vec<_> = self
            .graph
            .edges_directed(*at, Direction::Outgoing)
            .filter_map(|link| Some((link.weight().rank, *self.graph.node_weight(link.target())?)))
            .collect();
        ranked.sort_unstable_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, site)| site).collect()
    }

    pub fn add(&mut self, site: SiteId, parent: Option<SiteId>, place: usize) {
        let node = self.graph.add_node(site);
        self.nodes.insert(site, node);
        self.hang(site, parent, place);
    }

    /// Hangs a site that has no parent now at `place` below `parent`.
    pub fn hang(&mut self, site: SiteId, parent: Option<SiteId>, place: usize) {
        let Some(parent) = parent else {
            let place = place.min(self.roots.len());
            self.roots.insert(place, site);
            return;
        };
        self.next = self.next.saturating_add(1);
        if place == usize::MAX {
            self.link(parent, site, self.next);
            return;
        }
        let mut siblings = self.children(parent);
        let place = place.min(siblings.len());
        siblings.insert(place, site);
        self.link(parent, site, 0);
        self.rank(parent, &siblings);
    }

    fn link(&mut self, parent: SiteId, site: SiteId, rank: u32) {
        if let (Some(above), Some(at)) = (self.nodes.get(parent), self.nodes.get(site)) {
            self.graph.add_edge(*above, *at, Parent { rank });
        }
    }

    pub fn unhang(&mut self, site: SiteId) {
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

    pub fn remove(&mut self, site: SiteId) {
        self.unhang(site);
        if let Some(at) = self.nodes.get(site).copied() {
            self.graph.remove_node(at);
            self.nodes.remove(site);
        }
    }

    /// Whether `site` is `above` or hangs somewhere below it.
    pub fn is_below(&self, site: SiteId, above: SiteId) -> bool {
        let Some(start) = self.nodes.get(site) else { return false };
        let mut up = Dfs::new(Reversed(&self.graph), *start);
        std::iter::from_fn(|| up.next(Reversed(&self.graph)))
            .any(|at| self.graph.node_weight(at) == Some(&above))
    }
}
