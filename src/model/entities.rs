//! What lies around the sites, in the order in which it is shown, and found by name.

use std::{collections::BTreeMap, sync::Arc};

use super::{Entity, EntityId, design::name_key};
use crate::facts::said::EntityKind;

#[derive(Clone, Debug, Default)]
pub(super) struct Entities {
    all: Vec<Arc<Entity>>,
    places: BTreeMap<EntityId, usize>,
    /// By kind and name in small letters; in order, where several share a name.
    names: BTreeMap<(EntityKind, u64), Vec<usize>>,
}

impl Entities {
    pub fn all(&self) -> &[Arc<Entity>] {
        &self.all
    }

    pub fn get(&self, id: EntityId) -> Option<&Entity> {
        self.places.get(&id).and_then(|at| self.all.get(*at)).map(|entity| &**entity)
    }

    /// Those of a kind with this name, in any letter case.
    pub fn named(&self, kind: EntityKind, name: &str) -> impl Iterator<Item = &Entity> {
        let places = self.names.get(&(kind, name_key(name))).map_or(&[][..], |places| places);
        let named = places.iter().filter_map(|at| self.all.get(*at)).map(|entity| &**entity);
        named.filter(move |entity| entity.name.to_lowercase() == name.to_lowercase())
    }

    pub fn add(&mut self, entity: Entity) {
        let at = self.all.len();
        self.places.insert(entity.id, at);
        self.names.entry((entity.kind, name_key(&entity.name))).or_default().push(at);
        self.all.push(Arc::new(entity));
    }

    pub fn remove(&mut self, id: EntityId) {
        self.all.retain(|entity| entity.id != id);
        self.index();
    }

    pub fn update(&mut self, id: EntityId, change: impl FnOnce(&mut Entity)) {
        let place = self.places.get(&id).copied();
        let Some(entity) = place.and_then(|at| self.all.get_mut(at)) else { return };
        let before = entity.name.clone();
        change(Arc::make_mut(entity));
        if entity.name != before {
            self.index();
        }
    }

    fn index(&mut self) {
        (self.places, self.names) = Default::default();
        for (at, entity) in self.all.iter().enumerate() {
            self.places.insert(entity.id, at);
            self.names.entry((entity.kind, name_key(&entity.name))).or_default().push(at);
        }
    }
}

/// What is found by name follows from what there is.
impl PartialEq for Entities {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}
