//! What stands around the canvas.

mod inspector;
mod palette;
mod strip;
mod title_bar;

pub use inspector::inspector_ui;
pub use palette::palette_ui;
pub use strip::strip_ui;
pub use title_bar::title_bar_ui;
