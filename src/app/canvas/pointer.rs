//! Pointer, wheel and pinch: from movements of the hand to camera, selection and things picked up.

use egui::{Key, PointerButton, Pos2, Response, Ui};

use super::{Camera, Carried, hit::node_under, sight, stage::Stage};
use crate::{
    app::Action,
    geometry::{Point, Rect},
    model::NodeId,
};

/// What a drag on the canvas does until the button is let go.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Gesture {
    #[default]
    None,
    Pan,
    /// A rectangle from this point of the picture selects what is in it.
    Marquee(Point),
}

/// How the wheel and a hand on the canvas itself move the camera.
pub fn camera(ui: &Ui, canvas: &Response, gesture: Gesture, before: Camera) -> Camera {
    let mut camera = before;
    let area = canvas.rect;
    if gesture == Gesture::Pan {
        camera.pan(ui.input(|input| input.pointer.delta()));
    }
    if canvas.contains_pointer() {
        let (scroll, zoom) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
        let pointer = ui.input(|input| input.pointer.hover_pos());
        if let (Some(pointer), true) = (pointer, (zoom - 1.0).abs() > f32::EPSILON) {
            camera.zoom_at(pointer, area, camera.zoom * zoom);
        } else if scroll != egui::Vec2::ZERO {
            camera.pan(scroll);
        }
    }
    camera
}

/// Begins and ends drags on the canvas.
pub fn gesture(
    stage: &Stage<'_>,
    ui: &Ui,
    canvas: &Response,
    gesture: &mut Gesture,
    hit: impl Fn(Pos2) -> Option<NodeId>,
    actions: &mut Vec<Action>,
) {
    let space = ui.input(|input| input.key_down(Key::Space)) && !ui.ctx().text_edit_focused();
    if canvas.drag_started_by(PointerButton::Middle) {
        *gesture = Gesture::Pan;
    } else if canvas.drag_started_by(PointerButton::Primary) {
        canvas.request_focus();
        let origin = ui.input(|input| input.pointer.press_origin());
        let origin = origin.unwrap_or(stage.area.center());
        *gesture = match hit(origin) {
            _ if space => Gesture::Pan,
            Some(node) => {
                actions.extend(Carried::holding(node).map(Action::PickUp));
                Gesture::None
            }
            None => Gesture::Marquee(stage.in_scene(origin)),
        };
    }
    let down = ui.input(|input| input.pointer.any_down());
    if !down {
        if let Gesture::Marquee(from) = *gesture {
            let pointer = ui.input(|input| input.pointer.interact_pos());
            let to = stage.in_scene(pointer.unwrap_or(stage.area.center()));
            let adds = ui.input(|input| input.modifiers.shift || input.modifiers.command);
            let mut nodes = sight::enclosed(stage.plan(), between(from, to));
            if adds {
                let kept = stage.cx.view.selection.iter().filter(|node| !nodes.contains(node));
                nodes = kept.copied().chain(nodes.iter().copied()).collect();
            }
            actions.push(Action::Select(nodes));
        }
        *gesture = Gesture::None;
    }
}

/// The rectangle between two corners.
pub fn between(from: Point, to: Point) -> Rect {
    Rect::new(from, from).union(&Rect::new(to, to))
}

/// Clicks select.
pub fn clicks(
    ui: &Ui,
    canvas: &Response,
    hit: impl Fn(Pos2) -> Option<NodeId>,
    is_selected: impl Fn(NodeId) -> bool,
    actions: &mut Vec<Action>,
) {
    let Some(pos) = canvas.interact_pointer_pos() else { return };
    let modifiers = ui.input(|input| input.modifiers);
    if canvas.clicked() {
        canvas.request_focus();
        match hit(pos) {
            Some(node) if modifiers.shift || modifiers.command => {
                actions.push(Action::Toggle(node));
            }
            node => actions.push(Action::Select(node.into_iter().collect())),
        }
    }
    if canvas.secondary_clicked() {
        canvas.request_focus();
        match hit(pos) {
            Some(node) if is_selected(node) => {}
            node => actions.push(Action::Select(node.into_iter().collect())),
        }
    }
}

/// The node under a place on the screen.
pub fn under(stage: &Stage<'_>, cache: &super::cache::Cache, pos: Pos2) -> Option<NodeId> {
    stage.area.contains(pos).then(|| node_under(stage, cache, stage.in_scene(pos)))?
}
