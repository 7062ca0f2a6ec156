//! What sites have to share, and what they may send one another.

use std::sync::Arc;

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, ask::Ask, broken, fixes,
    must, need, read, saying, words::listed,
};
use crate::{
    commands::Command,
    facts::{
        numbers::grouped,
        roles::RoleKind,
        said::{
            databases::EDITION,
            sites::{ASSIGNED, LANGUAGES, PARENT_IS_ADMIN, PARENT_IS_SYSADMIN, ROUTES},
        },
        sites::SiteKind,
    },
    model::{Design, NodeId, SiteRef, Value, digest::Digest},
};

const DESIGN: Source = read("core/plan-design/hierarchy/design-a-hierarchy-of-sites", "2026-11-25");
const FUND: Source = read("core/understand/fundamentals-of-sites-and-hierarchies", "2026-11-25");
const WIZARD: Source =
    read("core/servers/deploy/install/setup-wizard-central-primary", "2026-11-25");
const BEFORE: Source =
    read("core/servers/deploy/install/prerequisites-for-installing-sites", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "HIER-ROUTE",
        levels: ERROR,
        title: "Secondary sites with a direct route share their primary site",
        why: "Content can be routed between secondary sites that have the same primary site \
              above them, and between no others.",
        sources: &[DESIGN],
        bad: Example::Text(
            "
cas CS1
  primary PS1
    secondary S01 routes=S02
  primary PS2
    secondary S02
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
    secondary S01
  primary PS2
    secondary S02
",
        ),
        check: Check::Site(routes_stay_below),
        fixes: Fixes::Offer(|design, node, _| take_routes_out(design, node)),
    },
    Rule {
        id: "SITE-SEC-CLIENTS",
        levels: ERROR,
        title: "Devices are assigned to a primary site",
        why: "Clients cannot be assigned to a secondary site; they are located there and belong \
              to its primary site.",
        sources: &[FUND],
        bad: Example::Text(
            "
primary PS1
  secondary S01 assigned=700
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
",
        ),
        check: Check::Site(|site| {
            let assigned = site.site().said.number(ASSIGNED).unwrap_or_default();
            must(site.kind != SiteKind::Secondary || assigned == 0, || {
                format!(
                    "{} clients are assigned to secondary site {}",
                    grouped(assigned.into()),
                    site.code
                )
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |node: NodeId| {
                Fix::new("Assign them to its primary site", vec![saying::unsay(node, ASSIGNED)])
            };
            node.map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "SITE-LANG",
        levels: WARNING,
        title: "The central administration site has all client languages of its primary sites",
        why: "Clients that install from a distribution point get the languages of the top-tier \
              site only.",
        sources: &[WIZARD],
        bad: Example::Text(
            "
cas CS1 languages=English
  primary PS1 languages=English+German
  primary PS2 languages=English
",
        ),
        good: Example::Text(
            "
cas CS1 languages=English+German
  primary PS1 languages=English+German
  primary PS2 languages=English
",
        ),
        check: Check::Site(has_all_languages),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let lacking = lacking_languages(site);
            let own = site.site().said.texts(LANGUAGES).unwrap_or_default();
            let all: Vec<_> = own.iter().chain(&lacking).cloned().collect();
            let named: Vec<_> = lacking.iter().map(ToString::to_string).collect();
            let set = saying::say(site.id, LANGUAGES, Value::Texts(all.into()));
            vec![Fix::new(format!("Add {}", listed(&named)), vec![set])]
        }),
    },
    Rule {
        id: "SEC-PREP-ACCOUNT",
        levels: WARNING,
        title: "The primary site can install its secondary site",
        why: "The computer account of the primary site needs to be a local administrator there, \
              and sysadmin of a SQL Server that is there already, as does Local System; both for \
              good.",
        sources: &[BEFORE],
        bad: Example::Text(
            "
primary PS1
  secondary S01 parentadmin=no
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01 parentadmin=yes
",
        ),
        check: Check::Site(parent_may_install),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let open = [PARENT_IS_ADMIN, PARENT_IS_SYSADMIN].into_iter();
            let open = open.filter(|fact| site.site().said.flag(*fact) == Some(false));
            let commands = open.map(|fact| saying::say(site.id, fact, Value::Flag(true))).collect();
            vec![Fix::new("Add it to the preparation", commands)]
        }),
    },
];

