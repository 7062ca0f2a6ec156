//! One row of a provider's class, from whatever form of file: known columns with their text.

/// The columns that are read, by their names in small letters.
macro_rules! columns {
    ($($column:ident $name:literal,)*) => {
        /// A property of a class that is read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column {
            $(
                #[doc = $name]
                $column,
            )*
        }

        impl Column {
            fn of_small(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$column),)*
                    _ => None,
                }
            }
        }
    };
}

columns! {
    // SMS_Site
    SiteCode "sitecode", SiteName "sitename", ServerName "servername", Type "type",
    ReportingSiteCode "reportingsitecode", Version "version", BuildNumber "buildnumber",
    InstallDir "installdir", Status "status",
    // SMS_SCI_SysResUse, SMS_SystemResourceList
    RoleName "rolename", NetworkOsPath "networkospath", NalPath "nalpath", NalType "naltype",
    ResourceType "resourcetype", SslState "sslstate", SiteSystemStatus "sitesystemstatus",
    ServerRemoteName "serverremotename", InternetEnabled "internetenabled",
    InternetShared "internetshared", Props "props", PropLists "proplists",
    // SMS_SiteSystemSummarizer
    SiteSystem "sitesystem", Role "role",
    // SMS_DistributionPointInfo
    IsPullDp "ispulldp", IsPxe "ispxe", IsMulticast "ismulticast",
    PreStagingAllowed "prestagingallowed", InternetFacing "internetfacing",
    Communication "communication", OperatingSystem "operatingsystem",
    // SMS_BoundaryGroup and what belongs to it
    GroupId "groupid", Name "name", ServerNalPath "servernalpath",
    DefaultSiteCode "defaultsitecode", SourceGroupId "sourcegroupid",
    DestinationGroupId "destinationgroupid", FallbackDp "fallbackdp", BoundaryId "boundaryid",
    BoundaryType "boundarytype", Value "value", DpNalPath "dpnalpath",
    // SMS_AzureService
    ServiceType "servicetype", Instances "numberofinstances", Region "region",
    DeploymentModel "deploymentmodel",
    // SMS_SCI_SiteDefinition, SMS_SCI_Component, SMS_ProviderLocation
    ParentSiteCode "parentsitecode", SiteServerName "siteservername",
    SiteServerDomain "siteserverdomain", SiteType "sitetype", SqlServerName "sqlservername",
    SqlDatabaseName "sqldatabasename", ComponentName "componentname", Machine "machine",
    // What the collector says of itself
    Query "query", Message "message",
}

/// A class whose rows are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Sites,
    Roles,
    /// The same roles, flatter.
    Resources,
    Summaries,
    Points,
    PointGroups,
    PointGroupMembers,
    Groups,
    DefaultGroups,
    GroupMembers,
    Relations,
    Boundaries,
    BoundaryMembers,
    Gateways,
    Definitions,
    Components,
    Providers,
    /// Queries of the collector that failed.
    Errors,
    /// Its rows are told by their columns.
    Unsaid,
}

impl Column {
    const LONGEST: usize = 32;

    /// In any letter case.
    pub fn named(name: &str) -> Option<Self> {
        let mut small = [0; Self::LONGEST];
        let small = small.get_mut(..name.len())?;
        small.copy_from_slice(name.as_bytes());
        small.make_ascii_lowercase();
        Self::of_small(std::str::from_utf8(small).ok()?)
    }
}

