//! What of the plan can be seen, and what lies under a point: found by descending the tree of
//! sites, so that the work follows what is on the screen and not what is in the plan.

use crate::{
    geometry::{Point, Rect},
    model::{GatewayId, NodeId, ServerId, SiteId},
    plan::Plan,
};

/// A site of which something is on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    pub site: SiteId,
    /// Its corner in the picture.
    pub corner: Point,
    /// Whether its own box can be seen, not only what hangs below it.
    pub shown: bool,
}

/// The sites whose box or branch meets `area`, parents before children.
pub fn visible(plan: &Plan, area: Rect) -> Vec<Seen> {
    let mut waiting: Vec<_> =
        plan.design.roots().rev().map(|root| (root.id, Point::ZERO)).collect();
    let mut seen = Vec::new();
    while let Some((site, above)) = waiting.pop() {
        let Some(place) = plan.places.site(site) else { continue };
        let corner = above + place.place.at;
        if !place.reach.moved(corner).intersects(&area) {
            continue;
        }
        let shown = Rect::at(corner, place.size).intersects(&area);
        seen.push(Seen { site, corner, shown });
        waiting.extend(plan.design.children(site).into_iter().rev().map(|child| (child, corner)));
    }
    seen
}

/// The gateways whose box meets `area`.
pub fn visible_gateways(plan: &Plan, area: Rect) -> Vec<(GatewayId, Point)> {
    let places = plan.places.gateways().iter();
    places
        .filter(|place| Rect::at(place.place.at, place.size).intersects(&area))
        .map(|place| (place.id, place.place.at))
        .collect()
}

/// The site whose box holds a point, the one painted last if several do.
pub fn site_under(plan: &Plan, point: Point) -> Option<Seen> {
    let dot = Rect::new(point, point).grown(0.01);
    let holds = |seen: &&Seen| {
        let place = plan.places.site(seen.site);
        place.is_some_and(|place| Rect::at(seen.corner, place.size).contains(point))
    };
    visible(plan, dot).iter().rev().find(holds).copied()
}

/// The server of a site whose card holds a point.
pub fn server_under(plan: &Plan, seen: Seen, point: Point) -> Option<ServerId> {
    let place = plan.places.site(seen.site)?;
    let inside = point - seen.corner;
    let holds = |server: &&crate::plan::ServerPlace| {
        Rect::at(server.place.at, server.size).contains(inside)
    };
    place.servers.iter().rev().find(holds).map(|server| server.id)
}

pub fn gateway_under(plan: &Plan, point: Point) -> Option<GatewayId> {
    let places = plan.places.gateways().iter().rev();
    places
        .filter(|place| Rect::at(place.place.at, place.size).contains(point))
        .map(|place| place.id)
        .next()
}

/// Servers, gateways and sites whose boxes lie wholly in `area`; a site stands for what is in it.
pub fn enclosed(plan: &Plan, area: Rect) -> Vec<NodeId> {
    let within = |rect: Rect| {
        area.min.x <= rect.min.x
            && area.min.y <= rect.min.y
            && rect.max.x <= area.max.x
            && rect.max.y <= area.max.y
    };
    let mut nodes = Vec::new();
    for seen in visible(plan, area).into_iter().filter(|seen| seen.shown) {
        let Some(place) = plan.places.site(seen.site) else { continue };
        if within(Rect::at(seen.corner, place.size)) {
            nodes.push(seen.site.into());
            continue;
        }
        let servers = place.servers.iter();
        let inside = servers
            .filter(|server| within(Rect::at(seen.corner + server.place.at, server.size)))
            .map(|server| NodeId::from(server.id));
        nodes.extend(inside);
    }
    for place in plan.places.gateways() {
        if within(Rect::at(place.place.at, place.size)) {
            nodes.push(place.id.into());
        }
    }
    nodes
}
