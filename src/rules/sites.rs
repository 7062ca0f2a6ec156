//! What every site has: its server, its database, what its clients need.

use std::sync::Arc;

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, broken, databases,
    extent::DEVICES_UNKNOWN, fixes, internet_points::gateway_finds_http, known, missing, must,
    read, unknown,
};
use crate::{
    commands::{Field, PlaceRole, Remove, Set},
    facts::{
        numbers::grouped,
        roles::RoleKind,
        said::{Who, databases::AVAILABILITY_GROUP},
        sites::{Communication, SiteKind},
    },
    model::{Design, Ids, NodeId, RoleRef, SiteRef, Value},
};

const ROLES: Source = read(
    "core/plan-design/hierarchy/plan-for-site-system-servers-and-site-system-roles",
    "2026-11-23",
);
const DESIGN: Source = read("core/plan-design/hierarchy/design-a-hierarchy-of-sites", "2026-11-25");
const FUND: Source = read("core/understand/fundamentals-of-sites-and-hierarchies", "2026-11-25");
const DATABASE: Source =
    read("core/plan-design/hierarchy/plan-for-the-site-database", "2026-11-23");
const CLIENT_ROLES: Source =
    read("core/clients/deploy/plan/determine-the-site-system-roles-for-clients", "2026-11-23");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SITE-SERVER-ONE",
        levels: ERROR,
        title: "A site has one active site server",
        why: "Setup installs the site on its site server; a second one can only be passive.",
        sources: &[FUND, ROLES],
        bad: Example::Text(
            "
primary PS1 bare
  server SRV1: db, prov
",
        ),
        good: Example::Text(
            "
primary PS1 bare
  server SRV1: db, prov, site
",
        ),
        check: Check::Site(|site| one_of(site, RoleKind::SiteServer)),
        fixes: Fixes::Offer(|design, node, ids| {
            exactly_one(design, node, ids, RoleKind::SiteServer)
        }),
    },
    Rule {
        id: "SITE-DB-ONE",
        levels: ERROR,
        title: "A site has one site database",
        why: "Every site keeps its data in a SQL Server database of its own.",
        sources: &[DATABASE, FUND],
        bad: Example::Text(
            "
primary PS1 bare
  server SRV1: site, prov
",
        ),
        good: Example::Text(
            "
primary PS1 bare
  server SRV1: site, prov, db
",
        ),
        check: Check::Site(|site| one_of(site, RoleKind::SiteDatabase)),
        fixes: Fixes::Offer(one_database),
    },
    Rule {
        id: "SITE-CAS-CLIENTS",
        levels: ERROR,
        title: "No clients are assigned to a central administration site",
        why: "A central administration site cannot have clients assigned to it; each client \
              belongs to a primary site.",
        sources: &[DESIGN],
        bad: Example::Text(
            "
cas CS1 devices=500
  primary PS1
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
",
        ),
        check: Check::Site(|site| {
            let devices = site.devices.unwrap_or(0);
            must(site.kind != SiteKind::Central || devices == 0, || {
                format!(
                    "{} devices at {}, a central administration site",
                    grouped(devices.into()),
                    site.code
                )
            })
        }),
        fixes: Fixes::Offer(|design, node, _| count_elsewhere(design, node)),
    },
    Rule {
        id: "SITE-MP-MISSING",
        levels: WARNING,
        title: "A primary site with clients has a management point",
        why: "Without a management point clients get no policy and report nothing.",
        sources: &[CLIENT_ROLES],
        bad: Example::Text(
            "
primary PS1 devices=500
  server SRV1: dp
",
        ),
        good: Example::Text(
            "
primary PS1 devices=500
  server SRV1: dp, mp
",
        ),
        check: Check::Site(|site| serves_its_clients(site, RoleKind::ManagementPoint)),
        fixes: Fixes::Offer(|design, node, ids| add(design, node, ids, RoleKind::ManagementPoint)),
    },
    Rule {
        id: "SITE-DP-MISSING",
        levels: WARNING,
        title: "A primary site with clients has a distribution point",
        why: "Without a distribution point clients find no applications, updates or images.",
        sources: &[CLIENT_ROLES],
        bad: Example::Text(
            "
primary PS1 devices=500
  server SRV1: mp
",
        ),
        good: Example::Text(
            "
primary PS1 devices=500
  server SRV1: mp, dp
",
        ),
        check: Check::Site(|site| serves_its_clients(site, RoleKind::DistributionPoint)),
        fixes: Fixes::Offer(|design, node, ids| {
            add(design, node, ids, RoleKind::DistributionPoint)
        }),
    },
    Rule {
        id: "SITE-SEC-DEFAULTS",
        levels: ERROR,
        title: "A secondary site has a distribution point on its site server",
        why: "Setup of a secondary site always installs a distribution point on its site server.",
        sources: &[DESIGN, ROLES],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server SRV1: site, db, mp
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server SRV1: site, db, mp, dp
",
        ),
        check: Check::Site(has_its_built_in_point),
        fixes: Fixes::Offer(add_built_in_point),
    },
    Rule {
        id: "SITE-HTTP-ONLY",
        levels: ERROR,
        title: "A site uses HTTPS or enhanced HTTP",
        why: "From version 2403 on, the prerequisite check fails where a site allows HTTP without \
              enhanced HTTP.",
        sources: &[CHECKS, read("core/plan-design/hierarchy/enhanced-http", "2026-11-23")],
        bad: Example::Text("primary PS1 comm=http"),
        good: Example::Text("primary PS1 comm=ehttp"),
        check: Check::Site(|site| {
            let asked = site.kind == SiteKind::Primary || site.communication.is_some();
            let says = "The plan does not say how clients communicate with the site.";
            let is_plain = asked && known(site.communication, says)? == Communication::Http;
            must(!is_plain || gateway_finds_http(site), || {
                format!("{} communicates by plain HTTP", site.code)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |communication: Communication| {
                let title = format!("Use {}", spoken(communication));
                let field = Field::Communication(Some(communication));
                Fix::new(title, vec![Set { node, field }.into()])
            };
            vec![fix(Communication::EnhancedHttp), fix(Communication::Https)]
        }),
    },
];

fn spoken(communication: Communication) -> &'static str {
    match communication {
        Communication::EnhancedHttp => "enhanced HTTP",
        other => other.title(),
    }
}

