//! A box with a tick.

use egui::{Response, Sense, Ui, WidgetInfo, accesskit::Role};

use super::{
    super::{Look, look::font},
    focus_ring,
};
use crate::{measure::Weight, scene::Ink};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Off,
    On,
    /// Some of the selected have it.
    Mixed,
}

impl Mark {
    /// The common mark of several.
    pub fn of(all: impl IntoIterator<Item = bool>) -> Self {
        let mut all = all.into_iter();
        let first = all.next().unwrap_or(false);
        match (all.all(|it| it == first), first) {
            (false, _) => Self::Mixed,
            (true, true) => Self::On,
            (true, false) => Self::Off,
        }
    }
}

/// Says what was asked for, if the box was clicked.
pub fn check(ui: &mut Ui, look: &Look, mark: Mark, text: &str) -> Option<bool> {
    let width = ui.available_width();
    let color = look.color(Ink::Text);
    let galley =
        ui.painter().layout(text.to_owned(), font(13.0, Weight::Regular), color, width - 26.0);
    let height = (galley.size().y + 8.0).max(26.0);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), Sense::click());
    let corner = egui::pos2(rect.left(), rect.top() + 5.0);
    let square = egui::Rect::from_min_size(corner, egui::vec2(16.0, 16.0));
    paint_box(ui, look, square, mark, &response);
    let at = egui::pos2(rect.left() + 26.0, rect.top() + (height - galley.size().y) / 2.0);
    ui.painter().galley(at, galley, color);
    focus_ring(ui, look, &response);
    let on = mark == Mark::On;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, text));
    response.clicked().then_some(!on)
}

fn paint_box(ui: &Ui, look: &Look, square: egui::Rect, mark: Mark, response: &Response) {
    let painter = ui.painter();
    let inside = egui::StrokeKind::Inside;
    match mark {
        Mark::Off => {
            let ink = if response.hovered() { Ink::Muted } else { Ink::Link };
            painter.rect_stroke(square, 4, look.stroke(ink, 1.0), inside);
        }
        Mark::On => {
            painter.rect_filled(square, 4, look.color(Ink::Accent));
            let at = |x: f32, y: f32| square.min + egui::vec2(x, y);
            let tick = vec![at(4.0, 8.2), at(7.0, 11.2), at(12.0, 5.2)];
            painter.line(tick, look.stroke(Ink::OnAccent, 2.0));
        }
        Mark::Mixed => {
            painter.rect_filled(square, 4, look.color(Ink::Accent));
            let dash = square.center().y;
            painter.hline(square.shrink(4.0).x_range(), dash, look.stroke(Ink::OnAccent, 2.0));
        }
    }
}
