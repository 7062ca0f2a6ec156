//! What a hand carries over the canvas, from the palette or from where it stood.

use crate::{
    facts::{roles::RoleKind, sites::SiteKind},
    model::{GatewayId, NodeId, RoleId, ServerId, SiteId},
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

impl From<NodeId> for Carried {
    fn from(node: NodeId) -> Self {
        match node {
            NodeId::Site(id) => Self::Site(id),
            NodeId::Server(id) => Self::Server(id),
            NodeId::Role(id) => Self::Role(id),
            NodeId::Gateway(id) => Self::Gateway(id),
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
}
