//! The program as it is typed: arguments, what it prints and where, exit codes.
#![expect(clippy::disallowed_methods, reason = "files are what is tested")]

mod house;
mod junit;
mod mutations;
mod outputs;
mod rule_book;
pub mod sarif;
mod schema;

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;
use sitewright::{facts::versions::Version, rules::catalogue, templates};
use tempfile::TempDir;

const PIPED: &str = "cas CS1\n  primary PR1\n    server A: mp, dp\n  server B: mp\n";

/// What a run left behind.
#[derive(Debug, PartialEq, Eq)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// A folder to run in.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path().join(name), bytes).expect("written");
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect(name)
    }

    fn has(&self, name: &str) -> bool {
        self.path().join(name).exists()
    }

    /// Runs what is typed, without a display and without anything on standard input.
    fn run(&self, arguments: &str) -> Ran {
        self.pipe(arguments, b"")
    }

    fn pipe(&self, arguments: &str, input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).spawn().expect("the program");
        let mut to = child.stdin.take().expect("its input");
        // Whoever has seen enough closes it.
        _ = to.write_all(input);
        drop(to);
        let ran = child.wait_with_output().expect("its end");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Ran {
            code: ran.status.code().expect("a code"),
            out: text(ran.stdout),
            err: text(ran.stderr),
        }
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sitewright"));
        command.args(arguments.split_whitespace()).current_dir(self.path());
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs what is wrong: nothing is printed but one message with these words in it.
    #[track_caller]
    fn refuses(&self, code: i32, arguments: &str, input: &[u8], words: &[&str]) {
        let Ran { code: ended, out, err } = self.pipe(arguments, input);
        assert_eq!((ended, out.as_str()), (code, ""), "{arguments}: {err}");
        for word in words {
            assert!(err.contains(word), "{arguments}: {word} is not in {err}");
        }
        assert!(!err.contains("panicked") && !err.contains('\u{1b}'), "{arguments}: {err}");
    }
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).expect("JSON")
}

#[test]
fn a_piped_outline_has_one_error_and_nothing_on_server_a() {
    let ran = Desk::new().pipe("check - --format json", PIPED.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let said = json(&ran);
    assert_eq!(said["schema"], "sitewright-findings/1");
    assert_eq!(said["plan"], "-");
    assert_eq!(said["target"], "2603");
    assert_eq!(said["summary"]["error"], 1);
    let findings = said["findings"].as_array().expect("findings");
    let errors: Vec<_> = findings.iter().filter(|it| it["severity"] == "error").collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0]["rule"], "ROLE-SITETYPE-MP");
    assert_eq!(errors[0]["subject"].to_string(), r#"{"role":"MP","server":"B","site":"CS1"}"#);
    assert_eq!(errors[0]["message"], "Management point on a central administration site");
    assert_eq!(errors[0]["waived"], Value::Null);
    assert!(findings.iter().all(|it| it["subject"]["server"] != "A"), "{findings:?}");
}

