//! Living with a finding, by hand and by keyboard.

use egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable},
};
use sitewright::{
    app::App,
    arrange,
    commands::{Field, Set},
    model::{Date, Ids, outline},
    plan::Plan,
    session::{Session, Terms},
};

/// The window, made in its first frame: fonts reach a context between two frames.
type Window = Option<App>;

const PLAN: &str = r#"
plan "Contoso" version=2509 asof=2026-11-25
primary PS1 "EMEA" devices=8000 comm=ehttp
  server CM-PS1-01 fqdn=cm-ps1-01.contoso.com os=2025: site, db, prov, scp
  server CM-MP-01 fqdn=cm-mp-01.contoso.com os=2022: dp pull
  server CM-DP-02 fqdn=cm-dp-02.contoso.com os=2022: dp pull
"#;

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const REASON: &str = "The lab keeps it until spring";

fn window_of(plan: Plan) -> Harness<'static, Window> {
    let frame = move |ui: &mut egui::Ui, app: &mut Window| match app {
        Some(app) => app.frame(ui),
        None => *app = Some(App::new(ui.ctx(), plan.clone(), Ids::counted())),
    };
    let mut harness = Harness::builder().with_size(vec2(1440.0, 900.0)).build_ui_state(frame, None);
    harness.run_steps(8);
    harness
}

fn plan() -> Plan {
    let design = outline::parse(PLAN).expect("an outline");
    let places = arrange::tidy(&design);
    Plan::new(design, places)
}

/// The plan with its first finding waived.
fn waived_plan() -> Plan {
    let mut session = Session::new(plan(), Ids::counted(), true);
    let finding = session.report().sorted(session.design())[0].clone();
    let terms = Terms { reason: REASON.to_owned(), owner: "Ann".to_owned(), ..Terms::default() };
    session.waive(&finding, &terms).expect("waived");
    session.plan().as_ref().clone()
}

fn settle(harness: &mut Harness<'_, Window>) {
    harness.run_steps(4);
}

fn press(harness: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

fn write(harness: &mut Harness<'_, Window>, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    settle(harness);
}

fn session<'a>(harness: &'a Harness<'_, Window>) -> &'a Session {
    harness.state().as_ref().expect("a window").session()
}

fn said<'a>(harness: &'a Harness<'_, Window>) -> &'a str {
    &harness.state().as_ref().expect("a window").view().said
}

fn waived(harness: &Harness<'_, Window>) -> u32 {
    session(harness).report().tally().waived
}

fn is_sheet_open(harness: &Harness<'_, Window>) -> bool {
    harness.query_by_role_and_label(Role::MultilineTextInput, "Reason").is_some()
}

#[test]
fn a_finding_is_waived_by_keyboard_alone() {
    let mut harness = window_of(plan());
    press(&mut harness, Modifiers::NONE, Key::F8);
    press(&mut harness, CTRL_SHIFT, Key::W);
    assert!(is_sheet_open(&harness));
    write(&mut harness, "Too short");
    assert!(harness.query_by_label("1 more character").is_some());
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(is_sheet_open(&harness) && waived(&harness) == 0, "a reason is required");
    write(&mut harness, ", now it is long enough");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    write(&mut harness, "Ann");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(!is_sheet_open(&harness));
    let waiver = &session(&harness).plan().waivers[0];
    assert_eq!(waiver.reason, "Too short, now it is long enough");
    assert_eq!(waiver.owner, "Ann");
    assert_eq!(waiver.review_by.to_string(), "2027-11-25");
    assert!(said(&harness).starts_with("Waived: "), "{}", said(&harness));
    assert!(harness.query_by_label("1 waived").is_some(), "in the strip");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(waived(&harness), 0);
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(waived(&harness), 1);
}

/// The next one is the one behind it, not the first again.
#[test]
fn the_next_finding_follows_the_one_that_was_waived() {
    let mut harness = window_of(plan());
    let open: Vec<String> = {
        let (session, report) = (session(&harness), session(&harness).report());
        let sorted = report.sorted(session.design()).into_iter();
        sorted.filter(|it| report.is_open(it)).map(|it| it.what().to_owned()).collect()
    };
    assert!(open.len() > 2, "{open:?}");
    press(&mut harness, Modifiers::NONE, Key::F8);
    press(&mut harness, Modifiers::NONE, Key::F8);
    assert_eq!(said(&harness), open[1]);
    press(&mut harness, CTRL_SHIFT, Key::W);
    write(&mut harness, REASON);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(waived(&harness), 1);
    press(&mut harness, Modifiers::NONE, Key::F8);
    assert_eq!(said(&harness), open[2]);
    press(&mut harness, Modifiers::SHIFT, Key::F8);
    assert_eq!(said(&harness), open[0]);
}

#[test]
fn the_owner_is_remembered_for_the_next_one() {
    let mut harness = window_of(plan());
    for number in 1..=2 {
        press(&mut harness, Modifiers::NONE, Key::F8);
        press(&mut harness, CTRL_SHIFT, Key::W);
        write(&mut harness, REASON);
        press(&mut harness, Modifiers::NONE, Key::Tab);
        if number == 1 {
            write(&mut harness, "Ann");
        }
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(waived(&harness), number);
    }
    assert!(session(&harness).plan().waivers.iter().all(|waiver| waiver.owner == "Ann"));
}

#[test]
fn a_review_date_is_a_day_and_not_in_the_past() {
    let mut harness = window_of(plan());
    press(&mut harness, Modifiers::NONE, Key::F8);
    press(&mut harness, CTRL_SHIFT, Key::W);
    write(&mut harness, REASON);
    for (typed, told) in [
        ("2026-11-24", "The review date is before 2026-11-25"),
        ("next year", "A waiver needs a review date, as in 2027-11-23"),
    ] {
        harness.get_by_role_and_label(Role::TextInput, "Review by").click();
        settle(&mut harness);
        press(&mut harness, Modifiers::COMMAND, Key::A);
        write(&mut harness, typed);
        assert!(harness.query_by_label(told).is_some(), "{told}");
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert!(is_sheet_open(&harness) && waived(&harness) == 0, "{typed}");
    }
    press(&mut harness, Modifiers::COMMAND, Key::A);
    write(&mut harness, "2027-03-31");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&harness).plan().waivers[0].review_by.to_string(), "2027-03-31");
}

