//! What a rule asks that a plan may leave open.

use std::collections::BTreeSet;

use super::{Rule, engine};
use crate::{facts::roles::RoleKind, model::outline};

/// The reasons for which the rule cannot be checked where a plan is silent, as sentences: those
/// that come up in its examples, and in plans that have everything and say nothing of it.
pub fn asks(rule: &'static Rule) -> BTreeSet<String> {
    let texts = [rule.bad.text().into_owned(), rule.good.text().into_owned()];
    let designs = texts.into_iter().chain(silent()).filter_map(|text| outline::parse(&text).ok());
    let open = |design| {
        let found = engine::ask(rule, &design).into_iter();
        found.filter(|finding| finding.problem().is_none()).collect::<Vec<_>>()
    };
    designs.flat_map(open).map(|finding| finding.because().to_owned()).collect()
}

/// A hierarchy and a site that stands alone, with every role and nothing said of any.
fn silent() -> [String; 2] {
    let codes = RoleKind::all().map(|kind| kind.code().to_ascii_lowercase());
    let all = codes.collect::<Vec<_>>().join(", ");
    [
        format!(
            "cas CS1\n  server A: {all}\n  primary PS1\n    server B: {all}\n    \
             secondary S01\n      server C: {all}\ncmg contoso\n"
        ),
        format!("primary PS1\n  server A: {all}\ncmg contoso\n"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::by_id;

    #[test]
    fn a_rule_about_devices_asks_for_their_number_and_one_about_places_for_nothing() {
        let of = |id: &str| by_id(id).map(asks).unwrap_or_default();
        assert!(of("MP-CAPACITY").iter().any(|reason| reason.contains("devices")));
        assert!(of("ROLE-SITETYPE").is_empty());
    }

    #[test]
    fn what_has_everything_can_be_read() {
        assert!(silent().iter().all(|text| outline::parse(text).is_ok()));
    }
}
