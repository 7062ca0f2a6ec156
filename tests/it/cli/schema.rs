//! The JSON Schema, and every template held against it.

use serde_json::Value;
use sitewright::templates;

use super::{Desk, json};

/// What is wrong with a value, by as much of JSON Schema as the schema uses; whatever else it
/// should come to use is told, too.
fn faults(schema: &Value, root: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut must = |holds: bool, key: &str| {
        if !holds {
            found.push(format!("{at}: {key}"));
        }
    };
    let mut inner = Vec::new();
    for (key, rule) in schema.as_object().expect("a schema") {
        let list = || rule.as_array().map_or(&[][..], Vec::as_slice);
        match key.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" | "default" => {}
            "$ref" => {
                let name =
                    rule.as_str().and_then(|it| it.strip_prefix("#/$defs/")).expect("a name");
                inner.extend(faults(&root["$defs"][name], root, value, at));
            }
            "anyOf" => {
                let fits = |it: &Value| faults(it, root, value, at).is_empty();
                must(list().iter().any(fits), key);
            }
            "enum" => must(list().contains(value), key),
            "type" => {
                let fits = |word: &Value| match word.as_str() {
                    Some("object") => value.is_object(),
                    Some("array") => value.is_array(),
                    Some("string") => value.is_string(),
                    Some("boolean") => value.is_boolean(),
                    Some("null") => value.is_null(),
                    Some("integer") => value.is_u64() || value.is_i64(),
                    Some("number") => value.is_number(),
                    _ => false,
                };
                must(fits(rule) || list().iter().any(fits), key);
            }
            "minimum" => must(value.as_f64().is_none_or(|it| it >= rule.as_f64().unwrap()), key),
            "maximum" => must(value.as_f64().is_none_or(|it| it <= rule.as_f64().unwrap()), key),
            "maxItems" => {
                let most = rule.as_u64().unwrap();
                must(value.as_array().is_none_or(|it| it.len() as u64 <= most), key);
            }
            "items" => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    match rule {
                        Value::Bool(fits) => must(*fits, key),
                        rule => inner.extend(faults(rule, root, item, &format!("{at}[{place}]"))),
                    }
                }
            }
            "required" => {
                for name in list() {
                    must(value.get(name.as_str().unwrap()).is_some(), &format!("needs {name}"));
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().expect("properties") {
                    if let Some(member) = value.get(name) {
                        inner.extend(faults(rule, root, member, &format!("{at}.{name}")));
                    }
                }
            }
            "additionalProperties" => {
                let named = |name: &String| schema["properties"].get(name).is_some();
                let members = value.as_object().into_iter().flatten();
                for (name, member) in members.filter(|(name, _)| !named(name)) {
                    match rule {
                        Value::Bool(fits) => must(*fits, name),
                        rule => inner.extend(faults(rule, root, member, &format!("{at}.{name}"))),
                    }
                }
            }
            other => must(false, &format!("this test does not know {other}")),
        }
    }
    found.extend(inner);
    found
}

#[test]
fn templates_and_whatever_is_saved_keep_to_the_schema() {
    let desk = Desk::new();
    let schema = json(&desk.run("schema"));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let odd = include_str!("../../data/outlines/odd.outline");
    let hostile = include_str!("../../data/outlines/hostile.outline");
    let outlines = templates::all().iter().map(|it| it.outline).chain([odd, hostile, ""]);
    for outline in outlines {
        let plan = json(&desk.pipe("export - -o - --to sitewright", outline.as_bytes()));
        assert_eq!(faults(&schema, &schema, &plan, "plan"), Vec::<String>::new());
    }
    assert_eq!(desk.run("schema -o s.json").code, 0);
    assert_eq!(desk.text("s.json"), desk.run("schema").out);
}

/// What the schema refuses is refused, and the other way about.
#[test]
fn the_schema_bites() {
    let desk = Desk::new();
    let schema = json(&desk.run("schema"));
    let plan = desk.run("new --template central -o -").out;
    for (from, to) in [
        ("\"format_version\": 1", "\"format_version\": 2"),
        ("\"kind\": \"cas\"", "\"kind\": \"cos\""),
        ("\"code\": \"", "\"kode\": \""),
        ("\"steps\": []", "\"steps\": [1]"),
        ("\"devices\": ", "\"devices\": -"),
        ("\"x\": ", "\"pinned\": 1, \"x\": "),
    ] {
        let wrong = plan.replacen(from, to, 1);
        assert_ne!(wrong, plan, "{from}");
        let value = serde_json::from_str(&wrong).expect("JSON");
        assert!(!faults(&schema, &schema, &value, "plan").is_empty(), "{to}");
        assert_eq!(desk.pipe("check -", wrong.as_bytes()).code, 2, "{to}");
    }
}
