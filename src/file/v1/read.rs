//! A plan from a file of the first format, every name in it looked up and every number weighed.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    As, Entity, Facts, File, Gateway, Head, Hierarchy, Role, Server, Site, Spots, waivers,
};
use crate::{
    facts::{choices::Choice, roles::RoleKind, said::On},
    file::{Contents, Error},
    geometry::Point,
    model::{self, Date, Design, GatewayId, NodeId, RoleId, ServerId, SiteId},
    plan::Place,
};

/// No box of a real plan lies farther from its parent, in pixels.
const FARTHEST: f32 = 10_000_000.0;

pub fn read(text: &str) -> Result<Contents, Error> {
    let file: File = serde_json::from_str(text).map_err(|error| Error::json(&error))?;
    if !file.steps.is_empty() {
        return Err(wrong("steps[0]", "this Sitewright knows no steps yet; leave the list empty"));
    }
    let mut design = Design::new();
    design.set_head(head(file.plan)?);
    let known = Known::of(&file.design)?;
    hierarchy(&mut design, file.design, &known)?;
    let saved = places(&known, &file.positions)?;
    let waivers = Arc::new(waivers::read(file.waivers)?);
    Ok(Contents { design, waivers, saved })
}

pub(super) fn wrong(at: impl Into<String>, message: impl Into<String>) -> Error {
    Error::Value { at: at.into(), message: message.into() }
}

/// A text of one line, without space around it.
pub(super) fn line(text: Cow<'_, str>, at: impl FnOnce() -> String) -> Result<String, Error> {
    if text.chars().any(char::is_control) {
        return Err(wrong(at(), "a text of one line was expected, without control characters"));
    }
    Ok(match text.trim().len() == text.len() {
        true => text.into_owned(),
        false => text.trim().to_owned(),
    })
}

/// A text that is not empty.
pub(super) fn name(text: Cow<'_, str>, at: impl Fn() -> String) -> Result<String, Error> {
    let text = line(text, &at)?;
    if text.is_empty() { Err(wrong(at(), "a name needs a character")) } else { Ok(text) }
}

/// A text that is not blank, as it stands.
fn some_text(text: Option<Cow<'_, str>>, at: impl Fn() -> String) -> Result<Option<String>, Error> {
    let Some(text) = text else { return Ok(None) };
    name(Cow::Borrowed(&text), at)?;
    Ok(Some(text.into_owned()))
}

pub(super) fn day(text: &str, at: impl FnOnce() -> String) -> Result<Date, Error> {
    let message = || format!("{text:?} is no day; expected one such as 2026-11-23");
    Date::read(text).ok_or_else(|| wrong(at(), message()))
}

fn head(head: Head<'_>) -> Result<model::Head, Error> {
    let as_of = head.as_of.map(|text| day(&text, || "plan.as_of".to_owned()));
    Ok(model::Head {
        title: line(head.title, || "plan.title".to_owned())?,
        target: head.version.map(|version| version.0),
        as_of: as_of.transpose()?,
        said: said(head.facts, On::Plan, || "plan.facts".to_owned())?,
        ..model::Head::default()
    })
}

/// Every node of the file.
struct Known {
    sites: BTreeMap<SiteId, usize>,
    /// Sorted, none twice.
    servers: Vec<ServerId>,
    roles: Vec<(RoleId, RoleKind)>,
    gateways: Vec<GatewayId>,
}

impl Known {
    fn of(hierarchy: &Hierarchy) -> Result<Self, Error> {
        let sites = || hierarchy.sites.iter();
        let servers = || sites().flat_map(|site| &site.servers);
        let roles = || servers().flat_map(|server| &server.roles);
        let known = Self {
            sites: sites().zip(0..).map(|(site, at)| (site.id.0, at)).collect(),
            servers: sorted(servers().map(|server| server.id.0)),
            roles: sorted(roles().map(|role| (role.id.0, role.kind.0))),
            gateways: sorted(hierarchy.gateways.iter().map(|gateway| gateway.id.0)),
        };
        let entities = sorted(hierarchy.around.iter().map(|entity| entity.id.0));
        let is_once = known.sites.len() == hierarchy.sites.len()
            && differ(&known.servers, |left, right| left != right)
            && differ(&known.roles, |left, right| left.0 != right.0)
            && differ(&known.gateways, |left, right| left != right)
            && differ(&entities, |left, right| left != right);
        if is_once { Ok(known) } else { once(hierarchy).map(|()| known) }
    }

    fn role(&self, id: RoleId) -> Option<RoleKind> {
        let at = self.roles.binary_search_by_key(&id, |(known, _)| *known).ok()?;
        Some(self.roles[at].1)
    }

