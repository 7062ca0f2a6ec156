//! Whole designs with everything that all rules together say of them: half of them look
//! suspicious and are sound.

mod content;
mod continuity;
mod databases;
mod forests;
mod gateways;
mod machines;
mod point_options;
mod points;
mod structure;
mod updates;

use sitewright::{model::outline, rules};

/// Every rule that finds something in the design, once for each finding, sorted by severity and
/// id; what could not be checked is left out.
#[track_caller]
fn judged(text: &str, expected: &[&str]) {
    let design = outline::parse(text).map_err(|faults| format!("{faults:?} in {text}"));
    let design = design.expect("the outline reads");
    let report = rules::check(&design);
    let known = report.sorted(&design).into_iter().filter(|finding| finding.problem().is_some());
    let found: Vec<_> =
        known.map(|finding| (finding.id(&design), finding.what().to_owned())).collect();
    let ids: Vec<_> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, expected, "{found:#?} in {text}");
}

/// A design in which nothing is wrong, risky or worth advice.
#[track_caller]
fn sound(text: &str) {
    judged(text, &[]);
}
