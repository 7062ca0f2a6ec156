//! The rules in the window: searched, read, and opened from a finding.

use egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable},
};
use sitewright::{
    app::App,
    arrange,
    model::{Ids, NodeId, outline},
    plan::Plan,
    rules::catalogue::rows,
};

type Window = Option<App>;

const PLAN: &str = r#"
plan "Contoso" version=2509
cas CS1
  server CM-CAS-01: site, db, prov, scp
  primary PS1 devices=106500 comm=ehttp
    server CM-PS1-01: site, db, prov
    server CM-MP-01: mp, dp
    server CM-DP-02: dp pull
  primary PS2
    server CM-PS2-01: site, db, prov, aisp
"#;

fn window() -> Harness<'static, Window> {
    window_of(vec2(1440.0, 900.0))
}

fn window_of(size: egui::Vec2) -> Harness<'static, Window> {
    let design = outline::parse(PLAN).expect("an outline");
    let places = arrange::tidy(&design);
    let plan = Plan::new(design, places);
    let frame = move |ui: &mut egui::Ui, app: &mut Window| match app {
        Some(app) => app.frame(ui),
        None => *app = Some(App::new(ui.ctx(), plan.clone(), Ids::counted())),
    };
    let mut harness = Harness::builder().with_size(size).build_ui_state(frame, None);
    harness.run_steps(8);
    harness
}

fn app<'a>(harness: &'a Harness<'_, Window>) -> &'a App {
    harness.state().as_ref().expect("a window")
}

