//! What the window shows of a plan: never in the plan, never in undo.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::canvas::Camera;
use crate::{facts::said::Section, model::NodeId};

#[derive(Clone, Debug, Default)]
pub struct View {
    pub camera: Camera,
    /// In the order in which they were selected; the last one leads.
    pub selection: Vec<NodeId>,
    /// Where the keyboard is on the canvas.
    pub focus: Option<NodeId>,
    pub mode: Mode,
    /// What the search has found so far.
    pub glow: Vec<NodeId>,
    pub palette: Panel,
    pub inspector: Panel,
    pub findings: Panel,
    /// The rule whose page is open.
    pub rule: Option<&'static str>,
    /// Sections of the inspector that a hand opened or closed; the others are open where they say
    /// something.
    pub folds: BTreeMap<Section, bool>,
    /// The list of rules lies over the window, with that page in it.
    pub rule_list: bool,
    /// One line in the status strip: what just happened.
    pub said: String,
    /// What lies over the window.
    pub sheet: Option<Sheet>,
    /// An import was taken whose notes can be read.
    pub has_notes: bool,
    /// When the plan was saved last, as a clock shows it.
    pub saved_at: Option<String>,
}

/// What lies over the window until it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// What was done, to go back to.
    History,
    /// Every key.
    Keys,
    About,
    /// What the plan does not say, by who can answer.
    Questions,
    /// What would cure the finding on which the keyboard is.
    Fixes,
    /// Why the plan can live with a finding.
    Waive,
}

/// What fills the canvas area or lies over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Plan,
    Start,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Panel {
    /// As the window's width and the selection ask.
    #[default]
    Auto,
    Open,
    Closed,
}

impl View {
    /// Whether the palette shows names, in a window of this width.
    pub fn is_palette_wide(&self, window: f32) -> bool {
        match self.palette {
            Panel::Auto => window >= 1_200.0,
            Panel::Open => true,
            Panel::Closed => false,
        }
    }

    pub fn is_inspector_shown(&self) -> bool {
        match self.inspector {
            Panel::Auto => !self.selection.is_empty(),
            Panel::Open => true,
            Panel::Closed => false,
        }
    }

    pub fn are_findings_shown(&self) -> bool {
        self.findings == Panel::Open
    }

    /// Hides the inspector where it is shown, and shows it where it is not; it comes and goes with
    /// the selection again where that amounts to the same.
    pub fn toggle_inspector(&mut self) {
        self.inspector = match (self.is_inspector_shown(), self.selection.is_empty()) {
            (true, true) | (false, false) => Panel::Auto,
            (true, false) => Panel::Closed,
            (false, true) => Panel::Open,
        };
    }

    /// The node that the inspector is about.
    pub fn leading(&self) -> Option<NodeId> {
        self.selection.last().copied()
    }

    pub fn is_selected(&self, node: NodeId) -> bool {
        self.selection.contains(&node)
    }

    /// Forgets nodes that are gone.
    pub fn keep(&mut self, exists: impl Fn(NodeId) -> bool) {
        let mut seen = BTreeSet::new();
        self.selection.retain(|node| exists(*node) && seen.insert(*node));
        self.focus = self.focus.filter(|node| exists(*node));
    }
}
