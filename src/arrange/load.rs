//! Places read from a file: kept as they are wherever that makes sense.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    geometry::{Point, Rect},
    model::{Design, NodeId, ServerId, Site, SiteId},
    plan::{Place, Places, ServerPlace, SitePlace, places::GatewayPlace},
};

use super::{
    around,
    board::{Board, Stand, Unit},
    cards,
    settle::add_gateways,
    sizes::{GATEWAY, SITE_PADDING, card_size, cards_top},
    spot, tidy,
};

/// With more sites than this to mend, all that no hand has placed is laid out anew.
const FEW: usize = 200;
const FARTHEST: f32 = 4_000_000.0;

/// What a file says, to be looked up.
struct Saved(Vec<(NodeId, Place)>);

impl Saved {
    fn of(places: impl Iterator<Item = (NodeId, Place)>) -> Self {
        let mut places: Vec<_> = places.collect();
        places.sort_by_key(|(node, _)| *node);
        Self(places)
    }

    fn get(&self, node: NodeId) -> Option<Place> {
        let at = self.0.binary_search_by_key(&node, |(node, _)| *node).ok()?;
        Some(self.0[at].1)
    }
}

pub fn load(design: &Design, saved: &[(NodeId, Place)]) -> Places {
    let sane = |place: &Place| place.at.x.abs() <= FARTHEST && place.at.y.abs() <= FARTHEST;
    let saved = Saved::of(saved.iter().copied().filter(|(_, place)| sane(place)));
    let order: Vec<SiteId> = design.sites().map(|site| site.id).collect();
    let missing: BTreeSet<SiteId> =
        order.iter().copied().filter(|id| saved.get((*id).into()).is_none()).collect();
    if missing.len() == order.len() && !order.is_empty() {
        return tidy::all(design, &|_| None);
    }
    let mut places = Places::default();
    for id in &order {
        let place = saved.get((*id).into()).unwrap_or_default();
        places.set_site(*id, site_place(design, *id, place, &saved));
    }
    let many = missing.len() > FEW;
    let mut stashed = BTreeMap::new();
    for id in missing.iter().filter(|_| !many) {
        stashed.extend(places.site(*id).cloned().map(|place| (*id, place)));
        places.remove_site(*id);
    }
    let gateways = design.gateways().iter().filter_map(|gateway| {
        let place = saved.get(gateway.id.into())?;
        Some(GatewayPlace { id: gateway.id, place, size: GATEWAY })
    });
    places.set_gateways(gateways.collect());
    let mut board = Board::new(design, places);
    for id in order.iter().rev() {
        board.refresh_one(*id);
    }
    if many && overlaps(board.stands().into_iter().filter(|it| it.pinned)).len() > FEW {
        return tidy::all(design, &|_| None);
    }
    if many {
        return around::unpinned(design, &board.places);
    }
    for id in order.iter().filter(|id| missing.contains(id)) {
        if let Some(place) = stashed.remove(id) {
            board.set(*id, place);
            board.refresh_one(*id);
            spot::settle_down(&mut board, *id);
        }
    }
    add_gateways(&mut board);
    mend(design, board)
}

/// A site with its cards where they were; cards without a good place get one.
fn site_place(design: &Design, id: SiteId, place: Place, saved: &Saved) -> SitePlace {
    let servers = design.site(id).map_or_else(Vec::new, |site| site_cards(site.site(), saved));
    let size = design.site(id).map(|site| cards::size_around(site.site(), &servers));
    let size = size.unwrap_or_default();
    SitePlace { place, size, reach: Rect::at(Point::ZERO, size), pins: 0, servers }
}

fn site_cards(site: &Site, saved: &Saved) -> Vec<ServerPlace> {
    let least = Point::new(SITE_PADDING, cards_top(site));
    let mut good: Vec<ServerPlace> = Vec::with_capacity(site.servers.len());
    for pinned in [true, false] {
        for server in &site.servers {
            let Some(place) = saved.get(server.id.into()) else { continue };
            let card = ServerPlace { id: server.id, place, size: card_size(server) };
            let rect = Rect::at(place.at, card.size);
            let clear =
                |other: &ServerPlace| !Rect::at(other.place.at, other.size).intersects(&rect);
            let inside = place.at.x >= least.x && place.at.y >= least.y;
            if place.pinned == pinned && inside && good.iter().all(clear) {
                good.push(card);
            }
        }
    }
    let in_order = good.iter().map(|card| card.id).eq(site.servers.iter().map(|it| it.id));
    if in_order && !good.is_empty() {
        return good;
    }
    let known: BTreeMap<ServerId, Place> = good.iter().map(|card| (card.id, card.place)).collect();
    if known.is_empty() {
        return cards::flow(site, |_| None);
    }
    for server in site.servers.iter().filter(|server| !known.contains_key(&server.id)) {
        let size = card_size(server);
        let at = cards::next_cell(site, &good, size.height);
        good.push(ServerPlace { id: server.id, place: Place { at, pinned: false }, size });
    }
    let places: BTreeMap<ServerId, ServerPlace> =
        good.into_iter().map(|card| (card.id, card)).collect();
    site.servers.iter().filter_map(|server| places.get(&server.id).copied()).collect()
}

/// Boxes that overlap make room for one another.
fn mend(design: &Design, mut board: Board<'_>) -> Places {
    let pairs = overlaps(board.stands().into_iter());
    if pairs.len() > FEW {
        return tidy::all(design, &|_| None);
    }
    for (left, right) in pairs {
        let stays = if hangs_from(&board, left.node, right.node) { right } else { left };
        board.clear_away(&[Unit::Box(stays.node)]);
    }
    match overlaps(board.stands().into_iter()).is_empty() {
        true => board.places,
        false => tidy::all(design, &|_| None),
    }
}

fn hangs_from(board: &Board<'_>, node: NodeId, above: NodeId) -> bool {
    match node {
        NodeId::Site(id) => board.above(id).any(|id| NodeId::Site(id) == above),
        _ => false,
    }
}

/// Boxes of which one lies on the other, pinned ones first in their pair.
fn overlaps(stands: impl Iterator<Item = Stand>) -> Vec<(Stand, Stand)> {
    let mut stands: Vec<_> = stands.collect();
    stands.sort_by(|left, right| left.rect.min.x.total_cmp(&right.rect.min.x));
    let mut open: Vec<Stand> = Vec::new();
    let mut pairs = Vec::new();
    for next in stands {
        open.retain(|it| it.rect.max.x > next.rect.min.x);
        for other in open.iter().filter(|it| it.rect.intersects(&next.rect)) {
            pairs.push(match next.pinned && !other.pinned {
                true => (next, *other),
                false => (*other, next),
            });
        }
        if pairs.len() > FEW {
            break;
        }
        open.push(next);
    }
    pairs
}
