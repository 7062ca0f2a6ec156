//! Reporting services points.

use super::{
    ADVICE, Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING,
    availability, broken, broken_because, fixes, missing, must, must_have, need, read, saying,
    sql_hosts, trusts::trust_each_other,
};
use crate::{
    commands::{Command, Remove},
    facts::{
        roles::RoleKind::{ReportingServicesPoint, SiteDatabase, SiteServer},
        said::{
            EntityKind,
            databases::AVAILABILITY_GROUP,
            plan::REPORTS_EVERYWHERE,
            roles::{
                DATA_SOURCE, DATABASE_HOST, REPORT_DATABASE_IN_GROUP, REPORT_SERVER, REPORT_USERS,
            },
            servers::DOMAIN,
            sites::DISTRIBUTED_VIEWS,
        },
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const REPORTING: Source = read("core/servers/manage/planning-for-reporting", "2026-11-25");
const PREREQUISITES: Source = read("core/servers/manage/prerequisites-for-reporting", "2026-11-25");
const GROUPS: Source = read(
    "core/servers/deploy/configure/sql-server-alwayson-for-a-highly-available-site-database",
    "2026-11-25",
);
const PAIR: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-25");
const REPLICATION: Source = read("core/plan-design/hierarchy/database-replication", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "RSP-AG-LISTENER",
        levels: ERROR,
        title: "Reports name a replica, not the listener of an availability group",
        why: "A reporting services point does not support the listener, which its installation \
              proposes, and its own database stands in no availability group.",
        sources: &[GROUPS],
        bad: Example::Text(
            "
primary PS1
  server CM-RSP-01: rsp datasource=listener
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-RSP-01: rsp datasource=replica
",
        ),
        check: Check::Nodes(reports_name_a_replica),
        fixes: Fixes::Offer(|design, node, _| name_a_replica(design, node)),
    },
    Rule {
        id: "RSP-REMOTE",
        levels: ADVICE,
        title: "The reporting services point is not on the site server",
        why: "Reports compete with the site for the same processor and memory; both do better on \
              servers of their own.",
        sources: &[REPORTING],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov, rsp
  server CM-SCP-01: scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov
  server CM-SCP-01: scp, rsp
",
        ),
        check: Check::Role(ReportingServicesPoint, |role| {
            let asked = role.site().kind != SiteKind::Secondary;
            must(!(asked && role.server().has(SiteServer)), || {
                format!("Reporting services point on {}, the site server", role.server().name)
            })
        }),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Role(role)) = node else { return Vec::new() };
            design.role(role).map(|role| fixes::move_within(role, ids)).into_iter().collect()
        }),
    },
    Rule {
        id: "RSP-HA-DB",
        levels: WARNING,
        title: "The reporting database of a highly available site is on neither site server",
        why: "It would go down with the site server that it is meant to outlive.",
        sources: &[PAIR],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov
  server CM-SITE-02: pss, prov
  server CM-RSP-01: rsp database=CM-SITE-02
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov
  server CM-SITE-02: pss, prov
  server CM-RSP-01: rsp
",
        ),
        check: Check::Nodes(databases_outlive_the_site_server),
        fixes: Fixes::Offer(take_the_database_away),
    },
    Rule {
        id: "RSP-DISTVIEW",
        levels: ERROR,
        title: "With distributed views, the central administration site has one reporting services \
                point, on its database server",
        why: "Its database reaches those of the child sites with Kerberos, which ends at a second \
              computer.",
        sources: &[REPLICATION],
        bad: Example::Text(
            "
cas CS1
  server CM-SITE-01: site
  server CM-SQL-01: db edition=enterprise, prov
  server CM-SCP-01: scp, rsp
  primary PS1 distviews=yes
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SITE-01: site
  server CM-SQL-01: db edition=enterprise, prov, rsp
  server CM-SCP-01: scp
  primary PS1 distviews=yes
",
        ),
        check: Check::Site(reports_stand_by_the_views),
        fixes: Fixes::Offer(|design, node, _| bring_reports_together(design, node)),
    },
    Rule {
        id: "RSP-SCOPE",
        levels: ADVICE,
        title: "Reports for the whole hierarchy come from its top",
        why: "Reports at a child primary site show that site alone. Those that span sites need a \
              reporting services point at the central administration site.",
        sources: &[REPORTING],
        bad: Example::Text(
            "
cas CS1
  server CM-SCP-01: scp
  primary PS1
    server CM-RSP-01: rsp
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SCP-01: scp, rsp
  primary PS1
    server CM-RSP-01: rsp
",
        ),
        check: Check::Site(reports_reach_the_whole_hierarchy),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Site(site)) = node else { return Vec::new() };
            let parent = design.site(site).and_then(SiteRef::parent_site);
            let fix = |site| fixes::add(site, ReportingServicesPoint, ids);
            parent.map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "RSP-SSRS",
        levels: ERROR,
        title: "A reporting services point has a report server",
        why: "The role publishes its reports to SQL Server Reporting Services or Power BI Report \
              Server, which must be there before.",
        sources: &[PREREQUISITES],
        bad: Example::Text(
            "
primary PS1
  server CM-RSP-01: rsp reportserver=none
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-RSP-01: rsp reportserver=ssrs
",
        ),
        check: Check::Role(ReportingServicesPoint, |role| {
            must_have(role.ask_word(REPORT_SERVER)? != "none", || {
                format!(
                    "The reporting services point on {} has no report server",
                    role.server().name
                )
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let add =
                |node, title, word| saying::fix(title, node, REPORT_SERVER, Value::Word(word));
            let Some(node) = node else { return Vec::new() };
            let mut offered = add(node, "Add SQL Server Reporting Services", "ssrs");
            offered.extend(add(node, "Add Power BI Report Server", "powerbi"));
            offered
        }),
    },
    Rule {
        id: "RSP-TRUST",
        levels: WARNING,
        title: "Report users are in a domain that the reporting server trusts both ways",
        why: "Users from another domain run reports only where both domains trust each other.",
        sources: &[REPORTING],
        bad: Example::Text(
            "
domain contoso.com forest=contoso.com
domain fabrikam.com forest=fabrikam.com
trust contoso.com with=fabrikam.com trust=forest way=out
primary PS1
  server CM-RSP-01 domain=contoso.com: rsp reportusers=fabrikam.com
",
        ),
        good: Example::Text(
            "
domain contoso.com forest=contoso.com
domain fabrikam.com forest=fabrikam.com
trust contoso.com with=fabrikam.com trust=forest way=two
primary PS1
  server CM-RSP-01 domain=contoso.com: rsp reportusers=fabrikam.com
",
        ),
        check: Check::Role(ReportingServicesPoint, users_are_trusted),
        fixes: Fixes::None(
            "A trust between domains, or reports in the other domain, is for the owners of both.",
        ),
    },
];

