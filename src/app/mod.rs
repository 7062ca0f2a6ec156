//! The window: everything that knows egui.
//!
//! One frame reads, collects actions, and acts: panels get a [`Cx`] and push [`Action`]s, so they
//! cannot change the plan. [`App::act`] is the only place where anything changes.

mod act;
pub mod actions;
mod canvas;
mod controls;
mod look;
mod panels;
pub mod shell;
mod start;
mod view;

use std::path::{Path, PathBuf};

pub use actions::Action;
pub use canvas::Carried;
pub use look::Look;
pub use view::{Mode, View};

use crate::{
    commands::Command,
    model::{Design, Ids},
    plan::Plan,
    session::Session,
};

/// What panels may read.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    pub session: &'a Session,
    pub view: &'a View,
    pub look: &'a Look,
    /// Where the plan lies on disk, if it does.
    pub path: Option<&'a Path>,
}

impl<'a> Cx<'a> {
    pub fn design(&self) -> &'a Design {
        self.session.design()
    }

    /// Whether there is a step to go back or forth to.
    pub fn has_history(&self) -> bool {
        let history = self.session.history();
        !history.past().is_empty() || !history.future().is_empty()
    }
}

/// The whole window.
pub struct App {
    session: Session,
    /// Where the plan lies on disk, if it does.
    path: Option<PathBuf>,
    view: View,
    look: Look,
    canvas: canvas::Canvas,
    panels: panels::Panels,
    shell: shell::Shell,
    /// What comes once the plan has been given a file.
    after_save: Option<shell::Next>,
    /// The window is closing, and everything was asked.
    leaving: bool,
    /// The plan as a fix would make it, while one is looked at.
    imagined: Option<Imagined>,
    /// For what is asked of the window between frames.
    ctx: Option<egui::Context>,
}

/// What the canvas shows instead of the plan, for a moment.
struct Imagined {
    commands: Vec<Command>,
    /// Of the plan that the commands would change.
    revision: u64,
    session: Session,
}

impl App {
    /// Set up with a plan; fonts and colors are given to the context once.
    pub fn new(ctx: &egui::Context, plan: Plan, ids: Ids) -> Self {
        Look::install(ctx);
        Self {
            session: Session::new(plan, ids, false),
            path: None,
            view: View::default(),
            look: Look::default(),
            canvas: canvas::Canvas::default(),
            panels: panels::Panels::default(),
            shell: shell::Shell::default(),
            after_save: None,
            leaving: false,
            imagined: None,
            ctx: None,
        }
    }

    /// With the question answered whether the system can show file dialogs.
    pub fn with_desktop(mut self, desktop: shell::Desktop) -> Self {
        self.shell.desktop = desktop;
        self
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    pub fn view(&self) -> &View {
        &self.view
    }

    /// One frame.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        self.look.follow(ui.ctx());
        let mut actions = Vec::new();
        let cx = Cx {
            session: &self.session,
            view: &self.view,
            look: &self.look,
            path: self.path.as_deref(),
        };
        self.panels.around(&cx, ui, &mut actions);
        match cx.view.mode {
            Mode::Plan => {
                let shown = self.imagined.as_ref().map_or(&self.session, |it| &it.session);
                self.canvas.ui(&Cx { session: shown, ..cx }, ui, &mut actions);
            }
            Mode::Start => self.shell.start_page_ui(&cx, ui, &mut actions),
        }
        self.panels.over(&cx, ui, &mut actions);
        self.shell.over(&cx, ui, &mut actions);
        if !self.shell.is_asking() {
            actions::shortcuts(ui.ctx(), &cx, &mut actions);
        }
        self.watch(ui.ctx(), &mut actions);
        self.finish_typing(&mut actions);
        self.imagine(ui.ctx(), &mut actions);
        for action in actions {
            self.act(ui.ctx(), action);
        }
    }
}

impl App {
    /// Keeps, changes or ends the preview that this frame asked for.
    fn imagine(&mut self, ctx: &egui::Context, actions: &mut Vec<Action>) {
        let asked = |action: &Action| match action {
            Action::Preview(commands) => Some(commands.clone()),
            _ => None,
        };
        let wanted = actions.iter().rev().find_map(asked);
        actions.retain(|action| !matches!(action, Action::Preview(_)));
        let revision = self.session.revision();
        let shown = self.imagined.as_ref().map(|it| (&it.commands, it.revision));
        if shown == wanted.as_ref().map(|commands| (commands, revision)) {
            return;
        }
        self.view.glow.clear();
        self.imagined = wanted.and_then(|commands| {
            let session = self.session.imagine_plan(&commands).ok()?;
            self.view.glow = session.differs_from(&self.session);
            Some(Imagined { commands, revision, session })
        });
        ctx.request_repaint();
    }

    /// What is still being typed is taken before anything reads the plan as a whole.
    fn finish_typing(&mut self, actions: &mut Vec<Action>) {
        if !actions.iter().any(Action::reads_all) {
            return;
        }
        let cx = Cx {
            session: &self.session,
            view: &self.view,
            look: &self.look,
            path: self.path.as_deref(),
        };
        let mut typed = Vec::new();
        self.panels.take_typed(&cx, &mut typed);
        actions.splice(0..0, typed);
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.ctx = Some(ui.ctx().clone());
        self.frame(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        if let Some(ctx) = &self.ctx {
            self.remember(ctx, storage);
        }
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

pub use start::run;
use start::seed;
