//! The page of a rule: what must hold, why, what the plan has of it, how bad it is at which
//! version, what it looks like, and who says so.

use std::collections::BTreeSet;

use egui::{Frame, Margin, RichText, Ui};

use super::{
    super::{
        super::{
            Action, Cx,
            controls::{Button, Kind, SMALL, heading, row_with, tell, words},
            look::font,
        },
        catalog::capital,
    },
    example::Examples,
    found::OfRule,
    sources::{source_line, source_ui},
};
use crate::{
    commands::name_of,
    facts::disagreements::Disagreement,
    measure::Weight,
    model::{Design, NodeId},
    rules::{self, Fixes, Rule, Severity, catalogue::Row},
    scene::{Icon, Ink},
};

/// More findings than this are a list of their own.
const SHOWN: usize = 8;

#[derive(Default)]
pub struct Page {
    examples: Examples,
    /// What the rule asks for; worked out once for each rule shown.
    asks: Option<(&'static str, BTreeSet<String>)>,
}

impl Page {
    pub fn ui(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        row: &Row,
        found: Option<&OfRule>,
    ) {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 3.0);
        title(cx, ui, row);
        match row {
            Row::Judged(rule) => {
                in_this_plan(cx, ui, actions, rule, found);
                severity(cx, ui, rule);
                section(cx, ui, "Cure");
                tell(ui, cx.look, cure(rule));
                self.examples.ui(cx, ui, rule);
                self.asks_ui(cx, ui, rule);
            }
            Row::Unjudged(open) => {
                section(cx, ui, "Not judged");
                text(cx, ui, open.because);
                if !open.levels.is_empty() {
                    section(cx, ui, "How bad it is");
                    levels(cx, ui, open.levels);
                }
            }
        }
        for disagreement in row.disagreements() {
            disagreement_ui(cx, ui, disagreement);
        }
        section(cx, ui, if row.sources().len() == 1 { "Source" } else { "Sources" });
        for source in row.sources() {
            source_ui(cx, ui, actions, source);
            ui.add_space(4.0);
        }
    }

    fn asks_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, rule: &'static Rule) {
        if self.asks.as_ref().is_none_or(|(id, _)| *id != rule.id) {
            self.asks = Some((rule.id, rules::asks(rule)));
        }
        let Some((_, asks)) = self.asks.as_ref().filter(|(_, asks)| !asks.is_empty()) else {
            return;
        };
        section(cx, ui, "Not checked if");
        for reason in asks {
            tell(ui, cx.look, reason);
        }
    }
}

fn title(cx: &Cx<'_>, ui: &mut Ui, row: &Row) {
    let look = cx.look;
    ui.horizontal_wrapped(|ui| {
        words(ui, look, row.id(), SMALL, Weight::SemiBold, Ink::Muted);
        if let Some(topic) = row.topic() {
            words(ui, look, topic.title, SMALL, Weight::Regular, Ink::Muted);
        }
    });
    let title = RichText::new(row.title()).font(font(17.0, Weight::SemiBold));
    let heading = egui::Label::new(title.color(look.color(Ink::Text))).wrap();
    let says = || egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, row.title());
    ui.add(heading).widget_info(says);
    ui.add_space(3.0);
    text(cx, ui, row.why());
    if let Some(caution) = row.caution() {
        ui.add_space(6.0);
        caution_ui(cx, ui, &caution);
    }
}

/// What no page states outright, with a mark before it.
fn caution_ui(cx: &Cx<'_>, ui: &mut Ui, caution: &str) {
    ui.horizontal_top(|ui| {
        let (square, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), egui::Sense::hover());
        let square = egui::Rect::from_center_size(square.center(), egui::vec2(14.0, 14.0));
        cx.look.paint_icon(ui.painter(), square, Icon::Help, cx.look.color(Ink::Muted));
        tell(ui, cx.look, caution);
    });
}

