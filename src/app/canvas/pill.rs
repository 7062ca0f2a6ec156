//! The zoom pill at the lower right: out, how much, in, fit.

use egui::{Align, Layout, Rect, StrokeKind, Ui, UiBuilder, vec2};

use super::stage::Stage;
use crate::{
    app::{
        Action,
        controls::{Button, Kind},
    },
    scene::{Icon, Ink},
};

const SIZE: egui::Vec2 = vec2(150.0, 30.0);

pub fn pill_ui(stage: &Stage<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let look = stage.cx.look;
    let corner = stage.area.max - vec2(14.0, 14.0) - SIZE;
    let rect = Rect::from_min_size(corner, SIZE);
    let _ground = ui.interact(rect, egui::Id::unique("zoom pill"), egui::Sense::click());
    ui.painter().rect_filled(rect, 6.0, look.color(Ink::Panel));
    ui.painter().rect_stroke(rect, 6.0, look.stroke(Ink::Outline, 1.0), StrokeKind::Inside);
    let inside = UiBuilder::new()
        .max_rect(rect.shrink2(vec2(4.0, 3.0)))
        .layout(Layout::left_to_right(Align::Center));
    let mut ui = ui.new_child(inside);
    ui.spacing_mut().item_spacing.x = 1.0;
    if Button::icon(Icon::Minus, "Zoom out").small().show(&mut ui, look).clicked() {
        actions.push(Action::ZoomBy(0.8));
    }
    let percent = format!("{:.0} %", (stage.camera.zoom * 100.0).max(1.0));
    let actual = Button::new(&percent).kind(Kind::Quiet).small().hint("Back to 100 %");
    if actual.show(&mut ui, look).clicked() {
        actions.push(Action::ZoomActual);
    }
    if Button::icon(Icon::Plus, "Zoom in").small().show(&mut ui, look).clicked() {
        actions.push(Action::ZoomBy(1.25));
    }
    let fit = Button::new("Fit").kind(Kind::Quiet).small().hint("Show everything  Ctrl+0");
    if fit.show(&mut ui, look).clicked() {
        actions.push(Action::FitAll);
    }
}
