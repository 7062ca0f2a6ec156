//! Where a fact was read, and how plainly the page says it.

/// A page of the documentation and the day it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Below [`ROOT`], without ending.
    pub page: &'static str,
    /// Year, month and day, as in 2026-11-23.
    pub read: &'static str,
    pub says: Says,
}

/// How far a page carries what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// The page states it.
    Stated,
    /// It follows from what the page states; none states it outright.
    Derived,
    /// People who build hierarchies know it; the page is about what it belongs to.
    Observed,
    /// A number or advice of this program; the page is about what it belongs to.
    Ours,
}

/// Every page stands below this address.
pub const ROOT: &str = "https://learn.microsoft.com/intune/configmgr/";

pub const fn read(page: &'static str, read: &'static str) -> Source {
    Source { page, read, says: Says::Stated }
}

/// Follows from the page, which does not state it outright.
pub const fn derived(page: &'static str, read: &'static str) -> Source {
    Source { page, read, says: Says::Derived }
}

/// Known from practice; the page does not state it.
pub const fn observed(page: &'static str, read: &'static str) -> Source {
    Source { page, read, says: Says::Observed }
}

/// A number or advice of our own beside what the page states.
pub const fn ours(page: &'static str, read: &'static str) -> Source {
    Source { page, read, says: Says::Ours }
}

impl Source {
    pub fn address(&self) -> String {
        format!("{ROOT}{}", self.page)
    }
}

impl Says {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Derived => "derived",
            Self::Observed => "observed",
            Self::Ours => "ours",
        }
    }

    /// What a reader has to know of it; nothing where the page states it.
    pub const fn caution(self) -> Option<&'static str> {
        match self {
            Self::Stated => None,
            Self::Derived => Some("Follows from documented facts; no page states it outright."),
            Self::Observed => Some("Known from practice; no page of the documentation states it."),
            Self::Ours => Some("A number or advice of our own; no page gives it."),
        }
    }
}
