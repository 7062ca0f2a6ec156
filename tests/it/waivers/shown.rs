//! Where waivers can be seen: on boxes, on sheets, in documents and in a check.

use std::process::Command;

use serde_json::{Value, json};
use sitewright::{
    export::{self, EXPORTERS, Input},
    file,
    scene::{
        Icon, Ink, Shape,
        hierarchy::{self, Level},
        sheet,
        theme::Theme,
    },
    session::Session,
};

use super::{crowd, found, opened, terms, waived};

fn write(session: &Session, kind: &str) -> Vec<u8> {
    let (plan, report) = (&**session.plan(), session.report());
    let input = Input { plan, report, theme: Theme::Light, page: None, name: "plan" };
    (export::by_kind(kind).expect("a kind").write)(&input).expect("written")
}

fn text(session: &Session, kind: &str) -> String {
    String::from_utf8(write(session, kind)).expect("text")
}

/// Everything waived that is broken.
fn all_waived(text: &str) -> Session {
    let mut session = opened(text);
    loop {
        let sorted = session.report().sorted(session.design());
        let open = sorted.into_iter().find(|it| session.report().is_open(it)).cloned();
        let Some(finding) = open else { return session };
        session.waive(&finding, &terms()).expect("waived");
    }
}

/// The signs on the box of a site, its cards included.
fn signs(session: &Session) -> Vec<(Icon, Ink)> {
    let design = session.design();
    let site = design.roots().next().expect("a site").id;
    let part = hierarchy::site(session.plan(), session.report(), site, Level::Full).expect("a box");
    let icons = part.items.iter().filter_map(|item| match item.shape {
        Shape::Icon { icon, ink, .. } => Some((icon, ink)),
        _ => None,
    });
    let is_sign = |ink: Ink| matches!(ink, Ink::Severity(_) | Ink::Waived);
    icons.filter(|(_, ink)| is_sign(*ink)).collect()
}

#[test]
fn a_shield_stands_where_only_waived_findings_are_left() {
    let text = "plan asof=2026-11-25\nprimary PS1\n  server A: dp pull, mp\n";
    let before = opened(text);
    assert!(signs(&before).iter().all(|(icon, _)| *icon != Icon::Waived));
    let one = waived(text, "PULL-NO-SOURCE");
    let still_open = one.report().tally();
    assert!(still_open.errors + still_open.warnings + still_open.advice > 0);
    let all = all_waived(text);
    let signs = signs(&all);
    assert!(!signs.is_empty() && signs.iter().all(|sign| *sign == (Icon::Waived, Ink::Waived)));
    let site = all.design().roots().next().expect("a site").id;
    let changed = |new: &Session| {
        let (plan, report) = (new.plan(), new.report());
        hierarchy::sites_unlike((before.plan(), before.report()), (plan, report))
    };
    let mut waived_here =
        Session::new(before.plan().as_ref().clone(), sitewright::model::Ids::counted(), true);
    let old = (waived_here.plan().clone(), waived_here.report().clone());
    waived_here.waive(&found(&waived_here, "PULL-NO-SOURCE"), &terms()).expect("waived");
    let new = (waived_here.plan().as_ref(), waived_here.report());
    assert_eq!(hierarchy::sites_unlike((&*old.0, &old.1), new), [site]);
    assert_eq!(changed(&all), [site], "kept pictures are built anew");
}

#[test]
fn a_waived_error_draws_no_edge_and_blocks_no_longer() {
    let session = waived(&crowd(16), "MP-COUNT");
    assert_eq!(session.report().tally().errors, 0);
    let svg = text(&session, "svg");
    assert!(svg.contains(">1 waived<"), "in the title block and in the legend");
    assert!(svg.matches(">1 waived<").count() >= 2);
}

