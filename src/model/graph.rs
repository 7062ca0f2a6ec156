//! The hierarchy of sites, and the only file that names petgraph.
//!
//! **Invariants:** no `NodeIndex` leaves this file: petgraph reuses them, and we do not. The graph
//! knows who hangs below whom: a link leads from a site to each of its child sites, and the site's
//! node holds them in their order, in a list that two hierarchies share where nothing changed.

use std::{collections::BTreeSet, sync::Arc};

use petgraph::{
    Direction,
    stable_graph::{NodeIndex, StableDiGraph},
    visit::{Dfs, EdgeRef, Reversed},
};

use super::{SiteId, Trie};

/// Who reports to whom.
#[derive(Clone, Debug, Default)]
pub struct Hierarchy {
    graph: StableDiGraph<Node, ()>,
    nodes: Trie<SiteId, NodeIndex>,
    /// Sites without a parent, in their order.
    pub roots: Vec<SiteId>,
}

/// A site in the graph.
#[derive(Clone, Debug)]
struct Node {
    site: SiteId,
    /// Where its links lead, in the order of the child sites.
    children: Arc<Vec<SiteId>>,
}

impl Hierarchy {
    pub fn parent(&self, site: SiteId) -> Option<SiteId> {
        let at = *self.nodes.get(site)?;
        let above = self.graph.neighbors_directed(at, Direction::Incoming).next()?;
        Some(self.graph.node_weight(above)?.site)
    }

    pub fn children(&self, site: SiteId) -> &[SiteId] {
        let node = self.nodes.get(site).and_then(|at| self.graph.node_weight(*at));
        node.map_or(&[], |node| &node.children)
    }

    /// The sites below `parent`, or those at the top, in their order.
    fn siblings(&self, parent: Option<SiteId>) -> &[SiteId] {
        parent.map_or(&self.roots, |parent| self.children(parent))
    }

    pub fn add(&mut self, site: SiteId, parent: Option<SiteId>, place: usize) {
        let node = self.graph.add_node(Node { site, children: Arc::default() });
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
        let ends = (self.nodes.get(parent).copied(), self.nodes.get(site).copied());
        let (Some(above), Some(at)) = ends else { return };
        self.graph.add_edge(above, at, ());
        if let Some(node) = self.graph.node_weight_mut(above) {
            let children = Arc::make_mut(&mut node.children);
            children.insert(place.min(children.len()), site);
        }
    }

    pub fn unhang(&mut self, site: SiteId) {
        let Some(parent) = self.parent(site) else {
            self.roots.retain(|root| *root != site);
            return;
        };
        let above = self.nodes.get(parent).copied();
        if let Some(node) = above.and_then(|above| self.graph.node_weight_mut(above)) {
            Arc::make_mut(&mut node.children).retain(|child| *child != site);
        }
        let link = self.nodes.get(site).and_then(|at| {
            self.graph.edges_directed(*at, Direction::Incoming).next().map(|link| link.id())
        });
        if let Some(link) = link {
            self.graph.remove_edge(link);
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
            .any(|at| self.graph.node_weight(at).is_some_and(|node| node.site == above))
    }

    /// Sites that hang below another parent than in `other`, those that only this one has among
    /// them.
    pub fn moved(&self, other: &Self) -> Vec<SiteId> {
        let lists = self.lists_unlike(other);
        let new = lists.flat_map(|parent| {
            let there: BTreeSet<_> = other.siblings(parent).iter().collect();
            self.siblings(parent).iter().filter(move |id| !there.contains(id)).copied()
        });
        new.collect()
    }

    /// The same, and sites that stand elsewhere among the siblings that both know.
    pub fn reordered(&self, other: &Self) -> Vec<SiteId> {
        let mut found = self.moved(other);
        for parent in self.lists_unlike(other) {
            let [here, there] = [self.siblings(parent), other.siblings(parent)];
            let [in_here, in_there] =
                [here, there].map(|list| list.iter().collect::<BTreeSet<_>>());
            let known = here.iter().filter(|id| in_there.contains(id));
            let before = there.iter().filter(|id| in_here.contains(id));
            found.extend(known.zip(before).filter(|(here, there)| here != there).map(|(id, _)| id));
        }
        found
    }

    /// The parents, or the top, whose lists of sites are not the same in both.
    fn lists_unlike(&self, other: &Self) -> impl Iterator<Item = Option<SiteId>> {
        let same = |node: &&Node| {
            let there = other.nodes.get(node.site).and_then(|at| other.graph.node_weight(*at));
            there.map_or(node.children.is_empty(), |there| {
                Arc::ptr_eq(&node.children, &there.children) || node.children == there.children
            })
        };
        let parents = self.graph.node_weights().filter(move |node| !same(node));
        let top = (self.roots != other.roots).then_some(None);
        parents.map(|node| Some(node.site)).chain(top)
    }
}
