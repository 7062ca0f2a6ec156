//! A list of any length: only the rows that can be seen are painted.

use egui::{EventFilter, Key, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::super::super::Look;
use crate::scene::Ink;

pub const ROW: f32 = 24.0;

/// Paints the rows in sight of `count`; the keyboard scrolls them where the list has it.
pub fn rows(
    ui: &mut Ui,
    look: &Look,
    name: &str,
    count: usize,
    mut paint: impl FnMut(&mut Ui, usize, Rect),
) {
    let area = ui.available_rect_before_wrap();
    let id = ui.scope_id().with(name);
    let list = ui.interact(area, id, Sense::focusable_noninteractive());
    list.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::List, true, name));
    let mut scroll = ScrollArea::vertical().id_salt(name).auto_shrink(false);
    let key_of = id.with("offset");
    if list.has_focus() {
        let filter = EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let now: f32 = ui.data(|data| data.get_temp(key_of)).unwrap_or_default();
        if let Some(by) = stepped(ui, area.height()) {
            let end = (whole(count) - area.height()).max(0.0);
            scroll = scroll.vertical_scroll_offset((now + by).clamp(0.0, end));
        }
    }
    let shown = scroll.show_viewport(ui, |ui, seen| {
        ui.set_width(ui.available_width());
        ui.set_height(whole(count));
        let width = ui.max_rect().x_range();
        // Far down a long list, sums of rows are too rough for a screen; what is near is not.
        let first = (f64::from(seen.min.y) / f64::from(ROW)).floor().max(0.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in a list, and pixels of one window"
        )]
        let (at, above) = (first as usize, (first * f64::from(ROW) - f64::from(seen.min.y)) as f32);
        let mut top = area.top() + above;
        for row in at..count {
            if top >= area.bottom() {
                break;
            }
            let rect = Rect::from_min_max(pos2(width.min, top), pos2(width.max, top + ROW));
            paint(ui, row, rect);
            top += ROW;
        }
    });
    ui.data_mut(|data| data.insert_temp(key_of, shown.state.clamped_offset().y));
    if list.has_focus() {
        let edge = look.stroke(Ink::Accent, 2.0);
        ui.painter().rect_stroke(area, 4, edge, egui::StrokeKind::Inside);
    }
}

#[expect(clippy::cast_precision_loss, reason = "the height of a list")]
fn whole(count: usize) -> f32 {
    vec2(0.0, count as f32 * ROW).y
}

/// How far keys scroll.
fn stepped(ui: &Ui, page: f32) -> Option<f32> {
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    [
        (Key::ArrowDown, ROW),
        (Key::ArrowUp, -ROW),
        (Key::PageDown, page - ROW),
        (Key::PageUp, ROW - page),
        (Key::Home, -f32::MAX),
        (Key::End, f32::MAX),
    ]
    .into_iter()
    .find_map(|(key, by)| pressed(key).then_some(by))
}
