//! The list of rules: what is looked for, narrowed by severity, topic and the plan, drawn only
//! where it can be seen.

use egui::{Rect, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role};

use super::{
    super::super::{
        Cx,
        controls::{SMALL, choose_short, focus_ring, line, spaced, tell},
        look::font,
    },
    found::Found,
};
use crate::{
    facts::{roles::RoleKind, versions::Version},
    measure::Weight,
    rules::{
        Severity,
        catalogue::{self, Row, TOPICS, Topic},
    },
    scene::{Icon, Ink},
};

const ROW: f32 = 42.0;
const GROUP: f32 = 30.0;

/// Which of the rules are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    All,
    Found,
    Open,
    Judged,
    Unjudged,
}

impl Part {
    const ALL: [Self; 5] = [Self::All, Self::Found, Self::Open, Self::Judged, Self::Unjudged];

    const fn words(self) -> &'static str {
        match self {
            Self::All => "All rules",
            Self::Found => "Found in this plan",
            Self::Open => "Not checked in this plan",
            Self::Judged => "Judged",
            Self::Unjudged => "Not judged",
        }
    }
}

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, PartialEq)]
struct Narrow {
    typed: String,
    severity: Option<Severity>,
    topic: Option<usize>,
    part: Part,
}

enum Line {
    Topic(&'static Topic, usize),
    Rule(Row),
}

#[derive(Default)]
pub struct List {
    pub typed: String,
    severity: Option<Severity>,
    topic: Option<usize>,
    part: Part,
    /// Each rule with the words that find it.
    texts: Vec<(Row, String)>,
    narrowed: Option<(Narrow, Option<u64>, Version)>,
    lines: Vec<Line>,
    /// The keyboard moved the choice, or another one was given.
    follow: bool,
}

impl List {
    /// The lines that fit; a rule that must be among them lifts what hides it. Says the first rule
    /// where what was shown no longer fits what is typed.
    pub fn refresh(
        &mut self,
        cx: &Cx<'_>,
        found: &Found,
        must: Option<&'static str>,
    ) -> Option<&'static str> {
        if self.texts.is_empty() {
            self.texts = catalogue::rows().map(|row| (row, words_of(&row))).collect();
        }
        let before = self.narrowed.as_ref().map(|(narrow, ..)| narrow.clone());
        self.narrow(cx, found);
        if let Some(id) = must {
            self.follow = true;
            if !self.ids().any(|it| it == id) {
                (self.severity, self.topic, self.part) = (None, None, Part::All);
                self.typed.clear();
                self.narrow(cx, found);
            }
            return None;
        }
        let changed = before != self.narrowed.as_ref().map(|(narrow, ..)| narrow.clone());
        self.follow |= changed;
        let lost = changed && !self.ids().any(|id| Some(id) == cx.view.rule);
        if lost { self.ids().next() } else { None }
    }

    /// How many rules there are, and how many fit.
    pub fn count(&self) -> String {
        let (fit, all) = (self.ids().count(), self.texts.len());
        if fit == all { format!("{all}") } else { format!("{fit} of {all}") }
    }

    fn narrow(&mut self, cx: &Cx<'_>, found: &Found) {
        let target = cx.design().target();
        let narrow = Narrow {
            typed: self.typed.to_lowercase(),
            severity: self.severity,
            topic: self.topic,
            part: self.part,
        };
        let now = (narrow, found.revision(), target);
        if self.narrowed.as_ref() == Some(&now) {
            return;
        }
        let narrow = &now.0;
        let fits = |row: &Row, text: &str| {
            let id = row.id();
            let severity = narrow.severity.is_none_or(|it| severity_of(row, target) == Some(it));
            let part = match narrow.part {
                Part::All => true,
                Part::Found => found.count(id) > 0,
                Part::Open => found.is_open(id),
                Part::Judged => row.because().is_none(),
                Part::Unjudged => row.because().is_some(),
            };
            severity && part && narrow.typed.split_whitespace().all(|word| text.contains(word))
        };
        self.lines.clear();
        for (at, topic) in TOPICS.iter().enumerate() {
            if narrow.topic.is_some_and(|chosen| chosen != at) {
                continue;
            }
            let in_topic = self.texts.iter().filter(|(row, _)| row.topic() == Some(topic));
            let rows: Vec<Row> =
                in_topic.filter(|(row, text)| fits(row, text)).map(|(row, _)| *row).collect();
            if !rows.is_empty() {
                self.lines.push(Line::Topic(topic, rows.len()));
                self.lines.extend(rows.into_iter().map(Line::Rule));
            }
        }
        self.narrowed = Some(now);
    }

    fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.lines.iter().filter_map(|line| match line {
            Line::Topic(..) => None,
            Line::Rule(row) => Some(row.id()),
        })
    }

    /// The rule so many lines below `from`; the first or the last one where it is not in the list.
    pub fn step(&mut self, from: Option<&str>, by: isize) -> Option<&'static str> {
        self.follow = true;
        let ids: Vec<&'static str> = self.ids().collect();
        let last = ids.len().checked_sub(1)?;
        let at = match ids.iter().position(|id| Some(*id) == from) {
            Some(at) => at.saturating_add_signed(by).min(last),
            None if by > 0 => 0,
            None => last,
        };
        ids.get(at).copied()
    }

    pub fn filters_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, width: f32) {
        let look = cx.look;
        let half = (width - 6.0) / 2.0;
        ui.horizontal(|ui| {
            let parts = Part::ALL.map(|part| (part, part.words().to_owned()));
            let now = Part::ALL.iter().position(|part| *part == self.part).unwrap_or_default();
            let shown = self.part.words();
            let chosen = choose_short(ui, look, "Which rules", (now, shown), &parts, half);
            self.part = chosen.unwrap_or(self.part);
            let mut options = vec![(None, "Any severity".to_owned())];
            options.extend(Severity::ALL.map(|it| (Some(it), it.title().to_owned())));
            let now = options.iter().position(|(it, _)| *it == self.severity).unwrap_or_default();
            let shown = options[now].1.clone();
            let chosen = choose_short(ui, look, "Severity", (now, &shown), &options, half);
            self.severity = chosen.unwrap_or(self.severity);
        });
        let mut options = vec![(None, "Every topic".to_owned())];
        options.extend(TOPICS.iter().enumerate().map(|(at, it)| (Some(at), it.title.to_owned())));
        let now = self.topic.map_or(0, |at| at + 1);
        let shown = options.get(now).map_or(String::new(), |(_, title)| title.clone());
        let chosen = choose_short(ui, look, "Topic", (now, &shown), &options, width);
        self.topic = chosen.unwrap_or(self.topic);
    }

    /// The rows; says which one was clicked.
    pub fn rows_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, found: &Found) -> Option<&'static str> {
        if self.lines.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(14.0);
                tell(ui, cx.look, "No rule fits.");
            });
            return None;
        }
        let follow = std::mem::take(&mut self.follow);
        let mut clicked = None;
        let list =
            ScrollArea::vertical().id_salt("rules").min_scrolled_height(0.0).auto_shrink(false);
        let whole: f32 = self.lines.iter().map(Line::height).sum();
        list.show_viewport(ui, |ui, seen| {
            let width = ui.available_width();
            let corner = ui.min_rect().min;
            ui.allocate_exact_size(egui::vec2(width, whole), Sense::hover());
            let mut top = 0.0;
            for line in &self.lines {
                let at = corner + egui::vec2(0.0, top);
                let rect = Rect::from_min_size(at, egui::vec2(width, line.height()));
                let is_seen = top + line.height() > seen.top() && top < seen.bottom();
                top += line.height();
                match line {
                    Line::Topic(topic, count) if is_seen => group_ui(cx, ui, rect, topic, *count),
                    Line::Rule(row) => {
                        let chosen = cx.view.rule == Some(row.id());
                        if chosen && follow {
                            ui.scroll_to_rect(rect.expand2(egui::vec2(0.0, GROUP)), None);
                        }
                        if is_seen && row_ui(cx, ui, rect, row, found.count(row.id()), chosen) {
                            clicked = Some(row.id());
                        }
                    }
                    Line::Topic(..) => {}
                }
            }
        });
        clicked
    }
}

