//! Adds something around the sites: a domain, a network zone, a boundary group and the like.

use super::{Refusal, absent, good_name};
use crate::{
    facts::said::EntityKind,
    model::{Design, Entity, EntityId, Said},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddEntity {
    pub id: EntityId,
    pub kind: EntityKind,
    pub name: String,
}

impl AddEntity {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        absent(design, self.id)?;
        good_name(&self.name)?;
        let name = self.name.trim().to_owned();
        let entity = Entity { id: self.id, kind: self.kind, name, said: Said::default() };
        design.add_entity(entity);
        Ok(())
    }

    pub fn label(&self, _: &Design) -> String {
        format!("Add {} {}", self.kind.title().to_lowercase(), self.name)
    }
}
