//! The page of a rule: what must hold, why, how bad it is at which version, and who says so.

use egui::{Area, Frame, Id, Margin, Order, ScrollArea, Ui};

use super::super::{
    Action, Cx,
    controls::{Button, Kind, SMALL, heading, tell, words},
    look::font,
};
use crate::{
    measure::Weight,
    rules::{Fixes, Rule, Severity, by_id},
    scene::{Icon, Ink},
};

const WIDTH: f32 = 500.0;

#[derive(Default)]
pub struct RulePage {
    examples: super::example::Examples,
}

impl RulePage {
    /// `right` is where the canvas ends.
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, canvas: egui::Rect) {
        let Some(rule) = cx.view.rule.and_then(by_id) else { return };
        let width = WIDTH.min(canvas.width() - 24.0);
        // The zoom below stays within reach.
        let height = canvas.height() - 68.0;
        let corner = egui::pos2(canvas.right() - width - 12.0, canvas.top() + 12.0);
        let area = Area::new(Id::unique("rule-page"))
            .order(Order::Foreground)
            .fixed_pos(corner)
            .accessible_name("Rule");
        area.show(ui.ctx(), |ui| {
            let frame = Frame::popup(ui.style()).inner_margin(Margin::same(0));
            frame.show(ui, |ui| {
                ui.set_width(width);
                ui.set_max_height(height);
                let inner =
                    Frame::NONE.inner_margin(Margin { left: 16, right: 8, top: 8, bottom: 0 });
                inner.show(ui, |ui| head(cx, ui, actions, rule));
                let list =
                    ScrollArea::vertical().max_height(height - 56.0).auto_shrink([false, true]);
                list.show(ui, |ui| {
                    let inner = Frame::NONE.inner_margin(Margin {
                        left: 16,
                        right: 16,
                        top: 0,
                        bottom: 16,
                    });
                    inner.show(ui, |ui| self.body(cx, ui, actions, rule));
                });
            });
        });
    }

    fn body(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, rule: &'static Rule) {
        let look = cx.look;
        ui.spacing_mut().item_spacing.y = 3.0;
        let title = egui::RichText::new(rule.title).font(font(15.0, Weight::SemiBold));
        ui.add(egui::Label::new(title.color(look.color(Ink::Text))).wrap());
        ui.add_space(2.0);
        let why = egui::RichText::new(rule.why).size(13.0).color(look.color(Ink::Text));
        ui.add(egui::Label::new(why).wrap());
        section(cx, ui, "How bad it is");
        let target = cx.design().target();
        for (at, (from, severity)) in rule.levels.iter().enumerate() {
            let holds = rule.levels.get(at + 1).is_none_or(|(next, _)| *next > target);
            let label = match (rule.levels.len(), holds && *from <= target) {
                (1, _) => "At every version".to_owned(),
                (_, true) => format!("From {} on, your version", from.name()),
                (_, false) => format!("From {} on", from.name()),
            };
            level(cx, ui, *severity, &label);
        }
        section(cx, ui, "Cure");
        tell(
            ui,
            look,
            match rule.fixes {
                Fixes::Offer(_) => "The finding offers buttons; each shows what it would do.",
                Fixes::None(why) => why,
            },
        );
        section(cx, ui, "Source");
        for source in rule.sources {
            let address = source.address();
            let link = Button::new(&address).kind(Kind::Link).small();
            if link.hint("Open in the browser").show(ui, look).clicked() {
                ui.ctx().open_url(egui::OpenUrl::new_tab(&address));
            }
            ui.horizontal(|ui| {
                let copy = Button::new("Copy the address").with_icon(Icon::Copy).small();
                if copy.show(ui, look).clicked() {
                    ui.ctx().copy_text(address.clone());
                    actions.push(Action::Say("Address copied".to_owned()));
                }
                let read = format!("read {}", source.read);
                words(ui, look, read, SMALL, Weight::Regular, Ink::Muted);
            });
            ui.add_space(4.0);
        }
        self.examples.ui(cx, ui, rule);
    }
}

/// Escape closes the page, unless something in front of it or a text field has the key.
pub fn escape(cx: &Cx<'_>, ui: &Ui, actions: &mut Vec<Action>) {
    let free = cx.view.sheet.is_none() && !ui.ctx().text_edit_focused();
    let escape =
        |input: &mut egui::InputState| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape);
    if cx.view.rule.is_some() && free && ui.input_mut(escape) {
        actions.push(Action::HideRule);
    }
}

fn head(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, rule: &Rule) {
    ui.horizontal(|ui| {
        words(ui, cx.look, rule.id, SMALL, Weight::SemiBold, Ink::Muted);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if Button::icon(Icon::Close, "Close the rule").show(ui, cx.look).clicked() {
                actions.push(Action::HideRule);
            }
        });
    });
}

fn section(cx: &Cx<'_>, ui: &mut Ui, text: &str) {
    ui.add_space(12.0);
    heading(ui, cx.look, text);
    ui.add_space(2.0);
}

fn level(cx: &Cx<'_>, ui: &mut Ui, severity: Severity, label: &str) {
    ui.horizontal(|ui| {
        let ink = Ink::Severity(severity);
        let (square, _) = ui.allocate_exact_size(egui::vec2(14.0, 20.0), egui::Sense::hover());
        let square = egui::Rect::from_center_size(square.center(), egui::vec2(14.0, 14.0));
        cx.look.paint_icon(ui.painter(), square, severity.into(), cx.look.color(ink));
        words(ui, cx.look, severity.title(), 13.0, Weight::SemiBold, Ink::Text);
        words(ui, cx.look, label, SMALL, Weight::Regular, Ink::Muted);
    });
}
