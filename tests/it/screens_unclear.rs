//! What an import could not know, in the window: an unknown role, a parent and a type that nobody
//! said.

use egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::{Harness, kittest::Queryable};
use sitewright::{
    app::App,
    arrange,
    facts::sites::SiteKind,
    model::{Ids, outline},
    plan::Plan,
};

type Window = Option<App>;

const PLAN: &str = "
plan \"Contoso\" version=2509
primary PS1 devices=2000
  server CM-PS1-01: site, db, prov, scp, unknown \"SMS Foo Point\"
unknown U01 parent=unknown
  server CM-U01-01: site, db, prov
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

fn click(harness: &mut Harness<'_, Window>, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    settle(harness);
}

/// Goes to a node by the search, as a person does.
fn go_to(harness: &mut Harness<'_, Window>, words: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    settle(harness);
    harness.event(egui::Event::Text(words.to_owned()));
    settle(harness);
    harness.key_press(Key::Enter);
    settle(harness);
}

#[test]
fn an_unknown_role_is_found_by_its_name_and_taken_out_like_any_other() {
    let mut harness = window(PLAN);
    go_to(&mut harness, "foo point");
    let server = |harness: &Harness<'_, Window>| {
        app(harness).session().design().servers_named("CM-PS1-01")[0].roles.len()
    };
    let role = app(&harness).session().design().servers_named("CM-PS1-01")[0].roles[4].id;
    assert_eq!(app(&harness).view().leading(), Some(role.into()));
    assert!(harness.query_all_by_label_contains("It is not judged").next().is_some());
    harness.key_press(Key::Delete);
    settle(&mut harness);
    assert_eq!(server(&harness), 4);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!(server(&harness), 5);
}

#[test]
fn the_type_of_a_site_is_chosen_in_the_inspector() {
    let mut harness = window(PLAN);
    go_to(&mut harness, "u01");
    let kind =
        |harness: &Harness<'_, Window>| app(harness).session().design().sites_coded("U01")[0].kind;
    assert_eq!(kind(&harness), SiteKind::Unknown);
    click(&mut harness, Role::ComboBox, "Type: not known");
    click(&mut harness, Role::MenuItem, "Primary site");
    assert_eq!(kind(&harness), SiteKind::Primary);
    assert!(harness.query_by_role_and_label(Role::ComboBox, "Type: not known").is_none());
}