#[test]
fn sheets_list_what_was_accepted_apart_from_findings() {
    let session = waived(&crowd(16), "MP-COUNT");
    let scene = sheet::sheet(session.plan(), session.report(), "plan");
    let texts: Vec<&str> = scene
        .items
        .iter()
        .filter_map(|item| match &item.shape {
            Shape::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let at = |wanted: &str| texts.iter().position(|text| *text == wanted).expect(wanted);
    let accepted = at("Accepted");
    assert!(accepted < at("MP-COUNT") && at("Findings") < accepted);
    assert_eq!(texts.iter().filter(|text| **text == "MP-COUNT").count(), 1);
    assert!(at("The lab keeps them until spring") > accepted);
    assert!(at("Ann, review by 2027-11-25") > accepted);
}

#[test]
fn the_document_has_a_section_to_sign() {
    let session = waived(&crowd(16), "MP-COUNT");
    let md = text(&session, "md");
    let (before, accepted) = md.split_once("\n## Accepted\n").expect("a section");
    assert!(!before.contains("MP-COUNT") && before.contains(", 1 waived"), "{before}");
    for line in [
        "- **MP-COUNT** PS1 has 16 management points; 15 are supported.",
        "Where: PS1 EMEA.",
        "Severity: Blocks support.",
        "Reason: The lab keeps them until spring",
        "Owner: Ann",
        "Review by: 2027-11-25; waived on 2026-11-25.",
    ] {
        assert!(accepted.contains(line), "{line} in {accepted}");
    }
    let calm = text(&opened(&crowd(16)), "md");
    assert!(!calm.contains("Accepted") && !calm.contains("waived"), "{calm}");
}

#[test]
fn what_lapsed_is_a_finding_with_the_old_reason() {
    let session = waived(&crowd(16), "MP-COUNT");
    let mut plan = session.plan().as_ref().clone();
    plan.waivers = std::sync::Arc::new(
        plan.waivers
            .iter()
            .cloned()
            .map(|waiver| sitewright::model::Waiver {
                facts: "[site] has 12 management points; 15 are supported".to_owned(),
                said: "PS1 has 12 management points; 15 are supported".to_owned(),
                ..waiver
            })
            .collect(),
    );
    let session = Session::new(plan, sitewright::model::Ids::counted(), true);
    let md = text(&session, "md");
    assert!(!md.contains("## Accepted") && md.contains("Lapsed: You waived this on 2026-11-25"));
    assert!(text(&session, "svg").contains("You waived this on 2026-11-25"));
}

#[test]
fn every_kind_can_be_written_of_a_plan_that_lives_with_findings() {
    let mut session = all_waived("plan asof=2026-11-25\nprimary PS1\n  server A: dp pull, mp\n");
    let a = super::server(session.design(), "A");
    session.run(&[sitewright::commands::Remove { node: a }.into()]).expect("removed");
    assert!(session.report().idle_waivers().count() > 0);
    for exporter in EXPORTERS {
        assert!(!write(&session, exporter.kind).is_empty(), "{}", exporter.kind);
    }
    let md = text(&session, "md");
    assert!(md.contains("No longer applies: what it was about is no longer in the plan."), "{md}");
}

/// What `check` says of a session's plan, typed with these options.
fn check(session: &Session, options: &[&str]) -> (i32, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.sitewright");
    file::save(&path, session.plan()).expect("saved");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitewright"));
    let ran = command.arg("check").args(options).arg(&path).output().expect("the program");
    (ran.status.code().expect("a code"), String::from_utf8(ran.stdout).expect("text"))
}

fn row(json: &str) -> (Value, Value) {
    let said: Value = serde_json::from_str(json).expect("json");
    let rows = said["findings"].as_array().expect("rows").clone();
    let row = rows.into_iter().find(|row| row["rule"] == "MP-COUNT").expect("a row");
    (row, said["summary"].clone())
}

#[test]
fn a_check_counts_waived_findings_apart_and_does_not_fail_on_them() {
    let session = waived(&crowd(16), "MP-COUNT");
    assert_eq!(check(&opened(&crowd(16)), &[]).0, 1);
    let (code, json) = check(&session, &["--format", "json"]);
    let (row, summary) = row(&json);
    assert_eq!(code, 0, "{json}");
    assert_eq!((&summary["error"], &summary["waived"]), (&json!(0), &json!(1)));
    assert_eq!(
        row["waived"],
        json!({ "reason": super::REASON, "owner": "Ann", "review_by": "2027-11-25" })
    );
    assert!(row.get("lapsed").is_none());
    let (_, said) = check(&session, &[]);
    let lines = "waived error MP-COUNT: PS1 has 16 management points; 15 are supported\n    \
                 at PS1\n    reason: The lab keeps them until spring (Ann, review by 2027-11-25)\n";
    assert!(said.contains(lines) && said.contains(", 1 waived, "), "{said}");
    let (_, sarif) = check(&session, &["--format", "sarif"]);
    assert!(sarif.contains("The lab keeps them until spring (Ann, review by 2027-11-25)"));
}

#[test]
fn other_tools_are_told_that_a_finding_is_accepted() {
    let session = waived(&crowd(16), "MP-COUNT");
    let (code, sarif) = check(&session, &["--format", "sarif"]);
    let log: Value = serde_json::from_str(&sarif).expect("json");
    assert_eq!((code, crate::cli::sarif::faults(&log).as_str()), (0, ""));
    let results = log["runs"][0]["results"].as_array().expect("results");
    let accepted = results.iter().filter(|it| it["suppressions"] != json!([]));
    let accepted: Vec<_> = accepted.collect();
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0]["ruleId"], "MP-COUNT");
    let suppression = &accepted[0]["suppressions"][0];
    assert_eq!(suppression["kind"], "external");
    let reason = suppression["justification"].as_str().expect("a reason");
    assert!(reason.starts_with(super::REASON), "{reason}");
    let (_, junit) = check(&session, &["--format", "junit"]);
    assert!(junit.contains(" failures=\"0\"") && junit.contains(super::REASON), "{junit}");
}