/// The routes of a child site that lead out of its primary site.
fn stray<'a>(child: &'a Digest, siblings: &'a [String]) -> impl Iterator<Item = &'a Arc<str>> {
    let routes = child.said.texts(ROUTES).unwrap_or_default().iter();
    routes.filter(|to| !siblings.iter().any(|code| code.eq_ignore_ascii_case(to)))
}

/// The codes to which the child sites may send: their own and that of the site above.
fn family(site: SiteRef<'_>) -> Vec<String> {
    site.children().map(|child| child.code.clone()).chain([site.code.clone()]).collect()
}

/// Asked of the primary site, which knows its secondary sites.
fn routes_stay_below(site: SiteRef<'_>) -> Verdict {
    if site.kind != SiteKind::Primary {
        return Ok(());
    }
    let children = || site.children().filter(|child| child.kind == SiteKind::Secondary);
    if children().all(|child| !child.said.has(ROUTES)) {
        return Ok(());
    }
    let family = family(site);
    let mut strays = children()
        .flat_map(|child| stray(child, &family).map(|to| (child.code.clone(), to.clone())));
    match strays.next() {
        Some((from, to)) => {
            Err(broken(format!("A route from {from} to {to}, which is not below {}", site.code)))
        }
        None => Ok(()),
    }
}

fn take_routes_out(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let family = family(site);
    let mut commands: Vec<Command> = Vec::new();
    for id in design.children(site.id) {
        let Some(child) = design.digest(id).filter(|it| it.kind == SiteKind::Secondary) else {
            continue;
        };
        if stray(child, &family).next().is_none() {
            continue;
        }
        let routes = child.said.texts(ROUTES).unwrap_or_default().iter();
        let kept = routes.filter(|to| family.iter().any(|code| code.eq_ignore_ascii_case(to)));
        let kept: Vec<_> = kept.cloned().collect();
        commands.push(match kept.is_empty() {
            true => saying::unsay(id, ROUTES),
            false => saying::say(id, ROUTES, Value::Texts(kept.into())),
        });
    }
    vec![Fix::new("Take the route out", commands)]
}

/// Languages of child primary sites that the site does not have; English comes with setup.
fn lacking_languages(site: SiteRef<'_>) -> Vec<Arc<str>> {
    let own = site.site().said.texts(LANGUAGES).unwrap_or_default();
    let mut lacking: Vec<Arc<str>> = Vec::new();
    let primaries = site.children().filter(|child| child.kind == SiteKind::Primary);
    for language in primaries.flat_map(|child| child.said.texts(LANGUAGES).unwrap_or_default()) {
        let same = |other: &Arc<str>| other.eq_ignore_ascii_case(language);
        if !own.iter().any(same) && !lacking.iter().any(same) && !is_english(language) {
            lacking.push(language.clone());
        }
    }
    lacking
}

fn is_english(language: &str) -> bool {
    ["english", "en"].contains(&language.to_lowercase().as_str())
}

fn has_all_languages(site: SiteRef<'_>) -> Verdict {
    let primaries = || site.children().filter(|child| child.kind == SiteKind::Primary);
    if site.kind != SiteKind::Central || primaries().next().is_none() {
        return Ok(());
    }
    need(site.site().said.texts(LANGUAGES), LANGUAGES)?;
    let lacking: Vec<_> = lacking_languages(site).iter().map(ToString::to_string).collect();
    if !lacking.is_empty() {
        let what = format!(
            "{} lacks client languages of its primary sites: {}",
            site.code,
            listed(&lacking)
        );
        return Err(broken(what));
    }
    let silent = primaries().any(|child| !child.said.has(LANGUAGES));
    if silent { need(None, LANGUAGES) } else { Ok(()) }
}

/// Setup brings SQL Server Express itself; another edition is there before.
fn parent_may_install(site: SiteRef<'_>) -> Verdict {
    if site.kind != SiteKind::Secondary || site.said.is_installed() {
        return Ok(());
    }
    if !site.ask_flag(PARENT_IS_ADMIN)? {
        return Err(broken(format!("The parent of {} is no local administrator there", site.code)));
    }
    let database = site.serving_as(RoleKind::SiteDatabase).next();
    let edition = database.and_then(|role| role.role().said.word(EDITION));
    if edition.is_none_or(|edition| edition == "express") {
        return Ok(());
    }
    must(site.ask_flag(PARENT_IS_SYSADMIN)?, || {
        format!("The parent of {} is not sysadmin of the SQL Server there", site.code)
    })
}
