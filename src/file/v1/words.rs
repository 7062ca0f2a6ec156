//! Words that stand for facts: the same as in an outline, and listed by the schema.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::facts::{
    choices::Choice,
    roles::RoleKind,
    sites::{Communication, SITES, SiteKind},
    systems::{SYSTEMS, System},
    versions::Version,
};

macro_rules! words {
    ($($word:ident, $fact:ty, $what:literal, $all:expr, $named:expr;)*) => {
        $(
            #[derive(Serialize, Deserialize)]
            #[serde(transparent)]
            pub struct $word(pub String);

            impl $word {
                pub const WHAT: &str = $what;

                pub fn all() -> Vec<String> {
                    $all
                }

                pub fn fact(&self) -> Option<$fact> {
                    $named(&self.0)
                }
            }

            impl JsonSchema for $word {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    stringify!($word).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "type": "string", "enum": Self::all() })
                }
            }
        )*
    };
}

words! {
    KindWord, SiteKind, "a type of site",
        SITES.iter().map(|site| site.word.to_owned()).collect(), SiteKind::named;
    RoleWord, RoleKind, "a role",
        RoleKind::all().map(role_word).collect(), role;
    ChoiceWord, Choice, "an option",
        Choice::ALL.iter().map(|choice| choice.word().to_owned()).collect(), Choice::named;
    SystemWord, System, "an operating system",
        SYSTEMS.iter().map(|system| system.word.to_owned()).collect(), System::named;
    VersionWord, Version, "a product version",
        Version::ALL.iter().map(|version| version.name().to_owned()).collect(), Version::named;
    CommunicationWord, Communication, "a way to communicate",
        Communication::ALL.iter().map(|it| it.word().to_owned()).collect(), Communication::named;
}

pub fn role_word(kind: RoleKind) -> String {
    kind.code().to_ascii_lowercase()
}

/// The code in small letters only: a file has one spelling.
fn role(word: &str) -> Option<RoleKind> {
    RoleKind::coded(word).filter(|kind| role_word(*kind) == word)
}
