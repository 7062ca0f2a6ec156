//! Designs about SMS Providers, SQL Server and databases.

use super::{judged, sound};

/// A primary site with everything but a database, and what is put into its place.
fn primary(databases: &str) -> String {
    format!(
        "
primary PS1 devices=9000 comm=ehttp
  server PS1SITE: site, prov
  server PS1MP1: mp, dp, scp
  server PS1MP2: mp, dp
{databases}"
    )
}

#[test]
fn replicas_of_an_availability_group_are_one_database() {
    let listener = "ag=PS1AG edition=enterprise listener=PS1LSN";
    sound(&primary(&format!("  server SQL1: db {listener}\n  server SQL2: db {listener}\n")));
    judged(&primary("  server SQL1: db\n  server SQL2: db\n"), &["SITE-DB-ONE"]);
    judged(&primary("  server SQL1: db ag=A\n  server SQL2: db ag=B\n"), &["SITE-DB-ONE"]);
    judged(&primary("  server SQL1: db ag=PS1AG\n  server SQL2: db\n"), &["SITE-DB-ONE"]);
}

#[test]
fn nodes_of_a_failover_cluster_instance_are_one_database() {
    sound(&primary("  server SQL1: db fci=PS1SQL\n  server SQL2: db fci=ps1sql\n"));
    judged(
        &primary("  server SQL1: db fci=PS1SQL\n  server SQL2: db fci=OTHER\n"),
        &["SITE-DB-ONE"],
    );
}

/// A primary site whose databases stand on servers of their own.
fn with_databases(databases: &str) -> String {
    format!(
        "
primary PS1 devices=20000 comm=ehttp
  server PS1: site, prov
{databases}
  server MP1: mp, dp
  server MP2: mp, dp
  server SCP1: scp
"
    )
}

/// The same with one database that says something.
fn database(facts: &str) -> String {
    with_databases(&format!("  server SQL1: db {facts}"))
}

fn updating(design: &str) -> String {
    format!("plan \"P\" version=2603 updatesfrom=2509\n{}", design.trim_start())
}

/// Two replicas; the facts of the first one say what the group is like.
fn group(first: &str, second: &str) -> String {
    with_databases(&format!(
        "  server SQL1: db ag=PS1AG edition=enterprise sql=2022 compat=150 commit=sync {first}
  server SQL2: db ag=PS1AG edition=enterprise sql=2022 {second}"
    ))
}

const SOUND: &str = "listener=PS1L recovery=full failover=manual";

#[test]
fn an_availability_group_is_enterprise_has_a_listener_and_full_recovery() {
    sound(&group(SOUND, "commit=sync"));
    judged(&group(&format!("{SOUND} basicag=yes"), "commit=sync"), &["AG-EDITION"]);
    judged(&group(&SOUND.replace("PS1L", "-"), "commit=sync"), &["AG-LISTENER"]);
    judged(&group(&SOUND.replace("full", "simple"), "commit=sync"), &["SQL-RECOVERY"]);
    let standard = group(SOUND, "commit=sync").replace("enterprise", "standard");
    judged(&standard, &["AG-EDITION", "AG-EDITION"]);
}

#[test]
fn an_availability_group_fails_over_by_itself_except_during_an_update() {
    let automatic = group(&SOUND.replace("manual", "automatic"), "commit=sync");
    sound(&automatic);
    judged(&updating(&automatic), &["AG-FAILOVER"]);
    sound(&updating(&group(SOUND, "commit=sync")));
}

#[test]
fn an_asynchronous_replica_is_for_recovery_only() {
    sound(&group(SOUND, "commit=async"));
    judged(&group(SOUND, "commit=async failovertarget=yes"), &["AG-ASYNC"]);
}

#[test]
fn replicas_are_all_on_one_side_of_the_cloud() {
    let placed = |first: &str, second: &str| {
        let design = group(SOUND, "commit=sync");
        let design = design.replace("server SQL1:", &format!("server SQL1 machine={first}:"));
        design.replace("server SQL2:", &format!("server SQL2 machine={second}:"))
    };
    sound(&placed("azure", "azure"));
    sound(&placed("physical", "virtual"));
    judged(&placed("physical", "azure"), &["AG-LOCATION"]);
}

/// Two nodes of a failover cluster instance.
fn cluster(first: &str, second: &str) -> String {
    with_databases(&format!(
        "  server SQL1: db fci=PS1SQL {first}\n  server SQL2: db fci=PS1SQL{second}"
    ))
}

#[test]
fn a_failover_cluster_instance_keeps_to_itself() {
    sound(&cluster("edition=standard sql=2022 compat=150", ""));
    judged(&cluster("csv=yes", ""), &["FCI-CSV"]);
    judged(&cluster("custompaths=yes", ""), &["FCI-PATHS"]);
    judged(&cluster("", ", prov"), &["PROV-FCI"]);
    sound(&cluster("connect=PS1SQL clustername=WINCLU", ""));
    judged(&cluster("connect=WINCLU clustername=WINCLU", ""), &["FCI-NAME"]);
    let on_site_server = cluster("", "").replace(": site, prov", ": site, db fci=PS1SQL, prov");
    judged(&on_site_server, &["FCI-SITESERVER", "PROV-FCI"]);
}

