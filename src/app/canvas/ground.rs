//! The ground of the canvas: dots that fade when they would crowd, and the far view, where sites
//! are so small that all of them are one mesh.

use std::sync::Arc;

use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, pos2, vec2};

use super::{Camera, sight::Seen, stage::Stage};
use crate::{
    geometry::{self, Point},
    rules::Severity,
    scene::{Ink, SiteInk, theme::Theme},
};

/// Between two dots, in units of the picture.
const STEP: f32 = 24.0;
/// Below this zoom nothing on a site can be read.
const FAR: f32 = 0.06;

pub fn is_far(camera: Camera) -> bool {
    camera.zoom < FAR
}

/// The dots; none are drawn where they would be nearer than ten pixels.
pub fn dots(stage: &Stage<'_>, painter: &Painter) {
    let zoom = stage.camera.zoom;
    let strength = ((zoom - 0.35) / 0.4).clamp(0.0, 1.0);
    if strength <= 0.0 {
        return;
    }
    let color = stage.cx.look.color(Ink::Grid).gamma_multiply(strength);
    let step = STEP * zoom;
    let shift = |corner: f32| -(corner * zoom).rem_euclid(step);
    let area = stage.area;
    let start = area.min + vec2(shift(stage.camera.corner.x), shift(stage.camera.corner.y));
    let side = (0.8 * zoom.sqrt()).clamp(0.7, 1.4);
    let mut mesh = Mesh::default();
    let mut y = start.y;
    while y < area.max.y {
        let mut x = start.x;
        while x < area.max.x {
            square(&mut mesh, Rect::from_center_size(pos2(x, y), vec2(side, side) * 2.0), color);
            x += step;
        }
        y += step;
    }
    painter.add(Shape::mesh(mesh));
}

fn square(mesh: &mut Mesh, rect: Rect, color: Color32) {
    mesh.add_colored_rect(rect, color);
}

/// The far view, kept as long as nothing changes but where the camera stands.
#[derive(Default)]
pub struct Far {
    key: Option<(u64, Theme, u32)>,
    /// In units of the picture.
    mesh: Mesh,
}

impl Far {
    /// Builds the mesh anew where the plan, the theme or the zoom is another one. Lines keep their
    /// width on the screen to within a tenth.
    pub fn follow(&mut self, stage: &Stage<'_>) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a zoom has a few dozen steps"
        )]
        let step = ((stage.camera.zoom * 1_000.0).ln() * 10.0).max(0.0) as u32;
        let key = (stage.cx.session.revision(), stage.cx.look.theme(), step);
        if self.key != Some(key) {
            self.key = Some(key);
            self.mesh = build(stage);
        }
    }

    pub fn paint(&self, stage: &Stage<'_>, painter: &Painter) {
        let mut mesh = self.mesh.clone();
        let corner = stage.camera.screen_from_scene(Point::ZERO, stage.area);
        for vertex in &mut mesh.vertices {
            vertex.pos = corner + vertex.pos.to_vec2() * stage.camera.zoom;
        }
        painter.add(Shape::Mesh(Arc::new(mesh)));
    }
}

fn build(stage: &Stage<'_>) -> Mesh {
    let (plan, look) = (stage.plan(), stage.cx.look);
    let everything =
        geometry::Rect::new(Point::new(f32::MIN, f32::MIN), Point::new(f32::MAX, f32::MAX));
    let seen: Vec<Seen> = super::sight::visible(plan, everything);
    let pixel = 1.0 / stage.camera.zoom;
    let mut mesh = Mesh::default();
    let link = look.color(Ink::Link);
    for seen in &seen {
        for item in crate::scene::hierarchy::links(plan, seen.site) {
            if let crate::scene::Shape::Line { points, .. } = &item.shape {
                for ends in points.windows(2) {
                    let at = |point: &Point| pos2(point.x + seen.corner.x, point.y + seen.corner.y);
                    if let [from, to] = ends {
                        let line = Rect::from_two_pos(at(from), at(to));
                        square(&mut mesh, line.expand(pixel / 2.0), link);
                    }
                }
            }
        }
    }
    for seen in &seen {
        let (Some(site), Some(place)) = (plan.design.site(seen.site), plan.places.site(seen.site))
        else {
            continue;
        };
        let corner = Pos2::new(seen.corner.x, seen.corner.y);
        let rect = Rect::from_min_size(corner, vec2(place.size.width, place.size.height));
        square(&mut mesh, rect, look.color(Ink::Site(SiteInk::from(site.kind))));
        let inner = rect.shrink(1.5 * pixel);
        if inner.is_positive() {
            square(&mut mesh, inner, look.color(Ink::SiteFill));
        }
        let blocks = stage
            .cx
            .session
            .report()
            .in_site(seen.site)
            .any(|finding| finding.severity == Severity::Error && finding.problem().is_some());
        if blocks {
            let mark = Rect::from_center_size(rect.center(), vec2(4.0, 4.0) * pixel);
            let mark = mark.intersect(rect);
            square(&mut mesh, mark, look.color(Ink::Severity(Severity::Error)));
        }
    }
    mesh
}
