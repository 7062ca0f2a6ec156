//! `JUnit` XML, read as CI servers read it.

use std::collections::BTreeSet;

use resvg::usvg::roxmltree::{Document, Node};
use serde_json::Value;
use sitewright::{facts::versions::Version, rules, templates};

use super::{Desk, PIPED, json};

/// The elements of that name inside a node.
fn inside<'a, 'd>(node: Node<'a, 'd>, name: &'a str) -> Vec<Node<'a, 'd>> {
    node.children().filter(|child| child.has_tag_name(name)).collect()
}

fn number(node: Node<'_, '_>, attribute: &str) -> usize {
    node.attribute(attribute).and_then(|it| it.parse().ok()).expect("a number")
}

/// How many tests ended in which way; the attributes of both suites must say the same.
#[track_caller]
fn counts(text: &str) -> (usize, usize, usize) {
    let document = Document::parse(text).expect("XML");
    let root = document.root_element();
    assert!(root.has_tag_name("testsuites"));
    let suites = inside(root, "testsuite");
    assert_eq!(suites.len(), 1);
    let suite = suites[0];
    let cases = inside(suite, "testcase");
    let with = |name: &str| cases.iter().filter(|case| inside(**case, name).len() == 1).count();
    let found = (cases.len(), with("failure"), with("skipped"));
    for node in [root, suite] {
        let said = ["tests", "failures", "skipped"].map(|it| number(node, it));
        assert_eq!((said[0], said[1], said[2]), found);
        assert_eq!(number(node, "errors"), 0);
    }
    for case in cases {
        let kinds: Vec<_> = case.children().filter(Node::is_element).collect();
        let order = ["failure", "skipped", "system-out"];
        let ranks = kinds.iter().map(|it| order.iter().position(|name| it.has_tag_name(*name)));
        let ranks: Vec<_> = ranks.map(|rank| rank.expect("a known element")).collect();
        assert!(ranks.is_sorted() && ranks.len() <= 2 && ranks != [0, 1], "{ranks:?}");
        assert!(case.attribute("classname").is_some_and(|it| it.starts_with("sitewright.")));
    }
    found
}

/// The rules that rows speak of, the role taken off that some have behind them.
fn named(rows: &Value) -> BTreeSet<&str> {
    let ids = rows.as_array().expect("rows").iter().filter_map(|row| row["rule"].as_str());
    let of_roles = |id: &str| id.starts_with("ROLE-SITETYPE-");
    ids.map(|id| if of_roles(id) { "ROLE-SITETYPE" } else { id }).collect()
}

#[test]
fn every_rule_that_applies_is_a_test_whatever_is_found() {
    let desk = Desk::new();
    let outlines = templates::all().iter().map(|it| it.outline).chain([
        "",
        PIPED,
        include_str!("../../../assets/sample.outline"),
        include_str!("../../data/outlines/hostile.outline"),
        include_str!("../../data/outlines/odd.outline"),
    ]);
    for outline in outlines {
        desk.put("p.outline", outline);
        for version in [Version::OLDEST, Version::NEWEST] {
            let all = format!("--target {} --fail-on advice", version.name());
            let said = desk.run(&format!("check p.outline --format junit {all}"));
            let (tests, failures, skipped) = counts(&said.out);
            let rules = rules::all().filter(|rule| rule.severity(version).is_some());
            assert_eq!(tests, rules.count());
            assert_eq!(failures > 0, said.code == 1);
            // As many fail or are skipped as the contract's form names rules.
            let told = json(&desk.run(&format!("check p.outline --format json {all}")));
            let (found, open) = (named(&told["findings"]), named(&told["not_checked"]));
            assert_eq!(failures, found.len(), "{outline}");
            assert_eq!(skipped, open.difference(&found).count());
        }
    }
}

#[test]
fn what_fails_follows_the_level_asked_for() {
    let desk = Desk::new();
    let run = |level: &str| {
        let arguments = format!("check - --format junit --fail-on {level}");
        desk.pipe(&arguments, PIPED.as_bytes()).out
    };
    let texts = ["error", "warning", "advice"].map(run);
    let failures = texts.each_ref().map(|text| counts(text).1);
    assert_eq!(failures, [1, 2, 3]);
    let document = Document::parse(&texts[0]).expect("XML");
    let case = |id: &str| {
        let mut cases = document.descendants().filter(|it| it.has_tag_name("testcase"));
        let named = |it: &Node<'_, '_>| it.attribute("name").is_some_and(|it| it.starts_with(id));
        cases.find(named).expect("the rule")
    };
    let role = case("ROLE-SITETYPE: ");
    assert_eq!(role.attribute("classname"), Some("sitewright.role"));
    let failure = inside(role, "failure")[0];
    assert_eq!(failure.attribute("type"), Some("error"));
    let message = failure.attribute("message").expect("a message");
    assert_eq!(message, "CS1 / B / MP: Management point on a central administration site");
    assert!(failure.text().expect("words").contains("A central administration site manages no"));
    // Less than was asked for lets it pass, and is told.
    let passed = inside(case("SCP-MISSING: "), "system-out")[0];
    assert!(passed.text().expect("words").starts_with("warning at CS1: "));
    let open = inside(case("SITE-HTTP-ONLY: "), "skipped")[0];
    let why = "The plan does not say how clients communicate with the site.";
    assert_eq!(open.attribute("message"), Some(why));
}

#[test]
fn names_cannot_break_out_of_their_place() {
    let desk = Desk::new();
    let outline = "cas \"]]>\" \"<&\"\n  server \"a\"\"b'<failure/>\u{fffe}\u{202e}\": mp\n";
    desk.put("a&b#'.outline", outline);
    let text = desk.run("check a&b#'.outline --format junit").out;
    counts(&text);
    let document = Document::parse(&text).expect("XML");
    let suite = inside(document.root_element(), "testsuite")[0];
    assert_eq!(suite.attribute("name"), Some("a&b#'.outline"));
    let failures = document.descendants().filter(|it| it.has_tag_name("failure"));
    let mut messages = failures.filter_map(|it| it.attribute("message"));
    let name = "]]> / a\"b'<failure/>\u{fffd}\u{202e}";
    assert!(messages.any(|message| message.starts_with(name)), "{text}");
    assert!(!text.contains('\u{fffe}'));
}
