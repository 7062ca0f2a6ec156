//! Plan files: what is saved is read, and whatever else is in a file is told with its place.
#![expect(clippy::disallowed_methods, reason = "files are what is tested")]

use std::{fs, path::Path, process::Command};

use proptest::prelude::*;
use sitewright::{
    arrange,
    file::{self, Error},
    geometry::Point,
    model::outline,
    plan::Plan,
};

use crate::designs::{config, largest, random_design, shape};

const OUTLINE: &str = r#"plan "Contoso" version=2509 asof=2026-11-23
cas CS1 "HQ" comm=ehttp
  server CS1.contoso.com "Frankfurt" os=2025: site, db, prov
  primary PS1 "EMEA" devices=21500 comm=https clouddevices=300
    server PS1 fqdn=ps1.contoso.com os=core2022: site, db, prov
    server DP1: dp pxe
    server DP2: dp pull from DP1 prestaged, smp for CS1
cmg contoso instances=2 size=Large region="West Europe" at=CS1
"#;

fn plan(text: &str) -> Plan {
    file::read(text.as_bytes()).expect("a plan")
}

fn text(plan: &Plan) -> String {
    String::from_utf8(file::write(plan)).expect("text")
}

/// What is wrong with a text, as it is told.
fn told(text: &str) -> String {
    file::read(text.as_bytes()).err().map_or_else(String::new, |error| error.to_string())
}

#[test]
fn a_file_looks_like_this() {
    let plan = plan(OUTLINE);
    let text = text(&plan);
    let (design, positions) = text.split_once("  \"positions\": {\n").expect("positions");
    assert_eq!(design, include_str!("../data/design.json"));
    for line in positions.lines().take_while(|line| *line != "  }") {
        assert!(line.starts_with("    \"") && line.contains("\": { \"x\": "), "{line}");
    }
    assert!(text.ends_with("\n  }\n}\n"));
}

#[test]
fn what_is_saved_is_read() {
    let plan = plan(OUTLINE);
    let again = file::read(&file::write(&plan)).expect("a plan");
    assert_eq!(outline::print(&again.design), OUTLINE);
    assert_eq!(text(&again), text(&plan));
    let ids = |plan: &Plan| plan.design.servers().map(|it| it.id).collect::<Vec<_>>();
    assert_eq!(ids(&again), ids(&plan));
}

#[test]
fn an_empty_plan_is_a_plan() {
    let bytes = file::write(&Plan::default());
    let again = file::read(&bytes).expect("a plan");
    assert!(again.design.is_empty());
    assert_eq!(file::write(&again), bytes);
}

#[test]
fn a_hand_written_file_needs_little() {
    let plan = file::read(
        br#"{"design": {"sites": [
            {"id": "site-b", "kind": "primary", "code": " PS1 ", "parent": "site-a"},
            {"id": "site-a", "kind": "cas", "code": "CS1"}
        ]}, "format_version": 1}"#,
    )
    .expect("a plan");
    assert_eq!(outline::print(&plan.design), "cas CS1 bare\n  primary PS1 bare\n");
    assert!(plan.design.sites().all(|site| plan.places.site(site.id).is_some()));
}

