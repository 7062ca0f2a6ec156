//! All findings: the worst first, then by rule and place. Drawn only where they can be seen.

use std::collections::BTreeMap;

use egui::{Align, Layout, Sense, Ui, WidgetInfo, accesskit::Role};

use super::{
    super::{
        Action, Cx,
        actions::{Edit, Way},
        controls::{Button, Kind, MARGIN, SMALL, filter, focus_ring, line, spaced},
        look::font,
    },
    cards::{Card, Effect, effect_ui},
    catalog::capital,
    regions::Drawn,
};
use crate::{
    commands::name_of,
    measure::Weight,
    model::{Design, NodeId},
    rules::{Finding, Severity},
    scene::{Icon, Ink},
    session::Session,
};

const ROW: f32 = 28.0;

/// A line of the list.
#[derive(Clone, Copy)]
enum Line {
    /// A severity, or what could not be checked, and how many there are.
    Group(Group, usize),
    Finding(usize),
}

/// A severity; none for what could not be checked.
type Group = Option<Severity>;

#[derive(Default)]
pub struct Findings {
    revision: Option<u64>,
    list: Vec<Finding>,
    typed: String,
    /// What `lines` was narrowed by.
    narrowed: Option<String>,
    folded: Vec<Group>,
    lines: Vec<Line>,
    cards: BTreeMap<usize, Card>,
    /// The finding on which the keyboard is, in `list`.
    current: Option<usize>,
    scroll_to: Option<usize>,
}

