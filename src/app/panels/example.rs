//! Both examples of a rule, the one that breaks it and the one that keeps it: as pictures, and as
//! the outlines from which they are drawn.

use egui::{Frame, Margin, RichText, ScrollArea, Sense, Ui};

use super::super::{
    Cx,
    canvas::Brush,
    controls::{heading, tell},
};
use crate::{
    arrange,
    model::outline,
    plan::Plan,
    rules::{Example, Report, Rule, Severity},
    scene::{Icon, Ink, Scene, hierarchy},
};

/// The examples of the rule that is shown.
#[derive(Default)]
pub struct Examples {
    of: Option<&'static str>,
    bad: Shown,
    good: Shown,
}

#[derive(Default)]
struct Shown {
    text: String,
    /// None where there is nothing to see, or too much.
    picture: Option<Scene>,
}

/// More lines than this are not shown.
const LINES: usize = 14;
/// Larger examples are about numbers, not about a picture.
const DRAWN_SERVERS: usize = 24;
/// Letters can just be read at this size.
const LEAST_ZOOM: f32 = 0.82;
const HIGHEST: f32 = 260.0;
const PADDING: f32 = 8.0;

impl Examples {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, rule: &'static Rule) {
        if self.of != Some(rule.id) {
            self.of = Some(rule.id);
            self.bad = Shown::of(&rule.bad);
            self.good = Shown::of(&rule.good);
        }
        ui.add_space(12.0);
        heading(ui, cx.look, "Examples");
        let error = Ink::Severity(Severity::Error);
        example(cx, ui, "Breaks it", (Icon::SeverityError, error), &self.bad);
        example(cx, ui, "Keeps it", (Icon::Good, Ink::Good), &self.good);
    }
}

impl Shown {
    fn of(example: &Example) -> Self {
        let text = example.text();
        Self { picture: picture(&text), text: trimmed(&text) }
    }
}

fn picture(text: &str) -> Option<Scene> {
    let design = outline::parse(text).ok()?;
    let fits = !design.is_empty() && design.server_count() <= DRAWN_SERVERS;
    fits.then(|| {
        let places = arrange::tidy(&design);
        // Without marks: the page itself says what is wrong.
        hierarchy::scene(&Plan::new(design, places), &Report::default())
    })
}

/// Without the indent that all lines share, and no longer than can be read.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.trim_matches('\n').lines().collect();
    let full = lines.iter().filter(|line| !line.trim().is_empty());
    let indent = full.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut kept: Vec<&str> =
        lines.iter().take(LINES).map(|line| line.get(indent..).unwrap_or_default()).collect();
    if lines.len() > LINES {
        kept.push("\u{2026}");
    }
    kept.join("\n")
}

fn example(cx: &Cx<'_>, ui: &mut Ui, title: &str, (icon, ink): (Icon, Ink), shown: &Shown) {
    let look = cx.look;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let (square, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), Sense::hover());
        let square = egui::Rect::from_center_size(square.center(), egui::vec2(14.0, 14.0));
        look.paint_icon(ui.painter(), square, icon, look.color(ink));
        tell(ui, look, title);
    });
    let frame = Frame::NONE
        .fill(look.color(Ink::Canvas))
        .stroke(look.stroke(Ink::Outline, 1.0))
        .corner_radius(6);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        if let Some(scene) = &shown.picture {
            ScrollArea::both()
                .id_salt(title)
                .max_height(HIGHEST)
                .auto_shrink([false, true])
                .show(ui, |ui| draw(cx, ui, scene, title));
            let width = ui.available_width();
            let (line, _) = ui.allocate_exact_size(egui::vec2(width, 1.0), Sense::hover());
            ui.painter().rect_filled(line, 0, look.color(Ink::Outline));
        }
        let inner = Frame::NONE.inner_margin(Margin::symmetric(10, 8));
        inner.show(ui, |ui| {
            let text = RichText::new(&shown.text).monospace().size(11.0);
            ui.add(egui::Label::new(text.color(look.color(Ink::Muted))).wrap());
        });
    });
}

fn draw(cx: &Cx<'_>, ui: &mut Ui, scene: &Scene, title: &str) {
    let bounds = scene.bounds;
    let room = ui.available_width() - 2.0 * PADDING;
    let zoom = (room / bounds.width().max(1.0)).clamp(LEAST_ZOOM, 1.0);
    let size = egui::vec2(bounds.width(), bounds.height()) * zoom;
    let whole = size + egui::Vec2::splat(2.0 * PADDING);
    let (rect, response) = ui.allocate_exact_size(whole, Sense::hover());
    let painter = ui.painter_at(rect.intersect(ui.clip_rect()));
    let corner =
        rect.min + egui::Vec2::splat(PADDING) - egui::vec2(bounds.min.x, bounds.min.y) * zoom;
    Brush { painter: &painter, look: cx.look, corner, zoom, alpha: 1.0 }.items(&scene.items);
    response.widget_info(|| {
        let label = format!("Picture of the example. {title}");
        egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, label)
    });
}
