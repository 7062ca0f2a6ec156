//! The lines between boxes: from a site to its child sites, from a gateway to its site, and the
//! ways that content takes.

use std::collections::BTreeSet;

use crate::{
    geometry::{Point, Rect},
    model::{GatewayId, NodeId, RoleId, ServerRef, SiteId, SiteRef},
    plan::{Plan, SitePlace},
    scene::{Ink, Item, Shape, Stroke},
};

const LINK: Stroke = Stroke::new(Ink::Link, 1.5);
const RADIUS: f32 = 8.0;

/// How far above a row of child sites the line runs that they hang on, at most.
const ABOVE: f32 = 28.0;

/// A line that would turn aside for less goes straight on.
const STRAIGHT: f32 = 6.0;

/// How far beside the child sites, and all that hangs below them, the line runs that leads to the
/// next row; farther out where sites below may have such a line themselves.
const BESIDE: f32 = 12.0;
const BESIDE_TREES: f32 = 24.0;

/// The lines from a site to its child sites, relative to the site's corner.
pub fn links(plan: &Plan, site: SiteId) -> Vec<Item> {
    let Some(place) = plan.places.site(site) else { return Vec::new() };
    let parent = Rect::at(Point::ZERO, place.size);
    let places = plan.design.children(site);
    let places: Vec<_> = places.into_iter().filter_map(|child| plan.places.site(child)).collect();
    let left = |child: &&SitePlace| {
        let leaf = child.reach.size() == child.size;
        let beside = if leaf { BESIDE } else { BESIDE_TREES };
        child.place.at.x + child.reach.min.x - beside
    };
    let side = places.iter().map(left).fold(f32::MAX, f32::min);
    let children: Vec<_> =
        places.iter().map(|child| Rect::at(child.place.at, child.size)).collect();
    tree(parent, &children, side).into_iter().map(|points| Item::from(line(points, LINK))).collect()
}

/// The dashed line from a gateway to the site at which it was created, in the picture.
pub fn gateway_link(plan: &Plan, gateway: GatewayId) -> Vec<Item> {
    let at = plan.design.gateway(gateway).and_then(|gateway| gateway.at);
    let top = || plan.design.roots().next().map(|root| root.id);
    let site = at.filter(|id| plan.design.site(*id).is_some()).or_else(top);
    let bounds = |node| plan.places.bounds(&plan.design, node);
    let ends = site.and_then(|site| Some((bounds(site.into())?, bounds(gateway.into())?)));
    let stroke = LINK.dashed(4.0, 3.0);
    ends.into_iter().map(|(from, to)| line(across(from, to), stroke).into()).collect()
}

/// The ways that content takes to and from a server, a role or a site, in the picture.
pub fn routes(plan: &Plan, node: NodeId) -> Vec<Item> {
    let design = &plan.design;
    let roles: Vec<RoleId> = match node {
        NodeId::Role(role) => vec![role],
        NodeId::Server(id) => {
            design.server(id).into_iter().flat_map(ServerRef::roles).map(|it| it.id).collect()
        }
        NodeId::Site(id) => {
            design.site(id).into_iter().flat_map(SiteRef::roles).map(|it| it.id).collect()
        }
        NodeId::Gateway(_) | NodeId::Entity(_) => Vec::new(),
    };
    let mut ways = BTreeSet::new();
    for role in roles {
        let sources = design.role(role).map(|role| role.sources.clone()).unwrap_or_default();
        ways.extend(sources.into_iter().map(|source| (source, role)));
        ways.extend(design.pullers(role).iter().map(|puller| (role, *puller)));
    }
    let host = |role: RoleId| design.server_of(role.into());
    let servers: BTreeSet<_> =
        ways.into_iter().filter_map(|(from, to)| Some((host(from)?, host(to)?))).collect();
    let bounds = |server| plan.places.bounds(design, NodeId::Server(server));
    let stroke = Stroke::new(Ink::Accent, 1.25).dashed(5.0, 3.0);
    let apart = servers.into_iter().filter(|(from, to)| from != to);
    let ends = apart.filter_map(|(from, to)| Some((bounds(from)?, bounds(to)?)));
    ends.flat_map(|(from, to)| route(across(from, to), stroke)).collect()
}

/// A way with a head at its end.
fn route(points: Vec<Point>, stroke: Stroke) -> Vec<Item> {
    let head = match points[..] {
        [.., before, end] => arrow(before, end),
        _ => Vec::new(),
    };
    let solid = Stroke { dash: None, ..stroke };
    vec![
        line(points, stroke).into(),
        Item::from(Shape::Line { points: head, radius: 0.0, stroke: solid }),
    ]
}

