//! What leaves the program.

pub mod pdf;
pub mod png;
pub mod svg;
