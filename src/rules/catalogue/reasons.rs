//! Why rows are not judged yet.

pub const GESTURE: &str = "A gesture; no plan can hold it.";
pub const ALLOWED: &str = "It is allowed; there is nothing to find.";
pub const ORDER: &str =
    "The order of steps follows from the design; a plan holds none of its own that could be wrong.";
