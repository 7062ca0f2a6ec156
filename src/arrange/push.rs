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

/// Why others make room.
#[derive(Clone, Copy)]
enum Was {
    /// A box has grown from this one.
    Grown(Rect),
    /// Something was moved so far.
    Moved(Point),
    /// A hand put it here.
    Put,
}

impl Board<'_> {
    /// Others make room for a box that was at `old` and has grown.
    pub fn make_room(&mut self, node: NodeId, old: Rect) {
        let went = self.off_its_carriers(node);
        let seed = Unit::Box(node);
        let mut firm = Firm::default();
        self.add_firm(&mut firm, seed);
        let mut tasks = self.hang_lower(node, old);
        self.disturb(seed, Was::Grown(old), &firm, &mut tasks);
        self.work_off(tasks, firm);
        if let (true, NodeId::Site(id)) = (went, node) {
            self.children_step_aside(id, &Firm::default());
            self.clear_away(&[Unit::Tree(node)]);
        }
    }

    /// Others make room for what hands have placed, with all that hangs below; of the latter, what
    /// would lie on something else that a hand has placed steps aside first.
    pub fn bring(&mut self, nodes: &[NodeId]) {
        for (at, node) in nodes.iter().enumerate() {
            self.off_its_carriers(*node);
            let unit = Unit::Box(*node);
            let meets = self.meets(unit, Point::ZERO);
            if meets.iter().any(|(_, other)| nodes[..at].contains(&other.node)) {
                let by = self.clear(unit, Way::Either, Point::ZERO, &|other| other.pinned);
                self.shift(*node, by);
            }
        }
        let mut firm = Firm::default();
        for node in nodes {
            if let NodeId::Site(id) = node {
                self.children_step_aside(*id, &firm);
            }
            self.add_firm(&mut firm, Unit::Tree(*node));
        }
        let units: Vec<_> = nodes.iter().copied().map(Unit::Tree).collect();
        self.clear_away(&units);
    }

    /// Whatever is too near to these goes away.
    pub fn clear_away(&mut self, units: &[Unit]) {
        let mut firm = Firm::default();
        let mut tasks = Vec::new();
        for unit in units {
            self.add_firm(&mut firm, *unit);
        }
        for unit in units {
            self.disturb(*unit, Was::Put, &firm, &mut tasks);
        }
        self.work_off(tasks, firm);
    }

    fn work_off(&mut self, mut tasks: Vec<Task>, mut firm: Firm) {
        while let Some(task) = self.nearest(&mut tasks) {
            let unit = Unit::Tree(task.node);
            if self.is_done(&firm, task.node) {
                continue;
            }
            let by = self.way_out(unit, &task, &firm, &tasks);
            if by != Point::ZERO {
                self.shift(task.node, by);
                self.add_firm(&mut firm, unit);
                self.disturb(unit, Was::Moved(by), &firm, &mut tasks);
            }
        }
    }

    fn children_step_aside(&mut self, site: SiteId, firm: &Firm) {
        let above = self.carriers(site.into());
        for child in self.children(site) {
            let unit = Unit::Tree(child.into());
            let blocks = |other: &Stand| {
                other.pinned || above.contains(&other.node) || self.is_firm(firm, other.node)
            };
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

    /// What takes a node along when it moves: the sites above, up to one that a hand has placed;
    /// nothing, if a hand has placed the node itself.
    fn carriers(&self, node: NodeId) -> BTreeSet<NodeId> {
        let mut found = BTreeSet::new();
        let mut next = Some(node);
        while let Some(NodeId::Site(id)) = next.filter(|node| !self.is_pinned(*node)) {
            next = self.design.parent(id).map(NodeId::from);
            found.extend(next);
        }
        found
    }

    /// A box cannot push what would take it along; it goes out of the way itself, with all below.
    fn off_its_carriers(&mut self, node: NodeId) -> bool {
        let above = self.carriers(node);
        let in_way = |other: &Stand| above.contains(&other.node);
        let meets = self.meets(Unit::Box(node), Point::ZERO);
        if !meets.iter().any(|(_, other)| in_way(other)) {
            return false;
        }
        let in_way = |other: &Stand| other.pinned || in_way(other);
        let by = self.clear(Unit::Box(node), Way::Either, Point::ZERO, &in_way);
        self.shift(node, by);
        true
    }

    fn add_firm(&self, firm: &mut Firm, unit: Unit) {
        if let Unit::Tree(node) = unit {
            firm.trees.insert(node);
        }
        firm.above.insert(unit.node());
        firm.above.extend(self.carriers(unit.node()));
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

    /// Notes whom the unit stands in the way of.
    fn disturb(&self, unit: Unit, was: Was, firm: &Firm, tasks: &mut Vec<Task>) {
        let above = self.carriers(unit.node());
        for (member, other) in self.meets(unit, Point::ZERO) {
            let yields = matches!(was, Was::Put) && other.pinned && !member.pinned;
            if yields || firm.above.contains(&other.node) || above.contains(&other.node) {
                continue;
            }
            let way = match was {
                Was::Put => Way::Either,
                Was::Grown(old) => Way::from(old, other.rect),
                Was::Moved(by) => Way::from(member.rect.moved(Point::ZERO - by), other.rect),
            };
            let node = match was {
                Was::Put => other.node,
                Was::Grown(_) | Was::Moved(_) => self.who_moves(other.node, firm),
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
        let above = self.carriers(tasks[at].node);
        let is_above = |at: &usize| above.contains(&tasks[*at].node);
        let depth = |at: &usize| self.carriers(tasks[*at].node).len();
        let first = (0..tasks.len()).filter(is_above).min_by_key(depth);
        Some(tasks.remove(first.unwrap_or(at)))
    }

    /// How a unit gets clear of all that is firm or pinned.
    fn way_out(&self, unit: Unit, task: &Task, firm: &Firm, others: &[Task]) -> Point {
        let above = self.carriers(unit.node());
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
