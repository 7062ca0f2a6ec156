//! Server cards inside a site: columns of cards, each as high as its chips need.

use crate::{
    geometry::{Point, Rect, Size},
    model::{ServerId, Site},
    plan::{Place, ServerPlace},
};

use super::sizes::{CARD_GAP, CARD_WIDTH, SITE_PADDING, card_size, cards_top, site_size, up};

/// How many columns look well for so many cards.
fn columns(cards: usize) -> usize {
    let side = cards.isqrt();
    (side + usize::from(side * side < cards)).max(1)
}

/// The columns of a site: what stands in each, and from where on there may be room.
struct Columns {
    lanes: Vec<Lane>,
}

struct Lane {
    left: f32,
    /// Below this there may be room.
    from: f32,
    /// What stands in the way, from top to bottom.
    taken: Vec<(f32, f32)>,
}

impl Lane {
    /// The first place from the top for a card so high.
    fn room(&self, height: f32) -> f32 {
        let mut top = self.from;
        for (from, to) in &self.taken {
            if *to + CARD_GAP <= top {
                continue;
            }
            if top + height + CARD_GAP <= *from {
                break;
            }
            top = up(*to + CARD_GAP);
        }
        top
    }
}

impl Columns {
    fn new(count: usize, top: f32) -> Self {
        let lefts = std::iter::successors(Some(SITE_PADDING), |x| Some(x + CARD_WIDTH + CARD_GAP));
        let lane = |left| Lane { left, from: top, taken: Vec::new() };
        Self { lanes: lefts.take(count).map(lane).collect() }
    }

    fn with(mut self, cards: impl Iterator<Item = Rect>) -> Self {
        for card in cards {
            for lane in &mut self.lanes {
                let apart = card.max.x + CARD_GAP <= lane.left
                    || lane.left + CARD_WIDTH + CARD_GAP <= card.min.x;
                if !apart {
                    lane.taken.push((card.min.y, card.max.y));
                }
            }
        }
        for lane in &mut self.lanes {
            lane.taken.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
        }
        self
    }

    /// The highest free place, the leftmost of those; it counts as taken from now on.
    fn take(&mut self, height: f32) -> Point {
        let rooms = self.lanes.iter_mut().map(|lane| (lane.room(height), lane));
        let Some((top, lane)) = rooms.min_by(|left, right| left.0.total_cmp(&right.0)) else {
            return Point::new(SITE_PADDING, 0.0);
        };
        lane.from = top + height + CARD_GAP;
        Point::new(lane.left, top)
    }
}

fn rect(card: &ServerPlace) -> Rect {
    Rect::at(card.place.at, card.size)
}

/// The lower right corner of what cards cover.
fn corner<'a>(cards: impl Iterator<Item = &'a ServerPlace>) -> Point {
    cards
        .map(|card| rect(card).max)
        .fold(Point::ZERO, |sum, max| Point::new(sum.x.max(max.x), sum.y.max(max.y)))
}

/// The box of a site around its cards.
pub fn size_around(site: &Site, cards: &[ServerPlace]) -> Size {
    site_size(site, corner(cards.iter()))
}

/// All cards of a site laid out anew around those for which `kept` knows a place.
pub fn flow(site: &Site, kept: impl Fn(ServerId) -> Option<Place>) -> Vec<ServerPlace> {
    let mut cards: Vec<ServerPlace> = Vec::with_capacity(site.servers.len());
    let mut open = Vec::new();
    for server in &site.servers {
        let place = kept(server.id);
        if place.is_none() {
            open.push(cards.len());
        }
        cards.push(ServerPlace {
            id: server.id,
            place: place.unwrap_or_default(),
            size: card_size(server),
        });
    }
    let top = cards_top(site);
    let stand = cards.iter().enumerate().filter(|(at, _)| open.binary_search(at).is_err());
    let stand: Vec<_> = stand.map(|(_, card)| rect(card)).collect();
    let mut columns = Columns::new(columns(cards.len()), top).with(stand.into_iter());
    for at in open {
        cards[at].place.at = columns.take(cards[at].size.height);
    }
    cards
}

