//! What software update points are made of: WSUS, its console and website, TLS and where updates
//! come from.

use super::{
    Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING,
    ask::each_by_place, broken, fixes, must, need, read, saying,
};
use crate::{
    facts::{
        choices::Choice,
        roles::RoleKind::SoftwareUpdatePoint,
        said::{
            databases::CLUSTER_BALANCED,
            roles::{TLS, UPDATE_DATABASE, UPSTREAM, WEBSITE},
            servers::{PROXY, REACHES_INTERNET, WINDOWS_PARTS, WSUS_BEFORE},
        },
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const PLAN: Source = read("sum/plan-design/plan-for-software-updates", "2026-11-25");
const INSTALL: Source = read("sum/get-started/install-a-software-update-point", "2026-11-25");
const OPTIONS: Source =
    read("core/servers/deploy/configure/high-availability-options", "2026-11-25");
const PREREQUISITES: Source =
    read("core/plan-design/configs/site-and-site-system-prerequisites", "2026-11-23");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SUP-NLB",
        levels: ERROR,
        title: "No load balancer stands before software update points",
        why: "Support for it ended with version 1702. Clients switch between software update \
              points themselves.",
        sources: &[OPTIONS],
        bad: Example::Text(
            "
primary PS1
  server CM-SUP-01: sup nlb=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SUP-01: sup nlb=no
",
        ),
        check: Check::Role(SoftwareUpdatePoint, |point| {
            let asked = !point.is(Choice::CloudGateway);
            must(!(asked && point.said.is(CLUSTER_BALANCED)), || {
                format!("A load balancer before {}", point.server().name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| without_balancer(node)),
    },
    Rule {
        id: "SUP-USED-WSUS",
        levels: ERROR,
        title: "A software update point is a fresh WSUS server",
        why: "A server that was used as WSUS by itself is not supported, and the site cannot set \
              up one that is a replica already.",
        sources: &[INSTALL, PLAN],
        bad: Example::Text(
            "
primary PS1
  server CM-SUP-01 wsusbefore=used: sup
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SUP-01 wsusbefore=fresh: sup
",
        ),
        check: Check::Nodes(begin_with_fresh_ones),
        fixes: Fixes::Offer(begin_afresh),
    },
    Rule {
        id: "SUP-WSUS-CONSOLE",
        levels: ERROR,
        title: "The site server has the WSUS console where WSUS is on another server",
        why: "The site server reaches WSUS through it, and so does a passive one once it is active.",
        sources: &[PLAN, PREREQUISITES],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01 winfeatures=rdc: site, db, prov
  server CM-SUP-01: sup
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01 winfeatures=rdc+wsusconsole: site, db, prov
  server CM-SUP-01: sup
",
        ),
        check: Check::Nodes(have_the_console),
        fixes: Fixes::Offer(|design, node, _| add_the_console(design, node)),
    },
    Rule {
        id: "SUP-CUSTOM-SITE",
        levels: WARNING,
        title: "WSUS on the site server uses its own website",
        why: "On the Default Web Site it shares ports and settings with other roles. Its own \
              listens on 8530 and 8531.",
        sources: &[PLAN],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov, sup website=default
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov, sup website=custom
",
        ),
        check: Check::Role(SoftwareUpdatePoint, |point| {
            let server = point.server();
            let shares = point.ask_word(WEBSITE)? == "default";
            must(!(shares && fixes::is_site_server(server)), || {
                format!("WSUS on {}, a site server, uses the Default Web Site", server.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer("Use the WSUS website", node, WEBSITE, Value::Word("custom"))
        }),
    },
    Rule {
        id: "SUP-SSL-CHAIN",
        levels: WARNING,
        title: "Below a software update point with TLS, all use TLS",
        why: "When one uses TLS, those at child sites are to be set up for it as well.",
        sources: &[PLAN],
        bad: Example::Text(
            "
cas CS1
  server CM-SUP-01: sup tls=yes
  primary PS1
    server CM-SUP-02: sup tls=no
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SUP-01: sup tls=yes
  primary PS1
    server CM-SUP-02: sup tls=yes
",
        ),
        check: Check::Nodes(use_tls_as_above),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer("Require TLS", node, TLS, Value::Flag(true))
        }),
    },
    Rule {
        id: "SUP-SYNC-SOURCE",
        levels: ERROR,
        title: "Only the first software update point of the top site asks Microsoft Update",
        why: "All others synchronize with the one before them, and the first needs the internet, \
              a WSUS server elsewhere or updates that are imported by hand.",
        sources: &[INSTALL, PLAN],
        bad: Example::Text(
            "
cas CS1
  server CM-SUP-01: sup
  primary PS1
    server CM-SUP-02: sup upstream=microsoft
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SUP-01: sup
  primary PS1
    server CM-SUP-02: sup
",
        ),
        check: Check::Nodes(come_from_where_they_can),
        fixes: Fixes::Offer(|design, node, _| another_source(design, node)),
    },
];

/// Takes the load balancer away.
pub fn without_balancer(node: Option<NodeId>) -> Vec<Fix> {
    saying::answer("Do without the load balancer", node, CLUSTER_BALANCED, Value::Flag(false))
}

/// What is installed was judged when it was. One that is a replica cannot be the first of a site;
/// beside others it may be what the site makes of it anyway.
fn begin_with_fresh_ones(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let was = |point: RoleRef<'_>| point.server().said.word(WSUS_BEFORE);
    let can_be_first = site.serving_as(SoftwareUpdatePoint).any(|it| was(it) != Some("replica"));
    let judge = |point: RoleRef<'_>| -> Verdict {
        let name = &point.server().server().name;
        match need(was(point), WSUS_BEFORE)? {
            "used" => Err(broken(format!("WSUS on {name} is in use by itself"))),
            "replica" if !can_be_first => {
                Err(broken(format!("WSUS on {name} is a replica of another one")))
            }
            _ => Ok(()),
        }
    };
    let planned = |role: &RoleRef<'_>| !role.said.is_installed();
    let points = site.roles_as(SoftwareUpdatePoint).filter(planned);
    points.filter_map(|point| Some((point.id.into(), judge(point).err()?))).collect()
}

fn begin_afresh(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
    let server = point.server();
    let title = format!("Install WSUS on {} afresh", server.name);
    let fresh = saying::fix(title, server.id, WSUS_BEFORE, Value::Word("fresh"));
    let is_plain = server.site().id == point.site().id && point.site().kind != SiteKind::Secondary;
    let moved = is_plain.then(|| fixes::move_alone(point, ids));
    fresh.into_iter().chain(moved).collect()
}

/// Each site server that reaches WSUS on other servers only.
fn have_the_console(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    if site.serving_as(SoftwareUpdatePoint).next().is_none() {
        return Vec::new();
    }
    let judge = |server: ServerRef<'_>| -> Verdict {
        let parts = server.ask_words(WINDOWS_PARTS)?;
        let has = parts.iter().any(|part| matches!(*part, "wsus" | "wsusconsole"));
        must(has, || format!("{}, a site server, has no WSUS console", server.name))
    };
    let asked =
        |server: &ServerRef<'_>| fixes::is_site_server(*server) && !server.has(SoftwareUpdatePoint);
    let servers = site.servers().filter(asked);
    servers.filter_map(|server| Some((server.id.into(), judge(server).err()?))).collect()
}

fn add_the_console(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let server = fixes::server_at(design, node);
    let parts = server.and_then(|it| saying::with_word(&it.said, WINDOWS_PARTS, "wsusconsole"));
    let fix = |parts| saying::answer("Install the WSUS console there", node, WINDOWS_PARTS, parts);
    parts.map(fix).unwrap_or_default()
}

fn use_tls_as_above(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    if !site.parent().is_some_and(|above| above.update_point.is(TLS)) {
        return Vec::new();
    }
    let judge = |point: RoleRef<'_>| -> Verdict {
        must(point.ask_flag(TLS)?, || {
            let name = &point.server().server().name;
            format!("{name} uses no TLS, and the software update point above does")
        })
    };
    let points = site.roles_as(SoftwareUpdatePoint);
    points.filter_map(|point| Some((point.id.into(), judge(point).err()?))).collect()
}

