//! What the window shows of a plan: never in the plan, never in undo.

use std::collections::BTreeSet;

use super::canvas::Camera;
use crate::model::NodeId;

#[derive(Clone, Debug, Default)]
pub struct View {
    pub camera: Camera,
    /// In the order in which they were selected; the last one leads.
    pub selection: Vec<NodeId>,
    /// Where the keyboard is on the canvas.
    pub focus: Option<NodeId>,
    pub mode: Mode,
    pub palette: Panel,
    pub inspector: Panel,
    pub findings: Panel,
    /// The rule whose page is open.
    pub rule: Option<&'static str>,
    /// One line in the status strip: what just happened.
    pub said: String,
}

/// What fills the canvas area or lies over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Plan,
    Start,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    #[default]
    Open,
    Closed,
}

impl View {
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
