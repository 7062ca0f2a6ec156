//! Availability groups that hold a site database.

use super::{
    Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, broken,
    broken_because, databases, expansion::is_expansion, fixes, must, need, read, saying, zones,
};
use crate::{
    commands::{Command, Remove},
    facts::{
        roles::RoleKind::SiteDatabase,
        said::{
            Fact,
            databases::{
                AVAILABILITY_GROUP, BASIC_GROUP, CLUSTER_INSTANCE, COMMIT, EDITION, FAILOVER,
                FAILOVER_TARGET, INSTANCE, LISTENER, OTHER_GROUPS,
            },
            lifecycle::STATE,
            plan::UPDATES_FROM,
            servers::MACHINE,
        },
        sites::SiteKind,
    },
    model::{Design, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const GROUPS: Source = read(
    "core/servers/deploy/configure/sql-server-alwayson-for-a-highly-available-site-database",
    "2026-11-25",
);
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const VERSIONS: Source =
    read("core/plan-design/configs/support-for-sql-server-versions", "2026-11-25");

/// How a plan says that there is no listener.
const NONE: &str = "-";

pub const RULES: &[Rule] = &[
    Rule {
        id: "AG-SITETYPE",
        levels: ERROR,
        title: "Availability groups are used above secondary sites",
        why: "They are supported at primary sites and the central administration site; a secondary \
              site has its database on its own server.",
        sources: &[GROUPS, VERSIONS],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db ag=S01AG edition=enterprise, mp, dp
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db edition=enterprise, mp, dp
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            let group = databases::group(role);
            let asked = role.site().kind == SiteKind::Secondary;
            match group.filter(|_| asked) {
                Some(group) => Err(broken(format!(
                    "Secondary site {} has its database in availability group {group}",
                    role.site().site().code
                ))),
                None => Ok(()),
            }
        }),
        fixes: Fixes::Offer(|design, node, _| keep_it_local(design, node, AVAILABILITY_GROUP)),
    },
    Rule {
        id: "AG-EDITION",
        levels: ERROR,
        title: "An availability group runs on SQL Server Enterprise",
        why: "The product reads secondary replicas, which the basic availability groups of the \
              Standard edition do not allow.",
        sources: &[GROUPS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db ag=PS1AG edition=standard
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db ag=PS1AG edition=enterprise
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            let Some(group) = databases::group(role) else { return Ok(()) };
            if role.said.is(BASIC_GROUP) {
                return Err(broken(format!("{group} is a basic availability group")));
            }
            let edition = role.ask_word(EDITION)?;
            must(databases::is_enterprise(edition, role.site()), || {
                let edition = Value::Word(edition).shown(EDITION);
                format!("Availability group {group} on SQL Server {edition}")
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let mut commands = vec![saying::say(role.id, EDITION, Value::Word("enterprise"))];
            if role.said.is(BASIC_GROUP) {
                commands.push(saying::say(role.id, BASIC_GROUP, Value::Flag(false)));
            }
            vec![Fix::new("Use SQL Server Enterprise", commands)]
        }),
    },
    Rule {
        id: "AG-LISTENER",
        levels: ERROR,
        title: "An availability group has a listener",
        why: "The site connects to its database by the virtual name of the listener.",
        sources: &[GROUPS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db ag=PS1AG edition=enterprise listener=-
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db ag=PS1AG edition=enterprise listener=PS1-LSN
",
        ),
        check: Check::Nodes(groups_have_a_listener),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let name = format!("{}-LSN", role.site().site().code);
            let value = Value::Text(name.as_str().into());
            let none = |role: &RoleRef<'_>| role.said.text(LISTENER) == Some(NONE);
            let replicas = databases::replicas(role.site()).filter(none);
            let commands = replicas.map(|it| saying::say(it.id, LISTENER, value.clone()));
            vec![Fix::new(format!("Add the listener {name}"), commands.collect())]
        }),
    },
    Rule {
        id: "AG-LOCATION",
        levels: ERROR,
        title: "All replicas are on premises, or all in Azure",
        why: "A group that has members on both sides is not supported.",
        sources: &[GROUPS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01 machine=virtual: db ag=PS1AG
  server CM-SQL-02 machine=azure: db ag=PS1AG
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01 machine=virtual: db ag=PS1AG
  server CM-SQL-02 machine=virtual: db ag=PS1AG
",
        ),
        check: Check::Site(replicas_are_on_one_side),
        fixes: Fixes::None("On which side the database is to be is a decision about datacenters."),
    },
    Rule {
        id: "AG-FCI",
        levels: ERROR,
        title: "Replicas are standalone instances",
        why: "Failover cluster instances are not supported for a replica of the site database.",
        sources: &[GROUPS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db ag=PS1AG fci=PS1SQL
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db ag=PS1AG
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            match (databases::group(role), databases::cluster(role)) {
                (Some(group), Some(instance)) => Err(broken(format!(
                    "{instance}, a failover cluster instance, is a replica in {group}"
                ))),
                _ => Ok(()),
            }
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let commands = node.map(|node| saying::unsay(node, CLUSTER_INSTANCE));
            vec![Fix::new("Use a standalone instance", commands.into_iter().collect())]
        }),
    },
    Rule {
        id: "AG-ASYNC",
        levels: ERROR,
        title: "Failover goes to a synchronous replica",
        why: "An asynchronous replica may lack data; it serves only to recover the site.",
        sources: &[GROUPS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db ag=PS1AG
  server CM-SQL-02: db ag=PS1AG commit=async failovertarget=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db ag=PS1AG
  server CM-SQL-02: db ag=PS1AG commit=async failovertarget=no
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            let Some(group) = databases::group(role) else { return Ok(()) };
            let is_target = role.ask_word(COMMIT)? == "async" && role.ask_flag(FAILOVER_TARGET)?;
            must(!is_target, || {
                let name = &role.server().server().name;
                format!("{group} is to fail over to {name}, an asynchronous replica")
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let Some(node) = node else { return Vec::new() };
            let only = "Keep it for recovery only";
            let sync = saying::say(node, COMMIT, Value::Word("sync"));
            let mut fixes = saying::fix(only, node, FAILOVER_TARGET, Value::Flag(false));
            fixes.push(Fix::new("Let it commit synchronously", vec![sync]));
            fixes
        }),
    },
    Rule {
        id: "AG-FAILOVER",
        levels: ERROR,
        title: "Failover is manual during setup and updates",
        why: "Automatic failover is supported, but not while setup moves the database into the \
              group, nor while an update is installed.",
        sources: &[GROUPS, CHECKS],
        bad: Example::Text(
            "
plan \"Update\" version=2603 updatesfrom=2509
primary PS1
  server CM-SQL-01: db ag=PS1AG failover=automatic
",
        ),
        good: Example::Text(
            "
plan \"Update\" version=2603 updatesfrom=2509
primary PS1
  server CM-SQL-01: db ag=PS1AG failover=manual
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            let Some(group) = databases::group(role) else { return Ok(()) };
            let Some(occasion) = occasion(role) else { return Ok(()) };
            must(role.ask_word(FAILOVER)? == "manual", || {
                format!("{group} fails over automatically {occasion}")
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            databases::restate(design, node, FAILOVER, "manual", "Set manual failover for the time")
        }),
    },
    Rule {
        id: "AG-NAMED",
        levels: WARNING,
        title: "Replicas on named instances fit the version",
        why: "The page on availability groups allows them; a prerequisite check wants the default \
              instance, so that setup of an older version may stop.",
        sources: &[CHECKS, GROUPS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db ag=PS1AG instance=CM
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db ag=PS1AG
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            match (databases::group(role), databases::named_instance(role)) {
                (Some(group), Some(instance)) => Err(broken(format!(
                    "The replica of {group} on {} uses instance {instance}",
                    role.server().name
                ))),
                _ => Ok(()),
            }
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let commands = node.map(|node| saying::unsay(node, INSTANCE));
            vec![Fix::new("Use the default instance", commands.into_iter().collect())]
        }),
    },
    Rule {
        id: "AG-EXPAND",
        levels: ERROR,
        title: "A primary site is expanded with its database outside an availability group",
        why: "Setup of the central administration site fails otherwise; the database moves out for \
              the time and may come back afterwards.",
        sources: &[GROUPS],
        bad: Example::Text(
            "
cas CS1
  primary PS1 state=installed wasparent=-
    server CM-SQL-01: db ag=PS1AG state=installed
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1 state=installed wasparent=-
    server CM-SQL-01: db state=installed
",
        ),
        check: Check::Site(expands_without_a_group),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let mut replicas = databases::replicas(site).filter(|role| !is_to_come(*role));
            let Some(first) = replicas.next() else { return Vec::new() };
            let keep = saying::unsay(first.id, AVAILABILITY_GROUP);
            let rest = replicas.map(|role| Command::from(Remove { node: role.id.into() }));
            let commands = std::iter::once(keep).chain(rest).collect();
            let name = &first.server().server().name;
            vec![Fix::new(format!("Move the database out, to {name} alone"), commands)]
        }),
    },
];

