//! What an edit does to places: new nodes get one, changed ones a new size, and others make room
//! where that is needed.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    geometry::{Point, Rect},
    model::{Design, NodeId, Server, ServerId, SiteId},
    plan::{Place, Places, ServerPlace, SitePlace, places::GatewayPlace},
};

use super::{
    Laid,
    board::{Board, Unit},
    cards,
    sizes::{GATEWAY, SITE_PADDING, card_size, cards_top},
    tidy,
};

/// Where a hand dropped a node, in the picture.
pub type Wish = Option<(NodeId, Point)>;

/// No hand reaches farther.
const FARTHEST: f32 = 1_000_000.0;

/// A place that a hand chose, on whole pixels, so that sums of places stay exact.
pub fn sane(at: Point) -> Point {
    let sane = |length: f32| match length.is_finite() {
        true => length.clamp(-FARTHEST, FARTHEST).round(),
        false => 0.0,
    };
    Point::new(sane(at.x), sane(at.y))
}

pub fn settle(places: &Places, old: &Design, new: &Design, wish: Wish) -> (Places, Laid) {
    if places.site_count() != old.site_count() {
        return settle(&tidy::all(old, &|_| None), old, new, wish);
    }
    let mut board = Board::new(new, places.clone());
    let unlike = new.sites_unlike(old);
    let homeless = leave(&mut board, old, &unlike);
    keep_gateways(&mut board);
    for site in in_order(new, &unlike) {
        match homeless.get(&site) {
            Some(was) => {
                settle_down(&mut board, site, was.clone(), wish);
                if was.is_some() {
                    refit(&mut board, old, site, &Change::default());
                }
            }
            None => refit(&mut board, old, site, &Change { wish, ..Change::default() }),
        }
    }
    add_gateways(&mut board);
    if let Some((node, at)) = wish {
        let waits = match node {
            NodeId::Site(id) => !homeless.contains_key(&id),
            NodeId::Server(_) => new
                .site_of(node)
                .is_some_and(|site| homeless.contains_key(&site) || !unlike.contains(&site)),
            NodeId::Gateway(_) => true,
            NodeId::Role(_) | NodeId::Entity(_) => false,
        };
        if waits && new.contains(node) {
            super::hand::put(&mut board, node, at);
        }
    }
    (board.places, board.laid)
}

/// Takes away the places of sites that are gone or hang elsewhere now; the latter, and those that
/// are new, still need one.
fn leave(
    board: &mut Board<'_>,
    old: &Design,
    unlike: &[SiteId],
) -> BTreeMap<SiteId, Option<SitePlace>> {
    let new = board.design;
    let mut homeless = BTreeMap::new();
    let mut left = BTreeSet::new();
    for id in unlike.iter().copied() {
        let stays = old.site(id).is_some() && old.parent(id) == new.parent(id);
        if stays && new.site(id).is_some() {
            continue;
        }
        left.extend(old.parent(id));
        if new.site(id).is_some() {
            let mut was = board.places.site(id).cloned();
            if let Some(was) = &mut was {
                was.place.pinned = false;
            }
            homeless.insert(id, was);
        }
        board.remove(id);
    }
    for site in left {
        board.refresh(Some(site));
    }
    homeless
}

/// Sites of the design, parents before children, siblings in their order.
fn in_order(design: &Design, sites: &[SiteId]) -> Vec<SiteId> {
    let mut present: Vec<_> =
        sites.iter().copied().filter(|id| design.site(*id).is_some()).collect();
    if present.len() > FEW {
        let wanted: BTreeSet<_> = present.into_iter().collect();
        return design.sites().map(|site| site.id).filter(|id| wanted.contains(id)).collect();
    }
    present.sort_by(|left, right| match left == right {
        true => std::cmp::Ordering::Equal,
        false => design.comes_before(*right, *left).cmp(&design.comes_before(*left, *right)),
    });
    present
}

/// With more sites than this, one walk over all is faster than sorting them.
const FEW: usize = 16;

/// A site without a place gets one.
fn settle_down(board: &mut Board<'_>, id: SiteId, was: Option<SitePlace>, wish: Wish) {
    let design = board.design;
    board.laid.sites += 1;
    let place = was.unwrap_or_else(|| {
        let place = tidy::alone(design, id, &|_| None);
        board.laid.servers += place.servers.len();
        place
    });
    board.set(id, place);
    match wish {
        Some((node, at)) if node == id.into() => super::hand::put(board, node, at),
        _ => {
            super::spot::settle_down(board, id);
            super::hand::bring(board, id);
        }
    }
}

/// What to do to the cards of a site, besides following the design.
#[derive(Clone, Copy, Default)]
pub struct Change<'a> {
    pub wish: Wish,
    /// Cards that are laid out again.
    pub again: &'a [ServerId],
    /// A card to which others keep their distance again.
    pub loose: Option<ServerId>,
}

/// A site's cards and box follow its servers; others make room if it grows.
pub fn refit(board: &mut Board<'_>, old: &Design, id: SiteId, change: &Change<'_>) {
    let design = board.design;
    let (Some(site), Some(place)) = (design.site(id), board.places.site(id).cloned()) else {
        return;
    };
    let Some(was) = board.stand(id.into()) else { return };
    let wish = change.wish.and_then(|(node, at)| match node {
        NodeId::Server(server) => Some((server, sane(at) - was.rect.min)),
        _ => None,
    });
    let before: BTreeMap<ServerId, &Arc<Server>> = old
        .site(id)
        .map(|site| site.site().servers.iter().map(|server| (server.id, server)).collect())
        .unwrap_or_default();
    let mut row = Row { moved: BTreeSet::new(), cards: Vec::new() };
    let known = place.servers.iter().map(|card| (card.id, *card));
    row.renew(site.site(), &known.collect(), &before, change);
    row.adapt(site.site(), wish);
    let size = cards::size_around(site.site(), &row.cards);
    board.laid.servers += row.moved.len();
    if (place.size, &place.servers) == (size, &row.cards) {
        return;
    }
    board.laid.sites += 1;
    board.change(id, |place| (place.size, place.servers) = (size, row.cards));
    board.refresh(Some(id));
    if size.width > was.rect.width() || size.height > was.rect.height() {
        board.make_room(id.into(), was.rect);
    }
}

