//! Why a file could not be read or written, where in it, and what would mend it.

use std::{fmt, io, path::PathBuf};

use crate::model::outline::Fault;

#[derive(Debug)]
pub enum Error {
    /// It could not be read from or written to the disk.
    Disk { doing: &'static str, path: PathBuf, error: io::Error },
    /// It is larger than any plan.
    TooLarge { most: u64 },
    /// It is no text, or no JSON, or not shaped as a plan.
    Text { line: usize, column: usize, message: String },
    /// A value that cannot be; `at` is its JSON path.
    Value { at: String, message: String },
    /// It was saved by a newer Sitewright.
    Newer { format: u64, newest: u64 },
    /// It is an outline with faults.
    Outline(Vec<Fault>),
}

impl Error {
    /// What serde says, with the place taken out of the words.
    pub(super) fn json(error: &serde_json::Error) -> Self {
        let place = format!(" at line {} column {}", error.line(), error.column());
        let said = error.to_string();
        let mut message = one_line(said.strip_suffix(&place).unwrap_or(&said));
        if error.is_eof() {
            message += "; the end of the file is missing";
        }
        Self::Text { line: error.line().max(1), column: error.column().max(1), message }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk { doing, path, error } => {
                write!(f, "cannot {doing} {}: ", path.display())?;
                disk(f, *doing == "open", error)
            }
            Self::TooLarge { most } => {
                write!(f, "1:1: this is larger than any plan; at most {most} MB are read")
            }
            Self::Text { line, column, message } => write!(f, "{line}:{column}: {message}"),
            Self::Value { at, message } => write!(f, "{at}: {message}"),
            Self::Newer { format, newest } => write!(
                f,
                "format_version: made by a newer Sitewright (format {format}); this one reads up \
                 to {newest}"
            ),
            Self::Outline(faults) => {
                let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

/// What went wrong with the disk, and what would mend it.
fn disk(f: &mut fmt::Formatter<'_>, reading: bool, error: &io::Error) -> fmt::Result {
    match (error.kind(), reading) {
        (io::ErrorKind::NotFound, true) => f.write_str("there is no such file; check its name"),
        (io::ErrorKind::NotFound, false) => f.write_str("there is no such folder; make it first"),
        (io::ErrorKind::IsADirectory, _) => f.write_str("this is a folder; name a file in it"),
        (io::ErrorKind::PermissionDenied, true) => {
            write!(f, "{error}; ask for the right to read it")
        }
        (io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem, _) => {
            write!(f, "{error}; choose another folder")
        }
        (io::ErrorKind::StorageFull, _) => write!(f, "{error}; free some room first"),
        (io::ErrorKind::InvalidFilename, _) => write!(f, "{error}; choose a shorter one"),
        _ => write!(f, "{error}"),
    }
}

/// What is quoted from a file cannot break out of its line or fill the screen.
pub(super) fn one_line(said: &str) -> String {
    const MOST: usize = 400;
    let shown = said.chars().take(MOST);
    let mut line: String =
        shown.map(|char| if char.is_control() { '\u{fffd}' } else { char }).collect();
    if said.chars().nth(MOST).is_some() {
        line.push('\u{2026}');
    }
    line
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk { error, .. } => Some(error),
            _ => None,
        }
    }
}
