//! Makes a command of what was read: it puts what is new into a design and brings what is there up
//! to date. Sites are known by their code, computers by their name, roles by what they are.

mod around;
mod roles;
mod servers;
mod sites;

use super::{Intake, Notes, Sort};
use crate::{
    commands::TakeIn,
    model::{Design, Head, Ids},
};
use servers::Homes;
use sites::Sites;

/// What comes in, before it does.
#[derive(Clone, Debug)]
pub struct Taken {
    pub command: TakeIn,
    pub came: Came,
    /// Those of the reading, and what came up while placing it.
    pub notes: Notes,
}

/// How many of each came in; `known` ones were in the design and are brought up to date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Came {
    pub new: Counts,
    pub known: Counts,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub sites: usize,
    pub servers: usize,
    pub roles: usize,
    /// Roles whose name nobody knows; counted in `roles` too.
    pub unknown_roles: usize,
    pub gateways: usize,
    pub entities: usize,
}

impl Taken {
    /// Whether there is anything to take.
    pub fn is_empty(&self) -> bool {
        let TakeIn { head, sites, gateways, entities, .. } = &self.command;
        head.is_none() && sites.is_empty() && gateways.is_empty() && entities.is_empty()
    }
}

/// What an intake makes of a design.
pub fn take(mut intake: Intake, design: &Design, ids: &mut Ids) -> Taken {
    let mut came = Came::default();
    let mut notes = std::mem::take(&mut intake.notes);
    let sites = Sites::of(&intake, design, ids);
    let homes = Homes::of(&intake, &sites, design, ids, &mut notes);
    let arrivals = roles::arrivals(&intake, &sites, &homes, design, ids, &mut notes, &mut came);
    let command = TakeIn {
        what: "Import".to_owned(),
        head: head(&intake, design, &mut notes),
        sites: arrivals.into(),
        gateways: around::gateways(&intake, &sites, design, ids, &mut came).into(),
        entities: around::entities(&intake, design, ids, &mut notes, &mut came).into(),
    };
    Taken { command, came, notes }
}

/// An empty plan is judged for the version that its hierarchy runs.
fn head(intake: &Intake, design: &Design, notes: &mut Notes) -> Option<Head> {
    let version = intake.version.filter(|_| design.is_empty() && design.head().target.is_none())?;
    let why = format!("the plan is judged for version {}, which the sites run", version.name());
    notes.say(Sort::Assumed, intake.sites.first()?.place, why);
    Some(Head { target: Some(version), ..design.head().clone() })
}
