//! Where nodes go.

mod cards;
pub mod sizes;
mod tidy;

use crate::{
    geometry::Point,
    model::{Design, NodeId},
    plan::{Place, Places},
};

/// How many nodes got a place or size anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    pub sites: usize,
    pub servers: usize,
}

/// Everything laid out anew.
pub fn tidy(design: &Design) -> Places {
    tidy::all(design, &|_| None)
}

pub fn tidy_around(design: &Design, _: &Places, _: Option<&[NodeId]>) -> Places {
    tidy(design)
}

pub fn settle(_: &Places, _: &Design, new: &Design, _: Option<(NodeId, Point)>) -> (Places, Laid) {
    (tidy(new), Laid::default())
}

pub fn put(design: &Design, _: &Places, _: NodeId, _: Point) -> (Places, Laid) {
    (tidy(design), Laid::default())
}

pub fn unpin(_: &Design, places: &Places, _: NodeId) -> Places {
    places.clone()
}

pub fn load(design: &Design, _: &[(NodeId, Place)]) -> Places {
    tidy(design)
}
