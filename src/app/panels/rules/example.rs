//! Both examples of a rule, the one that breaks it and the one that keeps it: as pictures, and as
//! the outlines from which they are drawn; side by side where there is room.

use egui::{Frame, Margin, ScrollArea, Sense, Ui, text::LayoutJob};

use super::super::super::{
    Cx,
    canvas::Brush,
    controls::{heading, tell},
};
use crate::{
    arrange,
    geometry::Rect,
    model::{NodeId, outline},
    plan::Plan,
    rules::{Example, Report, Rule, Severity, engine},
    scene::{Icon, Ink, Scene, Shape, hierarchy},
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
    /// Each line, and whether only this example has it.
    lines: Vec<(String, bool)>,
    /// None where there is nothing to see, or too much.
    picture: Option<Scene>,
    /// Around the node that the finding is on.
    ring: Option<Rect>,
}

/// How a picture is looked at.
#[derive(Clone, Copy)]
struct Sight {
    zoom: f32,
    /// At least so high.
    height: f32,
    /// Shown for the first time: the ring comes into view.
    fresh: bool,
}

/// How an example is headed.
struct Heading {
    title: &'static str,
    icon: Icon,
    ink: Ink,
}

/// More lines than this are not shown.
const LINES: usize = 14;
/// Larger examples are about numbers, not about a picture.
const DRAWN_SERVERS: usize = 24;
/// Letters can just be read at this size.
const LEAST_ZOOM: f32 = 0.82;
/// Taller pictures scroll; side by side there is more room.
const HIGHEST: f32 = 260.0;
const HIGHEST_BESIDE: f32 = 400.0;
const PADDING: f32 = 10.0;
/// Less room than this, and one stands below the other.
const SIDE_BY_SIDE: f32 = 600.0;
const GAP: f32 = 10.0;

impl Examples {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, rule: &'static Rule) {
        let fresh = self.of != Some(rule.id);
        if fresh {
            self.of = Some(rule.id);
            let (bad, good) = (rule.bad.text(), rule.good.text());
            self.bad = Shown::of(&rule.bad, &good, Some(rule));
            self.good = Shown::of(&rule.good, &bad, None);
        }
        ui.add_space(14.0);
        heading(ui, cx.look, "Examples");
        ui.add_space(3.0);
        let error = Ink::Severity(Severity::Error);
        let bad = Heading { title: "Breaks it", icon: Icon::SeverityError, ink: error };
        let good = Heading { title: "Keeps it", icon: Icon::Good, ink: Ink::Good };
        let room = ui.available_width();
        let (width, beside) = match room >= SIDE_BY_SIDE {
            true => ((room - GAP) / 2.0, true),
            false => (room, false),
        };
        let zoom = self.zoom(width);
        let height = if beside { self.height(zoom) } else { 0.0 };
        let sight = Sight { zoom, height, fresh };
        if beside {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = GAP;
                for (heading, shown) in [(bad, &self.bad), (good, &self.good)] {
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        example(cx, ui, &heading, shown, sight);
                    });
                }
            });
        } else {
            example(cx, ui, &bad, &self.bad, sight);
            ui.add_space(6.0);
            example(cx, ui, &good, &self.good, sight);
        }
    }

    fn pictures(&self) -> impl Iterator<Item = &Scene> {
        [&self.bad, &self.good].into_iter().filter_map(|shown| shown.picture.as_ref())
    }

    /// The same for both, so that they can be compared.
    fn zoom(&self, width: f32) -> f32 {
        // The frame's own edge, and what rounding takes.
        let room = width - 2.0 * PADDING - 4.0;
        let fit = |scene: &Scene| room / scene.bounds.width().max(1.0);
        self.pictures().map(fit).fold(1.0, f32::min).max(LEAST_ZOOM)
    }

    /// Of the pictures; the lower one gets the room of the higher one.
    fn height(&self, zoom: f32) -> f32 {
        let high = |scene: &Scene| scene.bounds.height() * zoom + 2.0 * PADDING;
        self.pictures().map(high).fold(0.0, f32::max).min(HIGHEST_BESIDE)
    }
}

impl Shown {
    /// `broken` is the rule whose finding is ringed.
    fn of(example: &Example, other: &str, broken: Option<&'static Rule>) -> Self {
        let text = example.text();
        let mut shown = Self { lines: lines(&text, other), ..Self::default() };
        let Ok(design) = outline::parse(&text) else { return shown };
        if design.is_empty() || design.server_count() > DRAWN_SERVERS {
            return shown;
        }
        let found = broken.map(|rule| engine::ask(rule, &design)).unwrap_or_default();
        let on = found.iter().find(|finding| finding.problem().is_some()).and_then(|it| it.on);
        let places = arrange::tidy(&design);
        // Without marks: they would speak of other rules as well.
        let scene = hierarchy::scene(&Plan::new(design, places), &Report::default());
        shown.ring = on.and_then(|node| place_of(&scene, node));
        shown.picture = Some(scene);
        shown
    }
}

