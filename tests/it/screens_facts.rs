//! Facts in the inspector, several nodes at once, and the list of questions.

use egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::{Harness, kittest::Queryable};
use sitewright::{
    app::App,
    arrange,
    facts::said::{EntityKind, servers},
    model::{Ids, NodeId, outline},
    plan::Plan,
};

type Window = Option<App>;

const PLAN: &str = "
plan \"Contoso\" version=2509
primary PS1 devices=2000 comm=ehttp
  server CM-PS1-01.contoso.com os=2022: site, db, prov, scp
  server CM-MP-01.contoso.com os=2022: mp, dp
  server CM-MP-02.contoso.com os=2022: mp
";

fn window(text: &str) -> Harness<'static, Window> {
    let design = outline::parse(text).expect("an outline");
    let places = arrange::tidy(&design);
    let plan = Plan::new(design, places);
    let frame = move |ui: &mut egui::Ui, app: &mut Window| match app {
        Some(app) => app.frame(ui),
        None => *app = Some(App::new(ui.ctx(), plan.clone(), Ids::counted())),
    };
    let size = vec2(1440.0, 1200.0);
    let mut harness = Harness::builder().with_size(size).build_ui_state(frame, None);
    harness.run_steps(8);
    harness
}

fn settle(harness: &mut Harness<'_, Window>) {
    harness.run_steps(6);
}

fn app<'a>(harness: &'a Harness<'_, Window>) -> &'a App {
    harness.state().as_ref().expect("a window")
}

fn server(harness: &Harness<'_, Window>, name: &str) -> NodeId {
    app(harness).session().design().servers_named(name)[0].id.into()
}

fn click(harness: &mut Harness<'_, Window>, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    settle(harness);
}

/// Goes to a node by the search, as a person does.
fn go_to(harness: &mut Harness<'_, Window>, name: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    settle(harness);
    harness.event(egui::Event::Text(name.to_owned()));
    settle(harness);
    harness.key_press(Key::Enter);
    settle(harness);
    assert_eq!(app(harness).view().leading(), Some(server(harness, name)), "{name}");
}

fn type_into(harness: &mut Harness<'_, Window>, label: &str, text: &str) {
    click(harness, Role::TextInput, label);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.step();
    harness.event(egui::Event::Text(text.to_owned()));
    settle(harness);
    harness.key_press(Key::Enter);
    settle(harness);
}

#[test]
fn a_section_is_folded_until_it_is_used_and_takes_what_is_typed() {
    let mut harness = window(PLAN);
    go_to(&mut harness, "CM-MP-01");
    assert!(harness.query_by_role_and_label(Role::TextInput, "Cores").is_none());
    click(&mut harness, Role::Button, "Hardware");
    type_into(&mut harness, "Cores", "0");
    let said = |harness: &Harness<'_, Window>, fact| {
        let design = app(harness).session().design();
        design.servers_named("CM-MP-01")[0].said.number(fact)
    };
    assert_eq!(said(&harness, servers::CORES), None, "0 is no number of cores");
    assert!(harness.query_by_label_contains("From 1 to 4096").is_some());
    type_into(&mut harness, "Cores. From 1 to 4096", "8");
    assert_eq!(said(&harness, servers::CORES), Some(8));
    // What is used is open without a click.
    let mut again = window(&outline::print(app(&harness).session().design()));
    go_to(&mut again, "CM-MP-01");
    assert!(again.query_by_role_and_label(Role::TextInput, "Cores").is_some());
    assert!(again.query_by_role_and_label(Role::Button, "Hardware, 1 of 3").is_some());
}

#[test]
fn what_is_assumed_is_marked_until_it_is_said() {
    let mut harness = window(PLAN);
    go_to(&mut harness, "CM-MP-01");
    click(&mut harness, Role::Button, "Active Directory");
    click(&mut harness, Role::ComboBox, "Domain controller: assumed: No");
    click(&mut harness, Role::MenuItem, "Read-only domain controller");
    let design = app(&harness).session().design();
    let said = design.servers_named("CM-MP-01")[0].said.word(servers::CONTROLLER);
    assert_eq!(said, Some("rodc"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    let design = app(&harness).session().design();
    assert!(design.servers_named("CM-MP-01")[0].said.is_empty());
}

#[test]
fn a_zone_is_made_where_it_is_named_and_one_undo_takes_both_out() {
    let mut harness = window(PLAN);
    go_to(&mut harness, "CM-MP-01");
    click(&mut harness, Role::Button, "Network");
    click(&mut harness, Role::ComboBox, "Network zone: not known");
    click(&mut harness, Role::MenuItem, "New network zone: Network zone 1");
    let design = app(&harness).session().design();
    assert_eq!(design.entities_of(EntityKind::Zone).count(), 1);
    let said = &design.servers_named("CM-MP-01")[0].said;
    assert_eq!(said.text(servers::ZONE), Some("Network zone 1"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    let design = app(&harness).session().design();
    assert_eq!(design.entities().count(), 0);
    assert!(design.servers_named("CM-MP-01")[0].said.is_empty());
}

#[test]
fn a_fact_of_several_servers_is_set_in_one_step() {
    let mut harness = window(PLAN);
    go_to(&mut harness, "CM-MP-01");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    settle(&mut harness);
    assert_eq!(app(&harness).view().selection.len(), 3);
    click(&mut harness, Role::Button, "Hardware");
    type_into(&mut harness, "Memory", "16");
    let design = app(&harness).session().design();
    assert!(design.servers().all(|server| server.said.number(servers::MEMORY) == Some(16)));
    assert_eq!(app(&harness).session().history().past().len(), 1);
}

#[test]
fn a_question_leads_to_the_field_that_answers_it() {
    let text = format!("{PLAN}  server CM-SUP-01.contoso.com os=2022: sup\n");
    let mut harness = window(&text);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Q);
    settle(&mut harness);
    // It waits for a software update point, and is answered at the server.
    click(&mut harness, Role::MenuItem, servers::WSUS_BEFORE.row().unsaid);
    assert!(app(&harness).view().sheet.is_none());
    let leading = app(&harness).view().leading().expect("a node");
    assert_eq!(leading, server(&harness, "CM-SUP-01"));
    click(&mut harness, Role::ComboBox, "WSUS before the software update point: not known");
    click(&mut harness, Role::MenuItem, "Installed, never used");
    let design = app(&harness).session().design();
    let said = design.servers_named("CM-SUP-01")[0].said.word(servers::WSUS_BEFORE);
    assert_eq!(said, Some("fresh"));
}
