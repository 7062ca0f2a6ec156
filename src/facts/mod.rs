//! What Microsoft's documentation says, as tables with a source each; no logic.

pub mod builds;
pub mod choices;
pub mod disagreements;
pub mod hardware;
pub mod limits;
pub mod not_roles;
pub mod numbers;
pub mod practice;
mod role_table;
pub mod roles;
pub mod said;
pub mod severity;
pub mod sites;
pub mod sources;
pub mod sql_servers;
pub mod systems;
pub mod versions;
