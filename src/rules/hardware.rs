//! Processors, memory and disks against what is recommended for the load.

use super::{
    ADVICE, Ask, Check, ERROR, Example, Fixes, Rule, Source, Trouble, Verdict, WARNING, fixes,
    machine, must, need, read, saying, worst,
};
use crate::{
    facts::{
        hardware::{Needs, RECOMMENDED, SIZING},
        numbers::grouped,
        roles::RoleKind,
        said::{
            Fact,
            databases::{EDITION, SQL_LEAST_MEMORY, SQL_MEMORY_SHARE},
            servers::{CORES, DISK, FREE_DISK, INBOX_IOPS, MEMORY, SQL_IOPS},
        },
        sites::SiteKind,
    },
    model::{Design, NodeId, RoleRef, ServerRef, SiteRef, Value},
    rules::Fix,
};

const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const SQL: Source = read("core/plan-design/configs/support-for-sql-server-versions", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SRV-HW-CORES",
        levels: WARNING,
        title: "A server has enough processor cores for its load",
        why: "A site runs many processes at once; the recommendations hold for sites of this size.",
        sources: &[SIZING, RECOMMENDED],
        bad: Example::Text(
            "
primary PS1 devices=40000
  server PS1 cores=4: site, db, prov
",
        ),
        good: Example::Text(
            "
primary PS1 devices=40000
  server PS1 cores=8: site, db, prov
",
        ),
        check: Check::Nodes(|site| of_each(site, |server| enough(server, CORES, "cores", cores))),
        fixes: Fixes::Offer(|design, node, _| give(design, node, CORES, "cores", cores)),
    },
    Rule {
        id: "SRV-HW-RAM",
        levels: WARNING,
        title: "A server has enough memory for its load",
        why: "Memory limits a site right after its disks; the recommendations hold for sites of \
              this size.",
        sources: &[SIZING, RECOMMENDED],
        bad: Example::Text(
            "
primary PS1 devices=40000
  server PS1 memory=24: site, db, prov
",
        ),
        good: Example::Text(
            "
primary PS1 devices=40000
  server PS1 memory=32: site, db, prov
",
        ),
        check: Check::Nodes(|site| {
            of_each(site, |server| enough(server, MEMORY, "GB of memory", memory))
        }),
        fixes: Fixes::Offer(|design, node, _| give(design, node, MEMORY, "GB of memory", memory)),
    },
    Rule {
        id: "SRV-HW-DISK",
        levels: WARNING,
        title: "A server has enough disk for its load",
        why: "Database, logs and inboxes grow with the number of clients; content comes on top.",
        sources: &[SIZING, RECOMMENDED],
        bad: Example::Text(
            "
primary PS1 devices=40000
  server PS1 disk=500: site, db, prov
",
        ),
        good: Example::Text(
            "
primary PS1 devices=40000
  server PS1 disk=600: site, db, prov
",
        ),
        check: Check::Nodes(|site| {
            of_each(site, |server| enough(server, DISK, "GB of disk", |needs| needs.disk))
        }),
        fixes: Fixes::Offer(|design, node, _| {
            give(design, node, DISK, "GB of disk", |needs| needs.disk)
        }),
    },
    Rule {
        id: "SRV-HW-IOPS",
        levels: WARNING,
        title: "The disks of a site are fast enough for its load",
        why: "Slow disks are the most common bottleneck: inboxes and the database fall behind.",
        sources: &[SIZING],
        bad: Example::Text(
            "
primary PS1 devices=40000
  server PS1 iops=1200 sqliops=2000: site, db, prov
",
        ),
        good: Example::Text(
            "
primary PS1 devices=40000
  server PS1 iops=1200 sqliops=2800: site, db, prov
",
        ),
        check: Check::Nodes(|site| of_each(site, fast_enough)),
        fixes: Fixes::Offer(|design, node, _| speed_up(design, node)),
    },
    Rule {
        id: "SRV-SQL-MEM",
        levels: WARNING,
        title: "SQL Server has a least and a most of memory set",
        why: "Without a most, SQL Server takes memory that the site needs; without a least, it \
              gets too little itself.",
        sources: &[SQL, CHECKS, SIZING],
        bad: Example::Text(
            "
primary PS1
  server PS1: site, db minmemory=8 maxmemory=100, prov
",
        ),
        good: Example::Text(
            "
primary PS1
  server PS1: site, db minmemory=8 maxmemory=80, prov
",
        ),
        check: Check::Role(RoleKind::SiteDatabase, has_its_memory),
        fixes: Fixes::Offer(|design, node, _| set_memory(design, node)),
    },
    Rule {
        id: "SRV-RAM-CORE",
        levels: ADVICE,
        title: "A database server has 3 GB of memory for each core",
        why: "With less than 3 to 4 GB for each core, SQL Server cannot use what its processors \
              could do.",
        sources: &[SIZING],
        bad: Example::Text(
            "
primary PS1 devices=20000
  server PS1 cores=16 memory=32: site, db, prov
",
        ),
        good: Example::Text(
            "
primary PS1 devices=20000
  server PS1 cores=16 memory=48: site, db, prov
",
        ),
        check: Check::Nodes(|site| of_each(site, has_memory_for_each_core)),
        fixes: Fixes::Offer(|design, node, _| {
            let cores = fixes::server_at(design, node).and_then(|server| server.said.number(CORES));
            let memory = cores.unwrap_or_default().saturating_mul(GB_PER_CORE);
            saying::answer(
                format!("Plan {memory} GB of memory"),
                node,
                MEMORY,
                Value::Number(memory),
            )
        }),
    },
    Rule {
        id: "SRV-DISK-FREE",
        levels: ERROR,
        title: "A site server has 15 GB of free disk",
        why: "Setup stops where less is free, and takes another gigabyte for an SMS Provider on \
              the same server.",
        sources: &[CHECKS],
        bad: Example::Text(
            "
primary PS1
  server PS1 freedisk=15: site, db, prov
",
        ),
        good: Example::Text(
            "
primary PS1
  server PS1 freedisk=16: site, db, prov
",
        ),
        check: Check::Server(has_room_for_setup),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(server) = fixes::server_at(design, node) else { return Vec::new() };
            let room = room_for_setup(server);
            saying::answer(format!("Keep {room} GB free"), node, FREE_DISK, Value::Number(room))
        }),
    },
];

