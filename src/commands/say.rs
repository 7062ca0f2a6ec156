//! Says a fact of a node or of the plan, or takes it back; keeps names in step when what they name
//! is renamed.

use super::Refusal;
use crate::{
    facts::said::{EntityKind, Fact, Shape},
    model::{Design, NodeId, Said, Value},
};

/// Says `fact`, if the node can have it and the value has its shape.
pub(super) fn say(
    design: &mut Design,
    node: Option<NodeId>,
    fact: Fact,
    value: Option<&Value>,
) -> Result<(), Refusal> {
    let misfit = Refusal::NoSuchField { field: fact.row().title };
    let on = design.kind_of(node).ok_or_else(|| misfit.clone())?;
    let shaped =
        value.is_none_or(|value| Value::read(fact, &value.spelled()).as_ref() == Ok(value));
    if !fact.fits(on) || !shaped {
        return Err(misfit);
    }
    change(design, node, |said| said.set(fact, value.cloned()));
    Ok(())
}

pub(super) fn change(design: &mut Design, node: Option<NodeId>, change: impl FnOnce(&mut Said)) {
    match node {
        None => {
            let mut head = design.head().clone();
            change(&mut head.said);
            design.set_head(head);
        }
        Some(NodeId::Site(id)) => design.update_site(id, |site| change(&mut site.said)),
        Some(NodeId::Server(id)) => design.update_server(id, |server| change(&mut server.said)),
        Some(NodeId::Role(id)) => design.update_role(id, |role| change(&mut role.said)),
        Some(NodeId::Gateway(id)) => design.update_gateway(id, |gateway| change(&mut gateway.said)),
        Some(NodeId::Entity(id)) => design.update_entity(id, |entity| change(&mut entity.said)),
    }
}

/// Renames what names an entity, wherever that is said.
pub(super) fn rename_references(design: &mut Design, kind: EntityKind, from: &str, to: &str) {
    let is_said = |fact: &Fact| design.times_said(*fact) > 0;
    let mut facts = Fact::all().filter(|fact| names(*fact, kind)).filter(is_said);
    let mut nodes: Vec<Option<NodeId>> = vec![None];
    nodes.extend(design.entities().map(|entity| Some(entity.id.into())));
    if facts.next().is_some() {
        for server in design.servers() {
            nodes.push(Some(server.id.into()));
            nodes.extend(server.server().roles.iter().map(|role| Some(role.id.into())));
        }
    }
    for node in nodes {
        let Some(said) = design.said_of(node) else { continue };
        let renamed: Vec<_> = said
            .all()
            .filter(|(fact, _)| names(*fact, kind))
            .filter_map(|(fact, value)| Some((*fact, renamed(value, from, to)?)))
            .collect();
        for (fact, value) in renamed {
            change(design, node, |said| said.set(fact, Some(value)));
        }
    }
}

fn names(fact: Fact, kind: EntityKind) -> bool {
    matches!(fact.row().shape, Shape::Name(named) | Shape::Names(named) if named == kind)
}

/// The value with the new name in it, if it has the old one.
fn renamed(value: &Value, from: &str, to: &str) -> Option<Value> {
    let is_old = |text: &str| text.to_lowercase() == from.to_lowercase();
    match value {
        Value::Text(text) if is_old(text) => Some(Value::Text(to.into())),
        Value::Texts(texts) if texts.iter().any(|text| is_old(text)) => {
            let each =
                |text: &std::sync::Arc<str>| if is_old(text) { to.into() } else { text.clone() };
            Some(Value::Texts(texts.iter().map(each).collect()))
        }
        _ => None,
    }
}
