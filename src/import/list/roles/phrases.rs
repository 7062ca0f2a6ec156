//! What people write for roles and their options.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    facts::{
        choices::Choice,
        not_roles::NOT_ROLES,
        roles::RoleKind::{
            self, AssetIntelligence, CatalogWebServicePoint, CatalogWebsitePoint,
            CertificateRegistration, DataWarehouse, DistributionPoint, EndpointProtectionPoint,
            EnrollmentPoint, EnrollmentProxyPoint, ExchangeConnector, FallbackStatusPoint,
            GatewayConnectionPoint, ManagementPoint, OutOfBandServicePoint, PassiveSiteServer,
            ReportingServicesPoint, ServiceConnectionPoint, SiteDatabase, SiteServer, SmsProvider,
            SoftwareUpdatePoint, StateMigrationPoint,
        },
        sites::SiteKind,
    },
    import::list::meaning::letters,
};

/// What some words of a cell stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phrase {
    Role(RoleKind),
    /// The server of a site of that type.
    Server(SiteKind),
    /// The same where nothing but the type is said: only where nothing stands beside it.
    Type(SiteKind),
    Option(Choice),
    /// Of a site server.
    Passive,
    /// A role that comes by itself.
    Itself,
    Filler,
}

/// The names of roles in the product's other languages.
const TRANSLATED: &[(RoleKind, &str)] = &[
    (SiteServer, "Standortserver|serveur de site"),
    (SiteDatabase, "Standortdatenbankserver|serveur de base de données de site"),
    (SmsProvider, "SMS-Anbieter|fournisseur SMS"),
    (ManagementPoint, "Verwaltungspunkt|point de gestion"),
    (DistributionPoint, "Verteilungspunkt|point de distribution"),
    (SoftwareUpdatePoint, "Softwareupdatepunkt|point de mise à jour logicielle"),
    (StateMigrationPoint, "Zustandsmigrationspunkt|point de migration d'état"),
    (FallbackStatusPoint, "Fallbackstatuspunkt|point d'état de secours"),
    (ReportingServicesPoint, "Reporting Services-Punkt|point de Reporting Services"),
    (ServiceConnectionPoint, "Dienstverbindungspunkt|point de connexion de service"),
];

/// What people write for a role; taken for it, and told.
const SHORT: &[(RoleKind, &str)] = &[
    (PassiveSiteServer, "passive site server|passive node|site server passive|standby site server"),
    (PassiveSiteServer, "high availability|HA|HA site server|passiver Standortserver"),
    (SiteDatabase, "SQL|SQL Server|database|database server|site database|site DB|SQL DB|CM DB"),
    (
        SiteDatabase,
        "SQL database|SQL database server|SQL site database|Datenbank|ConfigMgr database",
    ),
    (SiteDatabase, "Standortdatenbank|DB server|base de données"),
    (SmsProvider, "provider|WMI provider|administration service|admin service"),
    (FallbackStatusPoint, "fallback|fallback status"),
    (StateMigrationPoint, "state migration|USMT"),
    (SoftwareUpdatePoint, "WSUS|software update|software updates|WSUS server|update point"),
    (ServiceConnectionPoint, "service connection|DMP connector"),
    (GatewayConnectionPoint, "cloud management gateway connection point|CMG connection|CMG CP"),
    (GatewayConnectionPoint, "cloud proxy connector|CMG connector|CMG connection pt"),
    (ReportingServicesPoint, "RP|SSRS|SRS|reporting|reporting point|reporting services|reports"),
    (ReportingServicesPoint, "SRS reporting point|SQL reporting services|report server|PBIRS"),
    (DataWarehouse, "data warehouse|data warehouse point|DWH|DWP|DW"),
    (EndpointProtectionPoint, "endpoint protection|endpoint protection role"),
    (ExchangeConnector, "Exchange connector|ActiveSync"),
    (AssetIntelligence, "asset intelligence|AI sync point|asset intelligence sync point"),
    (AssetIntelligence, "AI synchronization point"),
    (CertificateRegistration, "certificate registration|NDES"),
    (EnrollmentPoint, "enrolment point"),
    (EnrollmentProxyPoint, "enrolment proxy point|enrollment proxy"),
    (CatalogWebsitePoint, "application catalog website|app catalog website|application catalog"),
    (CatalogWebServicePoint, "application catalog web service|app catalog web service"),
    (OutOfBandServicePoint, "out of band"),
];

