//! What every part of the canvas needs to know in one frame.

use egui::Rect;

use super::Camera;
use crate::{
    app::Cx,
    geometry::{self, Point},
    model::{Design, NodeId},
    plan::Plan,
    scene::hierarchy::Level,
};

pub struct Stage<'a> {
    pub cx: &'a Cx<'a>,
    /// Where the canvas is on the screen.
    pub area: Rect,
    pub camera: Camera,
    pub level: Level,
    /// Seconds since the window opened.
    pub now: f64,
    /// Whether things may move by themselves.
    pub lively: bool,
}

impl<'a> Stage<'a> {
    pub fn plan(&self) -> &'a Plan {
        self.cx.session.plan()
    }

    pub fn design(&self) -> &'a Design {
        self.cx.session.design()
    }

    /// Where a node's box is on the screen; a role's is that of its server.
    pub fn bounds(&self, node: impl Into<NodeId>) -> Option<Rect> {
        let plan = self.plan();
        plan.places.bounds(&plan.design, node.into()).map(|rect| self.on_screen(rect))
    }

    pub fn on_screen(&self, rect: geometry::Rect) -> Rect {
        self.camera.rect_on_screen(rect, self.area)
    }

    pub fn in_scene(&self, pos: egui::Pos2) -> Point {
        self.camera.scene_from_screen(pos, self.area)
    }
}
