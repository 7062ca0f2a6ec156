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
    arrange,
    model::{Ids, outline},
    plan::Plan,
};

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
    for said in ["Sites: 2", "Servers: 3", "Roles: 6", "Not taken in: 1"] {
        assert!(shows(&harness, said), "the sheet should say {said}");
    }
    assert!(codes(&harness).is_empty(), "nothing is taken before somebody says so");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(codes(&harness), ["CS1", "PS1"]);
    assert_eq!(app(&harness).session().history().past().len(), 1);
    assert!(shows(&harness, "Imported cm.txt: 2 sites, 3 servers, 6 roles. Not taken in: 1 row"));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(codes(&harness).is_empty());
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(codes(&harness), ["CS1", "PS1"]);
    assert_eq!(app(&harness).session().history().past().len(), 1);
}
