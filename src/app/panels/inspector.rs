//! The properties of the selection.

use super::super::{Action, Cx};

pub fn inspector_ui(_cx: &Cx<'_>, ui: &mut egui::Ui, _actions: &mut Vec<Action>) {
    egui::Panel::right("inspector").exact_size(288.0).resizable(false).show(ui, |_ui| {});
}
