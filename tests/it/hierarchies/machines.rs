//! Designs about servers: their systems, software, hardware, domains and networks.

use super::{judged, sound};

/// A primary site on which nothing can be said, with one more server or changed line.
fn site(more: &str) -> String {
    format!(
        "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp
  {more}
"
    )
}

#[test]
fn translated_addresses_between_servers_are_not_supported() {
    let design = |here: &str, there: &str, nat: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01 zone={here}: site, db, prov, scp
  server CM02 zone={there}: mp, dp
  server CM03 zone={here}: mp
zone A nat=no
zone B nat={nat}
"
        )
    };
    judged(&design("A", "B", "yes"), &["SRV-NAT"]);
    judged(&design("B", "A", "yes"), &["SRV-NAT"]);
    // Inside of one network nothing is translated; and a router does no harm.
    sound(&design("B", "B", "yes"));
    sound(&design("A", "B", "no"));
}

#[test]
fn directaccess_is_for_clients() {
    judged(&site("server CM04 via=directaccess: dp"), &["SRV-DIRECTACCESS"]);
    sound(&site("server CM04 via=vpn: dp"));
    let link = "\nlink A to=B over=directaccess\nzone A nat=no\nzone B nat=no\n";
    let zones = |there: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01 zone=A: site, db, prov, scp
  server CM02 zone={there}: mp, dp
  server CM03: mp
{link}"
        )
    };
    judged(&zones("B"), &["SRV-DIRECTACCESS"]);
    sound(&zones("A"));
}

#[test]
fn windows_of_every_kind_bears_what_it_can() {
    sound(&site("server EDGE os=storage2016: dp"));
    sound(&site("server EDGE os=win11: dp pxe"));
    sound(&site("server EDGE os=core2022: dp pull from CM02"));
    judged(&site("server EDGE os=storage2016: dp, smp"), &["SRV-OS-STORAGE"]);
    judged(&site("server EDGE os=win10: dp"), &["SRV-OS-UNSUPPORTED"]);
    sound(&format!("plan version=2503\n{}", site("server EDGE os=win10: dp")));
    // Any other role on a client is one finding.
    judged(&site("server EDGE os=win10: dp, smp"), &["SRV-OS-CLIENT"]);
}

#[test]
fn domain_controllers_bear_little() {
    judged(&site("server DC1 dc=dc: dp"), &["SRV-SITE-DC"]);
    judged(&site("server DC1 dc=rodc: dp"), &["SRV-SITE-DC"]);
    let secondary = |dc: &str| site(&format!("secondary S01 devices=900\n    server S01 dc={dc}:"));
    judged(&secondary("dc"), &["SRV-SEC-DC"]);
    judged(&secondary("rodc"), &["SRV-RODC"]);
    sound(&secondary("no"));
}

#[test]
fn site_systems_are_in_a_domain() {
    judged(&site("server WG1 workgroup=yes: rsp"), &["SRV-DOMAIN"]);
    judged(&site("server WG1 workgroup=yes: dp"), &["SRV-DOMAIN"]);
}

#[test]
fn the_clustering_feature_is_no_cluster_instance() {
    judged(&site("server CL1 cluster=node: dp"), &["SRV-CLUSTER"]);
    sound(&site("server CL1 cluster=feature: dp"));
}

#[test]
fn windows_brings_a_framework_or_somebody_installs_it() {
    judged(&site("server APP os=2016 net=4.7.2: sup"), &["SRV-NET48"]);
    judged(&site("server APP os=2016 net=4.6: sup"), &["SRV-NET462"]);
    sound(&site("server APP os=2016 net=4.8.1: sup"));
    // A distribution point needs none, and Windows Server 2025 has one.
    sound(&site("server APP os=2016 net=4.6: dp"));
    sound(&site("server APP os=2025: sup"));
}

#[test]
fn the_driver_is_judged_by_version() {
    let at = |version: &str, driver: &str| {
        format!("plan version={version}\n{}", site(&format!("server MP9 odbc={driver}: mp")))
    };
    sound(&at("2409", "18.1.2.1"));
    judged(&at("2503", "18.1.2.1"), &["SRV-ODBC"]);
    judged(&at("2409", "17.10"), &["SRV-ODBC"]);
    sound(&at("2603", "18.5"));
}

#[test]
fn native_client_is_needed_until_2603() {
    let at = |version: &str| {
        format!("plan version={version}\n{}", site("server MP9 nativeclient=no: mp"))
    };
    judged(&at("2509"), &["SRV-NATIVECLIENT"]);
    sound(&at("2603"));
}

