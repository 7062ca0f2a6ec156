//! The table of actions, in the order of the menu.

use std::collections::BTreeSet;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Action, Edit, Entry, Group, Way};
use crate::{
    app::{
        Cx, Mode,
        canvas::{Pick, Side, duplicate, siblings},
        shell::{FileAction, ImportAction},
        view::Sheet,
    },
    commands::{Command, Remove, consequence},
    model::{Design, NodeId},
};

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
        id: "new",
        group: Group::File,
        words: "New\u{2026}",
        keys: &[ctrl(Key::N)],
        when: |_| true,
        make: |_| Some(Action::File(FileAction::StartPage)),
    },
    Entry {
        id: "open",
        group: Group::File,
        words: "Open\u{2026}",
        keys: &[ctrl(Key::O)],
        when: |_| true,
        make: |_| Some(Action::File(FileAction::AskOpen)),
    },
    Entry {
        id: "import",
        group: Group::File,
        words: "Import\u{2026}",
        keys: &[ctrl_shift(Key::I)],
        when: |_| true,
        make: |_| Some(Action::File(FileAction::AskImport)),
    },
    Entry {
        id: "import-notes",
        group: Group::File,
        words: "Notes of the import\u{2026}",
        keys: &[],
        when: |cx| cx.view.has_notes,
        make: |_| Some(Action::File(FileAction::Import(ImportAction::Show))),
    },
    Entry {
        id: "save",
        group: Group::File,
        words: "Save",
        keys: &[ctrl(Key::S)],
        when: |_| true,
        make: |_| Some(Action::File(FileAction::Save)),
    },
    Entry {
        id: "save-as",
        group: Group::File,
        words: "Save as\u{2026}",
        keys: &[ctrl_shift(Key::S)],
        when: |_| true,
        make: |_| Some(Action::File(FileAction::SaveAs)),
    },
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
        id: "paste",
        group: Group::Edit,
        words: "Paste a table of servers",
        keys: &[ctrl(Key::V)],
        when: |_| true,
        make: |_| Some(Action::File(FileAction::AskPaste)),
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
        id: "duplicate",
        group: Group::Edit,
        words: "Duplicate",
        keys: &[ctrl(Key::D)],
        when: |cx| matches!(cx.view.leading(), Some(NodeId::Server(_))),
        make: duplicate,
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
        id: "waive",
        group: Group::Edit,
        words: "Waive the finding\u{2026}",
        keys: &[ctrl_shift(Key::W)],
        when: |cx| cx.session.report().tally() != crate::rules::report::Tally::default(),
        make: |_| Some(Action::AskWaive(None)),
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
        when: |cx| cx.view.mode == Mode::Plan && !cx.design().is_empty(),
        make: |_| Some(Action::OpenExport),
    },
    Entry {
        id: "export-again",
        group: Group::File,
        words: "Export again",
        keys: &[ctrl_shift(Key::E)],
        when: |cx| cx.view.mode == Mode::Plan && !cx.design().is_empty(),
        make: |_| Some(Action::File(FileAction::ExportAgain)),
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
        id: "questions",
        group: Group::View,
        words: "Questions\u{2026}",
        keys: &[ctrl_shift(Key::Q)],
        when: |cx| cx.view.mode == Mode::Plan && !cx.design().is_empty(),
        make: |_| Some(Action::Open(Sheet::Questions)),
    },
    Entry {
        id: "rules",
        group: Group::Help,
        words: "Rules\u{2026}",
        keys: &[shift(Key::F1)],
        when: |_| true,
        make: |_| Some(Action::ShowRules),
    },
    Entry {
        id: "help",
        group: Group::Help,
        words: "Rule of the finding",
        keys: &[plain(Key::F1)],
        when: |_| true,
        make: |_| Some(Action::Help),
    },
    Entry {
        id: "collector",
        group: Group::Help,
        words: "Save the collector script\u{2026}",
        keys: &[],
        when: |_| true,
        make: |_| Some(Action::File(FileAction::AskCollector)),
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