fn one_of(site: SiteRef<'_>, kind: RoleKind) -> Verdict {
    // The replicas of an availability group are one database, and so are the nodes of a cluster.
    let count = match kind {
        RoleKind::SiteDatabase => databases::of(site).len(),
        _ => site.serving_as(kind).count(),
    };
    match count {
        0 => Err(missing(format!("{} has no {}", site.code, kind.spoken()))),
        1 => Ok(()),
        count => Err(broken(format!("{} has {count} {}s", site.code, kind.spoken()))),
    }
}

/// Adds the one that is missing, or takes those away that are too many.
fn exactly_one(design: &Design, node: Option<NodeId>, ids: &mut Ids, kind: RoleKind) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let Some(site) = design.site(id) else { return Vec::new() };
    let known: Vec<_> = site.serving_as(kind).collect();
    if !known.is_empty() {
        let fix = |keep: usize| {
            let rest = known.iter().enumerate().filter(|(at, _)| *at != keep);
            let commands = rest.map(|(_, role)| Remove { node: role.id.into() }.into()).collect();
            Fix::new(format!("Keep only the one on {}", known[keep].server().name), commands)
        };
        return (0..known.len().min(4)).map(fix).collect();
    }
    let servers: Vec<_> = site.servers().collect();
    let at_home = servers.iter().find(|server| server.has(RoleKind::SiteServer));
    let Some(server) = at_home.or(servers.first()) else {
        return vec![fixes::add(site, kind, ids)];
    };
    let place = PlaceRole { id: ids.fresh(design), kind, on: server.id, serves: None };
    let title = format!("Make {} the {}", server.name, kind.spoken());
    vec![Fix::new(title, vec![place.into()])]
}

