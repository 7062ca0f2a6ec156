//! A plan from a file of the first format, every name in it looked up and every number weighed.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{File, Gateway, Head, Hierarchy, Role, Server, Site, Spots};
use crate::{
    arrange,
    facts::{choices::Choice, roles::RoleKind},
    file::Error,
    geometry::Point,
    model::{
        self, Date, Design, GatewayId, Id, NodeId, RoleId, ServerId, SiteId, outline::nearest,
    },
    plan::{Place, Plan},
};

/// No box of a real plan lies farther from its parent, in pixels.
const FARTHEST: f32 = 10_000_000.0;

pub fn read(text: &str) -> Result<Plan, Error> {
    let file: File = serde_json::from_str(text).map_err(|error| Error::json(&error))?;
    if !file.steps.is_empty() {
        return Err(wrong("steps[0]", "this Sitewright knows no steps yet; leave the list empty"));
    }
    let mut design = Design::new();
    design.set_head(head(file.plan)?);
    let known = Known::of(&file.design)?;
    hierarchy(&mut design, file.design, &known)?;
    let places = places(&design, &file.positions)?;
    Ok(Plan { places: arrange::load(&design, &places), design })
}

fn wrong(at: impl Into<String>, message: impl Into<String>) -> Error {
    Error::Value { at: at.into(), message: message.into() }
}

/// The fact that a word stands for.
macro_rules! fact {
    ($word:expr, $type:ty, $at:expr) => {
        $word.fact().ok_or_else(|| unknown(&$word.0, <$type>::WHAT, &<$type>::all(), $at()))
    };
}

fn unknown(word: &str, what: &str, all: &[String], at: String) -> Error {
    let near = nearest(word, all.iter().map(String::as_str));
    let hint = near.map(|near| format!("; did you mean {near:?}?")).unwrap_or_default();
    wrong(at, format!("{word:?} is not {what}; expected one of {}{hint}", all.join(", ")))
}

/// A text of one line, without space around it.
fn line(text: String, at: impl FnOnce() -> String) -> Result<String, Error> {
    if text.chars().any(char::is_control) {
        return Err(wrong(at(), "a text of one line was expected, without control characters"));
    }
    Ok(match text.trim().len() == text.len() {
        true => text,
        false => text.trim().to_owned(),
    })
}

/// A text that is not empty.
fn name(text: String, at: impl Fn() -> String) -> Result<String, Error> {
    let text = line(text, &at)?;
    if text.is_empty() { Err(wrong(at(), "a name needs a character")) } else { Ok(text) }
}

/// A text that is not blank, as it stands.
fn some_text(text: Option<String>, at: impl Fn() -> String) -> Result<Option<String>, Error> {
    if let Some(text) = &text {
        name(text.clone(), at)?;
    }
    Ok(text)
}

fn id<T: Id>(text: &str, kind: &str, at: impl FnOnce() -> String) -> Result<T, Error> {
    let message =
        || format!("{text:?} is no id; expected {kind}- and 1 to 12 of a-z, 0-9 and, not first, -");
    T::read(text).ok_or_else(|| wrong(at(), message()))
}

fn head(head: Head) -> Result<model::Head, Error> {
    use super::VersionWord;
    let version =
        head.version.map(|version| fact!(version, VersionWord, || "plan.version".to_owned()));
    let as_of = head.as_of.map(|date| {
        let message = || format!("{date:?} is no day; expected one such as 2026-11-23");
        Date::read(&date).ok_or_else(|| wrong("plan.as_of", message()))
    });
    Ok(model::Head {
        title: line(head.title, || "plan.title".to_owned())?,
        target: version.transpose()?,
        as_of: as_of.transpose()?,
    })
}

/// Every node of the file.
#[derive(Default)]
struct Known {
    sites: BTreeMap<SiteId, usize>,
    servers: BTreeSet<ServerId>,
    roles: BTreeMap<RoleId, RoleKind>,
    gateways: BTreeSet<GatewayId>,
}

impl Known {
    fn of(hierarchy: &Hierarchy) -> Result<Self, Error> {
        use super::RoleWord;
        let twice = |id: &str, at: String| {
            wrong(at, format!("{id:?} is there twice; every node has an id of its own"))
        };
        let mut known = Self::default();
        for (at, site) in hierarchy.sites.iter().enumerate() {
            let here = || format!("design.sites[{at}].id");
            if known.sites.insert(id(&site.id, "site", here)?, at).is_some() {
                return Err(twice(&site.id, here()));
            }
            for (server_at, server) in site.servers.iter().enumerate() {
                let here = || format!("design.sites[{at}].servers[{server_at}].id");
                if !known.servers.insert(id(&server.id, "srv", here)?) {
                    return Err(twice(&server.id, here()));
                }
                for (role_at, role) in server.roles.iter().enumerate() {
                    let here = |member| {
                        format!("design.sites[{at}].servers[{server_at}].roles[{role_at}].{member}")
                    };
                    let kind = fact!(role.kind, RoleWord, || here("kind"))?;
                    let role_id = id(&role.id, "role", || here("id"))?;
                    if known.roles.insert(role_id, kind).is_some() {
                        return Err(twice(&role.id, here("id")));
                    }
                }
            }
        }
        for (at, gateway) in hierarchy.gateways.iter().enumerate() {
            let here = || format!("design.gateways[{at}].id");
            if !known.gateways.insert(id(&gateway.id, "cmg", here)?) {
                return Err(twice(&gateway.id, here()));
            }
        }
        Ok(known)
    }

