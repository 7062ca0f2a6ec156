//! What a plan may say of a server.

use super::{
    EntityKind::{BoundaryGroup, Domain, Location, Zone},
    On::{Server, Site},
    Shape::{Name, Names, Word, Words},
    table::{CODE, FLAG, RELEASE, TEXT, TEXTS, facts, number},
};

/// Parts of the Windows Assessment and Deployment Kit.
const KIT_PARTS: &[(&str, &str)] = &[
    ("deployment", "Deployment Tools"),
    ("pe", "Windows PE add-on"),
    ("usmt", "User State Migration Tool"),
];

/// Windows roles and features that site system roles ask for.
const WINDOWS_FEATURES: &[(&str, &str)] = &[
    ("iis", "Web Server (IIS)"),
    ("bits", "BITS server extension"),
    ("rdc", "Remote Differential Compression"),
    ("net35", ".NET Framework 3.5"),
    ("wsus", "Windows Server Update Services"),
    ("wsusconsole", "WSUS administration console"),
    ("wds", "Windows Deployment Services"),
    ("defender", "Microsoft Defender Antivirus"),
    ("dhcp", "DHCP Server"),
    ("ndes", "Network Device Enrollment Service"),
];

facts! {
    CORES "cores" on [Server] Hardware number(1, 4096, ""), "Cores" / "how many cores the server has" asks Servers;
    MEMORY "memory" on [Server] Hardware number(1, 65_536, "GB"), "Memory" / "how much memory the server has"
        asks Servers;
    MACHINE "machine" on [Server] Hardware
        Word(&[("physical", "Physical"), ("virtual", "Virtual machine"), ("azure", "Azure virtual machine")]),
        "Machine" / "whether the server is physical or virtual" asks Servers;

    DISK "disk" on [Server] Disks number(1, 1_000_000, "GB"), "Disk space in all" / "how much disk space the server has"
        asks Servers;
    FREE_DISK "freedisk" on [Server] Disks number(0, 1_000_000, "GB"), "Free on the installation drive" /
        "how much is free on the installation drive" asks Servers;
    INBOX_IOPS "iops" on [Server] Disks number(0, 10_000_000, "IOPS"), "Speed of the inbox disk" /
        "how fast the inbox disk is" asks Servers;
    SQL_IOPS "sqliops" on [Server] Disks number(0, 10_000_000, "IOPS"), "Speed of the database disks" /
        "how fast the database disks are" asks Servers;
    FILE_SYSTEM "filesystem" on [Server] Disks Word(&[("ntfs", "NTFS"), ("refs", "ReFS"), ("fat32", "FAT32")]),
        "File system of the role's volume" / "which file system the volume has" asks Servers, assumed "ntfs";
    SHARED_VOLUME "sharedvolume" on [Server] Disks FLAG, "Shares a logical partition with another site system" /
        "whether site systems share a logical partition" asks Servers, assumed "no";
    REMOVABLE "removable" on [Server] Disks FLAG, "Installed on a removable disk" /
        "whether the installation disk is removable" asks Servers, assumed "no";
    /// Of the volume that holds package sources.
    DEDUPLICATED "dedup" on [Server] Disks FLAG, "Data deduplication on the package source volume" /
        "whether the package source volume is deduplicated" asks Servers, assumed "no";
    SINGLE_INSTANCE_STORE "sis" on [Server] Disks FLAG, "Single Instance Storage on the content volume" /
        "whether the content volume uses Single Instance Storage" asks Servers, assumed "no";

    WINDOWS_PARTS "winfeatures" on [Server] Software Words(WINDOWS_FEATURES), "Windows features" /
        "which Windows features the server has" asks Servers;
    NET "net" on [Server] Software RELEASE, ".NET Framework" / "which .NET Framework the server has" asks Servers;
    ODBC "odbc" on [Server] Software RELEASE, "ODBC Driver 18 for SQL Server" /
        "which ODBC driver the server has" asks Servers;
    NATIVE_CLIENT "nativeclient" on [Server] Software FLAG, "SQL Server Native Client" /
        "whether the SQL Server Native Client is there" asks Servers, assumed "yes";
    KIT "adk" on [Server] Software Words(KIT_PARTS), "Windows ADK" / "which parts of the Windows ADK the server has"
        asks Servers;
    OTHER_SOFTWARE "apps" on [Server] Software TEXTS, "Other applications" /
        "which other applications run on the server" asks Servers;
    KIT_RELEASE "adkversion" on [Server] Software RELEASE, "Windows ADK version" / "which Windows ADK the server has"
        asks Servers;
    /// Of a WSUS that is there before the software update point.
    WSUS_BEFORE "wsusbefore" on [Server] Software
        Word(&[("none", "None"), ("fresh", "Installed, never used"), ("used", "In use by itself"), ("replica", "A replica")]),
        "WSUS before the software update point" / "whether WSUS was used before" asks Administrator;
    HSTS "hsts" on [Server] Software FLAG, "HTTP Strict Transport Security in IIS" /
        "whether IIS uses HSTS" asks Security;
    SMSWEB "smsweb" on [Server] Software FLAG, "Has the SMSWEB website" / "whether the server has the SMSWEB website"
        asks Administrator;

    DOMAIN "domain" on [Server] Directory Name(Domain), "Domain" / "to which domain the server belongs"
        asks Directory;
    WORKGROUP "workgroup" on [Server] Directory FLAG, "Workgroup member" / "whether the server is in a workgroup"
        asks Directory, assumed "no";
    CONTROLLER "dc" on [Server] Directory
        Word(&[("no", "No"), ("dc", "Domain controller"), ("rodc", "Read-only domain controller")]),
        "Domain controller" / "whether the server is a domain controller" asks Directory, assumed "no";
    CLUSTER "cluster" on [Server] Availability
        Word(&[("no", "No"), ("feature", "Has the clustering feature"), ("node", "Node of a cluster instance")]),
        "Windows cluster" / "whether the server is part of a cluster" asks Servers, assumed "no";
    /// For consoles that connect to one of several providers at random.
    UNRELIABLE "unreliable" on [Server] Availability FLAG, "Often off or hard to reach" /
        "whether the server is always on" asks Servers, assumed "no";

    ZONE "zone" on [Server] Network Name(Zone), "Network zone" / "in which network zone the server is" asks Network;
    LOCATION "location" on [Server] Network Name(Location), "Location" / "where the server is" asks Servers;
    GROUPS "groups" on [Server] Network Names(BoundaryGroup), "Boundary groups" /
        "to which boundary groups the server belongs" asks Administrator;
    MULTIHOMED "multihomed" on [Server] Network FLAG, "Stands in perimeter and intranet at once" /
        "whether the server stands in two networks" asks Network, assumed "no";
    INTERNET_FQDN "internetfqdn" on [Server] Network TEXT, "Internet FQDN" / "which internet FQDN the server has"
        asks Network;
    PUBLIC_DNS "publicdns" on [Server] Network FLAG, "Internet FQDN is in public DNS" /
        "whether the internet FQDN is in public DNS" asks Network;
    REACHES_INTERNET "internetaccess" on [Server] Network FLAG, "Reaches the internet" /
        "whether the server reaches the internet" asks Network;
    PROXY "proxy" on [Server] Network TEXT, "Proxy server" / "which proxy the server uses" asks Network;
    /// The site server; of a site, its parent site.
    OVER "via" on [Server, Site] Network
        Word(&[("lan", "LAN"), ("wan", "WAN"), ("vpn", "VPN"), ("directaccess", "DirectAccess")]),
        "Reaches its site over" / "how the server reaches its site" asks Network, assumed "lan";
    SLOW_LINK "slowlink" on [Server] Network FLAG, "A slow link parts it from its site server" /
        "whether a slow link parts the server from its site server" asks Network;
    /// The firewall to SQL Server is planned.
    REACHES_SQL "reachessql" on [Server] Network FLAG, "The firewall to SQL Server is planned" /
        "whether the firewall to SQL Server is planned" asks Network;

    INSTALL_ACCOUNT "installaccount" on [Server] Accounts TEXT, "Site system installation account" /
        "which site system installation account is used" asks Security;
    INITIATES "initiates" on [Server] Accounts
        Word(&[("site", "The site server"), ("system", "The site system")]),
        "Connections are initiated by" / "who initiates connections" asks Administrator;
    /// The site server's computer account is a local administrator.
    SITE_IS_ADMIN "siteadmin" on [Server] Accounts FLAG, "The site server is local administrator" /
        "whether the site server is a local administrator" asks Servers;
    CLIENT_SITE "clientsite" on [Server] Software CODE, "Its client is assigned to site" /
        "to which site the server's own client is assigned" asks Administrator;
    HAS_CLIENT "client" on [Server] Software FLAG, "Has the Configuration Manager client" /
        "whether the server has the Configuration Manager client" asks Administrator;
}
