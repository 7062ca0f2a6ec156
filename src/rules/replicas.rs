//! Database replicas for management points.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, broken,
    broken_because, fixes, must, must_have, need, read, saying, sql_hosts,
};
use crate::{
    commands::Command,
    facts::{
        numbers::grouped,
        roles::RoleKind::{ManagementPoint, SiteDatabase},
        said::{
            Fact,
            databases::{INSTANCE, REPLICATION_FEATURE, TEXT_SIZE},
            lifecycle::STATE,
            plan::{FEATURES, UPDATES_FROM},
            roles::{REPLICA, REPLICA_FEATURE, REPLICA_SERVICE, REPLICA_TEXT_SIZE},
        },
        sites::SiteKind,
    },
    model::{Design, NodeId, RoleRef, SiteRef, Value},
};

const REPLICAS: Source =
    read("core/servers/deploy/configure/database-replicas-for-management-points", "2026-11-25");
const CHECKLIST: Source =
    read("core/servers/manage/checklist-for-installing-update-2603", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");

/// In bytes: the most that SQL Server can be set to.
const MOST_TEXT: u32 = 2_147_483_647;

pub const RULES: &[Rule] = &[
    Rule {
        id: "MP-REPLICA-SITE",
        levels: ERROR,
        title: "Database replicas are used at primary sites",
        why: "Secondary sites do not support them.",
        sources: &[REPLICAS],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server CM-S01-01: site, db, dp, mp replica=CM-SQL-02
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server CM-S01-01: site, db, dp, mp
",
        ),
        check: Check::Role(ManagementPoint, |role| {
            let site = role.site();
            must(site.kind != SiteKind::Secondary || !role.said.has(REPLICA), || {
                format!("The management point of secondary site {} uses a replica", site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| do_without(fixes::role_at(design, node))),
    },
    Rule {
        id: "MP-REPLICA-INST",
        levels: ERROR,
        title: "Each database replica has an instance of its own, with SQL Server replication",
        why: "A replica is kept up to date by the replication feature, at both ends, and shares \
              its instance neither with the site database nor with another replica.",
        sources: &[REPLICAS],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01: mp replica=CM-SQL-02 replicafeature=no
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01: mp replica=CM-SQL-02 replicafeature=yes
",
        ),
        check: Check::Nodes(instances_are_fit),
        fixes: Fixes::Offer(|design, node, _| make_instances_fit(design, node)),
    },
    Rule {
        id: "MP-REPLICA-USER",
        levels: WARNING,
        title: "Management points with a replica serve no deployments to users",
        why: "Deployments to users in Software Center do not work against a replica.",
        sources: &[REPLICAS],
        bad: Example::Text(
            "
plan \"Contoso\" features=userapps
primary PS1
  server CM-MP-01: mp replica=CM-SQL-02
",
        ),
        good: Example::Text(
            "
plan \"Contoso\" features=userapps
primary PS1
  server CM-MP-01: mp
",
        ),
        check: Check::Role(ManagementPoint, |role| {
            if !has_replica(&role) {
                return Ok(());
            }
            let features = need(role.design().head_for(FEATURES).said.words(FEATURES), FEATURES)?;
            must(!features.contains(&"userapps"), || {
                format!(
                    "The management point on {} uses a replica, and deployments to users are planned",
                    role.server().name
                )
            })
        }),
        fixes: Fixes::Offer(|design, node, _| do_without(fixes::role_at(design, node))),
    },
    Rule {
        id: "MP-REPLICA-UPDATE",
        levels: ERROR,
        title: "Database replicas are turned off before an update",
        why: "A primary site with a replica in use cannot be updated; replicas can be set up anew \
              after it.",
        sources: &[CHECKLIST, REPLICAS, CHECKS],
        bad: Example::Text(
            "
plan \"Contoso\" version=2603 updatesfrom=2509
primary PS1
  server CM-MP-01: mp state=installed replica=CM-SQL-02
",
        ),
        good: Example::Text(
            "
plan \"Contoso\" version=2603 updatesfrom=2509
primary PS1
  server CM-MP-01: mp state=installed
",
        ),
        check: Check::Site(no_replica_during_an_update),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let commands = installed(site).flat_map(stop_using).collect();
            vec![Fix::new("Use the site database until the update is done", commands)]
        }),
    },
    Rule {
        id: "REPLICA-SERVICE",
        levels: ERROR,
        title: "The SQL Server of a replica runs as Local System, and both ends take large texts",
        why: "Replication needs the System account at the replica, and a max text repl size of 2 GB \
          there and at the site database.",
        sources: &[REPLICAS],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01: mp replica=CM-SQL-02 replicaservice=other replicatextrepl=2147483647
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01: mp replica=CM-SQL-02 replicaservice=system replicatextrepl=2147483647
",
        ),
        check: Check::Nodes(servers_replicate),
        fixes: Fixes::Offer(|design, node, _| make_servers_replicate(design, node)),
    },
];

