//! The JSON Schema, and every template held against it.

use serde_json::Value;
use sitewright::templates;

use super::{Desk, json};

const ID: &str = ")-[0-9a-z][0-9a-z-]{0,11}$";

/// What is wrong with a value, by as much of JSON Schema as the schema uses; whatever else it
/// should come to use is told, too.
fn faults(schema: &Value, root: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (key, rule) in schema.as_object().expect("a schema") {
        match key.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" | "default" => {}
            "$ref" => {
                let name =
                    rule.as_str().and_then(|it| it.strip_prefix("#/$defs/")).expect("a name");
                found.extend(faults(&root["$defs"][name], root, value, at));
            }
            "anyOf" => {
                let fits = |it: &Value| faults(it, root, value, at).is_empty();
                found.extend((!list(rule).iter().any(fits)).then(|| format!("{at}: {key}")));
            }
            "items" | "properties" | "additionalProperties" => {
                for (name, rule, member) in members(key, schema, value) {
                    match rule {
                        Value::Bool(true) => {}
                        Value::Bool(false) => found.push(format!("{at}.{name}: unknown")),
                        rule => found.extend(faults(rule, root, member, &format!("{at}.{name}"))),
                    }
                }
            }
            key if holds(key, rule, value) => {}
            key => found.push(format!("{at}: {key}")),
        }
    }
    found
}

fn list(rule: &Value) -> &[Value] {
    rule.as_array().map_or(&[][..], Vec::as_slice)
}

/// What lies in a value, with the schema that a keyword has for it.
fn members<'a>(
    key: &str,
    schema: &'a Value,
    value: &'a Value,
) -> Vec<(String, &'a Value, &'a Value)> {
    let rule = &schema[key];
    let named = value.as_object().into_iter().flatten();
    match key {
        "items" => {
            let items = list(value).iter().enumerate();
            items.map(|(place, item)| (place.to_string(), rule, item)).collect()
        }
        "properties" => named
            .filter_map(|(name, member)| Some((name.clone(), rule.get(name)?, member)))
            .collect(),
        _ => named
            .filter(|(name, _)| schema["properties"].get(name).is_none())
            .map(|(name, member)| (name.clone(), rule, member))
            .collect(),
    }
}

fn holds(key: &str, rule: &Value, value: &Value) -> bool {
    match key {
        "enum" => list(rule).contains(value),
        "type" => is(rule, value) || list(rule).iter().any(|word| is(word, value)),
        "minimum" => value.as_f64().is_none_or(|it| rule.as_f64().is_some_and(|least| it >= least)),
        "maximum" => value.as_f64().is_none_or(|it| rule.as_f64().is_some_and(|most| it <= most)),
        "maxItems" => {
            let length = value.as_array().map_or(0, |it| it.len() as u64);
            rule.as_u64().is_some_and(|most| length <= most)
        }
        "minLength" => {
            let length = value.as_str().map_or(u64::MAX, |it| it.chars().count() as u64);
            rule.as_u64().is_some_and(|least| length >= least)
        }
        "required" => {
            list(rule).iter().all(|name| name.as_str().is_some_and(|it| value.get(it).is_some()))
        }
        "pattern" => rule.as_str().zip(value.as_str()).is_some_and(|(it, text)| matches(it, text)),
        _ => false,
    }
}

/// The one pattern that is used: a kind, and what an id is made of.
fn matches(pattern: &str, text: &str) -> bool {
    let kind = pattern
        .strip_prefix("^(")
        .and_then(|it| it.strip_suffix(ID))
        .expect("the pattern of an id");
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_of = |kind: &str| {
        text.strip_prefix(kind).and_then(|it| it.strip_prefix('-')).is_some_and(|name| {
            name.bytes().all(plain) && (1..=12).contains(&name.len()) && !name.starts_with('-')
        })
    };
    kind.split('|').any(is_of)
}

fn is(word: &Value, value: &Value) -> bool {
    match word.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("number") => value.is_number(),
        _ => false,
    }
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
    let waived = include_str!("../../data/plans/v1/waived.sitewright");
    let waived = serde_json::from_str(waived).expect("JSON");
    assert_eq!(faults(&schema, &schema, &waived, "plan"), Vec::<String>::new());
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
        ("\"id\": \"site-1\"", "\"id\": \"Site-1\""),
        ("\"code\": \"", "\"kode\": \""),
        ("\"steps\": []", "\"steps\": [1]"),
        ("\"devices\": ", "\"devices\": -"),
        ("\"x\": ", "\"pinned\": 1, \"x\": "),
    ] {
        refused(&desk, &schema, &plan, from, to);
    }
    let waived = include_str!("../../data/plans/v1/waived.sitewright");
    for (from, to) in [
        ("\"reason\": \"It is going to be replaced\"", "\"reason\": \"short\""),
        ("\"review_by\": ", "\"until\": "),
        ("\"on\": \"srv-old1\"", "\"on\": \"srv old\""),
        ("\"rule\": \"MP-HA\"", "\"rule\": \"\""),
    ] {
        refused(&desk, &schema, waived, from, to);
    }
}

fn refused(desk: &Desk, schema: &Value, plan: &str, from: &str, to: &str) {
    let wrong = plan.replacen(from, to, 1);
    assert_ne!(wrong, plan, "{from}");
    let value = serde_json::from_str(&wrong).expect("JSON");
    assert!(!faults(schema, schema, &value, "plan").is_empty(), "{to}");
    assert_eq!(desk.pipe("check -", wrong.as_bytes()).code, 2, "{to}");
}
