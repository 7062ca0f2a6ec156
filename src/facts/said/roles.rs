//! What a plan may say of site system roles, besides their options.

use super::{
    EntityKind::Domain,
    On::{AnyRole, Role},
    Shape::{Names, Word, Words},
    table::{DEVICES, FLAG, HOST, PORT, TEXT, TEXTS, VERSION, facts, number},
};
use crate::facts::roles::RoleKind::{
    CertificateRegistration, DataWarehouse, DistributionPoint, EndpointProtectionPoint,
    ExchangeConnector, FallbackStatusPoint, ManagementPoint, PassiveSiteServer,
    ReportingServicesPoint, ServiceConnectionPoint, SoftwareUpdatePoint, StateMigrationPoint,
    Unknown,
};

const DEFINITION_SOURCES: &[(&str, &str)] = &[
    ("configmgr", "Configuration Manager"),
    ("wsus", "Windows Server Update Services"),
    ("microsoft", "Microsoft Update"),
    ("mmpc", "Microsoft Malware Protection Center"),
    ("share", "Network share"),
];

facts! {
    /// As the import names it.
    ROLE_NAME "rolename" on [Role(Unknown)] Scope TEXT, "Name of the role" / "what the role is called"
        asks Administrator;
    ROLE_PROXY "roleproxy" on [AnyRole] Network TEXT, "Proxy that the role needs" / "which proxy the role needs"
        asks Network;
    CONNECTION_ACCOUNT "connectionaccount" on [AnyRole] Accounts TEXT, "Connection account" /
        "which connection account the role uses" asks Security;

    /// Where it is set apart from its site.
    CLIENT_CONNECTIONS "connections" on [Role(ManagementPoint), Role(DistributionPoint)] Communication
        Word(&[("http", "HTTP"), ("https", "HTTPS")]),
        "Client connections" / "how clients connect to the role" asks Administrator;

    MODE "mode" on [Role(ServiceConnectionPoint)] Communication Word(&[("online", "Online"), ("offline", "Offline")]),
        "Mode" / "whether the service connection point is online" asks Owner, assumed "online";
    DEFINITIONS "definitions" on [Role(EndpointProtectionPoint)] Options Words(DEFINITION_SOURCES),
        "Sources of definitions" / "from where definitions come" asks Administrator;

    WAREHOUSE_ROOM "room" on [Role(DataWarehouse)] Disks number(0, 1_000_000, "GB"), "Room for the data warehouse" /
        "how much room the data warehouse has" asks Databases;
    /// SERVER or SERVER\INSTANCE; without one, on the role's own server.
    DATABASE_HOST "database" on [Role(DataWarehouse), Role(ReportingServicesPoint)] Database HOST,
        "Database on" / "where the role's database is" asks Databases;
    CERTIFICATE_TRUSTED "certtrusted" on [Role(DataWarehouse)] Accounts FLAG,
        "Its certificate is trusted on the reporting server" /
        "whether the reporting server trusts the data warehouse's certificate" asks Security;

    REPORT_SERVER "reportserver" on [Role(ReportingServicesPoint)] Options
        Word(&[("none", "None"), ("ssrs", "SQL Server Reporting Services"), ("powerbi", "Power BI Report Server")]),
        "Report server" / "which report server is used" asks Databases;
    DATA_SOURCE "datasource" on [Role(ReportingServicesPoint)] Database
        Word(&[("database", "The site database server"), ("replica", "A replica by its name"), ("listener", "The listener")]),
        "Data source" / "to which name reports connect" asks Databases;
    REPORT_DATABASE_IN_GROUP "reportdbag" on [Role(ReportingServicesPoint)] Availability FLAG,
        "Its database is in an availability group" / "whether the report server's database is in an availability group"
        asks Databases, assumed "no";
    REPORT_USERS "reportusers" on [Role(ReportingServicesPoint)] Directory Names(Domain), "Domains of report users" /
        "in which domains the report users are" asks Directory;
    /// SMP and RSP traffic that people believe secured by enhanced HTTP.
    COUNTED_SECURE "countedsecure" on [Role(ReportingServicesPoint), Role(StateMigrationPoint)] Communication FLAG,
        "Counts on enhanced HTTP to secure it" / "whether its traffic counts on enhanced HTTP" asks Security,
        assumed "no";

    /// SERVER or SERVER\INSTANCE of the replica.
    REPLICA "replica" on [Role(ManagementPoint)] Database HOST, "Uses a database replica at" /
        "whether the management point uses a replica" asks Databases;
    REPLICA_SERVICE "replicaservice" on [Role(ManagementPoint)] Database
        Word(&[("system", "Local System"), ("other", "Another account")]),
        "The replica's SQL Server service runs as" / "as whom the replica's SQL Server service runs" asks Databases;
    REPLICA_TEXT_SIZE "replicatextrepl" on [Role(ManagementPoint)] Database number(0, 2_147_483_647, "bytes"),
        "The replica's max text repl size" / "which max text repl size the replica has" asks Databases;
    REPLICA_FEATURE "replicafeature" on [Role(ManagementPoint)] Database FLAG,
        "The replica has the SQL Server Replication feature" /
        "whether the replica has the SQL Server Replication feature" asks Databases;
    ALLOWS_DEVICES "mobiledevices" on [Role(ManagementPoint)] Options FLAG, "Allows mobile devices and Mac computers" /
        "whether the management point allows mobile devices" asks Administrator, assumed "no";
    MP_MACOS "mpmacos" on [Role(ManagementPoint)] Devices DEVICES, "macOS devices" /
        "how many macOS devices use the management point" asks Owner;
    MP_MDM "mpmdm" on [Role(ManagementPoint)] Devices DEVICES, "On-premises MDM devices" /
        "how many MDM devices use the management point" asks Owner;
    /// Domains of the users that it serves on the internet.
    USER_DOMAINS "userdomains" on [Role(ManagementPoint)] Directory Names(Domain), "Domains of internet users" /
        "in which domains the internet users are" asks Directory;
    USER_POLICY "userpolicy" on [Role(ManagementPoint)] Directory FLAG, "Internet users need user policy" /
        "whether internet users need user policy" asks Owner;

    POINT_GROUPS "pointgroups" on [Role(DistributionPoint)] Content TEXTS, "Distribution point groups" /
        "to which groups the distribution point belongs" asks Administrator;
    ANONYMOUS "anonymous" on [Role(DistributionPoint)] Communication FLAG, "Allows anonymous access" /
        "whether the distribution point allows anonymous access" asks Administrator, assumed "no";
    POINT_CERTIFICATE "certificate" on [Role(DistributionPoint)] Communication
        Word(&[("self", "Self-signed"), ("pki", "Imported (PKI)")]),
        "Certificate" / "which certificate the distribution point has" asks Security;
    RATE_LIMITED "ratelimit" on [Role(DistributionPoint)] Content FLAG, "Schedule or rate limit is set" /
        "whether a rate limit is set" asks Administrator, assumed "no";
    GATEWAY_SOURCE "fromgateway" on [Role(DistributionPoint)] Content FLAG, "Pulls from a cloud management gateway" /
        "whether the distribution point pulls from a gateway" asks Administrator, assumed "no";
    /// Windows Deployment Services does not listen on the DHCP port.
    PXE_PORT_CHANGED "pxeport" on [Role(DistributionPoint)] Options FLAG, "WDS leaves the DHCP port alone" /
        "whether Windows Deployment Services leaves the DHCP port alone" asks Administrator;

    UPDATE_DATABASE "susdb" on [Role(SoftwareUpdatePoint)] Database HOST, "SUSDB on (wid, SERVER or SERVER\\INSTANCE)" /
        "where the SUSDB is" asks Databases;
    UPDATE_DATABASE_IN_GROUP "susdbag" on [Role(SoftwareUpdatePoint)] Availability FLAG,
        "SUSDB is in an availability group" / "whether the SUSDB is in an availability group" asks Databases,
        assumed "no";
    TLS "tls" on [Role(SoftwareUpdatePoint)] Communication FLAG, "Requires TLS" / "whether the software update point requires TLS"
        asks Security;
    UPSTREAM "upstream" on [Role(SoftwareUpdatePoint)] Communication
        Word(&[("parent", "The site above"), ("microsoft", "Microsoft Update"), ("wsus", "Another WSUS"), ("none", "None: imported by hand")]),
        "Synchronizes from" / "from where the software update point synchronizes" asks Administrator;
    WEBSITE "website" on [Role(SoftwareUpdatePoint)] Communication
        Word(&[("custom", "WSUS website (8530, 8531)"), ("default", "Default Web Site")]),
        "Website" / "which website WSUS uses" asks Administrator, assumed "custom";
    CONTENT_FOLDER "contentfolder" on [Role(SoftwareUpdatePoint)] Content TEXT, "WSUS content folder" /
        "where WSUS keeps its content" asks Administrator;
    UPDATE_PORT "wsusport" on [Role(SoftwareUpdatePoint)] Communication PORT, "WSUS port (HTTP)" /
        "which HTTP port WSUS uses" asks Administrator;
    UPDATE_TLS_PORT "wsustlsport" on [Role(SoftwareUpdatePoint)] Communication PORT, "WSUS port (HTTPS)" /
        "which HTTPS port WSUS uses" asks Administrator;
    /// Its queue is 2,000 long, its private memory fourfold or unlimited.
    POOL_TUNED "wsuspool" on [Role(SoftwareUpdatePoint)] Software FLAG, "WsusPool is tuned (queue 2,000, memory)" /
        "whether the WsusPool is tuned" asks Administrator;

    /// `none` where there are none.
    MIGRATION_FOLDERS "folders" on [Role(StateMigrationPoint)] Disks TEXTS, "Storage folders" /
        "which folders the state migration point has" asks Administrator;
    RESTORE_ONLY "restoreonly" on [Role(StateMigrationPoint)] Options FLAG, "Restore-only mode" /
        "whether the state migration point only restores" asks Administrator, assumed "no";

    /// What nobody can do: clients reach it by HTTP only.
    FALLBACK_HTTPS "fsphttps" on [Role(FallbackStatusPoint)] Communication FLAG, "Clients are to reach it by HTTPS" /
        "whether clients are to reach the fallback status point by HTTPS" asks Owner, assumed "no";

    /// The server with the Network Device Enrollment Service.
    NDES "ndes" on [Role(CertificateRegistration)] Options HOST, "Network Device Enrollment Service on" /
        "which NDES server the certificate registration point uses" asks Security;
    ORGANIZATION "organization" on [Role(ExchangeConnector)] Options TEXT, "Exchange organization" /
        "to which Exchange organization the connector belongs" asks Owner;

    PASSIVE_SOURCE "passivesource" on [Role(PassiveSiteServer)] Lifecycle VERSION, "Version of its source files" /
        "from which source files the passive site server is installed" asks Administrator;
    PASSIVE_SQL_RIGHTS "passivesql" on [Role(PassiveSiteServer)] Accounts FLAG,
        "Its computer account is sysadmin and local administrator of the SQL Server" /
        "whether the passive site server has its rights on the SQL Server" asks Databases;
    PASSIVE_RIGHTS "passiverights" on [Role(PassiveSiteServer)] Accounts FLAG,
        "Its computer account has its rights on the site systems, sources and System Management container" /
        "whether the passive site server has its rights" asks Servers;
}
