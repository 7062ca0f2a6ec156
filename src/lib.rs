//! Sitewright: plans Configuration Manager hierarchies in one picture that knows the rules.

pub mod geometry;
