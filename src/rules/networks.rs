//! The networks in which site systems stand, and their names on the internet.

use super::{
    Ask, Check, ERROR, Example, Fixes, Rule, Source, Trouble, Verdict, WARNING, fixes, forests,
    must, must_have, need, read, saying,
};
use crate::{
    commands::{Field, Set},
    facts::{
        choices::Choice,
        said::{
            EntityKind,
            across::{LINK_KIND, LINK_TO, NAT},
            roles::ROLE_PROXY,
            servers::{INTERNET_FQDN, MULTIHOMED, OVER, PROXY, PUBLIC_DNS, ZONE},
        },
    },
    model::{Design, NodeId, ServerRef, SiteRef, Value},
    rules::Fix,
};

const FEATURES: Source =
    read("core/plan-design/configs/support-for-windows-features-and-networks", "2026-11-25");
const PROXIES: Source = read("core/plan-design/network/proxy-server-support", "2026-11-25");
const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-25");
const INSTALL: Source =
    read("core/servers/deploy/configure/install-site-system-roles", "2026-11-23");
const INTERNET: Source =
    read("core/clients/manage/plan-internet-based-client-management", "2026-11-23");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SRV-NAT",
        levels: ERROR,
        title: "Site systems reach each other without address translation",
        why: "Network address translation is not supported between site systems; only clients on \
              the internet may be behind it.",
        sources: &[FEATURES],
        bad: Example::Text(
            "
primary PS1
  server PS1 zone=Core: site, db, prov
  server CM-DP-01 zone=Branch: dp
zone Core nat=no
zone Branch nat=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server PS1 zone=Core: site, db, prov
  server CM-DP-01 zone=Branch: dp
zone Core nat=no
zone Branch nat=no
",
        ),
        check: Check::Nodes(|site| of_others(site, is_routed)),
        fixes: Fixes::Offer(|design, node, _| route(design, node)),
    },
    Rule {
        id: "SRV-DIRECTACCESS",
        levels: ERROR,
        title: "Sites and their systems do not talk over DirectAccess",
        why: "DirectAccess is supported for clients, not between sites or between the servers of a \
              site.",
        sources: &[FEATURES],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 via=directaccess: dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 via=vpn: dp
",
        ),
        check: Check::Nodes(|site| {
            let mut troubles = of_others(site, is_not_over_directaccess);
            let below = !site.is_top() || site.parent_is_unknown();
            let over = below && site.said.word(OVER) == Some(DIRECT_ACCESS);
            let says = || format!("{} reaches its parent site over DirectAccess", site.code);
            troubles.extend(must(!over, says).err().map(|trouble| (site.id.into(), trouble)));
            troubles
        }),
        fixes: Fixes::Offer(|design, node, _| leave_directaccess(design, node)),
    },
    Rule {
        id: "SRV-PROXY-ONE",
        levels: WARNING,
        title: "Roles on one server use the same proxy",
        why: "A site system server has one proxy for all of its roles; a second setting replaces \
              the first.",
        sources: &[PROXIES],
        bad: Example::Text(
            "
primary PS1
  server CM-APP-01 proxy=proxy1: scp, sup roleproxy=proxy2
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-APP-01 proxy=proxy1: scp, sup
",
        ),
        check: Check::Server(has_one_proxy),
        fixes: Fixes::Offer(|design, node, _| use_one_proxy(design, node)),
    },
    Rule {
        id: "SRV-INET-FQDN",
        levels: ERROR,
        title: "A site system for clients on the internet has an internet FQDN",
        why: "Clients on the internet find it by a name that public DNS knows.",
        sources: &[INSTALL, INTERNET],
        bad: Example::Text(
            "
primary PS1 comm=https
  server CM-MP-01 internetfqdn=mp.contoso.com publicdns=no: mp https internet
",
        ),
        good: Example::Text(
            "
primary PS1 comm=https
  server CM-MP-01 internetfqdn=mp.contoso.com publicdns=yes: mp https internet
",
        ),
        check: Check::Server(has_a_public_name),
        fixes: Fixes::Offer(|design, node, _| publish(design, node)),
    },
    Rule {
        id: "SRV-MULTIHOME",
        levels: WARNING,
        title: "No server stands in the perimeter and in the intranet at once",
        why: "It would bridge both networks and take the boundary between them away.",
        sources: &[SECURITY],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 multihomed=yes: dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
",
        ),
        check: Check::Server(|server| {
            let bridges = !server.roles.is_empty() && server.ask_flag(MULTIHOMED)?;
            must(!bridges, || format!("{} bridges perimeter and intranet", server.name))
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::take_back("Leave it in one network", node, MULTIHOMED)
        }),
    },
];

const DIRECT_ACCESS: &str = "directaccess";

/// Asks of every site system but the site server how it stands to that.
fn of_others(
    site: SiteRef<'_>,
    check: fn(ServerRef<'_>, ServerRef<'_>) -> Verdict,
) -> Vec<(NodeId, Trouble)> {
    let Some(home) = forests::site_server(site) else { return Vec::new() };
    let asked = |server: &ServerRef<'_>| server.id != home.id && !server.roles.is_empty();
    let servers = site.servers().filter(asked);
    servers.filter_map(|server| Some((server.id.into(), check(home, server).err()?))).collect()
}

