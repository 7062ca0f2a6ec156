//! The tests of the whole crate, in one program: one link instead of many.

mod catalogue;
mod causes;
mod cli;
mod collector;
mod content_and_cloud;
mod counts;
mod designs;
mod exports;
mod facts;
mod files;
mod headroom;
mod hierarchies;
mod house;
mod layout;
mod limits;
mod lists;
mod live;
mod measure;
mod outline;
mod pictures;
mod placement;
mod rules;
mod samples;
mod scene;
#[cfg(feature = "gui")]
mod screens_canvas;
#[cfg(feature = "gui")]
mod screens_facts;
#[cfg(feature = "gui")]
mod screens_files;
#[cfg(feature = "gui")]
mod screens_headroom;
#[cfg(feature = "gui")]
mod screens_import;
#[cfg(feature = "gui")]
mod screens_lists;
#[cfg(feature = "gui")]
mod screens_panels;
#[cfg(feature = "gui")]
mod screens_rules;
#[cfg(feature = "gui")]
mod screens_unclear;
#[cfg(feature = "gui")]
mod screens_waive;
mod session;
mod sizes;
mod templates;
mod theme;
mod tidy;
mod traps;
mod unclear;
mod waivers;
mod walk;
