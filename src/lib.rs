//! Sitewright: plans Configuration Manager hierarchies in one picture that knows the rules.

#[cfg(feature = "gui")]
pub mod app;
pub mod arrange;
pub mod cli;
pub mod commands;
pub mod export;
pub mod facts;
pub mod file;
pub mod geometry;
pub mod measure;
pub mod model;
pub mod plan;
pub mod rules;
pub mod scene;
pub mod session;
pub mod templates;
