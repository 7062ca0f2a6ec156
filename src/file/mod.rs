//! Our own file, `*.sitewright`: JSON, versioned, always the same bytes for the same plan; and the
//! outline as another way to give a plan.
#![expect(clippy::disallowed_methods, reason = "one of the modules that touch the disk")]

mod blocks;
mod error;
pub mod house;
mod migrate;
mod v1;

use std::{
    borrow::Cow,
    cell::Cell,
    fmt, fs,
    io::{self, Read, Write},
    path::Path,
    sync::Arc,
};

use atomic_write_file::AtomicWriteFile;
use serde::{
    Deserializer,
    de::{Error as _, IgnoredAny, MapAccess, Visitor},
};

pub use error::Error;
pub use house::house;

use crate::{
    arrange,
    model::{Design, NodeId, Waiver, outline},
    plan::{Place, Plan},
};

/// More than this is not read; the largest supported hierarchy takes a tenth of it.
pub const MOST_BYTES: u64 = 512 << 20;

/// What a file holds, not laid out yet: all that judging needs.
pub struct Contents {
    pub design: Design,
    pub waivers: Arc<Vec<Waiver>>,
    /// Where nodes stand; an outline does not say it.
    saved: Vec<(NodeId, Place)>,
}

impl Contents {
    pub fn laid_out(self) -> Plan {
        let places = match self.saved.is_empty() {
            true => arrange::tidy(&self.design),
            false => arrange::load(&self.design, &self.saved),
        };
        Plan { design: self.design, places, waivers: self.waivers }
    }
}

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
    if path.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
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

/// Whether bytes are meant as a plan or an outline, good or damaged, and as nothing else.
pub fn is_ours(bytes: &[u8]) -> bool {
    /// The number of the format stands first, unless a hand has moved it.
    const START: usize = 4096;
    let Ok(text) = decode(bytes) else { return false };
    let text = text.trim_start();
    if text.starts_with('{') {
        let start = text.char_indices().nth(START).map_or(text.len(), |(at, _)| at);
        return text[..start].contains("\"format_version\"");
    }
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| outline::parse(line).is_ok())
}

fn too_large() -> Error {
    Error::TooLarge { most: MOST_BYTES >> 20 }
}

/// Like [`read`]; an ending such as `.sitewright` tells more than an empty or damaged file does.
pub fn read_as(bytes: &[u8], path: Option<&Path>) -> Result<Plan, Error> {
    contents(bytes, path).map(Contents::laid_out)
}

/// The same, without laying it out.
pub fn contents(bytes: &[u8], path: Option<&Path>) -> Result<Contents, Error> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_BYTES) {
        return Err(too_large());
    }
    let text = decode(bytes)?;
    if !looks_like_outline(&text, path) {
        return read_plan(&text);
    }
    let design = outline::parse(&text).map_err(Error::Outline)?;
    Ok(Contents { design, waivers: Arc::default(), saved: Vec::new() })
}

fn read_plan(text: &str) -> Result<Contents, Error> {
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
    put(path, bytes).map_err(|error| Error::Disk { doing: "save", path: path.to_owned(), error })
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        // A device or a pipe takes what is written to it; a file in its place would be the end of
        // it.
        Ok(there) if !there.is_file() => {
            let mut device = fs::OpenOptions::new().write(true).open(path)?;
            return device.write_all(bytes).and_then(|()| device.flush());
        }
        // Replacing needs no right to write the old file, but whoever took that right away meant it.
        Ok(there) if there.permissions().readonly() => {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
        }
        _ => {}
    }
    // What a link points to is replaced, not the link.
    let real = fs::canonicalize(path);
    let mut file = AtomicWriteFile::open(real.as_deref().unwrap_or(path))?;
    file.write_all(bytes)?;
    file.commit()
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
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest).map(Cow::Borrowed),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes).map(Cow::Owned),
        _ => utf8(bytes).map(Cow::Borrowed),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes)
        .map_err(|error| not_text(&String::from_utf8_lossy(&bytes[..error.valid_up_to()]), "UTF-8"))
}

fn utf16(bytes: &[u8], join: fn([u8; 2]) -> u16) -> Result<String, Error> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    for letter in char::decode_utf16(pairs.iter().map(|pair| join(*pair))) {
        text.push(letter.map_err(|_| not_text(&text, "UTF-16"))?);
    }
    if odd.is_empty() { Ok(text) } else { Err(not_text(&text, "UTF-16")) }
}

/// The place is where the good part ends.
fn not_text(good: &str, encoding: &str) -> Error {
    let last = good.rsplit('\n').next().unwrap_or_default();
    Error::Text {
        line: good.matches('\n').count() + 1,
        column: last.chars().count() + 1,
        message: format!("this is not text in {encoding}; save the file as UTF-8"),
    }
}
