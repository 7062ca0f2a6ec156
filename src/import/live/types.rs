//! What type a site is, where none of its rows says it: which roles it has may leave just one.

use std::collections::BTreeMap;

use super::super::{
    notes::Sort,
    records::{Intake, Origin, RoleName, SiteKey},
};
use crate::facts::{roles::RoleKind, sites::SiteKind};

/// The kinds of roles of each site.
type Kinds = BTreeMap<SiteKey, Vec<RoleKind>>;
/// The types that follow, and why.
type Follows = BTreeMap<SiteKey, (SiteKind, &'static str)>;

/// A site without a row of its own has the type that the rows of its roles say, else the one that
/// its roles allow.
pub fn finish(intake: &mut Intake) {
    for site in &mut intake.sites {
        site.kind = site.kind.or(site.kind_of_roles);
    }
    let kinds = kinds(intake);
    // A file without any SMS Provider leaves roles out, and then nothing follows from what it has.
    let whole = kinds.values().flatten().any(|kind| *kind == RoleKind::SmsProvider);
    let mut follows = Follows::new();
    for (key, kinds) in kinds.iter().filter(|_| whole) {
        let site = &intake.sites[key.at()];
        if site.kind.is_none() && site.origin == Origin::Live {
            follows.extend(below(kinds).map(|found| (*key, found)));
        }
    }
    follows.extend(above(intake, &kinds, &follows));
    if contradicts(intake, &kinds, &follows) {
        follows.retain(|_, (kind, _)| *kind == SiteKind::Secondary);
    }
    for (key, site) in (0u32..).map(SiteKey).zip(&mut intake.sites) {
        if site.own_row || site.origin != Origin::Live {
            continue;
        }
        let (code, place) = (&site.code, site.place);
        let (sort, why) = match (site.kind, follows.get(&key)) {
            (Some(kind), _) => (
                Sort::Remark,
                format!(
                    "{code}: no row of the site itself; it is a {}, its roles say",
                    kind.facts().title
                ),
            ),
            (None, Some((kind, because))) => {
                site.kind = Some(*kind);
                (Sort::Assumed, format!("{code} is a {}: {because}", kind.facts().title))
            }
            (None, None) => {
                (Sort::Remark, format!("{code}: no row of the site itself, and none says its type"))
            }
        };
        intake.notes.say(sort, place, why);
    }
}

fn kinds(intake: &Intake) -> Kinds {
    let mut kinds = Kinds::new();
    for role in &intake.roles {
        if let RoleName::Known(kind) = role.kind {
            kinds.entry(role.site).or_default().push(kind);
        }
    }
    kinds
}

/// Setup gives every site but a secondary site an SMS Provider, and a central administration site
/// takes no roles that clients use.
fn below(kinds: &[RoleKind]) -> Option<(SiteKind, &'static str)> {
    let has_provider = kinds.contains(&RoleKind::SmsProvider);
    let allowed = |kind: &RoleKind| kind.facts().allowed;
    if has_provider && kinds.iter().any(|kind| !allowed(kind)[0] && allowed(kind)[2]) {
        let why = "it has an SMS Provider, and roles that no central administration site takes";
        return Some((SiteKind::Primary, why));
    }
    let takes_all = kinds.iter().all(|kind| allowed(kind)[3]);
    if kinds.contains(&RoleKind::SiteServer) && !has_provider && takes_all {
        let why = "it has a site server and no SMS Provider";
        return Some((SiteKind::Secondary, why));
    }
    None
}

/// Several primary sites without a central administration site are hierarchies of their own, and
/// then each has its service connection point; else one of them has roles that it may not have.
fn contradicts(intake: &Intake, kinds: &Kinds, follows: &Follows) -> bool {
    let is = |key: &SiteKey, wanted| {
        let said = intake.sites[key.at()].kind;
        said.or_else(|| follows.get(key).map(|(kind, _)| *kind)) == Some(wanted)
    };
    let primaries = || kinds.iter().filter(|(key, _)| is(key, SiteKind::Primary));
    let central =
        (0u32..).map(SiteKey).take(intake.sites.len()).any(|key| is(&key, SiteKind::Central));
    let stands = |kinds: &Vec<RoleKind>| kinds.contains(&RoleKind::ServiceConnectionPoint);
    !central && primaries().count() > 1 && !primaries().all(|(_, kinds)| stands(kinds))
}

/// Several sites with an SMS Provider have a central administration site above them; if just one of
/// them may be it, it is.
fn above(
    intake: &Intake,
    kinds: &Kinds,
    follows: &Follows,
) -> Option<(SiteKey, (SiteKind, &'static str))> {
    let is_central =
        |site: &super::super::records::SiteRecord| site.kind == Some(SiteKind::Central);
    let kind = |key: &SiteKey| {
        intake.sites[key.at()].kind.or_else(|| follows.get(key).map(|(kind, _)| *kind))
    };
    let mut open = kinds
        .iter()
        .filter(|(key, kinds)| kind(key).is_none() && kinds.contains(&RoleKind::SmsProvider));
    let (only, None) = (open.next()?.0, open.next()) else { return None };
    let others = kinds.keys().any(|key| kind(key) == Some(SiteKind::Primary));
    let why = "it has an SMS Provider as other sites do, and no role that clients use";
    (others && !intake.sites.iter().any(is_central)).then_some((*only, (SiteKind::Central, why)))
}
