//! Embedded properties: objects inside a row, or what is left of them after a way through text.

use serde_json::Value;

use super::rows::{Prop, PropList, Row};

/// Puts what `Props` or `PropLists` hold into the row.
pub fn take(value: &Value, row: &mut Row) {
    match value {
        Value::Null => {}
        Value::Array(all) => all.iter().for_each(|one| take(one, row)),
        Value::Object(object) => {
            let named = |name: &str| {
                object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, it)| it)
            };
            let text = |name: &str| named(name).and_then(scalar).unwrap_or_default();
            if let Some(name) = named("PropertyName").and_then(scalar) {
                let (value, value1, value2) = (text("Value"), text("Value1"), text("Value2"));
                row.props.push(Prop { name, value, value1, value2 });
            } else if let Some(name) = named("PropertyListName").and_then(scalar) {
                let mut values = Vec::new();
                if let Some(inner) = named("Values") {
                    texts(inner, &mut values);
                }
                row.flattened |= values.iter().any(|value| is_lost(value));
                row.lists.push(PropList { name, values });
            } else if let Some(inner) = named("value") {
                // What PowerShell wraps a list in.
                take(inner, row);
            } else {
                row.flattened = true;
            }
        }
        Value::String(text) => take_text(text, row),
        Value::Bool(_) | Value::Number(_) => row.flattened = true,
    }
}

/// `@{PropertyName=IsPXE; Value=1; Value1=; Value2=}` is left of an object that lay too deep; any
/// other text says only that something was there.
pub fn take_text(text: &str, row: &mut Row) {
    let text = text.trim();
    let Some(inner) = text.strip_prefix("@{").and_then(|text| text.strip_suffix('}')) else {
        row.flattened |= !text.is_empty();
        return;
    };
    let mut prop = Prop::default();
    for (name, value) in inner.split(';').filter_map(|part| part.split_once('=')) {
        let value = value.trim().to_owned();
        match name.trim().to_ascii_lowercase().as_str() {
            "propertyname" => prop.name = value,
            "value" => prop.value = value,
            "value1" => prop.value1 = value,
            "value2" => prop.value2 = value,
            // Its values are on the other side of a System.Object[].
            "propertylistname" => row.flattened = true,
            _ => {}
        }
    }
    if !prop.name.is_empty() {
        row.props.push(prop);
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| texts(one, into)),
        Value::Object(object) => {
            if let Some(inner) = object.get("value") {
                texts(inner, into);
            }
        }
        other => into.extend(scalar(other)),
    }
}

fn is_lost(text: &str) -> bool {
    text.starts_with("System.") && text.ends_with("[]")
}
