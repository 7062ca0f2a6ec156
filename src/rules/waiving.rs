//! Which findings a plan lives with, which it lived with until something changed, and which
//! waivers are about nothing any longer.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Finding, Report, by_id, fingerprint, report::Tally};
use crate::model::{Date, Design, NodeId, Waiver};

/// How the waivers of a plan stand to its findings.
#[derive(Clone, Default)]
pub struct Waiving {
    waivers: Arc<Vec<Waiver>>,
    /// By rule and node; several findings of one rule on one node are told apart by their words.
    by_place: Arc<BTreeMap<Place, Vec<Stand>>>,
    /// The waivers that are about nothing.
    idle: Arc<Vec<(usize, Idle)>>,
    /// Of the findings that are covered.
    covered: Tally,
}

type Place = (&'static str, Option<NodeId>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Stand {
    /// What the finding says.
    what: String,
    waiver: usize,
    lapse: Option<Lapse>,
}

/// How a finding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    Open,
    Waived(&'a Waiver),
    /// It was waived, and has come back.
    Lapsed(&'a Waiver, Lapse),
}

/// Why a waiver covers its finding no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// The finding says something else now.
    Changed,
    /// The day of its review has passed.
    Passed,
}

/// Why a waiver is about nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    UnknownRule,
    /// What it was about is no longer in the plan.
    Gone,
    /// There is no such finding.
    NoFinding,
    /// Another one covers the same finding.
    Doubled,
}

impl Lapse {
    /// Why the finding is back, with the old reason.
    pub fn words(self, waiver: &Waiver, finding: &Finding) -> String {
        let day = waiver.made_on.map_or_else(String::new, |day| format!(" on {day}"));
        let reason = waiver.reason.trim().trim_end_matches('.');
        let why = match self {
            Self::Changed => format!(
                "it said \u{201c}{}\u{201d}, now it says \u{201c}{}\u{201d}",
                waiver.said,
                finding.what()
            ),
            Self::Passed => format!("the review date {} has passed", waiver.review_by),
        };
        format!("You waived this{day} because \u{201c}{reason}\u{201d}; {why}.")
    }
}

impl Idle {
    /// Why it no longer applies; a sentence without its full stop.
    pub const fn words(self) -> &'static str {
        match self {
            Self::UnknownRule => "This Sitewright has no such rule",
            Self::Gone => "What it was about is no longer in the plan",
            Self::NoFinding => "The rule finds nothing there now",
            Self::Doubled => "Another waiver covers the same finding",
        }
    }
}

impl<'a> Standing<'a> {
    pub fn waiver(self) -> Option<&'a Waiver> {
        match self {
            Self::Waived(waiver) => Some(waiver),
            _ => None,
        }
    }
}

impl Waiving {
    /// Costs the waivers and the sites they are about, never the plan.
    pub fn of(design: &Design, report: &Report, waivers: &Arc<Vec<Waiver>>) -> Self {
        let mut by_node = BTreeMap::<Option<NodeId>, Vec<usize>>::new();
        for (at, waiver) in waivers.iter().enumerate() {
            by_node.entry(waiver.on).or_default().push(at);
        }
        let mut by_place = BTreeMap::<Place, Vec<Stand>>::new();
        let mut idle = Vec::new();
        let mut covered = Vec::new();
        for (on, these) in by_node {
            let mut desk = Desk::new(design, report, (waivers, &these), on);
            desk.settle(&these);
            idle.extend(desk.idle);
            for (finding, waiver, lapse) in desk.stands {
                if lapse.is_none() {
                    covered.push(finding);
                }
                let stand = Stand { what: finding.what().to_owned(), waiver, lapse };
                by_place.entry((finding.rule.id, on)).or_default().push(stand);
            }
        }
        idle.sort_unstable_by_key(|(waiver, _)| *waiver);
        Self {
            waivers: waivers.clone(),
            by_place: Arc::new(by_place),
            idle: Arc::new(idle),
            covered: Tally::of(covered.into_iter()),
        }
    }

