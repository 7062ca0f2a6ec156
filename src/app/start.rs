//! Starts the window, or says why there is none.

use std::path::PathBuf;

use eframe::Storage;
use egui::{IconData, ThemePreference, ViewportBuilder};
use serde::{Deserialize, Serialize};

use super::{
    App, Mode,
    shell::{FileAction, Recent},
    view::Panel,
};
use crate::{arrange, model::Ids, plan::Plan, templates};

/// The size of the window when nothing is remembered, in logical pixels.
const SIZE: [f32; 2] = [1440.0, 900.0];
const LEAST: [f32; 2] = [1024.0, 640.0];

/// What is remembered from one start to the next, apart from the window's place.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Settings {
    recent: Recent,
    theme: Option<ThemePreference>,
    palette: Panel,
    /// Who answered for the last waiver.
    owner: String,
}

const SETTINGS: &str = "settings";

/// Opens the window, with a plan in it where a file is given, and comes back when it is closed.
pub fn run(file: Option<PathBuf>) -> Result<(), eframe::Error> {
    let mut viewport = ViewportBuilder::default()
        .with_title("Sitewright")
        .with_app_id("sitewright")
        .with_inner_size(SIZE)
        .with_min_inner_size(LEAST)
        .with_drag_and_drop(true);
    if let Some(icon) = icon() {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let make = |cx: &eframe::CreationContext<'_>| {
        let mut app = App::new(&cx.egui_ctx, Plan::default(), Ids::random(seed()));
        app.shell.desktop.ask();
        let settings = cx.storage.and_then(|storage| storage.get_string(SETTINGS));
        app.begin(&cx.egui_ctx, settings.as_deref(), file);
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("sitewright", options, Box::new(make))
}

impl App {
    /// The plan of a file, at the very first start the sample, else the start page.
    pub fn begin(&mut self, ctx: &egui::Context, settings: Option<&str>, file: Option<PathBuf>) {
        if let Some(settings) = settings {
            // What cannot be read is as good as not there.
            let settings: Settings = serde_json::from_str(settings).unwrap_or_default();
            self.shell.recent = settings.recent;
            self.view.palette = settings.palette;
            self.panels.set_owner(settings.owner);
            if let Some(theme) = settings.theme {
                ctx.set_theme(theme);
            }
        }
        match (file, settings) {
            (Some(path), _) => {
                self.view.mode = Mode::Start;
                self.act_file(ctx, FileAction::Open(path));
            }
            (None, None) => self.show_sample(),
            (None, Some(_)) => self.view.mode = Mode::Start,
        }
    }

    fn show_sample(&mut self) {
        let design = super::shell::clock::dated(templates::sample());
        let places = arrange::tidy(&design);
        let ids = Ids::random(seed());
        self.show(crate::session::Session::new(Plan::new(design, places), ids, false), None);
    }

    pub(super) fn remember(&self, ctx: &egui::Context, storage: &mut dyn Storage) {
        let settings = Settings {
            recent: self.shell.recent.clone(),
            theme: Some(ctx.options(|options| options.theme_preference)),
            palette: self.view.palette,
            owner: self.panels.owner().to_owned(),
        };
        if let Ok(text) = serde_json::to_string(&settings) {
            storage.set_string(SETTINGS, text);
        }
    }
}

fn icon() -> Option<IconData> {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/sitewright.png")).ok()
}

/// Different on every start, so that two people's plans never share an id.
pub fn seed() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}
