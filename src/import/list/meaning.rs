//! What a column can mean, and the names by which people call such a column.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::facts::{
    roles::RoleKind,
    said::{
        Fact, On,
        databases::INSTANCE,
        servers::{CORES, DISK, DOMAIN, GROUPS, LOCATION, MACHINE, MEMORY, ZONE},
    },
};

/// What the cells of a column say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// It is not read.
    Nothing,
    /// The computer's name; a whole name is one too.
    Name,
    Fqdn,
    Site,
    SiteTitle,
    SiteKind,
    Parent,
    /// Roles, several in one cell.
    Roles,
    /// Whether the server has this one role.
    Has(RoleKind),
    /// The servers from which a pull distribution point takes its content.
    Sources,
    System,
    Title,
    /// How many devices the site manages.
    Devices,
    /// Version, edition and update of SQL Server in one text.
    Sql,
    /// Whether the server stands in the perimeter network.
    Perimeter,
    /// IP addresses, which no plan keeps.
    Address,
    Fact(Fact),
}

/// A name of a column, and what such a column means.
struct Name {
    meaning: Meaning,
    /// Whether it means so only where no other column has a better name for it.
    weak: bool,
}

const fn fact(fact: Fact) -> Meaning {
    Meaning::Fact(fact)
}

/// In small letters, letters and digits only: English, German, French.
const NAMES: &[(Meaning, &str)] = &[
    (
        Meaning::Name,
        "server servername serverhostname hostname host computer computername machinename \
         systemname sitesystem sitesystemname sitesystemserver sitesystemservername vmname \
         netbiosname netbios devicename serverserver rechner rechnername hostnamen servernamen \
         serveur nomduserveur nomserveur ordinateur nomdordinateur nomdelordinateur nomdhôte",
    ),
    (
        Meaning::Fqdn,
        "fqdn dnsname dnshostname dnsfqdn serverfqdn hostfqdn intranetfqdn fullyqualifieddomainname \
         fullyqualifiedname fulldnsname vollqualifiziertername vollqualifizierterdomänenname \
         nomdnscomplet nomdns",
    ),
    (
        Meaning::Site,
        "site sitecode smssite smssitecode cmsite cmsitecode configmgrsite configmgrsitecode \
         sccmsite sccmsitecode mecmsite mecmsitecode assignedsite assignedsitecode \
         standortcode sitekürzel codedusite codedesite codesite",
    ),
    (Meaning::SiteTitle, "sitename sitetitle sitedescription sitebezeichnung nomdusite nomdesite"),
    (Meaning::SiteKind, "sitetype typeofsite siteart sitetyp standorttyp typedesite typesite"),
    (
        Meaning::Parent,
        "parent parentsite parentsitecode parentcode reportingsite reportingsitecode reportsto \
         reportstosite siteparent übergeordneterstandort übergeordnetersite siteparente",
    ),
    (
        Meaning::Roles,
        "role roles sitesystemrole sitesystemroles serverrole serverroles siterole siteroles \
         cmrole cmroles configmgrrole configmgrroles sccmrole sccmroles mecmrole mecmroles \
         systemrole systemroles rolename rolenames rolesinstalled plannedroles rolle rollen \
         serverrolle serverrollen standortsystemrolle standortsystemrollen rôle rôles \
         rôledeserveur rôlesdusystèmedesite",
    ),
    (
        Meaning::Sources,
        "pullsource pullsources pullsfrom pullfrom sourcedp sourcedps sourcedistributionpoint \
         sourcedistributionpoints",
    ),
    (
        Meaning::System,
        "os operatingsystem osversion osname serveros operatingsystemversion windowsversion \
         betriebssystem betriebssystemversion bs systèmedexploitation systèmeexploitation",
    ),
    (
        Meaning::Title,
        "description desc notes note comment comments remark remarks purpose title usage usedfor \
         beschreibung notiz notizen bemerkung bemerkungen kommentar kommentare zweck verwendung \
         verwendungszweck commentaire commentaires remarque remarques",
    ),
    (
        Meaning::Devices,
        "devices devicecount clients clientcount numberofclients numberofdevices noofclients \
         noofdevices ofclients ofdevices manageddevices managedclients sitedevices siteclients geräte geräteanzahl \
         anzahlgeräte clientanzahl anzahlclients postes nombredepostes nombredeclients",
    ),
    (
        Meaning::Sql,
        "sqlversion sql sqlserver sqlserverversion sqledition versionsql versionsqlserver",
    ),
    (Meaning::Perimeter, "dmz indmz isdmz perimeter perimeternetwork perimeternetz"),
    (
        Meaning::Address,
        "ip ips ipaddress ipaddresses ipv4 ipv4address ipv6 ipv6address ipadresse ipadressen \
         adresseip",
    ),
    (
        fact(CORES),
        "cpu cpus core cores vcpu vcpus vcores cpucores corecount corescount cpucount numberofcores \
         numberofcpus numberofvcpus ofcores ofcpus ofvcpus logicalprocessors processors kerne cpukerne prozessorkerne \
         anzahlkerne anzahlcpu anzahlcpus prozessoren cœurs nombredecœurs",
    ),
    (
        fact(MEMORY),
        "ram memory mem memorysize ramsize totalmemory totalram physicalmemory arbeitsspeicher \
         hauptspeicher speicher mémoire mémoirevive",
    ),
    (
        fact(DISK),
        "disk disks disksize disksizes diskspace totaldisk storage storagesize hdd festplatte \
         festplatten plattenplatz festplattenspeicher disque disques espacedisque stockage",
    ),
    (fact(DOMAIN), "domain addomain domainname dnsdomain windowsdomain domäne domaene domaine"),
    (
        fact(LOCATION),
        "location city datacenter datacentre ort stadt rechenzentrum lieu ville emplacement",
    ),
    (fact(ZONE), "zone networkzone securityzone netzwerkzone netzzone sicherheitszone zoneréseau"),
    (fact(GROUPS), "boundarygroup boundarygroups begrenzungsgruppe begrenzungsgruppen"),
    (fact(MACHINE), "physicalvirtual virtualphysical physicalorvirtual virtualorphysical"),
    (fact(INSTANCE), "sqlinstance sqlserverinstance instancename sqlinstancename sqlinstanz"),
];

