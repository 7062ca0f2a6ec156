//! Enrollment points and enrollment proxy points.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, broken, fixes,
    must, must_have, read, words::listed, zones,
};
use crate::{
    commands::{Command, Remove},
    facts::{
        roles::RoleKind::{EnrollmentPoint, EnrollmentProxyPoint},
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, SiteRef},
};

const ROLES: Source = read(
    "core/plan-design/hierarchy/plan-for-site-system-servers-and-site-system-roles",
    "2026-11-23",
);
const CLIENT_ROLES: Source =
    read("core/clients/deploy/plan/determine-the-site-system-roles-for-clients", "2026-11-25");
const REMOVED: Source =
    read("core/plan-design/changes/deprecated/removed-and-deprecated-cmfeatures", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-23");
const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-23");

pub const RULES: &[Rule] = &[
    Rule {
        id: "ENR-PAIR",
        levels: ERROR,
        title: "Enrollment points and enrollment proxy points go together",
        why: "Devices reach the proxy point, which passes them on to the enrollment point; neither \
              enrolls a device without the other.",
        sources: &[CLIENT_ROLES, ROLES],
        bad: Example::Text(
            "
primary PS1
  server CM-ENR-01: enr
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-ENR-01: enr, epr
",
        ),
        check: Check::Site(have_each_other),
        fixes: Fixes::Offer(bring_together),
    },
    Rule {
        id: "ENR-PERIMETER",
        levels: ERROR,
        title: "Enrollment points are inside, not in a perimeter network",
        why: "Devices come from the internet to an enrollment proxy point, which may stand there; \
              the enrollment point behind it stays on the intranet.",
        sources: &[SECURITY],
        bad: Example::Text(
            "
primary PS1
  server CM-EPR-01 zone=DMZ: epr, enr
  server CM-DP-01: dp
zone DMZ zonekind=perimeter
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-EPR-01 zone=DMZ: epr
  server CM-DP-01: dp, enr
zone DMZ zonekind=perimeter
",
        ),
        check: Check::Role(EnrollmentPoint, |role| {
            let server = role.server();
            must(!zones::is_in_perimeter(server)?, || {
                format!("The enrollment point on {} stands in a perimeter network", server.name)
            })
        }),
        fixes: Fixes::Offer(bring_inside),
    },
    Rule {
        id: "ENR-DEPR",
        levels: WARNING,
        title: "Devices are enrolled with Intune, not at enrollment points",
        why: "Both enrollment roles are deprecated since January 2022, with the end of support \
              planned for March 31, 2024. Microsoft Intune takes their place.",
        sources: &[REMOVED, CLIENT_ROLES, CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp, enr, epr
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
",
        ),
        check: Check::Nodes(has_no_enrollment_roles),
        fixes: Fixes::Offer(|design, node, _| drop_enrollment(design, node)),
    },
];

/// At other sites than primary ones neither can stand at all.
fn have_each_other(site: SiteRef<'_>) -> Verdict {
    let has = |kind| site.serving_as(kind).next().is_some();
    let (point, proxy) = (has(EnrollmentPoint), has(EnrollmentProxyPoint));
    must_have(point == proxy || site.kind != SiteKind::Primary, || {
        let (there, lacking) = match point {
            true => (EnrollmentPoint, EnrollmentProxyPoint),
            false => (EnrollmentProxyPoint, EnrollmentPoint),
        };
        format!("{} has an {}, but no {}", site.code, there.spoken(), lacking.spoken())
    })
}

/// On the same server, or without them.
fn bring_together(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let Some(role) = enrollment_roles(site).next() else { return Vec::new() };
    let lacking = match role.kind {
        EnrollmentPoint => EnrollmentProxyPoint,
        _ => EnrollmentPoint,
    };
    let mut offered = vec![fixes::add_to(role.server(), lacking, ids)];
    offered.extend(drop_enrollment(design, Some(role.id.into())));
    offered
}

/// The enrollment roles on the servers of a site.
fn enrollment_roles(site: SiteRef<'_>) -> impl Iterator<Item = RoleRef<'_>> {
    let kinds = [EnrollmentPoint, EnrollmentProxyPoint];
    let any = kinds.into_iter().any(|kind| site.roles_as(kind).next().is_some());
    let roles = any.then(|| site.roles()).into_iter().flatten();
    roles.filter(move |role| kinds.contains(&role.kind))
}

/// Said once for a site, on the first of them; what is on its way out needs no word.
fn has_no_enrollment_roles(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let stays = |role: &RoleRef<'_>| !role.said.is_leaving();
    let roles: Vec<_> = enrollment_roles(site).filter(stays).collect();
    let Some(first) = roles.first() else { return Vec::new() };
    let mut titles: Vec<_> = roles.iter().map(|role| role.kind.facts().title.to_owned()).collect();
    titles.dedup();
    let what = match titles[..] {
        [ref title] => format!("{title} at {}", site.code),
        _ => format!("Enrollment point and enrollment proxy point at {}", site.code),
    };
    vec![(first.id.into(), broken(what))]
}

fn drop_enrollment(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let roles: Vec<_> = enrollment_roles(role.server().site()).collect();
    let mut servers: Vec<_> = roles.iter().map(|role| role.server().name.clone()).collect();
    servers.dedup();
    let removals = roles.iter().map(|role| Remove { node: role.id.into() }.into()).collect();
    let title = match roles[..] {
        [role] => format!("Remove the {} on {}", role.kind.spoken(), role.server().name),
        _ => format!("Remove the enrollment roles on {}", listed(&servers)),
    };
    vec![Fix::new(title, removals)]
}

/// To another server of the site; never to one that stands in a perimeter network too.
fn bring_inside(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let fix = fixes::move_within(role, ids);
    let target = fix.commands.iter().find_map(|command| match command {
        Command::MoveRole(command) => design.server(command.to),
        _ => None,
    });
    let stays_out = target.is_some_and(|server| zones::is_in_perimeter(server) == Ok(true));
    let moved = Some(fix).filter(|_| !stays_out);
    // To remove it would leave its proxy point alone.
    moved.into_iter().collect()
}
