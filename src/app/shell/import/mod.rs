//! The sheet that stands between an import and the plan: what comes in, what does not, what was
//! assumed, and what the rules will say. Nothing is taken before somebody says so.

mod act;
mod given;
mod list;
mod notes;
mod sheet;
mod told;
mod tree;
mod weigh;

use std::sync::Arc;

use egui::Ui;

pub use given::{Found, Given, Import, Opened, Unsure, look};
pub use weigh::Target;

use super::{
    super::{Action, Cx},
    files::FileAction,
    task::{Polled, Task, discard},
};
use crate::{
    commands::Refusal,
    import::{Intake, Sort},
    session::Session,
};
use weigh::{Review, Weighed};

/// In the order in which they are shown.
const SORTS: [Sort; 3] = [Sort::Unplaced, Sort::Assumed, Sort::Remark];

/// What can be done on the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportAction {
    Take,
    /// Leaves it as if nothing had been dropped.
    Close,
    /// Shows where else it could go.
    Aim(Target),
    /// Opens it again, to read what came up.
    Show,
}

pub struct ImportSheet {
    /// As it is called.
    what: String,
    target: Target,
    /// Whether there is a plan to add it to.
    can_choose: bool,
    state: State,
    view: sheet::View,
    /// It is kept for its notes after it was taken.
    is_open: bool,
}

enum State {
    /// Somebody is asked.
    Weighed(Arc<Intake>, Box<Weighed>),
    /// What it would make of the plan is being worked out anew.
    Weighing(Arc<Intake>, Task<Result<Weighed, Refusal>>),
    Taken(Box<Review>),
    /// The plan refuses it; says why.
    Refused(Arc<Intake>, String),
}

impl ImportSheet {
    pub fn new(import: Import, can_choose: bool) -> Self {
        let Import { what, intake, weighed } = import;
        let target = weighed.target;
        let view = sheet::View::of(&weighed.review);
        let state = State::Weighed(intake, Box::new(weighed));
        Self { what, target, can_choose, state, view, is_open: true }
    }

    pub fn is_open(&self) -> bool {
        self.is_open
    }

    pub fn is_taken(&self) -> bool {
        matches!(self.state, State::Taken(_))
    }

    pub fn target(&self) -> Target {
        self.target
    }

    /// To read again what was told.
    pub fn show(&mut self) {
        self.is_open = true;
        self.view.take_focus();
    }

    pub fn hide(&mut self) {
        self.is_open = false;
    }

    /// Works out what it would make of the plan as it is now, or of one of its own.
    pub fn weigh(&mut self, ctx: &egui::Context, target: Target, session: &Session) {
        let intake = match &self.state {
            State::Weighed(intake, _) | State::Weighing(intake, _) | State::Refused(intake, _) => {
                intake.clone()
            }
            State::Taken(_) => return,
        };
        let (theirs, basis) = (intake.clone(), session.basis());
        let task = Task::start(ctx, move |watch| weigh::weigh(&theirs, target, &basis, watch));
        self.target = target;
        discard(std::mem::replace(&mut self.state, State::Weighing(intake, task)));
    }

    /// Puts it into the session, as one step; a plan of its own comes back to be shown. Where the
    /// plan has changed since it was weighed, it is weighed again, and comes back as it was.
    pub fn take(mut self, ctx: &egui::Context, session: &mut Session) -> (Self, Outcome) {
        let State::Weighed(intake, weighed) = self.state else { return (self, Outcome::Waits) };
        let Weighed { session: own, prepared, review, .. } = *weighed;
        let label = format!("Import {}", self.what);
        let outcome = match own {
            None => session.adopt(label, prepared).map(|()| Outcome::Here),
            Some(mut own) => own.adopt(label, prepared).map(|()| Outcome::New(own)),
        };
        match outcome {
            Ok(outcome) => {
                discard(intake);
                self.state = State::Taken(Box::new(review));
                self.is_open = false;
                (self, outcome)
            }
            Err(prepared) => {
                discard((prepared, review));
                self.state = State::Refused(intake, String::new());
                self.weigh(ctx, self.target, session);
                (self, Outcome::Waits)
            }
        }
    }

    /// What came in, in a sentence.
    pub fn sentence(&self) -> String {
        match &self.state {
            State::Taken(review) => format!("Imported {}: {}", self.what, review.sentence()),
            _ => String::new(),
        }
    }

    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        if self.is_open {
            self.step(cx, actions);
            sheet::ui(self, cx, ui, actions);
        }
    }

    /// Looks whether another thread has an answer, and whether the plan is still the one it is for.
    fn step(&mut self, cx: &Cx<'_>, actions: &mut Vec<Action>) {
        if let State::Weighing(intake, task) = &self.state {
            let intake = intake.clone();
            self.state = match task.poll() {
                Polled::Going => return,
                Polled::Done(Ok(weighed)) => {
                    self.view.renew();
                    State::Weighed(intake, Box::new(weighed))
                }
                Polled::Done(Err(refusal)) => State::Refused(intake, refusal.to_string()),
                Polled::Ended => {
                    State::Refused(intake, "It cannot be worked out what comes in.".to_owned())
                }
            };
        }
        if let State::Weighed(_, weighed) = &self.state
            && weighed.session.is_none()
            && !weighed.prepared.fits(cx.session)
        {
            actions.push(Action::File(FileAction::Import(ImportAction::Aim(self.target))));
        }
    }
}

/// How taking it in went.
pub enum Outcome {
    Here,
    /// With the plan that it is in.
    New(Box<Session>),
    /// It is being worked out again.
    Waits,
}

/// What a list of such notes is headed.
const fn title(sort: Sort) -> &'static str {
    match sort {
        Sort::Unplaced => "Not taken in",
        Sort::Assumed => "Assumed",
        Sort::Remark => "To know",
    }
}
