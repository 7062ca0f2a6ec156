//! The few controls that the window is made of, drawn alike everywhere.

mod button;
mod check;
mod choose;
mod field;
mod fold;
mod text;

pub use button::{Button, Kind};
pub use check::{Mark, check};
pub use choose::{choose, choose_at, choose_short, row, row_with};
pub use field::{FIELD_HEIGHT, field_box, filter, text_box};
pub use fold::fold;
pub use text::{SMALL, heading, line, pair, spaced, tell, words};

use super::Look;
use crate::scene::Ink;

/// Between the edge of a panel and what is in it.
pub const MARGIN: f32 = 12.0;

/// The corners of fields, buttons and cards.
pub const RADIUS: u8 = 6;

/// Shows where the keyboard is.
pub fn focus_ring(ui: &egui::Ui, look: &Look, response: &egui::Response) {
    if response.has_focus() {
        ui.painter().rect_stroke(
            response.rect,
            RADIUS,
            look.stroke(Ink::Accent, 2.0),
            egui::StrokeKind::Inside,
        );
    }
}
