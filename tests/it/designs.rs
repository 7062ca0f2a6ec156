//! Designs made of random commands, and when two of them are the same.

use std::fmt::Write as _;

use proptest::{prelude::ProptestConfig, test_runner::RngSeed};
use sitewright::{
    commands::{
        AddGateway, AddServer, AddSite, Command, Field, MoveGateway, MoveRole, MoveServer,
        MoveSite, PlaceRole, PullFrom, Remove, Set, Setup, setup_roles,
    },
    facts::{
        choices::Choice,
        roles::RoleKind,
        sites::{Communication, SiteKind},
        systems::SYSTEMS,
        versions::Version,
    },
    model::{Date, Design, GatewayId, Ids, NodeId, RoleId, ServerId, SiteId},
};

/// Two designs are the same if they differ in ids alone.
pub fn shape(design: &Design) -> String {
    let mut shape = format!("{:?}\n", design.head());
    let sites: Vec<_> = design.sites().map(|site| site.id).collect();
    let roles: Vec<_> =
        design.servers().flat_map(|it| it.server().roles.clone()).map(|role| role.id).collect();
    let site_at = |id: SiteId| sites.iter().position(|site| *site == id);
    for site in design.sites() {
        let parent = design.parent(site.id).map(site_at);
        let facts = (site.devices, site.cloud_devices, site.communication);
        let said = (parent, site.kind, &site.code, &site.title, facts);
        writeln!(shape, "{said:?}").expect("it fits");
        for server in site.servers() {
            let said = (&server.name, &server.fqdn, &server.title, server.system);
            writeln!(shape, "  {said:?}").expect("it fits");
            for role in server.roles() {
                let sources = role.role().sources.iter();
                let sources: Vec<_> =
                    sources.map(|id| roles.iter().position(|role| role == id)).collect();
                let choices: Vec<_> = role.choices().collect();
                let said = (role.kind, role.serves.map(site_at), choices, sources);
                writeln!(shape, "    {said:?}").expect("it fits");
            }
        }
    }
    for gateway in design.gateways() {
        let facts = (gateway.instances, &gateway.size, &gateway.region);
        let said = (&gateway.name, gateway.at.map(site_at), facts);
        writeln!(shape, "{said:?}").expect("it fits");
    }
    shape
}

/// Numbers that a random design is made of.
struct Dice<'a>(std::slice::Iter<'a, u32>);

impl Dice<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |it| usize::try_from(*it).expect("it fits")) % sides.max(1)
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let at = self.roll(from.len());
        from.get(at).cloned()
    }

    fn name(&mut self) -> String {
        const NAMES: [&str; 24] = [
            "A",
            "a",
            "CM-DP-01",
            "CM-DP-02",
            "x.y",
            "A.contoso.com",
            ".",
            "..",
            "a.",
            "two words",
            "say \"hi\"",
            "\"",
            "#1",
            "A#2",
            "a,b",
            "a:b",
            "a=b",
            "and",
            "from",
            "bare",
            "Ünïcødé",
            "\\",
            "\u{a0}x\u{2003}y",
            "\u{202e}\u{feff}",
        ];
        NAMES[self.roll(NAMES.len())].to_owned()
    }

    fn option<T>(&mut self, some: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.roll(3) > 0).then(|| some(self))
    }
}

fn nodes(design: &Design) -> (Vec<SiteId>, Vec<ServerId>, Vec<RoleId>, Vec<GatewayId>) {
    let sites = design.sites().map(|site| site.id).collect();
    let servers = design.servers().map(|server| server.id).collect();
    let roles = design.servers().flat_map(|it| it.server().roles.clone());
    let gateways = design.gateways().iter().map(|gateway| gateway.id).collect();
    (sites, servers, roles.map(|role| role.id).collect(), gateways)
}

/// A command that may or may not be refused.
fn command(dice: &mut Dice<'_>, design: &Design, ids: &mut Ids) -> Option<Command> {
    let (sites, servers, roles, gateways) = nodes(design);
    let kinds: Vec<_> = RoleKind::all().collect();
    Some(match dice.roll(14) {
        0 => {
            let kind = dice.pick(&SiteKind::ALL)?;
            let setup = dice.option(|dice| Setup {
                server: ids.fresh(design),
                name: dice.name(),
                roles: setup_roles(kind).iter().map(|kind| (ids.fresh(design), *kind)).collect(),
            });
            let (id, under) = (ids.fresh(design), dice.pick(&sites));
            let place = dice.roll(3);
            AddSite { id, kind, code: dice.name(), under, place, setup }.into()
        }
        1 => AddServer::last(ids.fresh(design), dice.pick(&sites)?, dice.name()).into(),
        2 | 3 => PlaceRole {
            id: ids.fresh(design),
            kind: dice.pick(&kinds)?,
            on: dice.pick(&servers)?,
            serves: dice.option(|dice| dice.pick(&sites)).flatten(),
        }
        .into(),
        4 | 5 => PlaceRole {
            id: ids.fresh(design),
            kind: RoleKind::DistributionPoint,
            on: dice.pick(&servers)?,
            serves: dice.option(|dice| dice.pick(&sites)).flatten(),
        }
        .into(),
        6 | 7 => {
            let points = roles.iter().filter(|id| {
                design.role(**id).is_some_and(|it| it.kind == RoleKind::DistributionPoint)
            });
            let points: Vec<_> = points.copied().collect();
            let sources = [dice.pick(&points)?, dice.pick(&points)?].to_vec();
            PullFrom { point: dice.pick(&points)?, sources }.into()
        }
        8 => AddGateway { id: ids.fresh(design), name: dice.name() }.into(),
        9 => MoveGateway { gateway: dice.pick(&gateways)?, to: dice.pick(&sites) }.into(),
        10 => return moved(dice, design),
        _ => return set(dice, design),
    })
}

