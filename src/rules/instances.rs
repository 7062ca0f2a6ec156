//! Instances of SQL Server: where they are, what they share, which ports they use.

use super::{
    ADVICE, Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING,
    broken, databases, derived, extent::DEVICES_UNKNOWN, fixes, must, need, ours,
    placement::before_on_its_computer, read, saying, unknown,
};
use crate::{
    commands::Command,
    facts::{
        numbers::grouped,
        roles::RoleKind::{SiteDatabase, SiteServer},
        said::{
            Fact, Who,
            databases::{
                BROKER_PORT, BROWSER, DYNAMIC_PORT, EDITION, INSTANCE, SHARED_SQL, SQL_PORT,
            },
        },
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, SiteRef, Value},
};

const VERSIONS: Source =
    read("core/plan-design/configs/support-for-sql-server-versions", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const DATABASE: Source =
    read("core/plan-design/hierarchy/plan-for-the-site-database", "2026-11-25");
const WIZARD: Source = read("core/servers/deploy/install/setup-wizard-secondary", "2026-11-25");
const PORTS: Source = read("core/plan-design/hierarchy/ports", "2026-11-25");
const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-25");
/// Speaks of larger environments without a number.
const LARGE: Source = ours("core/plan-design/configs/recommended-hardware", "2026-11-25");
const QUESTIONS: Source = read("core/understand/site-size-performance-faq", "2026-11-25");
/// The page allows the default instance for a full SQL Server and names no other.
const DEFAULT_ONLY: Source =
    derived("core/plan-design/configs/support-for-sql-server-versions", "2026-11-25");

/// Above this many devices, a database server of its own is worth a thought.
const MANY_DEVICES: u64 = 100_000;
/// What setup suggests for SQL Server.
const USUAL_PORT: u32 = 1433;

pub const RULES: &[Rule] = &[
    Rule {
        id: "SITE-SSB-PORT",
        levels: ERROR,
        title: "Database instances on one computer use ports of their own",
        why: "Each instance that holds the database of a site needs its own set of ports, for SQL \
              Server and for the Service Broker.",
        sources: &[DATABASE, VERSIONS, WIZARD],
        bad: Example::Text(
            "
cas CS1
  server CS1: site, prov
  server CM-SQL-01: db instance=CS1 port=1433 brokerport=4022, db for PS1 instance=PS1 port=1533 \
             brokerport=4022
  primary PS1
    server PS1: site, prov
",
        ),
        good: Example::Text(
            "
cas CS1
  server CS1: site, prov
  server CM-SQL-01: db instance=CS1 port=1433 brokerport=4022, db for PS1 instance=PS1 port=1533 \
             brokerport=4023
  primary PS1
    server PS1: site, prov
",
        ),
        check: Check::Role(SiteDatabase, has_ports_of_its_own),
        fixes: Fixes::Offer(|design, node, _| {
            let commands = fixes::role_at(design, node).map(other_ports).unwrap_or_default();
            vec![Fix::new("Use the next free ports", commands)]
        }),
    },
    Rule {
        id: "SQL-SEC-LOCAL",
        levels: ERROR,
        title: "The database of a secondary site is on its site server",
        why: "SQL Server must be on the secondary site server; setup takes no remote one.",
        sources: &[VERSIONS, DATABASE, CHECKS],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, mp, dp
    server CM-SQL-01: db
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, mp, dp, db
    server CM-SQL-01
",
        ),
        check: Check::Nodes(local_at_secondary_sites),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let host = role.site().serving_as(SiteServer).next().map(RoleRef::server);
            let Some(host) = host else { return Vec::new() };
            match host.roles().any(|it| it.kind == SiteDatabase && it.site().id == role.site().id) {
                true => fixes::remove(design, node),
                false => vec![fixes::move_to(role.id, host)],
            }
        }),
    },
    Rule {
        id: "SQL-SEC-INSTANCE",
        levels: WARNING,
        title: "A secondary site with a full SQL Server uses the default instance",
        why: "The page on SQL Server supports the default instance there; the wizard takes the \
              name of another one.",
        sources: &[DEFAULT_ONLY, WIZARD],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db edition=standard instance=CM, mp, dp
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db edition=standard, mp, dp
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            let instance = databases::named_instance(role);
            let asked = role.site().kind == SiteKind::Secondary;
            let Some(instance) = instance.filter(|_| asked) else { return Ok(()) };
            must(role.ask_word(EDITION)? == "express", || {
                format!("Secondary site {} uses instance {instance}", role.site().site().code)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let unsay = |node| saying::unsay(node, INSTANCE);
            vec![Fix::new("Use the default instance", node.map(unsay).into_iter().collect())]
        }),
    },
    Rule {
        id: "SQL-INSTANCE-SHARED",
        levels: ERROR,
        title: "Each site has an SQL Server instance of its own",
        why: "Setup wants a dedicated instance for each site; several of them may share a computer.",
        sources: &[CHECKS, VERSIONS],
        bad: Example::Text(
            "
cas CS1
  server CS1: site, prov
  server CM-SQL-01: db instance=CM, db for PS1 instance=CM
  primary PS1
    server PS1: site, prov
",
        ),
        good: Example::Text(
            "
cas CS1
  server CS1: site, prov
  server CM-SQL-01: db instance=CM, db for PS1 instance=PS1
  primary PS1
    server PS1: site, prov
",
        ),
        check: Check::Role(SiteDatabase, has_an_instance_of_its_own),
        fixes: Fixes::Offer(use_another_instance),
    },
    Rule {
        id: "SQL-PORT-DYNAMIC",
        levels: ERROR,
        title: "A named instance has a fixed port",
        why: "Dynamic ports are not supported, and named instances use them unless somebody sets \
              a port.",
        sources: &[VERSIONS, PORTS, CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db instance=CM dynamicport=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db instance=CM dynamicport=no
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            let is_fixed = databases::named_instance(role).is_none() || role.said.has(SQL_PORT);
            let dynamic = match role.said.flag(DYNAMIC_PORT) {
                None if is_fixed || databases::is_made_by_setup(role) => false,
                said => need(said, DYNAMIC_PORT)?,
            };
            must(!dynamic, || format!("SQL Server on {} uses a dynamic port", role.server().name))
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |node| saying::fix("Fix its port", node, DYNAMIC_PORT, Value::Flag(false));
            node.map(fix).unwrap_or_default()
        }),
    },
    Rule {
        id: "SQL-BROWSER",
        levels: ERROR,
        title: "SQL Server Browser runs where a named instance has a port of its own",
        why: "The product needs the service for a named instance on another port than 1433.",
        sources: &[PORTS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db instance=CM port=1533 browser=no
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db instance=CM port=1533 browser=yes
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            let Some(instance) = databases::named_instance(role) else { return Ok(()) };
            if role.said.is(BROWSER) || databases::is_made_by_setup(role) {
                return Ok(());
            }
            let port = need(role.said.number(SQL_PORT), SQL_PORT)?;
            must(port == USUAL_PORT || role.ask_flag(BROWSER)?, || {
                let name = &role.server().server().name;
                format!("Instance {instance} on {name} uses port {port} without SQL Server Browser")
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |node| saying::fix("Start it", node, BROWSER, Value::Flag(true));
            node.map(fix).unwrap_or_default()
        }),
    },
    Rule {
        id: "SQL-DEDICATED",
        levels: ADVICE,
        title: "The site database server runs no other SQL Server applications",
        why: "Whoever has access for them is one step nearer to the site database, and the other \
              way round.",
        sources: &[SECURITY],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db sharedsql=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db sharedsql=no
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            if databases::is_made_by_setup(role) && !role.said.has(SHARED_SQL) {
                return Ok(());
            }
            must(!role.ask_flag(SHARED_SQL)?, || {
                format!("Other applications use SQL Server on {}", role.server().name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let title = "Keep it for the site";
            let fix = |node| saying::fix(title, node, SHARED_SQL, Value::Flag(false));
            node.map(fix).unwrap_or_default()
        }),
    },
    Rule {
        id: "SQL-REMOTE-SCALE",
        levels: ADVICE,
        title: "The database of a large site is on a server of its own",
        why: "Both roles on one computer are supported up to the largest sizes; in a larger \
              environment a remote SQL Server shares their disk load and keeps more ways to high \
              availability open.",
        sources: &[LARGE, QUESTIONS],
        bad: Example::Text(
            "
primary PS1 devices=120000
  server PS1: site, prov, db
  server CM-SQL-01
",
        ),
        good: Example::Text(
            "
primary PS1 devices=120000
  server PS1: site, prov
  server CM-SQL-01: db
",
        ),
        check: Check::Site(large_sites_have_a_database_server),
        fixes: Fixes::Offer(|design, node, ids| {
            let site = fixes::site_at(design, node);
            let role = site.and_then(|site| site.serving_as(SiteDatabase).next());
            role.map(|role| fixes::move_alone(role, ids)).into_iter().collect()
        }),
    },
];

/// Databases of other sites on the same computer that come before this one.
fn rivals(role: RoleRef<'_>) -> Vec<RoleRef<'_>> {
    let before = before_on_its_computer(role);
    before.filter(|it| it.kind == SiteDatabase && it.site().id != role.site().id).collect()
}

/// Whether both use the same instance, if both say which.
fn share_instance(left: RoleRef<'_>, right: RoleRef<'_>) -> Option<bool> {
    let (left, right) = (&left.role().said, &right.role().said);
    Some(left.text(INSTANCE)?.eq_ignore_ascii_case(right.text(INSTANCE)?))
}

fn has_an_instance_of_its_own(role: RoleRef<'_>) -> Verdict {
    let rivals = rivals(role);
    let shared = |other: &&RoleRef<'_>| share_instance(role, **other);
    if let Some(other) = rivals.iter().find(|other| shared(other) == Some(true)) {
        let (own, others) = (&role.site().site().code, &other.site().site().code);
        let name = &role.server().server().name;
        return Err(broken(format!("{own} and {others} share an instance on {name}")));
    }
    match rivals.iter().any(|other| shared(&other).is_none()) {
        true => need(None, INSTANCE),
        false => Ok(()),
    }
}

/// The ports that the plan says of a database.
fn ports(role: RoleRef<'_>) -> impl Iterator<Item = u32> {
    [SQL_PORT, BROKER_PORT].into_iter().filter_map(move |fact| role.role().said.number(fact))
}

/// Where they share the instance itself, SQL-INSTANCE-SHARED speaks.
fn has_ports_of_its_own(role: RoleRef<'_>) -> Verdict {
    let rivals = rivals(role);
    let apart: Vec<_> =
        rivals.into_iter().filter(|other| share_instance(role, *other) != Some(true)).collect();
    for other in &apart {
        if let Some(port) = ports(role).find(|port| ports(*other).any(|known| known == *port)) {
            let (own, others) = (&role.site().site().code, &other.site().site().code);
            let name = &role.server().server().name;
            return Err(broken(format!("{own} and {others} both use port {port} on {name}")));
        }
    }
    let says = |fact: Fact| {
        let all = apart.iter().all(|other| other.role().said.has(fact));
        apart.is_empty() || all && role.role().said.has(fact)
    };
    let open = [SQL_PORT, BROKER_PORT].into_iter().find(|fact| !says(*fact));
    open.map_or(Ok(()), |fact| need(None, fact))
}

/// Commands that give a database ports that no other one on its computer uses.
fn other_ports(role: RoleRef<'_>) -> Vec<Command> {
    let mut taken: Vec<_> = rivals(role).into_iter().flat_map(ports).collect();
    let mut commands = Vec::new();
    for fact in [SQL_PORT, BROKER_PORT] {
        let Some(port) = role.said.number(fact) else { continue };
        if taken.contains(&port) {
            let own: Vec<_> = ports(role).collect();
            let is_free = |port: &u32| !taken.contains(port) && !own.contains(port);
            let Some(port) = (port..=65_535).chain(1_024..port).find(is_free) else { continue };
            taken.push(port);
            commands.push(saying::say(role.id, fact, Value::Number(port)));
        }
    }
    commands
}

/// Named by the code of the site.
fn use_another_instance(design: &Design, node: Option<NodeId>, _: &mut Ids) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let rivals = rivals(role);
    let is_taken = |name: &str| {
        let known = |other: &RoleRef<'_>| {
            other.said.text(INSTANCE).is_some_and(|known| known.eq_ignore_ascii_case(name))
        };
        rivals.iter().any(known)
    };
    let code = &role.site().site().code;
    let mut name = code.clone();
    for number in 2..100 {
        if is_taken(&name) {
            name = format!("{code}{number}");
        }
    }
    let mut commands = vec![saying::say(role.id, INSTANCE, Value::Text(name.as_str().into()))];
    commands.extend(other_ports(role));
    vec![Fix::new(format!("Use an instance of its own, {name}"), commands)]
}

