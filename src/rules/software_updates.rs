//! Which sites have software update points, and how many.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, fixes, known, must,
    must_have, need, read, words::grouped,
};
use crate::{
    facts::{
        limits::{DEVICES_PER_DEDICATED_UPDATE_POINT, DEVICES_PER_SHARED_UPDATE_POINT},
        roles::RoleKind::{SiteServer, SoftwareUpdatePoint},
        said::roles::POOL_TUNED,
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, SiteRef},
};

const UPDATES: Source = read("sum/plan-design/plan-for-software-updates", "2026-11-25");
const INSTALL: Source = read("sum/get-started/install-a-software-update-point", "2026-11-23");
const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SUP-CAS-MISSING",
        levels: ERROR,
        title: "A site above a software update point has one itself",
        why: "A software update point gets its updates from the one at the site above, which comes \
              first.",
        sources: &[UPDATES, INSTALL],
        bad: Example::Text(
            "
cas CS1
  server CM-SCP-01: scp
  primary PS1
    server CM-SUP-01: sup
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SCP-01: scp, sup
  primary PS1
    server CM-SUP-01: sup
",
        ),
        check: Check::Site(|site| {
            must_have(!is_skipped(site), || {
                let code = &site.site().code;
                format!("Software update points below {code}, but none at {code}")
            })
        }),
        fixes: Fixes::Offer(add_here),
    },
    Rule {
        id: "SUP-PRI-MISSING",
        levels: WARNING,
        title: "Every primary site has a software update point if the site above has one",
        why: "Clients scan for updates at a software update point of their own primary site. \
              Without one they get none.",
        sources: &[UPDATES],
        bad: Example::Text(
            "
cas CS1
  server CM-SUP-01: sup
  primary PS1
    server CM-MP-01: mp
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SUP-01: sup
  primary PS1
    server CM-MP-01: mp, sup
",
        ),
        check: Check::Site(has_one_as_the_site_above),
        fixes: Fixes::Offer(add_here),
    },
    Rule {
        id: "SUP-SEC-ONE",
        levels: ERROR,
        title: "A secondary site has no more than one software update point",
        why: "A second one is not supported there; clients of the place that lose it use those of \
              the primary site.",
        sources: &[UPDATES],
        bad: Example::Text(
            "
primary PS1
  server CM-SUP-01: sup
  secondary S01
    server CM-SUP-02: sup
    server CM-SMP-01: smp, sup
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SUP-01: sup
  secondary S01
    server CM-SUP-02: sup
    server CM-SMP-01: smp
",
        ),
        check: Check::Site(|site| {
            let count = count(site);
            must(site.kind != SiteKind::Secondary || count < 2, || {
                format!("{count} software update points at secondary site {}", site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let site = fixes::site_at(design, node).into_iter();
            let points: Vec<_> = site.flat_map(|it| it.serving_as(SoftwareUpdatePoint)).collect();
            let last = points.iter().rev().find(|role| !role.server().has(SiteServer));
            fixes::remove(design, last.map(|role| role.id.into()))
        }),
    },
    Rule {
        id: "SUP-CAPACITY",
        levels: WARNING,
        title: "The software update points of a site bear its devices",
        why: "A software update point serves 25,000 devices if it shares its server with other \
              roles, and 150,000 if it has the server to itself and WSUS is set up for that.",
        sources: &[SCALE],
        bad: Example::Text(
            "
primary PS1 devices=30000
  server CM-MP-01: mp, dp, sup
  server CM-MP-02: mp
  server CM-MP-03: mp
  server CM-SUP-01
",
        ),
        good: Example::Text(
            "
primary PS1 devices=30000
  server CM-MP-01: mp, dp, sup
  server CM-MP-02: mp
  server CM-MP-03: mp
  server CM-SUP-01: sup
",
        ),
        check: Check::Site(bears_the_devices),
        fixes: Fixes::Offer(|design, node, ids| {
            let site = fixes::site_at(design, node);
            let fix = |site| fixes::add_alone(site, SoftwareUpdatePoint, ids);
            site.map(fix).into_iter().collect()
        }),
    },
];

fn count(site: SiteRef<'_>) -> usize {
    site.serving_as(SoftwareUpdatePoint).count()
}

fn add_here(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let site = fixes::site_at(design, node);
    site.map(|site| fixes::add(site, SoftwareUpdatePoint, ids)).into_iter().collect()
}

/// Whether a site below has a software update point and this one has none.
fn is_skipped(site: SiteRef<'_>) -> bool {
    let can = matches!(site.kind, SiteKind::Central | SiteKind::Primary);
    can && count(site) == 0 && site.children().any(|child| child.has(SoftwareUpdatePoint))
}

/// A primary site with software update points below it is for SUP-CAS-MISSING.
fn has_one_as_the_site_above(site: SiteRef<'_>) -> Verdict {
    let above = site.parent().filter(|above| above.kind == SiteKind::Central);
    let asked = site.kind == SiteKind::Primary
        && above.is_some_and(|above| above.has(SoftwareUpdatePoint))
        && !is_skipped(site);
    must_have(!asked || count(site) > 0, || format!("No software update point at {}", site.code))
}

/// Devices at secondary sites that have their own are not counted, where the plan says how many.
fn bears_the_devices(site: SiteRef<'_>) -> Verdict {
    if site.kind != SiteKind::Primary || count(site) == 0 {
        return Ok(());
    }
    let devices = known(site.devices, "The plan does not say how many devices the site has.")?;
    let served_below = site
        .children()
        .filter(|child| child.kind == SiteKind::Secondary && child.has(SoftwareUpdatePoint))
        .filter_map(|child| child.devices)
        .fold(0_u32, u32::saturating_add);
    let devices = devices.saturating_sub(served_below);
    let points = || site.serving_as(SoftwareUpdatePoint);
    let least = points().map(|point| devices_of(point, false)).sum::<u64>();
    let bears = points().map(|point| devices_of(point, true)).sum::<u64>();
    if least < u64::from(devices) && u64::from(devices) <= bears {
        return need(None, POOL_TUNED);
    }
    must_have(u64::from(devices) <= bears, || {
        let points = match count(site) {
            1 => "its software update point".to_owned(),
            count => format!("its {count} software update points"),
        };
        format!(
            "{} devices at {}; {points} can serve {}",
            grouped(devices.into()),
            site.code,
            grouped(bears)
        )
    })
}

/// How many devices a software update point serves, if its application pool is `tuned` where the
/// plan does not say so.
fn devices_of(point: RoleRef<'_>, tuned: bool) -> u64 {
    let shared = point.server().roles.iter().any(|role| role.kind != SoftwareUpdatePoint);
    let limit = match !shared && point.said.flag(POOL_TUNED).unwrap_or(tuned) {
        true => DEVICES_PER_DEDICATED_UPDATE_POINT,
        false => DEVICES_PER_SHARED_UPDATE_POINT,
    };
    limit.most.into()
}
