//! Adds a site, with the server that setup makes: a bare site would be wrong at once.

use super::{Refusal, absent, good_name, name_of, present};
use crate::{
    facts::{roles::RoleKind, sites::SiteKind},
    model::{Design, Role, RoleId, Server, ServerId, Site, SiteId},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddSite {
    pub id: SiteId,
    pub kind: SiteKind,
    pub code: String,
    pub under: Option<SiteId>,
    /// Where it stands among its siblings; the end, if that is beyond it.
    pub place: usize,
    pub setup: Option<Setup>,
}

/// The server on which setup runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    pub server: ServerId,
    pub name: String,
    pub roles: Vec<(RoleId, RoleKind)>,
}

/// The roles that setup puts on a site's server and no site can be without.
pub fn setup_roles(kind: SiteKind) -> &'static [RoleKind] {
    kind.facts().setup
}

impl AddSite {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        absent(design, self.id)?;
        good_name(&self.code)?;
        self.under.map_or(Ok(()), |under| present(design, under))?;
        if let Some(setup) = &self.setup {
            absent(design, setup.server)?;
            good_name(&setup.name)?;
            setup.roles.iter().try_for_each(|(id, _)| absent(design, *id))?;
        }
        design.add_site(Site::new(self.id, self.kind, self.code.trim()), self.under, self.place);
        if let Some(setup) = &self.setup {
            let mut server = Server::new(setup.server, setup.name.trim());
            server.roles = setup.roles.iter().map(|(id, kind)| Role::new(*id, *kind)).collect();
            design.add_server(self.id, server, 0);
        }
        Ok(())
    }

    pub fn label(&self, design: &Design) -> String {
        let what = self.kind.facts().title;
        match self.under {
            Some(under) => {
                format!("Add {what} {} under {}", self.code, name_of(design, under.into()))
            }
            None => format!("Add {what} {}", self.code),
        }
    }
}
