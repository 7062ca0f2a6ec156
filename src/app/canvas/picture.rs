//! A whole scene as a small picture: templates, examples of rules.

use egui::{Painter, Rect};

use super::{super::Look, paint::Brush};
use crate::scene::Scene;

/// In the middle of `area`, as large as it fits, at 100 % at most.
pub fn paint_scene(painter: &Painter, look: &Look, scene: &Scene, area: Rect) {
    let size = egui::vec2(scene.bounds.width(), scene.bounds.height()).max(egui::Vec2::splat(1.0));
    let zoom = (area.size() / size).min_elem().min(1.0);
    let offset = egui::vec2(scene.bounds.min.x, scene.bounds.min.y) * zoom;
    let corner = area.center() - size * zoom / 2.0 - offset;
    Brush { painter, look, corner, zoom, alpha: 1.0 }.items(&scene.items);
}
