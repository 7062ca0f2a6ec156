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
        let mut message = said.strip_suffix(&place).unwrap_or(&said).to_owned();
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
                write!(f, "cannot {doing} {}: {error}", path.display())?;
                match error.kind() {
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                        write!(f, "; choose another folder")
                    }
                    io::ErrorKind::StorageFull => write!(f, "; free some room first"),
                    _ => Ok(()),
                }
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

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk { error, .. } => Some(error),
            _ => None,
        }
    }
}
