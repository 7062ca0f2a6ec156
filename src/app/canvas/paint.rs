//! Paints items of the scene with egui.

use egui::{
    Color32, Painter, Pos2, Rect, Shape as Drawn, StrokeKind,
    epaint::{PathShape, PathStroke},
    vec2,
};

use super::{
    cache::{Kept, Letters},
    stage::Stage,
};
use crate::{
    app::{Look, look},
    geometry::{self, Point},
    measure::Weight,
    scene::{Dash, Fill, Ink, Item, PathStep, Shape, Stroke, rounded},
};

/// Letters below this size, in pixels, are not drawn.
const LEAST_TEXT: f32 = 9.0;
/// Lines never get thinner than this, in pixels.
const LEAST_LINE: f32 = 0.5;

/// Paints at one place, enlarged as the camera says.
pub struct Brush<'a> {
    pub painter: &'a Painter,
    pub look: &'a Look,
    /// Where the picture's corner is on the screen.
    pub corner: Pos2,
    pub zoom: f32,
    pub alpha: f32,
}

impl<'a> Brush<'a> {
    /// For things whose coordinates are relative to `corner` in the picture.
    pub fn at(stage: &'a Stage<'_>, painter: &'a Painter, corner: Point) -> Self {
        let corner = stage.camera.screen_from_scene(corner, stage.area);
        Self { painter, look: stage.cx.look, corner, zoom: stage.camera.zoom, alpha: 1.0 }
    }

    /// A whole part: `shade` says for each item how visible it is and what its ground becomes.
    pub fn kept(&mut self, kept: &Kept, shade: &dyn Fn(&Item) -> (f32, Option<Ink>)) {
        let clip = self.painter.clip_rect();
        let whole = clip.contains_rect(self.rect(kept.part.bounds));
        let mut texts = kept.texts.borrow_mut();
        for (item, text) in kept.part.items.iter().zip(texts.iter_mut()) {
            if !whole && !clip.intersects(self.rect(item.shape.bounds())) {
                continue;
            }
            let (alpha, ground) = shade(item);
            self.alpha = item.alpha * alpha;
            match (&item.shape, ground) {
                (Shape::Box { rect, radius, fill: Some(_), stroke }, Some(ink)) => {
                    self.boxed(*rect, *radius, Some(Fill::Plain(ink)), *stroke);
                }
                (shape, _) => self.shape(shape, text),
            }
        }
        self.alpha = 1.0;
    }

