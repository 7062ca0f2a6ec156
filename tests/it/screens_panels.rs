//! The panels around the canvas, driven as a hand and a keyboard drive them.

use egui::{Key, Modifiers, Pos2, accesskit::Role, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable},
};
use sitewright::{
    app::App,
    arrange,
    model::{Ids, NodeId, outline},
    plan::Plan,
};

/// The window, made in its first frame: fonts reach a context between two frames.
type Window = Option<App>;

const PLAN: &str = r#"
plan "Contoso" version=2509
cas CS1 "Head office"
  server CM-CAS-01 fqdn=cm-cas-01.contoso.com os=2025: site, db, prov, scp
  primary PS1 "EMEA" devices=106500 comm=ehttp
    server CM-PS1-01 fqdn=cm-ps1-01.contoso.com os=2025: site, db, prov
    server CM-MP-01 fqdn=cm-mp-01.contoso.com os=2022: mp, dp
    server CM-DP-02 fqdn=cm-dp-02.contoso.com os=2022: dp
"#;

fn window(text: &str) -> Harness<'static, Window> {
    window_of(text, vec2(1440.0, 900.0))
}

fn window_of(text: &str, size: egui::Vec2) -> Harness<'static, Window> {
    let design = outline::parse(text).expect("an outline");
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

/// Frames until all that an action sets off has been drawn.
fn settle(harness: &mut Harness<'_, Window>) {
    harness.run_steps(4);
}

fn app<'a>(harness: &'a Harness<'_, Window>) -> &'a App {
    harness.state().as_ref().expect("a window")
}

fn press(harness: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

fn steps(harness: &Harness<'_, Window>) -> Vec<String> {
    app(harness).session().history().past().iter().map(|entry| entry.label.clone()).collect()
}

/// Selects the site PS1 by its finding.
fn on_ps1() -> Harness<'static, Window> {
    let mut harness = window(PLAN);
    for _ in 0..8 {
        press(&mut harness, Modifiers::NONE, Key::F8);
        if app(&harness).view().leading() == Some(site(&harness, "PS1")) {
            break;
        }
    }
    assert_eq!(app(&harness).view().leading(), Some(site(&harness, "PS1")));
    harness
}

fn site(harness: &Harness<'_, Window>, code: &str) -> NodeId {
    app(harness).session().design().sites_coded(code)[0].id.into()
}

fn devices(harness: &Harness<'_, Window>) -> Option<u32> {
    app(harness).session().design().sites_coded("PS1")[0].devices
}

