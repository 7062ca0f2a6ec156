//! Everything laid out anew: children below their parent, the parent over the middle of them.

use std::ops::Range;

use crate::{
    geometry::{Point, Rect, Size},
    model::{Design, ServerId, SiteId},
    plan::{Place, Places, SitePlace, places::GatewayPlace},
};

use super::{
    cards,
    sizes::{GATEWAY, GRID, SITE_GAP, up},
};

/// So many children stand in one row; more are put into a block.
pub const ROW: usize = 6;
/// Between boxes below which others hang.
pub const TREE_GAP: f32 = 48.0;

/// Lays out everything, cards aside for which `kept` knows a place.
pub fn all(design: &Design, kept: &impl Fn(ServerId) -> Option<Place>) -> Places {
    let mut places = Places::default();
    let mut gateways: Vec<GatewayPlace> = Vec::new();
    let mut left = 0.0;
    for (at, root) in design.roots().enumerate() {
        let mut blocks = block(design, root.id, kept);
        let Some((_, top)) = blocks.first_mut() else { continue };
        top.place.at = Point::new(left - top.reach.min.x, 0.0);
        let mut hull = top.reach.moved(top.place.at);
        let beside = Rect::at(top.place.at, top.size);
        let here = design.gateways().iter().filter(|gateway| {
            let above = gateway.at.and_then(|site| top_of(design, site));
            above.map_or(at == 0, |above| above == root.id)
        });
        for (x, gateway) in beside_box(beside).zip(here) {
            let place = Place { at: Point::new(x, beside.min.y), pinned: false };
            gateways.push(GatewayPlace { id: gateway.id, place, size: GATEWAY });
            hull = hull.union(&Rect::at(place.at, GATEWAY));
        }
        left = up(hull.max.x + TREE_GAP);
        for (id, place) in blocks {
            places.set_site(id, place);
        }
    }
    let mut spare = beside_box(Rect::at(Point::new(left, 0.0), Size::default()));
    let in_order = design.gateways().iter().map(|gateway| {
        let known = gateways.iter().find(|place| place.id == gateway.id).copied();
        let mut lone = || Point::new(spare.next().unwrap_or(left), 0.0);
        known.unwrap_or_else(|| GatewayPlace {
            id: gateway.id,
            place: Place { at: lone(), pinned: false },
            size: GATEWAY,
        })
    });
    places.set_gateways(in_order.collect());
    places
}

fn top_of(design: &Design, site: SiteId) -> Option<SiteId> {
    design.site(site)?;
    std::iter::successors(Some(site), |site| design.parent(*site)).last()
}

/// Where gateways begin at the right of a root.
pub fn beside_box(root: Rect) -> impl Iterator<Item = f32> {
    let first = up(root.max.x + TREE_GAP);
    std::iter::successors(Some(first), |x| Some(x + GATEWAY.width + SITE_GAP.width))
}

/// A site and all below, the site first, standing at the corner of the picture.
pub fn block(
    design: &Design,
    top: SiteId,
    kept: &impl Fn(ServerId) -> Option<Place>,
) -> Vec<(SiteId, SitePlace)> {
    let mut order = vec![top];
    let mut kids: Vec<Range<usize>> = Vec::new();
    while let Some(site) = order.get(kids.len()).copied() {
        let from = order.len();
        order.extend(design.children(site));
        kids.push(from..order.len());
    }
    let mut laid: Vec<_> = order.iter().map(|id| alone(design, *id, kept)).collect();
    for at in (0..laid.len()).rev() {
        let (above, below) = laid.split_at_mut(at + 1);
        let kids = kids[at].start - at - 1..kids[at].end - at - 1;
        hang(&mut above[at], &mut below[kids]);
    }
    order.into_iter().zip(laid).collect()
}

/// A site without those below it.
pub fn alone(design: &Design, id: SiteId, kept: &impl Fn(ServerId) -> Option<Place>) -> SitePlace {
    let servers = design.site(id).map_or_else(Vec::new, |site| cards::flow(site.site(), kept));
    let size = design
        .site(id)
        .map_or_else(Size::default, |site| cards::size_around(site.site(), &servers));
    let reach = Rect::at(Point::ZERO, size);
    SitePlace { place: Place::default(), size, reach, pins: 0, servers }
}

/// Puts children below their parent: few in a row, many in a block that is wider than high.
fn hang(parent: &mut SitePlace, kids: &mut [SitePlace]) {
    let shelf = Shelf::of(kids);
    let (mut at, mut row_height, mut width) = (Point::ZERO, 0.0_f32, 0.0_f32);
    for kid in &mut *kids {
        let size = kid.reach.size();
        if at.x > 0.0 && at.x + size.width > shelf.limit {
            at = Point::new(0.0, at.y + row_height + SITE_GAP.height);
            row_height = 0.0;
        }
        kid.place.at = at - kid.reach.min;
        width = width.max(at.x + size.width);
        row_height = row_height.max(size.height);
        at.x += up(size.width.max(shelf.cell)) + shelf.gap;
    }
    let middle = ((parent.size.width - width) / 2.0 / GRID).round() * GRID;
    let below = Point::new(middle, parent.size.height + SITE_GAP.height);
    for kid in kids {
        kid.place.at = kid.place.at + below;
        parent.reach = parent.reach.union(&kid.reach.moved(kid.place.at));
    }
}

/// How children are spread over rows.
struct Shelf {
    /// No row becomes wider.
    limit: f32,
    /// Every box is given at least so much.
    cell: f32,
    gap: f32,
}

impl Shelf {
    fn of(kids: &[SitePlace]) -> Self {
        let leaves = kids.iter().all(|kid| kid.reach.size() == kid.size);
        let gap = if leaves { SITE_GAP.width } else { TREE_GAP };
        if kids.len() <= ROW {
            return Self { limit: f32::INFINITY, cell: 0.0, gap };
        }
        let widths = kids.iter().map(|kid| kid.reach.width());
        let widest = widths.clone().fold(0.0, f32::max);
        let even = kids.iter().all(|kid| kid.reach.width() * 1.6 >= widest);
        let cell = if even { widest } else { 0.0 };
        let area = |kid: &SitePlace| {
            (kid.reach.width().max(cell) + gap) * (kid.reach.height() + SITE_GAP.height)
        };
        let limit = pleasant_width(kids.iter().map(area).sum()).max(widest);
        Self { limit, cell, gap }
    }
}

/// How wide a block of this area looks well.
pub fn pleasant_width(area: f32) -> f32 {
    (2.0 * area).sqrt()
}
