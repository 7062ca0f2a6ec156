//! Findings that a plan lives with: what keeps them covered, what brings them back, and what a
//! file makes of them.

mod shown;

use sitewright::{
    arrange,
    commands::{Command, Field, MoveRole, MoveServer, Remove, Set},
    facts::versions::Version,
    file,
    geometry::Point,
    model::{Date, Design, Ids, NodeId, outline},
    plan::Plan,
    rules::{self, Finding, Standing, waiving::Idle},
    session::{Objection, Session, Terms},
};

const REASON: &str = "The lab keeps them until spring";

fn opened(text: &str) -> Session {
    let design = outline::parse(text).expect("an outline");
    let places = arrange::tidy(&design);
    Session::new(Plan::new(design, places), Ids::counted(), true)
}

/// A primary site with so many management points.
fn crowd(points: usize) -> String {
    let servers: Vec<_> =
        (1..=points).map(|number| format!("  server CM-MP-{number:02}: mp\n")).collect();
    let servers = servers.concat();
    format!(
        "plan \"Contoso\" version=2509 asof=2026-11-25\nprimary PS1 \"EMEA\"\n{servers}  server CM-DP-01: dp\n"
    )
}

fn terms() -> Terms {
    Terms { reason: REASON.to_owned(), owner: "Ann".to_owned(), ..Terms::default() }
}

fn found(session: &Session, rule: &str) -> Finding {
    let sorted = session.report().sorted(session.design());
    let mut these = sorted.into_iter().filter(|it| it.id(session.design()) == rule);
    these.next().cloned().expect(rule)
}

fn waived(text: &str, rule: &str) -> Session {
    let mut session = opened(text);
    session.waive(&found(&session, rule), &terms()).expect("waived");
    assert!(is_waived(&session, rule));
    session
}

fn is_waived(session: &Session, rule: &str) -> bool {
    session.report().is_waived(&found(session, rule))
}

/// Why the finding is back.
fn lapse(session: &Session, rule: &str) -> String {
    let finding = found(session, rule);
    match session.report().standing(&finding) {
        Standing::Lapsed(waiver, lapse) => lapse.words(waiver, &finding),
        other => format!("{rule} stands {other:?}"),
    }
}

fn site(design: &Design, code: &str) -> NodeId {
    design.sites_coded(code)[0].id.into()
}

fn server(design: &Design, name: &str) -> NodeId {
    design.servers_named(name)[0].id.into()
}

fn set(session: &mut Session, node: NodeId, field: Field) {
    session.run(&[Set::of(node, field).into()]).expect("set");
}

#[test]
fn what_is_waived_counts_under_waived_only() {
    let mut session = opened(&crowd(16));
    let before = session.report().tally();
    let finding = found(&session, "MP-COUNT");
    session.waive(&finding, &terms()).expect("waived");
    let after = session.report().tally();
    assert_eq!((after.errors, after.waived), (before.errors - 1, 1));
    assert_eq!((after.warnings, after.advice), (before.warnings, before.advice));
    assert_eq!(session.history().past().last().expect("a step").label, "Waive MP-COUNT");
    let waiver = &session.plan().waivers[0];
    assert_eq!(waiver.made_on, Date::read("2026-11-25"));
    assert_eq!(waiver.review_by, Date::read("2027-11-25").expect("a day"));
    assert_eq!(waiver.said, "PS1 has 16 management points; 15 are supported");
    assert_eq!(waiver.facts, "[site] has 16 management points; 15 are supported");
}

#[test]
fn undo_opens_it_again_and_redo_covers_it() {
    let mut session = waived(&crowd(16), "MP-COUNT");
    session.undo();
    assert!(!is_waived(&session, "MP-COUNT") && session.report().tally().waived == 0);
    session.redo();
    assert!(is_waived(&session, "MP-COUNT"));
}

