//! What the plan lives with: for whoever signs the paper.

use super::{
    super::{Icon, Ink, pen::META},
    Sheet,
    columns::Row,
    legend::capital,
    verdict::{COLUMN, WHAT, Words},
    whereabouts,
};
use crate::{
    model::{Design, Waiver},
    plan::Plan,
    rules::{Finding, Report, waiving::Idle},
};

impl Sheet {
    pub(super) fn accepted(&mut self, plan: &Plan, report: &Report) {
        let design = &plan.design;
        let width = self.column_width(COLUMN);
        let found = report.sorted(design);
        let waived = found.into_iter().filter_map(|it| Some((it, report.standing(it).waiver()?)));
        let mut rows: Vec<_> =
            waived.map(|(finding, waiver)| row(finding, waiver, design, width)).collect();
        rows.extend(report.idle_waivers().map(|(waiver, idle)| idle_row(waiver, idle, width)));
        if !rows.is_empty() {
            self.heading("Accepted");
            self.columns(rows, COLUMN);
        }
    }
}

/// Who answers for a waiver, and until when: "Ann, review by 2027-11-25".
pub fn terms(waiver: &Waiver) -> String {
    let review = format!("review by {}", waiver.review_by);
    match waiver.owner.trim() {
        "" => capital(&review),
        owner => format!("{owner}, {review}"),
    }
}

fn row(finding: &Finding, waiver: &Waiver, design: &Design, width: f32) -> Row {
    let mut words = Words::new(Icon::Waived, Ink::Waived, width);
    if let Some(node) = finding.on {
        words.pen.of(node);
    }
    words.line(&finding.id(design), &whereabouts(design, finding.on));
    words.text(finding.what(), WHAT, Ink::Text);
    words.text(&waiver.reason, META, Ink::Text);
    words.text(&terms(waiver), META, Ink::Muted);
    words.row()
}

fn idle_row(waiver: &Waiver, idle: Idle, width: f32) -> Row {
    let mut words = Words::new(Icon::Waived, Ink::Muted, width);
    words.line(&waiver.rule, "no longer applies");
    words.text(&waiver.said, WHAT, Ink::Muted);
    words.text(&format!("{}.", idle.words()), META, Ink::Muted);
    words.text(&waiver.reason, META, Ink::Muted);
    words.text(&terms(waiver), META, Ink::Muted);
    words.row()
}