/// Whether the central administration site reads data of a child site through views.
pub fn uses_distributed_views(site: SiteRef<'_>) -> bool {
    site.kind == SiteKind::Central && site.children().any(|child| child.said.is(DISTRIBUTED_VIEWS))
}

fn reports_reach_the_whole_hierarchy(site: SiteRef<'_>) -> Verdict {
    let above = site.parent().filter(|parent| parent.kind == SiteKind::Central);
    let asked = site.kind == SiteKind::Primary
        && site.serving_as(ReportingServicesPoint).next().is_some()
        && site.design().head_for(REPORTS_EVERYWHERE).ask_flag(REPORTS_EVERYWHERE)?;
    must_have(!asked || above.is_none_or(|above| above.has(ReportingServicesPoint)), || {
        format!("The reporting services point at {} reports on that site alone", site.code)
    })
}

/// The reporting services points on the site's own servers.
fn points(site: SiteRef<'_>) -> impl Iterator<Item = RoleRef<'_>> {
    site.roles_as(ReportingServicesPoint)
}

fn reports_name_a_replica(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let mut databases = site.serving_as(SiteDatabase);
    let in_group = databases.any(|role| role.said.has(AVAILABILITY_GROUP));
    let judge = |role: RoleRef<'_>| -> Verdict {
        let server = &role.server().server().name;
        let source = role.said.word(DATA_SOURCE);
        if source == Some("listener") {
            return Err(broken(format!("Reports on {server} connect to the listener")));
        }
        if role.said.is(REPORT_DATABASE_IN_GROUP) {
            let what = format!("The report database of {server} is in an availability group");
            return Err(broken_because(what, "Only the site database is supported in one."));
        }
        if in_group { need(source, DATA_SOURCE).map(drop) } else { Ok(()) }
    };
    points(site).filter_map(|role| Some((role.id.into(), judge(role).err()?))).collect()
}

