//! Text in panels: one line, cut where the room ends, and said whole to a screen reader.

use std::sync::Arc;

use egui::{Color32, FontId, Galley, RichText, Sense, Ui, text::LayoutJob};

use super::super::{Look, look::font};
use crate::{measure::Weight, scene::Ink};

/// The size of what explains.
pub const SMALL: f32 = 12.0;

/// One line of text, cut with an ellipsis where it gets wider than `width`.
pub fn line(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}

/// The same in the letters of a section's heading.
pub fn spaced(text: &str, color: Color32) -> RichText {
    RichText::new(text.to_uppercase())
        .font(font(11.0, Weight::SemiBold))
        .extra_letter_spacing(0.7)
        .color(color)
}

/// The heading of a section.
pub fn heading(ui: &mut Ui, look: &Look, text: &str) {
    let label = egui::Label::new(spaced(text, look.color(Ink::Muted))).truncate().selectable(false);
    let response = ui.add(label);
    let says = || egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, text);
    response.widget_info(says);
}

/// A quiet explanation, as long as it needs.
pub fn tell(ui: &mut Ui, look: &Look, text: impl Into<String>) -> egui::Response {
    let text = RichText::new(text).size(SMALL).color(look.color(Ink::Muted));
    ui.add(egui::Label::new(text).wrap().selectable(false))
}

/// One line in a color and weight; what does not fit is shown by pointing at it.
pub fn words(
    ui: &mut Ui,
    look: &Look,
    text: impl Into<String>,
    size: f32,
    weight: Weight,
    ink: Ink,
) -> egui::Response {
    let text = RichText::new(text).font(font(size, weight)).color(look.color(ink));
    ui.add(egui::Label::new(text).truncate().selectable(false))
}

/// A fact in two columns that nobody can change.
pub fn pair(ui: &mut Ui, look: &Look, label: &str, value: &str) {
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), 24.0), Sense::hover());
    let regular = || font(13.0, Weight::Regular);
    let right = line(ui, value, regular(), look.color(Ink::Text), rect.width() * 0.75);
    let room = rect.width() - right.size().x - 12.0;
    let left = line(ui, label, regular(), look.color(Ink::Muted), room);
    let cut = right.elided || left.elided;
    let at = |galley: &Galley| rect.center().y - galley.size().y / 2.0;
    let (left_at, right_at) =
        (egui::pos2(rect.left(), at(&left)), egui::pos2(rect.right() - right.size().x, at(&right)));
    ui.painter().galley(left_at, left, look.color(Ink::Muted));
    ui.painter().galley(right_at, right, look.color(Ink::Text));
    let says = || {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, format!("{label}: {value}"))
    };
    response.widget_info(says);
    if cut {
        response.on_hover_text(format!("{label}: {value}"));
    }
}
