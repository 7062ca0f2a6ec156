//! The small card beside the pointer that says how a drop would end or why it did not, with what
//! can be done instead as buttons.

use std::cell::Cell;

use egui::{Align2, Frame, Margin, Order, Pos2, RichText, Ui, pos2, vec2};

use super::{
    carry::Carry,
    drop::{self, Aim},
    stage::Stage,
    words::{self, Words},
};
use crate::{
    app::{
        Action, Look,
        actions::Edit,
        controls::{Button, Kind},
        look,
    },
    measure::Weight,
    scene::Ink,
    session::{Landing, Offer, Session},
};

/// How long it stays after a drop that bounced, in seconds.
const STAYS: f64 = 6.0;
const WIDTH: f32 = 380.0;

/// A drop that was refused: its reason stays a while, with buttons.
pub struct Bounce {
    pub words: Words,
    instead: Option<String>,
    pub offers: Vec<Offer>,
    /// Where the hand let go.
    pub at: Pos2,
    pub since: f64,
    pub revision: u64,
    /// The target that refused.
    pub on: Option<crate::model::NodeId>,
    /// Asked for by keys: the first button takes the keyboard once, and the card stays.
    by_key: bool,
    wants_keyboard: Cell<bool>,
}

impl Bounce {
    /// Why something did not land on a target, and what could be done instead.
    pub fn new(
        session: &Session,
        carry: &mut Carry,
        aim: Aim,
        landing: &Landing,
        (at, since): (Pos2, f64),
    ) -> Self {
        let design = session.design();
        let home = drop::home(design, carry.what, aim.target);
        let words = Words::of(landing, || words::outcome(design, carry.what, home));
        let offers = drop::offers(session, carry, aim.target).to_vec();
        let instead = words::instead(design, carry.what, &offers);
        let revision = session.revision();
        Self {
            words,
            instead,
            offers,
            at,
            since,
            revision,
            on: home,
            by_key: false,
            wants_keyboard: Cell::new(false),
        }
    }

    /// For someone who has only keys in hand.
    pub fn by_key(mut self) -> Self {
        self.by_key = true;
        self.wants_keyboard = Cell::new(true);
        self
    }

    pub fn is_by_key(&self) -> bool {
        self.by_key
    }

    /// Whether keys belong to its buttons and not to the canvas.
    pub fn has_keys(&self) -> bool {
        self.by_key && (!self.offers.is_empty() || self.words.rule.is_some())
    }

    /// One line for the strip and for speech.
    pub fn line(&self) -> String {
        let spoken = self.words.spoken();
        let spoken = spoken.trim_end_matches('.');
        match &self.instead {
            Some(instead) => format!("{spoken}. {instead}"),
            None => format!("{spoken}."),
        }
    }
}

/// Whether its time is over.
pub fn is_over(bounce: &Bounce, stage: &Stage<'_>) -> bool {
    (!bounce.by_key && stage.now - bounce.since >= STAYS)
        || bounce.revision != stage.cx.session.revision()
}

/// While something is held over a target.
pub fn hover_ui(stage: &Stage<'_>, ui: &Ui, at: Pos2, words: &Words, instead: Option<&str>) {
    floating("drop-card", at, false).show(ui.ctx(), |ui| {
        framed(ui, stage.cx.look, words, |ui| {
            if let Some(instead) = instead {
                ui.label(RichText::new(instead).color(stage.cx.look.color(Ink::Text)));
            }
        });
    });
}

/// After a drop that bounced. Returns whether a button was pressed.
pub fn bounce_ui(
    stage: &Stage<'_>,
    ui: &Ui,
    bounce: &Bounce,
    actions: &mut Vec<Action>,
) -> egui::Response {
    if !bounce.by_key {
        let left = (STAYS - (stage.now - bounce.since)).max(0.0);
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
    let area = floating("drop-card", bounce.at, true).show(ui.ctx(), |ui| {
        framed(ui, stage.cx.look, &bounce.words, |ui| {
            ui.add_space(2.0);
            ui.horizontal_wrapped(|ui| {
                for offer in &bounce.offers {
                    let button = Button::new(&offer.title).small().show(ui, stage.cx.look);
                    if bounce.wants_keyboard.take() {
                        button.request_focus();
                    }
                    if button.clicked() {
                        let edit = Edit::of(offer.commands.clone()).selecting(offer.node);
                        actions.push(Action::Run(edit));
                    }
                }
                if let Some(rule) = bounce.words.rule {
                    let why = why(ui, stage.cx.look);
                    if bounce.wants_keyboard.take() {
                        why.request_focus();
                    }
                    if why.clicked() {
                        actions.push(Action::ShowRule(rule));
                    }
                }
            });
        });
    });
    area.response
}

fn why(ui: &mut Ui, look: &Look) -> egui::Response {
    Button::new("Why").kind(Kind::Link).small().show(ui, look)
}

/// Beside the pointer, below what it is over, so that neither hides what the other says.
pub fn place(pointer: Pos2, target: Option<egui::Rect>) -> Pos2 {
    let over = target.filter(|rect| rect.contains(pointer));
    let below = over.map_or(pointer.y + 18.0, |rect| rect.bottom() + 8.0);
    pos2(pointer.x + 12.0, if below - pointer.y < 120.0 { below } else { pointer.y + 24.0 })
}

fn floating(id: &str, at: Pos2, interactable: bool) -> egui::Area {
    egui::Area::new(egui::Id::unique(id))
        .order(Order::Foreground)
        .fixed_pos(at)
        .pivot(Align2::LEFT_TOP)
        .constrain(true)
        .interactable(interactable)
        .fade_in(false)
        .default_width(WIDTH)
}

fn framed(ui: &mut Ui, look: &Look, words: &Words, more: impl FnOnce(&mut Ui)) {
    let ink = words.tone.ink();
    let frame = Frame::new()
        .fill(look.color(Ink::Panel))
        .stroke(look.stroke(Ink::Outline, 1.0))
        .shadow(look.shadow())
        .corner_radius(6.0)
        .inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 10 });
    let shown = frame.show(ui, |ui| {
        ui.set_max_width(WIDTH - 32.0);
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), egui::Sense::hover());
            look.paint_icon(ui.painter(), rect, words.tone.icon(), look.color(ink));
            let what = RichText::new(&words.what).font(look::font(13.0, Weight::SemiBold));
            ui.add(egui::Label::new(what).wrap());
        });
        if let Some(because) = &words.because {
            ui.add(egui::Label::new(RichText::new(because).weak()).wrap());
        }
        more(ui);
    });
    let bar = shown.response.rect;
    let bar = egui::Rect::from_min_max(bar.min, pos2(bar.min.x + 3.5, bar.max.y));
    let left = egui::CornerRadius { nw: 6, sw: 6, ne: 0, se: 0 };
    ui.painter().rect_filled(bar, left, look.color(ink));
}
