//! Where distribution points stand, and how many clients of a boundary group they serve.

use super::{
    ADVICE, Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING,
    additions::free_server_name,
    broken,
    content::{has_content, points},
    derived, fixes, must_have, need, read,
    words::grouped,
};
use crate::{
    commands::{AddServer, Command, Field, PlaceRole, Set},
    facts::{
        limits::CLIENTS_PER_DISTRIBUTION_POINT,
        roles::RoleKind::{DistributionPoint, ManagementPoint, PassiveSiteServer, SiteServer},
        said::{
            EntityKind::BoundaryGroup,
            across::{DEFAULT_GROUP, GROUP_CLIENTS},
            servers::GROUPS,
            sites::LIBRARY,
        },
        sites::SiteKind,
    },
    model::{Design, Entity, Ids, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");
/// Says how many clients one serves, not how many a boundary group may have.
const BY_GROUPS: Source = derived("core/servers/deploy/configure/boundary-groups", "2026-11-25");
const OPTIONS: Source =
    read("core/servers/deploy/configure/high-availability-options", "2026-11-25");
const REMOTE: Source = read("core/plan-design/hierarchy/remote-content-library", "2026-11-25");
const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-content-management", "2026-11-23");

/// No more are added by one click.
const MOST_AT_ONCE: u32 = 50;

pub const RULES: &[Rule] = &[
    Rule {
        id: "DP-CLIENTS",
        levels: WARNING,
        title: "The distribution points of a boundary group bear its clients",
        why: "Each distribution point supports connections from up to 4,000 clients.",
        sources: &[SCALE, BY_GROUPS],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 groups=Lyon: dp
  server CM-DP-02 groups=Lyon: dp
  server CM-DP-03 groups=Lyon
group Lyon clients=9000
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 groups=Lyon: dp
  server CM-DP-02 groups=Lyon: dp
  server CM-DP-03 groups=Lyon: dp
group Lyon clients=9000
",
        ),
        check: Check::Entity(BoundaryGroup, bear_its_clients),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(group) = group_at(design, node) else { return Vec::new() };
            let clients = group.said.number(GROUP_CLIENTS).unwrap_or(0);
            let wanted = clients.div_ceil(CLIENTS_PER_DISTRIBUTION_POINT.most);
            let lacking = wanted.saturating_sub(serving(design, group));
            add_points(design, group, lacking, ids).into_iter().collect()
        }),
    },
    Rule {
        id: "DP-HA",
        levels: ADVICE,
        title: "A boundary group has more than one distribution point",
        why: "With one alone, clients there get no content while it is down.",
        sources: &[OPTIONS],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 groups=Lyon: dp
  server CM-MP-01 groups=Lyon: mp
group Lyon
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 groups=Lyon: dp
  server CM-MP-01 groups=Lyon: mp, dp
group Lyon
",
        ),
        check: Check::Entity(BoundaryGroup, can_lose_one),
        fixes: Fixes::Offer(|design, node, ids| {
            let group = group_at(design, node);
            group.and_then(|group| add_points(design, group, 1, ids)).into_iter().collect()
        }),
    },
    Rule {
        id: "DP-RCL",
        levels: ERROR,
        title: "No distribution point is on a site server with a remote content library",
        why: "A distribution point uses the content library of its server, and does not support a \
              remote one.",
        sources: &[REMOTE],
        bad: Example::Text(
            "
primary PS1 library=\\\\CM-FS-01\\Library$\\PS1
  server CM-SITE-01: site, db, prov, dp
  server CM-MP-01: mp
",
        ),
        good: Example::Text(
            "
primary PS1 library=\\\\CM-FS-01\\Library$\\PS1
  server CM-SITE-01: site, db, prov
  server CM-MP-01: mp, dp
",
        ),
        check: Check::Nodes(have_their_library_beside_them),
        fixes: Fixes::Offer(take_off_the_site_server),
    },
    Rule {
        id: "DP-SITESERVER",
        levels: ADVICE,
        title: "Distribution points are not on the site server",
        why: "Clients that fetch content need not reach the site server; fewer ways to it make it \
              harder to attack.",
        sources: &[SECURITY],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov, dp
  server CM-MP-01: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov
  server CM-MP-01: mp, dp
",
        ),
        check: Check::Nodes(no_content_on_the_site_server),
        fixes: Fixes::Offer(take_off_the_site_server),
    },
];

fn group_at(design: &Design, node: Option<NodeId>) -> Option<&Entity> {
    match node {
        Some(NodeId::Entity(id)) => design.entity(id),
        _ => None,
    }
}

/// How many servers of a group are distribution points.
pub(super) fn serving(design: &Design, group: &Entity) -> u32 {
    let points = design.members(&group.name).filter(|server| server.has(DistributionPoint));
    u32::try_from(points.count()).unwrap_or(u32::MAX)
}