/// A place for one more card, beside those that stand.
pub fn next_cell(site: &Site, cards: &[ServerPlace], height: f32) -> Point {
    let loose = corner(cards.iter().filter(|card| !card.place.pinned)).x;
    let lefts = std::iter::successors(Some(SITE_PADDING), |x| Some(x + CARD_WIDTH + CARD_GAP));
    let used = lefts.take_while(|left| *left < loose).count();
    let count = used.max(columns(cards.len() + 1));
    Columns::new(count, cards_top(site)).with(cards.iter().map(rect)).take(height)
}

/// Which way something makes room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Right,
    Down,
    /// The shorter of both.
    Either,
}

impl Way {
    /// Away from a box that was at `old`, for one that stands at `there`.
    pub fn from(old: Rect, there: Rect) -> Self {
        match (there.min.x >= old.max.x, there.min.y >= old.max.y) {
            (true, false) => Self::Right,
            (false, true) => Self::Down,
            _ => Self::Either,
        }
    }
}

fn too_near(left: &ServerPlace, right: &ServerPlace) -> bool {
    let gap = if left.place.pinned || right.place.pinned { 0.0 } else { CARD_GAP };
    rect(left).grown(gap).intersects(&rect(right))
}

/// Other cards make room for the one at `seed`, which was at `old` before; says which moved.
pub fn make_room(cards: &mut [ServerPlace], seed: usize, old: Option<Rect>) -> Vec<usize> {
    let mut firm = vec![seed];
    let mut waiting = disturbed(cards, seed, old, &firm);
    let corner = |card: &ServerPlace| card.place.at.x + card.place.at.y;
    while let Some(next) = (0..waiting.len()).min_by(|left, right| {
        corner(&cards[waiting[*left].0]).total_cmp(&corner(&cards[waiting[*right].0]))
    }) {
        let (at, way) = waiting.swap_remove(next);
        if firm.contains(&at) {
            continue;
        }
        let before = rect(&cards[at]);
        cards[at].place.at = clear(cards, at, way, &firm);
        firm.push(at);
        waiting.extend(disturbed(cards, at, Some(before), &firm));
    }
    firm.remove(0);
    firm
}

/// Who stands in the way of the card at `seed`.
fn disturbed(
    cards: &[ServerPlace],
    seed: usize,
    old: Option<Rect>,
    firm: &[usize],
) -> Vec<(usize, Way)> {
    let hit = |at: &usize| !firm.contains(at) && too_near(&cards[seed], &cards[*at]);
    let way = |at| old.map_or(Way::Either, |old| Way::from(old, rect(&cards[at])));
    (0..cards.len()).filter(hit).map(|at| (at, way(at))).collect()
}

/// Where the card at `at` no longer is in the way of firm or pinned ones.
fn clear(cards: &[ServerPlace], at: usize, way: Way, firm: &[usize]) -> Point {
    let stands =
        |other: &usize| *other != at && (firm.contains(other) || cards[*other].place.pinned);
    let blocks: Vec<_> = (0..cards.len()).filter(stands).map(|at| cards[at]).collect();
    let from = cards[at].place.at;
    let go = |right: bool| {
        let mut card = cards[at];
        while let Some(block) = blocks.iter().find(|block| too_near(&card, block)) {
            let pinned = card.place.pinned || block.place.pinned;
            let gap = if pinned { 0.0 } else { CARD_GAP };
            match right {
                true => card.place.at.x = up(rect(block).max.x + gap),
                false => card.place.at.y = up(rect(block).max.y + gap),
            }
        }
        card.place.at
    };
    match way {
        Way::Right => go(true),
        Way::Down => go(false),
        Way::Either => {
            let (right, down) = (go(true), go(false));
            if right.x - from.x < down.y - from.y { right } else { down }
        }
    }
}

/// Cards that reach into the header come down below it, and others make room.
pub fn below_header(cards: &mut [ServerPlace], top: f32) -> Vec<usize> {
    let mut moved = Vec::new();
    let mut high: Vec<_> = (0..cards.len()).filter(|at| cards[*at].place.at.y < top).collect();
    high.sort_by(|left, right| cards[*right].place.at.y.total_cmp(&cards[*left].place.at.y));
    for at in high {
        if cards[at].place.at.y < top {
            let before = rect(&cards[at]);
            cards[at].place.at.y = top;
            moved.push(at);
            moved.extend(make_room(cards, at, Some(before)));
        }
    }
    moved
}
