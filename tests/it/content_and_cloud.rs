//! Rules about content, software updates, retired roles and cloud management gateways, at their
//! edges.

use sitewright::{
    model::{Design, outline},
    rules::{self, Finding},
};

#[track_caller]
fn design(text: &str) -> Design {
    outline::parse(text).expect("the outline can be read")
}

/// What some rules say of an outline, each as its id and where it is said; a question mark before
/// what could not be checked.
#[track_caller]
fn said(text: &str, prefixes: &[&str]) -> Vec<String> {
    let design = design(text);
    let report = rules::check(&design);
    let asked = |finding: &&Finding| prefixes.iter().any(|it| finding.rule.id.starts_with(it));
    let say = |finding: &Finding| {
        let open = if finding.problem().is_none() { "?" } else { "" };
        let place = finding.on.map(|node| sitewright::commands::name_of(&design, node));
        let place = place.unwrap_or_else(|| "the hierarchy".to_owned());
        format!("{open}{}: {}", finding.rule.id, place.rsplit(' ').next().unwrap_or_default())
    };
    report.sorted(&design).into_iter().filter(asked).map(say).collect()
}

#[track_caller]
fn check(text: &str, prefixes: &[&str], expected: &[&str]) {
    assert_eq!(said(text, prefixes), expected, "{text}");
}

#[test]
fn a_site_server_has_content_only_where_it_must() {
    let rules = &["DP-SITESERVER", "PULL-SITESERVER", "PULL-NO-SOURCE", "PASSIVE-DP"];
    check("primary PS1\n  server A: site, db, prov, dp", rules, &["DP-SITESERVER: A"]);
    check("primary PS1\n  server A: site, db, prov, dp pull", rules, &["PULL-SITESERVER: A"]);
    let pair = "primary PS1\n  server A: site, db, prov, dp\n  server B: pss, prov\n  server C: dp";
    check(pair, rules, &["PASSIVE-DP: A"]);
    check("primary PS1\n  server A: dp\n  secondary S01", rules, &[]);
}

#[test]
fn a_circle_is_one_finding_wherever_its_members_stand() {
    let rules = &["PULL-LOOP"];
    let three = "primary PS1
  server C: dp pull from A
  server A: dp pull from B
  server B: dp pull from C and D
  server D: dp
  server E: dp pull from A";
    check(three, rules, &["PULL-LOOP: A"]);
    let two = "primary PS1
  server A: dp pull from B
  server B: dp pull from A
  secondary S01
    server D: dp pull from C
    server C: dp pull from D";
    check(two, rules, &["PULL-LOOP: A", "PULL-LOOP: C"]);
    let across = "primary PS1
  server B: dp pull from A
  secondary S01
    server A: dp pull from B";
    check(across, rules, &["PULL-LOOP: A"]);
    let tree = "primary PS1
  server A: dp
  server B: dp pull from A
  server C: dp pull from A and B";
    check(tree, rules, &[]);
}

/// Asking each point anew would take minutes here.
#[test]
fn long_chains_and_circles_are_followed_once() {
    let chain = |first: &str| {
        let point = |at: usize| format!("  server A{at:04}: dp pull from A{:04}\n", at - 1);
        format!("primary PS1\n{first}{}", (1..3_000).map(point).collect::<String>())
    };
    check(&chain("  server A0000: dp\n"), &["PULL-LOOP"], &[]);
    let circle = chain("  server A0000: dp pull from A2999\n");
    check(&circle, &["PULL-LOOP"], &["PULL-LOOP: A0000"]);
}

#[test]
fn windows_matters_only_to_what_needs_its_deployment_services() {
    let rules = &["PXE"];
    let point = |words: &str| format!("primary PS1\n  server A {words}");
    check(&point(": dp pxe"), rules, &[]);
    check(&point(": dp pxe wds"), rules, &["?PXE-WDS-OS: A", "?PXE-DHCP: A"]);
    check(&point("os=win11: dp pxe"), rules, &[]);
    check(&point("os=win11: dp multicast"), rules, &["PXE-WDS-OS: A"]);
    check(&point("os=core2025: dp pxe multicast"), rules, &["PXE-WDS-OS: A"]);
    check(&point("os=2025: dp pxe multicast"), rules, &["PXE-MULTICAST: A"]);
    check(&point("os=2025 winfeatures=wds: dp pxe wds multicast"), rules, &[]);
}

#[test]
fn a_missing_software_update_point_is_told_once_and_from_the_bottom() {
    let rules = &["SUP-CAS", "SUP-PRI"];
    let skipped = "primary PS1\n  secondary S01\n    server A: sup";
    check(skipped, rules, &["SUP-CAS-MISSING: PS1"]);
    let whole = "cas CS1
  server A: sup
  primary PS1
    secondary S01
      server B: sup
  primary PS2
  primary PS3
    server C: sup";
    check(whole, rules, &["SUP-CAS-MISSING: PS1", "SUP-PRI-MISSING: PS2"]);
    check("cas CS1\n  primary PS1\n  primary PS2", rules, &[]);
}

