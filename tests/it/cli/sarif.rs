//! SARIF, held against its own schema and against the contract's JSON.

use std::collections::BTreeSet;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;
use sitewright::{
    facts::versions::Version,
    rules::{self, catalogue},
    templates,
};

use super::{Desk, PIPED, json};

const NAMES: &str = "cas \"A/B\"\n  primary \"<&>\" \"\u{202e}quotes \"\" '\"\n    server \
                     \"</script>\": mp, crp\n    server \"back\\slash/\u{2028}#1\": dp pull\n";

/// The standard's own schema.
struct Standard(Schemas, SchemaIndex);

impl Standard {
    fn new() -> Self {
        let text = include_str!("../../data/sarif/sarif-schema-2.1.0.json");
        let schema: Value = serde_json::from_str(text).expect("JSON");
        let name = schema["id"].as_str().expect("an address").to_owned();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource(&name, schema).expect("a schema");
        let index = compiler.compile(&name, &mut schemas).expect("a schema");
        Self(schemas, index)
    }

    fn faults(&self, log: &Value) -> String {
        self.0.validate(log, self.1).err().map_or_else(String::new, |error| error.to_string())
    }
}

/// What is wrong with a log.
pub fn faults(log: &Value) -> String {
    Standard::new().faults(log)
}

/// Outlines with all kinds of findings, and with none.
fn outlines() -> Vec<&'static str> {
    let mut outlines: Vec<_> = templates::all().iter().map(|it| it.outline).collect();
    outlines.extend([
        "",
        PIPED,
        NAMES,
        include_str!("../../../assets/sample.outline"),
        include_str!("../../data/outlines/contoso.outline"),
        include_str!("../../data/outlines/hostile.outline"),
        include_str!("../../data/outlines/odd.outline"),
        include_str!("../../data/outlines/offices.outline"),
    ]);
    outlines
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn level(severity: &Value) -> &'static str {
    match severity.as_str() {
        Some("error") => "error",
        Some("warning") => "warning",
        _ => "note",
    }
}

#[test]
fn every_log_keeps_to_the_schema() {
    let (desk, standard) = (Desk::new(), Standard::new());
    for outline in outlines() {
        desk.put("p.outline", outline);
        for arguments in ["p.outline", "p.outline --target 2403 --fail-on advice"] {
            let log = json(&desk.run(&format!("check {arguments} --format sarif")));
            assert_eq!(standard.faults(&log), "", "{outline}");
        }
    }
    let mut log = json(&desk.run("check p.outline --format sarif"));
    log["runs"][0]["results"][0]["level"] = "advice".into();
    assert_ne!(standard.faults(&log), "", "the schema bites");
}

#[test]
fn a_log_says_what_the_contract_says() {
    let desk = Desk::new();
    for outline in outlines() {
        desk.put("p.outline", outline);
        let said = json(&desk.run("check p.outline --format json"));
        let log = json(&desk.run("check p.outline --format sarif"));
        let run = &log["runs"][0];
        let rules = list(&run["tool"]["driver"]["rules"]);
        let (results, findings) = (list(&run["results"]), list(&said["findings"]));
        assert_eq!(results.len(), findings.len());
        assert_eq!(run["properties"]["target"], said["target"]);
        let mut prints = BTreeSet::new();
        for (result, finding) in results.iter().zip(findings) {
            assert_eq!(result["ruleId"], finding["rule"]);
            assert_eq!(result["level"], level(&finding["severity"]));
            let place = usize::try_from(result["ruleIndex"].as_u64().expect("a place"));
            let rule = &rules[place.expect("it fits")];
            assert_eq!(rule["id"], finding["rule"]);
            assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
            let text = |value: &Value| value.as_str().expect("text").to_owned();
            let words = text(&finding["message"]) + ". " + &text(&finding["because"]);
            assert_eq!(text(&result["message"]["text"]), words);
            assert_eq!(list(&result["locations"]).len(), 1);
            let place = &result["locations"][0];
            assert_eq!(place["physicalLocation"]["artifactLocation"]["uri"], "p.outline");
            let within = &place["logicalLocations"][0];
            let kind = text(&within["kind"]);
            assert_eq!(within["name"], finding["subject"][&kind]);
            prints.insert(text(&result["partialFingerprints"]["ruleAndSubject/v1"]));
            assert_eq!(list(&result["suppressions"]).len(), 0);
            let cures = list(&finding["fixes"]);
            assert_eq!(result["properties"]["fixes"].as_array().map_or(&[][..], |it| it), cures);
        }
        assert_eq!(prints.len(), results.len(), "{prints:?}");
        let notes = list(&run["invocations"][0]["toolExecutionNotifications"]);
        let open = list(&said["not_checked"]);
        assert_eq!(notes.len(), open.len());
        for (note, open) in notes.iter().zip(open) {
            assert_eq!(note["associatedRule"]["id"], open["rule"]);
            assert_eq!(note["message"]["text"], open["because"]);
            // Twins go by one name.
            let names: BTreeSet<_> = list(&open["subjects"]).iter().map(Value::to_string).collect();
            assert_eq!(list(&note["locations"]).len(), names.len());
        }
    }
}

