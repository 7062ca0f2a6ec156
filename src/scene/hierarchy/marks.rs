//! What the rules say of a site and its servers, counted for the corner of each box.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{Design, NodeId, RoleId, ServerId, SiteId},
    rules::{Finding, Report, Severity},
    scene::{Icon, Ink},
};

/// The worst that is said of something, and how often; and how much of it the plan lives with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    worst: Option<(Severity, u32)>,
    waived: u32,
}

impl Mark {
    /// The mark of these findings of a report; questions without an answer say nothing.
    pub fn of<'a>(report: &Report, findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut mark = Self::default();
        for finding in findings.into_iter().filter(|finding| finding.problem().is_some()) {
            mark.add(finding, report.is_waived(finding));
        }
        mark
    }

    pub fn worst(self) -> Option<(Severity, u32)> {
        self.worst
    }

    pub fn is_error(self) -> bool {
        matches!(self.worst, Some((Severity::Error, _)))
    }

    /// What is drawn, and the number beside it: a shield where only waived findings are left.
    pub fn sign(self) -> Option<(Icon, Ink, u32)> {
        match self.worst {
            Some((severity, count)) => Some((severity.into(), Ink::Severity(severity), count)),
            None if self.waived > 0 => Some((Icon::Waived, Ink::Waived, self.waived)),
            None => None,
        }
    }

    fn add(&mut self, finding: &Finding, waived: bool) {
        let severity = finding.severity;
        if waived {
            self.waived += 1;
            return;
        }
        self.worst = match self.worst {
            Some((worst, count)) if worst < severity => Some((worst, count)),
            Some((worst, count)) if worst == severity => Some((worst, count + 1)),
            _ => Some((severity, 1)),
        };
    }
}

/// The marks in one site.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Of the site and everything in it.
    pub site: Mark,
    /// Of the site alone.
    pub alone: Mark,
    /// Of each server and its roles.
    pub servers: BTreeMap<ServerId, Mark>,
    /// Roles that still need something.
    pub incomplete: BTreeSet<RoleId>,
}

impl Marks {
    pub fn of(design: &Design, report: &Report, site: SiteId) -> Self {
        let mut marks = Self::default();
        for finding in report.in_site(site).filter(|finding| finding.problem().is_some()) {
            let waived = report.is_waived(finding);
            marks.site.add(finding, waived);
            let Some(on) = finding.on else { continue };
            if on == NodeId::Site(site) {
                marks.alone.add(finding, waived);
            }
            if let Some(server) = design.server_of(on) {
                marks.servers.entry(server).or_default().add(finding, waived);
            }
            if let (NodeId::Role(role), true) = (on, finding.is_incomplete() && !waived) {
                marks.incomplete.insert(role);
            }
        }
        marks
    }

    pub fn server(&self, id: ServerId) -> Mark {
        self.servers.get(&id).copied().unwrap_or_default()
    }
}
