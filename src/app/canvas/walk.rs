//! Walking over the canvas by keys: to the nearest node in a direction, into a box and out of it,
//! along its siblings.

use super::{cache::Cache, hit, sight, stage::Stage};
use crate::model::{Design, NodeId, ServerRef, SiteRef};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
    Left,
    Right,
}

/// The node in which a node stands; none for a site, which stands on the canvas.
pub fn holder(design: &Design, node: NodeId) -> Option<NodeId> {
    match node {
        NodeId::Role(_) => design.server_of(node).map(NodeId::from),
        NodeId::Server(_) => design.site_of(node).map(NodeId::from),
        NodeId::Site(_) | NodeId::Gateway(_) | NodeId::Entity(_) => None,
    }
}

/// What stands in a node, in reading order.
pub fn inside(design: &Design, node: NodeId) -> Vec<NodeId> {
    match node {
        NodeId::Site(id) => {
            let servers = design.site(id).into_iter().flat_map(SiteRef::servers);
            servers.map(|server| server.id.into()).collect()
        }
        NodeId::Server(id) => {
            let roles = design.server(id).into_iter().flat_map(ServerRef::roles);
            roles.map(|role| role.id.into()).collect()
        }
        NodeId::Role(_) | NodeId::Gateway(_) | NodeId::Entity(_) => Vec::new(),
    }
}

/// A node and those beside it, in reading order.
pub fn siblings(design: &Design, node: NodeId) -> Vec<NodeId> {
    match (node, holder(design, node)) {
        (_, Some(holder)) => inside(design, holder),
        (NodeId::Site(site), None) if design.parent(site).is_some() => {
            let parent = design.parent(site);
            let children = parent.map(|parent| design.children(parent)).unwrap_or_default();
            children.into_iter().map(NodeId::from).collect()
        }
        _ => top(design),
    }
}

/// The sites without a parent and the gateways.
fn top(design: &Design) -> Vec<NodeId> {
    let roots = design.roots().map(|root| NodeId::from(root.id));
    roots.chain(design.gateways().iter().map(|gateway| gateway.id.into())).collect()
}

/// Where Enter goes: into a box, or below it where nothing stands in it.
pub fn enter(design: &Design, node: NodeId) -> Option<NodeId> {
    let first = inside(design, node).into_iter().next();
    first.or_else(|| match node {
        NodeId::Site(site) => design.children(site).first().map(|child| (*child).into()),
        _ => None,
    })
}

/// The sibling after a node, or before it; none beyond the last one.
pub fn beside(design: &Design, node: NodeId, forward: bool) -> Option<NodeId> {
    let all = siblings(design, node);
    let at = all.iter().position(|sibling| *sibling == node)?;
    let next = if forward { at + 1 } else { at.checked_sub(1)? };
    all.get(next).copied()
}

/// Where the keyboard begins when it is nowhere.
pub fn first(design: &Design) -> Option<NodeId> {
    top(design).into_iter().next()
}

/// The nearest node of the same kind in a direction: first among its siblings, then among all
/// that can be seen.
pub fn step(stage: &Stage<'_>, cache: &Cache, from: NodeId, way: Direction) -> Option<NodeId> {
    let near = siblings(stage.design(), from);
    nearest(stage, cache, from, way, near)
        .or_else(|| nearest(stage, cache, from, way, around(stage, from)))
}

/// Nodes of the same kind on the screen and as far again on each side.
fn around(stage: &Stage<'_>, like: NodeId) -> Vec<NodeId> {
    let (plan, design) = (stage.plan(), stage.design());
    let screen = stage.camera.visible(stage.area);
    let wide = screen.grown(screen.width().max(screen.height()));
    let sites = sight::visible(plan, wide).into_iter().map(|seen| NodeId::from(seen.site));
    let sites: Vec<NodeId> = sites.collect();
    match like {
        NodeId::Site(_) | NodeId::Gateway(_) | NodeId::Entity(_) => {
            let gateways = design.gateways().iter().map(|gateway| gateway.id.into());
            sites.into_iter().chain(gateways).collect()
        }
        NodeId::Server(_) => sites.into_iter().flat_map(|site| inside(design, site)).collect(),
        NodeId::Role(_) => {
            let servers = sites.into_iter().flat_map(|site| inside(design, site));
            servers.flat_map(|server| inside(design, server)).collect()
        }
    }
}

fn nearest(
    stage: &Stage<'_>,
    cache: &Cache,
    from: NodeId,
    way: Direction,
    candidates: Vec<NodeId>,
) -> Option<NodeId> {
    let start = hit::rect_of(stage, cache, from)?;
    let cost = |node: NodeId| {
        let rect = hit::rect_of(stage, cache, node)?;
        let away = rect.center() - start.center();
        let (along, across) = match way {
            Direction::Up => (start.top() - rect.bottom(), away.x),
            Direction::Down => (rect.top() - start.bottom(), away.x),
            Direction::Left => (start.left() - rect.right(), away.y),
            Direction::Right => (rect.left() - start.right(), away.y),
        };
        let ahead = match way {
            Direction::Up => -away.y,
            Direction::Down => away.y,
            Direction::Left => -away.x,
            Direction::Right => away.x,
        };
        // What overlaps sideways is in the way; what stands aside is farther.
        let reach = match way {
            Direction::Up | Direction::Down => f32::midpoint(start.width(), rect.width()),
            Direction::Left | Direction::Right => f32::midpoint(start.height(), rect.height()),
        };
        let aside = (across.abs() - reach).max(0.0);
        (ahead > 1.0 && along > -0.5 * reach)
            .then_some(along.max(0.0) + 3.0 * aside + 0.1 * across.abs())
    };
    let others = candidates.into_iter().filter(|node| *node != from);
    let costs = others.filter_map(|node| Some((cost(node)?, node)));
    costs.min_by(|left, right| left.0.total_cmp(&right.0)).map(|(_, node)| node)
}
