//! Files from the window: saved and opened by the field in the window, asked about, exported, found.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "test helpers: what is not there fails the test"
)]

use std::path::Path;

use egui::{Key, Modifiers, vec2};
use egui_kittest::{Harness, kittest::Queryable};
use sitewright::{
    app::{App, shell::Desktop},
    arrange, collector, file,
    model::{Design, Ids, outline},
    plan::Plan,
};

/// The window, made in its first frame: fonts reach a context between two frames.
type Window = Option<App>;

const PLAN: &str = "plan \"Contoso\"\ncas CS1\n  primary PS1\n    server CM-MP-01: mp\n";

fn plan(text: &str) -> Plan {
    let design = outline::parse(text).unwrap();
    let places = arrange::tidy(&design);
    Plan::new(design, places)
}

/// A window on a system that cannot show file dialogs.
fn window(plan: Plan) -> Harness<'static, Window> {
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

fn app<'a>(harness: &'a Harness<'_, Window>) -> &'a App {
    harness.state().as_ref().unwrap()
}

fn press(harness: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

/// Frames until another thread has answered.
fn until(
    harness: &mut Harness<'_, Window>,
    what: &str,
    holds: impl Fn(&Harness<'_, Window>) -> bool,
) {
    for _ in 0..100_000 {
        harness.step();
        if holds(harness) {
            harness.run_steps(2);
            return;
        }
        std::thread::yield_now();
    }
    panic!("did not happen: {what}");
}

fn shows(harness: &Harness<'_, Window>, label: &str) -> bool {
    harness.query_all_by_label_contains(label).next().is_some()
}

/// Types a path into the field that stands in for the system's dialog.
fn give_path(harness: &mut Harness<'_, Window>, path: &Path) {
    press(harness, Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(path.display().to_string()));
    harness.run_steps(2);
    press(harness, Modifiers::NONE, Key::Enter);
}

fn edit(harness: &mut Harness<'_, Window>) {
    press(harness, Modifiers::COMMAND, Key::K);
    harness.event(egui::Event::Text("CM-MP-01".to_owned()));
    harness.run_steps(2);
    press(harness, Modifiers::NONE, Key::Enter);
    press(harness, Modifiers::NONE, Key::Delete);
    assert_eq!(app(harness).session().design().server_count(), 2, "CM-MP-01 was found and removed");
}

fn read(path: &Path) -> Design {
    file::open(path).unwrap().design
}

#[test]
fn a_plan_is_saved_where_the_field_says_and_then_by_key_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Größe 1.sitewright");
    let mut harness = window(plan(PLAN));
    press(&mut harness, Modifiers::COMMAND, Key::S);
    assert!(shows(&harness, "Save the plan as"));
    give_path(&mut harness, &path);
    until(&mut harness, "saved", |it| !app(it).session().is_edited());
    assert_eq!(read(&path).server_count(), 3);
    edit(&mut harness);
    press(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, "saved again", |it| !app(it).session().is_edited());
    assert_eq!(read(&path).server_count(), 2);
}

#[test]
fn a_folder_that_is_not_there_and_a_file_that_is_are_said_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.sitewright");
    std::fs::write(&path, "another file").unwrap();
    let mut harness = window(plan(PLAN));
    press(&mut harness, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    give_path(&mut harness, &folder.path().join("nowhere/x.sitewright"));
    assert!(shows(&harness, "There is no folder"));
    give_path(&mut harness, &path);
    assert!(shows(&harness, "is there already"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "another file");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    until(&mut harness, "replaced", |it| !app(it).session().is_edited());
    assert_eq!(read(&path).server_count(), 3);
}

#[test]
fn opening_over_changes_asks_and_a_broken_file_leaves_the_plan_open() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("good.sitewright"), folder.path().join("bad.sitewright"));
    file::save(&good, &plan("primary PS9\n")).unwrap();
    std::fs::write(&bad, "{ \"format_version\": 1, ").unwrap();
    let mut harness = window(plan(PLAN));
    edit(&mut harness);
    press(&mut harness, Modifiers::COMMAND, Key::O);
    assert!(shows(&harness, "Save the changes to Contoso?"));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!shows(&harness, "Save the changes") && app(&harness).session().is_edited());
    press(&mut harness, Modifiers::COMMAND, Key::O);
    harness.get_by_label("Do not save").click();
    harness.run_steps(4);
    give_path(&mut harness, &bad);
    until(&mut harness, "the trouble is said", |it| shows(it, "bad.sitewright: 1:"));
    assert_eq!(app(&harness).session().design().server_count(), 2);
    press(&mut harness, Modifiers::COMMAND, Key::O);
    harness.get_by_label("Do not save").click();
    harness.run_steps(4);
    give_path(&mut harness, &good);
    until(&mut harness, "opened", |it| !app(it).session().design().sites_coded("PS9").is_empty());
    assert!(!app(&harness).session().is_edited());
}

