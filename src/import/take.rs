//! Makes a command of what was read: it puts what is new into a design and brings what is there up
//! to date.

use super::Notes;
use crate::commands::TakeIn;

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