/// Whether a server reaches the internet, by itself or through a proxy.
pub fn reaches_internet(server: ServerRef<'_>) -> Option<bool> {
    let through_proxy = || server.said.has(PROXY).then_some(true);
    server.said.flag(REACHES_INTERNET).or_else(through_proxy)
}

/// The database that is shared with others, if it is: not Windows Internal Database.
pub fn shareable_database(point: RoleRef<'_>) -> Option<String> {
    let database = point.role().said.text(UPDATE_DATABASE)?.to_lowercase();
    (database != "wid").then_some(database)
}

fn come_from_where_they_can(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let points: Vec<_> = site.serving_as(SoftwareUpdatePoint).collect();
    let asks_microsoft = |point: &&RoleRef<'_>| point.said.word(UPSTREAM) == Some("microsoft");
    let say = |point: &RoleRef<'_>, before: &str| {
        let name = &point.server().server().name;
        let what = format!("{name} asks Microsoft Update; its updates come from {before}");
        (NodeId::from(point.id), broken(what))
    };
    if !site.is_top() {
        return points.iter().filter(asks_microsoft).map(|it| say(it, "the site above")).collect();
    }
    let mut asking = points.iter().filter(asks_microsoft);
    let first = asking.next();
    let apart = |point: &&RoleRef<'_>| {
        let shared = shareable_database(**point);
        shared.is_none() || shared != first.and_then(|first| shareable_database(*first))
    };
    let mut troubles: Vec<_> =
        asking.filter(apart).map(|it| say(it, "the first one of the site")).collect();
    troubles.extend(first_without_source(&points));
    each_by_place(site, troubles)
}

