//! Designs that look wrong and are right, and the other way round, with everything that all rules
//! together say of them.

mod reference;
mod roles;
mod sites;

use sitewright::{model::outline, rules};

/// Every rule that finds something in the design, once for each finding, sorted by severity and
/// id; what could not be checked is left out.
#[track_caller]
fn expect(text: &str, expected: &[&str]) {
    let design = outline::parse(text).map_err(|faults| format!("{faults:?} in {text}"));
    let design = design.expect("the outline reads");
    let report = rules::check(&design);
    let known = report.sorted(&design).into_iter().filter(|finding| finding.problem().is_some());
    let found: Vec<_> =
        known.map(|finding| (finding.id(&design), finding.what().to_owned())).collect();
    let ids: Vec<_> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, expected, "{found:#?} in {text}");
}

/// A line for each number up to `count`.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (1..=count).map(line).collect::<Vec<_>>().concat()
}
