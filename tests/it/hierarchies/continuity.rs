//! Designs about high availability, expansion, networks and capacity.

use super::{judged, sound};
use sitewright::rules::catalogue::row;

/// A primary site with two site servers, its content library on a file server.
fn pair(passive: &str, site: &str) -> String {
    format!(
        "
primary PS1 devices=20000 comm=ehttp library=\"\\\\FS1\\PS1\" packagesource=\"\\\\FS1\\Sources\" {site}
  server PS1SITE domain=contoso.com: site, db, prov
  {passive}
  server PS1-DP-01: dp, scp
  server PS1-DP-02: dp
  server PS1-MP-01: mp
  server PS1-MP-02: mp
  server PS1-MP-03: mp
"
    )
}

const PASSIVE: &str = "server PS1SITE-P domain=contoso.com: pss passivesource=2603 passivesql=yes passiverights=yes, prov";

#[test]
fn a_highly_available_site_with_all_it_needs_is_sound() {
    sound(&pair(PASSIVE, ""));
}

/// Microsoft says that it may: no rule may ever speak of it.
#[test]
fn a_secondary_site_below_a_highly_available_one_is_sound() {
    let design = pair(PASSIVE, "") + "  secondary S01 devices=900 parentadmin=yes\n";
    sound(&design);
    let row = row("PASSIVE-SEC-OK").expect("a row");
    assert!(row.because().is_some() && row.levels().is_empty());
}

#[test]
fn roles_that_come_after_the_passive_site_server_are_sound() {
    sound(&pair(&format!("{PASSIVE}, mp"), ""));
    let installed = PASSIVE.replace("pss ", "pss state=installed ");
    sound(&pair(&format!("{installed}, mp state=installed"), ""));
    judged(&pair(&format!("{PASSIVE}, mp state=installed"), ""), &["PASSIVE-CLEAN"]);
    // What leaves the computer before is not in the way; it moves to where another one is planned.
    judged(&pair(&format!("{PASSIVE}, mp state=leaving"), ""), &["ROLE-MOVE-SPLIT"]);
}

#[test]
fn a_passive_site_server_was_installed_before_the_update() {
    let installed = PASSIVE.replace("passivesource=2603", "passivesource=2409 state=installed");
    sound(&pair(&installed, ""));
    judged(&pair(&PASSIVE.replace("source=2603", "source=2409"), ""), &["PASSIVE-SOURCE"]);
    judged(&pair(&PASSIVE.replace("source=2603", "source=2509"), "runs=2603"), &["PASSIVE-SOURCE"]);
    sound(&pair(&PASSIVE.replace("source=2603", "source=2509"), "runs=2509"));
}

#[test]
fn both_site_servers_share_a_domain_and_have_the_same_rights() {
    judged(&pair(&PASSIVE.replace("contoso.com", "emea.contoso.com"), ""), &["PASSIVE-DOMAIN"]);
    sound(&pair(&PASSIVE.replace("contoso.com", "CONTOSO.COM"), ""));
    judged(&pair(&PASSIVE.replace("passivesql=yes", "passivesql=no"), ""), &["PASSIVE-SQLPERM"]);
    judged(&pair(&PASSIVE.replace("rights=yes", "rights=no"), ""), &["PASSIVE-RIGHTS"]);
}

#[test]
fn the_library_of_a_pair_is_on_neither_of_them() {
    let at = |path: &str| pair(PASSIVE, "").replace("\\\\FS1\\PS1", path);
    judged(&at("E:\\SCCMContentLib"), &["PASSIVE-RCL"]);
    judged(&at("\\\\PS1SITE\\Lib"), &["PASSIVE-RCL"]);
    judged(&at("\\\\ps1site-p.contoso.com\\Lib"), &["PASSIVE-RCL"]);
    judged(&at("\\\\FS1\\Sources"), &["RCL-SOURCE"]);
    sound(&at("\\\\FS1\\Sources-Library"));
}

/// A central administration site and two primary sites with their libraries.
fn libraries(first: &str, second: &str) -> String {
    format!(
        "
cas CS1 library=\"\\\\FS1\\Lib\\CS1\"
  server CS1SITE: site, db, prov
  server CS1-SCP: scp
  primary PS1 devices=20000 comm=ehttp library=\"{first}\"
    server PS1-MP-01: mp
    server PS1-MP-02: mp
    server PS1-DP-01: dp
    server PS1-DP-02: dp
  primary PS2 devices=20000 comm=ehttp library=\"{second}\"
    server PS2-MP-01: mp
    server PS2-MP-02: mp
    server PS2-DP-01: dp
    server PS2-DP-02: dp
"
    )
}