#[test]
fn every_rule_that_applies_is_described_with_its_sources_and_examples() {
    let desk = Desk::new();
    for version in [Version::OLDEST, Version::NEWEST] {
        let arguments = format!("check - --format sarif --target {}", version.name());
        let log = json(&desk.run(&arguments));
        let rules = list(&log["runs"][0]["tool"]["driver"]["rules"]);
        for rule in rules::all() {
            let described = rules.iter().find(|it| it["id"] == rule.id);
            assert_eq!(described.is_some(), rule.severity(version).is_some(), "{}", rule.id);
            let Some(described) = described else { continue };
            assert_eq!(described["shortDescription"]["text"], rule.title);
            assert_eq!(described["fullDescription"]["text"], rule.why);
            assert_eq!(described["helpUri"], rule.sources[0].address());
            for help in ["text", "markdown"] {
                let help = described["help"][help].as_str().expect("help");
                for source in rule.sources {
                    assert!(help.contains(&source.address()) && help.contains(source.read));
                }
                assert!(help.contains("Breaks it") && help.contains("Keeps it"), "{help}");
            }
            let levels = described["properties"]["severity"].as_object().expect("levels");
            assert_eq!(levels.len(), rule.levels.len());
            let name = described["name"].as_str().expect("a name");
            assert!(name.chars().all(char::is_alphanumeric), "{name}");
        }
        for described in rules {
            let id = described["id"].as_str().expect("an id");
            assert!(catalogue::row(id).is_some() || id.starts_with("ROLE-SITETYPE-"), "{id}");
        }
    }
}

#[test]
fn a_file_is_named_by_its_address_and_standard_input_by_none() {
    let desk = Desk::new();
    let name = "100%a&b#\u{e9}'[1].outline";
    desk.put(name, PIPED);
    let log = json(&desk.run(&format!("check {name} --format sarif")));
    let uri = &log["runs"][0]["artifacts"][0]["location"]["uri"];
    assert_eq!(uri, "100%25a%26b%23%C3%A9%27%5B1%5D.outline");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(&result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], uri);
    let piped = json(&desk.pipe("check - --format sarif", PIPED.as_bytes()));
    assert_eq!(piped["runs"][0]["artifacts"], Value::Null);
    let place = &piped["runs"][0]["results"][0]["locations"][0];
    assert_eq!(place["physicalLocation"], Value::Null);
    assert_eq!(place["logicalLocations"][0]["fullyQualifiedName"], "CS1/B/MP");
}

/// Ids of an outline are counted anew each time; a finding is known again all the same.
#[test]
fn a_finding_is_known_again_after_something_else_changed() {
    let desk = Desk::new();
    let print = |outline: &str| {
        let log = json(&desk.pipe("check - --format sarif", outline.as_bytes()));
        let results = log["runs"][0]["results"].as_array().expect("results").clone();
        let one = results.into_iter().find(|it| it["ruleId"] == "ROLE-SITETYPE-MP");
        one.expect("it")["partialFingerprints"]["ruleAndSubject/v1"].clone()
    };
    let before = print(PIPED);
    assert_eq!(before, "ROLE-SITETYPE-MP/CS1/B/MP");
    let added = PIPED.replace("  primary PR1\n", "  primary PR0\n  primary PR1 \"title\"\n");
    assert_eq!(print(&added), before);
    // A slash in a name parts nothing.
    let log = json(&desk.pipe("check - --format sarif", NAMES.as_bytes()));
    assert!(log.to_string().contains(r#""fullyQualifiedName":"A\\/B""#), "{log}");
}
