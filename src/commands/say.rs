//! Says a fact of a node or of the plan, or takes it back; keeps names in step when what they name
//! is renamed.

use std::sync::Arc;

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

/// What a name in a fact may mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    Entity(EntityKind),
    Site,
    Server,
}

impl Meant {
    fn is_named_by(self, fact: Fact) -> bool {
        match fact.row().shape {
            Shape::Name(kind) | Shape::Names(kind) => self == Self::Entity(kind),
            Shape::Code | Shape::Codes => self == Self::Site,
            Shape::Host => self == Self::Server,
            _ => false,
        }
    }
}

/// Renames what names an entity, site or server, wherever that is said. Only where such a fact is
/// said at all, this costs more than what lies around the sites.
pub(super) fn rename_references(design: &mut Design, meant: Meant, from: &str, to: &str) {
    let is_said = |fact: &Fact| design.times_said(*fact) > 0;
    let mut facts = Fact::all().filter(|fact| meant.is_named_by(*fact)).filter(is_said);
    let mut nodes: Vec<Option<NodeId>> = vec![None];
    nodes.extend(design.entities().map(|entity| Some(entity.id.into())));
    if facts.next().is_some() {
        for site in design.sites() {
            nodes.push(Some(site.id.into()));
            for server in site.servers() {
                nodes.push(Some(server.id.into()));
                nodes.extend(server.server().roles.iter().map(|role| Some(role.id.into())));
            }
        }
    }
    for node in nodes {
        let Some(said) = design.said_of(node) else { continue };
        let renamed: Vec<_> = said
            .all()
            .filter(|(fact, _)| meant.is_named_by(*fact))
            .filter_map(|(fact, value)| Some((*fact, renamed(value, from, to)?)))
            .collect();
        for (fact, value) in renamed {
            change(design, node, |said| said.set(fact, Some(value)));
        }
    }
}

/// The value with the new name in it, if it has the old one.
fn renamed(value: &Value, from: &str, to: &str) -> Option<Value> {
    let new = |text: &str| {
        let (host, instance) = text.split_at(text.find('\\').unwrap_or(text.len()));
        (host.to_lowercase() == from.to_lowercase()).then(|| Arc::from(format!("{to}{instance}")))
    };
    match value {
        Value::Text(text) => new(text).map(Value::Text),
        Value::Texts(texts) if texts.iter().any(|text| new(text).is_some()) => {
            let each = |text: &Arc<str>| new(text).unwrap_or_else(|| text.clone());
            Some(Value::Texts(texts.iter().map(each).collect()))
        }
        _ => None,
    }
}
