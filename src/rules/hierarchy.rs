//! Who may report to whom, and how many.

use super::{Check, ERROR, Example, Fix, Fixes, Rule, Verdict, must, read};
use crate::{
    commands::MoveSite,
    facts::sites::SiteKind,
    model::{Design, NodeId, SiteRef},
};

const DESIGN: super::Source =
    read("core/plan-design/hierarchy/design-a-hierarchy-of-sites", "2026-11-23");
const FUND: super::Source =
    read("core/understand/fundamentals-of-sites-and-hierarchies", "2026-11-23");

pub const RULES: &[Rule] = &[Rule {
    id: "HIER-SEC-PARENT",
    levels: ERROR,
    title: "A secondary site hangs under a primary site",
    why: "Only a primary site can have secondary sites; they get their clients from it.",
    sources: &[FUND, DESIGN],
    bad: Example::Text(
        "
cas CS1
  primary PS1
  secondary S01
",
    ),
    good: Example::Text(
        "
cas CS1
  primary PS1
    secondary S01
",
    ),
    check: Check::Site(secondary_has_a_primary_parent),
    fixes: Fixes::Offer(|design, node, _| hang_under_a_primary(design, node)),
}];

fn secondary_has_a_primary_parent(site: SiteRef<'_>) -> Verdict {
    let asked = site.kind == SiteKind::Secondary;
    must(!asked || site.parent().is_some_and(|parent| parent.kind == SiteKind::Primary), || {
        match site.parent_site() {
            Some(parent) => {
                format!("{} is a secondary site under a {}", site.code, parent.kind.facts().title)
            }
            None => format!("{} is a secondary site without a primary site", site.code),
        }
    })
}

fn hang_under_a_primary(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(site)) = node else { return Vec::new() };
    let primaries = design.sites().filter(|primary| primary.kind == SiteKind::Primary);
    let fix = |primary: SiteRef<'_>| {
        let command = MoveSite { site, under: Some(primary.id), place: usize::MAX };
        Fix::new(format!("Hang it under {}", primary.code), vec![command.into()])
    };
    primaries.filter(|primary| !design.is_below(primary.id, site)).take(4).map(fix).collect()
}
