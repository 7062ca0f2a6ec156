//! A plan as a file of the first format: the same plan always gives the same bytes.

use serde::{Serialize, Serializer};

use super::{As, Entity, Facts, Gateway, Head, Role, Server, Site, Spot, waivers};
use crate::{
    file::blocks::member,
    model::{self, Design, NodeId, SiteRef},
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
        sites: Sites(design),
        gateways: design.gateways().iter().map(gateway).collect(),
        around: design.entities().map(entity).collect(),
    };
    member(to, "format_version", &1, ROLES)?;
    member(to, "plan", &head(design), ROLES)?;
    member(to, "design", &hierarchy, ROLES)?;
    member(to, "steps", &[(); 0], ROLES)?;
    if !plan.waivers.is_empty() {
        let waivers: Vec<_> = plan.waivers.iter().map(waivers::written).collect();
        member(to, "waivers", &waivers, ROLES)?;
    }
    member(to, "positions", &Positions(plan), POSITIONS)
}

/// Like the one that is read, but made site by site while it is written: a large plan is not held
/// in memory twice.
#[derive(Serialize)]
struct Hierarchy<'a> {
    sites: Sites<'a>,
    gateways: Vec<Gateway<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    around: Vec<Entity<'a>>,
}

struct Sites<'a>(&'a Design);

impl Serialize for Sites<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.sites().map(site))
    }
}

/// In the order of the design: each site, its servers, then the gateways.
struct Positions<'a>(&'a Plan);

impl Serialize for Positions<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Plan { design, places, .. } = self.0;
        let sites = design.sites().filter_map(|site| places.site(site.id).map(|it| (site.id, it)));
        let boxes = sites.flat_map(|(id, site)| {
            let servers = site.servers.iter().map(|it| (NodeId::from(it.id), it.place));
            std::iter::once((id.into(), site.place)).chain(servers)
        });
        let gateways = places.gateways().iter().map(|it| (it.id.into(), it.place));
        to.collect_map(boxes.chain(gateways).map(|(id, place)| (As(id), spot(place))))
    }
}

fn head(design: &Design) -> Head<'_> {
    let head = design.head();
    Head {
        title: (&head.title).into(),
        version: head.target.map(As),
        as_of: head.as_of.map(|date| date.to_string().into()),
        facts: Facts(head.said.clone()),
    }
}

fn site(site: SiteRef<'_>) -> Site<'_> {
    let parent = site.design().parent(site.id);
    let site = site.site();
    Site {
        id: As(site.id),
        kind: As(site.kind),
        code: (&site.code).into(),
        title: (&site.title).into(),
        parent: parent.map(As),
        devices: site.devices,
        cloud_devices: site.cloud_devices,
        communication: site.communication.map(As),
        facts: Facts(site.said.clone()),
        servers: site.servers.iter().map(|it| server(it)).collect(),
    }
}

fn server(server: &model::Server) -> Server<'_> {
    Server {
        id: As(server.id),
        name: (&server.name).into(),
        fqdn: server.fqdn.as_ref().map(Into::into),
        title: (&server.title).into(),
        os: server.system.map(As),
        facts: Facts(server.said.clone()),
        roles: server.roles.iter().map(role).collect(),
    }
}

fn role(role: &model::Role) -> Role {
    Role {
        id: As(role.id),
        kind: As(role.kind),
        options: role.choices().map(As).collect(),
        from: role.sources.iter().copied().map(As).collect(),
        serves: role.serves.map(As),
        facts: Facts(role.said.clone()),
    }
}

fn gateway(gateway: &model::Gateway) -> Gateway<'_> {
    Gateway {
        id: As(gateway.id),
        name: (&gateway.name).into(),
        instances: gateway.instances,
        size: gateway.size.as_ref().map(Into::into),
        region: gateway.region.as_ref().map(Into::into),
        at: gateway.at.map(As),
        facts: Facts(gateway.said.clone()),
    }
}

fn entity(entity: &model::Entity) -> Entity<'_> {
    Entity {
        id: As(entity.id),
        kind: As(entity.kind),
        name: (&entity.name).into(),
        facts: Facts(entity.said.clone()),
    }
}

fn spot(place: Place) -> Spot {
    Spot { x: place.at.x, y: place.at.y, pinned: place.pinned }
}