    fn site(&self, id: As<SiteId>, at: impl Fn() -> String) -> Result<SiteId, Error> {
        match self.sites.contains_key(&id.0) {
            true => Ok(id.0),
            false => Err(wrong(at(), format!("no site has the id \"{}\"", id.0))),
        }
    }
}

fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<_> = values.collect();
    values.sort_unstable();
    values
}

fn differ<T>(sorted: &[T], differs: impl Fn(&T, &T) -> bool) -> bool {
    sorted.windows(2).all(|pair| differs(&pair[0], &pair[1]))
}

/// Says which id is there twice, the first one in the order of the file.
fn once(hierarchy: &Hierarchy) -> Result<(), Error> {
    let mut seen = BTreeSet::<NodeId>::new();
    let mut new = |id: NodeId, at: &dyn Fn() -> String| {
        let message = || format!("\"{id}\" is there twice; every node has an id of its own");
        let is_new = seen.insert(id);
        if is_new { Ok(()) } else { Err(wrong(format!("{}.id", at()), message())) }
    };
    for (at, site) in hierarchy.sites.iter().enumerate() {
        new(site.id.0.into(), &|| format!("design.sites[{at}]"))?;
        for (server_at, server) in site.servers.iter().enumerate() {
            let here = || format!("design.sites[{at}].servers[{server_at}]");
            new(server.id.0.into(), &here)?;
            for (role_at, role) in server.roles.iter().enumerate() {
                new(role.id.0.into(), &|| format!("{}.roles[{role_at}]", here()))?;
            }
        }
    }
    for (at, gateway) in hierarchy.gateways.iter().enumerate() {
        new(gateway.id.0.into(), &|| format!("design.gateways[{at}]"))?;
    }
    for (at, entity) in hierarchy.around.iter().enumerate() {
        new(entity.id.0.into(), &|| format!("design.around[{at}]"))?;
    }
    Ok(())
}

fn hierarchy(design: &mut Design, file: Hierarchy, known: &Known) -> Result<(), Error> {
    let mut sites = Vec::new();
    let mut parents = Vec::new();
    for (at, site) in file.sites.into_iter().enumerate() {
        let parent = site.parent;
        let parent = parent.map(|it| known.site(it, || format!("design.sites[{at}].parent")));
        parents.push(parent.transpose()?);
        sites.push(Some(read_site(site, at, known)?));
    }
    let mut children = vec![Vec::new(); sites.len()];
    let mut waiting = Vec::new();
    for (at, parent) in parents.iter().enumerate().rev() {
        match parent.and_then(|parent| known.sites.get(&parent)) {
            Some(parent) => children[*parent].push(at),
            None => waiting.push(at),
        }
    }
    design.add_sites(std::iter::from_fn(|| {
        let at = waiting.pop()?;
        waiting.append(&mut children[at]);
        Some((sites[at].take()?, parents[at]))
    }));
    if let Some(at) = sites.iter().position(Option::is_some) {
        let message = "this site hangs below itself; one of those above it needs another parent";
        return Err(wrong(format!("design.sites[{at}].parent"), message));
    }
    for (at, gateway) in file.gateways.into_iter().enumerate() {
        design.add_gateway(read_gateway(gateway, at, known)?, usize::MAX);
    }
    for (at, entity) in file.around.into_iter().enumerate() {
        design.add_entity(read_entity(entity, at)?);
    }
    Ok(())
}

fn read_site(site: Site<'_>, at: usize, known: &Known) -> Result<model::Site, Error> {
    let here = |member: &str| format!("design.sites[{at}].{member}");
    let code = name(site.code, || here("code"))?;
    let mut read = model::Site::new(site.id.0, site.kind.0, code);
    read.title = line(site.title, || here("title"))?;
    read.devices = site.devices;
    read.cloud_devices = site.cloud_devices;
    read.communication = site.communication.map(|it| it.0);
    read.said = said(site.facts, On::Site, || here("facts"))?;
    read.servers.reserve_exact(site.servers.len());
    for (server_at, server) in site.servers.into_iter().enumerate() {
        let here = || format!("design.sites[{at}].servers[{server_at}]");
        read.servers.push(Arc::new(read_server(server, site.id.0, &here, known)?));
    }
    Ok(read)
}

fn read_server(
    server: Server<'_>,
    site: SiteId,
    here: &dyn Fn() -> String,
    known: &Known,
) -> Result<model::Server, Error> {
    let member = |member: &str| format!("{}.{member}", here());
    let mut read = model::Server::new(server.id.0, name(server.name, || member("name"))?);
    read.fqdn = server.fqdn.map(|fqdn| name(fqdn, || member("fqdn"))).transpose()?;
    read.title = line(server.title, || member("title"))?;
    read.system = server.os.map(|os| os.0);
    read.said = said(server.facts, On::Server, || member("facts"))?;
    read.roles.reserve_exact(server.roles.len());
    for (at, role) in server.roles.into_iter().enumerate() {
        let here = || format!("{}.roles[{at}]", here());
        read.roles.push(read_role(&role, site, &here, known)?);
    }
    Ok(read)
}