/// Names that other lists use for something else too.
const DOUBTFUL: &[RoleKind] = &[PassiveSiteServer];

const OPTIONS: &[(Choice, &str)] = &[
    (Choice::Pull, "pull|pull enabled"),
    (Choice::Pxe, "pxe|pxe enabled|pxe responder"),
    (Choice::Wds, "wds"),
    (Choice::Multicast, "multicast"),
    (Choice::ConnectedCache, "mcc|connected cache|microsoft connected cache|doinc"),
    (Choice::Prestaged, "prestaged|prestaged content"),
    (Choice::CloudGateway, "cmg|cmg traffic|cloud management gateway traffic"),
    (Choice::Https, "https|pki|ssl"),
    (Choice::Internet, "internet|internet facing|ibcm"),
];

const SERVERS: &[(SiteKind, &str)] = &[
    (SiteKind::Central, "central administration site server|CAS site server|CAS server"),
    (
        SiteKind::Primary,
        "primary site server|standalone primary site server|child primary site server",
    ),
    (SiteKind::Primary, "primary server|primärer Standortserver|serveur de site principal"),
    (SiteKind::Secondary, "secondary site server|secondary server|sekundärer Standortserver"),
];

const TYPES: &[(SiteKind, &str)] = &[
    (SiteKind::Central, "CAS|central administration site|central site"),
    (SiteKind::Primary, "primary|primary site|standalone primary|child primary"),
    (SiteKind::Secondary, "secondary|secondary site"),
];

/// By letters and digits alone; with it, whether it is a name.
static PHRASES: LazyLock<BTreeMap<String, (Phrase, bool)>> = LazyLock::new(|| {
    let mut phrases = BTreeMap::new();
    let mut add = |names: &str, phrase: Phrase, exact: bool| {
        for name in names.split('|').map(letters).filter(|name| !name.is_empty()) {
            phrases.entry(name).or_insert((phrase, exact));
        }
    };
    for kind in DOUBTFUL {
        add(kind.code(), Phrase::Role(*kind), false);
    }
    for kind in RoleKind::all() {
        let facts = kind.facts();
        add(facts.code, Phrase::Role(kind), true);
        add(facts.title, Phrase::Role(kind), true);
        add(facts.wmi, Phrase::Role(kind), true);
    }
    for (kind, names) in TRANSLATED {
        add(names, Phrase::Role(*kind), true);
    }
    for (kind, names) in SERVERS {
        add(names, Phrase::Server(*kind), true);
    }
    for (kind, names) in TYPES {
        add(names, Phrase::Type(*kind), false);
    }
    for (choice, names) in OPTIONS {
        add(names, Phrase::Option(*choice), true);
    }
    add("passive|passiv|standby", Phrase::Passive, true);
    add(
        "SMS site system|site system|site system server|SMS component server",
        Phrase::Itself,
        true,
    );
    add("component server|SMS notification server|Standortsystem", Phrase::Itself, true);
    for (code, title) in NOT_ROLES.iter().filter_map(|it| Some((it.code?, it.title))) {
        add(code, Phrase::Itself, true);
        add(title, Phrase::Itself, true);
    }
    add("with|mit|avec|role|rolle|enabled|the|on", Phrase::Filler, true);
    for (kind, names) in SHORT {
        add(names, Phrase::Role(*kind), false);
    }
    phrases
});

/// Plurals, English and German, mean what their singular means.
pub fn phrase(text: &str) -> Option<(Phrase, bool)> {
    let found = PHRASES.get(text).or_else(|| PHRASES.get(text.strip_suffix(['s', 'e'])?));
    found.copied().or_else(|| {
        // "SMS MP", "ConfigMgr DP".
        let bare =
            ["sms", "configmgr", "sccm", "mecm"].iter().find_map(|it| text.strip_prefix(it))?;
        let role = |(phrase, _): &&(Phrase, bool)| matches!(phrase, Phrase::Role(_));
        PHRASES.get(bare).filter(role).copied()
    })
}
