//! From keys to actions, and keys in words.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{ACTIONS, Action, Entry};
use crate::app::Cx;

/// Turns the keys pressed in this frame into actions, unless a text field has them.
pub fn shortcuts(ctx: &egui::Context, cx: &Cx<'_>, actions: &mut Vec<Action>) {
    let typing = ctx.text_edit_focused();
    // The list of rules lies over everything that other keys are about.
    let is_free = |entry: &&Entry| !cx.view.rule_list || entry.id == "help";
    for entry in ACTIONS.iter().filter(is_free).filter(|entry| (entry.when)(cx)) {
        let own = entry.keys.iter().copied().filter(|keys| !typing || !is_for_text(*keys));
        if own.into_iter().any(|keys| ctx.input_mut(|input| take(input, keys))) {
            actions.extend((entry.make)(cx));
        }
    }
}

/// Keys as people write them: Ctrl+., not Ctrl+Period.
pub fn keys_in_words(ctx: &egui::Context, keys: &KeyboardShortcut) -> String {
    let text = ctx.format_shortcut(keys);
    [("Period", "."), ("Slash", "/"), ("Equals", "="), ("Plus", "+"), ("Minus", "\u{2212}")]
        .iter()
        .fold(text, |text, (name, sign)| text.replace(name, sign))
}

/// Whether exactly these keys were pressed; nobody else sees them then. Shift is left open where
/// a keyboard may need it to reach the sign.
fn take(input: &mut egui::InputState, keys: KeyboardShortcut) -> bool {
    let is_sign =
        matches!(keys.logical_key, Key::Plus | Key::Minus | Key::Equals | Key::Slash | Key::Period);
    let is_meant = |event: &egui::Event| match event {
        egui::Event::Key { key, pressed: true, modifiers, .. } => {
            let held = if is_sign { Modifiers { shift: false, ..*modifiers } } else { *modifiers };
            *key == keys.logical_key && held.matches_exact(keys.modifiers)
        }
        _ => false,
    };
    let before = input.events.len();
    input.events.retain(|event| !is_meant(event));
    input.events.len() < before
}

/// Keys that mean something to a text field.
fn is_for_text(keys: KeyboardShortcut) -> bool {
    let is_function_key = matches!(keys.logical_key, Key::F1 | Key::F6 | Key::F8);
    let edits = matches!(
        keys.logical_key,
        Key::A
            | Key::C
            | Key::H
            | Key::V
            | Key::X
            | Key::Y
            | Key::Z
            | Key::Delete
            | Key::Enter
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::ArrowLeft
            | Key::ArrowRight
    );
    edits || !(keys.modifiers.command || is_function_key)
}
