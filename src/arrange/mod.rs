//! Where nodes go: sizes in, places out.
//!
//! No overlap beats pinned beats the nearest gap. What grows makes others go right or down, no
//! farther than needed; what a hand has placed stays as long as that leaves no overlap.

mod around;
mod board;
mod cards;
mod hand;
mod load;
mod push;
mod settle;
pub mod sizes;
mod spot;
mod tidy;

use crate::{
    geometry::Point,
    model::{Design, NodeId},
    plan::{Place, Places},
};

use board::Board;

/// How many nodes got a place or size anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    pub sites: usize,
    pub servers: usize,
}

/// Everything laid out anew, whatever hands have placed.
pub fn tidy(design: &Design) -> Places {
    tidy::all(design, &|_| None)
}

/// Lays out the given nodes with what hangs below or stands inside, or all that no hand has
/// placed.
pub fn tidy_around(design: &Design, places: &Places, which: Option<&[NodeId]>) -> Places {
    match which {
        Some(which) => around::selected(design, places, which),
        None => around::unpinned(design, places),
    }
}

/// The places for `new`, which commands made of `old`. With a wish, a hand dropped that node at a
/// point of the picture, and there it stays.
pub fn settle(
    places: &Places,
    old: &Design,
    new: &Design,
    wish: Option<(NodeId, Point)>,
) -> (Places, Laid) {
    settle::settle(places, old, new, wish)
}

/// A hand moves a box to `at` in the picture: a site with all below it, a server inside its site,
/// a gateway. It stays there, and others make room.
pub fn put(design: &Design, places: &Places, node: NodeId, at: Point) -> (Places, Laid) {
    let mut board = Board::new(design, places.clone());
    if design.contains(node) {
        hand::put(&mut board, node, at);
    }
    (board.places, board.laid)
}

/// Layout may move a box again.
pub fn unpin(design: &Design, places: &Places, node: NodeId) -> Places {
    let mut board = Board::new(design, places.clone());
    hand::unpin(&mut board, node);
    board.places
}

/// Places as a file holds them. What it lacks is placed as if it were new; overlaps are resolved.
pub fn load(design: &Design, saved: &[(NodeId, Place)]) -> Places {
    load::load(design, saved)
}
