//! Both examples of a rule: the one that breaks it and the one that keeps it, as outlines.

use egui::{Frame, Margin, RichText, Ui};

use super::super::{
    Cx,
    controls::{SMALL, heading, tell},
};
use crate::{
    rules::{Example, Rule},
    scene::{Icon, Ink},
};

#[derive(Default)]
pub struct Examples {
    of: Option<&'static str>,
    bad: String,
    good: String,
}

/// More lines than this show nothing.
const LINES: usize = 14;

impl Examples {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, rule: &'static Rule) {
        if self.of != Some(rule.id) {
            self.of = Some(rule.id);
            self.bad = shown(&rule.bad);
            self.good = shown(&rule.good);
        }
        ui.add_space(12.0);
        heading(ui, cx.look, "Examples");
        let error = Ink::Severity(crate::rules::Severity::Error);
        example(cx, ui, "Breaks it", (Icon::SeverityError, error), &self.bad);
        example(cx, ui, "Keeps it", (Icon::Good, Ink::Good), &self.good);
    }
}

fn shown(example: &Example) -> String {
    let text = example.text();
    let lines: Vec<&str> = text.trim_matches('\n').lines().collect();
    let indent = lines.iter().filter(|line| !line.trim().is_empty());
    let indent = indent.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut kept: Vec<&str> =
        lines.iter().take(LINES).map(|line| line.get(indent..).unwrap_or_default()).collect();
    if lines.len() > LINES {
        kept.push("\u{2026}");
    }
    kept.join("\n")
}

fn example(cx: &Cx<'_>, ui: &mut Ui, title: &str, (icon, ink): (Icon, Ink), text: &str) {
    let look = cx.look;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let (square, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), egui::Sense::hover());
        let square = egui::Rect::from_center_size(square.center(), egui::vec2(14.0, 14.0));
        look.paint_icon(ui.painter(), square, icon, look.color(ink));
        tell(ui, look, title);
    });
    let frame = Frame::NONE
        .fill(look.color(Ink::Canvas))
        .stroke(look.stroke(Ink::Outline, 1.0))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(10, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let text = RichText::new(text).monospace().size(SMALL).color(look.color(Ink::Text));
        ui.add(egui::Label::new(text).wrap());
    });
}
