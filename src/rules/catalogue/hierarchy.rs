//! Rows about sites and their order.

use super::{Entry, open, pages, reasons, rule};
use crate::rules::{ADVICE, ERROR, WARNING};

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
    open(
        "HIER-MERGE",
        ERROR,
        "A site that exists stays in its hierarchy",
        "Sites are installed into a hierarchy. Two that exist cannot become one; their \
         content is migrated.",
        pages::DESIGN,
        reasons::EXISTING,
    ),
    open(
        "HIER-PRI-DETACH",
        ERROR,
        "A child primary site stays below its central administration site",
        "It becomes standalone only when the central administration site is removed, from \
         2103 on and with no other child.",
        pages::PREPARE,
        reasons::STEPS,
    ),
    open(
        "HIER-SEC-REPARENT",
        ERROR,
        "A secondary site that exists keeps its primary site",
        "It cannot change its parent; it is uninstalled and installed again.",
        pages::DESIGN,
        reasons::STEPS,
    ),
    open(
        "HIER-EXPAND-ONE",
        ERROR,
        "A new central administration site takes in one primary site that exists",
        "Only one standalone primary site can be expanded into a new hierarchy; the others \
         are migrated.",
        pages::WIZARD,
        reasons::EXISTING,
    ),
    open(
        "HIER-VERSION",
        ERROR,
        "All sites of a hierarchy have the same version",
        "Different versions work together only while an update is on its way through the \
         hierarchy.",
        pages::VERSIONS,
        "The plan cannot hold the version of each site yet.",
    ),
    open(
        "HIER-BASELINE",
        ADVICE,
        "The first site is installed from a baseline version",
        "Setup media exist for some versions only; later versions come as updates in the \
         console.",
        pages::PREPARE,
        "The plan cannot hold the media that a site is installed from yet.",
    ),
    open(
        "HIER-ROUTE",
        ERROR,
        "Secondary sites with a direct route share their primary site",
        "File-based replication between two secondary sites is possible only below the same \
         primary site.",
        pages::DESIGN,
        "The plan cannot hold routes between sites yet.",
    ),
    open(
        "HIER-UNSUPPORTED-VER",
        WARNING,
        "The version of the plan is supported on its day",
        "After the end of its support, problems are solved in newer versions only.",
        pages::UPDATES,
        reasons::NOT_BUILT,
    ),
    open(
        "HIER-TP-SHAPE",
        ERROR,
        "A technical preview is one primary site",
        "The technical preview branch supports neither a hierarchy nor secondary sites.",
        pages::TECHNICAL_PREVIEW,
        "The plan cannot hold the technical preview yet.",
    ),
    open(
        "HIER-BOTTOM-UP",
        ERROR,
        "Sites are removed from the bottom up",
        "A site with sites below it cannot be uninstalled.",
        pages::UNINSTALL,
        reasons::STEPS,
    ),
];