/// The findings of the rule, each of which leads to its node.
fn in_this_plan(
    cx: &Cx<'_>,
    ui: &mut Ui,
    actions: &mut Vec<Action>,
    rule: &'static Rule,
    found: Option<&OfRule>,
) {
    section(cx, ui, "In this plan");
    let empty = OfRule::default();
    let found = found.unwrap_or(&empty);
    let target = cx.design().target();
    if rule.severity(target).is_none() {
        tell(ui, cx.look, format!("Does not apply at version {}.", target.name()));
        return;
    }
    if found.broken.is_empty() && found.open.is_empty() {
        tell(ui, cx.look, "Nothing found.");
    }
    let rows = Frame::NONE.outer_margin(Margin { left: -9, right: -9, top: 0, bottom: 0 });
    rows.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        rows_ui(cx, ui, actions, found);
    });
    let count = found.broken.len();
    if count > SHOWN {
        let words = format!("All {count} in the list of findings");
        if Button::new(&words).kind(Kind::Link).small().show(ui, cx.look).clicked() {
            actions.push(Action::ShowFindingsOf(rule.id));
        }
    }
}

fn rows_ui(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, found: &OfRule) {
    for (finding, waived) in found.broken.iter().take(SHOWN) {
        let place = finding.on.map(|on| place_of(cx.design(), on));
        let place = match (place, *waived) {
            (Some(place), true) => format!("{place}, waived"),
            (Some(place), false) => place,
            (None, true) => "waived".to_owned(),
            (None, false) => String::new(),
        };
        let enabled = finding.on.is_some();
        if row_with(ui, cx.look, finding.what(), &place, false, enabled).clicked() {
            actions.push(Action::FoldRules);
            actions.extend(finding.on.map(Action::Reveal));
        }
    }
    for (because, (on, count)) in &found.open {
        let place = if *count == 1 { String::new() } else { format!("{count} places") };
        let what = format!("Not checked: {because}");
        if row_with(ui, cx.look, &what, &place, false, on.is_some()).clicked() {
            actions.push(Action::FoldRules);
            actions.extend(on.map(Action::Reveal));
        }
    }
}

/// Short: the server of a role, without what the finding says anyway.
fn place_of(design: &Design, node: NodeId) -> String {
    let server = design.server_of(node).map(NodeId::from);
    capital(&name_of(design, server.unwrap_or(node)))
}

fn severity(cx: &Cx<'_>, ui: &mut Ui, rule: &Rule) {
    section(cx, ui, "How bad it is");
    levels(cx, ui, rule.levels);
}

fn levels(cx: &Cx<'_>, ui: &mut Ui, levels: &[(crate::facts::versions::Version, Severity)]) {
    let target = cx.design().target();
    for (at, (from, severity)) in levels.iter().enumerate() {
        let holds = levels.get(at + 1).is_none_or(|(next, _)| *next > target);
        let always = *from == crate::facts::versions::Version::OLDEST;
        let label = match (levels.len(), holds && *from <= target) {
            (1, _) if always => "At every version".to_owned(),
            (_, true) => format!("From {} on, your version", from.name()),
            (_, false) => format!("From {} on", from.name()),
        };
        level(cx, ui, *severity, &label);
    }
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

fn cure(rule: &Rule) -> &'static str {
    match rule.fixes {
        Fixes::Offer(_) => "The finding offers buttons; each shows what it would do.",
        Fixes::None(why) => why,
    }
}

/// Both sides with their pages, and what was decided.
fn disagreement_ui(cx: &Cx<'_>, ui: &mut Ui, it: &Disagreement) {
    section(cx, ui, "The documentation disagrees");
    let look = cx.look;
    let topic = RichText::new(it.topic).font(font(13.0, Weight::SemiBold));
    ui.add(egui::Label::new(topic.color(look.color(Ink::Text))).wrap());
    ui.add_space(2.0);
    for side in it.sides {
        let frame = Frame::NONE
            .stroke(look.stroke(Ink::Outline, 1.0))
            .corner_radius(6)
            .inner_margin(Margin::symmetric(10, 6));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            text(cx, ui, side.says);
            for source in side.sources {
                source_line(cx, ui, source);
            }
        });
        ui.add_space(2.0);
    }
    words(ui, look, "Taken here", SMALL, Weight::SemiBold, Ink::Muted);
    text(cx, ui, it.ruling);
    tell(ui, look, it.why);
}

/// Running text.
fn text(cx: &Cx<'_>, ui: &mut Ui, words: &str) {
    let text = RichText::new(words).size(13.0).color(cx.look.color(Ink::Text));
    ui.add(egui::Label::new(text).wrap());
}

fn section(cx: &Cx<'_>, ui: &mut Ui, text: &str) {
    ui.add_space(14.0);
    heading(ui, cx.look, text);
    ui.add_space(3.0);
}
