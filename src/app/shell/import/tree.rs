//! The sites that an import brings or changes, as a tree of lines.

use std::collections::BTreeSet;

use crate::{
    facts::sites::SiteKind,
    model::{Design, SiteId},
};

/// A site in the tree.
#[derive(Clone, Debug)]
pub struct Branch {
    pub depth: u16,
    pub kind: SiteKind,
    pub code: String,
    pub title: String,
    pub servers: usize,
    pub roles: usize,
    pub change: Change,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    New,
    Changed,
    /// Only what hangs below it is.
    Same,
}

/// Those that differ, and what they hang below.
pub fn tree(old: &Design, new: &Design) -> Vec<Branch> {
    let differ: BTreeSet<SiteId> =
        new.sites_unlike(old).into_iter().filter(|site| differs(old, new, *site)).collect();
    let mut shown = differ.clone();
    for site in &differ {
        let mut above = new.parent(*site);
        while let Some(site) = above.filter(|site| shown.insert(*site)) {
            above = new.parent(site);
        }
    }
    let mut left: Vec<(SiteId, u16)> = new.roots().rev().map(|site| (site.id, 0)).collect();
    let mut branches = Vec::new();
    while let Some((id, depth)) = left.pop() {
        let Some(site) = new.site(id).filter(|_| shown.contains(&id)) else { continue };
        let change = match (differ.contains(&id), old.site(id).is_some()) {
            (false, _) => Change::Same,
            (true, true) => Change::Changed,
            (true, false) => Change::New,
        };
        branches.push(Branch {
            depth,
            kind: site.kind,
            code: site.code.clone(),
            title: site.title.clone(),
            servers: site.site().servers.len(),
            roles: site.site().servers.iter().map(|server| server.roles.len()).sum(),
            change,
        });
        left.extend(new.children(id).into_iter().rev().map(|site| (site, depth.saturating_add(1))));
    }
    branches
}

fn differs(old: &Design, new: &Design, id: SiteId) -> bool {
    match (old.site(id), new.site(id)) {
        (Some(was), Some(is)) => was.site() != is.site() || old.parent(id) != new.parent(id),
        _ => true,
    }
}
