//! Rows that a second reading of the documentation added.

use super::{Entry, open, pages, reasons, rule};
use crate::rules::{ERROR, WARNING};

pub const ROWS: &[Entry] = &[
    rule("NET-PUSH-FW"),
    open(
        "SQL-MOVE-COLLATION",
        ERROR,
        "A site database moves to an instance with the same collation",
        "Setup does not check it, and data is damaged later.",
        pages::MODIFY,
        reasons::STEPS,
    ),
    open(
        "DISTVIEW-UNINST",
        ERROR,
        "Distributed views are off before a primary site is removed",
        "They are turned off on all links, and data is replicated again first.",
        pages::REPLICATION,
        reasons::STEPS,
    ),
    rule("UPD-SOURCE-MIN"),
    rule("UPD-COMPLIANCE-2610"),
    open(
        "EHTTP-DP-ANON",
        WARNING,
        "Distribution points of an enhanced HTTP site turn anonymous clients away",
        "Enhanced HTTP gives clients a token, so nobody needs anonymous access.",
        pages::ENHANCED_HTTP,
        "The plan cannot hold anonymous access yet.",
    ),
    rule("SMSWEB-ALL"),
    rule("SEC-PREP-ACCOUNT"),
    open(
        "REPLICA-SERVICE",
        ERROR,
        "The SQL Server of a replica runs as Local System and takes large texts",
        "Replication fails otherwise, at both ends.",
        pages::DATABASE_REPLICAS,
        reasons::REPLICAS,
    ),
    rule("PASSIVE-RIGHTS"),
    open(
        "AG-OTHERS-MANUAL",
        WARNING,
        "Other availability groups on the server fail over by hand during setup and updates",
        "An automatic failover would take the site database's server along.",
        pages::AVAILABILITY_GROUPS,
        reasons::STEPS,
    ),
    rule("SUSDB-SHARED-INET"),
    open(
        "DW-CERT-TRUST",
        WARNING,
        "The reporting server trusts the certificate of a remote data warehouse",
        "Reports on the data warehouse fail otherwise.",
        pages::DATA_WAREHOUSE,
        "The plan cannot hold certificates yet.",
    ),
    open(
        "RSP-TRUST",
        WARNING,
        "Report users are in a domain that the reporting server trusts both ways",
        "Others cannot sign in to the reports.",
        pages::REPORTING,
        reasons::FORESTS,
    ),
    rule("RMCAS-EXTRAS"),
];
