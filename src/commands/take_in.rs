//! Takes in what was read elsewhere: whole sites with all that stands in them, in one step.
//!
//! A hundred thousand servers that are added one by one would each copy their site.

use std::sync::Arc;

use super::{Refusal, good_name};
use crate::facts::said::sites::PARENT;
use crate::model::{Design, Entity, Gateway, Head, Id, Server, Site, SiteId};

/// Shared, for a command is copied around and this one can be large.
#[derive(Clone, Debug, PartialEq)]
pub struct TakeIn {
    /// What the history list calls it.
    pub what: String,
    pub head: Option<Head>,
    /// Parents before their children.
    pub sites: Arc<[Arrival]>,
    /// New ones, and those that take the place of the one with their id.
    pub gateways: Arc<[Gateway]>,
    pub entities: Arc<[Entity]>,
}

/// A new site, or one that takes the place of the site with its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    pub site: Arc<Site>,
    /// Where it hangs; a site that is there already stays where it hangs if that is the same.
    pub parent: Option<SiteId>,
}

impl TakeIn {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        let mut next = design.clone();
        for arrival in self.sites.iter() {
            arrival.apply(&mut next)?;
        }
        for gateway in self.gateways.iter() {
            good_name(&gateway.name)?;
            match next.gateway(gateway.id) {
                Some(_) => next.update_gateway(gateway.id, |it| *it = gateway.clone()),
                None => next.add_gateway(gateway.clone(), usize::MAX),
            }
        }
        for entity in self.entities.iter() {
            good_name(&entity.name)?;
            match entity.id.is_known(&next) {
                true => next.update_entity(entity.id, |it| *it = entity.clone()),
                false => next.add_entity(entity.clone()),
            }
        }
        if let Some(head) = &self.head {
            next.set_head(head.clone());
        }
        *design = next;
        Ok(())
    }

    pub fn label(&self, _: &Design) -> String {
        self.what.clone()
    }
}

impl Arrival {
    fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        let Self { site, parent } = self;
        good_name(&site.code)?;
        let mut taken = Site::clone(site);
        if parent.is_some() {
            taken.said.set(PARENT, None);
        }
        site.servers.iter().try_for_each(|server| good_name(&server.name))?;
        parent.map_or(Ok(()), |parent| super::present(design, parent))?;
        if !design.contains(site.id.into()) {
            site.servers.iter().try_for_each(|server| unused(design, server))?;
            design.add_site(taken, *parent, usize::MAX);
            return Ok(());
        }
        for server in &site.servers {
            match design.site_of(server.id.into()) {
                Some(home) if home == site.id => {}
                Some(_) => return Err(Refusal::Taken(server.id.into())),
                None => unused(design, server)?,
            }
        }
        if design.parent(site.id) != *parent {
            if parent.is_some_and(|parent| parent == site.id || design.is_below(parent, site.id)) {
                return Err(Refusal::BelowItself(site.id));
            }
            design.move_site(site.id, *parent, usize::MAX);
        }
        design.put_site(taken);
        Ok(())
    }
}

/// Whether nothing in the design has the ids of a server and its roles.
fn unused(design: &Design, server: &Server) -> Result<(), Refusal> {
    super::absent(design, server.id)?;
    server.roles.iter().try_for_each(|role| super::absent(design, role.id))
}
