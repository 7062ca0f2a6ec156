//! House rules: what files say, and what comes of it in reports and drops.
#![expect(clippy::disallowed_methods, reason = "files are what is tested")]

use std::{collections::BTreeMap, fs, sync::Arc};

use sitewright::{
    commands::{Command, PlaceRole},
    facts::{practice::Practice, roles::RoleKind, severity::Severity},
    file,
    model::{Design, Head, House, Ids, outline},
    plan::Plan,
    rules::{self, Report, house},
    session::{Landing, Session},
};
use tempfile::TempDir;

use crate::walk::Walk;

const OUTLINE: &str = "cas CS1\n  primary PS1 devices=130000\n    server A: mp, dp\n";

/// A design with house rules, as a file says them.
fn housed(outline: &str, house: &str) -> Design {
    let house = file::house::read(house.as_bytes(), &house::ids()).expect("house rules");
    let house = House { files: vec!["sitewright.toml".to_owned()], ..house };
    with(outline::parse(outline).expect("an outline"), house)
}

fn with(mut design: Design, house: House) -> Design {
    let head = Head { house: Arc::new(house), ..design.head().clone() };
    design.set_head(head);
    design
}

/// How heavy each rule's findings are that something is wrong.
fn found(design: &Design) -> BTreeMap<String, Severity> {
    let report = rules::check(design);
    let broken = report.sorted(design).into_iter().filter(|it| it.problem().is_some());
    broken.map(|finding| (finding.id(design), finding.severity)).collect()
}

fn lines(report: &Report, design: &Design) -> Vec<String> {
    let sorted = report.sorted(design).into_iter();
    sorted.map(|finding| format!("{:?} {finding:?}", finding.severity)).collect()
}

#[test]
fn the_file_of_the_plan_counts_more_than_that_of_the_folder() {
    let folder = TempDir::new().expect("a folder");
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    let plan = folder.path().join("contoso.outline");
    let read = || file::house(&plan, &house::ids()).expect("house rules");
    put("contoso.outline", OUTLINE);
    put("other.sitewright.toml", "[severity]\nMP-HA = \"error\"\n");
    assert!(read().is_silent());
    put(
        "sitewright.toml",
        "name = \"Fabrikam\"\n[severity]\nMP-HA = \"off\"\nSCP-MISSING = \"error\"\n\
         [practice]\ndevices-per-primary = 100_000\nmanagement-points-per-primary = 4\n",
    );
    let of_folder = read();
    assert_eq!((of_folder.speaker().as_str(), of_folder.files.len()), ("Fabrikam", 1));
    assert_eq!(of_folder.severities["MP-HA"], None);
    put(
        "contoso.sitewright.toml",
        "\u{feff}[severity]\r\nMP-HA = \"warning\"\r\n[practice]\r\ndevices-per-primary = 9\r\n",
    );
    let both = read();
    assert_eq!(both.speaker(), "Fabrikam");
    assert_eq!(both.files, ["sitewright.toml", "contoso.sitewright.toml"]);
    assert_eq!(both.severities["MP-HA"], Some(Severity::Warning));
    assert_eq!(both.severities["SCP-MISSING"], Some(Severity::Error));
    assert_eq!(both.practice(Practice::DevicesPerPrimary), Some(9));
    assert_eq!(both.practice(Practice::ManagementPointsPerPrimary), Some(4));
    assert_eq!(both.practice(Practice::DevicesPerSecondary), None);
    put("contoso.sitewright.toml", "name = \"Contoso\"");
    assert_eq!((read().speaker().as_str(), read().severities["MP-HA"]), ("Contoso", None));
    fs::remove_file(folder.path().join("sitewright.toml")).expect("removed");
    put("contoso.sitewright.toml", "");
    assert_eq!(read().speaker(), "contoso.sitewright.toml");
}

