//! Whether pull distribution points can fetch from their sources: certificates, forests, prestaged
//! content and gateways.

use super::{
    ADVICE, Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING,
    broken, forests::in_one_forest, known, missing, must, pull::set, read, saying,
};
use crate::{
    commands::{Field, Set},
    facts::{
        choices::Choice,
        roles::RoleKind::{DistributionPoint, SiteServer},
        said::{
            Fact,
            across::{GATEWAY_PULLS, SERVES_CONTENT},
            roles::{GATEWAY_SOURCE, RATE_LIMITED},
            servers::{HAS_CLIENT, REACHES_INTERNET},
            sites::ACCESS_ACCOUNT,
        },
        sites::Communication,
    },
    model::{Design, NodeId, RoleRef, SiteRef, Value},
};

const PULL: Source = read("core/plan-design/hierarchy/use-a-pull-distribution-point", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "PULL-HTTPS",
        levels: WARNING,
        title: "A pull distribution point with an HTTPS source runs the client",
        why: "It needs the Configuration Manager client to use a source that is set to HTTPS.",
        sources: &[PULL],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp https
  server CM-DP-02 client=no: dp pull from CM-DP-01
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp https
  server CM-DP-02 client=yes: dp pull from CM-DP-01
",
        ),
        check: Check::Role(DistributionPoint, can_use_https),
        fixes: Fixes::Offer(|design, node, _| {
            say_of_server(design, node, HAS_CLIENT, "Install the client on")
        }),
    },
    Rule {
        id: "PULL-FOREST",
        levels: WARNING,
        title: "A source in another forest can be reached",
        why: "The pull distribution point needs the client there, and a network access account \
              where the site does not use enhanced HTTP.",
        sources: &[PULL],
        bad: Example::Text(
            "
primary PS1 comm=https naa=no
  server CM-DP-01.corp.contoso.com: dp
  server CM-DP-02.corp.fabrikam.com client=yes: dp pull from CM-DP-01
domain corp.contoso.com forest=contoso.com
domain corp.fabrikam.com forest=fabrikam.com
trust contoso.com trust=forest way=two with=fabrikam.com
",
        ),
        good: Example::Text(
            "
primary PS1 comm=https naa=yes
  server CM-DP-01.corp.contoso.com: dp
  server CM-DP-02.corp.fabrikam.com client=yes: dp pull from CM-DP-01
domain corp.contoso.com forest=contoso.com
domain corp.fabrikam.com forest=fabrikam.com
trust contoso.com trust=forest way=two with=fabrikam.com
",
        ),
        check: Check::Role(DistributionPoint, reaches_other_forests),
        fixes: Fixes::Offer(|design, node, _| let_reach(design, node)),
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
        id: "PULL-RATE",
        levels: ADVICE,
        title: "Pull distribution points have no schedule and no rate limit",
        why: "They do not follow either. Both count again once the distribution point pulls no \
              more.",
        sources: &[PULL],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
  server CM-DP-02: dp pull from CM-DP-01 ratelimit=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
  server CM-DP-02: dp pull from CM-DP-01 ratelimit=no
",
        ),
        check: Check::Role(DistributionPoint, |point| {
            must(!(point.is(Choice::Pull) && point.said.is(RATE_LIMITED)), || {
                format!("{} pulls, and has a schedule or rate limit", point.server().name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer(
                "Do without schedule and rate limit",
                node,
                RATE_LIMITED,
                Value::Flag(false),
            )
        }),
    },
    Rule {
        id: "PULL-CMG-SRC",
        levels: WARNING,
        title: "A gateway that is a source holds content, and its points reach the internet",
        why: "The pull distribution point downloads from the gateway's storage in Azure.",
        sources: &[PULL],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
  server CM-DP-01 internetaccess=no: dp pull fromgateway=yes
cmg contoso instances=2
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
  server CM-DP-01 internetaccess=yes: dp pull fromgateway=yes
cmg contoso instances=2
",
        ),
        check: Check::Nodes(fetch_from_gateways),
        fixes: Fixes::Offer(|design, node, _| let_fetch(design, node)),
    },
    Rule {
        id: "PULL-CMG",
        levels: ERROR,
        title: "A cloud management gateway does not pull",
        why: "Its content is sent by the site. It cannot be set up as a pull distribution point.",
        sources: &[PULL],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2 pullpoint=yes
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2 pullpoint=no
",
        ),
        check: Check::Gateway(|_, gateway| {
            must(!gateway.said.is(GATEWAY_PULLS), || {
                format!("{} is set up as a pull distribution point", gateway.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer("Let the site send its content", node, GATEWAY_PULLS, Value::Flag(false))
        }),
    },
];

/// The same of the server of a role.
fn say_of_server(design: &Design, node: Option<NodeId>, fact: Fact, title: &str) -> Vec<Fix> {
    let server = node.and_then(|node| design.server(design.server_of(node)?));
    let fix = |server: crate::model::ServerRef<'_>| {
        saying::fix(format!("{title} {}", server.name), server.id, fact, Value::Flag(true))
    };
    server.map(fix).unwrap_or_default()
}

/// One on a site server is for PULL-SITESERVER.
fn pulls(point: RoleRef<'_>) -> bool {
    point.is(Choice::Pull) && !point.server().has(SiteServer)
}

/// Whether it is set to HTTPS, or its site is.
fn uses_https(source: RoleRef<'_>, point: RoleRef<'_>) -> bool {
    let site = point.server().site();
    let beside = source.server().site().id == site.id;
    source.is(Choice::Https) || beside && site.communication == Some(Communication::Https)
}

fn has_https_source(point: RoleRef<'_>) -> Option<RoleRef<'_>> {
    point.sources().find(|source| uses_https(*source, point))
}

fn can_use_https(point: RoleRef<'_>) -> Verdict {
    let Some(source) = has_https_source(point).filter(|_| pulls(point)) else { return Ok(()) };
    let server = point.server();
    must(server.ask_flag(HAS_CLIENT)?, || {
        let from = &source.server().server().name;
        format!("{} pulls from {from} by HTTPS, and has no client", server.name)
    })
}

/// A source in another forest, or the first one of which nobody knows.
fn foreign_source(point: RoleRef<'_>) -> Result<Option<RoleRef<'_>>, Trouble> {
    let mut gap = None;
    for source in point.sources() {
        match in_one_forest(point.design(), point.server().server(), source.server().server()) {
            Ok(true) => {}
            Ok(false) => return Ok(Some(source)),
            Err(trouble) => _ = gap.get_or_insert(trouble),
        }
    }
    gap.map_or(Ok(None), Err)
}

/// Where the source uses HTTPS, a client that is not there is for PULL-HTTPS.
fn reaches_other_forests(point: RoleRef<'_>) -> Verdict {
    if !pulls(point) {
        return Ok(());
    }
    let Some(source) = foreign_source(point)? else { return Ok(()) };
    let (server, from) = (point.server(), &source.server().server().name);
    let site = server.site();
    if has_https_source(point).is_none() && !server.ask_flag(HAS_CLIENT)? {
        let what = format!("{} pulls from {from} in another forest without a client", server.name);
        return Err(broken(what));
    }
    if site.said.is(ACCESS_ACCOUNT) {
        return Ok(());
    }
    let communication =
        known(site.communication, "The plan does not say how the site communicates.")?;
    if communication == Communication::EnhancedHttp || site.ask_flag(ACCESS_ACCOUNT)? {
        return Ok(());
    }
    Err(broken(format!(
        "{} pulls from {from} in another forest, and {} has no network access account",
        server.name, site.code
    )))
}

fn let_reach(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(point) = super::fixes::role_at(design, node) else { return Vec::new() };
    let (server, site) = (point.server(), point.server().site());
    let flag =
        |node: NodeId, fact| Set::of(node, Field::Fact(fact, Some(Value::Flag(true)))).into();
    let client = (server.said.flag(HAS_CLIENT) == Some(false) && has_https_source(point).is_none())
        .then(|| flag(server.id.into(), HAS_CLIENT));
    let reaches =
        site.communication == Some(Communication::EnhancedHttp) || site.said.is(ACCESS_ACCOUNT);
    let account = (!reaches).then(|| flag(site.id.into(), ACCESS_ACCOUNT));
    let title = match (&client, &account) {
        (Some(_), Some(_)) => "Install the client, and give the site a network access account",
        (Some(_), None) => "Install the client there",
        _ => "Give the site a network access account",
    };
    vec![Fix::new(title, client.into_iter().chain(account).collect())]
}

/// Gateways are asked about by the sites that can use them: at the top or right below.
fn fetch_from_gateways(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let (design, gateways) = (site.design(), site.design().gateways());
    let above = design.parent(site.id);
    let is_near = above.is_none_or(|above| design.parent(above).is_none());
    let holds = |gateway: &crate::model::Gateway| gateway.ask_flag(SERVES_CONTENT) == Ok(true);
    let judge = |point: RoleRef<'_>| -> Verdict {
        let name = &point.server().server().name;
        if is_near && gateways.is_empty() {
            return Err(missing(format!("{name} pulls from a gateway, but there is none")));
        }
        if is_near && !gateways.iter().any(holds) {
            return Err(broken(format!("{name} pulls from a gateway, but none serves content")));
        }
        must(point.server().ask_flag(REACHES_INTERNET)?, || {
            format!("{name} pulls from a gateway, but does not reach the internet")
        })
    };
    let asked = |role: &RoleRef<'_>| pulls(*role) && role.said.is(GATEWAY_SOURCE);
    let points = site.roles_as(DistributionPoint).filter(asked);
    points.filter_map(|point| Some((point.id.into(), judge(point).err()?))).collect()
}

/// All that is in the way; without any gateway, the gateway is no source.
fn let_fetch(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(point) = super::fixes::role_at(design, node) else { return Vec::new() };
    let gateways = design.gateways();
    let Some(first) = gateways.first() else {
        return saying::answer("Pull from no gateway", node, GATEWAY_SOURCE, Value::Flag(false));
    };
    let flag =
        |node: NodeId, fact| Set::of(node, Field::Fact(fact, Some(Value::Flag(true)))).into();
    let empty = gateways.iter().all(|gateway| gateway.said.flag(SERVES_CONTENT) == Some(false));
    let content = empty.then(|| flag(first.id.into(), SERVES_CONTENT));
    let server = point.server();
    let closed = server.said.flag(REACHES_INTERNET) == Some(false);
    let internet = closed.then(|| flag(server.id.into(), REACHES_INTERNET));
    let title = match (&content, &internet) {
        (Some(_), _) => format!("Let {} serve content", first.name),
        _ => format!("Let {} reach the internet", server.name),
    };
    vec![Fix::new(title, content.into_iter().chain(internet).collect())]
}
