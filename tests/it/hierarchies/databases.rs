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
