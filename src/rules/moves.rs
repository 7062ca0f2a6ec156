//! Roles that leave one server for another.

use super::{ADVICE, Check, Example, Fixes, Rule, Source, Trouble, broken_because, read};
use crate::{
    facts::{
        roles::RoleKind::{SiteDatabase, SiteServer},
        said::lifecycle::STATE,
    },
    model::{NodeId, RoleRef, SiteRef},
};

const UNINSTALL: Source =
    read("core/servers/deploy/install/uninstall-sites-and-hierarchies", "2026-11-25");
const MODIFY: Source = read("core/servers/manage/modify-your-infrastructure", "2026-11-25");
const POINTS: Source =
    read("core/servers/deploy/configure/install-and-configure-distribution-points", "2026-11-23");

pub const RULES: &[Rule] = &[Rule {
    id: "ROLE-MOVE-SPLIT",
    levels: ADVICE,
    title: "A role moves by installing it anew and removing the old one",
    why: "The product moves no role. Only a server that is nothing but a distribution point can be \
          reassigned to another primary site with its content.",
    sources: &[UNINSTALL, MODIFY, POINTS],
    bad: Example::Text(
        "
primary PS1
  server CM-RSP-01: rsp state=leaving
  server CM-RSP-02: rsp
",
    ),
    good: Example::Text(
        "
primary PS1
  server CM-RSP-01: rsp state=installed
  server CM-RSP-02: rsp
",
    ),
    check: Check::Nodes(roles_that_move),
    fixes: Fixes::None("Both steps are work on the product; a plan can only say when they happen."),
}];

/// What leaves, with what comes instead on another server of the site; the site server and the
/// database have ways of their own.
fn roles_that_move(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let state = |role: &RoleRef<'_>| role.said.word_or_assumed(STATE);
    if !site.speaks(STATE) {
        return Vec::new();
    }
    let mut coming: Vec<_> = site.roles().filter(|it| state(it) == Some("planned")).collect();
    let mut moves = Vec::new();
    for old in site.roles().filter(|role| state(role) == Some("leaving")) {
        let fits = |new: &RoleRef<'_>| {
            new.kind == old.kind
                && new.server().id != old.server().id
                && new.site().id == old.site().id
        };
        if matches!(old.kind, SiteServer | SiteDatabase) {
            continue;
        }
        if let Some(at) = coming.iter().position(fits) {
            let new = coming.remove(at);
            moves.push((new.id.into(), two_steps(old, new)));
        }
    }
    moves
}

fn two_steps(old: RoleRef<'_>, new: RoleRef<'_>) -> Trouble {
    let (from, to) = (&old.server().server().name, &new.server().server().name);
    let spoken = old.kind.spoken();
    let because = match old.kind.facts().top_tier_only {
        true => format!("The hierarchy takes one: remove it from {from}, then install it on {to}."),
        false => format!("Install it on {to}, then remove it from {from}."),
    };
    broken_because(format!("The {spoken} moves from {from} to {to} in two steps"), because)
}
