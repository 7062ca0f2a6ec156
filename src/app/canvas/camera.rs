//! Which part of the picture is on the screen.

use egui::{Pos2, Vec2};

use crate::geometry::{Point, Rect};

/// The picture's point in the canvas's upper left corner, and how much it is enlarged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    pub corner: Point,
    pub zoom: f32,
}

pub const LEAST_ZOOM: f32 = 0.005;
pub const MOST_ZOOM: f32 = 4.0;

impl Default for Camera {
    fn default() -> Self {
        Self { corner: Point::new(-24.0, -24.0), zoom: 1.0 }
    }
}

impl Camera {
    pub fn screen_from_scene(&self, point: Point, area: egui::Rect) -> Pos2 {
        area.min + Vec2::new(point.x - self.corner.x, point.y - self.corner.y) * self.zoom
    }

    pub fn scene_from_screen(&self, pos: Pos2, area: egui::Rect) -> Point {
        let offset = (pos - area.min) / self.zoom;
        self.corner + Point::new(offset.x, offset.y)
    }

    pub fn rect_on_screen(&self, rect: Rect, area: egui::Rect) -> egui::Rect {
        egui::Rect::from_min_max(
            self.screen_from_scene(rect.min, area),
            self.screen_from_scene(rect.max, area),
        )
    }

    /// What of the picture can be seen.
    pub fn visible(&self, area: egui::Rect) -> Rect {
        Rect::new(self.scene_from_screen(area.min, area), self.scene_from_screen(area.max, area))
    }

    pub fn pan(&mut self, by: Vec2) {
        self.corner = self.corner - Point::new(by.x / self.zoom, by.y / self.zoom);
    }

    /// Zooms so that the point under `pos` stays where it is.
    pub fn zoom_at(&mut self, pos: Pos2, area: egui::Rect, zoom: f32) {
        let fixed = self.scene_from_screen(pos, area);
        self.zoom = zoom.clamp(LEAST_ZOOM, MOST_ZOOM);
        let offset = (pos - area.min) / self.zoom;
        self.corner = fixed - Point::new(offset.x, offset.y);
    }

    pub fn center_on(&mut self, point: Point, area: egui::Rect) {
        let half = area.size() / (2.0 * self.zoom);
        self.corner = point - Point::new(half.x, half.y);
    }

    /// The whole of `extent` with a margin, at 100 % at most.
    pub fn fit(&mut self, extent: Rect, area: egui::Rect) {
        const MARGIN: f32 = 32.0;
        let room = area.size() - Vec2::splat(2.0 * MARGIN);
        let zoom = (room.x / extent.width().max(1.0)).min(room.y / extent.height().max(1.0));
        self.zoom = zoom.clamp(LEAST_ZOOM, 1.0);
        self.center_on(extent.center(), area);
    }
}