fn name_a_replica(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let mut commands = Vec::new();
    if role.said.word(DATA_SOURCE) == Some("listener") {
        commands.push(saying::say(role.id, DATA_SOURCE, Value::Word("replica")));
    }
    let mut title = "Connect to a replica by its name";
    if role.said.is(REPORT_DATABASE_IN_GROUP) {
        if commands.is_empty() {
            title = "Take its database out of the availability group";
        }
        commands.push(saying::unsay(role.id, REPORT_DATABASE_IN_GROUP));
    }
    vec![Fix::new(title, commands)]
}

/// The server of the report database: what the role says, else its own.
fn is_on(role: RoleRef<'_>, server: ServerRef<'_>) -> bool {
    match role.said.text(DATABASE_HOST) {
        Some(host) => sql_hosts::is_on(host, server),
        None => role.server().id == server.id,
    }
}

fn databases_outlive_the_site_server(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let pair = availability::pair(site);
    let say = |role: RoleRef<'_>| {
        let server = pair.iter().find(|server| is_on(role, **server))?;
        // Where an installed one has its database is a fact, and may be elsewhere.
        if role.said.is_installed() && !role.said.has(DATABASE_HOST) {
            let unsaid = need::<()>(None, DATABASE_HOST).err()?;
            return Some((role.id.into(), unsaid));
        }
        let what = format!(
            "The report database is on {}, one of the two site servers of {}",
            server.name, site.code
        );
        Some((role.id.into(), broken(what)))
    };
    points(site).filter_map(say).collect()
}

/// To the role's own server, or with the role to another one.
fn take_the_database_away(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let home = role.server();
    let pair = availability::pair(home.site());
    let said = role.said.has(DATABASE_HOST).then(|| saying::unsay(role.id, DATABASE_HOST));
    if !pair.iter().any(|server| server.id == home.id) {
        let title = format!("Put its database on {}", home.name);
        return vec![Fix::new(title, said.into_iter().collect())];
    }
    let mut fix = fixes::move_within(role, ids);
    fix.commands.extend(said);
    vec![fix]
}

fn reports_stand_by_the_views(site: SiteRef<'_>) -> Verdict {
    let points: Vec<_> = site.serving_as(ReportingServicesPoint).collect();
    let bases: Vec<_> = site.serving_as(SiteDatabase).map(|role| role.server().id).collect();
    if !uses_distributed_views(site) || bases.is_empty() {
        return Ok(());
    }
    match points[..] {
        [] => Ok(()),
        [point] => must(bases.contains(&point.server().id), || {
            format!(
                "{} uses distributed views, and its reporting services point is on {}",
                site.code,
                point.server().name
            )
        }),
        _ => Err(broken(format!(
            "{} uses distributed views, and has {} reporting services points",
            site.code,
            points.len()
        ))),
    }
}

/// One on a database server stays, or the first one moves there; the others go.
fn bring_reports_together(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let bases: Vec<_> = site.serving_as(SiteDatabase).map(RoleRef::server).collect();
    let points: Vec<_> = site.serving_as(ReportingServicesPoint).collect();
    let stands = |role: &&RoleRef<'_>| bases.iter().any(|base| base.id == role.server().id);
    let Some((first, base)) = points.first().zip(bases.first()) else { return Vec::new() };
    let (kept, mut fix) = match points.iter().find(stands) {
        Some(kept) => (kept, Fix::new("Keep the one on the database server", Vec::new())),
        None => (first, fixes::move_to(first.id, *base)),
    };
    let others = points.iter().filter(|role| role.id != kept.id);
    let remove = |role: &RoleRef<'_>| -> Command { Remove { node: role.id.into() }.into() };
    fix.commands.extend(others.map(remove));
    vec![fix]
}

/// A plan with one domain has no trusts to look at.
fn users_are_trusted(role: RoleRef<'_>) -> Verdict {
    let design = role.design();
    let users = match role.said.texts(REPORT_USERS) {
        None if !design.has_entities(EntityKind::Domain, 2) => return Ok(()),
        users => need(users, REPORT_USERS)?,
    };
    let home = need(role.server().server().domain(), DOMAIN)?;
    let mut open = Ok(());
    for users in users {
        match trust_each_other(design, home, users) {
            Ok(true) => {}
            Ok(false) => {
                let what =
                    format!("Report users are in {users}, without a two-way trust to {home}");
                return Err(missing(what));
            }
            Err(gap) => open = Err(gap),
        }
    }
    open
}
