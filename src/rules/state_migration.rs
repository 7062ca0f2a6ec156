//! State migration points.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, broken, fixes, must,
    must_have, need, observed, read, words::listed,
};
use crate::{
    commands::{Field, Set},
    facts::{
        roles::RoleKind::{DistributionPoint, StateMigrationPoint},
        said::{
            EntityKind::BoundaryGroup,
            across::{FALLBACK_MINUTES, FALLBACK_TO},
            roles::{MIGRATION_FOLDERS, RESTORE_ONLY},
            servers::GROUPS,
        },
    },
    model::{Entity, Ids, RoleRef, SiteRef, Value},
};

const PREPARE: Source = read(
    "osd/get-started/prepare-site-system-roles-for-operating-system-deployments",
    "2026-11-25",
);
const GROUPS_PAGE: Source = read("core/servers/deploy/configure/boundary-groups", "2026-11-25");
/// Says what the option does; that somebody has to store new user state goes without saying.
const RESTORING: Source = observed(
    "osd/get-started/prepare-site-system-roles-for-operating-system-deployments",
    "2026-11-25",
);

pub const RULES: &[Rule] = &[
    Rule {
        id: "SMP-FOLDER",
        levels: ERROR,
        title: "A state migration point has a folder for user state",
        why: "Setting up the role asks for a folder on a writable drive of the server.",
        sources: &[PREPARE],
        bad: Example::Text(
            "
primary PS1
  server CM-SMP-01: smp folders=none
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SMP-01: smp folders=\"D:\\UserState\"
",
        ),
        check: Check::Role(StateMigrationPoint, has_a_folder),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |node| {
                let value = Value::Texts([FOLDER.into()].into());
                let command = Set::of(node, Field::Fact(MIGRATION_FOLDERS, Some(value)));
                Fix::new(format!("Store user state in {FOLDER}"), vec![command.into()])
            };
            node.map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "SMP-BG-FALLBACK",
        levels: WARNING,
        title: "A state migration point is on no distribution point whose boundary group falls back",
        why: "State migration points do not follow fallback. Where the distribution point needs \
              it, the state migration point is on another server.",
        sources: &[GROUPS_PAGE],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01: mp
  server CM-DP-01 groups=Lyon: dp, smp
  server CM-DP-02 groups=Lyon: dp
group Lyon fallback=Metz fallbackafter=20
group Metz
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01: mp, smp
  server CM-DP-01 groups=Lyon: dp
  server CM-DP-02 groups=Lyon: dp
group Lyon fallback=Metz fallbackafter=20
group Metz
",
        ),
        check: Check::Role(StateMigrationPoint, does_without_fallback),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
            vec![move_to_no_point(point, ids)]
        }),
    },
    Rule {
        id: "SMP-RESTORE",
        levels: ADVICE,
        title: "A state migration point of the site takes new user state",
        why: "In restore-only mode it gives back what it has and stores no more.",
        sources: &[PREPARE, RESTORING],
        bad: Example::Text(
            "
primary PS1
  server CM-SMP-01: smp restoreonly=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SMP-01: smp restoreonly=no
",
        ),
        check: Check::Site(one_takes_new_state),
        fixes: Fixes::Offer(|design, node, _| {
            let site = fixes::site_at(design, node).into_iter();
            let points = site.flat_map(|site| site.serving_as(StateMigrationPoint));
            let take = |point: RoleRef<'_>| {
                let field = Field::Fact(RESTORE_ONLY, Some(Value::Flag(false)));
                let title = format!("Let {} take new user state", point.server().name);
                Fix::new(title, vec![Set::of(point.id, field).into()])
            };
            points.take(4).map(take).collect()
        }),
    },
];

/// What a fix names; any drive would do.
const FOLDER: &str = "D:\\UserState";

/// D:\Folder, not a share and not the word for nothing.
fn is_on_a_drive(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && letters.next() == Some(':')
}

fn has_a_folder(point: RoleRef<'_>) -> Verdict {
    let folders = need(point.role().said.texts(MIGRATION_FOLDERS), MIGRATION_FOLDERS)?;
    must_have(folders.iter().any(|folder| is_on_a_drive(folder)), || {
        format!("{} has no folder on a drive of its own for user state", point.server().name)
    })
}

/// A group of the server that falls back to others.
fn falling_back(point: RoleRef<'_>) -> Option<&Entity> {
    let design = point.design();
    let groups = point.server().server().said.texts(GROUPS).into_iter().flatten();
    let groups = groups.filter_map(|name| design.entity_named(BoundaryGroup, name));
    let mut groups = groups.filter(|group| group.said.texts(FALLBACK_TO).is_some());
    groups.next()
}

/// Nobody has to say the groups of a server in a plan that has none.
fn does_without_fallback(point: RoleRef<'_>) -> Verdict {
    let server = point.server().server();
    let has_groups = point.design().has_entities(BoundaryGroup, 1);
    if !has_groups || !server.has(DistributionPoint) {
        return Ok(());
    }
    need(server.said.texts(GROUPS), GROUPS)?;
    let Some(group) = falling_back(point) else { return Ok(()) };
    let to: Vec<_> =
        group.said.texts(FALLBACK_TO).unwrap_or_default().iter().map(ToString::to_string).collect();
    let after = group.said.number(FALLBACK_MINUTES);
    let after = after.map(|minutes| format!(" after {minutes} minutes")).unwrap_or_default();
    Err(broken(format!(
        "{} is a state migration point and a distribution point of {}, which falls back to {}{after}",
        server.name,
        group.name,
        listed(&to)
    )))
}

/// To a server that is no distribution point, or to one of its own.
fn move_to_no_point(point: RoleRef<'_>, ids: &mut Ids) -> Fix {
    let best = fixes::server_for(point.server().site(), StateMigrationPoint);
    match best.filter(|server| !server.has(DistributionPoint)) {
        Some(server) => fixes::move_to(point.id, server),
        None => fixes::move_alone(point, ids),
    }
}

fn one_takes_new_state(site: SiteRef<'_>) -> Verdict {
    let points: Vec<_> = site.serving_as(StateMigrationPoint).collect();
    let takes = points.iter().any(|point| !point.said.is(RESTORE_ONLY));
    must(points.is_empty() || takes, || match points.len() {
        1 => format!("The only state migration point of {} is in restore-only mode", site.code),
        _ => format!("All state migration points of {} are in restore-only mode", site.code),
    })
}
