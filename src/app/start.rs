//! Starts the window, or says why there is none.

use std::path::PathBuf;

use super::App;
use crate::{model::Ids, plan::Plan};

/// The size of the window when nothing is remembered, in logical pixels.
const SIZE: [f32; 2] = [1440.0, 900.0];
const LEAST: [f32; 2] = [1024.0, 640.0];

/// Opens the window and comes back when it is closed.
pub fn run(_file: Option<PathBuf>) -> Result<(), eframe::Error> {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Sitewright")
        .with_app_id("sitewright")
        .with_inner_size(SIZE)
        .with_min_inner_size(LEAST);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let make = |cx: &eframe::CreationContext<'_>| {
        let app = App::new(&cx.egui_ctx, Plan::default(), Ids::random(seed()));
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("sitewright", options, Box::new(make))
}

/// Different on every start, so that two people's plans never share an id.
fn seed() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}
