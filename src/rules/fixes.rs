//! Fixes that several topics offer.

use super::{Fix, additions::free_server_name};
use crate::{
    commands::{AddServer, Command, MoveRole, PlaceRole, Remove, name_of},
    facts::{choices::Choice, roles::RoleKind, systems::Edition},
    model::{Design, Ids, NodeId, RoleId, RoleRef, ServerId, ServerRef, SiteRef},
};

/// Takes the node out.
pub fn remove(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let fix =
        |node| Fix::new(format!("Remove {}", name_of(design, node)), vec![Remove { node }.into()]);
    node.map(fix).into_iter().collect()
}

/// The server of a site that best takes one more role: none that has it, wants to stand alone,
/// works for another site or runs a Windows that bears no such role; the site server and the
/// database come last.
pub fn server_for(site: SiteRef<'_>, kind: RoleKind) -> Option<ServerRef<'_>> {
    let is_pair = site.roles_as(RoleKind::PassiveSiteServer).next().is_some();
    let fits = |server: &ServerRef<'_>| {
        let boxes = std::iter::once(*server).chain(server.twins());
        let in_the_way = boxes.flat_map(ServerRef::roles).any(|role| {
            role.kind == kind
                || role.kind == RoleKind::FallbackStatusPoint
                || role.is(Choice::ConnectedCache)
                || role.site().id != site.id
        });
        let kept_off = is_pair
            && matches!(kind, RoleKind::DistributionPoint | RoleKind::ServiceConnectionPoint)
            && is_site_server(*server);
        bears(*server, kind) && !in_the_way && !kept_off
    };
    let burden =
        |server: &ServerRef<'_>| (is_site_server(*server), server.has(RoleKind::SiteDatabase));
    site.servers().filter(fits).min_by_key(burden)
}

/// Whether its Windows, if known, can have the role.
pub fn bears(server: ServerRef<'_>, kind: RoleKind) -> bool {
    match server.system.map(|system| system.facts().edition) {
        None | Some(Edition::Desktop) => true,
        Some(_) => kind == RoleKind::DistributionPoint,
    }
}

pub fn is_site_server(server: ServerRef<'_>) -> bool {
    server.has(RoleKind::SiteServer) || server.has(RoleKind::PassiveSiteServer)
}

/// Adds a role to the best server of a site, or on a new one.
pub fn add(site: SiteRef<'_>, kind: RoleKind, ids: &mut Ids) -> Fix {
    if let Some(server) = server_for(site, kind) {
        return add_to(server, kind, ids);
    }
    let (name, on, add) = new_server(site, kind, ids);
    let place = PlaceRole { id: ids.fresh(site.design()), kind, on, serves: None };
    let title = format!("Add {} on a new server, {name}", kind.with_article());
    Fix::new(title, vec![add, place.into()])
}

/// Adds a role to one server.
pub fn add_to(server: ServerRef<'_>, kind: RoleKind, ids: &mut Ids) -> Fix {
    let id = ids.fresh(server.design());
    let place = PlaceRole { id, kind, on: server.id, serves: None };
    Fix::new(format!("Add {} to {}", kind.with_article(), server.name), vec![place.into()])
}

/// Adds a role to a server whose roles it works with, or to the best other one if that has it or
/// is the site server.
pub fn add_beside(server: ServerRef<'_>, kind: RoleKind, ids: &mut Ids) -> Fix {
    match server.has(kind) || is_site_server(server) {
        true => add(server.site(), kind, ids),
        false => add_to(server, kind, ids),
    }
}

/// Moves a role to the best other server of the site in which it stands, or to a new one; never
/// from one site server to another.
pub fn move_within(role: RoleRef<'_>, ids: &mut Ids) -> Fix {
    let site = role.server().site();
    let leaves = |to: &ServerRef<'_>| !is_site_server(role.server()) || !is_site_server(*to);
    if let Some(server) = server_for(site, role.kind).filter(leaves) {
        return move_to(role.id, server);
    }
    let (name, to, add) = new_server(site, role.kind, ids);
    let command = MoveRole { role: role.id, to, place: usize::MAX };
    Fix::new(format!("Move it to a new server, {name}"), vec![add, command.into()])
}

/// Moves a role to one server.
pub fn move_to(role: RoleId, to: ServerRef<'_>) -> Fix {
    let command = MoveRole { role, to: to.id, place: usize::MAX };
    Fix::new(format!("Move it to {}", to.name), vec![command.into()])
}

/// A server that the site does not have yet, named by its site, the role and a free number.
fn new_server(site: SiteRef<'_>, kind: RoleKind, ids: &mut Ids) -> (String, ServerId, Command) {
    let design = site.design();
    let name = free_server_name(design, &site.code, kind);
    let id = ids.fresh(design);
    (name.clone(), id, AddServer::last(id, site.id, name).into())
}

/// Adds a role on a server that it has for itself.
pub fn add_alone(site: SiteRef<'_>, kind: RoleKind, ids: &mut Ids) -> Fix {
    let (name, on, mut commands) = idle_server(site, kind, ids);
    let id = ids.fresh(site.design());
    commands.push(PlaceRole { id, kind, on, serves: None }.into());
    Fix::new(format!("Add {} on its own server, {name}", kind.with_article()), commands)
}

/// Moves a role to a server that it has for itself.
pub fn move_alone(role: RoleRef<'_>, ids: &mut Ids) -> Fix {
    let (name, to, mut commands) = idle_server(role.server().site(), role.kind, ids);
    commands.push(MoveRole { role: role.id, to, place: usize::MAX }.into());
    Fix::new(format!("Move it to its own server, {name}"), commands)
}

/// A server without roles: one that the site has, or a new one.
fn idle_server(
    site: SiteRef<'_>,
    kind: RoleKind,
    ids: &mut Ids,
) -> (String, ServerId, Vec<Command>) {
    let idle = |server: &ServerRef<'_>| server.roles.is_empty() && bears(*server, kind);
    if let Some(server) = site.servers().find(idle) {
        return (server.name.clone(), server.id, Vec::new());
    }
    let (name, id, add) = new_server(site, kind, ids);
    (name, id, vec![add])
}

/// Adds as many of a role as are missing, each to the server that is best then.
pub fn add_several(site: SiteRef<'_>, kind: RoleKind, count: u32, ids: &mut Ids) -> Option<Fix> {
    let mut design = site.design().clone();
    let mut commands = Vec::new();
    let mut title = None;
    for _ in 0..count {
        let fix = add(design.site(site.id)?, kind, ids);
        fix.commands.iter().try_for_each(|command| command.apply(&mut design)).ok()?;
        commands.extend(fix.commands);
        title.get_or_insert(fix.title);
    }
    let title = if count > 1 { format!("Add {count} {}s", kind.spoken()) } else { title? };
    Some(Fix::new(title, commands))
}

/// The role that a finding is on.
pub fn role_at(design: &Design, node: Option<NodeId>) -> Option<RoleRef<'_>> {
    match node {
        Some(NodeId::Role(id)) => design.role(id),
        _ => None,
    }
}

/// The server that a finding is on.
pub fn server_at(design: &Design, node: Option<NodeId>) -> Option<ServerRef<'_>> {
    match node {
        Some(NodeId::Server(id)) => design.server(id),
        _ => None,
    }
}

/// The site that a finding is on.
pub fn site_at(design: &Design, node: Option<NodeId>) -> Option<SiteRef<'_>> {
    match node {
        Some(NodeId::Site(id)) => design.site(id),
        _ => None,
    }
}
