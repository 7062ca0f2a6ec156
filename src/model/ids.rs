//! Names of nodes that never change and are never reused.

use std::fmt;

use super::{
    Design,
    trie::{Key, mix},
};

/// Up to twelve characters of `a-z`, `0-9` and, not first, `-`; packed as digits to base 37.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Name(u64);

const LETTERS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

impl Name {
    fn read(text: &str) -> Option<Self> {
        let fits = (1..=12).contains(&text.len()) && !text.starts_with('-');
        // The places of their letters in `LETTERS`.
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(u64::from(byte - b'0')),
            b'a'..=b'z' => Some(u64::from(byte - b'a') + 10),
            b'-' => Some(36),
            _ => None,
        };
        let join = |name: u64, byte: u8| Some(name * 37 + digit(byte)? + u64::from(name == 0));
        // The first character counts one more, so that leading zeros are kept apart.
        fits.then(|| text.bytes().try_fold(0, join)).flatten().map(Self)
    }

    fn counted(number: u64) -> Option<Self> {
        Self::read(&number.to_string())
    }

    /// Eight characters drawn from `number`.
    fn random(number: u64) -> Option<Self> {
        let letters: String = (0..8)
            .map(|at| char::from(LETTERS[usize::try_from((number >> (at * 5)) & 31).unwrap_or(0)]))
            .collect();
        Self::read(&letters)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = [0; 12];
        let mut rest = self.0;
        let mut start = letters.len();
        while start > 0 {
            start -= 1;
            let digit = if rest >= 37 { rest % 37 } else { rest.saturating_sub(1) };
            let letter = usize::try_from(digit).ok().and_then(|digit| LETTERS.get(digit));
            letters[start] = letter.copied().unwrap_or(b'-');
            if rest < 37 {
                break;
            }
            rest /= 37;
        }
        f.pad(std::str::from_utf8(&letters[start..]).unwrap_or_default())
    }
}

/// What ids of all kinds can do.
pub trait Id: Copy {
    fn read(text: &str) -> Option<Self>;
    fn is_known(self, design: &Design) -> bool;
    #[doc(hidden)]
    fn counted(number: u64) -> Option<Self>;
    #[doc(hidden)]
    fn random(number: u64) -> Option<Self>;
}

macro_rules! ids {
    ($($id:ident, $kind:ident, $prefix:literal;)*) => {
        $(
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
            pub struct $id(Name);

            impl Id for $id {
                fn read(text: &str) -> Option<Self> {
                    Name::read(text.strip_prefix($prefix)?.strip_prefix('-')?).map(Self)
                }

                fn is_known(self, design: &Design) -> bool {
                    design.contains(self.into())
                }

                fn counted(number: u64) -> Option<Self> {
                    Name::counted(number).map(Self)
                }

                fn random(number: u64) -> Option<Self> {
                    Name::random(number).map(Self)
                }
            }

            impl fmt::Display for $id {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(f, "{}-{}", $prefix, self.0)
                }
            }

            impl fmt::Debug for $id {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(f, "{self}")
                }
            }

            impl Key for $id {
                fn spread(self) -> u64 {
                    mix(self.0.0)
                }
            }

            impl From<$id> for NodeId {
                fn from(id: $id) -> Self {
                    Self::$kind(id)
                }
            }
        )*

        /// The id of any node.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum NodeId {
            $($kind($id),)*
        }

        impl NodeId {
            pub fn read(text: &str) -> Option<Self> {
                $(if let Some(id) = $id::read(text) { return Some(id.into()); })*
                None
            }
        }

        impl fmt::Display for NodeId {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$kind(id) => id.fmt(f),)*
                }
            }
        }
    };
}

ids! {
    SiteId, Site, "site";
    ServerId, Server, "srv";
    RoleId, Role, "role";
    GatewayId, Gateway, "cmg";
    EntityId, Entity, "ent";
}

/// Draws ids that no node has had: counted where the same input must give the same bytes, random
/// in the window, so that the plans of two people can be merged.
#[derive(Clone, Debug)]
pub struct Ids {
    next: u64,
    seed: Option<u64>,
}

impl Ids {
    pub fn counted() -> Self {
        Self { next: 1, seed: None }
    }

    pub fn random(seed: u64) -> Self {
        Self { next: 1, seed: Some(seed) }
    }

    /// An id that nothing in `design` has and that was not drawn before.
    pub fn fresh<T: Id>(&mut self, design: &Design) -> T {
        loop {
            let number = self.next;
            self.next += 1;
            let id = match self.seed {
                Some(seed) => T::random(mix(seed ^ mix(number))),
                None => T::counted(number),
            };
            if let Some(id) = id.filter(|id| !id.is_known(design)) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_as_it_is_written() {
        for text in
            ["srv-1", "srv-0", "srv-00", "srv-7k3f9q", "srv-a-b", "srv-zzzzzzzzzzzz", "srv-10"]
        {
            assert_eq!(ServerId::read(text).map(|id| id.to_string()).as_deref(), Some(text));
        }
        for text in ["srv-", "srv--", "srv", "srv-A", "srv-ä", "site-1", "srv-1234567890123", ""] {
            assert_eq!(ServerId::read(text), None, "{text}");
        }
    }
}
