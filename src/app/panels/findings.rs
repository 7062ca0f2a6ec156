//! All findings: the worst first, then by rule and place; behind them what the plan lives with.
//! Drawn only where they can be seen.

mod row;
mod shelf;

use std::collections::BTreeMap;

use egui::{Align, Layout, Sense, Ui, WidgetInfo, accesskit::Role};

use super::{
    super::{
        Action, Cx,
        actions::{Edit, Way},
        controls::{Button, Kind, MARGIN, filter, focus_ring, spaced},
        look::font,
    },
    cards::{Card, Effect, effect_ui},
    regions::Drawn,
    waiving,
};
pub use shelf::Shelf;

use row::{HEIGHT as ROW, Row};

use crate::{
    commands::name_of,
    measure::Weight,
    model::{Design, NodeId, Waiver},
    rules::{Finding, Standing, house, waiving::Idle},
    scene::{Icon, Ink},
    session::Session,
};

/// A line of the list.
#[derive(Clone, Copy)]
enum Line {
    /// A group, and how many there are in it.
    Group(Shelf, usize),
    Finding(usize),
    Idle(usize),
}

#[derive(Default)]
pub struct Findings {
    revision: Option<u64>,
    /// Sorted by shelf.
    list: Vec<Finding>,
    /// So many of them are open; they come first.
    open: usize,
    idle: Vec<(Waiver, Idle)>,
    typed: String,
    /// What `lines` was narrowed by.
    narrowed: Option<String>,
    folded: Vec<Shelf>,
    lines: Vec<Line>,
    cards: BTreeMap<usize, Card>,
    /// The finding on which the keyboard is, in `list`.
    current: Option<usize>,
    /// Where to go on when the finding gone to last is open no longer.
    resume: Option<usize>,
    scroll_to: Option<usize>,
    /// The row that has the keyboard in this frame.
    focused: Option<usize>,
}

impl Findings {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) -> Option<Drawn> {
        self.focused = None;
        if !cx.view.are_findings_shown() {
            return None;
        }
        self.refresh(cx.session);
        self.narrow(cx.session);
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

    /// Goes to the next open finding, or the one before.
    pub fn step(&mut self, session: &Session, way: Way) -> Option<&Finding> {
        self.refresh(session);
        let open = self.open;
        if open == 0 {
            self.current = None;
            return None;
        }
        let now = self.current.filter(|now| *now < open);
        self.show(match (now, way) {
            (None, Way::Next) => self.resume.filter(|at| *at < open).unwrap_or(0),
            (None, Way::Back) => {
                self.resume.map(|at| at.min(open)).filter(|at| *at > 0).unwrap_or(open) - 1
            }
            (Some(now), Way::Next) => (now + 1) % open,
            (Some(now), Way::Back) => (now + open - 1) % open,
        });
        self.current()
    }

    /// Goes to the first finding of a group, and unfolds it.
    pub fn start_at(&mut self, session: &Session, shelf: Shelf) {
        self.refresh(session);
        self.folded.retain(|folded| *folded != shelf);
        self.narrowed = None;
        let report = session.report();
        if let Some(first) = self.list.iter().position(|it| Shelf::of(report, it) == shelf) {
            self.show(first);
        }
    }

    /// The finding on which the keyboard is.
    pub fn current(&self) -> Option<&Finding> {
        self.list.get(self.current?)
    }

    /// The finding whose row or button has the keyboard.
    pub fn focused(&self) -> Option<&Finding> {
        self.list.get(self.focused?)
    }

    /// Shows the findings of one rule only.
    pub fn narrow_to(&mut self, rule: &str) {
        rule.clone_into(&mut self.typed);
        self.folded.clear();
        self.narrowed = None;
    }

    fn show(&mut self, number: usize) {
        self.current = Some(number);
        self.resume = None;
        self.scroll_to = Some(number);
    }

    /// The list of the present plan; costs the whole plan, so only while somebody looks.
    fn refresh(&mut self, session: &Session) {
        if self.revision == Some(session.revision()) {
            return;
        }
        self.revision = Some(session.revision());
        let last = self.current().cloned();
        // Cured or waived: the one behind it has its place now.
        self.resume = self.current.filter(|at| *at < self.open).or(self.resume);
        let report = session.report();
        let sorted = report.sorted(session.design());
        self.list = sorted.into_iter().cloned().collect();
        self.list.sort_by_cached_key(|finding| Shelf::of(report, finding));
        self.open = self.list.partition_point(|finding| report.is_open(finding));
        self.idle = report.idle_waivers().map(|(waiver, idle)| (waiver.clone(), idle)).collect();
        self.current =
            last.and_then(|last| self.list.iter().position(|finding| finding.key() == last.key()));
        self.cards.clear();
        self.narrowed = None;
    }

