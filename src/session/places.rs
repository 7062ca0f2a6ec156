//! Edits of where things stand; the design stays as it is.

use super::Session;
use crate::{
    arrange,
    commands::name_of,
    geometry::Point,
    model::NodeId,
    plan::{Places, Plan},
};

impl Session {
    /// A hand moves a box to a corner in the picture; it stays there.
    pub fn put(&mut self, node: NodeId, at: Point) {
        let label = format!("Move {}", name_of(self.design(), node));
        let (places, _) = arrange::put(self.design(), &self.plan.places, node, at);
        self.place(label, places);
    }

    /// Lets a box be moved by layout again.
    pub fn unpin(&mut self, node: NodeId) {
        let label = format!("Unpin {}", name_of(self.design(), node));
        let places = arrange::unpin(self.design(), &self.plan.places, node);
        self.place(label, places);
    }

    /// Lays out the given nodes, or all that no hand has placed.
    pub fn tidy(&mut self, which: Option<&[NodeId]>) {
        let places = arrange::tidy_around(self.design(), &self.plan.places, which);
        self.place("Tidy".to_owned(), places);
    }

    fn place(&mut self, label: String, places: Places) {
        let plan = Plan { places, ..Plan::clone(self.plan()) };
        self.commit(label, plan);
    }
}
