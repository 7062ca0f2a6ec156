//! Roles that serve clients on the internet, directly or through a cloud management gateway.

use super::{
    Ask, Check, ERROR, Example, Fix, Fixes, Rule, Severity, Source, Verdict, broken,
    broken_because, fixes, known, must, need, read, saying,
};
use crate::{
    commands::{Field, Set},
    facts::{
        choices::Choice,
        roles::RoleKind::{DistributionPoint, ManagementPoint, SoftwareUpdatePoint},
        said::{
            plan::ENTRA_TOKENS,
            roles::TLS,
            servers::{PROXY, REACHES_INTERNET},
            sites::CLIENT_CERTIFICATES,
        },
        sites::{Communication, SiteKind},
        versions::Version,
    },
    model::{Design, NodeId, RoleRef, SiteRef, Value},
};

const INTERNET_CLIENTS: Source =
    read("core/clients/manage/plan-internet-based-client-management", "2026-11-25");
const GATEWAY_PLAN: Source =
    read("core/clients/manage/cmg/plan-cloud-management-gateway", "2026-11-25");
const ENHANCED_HTTP: Source = read("core/plan-design/hierarchy/enhanced-http", "2026-11-25");
const NEW_2603: Source = read("core/plan-design/changes/whats-new-in-version-2603", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "MP-INTERNET-HTTPS",
        levels: ERROR,
        title: "Roles for clients on the internet use HTTPS with PKI certificates",
        why: "Internet-based client management accepts nothing else.",
        sources: &[INTERNET_CLIENTS],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp internet
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp https internet
",
        ),
        check: Check::AnyRole(uses_certificates),
        fixes: Fixes::Offer(|design, node, _| use_certificates(design, node)),
    },
    Rule {
        id: "MP-INTERNET-SEC",
        levels: ERROR,
        title: "Roles for clients on the internet are at primary sites",
        why: "Secondary sites support no clients in untrusted places.",
        sources: &[INTERNET_CLIENTS],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server CM-S01-01: site, db, mp, dp internet
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server CM-S01-01: site, db, mp, dp
",
        ),
        check: Check::AnyRole(|role| {
            let site = role.site();
            let serves = role.is(Choice::Internet) && site.kind == SiteKind::Secondary;
            must(!serves, || {
                let title = role.kind.facts().title;
                format!("{title} for clients on the internet at secondary site {}", site.code)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let turn_off = |node: NodeId| {
                let command = Set::of(node, Field::Choice(Choice::Internet, false));
                Fix::new("Serve clients on the intranet only", vec![command.into()])
            };
            node.map(turn_off).into_iter().collect()
        }),
    },
    Rule {
        id: "MP-CMG-MODE",
        levels: ERROR,
        title: "A management point that serves the gateway uses HTTPS, or its site enhanced HTTP",
        why: "A cloud management gateway forwards nothing to a management point on plain HTTP.",
        sources: &[GATEWAY_PLAN, ENHANCED_HTTP],
        bad: Example::Text(
            "
primary PS1 comm=http
  server CM-MP-01: mp cmg
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg
",
        ),
        check: Check::Role(ManagementPoint, |role| {
            let (serves, site) = (role.is(Choice::CloudGateway), role.site());
            if !serves || role.is(Choice::Https) || site.kind != SiteKind::Primary {
                return Ok(());
            }
            known(
                site.communication,
                "The plan does not say how clients communicate with the site.",
            )?;
            must(!is_too_plain(role), || {
                format!(
                    "{} serves the gateway, and {} uses plain HTTP",
                    role.server().name,
                    site.code
                )
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let site = role.site().id;
            let choose = |title, communication| {
                let field = Field::Communication(Some(communication));
                Fix::new(title, vec![Set::of(site, field).into()])
            };
            vec![
                choose("Use enhanced HTTP", Communication::EnhancedHttp),
                choose("Use HTTPS", Communication::Https),
            ]
        }),
    },
    Rule {
        id: "MP-ENTRA-NET",
        levels: &[(Version::V2603, Severity::Warning)],
        title: "Management points that check Microsoft Entra tokens reach the internet",
        why: "From 2603 on they ask Microsoft Entra at login.microsoftonline.com and \
              sts.windows.net, in the system context.",
        sources: &[NEW_2603],
        bad: Example::Text(
            "
plan \"Contoso\" entratokens=yes
primary PS1
  server CM-MP-01 internetaccess=no: mp
",
        ),
        good: Example::Text(
            "
plan \"Contoso\" entratokens=yes
primary PS1
  server CM-MP-01 internetaccess=yes: mp
",
        ),
        check: Check::Role(ManagementPoint, reaches_entra),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let server = role.server();
            let title = format!("Let {} reach the internet", server.name);
            saying::fix(title, server.id, REACHES_INTERNET, Value::Flag(true))
        }),
    },
];

