//! Paints items of the scene with egui.
