//! The facts of a node as a file holds them: an object with a member for each.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor},
    ser::SerializeMap,
};
use serde_json::Value as Json;

use crate::{
    facts::said::{Fact, Shape},
    model::{Said, Value, outline::nearest},
};

/// Yes and no are true and false, several words or texts a list.
#[derive(Clone, Default)]
pub struct Facts(pub Said);

impl Facts {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for (fact, value) in self.0.all() {
            let key = fact.key();
            match value {
                Value::Flag(flag) => map.serialize_entry(key, flag)?,
                Value::Number(number) => map.serialize_entry(key, number)?,
                Value::Word(word) => map.serialize_entry(key, word)?,
                Value::Words(words) => map.serialize_entry(key, words)?,
                Value::Text(text) => map.serialize_entry(key, &**text)?,
                Value::Texts(texts) => {
                    map.serialize_entry(key, &texts.iter().map(|it| &**it).collect::<Vec<_>>())?;
                }
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Facts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of facts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Facts, A::Error> {
                let mut said = Said::default();
                while let Some((key, json)) = map.next_entry::<Cow<'de, str>, Json>()? {
                    let fact = Fact::named(&key).ok_or_else(|| A::Error::custom(unknown(&key)))?;
                    if said.has(fact) {
                        return Err(A::Error::custom(format!("\"{key}\" is there twice")));
                    }
                    said.set(fact, Some(value(fact, &json).map_err(A::Error::custom)?));
                }
                Ok(Facts(said))
            }
        }

        from.deserialize_map(Members)
    }
}

fn unknown(key: &str) -> String {
    let near = nearest(key, Fact::all().map(Fact::key));
    let hint = near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
    format!("\"{}\" is no fact{hint}", key.escape_debug())
}

/// The value that stands in a file, or what was expected.
fn value(fact: Fact, json: &Json) -> Result<Value, String> {
    let expected = || format!("\"{}\" needs {}", fact.key(), described(fact.row().shape));
    let spelled = match (fact.row().shape, json) {
        (Shape::Flag, Json::Bool(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
        (Shape::Number { .. }, Json::Number(number)) => number.to_string(),
        (Shape::Words(_) | Shape::Texts | Shape::Codes | Shape::Names(_), Json::Array(parts)) => {
            let parts: Option<Vec<_>> = parts.iter().map(Json::as_str).collect();
            let parts = parts.ok_or_else(expected)?;
            if parts.iter().any(|part| part.contains(';')) {
                return Err(format!("\"{}\" has a text with a semicolon in it", fact.key()));
            }
            format!("{};", parts.join(";"))
        }
        (
            Shape::Word(_)
            | Shape::Text
            | Shape::Code
            | Shape::Host
            | Shape::Release
            | Shape::Name(_),
            Json::String(text),
        ) => text.clone(),
        _ => return Err(expected()),
    };
    Value::read(fact, &spelled)
}

fn described(shape: Shape) -> &'static str {
    match shape {
        Shape::Flag => "true or false",
        Shape::Number { .. } => "a whole number",
        Shape::Word(_) => "a word",
        Shape::Words(_) => "a list of words",
        Shape::Release => "a text such as 18.4.1.1",
        Shape::Text | Shape::Code | Shape::Host | Shape::Name(_) => "a text",
        Shape::Texts | Shape::Codes | Shape::Names(_) => "a list of texts",
    }
}

impl JsonSchema for Facts {
    fn schema_name() -> Cow<'static, str> {
        "Facts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let members: serde_json::Map<String, Json> =
            Fact::all().map(|fact| (fact.key().to_owned(), member(fact).into())).collect();
        json_schema!({
            "type": "object",
            "description": "What else the plan says; each fact fits some kinds of nodes only.",
            "properties": members,
            "additionalProperties": false,
        })
    }
}

fn member(fact: Fact) -> Schema {
    let row = fact.row();
    let enumerated = |words: &[(&'static str, &str)]| -> Vec<&'static str> {
        words.iter().map(|(word, _)| *word).collect()
    };
    let mut schema = match row.shape {
        Shape::Flag => json_schema!({ "type": "boolean" }),
        Shape::Number { least, most, .. } => {
            json_schema!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Shape::Word(words) => json_schema!({ "type": "string", "enum": enumerated(words) }),
        Shape::Words(words) => json_schema!({
            "type": "array", "minItems": 1, "items": { "enum": enumerated(words) }
        }),
        Shape::Release => json_schema!({ "type": "string", "pattern": r"^\d+(\.\d+)*$" }),
        Shape::Text | Shape::Code | Shape::Host | Shape::Name(_) => {
            json_schema!({ "type": "string", "minLength": 1 })
        }
        Shape::Texts | Shape::Codes | Shape::Names(_) => json_schema!({
            "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 }
        }),
    };
    schema.insert("description".to_owned(), row.title.into());
    schema
}
