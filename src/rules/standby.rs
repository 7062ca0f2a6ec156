//! What the computer of a site server in passive mode needs before it can stand by.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, ask::Ask, broken,
    fixes, must, need, read, saying, versions::versions_of,
};
use crate::{
    commands::{Command, Field, Set},
    facts::{
        roles::RoleKind::{PassiveSiteServer, SiteDatabase, SiteServer},
        said::{
            Fact,
            databases::AVAILABILITY_GROUP,
            lifecycle::STATE,
            roles::{PASSIVE_RIGHTS, PASSIVE_SOURCE, PASSIVE_SQL_RIGHTS},
            servers::DOMAIN,
        },
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const PAIR: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "PASSIVE-CLEAN",
        levels: ERROR,
        title: "A computer without roles becomes the site server in passive mode",
        why: "Setup takes no computer that has a role of any site; roles may be added afterwards.",
        sources: &[PAIR],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss, mp state=installed
  server CM-SITE-03
  server CM-DP-01: dp, scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-02: mp state=installed
  server CM-SITE-03: pss
  server CM-DP-01: dp, scp
",
        ),
        check: Check::Role(PassiveSiteServer, |role| {
            let before = if is_new(role) { role_of_before(role.server()) } else { None };
            must(before.is_none(), || {
                let what = before.map_or_else(String::new, |role| role.kind.with_article());
                format!("{} already is {what}", role.server().name)
            })
        }),
        fixes: Fixes::Offer(stand_alone),
    },
    Rule {
        id: "PASSIVE-DOMAIN",
        levels: ERROR,
        title: "Both site servers are in the same domain",
        why: "The site server in active mode and the one in passive mode must be joined to the \
              same Active Directory domain.",
        sources: &[PAIR],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01 domain=corp.contoso.com: site, db, prov
  server CM-SITE-02 domain=emea.contoso.com: pss, prov
  server CM-DP-01: dp, scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01 domain=corp.contoso.com: site, db, prov
  server CM-SITE-02 domain=corp.contoso.com: pss, prov
  server CM-DP-01: dp, scp
",
        ),
        check: Check::Nodes(both_in_one_domain),
        fixes: Fixes::Offer(|design, node, _| join(design, node)),
    },
    Rule {
        id: "PASSIVE-AGNODE",
        levels: ERROR,
        title: "The site server in passive mode is no node of the database's availability group",
        why: "Only the active site server can be on a node of the group that holds the site \
              database; the passive one stands on a server of its own.",
        sources: &[PAIR],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, prov
  server CM-SITE-02: pss, prov, db ag=AG1 listener=AGL1 edition=enterprise
  server CM-SITE-03
  server CM-DP-01: dp, scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, prov
  server CM-SITE-02: prov, db ag=AG1 listener=AGL1 edition=enterprise
  server CM-SITE-03: pss
  server CM-DP-01: dp, scp
",
        ),
        check: Check::Role(PassiveSiteServer, |role| {
            let server = role.server();
            let boxes = std::iter::once(server).chain(server.twins());
            let mut databases = boxes
                .flat_map(ServerRef::roles)
                .filter(|other| other.kind == SiteDatabase && other.site().id == role.site().id);
            let group = databases.find_map(|it| it.role().said.text(AVAILABILITY_GROUP));
            must(group.is_none(), || {
                format!("{} is a node of {}", server.name, group.unwrap_or_default())
            })
        }),
        fixes: Fixes::Offer(stand_alone),
    },
    Rule {
        id: "PASSIVE-SOURCE",
        levels: ERROR,
        title: "A site server in passive mode is installed from the files of the active one",
        why: "The source files must match the version of the active site server; its CD.Latest \
              folder has them.",
        sources: &[PAIR],
        bad: Example::Text(
            "
plan version=2603
primary PS1
  server CM-SITE-02: pss passivesource=2403, prov
  server CM-DP-01: dp, scp
",
        ),
        good: Example::Text(
            "
plan version=2603
primary PS1
  server CM-SITE-02: pss passivesource=2603, prov
  server CM-DP-01: dp, scp
",
        ),
        check: Check::Role(PassiveSiteServer, |role| {
            if !is_new(role) {
                return Ok(());
            }
            let source = role.ask_number(PASSIVE_SOURCE)?;
            let runs = versions_of(&role.site().said, role.design());
            must(runs.contains(&source), || {
                format!("Source files of {source} for a site that runs {}", runs[0])
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let runs = versions_of(&role.site().said, design)[0];
            let title = format!("Use the CD.Latest folder of {}, {runs}", role.site().code);
            saying::fix(title, role.id, PASSIVE_SOURCE, Value::Number(runs))
        }),
    },
    Rule {
        id: "PASSIVE-SQLPERM",
        levels: WARNING,
        title: "Both site servers are administrators of the database",
        why: "The passive site server works with its own computer account, which needs sysadmin \
              on the SQL Server of the site database.",
        sources: &[PAIR],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss passivesql=no, prov
  server CM-DP-01: dp, scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss passivesql=yes, prov
  server CM-DP-01: dp, scp
",
        ),
        check: Check::Role(PassiveSiteServer, |role| {
            has(role, PASSIVE_SQL_RIGHTS, "has no rights on the SQL Server of the site database")
        }),
        fixes: Fixes::Offer(|_, node, _| grant(node, PASSIVE_SQL_RIGHTS)),
    },
    Rule {
        id: "PASSIVE-RIGHTS",
        levels: WARNING,
        title: "Both site servers have the same rights",
        why: "After a promotion the other computer account does the work: it needs local \
              administrator on the active site server and the remote site systems, and its rights \
              on content sources and the System Management container.",
        sources: &[PAIR],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss passiverights=no, prov
  server CM-DP-01: dp, scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss passiverights=yes, prov
  server CM-DP-01: dp, scp
",
        ),
        check: Check::Role(PassiveSiteServer, |role| {
            has(role, PASSIVE_RIGHTS, "lacks rights that the active site server has")
        }),
        fixes: Fixes::Offer(|_, node, _| grant(node, PASSIVE_RIGHTS)),
    },
];

