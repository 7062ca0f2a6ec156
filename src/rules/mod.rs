//! The only judge of a design.