    fn site(&self, text: &str, at: impl Fn() -> String) -> Result<SiteId, Error> {
        let id = id(text, "site", &at)?;
        match self.sites.contains_key(&id) {
            true => Ok(id),
            false => Err(wrong(at(), format!("no site has the id {text:?}"))),
        }
    }
}

fn hierarchy(design: &mut Design, file: Hierarchy, known: &Known) -> Result<(), Error> {
    let mut sites = Vec::new();
    let mut parents = Vec::new();
    for (at, site) in file.sites.into_iter().enumerate() {
        let parent = site.parent.as_ref();
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
    while let Some(at) = waiting.pop() {
        if let Some(site) = sites[at].take() {
            design.add_site(site, parents[at], usize::MAX);
        }
        waiting.append(&mut children[at]);
    }
    if let Some(at) = sites.iter().position(Option::is_some) {
        let message = "this site hangs below itself; one of those above it needs another parent";
        return Err(wrong(format!("design.sites[{at}].parent"), message));
    }
    for (at, gateway) in file.gateways.into_iter().enumerate() {
        design.add_gateway(read_gateway(gateway, at, known)?, usize::MAX);
    }
    Ok(())
}

fn read_site(site: Site, at: usize, known: &Known) -> Result<model::Site, Error> {
    use super::{CommunicationWord, KindWord};
    let here = |member: &str| format!("design.sites[{at}].{member}");
    let site_id = id(&site.id, "site", || here("id"))?;
    let kind = fact!(site.kind, KindWord, || here("kind"))?;
    let mut read = model::Site::new(site_id, kind, name(site.code, || here("code"))?);
    read.title = line(site.title, || here("title"))?;
    read.devices = site.devices;
    read.cloud_devices = site.cloud_devices;
    let communication = site.communication;
    let communication =
        communication.map(|it| fact!(it, CommunicationWord, || here("communication")));
    read.communication = communication.transpose()?;
    for (server_at, server) in site.servers.into_iter().enumerate() {
        let here = || format!("design.sites[{at}].servers[{server_at}]");
        read.servers.push(Arc::new(read_server(server, site_id, &here, known)?));
    }
    Ok(read)
}

fn read_server(
    server: Server,
    site: SiteId,
    here: &dyn Fn() -> String,
    known: &Known,
) -> Result<model::Server, Error> {
    use super::SystemWord;
    let member = |member: &str| format!("{}.{member}", here());
    let server_id = id(&server.id, "srv", || member("id"))?;
    let mut read = model::Server::new(server_id, name(server.name, || member("name"))?);
    read.fqdn = server.fqdn.map(|fqdn| name(fqdn, || member("fqdn"))).transpose()?;
    read.title = line(server.title, || member("title"))?;
    let system = server.os.map(|os| fact!(os, SystemWord, || member("os")));
    read.system = system.transpose()?;
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
    use super::{ChoiceWord, RoleWord};
    let kind = fact!(role.kind, RoleWord, || format!("{}.kind", here()))?;
    let mut read = model::Role::new(id(&role.id, "role", || format!("{}.id", here()))?, kind);
    for (at, choice) in role.options.iter().enumerate() {
        let here = || format!("{}.options[{at}]", here());
        let fact = fact!(choice, ChoiceWord, here)?;
        if !kind.facts().choices.contains(&fact) {
            let message = format!("a {} has no option {:?}", kind.spoken(), choice.0);
            return Err(wrong(here(), message));
        }
        read.set(fact, true);
    }
    for (at, source) in role.from.iter().enumerate() {
        let here = || format!("{}.from[{at}]", here());
        let source_id: RoleId = id(source, "role", here)?;
        let message = match known.roles.get(&source_id) {
            None => format!("no role has the id {source:?}"),
            _ if source_id == read.id => "a distribution point cannot pull from itself".to_owned(),
            Some(RoleKind::DistributionPoint) if kind == RoleKind::DistributionPoint => {
                if !read.sources.contains(&source_id) {
                    read.sources.push(source_id);
                }
                read.set(Choice::Pull, true);
                continue;
            }
            Some(_) => "only distribution points pull content from one another".to_owned(),
        };
        return Err(wrong(here(), message));
    }
    let serves = role.serves.as_ref();
    let serves = serves.map(|it| known.site(it, || format!("{}.serves", here()))).transpose()?;
    read.serves = serves.filter(|serves| *serves != site);
    Ok(read)
}

fn read_gateway(gateway: Gateway, at: usize, known: &Known) -> Result<model::Gateway, Error> {
    let here = |member: &str| format!("design.gateways[{at}].{member}");
    let gateway_id = id(&gateway.id, "cmg", || here("id"))?;
    let mut read = model::Gateway::new(gateway_id, name(gateway.name, || here("name"))?);
    let site = gateway.at.as_ref().map(|site| known.site(site, || here("at")));
    read.at = site.transpose()?;
    read.instances = gateway.instances;
    read.size = some_text(gateway.size, || here("size"))?;
    read.region = some_text(gateway.region, || here("region"))?;
    Ok(read)
}

fn places(design: &Design, spots: &Spots) -> Result<Vec<(NodeId, Place)>, Error> {
    let mut seen = BTreeSet::new();
    let mut places = Vec::new();
    for (text, spot) in &spots.0 {
        let wrong = |message: &str| wrong(format!("positions.{text}"), message);
        let node = NodeId::read(text).filter(|node| !matches!(node, NodeId::Role(_)));
        let Some(node) = node.filter(|node| design.contains(*node)) else {
            return Err(wrong("no site, server or gateway has this id"));
        };
        if !seen.insert(node) {
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
