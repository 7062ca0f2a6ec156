//! The cures of one finding, each with what it would do; Enter applies the chosen one.

use egui::{Key, Ui};

use super::{
    super::{
        Action, Cx,
        actions::Edit,
        controls::{Button, Kind, row, tell, words},
    },
    cards::{Card, Effect, effect_ui},
};
use crate::{measure::Weight, rules::Finding, scene::Ink};

#[derive(Default)]
pub struct FixList {
    card: Option<Card>,
    chosen: usize,
}

impl FixList {
    /// Shows the cures of another finding.
    pub fn set(&mut self, session: &crate::session::Session, finding: Option<&Finding>) {
        self.card = finding.map(|finding| Card::new(session, finding));
        self.chosen = 0;
    }

    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let Some(card) = &mut self.card else {
            tell(ui, cx.look, "Select a finding, or a node that has one, first.");
            return;
        };
        let look = cx.look;
        words(ui, look, card.finding.what(), 13.0, Weight::SemiBold, Ink::Text);
        tell(ui, look, card.finding.because());
        ui.add_space(6.0);
        let count = card.fixes.len();
        if count == 0 {
            tell(ui, look, "No button can help here.");
        }
        let (down, up, enter) = ui.input_mut(|input| {
            let mut take = |key| input.consume_key(egui::Modifiers::NONE, key);
            (take(Key::ArrowDown), take(Key::ArrowUp), take(Key::Enter))
        });
        match (down, up) {
            (true, _) if count > 0 => self.chosen = (self.chosen + 1) % count,
            (_, true) if count > 0 => self.chosen = (self.chosen + count - 1) % count,
            _ => {}
        }
        let mut applied = enter.then_some(self.chosen).filter(|chosen| *chosen < count);
        for number in 0..count {
            let title = card.fixes[number].0.title.clone();
            let response = row(ui, look, &title, number == self.chosen);
            if response.hovered() && ui.input(|input| input.pointer.is_moving()) {
                self.chosen = number;
            }
            if response.clicked() {
                applied = Some(number);
            }
        }
        if let Some((fix, _)) = card.fixes.get(self.chosen) {
            actions.push(Action::Preview(fix.commands.clone()));
        }
        if let Some(effect) = card.effect(cx.session, self.chosen) {
            ui.add_space(6.0);
            let lines = Effect::lines(effect);
            effect_ui(cx, ui, &lines);
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let why = Button::new("Why").kind(Kind::Link).small();
            if why.show(ui, look).clicked() {
                actions.push(Action::ShowRule(card.finding.rule.id));
                actions.push(Action::CloseSheet);
            }
        });
        if let Some(number) = applied {
            let fix = card.fixes[number].0.clone();
            actions.push(Action::Run(Edit::of(fix.commands).named(fix.title)));
            actions.push(Action::CloseSheet);
        }
    }
}
