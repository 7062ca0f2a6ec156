//! Tidying part of a picture: around what hands have placed, or only what is selected.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    geometry::Point,
    model::{Design, NodeId, ServerId, SiteId},
    plan::Places,
};

use super::{
    board::{Board, Unit},
    cards::Way,
    settle::{Change, add_gateways, refit},
    spot, tidy,
};

/// All that no hand has placed.
pub fn unpinned(design: &Design, places: &Places) -> Places {
    let kept = |id: ServerId| {
        let server = places.server(design.site_of(id.into())?, id)?;
        server.place.pinned.then_some(server.place)
    };
    let mut board = Board::new(design, tidy::all(design, &kept));
    let pinned = pinned_sites(design, places);
    for id in &pinned {
        let Some(corner) = places.site_corner(design, *id) else { continue };
        let at = corner - board.base((*id).into());
        board.change(*id, |place| (place.place.at, place.place.pinned) = (at, true));
    }
    for id in pinned.iter().rev() {
        board.refresh(design.parent(*id));
    }
    let mut gateways = board.places.gateways().to_vec();
    for gateway in &mut gateways {
        let known = places.gateways().iter().find(|known| known.id == gateway.id);
        if let Some(known) = known.filter(|known| known.place.pinned) {
            gateway.place = known.place;
        }
    }
    let stay: Vec<NodeId> =
        gateways.iter().filter(|it| it.place.pinned).map(|it| it.id.into()).collect();
    board.places.set_gateways(gateways);
    for id in design.sites().map(|site| site.id) {
        leave_room(&mut board, id);
    }
    let nodes: Vec<_> = pinned.into_iter().map(NodeId::from).chain(stay).collect();
    board.bring(&nodes);
    board.places
}

/// A site does not stand on what hands have placed below it.
fn leave_room(board: &mut Board<'_>, id: SiteId) {
    if board.is_pinned(id.into()) || board.places.site(id).is_none_or(|place| place.pins == 0) {
        return;
    }
    let unit = Unit::Box(id.into());
    let by = board.clear(unit, Way::Either, Point::ZERO, &|other| other.pinned);
    if by != Point::ZERO {
        board.shift(id.into(), by);
        board.clear_away(&[Unit::Tree(id.into())]);
    }
}

/// Sites that hands have placed, parents before children.
fn pinned_sites(design: &Design, places: &Places) -> Vec<SiteId> {
    let pinned = |id: &SiteId| places.site(*id).is_some_and(|place| place.place.pinned);
    design.sites().map(|site| site.id).filter(pinned).collect()
}

/// These nodes, with all that stands in them or hangs below.
pub fn selected(design: &Design, places: &Places, which: &[NodeId]) -> Places {
    let chosen: BTreeSet<NodeId> = which.iter().copied().collect();
    let mut board = Board::new(design, places.clone());
    let is_covered =
        |id: SiteId| board.above(id).any(|above| chosen.contains(&NodeId::Site(above)));
    let mut tops: Vec<SiteId> = Vec::new();
    let mut cards: BTreeMap<SiteId, Vec<ServerId>> = BTreeMap::new();
    for node in which {
        let Some(site) = design.site_of(*node).filter(|site| !is_covered(*site)) else { continue };
        match node {
            NodeId::Site(id) => tops.push(*id),
            NodeId::Server(id) if !chosen.contains(&site.into()) => {
                cards.entry(site).or_default().push(*id);
            }
            _ => {}
        }
    }
    tops.sort_unstable();
    tops.dedup();
    tops.sort_by_cached_key(|id| (board.above(*id).count(), design.place_of(*id)));
    for id in &tops {
        board.remove(*id);
        board.refresh(design.parent(*id));
    }
    let free = board.places.gateways().iter().filter(|it| !chosen.contains(&it.id.into()));
    let free = free.copied().collect();
    board.places.set_gateways(free);
    for (site, again) in &cards {
        refit(&mut board, design, *site, &Change { again, ..Change::default() });
    }
    for id in tops {
        for (site, place) in tidy::block(design, id, &|_| None) {
            board.set(site, place);
        }
        board.change(id, |place| place.place.at = Point::ZERO);
        spot::settle_down(&mut board, id);
    }
    add_gateways(&mut board);
    board.places
}
