//! Makes a design of a draft: adds what need not be typed, counts ids, looks names up.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Fault, MOST_FAULTS,
    draft::{Draft, EntityDraft, GatewayDraft, ServerDraft, SiteDraft},
    edits::nearest,
    names::{Named, Names},
    role::RoleDraft,
    words::{Word, echo},
};
use crate::{
    facts::{roles::RoleKind, sites::SiteKind},
    model::{
        Design, Entity, Gateway, GatewayId, Id, Ids, Role, RoleId, Server, ServerId, Site, SiteId,
    },
};

/// The design, and the references that lead nowhere.
pub fn build(mut draft: Draft) -> (Design, Vec<Fault>) {
    draft.sites.iter_mut().for_each(complete);
    let mut resolver = Resolver::of(&draft);
    let mut design = Design::new();
    design.set_head(draft.head);
    design.add_sites(draft.sites.into_iter().enumerate().map(|(at, site)| {
        let parent = site.parent.map(|parent| resolver.sites[parent]);
        (resolver.site(at, site), parent)
    }));
    let mut ids = Ids::counted();
    for gateway in draft.gateways {
        let gateway = resolver.gateway(fresh(&mut ids), gateway);
        design.add_gateway(gateway, usize::MAX);
    }
    let mut ids = Ids::counted();
    for EntityDraft { kind, name, said } in draft.entities {
        design.add_entity(Entity { id: fresh(&mut ids), kind, name, said });
    }
    (design, resolver.faults)
}

/// Adds the server and the roles that the site cannot be without.
fn complete(site: &mut SiteDraft) {
    let setup = site.kind.facts().setup;
    if site.bare || setup.is_empty() || site.has(RoleKind::SiteServer) {
        return;
    }
    let elsewhere = site.kind != SiteKind::Secondary && site.has(RoleKind::SiteDatabase);
    let code = site.code.to_lowercase();
    let at = site.servers.iter().position(|server| server.name.to_lowercase() == code);
    let at = at.unwrap_or_else(|| {
        let server = ServerDraft { name: site.code.clone(), ..ServerDraft::default() };
        site.servers.insert(0, server);
        0
    });
    for kind in setup {
        let there = site.servers[at].roles.iter().any(|role| role.is(*kind, &site.code));
        let skipped = *kind == RoleKind::SiteDatabase && elsewhere;
        if !there && !skipped {
            site.servers[at].roles.push(RoleDraft::new(*kind));
        }
    }
}

impl SiteDraft {
    fn has(&self, kind: RoleKind) -> bool {
        let roles = self.servers.iter().flat_map(|server| &server.roles);
        roles.into_iter().any(|role| role.is(kind, &self.code))
    }
}

impl RoleDraft {
    /// Whether it is of a kind and serves the site in which it stands.
    fn is(&self, kind: RoleKind, code: &str) -> bool {
        let own = self.serves.as_ref().is_none_or(|other| same_code(&other.text, code));
        self.kind == kind && own
    }
}

fn same_code(left: &str, right: &str) -> bool {
    left.to_uppercase() == right.to_uppercase()
}

struct Resolver {
    /// By their place in the draft.
    sites: Vec<SiteId>,
    servers: Vec<Vec<(ServerId, Vec<RoleId>)>>,
    codes: BTreeMap<String, Vec<SiteId>>,
    names: Names,
    faults: Vec<Fault>,
}

fn fresh<T: Id>(ids: &mut Ids) -> T {
    ids.fresh(&Design::new())
}

impl Resolver {
    fn of(draft: &Draft) -> Self {
        let (mut sites, mut servers, mut roles) = (Ids::counted(), Ids::counted(), Ids::counted());
        let mut resolver = Self {
            sites: Vec::new(),
            servers: Vec::new(),
            codes: BTreeMap::new(),
            names: Names::default(),
            faults: Vec::new(),
        };
        for site in &draft.sites {
            let id = fresh(&mut sites);
            resolver.sites.push(id);
            resolver.codes.entry(site.code.to_uppercase()).or_default().push(id);
            let mut held = Vec::new();
            for server in &site.servers {
                let ids: Vec<_> = server.roles.iter().map(|_| fresh(&mut roles)).collect();
                resolver.name(server, &ids);
                held.push((fresh(&mut servers), ids));
            }
            resolver.servers.push(held);
        }
        resolver
    }

