//! The places being worked on: who stands where in the picture, found by descending the tree of
//! reaches instead of looking at every box.

use std::{cell::RefCell, collections::BTreeMap};

use crate::{
    geometry::{Point, Rect},
    model::{Design, NodeId, SiteId},
    plan::{Places, SitePlace},
};

use super::{Laid, sizes::SITE_GAP};

pub struct Board<'a> {
    pub design: &'a Design,
    pub places: Places,
    pub laid: Laid,
    children: RefCell<BTreeMap<SiteId, Vec<Child>>>,
}

/// What a site knows of a child site, so that looking through hundreds of them stays cheap.
#[derive(Clone, Copy)]
struct Child {
    id: SiteId,
    /// Around it and all below, relative to the parent's corner; none before it has a place.
    hull: Option<Rect>,
    /// How many pinned sites stand there.
    pins: u32,
}

impl Child {
    fn of(id: SiteId, place: Option<&SitePlace>) -> Self {
        let hull = place.map(|place| place.reach.moved(place.place.at));
        let pins = place.map_or(0, |place| place.pins + u32::from(place.place.pinned));
        Self { id, hull, pins }
    }
}

/// A box in the picture.
#[derive(Clone, Copy, Debug)]
pub struct Stand {
    pub node: NodeId,
    pub rect: Rect,
    pub pinned: bool,
}

/// What moves or is looked at as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A box alone.
    Box(NodeId),
    /// A box with all below it that no hand has placed elsewhere.
    Tree(NodeId),
}

impl Unit {
    pub fn node(self) -> NodeId {
        match self {
            Self::Box(node) | Self::Tree(node) => node,
        }
    }
}

impl Stand {
    /// How much room there has to be between both.
    pub fn gap(&self, other: &Self) -> Point {
        match self.pinned || other.pinned {
            true => Point::ZERO,
            false => Point::new(SITE_GAP.width, SITE_GAP.height),
        }
    }

    pub fn too_near(&self, other: &Self) -> bool {
        let gap = self.gap(other);
        Rect::new(self.rect.min - gap, self.rect.max + gap).intersects(&other.rect)
    }
}

/// Grown by the widest gap there is.
fn around(rect: Rect) -> Rect {
    rect.grown(SITE_GAP.width.max(SITE_GAP.height))
}

impl<'a> Board<'a> {
    pub fn new(design: &'a Design, places: Places) -> Self {
        Self { design, places, laid: Laid::default(), children: RefCell::default() }
    }

    pub fn children(&self, site: SiteId) -> Vec<SiteId> {
        self.known(site, |children| children.iter().map(|child| child.id).collect())
    }

    fn known<T>(&self, site: SiteId, ask: impl FnOnce(&[Child]) -> T) -> T {
        let mut known = self.children.borrow_mut();
        let child = |id| Child::of(id, self.places.site(id));
        let look = || self.design.children(site).into_iter().map(child).collect();
        ask(known.entry(site).or_insert_with(look))
    }

    /// Child sites with something in `area`, which is relative to the site's corner.
    fn children_in(&self, site: SiteId, area: Rect) -> Vec<SiteId> {
        let there = |child: &&Child| child.hull.is_some_and(|hull| hull.intersects(&area));
        self.known(site, |children| children.iter().filter(there).map(|it| it.id).collect())
    }

    pub fn set(&mut self, site: SiteId, place: SitePlace) {
        self.places.set_site(site, place);
        self.note(site);
    }

    pub fn remove(&mut self, site: SiteId) {
        self.places.remove_site(site);
        self.note(site);
    }

    /// The parent learns that a site stands elsewhere.
    fn note(&mut self, site: SiteId) {
        let parent = self.design.parent(site);
        let known = parent.and_then(|parent| self.children.get_mut().get_mut(&parent));
        let child = known.and_then(|known| known.iter_mut().find(|child| child.id == site));
        if let Some(child) = child {
            *child = Child::of(site, self.places.site(site));
        }
    }

    /// The sites above one, the nearest first.
    pub fn above(&self, site: SiteId) -> impl Iterator<Item = SiteId> {
        std::iter::successors(self.design.parent(site), |site| self.design.parent(*site))
    }

    /// The corner in the picture of what a node hangs on.
    pub fn base(&self, node: NodeId) -> Point {
        let parent = match node {
            NodeId::Site(id) => self.design.parent(id),
            _ => None,
        };
        parent.and_then(|id| self.places.site_corner(self.design, id)).unwrap_or_default()
    }

    pub fn stand(&self, node: NodeId) -> Option<Stand> {
        let rect = self.places.bounds(self.design, node)?;
        Some(Stand { node, rect, pinned: self.is_pinned(node) })
    }

    pub fn is_pinned(&self, node: NodeId) -> bool {
        self.places.is_pinned(self.design, node)
    }

    pub fn change(&mut self, site: SiteId, change: impl FnOnce(&mut SitePlace)) {
        if let Some(mut place) = self.places.site(site).cloned() {
            change(&mut place);
            self.set(site, place);
        }
    }

    /// The rectangle around a unit.
    pub fn hull(&self, unit: Unit) -> Option<Rect> {
        match unit {
            Unit::Tree(NodeId::Site(id)) => {
                let corner = self.places.site_corner(self.design, id)?;
                Some(self.places.site(id)?.reach.moved(corner))
            }
            Unit::Tree(node) | Unit::Box(node) => Some(self.stand(node)?.rect),
        }
    }

