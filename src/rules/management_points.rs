//! How many management points a site has, and where.

use super::{
    ADVICE, Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING,
    broken, derived, fixes, known, missing, missing_because, must, read,
};
use crate::{
    commands::{Command, Remove, name_of},
    facts::{
        limits::{DEVICES_PER_MANAGEMENT_POINT, MANAGEMENT_POINTS_PER_PRIMARY},
        numbers::{grouped, spelled},
        roles::RoleKind::{ManagementPoint, SiteServer},
        said::servers::{LOCATION, SLOW_LINK},
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, ServerRef, SiteRef},
};

const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-23");
/// Says what one bears; that the others must bear the load of one that fails follows.
const ONE_LESS: Source = derived("core/plan-design/configs/size-and-scale-numbers", "2026-11-23");
const OPTIONS: Source =
    read("core/servers/deploy/configure/high-availability-options", "2026-11-25");
const DEVICES: &str = "The plan does not say how many devices the site has.";

pub const RULES: &[Rule] = &[
    Rule {
        id: "MP-SEC-ONE",
        levels: ERROR,
        title: "A secondary site has one management point, on its site server",
        why: "Setup installs it there, and a secondary site supports no other.",
        sources: &[SCALE, OPTIONS],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db, dp
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db, dp, mp
",
        ),
        check: Check::Site(one_at_a_secondary_site),
        fixes: Fixes::Offer(mend_secondary),
    },
    Rule {
        id: "MP-COUNT",
        levels: ERROR,
        title: "A primary site has no more than 15 management points",
        why: "More are not supported at one primary site.",
        sources: &[SCALE],
        bad: Example::Made(|| points(15, "dp, mp")),
        good: Example::Made(|| points(15, "dp")),
        check: Check::Site(|site| {
            let most = MANAGEMENT_POINTS_PER_PRIMARY.most;
            let count = count(site);
            must(site.kind != SiteKind::Primary || count <= most, || {
                format!("{} has {count} management points; {most} are supported", site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(NodeId::Site(site)) = node else { return Vec::new() };
            let points =
                design.site(site).into_iter().flat_map(|it| it.serving_as(ManagementPoint));
            fixes::remove(design, points.last().map(|role| role.id.into()))
        }),
    },
    Rule {
        id: "MP-CAPACITY",
        levels: WARNING,
        title: "A primary site has enough management points for its devices",
        why: "Each management point serves up to 25,000 devices.",
        sources: &[SCALE],
        bad: Example::Text(
            "
primary PS1 devices=30000
  server CM-MP-01: mp, dp
  server CM-DP-01: dp
",
        ),
        good: Example::Text(
            "
primary PS1 devices=30000
  server CM-MP-01: mp, dp
  server CM-DP-01: dp, mp
",
        ),
        check: Check::Site(enough_for_the_devices),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Site(site)) = node else { return Vec::new() };
            design.site(site).and_then(|site| add_missing(site, ids)).into_iter().collect()
        }),
    },
    Rule {
        id: "MP-HA",
        levels: ADVICE,
        title: "One management point can fail without leaving clients unserved",
        why: "While a management point is down, the others serve its clients.",
        sources: &[OPTIONS, ONE_LESS],
        bad: Example::Text(
            "
primary PS1 devices=4000
  server CM-MP-01: mp, dp
  server CM-DP-01: dp
",
        ),
        good: Example::Text(
            "
primary PS1 devices=4000
  server CM-MP-01: mp, dp
  server CM-DP-01: dp, mp
",
        ),
        check: Check::Site(one_to_spare),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Site(site)) = node else { return Vec::new() };
            let fix = |site| fixes::add(site, ManagementPoint, ids);
            design.site(site).map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "MP-SLOWLINK",
        levels: WARNING,
        title: "Management points are near their site server and its database",
        why: "Across a slow link state and status messages pile up; a secondary site does better.",
        sources: &[SCALE],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01 slowlink=yes: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01 slowlink=no: mp
",
        ),
        check: Check::Nodes(stand_near_the_site_server),
        fixes: Fixes::None(
            "A secondary site there or a faster line is a decision about the network.",
        ),
    },
];

/// Servers at the location of the site server are near it.
fn stand_near_the_site_server(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let is_home = |server: &ServerRef<'_>| server.has(SiteServer);
    let home = site.servers().find(is_home).and_then(|server| server.server().said.text(LOCATION));
    let judge = |role: RoleRef<'_>| {
        let server = role.server();
        let is_near = |at: &str| home.is_some_and(|home| home.eq_ignore_ascii_case(at));
        if is_home(&server) || server.said.text(LOCATION).is_some_and(is_near) {
            return Ok(());
        }
        must(!server.ask_flag(SLOW_LINK)?, || {
            format!("A slow link parts the management point {} from {}", server.name, site.code)
        })
    };
    let points = site.roles_as(ManagementPoint);
    let points = points.filter(|_| site.kind == SiteKind::Primary);
    points.filter_map(|role| Some((role.id.into(), judge(role).err()?))).collect()
}

/// A primary site with so many management points and one more server.
fn points(count: usize, last: &str) -> String {
    let servers: Vec<_> =
        (1..=count).map(|number| format!("  server CM-MP-{number:02}: mp\n")).collect();
    format!("primary PS1\n{}  server CM-DP-01: {last}\n", servers.concat())
}

