//! One value or several: most names have one bearer, and a list for each would be waste.

use std::sync::Arc;

/// Sorted, none twice.
#[derive(Clone, Debug, Default)]
pub enum Few<T> {
    #[default]
    None,
    One(T),
    Several(Arc<Vec<T>>),
}

impl<T: Copy + Ord> Few<T> {
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(only) => std::slice::from_ref(only),
            Self::Several(values) => values,
        }
    }

    pub fn add(&mut self, value: T) {
        match self {
            Self::None => *self = Self::One(value),
            Self::One(only) if *only == value => {}
            Self::One(only) => {
                let (first, last) = (value.min(*only), value.max(*only));
                *self = Self::Several(Arc::new(vec![first, last]));
            }
            Self::Several(values) => {
                if let Err(at) = values.binary_search(&value) {
                    Arc::make_mut(values).insert(at, value);
                }
            }
        }
    }

    pub fn take(&mut self, value: T) {
        match self {
            Self::One(only) if *only == value => *self = Self::None,
            Self::None | Self::One(_) => {}
            Self::Several(values) => {
                if let Ok(at) = values.binary_search(&value) {
                    Arc::make_mut(values).remove(at);
                }
                match values[..] {
                    [] => *self = Self::None,
                    [only] => *self = Self::One(only),
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_a_sorted_list_holds() {
        let (mut few, mut plain) = (Few::default(), Vec::new());
        for step in 0_u32..200 {
            let value = step * 7 % 5;
            if step * 13 % 3 == 0 {
                few.take(value);
                plain.retain(|known| *known != value);
            } else {
                few.add(value);
                plain.push(value);
                plain.sort_unstable();
                plain.dedup();
            }
            assert_eq!(few.as_slice(), plain);
            assert_eq!(matches!(few, Few::Several(_)), plain.len() > 1);
        }
    }
}
