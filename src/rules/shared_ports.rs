//! Ports of several SQL Server instances on one computer.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, fixes, must, need,
    placement::before_on_its_computer, read, saying,
};
use crate::{
    facts::{
        roles::RoleKind::SiteDatabase,
        said::{
            Fact,
            databases::{BROKER_PORT, SQL_PORT},
        },
    },
    model::{Design, NodeId, RoleRef, ServerRef, Value},
};

const DATABASE: Source =
    read("core/plan-design/hierarchy/plan-for-the-site-database", "2026-11-25");
const SECONDARY: Source = read("core/servers/deploy/install/setup-wizard-secondary", "2026-11-25");

pub const RULES: &[Rule] = &[Rule {
    id: "SITE-SSB-PORT",
    levels: ERROR,
    title: "Database instances on one computer use ports of their own",
    why: "Two instances cannot listen on the same port, nor can their Service Brokers.",
    sources: &[DATABASE, SECONDARY],
    bad: Example::Text(
        "
cas CS1
  server CM-SITE-01: site, prov
  server CM-SQL-01: db instance=CS1 port=1433 brokerport=4022, db for PS1 instance=PS1 port=1433 brokerport=4023
  primary PS1
    server CM-SITE-02: site, prov
  primary PS2
",
    ),
    good: Example::Text(
        "
cas CS1
  server CM-SITE-01: site, prov
  server CM-SQL-01: db instance=CS1 port=1433 brokerport=4022, db for PS1 instance=PS1 port=1435 brokerport=4023
  primary PS1
    server CM-SITE-02: site, prov
  primary PS2
",
    ),
    check: Check::Role(SiteDatabase, has_ports_of_its_own),
    fixes: Fixes::Offer(next_free),
}];

/// The port of the dedicated administrator connection.
const ADMINISTRATORS: u32 = 1434;

/// Two ports that are taken for granted are no conflict yet: somebody has to say them.
fn has_ports_of_its_own(role: RoleRef<'_>) -> Verdict {
    let before = before_on_its_computer(role);
    let others = before.iter().filter(|other| other.kind == SiteDatabase);
    let others: Vec<_> = others.filter(|other| other.site().id != role.site().id).collect();
    for (fact, what) in [(SQL_PORT, "TCP port"), (BROKER_PORT, "Service Broker port")] {
        for other in &others {
            let port = need(role.role().said.number(fact), fact)?;
            let theirs = need(other.role().said.number(fact), fact)?;
            must(port != theirs, || {
                format!(
                    "The databases of {} and {} share {what} {port}",
                    other.site().code,
                    role.site().code
                )
            })?;
        }
    }
    Ok(())
}

fn next_free(design: &Design, node: Option<NodeId>, _: &mut crate::model::Ids) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let server = role.server();
    let boxes: Vec<_> = std::iter::once(server).chain(server.twins()).collect();
    let others = boxes.into_iter().flat_map(ServerRef::roles);
    let others: Vec<_> =
        others.filter(|other| other.kind == SiteDatabase && other.id != role.id).collect();
    let mut taken: Vec<u32> = vec![ADMINISTRATORS];
    let ports = |role: &RoleRef<'_>| {
        [SQL_PORT, BROKER_PORT]
            .map(|fact| role.role().said.number(fact))
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    taken.extend(others.iter().flat_map(ports));
    let mut commands = Vec::new();
    let mut named = Vec::new();
    for (fact, what) in [(SQL_PORT, "port"), (BROKER_PORT, "Service Broker port")] {
        let Some(port) = role.role().said.number(fact) else { continue };
        let clashes =
            |fact: Fact| others.iter().any(|other| other.role().said.number(fact) == Some(port));
        if !clashes(fact) {
            taken.push(port);
            continue;
        }
        let free = (port..=65_535).chain(1_024..port).find(|port| !taken.contains(port));
        let Some(free) = free else { return Vec::new() };
        taken.push(free);
        named.push(format!("{what} {free}"));
        commands.push(saying::say(role.id, fact, Value::Number(free)));
    }
    let fix = Fix::new(format!("Give it {}", named.join(" and ")), commands);
    if fix.commands.is_empty() { Vec::new() } else { vec![fix] }
}