#[test]
fn a_pipeline_can_let_review_dates_lapse() {
    let session = waived(&crowd(16), "MP-COUNT");
    assert_eq!(check(&session, &["--asof", "2027-11-25"]).0, 0);
    let (code, json) = check(&session, &["--asof", "2027-11-26", "--format", "json"]);
    let (row, summary) = row(&json);
    assert_eq!((code, &summary["error"], &summary["waived"]), (1, &json!(1), &json!(0)));
    assert_eq!(row["waived"], Value::Null);
    let lapsed = row["lapsed"].as_str().expect("why");
    assert!(lapsed.ends_with("the review date 2027-11-25 has passed."), "{lapsed}");
    let (_, said) = check(&session, &["--asof", "2027-11-26"]);
    assert!(said.contains("    lapsed: You waived this on 2026-11-25 because"), "{said}");
    assert_eq!(check(&session, &["--asof", "tomorrow"]).0, 2);
}

#[test]
fn a_check_lists_waivers_that_are_about_nothing() {
    let mut session =
        waived("plan asof=2026-11-25\nprimary PS1\n  server A: dp pull\n", "PULL-NO-SOURCE");
    let a = super::server(session.design(), "A");
    session.run(&[sitewright::commands::Remove { node: a }.into()]).expect("removed");
    let (_, json) = check(&session, &["--format", "json"]);
    let said: Value = serde_json::from_str(&json).expect("json");
    assert_eq!(said["idle_waivers"][0]["rule"], "PULL-NO-SOURCE");
    assert_eq!(said["idle_waivers"][0]["because"], "What it was about is no longer in the plan");
    assert_eq!(said["idle_waivers"][0]["review_by"], "2027-11-25");
    let (_, text) = check(&session, &[]);
    assert!(text.contains("waiver of PULL-NO-SOURCE no longer applies: "), "{text}");
}

/// The window and the command line say the same of every finding.
#[test]
fn a_session_and_a_check_agree() {
    let mut session = waived(&crowd(16), "MP-COUNT");
    let other = session.report().sorted(session.design());
    let other = other.into_iter().find(|it| session.report().is_open(it)).expect("one").clone();
    session.waive(&other, &terms()).expect("waived");
    let (_, json) = check(&session, &["--format", "json"]);
    let said: Value = serde_json::from_str(&json).expect("json");
    let tally = session.report().tally();
    assert_eq!(
        said["summary"],
        json!({
            "error": tally.errors,
            "warning": tally.warnings,
            "advice": tally.advice,
            "waived": tally.waived,
        })
    );
    let mut here: Vec<(String, bool)> = session
        .report()
        .sorted(session.design())
        .into_iter()
        .filter(|finding| finding.problem().is_some())
        .map(|it| (it.id(session.design()), session.report().is_waived(it)))
        .collect();
    let rows = said["findings"].as_array().expect("rows");
    let mut there: Vec<_> = rows
        .iter()
        .map(|row| (row["rule"].as_str().expect("id").to_owned(), !row["waived"].is_null()))
        .collect();
    here.sort();
    there.sort();
    assert_eq!(here, there);
}
