//! What a plan may say of the hierarchy as a whole.

use super::{
    On::Plan,
    Shape::Words,
    table::{FLAG, TEXTS, VERSION, facts, number},
};
use crate::facts::said::{EntityKind, Shape};

/// What the hierarchy is for.
pub const FEATURE_WORDS: &[(&str, &str)] = &[
    ("applications", "Application management"),
    ("updates", "Software updates"),
    ("osd", "Operating system deployment"),
    ("reporting", "Reporting"),
    ("protection", "Endpoint Protection"),
    ("bitlocker", "BitLocker management"),
    ("internet", "Clients on the internet"),
    ("gateway", "Cloud management gateway"),
    ("tenant", "Tenant attach"),
    ("comanagement", "Co-management"),
    ("userapps", "Deployments to users in Software Center"),
    ("mobile", "On-premises mobile device management"),
];

facts! {
    /// The features in scope.
    FEATURES "features" on [Plan] Scope Words(FEATURE_WORDS), "Features in scope" / "which features are in scope"
        asks Owner;
    LAB "lab" on [Plan] Scope FLAG, "A lab or test hierarchy" / "whether this is a lab"
        asks Owner, assumed "no";
    BRANCH "branch" on [Plan] Scope Shape::Word(&[("current", "Current branch"), ("preview", "Technical preview")]),
        "Branch" / "which branch is installed" asks Owner, assumed "current";
    /// The reports that people need cover all sites.
    REPORTS_EVERYWHERE "allsitereports" on [Plan] Scope FLAG, "Reports need the data of all sites" /
        "whether reports need the data of all sites" asks Owner,
        assumed "yes";
    /// Whether the Compliance workload of co-management is in Intune.
    COMPLIANCE_WORKLOAD "compliance" on [Plan] Scope
        Shape::Word(&[("configmgr", "Configuration Manager"), ("intune", "Intune")]),
        "Compliance workload of co-management" / "where the Compliance workload of co-management is" asks Cloud;
    CONSOLE_ZONE "consolezone" on [Plan] Network Shape::Name(EntityKind::Zone), "Network zone of the consoles" /
        "in which network zone the consoles are" asks Network;
    /// Requests per second to the administration service.
    API_LOAD "apirequests" on [Plan] Scope number(0, 1_000_000, "per second"),
        "Requests to the administration service" / "how many requests the administration service takes"
        asks Administrator, assumed "0";
    CLIENT_PUSH "clientpush" on [Plan] Network FLAG, "Client push installation" /
        "whether client push installation is used" asks Administrator;
    /// The firewall that client push has to cross is open for it.
    PUSH_PORTS "pushports" on [Plan] Network FLAG, "Ports for client push are open" /
        "whether the ports for client push are open" asks Network;
    IPV6_ONLY "ipv6only" on [Plan] Network FLAG, "Internet clients have IPv6 only" /
        "whether internet clients have IPv6 only" asks Network, assumed "no";
    /// Clients sign in with Microsoft Entra tokens.
    ENTRA_TOKENS "entratokens" on [Plan] Network FLAG, "Clients use Microsoft Entra tokens" /
        "whether clients use Microsoft Entra tokens" asks Cloud;
    SCHEMA_EXTENDED "schema" on [Plan] Directory FLAG, "Active Directory schema is extended" /
        "whether the Active Directory schema is extended" asks Directory;
    /// Site servers may write to the System Management container.
    CONTAINER_RIGHTS "container" on [Plan] Directory FLAG, "Rights on the System Management container" /
        "whether site servers have rights on the System Management container" asks Directory;
    /// Codes of central administration and primary sites that were used in this hierarchy before.
    RETIRED_CODES "retiredcodes" on [Plan] Lifecycle TEXTS, "Retired site codes" /
        "which site codes were used before" asks Administrator;
    RETIRED_SECONDARY_CODES "retiredsecondaries" on [Plan] Lifecycle TEXTS, "Retired codes of secondary sites" /
        "which codes of secondary sites were used before" asks Administrator;
    /// Codes of sites in other hierarchies that publish to the same forest.
    FOREST_CODES "forestcodes" on [Plan] Directory TEXTS, "Site codes published by other hierarchies" /
        "which site codes other hierarchies publish in the forest" asks Directory;
    UNPUBLISHED_CODES "othercodes" on [Plan] Directory TEXTS, "Site codes of other hierarchies, not published" /
        "which site codes other hierarchies use" asks Directory;
    MIGRATION "migration" on [Plan] Lifecycle FLAG, "Migration jobs are active" /
        "whether migration jobs are active" asks Administrator;
    /// The version that is installed today, where the plan updates it.
    UPDATES_FROM "updatesfrom" on [Plan] Lifecycle VERSION, "Updated from version" /
        "from which version the hierarchy is updated" asks Administrator;
    /// The version of the media from which the first site is set up.
    MEDIA "media" on [Plan] Lifecycle VERSION, "Version of the installation media" /
        "from which media the first site is installed" asks Administrator;
}
