//! Everything that a person can invoke: one table for menu, keys, search and the key map.

mod keys;
mod table;

use egui::KeyboardShortcut;

pub use keys::{keys_in_words, shortcuts};
pub use table::{ACTIONS, removal, select_all};

use super::{
    Carried, Cx,
    canvas::{Camera, Pick},
    panels::Shelf,
    shell::FileAction,
    view::Sheet,
};
use crate::{
    commands::Command,
    facts::said::{Fact, Section},
    geometry::Point,
    model::{NodeId, Waiver},
    rules::Finding,
    session::Terms,
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
    /// Closes the rules where they are open; else the page of the rule that the finding in front
    /// breaks, or the list of rules.
    Help,
    /// The list of rules, at the page that was open last.
    ShowRules,
    /// Closes the list of rules; the page stays.
    FoldRules,
    HideRule,
    /// Opens or closes a section of the inspector.
    Fold(Section, bool),
    /// Goes to the field of a fact; of the plan's, where there is no node.
    Ask(Option<NodeId>, Fact),
    /// Puts a text where other programs can paste it, and says what it was.
    Copy(String, &'static str),
    Open(Sheet),
    CloseSheet,
    TogglePalette,
    ToggleInspector,
    ToggleFindings,
    /// Opens the list of findings at the first one of a group.
    ShowFindings(Shelf),
    /// Asks why the plan can live with a finding; without one, with the finding in front.
    AskWaive(Option<Box<Finding>>),
    Waive(Box<Finding>, Terms),
    /// Takes a waiver back.
    Withdraw(Box<Waiver>),
    /// Waives a finding for another year, for the same reason.
    Renew(Box<Finding>),
    /// Opens the list of findings, narrowed to those of a rule.
    ShowFindingsOf(&'static str),
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
    CloseSearch,
    /// Rings these nodes on the canvas while they are looked for.
    Glow(Vec<NodeId>),
    /// Back from the start page.
    ShowPlan,
    /// Files, and what is asked about them.
    File(FileAction),
    OpenExport,
    /// Shows on the canvas what these commands would make of the plan, as long as it is asked for
    /// in every frame.
    Preview(Vec<Command>),
    /// A line in the status strip.
    Say(String),
}

impl Action {
    /// Whether it looks at the plan as a whole: what is still being typed belongs to it then.
    pub fn reads_all(&self) -> bool {
        matches!(self, Self::OpenExport | Self::File(_))
    }
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
