//! House rules as files: `sitewright.toml` in the folder of a plan, and `NAME.sitewright.toml`
//! beside it, which counts where both speak.
//!
//! ```toml
//! name = "Fabrikam consulting"
//! [severity]
//! MP-HA = "warning"
//! HIER-CAS-ONE-PRI = "off"
//! [practice]
//! devices-per-primary = 120000
//! ```

use std::{
    borrow::Cow,
    fmt, io,
    ops::Range,
    path::{Path, PathBuf},
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Error, decode, error::one_line, load_bytes};
use crate::{
    facts::{practice::Practice, severity::Severity},
    model::{House, outline::nearest},
};

/// The name of the file that speaks for a whole folder.
pub const OF_FOLDER: &str = "sitewright.toml";

/// A file of house rules that cannot be used, and why.
#[derive(Debug)]
pub struct Unusable {
    pub path: PathBuf,
    pub error: Error,
}

/// The house of a plan's file; silent where no file speaks. `rules` are the ids that may be spoken
/// of.
pub fn house(plan: &Path, rules: &[String]) -> Result<House, Unusable> {
    let mut house = House::default();
    for name in names(plan) {
        let path = plan.parent().unwrap_or(Path::new("")).join(&name);
        let read = load_bytes(&path).and_then(|bytes| read(&bytes, rules));
        match read {
            Ok(closer) => {
                house = house.under(House { files: vec![name], ..closer });
            }
            Err(Error::Disk { error, .. }) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Unusable { path, error }),
        }
    }
    Ok(house)
}

/// The files that may speak, the one that counts most last.
fn names(plan: &Path) -> Vec<String> {
    let own = plan.file_stem().map(|stem| format!("{}.{OF_FOLDER}", stem.to_string_lossy()));
    std::iter::once(OF_FOLDER.to_owned()).chain(own).collect()
}

/// What one file says.
pub fn read(bytes: &[u8], rules: &[String]) -> Result<House, Error> {
    let text = decode(bytes)?;
    let table = DeTable::parse(&text).map_err(|error| {
        let message = error.message();
        // What the library says of the rest names what was expected.
        let cure = if message.contains("duplicate") { "; keep one of them" } else { "" };
        let at = error.span().map_or(0, |span| span.start);
        at_place(&text, at, &format!("{message}{cure}"))
    })?;
    let mut reader = Reader { text: &text, rules, fault: None, house: House::default() };
    reader.file(table.get_ref());
    match reader.fault {
        Some((at, message)) => Err(at_place(&text, at, &message)),
        None => Ok(reader.house),
    }
}

/// A place in a text, as people count: from 1.
fn at_place(text: &str, at: usize, message: &str) -> Error {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    Error::Text {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        message: one_line(message),
    }
}

struct Reader<'a> {
    text: &'a str,
    rules: &'a [String],
    /// The first in the file.
    fault: Option<(usize, String)>,
    house: House,
}

type Key<'a> = Spanned<Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

const MEMBERS: [&str; 3] = ["name", "severity", "practice"];
const WORDS: [&str; 4] = ["off", "advice", "warning", "error"];

impl Reader<'_> {
    fn file(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "name" => self.name(value),
                "severity" => self.table(value, "severity", Self::severity),
                "practice" => self.table(value, "practice", Self::limit),
                other => self.unknown(key.span(), "member", other, MEMBERS.iter().copied()),
            }
        }
    }

    fn table(&mut self, value: &Value<'_>, name: &str, read: fn(&mut Self, &Key<'_>, &Value<'_>)) {
        match value.get_ref().as_table() {
            Some(table) => {
                for (key, value) in table {
                    read(self, key, value);
                }
            }
            None => self.wrong(value, &format!("a table was expected: write [{name}]")),
        }
    }

    fn name(&mut self, value: &Value<'_>) {
        let name = value.get_ref().as_str().map(str::trim);
        let fits = |name: &&str| !name.is_empty() && !name.contains(char::is_control);
        match name.filter(fits) {
            Some(name) => name.clone_into(&mut self.house.name),
            None => self.wrong(value, "a name of one line was expected, in quotes"),
        }
    }

    fn severity(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let id = key.get_ref().as_ref();
        if !self.rules.iter().any(|rule| rule == id) {
            let rules = self.rules;
            return self.unknown(key.span(), "rule", id, rules.iter().map(String::as_str));
        }
        let severity = match value.get_ref().as_str() {
            Some("off") => None,
            Some("advice") => Some(Severity::Advice),
            Some("warning") => Some(Severity::Warning),
            Some("error") => Some(Severity::Error),
            Some(other) => {
                return self.unknown(value.span(), "severity", other, WORDS.into_iter());
            }
            None => {
                let words = WORDS.map(|word| format!("\"{word}\"")).join(", ");
                return self.wrong(value, &format!("a severity was expected, one of {words}"));
            }
        };
        self.house.severities.insert(id.to_owned(), severity);
    }

    fn limit(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let name = key.get_ref().as_ref();
        let Some(practice) = Practice::named(name) else {
            let known = Practice::ALL.iter().map(|practice| practice.key());
            return self.unknown(key.span(), "limit", name, known);
        };
        let number = value.get_ref().as_integer();
        let number = number.and_then(|it| u32::from_str_radix(it.as_str(), it.radix()).ok());
        match number.filter(|number| *number > 0) {
            Some(number) => {
                self.house.limits.insert(practice, number);
            }
            None => self.wrong(value, "a whole number from 1 was expected, without quotes"),
        }
    }

    fn unknown<'a>(
        &mut self,
        at: Range<usize>,
        what: &str,
        word: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        let cure = match nearest(word, known.clone()) {
            Some(near) => format!("did you mean {near}?"),
            // Three hundred rules are more than a message can hold.
            None if known.clone().count() > 20 => "sitewright rules lists all".to_owned(),
            None => format!("there are {}", known.collect::<Vec<_>>().join(", ")),
        };
        self.say(at, format!("there is no {what} \u{201c}{word}\u{201d}; {cure}"));
    }

    fn wrong(&mut self, value: &Value<'_>, expected: &str) {
        let written = self.text.get(value.span()).unwrap_or_default();
        // A table may go on for pages.
        let written = written.lines().next().unwrap_or_default();
        let found = match value.get_ref() {
            DeValue::Table(_) => "a table".to_owned(),
            _ => written.chars().take(40).collect(),
        };
        self.say(value.span(), format!("{expected}; found {found}"));
    }

    fn say(&mut self, at: Range<usize>, message: String) {
        if self.fault.as_ref().is_none_or(|(first, _)| at.start < *first) {
            self.fault = Some((at.start, message));
        }
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            // It names its file itself.
            Error::Disk { .. } => self.error.fmt(f),
            error => write!(f, "{}:{error}", self.path.display()),
        }
    }
}

impl std::error::Error for Unusable {}
