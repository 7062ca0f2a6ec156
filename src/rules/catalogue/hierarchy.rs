//! Rows about sites and their order.

use super::{Entry, rule};

pub const ROWS: &[Entry] = &[
    rule("HIER-ROOT-TYPE"),
    rule("HIER-CAS-SINGLE"),
    rule("HIER-CAS-CHILD-TYPE"),
    rule("HIER-PRI-PARENT-TYPE"),
    rule("HIER-PRI-CHILD-TYPE"),
    rule("HIER-SEC-PARENT"),
    rule("HIER-SEC-NO-CHILD"),
    rule("HIER-MULTI-PRI-NEEDS-CAS"),
    rule("HIER-CAS-NO-PRI"),
    rule("HIER-CAS-ONE-PRI"),
    rule("HIER-PRI-COUNT"),
    rule("HIER-SEC-COUNT"),
    rule("HIER-SEC-SMALL"),
    rule("HIER-MERGE"),
    rule("HIER-PRI-DETACH"),
    rule("HIER-SEC-REPARENT"),
    rule("HIER-EXPAND-ONE"),
    rule("HIER-VERSION"),
    rule("HIER-BASELINE"),
    rule("HIER-ROUTE"),
    rule("HIER-UNSUPPORTED-VER"),
    rule("HIER-TP-SHAPE"),
    rule("HIER-BOTTOM-UP"),
];
