//! The keys that mean something only while the canvas has the keyboard.

use egui::{EventFilter, FocusDirection, Key, Modifiers, Response, Ui};

use super::{
    Canvas,
    stage::Stage,
    walk::{self, Direction},
};
use crate::{
    app::{Action, Cx},
    geometry::Point,
    model::NodeId,
};

/// How far a nudge goes, in units of the picture; a fine one with Shift.
const NUDGE: f32 = 24.0;
const FINE: f32 = 4.0;

const ARROWS: [(Key, Direction); 4] = [
    (Key::ArrowUp, Direction::Up),
    (Key::ArrowDown, Direction::Down),
    (Key::ArrowLeft, Direction::Left),
    (Key::ArrowRight, Direction::Right),
];

pub fn keys(
    stage: &Stage<'_>,
    ui: &Ui,
    canvas: &Response,
    state: &Canvas,
    actions: &mut Vec<Action>,
) {
    if !canvas.has_focus() || state.rename.is_some() || state.picker.is_some() {
        return;
    }
    let filter =
        EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(canvas.id, filter));
    let view = stage.cx.view;
    let is_covered = view.sheet.is_some() || view.rule.is_some();
    if is_covered || state.menu.is_some() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let focus = stage.cx.view.focus;
    for (key, way) in ARROWS {
        let alt_shift = Modifiers::ALT.plus(Modifiers::SHIFT);
        if pressed(alt_shift, key) {
            actions.extend(focus.and_then(|node| nudge(stage, node, way, FINE)));
        } else if pressed(Modifiers::ALT, key) {
            actions.extend(focus.and_then(|node| nudge(stage, node, way, NUDGE)));
        } else if pressed(Modifiers::NONE, key) {
            let next = match focus {
                Some(node) => walk::step(stage, &state.cache, node, way),
                None => walk::first(stage.design()),
            };
            actions.extend(next.map(Action::Walk));
        }
    }
    if pressed(Modifiers::SHIFT, Key::Tab) {
        along(stage, focus, false, actions);
    } else if pressed(Modifiers::NONE, Key::Tab) {
        along(stage, focus, true, actions);
    }
    let plain = |key| {
        let none = ui.input(|input| !input.modifiers.any());
        none && pressed(Modifiers::NONE, key)
    };
    if plain(Key::Enter) {
        let next = match focus {
            Some(node) => walk::enter(stage.design(), node),
            None => walk::first(stage.design()),
        };
        actions.extend(next.map(Action::Walk));
    }
    if plain(Key::Escape) {
        let out = focus.and_then(|node| walk::holder(stage.design(), node));
        actions.push(out.map_or_else(|| Action::Select(Vec::new()), Action::Walk));
    }
}

/// To the sibling after the one that has the keyboard, or before it.
fn along(stage: &Stage<'_>, focus: Option<NodeId>, forward: bool, actions: &mut Vec<Action>) {
    let next = match focus {
        Some(node) => walk::beside(stage.design(), node, forward),
        None => walk::first(stage.design()),
    };
    actions.extend(next.map(Action::Walk));
}

/// Beyond the last sibling, Tab leaves the canvas. Asked before the canvas is there in this frame,
/// because egui hands the keyboard on from one widget to the next as they come.
pub fn leave(cx: &Cx<'_>, ui: &Ui) {
    if !ui.memory(|memory| memory.has_focus(super::id())) {
        return;
    }
    let design = cx.design();
    let beyond = |forward| match cx.view.focus {
        Some(node) => walk::beside(design, node, forward).is_none(),
        None => walk::first(design).is_none(),
    };
    let ways = [
        (Modifiers::SHIFT, false, FocusDirection::Previous),
        (Modifiers::NONE, true, FocusDirection::Next),
    ];
    for (modifiers, forward, direction) in ways {
        let asked =
            ui.input(|input| input.modifiers.shift != forward && input.key_pressed(Key::Tab));
        if asked && beyond(forward) {
            ui.input_mut(|input| input.consume_key(modifiers, Key::Tab));
            ui.memory_mut(|memory| memory.move_focus(direction));
        }
    }
}

fn nudge(stage: &Stage<'_>, node: NodeId, way: Direction, by: f32) -> Option<Action> {
    let plan = stage.plan();
    let node = match node {
        NodeId::Role(_) => walk::holder(&plan.design, node)?,
        _ => node,
    };
    let corner = plan.places.bounds(&plan.design, node)?.min;
    let step = match way {
        Direction::Up => Point::new(0.0, -by),
        Direction::Down => Point::new(0.0, by),
        Direction::Left => Point::new(-by, 0.0),
        Direction::Right => Point::new(by, 0.0),
    };
    Some(Action::Put(node, corner + step))
}
