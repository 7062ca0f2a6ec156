//! The bar at the top.

use super::super::{Action, Cx};

pub fn title_bar_ui(_cx: &Cx<'_>, ui: &mut egui::Ui, _actions: &mut Vec<Action>) {
    egui::Panel::top("title").exact_size(40.0).resizable(false).show(ui, |_ui| {});
}
