//! House rules on the command line: every report says what they changed.

use super::{Desk, PIPED, json};

const HOUSE: &str = "name = \"Fabrikam <&>\"\n[severity]\nROLE-SITETYPE-MP = \"warning\"\n\
                     HIER-CAS-ONE-PRI = \"off\"\n[practice]\nprimaries-per-central = 12\n";
const SAID: &str = "House rules of Fabrikam <&> changed: HIER-CAS-ONE-PRI advice \u{2192} off, \
                    ROLE-SITETYPE-MP error \u{2192} warning. They recommend at most 12 primary \
                    sites below a central administration site.";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("p.outline", PIPED);
    desk.put("sitewright.toml", HOUSE);
    desk
}

#[test]
fn a_check_follows_the_house_unless_it_is_told_not_to() {
    let desk = desk();
    let housed = desk.run("check p.outline");
    assert_eq!(housed.code, 0);
    assert!(housed.out.contains(&format!("\n{SAID}\n")), "{}", housed.out);
    assert!(housed.out.contains("warning ROLE-SITETYPE-MP"));
    let plain = desk.run("check p.outline --no-house");
    assert_eq!(plain.code, 1);
    assert!(!plain.out.contains("House") && plain.out.contains("HIER-CAS-ONE-PRI"));
    // What comes by standard input lies in no folder.
    assert_eq!(desk.pipe("check -", PIPED.as_bytes()).code, 1);
    desk.put("p.sitewright.toml", "[severity]\nROLE-SITETYPE-MP = \"error\"\n");
    assert_eq!(desk.run("check p.outline").code, 1);
}

#[test]
fn every_form_says_what_the_house_changed() {
    let desk = desk();
    let said = json(&desk.run("check p.outline --format json"));
    assert_eq!(said["house"]["name"], "Fabrikam <&>");
    assert_eq!(said["house"]["files"][0], "sitewright.toml");
    let changed = r#"{"from":"error","rule":"ROLE-SITETYPE-MP","to":"warning"}"#;
    assert_eq!(said["house"]["changed"][1].to_string(), changed);
    assert_eq!(said["house"]["practice"]["primaries-per-central"], 12);
    assert_eq!(said["summary"]["error"], 0);
    let plain = json(&desk.run("check p.outline --format json --no-house"));
    assert!(plain.get("house").is_none());

    let log = json(&desk.run("check p.outline --format sarif"));
    assert_eq!(super::sarif::faults(&log), "");
    let run = &log["runs"][0];
    assert_eq!(run["properties"]["house"], SAID);
    let overrides = run["invocations"][0]["ruleConfigurationOverrides"].as_array().expect("some");
    let rules = &run["tool"]["driver"]["rules"];
    for (change, expected) in
        overrides.iter().zip([r#"{"enabled":false}"#, r#"{"enabled":true,"level":"warning"}"#])
    {
        assert_eq!(change["configuration"].to_string(), expected);
        let place = usize::try_from(change["descriptor"]["index"].as_u64().expect("a place"));
        assert_eq!(rules[place.expect("it fits")]["id"], change["descriptor"]["id"]);
    }
    assert_eq!(overrides.len(), 2);
    let last = rules.as_array().and_then(|rules| rules.last()).expect("rules");
    assert_eq!(last["id"], "HOUSE-LIMIT");
    let page = desk.run("rules house-limit");
    assert!(page.code == 0 && page.out.contains("devices-per-primary = 120000"), "{}", page.out);

    let tests = desk.run("check p.outline --format junit").out;
    assert!(tests.contains("Fabrikam &lt;&amp;&gt;"), "{tests}");
    assert!(tests.contains("<skipped message=\"House rules turned it off.\">"), "{tests}");
    assert!(tests.contains(" failures=\"0\""), "{tests}");
}

#[test]
fn deliverables_say_what_the_house_changed() {
    let desk = desk();
    let text = desk.run("export p.outline -o - --to md").out;
    assert!(text.contains("HIER-CAS-ONE-PRI advice \u{2192} off"), "{text}");
    assert!(!text.contains("HIER-CAS-ONE-PRI**"), "{text}");
    let sheet = desk.run("export p.outline -o - --to svg").out;
    assert!(sheet.contains("House rules") && sheet.contains("Fabrikam &lt;&amp;&gt;"));
    let plain = desk.run("export p.outline -o - --to md --no-house").out;
    assert!(!plain.contains("House rules") && plain.contains("HIER-CAS-ONE-PRI"));
}

#[test]
fn a_broken_house_ends_in_two() {
    let desk = desk();
    desk.put("p.sitewright.toml", "[severity]\nMP-HAA = \"off\"\n");
    let words = ["p.sitewright.toml:2:1: there is no rule", "did you mean MP-HA?"];
    desk.refuses(2, "check p.outline", b"", &words);
    desk.refuses(2, "export p.outline -o p.md", b"", &words);
    assert_eq!(desk.run("check p.outline --no-house").code, 1);
    assert_eq!(desk.run("fmt p.outline").code, 0);
}
