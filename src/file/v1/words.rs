//! Texts that stand for something known: words for facts, the same as in an outline, and ids.

use std::{borrow::Cow, fmt, marker::PhantomData, sync::LazyLock};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Visitor},
};

use crate::{
    facts::{
        choices::Choice,
        roles::RoleKind,
        said::EntityKind,
        sites::{Communication, SITES, SiteKind},
        systems::{SYSTEMS, System},
        versions::Version,
    },
    model::{EntityId, GatewayId, Id, NodeId, RoleId, ServerId, SiteId, outline::nearest},
};

/// Something that a file spells out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct As<T>(pub T);

/// How a file spells it.
pub trait Spelled: Sized {
    fn spell<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;
    /// What it stands for, or what was expected instead.
    fn parse(text: &str) -> Result<Self, String>;
    fn schema() -> Schema;
}

impl<T: Spelled> Serialize for As<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.spell(to)
    }
}

impl<'de, T: Spelled> Deserialize<'de> for As<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text<T>(PhantomData<T>);

        impl<T: Spelled> Visitor<'_> for Text<T> {
            type Value = As<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<As<T>, E> {
                T::parse(text).map(As).map_err(E::custom)
            }
        }

        from.deserialize_str(Text(PhantomData))
    }
}

impl<T: Spelled> JsonSchema for As<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        std::any::type_name::<T>().into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        T::schema()
    }
}

macro_rules! words {
    ($($fact:ty, $what:literal, $words:expr, $word:expr, $named:expr;)*) => {
        $(
            impl Spelled for $fact {
                fn spell<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    to.serialize_str($word(*self))
                }

                fn parse(text: &str) -> Result<Self, String> {
                    $named(text).ok_or_else(|| unknown(text, $what, &$words))
                }

                fn schema() -> Schema {
                    json_schema!({ "type": "string", "enum": $words })
                }
            }
        )*
    };
}

words! {
    SiteKind, "a type of site", SITES.each_ref().map(|it| it.word),
        |it: Self| it.facts().word, Self::named;
    RoleKind, "a role", role_words(), role_word, role;
    Choice, "an option", Self::ALL.map(Self::word), Self::word, Self::named;
    System, "an operating system", SYSTEMS.each_ref().map(|it| it.word),
        |it: Self| it.facts().word, Self::named;
    Version, "a product version", Self::ALL.map(Self::name), Self::name, Self::named;
    EntityKind, "a kind of thing around the sites", Self::ALL.map(Self::word), Self::word,
        Self::named;
    Communication, "a way to communicate", Self::ALL.map(Self::word), Self::word, Self::named;
}

fn unknown(text: &str, what: &str, words: &[&str]) -> String {
    let near = nearest(text, words.iter().copied());
    let hint = near.map(|near| format!("; did you mean {near:?}?")).unwrap_or_default();
    format!("{text:?} is not {what}; expected one of {}{hint}", words.join(", "))
}

/// The codes in small letters, in the order of the roles: a file has one spelling.
static ROLE_WORDS: LazyLock<Vec<String>> =
    LazyLock::new(|| RoleKind::all().map(|kind| kind.code().to_ascii_lowercase()).collect());

fn role_words() -> Vec<&'static str> {
    ROLE_WORDS.iter().map(String::as_str).collect()
}

fn role_word(kind: RoleKind) -> &'static str {
    ROLE_WORDS.get(kind as usize).map_or("", String::as_str)
}

fn role(text: &str) -> Option<RoleKind> {
    let at = ROLE_WORDS.iter().position(|word| word == text)?;
    RoleKind::all().nth(at)
}

macro_rules! ids {
    ($($id:ty, $prefix:literal;)*) => {
        $(
            impl Spelled for $id {
                fn spell<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    to.collect_str(self)
                }

                fn parse(text: &str) -> Result<Self, String> {
                    let read = <$id>::read(text);
                    read.ok_or_else(|| format!(
                        "{text:?} is no id; expected {}- and 1 to 12 of a-z, 0-9 and, not first, -",
                        $prefix
                    ))
                }

                fn schema() -> Schema {
                    let pattern = concat!("^(", $prefix, ")-[0-9a-z][0-9a-z-]{0,11}$");
                    json_schema!({ "type": "string", "pattern": pattern })
                }
            }
        )*
    };
}

ids! {
    SiteId, "site";
    ServerId, "srv";
    RoleId, "role";
    GatewayId, "cmg";
    EntityId, "ent";
    NodeId, "site|srv|role|cmg|ent";
}