/// The cards of a site in the making.
struct Row {
    cards: Vec<ServerPlace>,
    /// Those whose place or size was worked out anew.
    moved: BTreeSet<ServerId>,
}

impl Row {
    /// Cards that stay, with sizes anew where the server is another; then others make room.
    fn renew(
        &mut self,
        site: &crate::model::Site,
        known: &BTreeMap<ServerId, ServerPlace>,
        before: &BTreeMap<ServerId, &Arc<Server>>,
        change: &Change<'_>,
    ) {
        let mut grown = Vec::new();
        for server in &site.servers {
            let stays = known.get(&server.id).filter(|_| !change.again.contains(&server.id));
            let Some(mut card) = stays.copied() else { continue };
            if !before.get(&server.id).is_some_and(|before| Arc::ptr_eq(before, server)) {
                let was = Rect::at(card.place.at, card.size);
                card.size = card_size(server);
                self.moved.insert(server.id);
                if card.size.height > was.height() {
                    grown.push((self.cards.len(), was));
                }
            }
            self.cards.push(card);
        }
        let lowered = cards::below_header(&mut self.cards, cards_top(site));
        self.note(&lowered);
        for (at, was) in grown {
            let was = Rect::at(self.cards[at].place.at, was.size());
            let moved = cards::make_room(&mut self.cards, at, Some(was));
            self.note(&moved);
        }
        if let Some(at) = self.cards.iter().position(|card| Some(card.id) == change.loose) {
            let was = Rect::at(self.cards[at].place.at, self.cards[at].size);
            let moved = cards::make_room(&mut self.cards, at, Some(was));
            self.note(&moved);
        }
    }

    /// What a hand dropped, and then the rest of what is new; in the order of the servers.
    fn adapt(&mut self, site: &crate::model::Site, wish: Option<(ServerId, Point)>) {
        let wished = |server: &&Arc<Server>| wish.is_some_and(|(id, _)| id == server.id);
        if let (Some(server), Some((_, at))) = (site.servers.iter().find(wished), wish) {
            self.cards.retain(|card| card.id != server.id);
            let least = Point::new(SITE_PADDING, cards_top(site));
            let place =
                Place { at: Point::new(at.x.max(least.x), at.y.max(least.y)), pinned: true };
            self.cards.push(ServerPlace { id: server.id, place, size: card_size(server) });
            self.moved.insert(server.id);
            let last = self.cards.len() - 1;
            let moved = cards::make_room(&mut self.cards, last, None);
            self.note(&moved);
        }
        let mut known: BTreeMap<_, _> = self.cards.iter().map(|card| (card.id, *card)).collect();
        let fresh = site.servers.iter().filter(|server| !known.contains_key(&server.id));
        let mut added = Vec::new();
        for server in fresh {
            let size = card_size(server);
            let at = cards::next_cell(site, &self.cards, size.height);
            let place = Place { at, pinned: false };
            let card = ServerPlace { id: server.id, place, size };
            self.cards.push(card);
            added.push(card);
        }
        self.moved.extend(added.iter().map(|card| card.id));
        known.extend(added.into_iter().map(|card| (card.id, card)));
        self.cards =
            site.servers.iter().filter_map(|server| known.get(&server.id).copied()).collect();
    }

    fn note(&mut self, moved: &[usize]) {
        self.moved.extend(moved.iter().map(|at| self.cards[*at].id));
    }
}

/// Gateways that are gone have no place any more.
fn keep_gateways(board: &mut Board<'_>) {
    let known = board.places.gateways();
    let kept = board
        .design
        .gateways()
        .iter()
        .filter_map(|gateway| known.iter().find(|place| place.id == gateway.id).copied())
        .collect();
    board.places.set_gateways(kept);
}

/// Gateways without a place get one at the right of the site at the top of theirs.
pub fn add_gateways(board: &mut Board<'_>) {
    let design = board.design;
    for (at, gateway) in design.gateways().iter().enumerate() {
        if board.places.gateways().iter().any(|place| place.id == gateway.id) {
            continue;
        }
        let top = gateway.at.and_then(|site| board.above(site).last().or(Some(site)));
        let top = top.or_else(|| design.roots().next().map(|root| root.id));
        let root = top.and_then(|top| board.stand(top.into())).map(|stand| stand.rect);
        let corner = root.map_or(Point::ZERO, |root| {
            Point::new(tidy::beside_box(root).next().unwrap_or(root.max.x), root.min.y)
        });
        let place = Place { at: corner, pinned: false };
        let mut gateways = board.places.gateways().to_vec();
        gateways
            .insert(at.min(gateways.len()), GatewayPlace { id: gateway.id, place, size: GATEWAY });
        board.places.set_gateways(gateways);
        let unit = Unit::Box(gateway.id.into());
        let by = board.clear(unit, cards::Way::Right, Point::ZERO, &|_| true);
        board.shift(gateway.id.into(), by);
    }
}
