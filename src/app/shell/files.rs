//! Opening, saving, and what stands in between.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    super::{Action, App, Mode, View},
    Order,
    ask::{Notice, Question},
    dialog::{Dialog, Purpose},
    import::{Found, Given, ImportAction},
    job::Job,
    later::Later,
    mapping::MappingAction,
    new_sheet::NewSheet,
    recent::shown,
    task::{Polled, discard},
};
use crate::{
    arrange, collector, export, file,
    model::{Design, Ids},
    plan::Plan,
    session::Session,
    templates::{self, Fit},
};

#[derive(Clone, Debug)]
pub enum FileAction {
    /// From a template, by its name: asks what to fit it to.
    New(&'static str),
    /// From a template, fitted.
    Create(&'static str, Fit),
    /// Without anything in it.
    NewEmpty,
    StartPage,
    AskOpen,
    Open(PathBuf),
    Save,
    SaveAs,
    /// The window was asked to close.
    Close,
    Answer(Answer),
    /// Shows what files are, whatever they turn out to be.
    Give(Vec<PathBuf>),
    AskImport,
    Import(ImportAction),
    Map(MappingAction),
    /// A text that was pasted where no field takes it.
    Paste(String),
    /// Asks the system for what was copied.
    AskPaste,
    /// Ends what goes on in the background.
    Stop,
    /// The answer of a dialog; no path is a cancel.
    Chosen(Purpose, Vec<PathBuf>),
    Export(Order),
    ExportAgain,
    /// Asks where the collector script goes.
    AskCollector,
    /// With the system's program for it.
    ShowFile(PathBuf),
    Dismiss,
    /// Leaves the form for a new plan.
    CloseNew,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Save,
    Discard,
    Cancel,
}

/// What comes once unsaved changes are settled.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    New(&'static str, Fit),
    NewEmpty,
    AskOpen,
    Open(PathBuf),
    /// The plan that was read.
    Ready,
    /// What the import sheet shows, as a plan of its own.
    Take,
    Close,
}

impl Next {
    pub fn loses(&self) -> &'static str {
        match self {
            Self::Close => "The plan has changes that are in no file. Closing loses them.",
            _ => "The plan has changes that are in no file. Going on loses them.",
        }
    }
}

/// How work on another thread ended.
pub enum Done {
    /// With the revision of the plan about whose changes somebody was asked, if it is that one.
    Found(Found, Option<u64>),
    Saved(PathBuf, Arc<Plan>, Result<(), String>),
    Exported(PathBuf, Result<(), String>),
    Collector(PathBuf, Result<(), String>),
    /// An edit was worked out.
    Later(Later),
}

impl App {
    pub(in super::super) fn act_file(&mut self, ctx: &egui::Context, action: FileAction) {
        match action {
            FileAction::New(name) => {
                self.shell.new_sheet = templates::named(name).map(NewSheet::new);
            }
            FileAction::Create(name, fit) => {
                self.shell.new_sheet = None;
                self.unless_edited(ctx, Next::New(name, fit));
            }
            FileAction::NewEmpty => self.unless_edited(ctx, Next::NewEmpty),
            FileAction::StartPage => self.show_start_page(ctx),
            FileAction::AskOpen => self.unless_edited(ctx, Next::AskOpen),
            FileAction::Open(path) => self.unless_edited(ctx, Next::Open(path)),
            FileAction::Save => self.save(ctx, None),
            FileAction::SaveAs => self.ask_path(ctx, Purpose::Save),
            FileAction::Close => self.unless_edited(ctx, Next::Close),
            FileAction::Answer(answer) => self.answer(ctx, answer),
            FileAction::Give(paths) => self.give(ctx, Given::Files(paths), false),
            FileAction::AskImport => self.ask_path(ctx, Purpose::Import),
            FileAction::Import(action) => self.act_import(ctx, action),
            FileAction::Map(action) => self.act_mapping(ctx, action),
            FileAction::Paste(text) => self.paste(ctx, text),
            FileAction::AskPaste => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            FileAction::Stop => self.stop_job(),
            FileAction::Chosen(purpose, paths) => self.chosen(ctx, &purpose, paths),
            FileAction::Export(order) => {
                self.shell.export.order(order);
                self.ask_path(ctx, Purpose::Export(order.kind));
            }
            FileAction::ExportAgain => self.export_again(ctx),
            FileAction::AskCollector => self.ask_path(ctx, Purpose::Collector),
            FileAction::ShowFile(path) => self.show_file(&path),
            FileAction::Dismiss => self.shell.notice = None,
            FileAction::CloseNew => self.shell.new_sheet = None,
        }
    }