const GB_PER_CORE: u32 = 3;

/// Asks the same of every server that has a role.
fn of_each(site: SiteRef<'_>, check: impl Fn(ServerRef<'_>) -> Verdict) -> Vec<(NodeId, Trouble)> {
    let servers = site.servers().filter(|server| !server.roles.is_empty());
    servers.filter_map(|server| Some((server.id.into(), check(server).err()?))).collect()
}

#[expect(clippy::unnecessary_wraps, reason = "one of several that may leave a need open")]
fn cores(needs: Needs) -> Option<u32> {
    Some(needs.cores)
}

#[expect(clippy::unnecessary_wraps, reason = "one of several that may leave a need open")]
fn memory(needs: Needs) -> Option<u32> {
    Some(needs.memory)
}

fn enough(
    server: ServerRef<'_>,
    fact: Fact,
    unit: &str,
    part: fn(Needs) -> Option<u32>,
) -> Verdict {
    let Ok(has) = server.ask_number(fact) else {
        // Asked of thousands of servers at once: the tables wait for an answer.
        let asked = server.roles.iter().any(|role| part(machine::alone(role.kind)).is_some());
        return if asked { need(None, fact) } else { Ok(()) };
    };
    let Some(least) = machine::needs(server)?.and_then(part) else { return Ok(()) };
    must(has >= least, || {
        format!("{} has {has} {unit}; {least} are recommended{}", server.name, for_load(server))
    })
}

/// " for 40,000 devices", where the number matters.
fn for_load(server: ServerRef<'_>) -> String {
    let load = machine::load(server.site());
    let grows = machine::duties(server, load).iter().any(|duty| duty.grows());
    match load.filter(|_| grows) {
        Some(devices) => format!(" for {} devices", grouped(devices.into())),
        None => String::new(),
    }
}

fn give(
    design: &Design,
    node: Option<NodeId>,
    fact: Fact,
    unit: &str,
    part: fn(Needs) -> Option<u32>,
) -> Vec<Fix> {
    let server = fixes::server_at(design, node);
    let needs = server.and_then(|server| machine::needs(server).ok().flatten());
    let Some(least) = needs.and_then(part) else { return Vec::new() };
    saying::answer(format!("Plan {least} {unit}"), node, fact, Value::Number(least))
}

