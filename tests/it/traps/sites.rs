//! Sites, computers and what may stand where.

use super::expect;

#[test]
fn databases_of_several_sites_share_a_machine() {
    let design = |shared: &str| {
        format!(
            "
cas CS1
  server CS1SITE: site, prov
  server CM-SQL: db, db for PS1, db for PS2{shared}
  server CS1-SCP: scp
  primary PS1
    server PS1SITE: site, prov
  primary PS2
    server PS2SITE: site, prov
"
        )
    };
    expect(&design(""), &[]);
    expect(&design(", prov"), &["PROV-OTHER-SITE"]);
    expect(&design(", prov for PS1"), &["PROV-OTHER-SITE"]);
    expect(&design(", rsp"), &[]);
    expect(&design(", rsp, rsp for PS1"), &["SRV-ONE-SITE"]);
}

#[test]
fn one_computer_drawn_in_two_sites_is_one_computer() {
    let design = |first: &str, second: &str| {
        format!(
            "
cas CS1
  server CS1SITE: site, prov
  server CM-SHARED: {first}
  server CS1-SCP: scp
  primary PS1
    server PS1SITE: site, prov
    server CM-SHARED: {second}
  primary PS2
"
        )
    };
    expect(&design("db", "db"), &[]);
    expect(&design("db, prov", "db"), &["PROV-OTHER-SITE"]);
}

#[test]
fn two_boxes_of_a_computer_in_one_site_hold_a_role_once() {
    expect(
        "
primary PS1
  server CM-APP-01: scp, rsp
  server CM-APP-01: rsp
",
        &["ROLE-DUP-SERVER"],
    );
}

#[test]
fn a_secondary_site_hangs_under_a_highly_available_primary_site() {
    expect(
        "
primary PS1
  server PS1SITE: site, db, prov
  server PS1SITE-P: pss, prov
  server PS1-DP: dp, scp
  secondary S01
",
        &[],
    );
}

#[test]
fn a_passive_site_server_takes_other_roles_but_no_content() {
    let design = |roles: &str| {
        format!(
            "
primary PS1 devices=2000
  server PS1SITE: site, db, prov
  server PS1SITE-P: {roles}
  server PS1-MP: mp
  server PS1-DP: dp, scp
"
        )
    };
    expect(&design("pss, prov, mp"), &[]);
    expect(&design("pss, prov, mp, dp"), &["PASSIVE-DP"]);
    expect(&design("pss, mp"), &["PROV-HA"]);
    expect(&design("pss, prov, mp, scp").replace("dp, scp", "dp"), &["SCP-HA"]);
}

#[test]
fn a_highly_available_central_site_needs_no_distribution_point() {
    expect(
        "
cas CS1
  server CS1SITE: site, db, prov
  server CS1SITE-P: pss, prov
  server CS1-SCP: scp
  primary PS1
  primary PS2
",
        &[],
    );
}

#[test]
fn a_highly_available_primary_site_needs_one_beside_its_site_servers() {
    let design = |roles: &str| {
        format!(
            "
primary PS1
  server PS1SITE: {roles}
  server PS1SITE-P: pss, prov
  server PS1-SCP: scp
"
        )
    };
    expect(&design("site, db, prov"), &["PASSIVE-DP-OTHER"]);
    expect(&design("site, db, prov, dp"), &["PASSIVE-DP"]);
}

#[test]
fn a_role_of_the_top_tier_is_not_missed_where_it_is_misplaced() {
    expect(
        "
cas CS1
  primary PS1
    server CM-SCP: scp
  primary PS2
",
        &["ROLE-TOPTIER"],
    );
}

#[test]
fn a_second_one_that_is_misplaced_is_two_findings() {
    expect(
        "
cas CS1
  server CS1-SCP: scp
  primary PS1
    server PS1-SCP: scp
  primary PS2
",
        &["ROLE-HIER-ONE", "ROLE-TOPTIER"],
    );
}

#[test]
fn two_top_tier_roles_on_one_server_are_one_finding() {
    expect("primary PS1\n  server CM-SCP: scp, scp\n", &["ROLE-DUP-SERVER"]);
}

#[test]
fn top_tier_roles_at_a_secondary_site_are_at_the_wrong_type_of_site() {
    expect(
        "
primary PS1
  server CM-SCP: scp
  secondary S01
    server S01: site, db, mp, dp
    server S01-APP: rsp, epp
",
        &["ROLE-SITETYPE-RSP", "ROLE-SITETYPE-EPP"],
    );
}

#[test]
fn server_core_and_windows_clients_bear_distribution_points_only() {
    let design = |core: &str, client: &str| {
        format!(
            "
primary PS1
  server CM-CORE os=core2022: {core}
  server CM-CLIENT os=win11: {client}
  server CM-SCP os=2022: scp
"
        )
    };
    expect(&design("dp", "dp"), &[]);
    expect(&design("dp, mp", "dp"), &["SRV-OS-CORE"]);
    expect(&design("dp", "dp, smp"), &["SRV-OS-CLIENT"]);
}

#[test]
fn secondary_sites_hang_under_primary_sites_of_a_hierarchy() {
    let design = |indent: &str| {
        format!(
            "
cas CS1
  server CS1-SCP: scp
  primary PS1
  primary PS2
{indent}secondary SS1
"
        )
    };
    expect(&design("    "), &[]);
    expect(&design("  "), &["HIER-SEC-PARENT"]);
}

#[test]
fn a_primary_site_under_a_primary_site_is_one_finding() {
    expect(
        "
primary PS1
  server CM-SCP: scp
  primary PS2
",
        &["HIER-PRI-PARENT-TYPE"],
    );
}

#[test]
fn a_second_central_site_is_one_finding() {
    expect(
        "
cas CS1
  server CM-SCP: scp
  primary PS1
  primary PS2
  cas CS2
    primary PS3
    primary PS4
",
        &["HIER-CAS-SINGLE"],
    );
}

#[test]
fn an_old_server_is_told_once() {
    expect(
        "
plan version=2403
primary PS1
  server CM-SCP os=2022: scp
  server CM-DP os=2012r2: dp
",
        &["SRV-OS-2012"],
    );
}

#[test]
fn site_codes_are_three_letters_or_digits_and_not_reserved() {
    let design = |code: &str| format!("primary {code}\n  server CM-SCP: scp\n");
    expect(&design("007"), &[]);
    expect(&design("ENV"), &["SITE-CODE-RESERVED"]);
    expect(&design("PS01"), &["SITE-CODE-FORMAT"]);
}

#[test]
fn a_name_of_sixteen_letters_is_one_too_long() {
    let design = |name: &str| format!("primary PS1\n  server {name}: scp\n");
    expect(&design("CM-SERVER-00001"), &[]);
    expect(&design("CM-SERVER-000001"), &["SRV-NETBIOS15"]);
}

#[test]
fn a_site_without_the_server_that_runs_it_is_told_only_that() {
    expect("primary PS1 bare\n  server CM-SQL: db, prov, scp\n", &["SITE-SERVER-ONE"]);
}
