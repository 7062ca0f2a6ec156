//! The hierarchy as a picture: sites with their servers and roles, gateways, and the lines between.

mod block;
mod gateway;
mod headroom;
mod links;
mod marks;
mod server;
mod site;

use std::collections::BTreeSet;

pub(super) use crate::facts::numbers::grouped;
pub use gateway::gateway;
pub use headroom::headroom;
pub use links::{gateway_link, links, routes};
pub use marks::Mark;
pub(super) use server::chip;
pub use site::counted;

use super::{Item, Scene, pen::Pen};
use crate::{
    facts::said::plan::LAB,
    geometry::{Point, Rect},
    model::{Design, NodeId, SiteId},
    plan::Plan,
    rules::Report,
};

/// How much of a box is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Everything.
    #[default]
    Full,
    /// Servers are names with a dot for each role: the letters on chips would be too small.
    Names,
    /// A site is one box: names would be too small.
    Block,
}

/// The picture of one site or gateway, relative to its corner.
#[derive(Clone, Debug)]
pub struct Part {
    pub node: NodeId,
    pub bounds: Rect,
    /// Back to front.
    pub items: Vec<Item>,
    /// The worst finding on it and on what stands in it.
    pub mark: Mark,
}

impl Level {
    /// What can be read where a unit is `zoom` pixels.
    pub fn at(zoom: f32) -> Self {
        const LEAST: f32 = 9.0;
        match zoom {
            zoom if zoom * super::pen::CHIP.size >= LEAST => Self::Full,
            zoom if zoom * server::NAMES.0 >= LEAST => Self::Names,
            _ => Self::Block,
        }
    }
}

/// A site with its servers and their roles, without its child sites.
pub fn site(plan: &Plan, report: &Report, id: SiteId, level: Level) -> Option<Part> {
    let site = plan.design.site(id)?;
    let place = plan.places.site(id)?;
    let marks = marks::Marks::of(&plan.design, report, id);
    let rect = Rect::at(Point::ZERO, place.size);
    let mut pen = Pen::with_room(16 + 16 * site.servers.len());
    site::silhouette(&mut pen, site, rect, marks.alone);
    if level == Level::Block {
        site::block(&mut pen, site, rect, marks.site);
    } else {
        site::header(&mut pen, site, rect, marks.site, level);
        site::devices(&mut pen, site, rect, level);
        if site.servers.is_empty() {
            site::nothing(&mut pen, site, rect, level);
        }
        server::all(&mut pen, site, &place.servers, &marks, level);
    }
    Some(Part { node: id.into(), bounds: rect, items: pen.items, mark: marks.site })
}

/// The whole picture: what exporters write.
pub fn scene(plan: &Plan, report: &Report) -> Scene {
    let mut items = Vec::new();
    let mut corners = Vec::new();
    for site in plan.design.sites() {
        let Some(corner) = plan.places.site_corner(&plan.design, site.id) else { continue };
        items.extend(links(plan, site.id).into_iter().map(|item| item.moved(corner)));
        corners.push((site.id, corner));
    }
    for gateway in plan.places.gateways() {
        items.extend(gateway_link(plan, gateway.id));
    }
    let sites = corners
        .into_iter()
        .filter_map(|(id, corner)| Some((site(plan, report, id, Level::Full)?, corner)));
    let gateways =
        plan.places.gateways().iter().filter_map(|place| {
            Some((gateway(plan, report, place.id, Level::Full)?, place.place.at))
        });
    for (part, corner) in sites.chain(gateways) {
        items.extend(part.items.into_iter().map(|item| item.moved(corner)));
    }
    let bounds = items.iter().map(|item| item.shape.bounds());
    let bounds = bounds.reduce(|left, right| left.union(&right)).unwrap_or_default();
    Scene { items, bounds }
}

/// The sites whose parts may look different in `new`: for those who keep parts.
pub fn sites_unlike(old: (&Plan, &Report), new: (&Plan, &Report)) -> Vec<SiteId> {
    let mut sites: BTreeSet<SiteId> =
        new.0.places.sites_unlike(&old.0.places).into_iter().collect();
    sites.extend(new.1.sites_unlike(old.1));
    let waived = new.1.nodes_waived_unlike(old.1);
    sites.extend(waived.into_iter().filter_map(|node| new.0.design.site_of(node)));
    if measures_unlike(&old.0.design, &new.0.design) {
        sites.extend(new.0.design.sites().map(|site| site.id));
    }
    for site in new.0.design.sites_unlike(&old.0.design) {
        sites.insert(site);
        for design in [&old.0.design, &new.0.design] {
            sites.extend(readers(design, site));
        }
    }
    sites.into_iter().collect()
}

/// Whether what is recommended differs for every site: the limits of the house, and whether all of
/// it is for testing.
fn measures_unlike(old: &Design, new: &Design) -> bool {
    let (old, new) = (old.head(), new.head());
    old.house.limits != new.house.limits || old.said.is(LAB) != new.said.is(LAB)
}

/// Whose parts show something of a site: its children its kind, its parent how many devices come
/// together there, those that lend it a role its code and how much that has to bear.
fn readers(design: &Design, site: SiteId) -> impl Iterator<Item = SiteId> {
    let lenders = design.lent(site).iter().filter_map(|role| design.site_of((*role).into()));
    design.children(site).into_iter().chain(design.parent(site)).chain(lenders)
}
