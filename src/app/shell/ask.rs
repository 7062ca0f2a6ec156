//! Cards over the window: a question, a notice.

use std::path::PathBuf;

use egui::{Align, Area, Frame, Id, Key, Layout, Margin, Order, Ui};

use super::{
    super::{
        Action, Cx, Look,
        controls::{Button, Kind, tell},
        look::font,
    },
    files::{Answer, FileAction, Next},
    import::ImportAction,
};
use crate::{
    measure::Weight,
    scene::{Icon, Ink},
};

/// Unsaved changes stand in the way of what comes next.
pub struct Question {
    pub next: Next,
    pub plan: String,
}

/// One thing to know, with what can be done about it.
pub struct Notice {
    pub text: String,
    pub bad: bool,
    /// A file that was written.
    path: Option<PathBuf>,
    /// What is to be typed elsewhere; it stays until it is dismissed.
    command: Option<String>,
    /// There are notes of an import to read.
    has_notes: bool,
    /// When it was first shown; other good news goes by itself.
    since: Option<f64>,
}

impl Notice {
    pub fn bad(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text, bad: true, path: None, command: None, has_notes: false, since: None }
    }

    pub fn good(text: impl Into<String>) -> Self {
        Self { bad: false, ..Self::bad(text) }
    }

    pub fn with_file(self, path: PathBuf) -> Self {
        Self { path: Some(path), ..self }
    }

    pub fn with_command(self, command: String) -> Self {
        Self { command: Some(command), ..self }
    }

    pub fn has_notes(&self) -> bool {
        self.has_notes
    }

    pub fn with_notes(self) -> Self {
        Self { has_notes: true, ..self }
    }
}

/// How long good news stays, in seconds.
const STAYS: f64 = 8.0;

/// A card in the middle with the window dimmed behind it; says whether it was escaped from.
pub fn card(ui: &mut Ui, name: &str, width: f32, content: impl FnOnce(&mut Ui)) -> bool {
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    let shown = egui::Modal::new(Id::unique(name)).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(width.min(ui.ctx().content_rect().width() - 80.0));
        content(ui);
    });
    shown.should_close()
}

pub fn title(ui: &mut Ui, look: &Look, text: &str) {
    let words = egui::RichText::new(text).font(font(15.0, Weight::SemiBold));
    ui.label(words.color(look.color(Ink::Text)));
    ui.add_space(6.0);
}

pub fn question_ui(cx: &Cx<'_>, ui: &mut Ui, question: &Question, actions: &mut Vec<Action>) {
    let mut answer = None;
    let escaped = card(ui, "unsaved", 420.0, |ui| {
        title(ui, cx.look, &format!("Save the changes to {}?", question.plan));
        tell(ui, cx.look, question.next.loses());
        ui.add_space(16.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let save = Button::new("Save").kind(Kind::Main).show(ui, cx.look);
            if ui.memory(|memory| memory.focused().is_none()) {
                save.request_focus();
            }
            if save.clicked() {
                answer = Some(Answer::Save);
            }
            if Button::new("Do not save").show(ui, cx.look).clicked() {
                answer = Some(Answer::Discard);
            }
            if Button::new("Cancel").show(ui, cx.look).clicked() {
                answer = Some(Answer::Cancel);
            }
        });
    });
    if escaped {
        answer = Some(Answer::Cancel);
    }
    actions.extend(answer.map(|answer| Action::File(FileAction::Answer(answer))));
}

/// A bar above the status strip that waits until it is dismissed.
pub fn notice_ui(cx: &Cx<'_>, ui: &mut Ui, notice: &mut Notice, actions: &mut Vec<Action>) {
    let now = ui.input(|input| input.time);
    let left = STAYS - (now - *notice.since.get_or_insert(now));
    let goes = !notice.bad && notice.command.is_none();
    if goes && left <= 0.0 {
        actions.push(Action::File(FileAction::Dismiss));
    } else if goes {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
    let (icon, ink) = match notice.bad {
        true => (
            Icon::from(crate::rules::Severity::Error),
            Ink::Severity(crate::rules::Severity::Error),
        ),
        false => (Icon::Good, Ink::Good),
    };
    bar(ui, "notice", |ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(16.0, 16.0), egui::Sense::hover());
        cx.look.paint_icon(ui.painter(), rect, icon, cx.look.color(ink));
        let told = |ui: &mut Ui, text: &str| {
            let words = egui::RichText::new(text).color(cx.look.color(Ink::Text));
            ui.add(egui::Label::new(words).wrap());
        };
        let Some(command) = &notice.command else {
            told(ui, &notice.text);
            return notice_buttons_ui(cx, ui, notice, actions);
        };
        ui.vertical(|ui| {
            told(ui, &notice.text);
            tell(ui, cx.look, "On a server with the SMS Provider, run:");
            told(ui, command);
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                if Button::new("Copy the command").small().show(ui, cx.look).clicked() {
                    actions.push(Action::Copy(command.clone(), "Copied the command"));
                }
                notice_buttons_ui(cx, ui, notice, actions);
            });
        });
    });
    let free = ui.memory(|memory| memory.focused().is_none());
    if free && ui.input(|input| input.key_pressed(Key::Escape)) {
        actions.push(Action::File(FileAction::Dismiss));
    }
}

fn notice_buttons_ui(cx: &Cx<'_>, ui: &mut Ui, notice: &Notice, actions: &mut Vec<Action>) {
    if let Some(path) = &notice.path {
        if Button::new("Open").small().show(ui, cx.look).clicked() {
            actions.push(Action::File(FileAction::ShowFile(path.clone())));
        }
        let folder = Button::new("Show folder").small().show(ui, cx.look);
        if let Some(parent) = path.parent().filter(|_| folder.clicked()) {
            actions.push(Action::File(FileAction::ShowFile(parent.to_owned())));
        }
    }
    if notice.has_notes && Button::new("Show notes").small().show(ui, cx.look).clicked() {
        actions.push(Action::File(FileAction::Import(ImportAction::Show)));
        actions.push(Action::File(FileAction::Dismiss));
    }
    if Button::icon(Icon::Close, "Dismiss").small().show(ui, cx.look).clicked() {
        actions.push(Action::File(FileAction::Dismiss));
    }
}

/// What floats above the status strip.
pub fn bar(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(12, 8));
    Area::new(Id::unique(name))
        .order(Order::Foreground)
        .anchor(egui::Align2::CENTER_BOTTOM, egui::vec2(0.0, -44.0))
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.set_max_width(640.0);
                ui.horizontal(content);
            });
        });
}
