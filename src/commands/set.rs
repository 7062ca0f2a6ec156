//! Sets one property of a node, or of the design as a whole.

use super::{
    Refusal, good_name, name_of, present,
    say::{Meant, rename_references, say},
};
use crate::{
    facts::{
        choices::Choice,
        said::Fact,
        sites::{Communication, SiteKind},
        systems::System,
        versions::Version,
    },
    model::{Date, Design, EntityId, NodeId, Role, Server, SiteId, Value},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// Without one, the design as a whole.
    pub node: Option<NodeId>,
    pub field: Field,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title of the design, a site or a server.
    Title(String),
    Target(Option<Version>),
    AsOf(Option<Date>),
    Kind(SiteKind),
    Code(String),
    Devices(Option<u32>),
    CloudDevices(Option<u32>),
    Communication(Option<Communication>),
    /// The name of a server or gateway.
    Name(String),
    Fqdn(Option<String>),
    System(Option<System>),
    Choice(Choice, bool),
    /// The site that a role serves, where that is not the one in which its server stands.
    Serves(Option<SiteId>),
    Instances(Option<u32>),
    Size(Option<String>),
    Region(Option<String>),
    Fact(Fact, Option<Value>),
}

impl Set {
    pub fn of(node: impl Into<NodeId>, field: Field) -> Self {
        Self { node: Some(node.into()), field }
    }

    pub fn plan(field: Field) -> Self {
        Self { node: None, field }
    }

    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        self.node.map_or(Ok(()), |node| present(design, node))?;
        match &self.field {
            Field::Code(name) | Field::Name(name) => good_name(name)?,
            Field::Fqdn(Some(text)) | Field::Size(Some(text)) | Field::Region(Some(text)) => {
                good_name(text)?;
            }
            Field::Title(text) if text.chars().any(char::is_control) => {
                return Err(Refusal::BadName);
            }
            _ => {}
        }
        if let Field::Fact(fact, value) = &self.field {
            return say(design, self.node, *fact, value.as_ref());
        }
        match self.node {
            None => self.set_head(design),
            Some(NodeId::Site(id)) => self.set_site(design, id),
            Some(NodeId::Server(id)) => self.set_server(design, id),
            Some(NodeId::Role(id)) => self.set_role(design, id),
            Some(NodeId::Gateway(id)) => self.set_gateway(design, id),
            Some(NodeId::Entity(id)) => self.set_entity(design, id),
        }
    }

    pub fn label(&self, design: &Design) -> String {
        let of = self.node.map_or_else(|| "the plan".to_owned(), |node| name_of(design, node));
        match &self.field {
            Field::Name(name) | Field::Code(name) => format!("Rename {of} to {name}"),
            Field::Fact(fact, Some(value)) => {
                format!("Set {} of {of} to {}", fact.row().title, value.shown(*fact))
            }
            Field::Fact(fact, None) => format!("Clear {} of {of}", fact.row().title),
            Field::Choice(choice, true) => format!("Set {} of {of}", choice.word()),
            Field::Choice(choice, false) => format!("Clear {} of {of}", choice.word()),
            field => format!("Set {} of {of}", field.word()),
        }
    }

    fn misfit(&self) -> Refusal {
        Refusal::NoSuchField { field: self.field.word() }
    }

    fn set_head(&self, design: &mut Design) -> Result<(), Refusal> {
        let mut head = design.head().clone();
        match &self.field {
            Field::Title(title) => head.title = title.trim().to_owned(),
            Field::Target(version) => head.target = *version,
            Field::AsOf(date) => head.as_of = *date,
            _ => return Err(self.misfit()),
        }
        design.set_head(head);
        Ok(())
    }

    fn set_site(&self, design: &mut Design, id: SiteId) -> Result<(), Refusal> {
        let fits = matches!(
            self.field,
            Field::Title(_)
                | Field::Kind(_)
                | Field::Code(_)
                | Field::Devices(_)
                | Field::CloudDevices(_)
                | Field::Communication(_)
        );
        if !fits {
            return Err(self.misfit());
        }
        let before = design.site(id).map(|site| site.code.clone()).unwrap_or_default();
        design.update_site(id, |site| match &self.field {
            Field::Title(title) => site.title = title.trim().to_owned(),
            Field::Kind(kind) => site.kind = *kind,
            Field::Code(code) => site.code = code.trim().to_owned(),
            Field::Devices(devices) => site.devices = *devices,
            Field::CloudDevices(devices) => site.cloud_devices = *devices,
            Field::Communication(communication) => site.communication = *communication,
            _ => {}
        });
        // Where another one has the old code, who names it may mean that one.
        if let (Field::Code(code), true) = (&self.field, design.sites_coded(&before).is_empty()) {
            rename_references(design, Meant::Site, &before, code.trim());
        }
        Ok(())
    }

    fn set_server(&self, design: &mut Design, id: crate::model::ServerId) -> Result<(), Refusal> {
        let fits = matches!(
            self.field,
            Field::Title(_) | Field::Name(_) | Field::Fqdn(_) | Field::System(_)
        );
        if !fits {
            return Err(self.misfit());
        }
        let names = |design: &Design| {
            let server = design.server(id);
            server.map(|it| (it.name.clone(), it.full_name().to_owned())).unwrap_or_default()
        };
        let before = names(design);
        design.update_server(id, |server| match &self.field {
            Field::Title(title) => server.title = title.trim().to_owned(),
            Field::Name(name) => rename(server, name.trim()),
            Field::Fqdn(fqdn) => server.fqdn = fqdn.as_deref().map(str::trim).map(str::to_owned),
            Field::System(system) => server.system = *system,
            _ => {}
        });
        let after = names(design);
        for (from, to) in [(before.0, after.0), (before.1, after.1)] {
            if from != to && design.servers_named(&from).is_empty() {
                rename_references(design, Meant::Server, &from, &to);
            }
        }
        Ok(())
    }

    fn set_role(&self, design: &mut Design, id: crate::model::RoleId) -> Result<(), Refusal> {
        let role = design.role(id).ok_or(Refusal::Gone(id.into()))?;
        match self.field {
            Field::Choice(choice, on) => {
                if !role.kind.facts().choices.contains(&choice) {
                    return Err(Refusal::NoSuchChoice { role: role.kind, choice });
                }
                design.update_role(id, |role| {
                    role.set(choice, on);
                    if choice == Choice::Pull && !on {
                        role.sources.clear();
                    }
                });
            }
            Field::Serves(site) => {
                site.map_or(Ok(()), |site| present(design, site))?;
                let serves = site.filter(|site| *site != role.server().site().id);
                let twin = |other: &Role| {
                    other.id != id && other.is_like(role.role()) && other.serves == serves
                };
                if role.server().roles.iter().any(twin) {
                    let server = role.server().name.clone();
                    return Err(Refusal::AlreadyThere { role: role.kind, server });
                }
                design.update_role(id, |role| role.serves = serves);
            }
            _ => return Err(self.misfit()),
        }
        Ok(())
    }

    fn set_gateway(&self, design: &mut Design, id: crate::model::GatewayId) -> Result<(), Refusal> {
        let fits = matches!(
            self.field,
            Field::Name(_) | Field::Instances(_) | Field::Size(_) | Field::Region(_)
        );
        if !fits {
            return Err(self.misfit());
        }
        design.update_gateway(id, |gateway| match &self.field {
            Field::Name(name) => gateway.name = name.trim().to_owned(),
            Field::Instances(instances) => gateway.instances = *instances,
            Field::Size(size) => gateway.size.clone_from(size),
            Field::Region(region) => gateway.region.clone_from(region),
            _ => {}
        });
        Ok(())
    }
}

