//! Rows of JSON, one by one as they are read: a large export is never held as a whole.

use std::fmt;

use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use super::{
    embedded,
    rows::{Cell, Column, Part, Row},
};

/// Who takes the rows.
pub trait Sink {
    /// Returns whether to go on.
    fn row(&mut self, part: Part, row: &mut Row) -> bool;
    /// A name that is no known column or part.
    fn unknown(&mut self, name: &str);
    /// Something else stands where rows of a part were expected.
    fn odd(&mut self, part: Part, found: &str);
}

/// Why JSON could not be read to its end.
pub enum Broken {
    Stopped,
    At { line: usize, column: usize, message: String },
}

/// Reads documents one after the other to the end of the text.
pub fn read(text: &str, sink: &mut impl Sink) -> Result<(), Broken> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let mut stopped = false;
    loop {
        let rows = Rows { sink: &mut *sink, part: Part::Unsaid, depth: 0, stopped: &mut stopped };
        let read = rows.deserialize(&mut reader);
        match read {
            Err(_) if stopped => return Err(Broken::Stopped),
            Err(error) => return Err(broken(&error)),
            Ok(()) if reader.end().is_ok() => return Ok(()),
            Ok(()) => {}
        }
    }
}

fn broken(error: &serde_json::Error) -> Broken {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let mut message = said.strip_suffix(&place).unwrap_or(&said).to_owned();
    if error.is_eof() {
        message = "the end of the file is missing".to_owned();
    }
    Broken::At { line: error.line().max(1), column: error.column().max(1), message }
}

/// An object, a list of objects, or an object that holds lists of them by name.
struct Rows<'a, S> {
    sink: &'a mut S,
    part: Part,
    depth: usize,
    stopped: &'a mut bool,
}

impl<'de, S: Sink> DeserializeSeed<'de> for Rows<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// What a name in an object stands for.
enum Name {
    Column(Column),
    Part(Part),
    /// What PowerShell wraps a list in; of a boundary, a column.
    Value,
    Noise,
    Unknown(String),
}

impl Name {
    fn of(name: &str, inside: bool) -> Self {
        match Column::named(name) {
            Some(Column::Value) => return Self::Value,
            Some(column) => return Self::Column(column),
            None => {}
        }
        match Part::named(name).filter(|_| !inside) {
            Some(part) => Self::Part(part),
            None if is_noise(name) => Self::Noise,
            None => Self::Unknown(name.to_owned()),
        }
    }
}

/// What PowerShell and CIM add to every object.
pub fn is_noise(name: &str) -> bool {
    const NAMES: [&str; 10] = [
        "count",
        "cimclass",
        "ciminstanceproperties",
        "cimsystemproperties",
        "runspaceid",
        // The collector's own words about its file.
        "format",
        "collectedat",
        "provider",
        "accountsmasked",
        "missing",
    ];
    let small = name.to_ascii_lowercase();
    NAMES.contains(&small.as_str()) || small.starts_with("__") || small.starts_with("ps")
}

struct NameSeed {
    inside: bool,
}

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameSeed {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        Ok(Name::of(name, self.inside))
    }
}

impl<'de, S: Sink> Visitor<'de> for Rows<'_, S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        loop {
            if list.next_element_seed(self.inner(self.part))?.is_none() {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<(), A::Error> {
        let mut row = Row::default();
        let mut held_parts = false;
        let inside = self.part != Part::Unsaid;
        while let Some(name) = object.next_key_seed(NameSeed { inside })? {
            match name {
                Name::Column(column) => {
                    object.next_value_seed(CellSeed { column, row: &mut row })?;
                }
                Name::Part(part) => {
                    held_parts = true;
                    object.next_value_seed(self.inner(part))?;
                }
                Name::Value => {
                    let wrapped = Wrapped { rows: self.inner(self.part), row: &mut row };
                    held_parts |= object.next_value_seed(wrapped)?;
                }
                Name::Noise => _ = object.next_value::<IgnoredAny>()?,
                Name::Unknown(name) => {
                    self.sink.unknown(&name);
                    _ = object.next_value::<IgnoredAny>()?;
                }
            }
        }
        // What stands beside the parts of a file is about the file.
        let is_row = !held_parts && (!row.cells.is_empty() || self.depth > 0);
        if is_row && !self.sink.row(self.part, &mut row) {
            *self.stopped = true;
            return Err(serde::de::Error::custom("stopped"));
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.odd("true or false")
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.odd("a number")
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.odd("a number")
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.odd("a number")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        // An empty text is what nothing becomes on some ways into a file.
        if text.trim().is_empty() { Ok(()) } else { self.odd("a text") }
    }
}

impl<S: Sink> Rows<'_, S> {
    /// What stands one level deeper.
    fn inner(&mut self, part: Part) -> Rows<'_, S> {
        Rows { sink: &mut *self.sink, part, depth: self.depth + 1, stopped: &mut *self.stopped }
    }

    // A visitor returns results, whether or not this can fail.
    #[expect(clippy::unnecessary_wraps, reason = "what the visitor's functions return")]
    fn odd<E>(self, found: &str) -> Result<(), E> {
        self.sink.odd(self.part, found);
        Ok(())
    }
}

/// Rows inside of a list, or the column of that name; returns whether it was rows.
struct Wrapped<'a, S> {
    rows: Rows<'a, S>,
    row: &'a mut Row,
}

impl<'de, S: Sink> DeserializeSeed<'de> for Wrapped<'_, S> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<S> Wrapped<'_, S> {
    #[expect(clippy::unnecessary_wraps, reason = "what the visitor's functions return")]
    fn cell<E>(self, text: String) -> Result<bool, E> {
        self.row.cells.push((Column::Value, Cell::Text(text)));
        Ok(false)
    }
}

impl<'de, S: Sink> Visitor<'de> for Wrapped<'_, S> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rows or a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<bool, A::Error> {
        self.rows.visit_seq(list).map(|()| true)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<bool, A::Error> {
        self.rows.visit_map(object).map(|()| true)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        self.cell(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<bool, E> {
        self.cell(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<bool, E> {
        self.cell(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<bool, E> {
        self.cell(value.to_string())
    }

    fn visit_str<E>(self, value: &str) -> Result<bool, E> {
        self.cell(value.to_owned())
    }
}

/// Puts what a column holds into the row.
struct CellSeed<'a> {
    column: Column,
    row: &'a mut Row,
}

impl<'de> DeserializeSeed<'de> for CellSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let value = match self.column {
            Column::Props | Column::PropLists => {
                embedded::take(&Value::deserialize(deserializer)?, self.row);
                return Ok(());
            }
            _ => deserializer.deserialize_any(CellVisitor)?,
        };
        match value {
            Some(Ok(cell)) => self.row.cells.push((self.column, cell)),
            Some(Err(())) => self.row.odd.push(self.column),
            None => {}
        }
        Ok(())
    }
}

/// Nothing, a cell, or something that fits into none.
struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Option<Result<Cell, ()>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(text(if value { "True" } else { "False" }))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut texts = Vec::new();
        while let Some(Any(found)) = list.next_element()? {
            texts.extend(found);
        }
        Ok(Some(Ok(Cell::List(texts))))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Some(Err(())))
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what the visitor's functions return")]
fn text(value: impl Into<String>) -> Option<Result<Cell, ()>> {
    Some(Ok(Cell::Text(value.into())))
}

/// The text of a scalar; none for anything else.
struct Any(Option<String>);

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match deserializer.deserialize_any(CellVisitor)? {
            Some(Ok(Cell::Text(text))) => Some(text),
            _ => None,
        }))
    }
}
