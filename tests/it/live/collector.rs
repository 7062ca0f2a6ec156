//! The collector's file comes in with all that it gathers: gateways, boundary groups, databases.

use sitewright::model::outline;

use super::{import, reference::found};

const FILE: &[u8] = include_bytes!("../../data/live/collector.json");
const PLAN: &str = include_str!("../../data/live/collector.outline");

#[test]
fn all_that_it_gathers_comes_in() {
    let imported = import("cm.json", FILE);
    assert_eq!(outline::print(&imported.design), PLAN);
    for told in [
        "SMS Distribution Point stands on \u{201c}Windows Azure\u{201d}, which is no server",
        "a query failed where the file was made",
        "at which site it was created, no row says",
    ] {
        assert!(imported.notes.iter().any(|note| note.contains(told)), "{told}");
    }
}

/// The rules that speak need what only the collector tells: connection points and their gateway,
/// points and their boundary groups.
#[test]
fn it_is_judged_by_gateways_and_boundary_groups_too() {
    let ids: Vec<_> = found(&import("cm.json", FILE).design).into_iter().map(|it| it.0).collect();
    for id in ["CMGCP-HA", "DP-HA", "DP-CERT", "PROV-HA"] {
        assert!(ids.iter().any(|found| found == id), "{id}: {ids:?}");
    }
    assert!(!ids.iter().any(|id| id == "CMG-TOP"), "where it was created, nobody says");
}
