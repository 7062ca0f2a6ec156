//! Firewalls between networks, and what has to pass them.

use super::{
    ADVICE, Check, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, Wide, ask::Ask, broken,
    must, need, read, saying,
};
use crate::{
    commands::{Field, Set},
    facts::{
        roles::RoleKind::SmsProvider,
        said::{
            EntityKind,
            across::{CONSOLE_PORTS, FIREWALL, FIREWALL_PLANNED, RPC_RESTRICTED, ZONE_KIND},
            plan::{CLIENT_PUSH, CONSOLE_ZONE, PUSH_PORTS},
            servers::ZONE,
        },
    },
    model::{Design, NodeId, RoleRef, Value},
};

const PORTS: Source = read("core/plan-design/hierarchy/ports", "2026-11-25");
const CLIENT_PORTS: Source =
    read("core/clients/deploy/windows-firewall-and-port-settings-for-clients", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "NET-FW-REQ",
        levels: ADVICE,
        title: "Ports between networks are asked for in time",
        why: "Site servers, site systems, databases and clients talk over ports that a firewall \
              keeps closed until somebody opens them.",
        sources: &[PORTS],
        bad: Example::Text(
            "
zone dmz firewall=yes fwplanned=no
primary PS1
",
        ),
        good: Example::Text(
            "
zone dmz firewall=yes fwplanned=yes
primary PS1
",
        ),
        check: Check::Entity(EntityKind::Zone, |_, zone| {
            let holds = !zone.ask_flag(FIREWALL)? || zone.ask_flag(FIREWALL_PLANNED)?;
            must(holds, || format!("No firewall rules are requested for {}", zone.name))
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer("Request them", node, FIREWALL_PLANNED, Value::Flag(true))
        }),
    },
    Rule {
        id: "NET-RPC-ZONE",
        levels: WARNING,
        title: "Dynamic RPC ports into the perimeter are kept few",
        why: "Site server and site systems talk over RPC with dynamic ports; a fixed range, or \
              IPsec, keeps the firewall closed otherwise.",
        sources: &[PORTS],
        bad: Example::Text(
            "
zone dmz zonekind=perimeter rpcrange=no
primary PS1
",
        ),
        good: Example::Text(
            "
zone dmz zonekind=perimeter rpcrange=yes
primary PS1
",
        ),
        check: Check::Entity(EntityKind::Zone, |_, zone| {
            let holds =
                zone.ask_word(ZONE_KIND)? != "perimeter" || zone.ask_flag(RPC_RESTRICTED)?;
            must(holds, || format!("All dynamic RPC ports are open into {}", zone.name))
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer(
                "Restrict the range, or use IPsec",
                node,
                RPC_RESTRICTED,
                Value::Flag(true),
            )
        }),
    },
    Rule {
        id: "NET-PROVIDER-CONSOLE",
        levels: WARNING,
        title: "Consoles reach the SMS Provider",
        why: "A console needs the RPC endpoint mapper (135), dynamic RPC and HTTPS (443) into the \
              network of the provider that it is given.",
        sources: &[PORTS],
        bad: Example::Text(
            "
plan consolezone=office
zone datacenter consoleports=no
primary PS1
  server CM-SITE-01 zone=datacenter: site, db, prov
",
        ),
        good: Example::Text(
            "
plan consolezone=office
zone datacenter consoleports=yes
primary PS1
  server CM-SITE-01 zone=datacenter: site, db, prov
",
        ),
        check: Check::Role(SmsProvider, is_reached_by_consoles),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(NodeId::Role(role)) = node else { return Vec::new() };
            let zone =
                design.role(role).and_then(|role| role.server().said.text(ZONE).map(str::to_owned));
            let zone = zone.and_then(|zone| design.entity_named(EntityKind::Zone, &zone));
            zone.map(|zone| {
                saying::fix(
                    "Open the ports for consoles",
                    zone.id,
                    CONSOLE_PORTS,
                    Value::Flag(true),
                )
            })
            .unwrap_or_default()
        }),
    },
    Rule {
        id: "NET-PUSH-FW",
        levels: ADVICE,
        title: "Client push has open ports through the firewall",
        why: "It needs SMB (445), the RPC endpoint mapper (135) and dynamic RPC to every client; \
              other ways to install the client do not.",
        sources: &[CLIENT_PORTS],
        bad: Example::Text(
            "
plan clientpush=yes pushports=no
zone branch firewall=yes
primary PS1
",
        ),
        good: Example::Text(
            "
plan clientpush=yes pushports=yes
zone branch firewall=yes
primary PS1
",
        ),
        check: Check::Design(push_gets_through),
        fixes: Fixes::Offer(|_, _, _| {
            let set = |fact, flag| Set::plan(Field::Fact(fact, Some(Value::Flag(flag)))).into();
            vec![
                Fix::new("Open the ports", vec![set(PUSH_PORTS, true)]),
                Fix::new("Install clients in another way", vec![set(CLIENT_PUSH, false)]),
            ]
        }),
    },
];

/// A server whose zone is not said, in a plan without zones, is where everybody is.
fn is_reached_by_consoles(role: RoleRef<'_>) -> Verdict {
    let server = role.server();
    let Some(zone) = server.server().said.text(ZONE) else { return Ok(()) };
    let design = role.design();
    let consoles = design.head_for(CONSOLE_ZONE).ask_text(CONSOLE_ZONE)?;
    if consoles.eq_ignore_ascii_case(zone) {
        return Ok(());
    }
    let entity = design.entity_named(EntityKind::Zone, zone);
    let open = need(entity.and_then(|zone| zone.said.flag(CONSOLE_PORTS)), CONSOLE_PORTS)?;
    must(open, || {
        format!("Consoles in {consoles} do not reach the SMS Provider on {}", server.name)
    })
}

fn push_gets_through(design: &Design) -> Wide {
    let said = &design.head().said;
    let mut zones = design.entities_of(EntityKind::Zone).filter(|zone| zone.said.is(FIREWALL));
    let Some(zone) = zones.next() else { return Vec::new() };
    let check = || -> Verdict {
        if !need(said.flag(CLIENT_PUSH), CLIENT_PUSH)? || need(said.flag(PUSH_PORTS), PUSH_PORTS)? {
            return Ok(());
        }
        Err(broken(format!(
            "Client push is planned, and {} is behind a firewall that is closed for it",
            zone.name
        )))
    };
    check().err().map(|trouble| (None, trouble)).into_iter().collect()
}
