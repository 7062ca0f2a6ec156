//! The reference designs that people publish, as far as a plan can hold them.

use super::{expect, lines};

#[test]
fn one_primary_site_with_two_of_everything_and_a_gateway_is_right() {
    expect(
        "
primary NYC devices=9000 comm=ehttp
  server CM-SITE: site, db, prov
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
  server CM-DP-01: dp
  server CM-SCP: scp
cmg contoso instances=2 region=\"East US\"
",
        &[],
    );
}

#[test]
fn one_connection_point_at_each_of_two_sites_is_advised_against() {
    expect(
        "
cas FC1 comm=ehttp
  server FC1-SITE: site, db, prov
  server FC1-SCP: scp
  primary SEA devices=60000 comm=ehttp
    server SEA-SITE: site, db, prov
    server SEA-MP-01: mp cmg, cmgcp
    server SEA-MP-02: mp
    server SEA-MP-03: mp
    server SEA-MP-04: mp
    server SEA-DP-01: dp
  primary PAR devices=20000 comm=ehttp
    server PAR-SITE: site, db, prov
    server PAR-MP-01: mp cmg, cmgcp
    server PAR-MP-02: mp
    server PAR-DP-01: dp
cmg coffee instances=2 region=\"West US\"
",
        &["CMGCP-HA", "CMGCP-HA"],
    );
}

#[test]
fn a_central_site_above_one_primary_site_may_go() {
    let below = |indent: &str| {
        let text = "
primary HAW devices=9000
  server HAW-MP-01: mp
  server HAW-MP-02: mp, scp
  server HAW-DP-01: dp
  secondary VWT devices=900
";
        text.lines().skip(1).map(|line| format!("{indent}{line}\n")).collect::<Vec<_>>().concat()
    };
    let hierarchy = below("  ").replace(", scp", "");
    expect(&format!("cas SHY\n  server SHY-SCP: scp\n{hierarchy}"), &["HIER-CAS-ONE-PRI"]);
    expect(&below(""), &[]);
}

#[test]
fn five_hundred_devices_are_enough_for_a_secondary_site() {
    let design = |devices: u32| {
        format!(
            "
primary HQ1 devices=5015
  server HQ-MP-01: mp, sup
  server HQ-MP-02: mp, scp
  server HQ-DP-01: dp
  server HQ-DP-02: dp
  secondary WHS devices={devices}
"
        )
    };
    expect(&design(500), &[]);
    expect(&design(499), &["HIER-SEC-SMALL"]);
}

#[test]
fn a_secondary_site_always_has_its_management_point() {
    expect(
        "
primary HQ1
  server HQ-SCP: scp
  secondary DIS
    server DIS-SITE: site, db, dp
    server DIS-MP: mp
",
        &["MP-SEC-ONE"],
    );
}

#[test]
fn setup_defaults_on_one_server_work() {
    expect(
        "
primary XYZ devices=800 comm=ehttp
  server cmsite.contoso.com: site, prov, mp, dp, scp
  server cmsql.contoso.com: db
",
        &["DP-SITESERVER", "MP-HA"],
    );
}

#[test]
fn the_service_connection_point_leaves_a_pair_of_site_servers() {
    let design = |site: &str, other: &str| {
        format!(
            "
cas CS1
  server CS1SITE: {site}
  server CS1SITE-P: pss, prov
  server CS1SQL: db
  server CS1RPSUP1: rsp, sup{other}
  primary PS1 devices=3000
    server PS1SITE: site, db, prov
    server PS1SUP1: sup, mp
    server PS1DPMP1: dp, mp
  primary PS2 devices=3000
    server PS2SITE: site, db, prov
    server PS2SUP1: sup, mp
    server PS2DPMP1: dp, mp
"
        )
    };
    expect(&design("site, prov, scp", ""), &["SCP-HA"]);
    expect(&design("site, prov", ", scp"), &[]);
}

#[test]
fn a_central_site_has_neither_management_nor_distribution_points() {
    expect(
        "
cas CS1
  server CS1SITE: site, db, prov
  server CS1DPMP1: mp, dp, scp
  primary PS1
  primary PS2
",
        &["ROLE-SITETYPE-MP", "ROLE-SITETYPE-DP"],
    );
}

