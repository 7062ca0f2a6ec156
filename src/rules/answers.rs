//! Fixes that say a fact of a server, or take it back.

use super::{Fix, Trouble, Verdict};
use crate::{
    commands::{Command, Field, Set},
    facts::said::Fact,
    model::{Design, NodeId, ServerRef, Value},
};

/// The server that a finding is on.
pub fn server_at(design: &Design, node: Option<NodeId>) -> Option<ServerRef<'_>> {
    match node {
        Some(NodeId::Server(id)) => design.server(id),
        _ => None,
    }
}

pub fn saying(node: NodeId, fact: Fact, value: Option<Value>) -> Command {
    Set::of(node, Field::Fact(fact, value)).into()
}

/// Says one fact of the node that a finding is on.
pub fn say(title: &str, node: Option<NodeId>, fact: Fact, value: Value) -> Vec<Fix> {
    let fix = |node| Fix::new(title, vec![saying(node, fact, Some(value))]);
    node.map(fix).into_iter().collect()
}

/// Takes one fact of the node back.
pub fn unsay(title: &str, node: Option<NodeId>, fact: Fact) -> Vec<Fix> {
    let fix = |node| Fix::new(title, vec![saying(node, fact, None)]);
    node.map(fix).into_iter().collect()
}

/// What is broken counts before what nobody can tell.
pub fn worst<const N: usize>(verdicts: [Verdict; N]) -> Verdict {
    let mut open = Ok(());
    for verdict in verdicts {
        match verdict {
            Err(Trouble::Broken(_)) => return verdict,
            Err(Trouble::Unknown(_)) if open.is_ok() => open = verdict,
            _ => {}
        }
    }
    open
}
