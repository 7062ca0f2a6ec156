//! Puts a site system role on a server: what a drop on the canvas does.

use super::{Refusal, absent};
use crate::{
    facts::roles::RoleKind,
    model::{Design, Role, RoleId, ServerId, SiteId},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceRole {
    /// The new role's id; see [`Ids`](crate::model::Ids).
    pub id: RoleId,
    pub kind: RoleKind,
    pub on: ServerId,
    /// The site that it serves, where that is not the one in which the server stands.
    pub serves: Option<SiteId>,
}

impl PlaceRole {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        absent(design, self.id)?;
        let server = design.server(self.on).ok_or(Refusal::Gone(self.on.into()))?;
        let serves = self.serves.filter(|site| *site != server.site().id);
        let mut role = Role::new(self.id, self.kind);
        role.serves = serves;
        if server.roles.iter().any(|other| other.is_like(&role) && other.serves == serves) {
            return Err(Refusal::AlreadyThere { role: self.kind, server: server.name.clone() });
        }
        let place = server.roles.len();
        design.add_role(self.on, role, place);
        Ok(())
    }

    pub fn label(&self, design: &Design) -> String {
        let server = super::name_of(design, self.on.into());
        format!("Place {} on {server}", self.kind.spoken())
    }
}
