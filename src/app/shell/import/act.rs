//! From files that somebody gives to a plan: reading them, asking, taking them in.

use super::{
    super::{
        super::{Action, App, Mode},
        ask::Notice,
        files::{Done, Next},
        job::Job,
        mapping::{MappingAction, MappingSheet},
        task::discard,
    },
    Found, Given, Import, ImportAction, ImportSheet, Opened, Outcome, Target, look,
};
use crate::import::{Source, list};

impl App {
    /// Reads tables that are at hand already, and shows what they are on a sheet.
    pub fn import(&mut self, ctx: &egui::Context, sources: Vec<Source>) {
        self.give(ctx, Given::Sources(sources), false);
    }

    /// Reads what is given and shows what it is: a plan at once, all else on a sheet. `settled` is
    /// whether somebody was asked about unsaved changes.
    pub(in super::super) fn give(&mut self, ctx: &egui::Context, given: Given, settled: bool) {
        let words = given.words();
        let (basis, target) = (self.session.basis(), self.usual_target());
        let settled = (settled || !self.is_at_stake()).then(|| self.session.revision());
        let job = Job::start(ctx, words, move |watch| {
            look(given, target, &basis, watch).map(|found| Done::Found(found, settled))
        });
        self.begin_job(job);
    }

    /// A plan that nobody has put a hand to is no plan to add to, unless somebody says so.
    fn usual_target(&self) -> Target {
        let is_new = self.path.is_none() && self.session.design().is_empty();
        if is_new || self.is_untouched() { Target::New } else { Target::Here }
    }

    /// `settled` is the revision of the plan about which somebody was asked.
    pub(in super::super) fn found(
        &mut self,
        ctx: &egui::Context,
        found: Found,
        settled: Option<u64>,
    ) {
        match found {
            Found::Plan(opened) => {
                // What was edited while the file was read is not lost without a question.
                self.shell.ready = Some(opened);
                match settled == Some(self.session.revision()) || !self.is_at_stake() {
                    true => self.go_on(ctx, Next::Ready),
                    false => self.ask_about(Next::Ready),
                }
            }
            Found::Import(import) => self.offer(ctx, *import),
            Found::Unsure(unsure) => {
                self.shell.notice = None;
                self.shell.mapping = Some(MappingSheet::new(ctx, *unsure));
            }
            Found::Nothing(trouble) => self.notice(Notice::bad(trouble)),
        }
    }

    fn offer(&mut self, ctx: &egui::Context, import: Import) {
        let can_choose = self.path.is_some() || !self.session.design().is_empty();
        let mut sheet = ImportSheet::new(import, can_choose);
        // The plan may have become one to add to while the files were read.
        if sheet.target() != self.usual_target() {
            sheet.weigh(ctx, self.usual_target(), &self.session);
        }
        self.shell.notice = None;
        self.view.has_notes = false;
        if let Some(before) = self.shell.import.replace(sheet) {
            discard(before);
        }
    }

    pub(in super::super) fn act_import(&mut self, ctx: &egui::Context, action: ImportAction) {
        let is_at_stake = self.is_at_stake();
        let Some(sheet) = &mut self.shell.import else { return };
        match action {
            ImportAction::Take if sheet.target() == Target::New && is_at_stake => {
                self.ask_about(Next::Take);
            }
            ImportAction::Take => self.take(ctx),
            ImportAction::Show => sheet.show(),
            ImportAction::Aim(target) => sheet.weigh(ctx, target, &self.session),
            ImportAction::Close if sheet.is_taken() => sheet.hide(),
            ImportAction::Close => {
                if let Some(sheet) = self.shell.import.take() {
                    discard(sheet);
                }
            }
        }
    }

    pub(in super::super) fn act_mapping(&mut self, ctx: &egui::Context, action: MappingAction) {
        let Some(sheet) = self.shell.mapping.take() else { return };
        match action {
            MappingAction::Take => match sheet.take() {
                Ok((what, intake)) => self.give(ctx, Given::Mapped(what, intake), false),
                Err(sheet) => self.shell.mapping = Some(*sheet),
            },
            MappingAction::Close => discard(sheet),
        }
    }

    /// A table that was pasted onto the canvas comes in as its file would.
    pub(in super::super) fn paste(&mut self, ctx: &egui::Context, text: String) {
        /// What is looked at to tell whether it is a table.
        const LINES: usize = 20;
        let start: Vec<&str> = text.lines().take(LINES).collect();
        if list::pasted(&start.join("\n")).is_none() {
            self.view.said = "What was copied is no table of servers".to_owned();
            return;
        }
        let name = "pasted table".to_owned();
        self.import(ctx, vec![Source { name, bytes: text.into_bytes() }]);
    }

    /// Takes in what the sheet shows.
    pub(in super::super) fn take(&mut self, ctx: &egui::Context) {
        let Some(sheet) = self.shell.import.take() else { return };
        let (sheet, outcome) = sheet.take(ctx, &mut self.session);
        match outcome {
            Outcome::Waits => {
                self.shell.import = Some(sheet);
                return;
            }
            Outcome::New(session) => self.show(*session, None),
            Outcome::Here => {
                self.view.mode = Mode::Plan;
                self.act(ctx, Action::FitAll);
            }
        }
        self.notice(Notice::good(sheet.sentence()).with_notes());
        self.shell.import = Some(sheet);
        self.view.has_notes = true;
    }

    /// What came in is no news once a step was taken back.
    pub(in super::super::super) fn forget_import(&mut self) {
        if self.shell.notice.as_ref().is_some_and(Notice::has_notes) {
            self.shell.notice = None;
            self.view.said.clear();
        }
    }

    /// Shows the plan that was read.
    pub(in super::super) fn show_ready(&mut self) {
        let Some(Opened { path, session, trouble }) = self.shell.ready.take() else { return };
        self.shell.recent.note(&path);
        // An outline is read, but a plan is saved: where, will be asked.
        let own = session.is_edited();
        self.show(*session, (!own).then_some(path));
        self.shell.notice = None;
        if let Some(trouble) = trouble {
            self.notice(Notice::bad(trouble));
        }
    }
}
