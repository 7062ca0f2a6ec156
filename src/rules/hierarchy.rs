//! Who may report to whom.

use super::{
    Check, ERROR, Example, Fixes, Rule, Source, Trouble, Verdict, Wide, ask::need_parent, broken,
    installed::is_detached, known, missing, must, read, rehanging, unknown,
};
use crate::{
    facts::{said::Who, sites::SiteKind},
    model::{Design, NodeId, SiteRef},
};

const DESIGN: Source = read("core/plan-design/hierarchy/design-a-hierarchy-of-sites", "2026-11-25");
const FUND: Source = read("core/understand/fundamentals-of-sites-and-hierarchies", "2026-11-25");
const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "HIER-ROOT-TYPE",
        levels: ERROR,
        title: "The first site is a central administration site or a primary site",
        why: "The first site decides the scope of the hierarchy, and setup installs no other type \
              there.",
        sources: &[FUND],
        bad: Example::Text(
            "
unknown PS1
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
            let asked = site.kind == SiteKind::Unknown && site.is_top();
            known((!asked || !site.parent_is_unknown()).then_some(()), TYPE_UNKNOWN)?;
            must(!asked, || format!("The plan does not say what type of site {} is", site.code))
        }),
        fixes: Fixes::Offer(|design, node, _| rehanging::choose_top_type(design, node)),
    },
    Rule {
        id: "HIER-CAS-SINGLE",
        levels: ERROR,
        title: "A hierarchy has one central administration site, at its top",
        why: "A central administration site takes no parent, and two hierarchies cannot be joined.",
        sources: &[DESIGN],
        bad: Example::Text(
            "
cas CS1
  primary PS1
cas CS2
  primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
  primary PS2
",
        ),
        check: Check::Design(one_central_site),
        fixes: Fixes::Offer(|design, node, _| rehanging::merge_central(design, node)),
    },
    Rule {
        id: "HIER-CAS-CHILD-TYPE",
        levels: ERROR,
        title: "Below a central administration site stand primary sites",
        why: "A central administration site supports only primary sites as child sites.",
        sources: &[DESIGN],
        bad: Example::Text(
            "
cas CS1
  primary PS1
  unknown PS2
    server SRV1: site, db, prov
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
  primary PS2
    server SRV1: site, db, prov
",
        ),
        check: Check::Site(|site| type_is_said_below(site, SiteKind::Central)),
        fixes: Fixes::Offer(|_, node, _| rehanging::make(node, SiteKind::Primary)),
    },
    Rule {
        id: "HIER-PRI-PARENT-TYPE",
        levels: ERROR,
        title: "A primary site stands at the top or below the central administration site",
        why: "A primary site supports only a central administration site as its parent.",
        sources: &[DESIGN],
        bad: Example::Text(
            "
cas CS1
  primary PS1
    primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
  primary PS2
",
        ),
        check: Check::Design(primaries_have_a_central_parent),
        fixes: Fixes::Offer(rehanging::under_central),
    },
    Rule {
        id: "HIER-PRI-CHILD-TYPE",
        levels: ERROR,
        title: "Below a primary site stand secondary sites",
        why: "A primary site supports only secondary sites as child sites.",
        sources: &[DESIGN],
        bad: Example::Text(
            "
primary PS1
  unknown S01
    server SRV1: site, db, mp, dp
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server SRV1: site, db, mp, dp
",
        ),
        check: Check::Site(|site| type_is_said_below(site, SiteKind::Primary)),
        fixes: Fixes::Offer(|_, node, _| rehanging::make(node, SiteKind::Secondary)),
    },
    Rule {
        id: "HIER-SEC-PARENT",
        levels: ERROR,
        title: "A secondary site hangs under a primary site",
        why: "A secondary site can only be installed below a primary site, which manages its \
              clients.",
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
        fixes: Fixes::Offer(|design, node, _| rehanging::under_a_primary(design, node)),
    },
    Rule {
        id: "HIER-SEC-NO-CHILD",
        levels: ERROR,
        title: "Nothing hangs under a secondary site",
        why: "Secondary sites do not support child sites.",
        sources: &[SCALE],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    unknown S02
      server SRV1: site, db, mp, dp
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
  secondary S02
    server SRV1: site, db, mp, dp
",
        ),
        check: Check::Site(|site| type_is_said_below(site, SiteKind::Secondary)),
        fixes: Fixes::Offer(|design, node, _| rehanging::beside_its_parent(design, node)),
    },
    Rule {
        id: "HIER-MULTI-PRI-NEEDS-CAS",
        levels: ERROR,
        title: "Several primary sites share a central administration site",
        why: "A hierarchy with more than one primary site needs a central administration site \
              above them.",
        sources: &[DESIGN],
        bad: Example::Text(
            "
primary PS1
primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
  primary PS2
",
        ),
        check: Check::Design(several_primaries_have_a_central_site),
        fixes: Fixes::Offer(rehanging::under_central),
    },
];

