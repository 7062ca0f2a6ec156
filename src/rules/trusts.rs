//! Which domains trust which, as far as the plan says.

use super::{Trouble, need};
use crate::{
    facts::said::{
        EntityKind,
        across::{FOREST, TRUST_KIND, TRUST_WAY, TRUSTED},
    },
    model::{Design, Entity},
};

/// Whether `one` trusts accounts of `other`. Domains of one forest do; where no trust is said and
/// a forest is not, nobody can tell.
pub fn trusts(design: &Design, one: &str, other: &str) -> Result<bool, Trouble> {
    if same(one, other) {
        return Ok(true);
    }
    let (here, there) = (forest(design, one), forest(design, other));
    if here.zip(there).is_some_and(|(here, there)| same(here, there)) {
        return Ok(true);
    }
    let mut found = false;
    for trust in design.entities_of(EntityKind::Trust) {
        let Some(with) = trust.said.text(TRUSTED) else { continue };
        let ends = |from: &str, to: &str| {
            is_end(design, trust, &trust.name, from) && is_end(design, trust, with, to)
        };
        let (onward, back) = (ends(one, other), ends(other, one));
        if onward || back {
            let way = need(trust.said.word(TRUST_WAY), TRUST_WAY)?;
            found |= way == "two" || onward && way == "in" || back && way == "out";
        }
    }
    match here.is_some() && there.is_some() {
        _ if found => Ok(true),
        true => Ok(false),
        false => need(None, FOREST),
    }
}

/// Whether both trust one another.
pub fn trust_each_other(design: &Design, one: &str, other: &str) -> Result<bool, Trouble> {
    Ok(trusts(design, one, other)? && trusts(design, other, one)?)
}

/// The forest of a domain, if the plan says it.
fn forest<'a>(design: &'a Design, domain: &str) -> Option<&'a str> {
    design.entity_named(EntityKind::Domain, domain)?.said.text(FOREST)
}

/// Whether a trust ends at a domain: at itself, or at its forest unless it is an external trust.
fn is_end(design: &Design, trust: &Entity, end: &str, domain: &str) -> bool {
    let is_external = trust.said.word(TRUST_KIND) == Some("external");
    same(end, domain)
        || !is_external && forest(design, domain).is_some_and(|forest| same(end, forest))
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
