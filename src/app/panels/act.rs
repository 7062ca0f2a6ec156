//! What the actions of panels change.

use super::super::{Action, App, actions::Way, view::Panel};

impl App {
    pub(in super::super) fn act_around(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::TogglePalette => {
                let wide = self.view.is_palette_wide(ctx.content_rect().width());
                self.view.palette = if wide { Panel::Closed } else { Panel::Open };
            }
            Action::ToggleInspector => self.view.toggle_inspector(),
            Action::ToggleFindings => {
                let shown = self.view.are_findings_shown();
                self.view.findings = if shown { Panel::Closed } else { Panel::Open };
            }
            Action::StepRegion(way) => self.panels.regions.step(ctx, way),
            _ => {}
        }
    }

    /// So many steps of history at once.
    pub(in super::super) fn travel(&mut self, steps: isize) {
        let way = if steps < 0 { Way::Back } else { Way::Next };
        for _ in 0..steps.unsigned_abs() {
            let moved = match way {
                Way::Back => self.session.undo(),
                Way::Next => self.session.redo(),
            };
            if !moved {
                break;
            }
        }
    }
}