    fn name(&mut self, server: &ServerDraft, ids: &[RoleId]) {
        let roles = server.roles.iter().zip(ids).map(|(role, id)| (role.kind, *id));
        self.names.add(&server.name, server.fqdn.as_deref(), roles);
    }

    fn fault(&mut self, at: &Word, message: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(at.fault(message));
        }
    }

    fn site(&mut self, at: usize, draft: SiteDraft) -> Site {
        let id = self.sites[at];
        let ids = std::mem::take(&mut self.servers[at]);
        let servers = draft.servers.into_iter().zip(ids);
        Site {
            id,
            kind: draft.kind,
            code: draft.code,
            title: draft.title,
            devices: draft.devices,
            cloud_devices: draft.cloud_devices,
            communication: draft.communication,
            said: draft.said,
            servers: servers
                .map(|(server, (server_id, roles))| {
                    Arc::new(self.server(id, server_id, server, &roles))
                })
                .collect(),
        }
    }

    fn server(
        &mut self,
        site: SiteId,
        id: ServerId,
        draft: ServerDraft,
        roles: &[RoleId],
    ) -> Server {
        let roles = draft.roles.into_iter().zip(roles);
        Server {
            id,
            name: draft.name,
            fqdn: draft.fqdn,
            title: draft.title,
            system: draft.system,
            said: draft.said,
            roles: roles.map(|(role, id)| self.role(site, *id, &role)).collect(),
        }
    }

    fn role(&mut self, site: SiteId, id: RoleId, draft: &RoleDraft) -> Role {
        let mut role = Role::new(id, draft.kind);
        role.said = draft.said.clone();
        for choice in &draft.choices {
            role.set(*choice, true);
        }
        let serves = draft.serves.as_ref().and_then(|code| self.coded(code));
        role.serves = serves.filter(|serves| *serves != site);
        for name in &draft.sources {
            let Some(source) = self.point(name) else { continue };
            if source == id {
                self.fault(name, "a distribution point cannot pull from itself".to_owned());
            } else if !role.sources.contains(&source) {
                role.sources.push(source);
            }
        }
        role
    }

    fn gateway(&mut self, id: GatewayId, draft: GatewayDraft) -> Gateway {
        let mut gateway = Gateway::new(id, draft.name);
        gateway.at = draft.at.as_ref().and_then(|code| self.coded(code));
        gateway.instances = draft.instances;
        gateway.size = draft.size;
        gateway.region = draft.region;
        gateway.said = draft.said;
        gateway
    }

    /// The site with a code.
    fn coded(&mut self, code: &Word) -> Option<SiteId> {
        let sites = self.codes.get(&code.text.to_uppercase()).map_or(&[][..], |sites| sites);
        let message = match (sites.len(), code.nth) {
            (1, None) => return sites.first().copied(),
            (count, Some(nth)) if nth <= count => return sites.get(nth - 1).copied(),
            (0, _) => missing("site code", &code.text, self.codes.keys()),
            (count, _) => several("site code", "the second site", &code.text, count),
        };
        self.fault(code, message);
        None
    }

    /// The distribution point on a server.
    fn point(&mut self, server: &Word) -> Option<RoleId> {
        let none = Named::default();
        let named = self.names.get(&server.text).unwrap_or(&none);
        let points = &named.points;
        let message = match (named.servers, server.nth) {
            (0, _) => missing("server", &server.text, self.names.all()),
            _ if points.is_empty() => {
                format!("{} has no distribution point to pull from", echo(&server.text))
            }
            (1, None) => return points.first().copied(),
            (_, Some(nth)) if nth <= points.len() => return points.get(nth - 1).copied(),
            (count, None) => {
                several("server", "its second distribution point", &server.text, count)
            }
            _ => several("distribution point on", "the second one", &server.text, points.len()),
        };
        self.fault(server, message);
        None
    }
}

fn missing<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a String>) -> String {
    let near = nearest(name, known.map(String::as_str));
    let hint = near.map(|near| format!("; did you mean {}?", echo(near))).unwrap_or_default();
    format!("a {what} that is in the outline was expected, not {}{hint}", echo(name))
}

fn several(what: &str, second: &str, name: &str, count: usize) -> String {
    let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
    format!("the {what} {} is there {times}; {}#2 is {second}", echo(name), name)
}
