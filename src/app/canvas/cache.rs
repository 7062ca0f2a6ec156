//! Pictures of sites and gateways, kept from frame to frame and thrown away one by one where the
//! plan or the report changed. Only what is on the screen is ever built.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

use egui::Galley;

use super::sight::Seen;
use crate::{
    model::{GatewayId, NodeId, SiteId},
    plan::Plan,
    rules::Report,
    scene::{
        Item,
        hierarchy::{self, Level, Part},
    },
    session::Session,
};

/// In what size, in half pixels, and the letters laid out in it.
pub type Letters = (u16, Arc<Galley>);

/// A picture with the letters that were laid out for it.
pub struct Kept {
    pub part: Part,
    /// For each item that is a text.
    pub texts: RefCell<Vec<Option<Letters>>>,
    used: u64,
}

#[derive(Default)]
pub struct Cache {
    of: Option<(Arc<Plan>, Report)>,
    parts: BTreeMap<(NodeId, Level), Kept>,
    /// From a site to its child sites, relative to the site's corner.
    links: BTreeMap<SiteId, Vec<Item>>,
    gateway_links: BTreeMap<GatewayId, Vec<Item>>,
    frame: u64,
    /// A text whose letters are as old as all others.
    probe: Option<Arc<Galley>>,
    /// How many pictures were ever built.
    pub built: u64,
}

/// So many pictures are kept although they are not on the screen.
const SPARE: usize = 600;

impl Cache {
    /// Forgets what is no longer true of the session.
    pub fn follow(&mut self, session: &Session, ctx: &egui::Context) {
        self.frame += 1;
        self.forget_letters(ctx);
        let plan = session.plan();
        let Some((old, report)) = &self.of else {
            self.of = Some((plan.clone(), session.report().clone()));
            return;
        };
        if Arc::ptr_eq(old, plan) {
            return;
        }
        let changed = hierarchy::sites_unlike((old, report), (plan, session.report()));
        for site in changed {
            for level in [Level::Full, Level::Names, Level::Block] {
                self.parts.remove(&(site.into(), level));
            }
            self.links.remove(&site);
            for design in [&old.design, &plan.design] {
                if let Some(parent) = design.parent(site) {
                    self.links.remove(&parent);
                }
            }
        }
        self.parts.retain(|(node, _), _| !matches!(node, NodeId::Gateway(_)));
        self.gateway_links.clear();
        self.of = Some((plan.clone(), session.report().clone()));
    }

    /// Letters point into a texture that egui makes anew when it is full, and when the theme or the
    /// scale changes. A text that is laid out in every frame is kept by egui just as long.
    fn forget_letters(&mut self, ctx: &egui::Context) {
        let font = egui::FontId::proportional(11.0);
        let probe = ctx.fonts_mut(|fonts| {
            fonts.layout_no_wrap("Hg".to_owned(), font, egui::Color32::PLACEHOLDER)
        });
        if self.probe.as_ref().is_none_or(|known| !Arc::ptr_eq(known, &probe)) {
            for kept in self.parts.values() {
                kept.texts.borrow_mut().fill(None);
            }
        }
        self.probe = Some(probe);
    }

    /// Builds what is missing of what can be seen.
    pub fn prepare(
        &mut self,
        session: &Session,
        seen: &[Seen],
        gateways: &[(GatewayId, crate::geometry::Point)],
        level: Level,
    ) {
        let (plan, report) = (session.plan(), session.report());
        for seen in seen {
            if seen.shown {
                self.keep(seen.site.into(), level, || {
                    hierarchy::site(plan, report, seen.site, level)
                });
            }
            self.links.entry(seen.site).or_insert_with(|| hierarchy::links(plan, seen.site));
        }
        for (id, _) in gateways {
            self.keep((*id).into(), level, || hierarchy::gateway(plan, report, *id, level));
        }
        for place in plan.places.gateways() {
            let link = || hierarchy::gateway_link(plan, place.id);
            self.gateway_links.entry(place.id).or_insert_with(link);
        }
        if self.parts.len() > seen.len() + SPARE {
            let now = self.frame;
            self.parts.retain(|_, kept| kept.used == now);
            self.links.clear();
            for seen in seen {
                self.links.insert(seen.site, hierarchy::links(plan, seen.site));
            }
        }
    }

    fn keep(&mut self, node: NodeId, level: Level, build: impl FnOnce() -> Option<Part>) {
        if !self.parts.contains_key(&(node, level)) {
            let Some(part) = build() else { return };
            let texts = RefCell::new(vec![None; part.items.len()]);
            self.built += 1;
            self.parts.insert((node, level), Kept { part, texts, used: 0 });
        }
        if let Some(kept) = self.parts.get_mut(&(node, level)) {
            kept.used = self.frame;
        }
    }

    pub fn part(&self, node: impl Into<NodeId>, level: Level) -> Option<&Kept> {
        self.parts.get(&(node.into(), level))
    }

    pub fn links(&self, site: SiteId) -> &[Item] {
        self.links.get(&site).map_or(&[], |items| items)
    }

    pub fn gateway_links(&self) -> impl Iterator<Item = &Item> {
        self.gateway_links.values().flatten()
    }
}
