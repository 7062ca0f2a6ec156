//! What must be so before a standalone primary site gets a central administration site.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict,
    additions::free_code,
    ask::Ask,
    broken, broken_because, fixes,
    installed::{stands_alone, was_standalone},
    must, need, read, saying,
    versions::versions_of,
    words::listed,
};
use crate::{
    commands::{Field, Set},
    facts::{
        roles::RoleKind,
        said::{
            databases::COLLATION,
            lifecycle::STATE,
            plan::MIGRATION,
            sites::{RUNS, SITE_MEDIA},
        },
        sites::SiteKind,
    },
    model::{RoleRef, SiteRef, Value, digest::Digest},
};

const BEFORE: Source =
    read("core/servers/deploy/install/prerequisites-for-installing-sites", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const PAIR: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-25");
const WIZARD: Source =
    read("core/servers/deploy/install/setup-wizard-central-primary", "2026-11-25");
const PREPARE: Source = read("core/servers/deploy/install/prepare-to-install-sites", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "HIER-EXPAND-ONE",
        levels: ERROR,
        title: "A new central administration site takes in one primary site that exists",
        why: "Setup expands a single standalone primary site into a hierarchy; the content of \
              others is migrated to new primary sites.",
        sources: &[WIZARD, PREPARE],
        bad: Example::Text(
            "
cas CS1
  primary PS1 state=installed wasparent=\"-\"
  primary PS2 state=installed wasparent=\"-\"
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1 state=installed wasparent=\"-\"
  primary PS2
",
        ),
        check: Check::Site(|site| {
            if site.kind != SiteKind::Central || site.said.is_installed() {
                return Ok(());
            }
            let old = site.children().filter(|child| stood_alone(child));
            let codes: Vec<_> = old.map(|child| child.code.clone()).collect();
            must(codes.len() < 2, || format!("{} would take in {}", site.code, listed(&codes)))
        }),
        fixes: Fixes::None(
            "Which of them is expanded, and which is migrated, is for their owners.",
        ),
    },
    Rule {
        id: "EXP-ROLES",
        levels: ERROR,
        title: "A primary site is expanded without the roles that belong to the top",
        why: "Setup of the central administration site fails while the primary site has them; \
              they are installed again at the top afterwards.",
        sources: &[BEFORE, CHECKS, PAIR],
        bad: Example::Text(
            "
cas CS1
  primary PS1 state=installed wasparent=\"-\"
    server CM-SCP-01: scp state=installed
  primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1 state=installed wasparent=\"-\"
    server CM-SCP-01: scp state=leaving
  primary PS2
",
        ),
        check: Check::Site(leaves_the_top_behind),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let leave = |role: RoleRef<'_>| saying::say(role.id, STATE, Value::Word("leaving"));
            let commands: Vec<_> = in_the_way(site).into_iter().map(leave).collect();
            vec![Fix::new("Remove them before", commands)]
        }),
    },
    Rule {
        id: "EXP-CODE",
        levels: ERROR,
        title: "The new central administration site has a code of its own",
        why: "The prerequisite check compares its code with that of the primary site to expand.",
        sources: &[CHECKS],
        bad: Example::Text(
            "
cas PS1
  server CM-CAS-01: site, db, prov
  primary PS1 state=installed wasparent=\"-\"
    server CM-SITE-01: site, db, prov
  primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-CAS-01: site, db, prov
  primary PS1 state=installed wasparent=\"-\"
    server CM-SITE-01: site, db, prov
  primary PS2
",
        ),
        check: Check::Site(|site| {
            must(!takes_its_parents_code(site), || {
                format!("{} would be the code of both sites", site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let parent = fixes::site_at(design, node).and_then(SiteRef::parent_site);
            let code = free_code(design, "CS1", None);
            let Some((parent, code)) = parent.zip(code) else { return Vec::new() };
            let set = Set::of(parent.id, Field::Code(code.clone()));
            let title = format!("Give the central administration site the code {code}");
            vec![Fix::new(title, vec![set.into()])]
        }),
    },
    Rule {
        id: "EXP-COLLATION",
        levels: ERROR,
        title: "The new central administration site has the collation of the primary site",
        why: "The prerequisite check compares both; data replicates between equal databases only.",
        sources: &[CHECKS],
        bad: Example::Text(
            "
cas CS1
  server CM-CAS-01: site, prov, db collation=Chinese_Simplified_Pinyin_100_CI_AI
  primary PS1 state=installed wasparent=\"-\"
    server CM-SITE-01: site, prov, db collation=SQL_Latin1_General_CP1_CI_AS
  primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-CAS-01: site, prov, db collation=SQL_Latin1_General_CP1_CI_AS
  primary PS1 state=installed wasparent=\"-\"
    server CM-SITE-01: site, prov, db collation=SQL_Latin1_General_CP1_CI_AS
  primary PS2
",
        ),
        check: Check::Site(|site| {
            let Some(parent) = site.parent().filter(|_| is_expansion(site)) else { return Ok(()) };
            let Some(own) = site.serving_as(RoleKind::SiteDatabase).next() else { return Ok(()) };
            let own = need(own.role().said.text(COLLATION), COLLATION)?;
            let new = need(parent.database.text(COLLATION), COLLATION)?;
            must(own.eq_ignore_ascii_case(new), || {
                format!("{} has {own}, and {} {new}", site.code, parent.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let own = site.serving_as(RoleKind::SiteDatabase).next();
            let own = own.and_then(|role| role.role().said.text(COLLATION));
            let Some((own, parent)) = own.zip(site.parent_site()) else { return Vec::new() };
            let new =
                parent.serving_as(RoleKind::SiteDatabase).filter(|role| role.serves.is_none());
            let set = |role: RoleRef<'_>| saying::say(role.id, COLLATION, Value::Text(own.into()));
            let title = format!("Give {} the collation of {}", parent.code, site.code);
            vec![Fix::new(title, new.map(set).collect())]
        }),
    },
    Rule {
        id: "EXP-VERSION",
        levels: ERROR,
        title: "The new central administration site has the version of the primary site",
        why: "It is installed from the CD.Latest folder of the primary site; setup refuses any \
              other version.",
        sources: &[BEFORE, CHECKS],
        bad: Example::Text(
            "
plan version=2603
cas CS1 sourceversion=2403
  primary PS1 state=installed wasparent=\"-\"
  primary PS2
",
        ),
        good: Example::Text(
            "
plan version=2603
cas CS1 sourceversion=2603
  primary PS1 state=installed wasparent=\"-\"
  primary PS2
",
        ),
        check: Check::Site(|site| {
            let Some(parent) = site.parent().filter(|_| is_expansion(site)) else { return Ok(()) };
            let new = parent.said.number(SITE_MEDIA).or(parent.said.number(RUNS));
            let new = need(new, SITE_MEDIA)?;
            let runs = versions_of(&site.said, site.design());
            must(runs.contains(&new), || {
                format!(
                    "{} is installed from {new}, and {} runs {}",
                    parent.code, site.code, runs[0]
                )
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let Some(parent) = site.parent_site() else { return Vec::new() };
            let runs = versions_of(&site.said, design)[0];
            let title =
                format!("Install {} from the CD.Latest folder of {}", parent.code, site.code);
            saying::fix(title, parent.id, SITE_MEDIA, Value::Number(runs))
        }),
    },
    Rule {
        id: "EXP-MIGRATION",
        levels: ERROR,
        title: "A primary site is expanded while no migration runs",
        why: "Migration is a matter of the top site; its jobs are stopped and its sources removed \
              first.",
        sources: &[BEFORE, CHECKS],
        bad: Example::Text(
            "
plan migration=yes
cas CS1
  primary PS1 state=installed wasparent=\"-\"
  primary PS2
",
        ),
        good: Example::Text(
            "
plan migration=no
cas CS1
  primary PS1 state=installed wasparent=\"-\"
  primary PS2
",
        ),
        check: Check::Site(|site| {
            if !is_expansion(site) {
                return Ok(());
            }
            let migrates = site.design().head_for(MIGRATION).ask_flag(MIGRATION)?;
            must(!migrates, || format!("{} is expanded while migration jobs are active", site.code))
        }),
        fixes: Fixes::Offer(|_, _, _| {
            let stop = Set::plan(Field::Fact(MIGRATION, Some(Value::Flag(false))));
            vec![Fix::new("Stop the migration first", vec![stop.into()])]
        }),
    },
];

/// A primary site that stands alone today, below a central administration site that is planned.
pub fn is_expansion(site: SiteRef<'_>) -> bool {
    let planned = |parent: &Digest| parent.kind == SiteKind::Central && !parent.said.is_installed();
    was_standalone(site) && site.parent().is_some_and(planned)
}

/// The same, for the site above.
fn stood_alone(child: &Digest) -> bool {
    stands_alone(child.kind, &child.said)
}

/// Whether a site that is expanded and the new site above have one code.
pub fn takes_its_parents_code(site: SiteRef<'_>) -> bool {
    let same = |parent: &Digest| parent.code.eq_ignore_ascii_case(&site.code);
    is_expansion(site) && site.parent().is_some_and(same)
}

/// In the order in which they are best removed: what depends on others first.
const TOP_ROLES: [RoleKind; 5] = [
    RoleKind::AssetIntelligence,
    RoleKind::EndpointProtectionPoint,
    RoleKind::DataWarehouse,
    RoleKind::ServiceConnectionPoint,
    RoleKind::PassiveSiteServer,
];

/// Whether a role of a site that stood alone is there, so that expanding the site is about it.
pub fn is_expanded_with(role: RoleRef<'_>) -> bool {
    TOP_ROLES.contains(&role.kind) && was_standalone(role.site()) && role.role().said.is_installed()
}

fn in_the_way(site: SiteRef<'_>) -> Vec<RoleRef<'_>> {
    let stays = |role: &RoleRef<'_>| is_expanded_with(*role) && !role.role().said.is_leaving();
    let mut roles: Vec<_> = site.serving().filter(stays).collect();
    roles.sort_by_key(|role| TOP_ROLES.iter().position(|kind| *kind == role.kind));
    roles
}

fn leaves_the_top_behind(site: SiteRef<'_>) -> Verdict {
    let roles = if is_expansion(site) { in_the_way(site) } else { Vec::new() };
    let names: Vec<_> = roles
        .iter()
        .map(|role| format!("the {} on {}", role.kind.spoken(), role.server().name))
        .collect();
    match names.as_slice() {
        [] => Ok(()),
        [_] => Err(broken(format!("{} is expanded with {}", site.code, listed(&names)))),
        _ => Err(broken_because(
            format!("{} is expanded with {}", site.code, listed(&names)),
            format!("Remove them in this order, then run setup: {}.", names.join(", ")),
        )),
    }
}