/// Every frozen sample of every format opens for ever, and says what it said.
#[test]
fn old_files_open() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/plans");
    let mut seen = 0;
    for format in fs::read_dir(folder).expect("a folder").flatten() {
        for sample in fs::read_dir(format.path()).expect("a folder").flatten() {
            let path = sample.path();
            if path.extension().is_some_and(|ending| ending == "sitewright") {
                let plan = file::open(&path).expect("a plan");
                let said = fs::read_to_string(path.with_extension("outline")).expect("its outline");
                assert_eq!(outline::print(&plan.design), said, "{}", path.display());
                assert!(file::read(&file::write(&plan)).is_ok());
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

const PLACES: &[(&str, &str, &str)] = &[
    (
        "1,\n",
        "2,\n",
        "format_version: made by a newer Sitewright (format 2); this one reads up to 1",
    ),
    ("1,\n", "0,\n", "format_version: there is no format 0; the first is 1"),
    ("1,\n", "\"1\",\n", "2:23: invalid type: string \"1\", expected u64"),
    ("\"format_version\": 1,\n", "", "22:1: missing field `format_version`"),
    (
        "\"cas\"",
        "\"cos\"",
        "8:21: \"cos\" is not a type of site; expected one of \
        cas, primary, secondary, unknown; did you mean \"cas\"?",
    ),
    (
        "\"dp\"",
        "\"pd\"",
        "13:42: \"pd\" is not a role; expected \
        one of site, pss, db, prov, mp, fsp, smp, dp, sup, scp, cmgcp, rsp, dwsp, epp, exc, aisp, \
        crp, enr, epr, acweb, acsvc, oob, shv, unknown; did you mean \"dp\"?",
    ),
    (
        "\"pxe\"",
        "\"pex\"",
        "13:61: \"pex\" is not an \
        option; expected one of pull, pxe, wds, multicast, mcc, prestaged, cmg, https, internet; \
        did you mean \"pxe\"?",
    ),
    (
        "\"mp\"",
        "\"mp\", \"options\": [\"pxe\"]",
        "design.sites[0].servers[0].roles[0].options[0]: a \
        management point has no option \"pxe\"",
    ),
    (
        "\"role-1\"",
        "\"role-2\"",
        "design.sites[0].servers[0].roles[1].id: \"role-2\" is there \
        twice; every node has an id of its own",
    ),
    (
        "\"role-1\"",
        "\"srv-1\"",
        "12:27: \"srv-1\" is no id; \
        expected role- and 1 to 12 of a-z, 0-9 and, not first, -",
    ),
    ("\"code\": \"CS1\"", "\"code\": \" \"", "design.sites[0].code: a name needs a character"),
    (
        "\"code\": \"CS1\"",
        "\"code\": \"C\\n1\"",
        "design.sites[0].code: a text of one line was \
        expected, without control characters",
    ),
    ("\"code\": \"CS1\"", "\"code\": 1", "9:17: invalid type: integer `1`, expected a string"),
    (
        "\"code\": \"CS1\"",
        "\"kode\": \"CS1\"",
        "9:14: unknown field `kode`, expected one of `id`, \
        `kind`, `code`, `title`, `parent`, `devices`, `cloud_devices`, `communication`, `facts`, `servers`",
    ),
    (
        "\"code\": \"CS1\"",
        "\"code\": \"CS1\", \"parent\": \"site-1\"",
        "design.sites[0].parent: \
        this site hangs below itself; one of those above it needs another parent",
    ),
    (
        "\"code\": \"CS1\"",
        "\"code\": \"CS1\", \"parent\": \"site-9\"",
        "design.sites[0].parent: no \
        site has the id \"site-9\"",
    ),
    (
        "\"code\": \"CS1\"",
        "\"code\": \"CS1\", \"devices\": -1",
        "9:36: invalid value: integer `-1`, \
        expected u32",
    ),
    (
        "\"plan\": {}",
        "\"plan\": { \"as_of\": \"2026-02-29\" }",
        "plan.as_of: \"2026-02-29\" is no \
        day; expected one such as 2026-11-23",
    ),
    (
        "\"plan\": {}",
        "\"plan\": { \"version\": \"2510\" }",
        "3:29: \"2510\" is not a \
        product version; expected one of 2403, 2409, 2503, 2509, 2603; did you mean \"2503\"?",
    ),
    (
        "\"steps\": []",
        "\"steps\": [1]",
        "steps[0]: this Sitewright knows no steps yet; leave the \
        list empty",
    ),
    ("\"x\": 5", "\"x\": 1e30", "positions.site-1: x and y are pixels from -10000000 to 10000000"),
    ("\"x\": 5", "\"x\": 1e300", "positions.site-1: x and y are pixels from -10000000 to 10000000"),
    ("\"x\": 5", "\"x\": NaN", "20:35: expected value"),
    (
        "\"site-1\": { \"x\"",
        "\"site-2\": { \"x\"",
        "positions.site-2: no site, server or gateway \
        has this id",
    ),
    (
        "\"site-1\": { \"x\"",
        "\"role-1\": { \"x\"",
        "positions.role-1: no site, server or gateway \
        has this id",
    ),
    ("\"site-1\": { \"x\"", "\"srv-1\": { \"x\"", "positions.srv-1: this position is there twice"),
];

#[test]
fn every_fault_says_where_and_what_would_mend_it() {
    let good = r#"{
  "format_version": 1,
  "plan": {},
  "design": {
    "sites": [
      {
        "id": "site-1",
        "kind": "cas",
        "code": "CS1",
        "servers": [
          { "id": "srv-1", "name": "A", "roles": [
            { "id": "role-1", "kind": "mp" },
            { "id": "role-2", "kind": "dp", "options": ["pxe"] }
          ] }
        ]
      }
    ]
  },
  "steps": [],
  "positions": { "site-1": { "x": 5, "y": 0 },
    "srv-1": { "x": 10, "y": 80 }
  }
}
"#;
    assert_eq!(told(good), "");
    for (from, to, said) in PLACES {
        assert_eq!(told(&good.replacen(from, to, 1)), *said, "{from} to {to}");
    }
}

#[test]
fn what_is_pulled_and_served_is_looked_up() {
    let good = text(&plan(OUTLINE));
    for (from, to, said) in [
        ("\"from\": [\"role-7\"]", "\"from\": [\"role-99\"]", "no role has the id \"role-99\""),
        ("\"from\": [\"role-7\"]", "\"from\": [\"role-8\"]", "cannot pull from itself"),
        ("\"from\": [\"role-7\"]", "\"from\": [\"role-1\"]", "only distribution points pull"),
        ("\"serves\": \"site-1\"", "\"serves\": \"site-9\"", "no site has the id \"site-9\""),
        ("\"at\": \"site-1\"", "\"at\": \"site-9\"", "no site has the id \"site-9\""),
    ] {
        let told = told(&good.replacen(from, to, 1));
        assert!(told.starts_with("design.") && told.contains(said), "{told}");
    }
}

#[test]
fn marks_of_other_writers_are_read() {
    let plan = plan(OUTLINE);
    let text = text(&plan);
    let marked = format!("\u{feff}{text}");
    let wide =
        |to: fn(u16) -> [u8; 2], text: &str| text.encode_utf16().flat_map(to).collect::<Vec<_>>();
    for bytes in [
        marked.clone().into_bytes(),
        wide(u16::to_le_bytes, &marked),
        wide(u16::to_be_bytes, &marked),
        wide(u16::to_le_bytes, &format!("\u{feff}{OUTLINE}")),
        format!("\u{feff}{OUTLINE}").into_bytes(),
    ] {
        let read = file::read(&bytes).expect("a plan");
        assert_eq!(outline::print(&read.design), OUTLINE);
    }
    let error = file::read(b"{\n  \"f\xff").map(|_| ()).unwrap_err().to_string();
    assert_eq!(error, "2:5: this is not text in UTF-8; save the file as UTF-8");
}

#[test]
fn the_ending_or_the_first_character_tells_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = |text: &str, name: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        file::open(&path)
    };
    assert!(open(OUTLINE, "x.outline").is_ok());
    assert!(open(OUTLINE, "x.sitewright").is_ok());
    assert!(open(OUTLINE, "x").is_ok());
    assert!(open("", "x.outline").is_ok_and(|plan| plan.design.is_empty()));
    let error = open("", "x.sitewright").map(|_| ()).unwrap_err().to_string();
    assert_eq!(error, "1:1: EOF while parsing a value; the end of the file is missing");
    let error = open("cos A", "x.outline").map(|_| ()).unwrap_err();
    assert!(matches!(&error, Error::Outline(faults) if faults.len() == 1), "{error}");
    let error = open("{}", "x").map(|_| ()).unwrap_err().to_string();
    assert_eq!(error, "1:2: missing field `format_version`");
    assert!(file::is_outline(OUTLINE.as_bytes()) && !file::is_outline(b"\xef\xbb\xbf {}"));
}