#[test]
fn a_large_lab_is_told_about_its_version_its_pair_and_its_missing_update_point() {
    let design = |version: &str| {
        format!(
            "
plan \"Mega\" version={version}
cas CS1
  server CS1SITE os=2025: site, prov, scp
  server CS1SITE-P os=2025: pss, prov
  server CS1SQL os=2025: db
  server CS1RP os=2025: rsp, sup
  primary PS1 devices=1000
    server PS1SITE os=2025: site, db, prov
    server PS1DPMP1 os=2025: dp, mp
    server PS1DPMP2 os=2025: dp, mp
  primary PS2 devices=1000
    server PS2SITE os=2025: site, prov
    server PS2SITE-P os=2025: pss, prov
    server PS2SQL os=2025: db
    server PS2DPMPSUP1 os=2025: dp, mp, sup
    server PS2MP os=2025: mp
    secondary SS1 devices=700
      server SS1SITE os=2025: site, db, mp, dp
      server SS1SUP os=2025: sup
"
        )
    };
    expect(&design("2409"), &["SCP-HA", "SUP-PRI-MISSING"]);
    let early = [&["SCP-HA"][..], &["SRV-OS-2025-VER"; 14], &["SUP-PRI-MISSING"]].concat();
    expect(&design("2403"), &early);
}

#[test]
fn three_hierarchies_in_one_plan_are_one_finding() {
    expect(
        "
primary PS1
  server PS1-SCP: scp
primary PS2
  server PS2-SCP: scp
primary PS3
  server PS3-SCP: scp
",
        &["HIER-MULTI-PRI-NEEDS-CAS"],
    );
}

#[test]
fn the_firewall_sample_is_right() {
    expect(
        "
cas CAS
  server CAS.contoso.local: site, db, prov, sup, epp, scp
  primary P01
    server cm01.contoso.local: site, db, prov, sup
    server cm02.contoso.local: mp, dp
    server cm03.contoso.local: mp, dp
    server cm04.contoso.local: sup
    server cm05.contoso.local: sup
  primary P02
",
        &["SUP-PRI-MISSING"],
    );
}

#[test]
fn limits_hold_to_the_last_device() {
    let child = |devices: u32| {
        let points = lines(7, |n| format!("    server MP-{n:02}: mp\n"));
        format!(
            "cas CS1\n  server SCP-01: scp\n  primary PS1 devices={devices}\n{points}    \
             server DP-01: dp\n    server SQL-01: db\n  primary PS2\n"
        )
    };
    expect(&child(150_000), &[]);
    expect(&child(150_001), &["CAP-CHILD", "MP-HA"]);
}

#[test]
fn a_site_holds_2250_distribution_points_of_which_2000_pull() {
    let design = |standard: usize, pulling: usize| {
        let source = |n: usize| n % standard.min(200) + 1;
        let own = lines(standard, |n| format!("  server DP-{n}: dp\n"));
        let pull =
            lines(pulling, |n| format!("  server PULL-{n}: dp pull from DP-{}\n", source(n)));
        format!("primary PS1\n  server SCP-01: scp\n{own}{pull}")
    };
    expect(&design(250, 2_000), &[]);
    expect(&design(251, 2_000), &["DP-COUNT-STD"]);
    expect(&design(250, 2_001), &["DP-COUNT-PULL"]);
}

#[test]
fn a_management_point_in_a_perimeter_network_is_right() {
    expect(
        "
primary P01 comm=https devices=2000
  server SiteServer.corp.contoso.com: site, prov
  server SQLServer.corp.contoso.com: db
  server MP1.corp.contoso.com: mp, dp
  server APP.corp.contoso.com: scp
  server DMZ-MP.branch.fabrikam.com: mp https internet
",
        &[],
    );
}

#[test]
fn update_points_in_two_forests_are_right() {
    expect(
        "
primary PS1
  server SUP01.a.contoso.com: sup
  server SUP02.a.contoso.com: sup
  server SUP03.b.fabrikam.com: sup
  server SUP04.b.fabrikam.com: sup
  server SCP01.a.contoso.com: scp
",
        &[],
    );
}

#[test]
fn an_availability_group_with_a_passive_site_server_is_right() {
    expect(
        "
primary PS1 devices=1000
  server PS1SITE: site, prov
  server PS1SITE-P: pss, prov
  server PS1SQLAO: db
  server PS1DPMP1: dp, mp
  server PS1DPMP2: mp, scp
",
        &[],
    );
}