    /// Looks whether work on another thread has ended, and whether files were dropped on the window
    /// or the window is to close.
    pub(in super::super) fn watch(&mut self, ctx: &egui::Context, actions: &mut Vec<Action>) {
        match self.shell.job.as_ref().map(Job::poll) {
            Some(Polled::Done(done)) => self.finish(ctx, done),
            Some(Polled::Ended) => {
                if let Some(job) = self.shell.job.take() {
                    self.notice(Notice::bad(format!("{} did not end well.", job.words())));
                }
            }
            Some(Polled::Going) | None => {}
        }
        if let Some(paths) = self.shell.dropped.step(ctx) {
            match self.shell.is_asking() {
                true => self.notice(Notice::bad("Answer what is asked first, then drop again.")),
                false => actions.push(Action::File(FileAction::Give(paths))),
            }
        }
        if !self.shell.is_asking() && !ctx.text_edit_focused() {
            let pasted = ctx.input(|input| {
                input.events.iter().find_map(|event| match event {
                    egui::Event::Paste(text) => Some(text.clone()),
                    _ => None,
                })
            });
            actions.extend(pasted.map(|text| Action::File(FileAction::Paste(text))));
        }
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && self.is_at_stake() && !self.leaving {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            actions.push(Action::File(FileAction::Close));
        }
    }

    /// One thing is read or written at a time.
    pub(super) fn begin_job(&mut self, job: Job) {
        match &self.shell.job {
            Some(goes_on) => {
                let words = goes_on.words();
                let said = format!("{words} goes on. Wait until that is done, or cancel it.");
                self.notice(Notice::bad(said));
            }
            None => self.shell.job = Some(job),
        }
    }

    fn stop_job(&mut self) {
        if let Some(job) = self.shell.job.take() {
            self.view.said = format!("{} was canceled", job.words());
        }
    }

    /// A plan that nobody has put a hand to need not be asked about.
    pub(super) fn is_untouched(&self) -> bool {
        self.path.is_none() && !self.session.was_changed()
    }

    /// Whether something would be lost that is in no file.
    pub(super) fn is_at_stake(&self) -> bool {
        self.session.is_edited() && !self.is_untouched()
    }

    pub(super) fn ask_about(&mut self, next: Next) {
        self.shell.question = Some(Question { next, plan: self.plan_name() });
    }

    fn unless_edited(&mut self, ctx: &egui::Context, next: Next) {
        match self.is_at_stake() {
            true => self.ask_about(next),
            false => self.go_on(ctx, next),
        }
    }

    fn answer(&mut self, ctx: &egui::Context, answer: Answer) {
        let Some(question) = self.shell.question.take() else { return };
        match answer {
            Answer::Save => self.save(ctx, Some(question.next)),
            Answer::Discard => self.go_on(ctx, question.next),
            Answer::Cancel => {
                if let Some(ready) = self.shell.ready.take() {
                    discard(ready);
                }
            }
        }
    }

