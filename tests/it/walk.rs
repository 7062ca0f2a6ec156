//! A hand that does anything that can be done to a design, the same on every run.
#![expect(clippy::unwrap_used, reason = "a test helper")]

use sitewright::{
    commands::{
        AddEntity, AddGateway, AddServer, AddSite, Command, Field, MoveGateway, MoveRole,
        MoveServer, MoveSite, PlaceRole, PullFrom, Remove, Set, Setup, setup_roles,
    },
    facts::{
        roles::RoleKind,
        said::{EntityKind, Fact, Shape},
        sites::{Communication, SiteKind},
        systems::SYSTEMS,
        versions::Version,
    },
    model::{Date, Design, EntityId, GatewayId, Ids, NodeId, RoleId, ServerId, SiteId, Value},
};

pub struct Walk {
    state: u64,
    ids: Ids,
}

impl Walk {
    pub fn new(seed: u64) -> Self {
        Self { state: seed, ids: Ids::counted() }
    }

    /// A number below `below`.
    pub fn number(&mut self, below: usize) -> usize {
        self.state =
            self.state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        let spread = (self.state >> 33) as usize;
        spread % below.max(1)
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let at = self.number(from.len());
        from.get(at).copied()
    }

    /// Any command; it may be refused.
    pub fn command(&mut self, design: &Design) -> Command {
        let sites: Vec<SiteId> = design.sites().map(|site| site.id).collect();
        let servers: Vec<ServerId> = design.servers().map(|server| server.id).collect();
        let roles: Vec<RoleId> = design
            .servers()
            .flat_map(sitewright::model::ServerRef::roles)
            .map(|role| role.id)
            .collect();
        let gateways: Vec<GatewayId> = design.gateways().iter().map(|gateway| gateway.id).collect();
        loop {
            let made = match self.number(22) {
                0 | 1 => Some(self.add_site(design, &sites)),
                2 | 3 => self.pick(&sites).map(|site| self.add_server(design, site)),
                4..=6 => self.pick(&servers).map(|server| self.place_role(design, &sites, server)),
                7 => self.pick(&roles).map(|role| self.pull(role, &roles)),
                8 | 9 => Some(self.set(&sites, &servers, &roles, &gateways)),
                10 => self.pick(&sites).map(|site| self.move_site(site, &sites)),
                11 => self.pick(&servers).and_then(|server| {
                    let to = self.pick(&sites)?;
                    Some(MoveServer { server, to, place: self.number(6) }.into())
                }),
                12 => self.pick(&roles).and_then(|role| {
                    let to = self.pick(&servers)?;
                    Some(MoveRole { role, to, place: self.number(6) }.into())
                }),
                13 => Some(self.gateway(design, &sites, &gateways)),
                14 => Some(self.entity(design)),
                15..=19 => self.fact(design, &sites, &servers, &roles),
                _ => self.remove(&sites, &servers, &roles, &gateways),
            };
            if let Some(command) = made {
                return command;
            }
        }
    }

    fn entity(&mut self, design: &Design) -> Command {
        let entities: Vec<EntityId> = design.entities().map(|entity| entity.id).collect();
        match (self.number(4), self.pick(&entities)) {
            (0, Some(entity)) => Remove { node: entity.into() }.into(),
            (1, Some(entity)) => Set::of(entity, Field::Name(self.word())).into(),
            _ => {
                let kind = self.pick(&EntityKind::ALL).unwrap();
                AddEntity { id: self.ids.fresh(design), kind, name: self.word() }.into()
            }
        }
    }

    /// One of few, so that names meet.
    fn word(&mut self) -> String {
        self.pick(&["corp.contoso.com", "DMZ", "Lisbon", "PS1", "contoso.com"]).unwrap().into()
    }

    /// A fact of any node, said or taken back.
    fn fact(
        &mut self,
        design: &Design,
        sites: &[SiteId],
        servers: &[ServerId],
        roles: &[RoleId],
    ) -> Option<Command> {
        let entities: Vec<EntityId> = design.entities().map(|entity| entity.id).collect();
        let gateways: Vec<GatewayId> = design.gateways().iter().map(|gateway| gateway.id).collect();
        let node = match self.number(12) {
            0 => None,
            1..=3 => Some(self.pick(sites)?.into()),
            4..=6 => Some(self.pick(servers)?.into()),
            7..=9 => Some(self.pick(roles)?.into()),
            10 => Some(self.pick(&gateways)?.into()),
            _ => Some(self.pick(&entities)?.into()),
        };
        let facts = Fact::of(design.kind_of(node)?);
        let fact = self.pick(&facts)?;
        let value = if self.number(5) == 0 { None } else { self.value(fact) };
        Some(Set { node, field: Field::Fact(fact, value) }.into())
    }

    fn value(&mut self, fact: Fact) -> Option<Value> {
        let spelled = match fact.row().shape {
            Shape::Flag => self.pick(&["yes", "no"])?.to_owned(),
            Shape::Number { least, most, .. } => {
                let some = [least, most, 1433, 2403, 2203, 8, 16, 150, 25_000, 200_000];
                self.pick(&some)?.clamp(least, most).to_string()
            }
            Shape::Word(words) | Shape::Words(words) => self.pick(words)?.0.to_owned(),
            Shape::Release => self.pick(&["4.6", "4.8", "18.4.1.1", "17.10.4.1"])?.to_owned(),
            Shape::Text
            | Shape::Code
            | Shape::Codes
            | Shape::Host
            | Shape::Name(_)
            | Shape::Texts
            | Shape::Names(_) => self.word(),
        };
        Value::read(fact, &spelled).ok()
    }