#[test]
fn house_rules_beside_a_plan_are_followed_and_a_broken_file_keeps_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let (path, house) = (folder.path().join("p.sitewright"), folder.path().join("sitewright.toml"));
    file::save(&path, &plan("cas CS1\n  primary PS9\n  server B: mp\n")).unwrap();
    std::fs::write(&house, "name = \"Fabrikam\"\n[severity]\nROLE-SITETYPE = \"warning\"\n")
        .unwrap();
    let mut harness = window(Plan::default());
    press(&mut harness, Modifiers::COMMAND, Key::O);
    give_path(&mut harness, &path);
    let open = |it: &Harness<'_, Window>| !app(it).session().design().sites_coded("PS9").is_empty();
    until(&mut harness, "opened", open);
    assert_eq!(app(&harness).session().report().tally().errors, 0);
    press(&mut harness, Modifiers::COMMAND, Key::J);
    let said = "House rules of Fabrikam changed: ROLE-SITETYPE error \u{2192} warning.";
    // In the strip and above the findings.
    assert_eq!(harness.query_all_by_label(said).count(), 2);
    std::fs::write(&house, "[severity]\nROLE-SITETYP = \"off\"\n").unwrap();
    press(&mut harness, Modifiers::COMMAND, Key::O);
    give_path(&mut harness, &path);
    until(&mut harness, "the trouble is said", |it| shows(it, "sitewright.toml:2:1: there is no"));
    assert!(open(&harness) && !shows(&harness, "House rules of"));
    assert_eq!(app(&harness).session().report().tally().errors, 1);
}

#[test]
fn a_file_dropped_on_the_window_is_opened() {
    #[derive(Debug)]
    struct Dropped(std::path::PathBuf);
    impl egui::DroppedFile for Dropped {
        fn path(&self) -> &Path {
            &self.0
        }

        fn bytes(&self) -> Result<Vec<u8>, String> {
            std::fs::read(&self.0).map_err(|error| error.to_string())
        }
    }

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dropped.outline");
    std::fs::write(&path, "primary PS7\n").unwrap();
    let mut harness = window(Plan::default());
    harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
    until(&mut harness, "opened", |it| !app(it).session().design().sites_coded("PS7").is_empty());
    assert!(app(&harness).session().is_edited(), "an outline is no plan file yet");
}

#[test]
fn the_plan_is_exported_and_its_place_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.svg");
    let mut harness = window(plan(PLAN));
    press(&mut harness, Modifiers::COMMAND, Key::E);
    assert!(shows(&harness, "Diagram as SVG"));
    press(&mut harness, Modifiers::NONE, Key::Enter);
    give_path(&mut harness, &path);
    until(&mut harness, "exported", |it| shows(it, "Exported to"));
    assert!(std::fs::read_to_string(&path).unwrap().contains("CM-MP-01"));
    std::fs::remove_file(&path).unwrap();
    press(&mut harness, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::E);
    until(&mut harness, "exported again", |_| path.exists());
}