impl Set {
    fn set_entity(&self, design: &mut Design, id: EntityId) -> Result<(), Refusal> {
        let Field::Name(name) = &self.field else { return Err(self.misfit()) };
        let entity = design.entity(id).ok_or(Refusal::Gone(id.into()))?;
        let (kind, before) = (entity.kind, entity.name.clone());
        let name = name.trim();
        design.update_entity(id, |entity| entity.name = name.to_owned());
        // Where another one goes by the old name, who names it may mean that one.
        if design.entity_named(kind, &before).is_none() {
            rename_references(design, Meant::Entity(kind), &before, name);
        }
        Ok(())
    }
}

/// A computer's name is the first part of its FQDN: where that was so, it stays so.
fn rename(server: &mut Server, name: &str) {
    let parts = server.fqdn.as_deref().and_then(|fqdn| fqdn.split_once('.'));
    if let Some((_, domain)) = parts.filter(|(host, _)| host.eq_ignore_ascii_case(&server.name)) {
        server.fqdn = Some(format!("{name}.{domain}"));
    }
    server.name = name.to_owned();
}

impl Field {
    /// What it is called in a sentence.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Title(_) => "name",
            Self::Target(_) => "version",
            Self::AsOf(_) => "as-of date",
            Self::Kind(_) => "type",
            Self::Code(_) => "site code",
            Self::Devices(_) => "devices",
            Self::CloudDevices(_) => "internet devices",
            Self::Communication(_) => "communication",
            Self::Name(_) => "computer name",
            Self::Fqdn(_) => "FQDN",
            Self::System(_) => "operating system",
            Self::Choice(..) => "option",
            Self::Serves(_) => "served site",
            Self::Instances(_) => "instances",
            Self::Size(_) => "size",
            Self::Region(_) => "region",
            Self::Fact(fact, _) => fact.row().title,
        }
    }
}
