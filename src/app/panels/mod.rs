//! What stands around the canvas, and what lies over it.

mod act;
mod barred;
mod cards;
mod catalog;
mod fields;
mod findings;
mod fixes;
mod menu;
mod regions;
mod rules;
mod sheets;
mod strip;
mod title_bar;
mod waiving;

mod inspector;
mod palette;
mod questions;

pub use catalog::capital;
pub use fields::number;
pub use findings::Shelf;

use egui::Ui;

use super::{Action, Cx};

/// What the panels keep between frames.
#[derive(Default)]
pub struct Panels {
    title_bar: title_bar::TitleBar,
    palette: palette::Palette,
    inspector: inspector::Inspector,
    findings: findings::Findings,
    rules: rules::Rules,
    sheets: sheets::Sheets,
    regions: regions::Regions,
    owner: String,
    /// What is left for the canvas.
    canvas: Option<egui::Rect>,
}

impl Panels {
    /// What stands around the canvas; the rest of the room is the canvas's.
    pub fn around(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        self.regions.begin();
        rules::escape(cx, ui, actions);
        let wide = cx.view.is_palette_wide(ui.available_width());
        let bar = self.title_bar.ui(cx, ui, actions);
        self.regions.note(regions::Region::TitleBar, &bar);
        strip::strip_ui(cx, ui, actions);
        if let Some(findings) = self.findings.ui(cx, ui, actions) {
            self.regions.note(regions::Region::Findings, &findings);
        }
        let palette = self.palette.ui(cx, ui, actions, wide);
        self.regions.note(regions::Region::Palette, &palette);
        if let Some(inspector) = self.inspector.ui(cx, ui, actions) {
            self.regions.note(regions::Region::Inspector, &inspector);
        }
        let canvas = ui.available_rect_before_wrap();
        let drawn = regions::Drawn { rect: canvas, first: super::canvas::id() };
        self.regions.note(regions::Region::Canvas, &drawn);
        self.canvas = Some(canvas);
    }

    /// Who answered for the last waiver: likely for the next one too.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    pub fn set_owner(&mut self, owner: String) {
        self.owner = owner;
    }

    /// What is typed and not yet taken, as actions: to be run before a save or an export.
    pub fn take_typed(&mut self, cx: &Cx<'_>, actions: &mut Vec<Action>) {
        self.inspector.take_typed(cx, actions);
    }

    /// What lies over the window.
    pub fn over(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        if let Some(canvas) = self.canvas {
            self.rules.ui(cx, ui, actions, canvas);
        }
        self.sheets.ui(cx, ui, actions);
    }
}