/// Adds the database that is missing, or keeps one of several, or makes them one.
fn one_database(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let known = fixes::site_at(design, node).map(databases::of).unwrap_or_default();
    if known.is_empty() {
        return exactly_one(design, node, ids, RoleKind::SiteDatabase);
    }
    let keep = |keep: &Vec<RoleRef<'_>>| {
        let rest = known.iter().filter(|other| !std::ptr::eq(*other, keep)).flatten();
        let commands = rest.map(|role| Remove { node: role.id.into() }.into()).collect();
        Fix::new(format!("Keep only {}", databases::name(keep)), commands)
    };
    let kept = known.iter().take(4).map(keep);
    kept.chain(fixes::site_at(design, node).and_then(|site| join(site, &known))).collect()
}

/// Makes databases on several servers the replicas of one availability group.
fn join(site: SiteRef<'_>, known: &[Vec<RoleRef<'_>>]) -> Option<Fix> {
    let roles: Vec<_> = known.iter().flatten().copied().collect();
    let mut servers: Vec<_> = roles.iter().map(|role| role.server().id).collect();
    servers.sort_unstable();
    servers.dedup();
    let fits = matches!(site.kind, SiteKind::Central | SiteKind::Primary)
        && servers.len() == roles.len()
        && roles.iter().all(|role| databases::cluster(*role).is_none());
    let group = roles.iter().find_map(|role| databases::group(*role));
    let group: Arc<str> = group.map_or_else(|| format!("{}AG", site.code).into(), Into::into);
    let say = |role: &RoleRef<'_>| {
        let value = Some(Value::Text(group.clone()));
        Set::of(role.id, Field::Fact(AVAILABILITY_GROUP, value)).into()
    };
    let title = format!("Make them replicas of availability group {group}");
    fits.then(|| Fix::new(title, roles.iter().map(say).collect()))
}

/// Takes the devices away from a central administration site: they are counted at the primary
/// sites already, or are added there.
fn count_elsewhere(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let devices = design.site(id).and_then(|site| site.devices).unwrap_or(0);
    let clear = || Set::of(id, Field::Devices(None)).into();
    let mut fixes = vec![Fix::new("Leave the devices to the primary sites", vec![clear()])];
    let children = design.children(id).into_iter().filter_map(|child| design.site(child));
    let primaries = children.filter(|child| child.kind == SiteKind::Primary);
    fixes.extend(primaries.take(3).map(|primary| {
        let sum = primary.devices.unwrap_or(0).saturating_add(devices);
        let add = Set::of(primary.id, Field::Devices(Some(sum)));
        Fix::new(format!("Add them to {}", primary.code), vec![clear(), add.into()])
    }));
    fixes
}

/// Whether a primary site that has clients has what they need. A distribution point of a
/// secondary site below serves them too.
fn serves_its_clients(site: SiteRef<'_>, kind: RoleKind) -> Verdict {
    let below = || kind == RoleKind::DistributionPoint && site.children().any(|it| it.has(kind));
    if site.kind != SiteKind::Primary || site.serving_as(kind).next().is_some() || below() {
        return Ok(());
    }
    match site.devices {
        None => Err(unknown(Who::Owner, DEVICES_UNKNOWN)),
        Some(0) => Ok(()),
        Some(devices) => {
            let (devices, role) = (grouped(devices.into()), kind.spoken());
            let what = format!("{} has {devices} devices and no {role}", site.code);
            Err(missing(what))
        }
    }
}

fn add(design: &Design, node: Option<NodeId>, ids: &mut Ids, kind: RoleKind) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    design.site(id).map(|site| fixes::add(site, kind, ids)).into_iter().collect()
}

/// Without a site server there is nothing to look at: SITE-SERVER-ONE speaks.
fn has_its_built_in_point(site: SiteRef<'_>) -> Verdict {
    let mut hosts = site.serving_as(RoleKind::SiteServer).map(RoleRef::server).peekable();
    let asked = site.kind == SiteKind::Secondary && hosts.peek().is_some();
    match !asked || hosts.any(|server| server.has(RoleKind::DistributionPoint)) {
        true => Ok(()),
        false => {
            Err(missing(format!("{} has no distribution point on its site server", site.code)))
        }
    }
}

fn add_built_in_point(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let Some(site) = design.site(id) else { return Vec::new() };
    let host = site.serving_as(RoleKind::SiteServer).map(RoleRef::server).next();
    host.map(|host| fixes::add_to(host, RoleKind::DistributionPoint, ids)).into_iter().collect()
}
