//! Removes a node with all that stands in it or hangs below it.

use super::{Refusal, name_of, present};
use crate::model::{Design, NodeId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remove {
    pub node: NodeId,
}

impl Remove {
    pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
        present(design, self.node)?;
        match self.node {
            NodeId::Site(id) => {
                for site in design.below(id).into_iter().rev() {
                    design.remove_site(site);
                }
            }
            NodeId::Server(id) => design.remove_server(id),
            NodeId::Role(id) => design.remove_role(id),
            NodeId::Gateway(id) => design.remove_gateway(id),
            NodeId::Entity(id) => design.remove_entity(id),
        }
        Ok(())
    }

    pub fn label(&self, design: &Design) -> String {
        format!("Remove {}", name_of(design, self.node))
    }
}

/// What goes with a node when it is removed, as one line: "PS1, 2 secondary sites, 5 servers,
/// 14 roles"; only the node's name where nothing else goes.
pub fn consequence(design: &Design, node: NodeId) -> String {
    let mut parts = vec![name_of(design, node)];
    let mut count = |number: usize, one: &str| match number {
        0 => {}
        1 => parts.push(format!("1 {one}")),
        _ => parts.push(format!("{number} {one}s")),
    };
    match node {
        NodeId::Site(id) => {
            let sites = design.below(id);
            let held = |of: fn(&crate::model::Site) -> usize| {
                sites.iter().filter_map(|id| design.site(*id)).map(|site| of(site.site())).sum()
            };
            count(sites.len() - 1, "site below it");
            count(held(|site| site.servers.len()), "server");
            count(held(|site| site.servers.iter().map(|server| server.roles.len()).sum()), "role");
        }
        NodeId::Server(id) => {
            count(design.server(id).map_or(0, |server| server.roles.len()), "role");
        }
        NodeId::Role(id) => {
            count(design.pullers(id).len(), "content source of another distribution point");
        }
        NodeId::Gateway(_) | NodeId::Entity(_) => {}
    }
    parts.join(", ").replace("site below its", "sites below it")
}