#[test]
fn libraries_of_several_sites_share_a_file_server_but_no_folder() {
    sound(&libraries("\\\\FS1\\Lib\\PS1", "\\\\FS1\\Lib\\PS2"));
    sound(&libraries("E:\\Lib", "E:\\Lib"));
    judged(&libraries("\\\\fs1.contoso.com\\lib\\cs1\\", "\\\\FS1\\Lib\\PS2"), &["RCL-SHARED"]);
    judged(&libraries("\\\\FS1\\Lib\\CS1", "\\\\FS1\\Lib\\CS1"), &["RCL-SHARED", "RCL-SHARED"]);
}

/// A standalone primary site below a new central administration site.
fn expansion(head: &str, central: &str, scp: &str, collation: &str) -> String {
    format!(
        "
plan {head}
cas {central}
  server CM-CAS-01: site, prov, db collation={collation}
  primary PS1 devices=20000 comm=ehttp state=installed wasparent=\"-\"
    server CM-SITE-01: site state=installed, prov state=installed, db state=installed collation=SQL_Latin1_General_CP1_CI_AS
    server CM-APP-01: {scp}
    server CM-MP-01: mp state=installed, dp state=installed
    server CM-MP-02: mp state=installed, dp state=installed
  primary PS2 devices=1000 comm=ehttp
    server PS2-MP-01: mp, dp
    server PS2-MP-02: mp, dp
"
    )
}

const LATIN: &str = "SQL_Latin1_General_CP1_CI_AS";

#[test]
fn an_expansion_in_the_right_order_is_sound() {
    sound(&expansion("migration=no", "CS1 sourceversion=2603", "scp state=leaving", LATIN));
    sound(&expansion("updatesfrom=2509", "CS1 sourceversion=2509", "scp state=leaving", LATIN));
}

#[test]
fn what_stands_in_the_way_of_an_expansion_is_told_once() {
    let source = "CS1 sourceversion=2603";
    judged(&expansion("migration=no", source, "scp state=installed", LATIN), &["EXP-ROLES"]);
    judged(&expansion("migration=yes", source, "scp state=leaving", LATIN), &["EXP-MIGRATION"]);
    judged(&expansion("", "CS1 sourceversion=2409", "scp state=leaving", LATIN), &["EXP-VERSION"]);
    judged(&expansion("", "PS1 sourceversion=2603", "scp state=leaving", LATIN), &["EXP-CODE"]);
    let chinese = "Chinese_Simplified_Pinyin_100_CI_AI";
    judged(&expansion("", source, "scp state=leaving", chinese), &["EXP-COLLATION"]);
}

#[test]
fn one_standalone_site_is_expanded_and_the_others_are_not() {
    let design = |second: &str| {
        format!(
            "
cas CS1
  server CM-SCP-01: scp
  primary PS1 devices=0 comm=ehttp state=installed wasparent=\"-\"
  primary PS2 devices=0 comm=ehttp {second}
"
        )
    };
    sound(&design(""));
    judged(&design("state=installed wasparent=\"-\""), &["HIER-EXPAND-ONE"]);
}

/// Domains of parent and child, and what their forests have.
fn forests(trust: &str, child: &str) -> String {
    format!(
        "
domain corp.contoso.com forest=contoso.com level=2016
domain emea.contoso.com forest=contoso.com level=2016
domain fabrikam.com forest=fabrikam.com level=2008r2
{trust}
primary PS1 devices=20000 comm=ehttp
  server PS1SITE domain=corp.contoso.com: site, db, prov
  server PS1-SCP: scp
  server PS1-MP-01: mp, dp
  server PS1-MP-02: mp, dp
  secondary S01 devices=900 parentadmin=yes
    server S01 domain={child}: site, db, mp, dp
"
    )
}

#[test]
fn sites_in_several_domains_and_forests_are_sound_with_the_right_trust() {
    sound(&forests("", "emea.contoso.com"));
    sound(&forests("trust fabrikam.com with=contoso.com trust=forest way=two", "fabrikam.com"));
    let between = "trust corp.contoso.com with=fabrikam.com trust=forest way=two kerberos=yes";
    sound(&forests(between, "fabrikam.com"));
}

#[test]
fn sites_in_forests_without_a_forest_trust_are_told() {
    let ids = &["NET-TRUST-SITES"];
    judged(&forests("", "fabrikam.com"), ids);
    judged(
        &forests("trust contoso.com with=fabrikam.com trust=external way=two", "fabrikam.com"),
        ids,
    );
    judged(
        &forests("trust contoso.com with=fabrikam.com trust=forest way=in", "fabrikam.com"),
        ids,
    );
    let plain = "trust contoso.com with=fabrikam.com trust=forest way=two kerberos=no";
    judged(&forests(plain, "fabrikam.com"), ids);
}

/// A small site with something around it.
fn around(head: &str) -> String {
    format!(
        "
{head}
primary PS1 devices=2000 comm=ehttp
  server CM01 zone=dc: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp, dp
"
    )
}

