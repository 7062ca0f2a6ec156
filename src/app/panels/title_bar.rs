//! The bar at the top: menu, the plan's name, search, undo and redo, export.

use egui::{Align, Layout, Response, Sense, Ui, WidgetInfo, accesskit::Role};

use super::{
    super::{
        Action, Cx,
        actions::{ACTIONS, Edit},
        controls::{Button, Kind, MARGIN, SMALL, field_box, focus_ring, line, words},
        look::font,
        view::Sheet,
    },
    menu,
    regions::Drawn,
};
use crate::{
    commands::{Field, Set},
    measure::Weight,
    scene::{Icon, Ink},
};

const HEIGHT: f32 = 40.0;

#[derive(Default)]
pub struct TitleBar {
    /// The plan's new name while it is typed.
    title: Option<String>,
}

impl TitleBar {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) -> Drawn {
        let panel = egui::Panel::top("title").exact_size(HEIGHT).resizable(false);
        let shown = panel.frame(cx.look.panel()).show(ui, |ui| {
            let area = ui.available_rect_before_wrap();
            let build = egui::UiBuilder::new()
                .max_rect(area.shrink2(egui::vec2(MARGIN, 0.0)))
                .layout(Layout::right_to_left(Align::Center));
            let mut right = ui.new_child(build);
            right.spacing_mut().item_spacing.x = 4.0;
            right_side(cx, &mut right, actions);
            let end = right.min_rect().left() - 12.0;
            let left = egui::Rect::from_x_y_ranges(area.left() + 8.0..=end, area.y_range());
            let build =
                egui::UiBuilder::new().max_rect(left).layout(Layout::left_to_right(Align::Center));
            let mut left = ui.new_child(build);
            left.spacing_mut().item_spacing.x = 6.0;
            let first = menu::menu_ui(cx, &mut left, actions);
            self.title(cx, &mut left, actions);
            words(&mut left, cx.look, saved(cx), SMALL, Weight::Regular, Ink::Muted);
            ui.advance_cursor_after_rect(area);
            first
        });
        Drawn::new(&shown.response, shown.inner)
    }

    fn title(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let id = egui::Id::unique("plan-title");
        if self.title.is_some() {
            self.edit_title(cx, ui, actions, id);
            return;
        }
        let title = &cx.design().head().title;
        let shown = if title.is_empty() { "Untitled plan" } else { title };
        let room = (ui.available_width() - 110.0).max(60.0);
        let ink = if title.is_empty() { Ink::Muted } else { Ink::Text };
        let galley = line(ui, shown, font(15.0, Weight::SemiBold), cx.look.color(ink), room);
        let size = egui::vec2(galley.size().x + 12.0, 28.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        if response.hovered() {
            ui.painter().rect_filled(rect, 6, cx.look.color(Ink::ChipFill));
        }
        let at = egui::pos2(rect.left() + 6.0, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, cx.look.color(ink));
        focus_ring(ui, cx.look, &response);
        response
            .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Plan name: {shown}")));
        if response.on_hover_text("Rename the plan").clicked() {
            self.title = Some(title.clone());
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }

    fn edit_title(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, id: egui::Id) {
        let Some(mut text) = self.title.take() else { return };
        let field = field_box(ui, cx.look, id, &mut text, "Name of the plan", 260.0, false)
            .accessible_name("Plan name");
        if !field.lost_focus() {
            self.title = Some(text);
            return;
        }
        let escaped = ui.input(|input| input.key_pressed(egui::Key::Escape));
        if !escaped && text.trim() != cx.design().head().title {
            let set = Set::plan(Field::Title(text));
            actions.push(Action::Run(Edit::of(vec![set.into()])));
        }
    }
}

/// How the plan stands to what lies on disk, in words.
fn saved(cx: &Cx<'_>) -> String {
    match (cx.session.is_edited(), cx.path, &cx.view.saved_at) {
        (true, Some(_), _) => "edited".to_owned(),
        (true, None, _) => "not saved yet".to_owned(),
        (false, _, Some(when)) => format!("saved {when}"),
        (false, _, None) => "saved".to_owned(),
    }
}

fn right_side(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let can_export = !cx.design().is_empty();
    let export = Button::new("Export").kind(Kind::Main).enabled(can_export);
    if export.hint("Export\u{2026}  Ctrl+E").show(ui, cx.look).clicked() {
        actions.push(Action::OpenExport);
    }
    ui.add_space(8.0);
    let history = cx.session.history();
    let redo = history.future().last().map(|entry| entry.label.as_str());
    let undo = history.past().last().map(|entry| entry.label.as_str());
    step(cx, ui, actions, ("redo", Icon::Redo, "Redo", redo));
    step(cx, ui, actions, ("undo", Icon::Undo, "Undo", undo));
    ui.add_space(8.0);
    if search(cx, ui).clicked() {
        actions.push(Action::OpenSearch);
    }
}

/// Undo or redo; the right button opens the list of steps.
fn step(
    cx: &Cx<'_>,
    ui: &mut Ui,
    actions: &mut Vec<Action>,
    (id, icon, word, label): (&str, Icon, &str, Option<&str>),
) {
    let hint = match label {
        Some(label) => format!("{word}: {label}"),
        None => format!("Nothing to {}", word.to_lowercase()),
    };
    let button = Button::icon(icon, word).enabled(label.is_some()).hint(hint);
    let response = button.show(ui, cx.look);
    if response.clicked() {
        let entry = ACTIONS.iter().find(|entry| entry.id == id);
        actions.extend(entry.and_then(|entry| (entry.make)(cx)));
    }
    if response.secondary_clicked() || response.long_touched() {
        actions.push(Action::Open(Sheet::History));
    }
}

/// Looks like a field, and opens the search.
fn search(cx: &Cx<'_>, ui: &mut Ui) -> Response {
    let width = 220.0_f32.min(ui.available_width() - 220.0).max(34.0);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 28.0), Sense::click());
    let look = cx.look;
    let ink = if response.hovered() { Ink::Link } else { Ink::Outline };
    ui.painter().rect_filled(rect, 6, look.color(Ink::Panel));
    ui.painter().rect_stroke(rect, 6, look.stroke(ink, 1.0), egui::StrokeKind::Inside);
    if width > 150.0 {
        let muted = look.color(Ink::Muted);
        let font_of = |size| font(size, Weight::Regular);
        let hint = line(ui, "Search or command", font_of(13.0), muted, width - 80.0);
        let at = egui::pos2(rect.left() + 9.0, rect.center().y - hint.size().y / 2.0);
        ui.painter().galley(at, hint, muted);
        let keys = line(ui, "Ctrl K", font_of(11.0), muted, 60.0);
        let size = keys.size() + egui::vec2(10.0, 4.0);
        let corner = egui::pos2(rect.right() - 7.0 - size.x, rect.center().y - size.y / 2.0);
        let cap = egui::Rect::from_min_size(corner, size);
        let edge = look.stroke(Ink::Outline, 1.0);
        ui.painter().rect_stroke(cap, 4, edge, egui::StrokeKind::Inside);
        ui.painter().galley(cap.min + egui::vec2(5.0, 2.0), keys, muted);
    } else {
        let square = egui::Rect::from_center_size(rect.center(), egui::vec2(16.0, 16.0));
        look.paint_icon(ui.painter(), square, Icon::Search, look.color(Ink::Muted));
    }
    focus_ring(ui, look, &response);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Search or command"));
    response.on_hover_text("Find nodes, findings and commands  Ctrl+K")
}
