//! A map that is copied by one pointer and compared by what it does not share.
//!
//! A design is copied for every hover and kept for every undo; at the largest supported hierarchy
//! only a structure that shares what did not change is cheap enough. Entries lie in buckets under
//! three levels of 32 branches; an edit copies one branch of each level.

use std::sync::Arc;

/// What can be looked up: something with a well-spread number.
pub trait Key: Copy + Eq {
    fn spread(self) -> u64;
}

impl Key for u64 {
    fn spread(self) -> u64 {
        mix(self)
    }
}

/// Spreads a number over all 64 bits (the finalizer of `SplitMix64`).
pub fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

const FAN: usize = 32;
type Branch<T> = Option<Arc<[Option<T>; FAN]>>;
type Bucket<K, V> = Arc<Vec<(K, V)>>;
type Low<K, V> = Arc<[Option<Bucket<K, V>>; FAN]>;
type Middle<K, V> = Arc<[Option<Low<K, V>>; FAN]>;

#[derive(Debug)]
pub struct Trie<K, V> {
    root: Branch<Middle<K, V>>,
    len: usize,
}

impl<K, V> Clone for Trie<K, V> {
    fn clone(&self) -> Self {
        Self { root: self.root.clone(), len: self.len }
    }
}

impl<K, V> Default for Trie<K, V> {
    fn default() -> Self {
        Self { root: None, len: 0 }
    }
}

fn path<K: Key>(key: K) -> [usize; 3] {
    let spread = key.spread();
    [10, 5, 0].map(|shift| usize::try_from((spread >> shift) & 31).unwrap_or_default())
}

/// The order in which very many entries are put in fastest: neighbors after one another.
pub fn neighbors<K: Key, T>(mut entries: Vec<(K, T)>) -> Vec<(K, T)> {
    entries.sort_by_key(|(key, _)| key.spread() & 0x7fff);
    entries
}

fn empty<T>() -> Arc<[Option<T>; FAN]> {
    Arc::new(std::array::from_fn(|_| None))
}

impl<K: Key, V: Clone> Trie<K, V> {
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn get(&self, key: K) -> Option<&V> {
        let [high, middle, low] = path(key);
        let bucket = self.root.as_ref()?[high].as_ref()?[middle].as_ref()?[low].as_ref()?;
        bucket.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// Puts `value` under `key`, in place of what was there.
    pub fn insert(&mut self, key: K, value: V) {
        let bucket = bucket(&mut self.root, key);
        if let Some((_, old)) = bucket.iter_mut().find(|(known, _)| *known == key) {
            *old = value;
        } else {
            bucket.push((key, value));
            self.len += 1;
        }
    }

    /// What is under `key`, to be changed; the default where there was nothing.
    pub fn entry(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let bucket = bucket(&mut self.root, key);
        let known = bucket.iter().position(|(known, _)| *known == key);
        let at = known.unwrap_or(bucket.len());
        if known.is_none() {
            bucket.push((key, V::default()));
            self.len += 1;
        }
        &mut bucket[at].1
    }

    pub fn remove(&mut self, key: K) {
        if self.get(key).is_some() {
            bucket(&mut self.root, key).retain(|(known, _)| *known != key);
            self.len -= 1;
        }
    }

    /// Every entry, in an order that depends on the keys alone.
    pub fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        self.root
            .iter()
            .flat_map(|root| root.iter().flatten())
            .flat_map(|middle| middle.iter().flatten())
            .flat_map(|low| low.iter().flatten())
            .flat_map(|bucket| bucket.iter().map(|(key, value)| (*key, value)))
    }

    /// The keys whose values differ, as `same` sees them; whole branches that both share are
    /// passed over.
    pub fn unlike(&self, other: &Self, same: impl Fn(&V, &V) -> bool) -> Vec<K> {
        let mut keys = Vec::new();
        let (Some(left), Some(right)) = (&self.root, &other.root) else {
            keys.extend(self.iter().chain(other.iter()).map(|(key, _)| key));
            return keys;
        };
        for (left, right) in apart(left, right) {
            for (left, right) in below(left, right) {
                for (left, right) in below(left, right) {
                    compare(left, right, &same, &mut keys);
                }
            }
        }
        keys
    }
}

/// What `key` lies in, to be changed.
fn bucket<K: Key, V: Clone>(root: &mut Branch<Middle<K, V>>, key: K) -> &mut Vec<(K, V)> {
    let [high, middle, low] = path(key);
    let root = Arc::make_mut(root.get_or_insert_with(empty));
    let branch = Arc::make_mut(root[high].get_or_insert_with(empty));
    let branch = Arc::make_mut(branch[middle].get_or_insert_with(empty));
    Arc::make_mut(branch[low].get_or_insert_with(|| Arc::new(Vec::new())))
}

type Pair<'a, T> = (Option<&'a T>, Option<&'a T>);

fn apart<'a, T>(
    left: &'a [Option<Arc<T>>; FAN],
    right: &'a [Option<Arc<T>>; FAN],
) -> Vec<Pair<'a, T>> {
    let differ = |(left, right): &(&Option<Arc<T>>, &Option<Arc<T>>)| match (left, right) {
        (None, None) => false,
        (Some(left), Some(right)) => !Arc::ptr_eq(left, right),
        _ => true,
    };
    let pairs = left.iter().zip(right).filter(differ);
    pairs.map(|(left, right)| (left.as_deref(), right.as_deref())).collect()
}

fn below<'a, T>(
    left: Option<&'a [Option<Arc<T>>; FAN]>,
    right: Option<&'a [Option<Arc<T>>; FAN]>,
) -> Vec<Pair<'a, T>> {
    match (left, right) {
        (Some(left), Some(right)) => apart(left, right),
        (Some(only), None) => only.iter().flatten().map(|it| (Some(&**it), None)).collect(),
        (None, Some(only)) => only.iter().flatten().map(|it| (None, Some(&**it))).collect(),
        (None, None) => Vec::new(),
    }
}

fn compare<K: Key, V>(
    left: Option<&Vec<(K, V)>>,
    right: Option<&Vec<(K, V)>>,
    same: &impl Fn(&V, &V) -> bool,
    keys: &mut Vec<K>,
) {
    let find = |side: Option<&Vec<(K, V)>>, key: K| {
        side.and_then(|bucket| bucket.iter().position(|(known, _)| *known == key))
    };
    for (key, value) in left.into_iter().flatten() {
        let twin = find(right, *key).and_then(|at| right.map(|bucket| &bucket[at].1));
        if twin.is_none_or(|twin| !same(value, twin)) {
            keys.push(*key);
        }
    }
    for (key, _) in right.into_iter().flatten() {
        if find(left, *key).is_none() {
            keys.push(*key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_a_plain_map_keeps_and_finds_every_difference() {
        let mut plain = std::collections::BTreeMap::new();
        let mut trie = Trie::default();
        for step in 0..4_000_u64 {
            let key = mix(step) % 700;
            let before = trie.clone();
            if mix(step + 9).is_multiple_of(3) {
                plain.remove(&key);
                trie.remove(key);
            } else {
                plain.insert(key, step);
                trie.insert(key, step);
            }
            let changed = before.unlike(&trie, |left, right| left == right);
            assert!(changed.iter().all(|changed| *changed == key), "step {step}");
            assert_eq!(changed.is_empty(), before.get(key) == trie.get(key), "step {step}");
        }
        assert_eq!(trie.len(), plain.len());
        let mut all: Vec<_> = trie.iter().map(|(key, value)| (key, *value)).collect();
        all.sort_unstable();
        assert_eq!(all, plain.into_iter().collect::<Vec<_>>());
    }
}