/// The first one, if nobody at the top site reaches Microsoft Update and no other way is planned.
fn first_without_source(points: &[RoleRef<'_>]) -> Option<(NodeId, Trouble)> {
    let other_way =
        |point: &RoleRef<'_>| matches!(point.said.word(UPSTREAM), Some("wsus" | "none"));
    let first = points.first().filter(|_| !points.iter().any(other_way))?;
    let reach: Vec<_> = points.iter().map(|point| reaches_internet(point.server())).collect();
    let trouble = match (reach.contains(&Some(true)), reach.contains(&None)) {
        (true, _) => return None,
        (false, true) => need::<()>(None, REACHES_INTERNET).err()?,
        (false, false) => {
            let name = &first.server().server().name;
            broken(format!("{name} is to ask Microsoft Update, and does not reach the internet"))
        }
    };
    Some((first.id.into(), trouble))
}

/// Without an answer, a software update point takes the source that fits its place.
fn another_source(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
    let site = point.site();
    let others = || site.serving_as(SoftwareUpdatePoint).any(|other| other.id != point.id);
    if !site.is_top() {
        return saying::take_back("Let it synchronize with the site above", node, UPSTREAM);
    }
    let by_itself = first_without_source(&[point]).is_some();
    let first = site.serving_as(SoftwareUpdatePoint).next().map(|first| first.id);
    if others() && !(by_itself && first == Some(point.id)) {
        return saying::take_back(
            "Let it synchronize with the first one of the site",
            node,
            UPSTREAM,
        );
    }
    let wsus =
        saying::answer("Synchronize with a WSUS elsewhere", node, UPSTREAM, Value::Word("wsus"));
    let hand = saying::answer("Import updates by hand", node, UPSTREAM, Value::Word("none"));
    wsus.into_iter().chain(hand).collect()
}
