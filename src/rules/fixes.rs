//! Fixes that several topics offer.

use super::Fix;
use crate::{
    commands::{Remove, name_of},
    model::{Design, NodeId},
};

/// Takes the node out.
pub fn remove(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let fix =
        |node| Fix::new(format!("Remove {}", name_of(design, node)), vec![Remove { node }.into()]);
    node.map(fix).into_iter().collect()
}
