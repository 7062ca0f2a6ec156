//! The topics under which people look for a rule: the first word of its id says which.

use super::{Row, rows};

/// A chapter of the rule book.
#[derive(Debug, PartialEq, Eq)]
pub struct Topic {
    pub title: &'static str,
    /// What its rules are about, as a sentence.
    pub about: &'static str,
    prefixes: &'static [&'static str],
}

const fn topic(
    title: &'static str,
    prefixes: &'static [&'static str],
    about: &'static str,
) -> Topic {
    Topic { title, about, prefixes }
}

/// In the order of the book: from the whole to the part.
pub const TOPICS: &[Topic] = &[
    topic("Hierarchy", &["HIER"], "Which sites stand above which, and how many there may be."),
    topic(
        "Sites",
        &["SITE", "SEC", "EHTTP", "SMSWEB"],
        "What every site has: a code, a server, a database, and a way to talk to its clients.",
    ),
    topic("Servers", &["SRV"], "The computers: systems, names, software, hardware, networks."),
    topic("Placement of roles", &["ROLE"], "Which site system role stands where, and how often."),
    topic("Management points", &["MP", "REPLICA"], "How many there are, where, and for whom."),
    topic(
        "Content",
        &["DP", "PULL", "PXE", "MCC"],
        "Distribution points, pull distribution points and their sources, PXE and caches.",
    ),
    topic("Software updates", &["SUP", "SUSDB"], "Software update points and what lies behind."),
    topic(
        "Reporting and data warehouse",
        &["RSP", "DW"],
        "Reporting services points and the data warehouse service point.",
    ),
    topic(
        "Service connection and protection",
        &["SCP", "EPP"],
        "Roles that the hierarchy has once, at its top.",
    ),
    topic(
        "State migration, fallback and enrollment",
        &["SMP", "FSP", "ENR", "CRP", "AISP", "EXC"],
        "Roles that serve clients now and then, and roles whose time is over.",
    ),
    topic(
        "Cloud management gateways",
        &["CMG", "CMGCP"],
        "Gateways in Azure and the connection points that join them to the sites.",
    ),
    topic("SMS Provider", &["PROV"], "What consoles and scripts connect to."),
    topic(
        "Site databases",
        &["SQL", "AG", "FCI", "DISTVIEW"],
        "SQL Server: editions, places, settings, clusters and replication.",
    ),
    topic(
        "High availability",
        &["PASSIVE", "RCL"],
        "Site servers in passive mode and the content library that they share.",
    ),
    topic("Capacity", &["CAP"], "How many devices sites and hierarchies manage."),
    topic("Networks and Active Directory", &["NET"], "Domains, forests, trusts and firewalls."),
    topic(
        "Changing a hierarchy",
        &["EXP", "RMCAS", "UPD", "PLAN"],
        "Expanding, shrinking and updating what exists.",
    ),
];

/// The topic of a row; none for an id that is no row's.
pub fn topic_of(id: &str) -> Option<&'static Topic> {
    let first = id.split('-').next().unwrap_or_default();
    TOPICS.iter().find(|topic| topic.prefixes.contains(&first))
}

impl Topic {
    /// Its rows, in the catalogue's order.
    pub fn rows(&'static self) -> impl Iterator<Item = Row> {
        rows().filter(move |row| topic_of(row.id()) == Some(self))
    }
}
