//! What the signs of the picture mean, as far as it shows them.

use std::collections::BTreeSet;

use super::{
    super::{
        Icon, Ink, SiteInk,
        hierarchy::{chip, grouped},
        pen::{CHIP, META, Pen},
    },
    MARGIN, Sheet,
};
use crate::{
    arrange::sizes::{self, CHIP_HEIGHT, CHIP_LEFT, CHIP_RIGHT},
    facts::{
        roles::{Family, RoleKind},
        sites::SiteKind,
    },
    geometry::{Point, Rect, Size},
    plan::Plan,
    rules::{Finding, Report, Severity},
};

/// The room for the names of the groups.
const GROUPS: f32 = 72.0;
const LINE: f32 = 28.0;
/// Between an entry and the next.
const SPACE: f32 = 28.0;

impl Sheet {
    pub(super) fn legend(&mut self, plan: &Plan, report: &Report) {
        self.rule();
        self.group("Sites", sites(plan));
        self.group("Roles", roles(plan, report));
        self.group("Marks", marks(report));
        self.y += 4.0;
    }

    /// Entries side by side in columns as wide as the widest, on as many lines as they need.
    fn group(&mut self, name: &str, entries: Vec<Entry>) {
        if entries.is_empty() {
            return;
        }
        let left = Point::new(MARGIN, self.y);
        self.pen.text(name, left, CHIP, Ink::Muted, GROUPS);
        let widest = entries.iter().map(Entry::width).fold(0.0, f32::max) + SPACE;
        let first = MARGIN + GROUPS;
        let mut at = Point::new(first, self.y);
        for entry in entries {
            if at.x > first && at.x + widest - SPACE > MARGIN + self.width {
                at = Point::new(first, at.y + LINE);
            }
            entry.draw(&mut self.pen, at);
            at.x += widest;
        }
        self.y = at.y + LINE + 4.0;
    }
}

/// A sign and what it means.
struct Entry {
    sign: Sign,
    words: String,
}

enum Sign {
    Icon(Icon, Ink),
    /// With a dashed edge where it still needs something.
    Chip(&'static str, Family, bool),
}

impl Entry {
    fn sign_width(&self) -> f32 {
        match self.sign {
            Sign::Icon(..) => 14.0,
            Sign::Chip(code, ..) => (CHIP_LEFT + CHIP.width(code) + CHIP_RIGHT).ceil().max(54.0),
        }
    }

    fn width(&self) -> f32 {
        self.sign_width() + 8.0 + META.width(&self.words)
    }

    /// With its middle at `left`.
    fn draw(&self, pen: &mut Pen, left: Point) {
        match self.sign {
            Sign::Icon(icon, ink) => pen.icon(icon, Point::new(left.x + 7.0, left.y), 14.0, ink),
            Sign::Chip(code, family, incomplete) => {
                let corner = Point::new(left.x, left.y - CHIP_HEIGHT / 2.0);
                let size = Size::new(self.sign_width(), CHIP_HEIGHT);
                chip(pen, Rect::at(corner, size), code, family, incomplete);
            }
        }
        let words = Point::new(left.x + self.sign_width() + 8.0, left.y);
        pen.text(&self.words, words, META, Ink::Text, f32::INFINITY);
    }
}

fn sites(plan: &Plan) -> Vec<Entry> {
    let totals = plan.design.totals();
    let kinds = SiteKind::ALL.into_iter().filter(|kind| totals.sites(*kind) > 0);
    let mut entries: Vec<_> = kinds
        .map(|kind| Entry {
            sign: Sign::Icon(kind.into(), Ink::Site(SiteInk::from(kind))),
            words: capital(kind.facts().title),
        })
        .collect();
    if !plan.design.gateways().is_empty() {
        let sign = Sign::Icon(Icon::SiteCloud, Ink::Site(SiteInk::Cloud));
        entries.push(Entry { sign, words: "Cloud management gateway".to_owned() });
    }
    entries
}

fn roles(plan: &Plan, report: &Report) -> Vec<Entry> {
    let totals = plan.design.totals();
    let mut kinds: Vec<RoleKind> = RoleKind::all().filter(|kind| totals.roles(*kind) > 0).collect();
    let family =
        |kind: &RoleKind| Family::ALL.iter().position(|family| *family == kind.facts().family);
    kinds.sort_by_key(family);
    let entry = |kind: RoleKind| {
        let facts = kind.facts();
        let sign = Sign::Chip(sizes::chip_code(kind), facts.family, false);
        let judged = if kind == RoleKind::Unknown { ", not judged" } else { "" };
        Entry { sign, words: format!("{}{judged}", facts.title) }
    };
    let mut entries: Vec<_> = kinds.iter().copied().map(entry).collect();
    let incomplete: BTreeSet<_> = plan
        .design
        .sites()
        .flat_map(|site| report.in_site(site.id))
        .filter(|finding| finding.is_incomplete() && !report.is_waived(finding))
        .filter_map(|Finding { on, .. }| {
            plan.design.role(match on {
                Some(crate::model::NodeId::Role(id)) => *id,
                _ => return None,
            })
        })
        .map(|role| role.kind)
        .collect();
    if let Some(kind) = incomplete.first() {
        let sign = Sign::Chip(sizes::chip_code(*kind), kind.facts().family, true);
        entries.push(Entry { sign, words: "Dashed: still needs something".to_owned() });
    }
    if totals.roles(RoleKind::PassiveSiteServer) > 0 {
        let sign = Sign::Icon(Icon::Passive, Ink::Family(Family::Core));
        entries.push(Entry { sign, words: "Passive site server".to_owned() });
    }
    entries
}

fn marks(report: &Report) -> Vec<Entry> {
    let entry = |severity: Severity| Entry {
        sign: Sign::Icon(severity.into(), Ink::Severity(severity)),
        words: severity.title().to_owned(),
    };
    let mut entries: Vec<_> = Severity::ALL.into_iter().map(entry).collect();
    let waived = report.tally().waived;
    if waived > 0 {
        let words = format!("{} waived", grouped(waived.into()));
        entries.push(Entry { sign: Sign::Icon(Icon::Waived, Ink::Waived), words });
    }
    entries
}

/// As at the beginning of a sentence.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