    /// Items without letters that are kept.
    pub fn items<'i>(&mut self, items: impl IntoIterator<Item = &'i Item>) {
        let alpha = self.alpha;
        for item in items {
            self.alpha = alpha * item.alpha;
            self.shape(&item.shape, &mut None);
        }
        self.alpha = alpha;
    }

    fn shape(&self, shape: &Shape, text: &mut Option<Letters>) {
        match shape {
            Shape::Box { rect, radius, fill, stroke } => {
                self.boxed(*rect, *radius, *fill, *stroke);
            }
            Shape::Line { points, radius, stroke } => {
                let path = flattened(&rounded(points, *radius), |point| self.pos(point));
                self.path(path, *stroke, false);
            }
            Shape::Text { left, size, weight, text: letters, ink, .. } => {
                self.text(*left, *size, *weight, letters, *ink, text);
            }
            Shape::Icon { rect, icon, ink } => {
                let rect = self.rect(*rect);
                if rect.width() >= 5.0 {
                    self.look.paint_icon(self.painter, rect, *icon, self.color(*ink));
                }
            }
        }
    }

    fn boxed(&self, rect: geometry::Rect, radius: f32, fill: Option<Fill>, stroke: Option<Stroke>) {
        let rect = self.rect(rect);
        let radius = radius * self.zoom;
        match fill {
            Some(Fill::Plain(ink)) => {
                self.painter.rect_filled(rect, radius, self.color(ink));
            }
            Some(Fill::Hatch(ink)) => self.hatch(rect, ink),
            None => {}
        }
        match stroke {
            Some(stroke) if stroke.dash.is_some() => {
                self.path(outline(rect, radius), stroke, true);
            }
            Some(stroke) => {
                let line = egui::Stroke::new(self.line(stroke.width), self.color(stroke.ink));
                self.painter.rect_stroke(rect, radius, line, StrokeKind::Middle);
            }
            None => {}
        }
    }

    fn path(&self, mut points: Vec<Pos2>, stroke: Stroke, closed: bool) {
        let line = egui::Stroke::new(self.line(stroke.width), self.color(stroke.ink));
        if let Some(Dash { on, off }) = stroke.dash {
            points.extend(closed.then(|| points.first().copied()).flatten());
            let (on, off) = ((on * self.zoom).max(1.5), (off * self.zoom).max(1.5));
            self.painter.extend(Drawn::dashed_line(&points, line, on, off));
        } else {
            let fill = Color32::TRANSPARENT;
            let stroke = PathStroke::new(line.width, line.color);
            self.painter.add(PathShape { points, closed, fill, stroke });
        }
    }

    /// Thin lines from the lower left to the upper right, four units apart.
    fn hatch(&self, rect: Rect, ink: Ink) {
        let step = (4.0 * self.zoom).max(3.0);
        let line = egui::Stroke::new(self.line(1.0), self.color(ink));
        let mut at = step;
        while at < rect.width() + rect.height() {
            let from = vec2((at - rect.height()).max(0.0), at.min(rect.height()));
            let to = vec2(at.min(rect.width()), (at - rect.width()).max(0.0));
            self.painter.line_segment([rect.min + from, rect.min + to], line);
            at += step;
        }
    }

    fn text(
        &self,
        left: Point,
        size: f32,
        weight: Weight,
        letters: &str,
        ink: Ink,
        kept: &mut Option<Letters>,
    ) {
        let pixels = size * self.zoom;
        if pixels < LEAST_TEXT {
            return;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size of letters in half pixels is small"
        )]
        let half_pixels = (pixels * 2.0).floor().clamp(1.0, 4_000.0) as u16;
        let galley = match kept {
            Some((size, galley)) if *size == half_pixels => galley.clone(),
            _ => {
                let font = look::font(f32::from(half_pixels) / 2.0, weight);
                let galley =
                    self.painter.layout_no_wrap(letters.to_owned(), font, Color32::PLACEHOLDER);
                *kept = Some((half_pixels, galley.clone()));
                galley
            }
        };
        let row = galley.rows.first();
        let baseline =
            row.and_then(|row| Some(row.pos.y + row.row.glyphs.first()?.pos.y)).unwrap_or(pixels);
        let corner = self.pos(left) - vec2(0.0, baseline);
        self.painter.galley(corner, galley, self.color(ink));
    }

    pub fn color(&self, ink: Ink) -> Color32 {
        let color = self.look.color(ink);
        if self.alpha < 1.0 { color.gamma_multiply(self.alpha) } else { color }
    }

    fn line(&self, width: f32) -> f32 {
        (self.look.theme().line_width(width) * self.zoom).max(LEAST_LINE)
    }

    pub fn pos(&self, point: Point) -> Pos2 {
        self.corner + vec2(point.x, point.y) * self.zoom
    }

    pub fn rect(&self, rect: geometry::Rect) -> Rect {
        Rect::from_min_max(self.pos(rect.min), self.pos(rect.max))
    }
}

/// A path as points close enough together to look round.
fn flattened(path: &[PathStep], to_screen: impl Fn(Point) -> Pos2) -> Vec<Pos2> {
    const PIECES: u8 = 5;
    let mut points: Vec<Pos2> = Vec::with_capacity(path.len() * 3);
    for step in path {
        match step {
            PathStep::Move(to) | PathStep::Line(to) => points.push(to_screen(*to)),
            PathStep::Curve { corner, to } => {
                let from = points.last().copied().unwrap_or_else(|| to_screen(*to));
                let (corner, to) = (to_screen(*corner), to_screen(*to));
                for piece in 1..=PIECES {
                    let part = f32::from(piece) / f32::from(PIECES);
                    points.push(from.lerp(corner, part).lerp(corner.lerp(to, part), part));
                }
            }
        }
    }
    points
}

/// The edge of a rectangle with round corners, clockwise, its end left open.
pub fn outline(rect: Rect, radius: f32) -> Vec<Pos2> {
    const PIECES: u8 = 5;
    let radius = radius.min(rect.width() / 2.0).min(rect.height() / 2.0).max(0.0);
    let inner = rect.shrink(radius);
    let corners = [inner.right_top(), inner.right_bottom(), inner.left_bottom(), inner.left_top()];
    let mut points = Vec::with_capacity(4 * (usize::from(PIECES) + 1));
    for (turn, corner) in (0_u8..).zip(corners) {
        for piece in 0..=PIECES {
            let part = f32::from(turn) + f32::from(piece) / f32::from(PIECES) - 1.0;
            let angle = part * std::f32::consts::FRAC_PI_2;
            points.push(corner + vec2(angle.cos(), angle.sin()) * radius);
        }
    }
    points
}
