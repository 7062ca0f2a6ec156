//! Editions, versions and compatibility levels of SQL Server.

use super::{
    Ask, Check, ERROR, Example, Fix, Fixes, Rule, Severity, Source, Verdict, WARNING, broken,
    databases, extent::DEVICES_UNKNOWN, fixes, must, need, read, saying, unknown,
};
use crate::{
    facts::{
        limits::DEVICES_WITH_STANDARD_CENTRAL,
        numbers::grouped,
        roles::RoleKind::SiteDatabase,
        said::{
            Who,
            databases::{COMPATIBILITY, CUMULATIVE_UPDATE, DATABASE_SIZE, EDITION, SQL},
        },
        sites::SiteKind,
        sql_servers::{SQL_SERVERS, SqlServer},
        versions::Version,
    },
    model::{Design, NodeId, RoleRef, SiteRef, Value},
};

const SIZES: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");
const VERSIONS: Source =
    read("core/plan-design/configs/support-for-sql-server-versions", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const HARDWARE: Source = read("core/plan-design/configs/recommended-hardware", "2026-11-25");
const NEW_2409: Source = read("core/plan-design/changes/whats-new-in-version-2409", "2026-11-25");
const NEW_2603: Source = read("core/plan-design/changes/whats-new-in-version-2603", "2026-11-25");

/// What SQL Server Express holds, in GB.
const MOST_OF_EXPRESS: u32 = 10;

pub const RULES: &[Rule] = &[
    Rule {
        id: "SQL-EDITION-CAS",
        levels: ERROR,
        title: "A central administration site for more than 50,000 devices has SQL Server Enterprise",
        why: "With the Standard edition there, the whole hierarchy is supported up to 50,000 \
              desktops and devices. The edition at primary sites sets no limit.",
        sources: &[SIZES],
        bad: Example::Text(
            "
cas CS1
  server CM-SQL-01: db edition=standard
  primary PS1 devices=50001
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SQL-01: db edition=enterprise
  primary PS1 devices=50001
",
        ),
        check: Check::Site(edition_bears_the_hierarchy),
        fixes: Fixes::Offer(|design, node, _| {
            let site = fixes::site_at(design, node);
            let roles = site.into_iter().flat_map(|site| site.serving_as(SiteDatabase));
            let say = |role: RoleRef<'_>| saying::say(role.id, EDITION, Value::Word("enterprise"));
            vec![Fix::new("Use SQL Server Enterprise", roles.map(say).collect())]
        }),
    },
    Rule {
        id: "SQL-EXPRESS",
        levels: ERROR,
        title: "Central administration sites and primary sites have a full SQL Server",
        why: "SQL Server Express is supported for secondary sites only.",
        sources: &[VERSIONS, CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db edition=express
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db edition=standard
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            if !matches!(role.site().kind, SiteKind::Central | SiteKind::Primary) {
                return Ok(());
            }
            must(role.ask_word(EDITION)? != "express", || {
                format!(
                    "SQL Server Express at {}, a {}",
                    role.site().site().code,
                    role.site().kind.facts().title
                )
            })
        }),
        fixes: Fixes::Offer(|design, node, _| use_standard(design, node)),
    },
    Rule {
        id: "SQL-EXPRESS-SIZE",
        levels: WARNING,
        title: "A secondary site's database stays within 10 GB on SQL Server Express",
        why: "Express holds no more, and the prerequisite check fails where the data from the \
              primary site would not fit.",
        sources: &[HARDWARE, CHECKS],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db edition=express dbsize=14, mp, dp
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db edition=standard dbsize=14, mp, dp
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            let asked = role.site().kind == SiteKind::Secondary;
            if !asked || role.ask_word(EDITION)? != "express" {
                return Ok(());
            }
            let size = role.ask_number(DATABASE_SIZE)?;
            must(size <= MOST_OF_EXPRESS, || {
                format!("{size} GB expected on SQL Server Express, which holds {MOST_OF_EXPRESS}")
            })
        }),
        fixes: Fixes::Offer(|design, node, _| use_standard(design, node)),
    },
    Rule {
        id: "SQL-VERSION",
        levels: ERROR,
        title: "The version of SQL Server is supported by the version of the site",
        why: "Setup stops at a version that is not: 2012 and 2014 from 2409 on, 2025 before 2603, \
              2017 below CU2 and 2019 below CU5.",
        sources: &[VERSIONS, NEW_2409, NEW_2603],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db sql=2014
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db sql=2022
",
        ),
        check: Check::Role(SiteDatabase, runs_a_supported_version),
        fixes: Fixes::Offer(update_sql_server),
    },
    Rule {
        id: "SQL-COMPAT",
        levels: ERROR,
        title: "The site database has the recommended compatibility level",
        why: "On SQL Server 2022 the level 160 is not supported, 150 is. Other levels than the \
              recommended one run slower than they need to.",
        sources: &[VERSIONS, NEW_2603],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db sql=2022 compat=160
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db sql=2022 compat=150
",
        ),
        check: Check::Role(SiteDatabase, has_the_recommended_level),
        fixes: Fixes::Offer(|design, node, _| {
            let role = fixes::role_at(design, node);
            let server = role.and_then(|role| role.said.word(SQL)).and_then(sql_server);
            let (Some(role), Some(server)) = (role, server) else { return Vec::new() };
            let level = server.recommended_level;
            let title = format!("Set the compatibility level to {level}");
            saying::fix(title, role.id, COMPATIBILITY, Value::Number(level))
        }),
    },
];

