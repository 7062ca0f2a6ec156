//! Several nodes at once: what they have in common can be set in one step.

use super::{
    super::{
        super::controls::{pair, tell, words},
        fields::Prop,
    },
    Page, facts, role, server, site,
};
use crate::{
    measure::Weight,
    model::{NodeId, RoleId, RoleRef, ServerId, SiteId},
    scene::Ink,
};

pub fn several_ui(page: &mut Page<'_, '_>, nodes: &[NodeId]) {
    let look = page.cx.look;
    let design = page.cx.design();
    page.ui.horizontal(|ui| {
        ui.set_height(28.0);
        let text = format!("{} selected", nodes.len());
        words(ui, look, text, 15.0, Weight::SemiBold, Ink::Text);
    });
    let sites: Vec<SiteId> = nodes.iter().filter_map(|node| as_site(*node)).collect();
    let servers: Vec<ServerId> = nodes.iter().filter_map(|node| as_server(*node)).collect();
    let ids: Vec<RoleId> = nodes.iter().filter_map(|node| as_role(*node)).collect();
    for (title, number) in [
        ("Sites", sites.len()),
        ("Servers", servers.len()),
        ("Site system roles", ids.len()),
        ("Cloud management gateways", nodes.len() - sites.len() - servers.len() - ids.len()),
    ] {
        if number > 0 {
            pair(page.ui, look, title, &number.to_string());
        }
    }
    page.section("Shared");
    if servers.len() == nodes.len() {
        page.field(nodes, Prop::Title);
        server::system(page, &servers);
    } else if sites.len() == nodes.len() {
        page.field(nodes, Prop::Devices);
        site::communication(page, &sites);
    } else if ids.len() == nodes.len() {
        let roles: Vec<RoleRef<'_>> = ids.iter().filter_map(|id| design.role(*id)).collect();
        role::choices(page, &roles);
    } else {
        tell(page.ui, look, "They have no property in common.");
        return;
    }
    facts::facts_ui(page, nodes);
}

fn as_site(node: NodeId) -> Option<SiteId> {
    if let NodeId::Site(id) = node { Some(id) } else { None }
}

fn as_server(node: NodeId) -> Option<ServerId> {
    if let NodeId::Server(id) = node { Some(id) } else { None }
}

fn as_role(node: NodeId) -> Option<RoleId> {
    if let NodeId::Role(id) = node { Some(id) } else { None }
}
