//! Codes and names of sites.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, Wide, additions::free_code,
    broken, expansion::takes_its_parents_code, must, read,
};
use crate::{
    commands::{Field, Set},
    facts::sites::RESERVED_CODES,
    model::{Design, NodeId, SiteRef},
};

const PREPARE: Source = read("core/servers/deploy/install/prepare-to-install-sites", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SITE-CODE-FORMAT",
        levels: ERROR,
        title: "A site code is three of the characters A to Z and 0 to 9",
        why: "Setup takes exactly three letters or digits, and a code cannot be changed later.",
        sources: &[PREPARE],
        bad: Example::Text(
            "
primary PS-1
  server SRV1: site, db, prov
",
        ),
        good: Example::Text(
            "
primary PS1
  server SRV1: site, db, prov
",
        ),
        check: Check::Site(|site| {
            must(is_well_formed(&site.code), || {
                format!("\u{201c}{}\u{201d} is no site code", site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| another_code(design, node)),
    },
    Rule {
        id: "SITE-CODE-RESERVED",
        levels: ERROR,
        title: "A site code is none of the reserved names",
        why: "Site codes become folder names, and AUX, CON, ENV, NUL, PRN and SMS are taken by \
              Windows and Configuration Manager.",
        sources: &[PREPARE],
        bad: Example::Text(
            "
primary CON
  server SRV1: site, db, prov
",
        ),
        good: Example::Text(
            "
primary CO1
  server SRV1: site, db, prov
",
        ),
        check: Check::Site(|site| {
            must(!RESERVED_CODES.contains(&site.code.as_str()), || {
                format!("{} is a reserved name", site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| another_code(design, node)),
    },
    Rule {
        id: "SITE-CODE-UNIQUE",
        levels: ERROR,
        title: "Every site has a code of its own",
        why: "A site code identifies one site in the hierarchy; folders, databases and clients go \
              by it.",
        sources: &[PREPARE],
        bad: Example::Text(
            "
cas CS1
  primary PS1
    server SRV1: site, db, prov
  primary PS1
    server SRV2: site, db, prov
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
    server SRV1: site, db, prov
  primary PS2
    server SRV2: site, db, prov
",
        ),
        check: Check::Design(every_code_once),
        fixes: Fixes::Offer(|design, node, _| another_code(design, node)),
    },
    Rule {
        id: "SITE-NAME-CHARS",
        levels: WARNING,
        title: "A site name has only letters, digits and hyphens",
        why: "The documentation allows only A to Z, a to z, 0 to 9 and the hyphen in site names, \
              and a name cannot be changed after setup.",
        sources: &[PREPARE],
        bad: Example::Text("primary PS1 \"Head office\""),
        good: Example::Text("primary PS1 \"Head-office\""),
        check: Check::Site(plain_name),
        fixes: Fixes::Offer(|design, node, _| clean_name(design, node)),
    },
];

fn is_well_formed(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Later sites whose code an earlier one has. Which site comes first may change with any move, so
/// this is asked of the design; it walks over the sites only where a code is there twice.
fn every_code_once(design: &Design) -> Wide {
    if design.code_count() == design.site_count() {
        return Vec::new();
    }
    let mut seen = std::collections::BTreeMap::new();
    let mut found = Vec::new();
    for site in design.sites() {
        match seen.get(&site.code.to_uppercase()) {
            // Of a new site above one that is expanded, EXP-CODE speaks.
            Some(_) if takes_its_parents_code(site) => {}
            Some(first) => {
                let what = format!("{} is also the code of {first}", site.code);
                found.push((Some(NodeId::from(site.id)), broken(what)));
            }
            None => {
                seen.insert(site.code.to_uppercase(), described(site));
            }
        }
    }
    found
}

/// A site told from one that has the same code.
fn described(site: SiteRef<'_>) -> String {
    let what = site.kind.facts().title;
    match (site.title.is_empty(), site.parent_site()) {
        (false, _) => format!("the {what} {}", site.title),
        (true, Some(parent)) => format!("a {what} under {}", parent.code),
        (true, None) => format!("a {what} at the top"),
    }
}

pub fn another_code(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let Some(site) = design.site(id) else { return Vec::new() };
    let code = free_code(design, &site.code, Some(id));
    let fix = |code: String| {
        let title = format!("Change the code to {code}");
        Fix::new(title, vec![Set::of(id, Field::Code(code)).into()])
    };
    code.map(fix).into_iter().collect()
}

fn plain_name(site: SiteRef<'_>) -> Verdict {
    let odd = site.title.chars().find(|letter| !is_plain(*letter));
    must(odd.is_none(), || {
        let odd = match odd {
            Some(' ') | None => "a space".to_owned(),
            Some(odd) => format!("\u{201c}{odd}\u{201d}"),
        };
        format!("The name of {} has {odd} in it: {}", site.code, site.title)
    })
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-'
}

fn clean_name(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let Some(site) = design.site(id) else { return Vec::new() };
    let parts = site.title.split(|letter| !is_plain(letter));
    let words: Vec<_> = parts.map(|part| part.trim_matches('-')).collect();
    let name = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    if name.is_empty() {
        return Vec::new();
    }
    let title = format!("Change the name to {name}");
    vec![Fix::new(title, vec![Set::of(id, Field::Title(name)).into()])]
}
