//! The custom website of a site, on all its servers.

use super::{Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, must, read};
use crate::{
    commands::{Field, Set},
    facts::{
        roles::RoleKind::{
            self, DistributionPoint, EnrollmentPoint, EnrollmentProxyPoint, FallbackStatusPoint,
            ManagementPoint, SoftwareUpdatePoint, StateMigrationPoint,
        },
        said::{servers::SMSWEB, sites::CUSTOM_WEBSITE},
        sites::SiteKind,
    },
    model::{NodeId, ServerRef, SiteRef, Value},
};

const WEBSITES: Source =
    read("core/plan-design/network/websites-for-site-system-servers", "2026-11-25");

pub const RULES: &[Rule] = &[Rule {
    id: "SMSWEB-ALL",
    levels: ERROR,
    title: "Every site system with IIS has the custom website that its site uses",
    why: "Clients cannot reach the roles on a server before SMSWEB is there. It is made by hand, \
          at child secondary sites too, before the site is set to use it.",
    sources: &[WEBSITES],
    bad: Example::Text(
        "
primary PS1 customport=8080 customweb=yes
  server CM-MP-01 smsweb=yes: mp
  server CM-MP-02 smsweb=no: mp
",
    ),
    good: Example::Text(
        "
primary PS1 customport=8080 customweb=yes
  server CM-MP-01 smsweb=yes: mp
  server CM-MP-02 smsweb=yes: mp
",
    ),
    check: Check::Nodes(have_the_website),
    fixes: Fixes::Offer(|_, node, _| {
        let fix = |node| {
            let command = Set::of(node, Field::Fact(SMSWEB, Some(Value::Flag(true))));
            Fix::new("Create SMSWEB there first", vec![command.into()])
        };
        node.map(fix).into_iter().collect()
    }),
}];

/// Those that need IIS and a website.
const WITH_WEBSITE: &[RoleKind] = &[
    DistributionPoint,
    EnrollmentPoint,
    EnrollmentProxyPoint,
    FallbackStatusPoint,
    ManagementPoint,
    SoftwareUpdatePoint,
    StateMigrationPoint,
];

/// A secondary site follows its primary site.
fn uses_custom_website(site: SiteRef<'_>) -> bool {
    match site.kind {
        SiteKind::Primary => site.said.is(CUSTOM_WEBSITE),
        SiteKind::Secondary => site.parent().is_some_and(|above| above.said.is(CUSTOM_WEBSITE)),
        _ => false,
    }
}

fn have_the_website(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    if !uses_custom_website(site) {
        return Vec::new();
    }
    let judge = |server: ServerRef<'_>| -> Verdict {
        must(server.ask_flag(SMSWEB)?, || {
            format!("{} has no SMSWEB website, and {} uses it", server.name, site.code)
        })
    };
    let asked =
        |server: &ServerRef<'_>| server.roles.iter().any(|role| WITH_WEBSITE.contains(&role.kind));
    let servers = site.servers().filter(asked);
    servers.filter_map(|server| Some((server.id.into(), judge(server).err()?))).collect()
}