#[test]
fn the_kit_is_where_the_provider_is() {
    let design = |kit: &str, other: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01 {kit}: site, db
  server CM04 {other}: prov, scp
  server CM02: mp, dp
  server CM03: mp
"
        )
    };
    sound(&design("adk=usmt", "adk=deployment+pe"));
    judged(&design("adk=deployment+pe", "adk=deployment+pe"), &["SRV-ADK"]);
    judged(&design("adk=usmt", "adk=deployment"), &["SRV-ADK"]);
    judged(&design("adk=usmt", "adk=deployment+pe adkversion=10.1.25398.1"), &["SRV-ADK"]);
    sound(&design("adk=usmt", "adk=deployment+pe adkversion=10.1.26100.1"));
}

#[test]
fn a_child_primary_site_does_without_user_state_migration() {
    sound(
        "
cas CS1 comm=ehttp
  server CAS01 adk=deployment+pe+usmt: site, db, prov
  server CAS02: scp
  primary PS1 devices=2000 comm=ehttp
    server CM01 adk=deployment+pe: site, db, prov
    server CM02: mp, dp
    server CM03: mp
  primary PS2 devices=3000 comm=ehttp
    server CM04 adk=deployment+pe: site, db, prov
    server CM05: mp, dp
    server CM06: mp
",
    );
}

#[test]
fn a_site_of_fifty_thousand_needs_what_the_tables_say() {
    let design = |server: &str| {
        format!(
            "
primary PS1 devices=50000 comm=ehttp
  server CM01 {server}: site, db, prov
  server CM02: mp, scp
  server CM03: mp
  server CM04: mp
  server CM05: dp
"
        )
    };
    sound(&design("cores=8 memory=32 disk=600 iops=1200 sqliops=2800"));
    judged(
        &design("cores=6 memory=24 disk=599 iops=1199 sqliops=2799"),
        &["SRV-HW-CORES", "SRV-HW-DISK", "SRV-HW-IOPS", "SRV-HW-RAM"],
    );
    judged(&design("cores=16 memory=32"), &["SRV-RAM-CORE"]);
}

#[test]
fn the_site_above_carries_the_devices_of_all() {
    let design = |cores: u32| {
        format!(
            "
cas CS1 comm=ehttp
  server CAS01 cores={cores} memory=128: site, db, prov
  server CAS02: scp
  primary PS1 devices=90000 comm=ehttp
    server CM01 cores=8: site, prov
    server CM11 cores=12 memory=48: db
    server MP11: mp
    server MP12: mp
    server MP13: mp
    server MP14: mp
    server MP15: mp
    server DP11: dp
  primary PS2 devices=40000 comm=ehttp
    server CM02 cores=8 memory=32: site, db, prov
    server MP21: mp
    server MP22: mp
    server MP23: mp
    server DP21: dp
"
        )
    };
    judged(&design(16), &[]);
    judged(&design(12), &["SRV-HW-CORES"]);
}

#[test]
fn a_laboratory_makes_do_with_little() {
    let all = |head: &str, devices: u32| {
        format!(
            "{head}
primary LAB devices={devices} comm=ehttp
  server LAB01 cores=2 memory=8 disk=100: site, db, prov, scp
  server LAB02 cores=1 memory=2: mp
  server LAB03: mp
  server LAB04: dp
"
        )
    };
    sound(&all("plan lab=yes", 2_000));
    sound(&all("", 100));
    judged(
        &all("", 2_000),
        &["SRV-HW-CORES", "SRV-HW-CORES", "SRV-HW-DISK", "SRV-HW-RAM", "SRV-HW-RAM"],
    );
}

#[test]
fn memory_of_sql_server_is_limited_where_it_stands() {
    let beside =
        |memory: &str| site("").replace("site, db, prov", &format!("site, db {memory}, prov"));
    sound(&beside("minmemory=8 maxmemory=50"));
    judged(&beside("minmemory=4 maxmemory=80"), &["SRV-SQL-MEM"]);
    judged(&beside("minmemory=8 maxmemory=90"), &["SRV-SQL-MEM"]);
    let apart = |memory: &str| {
        site(&format!("server SQL1: db {memory}")).replace("site, db, prov", "site, prov")
    };
    sound(&apart("minmemory=8 maxmemory=90"));
    // The sizing table gives 70 % to SQL Server of a smaller site.
    sound(&apart("minmemory=8 maxmemory=70"));
    judged(&apart("minmemory=8 maxmemory=60"), &["SRV-SQL-MEM"]);
}

#[test]
fn a_site_on_one_server_is_a_single_point_of_failure_unless_for_testing() {
    let all = |head: &str| {
        format!(
            "{head}
primary ONE devices=300 comm=ehttp
  server ONE: site, db, prov, mp, dp, scp
"
        )
    };
    judged(&all(""), &["DP-SITESERVER", "MP-HA", "SRV-SPOF"]);
    judged(&all("plan lab=yes"), &["DP-SITESERVER", "MP-HA"]);
}

