//! Roles that the product has lost, or is losing.

use super::{
    Check, ERROR, Example, Fixes, Rule, Severity, Source, Verdict, Wide, broken, fixes, need, read,
    sql_hosts,
};
use crate::{
    facts::{
        roles::RoleKind::{AssetIntelligence, CertificateRegistration},
        said::{lifecycle::STATE, roles::NDES, servers::WINDOWS_PARTS},
        versions::Version,
    },
    model::{Design, NodeId, RoleRef},
};

const ROLES: Source = read(
    "core/plan-design/hierarchy/plan-for-site-system-servers-and-site-system-roles",
    "2026-11-23",
);
const REMOVED: Source =
    read("core/plan-design/changes/deprecated/removed-and-deprecated-cmfeatures", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-23");
const INTELLIGENCE: Source =
    read("core/clients/manage/asset-intelligence/deprecation", "2026-11-23");
const NEW_2603: Source = read("core/plan-design/changes/whats-new-in-version-2603", "2026-11-23");

pub const RULES: &[Rule] = &[
    Rule {
        id: "CRP-NDES-SHARED",
        levels: ERROR,
        title: "Each certificate registration point has a Network Device Enrollment Service of its \
                own",
        why: "As long as such a role is there, two of them on one service are not supported.",
        sources: &[ROLES],
        bad: Example::Text(
            "
primary PS1
  server CM-CRP-01: crp state=leaving ndes=CM-NDES-01
  server CM-DP-01: dp, crp state=leaving ndes=CM-NDES-01
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-CRP-01: crp state=leaving ndes=CM-NDES-01
  server CM-DP-01: dp
",
        ),
        check: Check::Design(services_are_not_shared),
        fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
    },
    Rule {
        id: "CRP-NDES-COLOC",
        levels: ERROR,
        title: "A certificate registration point is not on the server of its Network Device \
                Enrollment Service",
        why: "As long as such a role is there, the service and the role need a server each.",
        sources: &[ROLES],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 winfeatures=ndes: dp, crp state=leaving
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 winfeatures=ndes: dp
",
        ),
        check: Check::Role(CertificateRegistration, stands_apart_from_its_service),
        fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
    },
    Rule {
        id: "CRP-REMOVED",
        levels: ERROR,
        title: "No certificate registration point is planned",
        why: "It is not supported since 2203, and a site that has one cannot be updated to 2403 or \
              later. Certificate profiles of Microsoft Intune take its place.",
        sources: &[ROLES, CHECKS, REMOVED],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp, crp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
",
        ),
        check: Check::Role(CertificateRegistration, is_gone),
        fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
    },
    Rule {
        id: "AISP-DEPR",
        levels: &[(Version::OLDEST, Severity::Warning), (Version::V2603, Severity::Error)],
        title: "No Asset Intelligence synchronization point is planned",
        why: "Asset Intelligence is deprecated since November 2021, and from 2603 on the role can \
              no longer be added.",
        sources: &[INTELLIGENCE, NEW_2603, REMOVED],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp, aisp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
",
        ),
        check: Check::Role(AssetIntelligence, |role| match role.said.word(STATE) {
            // Only adding one is impossible from 2603 on; one that is there stays there.
            Some("installed") => is_gone(role).map_err(|it| it.only(Severity::Warning)),
            _ => is_gone(role),
        }),
        fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
    },
];

/// What is on its way out needs no word.
fn is_gone(role: RoleRef<'_>) -> Verdict {
    match role.said.word(STATE) {
        Some("leaving") => Ok(()),
        _ => Err(broken(format!("{} on {}", role.kind.facts().title, role.server().name))),
    }
}

/// Of a role that is only planned CRP-REMOVED says enough; what it would use need not be asked.
fn is_there(role: &RoleRef<'_>) -> bool {
    role.said.word_or_assumed(STATE) != Some("planned")
}

/// Walks over the sites only where there are several of what no hierarchy should have.
fn services_are_not_shared(design: &Design) -> Wide {
    if design.totals().roles(CertificateRegistration) < 2 {
        return Vec::new();
    }
    let mut known: Vec<&str> = Vec::new();
    let mut found = Wide::new();
    for role in design.roles_of(CertificateRegistration) {
        let on = Some(NodeId::from(role.id));
        match need(role.role().said.text(NDES), NDES) {
            Ok(service) => {
                if known.iter().any(|other| sql_hosts::is_same(other, service)) {
                    let name = &role.server().server().name;
                    let what =
                        format!("The certificate registration point on {name} shares {service}");
                    found.push((on, broken(what)));
                }
                known.push(service);
            }
            Err(gap) if is_there(&role) => found.push((on, gap)),
            Err(_) => {}
        }
    }
    found
}

fn stands_apart_from_its_service(role: RoleRef<'_>) -> Verdict {
    let server = role.server();
    let features = server.said.words(WINDOWS_PARTS);
    let service = role.said.text(NDES);
    let is_here = features.is_some_and(|features| features.contains(&"ndes"))
        || service.is_some_and(|service| sql_hosts::is_on(service, server));
    if is_here {
        let name = &server.name;
        let what = format!("Certificate registration point and its service both on {name}");
        return Err(broken(what));
    }
    match features.is_some() || service.is_some() || !is_there(&role) {
        true => Ok(()),
        false => need(service, NDES).map(drop),
    }
}
