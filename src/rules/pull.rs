//! Where pull distribution points get their content.

use std::collections::BTreeMap;

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, broken,
    circles::circles, fixes, must, must_have, ours, read, words::listed,
};
use crate::{
    commands::{Command, Field, PullFrom, Set},
    facts::{
        choices::Choice,
        limits::STANDARD_POINTS_PER_SITE,
        roles::RoleKind::{DistributionPoint, SiteServer},
    },
    model::{Design, NodeId, RoleId, RoleRef, SiteRef},
};

const PULL: Source = read("core/plan-design/hierarchy/use-a-pull-distribution-point", "2026-11-25");
/// Says nothing of how many one source can bear.
const NO_NUMBER: Source =
    ours("core/plan-design/hierarchy/use-a-pull-distribution-point", "2026-11-25");
const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");
const CHAINS: Source = read(
    "develop/reference/core/servers/configure/sms_distributionpointinfo-server-wmi-class",
    "2026-11-23",
);

/// The documentation says that too many are slow and gives no number. Ours: no more than a site
/// itself supplies.
const PULLERS_PER_SOURCE: usize = STANDARD_POINTS_PER_SITE.most as usize;

pub const RULES: &[Rule] = &[
    Rule {
        id: "PULL-SITESERVER",
        levels: ERROR,
        title: "The distribution point on a site server does not pull",
        why: "Its content is there; the product does not let it be a pull distribution point.",
        sources: &[PULL],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov, dp pull from CM-DP-01
  server CM-DP-01: dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov, dp
  server CM-DP-01: dp
",
        ),
        check: Check::Role(DistributionPoint, |point| {
            must(!(point.is(Choice::Pull) && point.server().has(SiteServer)), || {
                format!("Pull distribution point on {}, a site server", point.server().name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| set(node, Choice::Pull, false, "Let it not pull")),
    },
    Rule {
        id: "PULL-NO-SOURCE",
        levels: ERROR,
        title: "A pull distribution point has a source",
        why: "It fetches its content from its sources. Without one it stays empty.",
        sources: &[PULL],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
  server CM-DP-02: dp pull
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
  server CM-DP-02: dp pull from CM-DP-01
",
        ),
        check: Check::Role(DistributionPoint, has_a_source),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
            standard_points(point).take(4).map(|source| pull_from(point, &[source])).collect()
        }),
    },
    Rule {
        id: "PULL-LOOP",
        levels: ERROR,
        title: "Pull distribution points do not pull from one another in a circle",
        why: "Each waits for content that the others wait for, so none of them ever gets any.",
        sources: &[PULL, CHAINS],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
  server CM-DP-02: dp pull from CM-DP-03
  server CM-DP-03: dp pull from CM-DP-02
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
  server CM-DP-02: dp pull from CM-DP-01
  server CM-DP-03: dp pull from CM-DP-02
",
        ),
        check: Check::Nodes(go_round),
        fixes: Fixes::Offer(|design, node, _| break_the_circle(design, node)),
    },
    Rule {
        id: "PULL-PRESTAGE",
        levels: WARNING,
        title: "A distribution point with prestaged content does not pull",
        why: "Prestaged content wins: the distribution point waits for it and pulls nothing.",
        sources: &[PULL],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
  server CM-DP-02: dp pull from CM-DP-01 prestaged
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
  server CM-DP-02: dp pull from CM-DP-01
",
        ),
        check: Check::Role(DistributionPoint, |point| {
            must(!(point.is(Choice::Pull) && point.is(Choice::Prestaged)), || {
                format!("{} is set to pull and to prestaged content", point.server().name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let pulls = set(node, Choice::Prestaged, false, "Let it pull");
            let waits = set(node, Choice::Pull, false, "Let it wait for prestaged content");
            pulls.into_iter().chain(waits).collect()
        }),
    },
    Rule {
        id: "PULL-LOAD",
        levels: ADVICE,
        title: "No source serves more than 250 pull distribution points of a site",
        why: "They all ask for new content at the same time, and a source under load delays it. \
              The documentation gives no number; 250 is as many as a site supplies itself. Pull \
              distribution points can be sources for others.",
        sources: &[SCALE, NO_NUMBER],
        bad: Example::Made(|| many_on_one("CM-DP-000")),
        good: Example::Made(|| many_on_one("CM-DP-001")),
        check: Check::Nodes(spread_over_sources),
        fixes: Fixes::Offer(|design, node, _| put_a_tier_between(design, node)),
    },
];

/// As many pull distribution points on one source as there may be, and one more.
fn many_on_one(source_of_the_last: &str) -> String {
    let point = |number: usize| format!("  server CM-DP-{number:03}: dp pull from CM-DP-000\n");
    let points: String = (1..=PULLERS_PER_SOURCE).map(point).collect();
    let last = format!("  server CM-DP-251: dp pull from {source_of_the_last}\n");
    format!("primary PS1\n  server CM-DP-000: dp\n{points}{last}")
}

fn set(node: Option<NodeId>, choice: Choice, on: bool, title: &str) -> Vec<Fix> {
    let fix = |node| Fix::new(title, vec![Set::of(node, Field::Choice(choice, on)).into()]);
    node.map(fix).into_iter().collect()
}

/// One on a site server is for PULL-SITESERVER.
fn has_a_source(point: RoleRef<'_>) -> Verdict {
    let asked = point.is(Choice::Pull) && !point.server().has(SiteServer);
    must_have(!asked || !point.sources.is_empty(), || {
        format!("{} pulls its content, but from nowhere", point.server().name)
    })
}

/// What a point can pull from without ado: standard distribution points of its site, then those
/// of the site above.
fn standard_points(point: RoleRef<'_>) -> impl Iterator<Item = RoleRef<'_>> {
    let site = point.server().site();
    let sites = std::iter::once(site).chain(site.parent_site());
    let fits = move |role: &RoleRef<'_>| {
        role.kind == DistributionPoint && !role.is(Choice::Pull) && role.id != point.id
    };
    sites.flat_map(SiteRef::roles).filter(fits)
}

fn pull_from(point: RoleRef<'_>, sources: &[RoleRef<'_>]) -> Fix {
    let names: Vec<_> = sources.iter().map(|source| source.server().name.clone()).collect();
    let sources = sources.iter().map(|source| source.id).collect();
    let command = PullFrom { point: point.id, sources };
    Fix::new(
        format!("Let {} pull from {}", point.server().name, listed(&names)),
        vec![command.into()],
    )
}

