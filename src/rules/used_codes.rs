//! Site codes that were used before, here or by others in the forest.

use super::{
    Check, ERROR, Example, Fixes, Rule, Severity, Source, Wide, broken, broken_because,
    naming::another_code, need, read,
};
use crate::{
    facts::said::{
        Fact,
        plan::{FOREST_CODES, RETIRED_CODES, RETIRED_SECONDARY_CODES, UNPUBLISHED_CODES},
    },
    model::{Design, SiteRef},
};

const PREPARE: Source = read("core/servers/deploy/install/prepare-to-install-sites", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SITE-CODE-REUSED",
        levels: ERROR,
        title: "A site code was not used in the hierarchy before",
        why: "Codes of central administration sites and primary sites are never free again, even \
              after the site is uninstalled: object ids may collide.",
        sources: &[PREPARE],
        bad: Example::Text(
            "
plan retiredcodes=PS1
primary PS1
  server SRV1: site, db, prov
",
        ),
        good: Example::Text(
            "
plan retiredcodes=PS1
primary PS2
  server SRV1: site, db, prov
",
        ),
        check: Check::Design(no_code_again),
        fixes: Fixes::Offer(|design, node, _| another_code(design, node)),
    },
    Rule {
        id: "SITE-CODE-FOREST",
        levels: ERROR,
        title: "A site code is unique in its Active Directory forest",
        why: "Sites that publish to the forest need codes that nobody else there uses, other \
              hierarchies and earlier installations included.",
        sources: &[PREPARE],
        bad: Example::Text(
            "
plan forestcodes=PS1
primary PS1
  server SRV1: site, db, prov
",
        ),
        good: Example::Text(
            "
plan forestcodes=PS1
primary PS2
  server SRV1: site, db, prov
",
        ),
        check: Check::Design(no_code_of_others),
        fixes: Fixes::Offer(|design, node, _| another_code(design, node)),
    },
];

/// The sites whose code is among those that the plan says.
fn coded(design: &Design, fact: Fact) -> Vec<SiteRef<'_>> {
    let codes = design.head_for(fact).said.texts(fact).unwrap_or_default();
    codes.iter().flat_map(|code| design.sites_coded(code)).collect()
}

/// Where nothing is installed yet, nothing can have been removed.
fn no_code_again(design: &Design) -> Wide {
    let mut found = Vec::new();
    let exists = design.roots().next().is_some_and(|root| root.said.is_installed());
    if exists
        && let Err(gap) =
            need(design.head_for(RETIRED_CODES).said.texts(RETIRED_CODES), RETIRED_CODES)
    {
        found.push((None, gap));
    }
    let new = |site: &SiteRef<'_>| !site.said.is_installed();
    for site in coded(design, RETIRED_CODES).into_iter().filter(new) {
        let what = format!("{} was the code of a site that is gone", site.code);
        found.push((Some(site.id.into()), broken(what)));
    }
    let known = coded(design, RETIRED_CODES);
    let again = coded(design, RETIRED_SECONDARY_CODES).into_iter().filter(new);
    for site in again.filter(|site| known.iter().all(|other| other.id != site.id)) {
        let trouble = broken_because(
            format!("{} was the code of a secondary site that is gone", site.code),
            "The code of a secondary site can be used again once nothing of it is left in the \
             hierarchy and in the forest.",
        );
        found.push((Some(site.id.into()), trouble.only(Severity::Warning)));
    }
    found
}

fn no_code_of_others(design: &Design) -> Wide {
    if design.site_count() == 0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Err(gap) = need(design.head_for(FOREST_CODES).said.texts(FOREST_CODES), FOREST_CODES) {
        found.push((None, gap));
    }
    let published = coded(design, FOREST_CODES);
    for site in &published {
        let what = format!("{} is published in the forest by another hierarchy", site.code);
        found.push((Some(site.id.into()), broken(what)));
    }
    let others = coded(design, UNPUBLISHED_CODES).into_iter();
    for site in others.filter(|site| published.iter().all(|other| other.id != site.id)) {
        let trouble = broken_because(
            format!("{} is the code of a site of another hierarchy", site.code),
            "Once both publish to the forest, their codes collide.",
        );
        found.push((Some(site.id.into()), trouble.only(Severity::Warning)));
    }
    found
}