/// A group without distribution points only assigns clients, or leads them to other roles.
fn bear_its_clients(design: &Design, group: &Entity) -> Verdict {
    let points = serving(design, group);
    if points == 0 || group.said.is(DEFAULT_GROUP) && !group.said.has(GROUP_CLIENTS) {
        return Ok(());
    }
    let clients = group.ask_number(GROUP_CLIENTS)?;
    let bear = u64::from(points) * u64::from(CLIENTS_PER_DISTRIBUTION_POINT.most);
    must_have(u64::from(clients) <= bear, || {
        let points = match points {
            1 => "its distribution point serves".to_owned(),
            _ => format!("its {points} distribution points serve"),
        };
        let (clients, bear) = (grouped(clients.into()), grouped(bear));
        format!("{clients} clients in boundary group {}; {points} {bear}", group.name)
    })
}

/// A default site boundary group is what all others fall back to anyway.
fn can_lose_one(design: &Design, group: &Entity) -> Verdict {
    let asked = !group.said.is(DEFAULT_GROUP);
    must_have(!asked || serving(design, group) != 1, || {
        format!("Boundary group {} has one distribution point", group.name)
    })
}

/// On servers of the group that can take the role, then on new ones beside those that have it.
fn add_points(design: &Design, group: &Entity, count: u32, ids: &mut Ids) -> Option<Fix> {
    if count > MOST_AT_ONCE {
        return None;
    }
    let mut design = design.clone();
    let (mut commands, mut title) = (Vec::new(), None);
    for _ in 0..count {
        let (name, more) = one_more(&design, group, ids)?;
        more.iter().try_for_each(|command| command.apply(&mut design)).ok()?;
        commands.extend(more);
        title.get_or_insert(format!("Add a distribution point, {name}"));
    }
    let title = if count > 1 { format!("Add {count} distribution points") } else { title? };
    Some(Fix::new(title, commands))
}

fn one_more(design: &Design, group: &Entity, ids: &mut Ids) -> Option<(String, Vec<Command>)> {
    let place = |on, ids: &mut Ids| -> Command {
        PlaceRole { id: ids.fresh(design), kind: DistributionPoint, on, serves: None }.into()
    };
    let takes = |server: &ServerRef<'_>| {
        let plain = server.roles.iter().all(|role| role.kind == ManagementPoint);
        plain && fixes::bears(*server, DistributionPoint) && has_content(server.site())
    };
    if let Some(server) = design.members(&group.name).find(takes) {
        return Some((server.name.clone(), vec![place(server.id, ids)]));
    }
    let model = design.members(&group.name).find(|server| server.has(DistributionPoint))?;
    let site = model.site();
    let (id, name) = (ids.fresh(design), free_server_name(design, &site.code, DistributionPoint));
    let groups = Value::Texts([group.name.as_str().into()].into());
    let commands = vec![
        AddServer::last(id, site.id, name.clone()).into(),
        Set::of(id, Field::Fact(GROUPS, Some(groups))).into(),
        place(id, ids),
    ];
    Some((name, commands))
}

fn has_passive(site: SiteRef<'_>) -> bool {
    site.roles_as(PassiveSiteServer).next().is_some()
}

/// Whether the content library is on another computer.
fn has_remote_library(site: SiteRef<'_>) -> bool {
    site.said.text(LIBRARY).is_some_and(|path| path.starts_with("\\\\"))
}

/// The standard distribution points on the site server. Those of a highly available site are for
/// PASSIVE-DP, one that pulls for PULL-SITESERVER, and a secondary site has it there by default.
fn points_on_the_site_server(site: SiteRef<'_>) -> Vec<RoleRef<'_>> {
    match site.kind == SiteKind::Primary && !has_passive(site) {
        true => points(site, false).filter(|point| point.server().has(SiteServer)).collect(),
        false => Vec::new(),
    }
}

fn have_their_library_beside_them(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let say = |point: RoleRef<'_>| {
        let trouble = match site.said.text(LIBRARY) {
            Some(path) if has_remote_library(site) => {
                let name = &point.server().server().name;
                broken(format!("Distribution point on {name}, whose content library is {path}"))
            }
            Some(_) => return None,
            None => need::<()>(None, LIBRARY).err()?,
        };
        Some((point.id.into(), trouble))
    };
    points_on_the_site_server(site).into_iter().filter_map(say).collect()
}

/// With a remote content library, DP-RCL speaks.
fn no_content_on_the_site_server(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    if has_remote_library(site) {
        return Vec::new();
    }
    let say = |role: RoleRef<'_>| {
        let what = format!("Distribution point on {}, the site server", role.server().name);
        (role.id.into(), broken(what))
    };
    points_on_the_site_server(site).into_iter().map(say).collect()
}

fn take_off_the_site_server(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let site = role.server().site();
    let others = points(site, false).any(|other| !fixes::is_site_server(other.server()));
    let removed = fixes::remove(design, node).into_iter().filter(|_| others);
    [fixes::move_within(role, ids)].into_iter().chain(removed).collect()
}
