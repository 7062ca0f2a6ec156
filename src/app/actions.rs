//! Everything that a person can invoke: one table for menu, keys, search and the key map.

use std::collections::BTreeSet;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{
    Carried, Cx,
    canvas::{Camera, Pick, Side, siblings},
    view::Sheet,
};
use crate::{
    commands::{Command, Remove, consequence},
    geometry::Point,
    model::{Design, NodeId},
    rules::Severity,
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
    /// Where the camera stands.
    Look(Camera),
    /// Moves the camera as little as it takes to show a node.
    Show(NodeId),
    /// Selects a node by keyboard and moves the camera as little as it takes to show it.
    Walk(NodeId),
    /// Keeps a box where it is.
    Pin(NodeId),
    /// Opens a field for a node's name where it stands.
    Rename(NodeId),
    /// Opens a list of what can be added.
    Pick(Pick),
    /// Opens the menu of what has the keyboard on the canvas.
    Menu,
    /// Adds to a node as a drop there would; without one, on empty canvas.
    AddTo(Carried, Option<NodeId>),
    /// The hand takes something from the palette or the canvas; the pointer is down.
    PickUp(Carried),
    /// Opens the page of a rule.
    ShowRule(&'static str),
    /// The page of the rule that the finding in front breaks.
    ShowLeadingRule,
    HideRule,
    Open(Sheet),
    CloseSheet,
    TogglePalette,
    ToggleInspector,
    ToggleFindings,
    /// Opens the list of findings at the first one of a severity; none means those that could not
    /// be checked.
    ShowFindings(Option<Severity>),
    /// Selects the next finding's node, or the one before.
    StepFinding(Way),
    /// Gives the keyboard to the next region of the window, or the one before.
    StepRegion(Way),
    /// So many steps of history at once, back where negative.
    Travel(isize),
    /// Adds to what is selected, as a drop there would.
    Add(Carried),
    Theme(egui::ThemePreference),
    OpenSearch,
    OpenExport,
    /// A line in the status strip.
    Say(String),
}

/// To the next one, or to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Next,
    Back,
}

/// Commands with all that belongs to carrying them out by hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edit {
    /// Without one, the first command's own.
    pub label: Option<String>,
    pub commands: Vec<Command>,
    /// Where a hand dropped a node, as the corner of its box in the picture.
    pub wish: Option<(NodeId, Point)>,
    /// Selected afterwards; none keeps the selection.
    pub select: Option<NodeId>,
    /// Said behind the label in the status strip: what comes with it.
    pub note: Option<String>,
    /// Said in the status strip in place of the label.
    pub said: Option<String>,
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

/// Under which title of the menu an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    File,
    Edit,
    View,
    Help,
}