#[test]
fn escape_and_cancel_change_nothing_and_a_click_beside_keeps_what_was_typed() {
    let mut harness = window_of(plan());
    press(&mut harness, Modifiers::NONE, Key::F8);
    press(&mut harness, CTRL_SHIFT, Key::W);
    write(&mut harness, REASON);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!is_sheet_open(&harness));
    press(&mut harness, CTRL_SHIFT, Key::W);
    write(&mut harness, REASON);
    let beside = egui::pos2(30.0, 600.0);
    harness.hover_at(beside);
    harness.drag_at(beside);
    harness.drop_at(beside);
    settle(&mut harness);
    let reason = harness.get_by_role_and_label(Role::MultilineTextInput, "Reason");
    assert_eq!(reason.value().as_deref(), Some(REASON));
    harness.get_by_role_and_label(Role::Button, "Cancel").click();
    settle(&mut harness);
    assert!(!is_sheet_open(&harness) && waived(&harness) == 0);
    assert!(session(&harness).history().past().is_empty());
}

#[test]
fn the_card_and_the_list_ask_by_a_click() {
    let mut harness = window_of(plan());
    press(&mut harness, Modifiers::NONE, Key::F8);
    let first = harness.get_all_by_label("Waive\u{2026}").next().expect("a link on a card");
    first.click();
    settle(&mut harness);
    write(&mut harness, REASON);
    harness.get_by_role_and_label(Role::Button, "Waive").click();
    settle(&mut harness);
    assert_eq!(waived(&harness), 1);
    press(&mut harness, Modifiers::COMMAND, Key::J);
    let links = harness.get_all_by_label("Waive\u{2026}").count();
    assert!(links > 0, "open findings can be waived in the list");
    harness.get_all_by_label("Waive\u{2026}").last().expect("one").click();
    settle(&mut harness);
    assert!(is_sheet_open(&harness));
}

#[test]
fn the_list_shows_what_is_waived_and_takes_it_back() {
    let mut harness = window_of(waived_plan());
    harness.get_by_label("1 waived").click();
    settle(&mut harness);
    let row =
        harness.get_by_label_contains("Because: The lab keeps it until spring. Ann, review by");
    assert!(row.accesskit_node().label().is_some_and(|label| label.starts_with("Waived: ")));
    assert!(harness.query_by_label("Waived: 1").is_some(), "a group of its own");
    harness.get_by_role_and_label(Role::Button, "Renew").click();
    settle(&mut harness);
    assert!(said(&harness).starts_with("Renewed: "), "{}", said(&harness));
    harness.get_by_role_and_label(Role::Button, "Withdraw").click();
    settle(&mut harness);
    assert_eq!(waived(&harness), 0);
    assert!(session(&harness).plan().waivers.is_empty());
    assert!(harness.query_by_label("1 waived").is_none());
}

#[test]
fn what_has_come_back_says_why_and_offers_the_old_reason() {
    let mut session_before = Session::new(waived_plan(), Ids::counted(), true);
    let later = Set::plan(Field::AsOf(Date::read("2028-01-01")));
    session_before.run(&[later.into()]).expect("set");
    let mut harness = window_of(session_before.plan().as_ref().clone());
    press(&mut harness, Modifiers::COMMAND, Key::J);
    assert!(harness.query_by_label_contains("the review date 2027-11-25 has passed.").is_some());
    press(&mut harness, Modifiers::NONE, Key::F8);
    press(&mut harness, CTRL_SHIFT, Key::W);
    let reason = harness.get_by_role_and_label(Role::MultilineTextInput, "Reason");
    assert_eq!(reason.value().as_deref(), Some(REASON));
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(waived(&harness), 1);
    assert_eq!(session(&harness).plan().waivers[0].review_by.to_string(), "2029-01-01");
}

#[test]
fn without_a_finding_the_sheet_says_what_to_do() {
    let mut harness = window_of(plan());
    press(&mut harness, CTRL_SHIFT, Key::W);
    assert!(harness.query_by_label_contains("Select a finding").is_some());
    press(&mut harness, Modifiers::NONE, Key::Enter);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(session(&harness).plan().waivers.is_empty());
    assert!(harness.query_by_label_contains("Select a finding").is_none());
}

#[test]
fn a_screen_reader_hears_how_many_are_waived() {
    let harness = window_of(waived_plan());
    assert!(harness.query_all_by_label_contains("1 waived").count() > 1, "on canvas and strip");
}

/// A plan that was read from an outline may have no day; the calendar's is as good.
#[test]
fn a_plan_without_a_day_takes_that_of_the_calendar() {
    let design = outline::parse(&PLAN.replace(" asof=2026-11-25", "")).expect("an outline");
    let places = arrange::tidy(&design);
    let mut harness = window_of(Plan::new(design, places));
    press(&mut harness, Modifiers::NONE, Key::F8);
    press(&mut harness, CTRL_SHIFT, Key::W);
    write(&mut harness, REASON);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let waiver = &session(&harness).plan().waivers[0];
    let made_on = waiver.made_on.expect("a day");
    assert_eq!(waiver.review_by, made_on.a_year_later());
}