    /// The lines that fit what was typed.
    fn narrow(&mut self, session: &Session) {
        if self.narrowed.as_ref() == Some(&self.typed) {
            return;
        }
        self.narrowed = Some(self.typed.clone());
        let words: Vec<String> =
            self.typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let fits = |text: &dyn Fn() -> String| {
            words.is_empty() || {
                let text = text().to_lowercase();
                words.iter().all(|word| text.contains(word))
            }
        };
        let report = session.report();
        let mut groups = BTreeMap::<Shelf, Vec<Line>>::new();
        for (number, finding) in self.list.iter().enumerate() {
            if fits(&|| text_of(session, finding)) {
                groups.entry(Shelf::of(report, finding)).or_default().push(Line::Finding(number));
            }
        }
        for (number, (waiver, idle)) in self.idle.iter().enumerate() {
            let text =
                || [waiver.said.as_str(), &waiver.rule, &waiver.reason, idle.words()].join("\n");
            if fits(&text) {
                groups.entry(Shelf::Idle).or_default().push(Line::Idle(number));
            }
        }
        self.lines.clear();
        for (shelf, lines) in groups {
            self.lines.push(Line::Group(shelf, lines.len()));
            if !self.folded.contains(&shelf) {
                self.lines.extend(lines);
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
        if let Some(said) = house::sentences(cx.design()) {
            ui.horizontal(|ui| {
                ui.add_space(MARGIN);
                let text = egui::RichText::new(said).color(cx.look.color(Ink::Muted));
                ui.add(egui::Label::new(text).truncate());
            });
        }
        ui.add_space(4.0);
        id
    }

    fn body(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        if self.lines.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(MARGIN);
                let words = match self.list.is_empty() && self.idle.is_empty() {
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
                    Line::Group(shelf, count) => self.group(cx, ui, shelf, count),
                    Line::Finding(number) => self.row(cx, ui, actions, number),
                    Line::Idle(number) => self.idle_row(cx, ui, actions, number),
                }
            }
        });
    }

    fn group(&mut self, cx: &Cx<'_>, ui: &mut Ui, group: Shelf, count: usize) {
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
        let words = group.title();
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
        let id = egui::Id::unique(("finding", number));
        let row = Row::of(cx, finding);
        let (chosen, rect) = row.show(cx, ui, id, self.current == Some(number));
        if ui.ctx().memory(|memory| memory.has_focus(id)) {
            self.focused = Some(number);
        }
        if chosen {
            actions.extend(finding.on.map(Action::Reveal));
            self.current = Some(number);
        }
        let layout = Layout::right_to_left(Align::Center);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
        child.spacing_mut().item_spacing.x = 6.0;
        let finding = &self.list[number];
        match cx.session.report().standing(finding) {
            Standing::Waived(waiver) => {
                waiving::buttons(cx, &mut child, actions, Some(finding), waiver);
            }
            _ => self.buttons(cx, &mut child, actions, number),
        }
    }

    fn idle_row(&self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, number: usize) {
        let Some((waiver, idle)) = self.idle.get(number) else { return };
        let id = egui::Id::unique(("idle waiver", number));
        let (_, rect) = Row::idle(waiver, *idle).show(cx, ui, id, false);
        let layout = Layout::right_to_left(Align::Center);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
        waiving::buttons(cx, &mut child, actions, None, waiver);
    }

    fn buttons(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, number: usize) {
        let finding = &self.list[number];
        let card = self.cards.entry(number).or_insert_with(|| Card::new(cx.session, finding));
        let why = Button::new("Why").kind(Kind::Link).small();
        if why.hint("What the rule says, and its source").show(ui, cx.look).clicked() {
            actions.push(Action::ShowRule(card.finding.rule.id));
        }
        if card.finding.problem().is_some() {
            waiving::waive_link(cx, ui, actions, &card.finding);
        }
        let Some(fix) = card.fixes.first().map(|(fix, _)| fix.clone()) else { return };
        let room = ui.available_width();
        let response = Button::new(&fix.title).small().at_most(room).show(ui, cx.look);
        if response.clicked() {
            actions.push(Action::Run(Edit::of(fix.commands).named(fix.title)));
        } else if response.hovered() {
            let lines = card.effect(cx.session, 0).map(Effect::lines).unwrap_or_default();
            response.on_hover_ui(|ui| effect_ui(cx, ui, &lines));
        }
    }
}

/// What a finding is found by.
fn text_of(session: &Session, finding: &Finding) -> String {
    let design = session.design();
    let place = place_of(design, finding);
    let mut text = format!("{}\n{place}\n{}", finding.what(), finding.id(design));
    if let Some(waiver) = session.report().standing(finding).waiver() {
        text.extend(["\n", &waiver.reason, "\n", &waiver.owner]);
    }
    text
}

pub fn place_of(design: &Design, finding: &Finding) -> String {
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