fn press(harness: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

fn key(harness: &mut Harness<'_, Window>, key: Key) {
    press(harness, Modifiers::NONE, key);
}

fn type_text(harness: &mut Harness<'_, Window>, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run_steps(4);
}

/// Whether something on the screen begins so.
fn shows(harness: &Harness<'_, Window>, text: &str) -> bool {
    harness.query_all_by_label_contains(text).next().is_some()
}

fn server(harness: &Harness<'_, Window>, name: &str) -> NodeId {
    app(harness).session().design().servers_named(name)[0].id.into()
}

/// The rule whose page is open, and whether the list is.
fn open(harness: &Harness<'_, Window>) -> (Option<&'static str>, bool) {
    let view = app(harness).view();
    (view.rule, view.rule_list)
}

fn listed(harness: &Harness<'_, Window>) -> usize {
    harness.query_all_by_role(Role::ListItem).count()
}

#[test]
fn keys_open_walk_and_close_the_list() {
    let mut harness = window();
    let ids: Vec<&str> = rows().map(|row| row.id()).collect();
    key(&mut harness, Key::F1);
    assert_eq!(open(&harness), (Some(ids[0]), true));
    assert!(harness.get_by_role_and_label(Role::TextInput, "Find a rule").is_focused());
    for _ in 0..3 {
        key(&mut harness, Key::ArrowDown);
    }
    key(&mut harness, Key::ArrowUp);
    assert_eq!(open(&harness), (Some(ids[2]), true));
    key(&mut harness, Key::F1);
    assert_eq!(open(&harness), (None, false));
    key(&mut harness, Key::F1);
    assert_eq!(open(&harness), (Some(ids[2]), true), "the page that was open last");
    key(&mut harness, Key::Escape);
    assert_eq!(open(&harness), (None, false));
}

#[test]
fn nothing_behind_the_list_hears_keys() {
    let mut harness = window();
    press(&mut harness, Modifiers::SHIFT, Key::F1);
    let before = app(&harness).session().revision();
    key(&mut harness, Key::Tab);
    for behind in [Key::Delete, Key::F8, Key::F2] {
        key(&mut harness, behind);
    }
    assert_eq!(app(&harness).session().revision(), before);
    assert!(app(&harness).view().selection.is_empty());
}

#[test]
fn the_field_finds_by_id_and_by_words_of_title_reason_and_source() {
    for (typed, found) in [
        ("pull-no-source", "PULL-NO-SOURCE"),
        ("role-sitetype-mp", "ROLE-SITETYPE"),
        ("reserved names", "SITE-CODE-RESERVED"),
        ("stays empty", "PULL-NO-SOURCE"),
        ("example-management-point", "SRV-UNTRUSTED-ACCT"),
    ] {
        let mut harness = window();
        key(&mut harness, Key::F1);
        type_text(&mut harness, typed);
        assert_eq!(open(&harness), (Some(found), true), "{typed}");
        assert!(listed(&harness) < 8, "{typed}: {}", listed(&harness));
        key(&mut harness, Key::Escape);
        assert!(open(&harness).1 && listed(&harness) > 8, "Escape empties the field first");
    }
    let mut harness = window();
    key(&mut harness, Key::F1);
    type_text(&mut harness, "no such rule at all");
    assert!(shows(&harness, "No rule fits."));
}

#[test]
fn the_list_is_narrowed_to_what_the_plan_has() {
    let mut harness = window();
    key(&mut harness, Key::F1);
    harness.get_by_label("Which rules: All rules").click();
    harness.run_steps(4);
    harness.get_by_role_and_label(Role::MenuItem, "Found in this plan").click();
    harness.run_steps(4);
    let found = app(&harness).session().report().sorted(app(&harness).session().design());
    let broken = found.iter().filter(|finding| finding.problem().is_some());
    let ids: std::collections::BTreeSet<_> = broken.map(|finding| finding.rule.id).collect();
    assert!(ids.len() > 2);
    assert_eq!(listed(&harness), ids.len());
    harness.get_by_label("Severity: Any severity").click();
    harness.run_steps(4);
    harness.get_by_role_and_label(Role::MenuItem, "Blocks support").click();
    harness.run_steps(4);
    assert!(listed(&harness) < ids.len() && listed(&harness) > 0);
}

#[test]
fn a_page_says_all_that_is_known() {
    let mut harness = window();
    key(&mut harness, Key::F1);
    for (id, all) in [
        (
            "site-code-reserved",
            &[
                "A site code is none of the reserved names",
                "Blocks support",
                "At every version",
                "Picture of the example. Breaks it",
                "Picture of the example. Keeps it",
                "The documentation disagrees",
                "AUX, CON, NUL, PRN, SMS and ENV.",
                "setup-wizard-secondary",
                "All six are refused.",
                "https://learn.microsoft.com/intune/configmgr/core/servers/deploy/install/prepare",
                "read 2026-11-25",
            ][..],
        ),
        ("mp-capacity", &["The plan does not say how many devices the site has."]),
        ("passive-dp-other", &["Follows from documented facts; no page states it outright."]),
        ("passive-sec-ok", &["Not judged", "It is allowed; there is nothing to find."]),
        ("aisp-depr", &["From 2403 on, your version", "From 2603 on"]),
    ] {
        type_text(&mut harness, id);
        for text in all {
            assert!(shows(&harness, text), "{id}: {text}");
        }
        key(&mut harness, Key::Escape);
    }
}

#[test]
fn both_examples_stand_side_by_side_where_there_is_room() {
    let sides = |size| {
        let mut harness = window_of(size);
        key(&mut harness, Key::F1);
        key(&mut harness, Key::Enter);
        let place =
            |title: &str| harness.get_by_label(&format!("Picture of the example. {title}")).rect();
        (place("Breaks it"), place("Keeps it"))
    };
    let (bad, good) = sides(vec2(1440.0, 900.0));
    assert!((bad.top() - good.top()).abs() < 1.0 && bad.right() < good.left());
    let (bad, good) = sides(vec2(500.0, 900.0));
    assert!(bad.bottom() < good.top());
}

#[test]
fn a_finding_on_the_page_leads_to_its_node() {
    let mut harness = window();
    key(&mut harness, Key::F1);
    type_text(&mut harness, "pull-no-source");
    harness
        .get_by_role_and_label(Role::MenuItem, "CM-DP-02 pulls its content, but from nowhere")
        .click();
    harness.run_steps(4);
    let leading = app(&harness).view().leading();
    let on = leading.and_then(|node| app(&harness).session().design().server_of(node));
    assert_eq!(on.map(NodeId::from), Some(server(&harness, "CM-DP-02")));
    assert_eq!(open(&harness), (Some("PULL-NO-SOURCE"), false), "the page stays beside the canvas");
    harness.get_by_label("All rules").click();
    harness.run_steps(4);
    assert_eq!(open(&harness), (Some("PULL-NO-SOURCE"), true));
}

#[test]
fn f1_opens_the_rule_of_the_finding_in_front() {
    let mut harness = window();
    key(&mut harness, Key::F8);
    let said = app(&harness).view().said.clone();
    key(&mut harness, Key::F1);
    let (id, list) = open(&harness);
    assert!(id.is_some() && !list, "{said}");
    key(&mut harness, Key::F1);
    assert_eq!(open(&harness), (None, false));
}

#[test]
fn f1_opens_the_rule_of_the_row_that_has_the_keyboard() {
    let mut harness = window();
    press(&mut harness, Modifiers::COMMAND, Key::J);
    let row = "Needs a step: PS1 has one management point for 106,500 devices";
    harness.query_all_by_label_contains(row).next().expect("a row").focus();
    harness.run_steps(3);
    key(&mut harness, Key::F1);
    assert_eq!(open(&harness), (Some("MP-CAPACITY"), false));
}

#[test]
fn f1_opens_the_rule_of_the_card_that_has_the_keyboard() {
    let mut harness = window();
    for _ in 0..10 {
        key(&mut harness, Key::F8);
        if app(&harness).view().said.contains("one management point") {
            break;
        }
    }
    let links = harness.query_all_by_label("Why").count();
    assert!(links > 1, "several cards");
    harness.query_all_by_label("Why").last().expect("a card").focus();
    harness.run_steps(3);
    key(&mut harness, Key::F1);
    let (last, _) = open(&harness);
    key(&mut harness, Key::F1);
    harness.query_all_by_label("Why").next().expect("a card").focus();
    harness.run_steps(3);
    key(&mut harness, Key::F1);
    assert_ne!(open(&harness).0, last);
    assert!(open(&harness).0.is_some() && last.is_some());
}

#[test]
fn the_command_search_opens_the_list_and_any_page() {
    let mut harness = window();
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_text(&mut harness, "> rules");
    key(&mut harness, Key::Enter);
    assert!(open(&harness).1);
    key(&mut harness, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_text(&mut harness, "? srv-nat");
    key(&mut harness, Key::Enter);
    assert_eq!(open(&harness), (Some("SRV-NAT"), false));
}

#[test]
fn everything_fits_and_has_a_name_in_windows_of_any_size() {
    for size in [(1440.0, 900.0), (1024.0, 640.0), (640.0, 400.0), (342.0, 214.0)] {
        let size = vec2(size.0, size.1);
        let mut harness = window_of(size);
        key(&mut harness, Key::F1);
        for page in [false, true] {
            if page {
                key(&mut harness, Key::ArrowDown);
                key(&mut harness, Key::Enter);
            }
            let title = rows().nth(usize::from(page)).expect("a row").title().to_owned();
            assert!(shows(&harness, &title), "{size:?}: {title}");
            for role in [Role::Button, Role::ComboBox, Role::TextInput] {
                for control in harness.query_all_by_role(role) {
                    let label = control.accesskit_node().label().unwrap_or_default();
                    assert!(!label.is_empty(), "a {role:?} without a name at {size:?}");
                }
            }
            let close = harness.get_by_label("Close the rules").rect();
            assert!(close.right() <= size.x && close.top() >= 0.0, "{size:?}: {close:?}");
        }
        key(&mut harness, Key::F1);
        assert_eq!(open(&harness), (None, false));
    }
}

#[test]
fn nothing_is_drawn_while_nobody_turns_a_page() {
    let mut harness = window();
    key(&mut harness, Key::F1);
    harness.run();
}
