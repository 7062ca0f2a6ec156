//! What the script reads: sections of its file, classes, properties, and where each was looked up.

/// One section of the file: the instances of one class.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    pub name: &'static str,
    pub class: &'static str,
    pub says: &'static str,
    /// The page of the class, below [`crate::facts::sources::ROOT`].
    pub page: &'static str,
    pub properties: &'static [Property],
}

/// A property as the class names it.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    pub name: &'static str,
    pub kind: Kind,
    /// What it means, or what its numbers mean; empty where the name says it.
    pub says: &'static str,
    /// Where it was found, if not on the page of the class.
    pub found: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Flag,
    /// Pages and versions differ in what it is.
    TextOrNumber,
    /// Embedded: name, number and two texts each.
    Props,
    /// Embedded: name and texts each.
    PropLists,
}

const DOCUMENT: &str = "https://github.com/paulwetter/DocumentConfigMgrCB (DocumentCMCB.ps1)";
const TLS: &str =
    "https://github.com/jonasatgit/scriptrepo (Security/Test-ConfigMgrTlsConfiguration.ps1)";
const PASSIVE: &str =
    "https://github.com/vinaypamnani-msft/memlabs (DSC/phases/InstallPassiveSiteServer.ps1)";

const fn property(name: &'static str, kind: Kind, says: &'static str) -> Property {
    Property { name, kind, says, found: None }
}

const fn text(name: &'static str) -> Property {
    property(name, Kind::Text, "")
}

const fn number(name: &'static str, says: &'static str) -> Property {
    property(name, Kind::Number, says)
}

const fn flag(name: &'static str) -> Property {
    property(name, Kind::Flag, "")
}

impl Property {
    const fn says(mut self, says: &'static str) -> Self {
        self.says = says;
        self
    }

    const fn found(mut self, found: &'static str) -> Self {
        self.found = Some(found);
        self
    }
}

const SSL: &str = "0 HTTP, 1 HTTPS, 2 not applicable, 3 always HTTPS, 4 always HTTP";
const NAL: &str = "[\"Display=\\\\server\"]MSWNET:[\"SMS_SITE=P01\"]\\\\server\\";
const PROPS: Property = property("Props", Kind::Props, "");
const PROP_LISTS: Property = property("PropLists", Kind::PropLists, "");
const MINUTES: &str = "Minutes; -1 is never";
/// Its page, and those beside it for the other three, describe the value as a method.
const FALLBACK: &str = "https://learn.microsoft.com/intune/configmgr/develop/reference/core/servers/configure/fallbackdp-method-in-class-sms-boundarygrouprelationships";

