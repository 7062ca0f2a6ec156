//! Importing in the window: files dropped on it, the sheet before anything is taken, one step of
//! history, and what happens when somebody does something else meanwhile.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "test helpers: what is not there fails the test"
)]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::{Key, Modifiers, vec2};
use egui_kittest::{Harness, kittest::Queryable};
use sitewright::{
    app::{App, shell::Desktop},
    arrange, file,
    model::{Ids, outline},
    plan::Plan,
};

use crate::sizes::{PlanSize, plan_of};

type Window = Option<App>;

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Two sites as the one-liner writes them, with a role that nobody knows and a row of a site that
/// is not there.
const LIVE: &str = r#"{"sites":[
{"SiteCode":"CS1","SiteName":"Head","ServerName":"CAS1.contoso.com","Type":4,"ReportingSiteCode":"","Version":"5.00.9128.1000"},
{"SiteCode":"PS1","SiteName":"Main","ServerName":"PRI1.contoso.com","Type":2,"ReportingSiteCode":"CS1","Version":"5.00.9128.1000"}],
"roles":[
{"SiteCode":"CS1","RoleName":"SMS Site Server","NetworkOSPath":"\\\\CAS1.contoso.com"},
{"SiteCode":"CS1","RoleName":"SMS SQL Server","NetworkOSPath":"\\\\CAS1.contoso.com"},
{"SiteCode":"CS1","RoleName":"SMS Provider","NetworkOSPath":"\\\\CAS1.contoso.com"},
{"SiteCode":"PS1","RoleName":"SMS Site Server","NetworkOSPath":"\\\\PRI1.contoso.com"},
{"SiteCode":"PS1","RoleName":"SMS SQL Server","NetworkOSPath":"\\\\PRI1.contoso.com"},
{"SiteCode":"PS1","RoleName":"SMS Management Point","NetworkOSPath":"\\\\MP1.contoso.com"},
{"SiteCode":"PS1","RoleName":"SMS Quantum Point","NetworkOSPath":"\\\\MP1.contoso.com"},
{"SiteCode":"PS1","RoleName":"SMS Distribution Point","NetworkOSPath":""}]}"#;

fn plan(text: &str) -> Plan {
    let design = outline::parse(text).unwrap();
    let places = arrange::tidy(&design);
    Plan::new(design, places)
}

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

fn click(harness: &mut Harness<'_, Window>, label: &str) {
    harness.get_by_label(label).click();
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
            harness.run_steps(3);
            return;
        }
        std::thread::yield_now();
    }
    panic!("did not happen: {what}");
}

fn shows(harness: &Harness<'_, Window>, label: &str) -> bool {
    harness.query_all_by_label_contains(label).next().is_some()
}

fn write(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn drop_files(harness: &mut Harness<'_, Window>, paths: &[PathBuf]) {
    for path in paths {
        harness.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
    }
    harness.step();
}

fn sheet_of(harness: &mut Harness<'_, Window>, paths: &[PathBuf]) {
    drop_files(harness, paths);
    until(harness, "the sheet", |it| shows(it, "Take in"));
}

fn codes(harness: &Harness<'_, Window>) -> Vec<String> {
    let mut codes: Vec<_> =
        app(harness).session().design().sites().map(|site| site.code.clone()).collect();
    codes.sort();
    codes
}

/// Removes a server by hand.
fn edit(harness: &mut Harness<'_, Window>, server: &str) {
    press(harness, Modifiers::COMMAND, Key::K);
    harness.event(egui::Event::Text(server.to_owned()));
    harness.run_steps(2);
    press(harness, Modifiers::NONE, Key::Enter);
    press(harness, Modifiers::NONE, Key::Delete);
}

#[test]
fn a_dropped_export_is_shown_then_taken_as_one_step_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(&folder, "cm.txt", LIVE);
    let mut harness = window(Plan::default());
    sheet_of(&mut harness, &[path]);
    assert!(shows(&harness, "Import cm.txt"));
    for said in ["Sites: 2", "Servers: 3", "Roles: 7", "of unknown name: 1", "Not taken in: 1"] {
        assert!(shows(&harness, said), "the sheet should say {said}");
    }
    assert!(codes(&harness).is_empty(), "nothing is taken before somebody says so");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(codes(&harness), ["CS1", "PS1"]);
    assert_eq!(app(&harness).session().history().past().len(), 1);
    assert!(shows(&harness, "Imported cm.txt: 2 sites, 3 servers, 7 roles. Not taken in: 1 row"));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(codes(&harness).is_empty());
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(codes(&harness), ["CS1", "PS1"]);
    assert_eq!(app(&harness).session().history().past().len(), 1);
}

