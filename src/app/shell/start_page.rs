//! The page in the canvas's place when no plan is open: templates as live pictures, recent files.

use std::collections::BTreeMap;

use egui::{Key, Sense, StrokeKind, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{
    super::{
        Action, Cx,
        canvas::paint_scene,
        controls::{Button, Kind, heading, row_with},
        look::font,
    },
    files::FileAction,
    recent::{Recent, shown},
};
use crate::{
    arrange,
    measure::Weight,
    plan::Plan,
    rules,
    scene::{Icon, Ink, Scene, hierarchy},
    templates::{self, Template},
};

/// The pictures of the templates, made when they are first shown.
#[derive(Default)]
pub struct StartPage {
    pictures: BTreeMap<&'static str, Scene>,
    /// Since the page was opened.
    was_focused: bool,
}

const CARD: egui::Vec2 = vec2(244.0, 208.0);
const PICTURE: f32 = 132.0;
const GAP: f32 = 16.0;

impl StartPage {
    /// The next time it is shown, the keyboard begins at the first card.
    pub fn opened(&mut self) {
        self.was_focused = false;
    }

    pub fn ui(&mut self, cx: &Cx<'_>, recent: &Recent, ui: &mut Ui, actions: &mut Vec<Action>) {
        let canvas = ui.available_rect_before_wrap();
        ui.painter().rect_filled(canvas, 0, cx.look.color(Ink::Canvas));
        let fits = ((canvas.width() - 64.0 + GAP) / (CARD.x + GAP)).floor();
        // Four stand in one row or in two, not in three and one.
        let columns = if fits >= 4.0 { 4.0 } else { fits.clamp(1.0, 2.0) };
        let width = columns * (CARD.x + GAP) - GAP;
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.add_space(((canvas.height() - 520.0) / 2.0).clamp(24.0, 96.0));
            let indent = ((canvas.width() - width) / 2.0).max(16.0);
            ui.horizontal(|ui| {
                ui.add_space(indent);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    let words =
                        egui::RichText::new("Plan a hierarchy").font(font(24.0, Weight::SemiBold));
                    ui.label(words.color(cx.look.color(Ink::Text)));
                    ui.add_space(20.0);
                    heading(ui, cx.look, "Templates");
                    self.templates_ui(cx, ui, columns, actions);
                    ui.add_space(24.0);
                    buttons_ui(cx, ui, actions);
                    if !recent.paths().is_empty() {
                        ui.add_space(24.0);
                        recent_ui(cx, recent, ui, actions);
                    }
                    ui.add_space(24.0);
                });
            });
        });
        if !ui.ctx().text_edit_focused() && ui.input(|input| input.key_pressed(Key::Escape)) {
            actions.push(Action::ShowPlan);
        }
    }

    fn templates_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, columns: f32, actions: &mut Vec<Action>) {
        let mut templates = templates::all().iter().peekable();
        while templates.peek().is_some() {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = GAP;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "1 to 4"
                )]
                for template in templates.by_ref().take(columns as usize) {
                    let card = self.card_ui(cx, ui, template);
                    // The keyboard begins here; arrows go from card to card.
                    if ui.memory(|memory| memory.focused().is_none()) && !self.was_focused {
                        card.request_focus();
                        self.was_focused = true;
                    }
                    if card.clicked() {
                        actions.push(Action::File(FileAction::New(template.name)));
                    }
                }
            });
            ui.add_space(GAP - 4.0);
        }
    }

    fn card_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, template: &'static Template) -> egui::Response {
        let look = cx.look;
        let (rect, card) = ui.allocate_exact_size(CARD, Sense::click());
        let name = format!("{}, {}", template.title, template.devices);
        card.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let edge = match (card.has_focus(), card.hovered()) {
            (true, _) => look.stroke(Ink::Accent, 2.0),
            (false, true) => look.stroke(Ink::Accent, 1.0),
            (false, false) => look.stroke(Ink::Outline, 1.0),
        };
        let painter = ui.painter();
        painter.rect_filled(rect, 10, look.color(Ink::Panel));
        let picture = egui::Rect::from_min_size(rect.min, vec2(CARD.x, PICTURE)).shrink(14.0);
        let scene = self.pictures.entry(template.name).or_insert_with(|| picture_of(template));
        paint_scene(&painter.with_clip_rect(picture), look, scene, picture);
        let text = |y: f32, text: &str, size, weight, ink| {
            let at = rect.left_top() + vec2(14.0, PICTURE + y);
            let line = super::super::controls::line(
                ui,
                text,
                font(size, weight),
                look.color(ink),
                CARD.x - 28.0,
            );
            painter.galley(at, line, look.color(ink));
        };
        painter.hline(
            rect.x_range().shrink(1.0),
            rect.top() + PICTURE,
            look.stroke(Ink::Outline, 1.0),
        );
        text(10.0, template.title, 14.0, Weight::SemiBold, Ink::Text);
        text(32.0, template.devices, 12.0, Weight::Regular, Ink::Muted);
        painter.rect_stroke(rect, 10, edge, StrokeKind::Inside);
        card.on_hover_text(template.what)
    }
}

fn picture_of(template: &Template) -> Scene {
    let design = template.design();
    let report = rules::check(&design);
    let places = arrange::tidy(&design);
    let plan = Plan::new(design, places);
    hierarchy::scene(&plan, &report)
}

fn buttons_ui(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let open = Button::new("Open\u{2026}").kind(Kind::Main).with_icon(Icon::Folder);
        if open.show(ui, cx.look).clicked() {
            actions.push(Action::File(FileAction::AskOpen));
        }
        let import = Button::new("Import a live hierarchy or a server list\u{2026}");
        if import.show(ui, cx.look).clicked() {
            actions.push(Action::File(FileAction::AskImport));
        }
        if Button::new("Empty plan").show(ui, cx.look).clicked() {
            actions.push(Action::File(FileAction::NewEmpty));
        }
        if !cx.design().is_empty() {
            let back = Button::new("Back to the plan").kind(Kind::Quiet);
            if back.hint("Back to the plan  Esc").show(ui, cx.look).clicked() {
                actions.push(Action::ShowPlan);
            }
        }
    });
}

fn recent_ui(cx: &Cx<'_>, recent: &Recent, ui: &mut Ui, actions: &mut Vec<Action>) {
    heading(ui, cx.look, "Recent");
    ui.spacing_mut().item_spacing.y = 0.0;
    for path in recent.paths() {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().map(shown).unwrap_or_default();
        if row_with(ui, cx.look, &name, &folder, false, true).clicked() {
            actions.push(Action::File(FileAction::Open(path.clone())));
        }
    }
}
