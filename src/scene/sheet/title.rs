//! The title block: what this is, for which version, how large, and how it stands.

use super::{
    super::{
        Icon, Ink,
        hierarchy::{counted, grouped},
        pen::{BODY, Font},
    },
    MARGIN, Sheet,
};
use crate::{
    geometry::Point,
    plan::Plan,
    rules::{Report, Severity},
};

/// On a wide sheet the title is larger, so that it is read before it is unfolded.
fn title_font(width: f32) -> Font {
    Font::bold((width / 64.0).clamp(24.0, 64.0).round())
}

/// The title of a plan, or the name of its file.
pub fn title<'a>(plan: &'a Plan, name: &'a str) -> &'a str {
    match plan.design.head().title.trim() {
        "" if name.trim().is_empty() => "Hierarchy",
        "" => name,
        title => title,
    }
}

/// The version and the day that the plan is judged for.
pub fn judged_for(plan: &Plan) -> String {
    let version = plan.design.target().name();
    match plan.design.head().as_of {
        Some(day) => format!("Configuration Manager {version}, as of {day}"),
        None => format!("Configuration Manager {version}"),
    }
}

/// How large a plan is.
pub fn extent(plan: &Plan) -> String {
    let design = &plan.design;
    let count = |count: usize, what| counted(u64::try_from(count).unwrap_or(u64::MAX), what);
    let (sites, servers) = (design.site_count(), design.server_count());
    format!(
        "{}, {}, {}",
        count(sites, "site"),
        count(servers, "server"),
        counted(design.totals().devices, "device")
    )
}

/// How it stands, worst first: the icon, the color, the words.
fn verdicts(report: &Report) -> Vec<(Icon, Ink, String)> {
    let tally = report.tally();
    let mut verdicts: Vec<_> = Severity::ALL
        .into_iter()
        .filter(|severity| tally.of_severity(*severity) > 0)
        .map(|severity| {
            let words = standing(severity, tally.of_severity(severity));
            (Icon::from(severity), Ink::Severity(severity), words)
        })
        .collect();
    if verdicts.is_empty() {
        let words = if tally.waived > 0 { "No open findings" } else { "No findings" };
        verdicts.push((Icon::Good, Ink::Good, words.to_owned()));
    }
    if tally.waived > 0 {
        let words = format!("{} waived", grouped(tally.waived.into()));
        verdicts.push((Icon::Waived, Ink::Waived, words));
    }
    if tally.unknown > 0 {
        let words = format!("{} not checked", grouped(tally.unknown.into()));
        verdicts.push((Icon::Help, Ink::Muted, words));
    }
    verdicts
}

/// "1 blocks support", "2 need a step".
pub fn standing(severity: Severity, count: u32) -> String {
    let words = match (severity, count) {
        (Severity::Error, 1) => "blocks support",
        (Severity::Error, _) => "block support",
        (Severity::Warning, 1) => "needs a step",
        (Severity::Warning, _) => "need a step",
        (Severity::Advice, _) => "advice",
    };
    format!("{} {words}", grouped(count.into()))
}

impl Sheet {
    pub(super) fn title(&mut self, plan: &Plan, report: &Report, name: &str) {
        let font = title_font(self.width);
        let left = Point::new(MARGIN, self.y + font.size / 2.0);
        self.pen.text(title(plan, name), left, font, Ink::Text, self.width);
        self.y += font.size - 24.0;
        let verdicts = verdicts(report);
        let width = |words: &str| 20.0 + BODY.width(words) + 20.0;
        let taken: f32 = verdicts.iter().map(|(.., words)| width(words)).sum();
        let mut y = self.y + 40.0;
        let facts = format!("{} · {}", judged_for(plan), extent(plan));
        let room = self.width - taken;
        // Where both do not fit beside each other, the verdicts go below.
        let is_below = BODY.width(&facts) > room;
        let room = if is_below { self.width } else { room };
        self.pen.text(&facts, Point::new(MARGIN, y), BODY, Ink::Muted, room);
        let mut x = MARGIN + self.width - taken + 20.0;
        if is_below {
            (x, y) = (MARGIN, y + 24.0);
            self.y += 24.0;
        }
        for (icon, ink, words) in verdicts {
            self.pen.icon(icon, Point::new(x + 7.0, y), 14.0, ink);
            self.pen.text(&words, Point::new(x + 20.0, y), BODY, Ink::Text, f32::INFINITY);
            x += width(&words);
        }
        self.y += 60.0;
        self.rule();
        self.y += 12.0;
    }
}