#[test]
fn saving_replaces_the_file_or_leaves_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.sitewright");
    let (first, second) = (plan(OUTLINE), Plan::default());
    file::save(&path, &first).expect("saved");
    file::save(&path, &second).expect("saved again");
    assert_eq!(fs::read(&path).unwrap(), file::write(&second));
    let beside: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().collect();
    assert_eq!(beside.len(), 1, "nothing is left beside it: {beside:?}");

    let nowhere = folder.path().join("no").join("b.sitewright");
    let said = file::save(&nowhere, &first).unwrap_err().to_string();
    assert!(said.starts_with("cannot save ") && said.contains("b.sitewright: "), "{said}");
    let said = file::save(folder.path(), &first).unwrap_err().to_string();
    assert!(said.ends_with(": this is a folder; name a file in it"), "{said}");
    let said = file::open(&nowhere).map(|_| ()).unwrap_err().to_string();
    assert!(said.starts_with("cannot open ") && said.contains("b.sitewright: "), "{said}");
}

/// A folder that lets nobody write, not even the superuser, takes a file system of its own; where
/// none can be had, permissions alone must do.
#[cfg(unix)]
#[test]
fn a_save_that_fails_leaves_the_old_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.sitewright");
    file::save(&path, &plan(OUTLINE)).expect("saved");
    let before = fs::read(&path).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let saved = file::save(&path, &Plan::default());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    match saved {
        Ok(()) => assert_eq!(fs::read(&path).unwrap(), file::write(&Plan::default())),
        Err(error) => {
            assert!(error.to_string().ends_with("; choose another folder"), "{error}");
            assert_eq!(fs::read(&path).unwrap(), before);
        }
    }
}