#[test]
fn renaming_and_placing_keep_it_covered() {
    let mut session = waived(&crowd(16), "MP-COUNT");
    let ps1 = site(session.design(), "PS1");
    set(&mut session, ps1, Field::Code("XYZ".to_owned()));
    set(&mut session, ps1, Field::Title("Elsewhere".to_owned()));
    session.put(ps1, Point::new(900.0, 500.0));
    session.tidy(None);
    assert!(is_waived(&session, "MP-COUNT"));
    let opened = file::read(&file::write(session.plan())).expect("a plan");
    assert_eq!(opened.waivers, session.plan().waivers);
    let opened = Session::new(opened, Ids::counted(), true);
    assert!(is_waived(&opened, "MP-COUNT"));
}

#[test]
fn a_role_may_move_to_another_server_and_a_server_to_another_site() {
    let text = "plan asof=2026-11-25\ncas CS1\n  primary PS1\n    server A-1: dp pull\n    server A-2: mp\n  primary PS2\n    server B-1: mp\n";
    let mut session = waived(text, "PULL-NO-SOURCE");
    let finding = found(&session, "PULL-NO-SOURCE");
    let Some(NodeId::Role(role)) = finding.on else { unreachable!("{finding:?}") };
    let NodeId::Server(to) = server(session.design(), "A-2") else { unreachable!() };
    session.run(&[MoveRole { role, to, place: usize::MAX }.into()]).expect("moved");
    assert!(is_waived(&session, "PULL-NO-SOURCE"));
    let NodeId::Site(other) = site(session.design(), "PS2") else { unreachable!() };
    session.run(&[Command::from(MoveServer { server: to, to: other, place: 0 })]).expect("moved");
    set(&mut session, to.into(), Field::Name("NEW-NAME".to_owned()));
    set(&mut session, to.into(), Field::Fqdn(Some("new-name.contoso.com".to_owned())));
    assert!(is_waived(&session, "PULL-NO-SOURCE"));
}

#[test]
fn another_number_brings_it_back_with_the_old_reason() {
    let mut session = waived(&crowd(16), "MP-COUNT");
    let ps1 = site(session.design(), "PS1");
    let server = server(session.design(), "CM-MP-16");
    session.run(&[Remove { node: server }.into()]).expect("removed");
    let idle: Vec<_> = session.report().idle_waivers().map(|(_, idle)| idle).collect();
    assert_eq!(idle, [Idle::NoFinding]);
    session.undo();
    assert!(is_waived(&session, "MP-COUNT"));
    let mut grown = opened(&crowd(17));
    assert_eq!(site(grown.design(), "PS1"), ps1, "counted ids are the same");
    let mut plan = Plan::clone(grown.plan());
    plan.waivers = session.plan().waivers.clone();
    grown = Session::new(plan, Ids::counted(), true);
    assert_eq!(
        lapse(&grown, "MP-COUNT"),
        "You waived this on 2026-11-25 because \u{201c}The lab keeps them until spring\u{201d}; \
         it said \u{201c}PS1 has 16 management points; 15 are supported\u{201d}, now it says \
         \u{201c}PS1 has 17 management points; 15 are supported\u{201d}."
    );
    assert_eq!(grown.report().tally().waived, 0);
    grown.renew(&found(&grown, "MP-COUNT")).expect("renewed");
    assert!(is_waived(&grown, "MP-COUNT"));
    assert_eq!(grown.plan().waivers.len(), 1, "the one that lapsed gave way");
}

#[test]
fn the_day_after_the_review_brings_it_back() {
    let mut session = waived(&crowd(16), "MP-COUNT");
    let look_on = |session: &mut Session, day| {
        let set = Set::plan(Field::AsOf(Date::read(day)));
        session.run(&[set.into()]).expect("set");
    };
    look_on(&mut session, "2027-11-25");
    assert!(is_waived(&session, "MP-COUNT"), "the last day counts");
    look_on(&mut session, "2027-11-26");
    let said = lapse(&session, "MP-COUNT");
    assert!(said.ends_with("; the review date 2027-11-25 has passed."), "{said}");
    session.renew(&found(&session, "MP-COUNT")).expect("renewed");
    assert!(is_waived(&session, "MP-COUNT"));
    assert_eq!(session.plan().waivers[0].review_by.to_string(), "2028-11-26");
    session.run(&[Set::plan(Field::AsOf(None)).into()]).expect("set");
    assert!(is_waived(&session, "MP-COUNT"), "without a day no date has passed");
}

