//! The only way to change a design.