/// In the order of the file.
pub const SECTIONS: &[Section] = &[
    Section {
        name: "sites",
        class: "SMS_Site",
        says: "Sites",
        page: "develop/reference/core/servers/configure/sms_site-server-wmi-class",
        properties: &[
            text("SiteCode"),
            text("SiteName"),
            text("ServerName"),
            number("Type", "1 secondary, 2 primary, 4 central administration site"),
            text("ReportingSiteCode").says("Site code of the parent; empty at the top"),
            text("Version"),
            number("BuildNumber", ""),
            text("InstallDir"),
            number(
                "Status",
                "1 active, 2 pending, 3 failed, 4 deleted, 5 upgrade, 6 to 9 of secondary sites: \
                 deletion failed, upgrade failed, recovery in progress, recovery failed",
            ),
            number(
                "Mode",
                "1 replication maintenance, 2 recovery, 3 upgrade, 4 evaluation expired, \
                 5 expansion, 6 and 7 interoperability",
            ),
        ],
    },
    Section {
        name: "roles",
        class: "SMS_SCI_SysResUse",
        says: "Site systems, a row for each role",
        page: "develop/reference/core/servers/configure/sms_sci_sysresuse-server-wmi-class",
        properties: &[
            text("SiteCode"),
            text("RoleName"),
            text("NetworkOSPath").says("\\\\server"),
            text("NALType").says("\"Windows NT Server\", or another for roles in the cloud"),
            number("SslState", SSL),
            number(
                "Type",
                "The site server that the role is on: 1 of a secondary, 2 of a primary, \
                 4 of a central administration site, 8 none",
            ),
            number("SiteSystemStatus", "0 passive, 1 active").found(PASSIVE),
            PROPS,
            PROP_LISTS,
        ],
    },
    Section {
        name: "systemResources",
        class: "SMS_SystemResourceList",
        says: "The same roles, with the names of their servers and what serves the internet",
        page: "develop/reference/core/servers/configure/sms_systemresourcelist-server-wmi-class",
        properties: &[
            text("SiteCode"),
            text("RoleName"),
            text("ServerName"),
            text("ServerRemoteName").says("Intranet FQDN"),
            number("SslState", SSL),
            flag("InternetEnabled"),
            flag("InternetShared"),
            text("NALPath").says(NAL),
            text("ResourceType"),
        ],
    },
    Section {
        name: "distributionPoints",
        class: "SMS_DistributionPointInfo",
        says: "Distribution points",
        page: "develop/reference/core/servers/configure/sms_distributionpointinfo-server-wmi-class",
        properties: &[
            text("ServerName"),
            text("SiteCode"),
            text("NALPath").says(NAL),
            text("ResourceType"),
            flag("IsPullDP"),
            flag("IsPXE"),
            flag("IsMulticast"),
            flag("IsProtected"),
            flag("IsPeerDP"),
            flag("PreStagingAllowed"),
            flag("BitsEnabled"),
            flag("InternetFacing"),
            flag("RateLimitsEnabled"),
            flag("AddressScheduleEnabled"),
            number("Communication", "0 HTTP, another HTTPS"),
            text("OperatingSystem"),
            text("Description"),
            property("Region", Kind::TextOrNumber, "Azure region, of cloud distribution points"),
            number("Priority", ""),
            number("GroupCount", "Distribution point groups that it is in"),
            property("ServiceType", Kind::TextOrNumber, "Of cloud distribution points"),
        ],
    },
    Section {
        name: "distributionPointGroups",
        class: "SMS_DistributionPointGroup",
        says: "Distribution point groups",
        page: "develop/reference/core/servers/configure/sms_distributionpointgroup-server-wmi-class",
        properties: &[
            text("GroupID"),
            text("Name"),
            text("Description"),
            text("SourceSite"),
            number("MemberCount", ""),
        ],
    },
    Section {
        name: "distributionPointGroupMembers",
        class: "SMS_DPGroupMembers",
        says: "Which distribution point is in which group",
        page: "develop/reference/core/servers/configure/sms_dpgroupmembers-server-wmi-class",
        properties: &[text("GroupID"), text("DPNALPath").says(NAL)],
    },
    Section {
        name: "boundaryGroups",
        class: "SMS_BoundaryGroup",
        says: "Boundary groups, without the default ones",
        page: "develop/reference/core/servers/configure/sms_boundarygroup-server-wmi-class",
        properties: &[
            number("GroupID", ""),
            text("Name"),
            text("Description"),
            text("DefaultSiteCode").says("The assigned site"),
            number(
                "Flags",
                "Bits: 1 no peer downloads, 2 peers of the same subnet only, 4 distribution points \
                 before peers of the same subnet, 8 cloud before on-premises",
            ),
            number("MemberCount", "Boundaries"),
            number("SiteSystemCount", ""),
            flag("Shared").says("Made by the migration manager"),
        ],
    },
    Section {
        name: "defaultBoundaryGroups",
        class: "SMS_DefaultBoundaryGroup",
        says: "Default site boundary groups",
        page: "develop/reference/core/servers/configure/sms-defaultboundarygroup-server-wmi-class",
        properties: &[
            number("GroupID", ""),
            text("Name"),
            text("Description"),
            text("DefaultSiteCode").says("The site whose default group it is"),
            number("MemberCount", "Boundaries"),
            number("SiteSystemCount", ""),
            flag("Shared"),
        ],
    },
    Section {
        name: "boundaryGroupSiteSystems",
        class: "SMS_BoundaryGroupSiteSystems",
        says: "Which site system serves which boundary group",
        page: "develop/reference/core/servers/configure/sms_boundarygroupsitesystems-server-wmi-class",
        properties: &[
            number("GroupID", ""),
            text("ServerNALPath").says(NAL),
            text("SiteCode"),
            number("Flags", "0 fast, 1 slow; no longer used for distribution points"),
        ],
    },
    Section {
        name: "boundaryGroupRelationships",
        class: "SMS_BoundaryGroupRelationships",
        says: "Fallback from a boundary group to another",
        page: "develop/reference/core/servers/configure/sms-boundarygrouprelationships-server-wmi-class",
        properties: &[
            number("SourceGroupID", ""),
            text("SourceGroupName"),
            number("DestinationGroupID", ""),
            text("DestinationGroupName"),
            number("FallbackDP", MINUTES).found(FALLBACK),
            number("FallbackMP", MINUTES).found(FALLBACK),
            number("FallbackSMP", MINUTES).found(FALLBACK),
            number("FallbackSUP", MINUTES).found(FALLBACK),
        ],
    },
    Section {
        name: "boundaries",
        class: "SMS_Boundary",
        says: "Boundaries",
        page: "develop/reference/core/servers/configure/sms_boundary-server-wmi-class",
        properties: &[
            number("BoundaryID", ""),
            text("DisplayName"),
            number(
                "BoundaryType",
                "0 IP subnet, 1 Active Directory site, 2 IPv6 prefix, 3 IP address range, 4 VPN",
            )
            .found(DOCUMENT),
            text("Value"),
            number("GroupCount", "Boundary groups that it is in"),
        ],
    },
    Section {
        name: "boundaryGroupMembers",
        class: "SMS_BoundaryGroupMembers",
        says: "Which boundary is in which group",
        page: "develop/reference/core/servers/configure/sms_boundarygroupmembers-server-wmi-class",
        properties: &[number("GroupID", ""), number("BoundaryID", "")],
    },
    Section {
        name: "gateways",
        class: "SMS_AzureService",
        says: "Cloud management gateways, and cloud distribution points of old",
        page: "develop/reference/core/servers/configure/sms_azureservice-server-wmi-class",
        properties: &[
            number("AzureServiceID", ""),
            text("Name"),
            text("Fqdn"),
            text("ServiceCName"),
            text("ServiceType")
                .says(
                    "CloudProxyService is a cloud management gateway, CloudDistributionPoint a \
                     cloud distribution point",
                )
                .found(TLS),
            text("SiteCode"),
            property("Region", Kind::TextOrNumber, ""),
            number("NumberOfInstances", ""),
            text("DeploymentSlot"),
            number("DeploymentModel", "1 Azure Resource Manager").found(DOCUMENT),
            number("AzureEnvironmentId", "1 Azure public cloud").found(DOCUMENT),
            number("State", "0 ready, 4 starting, 6 stopped").found(DOCUMENT),
            text("NALPath"),
            text("Description"),
            flag("ClientCertRevocationEnabled").found(TLS),
            number("ProxySecurityProtocol", "3072 requires TLS 1.2").found(TLS),
        ],
    },
    Section {
        name: "siteDefinitions",
        class: "SMS_SCI_SiteDefinition",
        says: "Site servers and site databases",
        page: "develop/reference/core/servers/configure/sms_sci_sitedefinition-server-wmi-class",
        properties: &[
            text("SiteCode"),
            text("ParentSiteCode"),
            text("SiteName"),
            text("SiteServerName"),
            text("SiteServerDomain"),
            number("SiteType", "1 secondary, 2 primary, 4 central administration site"),
            text("InstallDirectory"),
            text("SQLServerName"),
            text("SQLDatabaseName").says("With its instance before it where that has a name"),
            PROPS,
            PROP_LISTS,
        ],
    },
    Section {
        name: "siteComponents",
        class: "SMS_SCI_Component",
        says: "The site component manager of each site, which knows about HTTPS and enhanced HTTP",
        page: "develop/reference/core/servers/configure/sms_sci_component-server-wmi-class",
        properties: &[text("SiteCode"), text("ComponentName"), text("Name"), PROPS],
    },
    Section {
        name: "providers",
        class: "SMS_ProviderLocation",
        says: "SMS Providers",
        page: "develop/reference/misc/sms_providerlocation-server-wmi-class",
        properties: &[
            text("Machine"),
            text("SiteCode"),
            text("NamespacePath"),
            flag("ProviderForLocalSite"),
        ],
    },
];