#[test]
fn removing_the_node_keeps_the_waiver_and_undo_brings_it_back() {
    let text = "primary PS1\n  server A: dp pull\n";
    let mut session = waived_by(text, "PULL-NO-SOURCE");
    let a = server(session.design(), "A");
    session.run(&[Remove { node: a }.into()]).expect("removed");
    let idle: Vec<_> = session.report().idle_waivers().map(|(_, idle)| idle).collect();
    assert_eq!(idle, [Idle::Gone]);
    let saved = file::read(&file::write(session.plan())).expect("a plan");
    assert_eq!(saved.waivers.len(), 1);
    session.undo();
    assert!(is_waived(&session, "PULL-NO-SOURCE"));
    assert_eq!(session.report().idle_waivers().count(), 0);
}

/// Without a day in the plan, with one in the terms.
fn waived_by(text: &str, rule: &str) -> Session {
    let mut session = opened(text);
    let finding = found(&session, rule);
    assert_eq!(session.waive(&finding, &terms()), Err(Objection::NoReviewDate));
    let terms = Terms { review_by: Date::read("2030-01-01"), ..terms() };
    session.waive(&finding, &terms).expect("waived");
    session
}

#[test]
fn withdrawing_opens_it_again() {
    let mut session = waived(&crowd(16), "MP-COUNT");
    let waiver = session.plan().waivers[0].clone();
    assert!(session.withdraw(&waiver));
    assert!(!session.withdraw(&waiver), "it is gone");
    assert!(!is_waived(&session, "MP-COUNT"));
    session.undo();
    assert!(is_waived(&session, "MP-COUNT"));
}

#[test]
fn a_thin_reason_a_passed_day_and_an_open_question_are_refused() {
    let mut session = opened(&crowd(16));
    let finding = found(&session, "MP-COUNT");
    let thin = Terms { reason: " too short ".to_owned(), ..terms() };
    assert_eq!(session.waive(&finding, &thin), Err(Objection::ReasonTooShort(1)));
    let past = Terms { review_by: Date::read("2026-11-24"), ..terms() };
    let today = Date::read("2026-11-25").expect("a day");
    assert_eq!(session.waive(&finding, &past), Err(Objection::ReviewPassed(today)));
    let sorted = session.report().sorted(session.design());
    let open = sorted.into_iter().find(|it| it.problem().is_none()).expect("a question").clone();
    assert_eq!(session.waive(&open, &terms()), Err(Objection::NoFinding));
    assert!(session.history().past().is_empty() && session.plan().waivers.is_empty());
}

/// A code that is wrong in another way is another fact, unlike a name that merely changed.
#[test]
fn another_wrong_code_is_another_finding() {
    let mut session = waived("plan asof=2026-11-25\nprimary AUX\n", "SITE-CODE-RESERVED");
    let aux = site(session.design(), "AUX");
    set(&mut session, aux, Field::Code("CON".to_owned()));
    assert!(lapse(&session, "SITE-CODE-RESERVED").contains("now it says \u{201c}CON is"));
}

#[test]
fn names_of_other_nodes_may_change_as_well() {
    let text = "plan asof=2026-11-25\nprimary PS1\n  server S-1: dp pull from S-2\n  \
                server \"S-2\": dp pull from S-1\n";
    let mut session = waived(text, "PULL-LOOP");
    let other = server(session.design(), "S-2");
    set(&mut session, other, Field::Name("WEST".to_owned()));
    let first = server(session.design(), "S-1");
    set(&mut session, first, Field::Name("EAST".to_owned()));
    assert!(is_waived(&session, "PULL-LOOP"), "{:?}", session.plan().waivers);
}

