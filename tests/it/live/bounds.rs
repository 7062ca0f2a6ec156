//! The numbers of the scale page, at their border, as they arrive from a live hierarchy.

use sitewright::model::outline;

use super::{import, reference::found, writer::Live};

/// A primary site with so many distribution points, and so many that pull from the first.
fn points(plain: usize, pulling: usize) -> String {
    let plain = (0..plain).map(|at| format!("  server DP{at}.contoso.com: dp\n"));
    let pull = (0..pulling).map(|at| format!("  server PULL{at}.contoso.com: dp pull from DP0\n"));
    "primary PS1 bare\n  server PS1.contoso.com: site, db, prov\n".to_owned()
        + &plain.chain(pull).collect::<String>()
}

fn ids(outline: &str) -> Vec<String> {
    let design = outline::parse(outline).expect("an outline");
    let imported = import("cm.json", Live::of(&design).json());
    found(&imported.design).into_iter().map(|(id, _)| id).collect()
}

#[test]
fn two_hundred_and_fifty_points_and_two_thousand_that_pull_are_enough() {
    let counts = |id: &&String| id.starts_with("DP-COUNT");
    assert_eq!(ids(&points(250, 2_000)).iter().filter(counts).count(), 0);
    assert_eq!(ids(&points(251, 3)).iter().find(counts).map(String::as_str), Some("DP-COUNT-STD"));
    let pull = ids(&points(2, 2_001));
    assert_eq!(pull.iter().find(counts).map(String::as_str), Some("DP-COUNT-PULL"));
}
