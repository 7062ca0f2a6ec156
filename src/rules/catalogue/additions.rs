//! Rows that a second reading of the documentation added.

use super::{Entry, rule};

pub const ROWS: &[Entry] = &[
    rule("NET-PUSH-FW"),
    rule("SQL-MOVE-COLLATION"),
    rule("DISTVIEW-UNINST"),
    rule("UPD-SOURCE-MIN"),
    rule("UPD-COMPLIANCE-2610"),
    rule("EHTTP-DP-ANON"),
    rule("SMSWEB-ALL"),
    rule("SEC-PREP-ACCOUNT"),
    rule("REPLICA-SERVICE"),
    rule("PASSIVE-RIGHTS"),
    rule("AG-OTHERS-MANUAL"),
    rule("SUSDB-SHARED-INET"),
    rule("DW-CERT-TRUST"),
    rule("RSP-TRUST"),
    rule("RMCAS-EXTRAS"),
];