#[test]
fn software_update_points_bear_more_alone() {
    let rules = &["SUP-CAPACITY"];
    let site = |devices: u32, roles: &str| {
        format!("primary PS1 devices={devices}\n  server A: {roles}\n  server B: dp")
    };
    check(&site(25_000, "sup, smp"), rules, &[]);
    check(&site(25_001, "sup, smp"), rules, &["SUP-CAPACITY: PS1"]);
    check(&site(25_000, "sup"), rules, &[]);
    check(&site(150_000, "sup"), rules, &["?SUP-CAPACITY: PS1"]);
    check(&site(150_000, "sup wsuspool=yes"), rules, &[]);
    check(&site(25_001, "sup wsuspool=no"), rules, &["SUP-CAPACITY: PS1"]);
    check(&site(150_001, "sup"), rules, &["SUP-CAPACITY: PS1"]);
    check(&site(150_001, "smp"), rules, &[]);
    check("primary PS1\n  server A: sup", rules, &["?SUP-CAPACITY: PS1"]);
    let shared = "primary PS1 devices=30000
  server A: sup, dp
  secondary S01 devices=5000
    server B: sup";
    check(shared, rules, &[]);
}

#[test]
fn retired_roles_follow_the_version() {
    for (version, severity) in [("2509", "warning"), ("2603", "error")] {
        let text = format!("plan version={version}\nprimary PS1\n  server A: dp, aisp");
        let design = design(&text);
        let report = rules::check(&design);
        let found = report.sorted(&design).into_iter();
        let found: Vec<_> = found.filter(|finding| finding.rule.id == "AISP-DEPR").collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity.word(), severity, "{version}");
    }
}

#[test]
fn a_gateway_is_missed_where_it_is_used() {
    let rules = &["CMG-NO-CP", "CMGCP-NO", "CMG-ROLES"];
    check("primary PS1\ncmg contoso", rules, &["CMG-NO-CP: PS1"]);
    check("cas CS1\n  primary PS1\n  primary PS2\ncmg contoso", rules, &["CMG-NO-CP: CS1"]);
    let used = "cas CS1
  primary PS1
    server A: mp cmg
  primary PS2
cmg contoso";
    check(used, rules, &["CMG-NO-CP: PS1"]);
    let reached = "cas CS1
  primary PS1 clouddevices=100
  primary PS2
    server A: mp cmg, cmgcp
cmg contoso";
    check(reached, rules, &["CMG-NO-CP: PS1"]);
    let idle = "cas CS1
  primary PS1
  primary PS2
    server A: mp, cmgcp
cmg contoso";
    check(idle, rules, &["CMG-ROLES: PS2"]);
    check("primary PS1\n  server A: cmgcp\ncmg contoso", rules, &["?CMG-ROLES: PS1"]);
    let none = "cas CS1
  primary PS1
    server A: cmgcp
  primary PS2
    server B: cmgcp";
    check(none, rules, &["CMGCP-NO-CMG: A"]);
}

#[test]
fn virtual_machines_are_counted_against_connection_points() {
    let rules = &["CMGCP-RATIO", "CMG-VM-MAX"];
    let site = |points: usize, gateways: &str| {
        let server = |at| format!("  server A{at}: cmgcp\n");
        format!("primary PS1\n{}{gateways}", (0..points).map(server).collect::<String>())
    };
    check(&site(1, "cmg contoso instances=4"), rules, &[]);
    check(&site(1, "cmg contoso instances=5"), rules, &["CMGCP-RATIO: contoso"]);
    check(&site(4, "cmg contoso instances=17"), rules, &["CMG-VM-MAX: contoso"]);
    check(&site(3, "cmg contoso"), rules, &["?CMGCP-RATIO: contoso"]);
    check(&site(4, "cmg contoso"), rules, &[]);
    let two = "cmg contoso instances=4\ncmg fabrikam instances=4";
    check(&site(1, two), rules, &["CMGCP-RATIO: hierarchy"]);
    check(&site(0, "cmg contoso instances=8"), rules, &[]);
}

const CLOUD: &[&str] = &["CMG", "MP-CMG"];

/// Contoso of the documentation: one site, one gateway, two connection points.
#[test]
fn a_standalone_site_with_two_of_each_is_fine() {
    let text = "primary NYC \"Headquarters\" comm=ehttp clouddevices=900
  server A: mp cmg, cmgcp, scp
  server B: mp cmg, cmgcp, dp
cmg contoso region=\"East US\" instances=2 size=Standard";
    check(text, CLOUD, &[]);
    let known: Vec<_> = said(text, &[""]).into_iter().filter(|it| !it.starts_with('?')).collect();
    assert_eq!(known, &[] as &[&str]);
}

/// Fourth Coffee of the documentation: each primary site has its own connection point.
#[test]
fn one_connection_point_a_site_is_advice() {
    let text = "cas SEA \"Seattle\"
  server A: scp
  primary SE1 comm=ehttp clouddevices=900
    server B: mp cmg, cmgcp
  primary PAR \"Paris\" comm=ehttp clouddevices=900
    server C: mp cmg, cmgcp
cmg coffee region=\"West US\" instances=2 size=Standard at=SEA";
    check(text, CLOUD, &["CMGCP-HA: SE1", "CMGCP-HA: PAR"]);
    let bare = "cas SEA
  server A: scp
  primary SE1 comm=ehttp
    server B: cmgcp
  primary PAR comm=ehttp
    server C: cmgcp
cmg coffee at=SEA";
    let expected = &[
        "CMGCP-HA: SE1",
        "CMGCP-HA: PAR",
        "?CMG-ROLES: SE1",
        "?CMG-ROLES: PAR",
        "?CMG-VM-CAPACITY: coffee",
        "?CMG-VM-LAB: coffee",
        "?CMGCP-PORTS: SE1",
        "?CMGCP-PORTS: PAR",
        "?CMGCP-RATIO: coffee",
        "?CMGCP-HA: SEA",
    ];
    check(bare, CLOUD, expected);
}
