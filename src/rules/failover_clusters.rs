//! Failover cluster instances that hold a site database.

use super::{
    Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, availability_groups, broken,
    databases, fixes, must, need, read, saying,
};
use crate::{
    facts::{
        roles::RoleKind::{PassiveSiteServer, SiteDatabase, SiteServer},
        said::{
            Fact,
            databases::{
                CLUSTER_BALANCED, CLUSTER_INSTANCE, CLUSTER_NAME, CONNECTS_TO, CUSTOM_PATHS,
                SHARED_CLUSTER_VOLUME,
            },
        },
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, ServerRef, Value},
};

const CLUSTERS: Source = read(
    "core/servers/deploy/configure/use-a-sql-server-cluster-for-the-site-database",
    "2026-11-25",
);
const VERSIONS: Source =
    read("core/plan-design/configs/support-for-sql-server-versions", "2026-11-25");
const DATABASE: Source =
    read("core/plan-design/hierarchy/plan-for-the-site-database", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "FCI-SITESERVER",
        levels: ERROR,
        title: "The site server is no node of the database's failover cluster",
        why: "The site database server must be remote from the site server; the cluster cannot \
              include it.",
        sources: &[CLUSTERS, DATABASE],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db fci=PS1SQL
  server CM-PROV-01: prov
  server CM-SQL-01
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site
  server CM-PROV-01: prov
  server CM-SQL-01: db fci=PS1SQL
",
        ),
        check: Check::Server(|server| {
            let boxes = std::iter::once(server).chain(server.twins());
            let mut roles = boxes.flat_map(ServerRef::roles);
            let instance = roles.find_map(databases::cluster);
            // At a secondary site this is for FCI-SEC.
            let asked = server.site().kind != SiteKind::Secondary;
            let is_site_server = server.has(SiteServer) || server.has(PassiveSiteServer);
            match instance.filter(|_| asked && is_site_server) {
                Some(instance) => Err(broken(format!(
                    "Site server {} is a node of failover cluster instance {instance}",
                    server.name
                ))),
                None => Ok(()),
            }
        }),
        fixes: Fixes::Offer(move_the_node),
    },
    Rule {
        id: "FCI-SEC",
        levels: ERROR,
        title: "Failover clusters are used above secondary sites",
        why: "A secondary site cannot use one; its database is on its own server.",
        sources: &[CLUSTERS],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db fci=S01SQL, mp, dp
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db, mp, dp
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            let instance = databases::cluster(role);
            let asked = role.site().kind == SiteKind::Secondary;
            match instance.filter(|_| asked) {
                Some(instance) => Err(broken(format!(
                    "Secondary site {} has its database on failover cluster instance {instance}",
                    role.site().site().code
                ))),
                None => Ok(()),
            }
        }),
        fixes: Fixes::Offer(bring_it_home),
    },
    Rule {
        id: "FCI-CSV",
        levels: ERROR,
        title: "A failover cluster for the site database uses no cluster shared volume",
        why: "A failover cluster instance on one is not supported.",
        sources: &[VERSIONS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db fci=PS1SQL csv=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db fci=PS1SQL csv=no
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            without(role, SHARED_CLUSTER_VOLUME, "is on a cluster shared volume")
        }),
        fixes: Fixes::Offer(|_, node, _| {
            deny(node, SHARED_CLUSTER_VOLUME, "Put it on an ordinary clustered disk")
        }),
    },
    Rule {
        id: "FCI-NLB",
        levels: ERROR,
        title: "A failover cluster for the site database has no network load balancing",
        why: "Both on the same servers are not supported.",
        sources: &[VERSIONS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db fci=PS1SQL nlb=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db fci=PS1SQL nlb=no
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            without(role, CLUSTER_BALANCED, "is in a network load balancing cluster")
        }),
        fixes: Fixes::Offer(|_, node, _| deny(node, CLUSTER_BALANCED, "Do without load balancing")),
    },
    Rule {
        id: "FCI-PATHS",
        levels: ERROR,
        title: "Database files on a failover cluster stay in their default folders",
        why: "Setup takes no other places for the files of a failover cluster instance.",
        sources: &[CLUSTERS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db fci=PS1SQL custompaths=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db fci=PS1SQL custompaths=no
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            without(role, CUSTOM_PATHS, "has files at places of their own")
        }),
        fixes: Fixes::Offer(|_, node, _| deny(node, CUSTOM_PATHS, "Use the default folders")),
    },
    Rule {
        id: "FCI-NAME",
        levels: ERROR,
        title: "The site names the virtual SQL Server, not the Windows cluster",
        why: "By the name of the Windows cluster, setup puts the database on the local disk of one \
              node, and it cannot fail over.",
        sources: &[CLUSTERS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db fci=PS1SQL clustername=PS1CLU connect=PS1CLU
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db fci=PS1SQL clustername=PS1CLU connect=PS1SQL
",
        ),
        check: Check::Role(SiteDatabase, names_the_virtual_server),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let Some(instance) = databases::cluster(role) else { return Vec::new() };
            let value = Value::Text(instance.into());
            saying::fix(format!("Connect to {instance}"), role.id, CONNECTS_TO, value)
        }),
    },
];

