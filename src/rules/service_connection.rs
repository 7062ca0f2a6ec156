//! The service connection point.

use super::{
    Ask, Check, ERROR, Example, Fixes, Rule, Source, Trouble, Verdict, WARNING, ask::by_place,
    availability, broken, fixes, must, must_have, need, read, saying,
};
use crate::{
    facts::{
        roles::RoleKind::{ServiceConnectionPoint, SiteServer},
        said::{
            plan::FEATURES,
            roles::{MODE, ROLE_PROXY},
            servers::{INSTALL_ACCOUNT, PROXY, REACHES_INTERNET, SITE_IS_ADMIN},
        },
        sites::SiteKind,
    },
    model::{NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const CONNECTION: Source =
    read("core/servers/deploy/configure/about-the-service-connection-point", "2026-11-23");
const PAIR: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-25");
const GATEWAY_PLAN: Source =
    read("core/clients/manage/cmg/plan-cloud-management-gateway", "2026-11-25");
const ENDPOINTS: Source = read("core/plan-design/network/internet-endpoints", "2026-11-23");

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
    Rule {
        id: "SCP-OFFLINE-CLOUD",
        levels: ERROR,
        title: "The service connection point is online where cloud features are planned",
        why: "It deploys cloud management gateways and connects tenants; offline it reaches no \
              cloud service.",
        sources: &[GATEWAY_PLAN, CONNECTION],
        bad: Example::Text(
            "
plan \"Contoso\" features=tenant
primary PS1
  server CM-SCP-01: scp mode=offline
",
        ),
        good: Example::Text(
            "
plan \"Contoso\" features=tenant
primary PS1
  server CM-SCP-01: scp mode=online
",
        ),
        check: Check::Nodes(online_for_the_cloud),
        fixes: Fixes::Offer(|_, node, _| {
            let go = |node| saying::fix("Set it online", node, MODE, Value::Word("online"));
            node.map(go).unwrap_or_default()
        }),
    },
    Rule {
        id: "SCP-REMOTE",
        levels: WARNING,
        title: "The site server may work on the server of the service connection point",
        why: "It installs the point and fetches updates from it: as a local administrator there, \
              or with a site system installation account.",
        sources: &[CONNECTION],
        bad: Example::Text(
            "
primary PS1
  server CM-SCP-01 siteadmin=no: scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SCP-01 siteadmin=yes: scp
",
        ),
        check: Check::Role(ServiceConnectionPoint, the_site_server_gets_in),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let server = role.server();
            let title = format!("Make the site server a local administrator of {}", server.name);
            saying::fix(title, server.id, SITE_IS_ADMIN, Value::Flag(true))
        }),
    },
    Rule {
        id: "SCP-NET",
        levels: WARNING,
        title: "An online service connection point reaches the internet",
        why: "It fetches updates and talks to cloud services, by itself or through a proxy; \
              offline, the service connection tool takes its place.",
        sources: &[CONNECTION, ENDPOINTS],
        bad: Example::Text(
            "
primary PS1
  server CM-SCP-01 internetaccess=no: scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SCP-01 internetaccess=yes: scp
",
        ),
        check: Check::Role(ServiceConnectionPoint, reaches_the_internet),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let server = role.server();
            let title = format!("Let {} reach the internet", server.name);
            let mut offered = saying::fix(title, server.id, REACHES_INTERNET, Value::Flag(true));
            offered.extend(saying::fix("Set it offline", role.id, MODE, Value::Word("offline")));
            offered
        }),
    },
];

/// The features that the service connection point itself brings to the cloud.
const CLOUD_FEATURES: &[(&str, &str)] =
    &[("gateway", "cloud management gateways are"), ("tenant", "tenant attach is")];

fn online_for_the_cloud(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let points = site.roles().filter(|role| role.kind == ServiceConnectionPoint && site.is_top());
    let offline = points.filter(|role| role.said.word(MODE) == Some("offline"));
    let judge = |role: RoleRef<'_>| Some((role.id.into(), needs_no_cloud(role).err()?));
    offline.filter_map(judge).collect()
}

fn needs_no_cloud(role: RoleRef<'_>) -> Verdict {
    let design = role.design();
    let named = |planned: &str| {
        broken(format!(
            "The service connection point on {} is offline, and {planned} planned",
            role.server().name
        ))
    };
    if !design.gateways().is_empty() {
        return Err(named("a cloud management gateway is"));
    }
    let features = need(design.head_for(FEATURES).said.words(FEATURES), FEATURES)?;
    let planned = CLOUD_FEATURES.iter().find(|(word, _)| features.contains(word));
    planned.map_or(Ok(()), |(_, planned)| Err(named(planned)))
}

fn the_site_server_gets_in(role: RoleRef<'_>) -> Verdict {
    let server = role.server();
    let boxes = std::iter::once(server).chain(server.twins());
    if server.said.has(INSTALL_ACCOUNT) || boxes.into_iter().any(|it| it.has(SiteServer)) {
        return Ok(());
    }
    must_have(server.ask_flag(SITE_IS_ADMIN)?, || {
        format!(
            "The site server is no local administrator of {}, and no installation account is set",
            server.name
        )
    })
}

/// An address of a proxy is enough: that it works, no plan can say.
fn reaches_the_internet(role: RoleRef<'_>) -> Verdict {
    let server = role.server();
    let is_offline = role.said.word(MODE) == Some("offline");
    if is_offline || server.said.has(PROXY) || role.said.has(ROLE_PROXY) {
        return Ok(());
    }
    must(server.ask_flag(REACHES_INTERNET)?, || {
        format!("{} reaches the internet neither by itself nor through a proxy", server.name)
    })
}

/// Silent where a child site has it: that one is misplaced, and moving it here cures both.
fn top_tier_site_has_one(site: SiteRef<'_>) -> Verdict {
    let asked = site.is_top() && matches!(site.kind, SiteKind::Central | SiteKind::Primary);
    let has = || {
        site.serving_as(ServiceConnectionPoint).next().is_some()
            || site.children().any(|child| child.has(ServiceConnectionPoint))
    };
    let verdict =
        must_have(!asked || has(), || format!("No service connection point at {}", site.code));
    by_place(site, verdict)
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
