//! Where a site goes that has no place yet: the nearest gap beside its siblings.

use crate::{
    geometry::{Point, Rect},
    model::SiteId,
    plan::SitePlace,
};

use super::{
    board::{Board, Unit},
    cards::Way,
    sizes::{GRID, SITE_GAP, up},
    tidy::{ROW, TREE_GAP, pleasant_width},
};

/// So many gaps are looked at before the site goes where nothing stands at all.
const TRIES: usize = 24;

/// Moves a site, whose place counts for nothing yet, to the nearest gap, with all below it.
pub fn settle_down(board: &mut Board<'_>, id: SiteId) {
    let Some(place) = board.places.site(id).cloned() else { return };
    let spots = match board.design.parent(id) {
        Some(parent) => below_parent(board, id, parent, &place),
        None => vec![beside_roots(board, id, &place)],
    };
    let unit = Unit::Tree(id.into());
    for spot in spots.iter().take(TRIES) {
        move_to(board, id, *spot);
        if board.meets(unit, Point::ZERO).is_empty() {
            board.refresh(board.design.parent(id));
            return;
        }
    }
    if let Some(spot) = spots.first() {
        move_to(board, id, *spot);
        let by = board.clear(unit, Way::Either, Point::ZERO, &|_| true);
        move_to(board, id, *spot + by);
    }
    board.refresh(board.design.parent(id));
}

fn move_to(board: &mut Board<'_>, id: SiteId, at: Point) {
    board.change(id, |place| place.place.at = at);
}

/// At the right of everything, as high as the first root.
fn beside_roots(board: &Board<'_>, id: SiteId, place: &SitePlace) -> Point {
    let others = board.design.roots().filter(|root| root.id != id);
    let placed: Vec<_> = others.filter_map(|root| board.places.site(root.id)).collect();
    let reaches = placed.iter().map(|root| root.reach.moved(root.place.at));
    let gateways = board.places.gateways().iter().map(|it| Rect::at(it.place.at, it.size));
    let extent = reaches.chain(gateways).reduce(|left, right| left.union(&right));
    let top = placed.first().map(|root| root.place.at.y);
    extent.map_or(Point::ZERO - place.reach.min, |extent| {
        let top = top.unwrap_or(extent.min.y);
        Point::new(up(extent.max.x + TREE_GAP) - place.reach.min.x, top)
    })
}

/// Places below a parent, the best first.
fn below_parent(board: &Board<'_>, id: SiteId, parent: SiteId, place: &SitePlace) -> Vec<Point> {
    let Some(above) = board.places.site(parent) else { return Vec::new() };
    let size = place.reach.size();
    let first_row = above.size.height + SITE_GAP.height;
    let middle = ((above.size.width - size.width) / 2.0 / GRID).round() * GRID;
    let under = Point::new(middle, first_row);
    let order = board.children(parent);
    let placed = |child: &SiteId| {
        let place = board.places.site(*child).filter(|_| *child != id)?;
        Some(place.reach.moved(place.place.at))
    };
    let siblings: Vec<Rect> = order.iter().filter_map(placed).collect();
    let here = order.iter().position(|child| *child == id).unwrap_or(order.len());
    let before = order[..here].iter().rev().find_map(placed);
    let Some(near) = before.or_else(|| siblings.first().copied()) else {
        return vec![under - place.reach.min];
    };
    let leaf = size == place.size;
    let gap = if leaf { SITE_GAP.width } else { TREE_GAP };
    let beside = |rect: &Rect| Point::new(up(rect.max.x + gap), rect.min.y);
    let block = siblings.iter().fold(near, |block, rect| block.union(rect));
    let next_row = Point::new(block.min.x, up(block.max.y + SITE_GAP.height));
    let limit = widest_row(&siblings, &block, place);
    let fits = |spot: &Point| spot.x + size.width <= block.min.x + limit;
    let wish = Some(beside(&near)).filter(fits).unwrap_or(next_row);
    let free = |spot: &Point| {
        let room = Rect::at(*spot, size);
        let room = Rect::new(
            room.min - Point::new(SITE_GAP.width, SITE_GAP.height),
            room.max + Point::new(SITE_GAP.width, SITE_GAP.height),
        );
        !siblings.iter().any(|sibling| sibling.intersects(&room))
    };
    let rows = siblings.iter().map(|rect| Point::new(block.min.x, rect.min.y));
    let spots = siblings.iter().map(beside).filter(fits).chain(rows).chain([next_row, under]);
    let mut spots: Vec<_> = spots.filter(|spot| spot.y >= first_row && free(spot)).collect();
    let far = |spot: &Point| (spot.x - wish.x).abs() + (spot.y - wish.y).abs();
    spots.sort_by(|left, right| far(left).total_cmp(&far(right)));
    spots.dedup();
    if spots.is_empty() {
        spots.push(next_row);
    }
    spots.into_iter().map(|spot| spot - place.reach.min).collect()
}

/// How wide a row of siblings may become with one more.
fn widest_row(siblings: &[Rect], block: &Rect, place: &SitePlace) -> f32 {
    if siblings.len() < ROW {
        return f32::INFINITY;
    }
    let area = |rect: &Rect| (rect.width() + SITE_GAP.width) * (rect.height() + SITE_GAP.height);
    let whole: f32 = siblings.iter().map(area).sum::<f32>() + area(&place.reach);
    pleasant_width(whole).max(block.width())
}
