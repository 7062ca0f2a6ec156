//! In which forest domains are, and which servers stand in a forest that their site does not trust.

use super::{Trouble, need, trusts};
use crate::{
    facts::{
        roles::RoleKind,
        said::{
            EntityKind,
            across::FOREST,
            servers::{DOMAIN, WORKGROUP},
        },
    },
    model::{Design, RoleRef, Server, ServerRef, SiteRef},
};

/// The site server of a site, if a box of the site shows it.
pub fn site_server(site: SiteRef<'_>) -> Option<ServerRef<'_>> {
    let own = site.roles_as(RoleKind::SiteServer).find(|role| role.serves.is_none());
    own.map(RoleRef::server)
}

/// Whether the server stands in a forest that its site server's, at home, does not trust.
pub fn is_foreign(home: ServerRef<'_>, server: ServerRef<'_>) -> Result<bool, Trouble> {
    // A computer in a workgroup is no site system at all.
    if home.id == server.id || server.roles.is_empty() || server.said.is(WORKGROUP) {
        return Ok(false);
    }
    let (here, there) = (home.server().domain(), server.server().domain());
    // What most servers are is seen without looking anything up.
    if here.zip(there).is_some_and(|(here, there)| same(here, there)) {
        return Ok(false);
    }
    let (here, there) = (need(here, DOMAIN)?, need(there, DOMAIN)?);
    Ok(!trusts::bears_site_systems(server.design(), here, there)?)
}

/// Whether two servers are in one forest; nobody knows where the plan names several domains and
/// not theirs, or not the forests of those.
pub fn in_one_forest(design: &Design, one: &Server, other: &Server) -> Result<bool, Trouble> {
    if !design.has_entities(EntityKind::Domain, 2) {
        return Ok(true);
    }
    let (one, other) = (need(one.domain(), DOMAIN)?, need(other.domain(), DOMAIN)?);
    need(are_one_forest(design, one, other), FOREST)
}

/// Whether two domains are of one forest, as far as anybody can tell. A domain below another is
/// most often its child, and of its forest, unless the plan says otherwise.
pub fn are_one_forest(design: &Design, one: &str, other: &str) -> Option<bool> {
    if same(one, other) {
        return Some(true);
    }
    match (forest(design, one), forest(design, other)) {
        (Some(one), Some(other)) => Some(same(one, other)),
        _ => is_below(one, other).then_some(true),
    }
}

/// The forest of a domain, if the plan says it.
pub fn forest<'a>(design: &'a Design, domain: &str) -> Option<&'a str> {
    design.entity_named(EntityKind::Domain, domain)?.said.text(FOREST)
}

/// Names of domains and forests are read in any letter case.
pub fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn is_below(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    one.ends_with(&format!(".{other}")) || other.ends_with(&format!(".{one}"))
}