fn read_role(
    role: &Role,
    site: SiteId,
    here: &dyn Fn() -> String,
    known: &Known,
) -> Result<model::Role, Error> {
    let kind = role.kind.0;
    let mut read = model::Role::new(role.id.0, kind);
    for (at, choice) in role.options.iter().enumerate() {
        if !kind.facts().choices.contains(&choice.0) {
            let message = format!("a {} has no option \"{}\"", kind.spoken(), choice.0.word());
            return Err(wrong(format!("{}.options[{at}]", here()), message));
        }
        read.set(choice.0, true);
    }
    for (at, source) in role.from.iter().enumerate() {
        let source = source.0;
        let message = match known.role(source) {
            None => format!("no role has the id \"{source}\""),
            _ if source == read.id => "a distribution point cannot pull from itself".to_owned(),
            Some(RoleKind::DistributionPoint) if kind == RoleKind::DistributionPoint => {
                if !read.sources.contains(&source) {
                    read.sources.push(source);
                }
                read.set(Choice::Pull, true);
                continue;
            }
            Some(_) => "only distribution points pull content from one another".to_owned(),
        };
        return Err(wrong(format!("{}.from[{at}]", here()), message));
    }
    let serves =
        role.serves.map(|it| known.site(it, || format!("{}.serves", here()))).transpose()?;
    read.serves = serves.filter(|serves| *serves != site);
    read.said = said(role.facts.clone(), On::Role(kind), || format!("{}.facts", here()))?;
    Ok(read)
}

fn read_gateway(gateway: Gateway<'_>, at: usize, known: &Known) -> Result<model::Gateway, Error> {
    let here = |member: &str| format!("design.gateways[{at}].{member}");
    let mut read = model::Gateway::new(gateway.id.0, name(gateway.name, || here("name"))?);
    let site = gateway.at.map(|site| known.site(site, || here("at")));
    read.at = site.transpose()?;
    read.instances = gateway.instances;
    read.size = some_text(gateway.size, || here("size"))?;
    read.region = some_text(gateway.region, || here("region"))?;
    read.said = said(gateway.facts, On::Gateway, || here("facts"))?;
    Ok(read)
}

fn read_entity(entity: Entity<'_>, at: usize) -> Result<model::Entity, Error> {
    let here = |member: &str| format!("design.around[{at}].{member}");
    let kind = entity.kind.0;
    let name = name(entity.name, || here("name"))?;
    let said = said(entity.facts, On::Entity(kind), || here("facts"))?;
    Ok(model::Entity { id: entity.id.0, kind, name, said })
}

/// Facts that such a node can have.
fn said(facts: Facts, on: On, at: impl Fn() -> String) -> Result<model::Said, Error> {
    let misfit = facts.0.all().map(|(fact, _)| *fact).find(|fact| !fact.fits(on));
    match misfit {
        Some(fact) => {
            let message = format!("\"{}\" is said of something else than this", fact.key());
            Err(wrong(at(), message))
        }
        None => Ok(facts.0),
    }
}

fn places(known: &Known, spots: &Spots) -> Result<Vec<(NodeId, Place)>, Error> {
    let order = sorted(spots.0.iter().map(|(node, _)| node.0));
    let is_once = differ(&order, |left, right| left != right);
    let mut seen = BTreeSet::new();
    let mut places = Vec::with_capacity(order.len());
    for (node, spot) in &spots.0 {
        let node = node.0;
        let wrong = |message: &str| wrong(format!("positions.{node}"), message);
        let is_there = match node {
            NodeId::Site(id) => known.sites.contains_key(&id),
            NodeId::Server(id) => known.servers.binary_search(&id).is_ok(),
            NodeId::Gateway(id) => known.gateways.binary_search(&id).is_ok(),
            NodeId::Role(_) | NodeId::Entity(_) => false,
        };
        if !is_there {
            return Err(wrong("no site, server or gateway has this id"));
        }
        if !is_once && !seen.insert(node) {
            return Err(wrong("this position is there twice"));
        }
        let fits = |at: f32| at.is_finite() && at.abs() <= FARTHEST;
        if !fits(spot.x) || !fits(spot.y) {
            return Err(wrong("x and y are pixels from -10000000 to 10000000"));
        }
        places.push((node, Place { at: Point::new(spot.x, spot.y), pinned: spot.pinned }));
    }
    Ok(places)
}
