//! Finds pull distribution points that wait for one another, in one pass over a site.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    facts::choices::Choice,
    model::{RoleId, RoleRef, SiteRef},
};

/// The pull distribution points of a site and those above them, wherever they stand.
struct Chains<'a> {
    points: BTreeMap<RoleId, RoleRef<'a>>,
}

/// The circles in which pull distribution points of a site stand, each sorted by name; without
/// its points at other sites, a circle would not be one.
pub fn circles(site: SiteRef<'_>) -> Vec<Vec<RoleRef<'_>>> {
    let chains = Chains::of(site);
    let mut circles = match chains.points.keys().any(|id| chains.above(*id).next().is_some()) {
        true => chains.circles(),
        false => Vec::new(),
    };
    for circle in &mut circles {
        circle.sort_by_cached_key(|point| point.server().full_name().to_lowercase());
    }
    circles
}

impl<'a> Chains<'a> {
    fn of(site: SiteRef<'a>) -> Self {
        let own = site.roles().filter(|role| role.is(Choice::Pull));
        let mut points: BTreeMap<_, _> = own.map(|point| (point.id, point)).collect();
        let mut waiting: Vec<_> = points.values().copied().collect();
        while let Some(point) = waiting.pop() {
            for source in &point.sources {
                // Those of the site that are not in the list do not pull.
                let known = points.contains_key(source);
                if known || site.design().site_of((*source).into()) == Some(site.id) {
                    continue;
                }
                let source = site.design().role(*source).filter(|role| role.is(Choice::Pull));
                if let Some(source) = source {
                    points.insert(source.id, source);
                    waiting.push(source);
                }
            }
        }
        Self { points }
    }

    /// The sources of a point that pull themselves.
    fn above(&self, id: RoleId) -> impl Iterator<Item = RoleId> {
        let sources = self.points.get(&id).into_iter().flat_map(|point| &point.role().sources);
        sources.copied().filter(|source| self.points.contains_key(source))
    }

    /// Kosaraju's: what comes up in the order in which content arrives is then taken down again,
    /// and what is reached both ways waits for itself.
    fn circles(&self) -> Vec<Vec<RoleRef<'a>>> {
        let mut below: BTreeMap<RoleId, Vec<RoleId>> = BTreeMap::new();
        for id in self.points.keys() {
            for source in self.above(*id) {
                below.entry(source).or_default().push(*id);
            }
        }
        let mut taken = BTreeSet::new();
        let mut circles = Vec::new();
        for start in self.last_reached().into_iter().rev() {
            if !taken.insert(start) {
                continue;
            }
            let mut circle = vec![start];
            let mut at = 0;
            while let Some(point) = circle.get(at) {
                let pullers = below.get(point).map_or(&[][..], Vec::as_slice);
                let new: Vec<_> = pullers.iter().copied().filter(|it| taken.insert(*it)).collect();
                circle.extend(new);
                at += 1;
            }
            if circle.len() > 1 || self.above(start).any(|source| source == start) {
                circles.push(circle.iter().filter_map(|id| self.points.get(id).copied()).collect());
            }
        }
        circles
    }

    /// All points, each after those above it where nothing goes round.
    fn last_reached(&self) -> Vec<RoleId> {
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        for start in self.points.keys() {
            let mut waiting = vec![(*start, false)];
            while let Some((id, is_done)) = waiting.pop() {
                if is_done {
                    order.push(id);
                } else if seen.insert(id) {
                    waiting.push((id, true));
                    waiting.extend(self.above(id).map(|source| (source, false)));
                }
            }
        }
        order
    }
}