#[test]
fn a_broken_file_says_where_and_what_would_mend_it() {
    for (text, said) in [
        ("name = 3", "1:8: a name of one line was expected, in quotes; found 3"),
        ("name = \" \"", "1:8: a name of one line was expected"),
        ("name = \"a\\nb\"", "1:8: a name of one line was expected"),
        (
            "[severity]\nMP-HAA = \"off\"",
            "2:1: there is no rule \u{201c}MP-HAA\u{201d}; did you mean MP-HA?",
        ),
        (
            "[severity]\n\"\u{e9}\" = 1\nmp-ha = \"off\"",
            "2:1: there is no rule \u{201c}\u{e9}\u{201d}; sitewright rules lists all",
        ),
        (
            "[severity]\nmp-ha = \"off\"",
            "2:1: there is no rule \u{201c}mp-ha\u{201d}; did you mean MP-HA?",
        ),
        (
            "[severity]\nMP-HA = \"wraning\"",
            "2:9: there is no severity \u{201c}wraning\u{201d}; did you mean warning?",
        ),
        (
            "[severity]\nMP-HA = \"fatal\"",
            "2:9: there is no severity \u{201c}fatal\u{201d}; there are off, advice, warning, error",
        ),
        (
            "[severity]\nMP-HA = true",
            "2:9: a severity was expected, one of \"off\", \"advice\", \"warning\", \"error\"; found true",
        ),
        ("[severity]\nMP-HA = \"off\"\n MP-HA = \"error\"", "3:2: duplicate key; keep one of them"),
        (
            "[practice]\ndevices-per-primry = 3",
            "2:1: there is no limit \u{201c}devices-per-primry\u{201d}; did you mean devices-per-primary?",
        ),
        (
            "[practice]\ndevices-per-primary = \"3\"",
            "2:23: a whole number from 1 was expected, without quotes; found \"3\"",
        ),
        ("[practice]\ndevices-per-primary = 0", "2:23: a whole number from 1 was expected"),
        ("[practice]\ndevices-per-primary = 1.5", "2:23: a whole number from 1 was expected"),
        (
            "[practice]\ndevices-per-primary = 5000000000",
            "2:23: a whole number from 1 was expected",
        ),
        (
            "[severty]\nMP-HA = \"off\"",
            "1:2: there is no member \u{201c}severty\u{201d}; did you mean severity?",
        ),
        ("severity = 3", "1:12: a table was expected: write [severity]; found 3"),
        ("[severity]\n[practice\n", "2:10: "),
        ("x", "1:2: "),
    ] {
        let error = file::house::read(text.as_bytes(), &house::ids()).expect_err(text).to_string();
        assert!(error.starts_with(said) && !error.contains('\n'), "{text}\n{error}");
    }
    let error = file::house::read(b"name = \"\xff\"", &[]).expect_err("no text").to_string();
    assert!(error.starts_with("1:9: this is not text in UTF-8"), "{error}");
}

#[test]
fn a_house_turns_rules_off_raises_and_lowers_them() {
    let plain = found(&outline::parse(OUTLINE).expect("an outline"));
    assert_eq!(plain["HIER-CAS-ONE-PRI"], Severity::Advice);
    assert_eq!(plain["SCP-MISSING"], Severity::Warning);
    assert_eq!(plain["MP-CAPACITY"], Severity::Warning);
    let design = housed(
        OUTLINE,
        "[severity]\nHIER-CAS-ONE-PRI = \"off\"\nSCP-MISSING = \"error\"\nMP-CAPACITY = \"advice\"\n\
         SRV-FQDN = \"off\"\n",
    );
    let mut expected = plain.clone();
    expected.remove("HIER-CAS-ONE-PRI");
    expected.insert("SCP-MISSING".to_owned(), Severity::Error);
    expected.insert("MP-CAPACITY".to_owned(), Severity::Advice);
    assert_eq!(found(&design), expected);
    let report = rules::check(&design);
    // What is off is not "not checked" either.
    assert!(report.sorted(&design).iter().all(|finding| finding.rule.id != "SRV-FQDN"));
    assert_eq!(report.tally().errors, 1);
}

#[test]
fn roles_can_be_spoken_of_one_by_one() {
    let outline = "cas CS1\n  primary PS1\n  server B: mp, fsp\n";
    let plain = found(&outline::parse(outline).expect("an outline"));
    assert_eq!(plain["ROLE-SITETYPE-MP"], Severity::Error);
    assert_eq!(plain["ROLE-SITETYPE-FSP"], Severity::Error);
    let one = "[severity]\nROLE-SITETYPE = \"off\"\nROLE-SITETYPE-MP = \"warning\"\n";
    let one = found(&housed(outline, one));
    assert_eq!(one["ROLE-SITETYPE-MP"], Severity::Warning);
    assert!(!one.contains_key("ROLE-SITETYPE-FSP"));
    let both = found(&housed(outline, "[severity]\nROLE-SITETYPE = \"advice\"\n"));
    assert_eq!(both["ROLE-SITETYPE-MP"], Severity::Advice);
}

#[test]
fn what_a_house_changed_is_said() {
    let design = housed(
        OUTLINE,
        "name = \"Fabrikam\"\n[severity]\nMP-HA = \"warning\"\nHIER-CAS-ONE-PRI = \"off\"\n\
         SCP-MISSING = \"warning\"\n",
    );
    let said = "House rules of Fabrikam changed: HIER-CAS-ONE-PRI advice \u{2192} off, \
                MP-HA advice \u{2192} warning.";
    assert_eq!(house::sentences(&design).as_deref(), Some(said));
    let design = housed(OUTLINE, "[practice]\ndevices-per-primary = 120000\n");
    let said = "House rules of sitewright.toml changed no severity. They recommend at most \
                120,000 devices at a primary site.";
    assert_eq!(house::sentences(&design).as_deref(), Some(said));
    assert_eq!(house::sentences(&outline::parse(OUTLINE).expect("an outline")), None);
}

