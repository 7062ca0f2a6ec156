//! Site servers in passive mode.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, broken, derived,
    fixes, must, must_have, read,
};
use crate::{
    facts::{
        roles::RoleKind::{DistributionPoint, PassiveSiteServer, SiteServer},
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, ServerRef, SiteRef},
};

const PAIR: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-25");
/// Forbids what would be the only distribution point, and does not ask for another.
const NO_POINT_THERE: Source =
    derived("core/plan-design/hierarchy/remote-content-library", "2026-11-23");
const LIBRARY: Source = read("core/plan-design/hierarchy/remote-content-library", "2026-11-23");

pub const RULES: &[Rule] = &[
    Rule {
        id: "PASSIVE-SEC",
        levels: ERROR,
        title: "A secondary site has no site server in passive mode",
        why: "Secondary sites do not support one. They may hang under a primary site that has it.",
        sources: &[PAIR],
        bad: Example::Text(
            "
primary PS1
  server CM-SCP-01: scp
  secondary S01
    server CM-DP-01: dp, pss
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SCP-01: scp
  secondary S01
    server CM-DP-01: dp
",
        ),
        check: Check::Role(PassiveSiteServer, |role| {
            must(role.site().kind != SiteKind::Secondary, || {
                format!("Site server in passive mode on secondary site {}", role.site().code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
    },
    Rule {
        id: "PASSIVE-ONE",
        levels: ERROR,
        title: "A site has one site server in passive mode",
        why: "No more than one can stand by for the active site server.",
        sources: &[PAIR],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss, prov
  server CM-SITE-03: prov, pss
  server CM-DP-01: dp, scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss, prov
  server CM-SITE-03: prov
  server CM-DP-01: dp, scp
",
        ),
        check: Check::Site(one_passive_site_server),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(NodeId::Site(site)) = node else { return Vec::new() };
            let nodes = design.site(site).into_iter();
            let last = nodes.flat_map(|site| site.serving_as(PassiveSiteServer)).last();
            fixes::remove(design, last.map(|role| role.id.into()))
        }),
    },
    Rule {
        id: "PASSIVE-DP",
        levels: ERROR,
        title: "The site servers of a highly available site are no distribution points",
        why: "Both share a remote content library, which a distribution point on them cannot use.",
        sources: &[PAIR, LIBRARY],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss, prov, dp
  server CM-DP-01: dp, scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss, prov
  server CM-DP-01: dp, scp
",
        ),
        check: Check::Nodes(no_content_on_site_servers),
        fixes: Fixes::Offer(take_content_elsewhere),
    },
    Rule {
        id: "PASSIVE-DP-OTHER",
        levels: WARNING,
        title: "A highly available primary site has a distribution point beside its site servers",
        why: "Its site servers cannot be distribution points, and clients need content from one.",
        sources: &[NO_POINT_THERE],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss, prov
  server CM-MP-01: mp, scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss, prov
  server CM-MP-01: mp, scp, dp
",
        ),
        check: Check::Site(content_beside_the_site_servers),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Site(site)) = node else { return Vec::new() };
            let fix = |site| fixes::add(site, DistributionPoint, ids);
            design.site(site).map(fix).into_iter().collect()
        }),
    },
];

/// The site servers, active and passive, of a site that has one in passive mode; else none.
pub fn pair(site: SiteRef<'_>) -> Vec<ServerRef<'_>> {
    let passive = site.serving_as(PassiveSiteServer).next().is_some();
    let servers = site.servers().filter(|_| passive);
    servers.filter(|server| server.has(SiteServer) || server.has(PassiveSiteServer)).collect()
}

/// Two on one server are for ROLE-DUP-SERVER.
fn one_passive_site_server(site: SiteRef<'_>) -> Verdict {
    let mut servers: Vec<_> = site.serving_as(PassiveSiteServer).map(RoleRef::server).collect();
    servers.dedup_by_key(|server| server.id);
    must(servers.len() < 2 || site.kind == SiteKind::Secondary, || {
        let names: Vec<_> = servers.iter().map(|server| server.server().name.as_str()).collect();
        format!(
            "{} site servers in passive mode at {}: {}",
            names.len(),
            site.code,
            names.join(", ")
        )
    })
}

/// A site that cannot have distribution points at all, or no passive site server, has rules for
/// that.
fn no_content_on_site_servers(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    if site.kind != SiteKind::Primary {
        return Vec::new();
    }
    let roles = pair(site).into_iter().flat_map(ServerRef::roles);
    let say = |role: RoleRef<'_>| {
        let server = role.server();
        let mode = if server.has(SiteServer) { "active" } else { "passive" };
        let what = format!(
            "Distribution point on {}, the {mode} site server of highly available {}",
            server.name, site.code
        );
        (role.id.into(), broken(what))
    };
    roles.filter(|role| role.kind == DistributionPoint).map(say).collect()
}

/// To a server without one, else out: there are others.
fn take_content_elsewhere(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Role(id)) = node else { return Vec::new() };
    let Some(role) = design.role(id) else { return Vec::new() };
    let site = role.server().site();
    let removed = fixes::remove(design, node);
    match (fixes::server_for(site, DistributionPoint), has_content_elsewhere(site)) {
        (Some(server), _) => [fixes::move_to(id, server)].into_iter().chain(removed).collect(),
        (None, true) => removed,
        (None, false) => [fixes::move_within(role, ids)].into_iter().chain(removed).collect(),
    }
}

fn has_content_elsewhere(site: SiteRef<'_>) -> bool {
    let nodes = pair(site);
    let off_nodes = |role: &RoleRef<'_>| nodes.iter().all(|node| node.id != role.server().id);
    site.serving_as(DistributionPoint).any(|role| off_nodes(&role))
}

/// Silent while there is one on a site server: PASSIVE-DP speaks, and moving it cures both.
fn content_beside_the_site_servers(site: SiteRef<'_>) -> Verdict {
    let nodes = pair(site);
    let misplaced = nodes.iter().any(|server| server.has(DistributionPoint));
    let asked = site.kind == SiteKind::Primary && !nodes.is_empty() && !misplaced;
    must_have(!asked || has_content_elsewhere(site), || {
        format!("No distribution point beside the site servers of {}", site.code)
    })
}
