//! What a hand carries over the canvas, from the palette or from where it stood.

use std::collections::BTreeMap;

use egui::Pos2;

use crate::{
    commands::Setup,
    facts::{roles::RoleKind, sites::SiteKind},
    geometry::Point,
    model::{GatewayId, NodeId, RoleId, ServerId, SiteId},
    session::{Landing, Offer, Session},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    NewRole(RoleKind),
    NewServer,
    NewSite(SiteKind),
    NewGateway,
    Role(RoleId),
    Server(ServerId),
    Site(SiteId),
    Gateway(GatewayId),
}

impl Carried {
    /// A node that stands on the canvas.
    pub fn holding(node: NodeId) -> Option<Self> {
        match node {
            NodeId::Site(id) => Some(Self::Site(id)),
            NodeId::Server(id) => Some(Self::Server(id)),
            NodeId::Role(id) => Some(Self::Role(id)),
            NodeId::Gateway(id) => Some(Self::Gateway(id)),
            NodeId::Entity(_) => None,
        }
    }
}

impl Carried {
    /// The node that is moved; none where something new is carried.
    pub fn node(self) -> Option<NodeId> {
        match self {
            Self::Role(id) => Some(id.into()),
            Self::Server(id) => Some(id.into()),
            Self::Site(id) => Some(id.into()),
            Self::Gateway(id) => Some(id.into()),
            Self::NewRole(_) | Self::NewServer | Self::NewSite(_) | Self::NewGateway => None,
        }
    }

    /// Whether it goes on servers; everything else goes to sites.
    pub fn is_role(self) -> bool {
        matches!(self, Self::NewRole(_) | Self::Role(_))
    }
}

/// The ids of what a drop may make: drawn once, so that preview and drop are the same commands.
#[derive(Clone, Copy, Debug)]
pub struct Fresh {
    pub role: RoleId,
    pub server: ServerId,
    pub site: SiteId,
    pub gateway: GatewayId,
    /// For the roles that setup brings.
    pub setup: [RoleId; 4],
}

impl Fresh {
    pub fn draw(session: &Session) -> Self {
        Self {
            role: session.fresh(),
            server: session.fresh(),
            site: session.fresh(),
            gateway: session.fresh(),
            setup: std::array::from_fn(|_| session.fresh()),
        }
    }

    /// The server that setup makes for a site, named by the site's code.
    pub fn setup(&self, session: &Session, kind: SiteKind, code: &str) -> Option<Setup> {
        let kinds = crate::commands::setup_roles(kind);
        let roles = self.setup.iter().copied().zip(kinds.iter().copied()).collect();
        let name = session.free_server_name(code, RoleKind::SiteServer);
        (!kinds.is_empty()).then_some(Setup { server: self.server, name, roles })
    }
}

/// Something in the hand, with the verdicts on everything it was held over or could be.
pub struct Carry {
    pub what: Carried,
    pub fresh: Fresh,
    /// Where it was taken, on the screen.
    pub from: Pos2,
    /// From the corner of what is moved to the pointer, in the picture.
    pub grip: Point,
    pub revision: u64,
    /// By target; without one, the empty canvas.
    pub landings: BTreeMap<Option<NodeId>, Landing>,
    /// What could be done instead, asked once for each target that refuses.
    pub offers: BTreeMap<Option<NodeId>, Vec<Offer>>,
    /// What it would look like, for the target under the pointer.
    pub ghost: Option<super::ghost::Ghost>,
    /// Since when the pointer is over a target that refuses, for the pulse of the sites it names.
    pub refused_since: Option<(Option<NodeId>, f64)>,
}

impl Carry {
    pub fn new(session: &Session, what: Carried, from: Pos2, grip: Point) -> Self {
        Self {
            what,
            fresh: Fresh::draw(session),
            from,
            grip,
            revision: session.revision(),
            landings: BTreeMap::new(),
            offers: BTreeMap::new(),
            ghost: None,
            refused_since: None,
        }
    }

    /// Verdicts are about one plan; another one is asked again.
    pub fn follow(&mut self, session: &Session) {
        if self.revision != session.revision() {
            self.revision = session.revision();
            self.fresh = Fresh::draw(session);
            self.landings.clear();
            self.offers.clear();
            self.ghost = None;
            self.refused_since = None;
        }
    }
}
