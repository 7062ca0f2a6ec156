//! The script that gathers a live hierarchy on a server with an SMS Provider, what it reads, and
//! the schema of the file that it writes.

mod schema;
mod settings;
mod table;

pub use schema::schema;
pub use settings::{ACCOUNTS, LISTS, SETTINGS, Setting};
pub use table::{Kind, Property, SECTIONS, Section};

/// What the file says it is.
pub const FORMAT: &str = "sitewright-collector";
/// Of the format; keys may come to a version, and never change their meaning.
pub const VERSION: u32 = 1;
/// How the script is named when it is saved.
pub const FILE_NAME: &str = "sitewright-collector.ps1";

const SCRIPT: &str = include_str!("../../assets/collector/sitewright-collector.ps1");

/// The script with the line ends of Windows: whoever wants to read it before it runs may have an
/// editor that knows no others. It is ASCII, so that it needs no byte-order mark.
pub fn script() -> String {
    SCRIPT.lines().flat_map(|line| [line, "\r\n"]).collect()
}

/// What is typed to run a script of that name.
pub fn command_line(name: &str) -> String {
    let quote = if name.contains(' ') { "\"" } else { "" };
    format!("powershell -ExecutionPolicy Bypass -File {quote}{name}{quote}")
}