#[test]
fn versions_of_sql_server_follow_the_product() {
    sound(&database("sql=2022 compat=150"));
    judged(&database("sql=2022 compat=160"), &["SQL-COMPAT"]);
    judged(&database("sql=2014"), &["SQL-VERSION"]);
    sound(&database("sql=2025 compat=160"));
    let older = database("sql=2025 compat=160");
    judged(&format!("plan \"P\" version=2509\n{}", older.trim_start()), &["SQL-VERSION"]);
}

#[test]
fn an_instance_has_a_fixed_port_that_is_found() {
    sound(&database("instance=CM port=1433 dynamicport=no"));
    judged(&database("instance=CM dynamicport=yes"), &["SQL-PORT-DYNAMIC"]);
    let custom = |browser: &str| {
        database(&format!("instance=CM port=1533 dynamicport=no browser={browser}"))
    };
    sound(&custom("yes"));
    judged(&custom("no"), &["SQL-BROWSER"]);
}

#[test]
fn accounts_and_sign_in_of_sql_server_are_the_ones_that_work() {
    sound(&database("serviceaccount=system"));
    sound(&database("serviceaccount=domain spn=yes"));
    judged(&database("serviceaccount=domain spn=no"), &["SQL-SPN"]);
    judged(&database("serviceaccount=localuser"), &["SQL-ACCOUNT"]);
    judged(&database("authentication=mixed"), &["SQL-AUTH"]);
}

#[test]
fn the_site_database_is_simple_and_not_mirrored() {
    sound(&database("recovery=simple mirrored=no"));
    judged(&database("recovery=full"), &["SQL-RECOVERY"]);
    judged(&database("mirrored=mirroring"), &["SQL-MIRROR"]);
    judged(&database("collation=Latin1_General_CI_AS"), &["SQL-COLLATION"]);
    sound(&database("collation=Chinese_Simplified_Pinyin_100_CI_AI"));
    judged(&database("edition=express"), &["SQL-EXPRESS"]);
}

/// A hierarchy with a database of each kind of site.
fn hierarchy(central: &str, primary: &str, secondary: &str, devices: u32, link: &str) -> String {
    format!(
        "
cas CS1 comm=ehttp
  server CS1: site, prov{central}
  server CSCP: scp
  primary PS1 devices={devices} comm=ehttp{link}
    server PS1: site, prov, db {primary}
    server MP1: mp, dp
    server MP2: mp, dp
    server MP3: mp
    server MP4: mp
  primary PS2 devices=1000 comm=ehttp
    server MP11: mp, dp
    server MP12: mp, dp
    secondary S01 devices=900
      server S01: site, db {secondary}, mp, dp
"
    )
}

const REMOTE: &str = "\n  server CSQL: db edition=enterprise";
const LOCAL: &str = ", db edition=enterprise";

#[test]
fn the_edition_at_the_top_bears_the_hierarchy() {
    let central = |edition: &str, devices: u32| {
        let database = REMOTE.replace("enterprise", edition);
        hierarchy(&database, "edition=standard", "edition=express", devices, "")
    };
    sound(&central("enterprise", 60_000));
    sound(&central("standard", 40_000));
    judged(&central("standard", 60_000), &["SQL-EDITION-CAS"]);
}

#[test]
fn a_secondary_site_has_a_small_or_a_default_instance_of_its_own() {
    let secondary = |facts: &str| hierarchy(REMOTE, "edition=standard", facts, 20_000, "");
    sound(&secondary("edition=express"));
    sound(&secondary("edition=standard"));
    judged(
        &secondary("edition=standard instance=X port=1433 dynamicport=no"),
        &["SQL-SEC-INSTANCE"],
    );
    judged(&secondary("edition=express dbsize=12"), &["SQL-EXPRESS-SIZE"]);
    judged(&secondary("edition=enterprise ag=S"), &["AG-SITETYPE"]);
}

#[test]
fn distributed_views_want_one_provider_beside_an_enterprise_database() {
    let views = |central: &str, link: &str| {
        hierarchy(central, "edition=standard", "edition=express", 20_000, link)
    };
    sound(&views(LOCAL, " distviews=yes"));
    judged(&views(&LOCAL.replace("enterprise", "standard"), " distviews=yes"), &["DISTVIEW-ENT"]);
    judged(&views(LOCAL, " distviews=yes linkschedule=yes"), &["DISTVIEW-SCHEDULE"]);
    judged(&views(REMOTE, " distviews=yes"), &["PROV-DISTVIEW"]);
    sound(&views(REMOTE, " linkschedule=yes"));
}
