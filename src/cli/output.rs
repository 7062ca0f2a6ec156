//! Where results and complaints go.

use std::{
    io::{self, ErrorKind, IsTerminal, Write},
    path::Path,
};

use super::Failure;
use crate::model::Design;

pub struct Output {
    quiet: bool,
    color: bool,
}

impl Output {
    pub fn new(quiet: bool, no_color: bool) -> Self {
        let refused = no_color || std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        Self { quiet, color: !refused && io::stdout().is_terminal() }
    }

    /// Whether text on standard output may be colored.
    pub fn is_colored(&self, to: Option<&Path>) -> bool {
        self.color && is_standard(to)
    }

    /// Writes a result to a file, or to standard output where there is none or it is `-`.
    pub fn write(to: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
        if let Some(path) = to.filter(|to| !is_standard(Some(to))) {
            return write_file(path, bytes);
        }
        let mut standard = io::stdout().lock();
        match standard.write_all(bytes).and_then(|()| standard.flush()) {
            // Whoever reads has seen enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Failure::Output(format!("standard output: {error}"))),
            Ok(()) => Ok(()),
        }
    }

    /// One line on standard error, unless silence was asked for.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            complain(line);
        }
    }

    /// What takes a while, told only where somebody waits before a terminal.
    pub fn progress(&self, doing: &str, design: &Design) {
        const LONG: usize = 2_000;
        let (sites, servers) = (design.site_count(), design.server_count());
        if sites + servers > LONG && io::stderr().is_terminal() {
            self.say(&format!("{doing} {sites} sites and {servers} servers\u{2026}"));
        }
    }
}

/// One message on standard error, silence asked for or not.
pub fn complain(message: &str) {
    // A name cannot play with the terminal.
    let plain =
        |letter: char| if letter.is_control() && letter != '\n' { '\u{fffd}' } else { letter };
    let message: String = message.chars().map(plain).collect();
    // A standard error that is closed leaves nobody to tell.
    _ = writeln!(io::stderr().lock(), "{message}");
}

fn is_standard(path: Option<&Path>) -> bool {
    path.is_none_or(|path| path == Path::new("-"))
}

/// Writes beside the target and renames, so that a failed write leaves the old file as it was.
fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    crate::file::write_atomically(path, bytes).map_err(|error| Failure::Output(error.to_string()))
}
