//! What can be added: by hand, by keyboard, by any of its names.

use egui::{Key, PointerButton, Response, Sense, StrokeKind, Ui, WidgetInfo, accesskit::Role};

use super::{
    super::{
        Action, Carried, Cx, Look,
        controls::{MARGIN, SMALL, filter, focus_ring, heading, line},
        look::font,
    },
    barred::Barred,
    catalog::{self, Section},
    regions::Drawn,
};
use crate::{
    facts::roles::{Family, RoleKind},
    measure::Weight,
    scene::{DIMMED, Ink},
};

const WIDTH: f32 = 228.0;
const FOLDED: f32 = 56.0;
const ROW: f32 = 25.0;
const CHIP: egui::Vec2 = egui::vec2(52.0, 20.0);
const FOLDED_CHIP: egui::Vec2 = egui::vec2(46.0, 20.0);

pub struct Palette {
    sections: Vec<Section>,
    items: Vec<Carried>,
    typed: String,
    barred: Barred,
}

impl Default for Palette {
    fn default() -> Self {
        let sections = catalog::sections();
        let items = sections.iter().flat_map(|section| section.items.clone()).collect();
        Self { sections, items, typed: String::new(), barred: Barred::default() }
    }
}

impl Palette {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, wide: bool) -> Drawn {
        if self.barred.ask(cx, &self.items) {
            ui.ctx().request_repaint();
        }
        let width = if wide { WIDTH } else { FOLDED };
        let panel = egui::Panel::left("palette").exact_size(width).resizable(false);
        let shown = panel.frame(cx.look.panel()).show(ui, |ui| {
            let first = wide.then(|| self.filter(cx, ui, actions));
            let list = egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                self.list(cx, ui, actions, wide)
            });
            first.or(list.inner).unwrap_or(ui.scope_id())
        });
        Drawn::new(&shown.response, shown.inner)
    }

    fn filter(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) -> egui::Id {
        ui.add_space(10.0);
        let id = egui::Id::unique("palette-filter");
        let response = ui
            .horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(MARGIN);
                let width = WIDTH - 2.0 * MARGIN - 1.0;
                let typed = &mut self.typed;
                filter(ui, cx.look, id, typed, "Filter the palette", "Filter", width)
            })
            .inner;
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            let first = self.items.iter().find(|item| catalog::is_meant(**item, &self.typed));
            actions.extend(first.map(|item| Action::Add(*item)));
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.typed.clear();
        }
        ui.add_space(2.0);
        id
    }

    /// Says the first item's id.
    fn list(
        &self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        wide: bool,
    ) -> Option<egui::Id> {
        let mut number = 0;
        let mut first = None;
        for section in &self.sections {
            let from = number;
            number += section.items.len();
            let meant =
                |(_, item): &(usize, &Carried)| !wide || catalog::is_meant(**item, &self.typed);
            let numbered = section.items.iter().enumerate().map(|(at, item)| (from + at, item));
            let items: Vec<_> = numbered.filter(meant).collect();
            if items.is_empty() {
                continue;
            }
            if wide {
                title(cx, ui, section.title);
            } else {
                ui.add_space(8.0);
            }
            for (at, item) in items {
                let response = row(cx, ui, *item, self.barred.reason(at), wide);
                first.get_or_insert(response.id);
                invoke(ui, &response, *item, actions);
            }
        }
        if first.is_none() {
            nothing(cx, ui);
        }
        ui.add_space(12.0);
        first
    }
}

fn title(cx: &Cx<'_>, ui: &mut Ui, text: &str) {
    ui.add_space(3.0);
    ui.horizontal(|ui| {
        ui.add_space(MARGIN);
        heading(ui, cx.look, text);
    });
    ui.add_space(1.0);
}

fn nothing(cx: &Cx<'_>, ui: &mut Ui) {
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        ui.add_space(MARGIN);
        ui.label(
            egui::RichText::new("Nothing has that name")
                .size(SMALL)
                .color(cx.look.color(Ink::Muted)),
        );
    });
}

/// A press that moves carries the item; a double click or Enter adds it to what is selected.
fn invoke(ui: &Ui, response: &Response, item: Carried, actions: &mut Vec<Action>) {
    let by_key = response.clicked() && !response.clicked_by(PointerButton::Primary);
    if response.drag_started_by(PointerButton::Primary) {
        actions.push(Action::PickUp(item));
    } else if response.double_clicked() || by_key {
        actions.push(Action::Add(item));
    }
    if response.dragged() {
        ui.set_cursor_icon(egui::CursorIcon::Grabbing);
    }
}