#[test]
fn another_version_keeps_it_covered_where_the_rule_says_the_same() {
    let mut session = waived(&crowd(16), "MP-COUNT");
    session.run(&[Set::plan(Field::Target(Some(Version::OLDEST))).into()]).expect("set");
    assert!(is_waived(&session, "MP-COUNT"));
}

/// Looking again after an edit stands as looking at everything does.
#[test]
fn waivers_stand_the_same_after_every_step() {
    let mut walk = crate::walk::Walk::new(5);
    let mut session = Session::new(Plan::default(), Ids::counted(), true);
    let day = Date::read("2030-01-01");
    for step in 0..400 {
        let command = walk.command(session.design());
        _ = session.run(&[command]);
        let sorted = session.report().sorted(session.design());
        let open = sorted.iter().filter(|it| it.problem().is_some());
        let pick = open.clone().nth(step % open.count().max(1)).map(|it| (*it).clone());
        if let Some(finding) = pick.filter(|_| step % 3 == 0) {
            session.waive(&finding, &Terms { review_by: day, ..terms() }).expect("waived");
            assert!(session.report().is_waived(&finding), "step {step}: {finding:?}");
        }
        let mut whole = rules::check(session.design());
        whole.waive(session.design(), &session.plan().waivers);
        assert_eq!(session.report().tally(), whole.tally(), "step {step}");
        if session.design().server_count() > 40 {
            session.undo();
        }
    }
    assert!(!session.plan().waivers.is_empty());
    let again = file::read(&file::write(session.plan())).expect("a plan");
    assert_eq!(again.waivers, session.plan().waivers);
}

const FILE: &str = r#"{
  "format_version": 1,
  "design": { "sites": [] },
  "waivers": [ { "rule": "NEW-RULE", "on": "srv-gone", "facts": "[server] is new",
    "said": "X is new", "reason": "It is a pilot", "owner": "Ann", "review_by": "2027-01-31" } ]
}"#;

#[test]
fn a_rule_and_a_node_that_nobody_knows_are_kept() {
    let plan = file::read(FILE.as_bytes()).expect("a plan");
    let session = Session::new(plan, Ids::counted(), true);
    let idle: Vec<_> = session.report().idle_waivers().collect();
    assert_eq!(idle[0].1, Idle::UnknownRule);
    let written = String::from_utf8(file::write(session.plan())).expect("text");
    assert!(written.contains("\"on\": \"srv-gone\""), "{written}");
    assert_eq!(file::read(written.as_bytes()).expect("a plan").waivers, session.plan().waivers);
}

#[test]
fn a_plan_without_waivers_says_nothing_of_them() {
    let session = opened("primary PS1\n");
    let written = String::from_utf8(file::write(session.plan())).expect("text");
    assert!(!written.contains("waiver"), "{written}");
}

#[test]
fn malformed_waivers_are_refused_with_their_place() {
    let wrong = |from: &str, to: &str| {
        let text = FILE.replace(from, to);
        assert_ne!(text, FILE);
        file::read(text.as_bytes()).expect_err("refused").to_string()
    };
    let said = wrong("2027-01-31", "2027-02-31");
    assert_eq!(
        said,
        "waivers[0].review_by: \"2027-02-31\" is no day; expected one such as 2026-11-23"
    );
    let said = wrong("It is a pilot", "short");
    assert_eq!(said, "waivers[0].reason: a reason needs 10 characters");
    let said = wrong("srv-gone", "server 7");
    assert!(said.contains("\"server 7\" is no id"), "{said}");
    assert!(wrong("\"review_by\"", "\"until\"").contains("until"));
    assert!(wrong("\"NEW-RULE\"", "\"\"").starts_with("waivers[0].rule: "));
    assert!(wrong("X is new", "X\\nis new").starts_with("waivers[0].said: "));
}
