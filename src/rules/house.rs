//! What house rules do to a report: severities of their own, and limits that they recommend.

use super::{
    ADVICE, Check, Example, Fixes, Rule, Severity, Source, Trouble, all, broken_because, catalogue,
    read,
};
use crate::{
    facts::{
        numbers::grouped,
        practice::Practice,
        roles::RoleKind::{self, DistributionPoint, ManagementPoint, SoftwareUpdatePoint},
        sites::SiteKind,
        versions::Version,
    },
    model::{Design, House, NodeId, SiteRef},
};

const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");

/// The rule whose findings are told apart by role, each with an id of its own.
pub(super) const BY_ROLE: &str = "ROLE-SITETYPE";

/// Judged only where a house has limits: it is no row of the catalogue, as no page says it.
pub static LIMITS: Rule = Rule {
    id: "HOUSE-LIMIT",
    levels: ADVICE,
    title: "A site keeps to the limits that the house rules recommend",
    why: "Whoever plans here has found that more is supported, and still not wise.",
    sources: &[SCALE],
    bad: Example::Text(
        "
# the house rules say: devices-per-primary = 120000
primary PS1 devices=120001
",
    ),
    good: Example::Text(
        "
# the house rules say: devices-per-primary = 120000
primary PS1 devices=120000
",
    ),
    check: Check::Nodes(beyond_limits),
    fixes: Fixes::None("What to do about it, the house knows best."),
};

/// A rule that a house sees otherwise than the documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// As findings are called: of one rule, each role has an id of its own.
    pub id: String,
    pub was: Severity,
    /// Nothing where the rule is off.
    pub is: Option<Severity>,
}

/// The rules that are judged of this design: those that apply at its version, and the limits of its
/// house. One that the house turned off is among them: that is to be told.
pub fn in_effect(design: &Design) -> impl Iterator<Item = &'static Rule> {
    let applies = |rule: &&Rule| rule.severity(design.target()).is_some();
    let limits = (!design.house().limits.is_empty()).then_some(&LIMITS);
    all().filter(applies).chain(limits)
}

/// All ids that a house may speak of.
pub fn ids() -> Vec<String> {
    let roles = RoleKind::all().map(|kind| of_role(BY_ROLE, kind));
    let rows = catalogue::rows().map(|row| row.id().to_owned());
    rows.chain(roles).chain([LIMITS.id.to_owned()]).collect()
}

/// How bad breaking a rule is in this house; nothing where it does not apply, or is off.
pub(super) fn severity(
    house: &House,
    rule: &Rule,
    version: Version,
    role: impl FnOnce() -> Option<RoleKind>,
) -> Option<Severity> {
    let documented = rule.severity(version)?;
    if house.severities.is_empty() {
        return Some(documented);
    }
    let kind = if rule.id == BY_ROLE { role() } else { None };
    let of_role = kind.and_then(|kind| house.severities.get(&of_role(rule.id, kind)));
    of_role.or_else(|| house.severities.get(rule.id)).copied().unwrap_or(Some(documented))
}

/// Whether a rule can find anything in this house.
pub(super) fn is_asked(house: &House, rule: &Rule, version: Version) -> bool {
    let of_roles = rule.id == BY_ROLE
        && RoleKind::all().any(|kind| severity(house, rule, version, || Some(kind)).is_some());
    of_roles || severity(house, rule, version, || None).is_some()
}

/// What the house of a design sees otherwise at its version, by id.
pub fn changes(design: &Design) -> Vec<Change> {
    let house = design.house();
    let documented = |id: &str| {
        let by_role = id.strip_prefix(BY_ROLE).is_some_and(|rest| rest.starts_with('-'));
        let rule = super::by_id(if by_role { BY_ROLE } else { id });
        rule?.severity(design.target())
    };
    let spoken = house
        .severities
        .iter()
        .filter_map(|(id, is)| Some(Change { id: id.clone(), was: documented(id)?, is: *is }));
    spoken.filter(|change| change.is != Some(change.was)).collect()
}

/// What the house of a design changed, as every report says it: nothing is lowered in silence.
pub fn sentences(design: &Design) -> Option<String> {
    let house = design.house();
    if house.is_silent() {
        return None;
    }
    let changes: Vec<_> = changes(design).iter().map(ToString::to_string).collect();
    let mut said = match changes.as_slice() {
        [] => format!("House rules of {} changed no severity.", house.speaker()),
        changes => format!("House rules of {} changed: {}.", house.speaker(), changes.join(", ")),
    };
    let limit = |(practice, most): (&Practice, &u32)| {
        format!("{} {} {}", grouped((*most).into()), practice.counted(), practice.place())
    };
    let limits: Vec<_> = house.limits.iter().map(limit).collect();
    if !limits.is_empty() {
        said.push_str(" They recommend at most ");
        said.push_str(&limits.join(", "));
        said.push('.');
    }
    Some(said)
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let is = self.is.map_or("off", Severity::word);
        write!(f, "{} {} \u{2192} {is}", self.id, self.was.word())
    }
}

fn of_role(id: &str, kind: RoleKind) -> String {
    format!("{id}-{}", kind.code())
}

/// What is counted at a site, where it is counted there and the plan says it.
pub fn measured(site: SiteRef<'_>, practice: Practice) -> Option<u32> {
    let count = |kind: RoleKind| u32::try_from(site.serving_as(kind).count()).ok();
    let each = |kind: RoleKind| Some(site.devices?.div_ceil(count(kind).filter(|it| *it > 0)?));
    if !practice.sites().contains(&site.kind) {
        return None;
    }
    match practice {
        Practice::DevicesPerPrimary | Practice::DevicesPerSecondary => site.devices,
        Practice::DevicesPerManagementPoint => each(ManagementPoint),
        Practice::DevicesPerDistributionPoint => each(DistributionPoint),
        Practice::DevicesPerUpdatePoint => each(SoftwareUpdatePoint),
        Practice::ManagementPointsPerPrimary => count(ManagementPoint),
        Practice::DistributionPointsPerSite => count(DistributionPoint),
        Practice::PrimariesPerCentral => u32::try_from(site.child_count(SiteKind::Primary)).ok(),
        Practice::SecondariesPerPrimary => {
            u32::try_from(site.child_count(SiteKind::Secondary)).ok()
        }
    }
}

fn beyond_limits(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let house = site.design().house();
    let passed = house.limits.iter().filter_map(|(practice, most)| {
        let count = measured(site, *practice).filter(|count| count > most)?;
        let what = format!("{} has {} {}", site.code, grouped(count.into()), practice.counted());
        let because =
            format!("{} recommends at most {}.", house.speaker(), grouped((*most).into()));
        Some((site.id.into(), broken_because(what, because)))
    });
    passed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A severity says how bad, not since when.
    #[test]
    fn a_rule_that_does_not_apply_yet_stays_out() {
        let rule = Rule { levels: &[(Version::V2509, Severity::Warning)], ..LIMITS };
        let said = [(rule.id.to_owned(), Some(Severity::Error))];
        let house = House { severities: said.into(), ..House::default() };
        let at = |version| severity(&house, &rule, version, || None);
        assert_eq!([at(Version::V2503), at(Version::V2509)], [None, Some(Severity::Error)]);
        assert!(
            !is_asked(&house, &rule, Version::V2503) && is_asked(&house, &rule, Version::V2603)
        );
    }
}