fn use_standard(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    databases::restate(design, node, EDITION, "standard", "Use SQL Server Standard")
}

/// Express has a rule of its own.
fn edition_bears_the_hierarchy(site: SiteRef<'_>) -> Verdict {
    if site.kind != SiteKind::Central {
        return Ok(());
    }
    let roles = site.serving_as(SiteDatabase);
    let editions: Vec<_> = roles.map(|role| role.role().said.word(EDITION)).collect();
    let is_open = editions.contains(&None);
    let is_limited = editions.iter().any(|edition| matches!(edition, Some("standard" | "web")));
    if !is_open && !is_limited {
        return Ok(());
    }
    let most = u64::from(DEVICES_WITH_STANDARD_CENTRAL.most);
    let known: u64 = site.children().filter_map(|child| child.devices).map(u64::from).sum();
    if known <= most && databases::devices(site).is_some() {
        return Ok(());
    }
    if !is_limited {
        return need(None, EDITION);
    }
    if known <= most {
        return Err(unknown(Who::Owner, DEVICES_UNKNOWN));
    }
    let known = grouped(known);
    Err(broken(format!("{known} devices below {}, which has SQL Server Standard", site.code)))
}

fn sql_server(word: &str) -> Option<&'static SqlServer> {
    SQL_SERVERS.iter().find(|server| server.word == word)
}

fn is_supported(server: &SqlServer, target: Version) -> bool {
    server.supported.is_some_and(|(from, until)| (from..=until).contains(&target))
}

fn runs_a_supported_version(role: RoleRef<'_>) -> Verdict {
    let Some(server) = sql_server(role.ask_word(SQL)?) else { return Ok(()) };
    let target = role.site().target();
    if !is_supported(server, target) {
        let name = &role.server().server().name;
        let what = format!("{} on {name} for version {}", server.title, target.name());
        return Err(broken(what));
    }
    if server.least_update == 0 {
        return Ok(());
    }
    let update = role.ask_number(CUMULATIVE_UPDATE)?;
    must(update >= server.least_update, || {
        let least = server.least_update;
        format!("{} CU{update} on {}; CU{least} is the least", server.title, role.server().name)
    })
}

/// The least cumulative update where the version itself is supported, else the newest version
/// that has been supported for long.
fn update_sql_server(design: &Design, node: Option<NodeId>, _: &mut crate::model::Ids) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let Some(server) = role.said.word(SQL).and_then(sql_server) else { return Vec::new() };
    if is_supported(server, design.target()) {
        let least = server.least_update;
        let title = format!("Install CU{least} or later");
        return saying::fix(title, role.id, CUMULATIVE_UPDATE, Value::Number(least));
    }
    let mut commands = vec![saying::say(role.id, SQL, Value::Word("2022"))];
    if role.said.has(CUMULATIVE_UPDATE) {
        commands.push(saying::unsay(role.id, CUMULATIVE_UPDATE));
    }
    if role.said.has(COMPATIBILITY) {
        commands.push(saying::unsay(role.id, COMPATIBILITY));
    }
    vec![Fix::new("Use SQL Server 2022", commands)]
}

/// A version that is not supported at all has its own rule.
fn has_the_recommended_level(role: RoleRef<'_>) -> Verdict {
    if role.said.word(SQL).is_none() && databases::is_made_by_setup(role) {
        return Ok(());
    }
    let Some(server) = sql_server(role.ask_word(SQL)?) else { return Ok(()) };
    if !is_supported(server, role.site().target()) {
        return Ok(());
    }
    if role.said.number(COMPATIBILITY).is_none() && databases::is_made_by_setup(role) {
        return Ok(());
    }
    let (level, right) = (role.ask_number(COMPATIBILITY)?, server.recommended_level);
    if level == right {
        return Ok(());
    }
    let trouble =
        broken(format!("Compatibility level {level} on {}; {right} is recommended", server.title));
    // A level above those of the table is not supported.
    let is_above = server.levels.iter().all(|known| level > *known);
    Err(if is_above { trouble } else { trouble.only(Severity::Warning) })
}
