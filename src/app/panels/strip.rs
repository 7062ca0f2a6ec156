//! The status strip.

use super::super::{Action, Cx};

pub fn strip_ui(_cx: &Cx<'_>, ui: &mut egui::Ui, _actions: &mut Vec<Action>) {
    egui::Panel::bottom("strip").exact_size(28.0).resizable(false).show(ui, |_ui| {});
}
