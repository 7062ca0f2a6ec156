//! The data warehouse service point.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING,
    ask::each_by_place, broken, fixes, missing, must, must_have, need, read,
    reporting::uses_distributed_views, saying, sql_hosts, words::grouped,
};
use crate::{
    facts::{
        limits::GIGABYTES_OF_DATA_WAREHOUSE,
        roles::RoleKind::{DataWarehouse, ReportingServicesPoint, SiteDatabase},
        said::{
            Fact,
            databases::{DATABASE_SIZE, EDITION, INSTANCE, LISTENER, SQL, SQL_VERSIONS},
            roles::{CERTIFICATE_TRUSTED, DATABASE_HOST, WAREHOUSE_ROOM},
        },
        sites::SiteKind,
        versions::Version,
    },
    model::{Design, Ids, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const WAREHOUSE: Source = read("core/servers/manage/data-warehouse", "2026-11-25");
const REPLICATION: Source = read("core/plan-design/hierarchy/database-replication", "2026-11-25");
const SERVER_REMOVED: Source =
    read("core/plan-design/changes/deprecated/removed-and-deprecated-server", "2026-11-23");

pub const RULES: &[Rule] = &[
    Rule {
        id: "DW-FIRST-ROLE",
        levels: ERROR,
        title: "A data warehouse service point is not the only role of its server",
        why: "Its installation fails on a server that has no other role yet.",
        sources: &[WAREHOUSE],
        bad: Example::Text(
            "
primary PS1
  server CM-DW-01: dwsp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DW-01: dwsp, rsp
",
        ),
        check: Check::Role(DataWarehouse, |role| {
            let server = role.server();
            let others = server.roles().chain(server.twins().flat_map(ServerRef::roles));
            must_have(others.into_iter().any(|other| other.kind != DataWarehouse), || {
                format!("The data warehouse service point is alone on {}", server.name)
            })
        }),
        fixes: Fixes::Offer(give_it_company),
    },
    Rule {
        id: "DW-NO-RSP",
        levels: WARNING,
        title: "A data warehouse service point has a reporting services point at its site",
        why: "Its reports appear at the reporting services point of the same site.",
        sources: &[WAREHOUSE],
        bad: Example::Text(
            "
primary PS1
  server CM-APP-01: epp, dwsp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-APP-01: epp, dwsp, rsp
",
        ),
        check: Check::Nodes(reports_of_the_warehouse),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Role(role)) = node else { return Vec::new() };
            let fix =
                |role: RoleRef<'_>| fixes::add_beside(role.server(), ReportingServicesPoint, ids);
            design.role(role).map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "DW-SQL",
        levels: ERROR,
        title: "The data warehouse is on a supported edition and version of SQL Server",
        why: "It takes Standard, Enterprise or Datacenter; SQL Server 2012 and 2014 are no longer \
              supported from 2409 on.",
        sources: &[WAREHOUSE, SERVER_REMOVED],
        bad: Example::Text(
            "
primary PS1
  server CM-DW-01: rsp, dwsp edition=express sql=2022
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DW-01: rsp, dwsp edition=standard sql=2022
",
        ),
        check: Check::Role(DataWarehouse, is_on_a_supported_server),
        fixes: Fixes::Offer(|design, node, _| change_the_server(design, node)),
    },
    Rule {
        id: "DW-DISTVIEW",
        levels: ERROR,
        title: "With distributed views, the data warehouse service point is on the database \
                server of the central administration site",
        why: "It reads through those views, and they can be used from that server only.",
        sources: &[WAREHOUSE, REPLICATION],
        bad: Example::Text(
            "
cas CS1
  server CM-SITE-01: site
  server CM-SQL-01: db edition=enterprise, prov, rsp
  server CM-EPP-01: epp, dwsp
  primary PS1 distviews=yes
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SITE-01: site
  server CM-SQL-01: db edition=enterprise, prov, rsp, dwsp
  server CM-EPP-01: epp
  primary PS1 distviews=yes
",
        ),
        check: Check::Nodes(stands_by_the_views),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let servers = databases(role.server().site()).into_iter();
            let free = servers.filter(|server| !server.has(DataWarehouse));
            free.take(2).map(|server| fixes::move_to(role.id, server)).collect()
        }),
    },
    Rule {
        id: "DW-SIZE",
        levels: ADVICE,
        title: "The data warehouse has room to grow",
        why: "It is smaller than the site database at first and grows to its size and beyond; up \
              to 2 TB are supported.",
        sources: &[WAREHOUSE],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db dbsize=400, prov
  server CM-DW-01: rsp, dwsp room=300
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db dbsize=400, prov
  server CM-DW-01: rsp, dwsp room=400
",
        ),
        check: Check::Nodes(room_to_grow),
        fixes: Fixes::Offer(|design, node, _| give_it_room(design, node)),
    },
    Rule {
        id: "DW-CERT-TRUST",
        levels: WARNING,
        title: "The reporting server trusts the certificate of a remote data warehouse",
        why: "Where the data warehouse is on another SQL Server than the site database, its reports \
          fail until the certificate is imported.",
        sources: &[WAREHOUSE],
        bad: Example::Text(
            "
primary PS1
  server CM-DW-01: rsp, dwsp certtrusted=no
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DW-01: rsp, dwsp certtrusted=yes
",
        ),
        check: Check::Nodes(reports_trust_the_warehouse),
        fixes: Fixes::Offer(|_, node, _| {
            let title = "Import its certificate on the reporting server";
            let import = |node| saying::fix(title, node, CERTIFICATE_TRUSTED, Value::Flag(true));
            node.map(import).unwrap_or_default()
        }),
    },
];

