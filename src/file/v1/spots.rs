//! The positions of a file: an object whose members keep their order.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
};

use super::Spot;

/// By id, in the order of the design; a plain map would order them by id.
#[derive(Default)]
pub struct Spots(pub Vec<(String, Spot)>);

impl Serialize for Spots {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(id, spot)| (id, spot)))
    }
}

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
