//! Whether the forest of a site server trusts that of a site system, as the site needs it: both
//! ways, between forests, with Kerberos.

use super::{Trouble, need};
use crate::{
    facts::{
        roles::RoleKind,
        said::{
            EntityKind,
            across::{FOREST, KERBEROS, TRUST_KIND, TRUST_WAY, TRUSTED},
            servers::{DOMAIN, WORKGROUP},
        },
    },
    model::{Design, Server, ServerRef, SiteRef},
};

/// The site server of a site, if a box of the site shows it.
pub fn site_server(site: SiteRef<'_>) -> Option<ServerRef<'_>> {
    let runs = |server: &ServerRef<'_>| {
        server.roles().any(|role| role.kind == RoleKind::SiteServer && role.serves.is_none())
    };
    site.servers().find(runs)
}

/// Whether the server stands in a forest that its site server's, at home, does not trust.
pub fn is_foreign(home: ServerRef<'_>, server: ServerRef<'_>) -> Result<bool, Trouble> {
    // A computer in a workgroup is no site system at all.
    if home.id == server.id || server.roles.is_empty() || server.said.is(WORKGROUP) {
        return Ok(false);
    }
    let here = need(home.server().domain(), DOMAIN)?;
    let there = need(server.server().domain(), DOMAIN)?;
    Ok(!is_trusted(server.design(), here, there)?)
}

fn is_trusted(design: &Design, here: &str, there: &str) -> Result<bool, Trouble> {
    if same(here, there) {
        return Ok(true);
    }
    let forests = (forest(design, here), forest(design, there));
    let is_one_forest = match forests {
        (Some(one), Some(other)) => same(one, other),
        // A domain below another is most often its child, and of its forest.
        _ => is_below(here, there),
    };
    if is_one_forest {
        return Ok(true);
    }
    let mut open = Ok(false);
    let mut is_said = false;
    for trust in design.entities_of(EntityKind::Trust) {
        let Some(with) = trust.said.text(TRUSTED) else { continue };
        let ends = |one: &str, other: &str| {
            is_end(design, &trust.name, one) && is_end(design, with, other)
        };
        if !ends(here, there) && !ends(there, here) {
            continue;
        }
        is_said = true;
        let way = need(trust.said.word(TRUST_WAY), TRUST_WAY);
        let kind = need(trust.said.word(TRUST_KIND), TRUST_KIND);
        let has_kerberos = trust.said.flag_or_assumed(KERBEROS) != Some(false);
        match (way, kind) {
            (Ok("two"), Ok("forest")) if has_kerberos => return Ok(true),
            (Ok("two") | Err(_), Err(trouble)) | (Err(trouble), Ok("forest")) => {
                open = Err(trouble);
            }
            _ => {}
        }
    }
    match forests {
        _ if is_said => open,
        (Some(_), Some(_)) => Ok(false),
        _ => need(None, FOREST),
    }
}

/// Whether two servers are in one forest; nobody knows where the plan names several domains and
/// not theirs, or not the forests of those.
pub fn in_one_forest(design: &Design, one: &Server, other: &Server) -> Result<bool, Trouble> {
    if design.entities_of(EntityKind::Domain).nth(1).is_none() {
        return Ok(true);
    }
    let (one, other) = (need(one.domain(), DOMAIN)?, need(other.domain(), DOMAIN)?);
    match (forest(design, one), forest(design, other)) {
        _ if same(one, other) => Ok(true),
        (Some(one), Some(other)) => Ok(same(one, other)),
        _ => need(None, FOREST),
    }
}

/// The forest of a domain, if the plan says it.
pub fn forest<'a>(design: &'a Design, domain: &str) -> Option<&'a str> {
    design.entity_named(EntityKind::Domain, domain)?.said.text(FOREST)
}

/// Whether a trust that names `end` is one of this domain or its forest.
fn is_end(design: &Design, end: &str, domain: &str) -> bool {
    same(end, domain) || forest(design, domain).is_some_and(|forest| same(end, forest))
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn is_below(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    one.ends_with(&format!(".{other}")) || other.ends_with(&format!(".{one}"))
}