/// Names that mean this unless another column has a better one for it.
const WEAK: &[(Meaning, &str)] = &[
    (Meaning::Name, "name names nom machine node system vm"),
    (Meaning::Title, "function funktion fonction"),
    (Meaning::SiteKind, "type typ"),
    (fact(LOCATION), "standort office country land"),
    (fact(ZONE), "network netzwerk netz segment networksegment réseau"),
];

static KNOWN: LazyLock<BTreeMap<String, Name>> = LazyLock::new(|| {
    let mut known = BTreeMap::new();
    for (names, weak) in [(NAMES, false), (WEAK, true)] {
        for (meaning, names) in names {
            for name in names.split_whitespace() {
                known.insert(name.to_owned(), Name { meaning: *meaning, weak });
            }
        }
    }
    for kind in RoleKind::all() {
        let facts = kind.facts();
        for name in [facts.code, facts.title, facts.wmi] {
            add(&mut known, name, Meaning::Has(kind));
        }
    }
    for fact in facts() {
        for name in [fact.key(), fact.row().title] {
            add(&mut known, name, Meaning::Fact(fact));
        }
    }
    known
});

/// What is there already goes first.
fn add(known: &mut BTreeMap<String, Name>, name: &str, meaning: Meaning) {
    let name = letters(name);
    if !name.is_empty() {
        known.entry(name).or_insert(Name { meaning, weak: false });
    }
}

/// Those that can be said of a site, a server or a role.
pub fn facts() -> impl Iterator<Item = Fact> {
    let past = |fact: &Fact| fact.key().starts_with("was");
    let fits = |on: &On| matches!(on, On::Site | On::Server | On::AnyRole | On::Role(_));
    Fact::all().filter(move |fact| fact.row().on.iter().any(fits) && !past(fact))
}

/// A heading, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    pub meaning: Meaning,
    /// Whether it means so only where no other column has a better name for it.
    pub weak: bool,
    /// Whether a part of it is such a name, not the whole.
    pub loose: bool,
}

/// What a column of that name means; none where nobody knows.
pub fn of_heading(heading: &str) -> Option<Heading> {
    let bare = without_unit(heading);
    let found = exactly(&bare).map(|it| (it, false));
    let (name, loose) = found.or_else(|| within(&letters(&bare)).map(|it| (it, true)))?;
    Some(Heading { meaning: name.meaning, weak: name.weak, loose })
}

/// The name that a heading is, or that stands before a bracket or a stroke: "Role (planned)",
/// "Site / Code".
fn exactly(bare: &str) -> Option<&'static Name> {
    let first = || bare.split(['(', '[', '/', ':', '\n']).next().map(letters);
    named(&letters(bare)).or_else(|| named(&first()?))
}

