//! What a plan may say of a database: the site's own, and those of other roles.

use super::{
    On::Role,
    Shape::Word,
    table::{FLAG, PORT, TEXT, facts, number},
};
use crate::facts::roles::RoleKind::{
    DataWarehouse, ReportingServicesPoint, SiteDatabase, SoftwareUpdatePoint,
};

const EDITIONS: &[(&str, &str)] = &[
    ("express", "Express"),
    ("standard", "Standard"),
    ("enterprise", "Enterprise"),
    ("datacenter", "Datacenter"),
    ("developer", "Developer"),
    ("evaluation", "Evaluation"),
    ("web", "Web"),
];

/// SQL Server by year, oldest first.
pub const SQL_VERSIONS: &[(&str, &str)] = &[
    ("2008r2", "SQL Server 2008 R2"),
    ("2012", "SQL Server 2012"),
    ("2014", "SQL Server 2014"),
    ("2016", "SQL Server 2016"),
    ("2017", "SQL Server 2017"),
    ("2019", "SQL Server 2019"),
    ("2022", "SQL Server 2022"),
    ("2025", "SQL Server 2025"),
];

facts! {
    EDITION "edition" on [Role(SiteDatabase), Role(DataWarehouse)] Database Word(EDITIONS), "SQL Server edition" /
        "which edition of SQL Server is used" asks Databases;
    SQL "sql" on [Role(SiteDatabase), Role(DataWarehouse), Role(ReportingServicesPoint)] Database Word(SQL_VERSIONS),
        "SQL Server version" / "which version of SQL Server is used" asks Databases;
    CUMULATIVE_UPDATE "cu" on [Role(SiteDatabase)] Database number(0, 99, ""), "Cumulative update" /
        "which cumulative update of SQL Server is used" asks Databases;
    COMPATIBILITY "compat" on [Role(SiteDatabase)] Database number(80, 200, ""), "Compatibility level" /
        "which compatibility level the site database has" asks Databases;
    /// Without one, the default instance.
    INSTANCE "instance" on [Role(SiteDatabase), Role(ReportingServicesPoint), Role(DataWarehouse)] Database TEXT,
        "Instance" / "which instance of SQL Server is used" asks Databases, assumed "MSSQLSERVER";
    DATABASE_NAME "dbname" on [Role(SiteDatabase)] Database TEXT, "Name of the database" /
        "what the site database is called" asks Databases;
    SQL_PORT "port" on [Role(SiteDatabase)] Database PORT, "TCP port" / "which port SQL Server uses" asks Databases,
        assumed "1433";
    DYNAMIC_PORT "dynamicport" on [Role(SiteDatabase)] Database FLAG, "Dynamic port" /
        "whether the instance has a fixed port" asks Databases;
    BROKER_PORT "brokerport" on [Role(SiteDatabase)] Database PORT, "Service Broker port" /
        "which port the Service Broker uses" asks Databases, assumed "4022";
    BROWSER "browser" on [Role(SiteDatabase)] Database FLAG, "SQL Server Browser runs" /
        "whether the SQL Server Browser runs" asks Databases;
    COLLATION "collation" on [Role(SiteDatabase)] Database TEXT, "Collation" / "which collation SQL Server has"
        asks Databases;
    SQL_LEAST_MEMORY "minmemory" on [Role(SiteDatabase)] Database number(0, 65_536, "GB"), "Least memory for SQL Server" /
        "how much memory SQL Server has at least" asks Databases;
    /// Of the server's memory.
    SQL_MEMORY_SHARE "maxmemory" on [Role(SiteDatabase)] Database number(0, 100, "%"), "Most memory for SQL Server" /
        "which share of the memory SQL Server takes at most" asks Databases;
    DATABASE_SIZE "dbsize" on [Role(SiteDatabase), Role(DataWarehouse)] Database number(0, 1_000_000, "GB"),
        "Expected size of the database" / "how large the database will be" asks Databases;
    SERVICE_ACCOUNT "serviceaccount" on [Role(SiteDatabase)] Accounts
        Word(&[
            ("domain", "Domain account"),
            ("system", "Local System"),
            ("network", "Network Service"),
            ("localservice", "Local Service"),
            ("localuser", "Local user"),
        ]),
        "SQL Server service runs as" / "as whom the SQL Server service runs" asks Databases;
    SPN "spn" on [Role(SiteDatabase)] Accounts FLAG, "Service principal name is registered" /
        "whether the service principal name is registered" asks Directory;
    AUTHENTICATION "authentication" on [Role(SiteDatabase)] Database
        Word(&[("windows", "Windows"), ("mixed", "SQL Server and Windows (mixed)")]),
        "Authentication" / "which authentication SQL Server uses" asks Databases, assumed "windows";
    MIRRORED "mirrored" on [Role(SiteDatabase)] Availability
        Word(&[("no", "No"), ("mirroring", "Database mirroring"), ("peer", "Peer-to-peer replication")]),
        "Mirroring" / "whether the site database is mirrored" asks Databases, assumed "no";
    RECOVERY "recovery" on [Role(SiteDatabase)] Database
        Word(&[("simple", "Simple"), ("full", "Full"), ("bulk", "Bulk-logged")]),
        "Recovery model" / "which recovery model the site database has" asks Databases;
    /// The name of the group; each of its replicas is a site database role with the same name.
    AVAILABILITY_GROUP "ag" on [Role(SiteDatabase)] Availability TEXT, "Availability group" /
        "whether the site database is in an availability group" asks Databases;
    /// Where it has none yet, `-`.
    LISTENER "listener" on [Role(SiteDatabase)] Availability TEXT, "Listener (- if there is none)" / "which listener the availability group has"
        asks Databases;
    BASIC_GROUP "basicag" on [Role(SiteDatabase)] Availability FLAG, "Basic availability group" /
        "whether the availability group is a basic one" asks Databases, assumed "no";
    FAILOVER "failover" on [Role(SiteDatabase)] Availability Word(&[("manual", "Manual"), ("automatic", "Automatic")]),
        "Failover" / "whether the availability group fails over by itself" asks Databases;
    COMMIT "commit" on [Role(SiteDatabase)] Availability
        Word(&[("sync", "Synchronous"), ("async", "Asynchronous")]),
        "Replica commits" / "how the replica commits" asks Databases;
    /// An asynchronous replica that is to take over.
    FAILOVER_TARGET "failovertarget" on [Role(SiteDatabase)] Availability FLAG, "Replica is meant to take over" /
        "whether the replica is meant to take over" asks Databases;
    OTHER_GROUPS "otherag" on [Role(SiteDatabase)] Availability
        Word(&[("none", "None"), ("manual", "Manual failover"), ("automatic", "Automatic failover")]),
        "Other availability groups on the SQL Server" / "which other availability groups the SQL Server has"
        asks Databases, assumed "none";
    /// The name of the failover cluster instance; each node is a site database role with the same.
    CLUSTER_INSTANCE "fci" on [Role(SiteDatabase)] Availability TEXT, "Failover cluster instance" /
        "whether the site database is on a failover cluster instance" asks Databases;
    /// The name that the site uses to connect.
    CONNECTS_TO "connect" on [Role(SiteDatabase)] Availability TEXT, "The site connects to" /
        "to which name the site connects" asks Databases;
    CLUSTER_NAME "clustername" on [Role(SiteDatabase)] Availability TEXT, "Name of the Windows cluster" /
        "which name the Windows cluster has" asks Servers;
    SHARED_CLUSTER_VOLUME "csv" on [Role(SiteDatabase)] Availability FLAG, "On a cluster shared volume" /
        "whether the cluster uses cluster shared volumes" asks Servers, assumed "no";
    CLUSTER_BALANCED "nlb" on [Role(SiteDatabase), Role(SoftwareUpdatePoint)] Availability FLAG,
        "Network load balancing" / "whether a load balancer stands in front" asks Network, assumed "no";
    CUSTOM_PATHS "custompaths" on [Role(SiteDatabase)] Database FLAG, "Database files at places of their own" /
        "whether the database files have places of their own" asks Databases, assumed "no";
    /// Databases and applications that are not part of Configuration Manager.
    SHARED_SQL "sharedsql" on [Role(SiteDatabase)] Database FLAG, "Other applications use the SQL Server" /
        "whether other applications use the SQL Server" asks Databases;
    /// The feature that replicas of management points need.
    REPLICATION_FEATURE "replication" on [Role(SiteDatabase)] Database FLAG, "SQL Server Replication feature" /
        "whether the SQL Server Replication feature is there" asks Databases;
    /// Max text repl size.
    TEXT_SIZE "textrepl" on [Role(SiteDatabase)] Database number(0, 2_147_483_647, "bytes"),
        "Max text repl size" / "which max text repl size SQL Server has" asks Databases;
    /// Where a step moves the database: the collation there.
    MOVES_TO_COLLATION "movescollation" on [Role(SiteDatabase)] Lifecycle TEXT, "Moved to an instance with collation" /
        "which collation the database's next instance has" asks Databases;
}
