//! The plans of all sizes as live exports.
//!
//! `SITEWRIGHT_LIVE=FOLDER cargo test --no-default-features --test it live::scale` writes each of
//! them there, as JSON and as a table, for a look at them in the window.

#![expect(clippy::disallowed_methods, reason = "files are what is asked for")]

use std::path::Path;

use super::writer::Live;
use crate::sizes::{PlanSize, plan_of};

#[test]
fn plans_of_all_sizes_can_be_written_as_live_exports() {
    let folder = std::env::var_os("SITEWRIGHT_LIVE");
    for size in PlanSize::ALL {
        if size == PlanSize::Max && folder.is_none() {
            continue;
        }
        let live = Live::of(&plan_of(size));
        if let Some(folder) = &folder {
            let write = |name: &str, text: String| {
                let path = Path::new(folder).join(format!("{}-{name}", size.name()));
                std::fs::write(path, text).expect("the folder is there");
            };
            write("live.csv", live.csv());
            write("live-full.json", live.json());
            write("live.json", live.lean().json());
        }
    }
}