/// Where the picture of a node is.
fn place_of(scene: &Scene, node: NodeId) -> Option<Rect> {
    let boxes = scene.items.iter().filter(|item| item.target == Some(node));
    let rects = boxes.filter_map(|item| match item.shape {
        Shape::Box { rect, .. } => Some(rect),
        _ => None,
    });
    rects.reduce(|all, rect| all.union(&rect))
}

/// Without the indent that all lines share, and no longer than can be read.
fn lines(text: &str, other: &str) -> Vec<(String, bool)> {
    let own: Vec<&str> = text.trim_matches('\n').lines().collect();
    let others: Vec<&str> = other.lines().map(str::trim).collect();
    let full = own.iter().filter(|line| !line.trim().is_empty());
    let indent = full.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let shown = |line: &&str| {
        let text = line.get(indent..).unwrap_or_default().to_owned();
        (text, !others.contains(&line.trim()))
    };
    if own.len() <= LINES {
        return own.iter().map(shown).collect();
    }
    // What differs stands at the end of an example that is about numbers.
    let (head, tail) = (&own[..LINES - 4], &own[own.len() - 3..]);
    let left_out = own.len() - head.len() - tail.len();
    let between = (format!("\u{2026} {left_out} more lines like these"), false);
    head.iter().map(shown).chain([between]).chain(tail.iter().map(shown)).collect()
}

fn example(cx: &Cx<'_>, ui: &mut Ui, heading: &Heading, shown: &Shown, sight: Sight) {
    let look = cx.look;
    ui.horizontal(|ui| {
        let (square, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), Sense::hover());
        let square = egui::Rect::from_center_size(square.center(), egui::vec2(14.0, 14.0));
        look.paint_icon(ui.painter(), square, heading.icon, look.color(heading.ink));
        tell(ui, look, heading.title);
    });
    let frame = Frame::NONE
        .fill(look.color(Ink::Canvas))
        .stroke(look.stroke(Ink::Outline, 1.0))
        .corner_radius(6);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        if let Some(scene) = &shown.picture {
            let mut area = ScrollArea::both()
                .id_salt(heading.title)
                .max_height(sight.height.max(HIGHEST))
                .min_scrolled_height(sight.height)
                .auto_shrink([false, true]);
            if let Some(ring) = shown.ring.filter(|_| sight.fresh) {
                let middle = (ring.center().x - scene.bounds.min.x) * sight.zoom;
                let left = middle - ui.available_width() / 2.0;
                area = area.horizontal_scroll_offset(left.max(0.0));
            }
            area.show(ui, |ui| {
                ui.set_min_height(sight.height);
                draw(cx, ui, scene, shown.ring, sight.zoom, heading.title);
            });
            let width = ui.available_width();
            let (line, _) = ui.allocate_exact_size(egui::vec2(width, 1.0), Sense::hover());
            ui.painter().rect_filled(line, 0, look.color(Ink::Outline));
        }
        let inner = Frame::NONE.inner_margin(Margin::symmetric(10, 8));
        inner.show(ui, |ui| outline_ui(cx, ui, shown));
    });
}

/// The lines that only this example has stand out.
fn outline_ui(cx: &Cx<'_>, ui: &mut Ui, shown: &Shown) {
    let mut job = LayoutJob::default();
    for (number, (line, own)) in shown.lines.iter().enumerate() {
        let ink = if *own { Ink::Text } else { Ink::Muted };
        let format = egui::TextFormat::simple(egui::FontId::monospace(11.0), cx.look.color(ink));
        let end = if number + 1 == shown.lines.len() { "" } else { "\n" };
        job.append(&format!("{line}{end}"), 0.0, format);
    }
    ui.add(egui::Label::new(job).wrap());
}

fn draw(cx: &Cx<'_>, ui: &mut Ui, scene: &Scene, ring: Option<Rect>, zoom: f32, title: &str) {
    let bounds = scene.bounds;
    let size = egui::vec2(bounds.width(), bounds.height()) * zoom;
    let whole = size + egui::Vec2::splat(2.0 * PADDING);
    let (rect, response) = ui.allocate_exact_size(whole, Sense::hover());
    let painter = ui.painter_at(rect.intersect(ui.clip_rect()));
    let corner =
        rect.min + egui::Vec2::splat(PADDING) - egui::vec2(bounds.min.x, bounds.min.y) * zoom;
    Brush { painter: &painter, look: cx.look, corner, zoom, alpha: 1.0 }.items(&scene.items);
    if let Some(ring) = ring {
        let at = |point: crate::geometry::Point| corner + egui::vec2(point.x, point.y) * zoom;
        let ring = egui::Rect::from_min_max(at(ring.min), at(ring.max)).expand(3.0);
        let stroke = cx.look.stroke(Ink::Severity(Severity::Error), 2.0);
        painter.rect_stroke(ring, 6, stroke, egui::StrokeKind::Inside);
    }
    response.widget_info(|| {
        let label = format!("Picture of the example. {title}");
        egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, label)
    });
}
