//! Pages of the documentation as links, with the day they were read.

use egui::Ui;

use super::super::super::{
    Action, Cx,
    controls::{Button, Kind, SMALL, words},
};
use crate::{
    facts::sources::Source,
    measure::Weight,
    scene::{Icon, Ink},
};

/// The whole address, and a button that copies it.
pub fn source_ui(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, source: &Source) {
    let address = source.address();
    link(cx, ui, &address, &address);
    ui.horizontal(|ui| {
        let copy = Button::new("Copy the address").with_icon(Icon::Copy).small();
        if copy.show(ui, cx.look).clicked() {
            ui.ctx().copy_text(address.clone());
            actions.push(Action::Say("Address copied".to_owned()));
        }
        words(ui, cx.look, said(source), SMALL, Weight::Regular, Ink::Muted);
    });
}

/// One line: the name of the page, and the day.
pub fn source_line(cx: &Cx<'_>, ui: &mut Ui, source: &Source) {
    ui.horizontal(|ui| {
        let name = source.page.rsplit('/').next().unwrap_or(source.page);
        link(cx, ui, name, &source.address());
        words(ui, cx.look, said(source), SMALL, Weight::Regular, Ink::Muted);
    });
}

fn link(cx: &Cx<'_>, ui: &mut Ui, text: &str, address: &str) {
    let link = Button::new(text).kind(Kind::Link).small().at_most(ui.available_width());
    if link.hint(format!("Open {address}")).show(ui, cx.look).clicked() {
        ui.ctx().open_url(egui::OpenUrl::new_tab(address));
    }
}

fn said(source: &Source) -> String {
    match source.says.caution() {
        Some(_) => format!("read {}, {}", source.read, source.says.word()),
        None => format!("read {}", source.read),
    }
}
