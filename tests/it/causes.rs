//! One cause, one finding: where several rules match, the most particular speaks.

use sitewright::{
    commands::apply_all,
    model::{Ids, outline},
    rules::{self, Fixes, Severity},
};

/// The ids of all errors in an outline, in their order.
#[track_caller]
fn errors(text: &str) -> Vec<&'static str> {
    let design = outline::parse(text).expect("the outline can be read");
    let report = rules::check(&design);
    let found = report.sorted(&design).into_iter();
    let is_error = |finding: &&rules::Finding| {
        finding.problem().is_some() && finding.severity == Severity::Error
    };
    found.filter(is_error).map(|finding| finding.rule.id).collect()
}

/// The errors are these, and every fix of each cures it.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(errors(text), expected, "{text}");
    let design = outline::parse(text).expect("the outline can be read");
    let report = rules::check(&design);
    for finding in report.sorted(&design).into_iter().filter(|it| it.problem().is_some()) {
        let Fixes::Offer(offer) = finding.rule.fixes else { continue };
        for fix in offer(&design, finding.on, &mut Ids::counted()) {
            let fixed = apply_all(&fix.commands, &design).expect("the fix can be carried out");
            let left = rules::check(&fixed);
            let same =
                |other: &rules::Finding| other.rule.id == finding.rule.id && other.on == finding.on;
            let still = left.sorted(&fixed).into_iter().any(same);
            assert!(!still, "{}: {}: {text}", finding.rule.id, fix.title);
        }
    }
}

#[test]
fn a_site_in_the_wrong_place_is_one_finding() {
    check("cas CS1\n  primary PS1\n  secondary S01", &["HIER-SEC-PARENT"]);
    check("primary PS1\n  secondary S01\n    secondary S02", &["HIER-SEC-PARENT"]);
    check("secondary S01", &["HIER-SEC-PARENT"]);
    check("cas CS1\n  primary PS1\n  cas CS2", &["HIER-CAS-SINGLE"]);
    check("primary PS1\n  cas CS1", &["HIER-CAS-SINGLE"]);
    check("primary PS1\n  secondary S01\n    cas CS1", &["HIER-CAS-SINGLE"]);
    check("cas CS1\n  primary PS1\ncas CS2\n  primary PS2", &["HIER-CAS-SINGLE"]);
    check("cas CS1\n  primary PS1\n    primary PS2", &["HIER-PRI-PARENT-TYPE"]);
    check("primary PS1\n  primary PS2", &["HIER-PRI-PARENT-TYPE"]);
    check("primary PS1\n  secondary S01\n    primary PS2", &["HIER-PRI-PARENT-TYPE"]);
    check("cas CS1\n  primary PS1\nprimary PS2", &["HIER-PRI-PARENT-TYPE"]);
    check("primary PS1\nprimary PS2\nprimary PS3", &["HIER-MULTI-PRI-NEEDS-CAS"]);
}

#[test]
fn a_site_of_unknown_type_is_one_finding_wherever_it_stands() {
    let server = "server SRV1: site, db";
    check(&format!("unknown X01\n  {server}"), &["HIER-ROOT-TYPE"]);
    check(&format!("unknown X01\n  {server}\n  primary PS1"), &["HIER-ROOT-TYPE"]);
    check(&format!("unknown X01\n  {server}\n  secondary S01"), &["HIER-ROOT-TYPE"]);
    check(&format!("cas CS1\n  unknown X01\n    {server}"), &["HIER-CAS-CHILD-TYPE"]);
    check(&format!("primary PS1\n  unknown X01\n    {server}"), &["HIER-PRI-CHILD-TYPE"]);
    let below = format!("primary PS1\n  secondary S01\n    unknown X01\n      {server}");
    check(&below, &["HIER-SEC-NO-CHILD"]);
}

