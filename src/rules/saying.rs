//! Fixes that say a fact, or take it back.

use super::Fix;
use crate::{
    commands::{Command, Field, Set},
    facts::said::Fact,
    model::{NodeId, Said, Value},
};

/// The command that says a fact of a node.
pub fn say(node: impl Into<NodeId>, fact: Fact, value: Value) -> Command {
    Set::of(node, Field::Fact(fact, Some(value))).into()
}

/// The command that takes a fact back.
pub fn unsay(node: impl Into<NodeId>, fact: Fact) -> Command {
    Set::of(node, Field::Fact(fact, None)).into()
}

/// A fix that does no more than saying one fact.
pub fn fix(
    title: impl Into<String>,
    node: impl Into<NodeId>,
    fact: Fact,
    value: Value,
) -> Vec<Fix> {
    vec![Fix::new(title, vec![say(node, fact, value)])]
}

/// The same for the node that a finding is on.
pub fn answer(
    title: impl Into<String>,
    node: Option<NodeId>,
    fact: Fact,
    value: Value,
) -> Vec<Fix> {
    node.map(|node| fix(title, node, fact, value)).unwrap_or_default()
}

/// Takes one fact of the node back that a finding is on.
pub fn take_back(title: impl Into<String>, node: Option<NodeId>, fact: Fact) -> Vec<Fix> {
    node.map(|node| Fix::new(title, vec![unsay(node, fact)])).into_iter().collect()
}

/// The words that a node says, with one more.
pub fn with_word(said: &Said, fact: Fact, word: &str) -> Option<Value> {
    let mut words = said.words(fact).unwrap_or_default().to_vec().join("+");
    words.push('+');
    words.push_str(word);
    Value::read(fact, &words).ok()
}
