//! Designs about service connection, reporting, data warehouse and management points.

use super::{judged, sound};

#[test]
fn a_small_primary_site_is_sound() {
    sound(
        "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp
",
    );
}

#[test]
fn a_secondary_site_with_few_devices_is_told() {
    judged(
        "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp
  secondary S01 devices=100
",
        &["HIER-SEC-SMALL"],
    );
}
