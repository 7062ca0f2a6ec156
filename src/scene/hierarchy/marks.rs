//! What the rules say of a site and its servers, counted for the corner of each box.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{Design, NodeId, RoleId, ServerId, SiteId},
    rules::{Finding, Report, Severity},
};

/// The worst that is said of something, and how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    worst: Option<(Severity, u32)>,
}

impl Mark {
    /// The mark of these findings; open questions say nothing.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut mark = Self::default();
        for finding in findings {
            if finding.problem().is_some() {
                mark.add(finding.severity);
            }
        }
        mark
    }

    pub fn worst(self) -> Option<(Severity, u32)> {
        self.worst
    }

    pub fn is_error(self) -> bool {
        matches!(self.worst, Some((Severity::Error, _)))
    }

    fn add(&mut self, severity: Severity) {
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
            marks.site.add(finding.severity);
            let Some(on) = finding.on else { continue };
            if on == NodeId::Site(site) {
                marks.alone.add(finding.severity);
            }
            if let Some(server) = design.server_of(on) {
                marks.servers.entry(server).or_default().add(finding.severity);
            }
            if let (NodeId::Role(role), true) = (on, finding.is_incomplete()) {
                marks.incomplete.insert(role);
            }
        }
        marks
    }

    pub fn server(&self, id: ServerId) -> Mark {
        self.servers.get(&id).copied().unwrap_or_default()
    }
}
