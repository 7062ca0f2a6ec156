//! How many of a role, beside what, and with which partners.

use sitewright::{model::outline, rules};

use super::{expect, lines};

#[test]
fn management_points_are_counted_with_one_to_spare() {
    let design = |devices: u32, points: usize| {
        let points = lines(points, |n| format!("  server MP-{n:02}: mp\n"));
        format!("primary PS1 devices={devices}\n{points}  server DP-01: dp, scp\n")
    };
    expect(&design(25_000, 1), &["MP-HA"]);
    expect(&design(25_001, 1), &["MP-CAPACITY"]);
    expect(&design(25_001, 2), &["MP-HA"]);
    expect(&design(25_000, 2), &[]);
    expect(&design(100_000, 15), &[]);
    expect(&design(100_000, 16), &["MP-COUNT"]);
}

#[test]
fn what_the_plan_does_not_say_is_no_finding() {
    expect(
        "
primary PS1
  server CM-APP: mp, scp
  server CM-DP: dp
",
        &[],
    );
}

#[test]
fn pull_distribution_points_may_stand_in_a_chain_but_not_in_a_ring() {
    let design = |first: &str| {
        format!(
            "
primary PS1
  server A: dp{first}
  server B: dp pull from A
  server C: dp pull from B
  server D: dp pull from B and C
  server CM-SCP: scp
"
        )
    };
    expect(&design(""), &[]);
    expect(&design(" pull from C"), &["PULL-LOOP"]);
}

#[test]
fn a_distribution_point_of_a_secondary_site_pulls_from_its_primary_site() {
    let design = |on: &str| {
        format!(
            "
primary PS1
  server CM-DP: dp, scp
  secondary S01
    server S01: site, db, mp, dp{on}
    server S01-DP: dp pull from CM-DP
"
        )
    };
    expect(&design(""), &[]);
    expect(&design(" pull from CM-DP"), &["PULL-SITESERVER"]);
}

#[test]
fn a_provider_may_stand_away_from_the_site_server() {
    expect(
        "
primary PS1
  server PS1: site, db
  server CM-PROV: prov, scp
",
        &[],
    );
}

#[test]
fn a_provider_in_another_site_is_the_provider_of_the_site_it_serves() {
    expect(
        "
cas CS1
  server CS1: site, db, prov
  server CM-PROV: prov for PS1
  server CS1-SCP: scp
  primary PS1
    server PS1: site, db
  primary PS2
",
        &[],
    );
}

#[test]
fn a_data_warehouse_may_come_second_on_any_server() {
    expect(
        "
primary PS1
  server CM-APP: scp, dwsp, rsp
",
        &[],
    );
    expect(
        "
primary PS1
  server CM-RSP: rsp, scp
  server CM-DW: dwsp
",
        &["DW-FIRST-ROLE"],
    );
}

#[test]
fn reports_of_one_site_are_fine_once_the_top_has_its_own() {
    let design = |top: &str| {
        format!(
            "
cas CS1
  server CS1-APP: scp{top}
  primary PS1
    server PS1-RSP: rsp
  primary PS2
"
        )
    };
    expect(&design(", rsp"), &[]);
    expect(&design(""), &["RSP-SCOPE"]);
}

#[test]
fn a_gateway_has_a_connection_point_for_every_four_instances() {
    let design = |instances: u32| {
        format!(
            "
primary PS1 comm=ehttp
  server CM-MP: mp cmg, cmgcp
  server CM-SUP: sup cmg, cmgcp, scp
  server CM-DP: dp
cmg contoso instances={instances}
"
        )
    };
    expect(&design(8), &[]);
    expect(&design(9), &["CMGCP-RATIO"]);
}

#[test]
fn a_fallback_status_point_stands_alone() {
    let design = |roles: &str| {
        format!(
            "
primary PS1
  server CM-FSP: {roles}
  server CM-SCP: scp
"
        )
    };
    expect(&design("fsp"), &[]);
    expect(&design("fsp, smp"), &["FSP-ALONE"]);
}