    fn add_site(&mut self, design: &Design, sites: &[SiteId]) -> Command {
        let kind = self.pick(&SiteKind::ALL).unwrap();
        let under = if self.number(4) == 0 { None } else { self.pick(sites) };
        let code =
            self.pick(&["CS1", "PS1", "PS2", "S01", "S02", "sms", "AUX", "TOOLONG"]).unwrap();
        let setup = (self.number(4) != 0).then(|| {
            let roles = setup_roles(kind).iter().map(|kind| (self.ids.fresh(design), *kind));
            let roles = roles.collect();
            Setup { server: self.ids.fresh(design), name: self.name(), roles }
        });
        let id = self.ids.fresh(design);
        AddSite { id, kind, code: code.into(), under, place: self.number(5), setup }.into()
    }

    fn name(&mut self) -> String {
        let name = ["CM-A", "CM-B", "cm-b", "CM-C", "A-NAME-THAT-IS-FAR-TOO-LONG", "Ü <&\"| x"];
        self.pick(&name).unwrap().to_owned()
    }

    fn add_server(&mut self, design: &Design, to: SiteId) -> Command {
        let id = self.ids.fresh(design);
        AddServer { id, to, place: self.number(5), name: self.name() }.into()
    }

    fn place_role(&mut self, design: &Design, sites: &[SiteId], on: ServerId) -> Command {
        let kinds: Vec<_> = RoleKind::all().collect();
        let serves = if self.number(6) == 0 { self.pick(sites) } else { None };
        PlaceRole { id: self.ids.fresh(design), kind: self.pick(&kinds).unwrap(), on, serves }
            .into()
    }

    fn pull(&mut self, point: RoleId, roles: &[RoleId]) -> Command {
        let sources = (0..self.number(3)).filter_map(|_| self.pick(roles)).collect();
        PullFrom { point, sources }.into()
    }

    fn set(
        &mut self,
        sites: &[SiteId],
        servers: &[ServerId],
        roles: &[RoleId],
        gateways: &[GatewayId],
    ) -> Command {
        let node: Option<NodeId> = match self.number(9) {
            0 => None,
            1..=3 => self.pick(sites).map(Into::into),
            4 | 5 => self.pick(servers).map(Into::into),
            6 | 7 => self.pick(roles).map(Into::into),
            _ => self.pick(gateways).map(Into::into),
        };
        Set { node, field: self.field(node, sites) }.into()
    }

    fn field(&mut self, node: Option<NodeId>, sites: &[SiteId]) -> Field {
        let devices =
            [None, Some(0), Some(400), Some(9_000), Some(30_000), Some(160_000), Some(900_000)];
        let devices = self.pick(&devices).unwrap();
        match node {
            None => match self.number(3) {
                0 => Field::Target(self.pick(&Version::ALL)),
                1 => Field::AsOf(Date::read("2026-11-25")),
                _ => Field::Title(self.name()),
            },
            Some(NodeId::Site(_)) => match self.number(6) {
                0 => Field::Kind(self.pick(&SiteKind::ALL).unwrap()),
                1 => Field::Code(self.pick(&["PS1", "PS3", "NUL", "A?"]).unwrap().into()),
                2 => Field::CloudDevices(devices),
                3 => Field::Communication(self.pick(&Communication::ALL)),
                4 => Field::Title(self.name()),
                _ => Field::Devices(devices),
            },
            Some(NodeId::Server(_)) => match self.number(4) {
                0 => Field::Name(self.name()),
                1 => Field::Fqdn(
                    self.pick(&[None, Some("cm-a.x.org"), Some("other.y")])
                        .unwrap()
                        .map(Into::into),
                ),
                2 => Field::Title(self.name()),
                _ => Field::System(Some(SYSTEMS[self.number(SYSTEMS.len())].system)),
            },
            Some(NodeId::Role(_)) => {
                if self.number(4) == 0 {
                    Field::Serves(self.pick(sites))
                } else {
                    let choice = self.pick(&sitewright::facts::choices::Choice::ALL).unwrap();
                    Field::Choice(choice, self.number(2) == 0)
                }
            }
            Some(NodeId::Gateway(_)) => match self.number(3) {
                0 => Field::Name(self.pick(&["contoso", "x", "cm--g"]).unwrap().into()),
                _ => Field::Instances(self.pick(&[None, Some(1), Some(2), Some(17)]).unwrap()),
            },
            Some(NodeId::Entity(_)) => Field::Name(self.word()),
        }
    }

    fn move_site(&mut self, site: SiteId, sites: &[SiteId]) -> Command {
        let under = if self.number(4) == 0 { None } else { self.pick(sites) };
        MoveSite { site, under, place: self.number(4) }.into()
    }

    fn gateway(&mut self, design: &Design, sites: &[SiteId], gateways: &[GatewayId]) -> Command {
        match self.pick(gateways) {
            Some(gateway) if self.number(2) == 0 => {
                let to = if self.number(2) == 0 { None } else { self.pick(sites) };
                MoveGateway { gateway, to }.into()
            }
            _ => AddGateway { id: self.ids.fresh(design), name: "contoso".into() }.into(),
        }
    }

    fn remove(
        &mut self,
        sites: &[SiteId],
        servers: &[ServerId],
        roles: &[RoleId],
        gateways: &[GatewayId],
    ) -> Option<Command> {
        let node: NodeId = match self.number(8) {
            // Sites go with all below them, and seldom, or nothing would ever grow.
            0 => self.pick(sites)?.into(),
            1 | 2 => self.pick(servers)?.into(),
            3 => self.pick(gateways)?.into(),
            _ => self.pick(roles)?.into(),
        };
        Some(Remove { node }.into())
    }
}
