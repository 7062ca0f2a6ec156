//! The status strip: how many findings, what just happened, and for which version it is judged.

pub use crate::facts::numbers::grouped;
use egui::{Align, Layout, Popup, Response, Sense, Ui, WidgetInfo, accesskit::Role};

use super::{
    super::{
        Action, Cx, Look,
        actions::Edit,
        controls::{SMALL, focus_ring, line, row, words},
        look::font,
    },
    Shelf,
};
use crate::{
    commands::{Field, Set},
    facts::versions::Version,
    measure::Weight,
    rules::{Severity, house},
    scene::{Icon, Ink},
};

const HEIGHT: f32 = 28.0;

pub fn strip_ui(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let panel = egui::Panel::bottom("strip").exact_size(HEIGHT).resizable(false);
    panel.frame(cx.look.panel()).show(ui, |ui| {
        let area = ui.available_rect_before_wrap();
        let build = egui::UiBuilder::new()
            .max_rect(area.shrink2(egui::vec2(10.0, 0.0)))
            .layout(Layout::right_to_left(Align::Center));
        let mut right = ui.new_child(build);
        right.spacing_mut().item_spacing.x = 16.0;
        totals(cx, &mut right, actions);
        let end = right.min_rect().left() - 16.0;
        let left = egui::Rect::from_x_y_ranges(area.left() + 8.0..=end, area.y_range());
        let build =
            egui::UiBuilder::new().max_rect(left).layout(Layout::left_to_right(Align::Center));
        let mut left = ui.new_child(build);
        left.spacing_mut().item_spacing.x = 4.0;
        counts(cx, &mut left, actions);
        said(cx, &mut left);
        ui.advance_cursor_after_rect(area);
    });
}

fn counts(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let tally = cx.session.report().tally();
    for severity in Severity::ALL {
        let number = tally.of_severity(severity);
        let name = format!("{}: {number}", severity.title());
        let text = number.to_string();
        // No color until there is something to see.
        let ink = if number > 0 { Ink::Severity(severity) } else { Ink::Muted };
        if count(ui, cx.look, Some(Icon::from(severity)), &text, ink, &name).clicked() {
            actions.push(Action::ShowFindings(Shelf::Open(severity)));
        }
    }
    if tally.waived > 0 {
        let text = format!("{} waived", tally.waived);
        if count(ui, cx.look, Some(Icon::Waived), &text, Ink::Waived, &text).clicked() {
            actions.push(Action::ShowFindings(Shelf::Waived));
        }
    }
    let said = house::sentences(cx.design());
    let housed = said.map(|said| count(ui, cx.look, None, "House rules", Ink::Muted, &said));
    if housed.is_some_and(|housed| housed.clicked()) {
        actions.push(Action::ToggleFindings);
    }
    if tally.unknown > 0 {
        let text = format!("{} not checked", tally.unknown);
        let hint = format!("{text}, because the plan does not say enough");
        if count(ui, cx.look, None, &text, Ink::Muted, &hint).clicked() {
            actions.push(Action::ShowFindings(Shelf::Unchecked));
        }
    }
}

fn count(
    ui: &mut Ui,
    look: &Look,
    icon: Option<Icon>,
    text: &str,
    ink: Ink,
    name: &str,
) -> Response {
    let weight = if icon.is_some() { Weight::SemiBold } else { Weight::Regular };
    let galley = line(ui, text, font(SMALL, weight), look.color(ink), 200.0);
    let start = if icon.is_some() { 22.0 } else { 6.0 };
    let size = egui::vec2(galley.size().x + start + 6.0, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 4, look.color(Ink::ChipFill));
    }
    if let Some(icon) = icon {
        let middle = egui::pos2(rect.left() + 12.0, rect.center().y);
        let square = egui::Rect::from_center_size(middle, egui::vec2(14.0, 14.0));
        look.paint_icon(ui.painter(), square, icon, look.color(ink));
    }
    let at = egui::pos2(rect.left() + start, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look.color(ink));
    focus_ring(ui, look, &response);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(name)
}

/// What just happened; read out as soon as it changes.
fn said(cx: &Cx<'_>, ui: &mut Ui) {
    let said = &cx.view.said;
    if said.is_empty() {
        return;
    }
    ui.add_space(12.0);
    let response = words(ui, cx.look, said.as_str(), SMALL, Weight::Regular, Ink::Muted);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}

fn totals(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    version(cx, ui, actions);
    let servers = cx.design().server_count();
    let noun = if servers == 1 { "server" } else { "servers" };
    let totals = cx.design().totals();
    let devices = match (totals.devices, totals.silent_primaries) {
        (0, 1..) => "devices not known".to_owned(),
        (devices, 0) => format!("{} devices", grouped(devices)),
        // Some primary sites do not say how many they have.
        (devices, _) => format!("at least {} devices", grouped(devices)),
    };
    for text in [format!("{} {noun}", grouped(servers as u64)), devices] {
        let muted = cx.look.color(Ink::Muted);
        let galley = line(ui, &text, font(SMALL, Weight::Regular), muted, 200.0);
        let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
        ui.painter().galley(rect.min, galley, muted);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    }
}

fn version(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let target = cx.design().target();
    let text = format!("Version {}", target.name());
    let color = cx.look.color(Ink::Text);
    let galley = line(ui, &text, font(SMALL, Weight::Regular), color, 200.0);
    let size = egui::vec2(galley.size().x + 30.0, 24.0);
    let (rect, button) = ui.allocate_exact_size(size, Sense::click());
    if button.hovered() {
        ui.painter().rect_filled(rect, 4, cx.look.color(Ink::ChipFill));
    }
    let at = egui::pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    let middle = egui::pos2(rect.right() - 13.0, rect.center().y);
    let square = egui::Rect::from_center_size(middle, egui::vec2(12.0, 12.0));
    cx.look.paint_icon(ui.painter(), square, Icon::ChevronDown, cx.look.color(Ink::Muted));
    focus_ring(ui, cx.look, &button);
    button.widget_info(|| {
        WidgetInfo::labeled(Role::ComboBox, true, format!("Judged for version {}", target.name()))
    });
    let button = button.on_hover_text("The product version for which the plan is judged");
    Popup::menu(&button).width(140.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for version in Version::ALL.into_iter().rev() {
            let words = format!("Version {}", version.name());
            if row(ui, cx.look, &words, version == target).clicked() {
                actions.extend(judge_for(target, version));
            }
        }
    });
}

/// The step that lets the plan be judged for another version.
pub fn judge_for(now: Version, version: Version) -> Option<Action> {
    let set = Set::plan(Field::Target(Some(version)));
    let label = format!("Judge for version {}", version.name());
    (version != now).then(|| Action::Run(Edit::of(vec![set.into()]).named(label)))
}