/// Another role beside it: the reporting services point that it needs, if there is none; else it
/// moves to where the reports are.
fn give_it_company(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Role(id)) = node else { return Vec::new() };
    let Some(role) = design.role(id) else { return Vec::new() };
    let site = role.server().site();
    let reports = site.serving_as(ReportingServicesPoint).map(RoleRef::server);
    let moves = reports
        .filter(|server| server.site().id == site.id && !server.has(DataWarehouse))
        .map(|server| fixes::move_to(id, server));
    let company = fixes::add_to(role.server(), ReportingServicesPoint, ids);
    moves.take(2).chain([company]).collect()
}

/// Silent where the data warehouse is misplaced itself.
fn reports_of_the_warehouse(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let asked = site.is_top() && matches!(site.kind, SiteKind::Central | SiteKind::Primary);
    if !asked || site.serving_as(ReportingServicesPoint).next().is_some() {
        return Vec::new();
    }
    let what = format!("Data warehouse without a reporting services point at {}", site.code);
    let points = site.roles_as(DataWarehouse);
    each_by_place(site, points.map(|role| (role.id.into(), missing(what.clone()))).collect())
}

/// The data warehouse service points on the site's own servers.
fn points(site: SiteRef<'_>) -> impl Iterator<Item = RoleRef<'_>> {
    site.roles_as(DataWarehouse)
}

/// The servers of the site's database.
fn databases(site: SiteRef<'_>) -> Vec<ServerRef<'_>> {
    site.serving_as(SiteDatabase).map(RoleRef::server).collect()
}

/// What is said of the data warehouse's SQL Server: by the role, or by the site database where
/// both share an instance.
fn word_of_server(role: RoleRef<'_>, fact: Fact) -> Option<&'static str> {
    let server = role.server();
    let is_here = role.said.text(DATABASE_HOST).is_none_or(|host| sql_hosts::is_on(host, server));
    let instance = match role.said.text(DATABASE_HOST) {
        Some(host) if host.contains('\\') => Some(sql_hosts::instance(host)),
        _ => role.said.text_or_assumed(INSTANCE),
    };
    let shared = || {
        let mut databases = server.roles().filter(|it| it.kind == SiteDatabase && is_here);
        databases.find(|it| it.said.text_or_assumed(INSTANCE) == instance)?.said.word(fact)
    };
    role.said.word(fact).or_else(shared)
}

const EDITIONS: &[&str] = &["standard", "enterprise", "datacenter"];

fn is_on_a_supported_server(role: RoleRef<'_>) -> Verdict {
    let (edition, version) = (word_of_server(role, EDITION), word_of_server(role, SQL));
    if let Some(edition) = edition.filter(|edition| !EDITIONS.contains(edition)) {
        let edition = Value::Word(edition).shown(EDITION);
        return Err(broken(format!("The data warehouse is on SQL Server {edition}")));
    }
    if let Some(version) = version.filter(|version| is_too_old(version, role.site().target())) {
        let version = Value::Word(version).shown(SQL);
        return Err(broken(format!("The data warehouse is on {version}")));
    }
    need(edition, EDITION)?;
    need(version, SQL).map(drop)
}

/// Words stand in the order of the years.
fn is_too_old(version: &str, target: Version) -> bool {
    let oldest = if target >= Version::V2409 { "2016" } else { "2012" };
    let place = |word: &str| SQL_VERSIONS.iter().position(|(known, _)| *known == word);
    place(version) < place(oldest)
}

fn change_the_server(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let is_edition = |word| !EDITIONS.contains(&word);
    let mut commands = Vec::new();
    if word_of_server(role, EDITION).is_some_and(is_edition) {
        commands.push(saying::say(role.id, EDITION, Value::Word("standard")));
    }
    if word_of_server(role, SQL).is_some_and(|word| is_too_old(word, design.target())) {
        commands.push(saying::say(role.id, SQL, Value::Word("2022")));
    }
    vec![Fix::new("Use a supported SQL Server", commands)]
}

fn stands_by_the_views(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let servers = databases(site);
    if !uses_distributed_views(site) || servers.is_empty() {
        return Vec::new();
    }
    let is_apart = |role: &RoleRef<'_>| !servers.iter().any(|server| server.id == role.server().id);
    let say = |role: RoleRef<'_>| {
        let what = format!(
            "{} uses distributed views, and its data warehouse service point is on {}",
            site.code,
            role.server().name
        );
        (role.id.into(), broken(what))
    };
    points(site).filter(is_apart).map(say).collect()
}

/// The largest size that a replica of the site's database says.
fn size_of_database(site: SiteRef<'_>) -> Option<u32> {
    site.serving_as(SiteDatabase).filter_map(|role| role.said.number(DATABASE_SIZE)).max()
}

fn room_to_grow(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let judge = |role: RoleRef<'_>| {
        let expected = role.said.number(DATABASE_SIZE);
        let most = GIGABYTES_OF_DATA_WAREHOUSE.most;
        if let Some(expected) = expected.filter(|expected| *expected > most) {
            let (expected, most) = (grouped(expected.into()), grouped(most.into()));
            return Err(broken(format!(
                "The data warehouse is expected to have {expected} GB; {most} are supported"
            )));
        }
        let size = need(size_of_database(site), DATABASE_SIZE)?;
        let room = need(role.said.number(WAREHOUSE_ROOM), WAREHOUSE_ROOM)?;
        must(room >= size, || {
            let (room, size) = (grouped(room.into()), grouped(size.into()));
            format!("The data warehouse has room for {room} GB, and the site database has {size}")
        })
    };
    points(site).filter_map(|role| Some((role.id.into(), judge(role).err()?))).collect()
}

/// As much as the site database, where that would be supported.
fn give_it_room(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let most = GIGABYTES_OF_DATA_WAREHOUSE.most;
    let expected = role.said.number(DATABASE_SIZE).unwrap_or_default();
    let Some(size) = size_of_database(role.server().site()).filter(|_| expected <= most) else {
        return Vec::new();
    };
    let title = format!("Give it {} GB", grouped(size.into()));
    saying::fix(title, role.id, WAREHOUSE_ROOM, Value::Number(size))
}

/// Where there are no reports, DW-NO-RSP speaks.
fn reports_trust_the_warehouse(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let bases: Vec<_> = site.serving_as(SiteDatabase).collect();
    if bases.is_empty() || site.serving_as(ReportingServicesPoint).next().is_none() {
        return Vec::new();
    }
    let is_shared = |role: RoleRef<'_>| {
        let own = role.server();
        let host = role.said.text(DATABASE_HOST);
        bases.iter().any(|base| {
            let listener = base.said.text(LISTENER);
            let is_listener =
                |host: &str| listener.is_some_and(|name| name.eq_ignore_ascii_case(host));
            match host {
                Some(host) => sql_hosts::is_on(host, base.server()) || is_listener(host),
                None => base.server().id == own.id,
            }
        })
    };
    let judge = |role: RoleRef<'_>| {
        let trusted = need(role.said.flag(CERTIFICATE_TRUSTED), CERTIFICATE_TRUSTED)?;
        must_have(trusted, || {
            let host = role.said.text(DATABASE_HOST).unwrap_or(&role.server().server().name);
            format!("The reporting server does not trust the data warehouse on {host}")
        })
    };
    let apart = points(site).filter(|role| !is_shared(*role));
    apart.filter_map(|role| Some((role.id.into(), judge(role).err()?))).collect()
}
