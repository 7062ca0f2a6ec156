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
    rule("EHTTP-DP-ANON"),
    rule("SMSWEB-ALL"),
    rule("SEC-PREP-ACCOUNT"),
    rule("REPLICA-SERVICE"),
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
    rule("DW-CERT-TRUST"),
    rule("RSP-TRUST"),
    rule("RMCAS-EXTRAS"),
];
