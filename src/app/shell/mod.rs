//! Plans as files, and what is asked, searched and exported over the window.

mod ask;
pub mod clock;
mod desktop;
mod dialog;
mod dropped;
mod export;
mod files;
mod import;
mod job;
mod later;
mod mapping;
mod new_sheet;
mod recent;
mod search;
mod start_page;
mod task;

use egui::Ui;

pub use desktop::Desktop;
pub use export::Order;
pub use files::{Answer, FileAction, Next};
pub use import::{ImportAction, Target};
pub use mapping::MappingAction;
pub use recent::Recent;

use super::{Action, Cx};

/// What the shell keeps between frames.
#[derive(Default)]
pub struct Shell {
    pub(super) desktop: Desktop,
    pub(super) recent: Recent,
    /// What is being read or written on another thread.
    job: Option<job::Job>,
    dialog: Option<dialog::Dialog>,
    question: Option<ask::Question>,
    /// Something that was done or went wrong, until it is dismissed.
    notice: Option<ask::Notice>,
    search: Option<search::Search>,
    new_sheet: Option<new_sheet::NewSheet>,
    /// What the columns of a list mean, while somebody is asked.
    mapping: Option<mapping::MappingSheet>,
    /// Before an import is taken, and for its notes afterwards.
    import: Option<import::ImportSheet>,
    /// A plan that was read, while unsaved changes are asked about.
    ready: Option<import::Opened>,
    dropped: dropped::Dropped,
    export: export::Export,
    start_page: start_page::StartPage,
}

impl Shell {
    /// Over the canvas's area, in its place.
    pub fn start_page_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        self.start_page.ui(cx, &self.recent, ui, actions);
    }

    /// Over the window.
    pub fn over(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        self.export.ui(cx, ui, actions);
        if let Some(search) = &mut self.search {
            search.ui(cx, ui, actions);
        }
        if let Some(sheet) = &mut self.new_sheet {
            sheet.ui(cx, ui, actions);
        }
        if let Some(sheet) = &mut self.mapping {
            sheet.ui(cx, ui, actions);
        }
        if let Some(sheet) = &mut self.import {
            sheet.ui(cx, ui, actions);
        }
        if let Some(notice) = &mut self.notice {
            ask::notice_ui(cx, ui, notice, actions);
        }
        if let Some(question) = &self.question {
            ask::question_ui(cx, ui, question, actions);
        }
        if let Some(dialog) = &mut self.dialog {
            dialog.ui(cx, ui, actions);
        }
        let has_keys = !self.is_asking() && self.notice.is_none();
        if let Some(job) = &mut self.job {
            job.ui(cx, ui, has_keys, actions);
        }
        dropped::hover_ui(cx, ui, self.job.as_ref().map(job::Job::words), self.is_asking());
    }

    pub fn open_search(&mut self) {
        self.search = Some(search::Search::default());
    }

    pub fn close_search(&mut self) {
        self.search = None;
    }

    pub fn open_export(&mut self) {
        self.export.open();
    }

    /// Whether something over the window has the keyboard.
    pub fn is_asking(&self) -> bool {
        self.question.is_some()
            || self.dialog.as_ref().is_some_and(dialog::Dialog::is_in_window)
            || self.search.is_some()
            || self.new_sheet.is_some()
            || self.export.is_open()
            || self.mapping.is_some()
            || self.import.as_ref().is_some_and(import::ImportSheet::is_open)
    }
}