#[test]
fn the_collector_script_is_saved_from_the_menu_and_its_command_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("read first.ps1");
    let mut harness = window(plan(PLAN));
    harness.get_by_label("Menu").click();
    harness.run_steps(4);
    harness.get_by_label_contains("Save the collector script").click();
    harness.run_steps(4);
    assert!(shows(&harness, "Save the collector script as"));
    give_path(&mut harness, &folder.path().join("script.json"));
    assert!(shows(&harness, "What is written ends in .ps1"));
    give_path(&mut harness, &path);
    until(&mut harness, "saved", |it| shows(it, "Saved to"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), collector::script());
    let command = collector::command_line("read first.ps1");
    // Other good news goes by itself after eight seconds.
    let since = harness.ctx.input(|input| input.time);
    while harness.ctx.input(|input| input.time) < since + 10.0 {
        harness.step();
    }
    assert!(shows(&harness, &command), "it can still be copied");
    harness.get_by_label("Copy the command").click();
    harness.step();
    let copied = harness.output().platform_output.commands.clone();
    assert!(copied.iter().any(|it| *it == egui::OutputCommand::CopyText(command.clone())));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!shows(&harness, &command));
}

#[test]
fn the_start_page_begins_a_plan_from_a_template() {
    let mut harness = window(Plan::default());
    press(&mut harness, Modifiers::COMMAND, Key::N);
    harness.get_by_label_contains("Cloud-first").click();
    harness.run_steps(4);
    harness.event(egui::Event::Text("8 000".to_owned()));
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(app(&harness).session().design().totals().devices, 8_000);
    assert_eq!(app(&harness).session().design().gateways().len(), 1);
}

#[test]
fn the_search_finds_nodes_commands_findings_and_rules() {
    let mut harness =
        window(plan("cas CS1\n  server B: mp\n  primary PS1\n    server CM-DP-07: dp\n"));
    for (typed, found) in [
        ("cm-dp", "CM-DP-07"),
        ("> undo", "Nothing is called that"),
        ("> tid", "Tidy"),
        ("! central", "Management point on a central administration site"),
        ("? pull-no", "A pull distribution point has a source"),
        ("wsus", "Nothing is called that"),
        ("bitlocker", "Websites that a script installs on a web server; no role."),
    ] {
        press(&mut harness, Modifiers::COMMAND, Key::K);
        harness.event(egui::Event::Text(typed.to_owned()));
        harness.run_steps(3);
        assert!(shows(&harness, found), "{typed} should show {found}");
        press(&mut harness, Modifiers::NONE, Key::Escape);
    }
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness.event(egui::Event::Text("cm-dp-07".to_owned()));
    harness.run_steps(3);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let server = app(&harness).session().design().servers_named("CM-DP-07")[0].id;
    assert_eq!(app(&harness).view().leading(), Some(server.into()));
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut harness = window(plan(PLAN));
    let states: [(&str, &[(Modifiers, Key)]); 5] = [
        ("a plan", &[]),
        ("the findings", &[(Modifiers::COMMAND, Key::J)]),
        ("a selection", &[(Modifiers::NONE, Key::F8)]),
        ("the search, with its caret", &[(Modifiers::COMMAND, Key::K)]),
        ("the start page", &[(Modifiers::NONE, Key::Escape), (Modifiers::COMMAND, Key::N)]),
    ];
    for (state, keys) in states {
        for (modifiers, key) in keys {
            press(&mut harness, *modifiers, *key);
        }
        harness.run_steps(60);
        for _ in 0..60 {
            harness.step();
            let asked = harness.output().viewport_output.values().map(|it| it.repaint_delay).min();
            let asked = asked.filter(|delay| *delay < std::time::Duration::MAX);
            assert_eq!(asked, None, "{state} wants another frame");
        }
    }
}