#[test]
fn limits_that_a_house_recommends_are_advice() {
    let limits = "[practice]\ndevices-per-primary = 120000\ndevices-per-management-point = 20000\n\
                  primaries-per-central = 1\ndistribution-points-per-site = 1\n";
    let design = housed(OUTLINE, limits);
    let report = rules::check(&design);
    let sorted = report.sorted(&design);
    let words: Vec<_> = sorted.iter().filter(|it| it.rule.id == "HOUSE-LIMIT").collect();
    let words: Vec<_> = words.iter().map(|it| (it.what(), it.because())).collect();
    let because = |most: &str| format!("sitewright.toml recommends at most {most}.");
    assert_eq!(
        words,
        [
            ("PS1 has 130,000 devices", because("120,000").as_str()),
            ("PS1 has 130,000 devices for each management point", because("20,000").as_str()),
        ]
    );
    assert_eq!(found(&design)["HOUSE-LIMIT"], Severity::Advice);
    let heavier = format!("{limits}[severity]\nHOUSE-LIMIT = \"error\"\n");
    assert_eq!(found(&housed(OUTLINE, &heavier))["HOUSE-LIMIT"], Severity::Error);
    // Its examples hold in a house that has the limit.
    let rule = rules::by_id("HOUSE-LIMIT").expect("the rule");
    let of = |example: &str| found(&housed(example, limits)).contains_key(rule.id);
    assert!(of(&rule.bad.text()) && !of(&rule.good.text()));
    for practice in Practice::ALL {
        assert_eq!(Practice::named(practice.key()), Some(practice));
    }
}

#[test]
fn a_drop_follows_the_house() {
    let outline = "cas CS1\n  primary PS1\n  server B: smp\n";
    let landing = |house: &str| {
        let design = housed(outline, house);
        let on = design.servers().find(|server| server.name == "B").expect("B").id;
        let session = Session::new(Plan { design, ..Plan::default() }, Ids::counted(), true);
        let kind = RoleKind::ManagementPoint;
        session.landing(&[Command::from(PlaceRole { id: session.fresh(), kind, on, serves: None })])
    };
    let bounces = |house: &str| matches!(landing(house), Landing::Bounces(_));
    assert!(bounces(""));
    assert!(bounces("[severity]\nMP-HA = \"off\"\n"));
    let lower = landing("[severity]\nROLE-SITETYPE-MP = \"advice\"\n");
    assert!(matches!(lower, Landing::LandsBut(it) if it.severity == Severity::Advice));
    assert!(!bounces("[severity]\nROLE-SITETYPE = \"off\"\n"));
}

#[test]
fn looking_again_says_the_same_in_a_house() {
    let rules = "[severity]\nROLE-SITETYPE = \"warning\"\nROLE-SITETYPE-DP = \"off\"\n\
                 SCP-MISSING = \"error\"\nSRV-FQDN = \"off\"\nSITE-CODE-UNIQUE = \"advice\"\n\
                 [practice]\nmanagement-points-per-primary = 1\nprimaries-per-central = 1\n\
                 devices-per-distribution-point = 100\n";
    let mut walk = Walk::new(31);
    let mut design = housed("", rules);
    let mut report = rules::check(&design);
    for step in 0..400 {
        let mut next = design.clone();
        let command = walk.command(&design);
        if command.apply(&mut next).is_err() {
            continue;
        }
        assert_eq!(next.head().house, design.head().house, "{command:?}");
        let again = rules::recheck(&report, &design, &next);
        let whole = rules::check(&next);
        assert_eq!(lines(&again, &next), lines(&whole, &next), "step {step}: {command:?}");
        assert_eq!(again.tally(), whole.tally(), "step {step}: {command:?}");
        if next.server_count() < 40 {
            design = next;
            report = again;
        }
    }
    // Leaving the house is seen as well.
    let outside = with(design.clone(), House::default());
    let again = rules::recheck(&report, &design, &outside);
    assert_eq!(lines(&again, &outside), lines(&rules::check(&outside), &outside));
}

#[test]
fn a_house_is_never_saved_with_the_plan() {
    let plain = Plan { design: outline::parse(OUTLINE).expect("an outline"), ..Plan::default() };
    let design = housed(OUTLINE, "name = \"Fabrikam\"\n[severity]\nMP-HA = \"off\"\n");
    let plan = Plan { design, ..Plan::default() };
    assert_eq!(file::write(&plan), file::write(&plain));
    assert_eq!(outline::print(&plan.design), outline::print(&plain.design));
}