/// Puts the keyboard into a field, and `text` in place of what stands there.
fn type_over(harness: &mut Harness<'_, Window>, label: &str, text: &str) {
    harness.get_by_role_and_label(Role::TextInput, label).click();
    settle(harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.step();
    harness.event(egui::Event::Text(text.to_owned()));
    settle(harness);
}

#[test]
fn a_field_is_taken_once_on_enter() {
    let mut harness = on_ps1();
    type_over(&mut harness, "Devices", "12 000");
    assert_eq!(devices(&harness), Some(106_500), "not before Enter");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(devices(&harness), Some(12_000));
    assert_eq!(steps(&harness), ["Set devices of PS1"]);
}

#[test]
fn a_field_is_taken_once_on_leaving() {
    let mut harness = on_ps1();
    type_over(&mut harness, "Devices", "12,000");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert_eq!(devices(&harness), Some(12_000));
    type_over(&mut harness, "Name", "Europe");
    harness.get_by_role_and_label(Role::TextInput, "Site code").click();
    settle(&mut harness);
    assert_eq!(steps(&harness), ["Set devices of PS1", "Set name of PS1"]);
}

#[test]
fn what_is_typed_is_taken_when_the_selection_moves_away() {
    let mut harness = on_ps1();
    type_over(&mut harness, "Devices", "190000");
    press(&mut harness, Modifiers::NONE, Key::F8);
    assert_ne!(app(&harness).view().leading(), Some(site(&harness, "PS1")));
    assert_eq!(devices(&harness), Some(190_000));
    assert_eq!(steps(&harness), ["Set devices of PS1"]);
}

#[test]
fn what_cannot_be_taken_waits_in_its_field() {
    let mut harness = on_ps1();
    type_over(&mut harness, "Devices", "many");
    press(&mut harness, Modifiers::NONE, Key::F8);
    assert_ne!(app(&harness).view().leading(), Some(site(&harness, "PS1")));
    press(&mut harness, Modifiers::SHIFT, Key::F8);
    let field = harness.get_by_label_contains("A whole number");
    assert_eq!(field.value().as_deref(), Some("many"));
    assert!(steps(&harness).is_empty());
}

#[test]
fn escape_leaves_a_field_as_it_was() {
    let mut harness = on_ps1();
    type_over(&mut harness, "Devices", "1");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(devices(&harness), Some(106_500));
    assert!(steps(&harness).is_empty());
}

#[test]
fn a_bad_number_keeps_the_plan_and_what_was_typed() {
    let mut harness = on_ps1();
    type_over(&mut harness, "Devices", "many");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(devices(&harness), Some(106_500));
    assert!(steps(&harness).is_empty());
    let field = harness.get_by_label_contains("A whole number");
    assert_eq!(field.value().as_deref(), Some("many"));
}

#[test]
fn the_version_is_chosen_in_the_strip_and_judged_at_once() {
    let mut harness = window(PLAN);
    harness.get_by_label("Judged for version 2509").click();
    settle(&mut harness);
    harness.get_by_label("Version 2403").click();
    settle(&mut harness);
    assert_eq!(app(&harness).session().design().target().name(), "2403");
    assert_eq!(steps(&harness), ["Judge for version 2403"]);
    let report = app(&harness).session().report();
    let whole = sitewright::rules::check(app(&harness).session().design());
    assert_eq!(report.tally(), whole.tally());
}

#[test]
fn a_row_of_the_drawer_selects_its_node() {
    let mut harness = window(PLAN);
    press(&mut harness, Modifiers::COMMAND, Key::J);
    let words = "one management point for 106,500 devices";
    let mut rows = harness.query_all_by_role(Role::ListItem);
    let row = rows.find(|row| row.accesskit_node().label().is_some_and(|it| it.contains(words)));
    row.unwrap().click();
    drop(rows);
    settle(&mut harness);
    assert_eq!(app(&harness).view().leading(), Some(site(&harness, "PS1")));
}

#[test]
fn a_fix_is_one_step_of_history() {
    let mut harness = on_ps1();
    let before = app(&harness).session().plan().design.clone();
    let drawn = roles_drawn(&harness);
    press(&mut harness, Modifiers::COMMAND, Key::Period);
    assert!(roles_drawn(&harness) > drawn, "the canvas shows what would come");
    assert_eq!(outline::print(&app(&harness).session().plan().design), outline::print(&before));
    assert!(harness.query_by_label_contains("Goes:").is_some(), "the effect is shown first");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(steps(&harness).len(), 1);
    assert!(app(&harness).view().sheet.is_none());
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    let after = &app(&harness).session().plan().design;
    assert_eq!(outline::print(after), outline::print(&before));
}

/// The management points that the canvas tells a screen reader of, and the palette's own.
fn roles_drawn(harness: &Harness<'_, Window>) -> usize {
    let all = harness.query_all_by_label_contains("Management point");
    let labels = all.filter_map(|node| node.accesskit_node().label());
    labels.filter(|label| label.starts_with("Management point")).count()
}

#[test]
fn the_palette_is_found_by_former_names() {
    for (typed, found) in [
        ("SMS MP", "Management point"),
        ("wsus", "Software update point"),
        ("SRS", "Reporting services point"),
        ("cas", "Central administration site"),
    ] {
        let mut harness = window(PLAN);
        harness.get_by_role_and_label(Role::TextInput, "Filter the palette").click();
        settle(&mut harness);
        harness.event(egui::Event::Text(typed.to_owned()));
        settle(&mut harness);
        let buttons = harness.query_all_by_role(Role::Button);
        let mut labels = buttons.filter_map(|button| button.accesskit_node().label());
        assert!(labels.any(|label| label.starts_with(found)), "{typed} finds {found}");
        assert!(harness.query_by_label("Data warehouse service point").is_none(), "{typed}");
    }
}

#[test]
fn what_the_hierarchy_has_already_says_so_in_the_palette() {
    let harness = window(PLAN);
    let label = "Service connection point. Goes nowhere now";
    assert!(harness.query_by_label_contains(label).is_some());
    assert!(harness.query_by_role_and_label(Role::Button, "Management point").is_some());
}

#[test]
fn f8_goes_round_all_findings() {
    let mut harness = window(PLAN);
    let session = app(&harness).session();
    let sorted = session.report().sorted(session.design());
    let broken = sorted.into_iter().filter(|finding| finding.problem().is_some());
    let mut expected: Vec<String> = broken.map(|finding| finding.what().to_owned()).collect();
    assert!(expected.len() > 1, "the plan of this test");
    expected.push(expected[0].clone());
    let mut seen = Vec::new();
    for _ in &expected {
        press(&mut harness, Modifiers::NONE, Key::F8);
        seen.push(app(&harness).view().said.clone());
    }
    assert_eq!(seen, expected);
    press(&mut harness, Modifiers::SHIFT, Key::F8);
    assert_eq!(app(&harness).view().said, expected[expected.len() - 2]);
}

#[test]
fn f8_puts_the_keyboard_into_the_field_that_cures() {
    let mut harness = window(PLAN);
    for _ in 0..8 {
        press(&mut harness, Modifiers::NONE, Key::F8);
        if app(&harness).view().said.contains("has a space in it") {
            break;
        }
    }
    assert!(harness.get_by_role_and_label(Role::TextInput, "Name").is_focused());
}

#[test]
fn enter_in_the_filter_adds_the_first_item_to_what_is_selected() {
    let mut harness = on_ps1();
    harness.get_by_role_and_label(Role::TextInput, "Filter the palette").click();
    settle(&mut harness);
    harness.event(egui::Event::Text("fallback".to_owned()));
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let totals = app(&harness).session().design().totals().clone();
    let kind = sitewright::facts::roles::RoleKind::FallbackStatusPoint;
    assert_eq!(totals.roles(kind), 1, "{}", app(&harness).view().said);
    assert_eq!(steps(&harness).len(), 1);
}

#[test]
fn the_rule_of_a_finding_opens_and_closes() {
    let mut harness = on_ps1();
    press(&mut harness, Modifiers::NONE, Key::F1);
    assert!(harness.query_by_label("MP-CAPACITY").is_some());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("MP-CAPACITY").is_none());
}

