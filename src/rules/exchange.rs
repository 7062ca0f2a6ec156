//! Exchange Server connectors.

use super::{Check, ERROR, Example, Fixes, Rule, Source, Wide, broken, fixes, need, read};
use crate::{
    facts::{roles::RoleKind::ExchangeConnector, said::roles::ORGANIZATION},
    model::{Design, NodeId, RoleRef},
};

const CONNECTOR: Source = read("mdm/deploy-use/install-configure-exchange-connector", "2026-11-25");

pub const RULES: &[Rule] = &[Rule {
    id: "EXC-ONE",
    levels: ERROR,
    title: "An Exchange organization has one connector",
    why: "Configuration Manager supports no second one in an organization.",
    sources: &[CONNECTOR],
    bad: Example::Text(
        "
primary PS1
  server CM-EXC-01: exc organization=Contoso
  server CM-DP-01: dp, exc organization=Contoso
",
    ),
    good: Example::Text(
        "
primary PS1
  server CM-EXC-01: exc organization=Contoso
  server CM-DP-01: dp
",
    ),
    check: Check::Design(one_for_each_organization),
    fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
}];

/// Walks over the sites only where there are several connectors; two on one server are for
/// ROLE-DUP-SERVER.
fn one_for_each_organization(design: &Design) -> Wide {
    if design.totals().roles(ExchangeConnector) < 2 {
        return Vec::new();
    }
    let mut known: Vec<(RoleRef<'_>, &str)> = Vec::new();
    let mut found = Wide::new();
    for role in design.roles_of(ExchangeConnector) {
        let on = Some(NodeId::from(role.id));
        let organization = match need(role.role().said.text(ORGANIZATION), ORGANIZATION) {
            Ok(organization) => organization,
            Err(gap) => {
                found.push((on, gap));
                continue;
            }
        };
        let elsewhere = |known: &&(RoleRef<'_>, &str)| {
            known.1.eq_ignore_ascii_case(organization) && known.0.server().id != role.server().id
        };
        if let Some((first, _)) = known.iter().find(elsewhere) {
            let (one, other) = (&first.server().server().name, &role.server().server().name);
            let what = format!("Connectors for {organization} on {one} and {other}");
            found.push((on, broken(what)));
        }
        known.push((role, organization));
    }
    found
}
