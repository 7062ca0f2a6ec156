//! What is installed already stays what and where it is, or leaves in order.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, Wide, broken, broken_because,
    must, read, saying, words::listed,
};
use crate::{
    commands::{Command, Field, MoveSite, Set},
    facts::{
        limits::DEVICES_PER_STANDALONE_PRIMARY,
        said::{
            lifecycle::{NONE, STATE, WAS_CODE, WAS_FOLDER, WAS_PARENT, WAS_TITLE},
            sites::FOLDER,
        },
        sites::SiteKind,
    },
    model::{Design, NodeId, Said, SiteRef, Value, digest::Digest},
};

const DESIGN: Source = read("core/plan-design/hierarchy/design-a-hierarchy-of-sites", "2026-11-25");
const PREPARE: Source = read("core/servers/deploy/install/prepare-to-install-sites", "2026-11-25");
const REMOVE: Source =
    read("core/servers/deploy/install/remove-central-administration-site", "2026-11-25");
const UNINSTALL: Source =
    read("core/servers/deploy/install/uninstall-sites-and-hierarchies", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "HIER-MERGE",
        levels: ERROR,
        title: "A site that exists stays in its hierarchy",
        why: "Sites are installed into a hierarchy. Two hierarchies that exist cannot become one; \
              their content is migrated.",
        sources: &[DESIGN, PREPARE],
        bad: Example::Text(
            "
cas CS1 state=installed
  primary PS1
  primary PS2 state=installed wasparent=\"-\"
",
        ),
        good: Example::Text(
            "
cas CS1 state=installed
  primary PS1
  primary PS2
",
        ),
        check: Check::Site(stays_in_its_hierarchy),
        fixes: Fixes::None(
            "A new primary site takes over by migration; what it takes over is for its owners to \
             say.",
        ),
    },
    Rule {
        id: "HIER-PRI-DETACH",
        levels: ERROR,
        title: "A child primary site stays below its central administration site",
        why: "It becomes standalone only when the central administration site is removed, and \
              that takes a hierarchy with no other primary site.",
        sources: &[PREPARE, DESIGN, REMOVE],
        bad: Example::Text(
            "
cas CS1 state=installed
  primary PS2
primary PS1 state=installed wasparent=CS1
",
        ),
        good: Example::Text(
            "
cas CS1 state=installed
  primary PS2
  primary PS1 state=installed
",
        ),
        check: Check::Design(primaries_stay_below),
        fixes: Fixes::Offer(|design, node, _| hang_back(design, node, SiteKind::Central)),
    },
    Rule {
        id: "HIER-SEC-REPARENT",
        levels: ERROR,
        title: "A secondary site that exists keeps its primary site",
        why: "It cannot move to another parent; it is uninstalled and installed again below the \
              new one.",
        sources: &[DESIGN, UNINSTALL],
        bad: Example::Text(
            "
cas CS1
  primary PS1
  primary PS2
    secondary S01 state=installed wasparent=PS1
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
    secondary S01 state=installed
  primary PS2
",
        ),
        check: Check::Site(|site| {
            let moved = site.kind == SiteKind::Secondary && site.said.is_installed();
            let parent = site.parent().filter(|parent| parent.kind == SiteKind::Primary);
            let (Some(was), Some(parent)) = (site.site().said.text(WAS_PARENT), parent) else {
                return Ok(());
            };
            must(!moved || is_called(parent, was), || {
                format!("{} is installed below {was}, and planned below {}", site.code, parent.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| hang_back(design, node, SiteKind::Primary)),
    },
    Rule {
        id: "HIER-BOTTOM-UP",
        levels: ERROR,
        title: "Sites are removed from the bottom up",
        why: "A site with sites below it cannot be uninstalled: secondary sites go first, then \
              primary sites, then the central administration site.",
        sources: &[UNINSTALL],
        bad: Example::Text(
            "
cas CS1
  primary PS1 state=leaving
    secondary S01 state=installed
  primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1 state=leaving
    secondary S01 state=leaving
  primary PS2
",
        ),
        check: Check::Site(children_leave_first),
        fixes: Fixes::Offer(|design, node, _| leave_with_all(design, node)),
    },
    Rule {
        id: "SITE-FIXED-PROPS",
        levels: ERROR,
        title: "Code, name and folder of an installed site stay",
        why: "None of them can be changed after setup without installing the site again.",
        sources: &[PREPARE],
        bad: Example::Text(
            "
primary PS2 state=installed wascode=PS1
  server SRV1: site, db, prov
",
        ),
        good: Example::Text(
            "
primary PS1 state=installed
  server SRV1: site, db, prov
",
        ),
        check: Check::Site(keeps_what_setup_fixed),
        fixes: Fixes::Offer(|design, node, _| as_installed(design, node)),
    },
    Rule {
        id: "RMCAS-EXTRAS",
        levels: ADVICE,
        title: "What is lost with a central administration site is made again",
        why: "Recreate automatic deployment rules, status filter rules, alerts and subscriptions \
              at the primary site, export the WSUS signing certificate, let required third-party \
              updates end first; afterwards update boot images and make OS deployment media anew.",
        sources: &[REMOVE],
        bad: Example::Text(
            "
cas CS1 state=leaving
  primary PS1 state=installed
",
        ),
        good: Example::Text(
            "
cas CS1 state=installed
  primary PS1 state=installed
",
        ),
        check: Check::Design(what_the_central_site_takes_along),
        fixes: Fixes::None(
            "These are steps around setup; accept the finding once they are planned.",
        ),
    },
];

/// A primary site that stands alone today, wherever the plan puts it.
pub fn was_standalone(site: SiteRef<'_>) -> bool {
    stands_alone(site.kind, &site.site().said)
}

/// The same, told by what a site and its digest both say.
pub fn stands_alone(kind: SiteKind, said: &Said) -> bool {
    kind == SiteKind::Primary && said.is_installed() && said.text(WAS_PARENT) == Some(NONE)
}

/// Whether the site has, or had when it was installed, this code.
fn is_called(site: &Digest, code: &str) -> bool {
    let same = |other: &str| other.eq_ignore_ascii_case(code);
    same(&site.code) || site.said.text(WAS_CODE).is_some_and(same)
}

/// A new central administration site above a site that stood alone expands it; that has rules of
/// its own.
fn stays_in_its_hierarchy(site: SiteRef<'_>) -> Verdict {
    let parent = site.parent().filter(|parent| parent.kind == SiteKind::Central);
    let asked = site.kind == SiteKind::Primary && site.said.is_installed();
    let (Some(was), Some(parent), true) = (site.site().said.text(WAS_PARENT), parent, asked) else {
        return Ok(());
    };
    let joined = match was {
        NONE => parent.said.is_installed(),
        was => !is_called(parent, was),
    };
    must(!joined, || {
        let from =
            if was == NONE { "a standalone primary site" } else { "part of another hierarchy" };
        format!("{} is {from} today, and planned below {}", site.code, parent.code)
    })
}

/// Whether a primary site at the top was a child primary site.
pub fn is_detached(site: SiteRef<'_>) -> bool {
    let was = site.site().said.text(WAS_PARENT);
    site.kind == SiteKind::Primary
        && site.is_top()
        && !site.parent_is_unknown()
        && site.said.is_installed()
        && was.is_some_and(|was| was != NONE)
}

fn primaries_stay_below(design: &Design) -> Wide {
    let detached: Vec<_> = design.roots().filter(|root| is_detached(*root)).collect();
    let alone = |site: SiteRef<'_>| -> bool {
        let was = site.site().said.text(WAS_PARENT).unwrap_or_default();
        let others = detached
            .iter()
            .filter(|other| other.id != site.id && other.site().said.text(WAS_PARENT) == Some(was));
        let stays = |central: SiteRef<'_>| {
            !central.said.is_leaving() || central.child_count(SiteKind::Primary) > 0
        };
        others.count() == 0 && !former_parents(design, was, SiteKind::Central).any(stays)
    };
    let told = detached.iter().filter(|site| !alone(**site)).map(|site| {
        let was = site.site().said.text(WAS_PARENT).unwrap_or_default();
        let what = format!("{} is installed below {was}, and planned to stand alone", site.code);
        (Some(site.id.into()), broken(what))
    });
    told.collect()
}

/// The sites of a type with this code.
fn former_parents<'a>(
    design: &'a Design,
    code: &str,
    kind: SiteKind,
) -> impl Iterator<Item = SiteRef<'a>> {
    design.sites_coded(code).into_iter().filter(move |site| site.kind == kind)
}