/// What a second reading of the documentation added.
pub const ADDED: &[Rule] = &[Rule {
    id: "AG-OTHERS-MANUAL",
    levels: WARNING,
    title: "Other availability groups on the server fail over by hand during setup and updates",
    why: "Each replica of every group on that SQL Server needs manual failover for the time.",
    sources: &[GROUPS],
    bad: Example::Text(
        "
plan \"Update\" version=2603 updatesfrom=2509
primary PS1
  server CM-SQL-01: db ag=PS1AG failover=manual otherag=automatic
",
    ),
    good: Example::Text(
        "
plan \"Update\" version=2603 updatesfrom=2509
primary PS1
  server CM-SQL-01: db ag=PS1AG failover=manual otherag=manual
",
    ),
    check: Check::Role(SiteDatabase, |role| {
        let Some(occasion) = databases::group(role).and_then(|_| occasion(role)) else {
            return Ok(());
        };
        must(role.ask_word(OTHER_GROUPS)? != "automatic", || {
            let name = &role.server().server().name;
            format!("Another availability group on {name} fails over automatically {occasion}")
        })
    }),
    fixes: Fixes::Offer(|design, node, _| {
        databases::restate(design, node, OTHER_GROUPS, "manual", "Set manual failover for the time")
    }),
}];

