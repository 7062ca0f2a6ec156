//! Which domains trust which, as far as the plan says.

use super::{
    Trouble,
    forests::{are_one_forest, forest, same},
    need,
};
use crate::{
    facts::said::{
        EntityKind,
        across::{FOREST, KERBEROS, TRUST_KIND, TRUST_WAY, TRUSTED},
    },
    model::{Design, Entity},
};

/// Whether `one` trusts accounts of `other`, by any kind of trust. Domains of one forest do; where
/// no trust is said and a forest is not, nobody can tell.
pub fn trusts(design: &Design, one: &str, other: &str) -> Result<bool, Trouble> {
    let is_one_forest = are_one_forest(design, one, other);
    if is_one_forest == Some(true) {
        return Ok(true);
    }
    let mut found = false;
    for (trust, goes_on) in between(design, one, other) {
        let way = need(trust.said.word(TRUST_WAY), TRUST_WAY)?;
        found |= way == "two" || goes_on && way == "in" || !goes_on && way == "out";
    }
    if found { Ok(true) } else { need(is_one_forest, FOREST) }
}

/// Whether both trust one another.
pub fn trust_each_other(design: &Design, one: &str, other: &str) -> Result<bool, Trouble> {
    Ok(trusts(design, one, other)? && trusts(design, other, one)?)
}

/// Whether a site of one domain can have site systems in the other without more ado: domains of one
/// forest, or a forest trust both ways with Kerberos.
pub fn bears_site_systems(design: &Design, one: &str, other: &str) -> Result<bool, Trouble> {
    let is_one_forest = are_one_forest(design, one, other);
    if is_one_forest == Some(true) {
        return Ok(true);
    }
    let mut said = None;
    for (trust, _) in between(design, one, other) {
        let way = need(trust.said.word(TRUST_WAY), TRUST_WAY);
        let kind = need(trust.said.word(TRUST_KIND), TRUST_KIND);
        let has_kerberos = trust.said.flag_or_assumed(KERBEROS) != Some(false);
        match (way, kind) {
            (Ok("two"), Ok("forest")) if has_kerberos => return Ok(true),
            (Ok("two") | Err(_), Err(trouble)) | (Err(trouble), Ok("forest")) => {
                said = Some(Err(trouble));
            }
            _ => said = said.or(Some(Ok(false))),
        }
    }
    said.unwrap_or_else(|| need(is_one_forest, FOREST))
}

/// The trusts between two domains or their forests; whether each is named by the first one.
pub fn between<'a>(
    design: &'a Design,
    one: &'a str,
    other: &'a str,
) -> impl Iterator<Item = (&'a Entity, bool)> {
    design.entities_of(EntityKind::Trust).filter_map(move |trust| {
        let with = trust.said.text(TRUSTED)?;
        let ends = |from: &str, to: &str| {
            is_end(design, trust, &trust.name, from) && is_end(design, trust, with, to)
        };
        match (ends(one, other), ends(other, one)) {
            (false, false) => None,
            (goes_on, _) => Some((trust, goes_on)),
        }
    })
}

/// Whether a trust ends at a domain: at itself, or at its forest unless it is an external trust.
fn is_end(design: &Design, trust: &Entity, end: &str, domain: &str) -> bool {
    let is_external = trust.said.word(TRUST_KIND) == Some("external");
    same(end, domain)
        || !is_external && forest(design, domain).is_some_and(|forest| same(end, forest))
}
