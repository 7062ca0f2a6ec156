//! What stands around the canvas, and what lies over it.

mod act;
mod catalog;
mod menu;
mod regions;
mod strip;
mod title_bar;

mod inspector;
mod palette;

use egui::Ui;

use super::{Action, Cx};

/// What the panels keep between frames.
#[derive(Default)]
pub struct Panels {
    title_bar: title_bar::TitleBar,
    palette: palette::Palette,
    inspector: inspector::Inspector,
    regions: regions::Regions,
}

impl Panels {
    /// What stands around the canvas; the rest of the room is the canvas's.
    pub fn around(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        self.regions.begin();
        let wide = cx.view.is_palette_wide(ui.available_width());
        let bar = self.title_bar.ui(cx, ui, actions);
        self.regions.note(regions::Region::TitleBar, &bar);
        strip::strip_ui(cx, ui, actions);
        let palette = self.palette.ui(cx, ui, actions, wide);
        self.regions.note(regions::Region::Palette, &palette);
        if let Some(inspector) = self.inspector.ui(cx, ui, actions) {
            self.regions.note(regions::Region::Inspector, &inspector);
        }
    }

    /// What lies over the window.
    pub fn over(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let _ = (cx, ui, actions);
    }
}