    pub fn standing(&self, finding: &Finding) -> Standing<'_> {
        let stands = self.by_place.get(&(finding.rule.id, finding.on));
        let stand = stands.and_then(|it| it.iter().find(|stand| stand.what == finding.what()));
        let known = stand.and_then(|it| Some((self.waivers.get(it.waiver)?, it.lapse)));
        match known.filter(|_| finding.problem().is_some()) {
            None => Standing::Open,
            Some((waiver, None)) => Standing::Waived(waiver),
            Some((waiver, Some(lapse))) => Standing::Lapsed(waiver, lapse),
        }
    }

    /// The waivers that are about nothing, and why.
    pub fn idle(&self) -> impl Iterator<Item = (&Waiver, Idle)> {
        self.idle.iter().filter_map(|(at, idle)| Some((self.waivers.get(*at)?, *idle)))
    }

    pub(super) fn covered(&self) -> Tally {
        self.covered
    }

    /// The nodes whose findings stand otherwise in `other`.
    pub fn unlike(&self, other: &Self) -> BTreeSet<NodeId> {
        let only = |these: &Self, those: &Self| {
            let differ = these.by_place.iter().filter(|(place, stands)| {
                let other = those.by_place.get(place);
                other.is_none_or(|other| {
                    let open = |it: &[Stand]| it.iter().filter(|it| it.lapse.is_none()).count();
                    open(other) != open(stands)
                })
            });
            differ.filter_map(|((_, on), _)| *on).collect::<BTreeSet<_>>()
        };
        if Arc::ptr_eq(&self.by_place, &other.by_place) {
            return BTreeSet::new();
        }
        only(self, other).union(&only(other, self)).copied().collect()
    }
}

/// The waivers about one node beside the findings on it.
struct Desk<'a> {
    design: &'a Design,
    waivers: &'a [Waiver],
    on: Option<NodeId>,
    /// Each with its id and its facts, worked out once.
    findings: Vec<(&'a Finding, String, String)>,
    stands: Vec<(&'a Finding, usize, Option<Lapse>)>,
    idle: Vec<(usize, Idle)>,
}

impl<'a> Desk<'a> {
    fn new(
        design: &'a Design,
        report: &'a Report,
        (waivers, these): (&'a [Waiver], &[usize]),
        on: Option<NodeId>,
    ) -> Self {
        let found: Vec<&Finding> = match on {
            Some(node) => report.on(design, node),
            None => report.wide().iter().filter(|finding| finding.on.is_none()).collect(),
        };
        let broken = found.into_iter().filter(|finding| finding.problem().is_some());
        let asked = |id: &String| these.iter().any(|at| waivers[*at].rule == *id);
        let named = broken.map(|it| (it, it.id(design))).filter(|(_, id)| asked(id));
        let findings = named.map(|(it, id)| (it, id, fingerprint(design, it))).collect();
        Self { design, waivers, on, findings, stands: Vec::new(), idle: Vec::new() }
    }

    /// Those that cover something come first, so that one that lapsed takes no finding from them.
    fn settle(&mut self, these: &[usize]) {
        let today = self.design.day();
        let mut rest = Vec::new();
        for (at, waiver) in these.iter().filter_map(|at| Some((*at, self.waivers.get(*at)?))) {
            let in_time = |day: Date| day <= waiver.review_by;
            match self.free(waiver, true) {
                Some(finding) if today.is_none_or(in_time) => {
                    self.stands.push((finding, at, None));
                }
                _ => rest.push((at, waiver)),
            }
        }
        for (at, waiver) in rest {
            let found = [(true, Lapse::Passed), (false, Lapse::Changed)]
                .into_iter()
                .find_map(|(same, lapse)| Some((self.free(waiver, same)?, lapse)));
            match found {
                Some((finding, lapse)) => self.stands.push((finding, at, Some(lapse))),
                None => self.idle.push((at, self.why_idle(waiver))),
            }
        }
    }

    /// A finding of the waiver's rule that no waiver stands to yet, with its very facts or others.
    fn free(&self, waiver: &Waiver, same: bool) -> Option<&'a Finding> {
        let is_free =
            |it: &Finding| !self.stands.iter().any(|(other, ..)| std::ptr::eq(*other, it));
        let found = self.findings.iter().find(|(finding, id, facts)| {
            *id == waiver.rule && (*facts == waiver.facts) == same && is_free(finding)
        });
        found.map(|(finding, ..)| *finding)
    }

    fn why_idle(&self, waiver: &Waiver) -> Idle {
        let rule = match waiver.rule.strip_prefix("ROLE-SITETYPE-") {
            Some(_) => "ROLE-SITETYPE",
            None => &waiver.rule,
        };
        if by_id(rule).is_none() {
            return Idle::UnknownRule;
        }
        if self.on.is_some_and(|node| !self.design.contains(node)) {
            return Idle::Gone;
        }
        match self.findings.iter().any(|(_, id, _)| *id == waiver.rule) {
            true => Idle::Doubled,
            false => Idle::NoFinding,
        }
    }
}
