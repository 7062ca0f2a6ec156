//! The service connection point.

use super::{
    Check, ERROR, Example, Fixes, Rule, Source, Trouble, Verdict, WARNING, availability, broken,
    fixes, must_have, read,
};
use crate::{
    facts::{roles::RoleKind::ServiceConnectionPoint, sites::SiteKind},
    model::{NodeId, RoleRef, ServerRef, SiteRef},
};

const CONNECTION: Source =
    read("core/servers/deploy/configure/about-the-service-connection-point", "2026-11-23");
const PAIR: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SCP-MISSING",
        levels: WARNING,
        title: "The top-tier site has a service connection point",
        why: "Without one the hierarchy gets no updates of the product and no cloud features.",
        sources: &[CONNECTION],
        bad: Example::Text(
            "
primary PS1
  server CM-RSP-01: rsp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-RSP-01: rsp, scp
",
        ),
        check: Check::Site(top_tier_site_has_one),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Site(site)) = node else { return Vec::new() };
            let fix = |site| fixes::add(site, ServiceConnectionPoint, ids);
            design.site(site).map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "SCP-HA",
        levels: ERROR,
        title: "The service connection point is on neither server of a highly available pair",
        why: "It does not follow when the other site server takes over, so neither of the two may \
              have it.",
        sources: &[PAIR, CONNECTION],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov
  server CM-SITE-02: pss, prov, scp
  server CM-DP-01: dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov
  server CM-SITE-02: pss, prov
  server CM-DP-01: dp, scp
",
        ),
        check: Check::Nodes(off_both_site_servers),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Role(role)) = node else { return Vec::new() };
            design.role(role).map(|role| fixes::move_within(role, ids)).into_iter().collect()
        }),
    },
];

/// Silent where a child site has it: that one is misplaced, and moving it here cures both.
fn top_tier_site_has_one(site: SiteRef<'_>) -> Verdict {
    let asked = site.is_top() && matches!(site.kind, SiteKind::Central | SiteKind::Primary);
    let has = || {
        site.serving_as(ServiceConnectionPoint).next().is_some()
            || site.children().any(|child| child.has(ServiceConnectionPoint))
    };
    must_have(!asked || has(), || format!("No service connection point at {}", site.code))
}

fn off_both_site_servers(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    if !site.is_top() {
        return Vec::new();
    }
    let roles = availability::pair(site).into_iter().flat_map(ServerRef::roles);
    let say = |role: RoleRef<'_>| {
        let what = format!(
            "Service connection point on {}, one of the two site servers of {}",
            role.server().name,
            site.code
        );
        (role.id.into(), broken(what))
    };
    roles.filter(|role| role.kind == ServiceConnectionPoint).map(say).collect()
}