/// Back below the site where it is installed.
fn hang_back(design: &Design, node: Option<NodeId>, kind: SiteKind) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let Some(site) = design.site(id) else { return Vec::new() };
    let was = site.site().said.text(WAS_PARENT).unwrap_or_default();
    let above = former_parents(design, was, kind).find(|above| !design.is_below(above.id, id));
    let fix = |above: SiteRef<'_>| {
        let back = MoveSite { site: id, under: Some(above.id), place: usize::MAX };
        Fix::new(format!("Leave it below {}", above.code), vec![back.into()])
    };
    above.map(fix).into_iter().collect()
}

/// A single primary site may stay: then the central administration site is not uninstalled but
/// removed from above it.
fn children_leave_first(site: SiteRef<'_>) -> Verdict {
    if !site.said.is_leaving() {
        return Ok(());
    }
    let staying: Vec<_> = site.children().filter(|child| !child.said.is_leaving()).collect();
    let is_removed_from_above = site.kind == SiteKind::Central
        && site.child_count(SiteKind::Primary) == 1
        && staying.len() == 1;
    must(staying.is_empty() || is_removed_from_above, || {
        let codes: Vec<_> = staying.iter().map(|child| child.code.clone()).collect();
        let stay = if codes.len() == 1 { "stays" } else { "stay" };
        format!("{} is to be removed, and {} below it {stay}", site.code, listed(&codes))
    })
}

