//! The types of sites.

use super::{
    roles::RoleKind,
    sources::{Source, read},
};

/// What a site is in its hierarchy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiteKind {
    Central,
    Primary,
    Secondary,
    /// A site whose type the plan's source does not say; imports can hold one.
    Unknown,
}

pub struct SiteFacts {
    pub kind: SiteKind,
    /// The keyword of the outline.
    pub word: &'static str,
    /// As in the middle of a sentence.
    pub title: &'static str,
    /// One word for a narrow place.
    pub short: &'static str,
    /// What it is, in one line.
    pub what: &'static str,
    /// The roles that setup puts on a site's server and no site can be without.
    pub setup: &'static [RoleKind],
    pub source: Source,
}

const UPPER: &[RoleKind] = &[RoleKind::SiteServer, RoleKind::SiteDatabase, RoleKind::SmsProvider];
const LOWER: &[RoleKind] = &[
    RoleKind::SiteServer,
    RoleKind::SiteDatabase,
    RoleKind::ManagementPoint,
    RoleKind::DistributionPoint,
];

const DESIGN: Source = read("core/plan-design/hierarchy/design-a-hierarchy-of-sites", "2026-11-23");

pub static SITES: [SiteFacts; 4] = [
    SiteFacts {
        kind: SiteKind::Central,
        word: "cas",
        title: "central administration site",
        short: "Central administration",
        what: "The top of a hierarchy with several primary sites. It manages no clients itself.",
        setup: UPPER,
        source: DESIGN,
    },
    SiteFacts {
        kind: SiteKind::Primary,
        word: "primary",
        title: "primary site",
        short: "Primary",
        what: "Manages clients. It stands alone or below a central administration site.",
        setup: UPPER,
        source: DESIGN,
    },
    SiteFacts {
        kind: SiteKind::Secondary,
        word: "secondary",
        title: "secondary site",
        short: "Secondary",
        what: "Serves clients of its primary site in a place behind a slow link.",
        setup: LOWER,
        source: DESIGN,
    },
    SiteFacts {
        kind: SiteKind::Unknown,
        word: "unknown",
        title: "site of unknown type",
        short: "Unknown type",
        what: "A site whose type the plan does not say.",
        setup: &[],
        source: DESIGN,
    },
];

/// Codes that no site may have: Windows and Configuration Manager use them as folder names.
/// Source: core/servers/deploy/install/prepare-to-install-sites, read 2026-11-25.
pub const RESERVED_CODES: [&str; 6] = ["AUX", "CON", "NUL", "PRN", "SMS", "ENV"];

impl SiteKind {
    pub const ALL: [Self; 4] = [Self::Central, Self::Primary, Self::Secondary, Self::Unknown];

    pub fn facts(self) -> &'static SiteFacts {
        &SITES[self as usize]
    }

    pub fn named(word: &str) -> Option<Self> {
        SITES.iter().find(|facts| facts.word == word).map(|facts| facts.kind)
    }
}

/// How the clients of a site talk to its site systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Communication {
    Http,
    EnhancedHttp,
    Https,
}

impl Communication {
    pub const ALL: [Self; 3] = [Self::Http, Self::EnhancedHttp, Self::Https];

    /// The word of the outline.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::EnhancedHttp => "ehttp",
            Self::Https => "https",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Http => "HTTP",
            Self::EnhancedHttp => "Enhanced HTTP",
            Self::Https => "HTTPS",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|communication| communication.word() == word)
    }
}
