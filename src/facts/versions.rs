//! The product versions that a plan can be judged for.

/// A release of Configuration Manager current branch, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    V2403,
    V2409,
    V2503,
    V2509,
    V2603,
}

impl Version {
    pub const ALL: [Self; 5] = [Self::V2403, Self::V2409, Self::V2503, Self::V2509, Self::V2603];
    pub const OLDEST: Self = Self::V2403;
    pub const NEWEST: Self = Self::V2603;

    pub const fn name(self) -> &'static str {
        match self {
            Self::V2403 => "2403",
            Self::V2409 => "2409",
            Self::V2503 => "2503",
            Self::V2509 => "2509",
            Self::V2603 => "2603",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.name() == name)
    }
}