fn arrow(before: Point, end: Point) -> Vec<Point> {
    let along = Point::new(direction(before.x, end.x), direction(before.y, end.y));
    let back = Point::new(end.x - 5.0 * along.x, end.y - 5.0 * along.y);
    let aside = Point::new(4.0 * along.y, 4.0 * along.x);
    vec![back + aside, end, back - aside]
}

fn direction(from: f32, to: f32) -> f32 {
    if (to - from).abs() < 0.5 { 0.0 } else { (to - from).signum() }
}

fn line(points: Vec<Point>, stroke: Stroke) -> Shape {
    Shape::Line { points, radius: RADIUS, stroke }
}

/// Every line from `parent` to `children`: one trunk, which leads to further rows at `side`, and a
/// line above each row on which the boxes of that row hang. What does not stand below is joined from the side.
fn tree(parent: Rect, children: &[Rect], side: f32) -> Vec<Vec<Point>> {
    let (below, beside): (Vec<Rect>, Vec<Rect>) =
        children.iter().partition(|child| child.min.y > parent.max.y);
    let mut lines: Vec<_> = beside.into_iter().map(|child| across(parent, child)).collect();
    let start = Point::new(parent.center().x.round(), parent.max.y);
    let mut floor = parent.max.y;
    let mut trunk = vec![start];
    for (at, row) in rows(below).iter().enumerate() {
        let top = row.iter().map(|child| child.min.y).fold(f32::MAX, f32::min);
        let bus = (top - ABOVE).max(f32::midpoint(floor, top)).round();
        match at {
            0 => trunk.push(Point::new(start.x, bus)),
            1 => trunk.extend(trunk.last().map(|last| Point::new(side, last.y))),
            _ => {}
        }
        if at > 0 {
            trunk.truncate(3);
            trunk.push(Point::new(side, bus));
        }
        lines.extend(hang(&trunk, row));
        floor = row.iter().map(|child| child.max.y).fold(floor, f32::max);
    }
    lines
}

/// Boxes that stand side by side, from the top down; each row from left to right.
fn rows(mut boxes: Vec<Rect>) -> Vec<Vec<Rect>> {
    boxes.sort_by(|left, right| left.min.y.total_cmp(&right.min.y));
    let mut rows: Vec<Vec<Rect>> = Vec::new();
    for next in boxes {
        match rows.last_mut() {
            Some(row) if row.iter().all(|it| next.min.y < it.max.y) => row.push(next),
            _ => rows.push(vec![next]),
        }
    }
    for row in &mut rows {
        row.sort_by(|left, right| left.min.x.total_cmp(&right.min.x));
    }
    rows
}

/// The lines to one row, which hangs on the end of the trunk: the outermost boxes turn a corner,
/// those between hang straight down.
fn hang(trunk: &[Point], row: &[Rect]) -> Vec<Vec<Point>> {
    let Some(turn) = trunk.last().copied() else { return Vec::new() };
    let tops: Vec<Point> =
        row.iter().map(|child| Point::new(child.center().x.round(), child.min.y)).collect();
    let left = tops.iter().map(|top| top.x).fold(turn.x, f32::min);
    let right = tops.iter().map(|top| top.x).fold(turn.x, f32::max);
    let to_top = |top: &Point| {
        let corner = Point::new(top.x, turn.y);
        if (top.x - turn.x).abs() < STRAIGHT {
            let above = trunk.len().saturating_sub(1);
            [&trunk[..above], &[Point::new(turn.x, top.y)]].concat()
        } else if top.x <= left || top.x >= right {
            [trunk, &[corner, *top]].concat()
        } else {
            vec![corner, *top]
        }
    };
    tops.iter().map(to_top).collect()
}

/// From box to box, out of the sides that face each other.
fn across(from: Rect, to: Rect) -> Vec<Point> {
    let (a, b) = (from.center(), to.center());
    let level = |low: f32, high: f32| f32::midpoint(low, high).round();
    if to.min.x >= from.max.x || to.max.x <= from.min.x {
        let right = to.min.x >= from.max.x;
        let (x, end) = if right { (from.max.x, to.min.x) } else { (from.min.x, to.max.x) };
        let (top, bottom) = (from.min.y.max(to.min.y), from.max.y.min(to.max.y));
        if top < bottom {
            let y = level(top, bottom);
            return vec![Point::new(x, y), Point::new(end, y)];
        }
        let middle = level(x, end);
        return vec![
            Point::new(x, a.y),
            Point::new(middle, a.y),
            Point::new(middle, b.y),
            Point::new(end, b.y),
        ];
    }
    let down = to.min.y >= from.max.y;
    let (y, end) = if down { (from.max.y, to.min.y) } else { (from.min.y, to.max.y) };
    let (left, right) = (from.min.x.max(to.min.x), from.max.x.min(to.max.x));
    let x = level(left, right);
    vec![Point::new(x, y), Point::new(x, end)]
}
