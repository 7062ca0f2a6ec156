//! Server lists in the window: pasted onto the canvas or dropped, mapped where that is unsure, taken
//! in as one step.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what is not there fails the test")]

use egui::{Event, Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::{Harness, kittest::Queryable};
use sitewright::{
    app::{App, shell::Desktop},
    arrange,
    model::{Ids, outline},
    plan::Plan,
};

type Window = Option<App>;

const SURE: &str = "Server\tSite code\tRoles\r\nA1\tPS1\tMP, DP\r\nA2\tPS1\tSUP\r\n\tPS1\tDP\r\n";
const UNSURE: &str = "Box no\tWhere\tWhat it does\r\nA1.contoso.com\tFrankfurt\tMP, DP\r\n\
                      A2.contoso.com\tLisbon\tWSUS\r\nA3.contoso.com\tLisbon\tDP\r\n\
                      A4.contoso.com\tLisbon\tmagic\r\nbad name\tLisbon\tDP\r\n";

fn window(text: &str) -> Harness<'static, Window> {
    let design = outline::parse(text).unwrap();
    let places = arrange::tidy(&design);
    let plan = Plan::new(design, places);
    let frame = move |ui: &mut egui::Ui, app: &mut Window| {
        let make = || {
            let made = App::new(ui.ctx(), plan.clone(), Ids::counted());
            made.with_desktop(Desktop::answering(false))
        };
        let first = app.is_none();
        let app = app.get_or_insert_with(make);
        if !first {
            app.frame(ui);
        }
    };
    let mut harness = Harness::builder().with_size(vec2(1440.0, 900.0)).build_ui_state(frame, None);
    harness.run_steps(4);
    harness
}

fn plan(harness: &Harness<'_, Window>) -> String {
    outline::print(harness.state().as_ref().unwrap().session().design())
}

fn shows(harness: &Harness<'_, Window>, label: &str) -> bool {
    harness.query_all_by_label_contains(label).next().is_some()
}

/// Frames until another thread has answered.
fn until(
    harness: &mut Harness<'_, Window>,
    what: &str,
    holds: impl Fn(&Harness<'_, Window>) -> bool,
) {
    for _ in 0..20_000 {
        harness.step();
        if holds(harness) {
            harness.run_steps(3);
            return;
        }
        std::thread::yield_now();
    }
    panic!("did not happen: {what}");
}

fn press(harness: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

fn click(harness: &mut Harness<'_, Window>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(4);
}

fn paste(harness: &mut Harness<'_, Window>, text: &str) {
    harness.event(Event::Paste(text.to_owned()));
    harness.run_steps(2);
}

/// The mapping sheet, with what comes of the list as it is mapped.
fn mapping_of(harness: &mut Harness<'_, Window>, text: &str) {
    paste(harness, text);
    until(harness, "the mapping sheet", |it| shows(it, "What the columns of pasted table mean"));
    until(harness, "what comes in", |it| shows(it, "rows come in"));
}

#[test]
fn a_pasted_table_comes_in_as_one_step_and_goes_with_one_undo() {
    let mut harness = window("primary PS1\n");
    let before = plan(&harness);
    paste(&mut harness, SURE);
    until(&mut harness, "the sheet", |it| shows(it, "Take in"));
    assert!(shows(&harness, "Import pasted table"));
    assert!(shows(&harness, "Not taken in: 1"), "the row without a name is told");
    assert_eq!(plan(&harness), before, "nothing is taken before somebody says so");
    if shows(&harness, "Add to this plan") {
        click(&mut harness, "Add to this plan");
    }
    until(&mut harness, "the answer", |it| it.query_by_label("Take in").is_some());
    click(&mut harness, "Take in");
    until(&mut harness, "the plan", |it| plan(it).contains("server A1: mp, dp"));
    assert!(plan(&harness).contains("server A2: sup"));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(plan(&harness), before);
}

#[test]
fn an_unsure_table_is_mapped_first_with_what_comes_of_it_in_sight() {
    let mut harness = window("primary PS1\n");
    mapping_of(&mut harness, UNSURE);
    assert!(shows(&harness, "Meaning of Box no: ? FQDN"));
    assert!(shows(&harness, "Meaning of Where: Not read"));
    assert!(shows(&harness, "Meaning of What it does: ? Roles"));
    assert!(shows(&harness, "4 rows come in, 1 row does not: 1 site, 4 servers, 5 roles"));
    assert!(shows(&harness, "Not taken in: line 6: “bad name” is no name of a server"));
    assert!(shows(&harness, "Line 6: bad name, Lisbon, DP, does not come in"));
    assert!(shows(&harness, "“WSUS” is a software update point"));

    // A column gets a meaning; the preview follows.
    click(&mut harness, "Meaning of Where: Not read");
    let choice = harness.get_by_role_and_label(Role::MenuItem, "Description");
    choice.click();
    harness.run_steps(4);
    until(&mut harness, "the new mapping", |it| shows(it, "Meaning of Where: Description"));
    until(&mut harness, "what comes in", |it| shows(it, "rows come in"));

    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    until(&mut harness, "the sheet", |it| shows(it, "Take in"));
    if shows(&harness, "Add to this plan") {
        click(&mut harness, "Add to this plan");
    }
    until(&mut harness, "the answer", |it| it.query_by_label("Take in").is_some());
    click(&mut harness, "Take in");
    until(&mut harness, "the plan", |it| plan(it).contains("A1.contoso.com"));
    assert!(plan(&harness).contains("server A1.contoso.com \"Frankfurt\": mp, dp"));
}

#[test]
fn the_mapping_sheet_goes_by_escape_and_leaves_the_plan() {
    let mut harness = window("primary PS1\n");
    let before = plan(&harness);
    mapping_of(&mut harness, UNSURE);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!shows(&harness, "What the columns"));
    assert_eq!(plan(&harness), before);
}

#[test]
fn enter_takes_the_mapping_that_was_guessed() {
    let mut harness = window("primary PS1\n");
    mapping_of(&mut harness, UNSURE);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    until(&mut harness, "the sheet", |it| shows(it, "Take in"));
}

#[test]
fn nothing_comes_of_a_text_that_is_no_table_or_that_a_field_takes() {
    let mut harness = window("primary PS1\n");
    paste(&mut harness, "just a word");
    assert!(shows(&harness, "What was copied is no table of servers"));
    press(&mut harness, Modifiers::COMMAND, Key::K);
    paste(&mut harness, SURE);
    harness.run_steps(4);
    assert!(!shows(&harness, "Import pasted table"), "the search field takes it");
}

#[test]
fn a_table_without_names_cannot_be_taken_until_a_column_has_them() {
    let mut harness = window("primary PS1\n");
    paste(&mut harness, "Where\tRoles\r\nFrankfurt\tMP\r\nLisbon\tDP\r\n");
    until(&mut harness, "the mapping sheet", |it| shows(it, "What the columns"));
    until(&mut harness, "the answer", |it| shows(it, "Nothing comes in yet"));
    click(&mut harness, "Meaning of Where: Not read");
    harness.get_by_role_and_label(Role::MenuItem, "Server name").click();
    harness.run_steps(4);
    until(&mut harness, "the answer", |it| shows(it, "2 rows come in"));
}