/// Holds what a failover cluster instance must not have; of other databases it says nothing.
fn without(role: RoleRef<'_>, fact: Fact, what: &str) -> Verdict {
    let Some(instance) = databases::cluster(role) else { return Ok(()) };
    must(!role.ask_flag(fact)?, || format!("Failover cluster instance {instance} {what}"))
}

fn deny(node: Option<NodeId>, fact: Fact, title: &str) -> Vec<Fix> {
    node.map(|node| saying::fix(title, node, fact, Value::Flag(false))).unwrap_or_default()
}

/// To a server that has nothing else.
fn move_the_node(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Server(id)) = node else { return Vec::new() };
    let Some(server) = design.server(id) else { return Vec::new() };
    let mut fix: Option<Fix> = None;
    let boxes = std::iter::once(server).chain(server.twins());
    for role in boxes.flat_map(ServerRef::roles).filter(|role| databases::cluster(*role).is_some())
    {
        if fix.is_some() {
            // Two nodes on one computer are for SITE-DB-ONE.
            return Vec::new();
        }
        fix = Some(fixes::move_alone(role, ids));
    }
    fix.into_iter().collect()
}

/// One node becomes a standalone instance on the site server, the others go.
fn bring_it_home(design: &Design, node: Option<NodeId>, _: &mut Ids) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let mut fixes = availability_groups::keep_it_local(design, node, CLUSTER_INSTANCE);
    let nodes: Vec<_> = role
        .site()
        .serving_as(SiteDatabase)
        .filter(|node| databases::cluster(*node).is_some())
        .collect();
    let is_local = nodes.iter().any(|node| databases::is_on_site_server(*node));
    let host = role.site().serving_as(SiteServer).next().map(RoleRef::server);
    let (Some(host), Some(first), false) = (host, nodes.first(), is_local) else { return fixes };
    if host.has(SiteDatabase) {
        return fixes;
    }
    for fix in &mut fixes {
        fix.title = format!("Use SQL Server on {}", host.name);
        fix.commands.extend(fixes::move_to(first.id, host).commands);
    }
    fixes
}

/// The computer of SERVER or SERVER\INSTANCE, without its domain.
fn host(name: &str) -> &str {
    name.split(['\\', '.']).next().unwrap_or_default()
}

fn names_the_virtual_server(role: RoleRef<'_>) -> Verdict {
    let Some(instance) = databases::cluster(role) else { return Ok(()) };
    let same = |one: &str, other: &str| host(one).eq_ignore_ascii_case(host(other));
    let name = role.ask_text(CONNECTS_TO)?;
    if same(name, instance) {
        return Ok(());
    }
    let cluster = need(role.said.text(CLUSTER_NAME), CLUSTER_NAME)?;
    must(!same(name, cluster), || {
        format!("The site connects to {name}, which is the Windows cluster and not {instance}")
    })
}
