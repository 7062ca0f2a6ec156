//! The design as indented text, which the command line reads again; where boxes stand and what the
//! plan lives with does not fit there and is left out.

use super::Exporter;
use crate::model::outline;

pub(super) const EXPORTER: Exporter = Exporter {
    kind: "outline",
    title: "Plan as an outline",
    extension: "outline",
    text: true,
    write: |input| Ok(outline::print(&input.plan.design).into_bytes()),
};
