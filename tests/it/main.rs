//! The tests of the whole crate, in one program: one link instead of many.

mod catalogue;
mod causes;
mod content_and_cloud;
mod designs;
mod exports;
mod files;
mod limits;
mod layout;
mod measure;
mod outline;
mod pictures;
mod placement;
mod rules;
mod samples;
mod scene;
#[cfg(feature = "gui")]
mod screens_panels;
mod session;
mod templates;
mod sizes;
mod theme;
mod tidy;
mod traps;
mod walk;
