//! Edits that are about the plan as a whole: in a large one they take longer than a frame, and are
//! worked out beside the window.

use super::{
    super::{App, actions::Edit},
    ask::Notice,
    files::Done,
    job::Job,
};
use crate::{
    commands::{Command, Refusal, Set, apply_all},
    import::{Stage, Watch},
    session::Prepared,
};

/// From so many servers on.
const LARGE: usize = 4_000;

/// A step of history that was worked out.
pub struct Later {
    label: String,
    /// Said in the status strip when it is done.
    said: String,
    prepared: Result<Prepared, Refusal>,
}

impl App {
    pub(in super::super) fn tidy(&mut self, ctx: &egui::Context) {
        if !self.is_large() {
            return self.session.tidy(None);
        }
        let basis = self.session.basis();
        self.work(ctx, "Tidy", "Tidied".to_owned(), move |watch| {
            watch.begin(Stage::Arranging, 0);
            Ok(basis.tidy())
        });
    }

    /// Whether an edit asks all rules again, of more servers than a frame can bear.
    pub(in super::super) fn is_long(&self, edit: &Edit) -> bool {
        let is_whole = |command: &Command| matches!(command, Command::Set(Set { node: None, .. }));
        self.is_large() && edit.wish.is_none() && edit.commands.iter().any(is_whole)
    }

    pub(in super::super) fn run_later(
        &mut self,
        ctx: &egui::Context,
        label: &str,
        said: String,
        commands: Vec<Command>,
    ) {
        let basis = self.session.basis();
        self.work(ctx, label, said, move |watch| {
            let design = apply_all(&commands, &basis.plan().design)?;
            watch.begin(Stage::Judging, 0);
            Ok(basis.arrange(design).judge())
        });
    }

    fn is_large(&self) -> bool {
        self.session.design().server_count() >= LARGE
    }

    fn work(
        &mut self,
        ctx: &egui::Context,
        label: &str,
        said: String,
        work: impl FnOnce(&Watch) -> Result<Prepared, Refusal> + Send + 'static,
    ) {
        let label = label.to_owned();
        let job = Job::start(ctx, label.clone(), move |watch| {
            let prepared = work(watch);
            watch.reached(0)?;
            Ok(Done::Later(Later { label, said, prepared }))
        });
        self.begin_job(job);
    }

    pub(super) fn finish_later(&mut self, later: Later) {
        let Later { label, said, prepared } = later;
        match prepared.map(|prepared| self.session.adopt(label.clone(), prepared)) {
            Ok(Ok(())) => self.view.said = said,
            Ok(Err(_)) => {
                let why = "The plan was edited meanwhile, so nothing else was changed.";
                self.notice(Notice::bad(format!("{label}: {why} Do it again.")));
            }
            Err(refusal) => self.view.said = refusal.to_string(),
        }
    }
}
