//! What a file holds: a design, and where its nodes stand.

pub mod places;

pub use places::{Place, Places, ServerPlace, SitePlace};

use crate::model::Design;

/// One plan. Immutable once shared: an edit makes the next one.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub design: Design,
    pub places: Places,
}
