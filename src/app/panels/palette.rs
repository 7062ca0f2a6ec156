//! What can be added.

use super::super::{Action, Cx};

pub fn palette_ui(_cx: &Cx<'_>, ui: &mut egui::Ui, _actions: &mut Vec<Action>) {
    egui::Panel::left("palette").exact_size(228.0).resizable(false).show(ui, |_ui| {});
}