/// A file that may not grow is the nearest thing to a full disk that every user can have.
#[cfg(unix)]
#[test]
fn a_save_that_runs_out_of_room_leaves_the_old_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.sitewright");
    file::save(&path, &Plan::default()).expect("saved");
    let before = fs::read(&path).unwrap();
    let test = std::env::current_exe().expect("this program");
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" files::saves_too_much --exact";
    let output = Command::new("sh")
        .args(["-c", script])
        .arg(test)
        .env("SITEWRIGHT_TEST_SAVE", &path)
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

/// Does something only when the test above runs it.
#[test]
fn saves_too_much() {
    let Some(path) = std::env::var_os("SITEWRIGHT_TEST_SAVE") else { return };
    let said = file::save(Path::new(&path), &plan(OUTLINE)).unwrap_err().to_string();
    assert!(said.starts_with("cannot save "), "{said}");
}

#[cfg(unix)]
#[test]
fn saving_through_a_link_keeps_the_link() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, link) = (folder.path().join("a.sitewright"), folder.path().join("b.sitewright"));
    fs::write(&path, "").unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    file::save(&link, &Plan::default()).expect("saved");
    assert!(link.is_symlink());
    assert_eq!(fs::read(&path).unwrap(), file::write(&Plan::default()));
}

#[test]
fn an_endless_input_ends() {
    let error = file::load_from(std::io::repeat(b' ')).expect("readable").unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
}

/// A text either reads as a plan that saves and reads again, or is told with a place.
fn read_or_told(bytes: &[u8]) -> bool {
    match file::read(bytes) {
        Ok(plan) => {
            let written = file::write(&plan);
            let again = file::read(&written).expect("what was written");
            assert_eq!(file::write(&again), written);
            true
        }
        Err(error) => {
            let said = error.to_string();
            let place = said.split([':', ' ']).next().unwrap_or_default();
            let has_place = place.parse::<usize>().is_ok_and(|line| line > 0)
                || ["format_version", "plan.", "design.", "steps[", "positions."]
                    .iter()
                    .any(|member| place.starts_with(member));
            assert!(has_place, "{said}");
            false
        }
    }
}

#[test]
fn every_prefix_is_read_or_told() {
    let bytes = file::write(&plan(OUTLINE));
    for end in 1..bytes.len() {
        assert_eq!(read_or_told(&bytes[..end]), end + 1 == bytes.len(), "{end}");
    }
}

#[test]
fn mutations_are_read_or_told() {
    let bytes = file::write(&plan(OUTLINE));
    let odd = [b'"', b' ', b'{', b']', b',', b':', b'\n', b'0', b'9', b'-', b'e', 0, 0xff];
    let (mut good, mut bad) = (0, 0);
    let mut check = |bytes: &[u8]| match read_or_told(bytes) {
        true => good += 1,
        false => bad += 1,
    };
    for at in 0..bytes.len() {
        for byte in [odd[at % odd.len()], odd[(at / odd.len()) % odd.len()]] {
            let mut changed = bytes.clone();
            changed[at] = byte;
            check(&changed);
            changed.insert(at, byte);
            check(&changed);
        }
        let mut without = bytes.clone();
        without.remove(at);
        check(&without);
    }
    assert!(good > 500 && good + bad > 10_000, "{good} read, {bad} told");
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn any_plan_is_read_as_it_was_saved(numbers in prop::collection::vec(any::<u32>(), 50..300)) {
        let design = random_design(&numbers);
        let mut places = arrange::tidy(&design);
        if let Some(server) = design.servers().last() {
            places = arrange::put(&design, &places, server.id.into(), Point::new(0.5, 333.25)).0;
        }
        let plan = Plan::new(design, places);
        let bytes = file::write(&plan);
        let again = file::read(&bytes).expect("a plan");
        prop_assert_eq!(shape(&plan.design), shape(&again.design));
        prop_assert_eq!(file::write(&again), bytes);
    }
}

#[test]
fn the_schema_names_every_word() {
    let schema: serde_json::Value = serde_json::from_str(&file::schema()).expect("JSON");
    assert_eq!(schema["properties"]["format_version"]["maximum"], 1);
    let words = schema["$defs"]["Role"]["properties"]["kind"]["enum"].as_array().expect("words");
    assert_eq!(words.len(), sitewright::facts::roles::RoleKind::COUNT);
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn the_largest_plan_is_saved_and_read() {
    let design = outline::parse(&largest()).expect("an outline");
    let places = arrange::tidy(&design);
    let plan = Plan::new(design, places);
    let bytes = file::write(&plan);
    let again = file::read(&bytes).expect("a plan");
    assert_eq!((again.design.site_count(), again.design.server_count()), (6_276, 131_276));
    assert_eq!(file::write(&again), bytes);
}
