//! The one thing that is being read or written, with a bar that shows it and a way to end it.

use egui::{Key, Ui};

use super::{
    super::{
        Action, Cx,
        controls::{Button, line},
        look::font,
    },
    ask::bar,
    files::{Done, FileAction, Next},
    task::{Polled, Task},
};
use crate::{
    import::{Stopped, Watch},
    measure::Weight,
    scene::Ink,
};

pub struct Job {
    words: String,
    task: Task<Done>,
    /// What comes when it went well.
    pub next: Option<Next>,
    /// Writing a file ends by itself, and is not ended halfway.
    can_stop: bool,
    /// When it was first seen.
    since: Option<f64>,
}

/// What is done sooner is not worth a bar, in seconds.
const PATIENCE: f64 = 0.2;
/// How often the bar is drawn anew, in seconds.
const BEAT: f64 = 0.05;
const BAR: egui::Vec2 = egui::vec2(220.0, 6.0);
const WIDEST: f32 = 380.0;

impl Job {
    pub fn start(
        ctx: &egui::Context,
        words: impl Into<String>,
        work: impl FnOnce(&Watch) -> Result<Done, Stopped> + Send + 'static,
    ) -> Self {
        let task = Task::start(ctx, work);
        Self { words: words.into(), task, next: None, can_stop: true, since: None }
    }

    /// Cannot be ended by hand; then comes `next`.
    pub fn unstoppable(self, next: Option<Next>) -> Self {
        Self { next, can_stop: false, ..self }
    }

    pub fn words(&self) -> &str {
        &self.words
    }

    pub fn poll(&self) -> Polled<Done> {
        self.task.poll()
    }

    /// `has_keys` is whether Esc is meant for it.
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, has_keys: bool, actions: &mut Vec<Action>) {
        let now = ui.input(|input| input.time);
        let left = PATIENCE - (now - *self.since.get_or_insert(now));
        let wait = if left > 0.0 { left } else { BEAT };
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(wait));
        if left <= 0.0 {
            self.bar_ui(cx, ui, actions);
        }
        let is_free = has_keys && ui.memory(|memory| memory.focused().is_none());
        if self.can_stop && is_free && ui.input(|input| input.key_pressed(Key::Escape)) {
            actions.push(Action::File(FileAction::Stop));
        }
    }

    fn bar_ui(&self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let (stage, share) = (self.task.watch().stage().words(), self.task.watch().share());
        let said = match share {
            Some(share) => format!("{stage} {:.0} %", share * 100.0),
            None => format!("{stage}\u{2026}"),
        };
        bar(ui, "job", |ui| {
            ui.vertical(|ui| {
                let font = |size| font(size, Weight::Regular);
                let text = line(ui, &self.words, font(13.0), cx.look.color(Ink::Text), WIDEST);
                ui.label(text);
                ui.horizontal(|ui| {
                    share_ui(cx, ui, share);
                    let quiet = egui::RichText::new(&said).font(font(12.0));
                    ui.label(quiet.color(cx.look.color(Ink::Muted)));
                });
            });
            if self.can_stop
                && Button::new("Cancel").hint("Cancel  Esc").show(ui, cx.look).clicked()
            {
                actions.push(Action::File(FileAction::Stop));
            }
        });
    }
}

/// How much is done; where nobody knows, something that moves.
fn share_ui(cx: &Cx<'_>, ui: &mut Ui, share: Option<f32>) {
    let (rect, response) = ui.allocate_exact_size(BAR, egui::Sense::hover());
    let third = rect.width() / 3.0;
    let turn = ui.input(|input| (input.time / 1.6).fract());
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
    let wandering = -third + (rect.width() + third) * turn as f32;
    let (from, width) = share.map_or((wandering, third), |share| (0.0, rect.width() * share));
    let corner = egui::pos2(rect.left() + from, rect.top());
    let full = egui::Rect::from_min_size(corner, egui::vec2(width, BAR.y));
    ui.painter().rect_filled(rect, 3, cx.look.color(Ink::Outline));
    ui.painter().rect_filled(full.intersect(rect), 3, cx.look.color(Ink::Accent));
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::ProgressIndicator, true, "Progress")
    });
}
