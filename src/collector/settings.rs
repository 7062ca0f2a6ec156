//! Which settings the script keeps of what the site control file says of a role or site.
//!
//! The SDK has no list of them ("There's no list that defines the properties for each site control
//! item"); each stands in a public script that reads it.

/// An entry of Props or `PropLists`. Names are compared without case: the product itself is not
/// consistent.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub name: &'static str,
    /// Of which role, as `RoleName` says it, or of which class.
    pub of: &'static str,
    /// In which value it is, and what it means.
    pub says: &'static str,
    /// The script that reads it.
    pub found: &'static str,
}

const fn setting(
    name: &'static str,
    of: &'static str,
    says: &'static str,
    found: &'static str,
) -> Setting {
    Setting { name, of, says, found }
}

const DOCUMENT: &str = "https://github.com/paulwetter/DocumentConfigMgrCB (DocumentCMCB.ps1)";
const BACKUP: &str = "https://github.com/jonasatgit/scriptrepo (Backup/Backup-ConfigMgrData.ps1)";
const EVALUATION: &str =
    "https://github.com/jonasatgit/scriptrepo (Collections/Get-ConfigMgrCollectionEvalTimes.ps1)";
const BEAR: &str = "https://github.com/SpecterOps/ConfigManBearPig (ConfigManBearPig.ps1)";
const EHTTP: &str = "https://github.com/vinaypamnani-msft/memlabs (DSC/phases/EnableEHTTP.ps1)";

const SITE: &str = "SMS Site System";
const DP: &str = "SMS Distribution Point";
const MP: &str = "SMS Management Point";
const SUP: &str = "SMS Software Update Point";
const RSP: &str = "SMS SRS Reporting Point";
const SCP: &str = "SMS Dmp Connector";
const DEF: &str = "SMS_SCI_SiteDefinition";
const COMP: &str = "SMS_SCI_Component";

/// Of Props.
pub const SETTINGS: &[Setting] = &[
    setting(
        "Server Remote Public Name",
        SITE,
        "Value1: internet FQDN, empty if there is none",
        DOCUMENT,
    ),
    setting("FDMOperation", SITE, "Value: 1 if the site server initiates connections", DOCUMENT),
    setting(
        "UseMachineAccount",
        SITE,
        "Value: 1 if the site server's computer account installs",
        DOCUMENT,
    ),
    setting(
        "UserName",
        SITE,
        "Value2: site system installation account; of a management point in Value1, its connection account",
        DOCUMENT,
    ),
    setting("ForestFQDN", SITE, "Value1", DOCUMENT),
    setting("DomainFQDN", SITE, "Value1", DOCUMENT),
    setting("UseProxy", SITE, "Value: 0 or 1", DOCUMENT),
    setting("ProxyName", SITE, "Value2", DOCUMENT),
    setting("ProxyServerPort", SITE, "Value", DOCUMENT),
    setting("ProxyUserName", SITE, "Value2", DOCUMENT),
    setting("SslState", DP, "Value: 63 HTTPS, another HTTP", DOCUMENT),
    setting("IsPullDP", DP, "Value: 0 or 1", BACKUP),
    setting("IsPXE", DP, "Value: 0 or 1", BACKUP),
    setting("IsMulticast", DP, "Value: 0 or 1", DOCUMENT),
    setting("PreStagingAllowed", DP, "Value: 0 or 1", DOCUMENT),
    setting("IsAnonymousEnabled", DP, "Value: 0 or 1", DOCUMENT),
    setting("TokenAuthEnabled", DP, "Value: 1 if mobile devices may connect", DOCUMENT),
    setting("LEDBATEnabled", DP, "Value: 0 or 1", DOCUMENT),
    setting("DoincEnabled", DP, "Value: 1 with a Connected Cache server", DOCUMENT),
    setting("UpdateBranchCacheKey", DP, "Value: 1 with BranchCache", DOCUMENT),
    setting(
        "CertificateFile",
        DP,
        "Value1: empty with a self-signed certificate, else a text in its place",
        DOCUMENT,
    ),
    setting("MPIntranetFacing", MP, "Value: 0 or 1", DOCUMENT),
    setting("MPInternetFacing", MP, "Value: 0 or 1", DOCUMENT),
    setting(
        "AllowProxyTraffic",
        MP,
        "Value: 1 if it takes traffic of cloud management gateways; of a software update point as well",
        DOCUMENT,
    ),
    setting("UseSiteDatabase", MP, "Value: 0 with a database replica", DOCUMENT),
    setting("SQLServerName", MP, "Value1: server of the database replica", DOCUMENT),
    setting(
        "DatabaseName",
        MP,
        "Value1: the database replica; of a reporting services point in Value2, its database",
        DOCUMENT,
    ),
    setting("WSUSIISPort", SUP, "Value", BACKUP),
    setting("WSUSIISSSLPort", SUP, "Value", BACKUP),
    setting("SSLWSUS", SUP, "Value: 0 or 1", BACKUP),
    setting("UseParentWSUS", SUP, "Value: 0 or 1", BACKUP),
    setting("IsIntranet", SUP, "Value: 0 or 1", DOCUMENT),
    setting("IsINF", SUP, "Value: 1 if it serves the internet", DOCUMENT),
    setting("DBServerName", SUP, "Value2: server, or server and instance", BACKUP),
    setting("WSUSAccessAccount", SUP, "Value2", DOCUMENT),
    setting("UseProxyForADR", SUP, "Value: 0 or 1", BACKUP),
    setting("DatabaseServerName", RSP, "Value2: server, or server and instance", BACKUP),
    setting("ReportServerInstance", RSP, "Value2", BACKUP),
    setting("ReportServerUri", RSP, "Value2", BACKUP),
    setting("Version", RSP, "Value2", BACKUP),
    setting("OfflineMode", SCP, "Value: 0 online, 1 offline", BACKUP),
    setting("SQLServicePort", DEF, "Value", BACKUP),
    setting("SSBPort", DEF, "Value: port of the Service Broker", BACKUP),
    setting("SQLServerFQDN", DEF, "Value1", BEAR),
    setting("LocaleID", DEF, "Value", BACKUP),
    setting("Full Version", DEF, "Value1", BACKUP),
    setting("IISSSLState", COMP, "Value: bit 1024 enhanced HTTP; 63 HTTPS only", EHTTP),
];

/// Of `PropLists`.
pub const LISTS: &[Setting] = &[
    setting("SourceDistributionPoints", DP, "NAL paths, each with its priority before it", BACKUP),
    setting("Databases", "SMS SQL Server", "What it is, server, database", EVALUATION),
];

/// Settings that name an account.
pub const ACCOUNTS: &[&str] = &["UserName", "ProxyUserName", "WSUSAccessAccount"];
