//! The menu: every action of the table, under its group.

use egui::{Popup, PopupCloseBehavior, Ui};

use super::super::{
    Action, Cx,
    actions::{ACTIONS, Entry, Group, keys_in_words},
    controls::{Button, heading, row, row_with},
};
use crate::scene::Icon;

const COLUMN: f32 = 264.0;
/// What stands below each other.
const COLUMNS: [&[Group]; 2] = [&[Group::File, Group::Edit], &[Group::View, Group::Help]];

/// The button, whose list is the menu; says the button's id.
pub fn menu_ui(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) -> egui::Id {
    let button = Button::icon(Icon::Menu, "Menu").show(ui, cx.look);
    Popup::menu(&button)
        .accessible_name("Menu")
        .width(2.0 * COLUMN + 24.0)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .show(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
            let room = ui.ctx().content_rect().height() - 72.0;
            ui.set_max_height(room);
            egui::ScrollArea::vertical().max_height(room).show(ui, |ui| {
                ui.horizontal_top(|ui| {
                    for groups in COLUMNS {
                        ui.vertical(|ui| {
                            ui.set_width(COLUMN);
                            for group in groups {
                                group_ui(cx, ui, actions, *group);
                            }
                        });
                    }
                });
            });
        });
    button.id
}

fn group_ui(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, group: Group) {
    let entries: Vec<&Entry> = ACTIONS.iter().filter(|entry| entry.group == group).collect();
    if entries.is_empty() {
        return;
    }
    title(cx, ui, group.title());
    for entry in entries {
        let keys = entry.keys.first().map(|keys| keys_in_words(ui.ctx(), keys));
        let keys = keys.unwrap_or_default();
        let enabled = (entry.when)(cx);
        if row_with(ui, cx.look, entry.words, &keys, false, enabled).clicked() {
            actions.extend((entry.make)(cx));
        }
    }
    if group == Group::View {
        theme(cx, ui, actions);
    }
}

fn title(cx: &Cx<'_>, ui: &mut Ui, text: &str) {
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.add_space(9.0);
        heading(ui, cx.look, text);
    });
    ui.add_space(2.0);
}

fn theme(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let now = ui.ctx().options(|options| options.theme_preference);
    title(cx, ui, "Theme");
    for (theme, words) in [
        (egui::ThemePreference::Light, "Light"),
        (egui::ThemePreference::Dark, "Dark"),
        (egui::ThemePreference::System, "As the system"),
    ] {
        if row(ui, cx.look, words, theme == now).clicked() {
            actions.push(Action::Theme(theme));
        }
    }
}