impl Line {
    fn height(&self) -> f32 {
        match self {
            Self::Topic(..) => GROUP,
            Self::Rule(_) => ROW,
        }
    }
}

/// Everything that finds a rule, in small letters.
fn words_of(row: &Row) -> String {
    let mut words = vec![row.id(), row.title(), row.why()];
    words.extend(row.topic().map(|topic| topic.title));
    words.extend(row.sources().iter().flat_map(|source| [source.page, source.says.word()]));
    words.extend(row.disagreements().map(|it| it.topic));
    let mut words = words.join("\n");
    if row.id() == "ROLE-SITETYPE" {
        // A finding of it ends in the code of its role.
        words.extend(RoleKind::all().map(|kind| format!("\n{}-{}", row.id(), kind.code())));
    }
    words.to_lowercase()
}

/// At the version of the plan; at the first one where it comes later.
fn severity_of(row: &Row, target: Version) -> Option<Severity> {
    let levels = row.levels();
    let reached = levels.iter().rev().find(|(from, _)| *from <= target);
    reached.or_else(|| levels.first()).map(|(_, severity)| *severity)
}

fn group_ui(cx: &Cx<'_>, ui: &mut Ui, rect: Rect, topic: &Topic, count: usize) {
    let text = spaced(&format!("{}  {count}", topic.title), cx.look.color(Ink::Muted));
    let at = rect.with_min_x(rect.left() + 14.0).with_min_y(rect.top() + 8.0);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(at).layout(layout));
    child.add(egui::Label::new(text).truncate());
}

/// A rule in two lines; says whether it was clicked.
fn row_ui(cx: &Cx<'_>, ui: &mut Ui, rect: Rect, row: &Row, count: usize, chosen: bool) -> bool {
    let look = cx.look;
    let response = ui.interact(rect, egui::Id::unique(("rule", row.id())), Sense::click());
    let fill = match (chosen, response.hovered()) {
        (true, _) => Some(Ink::SelectedFill),
        (false, true) => Some(Ink::ChipFill),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        let inside = rect.shrink2(egui::vec2(6.0, 1.0));
        ui.painter().rect_filled(inside, 4, look.color(fill));
    }
    let judged = row.because().is_none();
    let severity = severity_of(row, cx.design().target());
    let (icon, ink) = match severity.filter(|_| judged) {
        Some(severity) => (Icon::from(severity), Ink::Severity(severity)),
        None => (Icon::Help, Ink::Muted),
    };
    let middle = egui::pos2(rect.left() + 22.0, rect.top() + 14.0);
    let square = Rect::from_center_size(middle, egui::vec2(14.0, 14.0));
    look.paint_icon(ui.painter(), square, icon, look.color(ink));
    let left = rect.left() + 36.0;
    let mut right = rect.right() - 14.0;
    if count > 0 {
        let color = look.color(ink);
        let number = line(ui, &count.to_string(), font(SMALL, Weight::SemiBold), color, 60.0);
        right -= number.size().x;
        let at = egui::pos2(right, rect.top() + 14.0 - number.size().y / 2.0);
        ui.painter().galley(at, number, color);
        right -= 8.0;
    }
    let ink = if judged { Ink::Text } else { Ink::Muted };
    for (text, size, ink, y) in [(row.title(), 13.0, ink, 14.0), (row.id(), 11.0, Ink::Muted, 30.0)]
    {
        let color = look.color(ink);
        let galley = line(ui, text, font(size, Weight::Regular), color, right - left);
        let at = egui::pos2(left, rect.top() + y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, color);
    }
    focus_ring(ui, look, &response);
    let found = if count > 0 { format!(", {count} found") } else { String::new() };
    let label = format!("{}: {}{found}", row.id(), row.title());
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &label));
    response.clicked()
}
