//! How much of a limit is used, as a bar.

use egui::{Sense, Ui, WidgetInfo, accesskit::Role};

use super::super::{
    super::{Look, controls::line, look::font},
    strip::grouped,
};
use crate::{measure::Weight, rules::Severity, scene::Ink};

/// "of 150,000" and a bar; above the limit the bar is red.
pub fn bar(ui: &mut Ui, look: &Look, used: u64, most: u64) {
    let size = egui::vec2(ui.available_width(), 22.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let muted = look.color(Ink::Muted);
    let of = format!("of {}", grouped(most));
    let galley = line(ui, &of, font(13.0, Weight::Regular), muted, rect.width() / 2.0);
    let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, muted);
    let left = rect.right() - super::FIELD;
    let track = egui::Rect::from_min_max(
        egui::pos2(left, rect.center().y - 3.0),
        egui::pos2(rect.right() - 44.0, rect.center().y + 3.0),
    );
    ui.painter().rect_filled(track, 3, look.color(Ink::Outline));
    #[expect(clippy::cast_precision_loss, reason = "a share of a bar")]
    let share = if most == 0 { 0.0 } else { used as f32 / most as f32 };
    let ink = if used > most { Ink::Severity(Severity::Error) } else { Ink::Family(FILL) };
    let width = (track.width() * share.min(1.0)).max(if used > 0 { 4.0 } else { 0.0 });
    ui.painter().rect_filled(track.with_max_x(left + width), 3, look.color(ink));
    let percent = format!("{:.0} %", share * 100.0);
    let galley = line(ui, &percent, font(12.0, Weight::Regular), muted, 44.0);
    let at = egui::pos2(rect.right() - galley.size().x, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, muted);
    let says = format!("{} {of}, {percent}", grouped(used));
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &says));
    response.on_hover_text(format!("{} {of} supported", grouped(used)));
}

const FILL: crate::facts::roles::Family = crate::facts::roles::Family::Core;
