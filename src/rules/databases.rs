//! What is one site database: a server with SQL Server, the replicas of an availability group, or
//! the nodes of a failover cluster instance.

use crate::{
    facts::{
        roles::RoleKind::SiteDatabase,
        said::databases::{AVAILABILITY_GROUP, CLUSTER_INSTANCE},
    },
    model::{RoleRef, SiteRef},
};

/// The availability group that a replica belongs to.
pub fn group(role: RoleRef<'_>) -> Option<&str> {
    role.role().said.text(AVAILABILITY_GROUP)
}

/// The failover cluster instance that a node belongs to.
pub fn cluster(role: RoleRef<'_>) -> Option<&str> {
    role.role().said.text(CLUSTER_INSTANCE)
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

/// "PS1SQL", or "availability group PS1AG".
pub fn name(database: &[RoleRef<'_>]) -> String {
    let Some(first) = database.first() else { return String::new() };
    match (group(*first), cluster(*first)) {
        (Some(group), _) => format!("availability group {group}"),
        (None, Some(instance)) => format!("failover cluster instance {instance}"),
        (None, None) => first.server().server().name.clone(),
    }
}
