//! Rows about what a site says of itself.

use super::{Entry, rule};

pub const ROWS: &[Entry] = &[
    rule("SITE-CODE-FORMAT"),
    rule("SITE-CODE-RESERVED"),
    rule("SITE-CODE-UNIQUE"),
    rule("SITE-CODE-REUSED"),
    rule("SITE-CODE-FOREST"),
    rule("SITE-NAME-CHARS"),
    rule("SITE-FIXED-PROPS"),
    rule("SITE-PATH"),
    rule("SITE-PATH-OSDRIVE"),
    rule("SITE-SERVER-ONE"),
    rule("SITE-DB-ONE"),
    rule("SITE-CAS-CLIENTS"),
    rule("SITE-SEC-CLIENTS"),
    rule("SITE-MP-MISSING"),
    rule("SITE-DP-MISSING"),
    rule("SITE-SEC-DEFAULTS"),
    rule("SITE-HTTP-ONLY"),
    rule("SITE-HTTPS-ROLE"),
    rule("SITE-EHTTP-CAS"),
    rule("SITE-EHTTP-GAP"),
    rule("SITE-HSTS"),
    rule("SITE-CUSTOM-WEB"),
    rule("SITE-LANG"),
    rule("SITE-SSB-PORT"),
    rule("SITE-BG-NONE"),
    rule("SITE-BG-OVERLAP"),
    rule("SITE-FIXED-VERSION-SRC"),
];
