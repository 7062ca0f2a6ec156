//! Makes a distribution point pull its content from others.

use super::{Refusal, name_of};
use crate::{
    facts::{choices::Choice, roles::RoleKind},
    model::{Design, RoleId},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullFrom {
    pub point: RoleId,
    /// In the order in which they are asked; none leaves a pull distribution point without a
    /// source.
    pub sources: Vec<RoleId>,
}

impl PullFrom {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        let is_point = |id: RoleId| match design.role(id) {
            Some(role) if role.kind == RoleKind::DistributionPoint => Ok(()),
            Some(_) => Err(Refusal::NotADistributionPoint(id.into())),
            None => Err(Refusal::Gone(id.into())),
        };
        is_point(self.point)?;
        self.sources.iter().try_for_each(|source| is_point(*source))?;
        if self.sources.contains(&self.point) {
            return Err(Refusal::FromItself);
        }
        let mut sources = Vec::new();
        for source in &self.sources {
            if !sources.contains(source) {
                sources.push(*source);
            }
        }
        design.update_role(self.point, |role| {
            role.set(Choice::Pull, true);
            role.sources = sources;
        });
        Ok(())
    }

    pub fn label(&self, design: &Design) -> String {
        let server =
            |id| design.role(id).map_or_else(String::new, |role| role.server().name.clone());
        let sources: Vec<_> = self.sources.iter().map(|id| server(*id)).collect();
        let point = name_of(design, self.point.into());
        match sources.is_empty() {
            true => format!("Let {point} pull from nowhere"),
            false => format!("Let {point} pull from {}", sources.join(" and ")),
        }
    }
}
