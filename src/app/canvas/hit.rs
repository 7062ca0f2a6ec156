//! Which node is under a point, and where a node's own picture is: both by the items that are
//! painted, so that what is on top is what is hit.

use super::{cache::Cache, sight, stage::Stage};
use crate::{
    geometry::Point,
    model::NodeId,
    scene::{self, hierarchy::Level},
};

pub fn node_under(stage: &Stage<'_>, cache: &Cache, point: Point) -> Option<NodeId> {
    let plan = stage.plan();
    if let Some(gateway) = sight::gateway_under(plan, point) {
        return Some(gateway.into());
    }
    let seen = sight::site_under(plan, point)?;
    let kept = cache.part(seen.site, stage.level);
    let hit = kept.and_then(|kept| scene::hit(&kept.part.items, point - seen.corner));
    Some(hit.unwrap_or(seen.site.into()))
}

/// Where a node is on the screen: a role's chip where it is drawn, else its server; the site where
/// sites are single boxes.
pub fn rect_of(stage: &Stage<'_>, cache: &Cache, node: NodeId) -> Option<egui::Rect> {
    if let (false, Some(site)) = (shows_servers(stage.level), stage.design().site_of(node)) {
        return stage.bounds(site);
    }
    chip(stage, cache, node).or_else(|| stage.bounds(node))
}

fn chip(stage: &Stage<'_>, cache: &Cache, node: NodeId) -> Option<egui::Rect> {
    let NodeId::Role(_) = node else { return None };
    let site = stage.design().site_of(node)?;
    let kept = cache.part(site, stage.level)?;
    let corner = stage.plan().places.site_corner(stage.design(), site)?;
    let mine = kept.part.items.iter().filter(|item| item.target == Some(node));
    let around = mine.map(|item| item.shape.bounds()).reduce(|all, next| all.union(&next))?;
    Some(stage.on_screen(around.moved(corner)))
}

/// Whether single servers can be told apart.
pub fn shows_servers(level: Level) -> bool {
    level != Level::Block
}