#[test]
fn domains_with_odd_names_are_sound_when_dns_knows_them() {
    sound(&around("domain contoso singlelabel=yes disjoint=yes suffixes=yes level=2016"));
    sound(&around("domain corp.contoso.com disjoint=yes suffixes=yes level=2008r2"));
    judged(&around("domain contoso singlelabel=yes disjoint=no level=2016"), &["NET-SLD"]);
    judged(
        &around("domain a.com disjoint=yes suffixes=no level=2008"),
        &["NET-DFL", "NET-DISJOINT"],
    );
    judged(&around("plan schema=yes container=no"), &["NET-SCHEMA"]);
}

#[test]
fn firewalls_are_sound_once_their_rules_are_requested() {
    let zones = |push: &str, dc: &str, dmz: &str| {
        around(&format!(
            "plan consolezone=office clientpush={push} pushports=no\nzone office\nzone dc consoleports={dc}\n\
             zone dmz zonekind=perimeter firewall=yes fwplanned=yes rpcrange={dmz}"
        ))
    };
    sound(&zones("no", "yes", "yes"));
    judged(&zones("yes", "yes", "yes"), &["NET-PUSH-FW"]);
    judged(&zones("no", "no", "yes"), &["NET-PROVIDER-CONSOLE"]);
    judged(&zones("no", "yes", "no"), &["NET-RPC-ZONE"]);
    judged(&zones("no", "yes", "yes").replace("fwplanned=yes", "fwplanned=no"), &["NET-FW-REQ"]);
}

/// The sentence of the page: 150,000 desktops and 10,000 Macs leave room for 15,000 mobile devices.
#[test]
fn kinds_of_devices_have_limits_of_their_own() {
    let site = |devices: &str| {
        format!(
            "
primary PS1 {devices} comm=ehttp
  server PS1: site, prov
  server PS1-SQL: db
  server PS1-SCP: scp
  server PS1-DP-01: dp
  server PS1-DP-02: dp
  server PS1-MP-01: mp
  server PS1-MP-02: mp
  server PS1-MP-03: mp
  server PS1-MP-04: mp
  server PS1-MP-05: mp
  server PS1-MP-06: mp
  server PS1-MP-07: mp
  server PS1-MP-08: mp
"
        )
    };
    sound(&site("devices=175000 windows=150000 macos=10000 mdm=15000"));
    judged(&site("devices=175000 windows=149999 macos=25001"), &["CAP-STANDALONE-MIX"]);
    judged(&site("devices=175000 windows=124999 mdm=50001"), &["CAP-STANDALONE-MIX"]);
    judged(&site("devices=160000 windows=150001"), &["CAP-STANDALONE"]);
    judged(&site("devices=100000 embedded=10000 ewf=3001"), &["CAP-EMBEDDED"]);
    sound(&site("devices=100000 embedded=10000 ewf=3000"));
    let mixed =
        |mp: &str| site("devices=100000").replace("PS1-MP-01: mp", &format!("PS1-MP-01: {mp}"));
    sound(&mixed("mp mpmacos=10000 mpmdm=0"));
    judged(&mixed("mp mpmacos=1 mpmdm=1"), &["CAP-MP-MIX"]);
}

#[test]
fn providers_of_the_top_site_share_the_requests() {
    let head = |requests: u32| around(&format!("plan apirequests={requests}"));
    sound(&head(5_000));
    judged(&head(5_001), &["CAP-ADMIN-SVC"]);
    sound(&head(10_000).replace("CM02: mp", "CM02: prov, mp"));
}

#[test]
fn an_update_starts_from_what_it_takes() {
    sound(&around("plan version=2603 updatesfrom=2409"));
    judged(&around("plan version=2603 updatesfrom=2403"), &["UPD-SOURCE-MIN"]);
    sound(&around("plan version=2509 updatesfrom=2403"));
    judged(&around("plan version=2503 updatesfrom=2303"), &["UPD-SOURCE-MIN"]);
    let compliance = |version: &str, day: &str, place: &str| {
        around(&format!("plan version={version} asof={day} compliance={place}"))
    };
    judged(&compliance("2509", "2026-11-25", "intune"), &["UPD-COMPLIANCE-2610"]);
    sound(&compliance("2509", "2026-09-30", "intune"));
    sound(&compliance("2509", "2026-11-25", "configmgr"));
    sound(&compliance("2603", "2026-11-25", "intune"));
}

#[test]
fn a_central_site_that_goes_alone_takes_something_along() {
    let design = |central: &str, primary: &str| {
        format!(
            "
cas CS1 {central}
  server CM-SCP-01: scp
  primary PS1 devices=2000 comm=ehttp {primary}
    server PS1-MP-01: mp, dp
    server PS1-MP-02: mp, dp
"
        )
    };
    judged(&design("state=leaving", "state=installed"), &["RMCAS-EXTRAS"]);
    // A hierarchy that is given up keeps nothing that could be lost.
    sound(&design("state=leaving", "state=leaving"));
}
