//! Every site system role: where it may stand, how it appears, and who says so.

use super::{
    choices::Choice,
    sources::{Source, read},
};

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
}

impl Family {
    pub const ALL: [Self; 9] = [
        Self::Client,
        Self::Content,
        Self::Updates,
        Self::Cloud,
        Self::Reporting,
        Self::Security,
        Self::Core,
        Self::Data,
        Self::Retired,
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

const ROLES_PAGE: Source = read(
    "core/plan-design/hierarchy/plan-for-site-system-servers-and-site-system-roles",
    "2026-11-23",
);

const CLIENT_CHOICES: &[Choice] = &[Choice::CloudGateway, Choice::Https, Choice::Internet];

/// In the order of [`RoleKind`].
pub static ROLES: [RoleFacts; 19] = [
    RoleFacts {
        kind: RoleKind::SiteServer,
        code: "SITE",
        title: "Site server",
        what: "Runs the site. Setup installs it with the site.",
        also: &["SMS site server"],
        family: Family::Core,
        wmi: "SMS Site Server",
        allowed: [true, true, true, true],
        top_tier_only: false,
        placeable: false,
        choices: &[],
        life: Life::Current,
        source: ROLES_PAGE,
    },
    RoleFacts {
        kind: RoleKind::PassiveSiteServer,
        code: "PSS",
        title: "Site server in passive mode",
        what: "A second site server that can be promoted when the active one fails.",
        also: &["high availability", "HA", "passive node"],
        family: Family::Core,
        wmi: "SMS Site Server",
        allowed: [true, true, true, false],
        top_tier_only: false,
        placeable: true,
        choices: &[],
        life: Life::Current,
        source: read("core/servers/deploy/configure/site-server-high-availability", "2026-11-23"),
    },
    RoleFacts {
        kind: RoleKind::SiteDatabase,
        code: "DB",
        title: "Site database server",
        what: "Holds the site's SQL Server database. Every site has exactly one.",
        also: &["SQL Server"],
        family: Family::Data,
        wmi: "SMS SQL Server",
        allowed: [true, true, true, true],
        top_tier_only: false,
        placeable: true,
        choices: &[],
        life: Life::Current,
        source: read("core/plan-design/hierarchy/plan-for-the-site-database", "2026-11-23"),
    },
    RoleFacts {
        kind: RoleKind::SmsProvider,
        code: "PROV",
        title: "SMS Provider",
        what: "Stands between the console and the site database; runs the administration service.",
        also: &["administration service", "WMI provider"],
        family: Family::Core,
        wmi: "SMS Provider",
        allowed: [true, true, true, false],
        top_tier_only: false,
        placeable: true,
        choices: &[],
        life: Life::Current,
        source: read("core/plan-design/hierarchy/plan-for-the-sms-provider", "2026-11-23"),
    },
    RoleFacts {
        kind: RoleKind::ManagementPoint,
        code: "MP",
        title: "Management point",
        what: "Gives clients their policy and takes their inventory and status.",
        also: &["SMS MP", "proxy management point"],
        family: Family::Client,
        wmi: "SMS Management Point",
        allowed: [false, true, true, true],
        top_tier_only: false,
        placeable: true,
        choices: CLIENT_CHOICES,
        life: Life::Current,
        source: ROLES_PAGE,
    },
    RoleFacts {
        kind: RoleKind::FallbackStatusPoint,
        code: "FSP",
        title: "Fallback status point",
        what: "Hears from clients that cannot reach their management point.",
        also: &["SMS FSP"],
        family: Family::Client,
        wmi: "SMS Fallback Status Point",
        allowed: [false, true, true, false],
        top_tier_only: false,
        placeable: true,
        choices: &[Choice::Internet],
        life: Life::Current,
        source: ROLES_PAGE,
    },
    RoleFacts {
        kind: RoleKind::StateMigrationPoint,
        code: "SMP",
        title: "State migration point",
        what: "Keeps user state while a computer gets a new operating system.",
        also: &["USMT", "SMS SMP"],
        family: Family::Client,
        wmi: "SMS State Migration Point",
        allowed: [false, true, true, true],
        top_tier_only: false,
        placeable: true,
        choices: &[],
        life: Life::Current,
        source: ROLES_PAGE,
    },
    RoleFacts {
        kind: RoleKind::DistributionPoint,
        code: "DP",
        title: "Distribution point",
        what: "Holds the content that clients download: applications, packages, updates, images.",
        also: &["SMS DP", "pull distribution point", "PXE", "Connected Cache", "MCC", "content"],
        family: Family::Content,
        wmi: "SMS Distribution Point",
        allowed: [false, true, true, true],
        top_tier_only: false,
        placeable: true,
        choices: &[
            Choice::Pull,
            Choice::Pxe,
            Choice::Wds,
            Choice::Multicast,
            Choice::ConnectedCache,
            Choice::Prestaged,
            Choice::CloudGateway,
            Choice::Https,
            Choice::Internet,
        ],
        life: Life::Current,
        source: ROLES_PAGE,
    },
    RoleFacts {
        kind: RoleKind::SoftwareUpdatePoint,
        code: "SUP",
        title: "Software update point",
        what: "Brings software updates from WSUS to clients.",
        also: &["WSUS", "SMS SUP"],
        family: Family::Updates,
        wmi: "SMS Software Update Point",
        allowed: [true, true, true, true],
        top_tier_only: false,
        placeable: true,
        choices: CLIENT_CHOICES,
        life: Life::Current,
        source: ROLES_PAGE,
    },
    RoleFacts {
        kind: RoleKind::ServiceConnectionPoint,
        code: "SCP",
        title: "Service connection point",
        what: "Brings product updates and connects to cloud services. One in a hierarchy, at its top.",
        also: &["DMP connector", "Dmp Connector"],
        family: Family::Cloud,
        wmi: "SMS Dmp Connector",
        allowed: [true, true, false, false],
        top_tier_only: true,
        placeable: true,
        choices: &[],
        life: Life::Current,
        source: read(
            "core/servers/deploy/configure/about-the-service-connection-point",
            "2026-11-23",
        ),
    },
    RoleFacts {
        kind: RoleKind::GatewayConnectionPoint,
        code: "CMGCP",
        title: "CMG connection point",
        what: "Links the cloud management gateway with the site.",
        also: &["cloud management gateway connection point", "Cloud Proxy Connector"],
        family: Family::Cloud,
        wmi: "SMS Cloud Proxy Connector",
        allowed: [false, true, true, false],
        top_tier_only: false,
        placeable: true,
        choices: &[],
        life: Life::Current,
        source: read("core/clients/manage/cmg/plan-cloud-management-gateway", "2026-11-23"),
    },
    RoleFacts {
        kind: RoleKind::ReportingServicesPoint,
        code: "RSP",
        title: "Reporting services point",
        what: "Publishes reports through SQL Server Reporting Services or Power BI Report Server.",
        also: &["SSRS", "SRS Reporting Point"],
        family: Family::Reporting,
        wmi: "SMS SRS Reporting Point",
        allowed: [true, true, true, false],
        top_tier_only: false,
        placeable: true,
        choices: &[],
        life: Life::Current,
        source: read("core/servers/manage/planning-for-reporting", "2026-11-23"),
    },
    RoleFacts {
        kind: RoleKind::DataWarehouse,
        code: "DWSP",
        title: "Data warehouse service point",
        what: "Keeps long-term data for reports. One in a hierarchy, at its top.",
        also: &["data warehouse"],
        family: Family::Reporting,
        wmi: "Data Warehouse Service Point",
        allowed: [true, true, false, false],
        top_tier_only: true,
        placeable: true,
        choices: &[],
        life: Life::Current,
        source: read("core/servers/manage/data-warehouse", "2026-11-23"),
    },
    RoleFacts {
        kind: RoleKind::EndpointProtectionPoint,
        code: "EPP",
        title: "Endpoint Protection point",
        what: "Accepts the Endpoint Protection licence terms. One in a hierarchy, at its top.",
        also: &["SCEP", "Defender"],
        family: Family::Security,
        wmi: "SMS Endpoint Protection Point",
        allowed: [true, true, false, false],
        top_tier_only: true,
        placeable: true,
        choices: &[],
        life: Life::Current,
        source: read("protect/deploy-use/endpoint-protection-site-role", "2026-11-23"),
    },
    RoleFacts {
        kind: RoleKind::ExchangeConnector,
        code: "EXC",
        title: "Exchange Server connector",
        what: "Finds mobile devices through Exchange ActiveSync. One for an Exchange organization.",
        also: &["ActiveSync"],
        family: Family::Client,
        wmi: "",
        allowed: [false, true, true, false],
        top_tier_only: false,
        placeable: true,
        choices: &[],
        life: Life::Current,
        source: read("mdm/deploy-use/install-configure-exchange-connector", "2026-11-23"),
    },
    RoleFacts {
        kind: RoleKind::AssetIntelligence,
        code: "AISP",
        title: "Asset Intelligence synchronization point",
        what: "Brought the Asset Intelligence catalog. One in a hierarchy, at its top.",
        also: &["Asset Intelligence"],
        family: Family::Retired,
        wmi: "AI Update Service Point",
        allowed: [true, true, false, false],
        top_tier_only: true,
        placeable: true,
        choices: &[],
        life: Life::Deprecated("deprecated since November 2021; gone from the role list in 2603"),
        source: read("core/clients/manage/asset-intelligence/deprecation", "2026-11-23"),
    },
    RoleFacts {
        kind: RoleKind::CertificateRegistration,
        code: "CRP",
        title: "Certificate registration point",
        what: "Passed SCEP certificate requests on to an NDES server.",
        also: &["NDES", "SCEP"],
        family: Family::Retired,
        wmi: "SMS Certificate Registration Point",
        allowed: [true, true, true, false],
        top_tier_only: false,
        placeable: true,
        choices: &[],
        life: Life::Removed("not supported since 2203; Intune certificate profiles take its place"),
        source: ROLES_PAGE,
    },
    RoleFacts {
        kind: RoleKind::EnrollmentPoint,
        code: "ENR",
        title: "Enrollment point",
        what: "Enrolls mobile devices and macOS computers with PKI certificates.",
        also: &["MDM"],
        family: Family::Retired,
        wmi: "SMS Enrollment Server",
        allowed: [false, true, true, false],
        top_tier_only: false,
        placeable: true,
        choices: &[],
        life: Life::Deprecated("deprecated since January 2022; Intune enrollment takes its place"),
        source: ROLES_PAGE,
    },
    RoleFacts {
        kind: RoleKind::EnrollmentProxyPoint,
        code: "EPR",
        title: "Enrollment proxy point",
        what: "Takes enrollment requests from mobile devices and macOS computers.",
        also: &["MDM"],
        family: Family::Retired,
        wmi: "SMS Enrollment Web Site",
        allowed: [false, true, true, false],
        top_tier_only: false,
        placeable: true,
        choices: &[Choice::Internet],
        life: Life::Deprecated("deprecated since January 2022; Intune enrollment takes its place"),
        source: ROLES_PAGE,
    },
];

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
        let proper = ["SMS", "CMG", "Endpoint", "Exchange", "Asset"];
        match proper.iter().any(|word| title.starts_with(word)) {
            true => title.to_owned(),
            false => title[..1].to_lowercase() + &title[1..],
        }
    }
}
