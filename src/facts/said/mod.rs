//! What a plan may say of its nodes beyond what every plan says: one row for each such fact.
//!
//! The outline, the plan file, its schema, the inspector, bulk edit and the question list all walk
//! these rows. Every fact may be left unsaid; then the rules that need it say so.

pub mod across;
pub mod databases;
pub mod lifecycle;
pub mod plan;
pub mod roles;
pub mod servers;
pub mod sites;
mod table;

use std::cmp::Ordering;

use super::roles::RoleKind;

/// A fact that a plan may say of a node. Two facts are the same if their keys are.
#[derive(Clone, Copy)]
pub struct Fact(&'static Row);

pub struct Row {
    /// As outlines and files write it; no other fact has it.
    pub key: &'static str,
    /// The nodes that it may be said of.
    pub on: &'static [On],
    pub section: Section,
    pub shape: Shape,
    /// As a label says it.
    pub title: &'static str,
    /// What stands in place of an answer: "The plan does not say …."
    pub unsaid: &'static str,
    /// Who can answer.
    pub who: Who,
    /// What is taken to be so until somebody says otherwise, spelled as in an outline.
    pub assumed: Option<&'static str>,
}

/// Stands for the operating system where facts are counted: that is a field of its own, and no row
/// of the table.
pub const SYSTEM: Fact = {
    const ROW: Row = Row {
        key: "os",
        on: &[On::Server],
        section: Section::Software,
        shape: Shape::Flag,
        title: "Operating system",
        unsaid: "The plan does not say which operating system the server runs.",
        who: Who::Servers,
        assumed: None,
    };
    Fact(&ROW)
};

/// What a fact can be said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Plan,
    Site,
    Server,
    AnyRole,
    Role(RoleKind),
    Gateway,
    Entity(EntityKind),
}

/// What lies around the sites: things that servers name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntityKind {
    Domain,
    Trust,
    Zone,
    Link,
    BoundaryGroup,
    Location,
    Account,
}

/// How an answer looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Flag,
    /// A whole number and what it counts, as in "GB"; empty where the title says it.
    Number {
        least: u32,
        most: u32,
        unit: &'static str,
    },
    /// One of these words, each with what it means.
    Word(&'static [(&'static str, &'static str)]),
    /// Several of these words.
    Words(&'static [(&'static str, &'static str)]),
    /// Numbers with dots between, as in 18.4.1.1.
    Release,
    Text,
    /// Several texts.
    Texts,
    /// The code of a site.
    Code,
    /// Codes of sites.
    Codes,
    /// A server, or an instance on it: SERVER or SERVER\INSTANCE.
    Host,
    /// The name of an entity.
    Name(EntityKind),
    /// Names of entities.
    Names(EntityKind),
}

/// Who can answer a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Whoever decides what the hierarchy is for.
    Owner,
    /// Who runs Configuration Manager today.
    Administrator,
    Servers,
    Databases,
    Network,
    Directory,
    Security,
    Cloud,
}

/// Facts of one section stand together in the inspector, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Scope,
    Devices,
    Options,
    Communication,
    Content,
    Database,
    Hardware,
    Disks,
    Software,
    Directory,
    Network,
    Accounts,
    Availability,
    Lifecycle,
}

impl Fact {
    pub const fn row(self) -> &'static Row {
        self.0
    }

    pub const fn key(self) -> &'static str {
        self.0.key
    }

    /// Every fact, topic by topic.
    pub fn all() -> impl Iterator<Item = Self> {
        let topics = [
            plan::ALL,
            across::ALL,
            sites::ALL,
            servers::ALL,
            databases::ALL,
            roles::ALL,
            lifecycle::ALL,
        ];
        topics.into_iter().flatten().copied()
    }

    pub fn named(key: &str) -> Option<Self> {
        Self::all().find(|fact| fact.key() == key)
    }

    /// Whether it can be said of such a node.
    pub fn fits(self, on: On) -> bool {
        let is_role = matches!(on, On::Role(_));
        self.0.on.iter().any(|known| *known == on || is_role && *known == On::AnyRole)
    }

    /// Those that can be said of such a node, by section.
    pub fn of(on: On) -> Vec<Self> {
        let mut facts: Vec<_> = Self::all().filter(|fact| fact.fits(on)).collect();
        facts.sort_by_key(|fact| fact.0.section);
        facts
    }
}

impl PartialEq for Fact {
    fn eq(&self, other: &Self) -> bool {
        self.0.key == other.0.key
    }
}

impl Eq for Fact {}

impl PartialOrd for Fact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fact {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.key.cmp(other.0.key)
    }
}

impl std::fmt::Debug for Fact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.key)
    }
}

impl EntityKind {
    pub const ALL: [Self; 7] = [
        Self::Domain,
        Self::Trust,
        Self::Zone,
        Self::Link,
        Self::BoundaryGroup,
        Self::Location,
        Self::Account,
    ];

    /// The keyword of the outline.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Trust => "trust",
            Self::Zone => "zone",
            Self::Link => "link",
            Self::BoundaryGroup => "group",
            Self::Location => "location",
            Self::Account => "account",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Domain => "Domain",
            Self::Trust => "Trust",
            Self::Zone => "Network zone",
            Self::Link => "Network link",
            Self::BoundaryGroup => "Boundary group",
            Self::Location => "Location",
            Self::Account => "Account",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Who {
    pub const ALL: [Self; 8] = [
        Self::Owner,
        Self::Administrator,
        Self::Servers,
        Self::Databases,
        Self::Network,
        Self::Directory,
        Self::Security,
        Self::Cloud,
    ];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Owner => "Owner of the hierarchy",
            Self::Administrator => "Configuration Manager administrator",
            Self::Servers => "Server and storage team",
            Self::Databases => "Database administrator",
            Self::Network => "Network team",
            Self::Directory => "Active Directory team",
            Self::Security => "Security and certificates",
            Self::Cloud => "Azure and Microsoft Entra team",
        }
    }
}

impl Section {
    pub const fn title(self) -> &'static str {
        match self {
            Self::Scope => "Scope",
            Self::Devices => "Devices",
            Self::Options => "Options",
            Self::Communication => "Communication",
            Self::Content => "Content",
            Self::Database => "Database",
            Self::Availability => "Availability",
            Self::Hardware => "Hardware",
            Self::Disks => "Disks",
            Self::Software => "Software",
            Self::Directory => "Active Directory",
            Self::Network => "Network",
            Self::Accounts => "Accounts",
            Self::Lifecycle => "Installed and planned",
        }
    }
}
