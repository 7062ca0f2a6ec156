//! What is carried, as it would look where it would come to stand.

use super::{carry::Carried, drop::Deed, stage::Stage};
use crate::{
    arrange,
    geometry::{Point, Rect},
    model::{Design, NodeId},
    plan::Plan,
    scene::{
        Item,
        hierarchy::{self, Part},
    },
};

/// A piece of the picture of the plan as it would be.
#[derive(Clone, Debug)]
pub struct Ghost {
    pub target: Option<NodeId>,
    pub items: Vec<Item>,
    /// The corner to which the items are relative.
    pub corner: Point,
    /// From that corner to the corner of the node itself.
    pub offset: Point,
    /// The card as it would grow around a role, in the picture.
    pub card: Option<Rect>,
    /// Whether it stays under the pointer; else it has snapped into its place.
    pub follows: bool,
}

impl Ghost {
    pub fn new(
        stage: &Stage<'_>,
        what: Carried,
        target: Option<NodeId>,
        deed: &Deed,
    ) -> Option<Self> {
        let plan = stage.plan();
        match deed {
            Deed::Put(node, _) => Self::of(stage, plan, *node, target, true),
            Deed::Run(edit) => {
                let design = stage.cx.session.imagine(&edit.commands).ok()?;
                let (places, _) = arrange::settle(&plan.places, &plan.design, &design, edit.wish);
                let follows = edit.wish.is_some();
                let node = edit.select.or(what.node())?;
                Self::of(stage, &Plan::new(design, places), node, target, follows)
            }
        }
    }

    fn of(
        stage: &Stage<'_>,
        plan: &Plan,
        node: NodeId,
        target: Option<NodeId>,
        follows: bool,
    ) -> Option<Self> {
        let report = stage.cx.session.report();
        let part: Part = match node {
            NodeId::Gateway(id) => hierarchy::gateway(plan, report, id, stage.level)?,
            _ => hierarchy::site(plan, report, plan.design.site_of(node)?, stage.level)?,
        };
        let corner = plan.places.bounds(&plan.design, part.node)?.min;
        let offset = plan.places.bounds(&plan.design, node)?.min - corner;
        let card = match node {
            NodeId::Role(_) => plan.places.bounds(&plan.design, node),
            _ => None,
        };
        let mine = |item: &Item| item.target.is_some_and(|it| belongs(&plan.design, it, node));
        let items: Vec<_> = part.items.into_iter().filter(mine).collect();
        (!items.is_empty()).then_some(Self { target, items, corner, offset, card, follows })
    }

    /// The corner of its items when the carried box has its corner at `at`.
    pub fn corner_at(&self, at: Point) -> Point {
        if self.follows { at - self.offset } else { self.corner }
    }
}

/// Whether a node is `whole` or stands in it.
fn belongs(design: &Design, node: NodeId, whole: NodeId) -> bool {
    node == whole
        || match whole {
            NodeId::Server(server) => design.server_of(node) == Some(server),
            NodeId::Site(site) => design.site_of(node) == Some(site),
            NodeId::Role(_) | NodeId::Gateway(_) | NodeId::Entity(_) => false,
        }
}
