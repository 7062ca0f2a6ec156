//! The sheet on which somebody says what the columns of a list mean, with what comes of it in sight.

mod columns;
mod told;

use std::sync::Arc;

use egui::{Align, Key, Layout, Modifiers, Ui};

use super::{
    super::{
        Action, Cx,
        controls::{Button, Kind, field_box, tell},
    },
    ask,
    files::FileAction,
    import::Unsure,
    task::{Polled, Task},
};
use crate::import::{
    Intake,
    list::{self, Mapping, Meaning},
    table::Table,
};
use told::Told;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingAction {
    /// Reads the list so, and shows what it makes of the plan.
    Take,
    /// Leaves it as if nobody had given it.
    Close,
}

pub struct MappingSheet {
    /// As the list is called.
    what: String,
    table: Arc<Table>,
    mapping: Mapping,
    /// The code of the site of all servers, as it is typed.
    site: String,
    read: Read,
    /// What the columns can mean, for the lists to choose from.
    meanings: Vec<(Meaning, String)>,
    /// The main button is to have the keyboard.
    take_focus: bool,
}

/// What comes of the list as it is mapped now.
enum Read {
    Going(Task<Box<(Intake, Told)>>),
    Done(Box<(Intake, Told)>),
    /// The thread that read it has broken.
    Broken,
}

const WIDTH: f32 = 960.0;
const LABEL: f32 = 200.0;

impl MappingSheet {
    pub fn new(ctx: &egui::Context, unsure: Unsure) -> Self {
        let Unsure { what, table, mapping } = unsure;
        let table = Arc::new(table);
        let read = read(ctx, &what, &table, &mapping);
        let meanings = Meaning::all().map(|meaning| (meaning, meaning.title())).collect();
        let site = mapping.site.clone();
        Self { what, table, mapping, site, read, meanings, take_focus: true }
    }

    /// What was read, if anything of it can come in; else the sheet again.
    pub fn take(self) -> Result<(String, Box<Intake>), Box<Self>> {
        match self.read {
            Read::Done(read) if read.1.taken > 0 => Ok((self.what, Box::new(read.0))),
            read => Err(Box::new(Self { read, ..self })),
        }
    }

    fn choose(&mut self, ctx: &egui::Context, column: usize, meaning: Meaning) {
        self.mapping.choose(column, meaning);
        self.read = read(ctx, &self.what, &self.table, &self.mapping);
    }

    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        self.step(ui.ctx());
        let mut pushed = None;
        let escaped = ask::card(ui, "mapping", WIDTH, |ui| {
            ask::title(ui, cx.look, &format!("What the columns of {} mean", self.what));
            tell(ui, cx.look, "Choose what is not right. What is not sure is marked.");
            ui.add_space(10.0);
            if let Some((column, meaning)) = columns::ui(self, cx, ui) {
                self.choose(ui.ctx(), column, meaning);
            }
            ui.add_space(8.0);
            if !self.mapping.has(Meaning::Site) {
                self.site_ui(cx, ui);
            }
            match &self.read {
                Read::Done(read) => told::ui(&read.1, cx, ui),
                Read::Going(_) => _ = tell(ui, cx.look, "Reading\u{2026}"),
                Read::Broken => _ = tell(ui, cx.look, "The list cannot be read."),
            }
            ui.add_space(12.0);
            pushed = self.buttons_ui(cx, ui);
        });
        let action = if escaped { Some(MappingAction::Close) } else { pushed };
        actions.extend(action.map(|action| Action::File(FileAction::Map(action))));
    }

    /// Looks whether another thread has read the list.
    fn step(&mut self, ctx: &egui::Context) {
        let Read::Going(task) = &self.read else { return };
        self.read = match task.poll() {
            Polled::Going => {
                return ctx.request_repaint_after(std::time::Duration::from_millis(50));
            }
            Polled::Done(read) => Read::Done(read),
            Polled::Ended => Read::Broken,
        };
    }

    /// Into which site the servers go where no column says one.
    fn site_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let label = egui::vec2(LABEL, 26.0);
            let left = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(label, left, |ui| {
                tell(ui, cx.look, "All servers go into the site");
            });
            let id = egui::Id::unique("mapping site");
            let bad = self.site.trim().is_empty();
            let field = field_box(ui, cx.look, id, &mut self.site, "PS1", 90.0, bad)
                .accessible_name("Site code");
            if field.changed() && !bad {
                self.mapping.site = self.site.trim().to_owned();
                self.read = read(ui.ctx(), &self.what, &self.table, &self.mapping);
            }
        });
        ui.add_space(6.0);
    }

    fn buttons_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) -> Option<MappingAction> {
        let can_take = matches!(&self.read, Read::Done(read) if read.1.taken > 0);
        let keys = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let mut action = (keys && can_take).then_some(MappingAction::Take);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let take = Button::new("Continue").kind(Kind::Main).enabled(can_take);
            let take = take.hint("Continue  Ctrl+Enter").show(ui, cx.look);
            if can_take && self.take_focus {
                take.request_focus();
                self.take_focus = false;
            }
            if can_take && take.clicked() {
                action = Some(MappingAction::Take);
            }
            if Button::new("Cancel").hint("Cancel  Esc").show(ui, cx.look).clicked() {
                action = Some(MappingAction::Close);
            }
        });
        action
    }
}

/// Reads the list on another thread, as it is mapped.
fn read(ctx: &egui::Context, what: &str, table: &Arc<Table>, mapping: &Mapping) -> Read {
    let (what, table, mapping) = (what.to_owned(), table.clone(), mapping.clone());
    Read::Going(Task::start(ctx, move |watch| {
        let intake = list::intake(&what, &table, &mapping, watch)?;
        let told = Told::of(&intake, &table);
        Ok(Box::new((intake, told)))
    }))
}
