//! Adds a server without roles to a site.

use super::{Refusal, absent, good_name, name_of, present};
use crate::model::{Design, Server, ServerId, SiteId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddServer {
    pub id: ServerId,
    pub to: SiteId,
    /// Where it stands among the site's servers; the end, if that is beyond it.
    pub place: usize,
    pub name: String,
}

impl AddServer {
    /// At the end of a site's servers.
    pub fn last(id: ServerId, to: SiteId, name: impl Into<String>) -> Self {
        Self { id, to, place: usize::MAX, name: name.into() }
    }

    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        absent(design, self.id)?;
        present(design, self.to)?;
        good_name(&self.name)?;
        design.add_server(self.to, Server::new(self.id, self.name.trim()), self.place);
        Ok(())
    }

    pub fn label(&self, design: &Design) -> String {
        format!("Add {} to {}", self.name, name_of(design, self.to.into()))
    }
}