#[test]
fn the_result_of_a_check_has_the_shape_and_the_order_of_the_contract() {
    let desk = Desk::new();
    let outline = "plan version=2409\nprimary CON\n  server B: dp pull\n  server A: dp pull\n\
                   primary CON\n  server A: mp, crp\ncmg x\n";
    desk.put("a plan.outline", outline);
    let ran = Desk::pipe(&desk, "check - --format json", outline.as_bytes());
    let keys =
        |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let said = json(&ran);
    assert_eq!(said["target"], "2409");
    // Maps of this library are sorted; the order of members is seen in the text.
    let members = ["schema", "plan", "target", "summary", "findings", "not_checked"];
    let places: Vec<_> = members.iter().map(|it| ran.out.find(&format!("\n  \"{it}\":"))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    assert_eq!(keys(&said["summary"]), ["advice", "error", "waived", "warning"]);
    let findings = said["findings"].as_array().expect("findings");
    let mut before = (0, String::new(), Vec::new());
    for finding in findings {
        let members =
            ["because", "fixes", "message", "rule", "severity", "source", "subject", "waived"];
        assert_eq!(keys(finding), members);
        let text = |member: &str| finding[member].as_str().unwrap_or_default().to_owned();
        let rank = ["error", "warning", "advice"].iter().position(|it| *it == text("severity"));
        let subject =
            ["site", "server", "role", "entity"].map(|it| finding["subject"][it].as_str());
        assert!(subject.iter().any(Option::is_some), "{finding}");
        let subject: Vec<_> = subject.iter().map(|it| it.map(str::to_owned)).collect();
        let now = (rank.expect("a severity"), text("rule"), subject);
        assert!(before <= now, "{before:?} before {now:?}");
        before = now;
        let known =
            catalogue::row(&text("rule")).is_some() || text("rule").starts_with("ROLE-SITETYPE-");
        assert!(
            known && text("source").contains('/') && !text("source").contains(':'),
            "{finding}"
        );
    }
    for severity in ["error", "warning", "advice"] {
        let count = findings.iter().filter(|it| it["severity"] == severity).count();
        assert_eq!(said["summary"][severity], count, "{severity}");
    }
    let mut open: Vec<_> = Vec::new();
    for row in said["not_checked"].as_array().expect("a list") {
        assert_eq!(keys(row), ["because", "rule", "subjects"]);
        assert!(!row["subjects"].as_array().expect("subjects").is_empty());
        open.push((row["rule"].to_string(), row["because"].to_string()));
    }
    let all = open.len();
    open.dedup();
    assert!(open.is_sorted() && open.len() == all && all > 0, "{open:?}");
}

#[test]
fn the_exit_code_follows_the_level_asked_for() {
    let desk = Desk::new();
    let code = |level: &str, input: &str| {
        desk.pipe(&format!("check - --fail-on {level}"), input.as_bytes()).code
    };
    // Errors, then advice and no warning, then nothing.
    assert_eq!(["error", "warning", "advice"].map(|level| code(level, PIPED)), [1, 1, 1]);
    let calm = templates::named("central").expect("a template").outline;
    assert_eq!(["error", "warning", "advice"].map(|level| code(level, calm)), [0, 0, 0]);
    let warned = calm.lines().filter(|line| !line.contains(": scp")).collect::<Vec<_>>().join("\n");
    let warned = warned.replace(", scp", "").replace(" scp,", "");
    assert_eq!(["error", "warning", "advice"].map(|level| code(level, &warned)), [0, 1, 1]);
    assert_eq!(desk.pipe("check -", PIPED.as_bytes()).code, 1);
}

#[test]
fn every_version_can_be_the_target() {
    let desk = Desk::new();
    for version in Version::ALL {
        let ran = desk.pipe(&format!("check - --format json --target {}", version.name()), b"");
        assert_eq!((ran.code, json(&ran)["target"].as_str()), (0, Some(version.name())));
    }
    let known = "2403, 2409, 2503, 2509, 2603";
    desk.refuses(2, "check - --target 2510", b"", &["--target", "2510", known]);
    desk.refuses(2, "check - --fail-on fatal", b"", &["fatal", "error, warning, advice"]);
    desk.refuses(2, "check - --format xml", b"", &["xml", "text, json, sarif, junit"]);
}

#[test]
fn a_check_can_be_written_to_a_file_but_never_over_the_plan() {
    let desk = Desk::new();
    desk.put("p.outline", PIPED);
    assert_eq!(
        desk.run("check p.outline -o said.txt"),
        Ran { code: 1, out: String::new(), err: String::new() }
    );
    assert!(desk.text("said.txt").starts_with("error ROLE-SITETYPE-MP: Management point on"));
    assert_eq!(desk.run("check p.outline").out, desk.text("said.txt"));
    assert_eq!(desk.run("check p.outline -o - --quiet").out, desk.text("said.txt"));
    desk.refuses(2, "check p.outline -o ./p.outline", b"", &["p.outline", "another file"]);
    assert_eq!(desk.text("p.outline"), PIPED);
    let named = json(&desk.run("check ./p.outline --format json"));
    assert_eq!(named["plan"], "p.outline");
}

#[test]
fn output_that_is_no_terminal_is_never_colored() {
    let desk = Desk::new();
    for arguments in ["check -", "check - --no-color", "rules", "--help", "check --help"] {
        let ran = desk.pipe(arguments, PIPED.as_bytes());
        assert!(!ran.out.contains('\u{1b}') && !ran.out.is_empty(), "{arguments}");
    }
    let named =
        desk.pipe("check -", "primary P01 \"\u{9b}31m\"\n  server A\u{200b}: mp, crp".as_bytes());
    assert!(!named.out.contains('\u{9b}'));
}

#[test]
fn the_same_plan_gives_the_same_bytes_on_every_run() {
    let desk = Desk::new();
    let sample = include_str!("../../assets/sample.outline");
    desk.put("s.outline", sample);
    for arguments in [
        "check s.outline",
        "check s.outline --format json",
        "check s.outline --format sarif",
        "check s.outline --format junit",
        "export s.outline -o - --to svg",
        "export s.outline -o - --to md --theme dark",
        "export s.outline -o - --to outline",
        "export s.outline -o - --to sitewright",
        "rules --format json",
        "schema",
        "new -o -",
    ] {
        let first = desk.run(arguments);
        assert!(first.code < 2 && !first.out.is_empty(), "{arguments}: {first:?}");
        assert_eq!(first, desk.run(arguments), "{arguments}");
    }
    for kind in ["png", "pdf"] {
        desk.run(&format!("export s.outline -o one.{kind}"));
        desk.run(&format!("export s.outline -o two.{kind}"));
        let bytes = |name: &str| fs::read(desk.path().join(format!("{name}.{kind}"))).expect(name);
        assert!(!bytes("one").is_empty() && bytes("one") == bytes("two"), "{kind}");
    }
}

#[test]
fn without_a_display_two_lines_name_what_works() {
    let desk = Desk::new();
    for arguments in ["", "missing.sitewright", "--quiet"] {
        desk.refuses(2, arguments, b"", &["cannot open a window", "check, export, import"]);
        let said = desk.run(arguments).err;
        assert_eq!(said.lines().count(), 2, "{said}");
        assert!(!said.contains(".rs") && !said.contains(".."), "{said}");
    }
}

#[test]
fn wrong_usage_is_told_and_what_is_not_built_is_not_shown() {
    let desk = Desk::new();
    desk.refuses(2, "check", b"", &["<FILE>"]);
    desk.refuses(2, "new", b"", &["--output"]);
    desk.refuses(2, "export x", b"", &["--output"]);
    desk.refuses(2, "--loud", b"", &["--loud"]);
    desk.refuses(2, "chek p.outline", b"", &["chek", "did you mean check?"]);
    desk.refuses(2, "diff a b", b"", &["is no command; there are check, export, import"]);
    let help = desk.run("--help");
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert!(!help.out.contains("diff") && !desk.run("check --help").out.contains("diff"));
    let version = desk.run("--version");
    assert_eq!(version.code, 0);
    let words: Vec<_> = version.out.split_whitespace().collect();
    assert!(matches!(words[..], ["sitewright", _, commit] if commit.starts_with('(')), "{words:?}");
}

#[test]
fn the_rule_book_has_every_row() {
    let desk = Desk::new();
    let book = json(&desk.run("rules --format json"));
    assert_eq!(book["schema"], "sitewright-rules/1");
    let rules = book["rules"].as_array().expect("rules");
    let ids: Vec<_> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    let rows: Vec<_> = catalogue::rows().map(|row| row.id()).collect();
    let own: Vec<_> = ids.iter().copied().filter(|id| !id.starts_with("ROLE-SITETYPE-")).collect();
    assert_eq!(own, rows);
    for rule in rules {
        let judged = rule["judged"].as_bool().expect("judged");
        assert_eq!(rule["because"].is_string(), !judged, "{rule}");
        assert!(["id", "title", "why", "source"].iter().all(|it| rule[it].is_string()), "{rule}");
        for level in rule["severity"].as_array().expect("levels") {
            assert!(level["from"].is_string() && level["severity"].is_string(), "{rule}");
        }
    }
    let lines = desk.run("rules").out;
    assert_eq!(lines.lines().count(), ids.len());
}

#[test]
fn a_rule_is_explained() {
    let desk = Desk::new();
    for (id, words) in [
        (
            "ROLE-SITETYPE",
            ["severity: error", "source: https://learn.microsoft.com/", "breaks it:"],
        ),
        (
            "ROLE-SITETYPE-MP",
            ["A management point stands at a primary site or", "fix: ", "keeps it:"],
        ),
        ("role-sitetype-rsp", ["A reporting services point stands at a central", "why: ", "fix: "]),
        ("ROLE-AUTO-DROP", ["why: ", "not judged: A gesture", "source: "]),
        ("CAP-SUM", ["why: ", "severity: warning", "keeps it:"]),
    ] {
        let ran = desk.run(&format!("rules {id}"));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{id}");
        assert!(ran.out.starts_with(&format!("{}: ", id.to_uppercase())), "{}", ran.out);
        for word in words {
            assert!(ran.out.contains(word), "{id}: {word} is not in {}", ran.out);
        }
        let rule = json(&desk.run(&format!("rules {id} --format json")));
        assert_eq!(rule["rules"].as_array().map(Vec::len), Some(1));
    }
    desk.refuses(
        2,
        "rules ROLE-SITETYPE-MQ",
        b"",
        &["ROLE-SITETYPE-MQ", "did you mean ROLE-SITETYPE-"],
    );
    desk.refuses(2, "rules SITE-DB-TWO", b"", &["SITE-DB-TWO"]);
    desk.refuses(2, "rules SRV-NAR", b"", &["did you mean SRV-NAT?"]);
}

/// Whatever id a check can give can be looked up.
#[test]
fn every_id_of_a_finding_is_explained() {
    let desk = Desk::new();
    let roles: Vec<_> = sitewright::facts::roles::RoleKind::all()
        .map(|kind| kind.code().to_ascii_lowercase())
        .collect();
    let roles = roles.join(", ");
    let all = format!(
        "cas CS1\n  server A: {roles}\n  primary PS1\n    server B: {roles}\n    secondary S01\n      server C: {roles}\n"
    );
    let book = json(&desk.run("rules --format json"));
    let ids: Vec<_> = book["rules"].as_array().expect("rules").iter().map(|it| &it["id"]).collect();
    let said = json(&desk.pipe("check - --format json", all.as_bytes()));
    let findings = said["findings"].as_array().expect("findings");
    assert!(findings.len() > 20);
    for finding in findings.iter().chain(said["not_checked"].as_array().expect("a list")) {
        assert!(ids.contains(&&finding["rule"]), "{finding}");
    }
}
