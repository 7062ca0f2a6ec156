//! How many pull distribution points one source serves.

use std::collections::BTreeMap;

use super::{
    ADVICE, Check, Example, Fix, Fixes, Rule, Source, Trouble, broken, ours, read, words::listed,
};
use crate::{
    commands::{Command, PullFrom},
    facts::limits::STANDARD_POINTS_PER_SITE,
    model::{Design, NodeId, RoleId, RoleRef, SiteRef},
};

const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");
/// Says nothing of how many one source can bear.
const NO_NUMBER: Source =
    ours("core/plan-design/hierarchy/use-a-pull-distribution-point", "2026-11-25");

/// The documentation says that too many are slow and gives no number. Ours: no more than a site
/// itself supplies.
const PULLERS_PER_SOURCE: usize = STANDARD_POINTS_PER_SITE.most as usize;

pub const RULES: &[Rule] = &[Rule {
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
}];

/// As many pull distribution points on one source as there may be, and one more.
fn many_on_one(source_of_the_last: &str) -> String {
    let point = |number: usize| format!("  server CM-DP-{number:03}: dp pull from CM-DP-000\n");
    let points: String = (1..=PULLERS_PER_SOURCE).map(point).collect();
    let last = format!("  server CM-DP-251: dp pull from {source_of_the_last}\n");
    format!("primary PS1\n  server CM-DP-000: dp\n{points}{last}")
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