    pub(super) fn go_on(&mut self, ctx: &egui::Context, next: Next) {
        match next {
            Next::New(name, fit) => {
                if let Some(template) = templates::named(name) {
                    self.show_new(template.fitted(&fit));
                }
            }
            Next::NewEmpty => self.show_new(Design::new()),
            Next::AskOpen => self.ask_path(ctx, Purpose::Open),
            Next::Open(path) => self.give(ctx, Given::Files(vec![path]), true),
            Next::Ready => self.show_ready(),
            Next::Take => self.take(ctx),
            Next::Close => {
                self.leaving = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
        }
    }

    fn show_start_page(&mut self, ctx: &egui::Context) {
        self.view.mode = Mode::Start;
        self.shell.start_page.opened();
        if let Some(focused) = ctx.memory(egui::Memory::focused) {
            ctx.memory_mut(|memory| memory.surrender_focus(focused));
        }
    }

    fn show_new(&mut self, design: Design) {
        let design = super::clock::dated(design);
        let places = arrange::tidy(&design);
        let session =
            Session::new(Plan::new(design, places), Ids::random(crate::app::seed()), false);
        self.show(session, None);
    }

    /// Shows another plan in the window, from its beginning.
    pub(in super::super) fn show(&mut self, session: Session, path: Option<PathBuf>) {
        discard(std::mem::replace(&mut self.session, session));
        self.path = path;
        let (palette, inspector) = (self.view.palette, self.view.inspector);
        self.view = View { palette, inspector, ..View::default() };
        self.canvas.reset();
        self.shell.search = None;
    }

    /// To its file, or to one that is asked for where it has none.
    fn save(&mut self, ctx: &egui::Context, next: Option<Next>) {
        if let Some(path) = self.path.clone() {
            self.write(ctx, path, next);
        } else {
            self.after_save = next;
            self.ask_path(ctx, Purpose::Save);
        }
    }

    fn write(&mut self, ctx: &egui::Context, path: PathBuf, next: Option<Next>) {
        let plan = self.session.plan().clone();
        let words = format!("Saving {}", shown(&path));
        let job = Job::start(ctx, words, move |_| {
            let saved = file::save(&path, &plan).map_err(|error| error.to_string());
            Ok(Done::Saved(path, plan, saved))
        });
        self.begin_job(job.unstoppable(next));
    }

    fn finish(&mut self, ctx: &egui::Context, done: Done) {
        let next = self.shell.job.take().and_then(|job| job.next);
        match done {
            Done::Later(later) => self.finish_later(later),
            Done::Found(found, settled) => self.found(ctx, found, settled),
            Done::Saved(path, plan, Ok(())) => {
                self.session.set_saved(plan);
                self.shell.recent.note(&path);
                self.path = Some(path);
                self.view.saved_at = Some(clock());
                if let Some(next) = next {
                    self.go_on(ctx, next);
                }
            }
            Done::Saved(path, _, Err(trouble)) | Done::Collector(path, Err(trouble)) => {
                let said = format!("Not saved to {}: {trouble}", shown(&path));
                self.notice(Notice::bad(said));
            }
            Done::Exported(path, Ok(())) => {
                let said = format!("Exported to {}", shown(&path));
                self.notice(Notice::good(said).with_file(path));
            }
            Done::Exported(path, Err(trouble)) => {
                let said = format!("Not exported to {}: {trouble}", shown(&path));
                self.notice(Notice::bad(said));
            }
            Done::Collector(path, Ok(())) => self.tell_how_to_collect(path),
        }
    }

    fn ask_path(&mut self, ctx: &egui::Context, purpose: Purpose) {
        let suggested = self.suggested(&purpose);
        let system = self.shell.desktop.has_dialogs();
        self.shell.dialog = Some(Dialog::open(purpose, &suggested, system, ctx));
    }

    /// Beside the plan, or in the documents folder; with the plan's name where one is written.
    fn suggested(&self, purpose: &Purpose) -> PathBuf {
        let beside = self.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let documents = || {
            let dirs = directories::UserDirs::new()?;
            Some(dirs.document_dir().unwrap_or(dirs.home_dir()).to_owned())
        };
        let folder = beside.or_else(documents).filter(|folder| folder.is_dir()).unwrap_or_default();
        let ending = match purpose {
            Purpose::Open | Purpose::Import => return folder.join(""),
            Purpose::Collector => return folder.join(collector::FILE_NAME),
            Purpose::Save => "sitewright",
            Purpose::Export(kind) => kind,
        };
        folder.join(format!("{}.{ending}", file_name(&self.plan_name())))
    }

    fn plan_name(&self) -> String {
        let stem = self.path.as_deref().and_then(Path::file_stem);
        let title = self.session.design().head().title.clone();
        match (stem, title.is_empty()) {
            (Some(stem), _) => stem.to_string_lossy().into_owned(),
            (None, false) => title,
            (None, true) => "Untitled".to_owned(),
        }
    }

    fn chosen(&mut self, ctx: &egui::Context, purpose: &Purpose, mut paths: Vec<PathBuf>) {
        self.shell.dialog = None;
        let next = self.after_save.take();
        if *purpose == Purpose::Import && !paths.is_empty() {
            return self.give(ctx, Given::Files(paths), false);
        }
        let Some(path) = paths.pop() else { return };
        match purpose {
            // Whoever came here by way of a question has answered it.
            Purpose::Open => self.give(ctx, Given::Files(vec![path]), true),
            Purpose::Save => self.write(ctx, path, next),
            Purpose::Export(kind) => self.export(ctx, kind, path),
            Purpose::Collector => self.write_collector(ctx, path),
            Purpose::Import => {}
        }
    }

    fn export(&mut self, ctx: &egui::Context, kind: &'static str, path: PathBuf) {
        let Some(exporter) = export::by_kind(kind) else { return };
        self.shell.export.done(path.clone());
        let order = self.shell.export.last();
        let (plan, report) = (self.session.plan().clone(), self.session.report().clone());
        let name = self.plan_name();
        let words = format!("Exporting {}", shown(&path));
        let job = Job::start(ctx, words, move |watch| {
            let input = export::Input {
                plan: &plan,
                report: &report,
                theme: order.theme,
                page: order.page,
                name: &name,
            };
            let bytes = (exporter.write)(&input).map_err(|error| error.to_string());
            watch.reached(0)?;
            let written = bytes.and_then(|bytes| {
                file::write_atomically(&path, &bytes).map_err(|error| error.to_string())
            });
            Ok(Done::Exported(path, written))
        });
        self.begin_job(job);
    }

    fn write_collector(&mut self, ctx: &egui::Context, path: PathBuf) {
        let words = format!("Saving {}", shown(&path));
        let job = Job::start(ctx, words, move |_| {
            let written = file::write_atomically(&path, collector::script().as_bytes());
            Ok(Done::Collector(path, written.map_err(|error| error.to_string())))
        });
        self.begin_job(job.unstoppable(None));
    }

    fn tell_how_to_collect(&mut self, path: PathBuf) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let line = collector::command_line(&name);
        let said = format!("Saved to {}", shown(&path));
        self.notice(Notice::good(said).with_file(path).with_command(line));
    }

