//! A field with a list to choose from, and the rows of lists and menus.

use egui::{
    Popup, PopupCloseBehavior, Response, Sense, StrokeKind, Ui, WidgetInfo, accesskit::Role,
};

use super::{
    super::{Look, look::font},
    FIELD_HEIGHT, RADIUS, focus_ring,
    text::line,
};
use crate::{
    measure::Weight,
    scene::{Icon, Ink},
};

/// What was chosen of `options`, if anything was.
pub fn choose<T: Clone>(
    ui: &mut Ui,
    look: &Look,
    name: &str,
    shown: &str,
    options: &[(T, String)],
    width: f32,
) -> Option<T> {
    let now = options.iter().position(|(_, title)| title == shown).unwrap_or(usize::MAX);
    choose_short(ui, look, name, (now, shown), options, width)
}

/// The same; `shown` may be shorter than the title of the
/// one that is `now`.
pub fn choose_short<T: Clone>(
    ui: &mut Ui,
    look: &Look,
    name: &str,
    (now, shown): (usize, &str),
    options: &[(T, String)],
    width: f32,
) -> Option<T> {
    let id = ui.next_auto_id().with("choose");
    choose_at(ui, look, id, name, (now, shown, Ink::Text), options, width)
}

/// The same with an id by which the keyboard can be sent there, and the ink of what is shown.
pub fn choose_at<T: Clone>(
    ui: &mut Ui,
    look: &Look,
    id: egui::Id,
    name: &str,
    (now, shown, ink): (usize, &str, Ink),
    options: &[(T, String)],
    width: f32,
) -> Option<T> {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, FIELD_HEIGHT), Sense::hover());
    let button = ui.interact(rect, id, Sense::click());
    // Tab may lead out of sight; text fields come into view by themselves.
    if button.gained_focus() {
        button.scroll_to_me_animation(None, egui::style::ScrollAnimation::none());
    }
    paint_field(ui, look, rect, (shown, ink), &button);
    button.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {shown}")));
    let mut chosen = None;
    Popup::menu(&button)
        .width(rect.width().max(120.0))
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .show(|ui| {
            ui.set_min_width(rect.width().max(120.0) - 12.0);
            let list = egui::ScrollArea::vertical().max_height(320.0);
            list.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (at, (value, title)) in options.iter().enumerate() {
                    if row(ui, look, title, at == now).clicked() {
                        chosen = Some(value.clone());
                    }
                }
            });
        });
    chosen
}

fn paint_field(
    ui: &Ui,
    look: &Look,
    rect: egui::Rect,
    (shown, color): (&str, Ink),
    button: &Response,
) {
    let ink = if button.hovered() { Ink::Link } else { Ink::Outline };
    ui.painter().rect_filled(rect, RADIUS, look.color(Ink::Panel));
    ui.painter().rect_stroke(rect, RADIUS, look.stroke(ink, 1.0), StrokeKind::Inside);
    let color = look.color(color);
    let galley = line(ui, shown, font(13.0, Weight::Regular), color, rect.width() - 32.0);
    let at = egui::pos2(rect.left() + 9.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    let middle = egui::pos2(rect.right() - 14.0, rect.center().y);
    let square = egui::Rect::from_center_size(middle, egui::vec2(12.0, 12.0));
    look.paint_icon(ui.painter(), square, Icon::ChevronDown, look.color(Ink::Muted));
    focus_ring(ui, look, button);
}

/// A row of a list or menu.
pub fn row(ui: &mut Ui, look: &Look, text: &str, selected: bool) -> Response {
    row_with(ui, look, text, "", selected, true)
}

/// A row with something quiet at its right end: keys, a place, a number.
pub fn row_with(
    ui: &mut Ui,
    look: &Look,
    text: &str,
    right: &str,
    selected: bool,
    enabled: bool,
) -> Response {
    let regular = |size| font(size, Weight::Regular);
    let quiet = line(ui, right, regular(12.0), look.color(Ink::Muted), 160.0);
    let end = if right.is_empty() { 0.0 } else { quiet.size().x + 24.0 };
    let ink = if enabled { Ink::Text } else { Ink::Faint };
    let wanted = line(ui, text, regular(13.0), look.color(ink), f32::INFINITY).size().x;
    let width = ui.available_width().max((wanted + end + 20.0).min(360.0));
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 26.0), sense);
    let fill = match (selected, response.hovered() && enabled) {
        (true, _) => Some(Ink::SelectedFill),
        (false, true) => Some(Ink::ChipFill),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 4, look.color(fill));
    }
    let galley = line(ui, text, regular(13.0), look.color(ink), rect.width() - end - 18.0);
    let cut = galley.elided;
    let at = |x: f32, galley: &egui::Galley| egui::pos2(x, rect.center().y - galley.size().y / 2.0);
    let left = at(rect.left() + 9.0, &galley);
    ui.painter().galley(left, galley, look.color(ink));
    let corner = at(rect.right() - quiet.size().x - 9.0, &quiet);
    ui.painter().galley(corner, quiet, look.color(Ink::Muted));
    focus_ring(ui, look, &response);
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, enabled, selected, text));
    if cut { response.on_hover_text(text) } else { response }
}
