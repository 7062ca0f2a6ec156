//! Where pull distribution points get their content.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, broken, circles::circles,
    fixes, must, must_have, read, words::listed,
};
use crate::{
    commands::{Field, PullFrom, Set},
    facts::{
        choices::Choice,
        roles::RoleKind::{DistributionPoint, SiteServer},
        said::roles::GATEWAY_SOURCE,
    },
    model::{Design, NodeId, RoleId, RoleRef, SiteRef},
};

const PULL: Source = read("core/plan-design/hierarchy/use-a-pull-distribution-point", "2026-11-25");
const CHAINS: Source = read(
    "develop/reference/core/servers/configure/sms_distributionpointinfo-server-wmi-class",
    "2026-11-23",
);

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
];

/// Turns an option on or off.
pub fn set(node: Option<NodeId>, choice: Choice, on: bool, title: &str) -> Vec<Fix> {
    let fix = |node| Fix::new(title, vec![Set::of(node, Field::Choice(choice, on)).into()]);
    node.map(fix).into_iter().collect()
}

/// One on a site server is for PULL-SITESERVER. A gateway is a source too.
fn has_a_source(point: RoleRef<'_>) -> Verdict {
    let asked = point.is(Choice::Pull) && !point.server().has(SiteServer);
    let has_one = !point.sources.is_empty() || point.said.is(GATEWAY_SOURCE);
    must_have(!asked || has_one, || {
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