/// Whether it is still to be installed, at a site that can have one.
fn is_new(role: RoleRef<'_>) -> bool {
    !role.role().said.is_installed() && role.site().kind != SiteKind::Secondary
}

/// A role that stays and was on the computer before.
fn role_of_before(server: ServerRef<'_>) -> Option<RoleRef<'_>> {
    let boxes = std::iter::once(server).chain(server.twins());
    boxes.flat_map(ServerRef::roles).find(|role| role.role().said.word(STATE) == Some("installed"))
}

fn stand_alone(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    fixes::role_at(design, node).map(|role| fixes::move_alone(role, ids)).into_iter().collect()
}

fn active(site: SiteRef<'_>) -> Option<ServerRef<'_>> {
    site.serving_as(SiteServer).next().map(RoleRef::server)
}

fn both_in_one_domain(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let Some(active) = active(site).filter(|_| site.kind != SiteKind::Secondary) else {
        return Vec::new();
    };
    let check = |role: RoleRef<'_>| -> Verdict {
        let passive = role.server();
        let theirs = need(active.server().domain(), DOMAIN)?;
        let own = need(passive.server().domain(), DOMAIN)?;
        must(own.eq_ignore_ascii_case(theirs), || {
            format!("{} is in {own}, and {} in {theirs}", passive.name, active.name)
        })
    };
    let passive = site.serving_as(PassiveSiteServer);
    passive.filter_map(|role| Some((role.id.into(), check(role).err()?))).collect()
}

fn join(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let server = role.server();
    let domain = active(role.site()).and_then(|active| active.server().domain());
    let Some(domain) = domain else { return Vec::new() };
    let mut commands: Vec<Command> = Vec::new();
    match &server.fqdn {
        Some(_) if !server.said.has(DOMAIN) => {
            let fqdn = format!("{}.{domain}", server.name);
            commands.push(Set::of(server.id, Field::Fqdn(Some(fqdn))).into());
        }
        _ => commands.push(saying::say(server.id, DOMAIN, Value::Text(domain.into()))),
    }
    vec![Fix::new(format!("Join {} to {domain}", server.name), commands)]
}

fn has(role: RoleRef<'_>, right: Fact, lacks: &str) -> Verdict {
    if role.site().kind == SiteKind::Secondary {
        return Ok(());
    }
    match role.ask_flag(right)? {
        true => Ok(()),
        false => Err(broken(format!("{} {lacks}", role.server().name))),
    }
}

fn grant(node: Option<NodeId>, right: Fact) -> Vec<Fix> {
    let fix = |node| saying::fix("Add them to the preparation", node, right, Value::Flag(true));
    node.map(fix).unwrap_or_default()
}
