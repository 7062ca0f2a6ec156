//! What a server is in its domain and its cluster, and that it stays that.

use super::{
    Ask, Check, ERROR, Example, Fix, Fixes, Rule, Severity, Source, Verdict, WARNING, fixes, must,
    read, saying,
};
use crate::{
    commands::{Field, Set},
    facts::{
        roles::RoleKind,
        said::{
            lifecycle::{STATE, WAS_DOMAIN, WAS_NAME},
            servers::{CLUSTER, CONTROLLER, DOMAIN, WORKGROUP},
        },
        sites::SiteKind,
    },
    model::{Design, NodeId, RoleRef, ServerRef, Value},
};

const DIRECTORY: Source =
    read("core/plan-design/configs/support-for-active-directory-domains", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const SYSTEMS: Source = read(
    "core/plan-design/configs/supported-operating-systems-for-site-system-servers",
    "2026-11-25",
);
const PREREQUISITES: Source =
    read("core/plan-design/configs/site-and-site-system-prerequisites", "2026-11-25");
const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SRV-SITE-TARGET-CLEAN",
        levels: ERROR,
        title: "A site server is installed on a computer without Configuration Manager roles",
        why: "Setup stops on a computer that holds a site server or a site system role already.",
        sources: &[CHECKS],
        bad: Example::Text(
            "
cas CS1
  primary PS1
    server SRV1: mp state=installed, site, db, prov
  primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
    server SRV1: mp, site, db, prov
  primary PS2
",
        ),
        check: Check::Server(is_clean_for_setup),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(server) = fixes::server_at(design, node) else { return Vec::new() };
            let boxes = std::iter::once(server).chain(server.twins());
            let old = boxes.flat_map(ServerRef::roles).filter(|role| blocks_setup(*role));
            let again = old.map(|role| Set::of(role.id, Field::Fact(STATE, None)).into());
            vec![Fix::new("Remove its roles first, install them after", again.collect())]
        }),
    },
    Rule {
        id: "SRV-DOMAIN",
        levels: ERROR,
        title: "Every site system is a member of a domain",
        why: "Computers in a workgroup cannot be site systems, not even in a perimeter network.",
        sources: &[DIRECTORY, CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-RSP-01 workgroup=yes: rsp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-RSP-01: rsp
",
        ),
        check: Check::Server(is_in_a_domain),
        fixes: Fixes::Offer(|_, node, _| saying::take_back("Join it to a domain", node, WORKGROUP)),
    },
    Rule {
        id: "SRV-CLUSTER",
        levels: ERROR,
        title: "Only the site database is on a cluster",
        why: "No other role is supported on an instance of a Windows cluster. A site server may \
              have the clustering feature, which availability groups need.",
        sources: &[PREREQUISITES, CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01 cluster=node: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01: mp
",
        ),
        check: Check::Server(|server| {
            if server.ask_word(CLUSTER)? != "node" {
                return Ok(());
            }
            let other = server.roles().find(|role| role.kind != RoleKind::SiteDatabase);
            let Some(other) = other else { return Ok(()) };
            must(false, || {
                let name = &server.server().name;
                format!("{name} is on a cluster instance, with the {}", other.kind.spoken())
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::take_back("Keep it off the cluster", node, CLUSTER)
        }),
    },
    Rule {
        id: "SRV-RODC",
        levels: ERROR,
        title: "No site database or secondary site is on a read-only domain controller",
        why: "Setup refuses both there.",
        sources: &[CHECKS, SYSTEMS],
        bad: Example::Text(
            "
primary PS1
  server PS1: site, prov
  server CM-SQL-01 dc=rodc: db
",
        ),
        good: Example::Text(
            "
primary PS1
  server PS1: site, prov
  server CM-SQL-01: db
",
        ),
        check: Check::Server(|server| {
            let what = refused(server).filter(|_| controller(server) == Some("rodc"));
            must(what.is_none(), || {
                let what = what.unwrap_or_default();
                format!("{} is a read-only domain controller, with the {what}", server.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| member(node)),
    },
    Rule {
        id: "SRV-SEC-DC",
        levels: ERROR,
        title: "A secondary site server is not a domain controller",
        why: "Secondary site servers are not supported on any domain controller.",
        sources: &[SYSTEMS],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server S01 dc=dc: site, db, mp, dp
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db, mp, dp
",
        ),
        check: Check::Server(|server| {
            let is_bad = is_secondary(server) && controller(server) == Some("dc");
            must(!is_bad, || {
                format!("{} is a domain controller and a secondary site server", server.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| member(node)),
    },
    Rule {
        id: "SRV-SITE-DC",
        levels: WARNING,
        title: "Site systems are member servers, not domain controllers",
        why: "A domain controller has no local groups: those of the site become groups of the \
              whole domain, and the domain controller is easier to attack.",
        sources: &[SECURITY],
        bad: Example::Text(
            "
primary PS1
  server DC-LYON dc=dc: dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server DC-LYON: dp
",
        ),
        check: Check::Server(warns_of_controller),
        fixes: Fixes::Offer(|_, node, _| member(node)),
    },
    Rule {
        id: "SRV-RENAME",
        levels: ERROR,
        title: "A server keeps its name and domain while it has roles",
        why: "Its roles are removed before it is renamed or moved to another domain, and \
              installed again after; for a site server, that is the whole site.",
        sources: &[DIRECTORY, PREREQUISITES],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-02 wasname=CM-MP-01: mp state=installed
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01: mp state=installed
",
        ),
        check: Check::Server(keeps_its_name),
        fixes: Fixes::Offer(|design, node, _| name_again(design, node)),
    },
];

/// Databases of other sites may share a computer with a site server.
fn blocks_setup(role: RoleRef<'_>) -> bool {
    role.said.is_installed() && role.kind != RoleKind::SiteDatabase
}

fn is_clean_for_setup(server: ServerRef<'_>) -> Verdict {
    let is_new = |role: RoleRef<'_>| {
        role.kind == RoleKind::SiteServer
            && !role.said.is_installed()
            && !role.site().said.is_installed()
    };
    if !server.roles().any(is_new) {
        return Ok(());
    }
    let boxes = std::iter::once(server).chain(server.twins());
    let there = boxes.flat_map(ServerRef::roles).find(|role| blocks_setup(*role));
    match there {
        None => Ok(()),
        Some(there) => must(false, || {
            format!(
                "{} is to become a site server and has a {} installed",
                server.name,
                there.kind.spoken()
            )
        }),
    }
}

/// For management points and distribution points, the check of setup only warns.
fn is_in_a_domain(server: ServerRef<'_>) -> Verdict {
    if server.roles.is_empty() {
        return Ok(());
    }
    let only_warned =
        |kind| matches!(kind, RoleKind::ManagementPoint | RoleKind::DistributionPoint);
    let verdict =
        must(!server.ask_flag(WORKGROUP)?, || format!("{} is in a workgroup", server.name));
    match server.roles.iter().all(|role| only_warned(role.kind)) {
        true => verdict.map_err(|trouble| trouble.only(Severity::Warning)),
        false => verdict,
    }
}

fn controller(server: ServerRef<'_>) -> Option<&'static str> {
    server.said.word_or_assumed(CONTROLLER)
}

fn is_secondary(server: ServerRef<'_>) -> bool {
    server.site().kind == SiteKind::Secondary && server.has(RoleKind::SiteServer)
}

/// What setup refuses to install on a read-only domain controller.
fn refused(server: ServerRef<'_>) -> Option<&'static str> {
    match is_secondary(server) {
        true => Some("secondary site"),
        false => server.has(RoleKind::SiteDatabase).then_some("site database"),
    }
}

/// Where setup refuses outright, SRV-RODC and SRV-SEC-DC speak.
fn warns_of_controller(server: ServerRef<'_>) -> Verdict {
    let warns = match controller(server) {
        Some("rodc") => refused(server).is_none(),
        Some("dc") => !is_secondary(server),
        _ => false,
    };
    must(!warns || server.roles.is_empty(), || {
        format!("{} is a domain controller and a site system", server.name)
    })
}

fn member(node: Option<NodeId>) -> Vec<Fix> {
    saying::take_back("Use a member server", node, CONTROLLER)
}

/// The name and domain that the server had, where they are others now.
fn before(server: ServerRef<'_>) -> (Option<&str>, Option<&str>) {
    let plain = server.server();
    let name = plain.said.text(WAS_NAME).filter(|was| !was.eq_ignore_ascii_case(&plain.name));
    let now = plain.domain().unwrap_or("-");
    let domain = plain.said.text(WAS_DOMAIN).filter(|was| !was.eq_ignore_ascii_case(now));
    // A domain that nobody had said before is no move.
    (name, domain.filter(|was| *was != "-"))
}

fn keeps_its_name(server: ServerRef<'_>) -> Verdict {
    if !server.roles().any(|role| role.said.is_installed()) {
        return Ok(());
    }
    let (name, domain) = before(server);
    must(name.is_none(), || {
        format!("{} is {} now, and has roles", server.name, name.unwrap_or_default())
    })?;
    must(domain.is_none(), || {
        let domain = domain.unwrap_or_default();
        format!("{} is in {domain} now, and has roles", server.name)
    })
}

fn name_again(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(server) = fixes::server_at(design, node) else { return Vec::new() };
    match before(server) {
        (Some(name), _) => {
            let name = name.to_owned();
            let title = format!("Leave its name {name}");
            vec![Fix::new(title, vec![Set::of(server.id, Field::Name(name)).into()])]
        }
        (None, Some(domain)) => {
            let title = format!("Leave it in {domain}");
            saying::answer(&title, node, DOMAIN, Value::Text(domain.into()))
        }
        (None, None) => Vec::new(),
    }
}
