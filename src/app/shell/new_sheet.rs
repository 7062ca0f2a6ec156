//! The three things asked before a plan begins with a template.

use egui::{Align, Id, Key, Layout, Ui};

use super::{
    super::{
        Action, Cx,
        controls::{Button, Kind, field_box, tell},
        panels::number,
    },
    ask::{card, title},
    files::FileAction,
};
use crate::templates::{Fit, Template};

pub struct NewSheet {
    template: &'static Template,
    devices: String,
    code: String,
    domain: String,
    /// The field that could not be taken.
    bad: Option<&'static str>,
    fresh: bool,
}

const WIDTH: f32 = 400.0;
const LABEL: f32 = 96.0;

impl NewSheet {
    /// Filled in with what the template says.
    pub fn new(template: &'static Template) -> Self {
        let Fit { devices, code, domain } = template.fit();
        Self { template, devices: devices.to_string(), code, domain, bad: None, fresh: true }
    }

    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let mut done = false;
        let escaped = card(ui, "new", WIDTH, |ui| {
            title(ui, cx.look, self.template.title);
            tell(ui, cx.look, self.template.what);
            ui.add_space(12.0);
            let enter = ui.input(|input| input.key_pressed(Key::Enter));
            let first = row(cx, ui, "Devices", &mut self.devices, self.bad);
            row(cx, ui, "Site code", &mut self.code, self.bad);
            row(cx, ui, "Domain", &mut self.domain, self.bad);
            if self.fresh {
                first.request_focus();
                select_all(ui, &first);
                self.fresh = false;
            }
            if let Some(bad) = self.bad {
                tell(ui, cx.look, bad);
            }
            ui.add_space(12.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let create = Button::new("Create").kind(Kind::Main).show(ui, cx.look);
                if create.clicked() || enter {
                    self.create(actions);
                }
                done = Button::new("Cancel").show(ui, cx.look).clicked();
            });
        });
        if escaped || done {
            actions.push(Action::File(FileAction::CloseNew));
        }
    }

    fn create(&mut self, actions: &mut Vec<Action>) {
        let code = self.code.trim().to_owned();
        let domain = self.domain.trim().trim_matches('.').to_owned();
        self.bad = match number(&self.devices) {
            None => Some("Devices is a whole number."),
            Some(_) if code.is_empty() => Some("Site code has three letters or digits."),
            Some(_) if domain.contains(char::is_whitespace) => {
                Some("Domain is one word with dots.")
            }
            Some(devices) => {
                let fit = Fit { devices, code, domain };
                actions.push(Action::File(FileAction::Create(self.template.name, fit)));
                None
            }
        };
    }
}

fn row(
    cx: &Cx<'_>,
    ui: &mut Ui,
    name: &'static str,
    text: &mut String,
    bad: Option<&str>,
) -> egui::Response {
    let row = ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(
            egui::vec2(LABEL, 26.0),
            Layout::left_to_right(Align::Center),
            |ui| tell(ui, cx.look, name),
        );
        ui.add_space((LABEL - ui.min_rect().width()).max(0.0));
        let wrong = bad.is_some_and(|bad| bad.starts_with(name));
        let width = ui.available_width();
        let id = Id::unique(("new", name));
        field_box(ui, cx.look, id, text, "", width, wrong).accessible_name(name)
    });
    row.inner
}

/// So that typing replaces what is there.
fn select_all(ui: &Ui, field: &egui::Response) {
    let mut state = egui::TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    let all = egui::text::CCursorRange::two(
        egui::text::CCursor::default(),
        egui::text::CCursor::new(usize::MAX),
    );
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field.id);
}
