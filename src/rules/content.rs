//! How many distribution points a site has.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, fixes, must, read, words::grouped,
};
use crate::{
    commands::{Field, PullFrom, Set},
    facts::{
        choices::Choice,
        limits::{POINTS_PER_PRIMARY_TREE, PULL_POINTS_PER_SITE, STANDARD_POINTS_PER_SITE},
        roles::RoleKind::DistributionPoint,
        sites::SiteKind,
    },
    model::{Design, NodeId, RoleRef, SiteRef, digest::Digest},
};

const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "DP-COUNT-STD",
        levels: ERROR,
        title: "A site has no more than 250 standard distribution points",
        why: "A site supplies up to 250 distribution points itself. Up to 2,000 more can pull \
              their content from others.",
        sources: &[SCALE],
        bad: Example::Made(|| one_site(251, 0, "dp")),
        good: Example::Made(|| one_site(251, 0, "dp pull from PS1-DP-0001")),
        check: Check::Site(|site| {
            let count = counts(site.design().digest(site.id)).0;
            let most = STANDARD_POINTS_PER_SITE.most;
            must(!has_content(site) || count <= most, || {
                format!(
                    "{count} standard distribution points at {}; {most} are supported",
                    site.code
                )
            })
        }),
        fixes: Fixes::Offer(|design, node, _| let_some_pull(design, node)),
    },
    Rule {
        id: "DP-COUNT-PULL",
        levels: ERROR,
        title: "A site has no more than 2,000 pull distribution points",
        why: "More are not supported at one site, nor at a primary site for its secondary sites.",
        sources: &[SCALE],
        bad: Example::Made(|| one_site(10, 2_001, "dp pull from PS1-DP-0001")),
        good: Example::Made(|| one_site(10, 2_001, "dp")),
        check: Check::Site(|site| {
            let count = counts(site.design().digest(site.id)).1;
            let most = PULL_POINTS_PER_SITE.most;
            must(!has_content(site) || count <= most, || {
                format!(
                    "{} pull distribution points at {}; {} are supported",
                    grouped(count.into()),
                    site.code,
                    grouped(most.into())
                )
            })
        }),
        fixes: Fixes::Offer(|design, node, _| make_some_standard(design, node)),
    },
    Rule {
        id: "DP-COUNT-TREE",
        levels: ERROR,
        title: "A primary site and its secondary sites have no more than 5,000 distribution points",
        why: "All of them, standard and pull, count at the primary site.",
        sources: &[SCALE],
        bad: Example::Made(|| three_sites(5_001)),
        good: Example::Made(|| three_sites(5_000)),
        check: Check::Site(no_more_than_the_tree_bears),
        fixes: Fixes::None(
            "Which distribution points can go depends on the places that they serve.",
        ),
    },
];

/// A primary site with so many distribution points, the pull ones spread over ten sources; the
/// last one is as said.
fn one_site(standard: usize, pull: usize, last: &str) -> String {
    let count = standard + pull;
    let points: String =
        (1..count).map(|number| point("  ", "PS1", number, number > standard)).collect();
    format!("primary PS1\n{points}  server PS1-DP-{count:04}: {last}\n")
}

/// A primary site with two secondary sites, as full as a site can be, and the rest at the second.
fn three_sites(count: usize) -> String {
    let points = |indent: &str, code: &str, standard: usize, all: usize| -> String {
        (1..=all).map(|number| point(indent, code, number, number > standard)).collect()
    };
    // Each secondary site has one more, on its site server.
    [
        "primary PS1\n".to_owned(),
        points("  ", "PS1", 250, 2_250),
        "  secondary S01\n".to_owned(),
        points("    ", "S01", 249, 2_249),
        "  secondary S02\n".to_owned(),
        points("    ", "S02", 249, count - 2_250 - 2_250 - 1),
    ]
    .concat()
}

