//! What the rules say: the findings, and what could not be checked.

use super::{
    super::{
        Icon, Ink,
        hierarchy::counted,
        pen::{CHIP, Font, META, Pen},
        wrap::wrap,
    },
    Sheet,
    columns::Row,
    whereabouts,
};
use crate::{
    geometry::Point,
    model::Design,
    plan::Plan,
    rules::{Finding, Report, Standing, house},
};

pub(super) const COLUMN: f32 = 400.0;
/// Where the words begin, right of the mark.
const INDENT: f32 = 22.0;
const LINE: f32 = 16.0;
pub(super) const WHAT: Font = Font::plain(12.0);

/// What could not be checked: a rule, why, and at how many places.
pub struct Unchecked<'a> {
    pub id: String,
    pub because: &'a str,
    pub findings: Vec<&'a Finding>,
}

/// One for each rule and reason, in the order of the findings.
pub fn unchecked<'a>(sorted: &[&'a Finding], design: &Design) -> Vec<Unchecked<'a>> {
    let mut list: Vec<Unchecked<'a>> = Vec::new();
    for finding in sorted.iter().copied().filter(|finding| finding.problem().is_none()) {
        let id = finding.id(design);
        match list.iter_mut().find(|it| it.id == id && it.because == finding.because()) {
            Some(known) => known.findings.push(finding),
            None => {
                list.push(Unchecked { id, because: finding.because(), findings: vec![finding] });
            }
        }
    }
    list
}

impl Sheet {
    pub(super) fn findings(&mut self, plan: &Plan, report: &Report) {
        let design = &plan.design;
        let found = report.sorted(design);
        let width = self.column_width(COLUMN);
        let open = found.into_iter().filter(|finding| report.is_open(finding));
        let row = |finding| row(finding, design, report, width);
        let rows: Vec<_> = open.map(row).collect();
        if !rows.is_empty() {
            self.heading("Findings");
            self.columns(rows, COLUMN);
        }
    }

    /// Before the findings, so that nobody takes them for what the documentation says.
    pub(super) fn house(&mut self, plan: &Plan) {
        let Some(said) = house::sentences(&plan.design) else { return };
        self.heading("House rules");
        let mut words = Words::new(Icon::Help, Ink::Muted, self.width);
        words.text(&said, WHAT, Ink::Text);
        let row = words.row();
        self.columns(vec![row], self.width);
    }

    pub(super) fn not_checked(&mut self, plan: &Plan, report: &Report) {
        let found = report.sorted(&plan.design);
        let list = unchecked(&found, &plan.design);
        if list.is_empty() {
            return;
        }
        self.heading("Not checked");
        let width = self.column_width(COLUMN);
        let row = |it: &Unchecked<'_>| {
            let mut words = Words::new(Icon::Help, Ink::Muted, width);
            let places = u64::try_from(it.findings.len()).unwrap_or(u64::MAX);
            words.line(&it.id, &format!("at {}", counted(places, "place")));
            words.text(it.because, META, Ink::Muted);
            words.row()
        };
        self.columns(list.iter().map(row).collect(), COLUMN);
    }
}

fn row(finding: &Finding, design: &Design, report: &Report, width: f32) -> Row {
    let icon = Icon::from(finding.severity);
    let mut words = Words::new(icon, Ink::Severity(finding.severity), width);
    if let Some(node) = finding.on {
        words.pen.of(node);
    }
    words.line(&finding.id(design), &whereabouts(design, finding.on));
    words.text(finding.what(), WHAT, Ink::Text);
    words.text(finding.because(), META, Ink::Muted);
    if let Standing::Lapsed(waiver, lapse) = report.standing(finding) {
        words.text(&lapse.words(waiver, finding), META, Ink::Waived);
    }
    words.row()
}

/// Lines beside a mark.
pub(super) struct Words {
    pub pen: Pen,
    y: f32,
    width: f32,
}

impl Words {
    pub fn new(icon: Icon, ink: Ink, width: f32) -> Self {
        let mut pen = Pen::default();
        pen.icon(icon, Point::new(7.0, LINE / 2.0), 14.0, ink);
        Self { pen, y: LINE / 2.0, width }
    }

    /// A name, and words behind it that go on below.
    pub fn line(&mut self, name: &str, after: &str) {
        let room = self.width - INDENT;
        let used = self.pen.text(name, Point::new(INDENT, self.y), CHIP, Ink::Text, room) + 8.0;
        if used + META.width(after) <= room {
            let left = Point::new(INDENT + used, self.y);
            self.pen.text(after, left, META, Ink::Muted, room - used);
            self.y += LINE;
        } else {
            self.y += LINE;
            self.text(after, META, Ink::Muted);
        }
    }

    pub fn text(&mut self, text: &str, font: Font, ink: Ink) {
        let room = self.width - INDENT;
        for line in wrap(text, font, room) {
            self.pen.text(&line, Point::new(INDENT, self.y), font, ink, room);
            self.y += LINE;
        }
    }

    pub fn row(self) -> Row {
        Row { items: self.pen.items, height: self.y + LINE / 2.0 }
    }
}
