//! Whom management points give policy: Windows PE, mobile devices, users on the internet.

use super::{
    ADVICE, Ask, Check, Example, Fix, Fixes, Rule, Severity, Source, Verdict, WARNING,
    missing_because, must, must_have, need, read, saying, trusts::trusts,
};
use crate::{
    facts::{
        choices::Choice,
        roles::RoleKind::ManagementPoint,
        said::{
            EntityKind,
            across::{DEFAULT_GROUP, GROUP_SITE},
            plan::FEATURES,
            roles::{ALLOWS_DEVICES, USER_DOMAINS, USER_POLICY},
            servers::{DOMAIN, GROUPS},
        },
        sites::SiteKind,
        versions::Version,
    },
    model::{Design, Entity, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const NEW_2509: Source = read("core/plan-design/changes/whats-new-in-version-2509", "2026-11-25");
const GROUP_POINTS: Source =
    read("core/servers/deploy/configure/boundary-groups-management-points", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const INTERNET_CLIENTS: Source =
    read("core/clients/manage/plan-internet-based-client-management", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "MP-BG-WINPE",
        levels: &[(Version::V2509, Severity::Warning)],
        title: "Boundary groups in which Windows is deployed have a management point",
        why: "From 2509 on, Windows PE gets its policy from a management point of its boundary \
              group, and from no other.",
        sources: &[NEW_2509, GROUP_POINTS],
        bad: Example::Text(
            "
plan \"Contoso\" features=osd
primary PS1
  server CM-DP-01 groups=Lyon: dp
  server CM-MP-01: mp
group Lyon
",
        ),
        good: Example::Text(
            "
plan \"Contoso\" features=osd
primary PS1
  server CM-DP-01 groups=Lyon: dp
  server CM-MP-01 groups=Lyon: mp
group Lyon
",
        ),
        check: Check::Entity(EntityKind::BoundaryGroup, windows_gets_policy),
        fixes: Fixes::Offer(|design, node, _| add_to_group(design, node)),
    },
    Rule {
        id: "MP-DEVICE",
        levels: WARNING,
        title: "No management point is set to serve mobile devices and Macs",
        why: "Their support has ended, and the prerequisite check warns of device management \
              points.",
        sources: &[CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01: mp mobiledevices=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01: mp mobiledevices=no
",
        ),
        check: Check::Role(ManagementPoint, |role| {
            must(!role.said.is(ALLOWS_DEVICES), || {
                format!("{} allows mobile devices and Macs", role.server().name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let title = "Serve computers only";
            let turn_off = |node| saying::fix(title, node, ALLOWS_DEVICES, Value::Flag(false));
            node.map(turn_off).unwrap_or_default()
        }),
    },
    Rule {
        id: "MP-UNTRUSTED-USERPOL",
        levels: ADVICE,
        title: "Policy for users on the internet comes from a forest that trusts theirs",
        why: "A management point that cannot authenticate users gives policy for computers only.",
        sources: &[INTERNET_CLIENTS],
        bad: Example::Text(
            "
domain contoso.com forest=contoso.com
domain dmz.net forest=dmz.net
trust dmz.net with=contoso.com trust=forest way=out
primary PS1
  server CM-MP-01 domain=dmz.net: mp https internet userdomains=contoso.com userpolicy=yes
",
        ),
        good: Example::Text(
            "
domain contoso.com forest=contoso.com
domain dmz.net forest=dmz.net
trust dmz.net with=contoso.com trust=forest way=in
primary PS1
  server CM-MP-01 domain=dmz.net: mp https internet userdomains=contoso.com userpolicy=yes
",
        ),
        check: Check::Role(ManagementPoint, authenticates_users),
        fixes: Fixes::None("A trust between forests is for the owners of both."),
    },
];

/// Servers of the group that are management points.
fn has_point(design: &Design, group: &Entity) -> bool {
    design.members(&group.name).any(|server| server.has(ManagementPoint))
}

/// Groups that only assign clients to a site say nothing about who serves them; the default group
/// fills itself.
fn windows_gets_policy(design: &Design, group: &Entity) -> Verdict {
    let is_bare = design.members(&group.name).next().is_none();
    let is_exempt = group.said.has(GROUP_SITE) || group.said.is(DEFAULT_GROUP);
    if has_point(design, group) || is_bare && is_exempt {
        return Ok(());
    }
    let features = need(design.head_for(FEATURES).said.words(FEATURES), FEATURES)?;
    must_have(!features.contains(&"osd"), || {
        format!(
            "Windows is to be deployed, and boundary group {} has no management point",
            group.name
        )
    })
}

/// The management points nearest to the group: those of its members' site.
fn add_to_group(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Entity(id)) = node else { return Vec::new() };
    let Some(group) = design.entity(id) else { return Vec::new() };
    let site = design.members(&group.name).next().map(ServerRef::site);
    let code = group.said.text(GROUP_SITE);
    let assigned = || code.and_then(|code| design.sites_coded(code).first().copied());
    let servers = site.or_else(assigned).into_iter().flat_map(SiteRef::servers);
    let points = servers.filter(|server| server.has(ManagementPoint)).take(3);
    let add = |server: ServerRef<'_>| {
        let mut groups = server.server().said.texts(GROUPS).unwrap_or_default().to_vec();
        groups.push(group.name.as_str().into());
        let title = format!("Add {} to {}", server.name, group.name);
        let value = Value::Texts(groups.into());
        Fix::new(title, vec![saying::say(server.id, GROUPS, value)])
    };
    points.map(add).collect()
}

fn authenticates_users(role: RoleRef<'_>) -> Verdict {
    let serves = role.is(Choice::Internet) && role.site().kind == SiteKind::Primary;
    if !serves || !role.ask_flag(USER_POLICY)? {
        return Ok(());
    }
    let server = role.server();
    let home = need(server.server().domain(), DOMAIN)?;
    let mut open = Ok(());
    for users in role.ask_texts(USER_DOMAINS)? {
        match trusts(role.design(), home, users) {
            Ok(true) => {}
            Ok(false) => {
                let what =
                    format!("{} serves users of {users}, whom {home} does not trust", server.name);
                return Err(missing_because(what, "They get policy for their computers only."));
            }
            Err(gap) => open = Err(gap),
        }
    }
    open
}