impl Findings {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) -> Option<Drawn> {
        if !cx.view.are_findings_shown() {
            return None;
        }
        self.refresh(cx.session);
        self.narrow(cx.design());
        let panel = egui::Panel::bottom("findings")
            .resizable(true)
            .default_size(240.0)
            .size_range(120.0..=(ui.available_height() - 200.0).max(160.0));
        let shown = panel.frame(cx.look.panel()).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let first = self.head(cx, ui, actions);
            self.body(cx, ui, actions);
            first
        });
        Some(Drawn::new(&shown.response, shown.inner))
    }

    /// Goes to the next finding, or the one before.
    pub fn step(&mut self, session: &Session, way: Way) -> Option<&Finding> {
        self.refresh(session);
        let broken = self.list.iter().take_while(|finding| finding.problem().is_some()).count();
        if broken == 0 {
            self.current = None;
            return None;
        }
        let now = self.current.filter(|now| *now < broken);
        self.show(match (now, way) {
            (None, Way::Next) => 0,
            (None, Way::Back) => broken - 1,
            (Some(now), Way::Next) => (now + 1) % broken,
            (Some(now), Way::Back) => (now + broken - 1) % broken,
        });
        self.current()
    }

    /// Goes to the first finding of a group, and unfolds it.
    pub fn start_at(&mut self, session: &Session, group: Group) {
        self.refresh(session);
        self.folded.retain(|folded| *folded != group);
        self.narrowed = None;
        if let Some(first) = self.list.iter().position(|finding| group_of(finding) == group) {
            self.show(first);
        }
    }

    /// The finding on which the keyboard is.
    pub fn current(&self) -> Option<&Finding> {
        self.list.get(self.current?)
    }

    fn show(&mut self, number: usize) {
        self.current = Some(number);
        self.scroll_to = Some(number);
    }

    /// The list of the present plan; costs the whole plan, so only while somebody looks.
    fn refresh(&mut self, session: &Session) {
        if self.revision == Some(session.revision()) {
            return;
        }
        self.revision = Some(session.revision());
        let last = self.current().cloned();
        let sorted = session.report().sorted(session.design());
        self.list = sorted.into_iter().cloned().collect();
        self.current =
            last.and_then(|last| self.list.iter().position(|finding| finding.key() == last.key()));
        self.cards.clear();
        self.narrowed = None;
    }

    /// The lines that fit what was typed.
    fn narrow(&mut self, design: &Design) {
        if self.narrowed.as_ref() == Some(&self.typed) {
            return;
        }
        self.narrowed = Some(self.typed.clone());
        let words: Vec<String> =
            self.typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let fits = |finding: &Finding| {
            let text = || {
                let place = place_of(design, finding);
                format!("{}\n{place}\n{}", finding.what(), finding.id(design)).to_lowercase()
            };
            words.is_empty() || {
                let text = text();
                words.iter().all(|word| text.contains(word))
            }
        };
        let mut groups: Vec<(Group, Vec<usize>)> = Vec::new();
        for (number, finding) in self.list.iter().enumerate().filter(|(_, it)| fits(it)) {
            let group = group_of(finding);
            match groups.last_mut().filter(|(last, _)| *last == group) {
                Some((_, numbers)) => numbers.push(number),
                None => groups.push((group, vec![number])),
            }
        }
        self.lines.clear();
        for (group, numbers) in groups {
            self.lines.push(Line::Group(group, numbers.len()));
            if !self.folded.contains(&group) {
                self.lines.extend(numbers.into_iter().map(Line::Finding));
            }
        }
    }

    fn head(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) -> egui::Id {
        let id = egui::Id::unique("findings-filter");
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.add_space(MARGIN);
            let look = cx.look;
            let title = egui::RichText::new("Findings").font(font(13.0, Weight::SemiBold));
            ui.add(egui::Label::new(title.color(look.color(Ink::Text))));
            ui.add_space(8.0);
            let typed = &mut self.typed;
            filter(ui, look, id, typed, "Filter the findings", "What, where or rule", 240.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(6.0);
                if Button::icon(Icon::Close, "Close the findings").show(ui, look).clicked() {
                    actions.push(Action::ToggleFindings);
                }
            });
        });
        ui.add_space(4.0);
        id
    }

    fn body(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        if self.lines.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(MARGIN);
                let words = match self.list.is_empty() {
                    true => "Nothing found.",
                    false => "No finding has these words.",
                };
                let text = egui::RichText::new(words).color(cx.look.color(Ink::Muted));
                ui.add(egui::Label::new(text));
            });
            return;
        }
        let mut area = egui::ScrollArea::vertical().auto_shrink(false);
        if let Some(number) = self.scroll_to.take() {
            let line = self
                .lines
                .iter()
                .position(|line| matches!(line, Line::Finding(it) if *it == number));
            #[expect(clippy::cast_precision_loss, reason = "a place in a list")]
            let offset = line.map(|line| (line as f32 * ROW - 60.0).max(0.0));
            area = offset.into_iter().fold(area, egui::ScrollArea::vertical_scroll_offset);
        }
        area.show_rows(ui, ROW, self.lines.len(), |ui, range| {
            for at in range {
                match self.lines[at] {
                    Line::Group(group, count) => self.group(cx, ui, group, count),
                    Line::Finding(number) => self.row(cx, ui, actions, number),
                }
            }
        });
    }

    fn group(&mut self, cx: &Cx<'_>, ui: &mut Ui, group: Group, count: usize) {
        let look = cx.look;
        let folded = self.folded.contains(&group);
        let size = egui::vec2(ui.available_width(), ROW);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        if response.hovered() {
            ui.painter().rect_filled(rect, 0, look.color(Ink::ChipFill));
        }
        let icon = if folded { Icon::ChevronRight } else { Icon::ChevronDown };
        let square = |x: f32, side: f32| {
            let middle = egui::pos2(rect.left() + x, rect.center().y);
            egui::Rect::from_center_size(middle, egui::vec2(side, side))
        };
        look.paint_icon(ui.painter(), square(18.0, 12.0), icon, look.color(Ink::Muted));
        let words = group.map_or("Not checked", Severity::title);
        let text = spaced(&format!("{words}  {count}"), look.color(Ink::Muted));
        let at = egui::Rect::from_min_max(rect.min + egui::vec2(32.0, 0.0), rect.max);
        let build =
            egui::UiBuilder::new().max_rect(at).layout(Layout::left_to_right(Align::Center));
        ui.new_child(build).add(egui::Label::new(text));
        focus_ring(ui, look, &response);
        response
            .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{words}: {count}")));
        if response.clicked() {
            match folded {
                true => self.folded.retain(|it| *it != group),
                false => self.folded.push(group),
            }
            self.narrowed = None;
        }
    }

    fn row(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, number: usize) {
        let finding = &self.list[number];
        let (look, design) = (cx.look, cx.design());
        let size = egui::vec2(ui.available_width(), ROW);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let columns = Columns::of(rect);
        let body = rect.with_max_x(columns.fix.left() - 4.0);
        let id = egui::Id::unique(("finding", number));
        let response = ui.interact(body, id, Sense::click());
        let fill = match (self.current == Some(number), response.hovered()) {
            (true, _) => Some(Ink::SelectedFill),
            (false, true) => Some(Ink::ChipFill),
            (false, false) => None,
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(rect, 0, look.color(fill));
        }
        let group = group_of(finding);
        let (icon, ink) = match group {
            Some(severity) => (Icon::from(severity), Ink::Severity(severity)),
            None => (Icon::Help, Ink::Muted),
        };
        let middle = egui::pos2(rect.left() + 24.0, rect.center().y);
        let square = egui::Rect::from_center_size(middle, egui::vec2(14.0, 14.0));
        look.paint_icon(ui.painter(), square, icon, look.color(ink));
        let place = capital(&place_of(design, finding));
        let rule = finding.id(design);
        let mut cut = false;
        for (text, rect, size, ink) in [
            (finding.what(), columns.what, 13.0, Ink::Text),
            (place.as_str(), columns.place, SMALL, Ink::Muted),
            (rule.as_str(), columns.rule, SMALL, Ink::Muted),
        ] {
            let color = look.color(ink);
            let galley = line(ui, text, font(size, Weight::Regular), color, rect.width());
            cut |= galley.elided;
            let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, color);
        }
        focus_ring(ui, look, &response);
        let title = group.map_or("Not checked", Severity::title);
        let label = format!("{title}: {}. {place}. {}", finding.what(), finding.because());
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &label));
        let chosen = response.clicked();
        if cut {
            response.on_hover_text(format!("{}\n{place}\n{rule}", finding.what()));
        }
        if chosen {
            let goal = finding.on;
            self.current = Some(number);
            actions.extend(goal.map(Action::Reveal));
        }
        self.buttons(cx, ui, actions, number, columns.fix);
    }

    fn buttons(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        number: usize,
        rect: egui::Rect,
    ) {
        let finding = &self.list[number];
        let card = self.cards.entry(number).or_insert_with(|| Card::new(cx.session, finding));
        let layout = Layout::right_to_left(Align::Center);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
        child.spacing_mut().item_spacing.x = 6.0;
        let why = Button::new("Why").kind(Kind::Link).small();
        if why.hint("What the rule says, and its source").show(&mut child, cx.look).clicked() {
            actions.push(Action::ShowRule(card.finding.rule.id));
        }
        let Some(fix) = card.fixes.first().map(|(fix, _)| fix.clone()) else { return };
        let room = child.available_width();
        let response = Button::new(&fix.title).small().at_most(room).show(&mut child, cx.look);
        if response.clicked() {
            actions.push(Action::Run(Edit::of(fix.commands).named(fix.title)));
        } else if response.hovered() {
            let lines = card.effect(cx.session, 0).map(Effect::lines).unwrap_or_default();
            response.on_hover_ui(|ui| effect_ui(cx, ui, &lines));
        }
    }
}