fn row(cx: &Cx<'_>, ui: &mut Ui, item: Carried, barred: Option<&str>, wide: bool) -> Response {
    let height = if wide { ROW } else { 28.0 };
    let size = egui::vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let look = cx.look;
    let frame = rect.shrink2(egui::vec2(if wide { 7.0 } else { 1.0 }, 0.0));
    if response.hovered() || response.dragged() {
        ui.painter().rect_filled(frame, 6, look.color(Ink::SelectedFill));
        let edge = look.stroke(Ink::SelectedOutline, 1.0);
        ui.painter().rect_stroke(frame, 6, edge, StrokeKind::Inside);
    }
    let fade = if barred.is_some() { DIMMED } else { 1.0 };
    let left = if wide { rect.left() + MARGIN } else { rect.center().x - FOLDED_CHIP.x / 2.0 };
    paint_sign(ui, look, item, egui::pos2(left, rect.center().y), wide, fade);
    if wide {
        let indent = if matches!(item, Carried::NewRole(_)) { 60.0 } else { 28.0 };
        let x = rect.left() + MARGIN + indent;
        let color = look.color(Ink::Text).gamma_multiply(fade);
        let room = rect.right() - x - 10.0;
        let galley = line(ui, &catalog::title(item), font(13.0, Weight::Regular), color, room);
        let at = egui::pos2(x, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, color);
    }
    focus_ring(ui, look, &response);
    response.widget_info(|| {
        let title = catalog::title(item);
        let label = match barred {
            Some(reason) => format!("{title}. Goes nowhere now: {reason}"),
            None => title,
        };
        WidgetInfo::labeled(Role::Button, true, label)
    });
    response.on_hover_ui(|ui| tooltip(cx, ui, item, barred))
}

/// An icon or a chip, `at` being the middle of its left edge.
fn paint_sign(ui: &Ui, look: &Look, item: Carried, at: egui::Pos2, wide: bool, fade: f32) {
    let Carried::NewRole(kind) = item else {
        let (icon, ink) = catalog::icon(item);
        let x = if wide { at.x + 10.0 } else { at.x + FOLDED_CHIP.x / 2.0 };
        let square = egui::Rect::from_center_size(egui::pos2(x, at.y), egui::vec2(16.0, 16.0));
        let color = look.color(ink).gamma_multiply(fade);
        look.paint_icon(ui.painter(), square, icon, color);
        return;
    };
    let size = if wide { CHIP } else { FOLDED_CHIP };
    let chip = egui::Rect::from_min_size(at - egui::vec2(0.0, size.y / 2.0), size);
    paint_chip(ui, look, kind, chip, fade);
}

/// A role's letters with the bar of its family.
pub fn paint_chip(ui: &Ui, look: &Look, kind: RoleKind, chip: egui::Rect, fade: f32) {
    let facts = kind.facts();
    let fill = look.color(Ink::ChipFill).gamma_multiply(fade);
    ui.painter().rect_filled(chip, 4, fill);
    let bar = chip.with_max_x(chip.left() + 4.0);
    let corners = egui::CornerRadius { nw: 4, sw: 4, ne: 0, se: 0 };
    let color = look.color(Ink::Family(facts.family)).gamma_multiply(fade);
    ui.painter().rect_filled(bar, corners, color);
    let text = look.color(Ink::Text).gamma_multiply(fade);
    let galley = line(ui, facts.code, font(11.0, Weight::SemiBold), text, chip.width() - 8.0);
    // Next to the bar where the letters need the room, else with some air.
    let left = (chip.right() - galley.size().x - 2.0).min(chip.left() + 9.0);
    let at = egui::pos2(left, chip.center().y - galley.size().y / 2.0);
    let letters = egui::Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, text);
    if facts.family == Family::Retired {
        let stroke = egui::Stroke::new(1.0, text);
        ui.painter().hline(letters.x_range(), letters.center().y, stroke);
    }
}

fn tooltip(cx: &Cx<'_>, ui: &mut Ui, item: Carried, barred: Option<&str>) {
    let look = cx.look;
    let say = |ui: &mut Ui, text: String, size: f32, weight: Weight, ink: Ink| {
        ui.label(egui::RichText::new(text).font(font(size, weight)).color(look.color(ink)));
    };
    say(ui, catalog::title(item), 13.0, Weight::SemiBold, Ink::Text);
    say(ui, catalog::what(item).to_owned(), SMALL, Weight::Regular, Ink::Text);
    say(ui, catalog::place(item), SMALL, Weight::Regular, Ink::Muted);
    if let Some(life) = catalog::life(item) {
        say(ui, catalog::capital(life), SMALL, Weight::Regular, Ink::Muted);
    }
    if let Some(reason) = barred {
        let ink = Ink::Severity(crate::rules::Severity::Error);
        say(ui, format!("Goes nowhere now: {reason}"), SMALL, Weight::Regular, ink);
    }
    say(ui, "Drag it, or press Enter to add it".to_owned(), 11.0, Weight::Regular, Ink::Muted);
}
