//! Everything that a person can invoke: one table for menu, keys, search and the key map.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Carried, Cx};
use crate::{
    commands::{Command, Remove},
    geometry::Point,
    model::NodeId,
};

/// What is going to change, carried out after the frame by [`App::act`](super::App).
#[derive(Clone, Debug)]
pub enum Action {
    /// Commands as one step of history.
    Run(Edit),
    /// A hand moves a box to a corner in the picture.
    Put(NodeId, Point),
    Unpin(NodeId),
    Tidy,
    Undo,
    Redo,
    /// Replaces the selection.
    Select(Vec<NodeId>),
    /// Adds to the selection, or takes out of it.
    Toggle(NodeId),
    /// Selects a node and brings it to the middle of the canvas.
    Reveal(NodeId),
    FitAll,
    FitSelection,
    /// To 100 %.
    ZoomActual,
    ZoomBy(f32),
    /// The hand takes something from the palette or the canvas; the pointer is down.
    PickUp(Carried),
    /// Opens the page of a rule.
    ShowRule(&'static str),
    /// A line in the status strip.
    Say(String),
}

/// Commands with all that belongs to carrying them out by hand.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Without one, the first command's own.
    pub label: Option<String>,
    pub commands: Vec<Command>,
    /// Where a hand dropped a node, as the corner of its box in the picture.
    pub wish: Option<(NodeId, Point)>,
    /// Selected afterwards; none keeps the selection.
    pub select: Option<NodeId>,
}

impl Edit {
    pub fn of(commands: Vec<Command>) -> Self {
        Self { commands, ..Self::default() }
    }

    pub fn selecting(mut self, node: impl Into<NodeId>) -> Self {
        self.select = Some(node.into());
        self
    }

    pub fn named(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
}

/// A row of the table.
pub struct Entry {
    pub id: &'static str,
    /// As a menu says it.
    pub words: &'static str,
    pub keys: &'static [KeyboardShortcut],
    pub when: fn(&Cx<'_>) -> bool,
    pub make: fn(&Cx<'_>) -> Option<Action>,
}

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(CTRL_SHIFT, key)
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

/// In the order of the menu.
pub static ACTIONS: &[Entry] = &[
    Entry {
        id: "undo",
        words: "Undo",
        keys: &[ctrl(Key::Z)],
        when: |cx| !cx.session.history().past().is_empty(),
        make: |_| Some(Action::Undo),
    },
    Entry {
        id: "redo",
        words: "Redo",
        keys: &[ctrl(Key::Y), ctrl_shift(Key::Z)],
        when: |cx| !cx.session.history().future().is_empty(),
        make: |_| Some(Action::Redo),
    },
    Entry {
        id: "remove",
        words: "Delete",
        keys: &[plain(Key::Delete)],
        when: |cx| !cx.view.selection.is_empty(),
        make: remove_selection,
    },
    Entry {
        id: "tidy",
        words: "Tidy",
        keys: &[ctrl_shift(Key::T)],
        when: |cx| !cx.design().is_empty(),
        make: |_| Some(Action::Tidy),
    },
    Entry {
        id: "fit-all",
        words: "Fit all",
        keys: &[ctrl(Key::Num0)],
        when: |_| true,
        make: |_| Some(Action::FitAll),
    },
    Entry {
        id: "zoom-actual",
        words: "100 %",
        keys: &[ctrl(Key::Num1)],
        when: |_| true,
        make: |_| Some(Action::ZoomActual),
    },
    Entry {
        id: "fit-selection",
        words: "Fit selection",
        keys: &[ctrl(Key::Num2)],
        when: |cx| !cx.view.selection.is_empty(),
        make: |_| Some(Action::FitSelection),
    },
    Entry {
        id: "zoom-in",
        words: "Zoom in",
        keys: &[ctrl(Key::Equals), ctrl(Key::Plus)],
        when: |_| true,
        make: |_| Some(Action::ZoomBy(1.25)),
    },
    Entry {
        id: "zoom-out",
        words: "Zoom out",
        keys: &[ctrl(Key::Minus)],
        when: |_| true,
        make: |_| Some(Action::ZoomBy(0.8)),
    },
];

fn remove_selection(cx: &Cx<'_>) -> Option<Action> {
    let design = cx.design();
    // What stands inside something else that goes, goes with it.
    let inside_another = |node: &NodeId| {
        let holder = match node {
            NodeId::Role(_) => design.server_of(*node).map(NodeId::from),
            NodeId::Server(_) => design.site_of(*node).map(NodeId::from),
            _ => None,
        };
        holder.is_some_and(|holder| cx.view.is_selected(holder))
    };
    let nodes = cx.view.selection.iter().filter(|node| !inside_another(node));
    let commands: Vec<Command> = nodes.map(|node| Remove { node: *node }.into()).collect();
    (!commands.is_empty()).then(|| Action::Run(Edit::of(commands)))
}

/// Turns the keys pressed in this frame into actions, unless a text field has them.
pub fn shortcuts(ctx: &egui::Context, cx: &Cx<'_>, actions: &mut Vec<Action>) {
    let typing = ctx.text_edit_focused();
    for entry in ACTIONS.iter().filter(|entry| (entry.when)(cx)) {
        let own = |keys: &KeyboardShortcut| !typing || keys.modifiers.command;
        let pressed = entry.keys.iter().filter(|keys| own(keys));
        if pressed.into_iter().any(|keys| ctx.input_mut(|input| input.consume_shortcut(keys))) {
            actions.extend((entry.make)(cx));
        }
    }
}