fn one_central_site(design: &Design) -> Wide {
    let total = design.totals().sites(SiteKind::Central) as usize;
    let tops: Vec<_> = design.roots().filter(|root| root.kind == SiteKind::Central).collect();
    let mut found = Vec::new();
    for site in tops.iter().skip(1) {
        let what = format!("{} is a second central administration site", site.code);
        found.push((Some(NodeId::from(site.id)), broken(what)));
    }
    if total > tops.len() {
        let central = design.sites().filter(|site| site.kind == SiteKind::Central);
        for (site, parent) in central.filter_map(|site| Some((site, site.parent_site()?))) {
            let what = format!(
                "{} is a central administration site under {}, a {}",
                site.code,
                parent.code,
                parent.kind.facts().title
            );
            found.push((Some(site.id.into()), broken(what)));
        }
    }
    found
}

/// Only a site of unknown type is still to be spoken of here: rules of their own speak of the
/// others.
fn type_is_said_below(site: SiteRef<'_>, kind: SiteKind) -> Verdict {
    let asked = site.kind == SiteKind::Unknown && site.parent().is_some_and(|it| it.kind == kind);
    must(!asked, || {
        let above = kind.facts().title;
        format!("{} stands below a {above}, and the plan does not say what type it is", site.code)
    })
}

fn primaries_have_a_central_parent(design: &Design) -> Wide {
    let (mut found, mut placed) = (Vec::new(), 0);
    let central = design.roots().find(|root| root.kind == SiteKind::Central);
    for root in design.roots() {
        match root.kind {
            SiteKind::Central => placed += root.child_count(SiteKind::Primary),
            SiteKind::Primary => {
                placed += 1;
                if let Err(gap) = need_parent(root) {
                    found.extend(central.map(|_| (Some(root.id.into()), gap)));
                    continue;
                }
                // Of one that stood below it, HIER-PRI-DETACH speaks.
                let central = central.filter(|_| !is_detached(root));
                found.extend(central.map(|top| (Some(root.id.into()), beside(root, top))));
            }
            SiteKind::Secondary | SiteKind::Unknown => {}
        }
    }
    if design.totals().sites(SiteKind::Primary) as usize > placed {
        let primaries = design.sites().filter(|site| site.kind == SiteKind::Primary);
        found.extend(primaries.filter_map(|site| {
            let trouble = misplaced(site, site.parent_site()?)?;
            Some((Some(site.id.into()), trouble))
        }));
    }
    found
}

/// A central administration site without primary sites was put there to take this one.
fn beside(primary: SiteRef<'_>, top: SiteRef<'_>) -> Trouble {
    let what = format!("{} stands beside {}, not below it", primary.code, top.code);
    match top.child_count(SiteKind::Primary) {
        0 => missing(what),
        _ => broken(what),
    }
}

/// What is wrong with a primary site below another site, if anything is.
fn misplaced(site: SiteRef<'_>, parent: SiteRef<'_>) -> Option<Trouble> {
    match parent.kind {
        SiteKind::Central => None,
        SiteKind::Unknown => Some(unknown(Who::Owner, PARENT_UNKNOWN)),
        SiteKind::Primary | SiteKind::Secondary => {
            let above = parent.kind.facts().title;
            Some(broken(format!(
                "{} is a primary site under {}, a {above}",
                site.code, parent.code
            )))
        }
    }
}

const TYPE_UNKNOWN: &str = "The plan does not say what type the site is.";
const PARENT_UNKNOWN: &str = "The plan does not say what type the site above is.";

fn secondary_has_a_primary_parent(site: SiteRef<'_>) -> Verdict {
    if site.kind != SiteKind::Secondary {
        return Ok(());
    }
    need_parent(site)?;
    let Some(parent) = site.parent() else {
        return Err(broken(format!("{} is a secondary site without a primary site", site.code)));
    };
    known((parent.kind != SiteKind::Unknown).then_some(()), PARENT_UNKNOWN)?;
    must(parent.kind == SiteKind::Primary, || {
        format!("{} is a secondary site under a {}", site.code, parent.kind.facts().title)
    })
}

fn several_primaries_have_a_central_site(design: &Design) -> Wide {
    if design.totals().sites(SiteKind::Central) > 0 {
        return Vec::new();
    }
    let tops: Vec<_> = design.roots().filter(|root| root.kind == SiteKind::Primary).collect();
    if tops.len() < 2 {
        return Vec::new();
    }
    let (open, tops): (Vec<_>, Vec<_>) = tops.into_iter().partition(|it| it.parent_is_unknown());
    if let [_, second, ..] = tops[..] {
        let what =
            format!("{} primary sites, and no central administration site above them", tops.len());
        return vec![(Some(second.id.into()), broken(what))];
    }
    // They may hang under one that the plan does not have.
    let gap = |site: SiteRef<'_>| Some((Some(site.id.into()), need_parent(site).err()?));
    open.into_iter().filter_map(gap).collect()
}
