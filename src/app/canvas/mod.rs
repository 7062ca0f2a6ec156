//! The canvas: one widget that shows the hierarchy and takes the hand.

mod camera;
mod carry;
mod paint;

pub use camera::Camera;
pub use carry::Carried;

use super::{Action, Cx, View};
use crate::{model::NodeId, plan::Plan};

/// What the canvas keeps between frames.
#[derive(Default)]
pub struct Canvas {
    /// Where it was on the screen in the last frame.
    area: Option<egui::Rect>,
    /// What the hand holds.
    carried: Option<Carried>,
}

impl Canvas {
    pub fn ui(&mut self, _cx: &Cx<'_>, ui: &mut egui::Ui, _actions: &mut Vec<Action>) {
        let area = ui.available_rect_before_wrap();
        self.area = Some(area);
        let _canvas = ui.allocate_rect(area, egui::Sense::click_and_drag());
    }

    /// The hand takes something; letting go over the canvas drops it.
    pub fn pick_up(&mut self, carried: Carried) {
        self.carried = Some(carried);
    }

    /// What the hand holds.
    pub fn carried(&self) -> Option<Carried> {
        self.carried
    }

    /// Shows the given nodes, or everything, as large as they fit.
    pub fn fit(&self, view: &mut View, plan: &Plan, nodes: Option<&[NodeId]>) {
        let extent = match nodes {
            Some(nodes) => {
                let bounds =
                    nodes.iter().filter_map(|node| plan.places.bounds(&plan.design, *node));
                bounds.reduce(|left, right| left.union(&right))
            }
            None => plan.places.extent(&plan.design),
        };
        if let (Some(area), Some(extent)) = (self.area, extent) {
            view.camera.fit(extent, area);
        }
    }

    /// Brings a node to the middle, at a size that can be read.
    pub fn center(&self, view: &mut View, plan: &Plan, node: NodeId) {
        let bounds = plan.places.bounds(&plan.design, node);
        if let (Some(area), Some(bounds)) = (self.area, bounds) {
            view.camera.zoom = view.camera.zoom.max(0.7);
            view.camera.center_on(bounds.center(), area);
        }
    }

    /// Zooms around the middle of the canvas.
    pub fn zoom_to(&self, view: &mut View, zoom: f32) {
        if let Some(area) = self.area {
            view.camera.zoom_at(area.center(), area, zoom);
        }
    }
}
