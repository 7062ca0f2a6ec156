//! Reports and the data warehouse.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, fixes,
    missing, must, must_have, read,
};
use crate::{
    facts::{
        roles::RoleKind::{DataWarehouse, ReportingServicesPoint, SiteServer},
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, ServerRef, SiteRef},
};

const WAREHOUSE: Source = read("core/servers/manage/data-warehouse", "2026-11-25");
const REPORTING: Source = read("core/servers/manage/planning-for-reporting", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "DW-FIRST-ROLE",
        levels: ERROR,
        title: "A data warehouse service point is not the only role of its server",
        why: "Its installation fails on a server that has no other role yet.",
        sources: &[WAREHOUSE],
        bad: Example::Text(
            "
primary PS1
  server CM-DW-01: dwsp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DW-01: dwsp, rsp
",
        ),
        check: Check::Role(DataWarehouse, |role| {
            let server = role.server();
            let others = server.roles().chain(server.twins().flat_map(ServerRef::roles));
            must_have(others.into_iter().any(|other| other.kind != DataWarehouse), || {
                format!("The data warehouse service point is alone on {}", server.name)
            })
        }),
        fixes: Fixes::Offer(give_it_company),
    },
    Rule {
        id: "DW-NO-RSP",
        levels: WARNING,
        title: "A data warehouse service point has a reporting services point at its site",
        why: "Its reports appear at the reporting services point of the same site.",
        sources: &[WAREHOUSE],
        bad: Example::Text(
            "
primary PS1
  server CM-APP-01: epp, dwsp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-APP-01: epp, dwsp, rsp
",
        ),
        check: Check::Nodes(reports_of_the_warehouse),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Role(role)) = node else { return Vec::new() };
            let fix =
                |role: RoleRef<'_>| fixes::add_beside(role.server(), ReportingServicesPoint, ids);
            design.role(role).map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "RSP-REMOTE",
        levels: ADVICE,
        title: "The reporting services point is not on the site server",
        why: "Reports compete with the site for the same processor and memory; both do better on \
              servers of their own.",
        sources: &[REPORTING],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov, rsp
  server CM-SCP-01: scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov
  server CM-SCP-01: scp, rsp
",
        ),
        check: Check::Role(ReportingServicesPoint, |role| {
            let asked = role.site().kind != SiteKind::Secondary;
            must(!(asked && role.server().has(SiteServer)), || {
                format!("Reporting services point on {}, the site server", role.server().name)
            })
        }),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Role(role)) = node else { return Vec::new() };
            design.role(role).map(|role| fixes::move_within(role, ids)).into_iter().collect()
        }),
    },
    Rule {
        id: "RSP-SCOPE",
        levels: ADVICE,
        title: "Reports for the whole hierarchy come from its top",
        why: "Reports at a child primary site show that site alone. Those that span sites need a \
              reporting services point at the central administration site.",
        sources: &[REPORTING],
        bad: Example::Text(
            "
cas CS1
  server CM-SCP-01: scp
  primary PS1
    server CM-RSP-01: rsp
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SCP-01: scp, rsp
  primary PS1
    server CM-RSP-01: rsp
",
        ),
        check: Check::Site(reports_reach_the_whole_hierarchy),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Site(site)) = node else { return Vec::new() };
            let parent = design.site(site).and_then(SiteRef::parent_site);
            let fix = |site| fixes::add(site, ReportingServicesPoint, ids);
            parent.map(fix).into_iter().collect()
        }),
    },
];

/// Another role beside it: the reporting services point that it needs, if there is none; else it
/// moves to where the reports are.
fn give_it_company(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Role(id)) = node else { return Vec::new() };
    let Some(role) = design.role(id) else { return Vec::new() };
    let site = role.server().site();
    let reports = site.serving_as(ReportingServicesPoint).map(RoleRef::server);
    let moves = reports
        .filter(|server| server.site().id == site.id && !server.has(DataWarehouse))
        .map(|server| fixes::move_to(id, server));
    let company = fixes::add_to(role.server(), ReportingServicesPoint, ids);
    moves.take(2).chain([company]).collect()
}

/// Silent where the data warehouse is misplaced itself.
fn reports_of_the_warehouse(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let asked = site.is_top() && matches!(site.kind, SiteKind::Central | SiteKind::Primary);
    if !asked || site.serving_as(ReportingServicesPoint).next().is_some() {
        return Vec::new();
    }
    let what = format!("Data warehouse without a reporting services point at {}", site.code);
    let points = site.roles().filter(|role| role.kind == DataWarehouse);
    points.map(|role| (role.id.into(), missing(what.clone()))).collect()
}

fn reports_reach_the_whole_hierarchy(site: SiteRef<'_>) -> Verdict {
    let above = site.parent().filter(|parent| parent.kind == SiteKind::Central);
    let asked =
        site.kind == SiteKind::Primary && site.serving_as(ReportingServicesPoint).next().is_some();
    must_have(!asked || above.is_none_or(|above| above.has(ReportingServicesPoint)), || {
        format!("The reporting services point at {} reports on that site alone", site.code)
    })
}
