//! The ground of the canvas: dots that fade when they would crowd, and the far view, where sites
//! are so small that all of them are one mesh.

use std::sync::Arc;

use egui::{Color32, Mesh, Painter, Rect, Shape, pos2, vec2};

use super::{Camera, sight::Seen, stage::Stage};
use crate::{
    geometry::{self, Point},
    plan::Plan,
    rules::Severity,
    scene::{Ink, SiteInk},
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

/// The far view: what of the plan it shows is worked out once for each plan, and becomes one mesh
/// where the camera stands.
#[derive(Default)]
pub struct Far {
    plan: Option<Arc<Plan>>,
    /// In units of the picture, like all here.
    lines: Vec<Rect>,
    sites: Vec<Dot>,
}

/// A site from afar.
struct Dot {
    rect: Rect,
    ink: SiteInk,
    /// Whether a finding in it blocks support.
    blocks: bool,
}

impl Far {
    pub fn follow(&mut self, stage: &Stage<'_>) {
        let plan = stage.cx.session.plan();
        if self.plan.as_ref().is_some_and(|known| Arc::ptr_eq(known, plan)) {
            return;
        }
        self.plan = Some(plan.clone());
        self.lines.clear();
        self.sites.clear();
        let everything =
            geometry::Rect::new(Point::new(f32::MIN, f32::MIN), Point::new(f32::MAX, f32::MAX));
        for seen in super::sight::visible(plan, everything) {
            for item in crate::scene::hierarchy::links(plan, seen.site) {
                if let crate::scene::Shape::Line { points, .. } = &item.shape {
                    let at = |point: &Point| pos2(point.x + seen.corner.x, point.y + seen.corner.y);
                    let pieces = points.windows(2);
                    let pieces = pieces.map(|it| Rect::from_two_pos(at(&it[0]), at(&it[1])));
                    self.lines.extend(pieces);
                }
            }
            self.sites.extend(Dot::of(stage, seen));
        }
    }

    pub fn paint(&self, stage: &Stage<'_>, painter: &Painter) {
        let (look, zoom) = (stage.cx.look, stage.camera.zoom);
        let corner = stage.camera.screen_from_scene(Point::ZERO, stage.area);
        let on_screen = |rect: &Rect| {
            let at = |pos: egui::Pos2| corner + pos.to_vec2() * zoom;
            Rect::from_min_max(at(rect.min), at(rect.max))
        };
        let area = painter.clip_rect().expand(1.0);
        let mut mesh = Mesh::default();
        mesh.reserve_vertices(4 * (self.lines.len() + 2 * self.sites.len()));
        mesh.reserve_triangles(2 * (self.lines.len() + 2 * self.sites.len()));
        let link = look.color(Ink::Link);
        for line in self.lines.iter().map(on_screen).filter(|line| area.intersects(*line)) {
            square(&mut mesh, line.expand(0.5), link);
        }
        let [fill, error] =
            [Ink::SiteFill, Ink::Severity(Severity::Error)].map(|ink| look.color(ink));
        for site in &self.sites {
            let rect = on_screen(&site.rect);
            if !area.intersects(rect) {
                continue;
            }
            square(&mut mesh, rect, look.color(Ink::Site(site.ink)));
            let inner = rect.shrink(1.5);
            if inner.is_positive() {
                square(&mut mesh, inner, fill);
            }
            if site.blocks {
                let mark = Rect::from_center_size(rect.center(), vec2(4.0, 4.0));
                square(&mut mesh, mark.intersect(rect), error);
            }
        }
        painter.add(Shape::mesh(mesh));
    }
}

impl Dot {
    fn of(stage: &Stage<'_>, seen: Seen) -> Option<Self> {
        let plan = stage.plan();
        let (site, place) = (plan.design.site(seen.site)?, plan.places.site(seen.site)?);
        let corner = pos2(seen.corner.x, seen.corner.y);
        let report = stage.cx.session.report();
        let mut found = report.in_site(seen.site);
        Some(Self {
            rect: Rect::from_min_size(corner, vec2(place.size.width, place.size.height)),
            ink: SiteInk::from(site.kind),
            blocks: found.any(|it| it.severity == Severity::Error && report.is_open(it)),
        })
    }
}
