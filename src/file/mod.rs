//! Our own file, `*.sitewright`: JSON, versioned, always the same bytes for the same plan; and the
//! outline as another way to give a plan.
#![expect(clippy::disallowed_methods, reason = "one of the modules that touch the disk")]

mod blocks;
mod error;
mod migrate;
mod v1;

use std::{
    borrow::Cow,
    cell::Cell,
    fmt, fs,
    io::{self, Read, Write},
    path::Path,
};

use atomic_write_file::AtomicWriteFile;
use serde::{
    Deserializer,
    de::{Error as _, IgnoredAny, MapAccess, Visitor},
};

pub use error::Error;

use crate::{arrange, model::outline, plan::Plan};

/// More than this is not read; the largest supported hierarchy takes a tenth of it.
pub const MOST_BYTES: u64 = 512 << 20;

/// Reads a plan or an outline from the bytes of a file; the first character tells which it is.
pub fn read(bytes: &[u8]) -> Result<Plan, Error> {
    read_as(bytes, None)
}

/// Opens a plan or an outline; the name may tell which it is, otherwise what is in it.
pub fn open(path: &Path) -> Result<Plan, Error> {
    read_as(&load_bytes(path)?, Some(path))
}

/// Reads a whole file, unless it is larger than any plan.
pub fn load_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |error| Error::Disk { doing: "open", path: path.to_owned(), error };
    load_from(fs::File::open(path).map_err(failed)?).map_err(failed)?
}

/// Reads to the end, or to the most that a plan can be.
pub fn load_from(from: impl Read) -> io::Result<Result<Vec<u8>, Error>> {
    let mut bytes = Vec::new();
    from.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= MOST_BYTES);
    Ok(if fits { Ok(bytes) } else { Err(too_large()) })
}

/// Whether bytes that can be read hold an outline.
pub fn is_outline(bytes: &[u8]) -> bool {
    decode(bytes).is_ok_and(|text| looks_like_outline(&text, None))
}

fn too_large() -> Error {
    Error::TooLarge { most: MOST_BYTES >> 20 }
}

/// Like [`read`]; an ending such as `.sitewright` tells more than an empty or damaged file does.
pub fn read_as(bytes: &[u8], path: Option<&Path>) -> Result<Plan, Error> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_BYTES) {
        return Err(too_large());
    }
    let text = decode(bytes)?;
    if !looks_like_outline(&text, path) {
        return read_plan(&text);
    }
    let design = outline::parse(&text).map_err(Error::Outline)?;
    Ok(Plan { places: arrange::tidy(&design), design })
}

fn read_plan(text: &str) -> Result<Plan, Error> {
    let format = format_of(text)?;
    let reader = migrate::FORMATS.iter().find(|(known, _)| *known == format);
    match reader {
        Some((_, reader)) => reader(text),
        None if format > migrate::NEWEST => Err(Error::Newer { format, newest: migrate::NEWEST }),
        None => Err(Error::Value {
            at: "format_version".to_owned(),
            message: format!("there is no format {format}; the first is 1"),
        }),
    }
}

/// The bytes of a plan's file.
pub fn write(plan: &Plan) -> Vec<u8> {
    v1::write(plan)
}

/// Saves a plan; if that fails, the file stays as it was.
pub fn save(path: &Path, plan: &Plan) -> Result<(), Error> {
    write_atomically(path, &write(plan))
}

/// Puts bytes in the place of a file, whole or not at all.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    // What a link points to is replaced, not the link.
    let real = fs::canonicalize(path);
    let write = |path: &Path| -> io::Result<()> {
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder"));
        }
        let mut file = AtomicWriteFile::open(path)?;
        file.write_all(bytes)?;
        file.commit()
    };
    write(real.as_deref().unwrap_or(path)).map_err(|error| Error::Disk {
        doing: "save",
        path: path.to_owned(),
        error,
    })
}

/// The JSON Schema of the newest format.
pub fn schema() -> String {
    let schema = schemars::schema_for!(v1::File);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The number of the format. It stands first, so that no more than a line is read for it.
fn format_of(text: &str) -> Result<u64, Error> {
    struct Format<'a>(&'a Cell<Option<u64>>);

    impl<'de> Visitor<'de> for Format<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a plan")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                if key == "format_version" {
                    self.0.set(Some(map.next_value()?));
                    return Ok(());
                }
                map.next_value::<IgnoredAny>()?;
            }
            Err(A::Error::missing_field("format_version"))
        }
    }

    let found = Cell::new(None);
    let read = serde_json::Deserializer::from_str(text).deserialize_map(Format(&found));
    match (found.get(), read) {
        (Some(format), _) => Ok(format),
        (None, Err(error)) => Err(Error::json(&error)),
        (None, Ok(())) => Ok(migrate::NEWEST),
    }
}

fn looks_like_outline(text: &str, path: Option<&Path>) -> bool {
    let ending = |ending| {
        path.and_then(Path::extension).is_some_and(|found| found.eq_ignore_ascii_case(ending))
    };
    let first = text.chars().find(|char| !char.is_whitespace());
    match first {
        _ if ending("outline") => true,
        Some('{') => false,
        // A plan that was damaged at its start should not be told that it lacks keywords.
        first if ending("sitewright") || ending("bak") => {
            first.is_some_and(|char| char.is_alphabetic() || char == '#')
        }
        _ => true,
    }
}

/// The text of a file; Windows writes some with a mark at their start, some as UTF-16.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    let pairs = |bytes: &[u8], join: fn([u8; 2]) -> u16| {
        let pairs = bytes.chunks_exact(2).map(|pair| join([pair[0], pair[1]]));
        String::from_utf16_lossy(&pairs.collect::<Vec<_>>())
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest).map(Cow::Borrowed),
        [0xff, 0xfe, rest @ ..] => Ok(pairs(rest, u16::from_le_bytes).into()),
        [0xfe, 0xff, rest @ ..] => Ok(pairs(rest, u16::from_be_bytes).into()),
        _ => utf8(bytes).map(Cow::Borrowed),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let last = good.rsplit('\n').next().unwrap_or_default();
        Error::Text {
            line: good.matches('\n').count() + 1,
            column: last.chars().count() + 1,
            message: "this is not text in UTF-8; save the file as UTF-8".to_owned(),
        }
    })
}