    fn export_again(&mut self, ctx: &egui::Context) {
        match self.shell.export.last_path() {
            Some(path) => {
                let kind = self.shell.export.last().kind;
                self.export(ctx, kind, path);
            }
            None => self.shell.export.open(),
        }
    }

    fn show_file(&mut self, path: &Path) {
        if let Err(error) = open_outside(path) {
            self.notice(Notice::bad(format!("{} cannot be shown: {error}", shown(path))));
        }
    }

    pub(super) fn notice(&mut self, notice: Notice) {
        self.view.said.clone_from(&notice.text);
        self.shell.notice = Some(notice);
    }
}

/// A name that every system takes as a file's.
fn file_name(name: &str) -> String {
    let safe = |letter: char| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
        letter if letter.is_control() => '-',
        letter => letter,
    };
    let name: String = name.trim().chars().map(safe).take(80).collect();
    let name = name.trim_matches(['.', ' ']).to_owned();
    if name.is_empty() { "Untitled".to_owned() } else { name }
}

/// Opens a file or folder with the system's own program for it.
fn open_outside(path: &Path) -> std::io::Result<()> {
    let program = match std::env::consts::OS {
        "windows" => "explorer",
        "macos" => "open",
        _ => "xdg-open",
    };
    let mut child = std::process::Command::new(program).arg(path).spawn()?;
    // Waited for elsewhere, so that it leaves nothing behind.
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// The time of day, in the zone of the machine where it says which, else in UTC.
fn clock() -> String {
    super::clock::time_of_day()
}