/// The facts about speed, with what is needed of each.
fn speeds(needs: Needs) -> [(Fact, Option<u32>, &'static str); 2] {
    [(INBOX_IOPS, needs.inbox_iops, "inbox disk"), (SQL_IOPS, needs.sql_iops, "database disks")]
}

fn fast_enough(server: ServerRef<'_>) -> Verdict {
    if !server.roles.iter().any(|role| is_of_the_site(role.kind)) {
        return Ok(());
    }
    let Some(needs) = machine::needs(server)? else { return Ok(()) };
    let verdicts = speeds(needs).map(|(fact, least, disk)| {
        let Some(least) = least else { return Ok(()) };
        let has = server.ask_number(fact)?;
        must(has >= least, || {
            format!(
                "The {disk} of {} {} {} IOPS; {} are recommended{}",
                server.name,
                if disk.ends_with('s') { "do" } else { "does" },
                grouped(has.into()),
                grouped(least.into()),
                for_load(server)
            )
        })
    });
    worst(verdicts)
}

/// Other roles have no speed of disks to ask for.
fn is_of_the_site(kind: RoleKind) -> bool {
    matches!(kind, RoleKind::SiteServer | RoleKind::PassiveSiteServer | RoleKind::SiteDatabase)
}

fn speed_up(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(server) = fixes::server_at(design, node) else { return Vec::new() };
    let Ok(Some(needs)) = machine::needs(server) else { return Vec::new() };
    let slow = speeds(needs).into_iter().filter_map(|(fact, least, _)| {
        let least = least.filter(|least| server.said.number(fact).is_some_and(|it| it < *least))?;
        Some(saying::say(server.id, fact, Value::Number(least)))
    });
    let commands: Vec<_> = slow.collect();
    vec![Fix::new(format!("Plan faster disks for {}", server.name), commands)]
}

/// Where the memory is too small for the load, SRV-HW-RAM speaks.
fn has_memory_for_each_core(server: ServerRef<'_>) -> Verdict {
    if !server.has(RoleKind::SiteDatabase) {
        return Ok(());
    }
    let (cores, memory) = (server.ask_number(CORES)?, server.ask_number(MEMORY)?);
    let needed = machine::needs(server).ok().flatten().map_or(0, |needs| needs.memory);
    must(memory < needed || memory >= cores.saturating_mul(GB_PER_CORE), || {
        format!("{} has {memory} GB of memory for {cores} cores", server.name)
    })
}

/// The least that SQL Server keeps, in GB.
fn least_memory(database: RoleRef<'_>) -> u32 {
    if database.site().kind == SiteKind::Secondary { 4 } else { 8 }
}

/// Up to so many devices, the sizing table gives 70 % to an SQL Server of its own.
const SMALL: u32 = 50_000;

/// The share of the server's memory that SQL Server may take. The page on SQL Server says 80 to
/// 90 % for a server of its own, the one on sizing 70 % for smaller sites: both are taken.
fn share(database: RoleRef<'_>) -> std::ops::RangeInclusive<u32> {
    let site = database.site();
    let is_site_server =
        |role: RoleRef<'_>| role.kind == RoleKind::SiteServer && role.site().id == site.id;
    match database.server().roles().any(is_site_server) {
        true => 50..=80,
        false if site.devices.is_none_or(|devices| devices <= SMALL) => 70..=90,
        false => 80..=90,
    }
}

fn has_its_memory(database: RoleRef<'_>) -> Verdict {
    if database.said.word(EDITION) == Some("express") {
        return Ok(());
    }
    let name = &database.server().server().name;
    let (least, share) = (least_memory(database), share(database));
    let has_least = || {
        let has = database.ask_number(SQL_LEAST_MEMORY)?;
        if has < least && database.site().kind == SiteKind::Secondary {
            // SQL Server Express keeps no more than 1 GB.
            need(database.said.word(EDITION), EDITION)?;
        }
        must(has >= least, || {
            format!("SQL Server on {name} keeps {has} GB at the least, not {least}")
        })
    };
    let has_most = || {
        let has = database.ask_number(SQL_MEMORY_SHARE)?;
        must(share.contains(&has), || {
            let (from, to) = (share.start(), share.end());
            format!("SQL Server on {name} takes up to {has} % of the memory, not {from} to {to} %")
        })
    };
    worst([has_least(), has_most()])
}

fn set_memory(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(database) = fixes::role_at(design, node) else { return Vec::new() };
    let (least, share) = (least_memory(database), share(database));
    let mut commands = Vec::new();
    if database.said.number(SQL_LEAST_MEMORY).is_some_and(|has| has < least) {
        commands.push(saying::say(database.id, SQL_LEAST_MEMORY, Value::Number(least)));
    }
    if let Some(has) = database.said.number(SQL_MEMORY_SHARE).filter(|it| !share.contains(it)) {
        let better = has.clamp(*share.start(), *share.end());
        commands.push(saying::say(database.id, SQL_MEMORY_SHARE, Value::Number(better)));
    }
    vec![Fix::new("Set the memory of SQL Server as recommended", commands)]
}

fn room_for_setup(server: ServerRef<'_>) -> u32 {
    15 + u32::from(server.has(RoleKind::SmsProvider))
}

fn has_room_for_setup(server: ServerRef<'_>) -> Verdict {
    if !server.has(RoleKind::SiteServer) {
        return Ok(());
    }
    let free = server.ask_number(FREE_DISK)?;
    let room = room_for_setup(server);
    must(free >= room, || format!("{} has {free} GB free; setup needs {room}", server.name))
}
