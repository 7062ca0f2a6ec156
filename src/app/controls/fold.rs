//! A heading that opens and closes what stands below it.

use egui::{Response, Sense, Ui, WidgetInfo, accesskit::Role};

use super::{
    super::{Look, look::font},
    focus_ring,
    text::line,
};
use crate::{
    measure::Weight,
    scene::{Icon, Ink},
};

/// The heading with its mark, and something quiet at the right.
pub fn fold(
    ui: &mut Ui,
    look: &Look,
    id: egui::Id,
    open: bool,
    text: &str,
    right: &str,
) -> Response {
    let size = egui::vec2(ui.available_width(), 28.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    if response.hovered() {
        let bleed = rect.expand2(egui::vec2(9.0, 0.0));
        ui.painter().rect_filled(bleed, 4, look.color(Ink::ChipFill));
    }
    let icon = if open { Icon::ChevronDown } else { Icon::ChevronRight };
    let middle = egui::pos2(rect.left() + 6.0, rect.center().y);
    let square = egui::Rect::from_center_size(middle, egui::vec2(12.0, 12.0));
    look.paint_icon(ui.painter(), square, icon, look.color(Ink::Muted));
    let quiet = line(ui, right, font(12.0, Weight::Regular), look.color(Ink::Muted), 140.0);
    let room = rect.width() - 20.0 - quiet.size().x - 8.0;
    let title = line(ui, text, font(13.0, Weight::SemiBold), look.color(Ink::Text), room);
    let y = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
    let (left, end) = (
        egui::pos2(rect.left() + 20.0, y(&title)),
        egui::pos2(rect.right() - quiet.size().x, y(&quiet)),
    );
    ui.painter().galley(left, title, look.color(Ink::Text));
    ui.painter().galley(end, quiet, look.color(Ink::Muted));
    focus_ring(ui, look, &response);
    let says = if right.is_empty() { text.to_owned() } else { format!("{text}, {right}") };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, says.clone()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    response
}
