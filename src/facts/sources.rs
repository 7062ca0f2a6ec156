//! Where a fact was read.

/// A page of the documentation and the day it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Below [`ROOT`], without ending.
    pub page: &'static str,
    /// Year, month and day, as in 2026-11-23.
    pub read: &'static str,
}

/// Every page stands below this address.
pub const ROOT: &str = "https://learn.microsoft.com/intune/configmgr/";

pub const fn read(page: &'static str, read: &'static str) -> Source {
    Source { page, read }
}

impl Source {
    pub fn address(&self) -> String {
        format!("{ROOT}{}", self.page)
    }
}
