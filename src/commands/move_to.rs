//! Moves a node to another place: a role to a server, a server to a site, a site under a site.

use super::{Refusal, name_of, present};
use crate::{
    facts::said::sites::PARENT,
    model::{Design, GatewayId, RoleId, ServerId, SiteId},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveRole {
    pub role: RoleId,
    pub to: ServerId,
    /// Where it stands among the server's roles; the end, if that is beyond it.
    pub place: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveServer {
    pub server: ServerId,
    pub to: SiteId,
    pub place: usize,
}

/// From then on it is known where the site hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveSite {
    pub site: SiteId,
    pub under: Option<SiteId>,
    pub place: usize,
}

/// Says at which site a gateway was created; none means the top-tier site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveGateway {
    pub gateway: GatewayId,
    pub to: Option<SiteId>,
}

impl MoveRole {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        let role = design.role(self.role).ok_or(Refusal::Gone(self.role.into()))?;
        let to = design.server(self.to).ok_or(Refusal::Gone(self.to.into()))?;
        let serves = role.serves.filter(|site| *site != to.site().id);
        let twin = |other: &crate::model::Role| {
            other.id != role.id && other.is_like(&role) && other.serves == serves
        };
        if to.roles.iter().any(twin) {
            return Err(Refusal::AlreadyThere { role: role.kind, server: to.name.clone() });
        }
        design.move_role(self.role, self.to, self.place);
        design.update_role(self.role, |role| role.serves = serves);
        Ok(())
    }

    pub fn label(&self, design: &Design) -> String {
        let role = name_of(design, self.role.into());
        format!("Move {role} to {}", name_of(design, self.to.into()))
    }
}

impl MoveServer {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        present(design, self.server)?;
        present(design, self.to)?;
        design.move_server(self.server, self.to, self.place);
        design.update_server(self.server, |server| {
            for role in &mut server.roles {
                role.serves = role.serves.filter(|site| *site != self.to);
            }
        });
        Ok(())
    }

    pub fn label(&self, design: &Design) -> String {
        let server = name_of(design, self.server.into());
        format!("Move {server} to {}", name_of(design, self.to.into()))
    }
}

impl MoveSite {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        present(design, self.site)?;
        if let Some(under) = self.under {
            present(design, under)?;
            if design.is_below(under, self.site) {
                return Err(Refusal::BelowItself(self.site));
            }
        }
        design.move_site(self.site, self.under, self.place);
        design.update_site(self.site, |site| site.said.set(PARENT, None));
        Ok(())
    }

    pub fn label(&self, design: &Design) -> String {
        let site = name_of(design, self.site.into());
        match self.under {
            Some(under) => format!("Hang {site} under {}", name_of(design, under.into())),
            None => format!("Let {site} stand alone"),
        }
    }
}

impl MoveGateway {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        present(design, self.gateway)?;
        self.to.map_or(Ok(()), |site| present(design, site))?;
        design.update_gateway(self.gateway, |gateway| gateway.at = self.to);
        Ok(())
    }

    pub fn label(&self, design: &Design) -> String {
        let gateway = name_of(design, self.gateway.into());
        match self.to {
            Some(site) => format!("Create {gateway} at {}", name_of(design, site.into())),
            None => format!("Create {gateway} at the top-tier site"),
        }
    }
}