/// Silent without a site server, and where a cluster or an availability group is what is wrong.
fn local_at_secondary_sites(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let has_server = site.serving_as(SiteServer).next().is_some();
    if site.kind != SiteKind::Secondary || !has_server {
        return Vec::new();
    }
    let is_single = |role: &RoleRef<'_>| {
        databases::group(*role).is_none() && databases::cluster(*role).is_none()
    };
    let say = |role: RoleRef<'_>| {
        let name = &role.server().server().name;
        let what = format!("The database of secondary site {} is on {name}", site.code);
        (role.id.into(), broken(what))
    };
    databases::remote(site).filter(is_single).map(say).collect()
}

/// Replicas on several servers are remote enough. The pages speak of clients: a central
/// administration site has none of its own.
fn large_sites_have_a_database_server(site: SiteRef<'_>) -> Verdict {
    let asked = site.kind == SiteKind::Primary;
    let mut roles = site.serving_as(SiteDatabase);
    let (Some(role), None) = (roles.next(), roles.next()) else { return Ok(()) };
    if !asked || !databases::is_on_site_server(role) {
        return Ok(());
    }
    match databases::devices(site) {
        None => Err(unknown(Who::Owner, DEVICES_UNKNOWN)),
        Some(devices) => must(devices <= MANY_DEVICES, || {
            let (devices, code) = (grouped(devices), &site.code);
            format!("{devices} devices at {code}, with the database on the site server")
        }),
    }
}
