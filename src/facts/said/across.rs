//! Domains, trusts, network zones, links, boundary groups, locations, accounts and gateways.

use super::{
    EntityKind::{Account, BoundaryGroup, Domain, Link, Location, Trust, Zone},
    On::{Entity, Gateway},
    Shape::{Name, Names, Word},
    table::{CODE, DEVICES, FLAG, TEXT, TEXTS, facts, number},
};

const LEVELS: &[(&str, &str)] = &[
    ("2003", "Windows Server 2003"),
    ("2008", "Windows Server 2008"),
    ("2008r2", "Windows Server 2008 R2"),
    ("2012", "Windows Server 2012"),
    ("2012r2", "Windows Server 2012 R2"),
    ("2016", "Windows Server 2016"),
    ("2025", "Windows Server 2025"),
];

facts! {
    FOREST "forest" on [Entity(Domain)] Directory TEXT, "Forest" / "to which forest the domain belongs" asks Directory;
    /// Of the domain; the forest's where that is lower.
    FUNCTIONAL_LEVEL "level" on [Entity(Domain)] Directory Word(LEVELS), "Functional level" /
        "which functional level the domain has" asks Directory;
    SINGLE_LABEL "singlelabel" on [Entity(Domain)] Directory FLAG, "Single-label domain" /
        "whether the domain is a single-label domain" asks Directory, assumed "no";
    /// Servers of the domain have another DNS suffix than its name.
    DISJOINT "disjoint" on [Entity(Domain)] Directory FLAG, "Disjoint namespace" /
        "whether the domain has a disjoint namespace" asks Directory, assumed "no";
    /// msDS-AllowedDNSSuffixes and the suffix search list are set.
    SUFFIXES "suffixes" on [Entity(Domain)] Directory FLAG, "DNS suffixes are allowed and searched" /
        "whether the DNS suffixes are allowed and searched" asks Directory;

    /// The other domain or forest of the trust; the trust is named by the one.
    TRUSTED "with" on [Entity(Trust)] Directory Name(Domain), "With" / "with whom the trust is" asks Directory;
    TRUST_KIND "trust" on [Entity(Trust)] Directory
        Word(&[("forest", "Forest trust"), ("external", "External trust")]),
        "Type of trust" / "what type the trust is" asks Directory;
    TRUST_WAY "way" on [Entity(Trust)] Directory
        Word(&[("two", "Both ways"), ("in", "The one trusts the other"), ("out", "The other trusts the one")]),
        "Direction" / "in which direction the trust goes" asks Directory;
    KERBEROS "kerberos" on [Entity(Trust)] Directory FLAG, "Kerberos authentication" /
        "whether the trust allows Kerberos" asks Directory, assumed "yes";

    ZONE_KIND "zonekind" on [Entity(Zone)] Network
        Word(&[("intranet", "Intranet"), ("perimeter", "Perimeter network"), ("cloud", "Azure virtual network")]),
        "Kind of network" / "what kind of network the zone is" asks Network;
    NAT "nat" on [Entity(Zone)] Network FLAG, "Addresses are translated (NAT)" /
        "which networks translate addresses" asks Network;
    FIREWALL "firewall" on [Entity(Zone)] Network FLAG, "Behind a firewall" /
        "which zones are behind a firewall" asks Network;
    /// Dynamic RPC is narrowed or goes through `IPsec`.
    RPC_RESTRICTED "rpcrange" on [Entity(Zone)] Network FLAG, "RPC range is restricted, or IPsec is used" /
        "whether the RPC range is restricted" asks Network;
    /// The firewall rows of the plan were asked for or are open.
    FIREWALL_PLANNED "fwplanned" on [Entity(Zone)] Network FLAG, "Firewall rules are requested" /
        "whether the firewall rules are requested" asks Network;
    /// Ports from consoles to SMS Providers of the zone.
    CONSOLE_PORTS "consoleports" on [Entity(Zone)] Network FLAG, "Consoles reach SMS Providers here" /
        "whether consoles reach the SMS Providers of the zone" asks Network;

    /// The zone, location or site at the other end.
    LINK_TO "to" on [Entity(Link)] Network TEXT, "To" / "where the link leads" asks Network;
    LINK_MBPS "mbps" on [Entity(Link), Entity(Location)] Network number(0, 1_000_000, "Mbps"), "Bandwidth" /
        "which bandwidth the link has" asks Network;
    LINK_MS "ms" on [Entity(Link), Entity(Location)] Network number(0, 60_000, "ms"), "Latency" /
        "which latency the link has" asks Network;
    LINK_KIND "over" on [Entity(Link)] Network
        Word(&[("lan", "LAN"), ("wan", "WAN"), ("vpn", "VPN"), ("directaccess", "DirectAccess")]),
        "Kind of link" / "what kind of link it is" asks Network;

    /// The site to which clients of the group are assigned.
    GROUP_SITE "assigns" on [Entity(BoundaryGroup)] Scope CODE, "Assigned site" /
        "to which site the boundary group assigns clients" asks Administrator;
    GROUP_CLIENTS "clients" on [Entity(BoundaryGroup)] Devices DEVICES, "Clients" /
        "how many clients the boundary group has" asks Owner;
    BOUNDARIES "boundaries" on [Entity(BoundaryGroup)] Network TEXTS, "Boundaries" /
        "which boundaries the group holds" asks Network;
    FALLBACK_TO "fallback" on [Entity(BoundaryGroup)] Network Names(BoundaryGroup), "Falls back to" /
        "to which boundary groups clients fall back" asks Administrator;
    FALLBACK_MINUTES "fallbackafter" on [Entity(BoundaryGroup)] Network number(0, 10_080, "minutes"),
        "Falls back after" / "after how many minutes clients fall back" asks Administrator;
    DEFAULT_GROUP "defaultgroup" on [Entity(BoundaryGroup)] Scope FLAG, "The default site boundary group" /
        "whether it is a default site boundary group" asks Administrator, assumed "no";

    LOCATION_CLIENTS "located" on [Entity(Location)] Devices DEVICES, "Clients at the location" /
        "how many clients are at the location" asks Owner;
    LOCATION_SITE "servedby" on [Entity(Location)] Scope CODE, "Served by site" /
        "which site serves the location" asks Owner;

    ACCOUNT_USE "use" on [Entity(Account)] Accounts
        Word(&[
            ("access", "Network access account"),
            ("installation", "Site system installation account"),
            ("connection", "Connection account to SQL Server"),
            ("push", "Client push installation account"),
            ("reporting", "Reporting services point account"),
            ("wsus", "Software update point connection account"),
            ("service", "SQL Server service account"),
        ]),
        "Use" / "what the account is for" asks Security;
    ACCOUNT_DOMAIN "accountdomain" on [Entity(Account)] Accounts Name(Domain), "Domain of the account" /
        "in which domain the account is" asks Security;

    CLASSIC "classic" on [Gateway] Options FLAG, "Classic deployment (cloud service)" /
        "whether the gateway is a classic deployment" asks Cloud, assumed "no";
    SERVES_CONTENT "content" on [Gateway] Options FLAG, "Serves content from Azure storage" /
        "whether the gateway serves content" asks Cloud, assumed "yes";
    GATEWAY_PULLS "pullpoint" on [Gateway] Options FLAG, "Set up as a pull distribution point" /
        "whether the gateway is set up as a pull distribution point" asks Cloud, assumed "no";
    GATEWAY_CLIENTS "gatewayclients" on [Gateway] Devices DEVICES, "Clients on the internet" /
        "how many clients use the gateway" asks Owner;
}
