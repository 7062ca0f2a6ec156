//! Which sites a computer belongs to.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict,
    additions::{free_server_name, rename},
    must, read,
};
use crate::{
    commands::{AddServer, Command, MoveRole},
    facts::roles::RoleKind,
    model::{Design, Ids, NodeId, RoleRef, ServerRef, SiteId, SiteRef},
};

const ADD_ROLES: Source = read("core/servers/deploy/configure/add-site-system-roles", "2026-11-25");
const DATABASE: Source =
    read("core/plan-design/hierarchy/plan-for-the-site-database", "2026-11-23");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SRV-ONE-SITE",
        levels: ERROR,
        title: "The roles on a server belong to one site",
        why: "Configuration Manager supports no roles of several sites on one site system server; \
              only separate SQL Server instances can share one.",
        sources: &[ADD_ROLES, DATABASE],
        bad: Example::Text(
            "
cas CS1
  primary PS1
    server SRV1: mp
  primary PS2
    server SRV1: mp
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
    server SRV1: mp
  primary PS2
    server PS2-MP-01: mp
",
        ),
        check: Check::Server(|server| {
            if serves_its_own_site(server) {
                return Ok(());
            }
            let sites = served(server, makes_a_member);
            let speaks = sites.len() > 1
                && served(server, is_site_server).len() < 2
                && is_the_later(server, makes_a_member);
            must(!speaks, || format!("{} has roles of {}", server.name, listed(&sites)))
        }),
        fixes: Fixes::Offer(split),
    },
    Rule {
        id: "SRV-TWO-SITE-SERVERS",
        levels: ERROR,
        title: "A computer is the site server of one site",
        why: "Setup installs no site on a computer that is the site server of another one.",
        sources: &[CHECKS, ADD_ROLES],
        bad: Example::Text(
            "
cas CS1 bare
  server SRV1: site
  server SRV2: db, prov
  primary PS1 bare
    server SRV1: site
    server SRV3: db, prov
",
        ),
        good: Example::Text(
            "
cas CS1 bare
  server SRV1: site
  server SRV2: db, prov
  primary PS1 bare
    server PS1-SITE-01: site
    server SRV3: db, prov
",
        ),
        check: Check::Server(two_site_servers),
        fixes: Fixes::Offer(split),
    },
];

/// Databases of several sites may share a computer, and a rule of its own speaks of providers.
fn makes_a_member(role: RoleRef<'_>) -> bool {
    !matches!(role.kind, RoleKind::SiteDatabase | RoleKind::SmsProvider)
}

fn is_site_server(role: RoleRef<'_>) -> bool {
    role.kind == RoleKind::SiteServer
}

/// The sites that such roles on this computer serve; all boxes that draw it count.
fn served(server: ServerRef<'_>, counts: fn(RoleRef<'_>) -> bool) -> BTreeMap<SiteId, SiteRef<'_>> {
    let boxes = std::iter::once(server).chain(server.twins());
    let roles = boxes.flat_map(ServerRef::roles).filter(|role| counts(*role));
    roles.map(|role| (role.site().id, role.site())).collect()
}

/// Whether this is the one to be spoken of among the boxes that draw the same computer: one with
/// roles of another site before all others, one with the site server after all others, and else
/// the last in the order of the design.
fn is_the_later(server: ServerRef<'_>, counts: fn(RoleRef<'_>) -> bool) -> bool {
    let has_any = |server: &ServerRef<'_>| server.roles().any(counts);
    let rank = |server: ServerRef<'_>| {
        let lends = server.roles().any(|it| counts(it) && it.site().id != server.site().id);
        (lends, !server.has(RoleKind::SiteServer))
    };
    let follows = |twin: ServerRef<'_>| match rank(twin).cmp(&rank(server)) {
        Ordering::Equal => comes_before(twin, server),
        order => order.is_lt(),
    };
    has_any(&server) && server.twins().filter(has_any).all(follows)
}

fn comes_before(left: ServerRef<'_>, right: ServerRef<'_>) -> bool {
    let place = |server: ServerRef<'_>| {
        server.site().site().servers.iter().position(|other| other.id == server.id)
    };
    match left.site().id == right.site().id {
        true => place(left) < place(right),
        false => left.design().comes_before(left.site().id, right.site().id),
    }
}

/// Nearly every server: it has one box, and no role in it serves another site.
fn serves_its_own_site(server: ServerRef<'_>) -> bool {
    server.roles.iter().all(|role| role.serves.is_none()) && server.twins().next().is_none()
}

fn two_site_servers(server: ServerRef<'_>) -> Verdict {
    if serves_its_own_site(server) {
        return Ok(());
    }
    let sites = served(server, is_site_server);
    must(sites.len() < 2 || !is_the_later(server, is_site_server), || {
        format!("{} is the site server of {}", server.name, listed(&sites))
    })
}

/// "PS1 and PS2".
fn listed(sites: &BTreeMap<SiteId, SiteRef<'_>>) -> String {
    let mut codes: Vec<_> = sites.values().map(|site| site.code.as_str()).collect();
    codes.sort_unstable();
    match codes.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Moves roles of other sites to servers there, and gives a box that draws a computer of another
/// site a computer of its own.
fn split(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Server(id)) = node else { return Vec::new() };
    let Some(server) = design.server(id) else { return Vec::new() };
    let here = server.site();
    let mut foreign = BTreeMap::<SiteId, Vec<RoleRef<'_>>>::new();
    for role in server.roles().filter(|role| makes_a_member(*role)) {
        if role.site().id != here.id {
            foreign.entry(role.site().id).or_default().push(role);
        }
    }
    let mut commands = Vec::<Command>::new();
    let mut title = String::new();
    for roles in foreign.values() {
        let Some(site) = roles.first().map(|role| role.site()) else { continue };
        let name = free_server_name(design, &site.code, roles[0].kind);
        let to = ids.fresh(design);
        title = format!("Move the roles of {} to a new server there, {name}", site.code);
        commands.push(AddServer::last(to, site.id, name).into());
        let moves = roles.iter().map(|role| MoveRole { role: role.id, to, place: usize::MAX });
        commands.extend(moves.map(Command::from));
    }
    let stays = server.roles().find(|role| makes_a_member(*role) && role.site().id == here.id);
    let twins = server.twins().flat_map(ServerRef::roles);
    let is_shared = twins.filter(|it| makes_a_member(*it)).any(|it| it.site().id != here.id);
    if let (Some(role), true) = (stays, is_shared) {
        let name = free_server_name(design, &here.code, role.kind);
        title = format!("Make it a computer of its own, {name}");
        commands.extend(rename(server, &name));
    }
    if foreign.len() + usize::from(is_shared) > 1 {
        title = "Give each site a server of its own".to_owned();
    }
    (!commands.is_empty()).then(|| Fix::new(title, commands)).into_iter().collect()
}
