//! The positions of a file as they are read: every member of an object, twins included.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};

use super::{As, Spot};
use crate::model::NodeId;

/// By id; a plain map would keep one of two twins without a word.
#[derive(Default)]
pub struct Spots(pub Vec<(As<NodeId>, Spot)>);

impl<'de> Deserialize<'de> for Spots {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Spots;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("positions by id")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Spots, A::Error> {
                let mut spots = Vec::new();
                while let Some(member) = map.next_entry()? {
                    spots.push(member);
                }
                Ok(Spots(spots))
            }
        }

        from.deserialize_map(Members)
    }
}

impl JsonSchema for Spots {
    fn schema_name() -> Cow<'static, str> {
        "Positions".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, Spot>::json_schema(generator)
    }
}
