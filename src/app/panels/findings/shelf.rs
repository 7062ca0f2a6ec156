//! The groups of the list, in their order.

use crate::{
    rules::{Finding, Report, Severity},
    scene::{Icon, Ink},
};

/// Where a finding or a waiver stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    Open(Severity),
    /// Findings that the plan lives with.
    Waived,
    /// Waivers that are about nothing any longer.
    Idle,
    /// What the plan does not say enough for.
    Unchecked,
}

impl Shelf {
    pub fn of(report: &Report, finding: &Finding) -> Self {
        match finding.problem() {
            None => Self::Unchecked,
            Some(_) if report.is_waived(finding) => Self::Waived,
            Some(_) => Self::Open(finding.severity),
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Open(severity) => severity.title(),
            Self::Waived => "Waived",
            Self::Idle => "No longer applies",
            Self::Unchecked => "Not checked",
        }
    }

    pub fn sign(self) -> (Icon, Ink) {
        match self {
            Self::Open(severity) => (severity.into(), Ink::Severity(severity)),
            Self::Waived => (Icon::Waived, Ink::Waived),
            Self::Idle => (Icon::Waived, Ink::Muted),
            Self::Unchecked => (Icon::Help, Ink::Muted),
        }
    }
}