#[test]
fn over_an_open_plan_it_is_added_or_becomes_a_plan_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(&folder, "cm.json", LIVE);
    let mut harness = window(plan("primary PS9\n  server X: mp\n"));
    edit(&mut harness, "X");
    sheet_of(&mut harness, &[path]);
    until(&mut harness, "weighed", |it| shows(it, "Sites: 2"));
    assert!(shows(&harness, "Add to this plan"));
    click(&mut harness, "Open as a new plan");
    until(&mut harness, "weighed again", |it| shows(it, "Sites: 2"));
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(shows(&harness, "Save the changes to"), "what was edited is not lost unasked");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(codes(&harness), ["PS9"]);
    click(&mut harness, "Add to this plan");
    until(&mut harness, "weighed again", |it| shows(it, "Sites: 2"));
    click(&mut harness, "Take in");
    assert_eq!(codes(&harness), ["CS1", "PS1", "PS9"]);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(codes(&harness), ["PS9"]);
}

#[test]
fn canceling_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(&folder, "cm.json", LIVE);
    let mut harness = window(plan("primary PS9\n"));
    let revision = app(&harness).session().revision();
    for way in ["key", "button"] {
        sheet_of(&mut harness, std::slice::from_ref(&path));
        match way {
            "key" => press(&mut harness, Modifiers::NONE, Key::Escape),
            _ => click(&mut harness, "Cancel"),
        }
        assert!(!shows(&harness, "Take in"), "{way} closes the sheet");
        assert_eq!(app(&harness).session().revision(), revision);
    }
}

#[test]
fn the_notes_are_found_by_words_and_read_again_after_it_was_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(&folder, "cm.json", LIVE);
    let mut harness = window(Plan::default());
    sheet_of(&mut harness, &[path]);
    until(&mut harness, "the note", |it| shows(it, "cm.json: roles row"));
    harness.get_by_label("Filter the notes").focus();
    harness.run_steps(2);
    harness.event(egui::Event::Text("nothing like it".to_owned()));
    until(&mut harness, "narrowed", |it| shows(it, "No note has these words."));
    click(&mut harness, "Take in");
    assert_eq!(codes(&harness), ["CS1", "PS1"]);
    click(&mut harness, "Show notes");
    assert!(shows(&harness, "Imported cm.json") && !shows(&harness, "Take in"));
    click(&mut harness, "Copy all");
    until(&mut harness, "copied", |it| shows(it, "Copied"));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!shows(&harness, "Copied"));
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness.event(egui::Event::Text("> notes of".to_owned()));
    harness.run_steps(3);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(shows(&harness, "Imported cm.json") && shows(&harness, "Copied"));
}

#[test]
fn tables_that_are_dropped_together_are_one_hierarchy() {
    let folder = tempfile::tempdir().unwrap();
    let sites = write(
        &folder,
        "sites.csv",
        "SiteCode;SiteName;ServerName;Type;ReportingSiteCode;Version\nPS1;Main;PRI1;2;;5.00.9128.1000\n",
    );
    let roles = write(
        &folder,
        "roles.csv",
        "SiteCode,RoleName,NetworkOSPath\nPS1,SMS Management Point,\\\\MP1.contoso.com\n",
    );
    let mut harness = window(Plan::default());
    sheet_of(&mut harness, &[sites, roles]);
    assert!(shows(&harness, "Import 2 files") && shows(&harness, "Sites: 1"));
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(codes(&harness), ["PS1"]);
    assert!(!app(&harness).session().design().servers_named("MP1").is_empty());
}

#[test]
fn a_plan_is_known_by_what_is_in_it_and_what_nobody_knows_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let named_wrong = folder.path().join("plan.csv");
    file::save(&named_wrong, &plan("primary PS4\n")).unwrap();
    let mut harness = window(Plan::default());
    drop_files(&mut harness, std::slice::from_ref(&named_wrong));
    until(&mut harness, "opened", |it| codes(it) == ["PS4"]);
    for (name, text) in [
        ("letter.txt", "Dear Sir,\nno server is in here."),
        ("picture.png", "\u{0}\u{1}PNG"),
        ("empty.json", ""),
        ("half.json", "{\"sites\":[{\"Sit"),
        ("wrong.json", "[1,2,3]"),
    ] {
        let path = write(&folder, name, text);
        drop_files(&mut harness, &[path]);
        let said = format!("{name} can be taken in. Sitewright takes plans, outlines, exports");
        until(&mut harness, name, |it| shows(it, &said));
        assert_eq!(codes(&harness), ["PS4"]);
    }
    let export = write(&folder, "cm.json", LIVE);
    drop_files(&mut harness, &[named_wrong, export]);
    until(&mut harness, "told apart", |it| shows(it, "plan.csv is a plan. Open it by itself"));
}

/// A file that is not written before a test says so: whoever reads it waits.
#[cfg(unix)]
struct Pipe {
    path: PathBuf,
}

