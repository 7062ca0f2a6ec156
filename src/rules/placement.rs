//! Which roles may stand where, and how often.

use std::collections::BTreeSet;

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, Wide, ask::need_parent,
    broken, broken_because, derived, expansion::is_expanded_with, fixes, must, read, unknown,
};
use crate::{
    commands::{Command, Field, MoveRole, MoveServer, Remove, Set, name_of},
    facts::{
        roles::{Life, RoleFacts, RoleKind},
        said::Who,
        sites::SiteKind,
    },
    model::{Design, NodeId, RoleRef, ServerRef, SiteId, SiteRef},
};

const ROLES: Source = read(
    "core/plan-design/hierarchy/plan-for-site-system-servers-and-site-system-roles",
    "2026-11-23",
);
const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-23");
const DESIGN: Source = read("core/plan-design/hierarchy/design-a-hierarchy-of-sites", "2026-11-23");
const WAREHOUSE: Source = read("core/servers/manage/data-warehouse", "2026-11-25");
const REMOVED: Source =
    read("core/plan-design/changes/deprecated/removed-and-deprecated-cmfeatures", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-23");
/// The page speaks of roles and servers, and never of two of one kind on one.
const ONE_OF_EACH: Source =
    derived("core/plan-design/configs/size-and-scale-numbers", "2026-11-23");
const PROVIDER: Source = read("core/plan-design/hierarchy/plan-for-the-sms-provider", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "ROLE-SITETYPE",
        levels: ERROR,
        title: "A role stands at a site of a type that can have it",
        why: "Each type of site takes only the roles that have work there.",
        sources: &[ROLES, DESIGN, SCALE],
        bad: Example::Text(
            "
cas CS1
  server CM-MP-01: mp
  primary PS1
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
    server CM-MP-01: mp
",
        ),
        check: Check::AnyRole(the_type_of_site_takes_it),
        fixes: Fixes::Offer(|design, node, _| move_where_allowed(design, node)),
    },
    Rule {
        id: "ROLE-TOPTIER",
        levels: ERROR,
        title: "A role that the hierarchy has once stands at its top-tier site",
        why: "It works for the whole hierarchy. Below a central administration site it cannot be installed.",
        sources: &[ROLES, WAREHOUSE],
        bad: Example::Text(
            "
cas CS1
  primary PS1
    server CM-SCP-01: scp
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SCP-01: scp
  primary PS1
",
        ),
        check: Check::AnyRole(|role| {
            let site = role.site();
            let below = site.kind == SiteKind::Primary && !site.is_top();
            // Of a site that is expanded, EXP-ROLES speaks.
            let asked = below && !is_expanded_with(role);
            if site.kind == SiteKind::Primary && role.kind.facts().top_tier_only {
                need_parent(site)?;
            }
            must(!(asked && role.kind.facts().top_tier_only), || {
                format!("{} on child primary site {}", role.kind.facts().title, site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| move_where_allowed(design, node)),
    },
    Rule {
        id: "ROLE-HIER-ONE",
        levels: ERROR,
        title: "A top-tier role is there once in the hierarchy",
        why: "It works for the whole hierarchy, and a hierarchy takes one of it.",
        sources: &[ROLES, WAREHOUSE],
        bad: Example::Text(
            "
primary PS1
  server CM-SCP-01: scp
  server CM-RSP-01: rsp, scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SCP-01: scp
  server CM-RSP-01: rsp
",
        ),
        check: Check::Design(once_in_the_hierarchy),
        fixes: Fixes::Offer(|design, _, _| keep_the_first(design)),
    },
    Rule {
        id: "ROLE-DUP-SERVER",
        levels: ERROR,
        title: "A computer has a role once for a site",
        why: "A site system holds one of each role; the second one does not exist.",
        sources: &[PROVIDER, ONE_OF_EACH],
        bad: Example::Text(
            "
primary PS1
  server CM-RSP-01: rsp, rsp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-RSP-01: rsp
",
        ),
        check: Check::AnyRole(once_on_its_computer),
        fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
    },
    Rule {
        id: "ROLE-DEPRECATED",
        levels: ERROR,
        title: "No role is planned that the product no longer has",
        why: "Support for it has ended, and setup does not update a site that still has it.",
        sources: &[REMOVED, CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01: mp, acweb
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01: mp
",
        ),
        check: Check::AnyRole(|role| {
            let facts = role.kind.facts();
            let stays = !role.said.is_leaving();
            match facts.life {
                Life::Removed(since) if stays && !has_a_rule_of_its_own(role.kind) => {
                    Err(broken_because(
                        format!("{} on {}", facts.title, role.server().name),
                        format!("It is {since}."),
                    ))
                }
                _ => Ok(()),
            }
        }),
        fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
    },
];

/// The four retired roles that rules of their own judge by version.
fn has_a_rule_of_its_own(kind: RoleKind) -> bool {
    matches!(
        kind,
        RoleKind::CertificateRegistration
            | RoleKind::AssetIntelligence
            | RoleKind::EnrollmentPoint
            | RoleKind::EnrollmentProxyPoint
    )
}

/// The column of a site in [`RoleFacts::allowed`]; none where the type is not known.
fn column(site: SiteRef<'_>) -> Option<usize> {
    match site.kind {
        SiteKind::Central => Some(0),
        SiteKind::Primary if site.is_top() => Some(1),
        SiteKind::Primary => Some(2),
        SiteKind::Secondary => Some(3),
        SiteKind::Unknown => None,
    }
}

fn is_allowed(facts: &RoleFacts, site: SiteRef<'_>) -> bool {
    column(site).is_some_and(|column| facts.allowed[column])
}

fn the_type_of_site_takes_it(role: RoleRef<'_>) -> Verdict {
    let (site, facts) = (role.site(), role.kind.facts());
    let nowhere = !facts.allowed.contains(&true);
    if nowhere || !facts.allowed.contains(&false) {
        return Ok(());
    }
    let others_speak = match site.kind {
        SiteKind::Primary => facts.top_tier_only,
        SiteKind::Secondary => {
            matches!(role.kind, RoleKind::SmsProvider | RoleKind::PassiveSiteServer)
        }
        SiteKind::Unknown => {
            return Err(unknown(Who::Owner, "The plan does not say what type the site is."));
        }
        SiteKind::Central => false,
    };
    if others_speak || is_allowed(facts, site) {
        return Ok(());
    }
    let what = format!("{} on a {}", facts.title, site.kind.facts().title);
    Err(broken_because(what, reason(role.kind, site.kind)))
}

/// Why a type of site cannot have a role.
fn reason(kind: RoleKind, site: SiteKind) -> &'static str {
    use RoleKind as Kind;
    match kind {
        Kind::GatewayConnectionPoint => {
            "Clients that come through a cloud management gateway belong to primary sites; the \
             connection point stands there."
        }
        Kind::ExchangeConnector => {
            "The connector belongs to a primary site, which manages the devices that it finds."
        }
        _ if site == SiteKind::Central => "A central administration site manages no clients.",
        _ if kind.facts().top_tier_only => "The hierarchy has one of it, at its top-tier site.",
        Kind::ReportingServicesPoint => {
            "Reports read the database of a primary or central administration site."
        }
        Kind::FallbackStatusPoint => {
            "A secondary site has no clients of its own; they report to the fallback status point \
             of their primary site."
        }
        Kind::EnrollmentPoint | Kind::EnrollmentProxyPoint => {
            "A secondary site enrolls no devices; its primary site does."
        }
        _ => "A secondary site does not support it.",
    }
}

/// The nearest sites that take the role: the whole server goes where it has nothing else, or the
/// role alone; taking it out comes last.
fn move_where_allowed(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Role(id)) = node else { return Vec::new() };
    let Some(role) = design.role(id) else { return Vec::new() };
    let facts = role.kind.facts();
    let homes: Vec<_> = nearest(design, role.site().id)
        .into_iter()
        .filter_map(|site| design.site(site))
        .filter(|site| is_allowed(facts, *site))
        .take(3)
        .collect();
    let server = role.server();
    let alone = server.roles.len() == 1 && role.serves.is_none();
    let whole = homes.first().filter(|_| alone).map(|site| {
        let command = MoveServer { server: server.id, to: site.id, place: usize::MAX };
        Fix::new(format!("Move {} to {}", server.name, site.code), vec![command.into()])
    });
    let single = homes.iter().filter_map(|site| {
        let to = fixes::server_for(*site, role.kind)?;
        let mut commands: Vec<Command> =
            vec![MoveRole { role: id, to: to.id, place: usize::MAX }.into()];
        if role.serves.is_some_and(|serves| serves != site.id) {
            commands.push(Set::of(id, Field::Serves(None)).into());
        }
        Some(Fix::new(format!("Move it to {} in {}", to.name, site.code), commands))
    });
    whole.into_iter().chain(single).chain(fixes::remove(design, node)).collect()
}

/// The sites around one, the nearest first, below before above; no more than a screenful.
fn nearest(design: &Design, from: SiteId) -> Vec<SiteId> {
    let mut found = vec![from];
    let mut at = 0;
    while at < found.len() && found.len() < 300 {
        for site in design.children(found[at]).into_iter().chain(design.parent(found[at])) {
            if !found.contains(&site) {
                found.push(site);
            }
        }
        at += 1;
    }
    found
}

fn once_in_the_hierarchy(design: &Design) -> Wide {
    let say = |(kind, roles): (RoleKind, Vec<RoleRef<'_>>)| {
        let names: Vec<_> = roles.iter().map(|role| role.server().server().name.as_str()).collect();
        let what =
            format!("{} {}s in the hierarchy: {}", roles.len(), kind.spoken(), names.join(", "));
        (None, broken(what))
    };
    let mut found: Wide = surplus(design).into_iter().map(say).collect();
    found.extend(apart(design));
    found
}

/// A site that has a top-tier role beside another's, and nobody says whether both are in one
/// hierarchy.
fn apart(design: &Design) -> Option<(Option<NodeId>, Trouble)> {
    let open = design.roots().find(|root| root.parent_is_unknown())?;
    let kinds = RoleKind::all().filter(|kind| kind.facts().top_tier_only);
    let mut doubtful = kinds.filter(|kind| design.totals().roles(*kind) > 1);
    let gap = need_parent(open).err()?;
    doubtful.find_map(|kind| {
        let roles = design.roles_of(kind);
        let roots = roles.into_iter().map(|role| root_of(design, role.server().site().id));
        let roots: BTreeSet<_> = roots.collect();
        let open = roots.iter().filter_map(|root| design.site(*root));
        let open = open.filter(|root| root.parent_is_unknown()).map(|root| root.id).next()?;
        (roots.len() > 1).then(|| (Some(open.into()), gap.clone()))
    })
}

/// All but the first of each kind go: the hierarchy cannot say which of its findings is meant.
fn keep_the_first(design: &Design) -> Vec<Fix> {
    let surplus = surplus(design);
    let nodes: Vec<NodeId> = surplus
        .iter()
        .flat_map(|(_, roles)| roles.iter().skip(1).map(|role| role.id.into()))
        .collect();
    let names: Vec<_> = nodes.iter().map(|node| name_of(design, *node)).collect();
    let commands = nodes.into_iter().map(|node| Remove { node }.into()).collect();
    let fix = Fix::new(format!("Remove {}", names.join(" and ")), commands);
    if names.is_empty() { Vec::new() } else { vec![fix] }
}

/// Top-tier roles that are there several times under one root, in the design's order. Two of a
/// kind on one computer are for ROLE-DUP-SERVER, two roots for the rules of the hierarchy; one that
/// leaves makes room for the other.
fn surplus(design: &Design) -> Vec<(RoleKind, Vec<RoleRef<'_>>)> {
    let kinds = RoleKind::all().filter(|kind| kind.facts().top_tier_only);
    let doubtful: Vec<_> = kinds.filter(|kind| design.totals().roles(*kind) > 1).collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(SiteId, RoleKind, Vec<RoleRef<'_>>)> = Vec::new();
    let stays = |role: &RoleRef<'_>| !role.said.is_leaving();
    let roles = doubtful.into_iter().flat_map(|kind| design.roles_of(kind)).filter(stays);
    for role in roles.filter(|role| once_on_its_computer(*role).is_ok()) {
        let root = root_of(design, role.server().site().id);
        match found.iter_mut().find(|(at, kind, _)| *at == root && *kind == role.kind) {
            Some((_, _, roles)) => roles.push(role),
            None => found.push((root, role.kind, vec![role])),
        }
    }
    found.retain(|(_, _, roles)| roles.len() > 1);
    found.into_iter().map(|(_, kind, roles)| (kind, roles)).collect()
}

fn root_of(design: &Design, site: SiteId) -> SiteId {
    std::iter::successors(Some(site), |site| design.parent(*site)).last().unwrap_or(site)
}

/// Silent where a rule of its own counts: providers of a computer, site servers and databases of
/// a site.
fn once_on_its_computer(role: RoleRef<'_>) -> Verdict {
    let counted =
        matches!(role.kind, RoleKind::SmsProvider | RoleKind::SiteServer | RoleKind::SiteDatabase);
    let twin = |other: &RoleRef<'_>| {
        other.role().is_like(role.role()) && other.site().id == role.site().id
    };
    must(counted || !before_on_its_computer(role).any(|other| twin(&other)), || {
        format!("{} twice on {}", role.title(), role.server().name)
    })
}

/// The roles on the same computer that come before `role`: on its server, then on boxes that draw
/// the computer again, in the order of the design.
pub fn before_on_its_computer(role: RoleRef<'_>) -> impl Iterator<Item = RoleRef<'_>> {
    let server = role.server();
    let place = move |box_id| server.site().servers.iter().position(|other| other.id == box_id);
    let twins = server.twins().filter(move |twin| match twin.site().id == server.site().id {
        true => place(twin.id) < place(server.id),
        false => server.design().comes_before(twin.site().id, server.site().id),
    });
    let above = server.roles().take_while(move |other| other.id != role.id);
    above.chain(twins.flat_map(ServerRef::roles))
}