/// Whether it is the name of a column, as a heading has them.
pub fn names_column(text: &str) -> bool {
    // Longer ones are sentences, and a cell of a row is seldom a name.
    const LONGEST: usize = 60;
    text.len() <= LONGEST && exactly(&without_unit(text)).is_some()
}

fn named(letters: &str) -> Option<&'static Name> {
    KNOWN.get(letters)
}

/// The longest name with which the heading begins or ends.
fn within(heading: &str) -> Option<&'static Name> {
    // Shorter names are in many words by chance.
    const SHORTEST: usize = 4;
    let fits = |name: &&str| {
        name.len() >= SHORTEST && (heading.starts_with(*name) || heading.ends_with(*name))
    };
    let best = NAMES.iter().flat_map(|(_, names)| names.split_whitespace()).filter(fits);
    named(best.max_by_key(|name| name.len())?)
}

/// Small letters and digits, and nothing else.
pub fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What numbers without a unit are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Mega,
    Giga,
    Tera,
}

impl Unit {
    pub fn named(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "mb" | "mib" | "mo" => Some(Self::Mega),
            "gb" | "gib" | "go" => Some(Self::Giga),
            "tb" | "tib" | "to" => Some(Self::Tera),
            _ => None,
        }
    }

    /// The unit that a heading says: "RAM (GB)", "Disk in TB", "memory MB".
    pub fn of_heading(heading: &str) -> Option<Self> {
        words(heading).find_map(Self::named).or_else(|| glued(heading).map(|(_, unit)| unit))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty())
}

/// A name with its unit in one word.
fn glued(heading: &str) -> Option<(&str, Unit)> {
    let at = heading.len().checked_sub(2).filter(|at| heading.is_char_boundary(*at))?;
    let (name, unit) = heading.split_at(at);
    let known = named(&letters(name)).is_some();
    Unit::named(unit).filter(|_| known).map(|unit| (name, unit))
}

fn without_unit(heading: &str) -> String {
    if let Some((name, _)) = glued(heading) {
        return name.to_owned();
    }
    let Some(unit) = words(heading).find(|word| Unit::named(word).is_some()) else {
        return heading.to_owned();
    };
    let rest = heading.replacen(unit, " ", 1);
    let rest = rest.trim_end_matches(|it: char| !it.is_alphanumeric());
    rest.strip_suffix(" in").or_else(|| rest.strip_suffix(" en")).unwrap_or(rest).to_owned()
}

impl Meaning {
    /// Everything that a person can choose, most frequent first.
    pub fn all() -> impl Iterator<Item = Self> {
        let own = [
            Self::Nothing,
            Self::Name,
            Self::Fqdn,
            Self::Site,
            Self::SiteTitle,
            Self::SiteKind,
            Self::Parent,
            Self::Roles,
            Self::Sources,
            Self::System,
            Self::Title,
            Self::Devices,
            Self::Sql,
            Self::Perimeter,
        ];
        // What lists say most is said of servers.
        let (of_servers, others): (Vec<_>, Vec<_>) = facts().partition(|it| it.fits(On::Server));
        let facts = of_servers.into_iter().chain(others).map(Self::Fact);
        own.into_iter().chain(facts).chain(RoleKind::all().map(Self::Has))
    }

    /// As a list of choices calls it.
    pub fn title(self) -> String {
        let own = match self {
            Self::Nothing => "Not read",
            Self::Name => "Server name",
            Self::Fqdn => "FQDN",
            Self::Site => "Site code",
            Self::SiteTitle => "Site name",
            Self::SiteKind => "Site type",
            Self::Parent => "Parent site",
            Self::Roles => "Roles",
            Self::Sources => "Pulls content from",
            Self::System => "Operating system",
            Self::Title => "Description",
            Self::Devices => "Devices of the site",
            Self::Sql => "SQL Server version and edition",
            Self::Perimeter => "In the perimeter network",
            Self::Address => "IP address (not read)",
            Self::Has(kind) => return format!("Has role: {}", kind.facts().title),
            Self::Fact(fact) => fact.row().title,
        };
        own.to_owned()
    }

    /// Whether several columns can mean it.
    pub fn many(self) -> bool {
        matches!(self, Self::Nothing | Self::Roles | Self::Title | Self::Sources | Self::Address)
    }

    /// Whether its cells are read.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::Nothing | Self::Address)
    }
}
