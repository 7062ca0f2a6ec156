//! What the plan does not say, by who can answer, and what is assumed until somebody does.

use egui::Ui;

use super::{
    super::{
        Action, Cx,
        controls::{Button, heading, row_with, tell},
    },
    catalog::capital,
    sheets::long_list,
    strip::grouped,
};
use crate::{
    arrange::sizes,
    commands::name_of,
    facts::said::Who,
    model::{Design, NodeId, Value},
    rules::questions::{Assumption, Question, as_text, assumptions, questions},
};

/// The lists, made once for each state of the plan.
#[derive(Default)]
pub struct Questions {
    revision: Option<u64>,
    open: Vec<Question>,
    assumed: Vec<Assumption>,
}

impl Questions {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let revision = cx.session.revision();
        if self.revision != Some(revision) {
            self.revision = Some(revision);
            self.open = questions(cx.design(), cx.session.report());
            self.assumed = assumptions(cx.design());
        }
        let look = cx.look;
        if self.open.is_empty() {
            tell(ui, look, "The plan says all that the rules ask for.");
        } else {
            ui.horizontal(|ui| {
                let copy = Button::new("Copy as text").small();
                let hint = "For a mail to those who can answer";
                if copy.hint(hint).show(ui, look).clicked() {
                    let text = as_text(cx.design(), &self.open, &self.assumed);
                    actions.push(Action::Copy(text, "Copied the questions"));
                }
            });
        }
        long_list(ui).show(ui, |ui| {
            for who in Who::ALL {
                let mut asked = self.open.iter().filter(|it| it.who == who).peekable();
                if asked.peek().is_some() {
                    ui.add_space(10.0);
                    heading(ui, look, who.title());
                }
                for question in asked {
                    question_ui(cx, ui, actions, question);
                }
            }
            if !self.assumed.is_empty() {
                ui.add_space(10.0);
                heading(ui, look, "Assumed until somebody says otherwise");
            }
            for assumption in &self.assumed {
                let row = assumption.fact.row();
                let value = Value::read(assumption.fact, assumption.value);
                let value = value.map(|it| capital(&it.shown(assumption.fact)));
                let value = value.unwrap_or_default();
                let text = format!("{}: {value}", row.title);
                let right = match assumption.count {
                    1 => "once".to_owned(),
                    count => format!("{} times", grouped(count as u64)),
                };
                row_with(ui, look, &text, &right, false, true);
            }
        });
    }
}

fn question_ui(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, question: &Question) {
    let first = question.nodes.first().copied();
    let right = match (question.nodes.len(), first) {
        (0, _) | (_, None) => "the plan".to_owned(),
        (1, Some(node)) => short_name(cx.design(), node),
        (count, _) => format!("{} places", grouped(count as u64)),
    };
    let row = row_with(ui, cx.look, question.because, &right, false, true);
    let row = row.on_hover_text(format!("Waits for it: {}", question.rules.join(", ")));
    if row.clicked() {
        match (question.fact, first) {
            (Some(fact), node) => actions.push(Action::Ask(node, fact)),
            (None, Some(node)) => {
                actions.push(Action::CloseSheet);
                actions.push(Action::Reveal(node));
            }
            (None, None) => {}
        }
    }
}

/// Short enough for the end of a row: "SUP on CM-MP-02".
fn short_name(design: &Design, node: NodeId) -> String {
    let role = match node {
        NodeId::Role(id) => design.role(id),
        _ => None,
    };
    match role {
        Some(role) => format!("{} on {}", sizes::chip_code(role.kind), role.server().name),
        None => name_of(design, node),
    }
}
