//! A plan as a file of the first format: the same plan always gives the same bytes.

use super::{
    ChoiceWord, CommunicationWord, Gateway, Head, Hierarchy, KindWord, Role, RoleWord, Server,
    Site, Spot, Spots, SystemWord, VersionWord, words::role_word,
};
use crate::{
    file::blocks::member,
    model::{self, Design, SiteRef},
    plan::{Place, Plan},
};

/// Roles lie so deep in the design: plan, design, sites, site, servers, server, roles.
const ROLES: usize = 7;
const POSITIONS: usize = 2;

pub fn write(plan: &Plan) -> Vec<u8> {
    let mut bytes = Vec::new();
    // A `Vec` takes all that is written to it, and every key is a text.
    _ = members(plan, &mut bytes);
    bytes.extend_from_slice(b"\n}\n");
    bytes
}

fn members(plan: &Plan, to: &mut Vec<u8>) -> serde_json::Result<()> {
    let design = &plan.design;
    let hierarchy = Hierarchy {
        sites: design.sites().map(site).collect(),
        gateways: design.gateways().iter().map(gateway).collect(),
    };
    member(to, "format_version", &1, ROLES)?;
    member(to, "plan", &head(design), ROLES)?;
    member(to, "design", &hierarchy, ROLES)?;
    member(to, "steps", &[(); 0], ROLES)?;
    member(to, "positions", &spots(plan), POSITIONS)
}

fn head(design: &Design) -> Head {
    let head = design.head();
    Head {
        title: head.title.clone(),
        version: head.target.map(|version| VersionWord(version.name().to_owned())),
        as_of: head.as_of.map(|date| date.to_string()),
    }
}

fn site(site: SiteRef<'_>) -> Site {
    let parent = site.design().parent(site.id);
    Site {
        id: site.id.to_string(),
        kind: KindWord(site.kind.facts().word.to_owned()),
        code: site.code.clone(),
        title: site.title.clone(),
        parent: parent.map(|parent| parent.to_string()),
        devices: site.devices,
        cloud_devices: site.cloud_devices,
        communication: site.communication.map(|it| CommunicationWord(it.word().to_owned())),
        servers: site.site().servers.iter().map(|it| server(it)).collect(),
    }
}

fn server(server: &model::Server) -> Server {
    Server {
        id: server.id.to_string(),
        name: server.name.clone(),
        fqdn: server.fqdn.clone(),
        title: server.title.clone(),
        os: server.system.map(|system| SystemWord(system.facts().word.to_owned())),
        roles: server.roles.iter().map(role).collect(),
    }
}

fn role(role: &model::Role) -> Role {
    Role {
        id: role.id.to_string(),
        kind: RoleWord(role_word(role.kind)),
        options: role.choices().map(|choice| ChoiceWord(choice.word().to_owned())).collect(),
        from: role.sources.iter().map(ToString::to_string).collect(),
        serves: role.serves.map(|site| site.to_string()),
    }
}

fn gateway(gateway: &model::Gateway) -> Gateway {
    Gateway {
        id: gateway.id.to_string(),
        name: gateway.name.clone(),
        instances: gateway.instances,
        size: gateway.size.clone(),
        region: gateway.region.clone(),
        at: gateway.at.map(|site| site.to_string()),
    }
}

/// In the order of the design: each site, its servers, then the gateways.
fn spots(plan: &Plan) -> Spots {
    let mut spots = Vec::new();
    for site in plan.design.sites() {
        let Some(place) = plan.places.site(site.id) else { continue };
        spots.push((site.id.to_string(), spot(place.place)));
        let servers = place.servers.iter();
        spots.extend(servers.map(|server| (server.id.to_string(), spot(server.place))));
    }
    let gateways = plan.places.gateways().iter();
    spots.extend(gateways.map(|gateway| (gateway.id.to_string(), spot(gateway.place))));
    Spots(spots)
}

fn spot(place: Place) -> Spot {
    Spot { x: place.at.x, y: place.at.y, pinned: place.pinned }
}