/// When the plan runs setup or an update while the database is in its group. A site that is still
/// to be installed is shown as it will be, when automatic failover may be on again.
fn occasion(role: RoleRef<'_>) -> Option<&'static str> {
    let site = role.site();
    if site.design().head_for(UPDATES_FROM).said.has(UPDATES_FROM) {
        return Some("during the update");
    }
    let moves_in = site.site().said.is_installed() && is_to_come(role);
    moves_in.then_some("while setup moves the database in")
}

/// Whether the plan says that the replica is not there yet.
fn is_to_come(role: RoleRef<'_>) -> bool {
    role.said.word(STATE) == Some("planned")
}

/// Leaves a database on the site server of a secondary site, without `fact`; else a single one
/// where it stands.
pub fn keep_it_local(design: &Design, node: Option<NodeId>, fact: Fact) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let site = role.site();
    let parts: Vec<_> =
        site.serving_as(SiteDatabase).filter(|other| other.said.has(fact)).collect();
    let home = parts.iter().position(|part| databases::is_on_site_server(*part)).unwrap_or(0);
    let commands = parts.iter().enumerate().map(|(at, part)| match at == home {
        true => saying::unsay(part.id, fact),
        false => Remove { node: part.id.into() }.into(),
    });
    let Some(kept) = parts.get(home) else { return Vec::new() };
    let title = format!("Use SQL Server on {} alone", kept.server().name);
    vec![Fix::new(title, commands.collect())]
}

/// What any replica says is said of the group.
fn groups_have_a_listener(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let mut found = Vec::new();
    for database in databases::of(site) {
        let listeners = || database.iter().filter_map(|role| role.role().said.text(LISTENER));
        let first = database.iter().find_map(|role| Some((role.id, databases::group(*role)?)));
        let Some((id, group)) = first else { continue };
        if listeners().any(|name| name != NONE) {
            continue;
        }
        let trouble = match listeners().next() {
            Some(_) => Some(broken(format!("Availability group {group} has no listener"))),
            None => need::<()>(None, LISTENER).err(),
        };
        found.extend(trouble.map(|trouble| (id.into(), trouble)));
    }
    found
}

/// Whether a server is in Azure, as far as the plan says.
fn is_in_azure(server: ServerRef<'_>) -> Option<bool> {
    match (server.said.word(MACHINE), zones::kind_of(server)) {
        (Some(machine), _) => Some(machine == "azure"),
        (None, kind) => kind.map(|kind| kind == "cloud"),
    }
}

fn replicas_are_on_one_side(site: SiteRef<'_>) -> Verdict {
    let servers: Vec<_> = databases::replicas(site).map(RoleRef::server).collect();
    let cloud: Vec<_> = servers.iter().filter(|it| is_in_azure(**it) == Some(true)).collect();
    let ground: Vec<_> = servers.iter().filter(|it| is_in_azure(**it) == Some(false)).collect();
    if let (Some(cloud), Some(ground)) = (cloud.first(), ground.first()) {
        let (cloud, ground) = (&cloud.server().name, &ground.server().name);
        let what =
            format!("Replicas of {} are in Azure ({cloud}) and on premises ({ground})", site.code);
        return Err(broken(what));
    }
    match servers.len() > 1 && cloud.len() + ground.len() < servers.len() {
        true => need(None, MACHINE),
        false => Ok(()),
    }
}

fn expands_without_a_group(site: SiteRef<'_>) -> Verdict {
    let replica = databases::replicas(site).find(|role| !is_to_come(*role));
    match replica.filter(|_| is_expansion(site)).and_then(databases::group) {
        Some(group) => Err(broken_because(
            format!("{} is expanded with its database in availability group {group}", site.code),
            "Setup of the central administration site fails; the database has to leave the group \
             for the time.",
        )),
        None => Ok(()),
    }
}
