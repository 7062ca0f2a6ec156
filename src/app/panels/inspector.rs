//! The properties of the selection.

use egui::Ui;

use super::{
    super::{Action, Cx},
    regions::Drawn,
};

const WIDTH: f32 = 288.0;

#[derive(Default)]
pub struct Inspector {}

impl Inspector {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, _actions: &mut Vec<Action>) -> Option<Drawn> {
        if !cx.view.is_inspector_shown() {
            return None;
        }
        let panel = egui::Panel::right("inspector").exact_size(WIDTH).resizable(false);
        let shown = panel.frame(cx.look.panel()).show(ui, |ui| ui.scope_id());
        Some(Drawn::new(&shown.response, shown.inner))
    }
}