fn count(site: SiteRef<'_>) -> u32 {
    u32::try_from(site.serving_as(ManagementPoint).count()).unwrap_or(u32::MAX)
}

/// How many management points so many devices need.
fn needed(devices: u32) -> u32 {
    devices.div_ceil(DEVICES_PER_MANAGEMENT_POINT.most)
}

/// Two on one server are for ROLE-DUP-SERVER; a site without a site server for SITE-SERVER-ONE.
fn one_at_a_secondary_site(site: SiteRef<'_>) -> Verdict {
    if site.kind != SiteKind::Secondary {
        return Ok(());
    }
    let mut servers: Vec<_> = site.serving_as(ManagementPoint).map(RoleRef::server).collect();
    servers.dedup_by_key(|server| server.id);
    match servers[..] {
        [] => Err(missing(format!("No management point at secondary site {}", site.code))),
        [server] => {
            let has_server = site.roles_as(SiteServer).next().is_some();
            must(!has_server || server.has(SiteServer), || {
                format!("The management point of {} is on {}", site.code, server.name)
            })
        }
        _ => {
            let count = servers.len();
            Err(broken(format!("{count} management points at secondary site {}", site.code)))
        }
    }
}

/// The one on the site server stays; without one there, another moves or a new one is added.
fn mend_secondary(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let Some(site) = design.site(id) else { return Vec::new() };
    let Some(home) = site.servers().find(|server| server.has(SiteServer)) else {
        return Vec::new();
    };
    let points: Vec<_> = site.serving_as(ManagementPoint).collect();
    let (at_home, elsewhere): (Vec<_>, Vec<_>) =
        points.into_iter().partition(|role| role.server().id == home.id);
    match (at_home.is_empty(), elsewhere.split_first()) {
        (true, None) => vec![fixes::add_to(home, ManagementPoint, ids)],
        (true, Some((first, others))) => {
            let mut fix = fixes::move_to(first.id, home);
            fix.commands.extend(others.iter().map(|role| remove(*role)));
            vec![fix]
        }
        (false, Some(_)) => {
            let names: Vec<_> =
                elsewhere.iter().map(|role| role.server().server().name.as_str()).collect();
            let title = match elsewhere[..] {
                [role] => format!("Remove {}", name_of(design, role.id.into())),
                _ => format!("Remove the management points on {}", names.join(" and ")),
            };
            vec![Fix::new(title, elsewhere.iter().map(|role| remove(*role)).collect())]
        }
        (false, None) => Vec::new(),
    }
}

fn remove(role: RoleRef<'_>) -> Command {
    Remove { node: role.id.into() }.into()
}

/// A site without any is for SITE-MP-MISSING.
fn enough_for_the_devices(site: SiteRef<'_>) -> Verdict {
    let count = count(site);
    if site.kind != SiteKind::Primary || count == 0 {
        return Ok(());
    }
    let devices = known(site.devices, DEVICES)?;
    let needed = needed(devices);
    if needed <= count {
        return Ok(());
    }
    let points = if count == 1 { "management point" } else { "management points" };
    let devices = grouped(devices.into());
    Err(missing_because(
        format!("{} has {} {points} for {devices} devices", site.code, spelled(count)),
        format!("{} {} needed.", each_serves(), are(needed)),
    ))
}

/// As many as are missing, no more than the site can have.
fn add_missing(site: SiteRef<'_>, ids: &mut Ids) -> Option<Fix> {
    let most = MANAGEMENT_POINTS_PER_PRIMARY.most;
    let missing = needed(site.devices?).min(most).saturating_sub(count(site));
    let mut design = site.design().clone();
    let mut commands = Vec::new();
    let mut title = None;
    for _ in 0..missing {
        let fix = fixes::add(design.site(site.id)?, ManagementPoint, ids);
        fix.commands.iter().try_for_each(|command| command.apply(&mut design)).ok()?;
        commands.extend(fix.commands);
        title.get_or_insert(fix.title);
    }
    let title = if missing > 1 { format!("Add {missing} management points") } else { title? };
    Some(Fix::new(title, commands))
}

/// MP-CAPACITY speaks where there are too few, and a site with as many as it can have has none to
/// add.
fn one_to_spare(site: SiteRef<'_>) -> Verdict {
    let count = count(site);
    if site.kind != SiteKind::Primary || count == 0 || count >= MANAGEMENT_POINTS_PER_PRIMARY.most {
        return Ok(());
    }
    let devices = known(site.devices, DEVICES)?;
    if needed(devices) != count {
        return Ok(());
    }
    let because = match count {
        1 => {
            "While it is down, clients get no policy and the site hears nothing of them.".to_owned()
        }
        _ => format!(
            "{} {} needed, {} leave one to spare.",
            each_serves(),
            are(count),
            spelled(count + 1)
        ),
    };
    let points = if count == 1 { "management point" } else { "management points" };
    let what = format!("{} has {} {points}, none to spare", site.code, spelled(count));
    Err(missing_because(what, because))
}

fn each_serves() -> String {
    format!("Each serves up to {};", grouped(DEVICES_PER_MANAGEMENT_POINT.most.into()))
}

/// "one is", "five are"
fn are(number: u32) -> String {
    format!("{} {}", spelled(number), if number == 1 { "is" } else { "are" })
}