#[test]
fn a_role_in_the_wrong_place_is_one_finding() {
    check("cas CS1\n  primary PS1\n    server SRV1: epp", &["ROLE-TOPTIER"]);
    check("primary PS1\n  secondary S01\n    server SRV1: epp", &["ROLE-SITETYPE"]);
    check("primary PS1\n  secondary S01\n    server SRV1: prov", &["PROV-SEC"]);
    check("primary PS1\n  secondary S01\n    server SRV1: pss", &["PASSIVE-SEC"]);
    let twice = "cas CS1\n  server SRV1: epp\n  primary PS1\n    server SRV2: epp";
    check(twice, &["ROLE-HIER-ONE", "ROLE-TOPTIER"]);
}

#[test]
fn a_secondary_site_without_what_setup_brings_is_one_finding() {
    let site = |roles: &str| format!("primary PS1\n  secondary S01\n    server SRV1: {roles}");
    check(&site("site, db, dp"), &["MP-SEC-ONE"]);
    check(&site("site, db, mp"), &["SITE-SEC-DEFAULTS"]);
}

#[test]
fn a_computer_of_two_sites_is_one_finding() {
    let pair = |first: &str, second: &str| {
        format!("cas CS1\n  primary PS1\n    {first}\n  primary PS2\n    {second}")
    };
    check(&pair("server SRV1: mp", "server SRV1: dp"), &["SRV-ONE-SITE"]);
    check(&pair("server SRV1: mp, dp for PS2", "server SRV2: mp"), &["SRV-ONE-SITE"]);
    check(&pair("server srv1.a.com: mp", "server SRV1.A.COM: dp"), &["SRV-ONE-SITE"]);
    // Two computers of one name in two domains, and one whose domain nobody knows.
    check(&pair("server srv1.a.com: mp", "server srv1.b.com: dp"), &[]);
    check(&pair("server srv1.a.com: mp", "server SRV1: dp"), &[]);
    // Separate SQL Server instances may share a computer.
    check(&pair("server SQL1: db, db for PS2", "server PS2: site, prov"), &[]);
    check(&pair("server SQL1: db", "server SQL1: db"), &[]);
    let servers = pair("server SRV1: site, db, prov", "server SRV1: site, db");
    check(&servers, &["PROV-MIN", "PROV-OTHER-SITE", "SRV-TWO-SITE-SERVERS"]);
    let three = "cas CS1\n  primary PS1 bare\n    server SRV1: site\n    server A: db, prov\n  \
                 primary PS2 bare\n    server SRV1: site\n    server B: db, prov\n  primary PS3\n    \
                 server SRV1: mp";
    check(three, &["SRV-TWO-SITE-SERVERS"]);
}

#[test]
fn names_and_codes_are_judged_once() {
    check("primary con\n  server SRV1: site, db, prov", &["SITE-CODE-FORMAT"]);
    check("primary CON\n  server SRV1: site, db, prov", &["SITE-CODE-RESERVED"]);
    let thrice = "cas CS1\n  primary PS1\n    server A: site, db, prov\n  primary PS1\n    server B: site, db, prov\n  \
                  primary PS1\n    server C: site, db, prov";
    check(thrice, &["SITE-CODE-UNIQUE", "SITE-CODE-UNIQUE"]);
}

/// A central administration site put beside a primary site is there to take it: the drop lands.
#[test]
fn a_hierarchy_that_is_being_expanded_is_incomplete() {
    let incomplete = |text: &str| {
        let design = outline::parse(text).expect("the outline can be read");
        let report = rules::check(&design);
        let found = report.sorted(&design).into_iter().cloned();
        found
            .filter(|it| it.rule.id == "HIER-PRI-PARENT-TYPE")
            .map(|it| it.is_incomplete())
            .collect()
    };
    let expanded: Vec<bool> = incomplete("primary PS1\ncas CS1");
    let added: Vec<bool> = incomplete("cas CS1\n  primary PS1\nprimary PS2");
    assert_eq!((expanded, added), (vec![true], vec![false]));
}
