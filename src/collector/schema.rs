//! The JSON Schema of the script's file, made of the table of what it reads.

use serde_json::{Map, Value, json};

use super::{FORMAT, Kind, LISTS, Property, SECTIONS, SETTINGS, Section, Setting};

/// As text. An older version of the product lacks classes and properties, and a newer script may
/// write more, so that a row need not have all of them and may have others.
pub fn schema() -> String {
    let mut properties = head();
    for section in SECTIONS {
        properties.insert(section.name.to_owned(), rows(section));
    }
    properties.insert("missing".to_owned(), missing());
    properties.insert("errors".to_owned(), errors());
    let required: Vec<&String> = properties.keys().collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What the collector of Sitewright gathers of a live hierarchy",
        "type": "object",
        "required": required,
        "properties": properties,
    });
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

fn head() -> Map<String, Value> {
    let head = [
        ("format", json!({ "const": FORMAT })),
        (
            "version",
            json!({
                "description": "Of the format; keys may be added, and never change their meaning",
                "type": "integer",
                "minimum": 1,
            }),
        ),
        (
            "collectedAt",
            json!({ "description": "In UTC", "type": "string", "format": "date-time" }),
        ),
        ("provider", json!({ "description": "The server that was asked", "type": "string" })),
        ("siteCode", json!({ "description": "The site that was asked", "type": "string" })),
        (
            "accountsMasked",
            json!({
                "description": "Whether accounts are called account-1, account-2 and so on",
                "type": "boolean",
            }),
        ),
    ];
    head.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn rows(section: &Section) -> Value {
    let properties: Map<_, _> =
        section.properties.iter().map(|it| (it.name.to_owned(), value(it))).collect();
    json!({
        "description": format!("{}: {}", section.class, section.says),
        "type": "array",
        "items": { "type": "object", "properties": properties },
    })
}

fn value(property: &Property) -> Value {
    let mut value = match property.kind {
        Kind::Text => json!({ "type": ["string", "null"] }),
        Kind::Number => json!({ "type": ["integer", "null"] }),
        Kind::Flag => json!({ "type": ["boolean", "null"] }),
        Kind::TextOrNumber => json!({ "type": ["string", "integer", "null"] }),
        Kind::Props => embedded(&[
            ("PropertyName", name(SETTINGS)),
            ("Value", json!({ "type": ["integer", "null"] })),
            ("Value1", json!({ "type": ["string", "null"] })),
            ("Value2", json!({ "type": ["string", "null"] })),
        ]),
        Kind::PropLists => embedded(&[
            ("PropertyListName", name(LISTS)),
            ("Values", json!({ "type": "array", "items": { "type": "string" } })),
        ]),
    };
    if !property.says.is_empty() {
        value["description"] = property.says.into();
    }
    value
}

/// The name of a setting, with all that it may be.
fn name(settings: &[Setting]) -> Value {
    let told = settings.iter().map(|it| format!("{} ({}; {})", it.name, it.of, it.says));
    let told: Vec<_> = told.collect();
    json!({ "description": told.join(", "), "type": "string" })
}

fn embedded(members: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    let members: Map<_, _> =
        members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({
        "type": "array",
        "items": { "type": "object", "required": names, "properties": members },
    })
}

fn missing() -> Value {
    json!({
        "description": "Classes, and properties as CLASS.PROPERTY, that the provider does not have",
        "type": "array",
        "items": { "type": "string" },
    })
}

fn errors() -> Value {
    json!({
        "description": "Queries that failed; what came before is in the file",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["query", "message"],
            "properties": { "query": { "type": "string" }, "message": { "type": "string" } },
        },
    })
}
