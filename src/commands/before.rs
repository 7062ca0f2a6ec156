//! Keeps what an installed thing was before the plan changed it: rules about changes of what is
//! installed read it.

use super::say::change;
use crate::{
    facts::said::{
        Fact,
        lifecycle::{
            NONE, WAS_CODE, WAS_DOMAIN, WAS_FOLDER, WAS_NAME, WAS_PARENT, WAS_SITE, WAS_TITLE,
        },
        sites::FOLDER,
    },
    model::{Design, NodeId, ServerRef, SiteRef, Value},
};

/// What may be remembered of a node.
pub(super) struct Before {
    node: NodeId,
    facts: Vec<(Fact, String)>,
}

impl Before {
    /// What an installed node is now; nothing of one that is only planned.
    pub fn of(design: &Design, node: NodeId) -> Option<Self> {
        let facts = match node {
            NodeId::Site(id) => of_site(design.site(id)?),
            NodeId::Server(id) => of_server(design.server(id)?),
            NodeId::Role(_) | NodeId::Gateway(_) | NodeId::Entity(_) => Vec::new(),
        };
        (!facts.is_empty()).then_some(Self { node, facts })
    }

    /// Notes what has changed, and forgets what is again as it was.
    pub fn note(self, design: &mut Design) {
        let Some(now) = Self::of(design, self.node) else { return };
        for ((fact, was), (_, is)) in self.facts.into_iter().zip(now.facts) {
            if was == is || was.is_empty() {
                continue;
            }
            change(design, Some(self.node), |said| match said.text(fact) {
                None => said.set(fact, Some(Value::Text(was.into()))),
                Some(first) if *first == *is => said.set(fact, None),
                Some(_) => {}
            });
        }
    }
}

fn of_site(site: SiteRef<'_>) -> Vec<(Fact, String)> {
    if !site.said.is_installed() {
        return Vec::new();
    }
    let parent = match site.parent_site() {
        Some(parent) => parent.code.clone(),
        // What nobody knows was neither here nor there.
        None if site.parent_is_unknown() => String::new(),
        None => NONE.to_owned(),
    };
    let or_none = |text: &str| if text.is_empty() { NONE.to_owned() } else { text.to_owned() };
    vec![
        (WAS_PARENT, parent),
        (WAS_CODE, or_none(&site.code)),
        (WAS_TITLE, or_none(&site.title)),
        (WAS_FOLDER, or_none(site.said.text(FOLDER).unwrap_or_default())),
    ]
}

fn of_server(server: ServerRef<'_>) -> Vec<(Fact, String)> {
    if !server.roles().any(|role| role.said.is_installed()) {
        return Vec::new();
    }
    vec![
        (WAS_NAME, server.name.clone()),
        (WAS_DOMAIN, server.server().domain().unwrap_or(NONE).to_owned()),
        (WAS_SITE, server.site().code.clone()),
    ]
}