impl Part {
    /// By the name that a file gives it, in any letter case: a class, or what the one-liner calls it.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "sites" | "sms_site" => Self::Sites,
            "roles" | "sms_sci_sysresuse" => Self::Roles,
            "systemresources" | "sms_systemresourcelist" => Self::Resources,
            "summaries" | "sms_sitesystemsummarizer" => Self::Summaries,
            "distributionpoints" | "sms_distributionpointinfo" => Self::Points,
            "distributionpointgroups" | "sms_distributionpointgroup" => Self::PointGroups,
            "distributionpointgroupmembers" | "sms_dpgroupmembers" => Self::PointGroupMembers,
            "boundarygroups" | "sms_boundarygroup" => Self::Groups,
            "defaultboundarygroups" | "sms_defaultboundarygroup" => Self::DefaultGroups,
            "boundarygrouprelationships" | "sms_boundarygrouprelationships" => Self::Relations,
            "boundaries" | "sms_boundary" => Self::Boundaries,
            "boundarygroupmembers" | "sms_boundarygroupmembers" => Self::BoundaryMembers,
            "sitecomponents" | "sms_sci_component" => Self::Components,
            "providers" | "sms_providerlocation" => Self::Providers,
            "errors" => Self::Errors,
            "boundarygroupsitesystems" | "sms_boundarygroupsitesystems" => Self::GroupMembers,
            "gateways" | "sms_azureservice" => Self::Gateways,
            "sitedefinitions" | "sms_sci_sitedefinition" => Self::Definitions,
            _ => return None,
        })
    }

    /// As a note calls it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Roles => "roles",
            Self::Resources => "systemResources",
            Self::Summaries => "summaries",
            Self::Points => "distributionPoints",
            Self::PointGroups => "distributionPointGroups",
            Self::PointGroupMembers => "distributionPointGroupMembers",
            Self::Groups => "boundaryGroups",
            Self::DefaultGroups => "defaultBoundaryGroups",
            Self::Relations => "boundaryGroupRelationships",
            Self::Boundaries => "boundaries",
            Self::BoundaryMembers => "boundaryGroupMembers",
            Self::Components => "siteComponents",
            Self::Providers => "providers",
            Self::Errors => "errors",
            Self::GroupMembers => "boundaryGroupSiteSystems",
            Self::Gateways => "gateways",
            Self::Definitions => "siteDefinitions",
            Self::Unsaid => "rows",
        }
    }

    /// The class that has these columns.
    pub fn of_columns(has: impl Fn(Column) -> bool) -> Option<Self> {
        let all = |columns: &[Column]| columns.iter().all(|column| has(*column));
        let any = |columns: &[Column]| columns.iter().any(|column| has(*column));
        if has(Column::RoleName) {
            Some(Self::Roles)
        } else if all(&[Column::SiteSystem, Column::Role]) {
            Some(Self::Summaries)
        } else if all(&[Column::GroupId, Column::ServerNalPath]) {
            Some(Self::GroupMembers)
        } else if all(&[Column::GroupId, Column::DpNalPath]) {
            Some(Self::PointGroupMembers)
        } else if all(&[Column::GroupId, Column::BoundaryId]) {
            Some(Self::BoundaryMembers)
        } else if all(&[Column::SourceGroupId, Column::DestinationGroupId]) {
            Some(Self::Relations)
        } else if all(&[Column::BoundaryId, Column::Value]) {
            Some(Self::Boundaries)
        } else if all(&[Column::Name, Column::ServiceType]) {
            Some(Self::Gateways)
        } else if all(&[Column::SiteCode, Column::SqlServerName]) {
            Some(Self::Definitions)
        } else if all(&[Column::Machine, Column::SiteCode]) {
            Some(Self::Providers)
        } else if any(&[Column::IsPullDp, Column::IsPxe, Column::PreStagingAllowed]) {
            Some(Self::Points)
        } else if has(Column::SiteCode)
            && any(&[Column::ReportingSiteCode, Column::SiteName, Column::BuildNumber])
        {
            Some(Self::Sites)
        } else if all(&[Column::GroupId, Column::Name, Column::DefaultSiteCode]) {
            Some(Self::Groups)
        } else {
            None
        }
    }
}

/// The known columns of a row with what they hold.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub cells: Vec<(Column, Cell)>,
    pub props: Vec<Prop>,
    pub lists: Vec<PropList>,
    /// Columns that hold something other than was expected.
    pub odd: Vec<Column>,
    /// Whether the embedded properties were there and got lost on the way to the file.
    pub flattened: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    List(Vec<String>),
}

/// `SMS_EmbeddedProperty`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prop {
    pub name: String,
    pub value: String,
    pub value1: String,
    pub value2: String,
}

/// `SMS_EmbeddedPropertyList`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PropList {
    pub name: String,
    pub values: Vec<String>,
}

impl Row {
    pub fn has(&self, column: Column) -> bool {
        self.cells.iter().any(|(known, _)| *known == column)
    }

    /// What a column holds, if it holds anything.
    pub fn text(&self, column: Column) -> Option<&str> {
        let (_, cell) = self.cells.iter().find(|(known, _)| *known == column)?;
        match cell {
            Cell::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            Cell::List(list) => list.first().map(|text| text.trim()),
        }
    }

    pub fn number(&self, column: Column) -> Option<i64> {
        self.text(column)?.parse().ok()
    }

    pub fn flag(&self, column: Column) -> Option<bool> {
        flag(self.text(column)?)
    }

    /// Whether an embedded property is set.
    pub fn is_set(&self, name: &str) -> Option<bool> {
        flag(self.prop(name)?.value.trim())
    }

    /// An embedded property by its name in any letter case.
    pub fn prop(&self, name: &str) -> Option<&Prop> {
        self.props.iter().find(|prop| prop.name.eq_ignore_ascii_case(name))
    }

    /// The text of an embedded property: providers keep it in either of two places.
    pub fn prop_text(&self, name: &str) -> Option<&str> {
        let prop = self.prop(name)?;
        // Where the text is the second, the first may say its type.
        let is_type = |text: &&str| text.starts_with("REG_");
        [&prop.value2, &prop.value1]
            .into_iter()
            .map(|it| it.trim())
            .find(|it| !it.is_empty())
            .filter(|it| !is_type(it))
    }

    pub fn list(&self, name: &str) -> Option<&[String]> {
        let list = self.lists.iter().find(|list| list.name.eq_ignore_ascii_case(name))?;
        Some(&list.values)
    }
}

fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "wahr" | "vrai" | "yes" => Some(true),
        "false" | "falsch" | "faux" | "no" => Some(false),
        number => number.parse::<i64>().ok().map(|number| number != 0),
    }
}