impl Group {
    pub const ALL: [Self; 4] = [Self::File, Self::Edit, Self::View, Self::Help];

    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// A row of the table.
pub struct Entry {
    pub id: &'static str,
    pub group: Group,
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

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

/// In the order of the menu.
pub static ACTIONS: &[Entry] = &[
    Entry {
        id: "undo",
        group: Group::Edit,
        words: "Undo",
        keys: &[ctrl(Key::Z)],
        when: |cx| !cx.session.history().past().is_empty(),
        make: |_| Some(Action::Undo),
    },
    Entry {
        id: "redo",
        group: Group::Edit,
        words: "Redo",
        keys: &[ctrl(Key::Y), ctrl_shift(Key::Z)],
        when: |cx| !cx.session.history().future().is_empty(),
        make: |_| Some(Action::Redo),
    },
    Entry {
        id: "remove",
        group: Group::Edit,
        words: "Delete",
        keys: &[plain(Key::Delete)],
        when: |cx| !cx.view.selection.is_empty(),
        make: remove_selection,
    },
    Entry {
        id: "rename",
        group: Group::Edit,
        words: "Rename",
        keys: &[plain(Key::F2)],
        when: |cx| !cx.view.selection.is_empty(),
        make: |cx| cx.view.leading().map(Action::Rename),
    },
    Entry {
        id: "add-role",
        group: Group::Edit,
        words: "Add a role\u{2026}",
        keys: &[ctrl(Key::Enter)],
        when: |cx| cx.view.leading().is_some_and(|it| cx.design().server_of(it).is_some()),
        make: pick_role,
    },
    Entry {
        id: "add-child",
        group: Group::Edit,
        words: "Add a child site\u{2026}",
        keys: &[ctrl(Key::ArrowDown)],
        when: |_| true,
        make: pick_child,
    },
    Entry {
        id: "add-after",
        group: Group::Edit,
        words: "Add beside it, after\u{2026}",
        keys: &[ctrl(Key::ArrowRight)],
        when: |cx| !cx.view.selection.is_empty(),
        make: |cx| pick_beside(cx, Side::After),
    },
    Entry {
        id: "add-before",
        group: Group::Edit,
        words: "Add beside it, before\u{2026}",
        keys: &[ctrl(Key::ArrowLeft)],
        when: |cx| !cx.view.selection.is_empty(),
        make: |cx| pick_beside(cx, Side::Before),
    },
    Entry {
        id: "add-parent",
        group: Group::Edit,
        words: "Add a site above\u{2026}",
        keys: &[ctrl(Key::ArrowUp)],
        when: |cx| !cx.view.selection.is_empty(),
        make: pick_parent,
    },
    Entry {
        id: "select-all",
        group: Group::Edit,
        words: "Select all",
        keys: &[ctrl(Key::A)],
        when: |cx| !cx.design().is_empty(),
        make: select_all,
    },
    Entry {
        id: "menu",
        group: Group::Edit,
        words: "Menu of the selection",
        keys: &[shift(Key::F10), plain(Key::Menu)],
        when: |cx| !cx.view.selection.is_empty(),
        make: |_| Some(Action::Menu),
    },
    Entry {
        id: "tidy",
        group: Group::Edit,
        words: "Tidy",
        keys: &[ctrl_shift(Key::T)],
        when: |cx| !cx.design().is_empty(),
        make: |_| Some(Action::Tidy),
    },
    Entry {
        id: "fit-all",
        group: Group::View,
        words: "Fit all",
        keys: &[ctrl(Key::Num0)],
        when: |_| true,
        make: |_| Some(Action::FitAll),
    },
    Entry {
        id: "zoom-actual",
        group: Group::View,
        words: "100 %",
        keys: &[ctrl(Key::Num1)],
        when: |_| true,
        make: |_| Some(Action::ZoomActual),
    },
    Entry {
        id: "fit-selection",
        group: Group::View,
        words: "Fit selection",
        keys: &[ctrl(Key::Num2)],
        when: |cx| !cx.view.selection.is_empty(),
        make: |_| Some(Action::FitSelection),
    },
    Entry {
        id: "zoom-in",
        group: Group::View,
        words: "Zoom in",
        keys: &[ctrl(Key::Equals), ctrl(Key::Plus)],
        when: |_| true,
        make: |_| Some(Action::ZoomBy(1.25)),
    },
    Entry {
        id: "zoom-out",
        group: Group::View,
        words: "Zoom out",
        keys: &[ctrl(Key::Minus)],
        when: |_| true,
        make: |_| Some(Action::ZoomBy(0.8)),
    },
    Entry {
        id: "history",
        group: Group::Edit,
        words: "History\u{2026}",
        keys: &[ctrl(Key::H)],
        when: |cx| cx.has_history(),
        make: |_| Some(Action::Open(Sheet::History)),
    },
    Entry {
        id: "search",
        group: Group::Edit,
        words: "Search or command\u{2026}",
        keys: &[ctrl(Key::K), ctrl(Key::F)],
        when: |_| true,
        make: |_| Some(Action::OpenSearch),
    },
    Entry {
        id: "palette",
        group: Group::View,
        words: "Show or fold the palette",
        keys: &[ctrl(Key::B)],
        when: |_| true,
        make: |_| Some(Action::TogglePalette),
    },
    Entry {
        id: "inspector",
        group: Group::View,
        words: "Show or hide the inspector",
        keys: &[ctrl(Key::I)],
        when: |_| true,
        make: |_| Some(Action::ToggleInspector),
    },
    Entry {
        id: "findings",
        group: Group::View,
        words: "Show or hide the findings",
        keys: &[ctrl(Key::J)],
        when: |_| true,
        make: |_| Some(Action::ToggleFindings),
    },
    Entry {
        id: "next-finding",
        group: Group::View,
        words: "Next finding",
        keys: &[plain(Key::F8)],
        when: |_| true,
        make: |_| Some(Action::StepFinding(Way::Next)),
    },
    Entry {
        id: "previous-finding",
        group: Group::View,
        words: "Previous finding",
        keys: &[shift(Key::F8)],
        when: |_| true,
        make: |_| Some(Action::StepFinding(Way::Back)),
    },
    Entry {
        id: "fixes",
        group: Group::Edit,
        words: "Fixes of the finding\u{2026}",
        keys: &[ctrl(Key::Period)],
        when: |_| true,
        make: |_| Some(Action::Open(Sheet::Fixes)),
    },
    Entry {
        id: "next-region",
        group: Group::View,
        words: "Next region of the window",
        keys: &[plain(Key::F6)],
        when: |_| true,
        make: |_| Some(Action::StepRegion(Way::Next)),
    },
    Entry {
        id: "previous-region",
        group: Group::View,
        words: "Previous region of the window",
        keys: &[shift(Key::F6)],
        when: |_| true,
        make: |_| Some(Action::StepRegion(Way::Back)),
    },
    Entry {
        id: "export",
        group: Group::File,
        words: "Export\u{2026}",
        keys: &[ctrl(Key::E)],
        when: |cx| !cx.design().is_empty(),
        make: |_| Some(Action::OpenExport),
    },
    Entry {
        id: "keys",
        group: Group::Help,
        words: "Keys",
        keys: &[ctrl(Key::Slash)],
        when: |_| true,
        make: |_| Some(Action::Open(Sheet::Keys)),
    },
    Entry {
        id: "rule",
        group: Group::Help,
        words: "Rule of the finding",
        keys: &[plain(Key::F1)],
        when: |cx| cx.session.report().tally() != crate::rules::report::Tally::default(),
        make: |_| Some(Action::ShowLeadingRule),
    },
    Entry {
        id: "about",
        group: Group::Help,
        words: "About Sitewright",
        keys: &[],
        when: |_| true,
        make: |_| Some(Action::Open(Sheet::About)),
    },
];

fn remove_selection(cx: &Cx<'_>) -> Option<Action> {
    removal(cx.design(), &cx.view.selection)
}

/// Removes nodes in one step, and says what goes with them.
pub fn removal(design: &Design, nodes: &[NodeId]) -> Option<Action> {
    let marked: BTreeSet<NodeId> = nodes.iter().copied().collect();
    // What stands inside something else that goes, goes with it.
    let inside_another = |node: NodeId| {
        let server = design.server_of(node).map(NodeId::from);
        let site = design.site_of(node);
        let above = std::iter::successors(site, |site| design.parent(*site)).map(NodeId::from);
        server.into_iter().chain(above).any(|holder| holder != node && marked.contains(&holder))
    };
    let mut lone: Vec<NodeId> = nodes.to_vec();
    lone.retain(|node| !inside_another(*node));
    let commands: Vec<Command> = lone.iter().map(|node| Remove { node: *node }.into()).collect();
    let said = match lone[..] {
        [] => return None,
        [node] => format!("Removed {}", consequence(design, node)),
        _ => format!("Removed {} nodes", lone.len()),
    };
    let note = Some("Ctrl+Z brings it back".to_owned());
    let label = match lone[..] {
        [_] => None,
        _ => Some(format!("Remove {} nodes", lone.len())),
    };
    Some(Action::Run(Edit { label, said: Some(said), note, ..Edit::of(commands) }))
}

/// What stands beside the selection; all sites and gateways where nothing is selected.
pub fn select_all(cx: &Cx<'_>) -> Option<Action> {
    let design = cx.design();
    let everything = || {
        let sites = design.sites().map(|site| NodeId::from(site.id));
        sites.chain(design.gateways().iter().map(|gateway| gateway.id.into())).collect()
    };
    let nodes: Vec<NodeId> = match cx.view.leading() {
        Some(node @ (NodeId::Server(_) | NodeId::Role(_))) => siblings(design, node),
        _ => everything(),
    };
    (!nodes.is_empty()).then_some(Action::Select(nodes))
}

fn pick_role(cx: &Cx<'_>) -> Option<Action> {
    let server = cx.design().server_of(cx.view.leading()?)?;
    Some(Action::Pick(Pick::Role(server)))
}

fn pick_child(cx: &Cx<'_>) -> Option<Action> {
    Some(Action::Pick(match cx.view.leading() {
        Some(node) => Pick::Child(cx.design().site_of(node)?),
        None => Pick::Root,
    }))
}

fn pick_parent(cx: &Cx<'_>) -> Option<Action> {
    Some(Action::Pick(Pick::Parent(cx.design().site_of(cx.view.leading()?)?)))
}

fn pick_beside(cx: &Cx<'_>, side: Side) -> Option<Action> {
    Some(Action::Pick(Pick::Beside(cx.view.leading()?, side)))
}

/// Turns the keys pressed in this frame into actions, unless a text field has them.
pub fn shortcuts(ctx: &egui::Context, cx: &Cx<'_>, actions: &mut Vec<Action>) {
    let typing = ctx.text_edit_focused();
    for entry in ACTIONS.iter().filter(|entry| (entry.when)(cx)) {
        let own = |keys: &KeyboardShortcut| !typing || !is_for_text(keys);
        let pressed = entry.keys.iter().filter(|keys| own(keys));
        if pressed.into_iter().any(|keys| ctx.input_mut(|input| take(input, keys))) {
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
fn take(input: &mut egui::InputState, keys: &KeyboardShortcut) -> bool {
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
fn is_for_text(keys: &KeyboardShortcut) -> bool {
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
