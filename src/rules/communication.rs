//! HTTP and HTTPS: what a site, its roles and the web server below them agree on.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Severity, Source, Verdict, ask::Ask, broken,
    broken_because, fixes, known, must, need, read, saying,
};
use crate::{
    commands::{Command, Field, Set},
    facts::{
        roles::RoleKind,
        said::{
            roles::{CLIENT_CONNECTIONS, COUNTED_SECURE},
            servers::HSTS,
            sites::{CUSTOM_WEB_PORT, CUSTOM_WEBSITE, INHERITED_EHTTP, WEB_PORT},
        },
        sites::{Communication, SiteKind},
    },
    model::{Design, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const WIZARD: Source =
    read("core/servers/deploy/install/setup-wizard-central-primary", "2026-11-25");
const ENHANCED: Source = read("core/plan-design/hierarchy/enhanced-http", "2026-11-25");
const ENDPOINTS: Source =
    read("core/plan-design/hierarchy/communications-between-endpoints", "2026-11-25");
const WEBSITES: Source =
    read("core/plan-design/network/websites-for-site-system-servers", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SITE-HTTPS-ROLE",
        levels: ERROR,
        title: "Roles of a site that takes HTTPS only are set to HTTPS",
        why: "The site accepts HTTPS only, and so do all of its site systems that use IIS.",
        sources: &[WIZARD],
        bad: Example::Text(
            "
primary PS1 comm=https
  server CM-MP-01: mp connections=http
",
        ),
        good: Example::Text(
            "
primary PS1 comm=https
  server CM-MP-01: mp connections=https
",
        ),
        check: Check::AnyRole(|role| {
            let takes_http = role.role().said.word(CLIENT_CONNECTIONS) == Some("http");
            let only_https = role.site().communication == Some(Communication::Https);
            must(!(takes_http && only_https), || {
                let (what, site) = (role.kind.facts().title, role.site());
                format!(
                    "{what} with HTTP on {}, and {} takes HTTPS only",
                    role.server().name,
                    site.code
                )
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let role = fixes::role_at(design, node);
            let https = |role: RoleRef<'_>| {
                saying::fix("Set it to HTTPS", role.id, CLIENT_CONNECTIONS, Value::Word("https"))
            };
            role.map(https).unwrap_or_default()
        }),
    },
    Rule {
        id: "SITE-EHTTP-CAS",
        levels: ADVICE,
        title: "Enhanced HTTP is turned on at each site",
        why: "At the central administration site it covers the SMS Provider there; it is no \
              setting for all sites of the hierarchy.",
        sources: &[ENHANCED],
        bad: Example::Text(
            "
cas CS1 comm=ehttp ehttpinherits=yes
  primary PS1 comm=ehttp
  primary PS2 comm=ehttp
",
        ),
        good: Example::Text(
            "
cas CS1 comm=ehttp ehttpinherits=no
  primary PS1 comm=ehttp
  primary PS2 comm=ehttp
",
        ),
        check: Check::Site(|site| {
            let counts_on = site.kind == SiteKind::Central
                && site.communication == Some(Communication::EnhancedHttp)
                && site.ask_flag(INHERITED_EHTTP)?;
            must(!counts_on, || {
                format!("Child sites are to take over enhanced HTTP from {}", site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| turn_on_below(design, node)),
    },
    Rule {
        id: "SITE-EHTTP-GAP",
        levels: ADVICE,
        title: "State migration and reporting are secured apart from enhanced HTTP",
        why: "Enhanced HTTP does not cover state migration points and reporting services points: \
              their traffic is still HTTP.",
        sources: &[ENHANCED],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-SMP-01: smp countedsecure=yes
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-SMP-01: smp countedsecure=no
",
        ),
        check: Check::AnyRole(|role| {
            let covered = matches!(
                role.kind,
                RoleKind::StateMigrationPoint | RoleKind::ReportingServicesPoint
            );
            if !covered || !role.ask_flag(COUNTED_SECURE)? {
                return Ok(());
            }
            let says = "The plan does not say how clients communicate with the site.";
            let communication = known(role.site().communication, says)?;
            must(communication != Communication::EnhancedHttp, || {
                format!(
                    "{} on {} counts on enhanced HTTP",
                    role.kind.facts().title,
                    role.server().name
                )
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |node| {
                saying::fix("Secure it in another way", node, COUNTED_SECURE, Value::Flag(false))
            };
            node.map(fix).unwrap_or_default()
        }),
    },
    Rule {
        id: "SITE-HSTS",
        levels: ERROR,
        title: "Strict transport security is off where clients come over HTTP",
        why: "It turns HTTP requests away, which fallback status points, the content of WSUS and \
              enhanced HTTP depend on.",
        sources: &[ENDPOINTS],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01 hsts=yes: mp
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01 hsts=no: mp
",
        ),
        check: Check::Server(serves_what_it_turns_away),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |node| saying::fix("Turn HSTS off", node, HSTS, Value::Flag(false));
            node.map(fix).unwrap_or_default()
        }),
    },
    Rule {
        id: "SITE-CUSTOM-WEB",
        levels: ERROR,
        title: "A custom website has ports of its own, at every primary site",
        why: "Two websites cannot share a port; and clients that roam expect the same website at \
              all primary sites.",
        sources: &[WEBSITES],
        bad: Example::Text("primary PS1 customweb=yes customport=80"),
        good: Example::Text("primary PS1 customweb=yes customport=8080"),
        check: Check::Site(websites_do_not_collide),
        fixes: Fixes::Offer(|design, node, _| part_websites(design, node)),
    },
];

fn turn_on_below(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let below = design.children(site.id).into_iter().filter_map(|id| design.site(id));
    let plain = below.filter(|child| {
        child.kind == SiteKind::Primary
            && !matches!(
                child.communication,
                Some(Communication::EnhancedHttp | Communication::Https)
            )
    });
    let set = |child: SiteRef<'_>| -> Command {
        Set::of(child.id, Field::Communication(Some(Communication::EnhancedHttp))).into()
    };
    let mut commands: Vec<Command> = plain.map(set).collect();
    commands.push(saying::say(site.id, INHERITED_EHTTP, Value::Flag(false)));
    vec![Fix::new("Turn it on at each primary site", commands)]
}

/// Roles to which clients come over HTTP, unless their site takes HTTPS only.
const CLIENT_ROLES: [RoleKind; 3] =
    [RoleKind::ManagementPoint, RoleKind::DistributionPoint, RoleKind::StateMigrationPoint];

fn serves_what_it_turns_away(server: ServerRef<'_>) -> Verdict {
    if !server.said.is(HSTS) {
        return Ok(());
    }
    let say = |role: RoleRef<'_>| {
        Err(broken(format!("HSTS on {}, {}", server.name, role.kind.with_article())))
    };
    let always = [RoleKind::FallbackStatusPoint, RoleKind::SoftwareUpdatePoint];
    if let Some(role) = server.roles().find(|role| always.contains(&role.kind)) {
        return say(role);
    }
    for role in server.roles().filter(|role| CLIENT_ROLES.contains(&role.kind)) {
        let says = "The plan does not say how clients communicate with the site.";
        if known(role.site().communication, says)? != Communication::Https {
            return say(role);
        }
    }
    Ok(())
}

/// At the central administration site: whether its primary sites do the same.
fn websites_do_not_collide(site: SiteRef<'_>) -> Verdict {
    match site.kind {
        SiteKind::Primary if site.ask_flag(CUSTOM_WEBSITE)? => {
            let port = site.ask_number(WEB_PORT)?;
            let own = need(site.site().said.number(CUSTOM_WEB_PORT), CUSTOM_WEB_PORT)?;
            must(own != port, || format!("Both websites of {} would use port {own}", site.code))
        }
        SiteKind::Central => {
            let primaries = site.children().filter(|child| child.kind == SiteKind::Primary);
            let (with, without): (Vec<_>, Vec<_>) =
                primaries.partition(|child| child.said.is(CUSTOM_WEBSITE));
            let (Some(with), Some(without)) = (with.first(), without.first()) else {
                return Ok(());
            };
            let trouble = broken_because(
                format!("{} uses a custom website, and {} does not", with.code, without.code),
                "Where one primary site uses it, consider it for all: clients that roam look for \
                 the same website.",
            );
            Err(trouble.only(Severity::Advice))
        }
        _ => Ok(()),
    }
}

fn part_websites(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    if site.kind == SiteKind::Primary {
        let taken = site.site().said.number_or_assumed(WEB_PORT);
        let free = (8080..8090).find(|port| Some(*port) != taken);
        let fix = |port| {
            let title = format!("Give the custom website port {port}");
            saying::fix(title, site.id, CUSTOM_WEB_PORT, Value::Number(port))
        };
        return free.map(fix).unwrap_or_default();
    }
    let below = design.children(site.id).into_iter().filter_map(|id| design.site(id));
    let primaries: Vec<_> = below.filter(|child| child.kind == SiteKind::Primary).collect();
    let all = |on: bool| {
        let others = primaries.iter().filter(|child| child.said.is(CUSTOM_WEBSITE) != on);
        others.map(|child| saying::say(child.id, CUSTOM_WEBSITE, Value::Flag(on))).collect()
    };
    vec![Fix::new("Use it at all primary sites", all(true)), Fix::new("Use it at none", all(false))]
}
