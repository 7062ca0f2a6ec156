//! The Endpoint Protection point.

use super::{
    ADVICE, Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict,
    ask::each_by_place, fixes, missing, must_have, need, read, saying,
};
use crate::{
    facts::{
        roles::RoleKind::{EndpointProtectionPoint, SoftwareUpdatePoint},
        said::{roles::DEFINITIONS, servers::WINDOWS_PARTS},
        systems::{Edition, System},
    },
    model::{Design, NodeId, RoleRef, SiteRef},
};

const DEFINITION_UPDATES: Source =
    read("protect/deploy-use/endpoint-definition-updates", "2026-11-25");
const POINT: Source = read("protect/deploy-use/endpoint-protection-site-role", "2026-11-25");
const PREREQUISITES: Source =
    read("core/plan-design/configs/site-and-site-system-prerequisites", "2026-11-23");

pub const RULES: &[Rule] = &[
    Rule {
        id: "EPP-SUP",
        levels: ADVICE,
        title: "Definitions that Configuration Manager distributes come from a software update \
                point",
        why: "They are software updates; without a software update point there are none to \
              distribute.",
        sources: &[DEFINITION_UPDATES],
        bad: Example::Text(
            "
primary PS1
  server CM-EPP-01: epp definitions=configmgr
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-EPP-01: epp definitions=configmgr, sup
",
        ),
        check: Check::Nodes(definitions_have_a_source),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            vec![fixes::add(role.server().site(), SoftwareUpdatePoint, ids)]
        }),
    },
    Rule {
        id: "EPP-DEFENDER",
        levels: ERROR,
        title: "The server of an Endpoint Protection point has Microsoft Defender Antivirus",
        why: "From Windows Server 2016 on it is a Windows feature that the role requires.",
        sources: &[POINT, PREREQUISITES],
        bad: Example::Text(
            "
primary PS1
  server CM-EPP-01 winfeatures=net35: epp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-EPP-01 winfeatures=net35+defender: epp
",
        ),
        check: Check::Role(EndpointProtectionPoint, has_the_feature),
        fixes: Fixes::Offer(|design, node, _| add_the_feature(design, node)),
    },
];

/// Below the top, ROLE-TOPTIER speaks.
fn definitions_have_a_source(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let has_updates = || {
        site.serving_as(SoftwareUpdatePoint).next().is_some()
            || site.children().any(|child| child.has(SoftwareUpdatePoint))
    };
    if !site.is_top() || has_updates() {
        return Vec::new();
    }
    let points = site.roles_as(EndpointProtectionPoint);
    let judge = |role: RoleRef<'_>| {
        let trouble = match need(role.said.words(DEFINITIONS), DEFINITIONS) {
            Ok(sources) if !sources.contains(&"configmgr") => return None,
            Ok(_) => missing(format!(
                "Configuration Manager distributes definitions, and {} has no software update point",
                site.code
            )),
            Err(gap) => gap,
        };
        Some((role.id.into(), trouble))
    };
    each_by_place(site, points.filter_map(judge).collect())
}

/// Older systems know no such feature; SRV-OS-2012 speaks of them.
fn has_the_feature(role: RoleRef<'_>) -> Verdict {
    let server = role.server();
    let knows = |system: System| {
        let is_old = matches!(system, System::Server2012 | System::Server2012R2);
        !is_old && system.facts().edition != Edition::Client
    };
    if !server.system.is_none_or(knows) {
        return Ok(());
    }
    must_have(server.ask_words(WINDOWS_PARTS)?.contains(&"defender"), || {
        format!("{} is planned without Microsoft Defender Antivirus", server.name)
    })
}

fn add_the_feature(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(server) = fixes::role_at(design, node).map(RoleRef::server) else {
        return Vec::new();
    };
    let Some(value) = saying::with_word(&server.said, WINDOWS_PARTS, "defender") else {
        return Vec::new();
    };
    let title = format!("Add Microsoft Defender Antivirus to {}", server.name);
    saying::fix(title, server.id, WINDOWS_PARTS, value)
}