fn point(indent: &str, code: &str, number: usize, pulls: bool) -> String {
    match pulls {
        true => {
            let source = number % 10 + 1;
            format!("{indent}server {code}-DP-{number:04}: dp pull from {code}-DP-{source:04}\n")
        }
        false => format!("{indent}server {code}-DP-{number:04}: dp\n"),
    }
}

/// A distribution point elsewhere has a rule of its own.
pub fn has_content(site: SiteRef<'_>) -> bool {
    matches!(site.kind, SiteKind::Primary | SiteKind::Secondary)
}

/// How many standard and how many pull distribution points stand at a site.
fn counts(site: Option<&Digest>) -> (u32, u32) {
    site.map_or((0, 0), |site| {
        let pull = u32::from(site.pull_points);
        (site.count(DistributionPoint).saturating_sub(pull), pull)
    })
}

/// What a site has beyond its own limits is for the rules about those.
fn no_more_than_the_tree_bears(site: SiteRef<'_>) -> Verdict {
    if site.kind != SiteKind::Primary {
        return Ok(());
    }
    let below = site.children().filter(|child| child.kind == SiteKind::Secondary);
    let counted = site.design().digest(site.id).into_iter().chain(below).map(|site| {
        let (standard, pull) = counts(Some(site));
        let supported =
            standard.min(STANDARD_POINTS_PER_SITE.most) + pull.min(PULL_POINTS_PER_SITE.most);
        (standard + pull, supported)
    });
    let (all, supported) =
        counted.fold((0, 0), |(all, sum), (count, supported)| (all + count, sum + supported));
    let most = POINTS_PER_PRIMARY_TREE.most;
    must(supported <= most, || {
        format!(
            "{} distribution points at {} and its secondary sites; {} are supported",
            grouped(all.into()),
            site.code,
            grouped(most.into())
        )
    })
}

/// The last ones that are not on the site server pull from the first one.
fn let_some_pull(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let (standard, pull) = counts(design.digest(site.id));
    let surplus = standard.saturating_sub(STANDARD_POINTS_PER_SITE.most);
    if pull + surplus > PULL_POINTS_PER_SITE.most {
        return Vec::new();
    }
    let points: Vec<_> = points(site, false).collect();
    let can_pull = |point: &&RoleRef<'_>| !fixes::is_site_server(point.server());
    let chosen: Vec<_> = points.iter().rev().filter(can_pull).take(surplus as usize).collect();
    let stays = |point: &&RoleRef<'_>| chosen.iter().all(|other| other.id != point.id);
    let Some(source) = points.iter().find(stays) else { return Vec::new() };
    let from = &source.server().server().name;
    let title = match chosen[..] {
        [] => return Vec::new(),
        [point] => format!("Let {} pull from {from}", point.server().name),
        _ => format!("Let the last {} pull from {from}", chosen.len()),
    };
    let pull = |point: &&RoleRef<'_>| PullFrom { point: point.id, sources: vec![source.id] }.into();
    vec![Fix::new(title, chosen.iter().map(pull).collect())]
}

/// The last ones get their content from the site itself, if that has room for more.
fn make_some_standard(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let (standard, pull) = counts(design.digest(site.id));
    let surplus = pull.saturating_sub(PULL_POINTS_PER_SITE.most);
    if surplus == 0 || standard + surplus > STANDARD_POINTS_PER_SITE.most {
        return Vec::new();
    }
    let points: Vec<_> = points(site, true).collect();
    let chosen = &points[points.len().saturating_sub(surplus as usize)..];
    let title = match chosen {
        [point] => format!("Make {} a standard distribution point", point.server().name),
        _ => format!("Make the last {} standard distribution points", chosen.len()),
    };
    let stop = |point: &RoleRef<'_>| Set::of(point.id, Field::Choice(Choice::Pull, false)).into();
    vec![Fix::new(title, chosen.iter().map(stop).collect())]
}

/// The standard or the pull distribution points on the site's own servers.
pub fn points(site: SiteRef<'_>, pull: bool) -> impl Iterator<Item = RoleRef<'_>> {
    site.roles_as(DistributionPoint).filter(move |role| role.is(Choice::Pull) == pull)
}
