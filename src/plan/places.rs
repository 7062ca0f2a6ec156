//! Where nodes stand. Every site, server and gateway has a place from birth.
//!
//! A server's place is relative to the corner of its site, a child site's to the corner of its
//! parent, so that what hangs below a site moves with it at no cost; roots and gateways stand in
//! the picture itself. Sizes and reaches are worked out by `arrange` and are not saved.

use std::sync::Arc;

use crate::{
    geometry::{Point, Rect, Size},
    model::{Design, GatewayId, NodeId, ServerId, SiteId, Trie},
};

/// A corner, and whether a hand put it there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    pub at: Point,
    /// Stays where it is unless something would overlap.
    pub pinned: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SitePlace {
    /// Relative to the parent's corner; a root stands in the picture itself.
    pub place: Place,
    pub size: Size,
    /// The rectangle around the box and all boxes below, relative to the site's corner.
    pub reach: Rect,
    /// How many of the sites below are pinned.
    pub pins: u32,
    /// In the order of the site's servers.
    pub servers: Vec<ServerPlace>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ServerPlace {
    pub id: ServerId,
    /// Relative to the site's corner.
    pub place: Place,
    pub size: Size,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GatewayPlace {
    pub id: GatewayId,
    pub place: Place,
    pub size: Size,
}

#[derive(Clone, Debug, Default)]
pub struct Places {
    sites: Trie<SiteId, Arc<SitePlace>>,
    /// In the order of the design's gateways.
    gateways: Arc<Vec<GatewayPlace>>,
}

impl Places {
    pub fn site(&self, id: SiteId) -> Option<&SitePlace> {
        self.sites.get(id).map(|place| &**place)
    }

    /// The same place as shared memory: what caches compare by pointer.
    pub fn shared(&self, id: SiteId) -> Option<&Arc<SitePlace>> {
        self.sites.get(id)
    }

    pub fn set_site(&mut self, id: SiteId, place: SitePlace) {
        if self.site(id) != Some(&place) {
            self.sites.insert(id, Arc::new(place));
        }
    }

    /// How many sites have a place.
    pub fn site_count(&self) -> usize {
        self.sites.len()
    }

    pub fn remove_site(&mut self, id: SiteId) {
        self.sites.remove(id);
    }

    pub fn server(&self, site: SiteId, id: ServerId) -> Option<&ServerPlace> {
        self.site(site)?.servers.iter().find(|server| server.id == id)
    }

    pub fn gateways(&self) -> &[GatewayPlace] {
        &self.gateways
    }

    pub fn set_gateways(&mut self, gateways: Vec<GatewayPlace>) {
        if *self.gateways != gateways {
            self.gateways = Arc::new(gateways);
        }
    }

    pub fn sites(&self) -> impl Iterator<Item = (SiteId, &SitePlace)> {
        self.sites.iter().map(|(id, place)| (id, &**place))
    }

    /// The sites whose places are not the very same in both.
    pub fn sites_unlike(&self, other: &Self) -> Vec<SiteId> {
        self.sites.unlike(&other.sites, Arc::ptr_eq)
    }

    /// The corner of a site in the picture: a sum up to its root.
    pub fn site_corner(&self, design: &Design, site: SiteId) -> Option<Point> {
        let up = std::iter::successors(Some(site), |site| design.parent(*site));
        up.map(|site| self.site(site).map(|place| place.place.at))
            .try_fold(Point::ZERO, |sum, at| Some(sum + at?))
    }

    /// The box of a site, server or gateway in the picture.
    pub fn bounds(&self, design: &Design, node: NodeId) -> Option<Rect> {
        match node {
            NodeId::Site(id) => Some(Rect::at(self.site_corner(design, id)?, self.site(id)?.size)),
            NodeId::Server(id) => {
                let site = design.site_of(node)?;
                let server = self.server(site, id)?;
                Some(Rect::at(self.site_corner(design, site)? + server.place.at, server.size))
            }
            NodeId::Role(_) => self.bounds(design, design.server_of(node)?.into()),
            NodeId::Entity(_) => None,
            NodeId::Gateway(id) => {
                let gateway = self.gateways.iter().find(|gateway| gateway.id == id)?;
                Some(Rect::at(gateway.place.at, gateway.size))
            }
        }
    }

    /// The rectangle around everything; none where there is nothing.
    pub fn extent(&self, design: &Design) -> Option<Rect> {
        let roots = design.roots().filter_map(|root| {
            let place = self.site(root.id)?;
            Some(place.reach.moved(place.place.at))
        });
        let gateways = self.gateways.iter().map(|it| Rect::at(it.place.at, it.size));
        roots.chain(gateways).reduce(|left, right| left.union(&right))
    }

    pub fn is_pinned(&self, design: &Design, node: NodeId) -> bool {
        match node {
            NodeId::Site(id) => self.site(id).is_some_and(|place| place.place.pinned),
            NodeId::Server(id) => design
                .site_of(node)
                .and_then(|site| self.server(site, id))
                .is_some_and(|server| server.place.pinned),
            NodeId::Role(_) | NodeId::Entity(_) => false,
            NodeId::Gateway(id) => {
                self.gateways.iter().any(|gateway| gateway.id == id && gateway.place.pinned)
            }
        }
    }
}
