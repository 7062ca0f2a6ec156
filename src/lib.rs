//! Sitewright: plans Configuration Manager hierarchies in one picture that knows the rules.
//!
//! In reading order:
//! - [`geometry`]: points and rectangles
//! - [`facts`]: what the documentation says, as tables with a source each
//! - [`model`]: what a design is: sites, servers, roles, links; and the outline, its text form
//! - [`commands`]: the only way to change a design
//! - [`plan`]: a design and the places of its boxes
//! - [`rules`]: the only judge of a design
//! - [`measure`], [`arrange`]: how wide text is, and where boxes go
//! - [`session`]: one open plan: preview, run, undo, what a drop would mean
//! - [`scene`]: what a plan looks like
//! - [`export`]: files for others
//! - [`file`], [`templates`]: our own file, and the plans to begin with
//! - [`import`]: what others wrote: exports of live hierarchies, server lists
//! - [`collector`]: the script that gathers a live hierarchy, and what it reads
//! - [`cli`], `app`: the programs: a console, a window

#[cfg(feature = "gui")]
pub mod app;
pub mod arrange;
pub mod cli;
pub mod collector;
pub mod commands;
pub mod export;
pub mod facts;
pub mod file;
pub mod geometry;
pub mod import;
pub mod measure;
pub mod model;
pub mod plan;
pub mod rules;
pub mod scene;
pub mod session;
pub mod templates;