/// Whether a management point that serves the gateway is over plain HTTP, with its site.
fn is_too_plain(role: RoleRef<'_>) -> bool {
    let site = role.site();
    role.kind == ManagementPoint
        && role.is(Choice::CloudGateway)
        && !role.is(Choice::Https)
        && site.kind == SiteKind::Primary
        && site.communication == Some(Communication::Http)
}

/// Where MP-CMG-MODE speaks of a site's plain HTTP.
pub fn gateway_finds_http(site: SiteRef<'_>) -> bool {
    site.serving_as(ManagementPoint).any(is_too_plain)
}

/// At secondary sites MP-INTERNET-SEC speaks. Of certificates for clients the management point
/// speaks for all roles.
fn uses_certificates(role: RoleRef<'_>) -> Verdict {
    let site = role.site();
    let kinds = [ManagementPoint, DistributionPoint, SoftwareUpdatePoint];
    let asked =
        role.is(Choice::Internet) && kinds.contains(&role.kind) && site.kind != SiteKind::Secondary;
    if !asked {
        return Ok(());
    }
    if !is_secure(role) {
        let title = role.kind.facts().title;
        let name = &role.server().server().name;
        return Err(broken(format!("{title} on {name} serves the internet without HTTPS")));
    }
    if role.kind != ManagementPoint || site.kind != SiteKind::Primary {
        return Ok(());
    }
    must(site.ask_flag(CLIENT_CERTIFICATES)?, || {
        format!("Clients of {} come from the internet without PKI certificates", site.code)
    })
}

fn is_secure(role: RoleRef<'_>) -> bool {
    role.is(Choice::Https)
        || role.said.is(TLS)
        || role.site().communication == Some(Communication::Https)
}

fn use_certificates(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    if is_secure(role) {
        let title = "Give clients PKI certificates";
        return saying::fix(title, role.site().id, CLIENT_CERTIFICATES, Value::Flag(true));
    }
    vec![Fix::new("Use HTTPS", vec![Set::of(role.id, Field::Choice(Choice::Https, true)).into()])]
}

/// Without gateway traffic and without a word of tokens there is nothing to ask.
fn reaches_entra(role: RoleRef<'_>) -> Verdict {
    if role.site().kind != SiteKind::Primary {
        return Ok(());
    }
    let server = role.server();
    let tokens = role.design().head_for(ENTRA_TOKENS).said.flag(ENTRA_TOKENS);
    let is_silent = tokens.is_none() && !role.is(Choice::CloudGateway);
    if is_silent || !need(tokens, ENTRA_TOKENS)? {
        return Ok(());
    }
    if server.ask_flag(REACHES_INTERNET)? {
        return Ok(());
    }
    let what = format!("{} cannot ask Microsoft Entra about tokens", server.name);
    Err(match server.said.has(PROXY) {
        true => broken_because(
            what,
            "The proxy of the site system is not used for it: it has to be set for the Local \
             System account.",
        ),
        false => broken(what),
    })
}