/// At other sites, MP-REPLICA-SITE and ROLE-SITETYPE speak.
fn has_replica(role: &RoleRef<'_>) -> bool {
    role.said.has(REPLICA) && role.site().kind == SiteKind::Primary
}

/// The replica facts of a management point, taken back.
fn stop_using(role: RoleRef<'_>) -> impl Iterator<Item = Command> {
    let facts = [REPLICA, REPLICA_SERVICE, REPLICA_TEXT_SIZE, REPLICA_FEATURE];
    let said = facts.into_iter().filter(move |fact| role.said.has(*fact));
    said.map(move |fact| saying::unsay(role.id, fact))
}

fn do_without(role: Option<RoleRef<'_>>) -> Vec<Fix> {
    let fix = |role| Fix::new("Use the site database", stop_using(role).collect());
    role.map(fix).into_iter().collect()
}

/// One management point for each replica that the site's own ones use: several may share one.
fn users(site: SiteRef<'_>) -> Vec<(RoleRef<'_>, &str)> {
    let mut users: Vec<(RoleRef<'_>, &str)> = Vec::new();
    for role in site.roles_as(ManagementPoint).filter(has_replica) {
        let Some(host) = role.role().said.text(REPLICA) else { continue };
        if !users.iter().any(|(_, known)| sql_hosts::is_same(known, host)) {
            users.push((role, host));
        }
    }
    users
}

/// What is wrong with replicas and with the databases that they copy, each at its node.
fn judge_both(
    site: SiteRef<'_>,
    replica: impl Fn(RoleRef<'_>, &str) -> Verdict,
    database: impl Fn(RoleRef<'_>) -> Verdict,
) -> Vec<(NodeId, Trouble)> {
    let users = users(site);
    if users.is_empty() {
        return Vec::new();
    }
    let of_users = users.iter().map(|(role, host)| (role.id, replica(*role, host)));
    let bases = site.roles_as(SiteDatabase);
    let of_bases = bases.map(|role| (role.id, database(role)));
    let judged = of_users.chain(of_bases);
    judged.filter_map(|(id, verdict)| Some((id.into(), verdict.err()?))).collect()
}

fn instances_are_fit(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    if site.kind == SiteKind::Central {
        return shared_by_children(site).into_iter().collect();
    }
    let replica = |role: RoleRef<'_>, host: &str| {
        if is_site_database(site, host) {
            let what =
                format!("The replica of {} is in the instance of the site database", site.code);
            return Err(broken(what));
        }
        let has_feature = need(role.said.flag(REPLICA_FEATURE), REPLICA_FEATURE)?;
        must_have(has_feature, || format!("{host} has no SQL Server replication"))
    };
    let database = |role: RoleRef<'_>| {
        let has_feature = need(role.said.flag(REPLICATION_FEATURE), REPLICATION_FEATURE)?;
        must_have(has_feature, || {
            let server = &role.server().server().name;
            format!("{server} has no SQL Server replication, and {} uses replicas", site.code)
        })
    };
    judge_both(site, replica, database)
}

fn is_site_database(site: SiteRef<'_>, host: &str) -> bool {
    site.serving_as(SiteDatabase).any(|role| {
        let instance = role.said.text_or_assumed(INSTANCE).unwrap_or_default();
        sql_hosts::is_on(host, role.server())
            && sql_hosts::instance(host).eq_ignore_ascii_case(instance)
    })
}

/// Replicas of two sites are two replicas.
fn shared_by_children(site: SiteRef<'_>) -> Option<(NodeId, Trouble)> {
    let mut known: Vec<&str> = Vec::new();
    for child in site.children().filter(|child| child.kind == SiteKind::Primary) {
        let is_known = |host: &&str| known.iter().any(|other| sql_hosts::is_same(other, host));
        let hosts: Vec<&str> = child.replicas.iter().map(|host| &**host).collect();
        if let Some(host) = hosts.iter().find(|host| is_known(host)) {
            let what = format!("Two child sites of {} have a replica in {host}", site.code);
            return Some((site.id.into(), broken(what)));
        }
        known.extend(hosts);
    }
    None
}

fn make_instances_fit(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let add = |fact| saying::fix("Add SQL Server replication", role.id, fact, Value::Flag(true));
    match role.said.text(REPLICA) {
        None => add(REPLICATION_FEATURE),
        Some(host) if is_site_database(role.site(), host) => do_without(Some(role)),
        Some(_) => add(REPLICA_FEATURE),
    }
}

/// The installed management points of the site that use a replica.
fn installed(site: SiteRef<'_>) -> impl Iterator<Item = RoleRef<'_>> {
    let is_there = |role: &RoleRef<'_>| role.said.word_or_assumed(STATE) != Some("planned");
    site.roles_as(ManagementPoint).filter(has_replica).filter(is_there)
}

fn no_replica_during_an_update(site: SiteRef<'_>) -> Verdict {
    let Some(role) = installed(site).next() else { return Ok(()) };
    let target = site.target().name();
    let from = site.design().head_for(UPDATES_FROM).said.number(UPDATES_FROM);
    let Some(from) = from.map(|it| it.to_string()) else { return Ok(()) };
    match Some(role).filter(|_| from.as_str() < target) {
        None => Ok(()),
        Some(role) => Err(broken(format!(
            "{} uses a replica in its update from {from} to {target}",
            role.server().name
        ))),
    }
}

/// Why each end of a replication is not as it must be.
fn takes_large_texts(role: RoleRef<'_>, fact: Fact, on: &str) -> Verdict {
    let size = need(role.said.number(fact), fact)?;
    if size >= MOST_TEXT {
        return Ok(());
    }
    let size = grouped(size.into());
    Err(broken_because(
        format!("Max text repl size on {on} is {size} bytes"),
        "Both ends of the replication need 2 GB, which is 2,147,483,647 bytes.",
    ))
}

fn servers_replicate(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let replica = |role: RoleRef<'_>, host: &str| {
        let service = role.said.word(REPLICA_SERVICE);
        if service == Some("other") {
            return Err(broken(format!("SQL Server on {host} does not run as Local System")));
        }
        if role.said.has(REPLICA_TEXT_SIZE) {
            takes_large_texts(role, REPLICA_TEXT_SIZE, host)?;
        }
        need(service, REPLICA_SERVICE)?;
        takes_large_texts(role, REPLICA_TEXT_SIZE, host)
    };
    let database =
        |role: RoleRef<'_>| takes_large_texts(role, TEXT_SIZE, &role.server().server().name);
    judge_both(site, replica, database)
}

fn make_servers_replicate(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let mut fix = Fix::new("Set SQL Server up for replication", Vec::new());
    if role.said.word(REPLICA_SERVICE) == Some("other") {
        fix.commands.push(saying::say(role.id, REPLICA_SERVICE, Value::Word("system")));
    }
    for fact in [REPLICA_TEXT_SIZE, TEXT_SIZE] {
        if role.said.number(fact).is_some_and(|size| size < MOST_TEXT) {
            fix.commands.push(saying::say(role.id, fact, Value::Number(MOST_TEXT)));
        }
    }
    vec![fix]
}
