//! What reading and printing find under the name of a server.

use std::collections::BTreeMap;

use crate::{facts::roles::RoleKind, model::RoleId};

/// What goes by one name.
#[derive(Default)]
pub struct Named {
    pub servers: usize,
    /// The distribution points on them, in reading order.
    pub points: Vec<RoleId>,
}

/// By names and FQDNs, in small letters.
#[derive(Default)]
pub struct Names(BTreeMap<String, Named>);

impl Names {
    pub fn add(
        &mut self,
        name: &str,
        fqdn: Option<&str>,
        roles: impl Iterator<Item = (RoleKind, RoleId)>,
    ) {
        let points = roles.filter(|(kind, _)| *kind == RoleKind::DistributionPoint);
        let points: Vec<_> = points.map(|(_, id)| id).collect();
        let name = name.to_lowercase();
        let fqdn = fqdn.map(str::to_lowercase).filter(|fqdn| *fqdn != name);
        for name in [name].into_iter().chain(fqdn) {
            let named = self.0.entry(name).or_default();
            named.servers += 1;
            named.points.extend(&points);
        }
    }

    pub fn get(&self, name: &str) -> Option<&Named> {
        self.0.get(&name.to_lowercase())
    }

    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }
}