#[test]
fn software_updates_come_from_the_top() {
    let design = |top: &str| {
        format!(
            "
cas CS1
  server CS1-APP: scp{top}
  primary PS1
    server PS1-SUP: sup
  primary PS2
    server PS2-SUP: sup
"
        )
    };
    expect(&design(", sup"), &[]);
    expect(&design(""), &["SUP-CAS-MISSING"]);
}

#[test]
fn retired_roles_are_judged_once() {
    expect(
        "
plan version=2509
primary PS1
  server CM-OLD: scp, acweb, acsvc, oob, shv
",
        &["ROLE-DEPRECATED", "ROLE-DEPRECATED", "ROLE-DEPRECATED", "ROLE-DEPRECATED"],
    );
    expect("plan version=2509\nprimary PS1\n  server CM-OLD: scp, crp\n", &["CRP-REMOVED"]);
}

#[test]
fn a_command_line_reads_two_lines_and_one_error() {
    let design = outline::parse("cas CS1\n  primary PR1\n    server A: mp, dp\n  server B: mp\n");
    let design = design.expect("the outline reads");
    let report = rules::check(&design);
    let known = report.sorted(&design).into_iter().filter(|finding| finding.problem().is_some());
    let errors = known.filter(|finding| finding.severity == rules::Severity::Error);
    assert_eq!(errors.map(|error| error.id(&design)).collect::<Vec<_>>(), ["ROLE-SITETYPE-MP"]);
    let server = design.servers_named("A")[0];
    let on_server = report.within(&design, server.id.into());
    assert!(on_server.iter().all(|finding| finding.problem().is_none()), "{on_server:?}");
}

#[test]
fn a_gateway_of_a_hierarchy_belongs_to_its_top() {
    let design = |at: &str| {
        format!(
            "
cas CS1 comm=ehttp
  server CS1-SCP: scp
  primary PS1 comm=ehttp
    server PS1-MP-01: mp cmg, cmgcp
    server PS1-MP-02: mp cmg, cmgcp
    server PS1-DP: dp
  primary PS2 comm=ehttp
    server PS2-MP-01: mp cmg, cmgcp
    server PS2-MP-02: mp cmg, cmgcp
    server PS2-DP: dp
cmg contoso instances=2 at={at}
"
        )
    };
    expect(&design("CS1"), &[]);
    expect(&design("PS1"), &["CMG-TOP"]);
}

#[test]
fn a_connection_point_needs_a_gateway() {
    expect(
        "
primary PS1
  server CM-MP: mp, cmgcp
  server CM-SCP: scp
",
        &["CMGCP-NO-CMG"],
    );
}

#[test]
fn connected_cache_keeps_a_server_for_itself() {
    let design = |roles: &str| {
        format!(
            "
primary PS1
  server CM-DP: {roles}
  server CM-SCP: scp
"
        )
    };
    expect(&design("dp mcc"), &["MCC-DEPR"]);
    expect(&design("dp mcc, smp"), &["MCC-ALONE", "MCC-DEPR"]);
}

#[test]
fn multicast_needs_deployment_services_and_these_a_desktop_server() {
    let design = |system: &str, options: &str| {
        format!(
            "
primary PS1
  server CM-DP os={system}: dp {options}
  server CM-SCP os=2022: scp
"
        )
    };
    expect(&design("2022", "pxe wds multicast"), &[]);
    expect(&design("2022", "pxe multicast"), &["PXE-MULTICAST"]);
    expect(&design("core2022", "pxe"), &[]);
    expect(&design("core2022", "pxe wds"), &["PXE-WDS-OS"]);
}

#[test]
fn one_update_point_serves_25000_devices_beside_others_and_150000_alone() {
    let design = |devices: u32, roles: &str| {
        let points = lines(7, |n| format!("  server MP-{n:02}: mp\n"));
        let others =
            format!("  server CM-DP: dp, scp\n  server CM-SUP: {roles}\n  server CM-SQL: db\n");
        format!("primary PS1 devices={devices}\n{points}{others}")
    };
    expect(&design(25_000, "sup, smp"), &[]);
    expect(&design(25_001, "sup, smp"), &["SUP-CAPACITY"]);
    expect(&design(150_000, "sup"), &[]);
}