/// Where the columns of a row are.
struct Columns {
    what: egui::Rect,
    place: egui::Rect,
    rule: egui::Rect,
    fix: egui::Rect,
}

impl Columns {
    fn of(row: egui::Rect) -> Self {
        let inner = row.with_min_x(row.left() + 38.0).with_max_x(row.right() - MARGIN);
        let width = inner.width();
        let fix = inner.with_min_x(inner.right() - (width * 0.26).clamp(120.0, 300.0));
        let rule = fix.translate(egui::vec2(-(width * 0.17).clamp(90.0, 190.0), 0.0));
        let rule = rule.with_max_x(fix.left() - 8.0);
        let start = inner.left() + (rule.left() - inner.left()) * 0.62;
        let place = inner.with_min_x(start).with_max_x(rule.left() - 8.0);
        Self { what: inner.with_max_x(place.left() - 8.0), place, rule, fix }
    }
}

fn group_of(finding: &Finding) -> Group {
    finding.problem().map(|_| finding.severity)
}

fn place_of(design: &Design, finding: &Finding) -> String {
    match finding.on {
        None => "the hierarchy".to_owned(),
        Some(node) => {
            let site = design.site_of(node).filter(|site| NodeId::from(*site) != node);
            let code = site.and_then(|site| design.site(site)).map(|site| site.code.clone());
            match code {
                Some(code) => format!("{}, {code}", name_of(design, node)),
                None => name_of(design, node),
            }
        }
    }
}
