//! Making room: what stands in the way of a box goes right or down, no farther than needed, and
//! what hands have placed goes last.
//!
//! Whatever has been moved once is firm from then on, as is what made it move, and others go
//! around it; so every box is moved once at most.

use std::collections::BTreeSet;

use crate::{
    geometry::{Point, Rect},
    model::{NodeId, SiteId},
};

use super::{
    board::{Board, Stand, Unit},
    cards::Way,
    sizes::up,
};

/// What must not be moved any more.
#[derive(Default)]
struct Firm {
    /// Boxes with all below them.
    trees: BTreeSet<NodeId>,
    /// Firm boxes, and those from which firm ones hang.
    above: BTreeSet<NodeId>,
}

/// Somebody in the way.
struct Task {
    node: NodeId,
    way: Way,
    /// Goes at least so far.
    least: Point,
    /// How far it stands to the right and down; the least come first.
    far: f32,
}

/// Where the box stood that others make room for.
#[derive(Clone, Copy)]
pub enum Was {
    /// It grew, and its corner stayed.
    Grown(Rect),
    /// A hand put it here, with all below it.
    Put,
}

impl Board<'_> {
    /// Others make room for `seed`.
    pub fn make_room(&mut self, seed: Unit, was: Was) {
        let mut firm = Firm::default();
        let went = self.off_its_parents(seed);
        self.add_firm(&mut firm, seed);
        let mut tasks = match was {
            Was::Grown(old) => self.hang_lower(seed.node(), old),
            Was::Put => Vec::new(),
        };
        self.disturb(seed, was, Point::ZERO, &firm, &mut tasks);
        while let Some(task) = self.nearest(&mut tasks) {
            let unit = Unit::Tree(task.node);
            if self.is_done(&firm, task.node) {
                continue;
            }
            let by = self.way_out(unit, &task, &firm, &tasks);
            if by == Point::ZERO {
                continue;
            }
            self.shift(task.node, by);
            self.add_firm(&mut firm, unit);
            let was = Was::Grown(Rect::default());
            self.disturb(unit, was, by, &firm, &mut tasks);
        }
        if let (true, Unit::Box(NodeId::Site(id))) = (went, seed) {
            self.children_step_aside(id);
            for child in self.children(id).iter().copied() {
                if !self.is_pinned(child.into()) {
                    self.make_room(Unit::Tree(child.into()), Was::Put);
                }
            }
        }
    }

    /// Others make room for a box that a hand has placed, and for what hangs below it; of the
    /// latter, what would lie on something else that a hand has placed steps aside first.
    pub fn bring(&mut self, site: SiteId) {
        self.off_its_parents(Unit::Box(site.into()));
        self.children_step_aside(site);
        self.make_room(Unit::Tree(site.into()), Was::Put);
    }

    fn children_step_aside(&mut self, site: SiteId) {
        let above = self.all_above(site.into());
        for child in self.children(site).iter().copied() {
            let unit = Unit::Tree(child.into());
            let blocks = |other: &Stand| other.pinned || above.contains(&other.node);
            let meets = self.meets(unit, Point::ZERO);
            if self.is_pinned(child.into()) || !meets.iter().any(|(_, other)| blocks(other)) {
                continue;
            }
            let family = |other: &Stand| match other.node {
                NodeId::Site(id) => self.design.is_below(id, site),
                _ => false,
            };
            let in_way = |other: &Stand| blocks(other) || family(other);
            let by = self.clear(unit, Way::Either, Point::ZERO, &in_way);
            self.shift(child.into(), by);
        }
    }

    fn all_above(&self, node: NodeId) -> BTreeSet<NodeId> {
        match node {
            NodeId::Site(id) => self.above(id).map(NodeId::from).collect(),
            _ => BTreeSet::new(),
        }
    }

    /// A box cannot push what it hangs from; it goes out of the way itself, with all below.
    fn off_its_parents(&mut self, seed: Unit) -> bool {
        let above = self.all_above(seed.node());
        let in_way = |other: &Stand| above.contains(&other.node);
        let meets = self.meets(Unit::Box(seed.node()), Point::ZERO);
        if !meets.iter().any(|(_, other)| in_way(other)) {
            return false;
        }
        let in_way = |other: &Stand| other.pinned || in_way(other);
        let by = self.clear(Unit::Box(seed.node()), Way::Either, Point::ZERO, &in_way);
        self.shift(seed.node(), by);
        true
    }

    fn add_firm(&self, firm: &mut Firm, unit: Unit) {
        if let Unit::Tree(node) = unit {
            firm.trees.insert(node);
        }
        firm.above.insert(unit.node());
        // What a hand has placed stays where it is when what it hangs from moves.
        let mut next = Some(unit.node());
        while let Some(NodeId::Site(id)) = next.filter(|node| !self.is_pinned(*node)) {
            next = self.design.parent(id).map(NodeId::from);
            firm.above.extend(next);
        }
    }

    fn is_firm(&self, firm: &Firm, node: NodeId) -> bool {
        if firm.above.contains(&node) {
            return true;
        }
        let mut next = Some(node);
        while let Some(node) = next.filter(|node| !self.is_pinned(*node)) {
            next = match node {
                NodeId::Site(id) => self.design.parent(id).map(NodeId::from),
                _ => None,
            };
            if next.is_some_and(|above| firm.trees.contains(&above)) {
                return true;
            }
        }
        false
    }

    /// What hands have placed does not move with what it hangs from, and may have to move yet.
    fn is_done(&self, firm: &Firm, node: NodeId) -> bool {
        match self.is_pinned(node) {
            true => firm.above.contains(&node),
            false => self.is_firm(firm, node),
        }
    }

    /// Children that hung below a box before it grew still do, with room for their links.
    fn hang_lower(&self, node: NodeId, old: Rect) -> Vec<Task> {
        let NodeId::Site(id) = node else { return Vec::new() };
        let Some(place) = self.places.site(id) else { return Vec::new() };
        let bottom = place.size.height + super::sizes::SITE_GAP.height;
        let task = |child: &SiteId| {
            let place = self.places.site(*child)?.place;
            let low = !place.pinned && place.at.y >= old.height() && place.at.y < bottom;
            let least = Point::new(0.0, bottom - place.at.y);
            low.then(|| self.task((*child).into(), Way::Down, least))
        };
        match old.height() < place.size.height {
            true => self.children(id).iter().filter_map(task).collect(),
            false => Vec::new(),
        }
    }

    /// Notes whom the unit stands in the way of, now that it has been moved `by`.
    fn disturb(&self, unit: Unit, was: Was, by: Point, firm: &Firm, tasks: &mut Vec<Task>) {
        let above = self.all_above(unit.node());
        for (member, other) in self.meets(unit, Point::ZERO) {
            let yields = matches!(was, Was::Put) && other.pinned && !member.pinned;
            if yields || firm.above.contains(&other.node) || above.contains(&other.node) {
                continue;
            }
            let way = match (was, by == Point::ZERO) {
                (Was::Put, _) => Way::Either,
                (Was::Grown(old), true) => Way::from(old, other.rect),
                (Was::Grown(_), false) => {
                    Way::from(member.rect.moved(Point::ZERO - by), other.rect)
                }
            };
            let node = match was {
                Was::Put => other.node,
                Was::Grown(_) => self.who_moves(other.node, firm),
            };
            match tasks.iter_mut().find(|task| task.node == node) {
                Some(task) if task.way == way => {}
                Some(task) => task.way = Way::Either,
                None => tasks.push(self.task(node, way, Point::ZERO)),
            }
        }
    }

    /// A box in the way takes along what it hangs from, as far as no hand has placed that and
    /// nothing firm hangs there, so that a part of the hierarchy keeps its shape.
    fn who_moves(&self, node: NodeId, firm: &Firm) -> NodeId {
        let NodeId::Site(id) = node else { return node };
        if self.is_pinned(node) {
            return node;
        }
        let free = |above: &SiteId| {
            !firm.above.contains(&(*above).into()) && !self.is_pinned((*above).into())
        };
        self.above(id).take_while(free).last().map_or(node, NodeId::from)
    }

    fn task(&self, node: NodeId, way: Way, least: Point) -> Task {
        let far = self.stand(node).map_or(0.0, |stand| stand.rect.min.x + stand.rect.min.y);
        Task { node, way, least, far }
    }

    /// Takes the task that is farthest to the upper left, or what it hangs from if that has to
    /// move as well.
    fn nearest(&self, tasks: &mut Vec<Task>) -> Option<Task> {
        let places = 0..tasks.len();
        let at = places.min_by(|left, right| tasks[*left].far.total_cmp(&tasks[*right].far))?;
        let above = self.all_above(tasks[at].node);
        let is_above = |at: &usize| above.contains(&tasks[*at].node);
        let depth = |at: &usize| self.all_above(tasks[*at].node).len();
        let first = (0..tasks.len()).filter(is_above).min_by_key(depth);
        Some(tasks.remove(first.unwrap_or(at)))
    }

    /// How a unit gets clear of all that is firm or pinned.
    fn way_out(&self, unit: Unit, task: &Task, firm: &Firm, others: &[Task]) -> Point {
        let above = self.all_above(unit.node());
        let in_way = |other: &Stand| {
            let stays = other.pinned && !others.iter().any(|task| task.node == other.node);
            stays || above.contains(&other.node) || self.is_firm(firm, other.node)
        };
        self.clear(unit, task.way, task.least, &in_way)
    }

    /// How far a unit has to go until nothing is in its way.
    pub fn clear(
        &self,
        unit: Unit,
        way: Way,
        least: Point,
        in_way: &dyn Fn(&Stand) -> bool,
    ) -> Point {
        let go = |right: bool| {
            let mut by = least;
            loop {
                let meets = self.meets(unit, by);
                let blocks = meets.iter().filter(|(_, other)| in_way(other));
                let needs = blocks.map(|(member, other)| {
                    let gap = member.gap(other);
                    match right {
                        true => other.rect.max.x + gap.x - member.rect.min.x,
                        false => other.rect.max.y + gap.y - member.rect.min.y,
                    }
                });
                let need = up(needs.fold(0.0, f32::max));
                if need <= 0.0 {
                    return by;
                }
                match right {
                    true => by.x += need,
                    false => by.y += need,
                }
            }
        };
        match way {
            Way::Right => go(true),
            Way::Down => go(false),
            Way::Either => {
                let (right, down) = (go(true), go(false));
                if right.x <= down.y { right } else { down }
            }
        }
    }
}
