//! Numbers for which a house may have a recommended limit of its own, below what is supported.

use super::sites::SiteKind;

/// What is counted, at one site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Practice {
    DevicesPerPrimary,
    DevicesPerSecondary,
    DevicesPerManagementPoint,
    DevicesPerDistributionPoint,
    DevicesPerUpdatePoint,
    ManagementPointsPerPrimary,
    DistributionPointsPerSite,
    PrimariesPerCentral,
    SecondariesPerPrimary,
}

impl Practice {
    pub const ALL: [Self; 9] = [
        Self::DevicesPerPrimary,
        Self::DevicesPerSecondary,
        Self::DevicesPerManagementPoint,
        Self::DevicesPerDistributionPoint,
        Self::DevicesPerUpdatePoint,
        Self::ManagementPointsPerPrimary,
        Self::DistributionPointsPerSite,
        Self::PrimariesPerCentral,
        Self::SecondariesPerPrimary,
    ];

    /// As a file of house rules writes it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::DevicesPerPrimary => "devices-per-primary",
            Self::DevicesPerSecondary => "devices-per-secondary",
            Self::DevicesPerManagementPoint => "devices-per-management-point",
            Self::DevicesPerDistributionPoint => "devices-per-distribution-point",
            Self::DevicesPerUpdatePoint => "devices-per-update-point",
            Self::ManagementPointsPerPrimary => "management-points-per-primary",
            Self::DistributionPointsPerSite => "distribution-points-per-site",
            Self::PrimariesPerCentral => "primaries-per-central",
            Self::SecondariesPerPrimary => "secondaries-per-primary",
        }
    }

    /// What is counted, behind a number.
    pub const fn counted(self) -> &'static str {
        match self {
            Self::DevicesPerPrimary | Self::DevicesPerSecondary => "devices",
            Self::DevicesPerManagementPoint => "devices for each management point",
            Self::DevicesPerDistributionPoint => "devices for each distribution point",
            Self::DevicesPerUpdatePoint => "devices for each software update point",
            Self::ManagementPointsPerPrimary => "management points",
            Self::DistributionPointsPerSite => "distribution points",
            Self::PrimariesPerCentral => "primary sites",
            Self::SecondariesPerPrimary => "secondary sites",
        }
    }

    /// Where it is counted.
    pub const fn place(self) -> &'static str {
        match self {
            Self::DevicesPerSecondary => "at a secondary site",
            Self::DevicesPerDistributionPoint | Self::DistributionPointsPerSite => "at a site",
            Self::PrimariesPerCentral => "below a central administration site",
            Self::SecondariesPerPrimary => "below a primary site",
            _ => "at a primary site",
        }
    }

    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|practice| practice.key() == key)
    }

    /// At which types of site it is counted.
    pub const fn sites(self) -> &'static [SiteKind] {
        match self {
            Self::DevicesPerSecondary => &[SiteKind::Secondary],
            Self::PrimariesPerCentral => &[SiteKind::Central],
            Self::DistributionPointsPerSite | Self::DevicesPerDistributionPoint => {
                &[SiteKind::Primary, SiteKind::Secondary]
            }
            _ => &[SiteKind::Primary],
        }
    }
}
