//! What is one site database: a server with SQL Server, the replicas of an availability group, or
//! the nodes of a failover cluster instance.

use super::{Fix, saying};
use crate::{
    facts::{
        roles::RoleKind::{SiteDatabase, SiteServer},
        said::{
            Fact,
            databases::{AVAILABILITY_GROUP, CLUSTER_INSTANCE, EDITION, INSTANCE},
            plan::LAB,
        },
        sites::SiteKind,
    },
    model::{Design, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

/// What SQL Server calls the default instance.
const DEFAULT_INSTANCE: &str = "MSSQLSERVER";

/// The availability group that a replica belongs to.
pub fn group(role: RoleRef<'_>) -> Option<&str> {
    role.role().said.text(AVAILABILITY_GROUP)
}

/// The failover cluster instance that a node belongs to.
pub fn cluster(role: RoleRef<'_>) -> Option<&str> {
    role.role().said.text(CLUSTER_INSTANCE)
}

/// The named instance that it uses; none where that is the default one, or nothing is said.
pub fn named_instance(role: RoleRef<'_>) -> Option<&str> {
    role.role().said.text(INSTANCE).filter(|name| !name.eq_ignore_ascii_case(DEFAULT_INSTANCE))
}

/// The databases of a site, each with the roles that make it up, in the order of the servers.
pub fn of(site: SiteRef<'_>) -> Vec<Vec<RoleRef<'_>>> {
    let mut databases: Vec<Vec<RoleRef<'_>>> = Vec::new();
    for role in site.serving_as(SiteDatabase) {
        let home = databases.iter_mut().find(|known| {
            let there = known.iter().any(|other| other.server().id == role.server().id);
            !there && known.iter().any(|other| are_one(*other, role))
        });
        match home {
            Some(known) => known.push(role),
            None => databases.push(vec![role]),
        }
    }
    databases
}

/// Whether two site database roles of a site are parts of one database.
fn are_one(left: RoleRef<'_>, right: RoleRef<'_>) -> bool {
    let same = |left: Option<&str>, right: Option<&str>| match (left, right) {
        (Some(left), Some(right)) => left.eq_ignore_ascii_case(right),
        _ => false,
    };
    same(group(left), group(right)) || same(cluster(left), cluster(right))
}

/// The replicas of the site's availability groups.
pub fn replicas(site: SiteRef<'_>) -> impl Iterator<Item = RoleRef<'_>> {
    site.serving_as(SiteDatabase).filter(|role| group(*role).is_some())
}

/// "PS1SQL", or "availability group PS1AG".
pub fn name(database: &[RoleRef<'_>]) -> String {
    let Some(first) = database.first() else { return String::new() };
    match (group(*first), cluster(*first)) {
        (Some(group), _) => format!("availability group {group}"),
        (None, Some(instance)) => format!("failover cluster instance {instance}"),
        (None, None) => first.server().server().name.clone(),
    }
}

/// Whether setup of the secondary site installs the SQL Server, with the settings that it needs.
pub fn is_made_by_setup(role: RoleRef<'_>) -> bool {
    role.site().kind == SiteKind::Secondary && role.role().said.word(EDITION) == Some("express")
}

/// Whether an edition has what only the Enterprise edition has. Developer and Evaluation have it
/// too, and are for labs.
pub fn is_enterprise(edition: &str, site: SiteRef<'_>) -> bool {
    match edition {
        "enterprise" | "datacenter" => true,
        "developer" | "evaluation" => site.design().head_for(LAB).said.is(LAB),
        _ => false,
    }
}

/// A fact of a role in place of the one that breaks a rule.
pub fn restate(
    design: &Design,
    node: Option<NodeId>,
    fact: Fact,
    word: &'static str,
    title: &str,
) -> Vec<Fix> {
    node.filter(|node| design.contains(*node))
        .map(|node| saying::fix(title, node, fact, Value::Word(word)))
        .unwrap_or_default()
}

/// The database servers of a site that are not its site servers.
pub fn remote(site: SiteRef<'_>) -> impl Iterator<Item = RoleRef<'_>> {
    site.serving_as(SiteDatabase).filter(|role| !is_on_site_server(*role))
}

/// Whether the site server that it works for is on the same computer.
pub fn is_on_site_server(role: RoleRef<'_>) -> bool {
    let server = role.server();
    let boxes = std::iter::once(server).chain(server.twins());
    let mut roles = boxes.flat_map(ServerRef::roles);
    roles.any(|other| other.kind == SiteServer && other.site().id == role.site().id)
}

/// The devices of a site; at a central administration site those of the sites below. None where a
/// site does not say.
pub fn devices(site: SiteRef<'_>) -> Option<u64> {
    match site.kind {
        SiteKind::Central => {
            let primaries = site.children().filter(|child| child.kind == SiteKind::Primary);
            primaries.map(|child| child.devices.map(u64::from)).sum()
        }
        _ => site.devices.map(u64::from),
    }
}
