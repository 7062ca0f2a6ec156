//! Sitewright: plans Configuration Manager hierarchies in one picture that knows the rules.

pub mod commands;
pub mod facts;
pub mod geometry;
pub mod model;
pub mod rules;
