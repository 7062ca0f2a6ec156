//! The roles of a site by kind, so that a rule about one kind looks at no others.

use super::{RoleRef, ServerRef, Site, SiteRef};
use crate::facts::roles::RoleKind;

/// Where the roles of each kind stand: which server of the site, and which role of the server;
/// those of one kind in the order of the site.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorted(Vec<(RoleKind, u32, u32)>);

impl Sorted {
    pub fn of(site: &Site) -> Self {
        let servers = (0_u32..).zip(&site.servers);
        let roles = servers.flat_map(|(server, it)| {
            (0_u32..).zip(&it.roles).map(move |(place, role)| (role.kind, server, place))
        });
        let mut sorted: Vec<_> = roles.collect();
        sorted.sort_unstable();
        Self(sorted)
    }

    fn places(&self, kind: RoleKind) -> &[(RoleKind, u32, u32)] {
        let from = self.0.partition_point(|(other, ..)| *other < kind);
        let rest = &self.0[from..];
        &rest[..rest.iter().take_while(|(other, ..)| *other == kind).count()]
    }

    /// The roles of a kind in the site that this was made of.
    pub fn roles<'a>(
        &'a self,
        site: SiteRef<'a>,
        kind: RoleKind,
    ) -> impl Iterator<Item = RoleRef<'a>> {
        self.places(kind).iter().filter_map(move |(_, server, place)| {
            let server = site.site().servers.get(*server as usize)?;
            let role = server.roles.get(*place as usize)?;
            Some(RoleRef::new(ServerRef::new(site, server), role))
        })
    }
}