#[cfg(unix)]
impl Pipe {
    fn new(folder: &tempfile::TempDir, name: &str) -> Self {
        let path = folder.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        Self { path }
    }

    fn write(&self, text: &str) {
        std::fs::write(&self.path, text).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn the_window_lives_while_files_are_read_and_reading_can_be_ended() {
    let folder = tempfile::tempdir().unwrap();
    let slow = Pipe::new(&folder, "slow.json");
    let quick = write(&folder, "cm.json", LIVE);
    let mut harness = window(plan("primary PS9\n  server X: mp\n"));
    drop_files(&mut harness, std::slice::from_ref(&slow.path));
    until(&mut harness, "the bar", |it| shows(it, "Progress"));
    assert!(shows(&harness, "Opening"));
    let zoom = app(&harness).view().camera.zoom;
    press(&mut harness, Modifiers::COMMAND, Key::Equals);
    assert!(app(&harness).view().camera.zoom > zoom, "keys are heard meanwhile");
    edit(&mut harness, "X");
    assert!(app(&harness).session().design().servers_named("X").is_empty());
    drop_files(&mut harness, &[quick]);
    until(&mut harness, "a word", |it| shows(it, "goes on. Wait until that is done, or cancel"));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(shows(&harness, "Progress"), "the first one closes the message");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!shows(&harness, "Progress") && shows(&harness, "was canceled"));
    slow.write(LIVE);
    harness.run_steps(30);
    assert!(!shows(&harness, "Take in"), "nobody wants it any more");
}

#[cfg(unix)]
#[test]
fn what_was_edited_while_files_were_read_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let slow = Pipe::new(&folder, "slow.json");
    let mut harness = window(plan("primary PS9\n  server X: mp\n  server Y: mp\n"));
    drop_files(&mut harness, std::slice::from_ref(&slow.path));
    harness.run_steps(3);
    edit(&mut harness, "X");
    slow.write(LIVE);
    until(&mut harness, "the sheet", |it| shows(it, "Take in"));
    until(&mut harness, "weighed for the plan as it is", |it| shows(it, "Sites: 2"));
    click(&mut harness, "Take in");
    assert_eq!(codes(&harness), ["CS1", "PS1", "PS9"]);
    assert!(app(&harness).session().design().servers_named("X").is_empty());

    let slow = Pipe::new(&folder, "slow.outline");
    drop_files(&mut harness, std::slice::from_ref(&slow.path));
    harness.run_steps(3);
    edit(&mut harness, "Y");
    slow.write("primary PS3\n");
    until(&mut harness, "a question", |it| shows(it, "Save the changes to"));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(codes(&harness), ["CS1", "PS1", "PS9"]);
}

#[test]
fn what_hovers_over_the_window_is_named() {
    let mut harness = window(Plan::default());
    let file = |name: &str| egui::HoveredFile { path: Some(name.into()), ..Default::default() };
    harness.input_mut().hovered_files = vec![file("/x/cm.json"), file("/x/roles.csv")];
    harness.step();
    assert!(shows(&harness, "Let go to open cm.json and roles.csv"));
    harness.input_mut().hovered_files.clear();
    harness.step();
    harness.step();
    assert!(!shows(&harness, "Let go to open"));
}

#[test]
fn the_start_page_and_a_key_ask_for_files_to_import() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(&folder, "cm.json", LIVE);
    let mut harness = window(Plan::default());
    press(&mut harness, Modifiers::COMMAND, Key::N);
    click(&mut harness, "Import a live hierarchy or a server list\u{2026}");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    let both = format!("{}; {}", path.display(), folder.path().join("lost.csv").display());
    harness.event(egui::Event::Text(both));
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(shows(&harness, "There is no file"));
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(path.display().to_string()));
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    until(&mut harness, "the sheet", |it| shows(it, "Take in"));
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(codes(&harness), ["CS1", "PS1"]);
    press(&mut harness, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::I);
    assert!(shows(&harness, "several are parted by ;"));
}

#[test]
fn no_frame_waits_for_an_edit_of_a_large_plan_as_a_whole() {
    let design = plan_of(PlanSize::Large);
    let places = arrange::tidy(&design);
    let mut harness = window(Plan::new(design, places));
    // One event, so that one frame hears of it.
    harness.input_mut().events.push(egui::Event::Key {
        key: Key::T,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT),
    });
    harness.step();
    assert_eq!(app(&harness).session().history().past().len(), 0, "a thread is at it");
    until(&mut harness, "tidied", |it| app(it).session().history().past().len() == 1);
    let report = app(&harness).session().report().clone();
    let sites = |it: &Harness<'_, Window>| {
        let session = app(it).session();
        session.design().sites().all(|site| session.report().shares_site(&report, site.id))
    };
    assert!(sites(&harness), "boxes that move are no matter for the rules");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(app(&harness).session().history().past().is_empty());
}