/// The first by name speaks for all, at its own site.
fn go_round(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let say = |circle: Vec<RoleRef<'_>>| {
        let first = *circle.first()?;
        let names: Vec<_> = circle.iter().map(|point| point.server().name.clone()).collect();
        let what = match names.len() {
            1 => format!("{} pulls its content from itself", listed(&names)),
            _ => format!("{} pull their content from one another", listed(&names)),
        };
        (first.server().site().id == site.id).then(|| (first.id.into(), broken(what)))
    };
    circles(site).into_iter().filter_map(say).collect()
}

/// Leaves the sources outside the circle; without one, another is chosen.
fn break_the_circle(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
    let has = |circle: &Vec<RoleRef<'_>>, id: RoleId| circle.iter().any(|member| member.id == id);
    let circle = circles(point.server().site()).into_iter().find(|circle| has(circle, point.id));
    let outside =
        |source: &RoleRef<'_>| circle.as_ref().is_none_or(|circle| !has(circle, source.id));
    let kept: Vec<_> = point.sources().filter(outside).collect();
    match kept.is_empty() {
        true => standard_points(point).take(4).map(|source| pull_from(point, &[source])).collect(),
        false => vec![pull_from(point, &kept)],
    }
}

/// The pull distribution points of a site, by the source that they name.
fn pullers(site: SiteRef<'_>) -> BTreeMap<RoleId, Vec<RoleRef<'_>>> {
    let mut by_source: BTreeMap<RoleId, Vec<RoleRef<'_>>> = BTreeMap::new();
    for point in site.roles() {
        for source in &point.sources {
            by_source.entry(*source).or_default().push(point);
        }
    }
    by_source
}

/// Said on the source, or once on the site where sources stand at others.
fn spread_over_sources(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let many = pullers(site).into_iter().filter(|(_, points)| points.len() > PULLERS_PER_SOURCE);
    let sources = many.filter_map(|(source, points)| {
        Some((site.design().role(source)?.server(), source, points.len()))
    });
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        sources.partition(|(server, ..)| server.site().id == site.id);
    let say = |count: usize, from: &str| {
        broken(format!("{count} pull distribution points of {} pull from {from}", site.code))
    };
    let mut troubles: Vec<(NodeId, Trouble)> = Vec::new();
    for (server, source, count) in here {
        troubles.push((source.into(), say(count, &server.name)));
    }
    let names: Vec<_> = elsewhere.iter().map(|(server, ..)| server.name.clone()).collect();
    let most = elsewhere.iter().map(|(.., count)| *count).max();
    troubles.extend(most.map(|count| (site.id.into(), say(count, &listed(&names)))));
    troubles
}

/// Those beyond the number pull from the first ones instead.
fn put_a_tier_between(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(site) = node.and_then(|node| design.site(design.site_of(node)?)) else {
        return Vec::new();
    };
    let is_meant = |source: RoleId| match node {
        Some(NodeId::Role(id)) => id == source,
        _ => design.site_of(source.into()) != Some(site.id),
    };
    let mut commands = Vec::new();
    for (source, points) in pullers(site).into_iter().filter(|(source, _)| is_meant(*source)) {
        let (first, rest) = points.split_at(points.len().min(PULLERS_PER_SOURCE));
        for (between, group) in first.iter().zip(rest.chunks(PULLERS_PER_SOURCE)) {
            commands.extend(group.iter().map(|point| replace(*point, source, between.id)));
        }
    }
    let title = match commands.len() {
        0 => return Vec::new(),
        1 => "Let one pull from another pull distribution point".to_owned(),
        count => format!("Let {count} pull from other pull distribution points"),
    };
    vec![Fix::new(title, commands)]
}

fn replace(point: RoleRef<'_>, old: RoleId, new: RoleId) -> Command {
    let change = |source: &RoleId| if *source == old { new } else { *source };
    PullFrom { point: point.id, sources: point.sources.iter().map(change).collect() }.into()
}