#[test]
fn a_step_of_the_history_list_is_gone_back_to() {
    let mut harness = on_ps1();
    for number in ["1000", "2000", "3000"] {
        type_over(&mut harness, "Devices", number);
        press(&mut harness, Modifiers::NONE, Key::Enter);
    }
    press(&mut harness, Modifiers::COMMAND, Key::H);
    harness.get_by_label("As it was opened").click();
    settle(&mut harness);
    assert_eq!(devices(&harness), Some(106_500));
    assert_eq!(app(&harness).session().history().future().len(), 3);
}

#[test]
fn the_panels_come_and_go_by_key() {
    let mut harness = window(PLAN);
    let has = |harness: &Harness<'_, Window>, label: &str| {
        harness.query_by_role_and_label(Role::TextInput, label).is_some()
    };
    assert!(has(&harness, "Filter the palette"));
    press(&mut harness, Modifiers::COMMAND, Key::B);
    assert!(!has(&harness, "Filter the palette"));
    assert!(!has(&harness, "As of"));
    press(&mut harness, Modifiers::COMMAND, Key::I);
    assert!(has(&harness, "As of"));
    press(&mut harness, Modifiers::COMMAND, Key::J);
    assert!(has(&harness, "Filter the findings"));
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let mut harness = window(PLAN);
    press(&mut harness, Modifiers::COMMAND, Key::J);
    press(&mut harness, Modifiers::NONE, Key::F8);
    harness.run();
}

#[test]
fn every_control_has_a_name_and_is_large_enough() {
    for size in [vec2(1440.0, 900.0), vec2(1024.0, 640.0)] {
        let mut harness = window_of(PLAN, size);
        press(&mut harness, Modifiers::NONE, Key::F8);
        press(&mut harness, Modifiers::COMMAND, Key::J);
        for role in [Role::Button, Role::Link, Role::CheckBox, Role::ComboBox, Role::TextInput] {
            let controls: Vec<_> = harness.query_all_by_role(role).collect();
            for control in controls {
                let label = control.accesskit_node().label().unwrap_or_default();
                assert!(!label.is_empty(), "a {role:?} without a name at {:?}", control.rect());
                let rect = control.rect();
                assert!(rect.width() >= 24.0 && rect.height() >= 24.0, "{label}: {rect:?}");
                let inside = rect.left() >= 0.0 && rect.right() <= size.x + 0.5;
                assert!(inside, "{label} is cut by the window: {rect:?}");
            }
        }
    }
}

#[test]
fn f6_takes_the_keyboard_through_the_regions() {
    let mut harness = on_ps1();
    let mut places: Vec<Pos2> = Vec::new();
    for _ in 0..4 {
        press(&mut harness, Modifiers::NONE, Key::F6);
        let focused = harness.ctx.memory(egui::Memory::focused);
        let response = focused.and_then(|id| harness.ctx.read_response(id));
        places.push(response.map(|it| it.rect.center()).unwrap());
    }
    let regions: Vec<&str> = places
        .iter()
        .map(|at| match (at.y < 40.0, at.x < 228.0, at.x > 1152.0) {
            (true, _, _) => "title bar",
            (_, true, _) => "palette",
            (_, _, true) => "inspector",
            _ => "canvas",
        })
        .collect();
    for region in ["title bar", "palette", "canvas", "inspector"] {
        assert!(regions.contains(&region), "{region} of {regions:?}");
    }
}
