//! Opening, saving, and what stands in between.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, TryRecvError, channel},
    },
};

use super::{
    super::{Action, App, Mode, View},
    Order,
    ask::{Notice, Question},
    dialog::{Dialog, Purpose},
    new_sheet::NewSheet,
    recent::shown,
};
use crate::{
    arrange, collector, export, file,
    model::{Design, Ids},
    plan::Plan,
    rules::house,
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
    /// The answer of a dialog; no path is a cancel.
    Chosen(Purpose, Option<PathBuf>),
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

/// Work on another thread.
pub struct Job {
    words: String,
    result: Receiver<Done>,
    /// What comes when it went well.
    next: Option<Next>,
}

enum Done {
    /// With what is wrong with the house rules beside it.
    Opened(PathBuf, Result<(Box<Session>, Option<String>), String>),
    Saved(PathBuf, Arc<Plan>, Result<(), String>),
    Exported(PathBuf, Result<(), String>),
    Collector(PathBuf, Result<(), String>),
}

impl Job {
    pub fn words(&self) -> &str {
        &self.words
    }

    fn start(
        ctx: &egui::Context,
        words: impl Into<String>,
        next: Option<Next>,
        work: impl FnOnce() -> Done + Send + 'static,
    ) -> Self {
        let (send, result) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            // The window may be gone by then.
            _ = send.send(work());
            ctx.request_repaint();
        });
        Self { words: words.into(), result, next }
    }
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
            FileAction::Chosen(purpose, path) => self.chosen(ctx, &purpose, path),
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
        if let Some(job) = &self.shell.job {
            match job.result.try_recv() {
                Ok(done) => self.finish(ctx, done),
                Err(TryRecvError::Disconnected) => self.shell.job = None,
                Err(TryRecvError::Empty) => {}
            }
        }
        let dropped = ctx.input(|input| {
            let file = input.raw.dropped_files.first().map(|file| file.path().to_owned());
            file.filter(|_| !self.shell.is_asking())
        });
        if let Some(path) = dropped {
            actions.push(Action::File(FileAction::Open(path)));
        }
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && self.session.is_edited() && !self.leaving && !self.is_untouched() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            actions.push(Action::File(FileAction::Close));
        }
    }

    /// A plan that nobody has put a hand to need not be asked about.
    fn is_untouched(&self) -> bool {
        self.path.is_none() && !self.session.was_changed()
    }

    fn unless_edited(&mut self, ctx: &egui::Context, next: Next) {
        if self.session.is_edited() && !self.is_untouched() {
            self.shell.question = Some(Question { next, plan: self.plan_name() });
        } else {
            self.go_on(ctx, next);
        }
    }

    fn answer(&mut self, ctx: &egui::Context, answer: Answer) {
        let Some(question) = self.shell.question.take() else { return };
        match answer {
            Answer::Save => self.save(ctx, Some(question.next)),
            Answer::Discard => self.go_on(ctx, question.next),
            Answer::Cancel => {}
        }
    }

    fn go_on(&mut self, ctx: &egui::Context, next: Next) {
        match next {
            Next::New(name, fit) => {
                if let Some(template) = templates::named(name) {
                    self.show_new(template.fitted(&fit));
                }
            }
            Next::NewEmpty => self.show_new(Design::new()),
            Next::AskOpen => self.ask_path(ctx, Purpose::Open),
            Next::Open(path) => self.open(ctx, path),
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
        self.session = session;
        self.path = path;
        let (palette, inspector) = (self.view.palette, self.view.inspector);
        self.view = View { palette, inspector, ..View::default() };
        self.canvas.reset();
        self.shell.search = None;
    }

    fn open(&mut self, ctx: &egui::Context, path: PathBuf) {
        let words = format!("Opening {}\u{2026}", shown(&path));
        let job = Job::start(ctx, words, None, move || {
            let is_outline = path.extension().is_some_and(|ending| ending == "outline");
            let opened = file::open(&path).map_err(|error| format!("{}: {error}", shown(&path)));
            let session = opened.map(|mut plan| {
                // House rules that cannot be used do not keep anybody from the plan.
                let trouble = match file::house(&path, &house::ids()) {
                    Ok(house) => {
                        plan.design.set_house(house);
                        None
                    }
                    Err(unusable) => Some(format!("Judged by the documentation alone: {unusable}")),
                };
                let ids = Ids::random(crate::app::seed());
                (Box::new(Session::new(plan, ids, !is_outline)), trouble)
            });
            Done::Opened(path, session)
        });
        self.shell.job = Some(job);
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
        let words = format!("Saving {}\u{2026}", shown(&path));
        let job = Job::start(ctx, words, next, move || {
            let saved = file::save(&path, &plan).map_err(|error| error.to_string());
            Done::Saved(path, plan, saved)
        });
        self.shell.job = Some(job);
    }

    fn finish(&mut self, ctx: &egui::Context, done: Done) {
        let next = self.shell.job.take().and_then(|job| job.next);
        match done {
            Done::Opened(path, Ok((session, trouble))) => {
                self.shell.recent.note(&path);
                // An outline is read, but a plan is saved: where, will be asked.
                let own = path.extension().is_some_and(|ending| ending != "outline");
                self.show(*session, own.then_some(path));
                self.shell.notice = None;
                if let Some(trouble) = trouble {
                    self.notice(trouble, true, None);
                }
            }
            Done::Opened(path, Err(trouble)) => {
                self.shell.recent.forget(&path);
                self.notice(trouble, true, None);
            }
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
                self.notice(format!("Not saved to {}: {trouble}", shown(&path)), true, None);
            }
            Done::Exported(path, Ok(())) => {
                self.notice(format!("Exported to {}", shown(&path)), false, Some(path));
            }
            Done::Exported(path, Err(trouble)) => {
                self.notice(format!("Not exported to {}: {trouble}", shown(&path)), true, None);
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
            Purpose::Open => return folder.join(""),
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

    fn chosen(&mut self, ctx: &egui::Context, purpose: &Purpose, path: Option<PathBuf>) {
        self.shell.dialog = None;
        let next = self.after_save.take();
        let Some(path) = path else { return };
        match purpose {
            Purpose::Open => self.open(ctx, path),
            Purpose::Save => self.write(ctx, path, next),
            Purpose::Export(kind) => self.export(ctx, kind, path),
            Purpose::Collector => self.write_collector(ctx, path),
        }
    }

    fn export(&mut self, ctx: &egui::Context, kind: &'static str, path: PathBuf) {
        let Some(exporter) = export::by_kind(kind) else { return };
        self.shell.export.done(path.clone());
        let order = self.shell.export.last();
        let (plan, report) = (self.session.plan().clone(), self.session.report().clone());
        let name = self.plan_name();
        let words = format!("Exporting {}\u{2026}", shown(&path));
        let job = Job::start(ctx, words, None, move || {
            let input = export::Input {
                plan: &plan,
                report: &report,
                theme: order.theme,
                page: order.page,
                name: &name,
            };
            let bytes = (exporter.write)(&input).map_err(|error| error.to_string());
            let written = bytes.and_then(|bytes| {
                file::write_atomically(&path, &bytes).map_err(|error| error.to_string())
            });
            Done::Exported(path, written)
        });
        self.shell.job = Some(job);
    }

    fn write_collector(&mut self, ctx: &egui::Context, path: PathBuf) {
        let words = format!("Saving {}\u{2026}", shown(&path));
        let job = Job::start(ctx, words, None, move || {
            let written = file::write_atomically(&path, collector::script().as_bytes());
            Done::Collector(path, written.map_err(|error| error.to_string()))
        });
        self.shell.job = Some(job);
    }

    fn tell_how_to_collect(&mut self, path: PathBuf) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let line = collector::command_line(&name);
        self.notice(format!("Saved to {}", shown(&path)), false, Some(path));
        if let Some(notice) = &mut self.shell.notice {
            notice.command = Some(line);
        }
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
            self.notice(format!("{} cannot be shown: {error}", shown(path)), true, None);
        }
    }

    fn notice(&mut self, text: String, bad: bool, path: Option<PathBuf>) {
        self.view.said.clone_from(&text);
        self.shell.notice = Some(Notice { text, bad, path, command: None, since: None });
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
