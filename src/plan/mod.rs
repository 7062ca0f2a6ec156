//! What a file holds: a design, where its nodes stand, and the findings it lives with.

pub mod places;

pub use places::{Place, Places, ServerPlace, SitePlace};

use std::sync::Arc;

use crate::model::{Design, Waiver};

/// One plan. Immutable once shared: an edit makes the next one.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub design: Design,
    pub places: Places,
    /// In the order in which they were given.
    pub waivers: Arc<Vec<Waiver>>,
}

impl Plan {
    /// A plan that lives with nothing yet.
    pub fn new(design: Design, places: Places) -> Self {
        Self { design, places, waivers: Arc::default() }
    }
}
