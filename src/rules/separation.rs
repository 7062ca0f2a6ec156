//! Which roles had better stand apart, and servers that do nothing.

use super::{
    ADVICE, Check, Example, Fixes, Rule, Source, Trouble, Verdict, derived, fixes, must, must_have,
    ours, read,
};
use crate::{
    facts::{
        roles::RoleKind,
        said::{
            Fact, databases,
            plan::LAB,
            roles::{DATABASE_HOST, MIGRATION_FOLDERS, NDES, REPLICA, UPDATE_DATABASE},
            servers::{OTHER_SOFTWARE, WINDOWS_PARTS},
            sites::{LIBRARY, PACKAGE_SOURCE},
        },
        sites::SiteKind,
    },
    model::{NodeId, RoleRef, Said, ServerRef, SiteRef},
};

const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-25");
/// The page is about all roles without a website; only those that hold a database are taken.
const SECURITY_OURS: Source =
    ours("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-25");
const PREREQUISITES: Source =
    read("core/plan-design/configs/site-and-site-system-prerequisites", "2026-11-25");
const ROLES: Source = derived(
    "core/plan-design/hierarchy/plan-for-site-system-servers-and-site-system-roles",
    "2026-11-23",
);

pub const RULES: &[Rule] = &[
    Rule {
        id: "SRV-IIS-MIX",
        levels: ADVICE,
        title: "Roles with a website stand away from databases",
        why: "Many roles need Internet Information Services, which can be attacked; roles that do \
              not had better not share a server with them, those with a database before all.",
        sources: &[SECURITY, SECURITY_OURS],
        bad: Example::Text(
            "
primary PS1
  server PS1: site, prov
  server CM-SQL-01: db, mp
  server CM-MP-02: rsp
",
        ),
        good: Example::Text(
            "
primary PS1
  server PS1: site, prov
  server CM-SQL-01: db
  server CM-MP-02: rsp, mp
",
        ),
        check: Check::Server(keeps_websites_from_databases),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Server(id)) = node else { return Vec::new() };
            let Some(server) = design.server(id) else { return Vec::new() };
            let sites: Vec<_> = server.roles().filter(|it| takes_a_website(it.kind)).collect();
            match sites[..] {
                [role] => vec![fixes::move_within(role, ids)],
                _ => Vec::new(),
            }
        }),
    },
    Rule {
        id: "SRV-SPOF",
        levels: ADVICE,
        title: "The roles of a site are on more than its site server",
        why: "All site system roles can stand on one computer, but it is a single point of \
              failure: its clients lose everything with it.",
        sources: &[SECURITY, PREREQUISITES],
        bad: Example::Text(
            "
primary PS1
  server PS1: site, db, prov, mp, dp, scp
",
        ),
        good: Example::Text(
            "
plan lab=yes
primary PS1
  server PS1: site, db, prov, mp, dp, scp
",
        ),
        check: Check::Nodes(is_not_all_in_one),
        fixes: Fixes::None("Which roles move to servers of their own is a matter of budget."),
    },
    Rule {
        id: "SRV-EMPTY",
        levels: ADVICE,
        title: "Every server in the plan has a role",
        why: "A server becomes part of a site by its first role; without one it is no part of the \
              hierarchy.",
        sources: &[ROLES],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01: mp
  server CM-DP-01
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01: mp
",
        ),
        check: Check::Nodes(are_of_use),
        fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
    },
];

fn takes_a_website(kind: RoleKind) -> bool {
    use RoleKind as R;
    matches!(
        kind,
        R::ManagementPoint
            | R::DistributionPoint
            | R::SoftwareUpdatePoint
            | R::FallbackStatusPoint
            | R::StateMigrationPoint
            | R::EnrollmentPoint
            | R::EnrollmentProxyPoint
            | R::CertificateRegistration
    )
}

fn holds_a_database(kind: RoleKind) -> bool {
    matches!(kind, RoleKind::SiteDatabase | RoleKind::DataWarehouse)
}

/// A site server has a database or website beside it by default, and setup makes secondary sites
/// of all in one; neither is spoken of.
fn keeps_websites_from_databases(server: ServerRef<'_>) -> Verdict {
    let is_apart = matches!(server.site().kind, SiteKind::Central | SiteKind::Primary)
        && !server.has(RoleKind::SiteServer);
    let database = server.roles().find(|role| holds_a_database(role.kind));
    let website = server.roles().find(|role| takes_a_website(role.kind));
    let (true, Some(database), Some(website)) = (is_apart, database, website) else {
        return Ok(());
    };
    must(server.design().head_for(LAB).said.is(LAB), || {
        format!(
            "{} on {}, beside the {}",
            capitalized(&website.kind.spoken()),
            server.name,
            database.kind.spoken()
        )
    })
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A laboratory, and a site without clients, may have all on one server.
fn is_not_all_in_one(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let asked = site.kind == SiteKind::Primary
        && site.devices != Some(0)
        && !site.design().head_for(LAB).said.is(LAB);
    let mut hosts = site.serving().map(RoleRef::server);
    let Some(first) = hosts.next().filter(|_| asked) else { return Vec::new() };
    let all_there = hosts.all(|host| host.id == first.id);
    let has = |kind| first.roles().any(|role| role.kind == kind);
    // Without a place for clients the site is not finished, and other rules say so.
    let serves = has(RoleKind::ManagementPoint) && has(RoleKind::DistributionPoint);
    let alone = all_there && serves && has(RoleKind::SiteServer);
    let says = || format!("All roles of {} are on {}", site.code, first.name);
    must(!alone, says).err().map(|trouble| (first.id.into(), trouble)).into_iter().collect()
}

/// Texts that may name a server which has no role but is of use.
const PLACES: [Fact; 6] = [DATABASE_HOST, REPLICA, UPDATE_DATABASE, NDES, LIBRARY, PACKAGE_SOURCE];

fn are_of_use(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let empty: Vec<_> = site.servers().filter(|server| is_empty(*server)).collect();
    if empty.is_empty() {
        return Vec::new();
    }
    let roles = site.roles().map(|role| &role.role().said);
    let named: Vec<_> = roles.chain([&site.site().said]).flat_map(places).collect();
    let idle = empty.into_iter().filter(|server| {
        let names = [Some(server.name.as_str()), server.server().fqdn.as_deref()];
        !names.into_iter().flatten().any(|name| named.contains(&name.to_lowercase()))
    });
    let says = |server: ServerRef<'_>| format!("{} has no role", server.name);
    idle.filter_map(|server| Some((server.id.into(), must_have(false, || says(server)).err()?)))
        .collect()
}

/// Without a role, and without anything else that the plan gives it to do.
fn is_empty(server: ServerRef<'_>) -> bool {
    server.roles.is_empty() && !server.said.has(OTHER_SOFTWARE) && !server.said.has(WINDOWS_PARTS)
}

/// The servers named by what is said, in small letters: those of `SERVER\INSTANCE`,
/// `\\SERVER\share` and `SERVER`.
fn places(said: &Said) -> Vec<String> {
    let texts = PLACES.into_iter().filter_map(|fact| said.text(fact));
    let listed = said.texts(MIGRATION_FOLDERS).into_iter().flatten().map(|text| &**text);
    let texts = texts.chain(listed).chain(said.text(databases::CONNECTS_TO));
    let host = |text: &str| {
        let first = text.trim_start_matches('\\').split('\\').next().unwrap_or_default();
        first.trim().to_lowercase()
    };
    texts.map(host).collect()
}