    /// The boxes of a unit in `area`.
    fn members(&self, unit: Unit, area: Rect) -> Vec<Stand> {
        let Unit::Tree(NodeId::Site(top)) = unit else {
            return self
                .stand(unit.node())
                .into_iter()
                .filter(|it| it.rect.intersects(&area))
                .collect();
        };
        let mut found = Vec::new();
        let mut waiting = vec![(top, self.base(top.into()))];
        while let Some((id, base)) = waiting.pop() {
            let Some(place) = self.places.site(id) else { continue };
            if id != top && place.place.pinned {
                continue;
            }
            let corner = base + place.place.at;
            if place.reach.moved(corner).intersects(&area) {
                let rect = Rect::at(corner, place.size);
                if rect.intersects(&area) {
                    found.push(Stand { node: id.into(), rect, pinned: place.place.pinned });
                }
                let here = self.children_in(id, area.moved(Point::ZERO - corner));
                waiting.extend(here.into_iter().map(|child| (child, corner)));
            }
        }
        found
    }

    /// Every box in `area` that is no part of `unit`.
    fn others(&self, unit: Option<Unit>, area: Rect) -> Vec<Stand> {
        let mut found: Vec<_> = self
            .places
            .gateways()
            .iter()
            .map(|it| (it, Rect::at(it.place.at, it.size)))
            .filter(|(it, rect)| {
                unit.is_none_or(|unit| unit.node() != it.id.into()) && rect.intersects(&area)
            })
            .map(|(it, rect)| Stand { node: it.id.into(), rect, pinned: it.place.pinned })
            .collect();
        let roots = self.design.roots().map(|root| (root.id, Point::ZERO, false));
        let mut waiting: Vec<_> = roots.collect();
        while let Some((id, base, inside)) = waiting.pop() {
            let Some(place) = self.places.site(id) else { continue };
            let corner = base + place.place.at;
            if !place.reach.moved(corner).intersects(&area) {
                continue;
            }
            let top = unit.is_some_and(|unit| unit.node() == id.into());
            let part = top || (inside && !place.place.pinned);
            let rect = Rect::at(corner, place.size);
            if !part && rect.intersects(&area) {
                found.push(Stand { node: id.into(), rect, pinned: place.place.pinned });
            }
            let inside = part && matches!(unit, Some(Unit::Tree(_)));
            if !inside || place.pins > 0 {
                let here = self.children_in(id, area.moved(Point::ZERO - corner));
                waiting.extend(here.into_iter().map(|child| (child, corner, inside)));
            }
        }
        found
    }

    /// Who would be too near to whom if the unit were moved `by`: boxes of the unit, as they
    /// would stand, with boxes of others.
    pub fn meets(&self, unit: Unit, by: Point) -> Vec<(Stand, Stand)> {
        let Some(hull) = self.hull(unit) else { return Vec::new() };
        let mut pairs = Vec::new();
        for other in self.others(Some(unit), around(hull.moved(by))) {
            let back = Point::ZERO - by;
            for member in self.members(unit, around(other.rect).moved(back)) {
                let member = Stand { rect: member.rect.moved(by), ..member };
                if member.too_near(&other) {
                    pairs.push((member, other));
                }
            }
        }
        pairs
    }

    /// Moves a unit; what hands have placed below it stays.
    pub fn shift(&mut self, node: NodeId, by: Point) {
        match node {
            NodeId::Site(id) => {
                self.change(id, |place| place.place.at = place.place.at + by);
                self.hold_pinned(id, by);
                self.laid.sites += 1;
                self.refresh(self.design.parent(id));
            }
            NodeId::Gateway(id) => {
                let mut gateways = self.places.gateways().to_vec();
                if let Some(gateway) = gateways.iter_mut().find(|gateway| gateway.id == id) {
                    gateway.place.at = gateway.place.at + by;
                    self.laid.sites += 1;
                }
                self.places.set_gateways(gateways);
            }
            NodeId::Server(_) | NodeId::Role(_) | NodeId::Entity(_) => {}
        }
    }

    /// Undoes for the nearest pinned sites below `top` that they were moved `by`.
    fn hold_pinned(&mut self, top: SiteId, by: Point) {
        let mut waiting = vec![top];
        let mut parents = Vec::new();
        while let Some(site) = waiting.pop() {
            if self.places.site(site).is_none_or(|place| place.pins == 0) {
                continue;
            }
            for child in self.children(site) {
                if self.is_pinned(child.into()) {
                    self.change(child, |place| place.place.at = place.place.at - by);
                    self.laid.sites += 1;
                } else {
                    waiting.push(child);
                }
            }
            parents.push(site);
        }
        for site in parents.into_iter().rev() {
            self.refresh(Some(site));
        }
    }

    /// Works out reach and pins of a site again, and of those above as long as that changes them.
    pub fn refresh(&mut self, site: Option<SiteId>) {
        let mut next = site;
        while let Some(id) = next.filter(|id| self.refresh_one(*id)) {
            next = self.design.parent(id);
        }
    }

    /// Works out reach and pins of one site; says whether that changed them.
    pub fn refresh_one(&mut self, id: SiteId) -> bool {
        let Some(place) = self.places.site(id) else { return false };
        let alone = Rect::at(Point::ZERO, place.size);
        let (reach, pins) = self.known(id, |children| {
            let hulls = children.iter().filter_map(|child| child.hull);
            let pins = children.iter().map(|child| child.pins).sum();
            (hulls.fold(alone, |sum, hull| sum.union(&hull)), pins)
        });
        let changes = (reach, pins) != (place.reach, place.pins);
        if changes {
            self.change(id, |place| (place.reach, place.pins) = (reach, pins));
        }
        changes
    }

    /// Every box.
    pub fn stands(&self) -> Vec<Stand> {
        let everywhere = f32::INFINITY;
        let everything =
            Rect::new(Point::new(-everywhere, -everywhere), Point::new(everywhere, everywhere));
        let mut found = self.others(None, everything);
        found.reverse();
        found
    }
}
