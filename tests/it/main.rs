//! The tests of the whole crate, in one program: one link instead of many.

mod measure;
mod outline;
mod pictures;
mod theme;
