//! Adds a cloud management gateway to the hierarchy.

use super::{Refusal, absent, good_name};
use crate::model::{Design, Gateway, GatewayId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddGateway {
    pub id: GatewayId,
    pub name: String,
}

impl AddGateway {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        absent(design, self.id)?;
        good_name(&self.name)?;
        design.add_gateway(Gateway::new(self.id, self.name.trim()), usize::MAX);
        Ok(())
    }

    pub fn label(&self, _: &Design) -> String {
        format!("Add cloud management gateway {}", self.name)
    }
}
