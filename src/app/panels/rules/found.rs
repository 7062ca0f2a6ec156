//! What each rule says of the plan.

use std::collections::BTreeMap;

use crate::{model::NodeId, rules::Finding, session::Session};

/// The findings by rule; gathered once for each state of the plan, while somebody looks.
#[derive(Default)]
pub struct Found {
    revision: Option<u64>,
    rules: BTreeMap<&'static str, OfRule>,
}

/// What one rule says.
#[derive(Default)]
pub struct OfRule {
    /// With a mark whether the plan lives with it.
    pub broken: Vec<(Finding, bool)>,
    /// Why it could not be checked, where, the first place, and at how many.
    pub open: BTreeMap<String, (Option<NodeId>, usize)>,
}

impl Found {
    pub fn refresh(&mut self, session: &Session) {
        if self.revision == Some(session.revision()) {
            return;
        }
        self.revision = Some(session.revision());
        self.rules.clear();
        let report = session.report();
        for finding in report.sorted(session.design()) {
            let rule = self.rules.entry(finding.rule.id).or_default();
            if finding.problem().is_some() {
                rule.broken.push((finding.clone(), report.is_waived(finding)));
            } else {
                let places = rule.open.entry(finding.because().to_owned());
                places.or_insert((finding.on, 0)).1 += 1;
            }
        }
    }

    pub fn revision(&self) -> Option<u64> {
        self.revision
    }

    pub fn of(&self, rule: &str) -> Option<&OfRule> {
        self.rules.get(rule)
    }

    /// How often a rule is broken.
    pub fn count(&self, rule: &str) -> usize {
        self.of(rule).map_or(0, |it| it.broken.len())
    }

    pub fn is_open(&self, rule: &str) -> bool {
        self.of(rule).is_some_and(|it| !it.open.is_empty())
    }
}
