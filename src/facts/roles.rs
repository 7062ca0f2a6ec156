//! What a site system role is: its kinds, their families and what is known of each.

use super::{choices::Choice, sources::Source};

pub use super::role_table::ROLES;

/// A site system role that a plan can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleKind {
    SiteServer,
    PassiveSiteServer,
    SiteDatabase,
    SmsProvider,
    ManagementPoint,
    FallbackStatusPoint,
    StateMigrationPoint,
    DistributionPoint,
    SoftwareUpdatePoint,
    ServiceConnectionPoint,
    GatewayConnectionPoint,
    ReportingServicesPoint,
    DataWarehouse,
    EndpointProtectionPoint,
    ExchangeConnector,
    AssetIntelligence,
    CertificateRegistration,
    EnrollmentPoint,
    EnrollmentProxyPoint,
    CatalogWebsitePoint,
    CatalogWebServicePoint,
    OutOfBandServicePoint,
    HealthValidatorPoint,
    /// A role of a name that nobody knows; imports can hold one. It is kept, and not judged.
    Unknown,
}

/// Roles of one family share a color and stand together in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    Core,
    Data,
    Client,
    Content,
    Updates,
    Cloud,
    Reporting,
    Security,
    Retired,
    Unknown,
}

impl Family {
    pub const ALL: [Self; 10] = [
        Self::Client,
        Self::Content,
        Self::Updates,
        Self::Cloud,
        Self::Reporting,
        Self::Security,
        Self::Core,
        Self::Data,
        Self::Retired,
        Self::Unknown,
    ];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Core => "Core",
            Self::Data => "Data",
            Self::Client => "Client-facing",
            Self::Content => "Content",
            Self::Updates => "Updates",
            Self::Cloud => "Cloud",
            Self::Reporting => "Reporting",
            Self::Security => "Security",
            Self::Retired => "Retired",
            Self::Unknown => "Unknown",
        }
    }
}

/// Whether a role has a future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    Current,
    /// Still works; the text says since when and what takes its place.
    Deprecated(&'static str),
    /// Support has ended; the text says since when and what takes its place.
    Removed(&'static str),
}

pub struct RoleFacts {
    pub kind: RoleKind,
    /// The letters on its chip.
    pub code: &'static str,
    pub title: &'static str,
    /// What it does, in one line.
    pub what: &'static str,
    /// Further names that people search for.
    pub also: &'static [&'static str],
    pub family: Family,
    /// `SMS_SCI_SysResUse.RoleName`.
    pub wmi: &'static str,
    /// Central administration site, standalone primary, child primary, secondary.
    pub allowed: [bool; 4],
    /// One in the hierarchy, at its top-tier site.
    pub top_tier_only: bool,
    /// Whether a person puts it on a server; setup brings the others.
    pub placeable: bool,
    pub choices: &'static [Choice],
    pub life: Life,
    pub source: Source,
}

impl RoleKind {
    pub const COUNT: usize = ROLES.len();

    pub fn all() -> impl Iterator<Item = Self> {
        ROLES.iter().map(|facts| facts.kind)
    }

    pub fn facts(self) -> &'static RoleFacts {
        &ROLES[self as usize]
    }

    pub fn code(self) -> &'static str {
        self.facts().code
    }

    /// By the letters on its chip, in any letter case.
    pub fn coded(code: &str) -> Option<Self> {
        ROLES.iter().find(|facts| facts.code.eq_ignore_ascii_case(code)).map(|facts| facts.kind)
    }

    /// The title inside a sentence: "management point", "SMS Provider".
    pub fn spoken(self) -> String {
        let title = self.facts().title;
        let proper = ["SMS", "CMG", "Endpoint", "Exchange", "Asset", "Application", "System"];
        match proper.iter().any(|word| title.starts_with(word)) {
            true => title.to_owned(),
            false => title[..1].to_lowercase() + &title[1..],
        }
    }

    /// With its article: "a management point", "an SMS Provider".
    pub fn with_article(self) -> String {
        let spoken = self.spoken();
        let vowel = spoken.starts_with("SMS") || spoken.starts_with(['a', 'e', 'o', 'A', 'E']);
        format!("{} {spoken}", if vowel { "an" } else { "a" })
    }
}