fn leave_with_all(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let Some(site) = design.site(id) else { return Vec::new() };
    let below = design.below(id).into_iter().filter_map(|id| design.site(id));
    let staying = below.filter(|site| !site.said.is_leaving());
    let leave = |site: SiteRef<'_>| saying::say(site.id, STATE, Value::Word("leaving"));
    let keep = saying::say(id, STATE, Value::Word("installed"));
    vec![
        Fix::new("Remove the sites below it first", staying.map(leave).collect()),
        Fix::new(format!("Keep {}", site.code), vec![keep]),
    ]
}

/// What it was, what it is, as a sentence says both.
fn keeps_what_setup_fixed(site: SiteRef<'_>) -> Verdict {
    if !site.said.is_installed() {
        return Ok(());
    }
    let said = &site.site().said;
    let now = |text: &str| if text.is_empty() { NONE.to_owned() } else { text.to_owned() };
    let pairs = [
        ("code", said.text(WAS_CODE), now(&site.code)),
        ("name", said.text(WAS_TITLE), now(&site.title)),
        ("installation folder", said.text(WAS_FOLDER), now(said.text(FOLDER).unwrap_or_default())),
    ];
    let changed = pairs.into_iter().find_map(|(what, was, is)| {
        let was = was.filter(|was| *was != is)?;
        Some((what, was, is))
    });
    let shown = |text: &str| if text == NONE { "empty".to_owned() } else { text.to_owned() };
    match changed {
        // What was never said is no change.
        Some(("installation folder", NONE, _)) | None => Ok(()),
        Some((what, was, is)) => Err(broken(format!(
            "The {what} of installed site {} is {}, and planned to be {}",
            site.code,
            shown(was),
            shown(&is)
        ))),
    }
}

fn as_installed(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let Some(site) = design.site(id) else { return Vec::new() };
    let said = &site.site().said;
    let mut commands: Vec<Command> = Vec::new();
    if let Some(code) = said.text(WAS_CODE).filter(|code| *code != NONE) {
        commands.push(Set::of(id, Field::Code(code.to_owned())).into());
    }
    if let Some(title) = said.text(WAS_TITLE) {
        let title = if title == NONE { "" } else { title };
        commands.push(Set::of(id, Field::Title(title.to_owned())).into());
    }
    if let Some(folder) = said.text(WAS_FOLDER).filter(|folder| *folder != NONE) {
        commands.push(saying::say(id, FOLDER, Value::Text(folder.into())));
    }
    let fix = Fix::new("Leave it as it is installed", commands);
    if fix.commands.is_empty() { Vec::new() } else { vec![fix] }
}

/// Speaks where a primary site goes on alone; a hierarchy that is given up loses all of it anyway.
fn what_the_central_site_takes_along(design: &Design) -> Wide {
    let centrals = design.roots().filter(|root| root.kind == SiteKind::Central);
    let mut found = Vec::new();
    for central in centrals.filter(|central| central.said.is_leaving()) {
        let below = central.children().filter(|child| child.kind == SiteKind::Primary);
        let staying: Vec<_> = below.filter(|child| !child.said.is_leaving()).collect();
        let freed = design.roots().filter(|root| {
            is_detached(*root) && root.site().said.text(WAS_PARENT) == Some(central.code.as_str())
        });
        let freed: Vec<_> = freed.filter_map(|root| design.digest(root.id)).collect();
        let left: Vec<_> = staying.into_iter().chain(freed).collect();
        let [primary] = left[..] else { continue };
        let what = format!("{} goes, and {} stays", central.code, primary.code);
        let too_large = primary.devices.is_some_and(|it| it > DEVICES_PER_STANDALONE_PRIMARY.most);
        let trouble = match too_large {
            true => broken_because(
                what,
                "The primary site has more devices than a standalone primary site supports; it \
                 cannot stand alone.",
            ),
            false => broken(what),
        };
        found.push((Some(central.id.into()), trouble));
    }
    found
}
