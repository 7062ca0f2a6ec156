//! What a text field looks like.

use egui::{Frame, Margin, Response, StrokeKind, TextEdit, Ui};

use super::{
    super::{Look, look::font},
    RADIUS,
};
use crate::{
    measure::Weight,
    scene::{Icon, Ink},
};

pub const FIELD_HEIGHT: f32 = 26.0;

/// A single line of text with an edge; `bad` makes the edge red.
pub fn field_box(
    ui: &mut Ui,
    look: &Look,
    id: egui::Id,
    text: &mut String,
    hint: &str,
    width: f32,
    bad: bool,
) -> Response {
    let weak = egui::RichText::new(hint).color(look.color(Ink::Muted));
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, FIELD_HEIGHT), egui::Sense::hover());
    ui.painter().rect_filled(rect, RADIUS, look.color(Ink::Panel));
    let edit = TextEdit::singleline(text)
        .id(id)
        .frame(Frame::NONE.inner_margin(Margin::symmetric(9, 3)))
        .font(font(13.0, Weight::Regular))
        .text_color(look.color(Ink::Text))
        .align(egui::Align2::LEFT_CENTER)
        .hint_text(weak)
        .desired_width(width)
        .min_size(rect.size());
    let response = ui.put(rect, edit);
    edge(ui, look, &response, rect, bad);
    response
}

/// Several lines of text with an edge, which grow no further than `rows`; Enter is left to others.
pub fn text_box(
    ui: &mut Ui,
    look: &Look,
    id: egui::Id,
    text: &mut String,
    hint: &str,
    rows: usize,
    bad: bool,
) -> Response {
    let weak = egui::RichText::new(hint).color(look.color(Ink::Muted));
    let width = ui.available_width();
    let edit = TextEdit::multiline(text)
        .id(id)
        .frame(Frame::NONE.inner_margin(Margin::symmetric(9, 5)))
        .background_color(look.color(Ink::Panel))
        .font(font(13.0, Weight::Regular))
        .text_color(look.color(Ink::Text))
        .hint_text(weak)
        .desired_width(width)
        .desired_rows(rows)
        .return_key(None);
    let response = ui.add(edit);
    edge(ui, look, &response, response.rect, bad);
    response
}

fn edge(ui: &Ui, look: &Look, response: &Response, rect: egui::Rect, bad: bool) {
    let stroke = match (bad, response.has_focus(), response.hovered()) {
        (true, _, _) => look.stroke(Ink::Severity(crate::rules::Severity::Error), 1.5),
        (false, true, _) => look.stroke(Ink::Accent, 2.0),
        (false, false, true) => look.stroke(Ink::Link, 1.0),
        (false, false, false) => look.stroke(Ink::Outline, 1.0),
    };
    ui.painter().rect_stroke(rect, RADIUS, stroke, StrokeKind::Inside);
}

/// A field that narrows a list while it is typed into; a cross empties it.
pub fn filter(
    ui: &mut Ui,
    look: &Look,
    id: egui::Id,
    text: &mut String,
    name: &str,
    hint: &str,
    width: f32,
) -> Response {
    let response = field_box(ui, look, id, text, hint, width, false).accessible_name(name);
    if !text.is_empty() {
        let corner = response.rect.right_center() - egui::vec2(24.0, 12.0);
        let square = egui::Rect::from_min_size(corner, egui::vec2(24.0, 24.0));
        let cross = ui.interact(square, id.with("empty"), egui::Sense::click());
        let ink = if cross.hovered() { Ink::Text } else { Ink::Muted };
        look.paint_icon(ui.painter(), square.shrink(6.0), Icon::Close, look.color(ink));
        cross.widget_info(|| {
            egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, "Clear the filter")
        });
        if cross.clicked() {
            text.clear();
            response.request_focus();
        }
    }
    response
}
