//! Numbers at their borders, facts that are not known, and severities by version.

use sitewright::{model::outline, rules};

/// The ids of all that is broken among `asked`, each as often as it is; with a question mark
/// before those that could not be checked.
#[track_caller]
fn said(text: &str, asked: &[&str]) -> Vec<String> {
    let design = outline::parse(text).expect("the outline can be read");
    let report = rules::check(&design);
    let found = report.sorted(&design).into_iter();
    let found = found.filter(|finding| asked.contains(&finding.rule.id));
    let mark = |finding: &rules::Finding| if finding.problem().is_some() { "" } else { "?" };
    found.map(|finding| format!("{}{}", mark(finding), finding.rule.id)).collect()
}

#[test]
fn a_secondary_site_is_worth_it_from_500_devices_on() {
    let site = |devices: &str| format!("primary PS1\n  secondary S01{devices}");
    let asked = ["HIER-SEC-SMALL", "CAP-SEC"];
    assert_eq!(said(&site(" devices=0"), &asked), ["HIER-SEC-SMALL"]);
    assert_eq!(said(&site(" devices=499"), &asked), ["HIER-SEC-SMALL"]);
    assert!(said(&site(" devices=500"), &asked).is_empty());
    assert!(said(&site(" devices=15000"), &asked).is_empty());
    assert_eq!(said(&site(" devices=15001"), &asked), ["CAP-SEC"]);
    assert_eq!(said(&site(""), &asked), ["?CAP-SEC", "?HIER-SEC-SMALL"]);
}

#[test]
fn a_single_primary_site_can_stand_alone_up_to_its_limit() {
    let asked = ["HIER-CAS-ONE-PRI", "CAP-CHILD"];
    let below = |devices: &str| format!("cas CS1\n  primary PS1{devices}");
    assert_eq!(said(&below(" devices=150000"), &asked), ["HIER-CAS-ONE-PRI"]);
    assert_eq!(said(&below(" devices=175000"), &asked), ["CAP-CHILD", "HIER-CAS-ONE-PRI"]);
    assert_eq!(said(&below(" devices=175001"), &asked), ["CAP-CHILD"]);
    assert_eq!(said(&below(""), &asked), ["HIER-CAS-ONE-PRI", "?CAP-CHILD"]);
    let asked = ["CAP-STANDALONE", "CAP-CHILD"];
    assert!(said("primary PS1 devices=150000", &asked).is_empty());
    // Beyond that it matters how many of them run Windows.
    assert_eq!(said("primary PS1 devices=175000", &asked), ["?CAP-STANDALONE"]);
    assert!(said("primary PS1 devices=175000 windows=150000 macos=25000", &asked).is_empty());
    assert!(said("primary PS1 devices=175000 macos=25000", &asked).is_empty());
    assert_eq!(said("primary PS1 devices=175000 windows=150001", &asked), ["CAP-STANDALONE"]);
    assert_eq!(said("primary PS1 devices=175001", &asked), ["CAP-STANDALONE"]);
}

#[test]
fn one_rule_speaks_of_a_hierarchy_that_is_too_large() {
    let asked = ["CAP-CAS", "CAP-SUM"];
    let hierarchy = |devices: u32| format!("cas CS1\n  primary PS1 devices={devices}");
    assert!(said(&hierarchy(700_000), &asked).is_empty());
    assert_eq!(said(&hierarchy(700_001), &asked), ["CAP-CAS"]);
    assert_eq!(said(&hierarchy(825_000), &asked), ["CAP-CAS"]);
    assert_eq!(said(&hierarchy(825_001), &asked), ["CAP-SUM"]);
    let open = format!("{}\n  primary PS2", hierarchy(100_000));
    assert_eq!(said(&open, &asked), ["?CAP-CAS", "?CAP-SUM"]);
    // Devices at secondary sites are counted at their primary sites.
    let counted = format!("{}\n    secondary S01 devices=15000", hierarchy(700_000));
    assert!(said(&counted, &asked).is_empty());
}

#[test]
fn what_clients_need_is_asked_for_where_there_are_clients() {
    let asked = ["SITE-MP-MISSING", "SITE-DP-MISSING"];
    let both = ["SITE-DP-MISSING", "SITE-MP-MISSING"];
    assert!(said("primary PS1 devices=0", &asked).is_empty());
    assert_eq!(said("primary PS1 devices=1", &asked), both);
    assert_eq!(said("primary PS1", &asked), both.map(|id| format!("?{id}")));
    assert!(said("primary PS1\n  server SRV1: mp, dp", &asked).is_empty());
    assert!(said("cas CS1 devices=0", &asked).is_empty());
    // A distribution point of a secondary site serves clients of its primary site too.
    let below = "primary PS1 devices=900\n  server SRV1: mp\n  secondary S01";
    assert!(said(below, &asked).is_empty());
}

#[test]
fn communication_is_asked_of_primary_sites() {
    let asked = ["SITE-HTTP-ONLY"];
    assert_eq!(said("primary PS1", &asked), ["?SITE-HTTP-ONLY"]);
    assert!(said("primary PS1 comm=https", &asked).is_empty());
    let children = "cas CS1\n  primary PS1 comm=ehttp\n    secondary S01";
    assert!(said(children, &asked).is_empty());
    assert_eq!(said("cas CS1 comm=http", &asked), ["SITE-HTTP-ONLY"]);
}

#[test]
fn systems_are_judged_by_role_and_version() {
    let asked =
        ["SRV-OS-2012", "SRV-OS-2025-VER", "SRV-OS-2025-LEGACY", "SRV-OS-CORE", "SRV-OS-CLIENT"];
    let server = |version: &str, line: &str| {
        let site = "primary PS1\n  server PS1 os=2022: site, db, prov";
        format!("plan \"Test\" version={version}\n{site}\n  server SRV1{line}")
    };
    let said = |version, line| said(&server(version, line), &asked);
    assert_eq!(said("2403", " os=2025: mp"), ["SRV-OS-2025-VER"]);
    assert!(said("2409", " os=2025: mp").is_empty());
    assert_eq!(said("2403", " os=2012: mp"), ["SRV-OS-2012"]);
    assert!(said("2603", " os=core2022: dp").is_empty());
    assert!(said("2603", " os=win11: dp").is_empty());
    assert_eq!(said("2603", " os=core2025: dp, mp"), ["SRV-OS-CORE"]);
    assert_eq!(said("2603", " os=win10: db"), ["SRV-OS-CLIENT"]);
    assert_eq!(said("2509", " os=2025: aisp"), ["SRV-OS-2025-LEGACY"]);
    // Who runs nothing, or distribution points only, is asked for no more than it must say.
    assert!(said("2603", " os=2012").is_empty());
    assert!(said("2603", "").is_empty());
    assert_eq!(said("2603", ": dp"), ["?SRV-OS-2012"]);
    assert_eq!(said("2603", ": mp"), ["?SRV-OS-2012", "?SRV-OS-CLIENT", "?SRV-OS-CORE"]);
}