fn moved(dice: &mut Dice<'_>, design: &Design) -> Option<Command> {
    let (sites, servers, roles, _) = nodes(design);
    Some(match dice.roll(4) {
        0 => {
            let (site, under) = (dice.pick(&sites)?, dice.pick(&sites));
            MoveSite { site, under, place: dice.roll(3) }.into()
        }
        1 => {
            let (server, to) = (dice.pick(&servers)?, dice.pick(&sites)?);
            MoveServer { server, to, place: dice.roll(3) }.into()
        }
        2 => {
            let (role, to) = (dice.pick(&roles)?, dice.pick(&servers)?);
            MoveRole { role, to, place: dice.roll(3) }.into()
        }
        _ => Remove { node: dice.pick(&servers)?.into() }.into(),
    })
}

fn set(dice: &mut Dice<'_>, design: &Design) -> Option<Command> {
    let (sites, servers, roles, gateways) = nodes(design);

    let all = sites.iter().map(|id| NodeId::from(*id));
    let all = all.chain(servers.iter().map(|id| NodeId::from(*id)));
    let all = all.chain(roles.iter().map(|id| NodeId::from(*id)));
    let all = all.chain(gateways.iter().map(|id| NodeId::from(*id)));
    let all: Vec<_> = all.collect();
    let node = if dice.roll(8) == 0 { None } else { dice.pick(&all) };
    let field = field(dice, node, &sites)?;
    Some(Set { node, field }.into())
}

fn field(dice: &mut Dice<'_>, node: Option<NodeId>, sites: &[SiteId]) -> Option<Field> {
    let number =
        |dice: &mut Dice<'_>| dice.option(|dice| u32::try_from(dice.roll(99)).expect("it fits"));
    Some(match node {
        None => match dice.roll(3) {
            0 => Field::Title(dice.name()),
            1 => Field::Target(dice.pick(&Version::ALL)),
            _ => Field::AsOf(Date::read("2026-11-23")),
        },
        Some(NodeId::Site(_)) => match dice.roll(5) {
            0 => Field::Title(dice.name()),
            1 => Field::Kind(dice.pick(&SiteKind::ALL)?),
            2 => Field::Devices(number(dice)),
            3 => Field::CloudDevices(number(dice)),
            _ => Field::Communication(dice.pick(&Communication::ALL)),
        },
        Some(NodeId::Server(_)) => match dice.roll(4) {
            0 => Field::Title(dice.name()),
            1 => Field::Name(dice.name()),
            2 => Field::Fqdn(dice.option(Dice::name)),
            _ => Field::System(dice.option(|dice| SYSTEMS[dice.roll(SYSTEMS.len())].system)),
        },
        Some(NodeId::Role(_)) => match dice.roll(3) {
            0 => Field::Serves(dice.pick(sites)),
            _ => Field::Choice(dice.pick(&Choice::ALL)?, dice.roll(3) > 0),
        },
        Some(NodeId::Gateway(_)) => match dice.roll(4) {
            0 => Field::Name(dice.name()),
            1 => Field::Instances(number(dice)),
            2 => Field::Size(dice.option(Dice::name)),
            _ => Field::Region(dice.option(|dice| format!(" {} ", dice.name()))),
        },
        Some(NodeId::Entity(_)) => Field::Name(dice.name()),
    })
}

pub fn random_design(numbers: &[u32]) -> Design {
    let (mut dice, mut ids, mut design) = (Dice(numbers.iter()), Ids::counted(), Design::new());
    while !dice.0.as_slice().is_empty() {
        if let Some(command) = command(&mut dice, &design, &mut ids) {
            _ = command.apply(&mut design);
        }
    }
    design
}

/// The same cases on every run.
pub fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig::with_cases(cases);
    config.rng_seed = RngSeed::Fixed(1);
    config.failure_persistence = None;
    config
}

/// One central administration site, 25 primaries, 250 secondaries under each, 20 servers in each
/// of those: the largest supported hierarchy.
pub fn largest() -> String {
    let mut text = "cas CS1\n".to_owned();
    for primary in 0..25 {
        writeln!(text, "  primary P{primary}").expect("a string");
        for secondary in 0..250 {
            writeln!(text, "    secondary S{primary}-{secondary}").expect("a string");
            for server in 0..20 {
                let name = format!("S{primary}-{secondary}-{server}");
                let first = format!("S{primary}-{secondary}-0");
                let roles = if server == 0 { "dp" } else { "dp pull from" };
                let from = if server == 0 { "" } else { &first };
                writeln!(text, "      server {name}: {roles} {from}").expect("a string");
            }
        }
    }
    text
}