/// Within a zone nothing is translated.
fn is_routed(home: ServerRef<'_>, server: ServerRef<'_>) -> Verdict {
    let zones = home.server().said.text(ZONE).zip(server.server().said.text(ZONE));
    let (here, there) = need(zones, NAT)?;
    if same(here, there) {
        return Ok(());
    }
    let translates = |zone: &str| {
        let zone = server.design().entity_named(EntityKind::Zone, zone);
        zone.and_then(|zone| zone.said.flag(NAT))
    };
    let sides = [(there, translates(there)), (here, translates(here))];
    if let Some((zone, _)) = sides.iter().find(|(_, nat)| *nat == Some(true)) {
        return must(false, || {
            format!("{} and {} reach each other through NAT of {zone}", home.name, server.name)
        });
    }
    need(sides.iter().all(|(_, nat)| nat.is_some()).then_some(()), NAT)
}

fn route(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let server = fixes::server_at(design, node);
    let Some(server) = server else { return Vec::new() };
    let Some(home) = forests::site_server(server.site()) else { return Vec::new() };
    let zones = [server, home].into_iter().filter_map(|it| it.server().said.text(ZONE));
    let zones = zones.filter_map(|zone| design.entity_named(EntityKind::Zone, zone));
    let mut names = Vec::new();
    let mut commands = Vec::new();
    for zone in zones.filter(|zone| zone.said.is(NAT)) {
        names.push(zone.name.as_str());
        commands.push(Set::of(zone.id, Field::Fact(NAT, Some(Value::Flag(false)))).into());
    }
    match commands.is_empty() {
        true => Vec::new(),
        false => vec![Fix::new(format!("Route {}", names.join(" and ")), commands)],
    }
}

fn is_not_over_directaccess(home: ServerRef<'_>, server: ServerRef<'_>) -> Verdict {
    let says = || format!("{} reaches {} over DirectAccess", server.name, home.name);
    must(server.ask_word(OVER)? != DIRECT_ACCESS, says)?;
    let zones = home.server().said.text(ZONE).zip(server.server().said.text(ZONE));
    let Some((here, there)) = zones else { return Ok(()) };
    let mut links = server.design().entities_of(EntityKind::Link);
    let direct = links.any(|link| {
        let to = link.said.text(LINK_TO).unwrap_or_default();
        let joins = |one: &str, other: &str| same(&link.name, one) && same(to, other);
        link.said.word(LINK_KIND) == Some(DIRECT_ACCESS)
            && (joins(here, there) || joins(there, here))
    });
    must(!direct, says)
}

/// Links between zones are left to whoever draws them: others may use them.
fn leave_directaccess(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let said = match node {
        Some(NodeId::Server(id)) => design.server(id).and_then(|it| it.said.word(OVER)),
        Some(NodeId::Site(id)) => design.site(id).and_then(|it| it.said.word(OVER)),
        _ => None,
    };
    match said {
        Some(DIRECT_ACCESS) => {
            saying::answer("Reach it over a VPN", node, OVER, Value::Word("vpn"))
        }
        _ => Vec::new(),
    }
}

/// The proxies that are asked for on one server, each once.
fn proxies(server: ServerRef<'_>) -> Vec<String> {
    let own = server.server().said.text(PROXY);
    let roles = server.server().roles.iter().filter_map(|role| role.said.text(ROLE_PROXY));
    let mut proxies = Vec::<String>::new();
    for proxy in own.into_iter().chain(roles) {
        if !proxies.iter().any(|known| same(known, proxy)) {
            proxies.push(proxy.to_owned());
        }
    }
    proxies
}

fn has_one_proxy(server: ServerRef<'_>) -> Verdict {
    let proxies = proxies(server);
    must(proxies.len() < 2, || {
        format!("The roles on {} need several proxies: {}", server.name, proxies.join(", "))
    })
}

fn use_one_proxy(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let server = fixes::server_at(design, node);
    let Some(server) = server else { return Vec::new() };
    let Some(first) = proxies(server).into_iter().next() else { return Vec::new() };
    let others = server
        .roles()
        .filter(|role| role.said.text(ROLE_PROXY).is_some_and(|proxy| !same(proxy, &first)));
    let commands = others.map(|role| Set::of(role.id, Field::Fact(ROLE_PROXY, None)).into());
    vec![Fix::new(format!("Use {first} for all of them"), commands.collect())]
}

fn has_a_public_name(server: ServerRef<'_>) -> Verdict {
    if !server.roles.iter().any(|role| role.is(Choice::Internet)) {
        return Ok(());
    }
    let name = server.ask_text(INTERNET_FQDN)?;
    must_have(name.trim_matches('.').contains('.'), || {
        format!("{} has no internet FQDN but {name}", server.name)
    })?;
    must_have(server.ask_flag(PUBLIC_DNS)?, || format!("{name} is not in public DNS"))
}

fn publish(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let server = fixes::server_at(design, node);
    let hidden = server.is_some_and(|server| server.said.flag(PUBLIC_DNS) == Some(false));
    match server.and_then(|server| server.server().said.text(INTERNET_FQDN)) {
        Some(name) if hidden && name.trim_matches('.').contains('.') => saying::answer(
            format!("Publish {name} in public DNS"),
            node,
            PUBLIC_DNS,
            Value::Flag(true),
        ),
        _ => Vec::new(),
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