#[test]
fn a_database_elsewhere_is_no_single_server() {
    judged(
        "
primary XYZ devices=800 comm=ehttp
  server cmsite.contoso.com: site, prov, mp, dp, scp
  server cmsql.contoso.com: db
",
        &["DP-SITESERVER", "MP-HA"],
    );
}

#[test]
fn websites_stand_away_from_databases() {
    let sql = |more: &str| {
        site(&format!("server SQL1: db{more}")).replace("site, db, prov", "site, prov")
    };
    judged(&sql(", sup"), &["SRV-IIS-MIX"]);
    sound(&sql(", rsp"));
    // A connector or a report server beside a website holds no data that could be attacked.
    sound(&site("server APP: sup, rsp"));
    sound(&format!("plan lab=yes\n{}", sql(", sup")));
}

#[test]
fn a_server_without_roles_is_of_use_where_something_names_it() {
    judged(&site("server FS1"), &["SRV-EMPTY"]);
    let library = site("server FS1").replace("comm=ehttp", "comm=ehttp library=\\\\fs1\\SCCM");
    sound(&library);
    sound(&site("server WEB9 apps=\"Intranet portal\""));
    sound(&site("server SUS9: sup susdb=SQL9\\WSUS\n  server SQL9"));
}

#[test]
fn what_runs_beside_the_roles_is_told() {
    judged(&site("server APP apps=\"Backup; Monitoring\": sup"), &["SRV-FOREIGN-APPS"]);
    judged(&site("server APP clientsite=XYZ: sup"), &["SRV-CLIENT-SITE"]);
    sound(&site("server APP clientsite=ps1: sup"));
}

#[test]
fn disks_of_site_systems_are_fixed_whole_and_ntfs() {
    judged(&site("server DP9 filesystem=refs: dp"), &["SRV-NTFS"]);
    judged(&site("server DP9 removable=yes: dp"), &["SRV-REMOVABLE"]);
    judged(&site("server DP9 sis=yes: dp"), &["SRV-SIS"]);
    judged(&site("server DP9 sharedvolume=yes: dp"), &["SRV-SHARED-VOL"]);
    judged(&site("server DP9 dedup=yes: dp"), &["SRV-DEDUP-SRC"]);
    // Files of SQL Server may be on ReFS.
    sound(&site("server SQL1 filesystem=refs: db").replace("site, db, prov", "site, prov"));
}

#[test]
fn setup_wants_room_and_a_clean_computer() {
    let server =
        |words: &str, mp: &str| site("").replace("CM01: site", &format!("CM01 {words}: {mp}site"));
    judged(&server("freedisk=15", ""), &["SRV-DISK-FREE"]);
    sound(&server("freedisk=16", ""));
    judged(&server("", "smp state=installed, "), &["SRV-SITE-TARGET-CLEAN"]);
    sound(&server("", "smp, "));
}

#[test]
fn installed_servers_keep_their_names() {
    judged(&site("server NEW wasname=OLD: dp state=installed"), &["SRV-RENAME"]);
    judged(&site("server DP9.b.com wasdomain=a.com: dp state=installed"), &["SRV-RENAME"]);
    // What is not there yet can be called as one likes.
    sound(&site("server NEW wasname=OLD: dp"));
    sound(&site("server dp9 wasname=DP9: dp state=installed"));
}

#[test]
fn one_server_has_one_proxy_and_one_network() {
    judged(&site("server APP proxy=p1: sup roleproxy=p2, smp"), &["SRV-PROXY-ONE"]);
    sound(&site("server APP proxy=p1: sup roleproxy=P1, smp"));
    judged(&site("server APP multihomed=yes: smp"), &["SRV-MULTIHOME"]);
}

#[test]
fn a_distribution_point_beside_the_site_server_takes_its_account() {
    let server = |words: &str| {
        site("").replace("CM01: site, db, prov", &format!("CM01 {words}: site, db, prov, dp"))
    };
    judged(&server("installaccount=CORP\\install"), &["SRV-DP-LOCAL-ACCT", "DP-SITESERVER"]);
    judged(&server(""), &["DP-SITESERVER"]);
}

#[test]
fn clients_on_the_internet_find_a_public_name() {
    let point = |words: &str| {
        site(&format!("server MP9 {words}: mp https internet")).replace("ehttp", "https")
    };
    judged(&point("internetfqdn=mp.contoso.com publicdns=no"), &["SRV-INET-FQDN"]);
    judged(&point("internetfqdn=mp publicdns=yes"), &["SRV-INET-FQDN"]);
    sound(&point("internetfqdn=mp.contoso.com publicdns=yes"));
}

#[test]
fn the_firewall_sample_is_sound_but_for_a_missing_update_point() {
    judged(
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
    server P02.contoso.local: site, db, prov, sup
",
        &[],
    );
}
