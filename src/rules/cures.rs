//! The fixes that are offered: those that help.

use super::{Finding, Fix, Fixes, Report, recheck};
use crate::{
    commands::apply_all,
    model::{Design, Ids},
};

/// What a rule offers for a finding, without what cannot be carried out and without what would
/// bring an error that was not there: only something missing may come.
pub fn cures(finding: &Finding, design: &Design, report: &Report, ids: &mut Ids) -> Vec<Fix> {
    let Fixes::Offer(offer) = finding.rule.fixes else { return Vec::new() };
    let mut fixes = offer(design, finding.on, ids);
    fixes.retain(|fix| helps(fix, design, report));
    fixes
}

fn helps(fix: &Fix, design: &Design, report: &Report) -> bool {
    let Ok(cured) = apply_all(&fix.commands, design) else { return false };
    let after = recheck(report, design, &cured);
    let before = report.unlike(&after);
    let known = |finding: &Finding| {
        before.iter().filter(|it| it.problem().is_some()).any(|it| it.key() == finding.key())
    };
    let now = after.unlike(report).into_iter().filter(|finding| finding.blocks());
    now.into_iter().all(known)
}
