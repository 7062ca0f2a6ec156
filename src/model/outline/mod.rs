//! A design as indented text, both ways.
//!
//! ```text
//! # a comment
//! plan "Contoso 2027" version=2509 asof=2026-11-23
//! cas CS1 "Contoso HQ"
//!   server CM-CAS-01 "Frankfurt" os=2025: site, prov, scp
//!   server CM-CAS-SQL: db
//!   primary PS1 "EMEA" devices=21500 comm=ehttp
//!     server CM-DP-02.contoso.com: dp pull from CM-DP-03 and CM-DP-04, smp
//! cmg contoso instances=2 region="West Europe" at=CS1
//! domain corp.contoso.com forest=contoso.com
//! group Lisbon assigns=PS1 clients=640
//! ```
//!
//! One entity a line, two spaces of indent for *belongs to*. What no site can be without need not
//! be typed; printing writes it out. What was read and printed reads the same again, whatever the
//! design holds:
//! - a text that is no plain word stands in quotes, and a quote inside quotes is written twice;
//! - a server's name with a dot in it is its FQDN, unless it stands in quotes or `fqdn=` is given;
//! - a fact of [`crate::facts::said`] is a pair of its key and its value, several values parted by
//!   `+` or `;`;
//! - where several nodes go by one name, `NAME#2` is the second of them in reading order: of the
//!   distribution points on servers of that name, or of the sites with that code.

mod build;
mod draft;
mod edits;
mod facts;
mod names;
mod read;
mod role;
mod words;
mod write;

use std::fmt;

pub use edits::nearest;
pub use read::parse;
pub use write::print;

/// What is wrong in an outline, and where; both counted from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for Fault {}

/// So many faults are told at once.
pub const MOST_FAULTS: usize = 20;

/// Whether a text can stand without quotes.
fn is_plain(text: &str) -> bool {
    let odd = |char: char| char.is_whitespace() || char.is_control() || "\",:=#".contains(char);
    !text.is_empty() && !text.contains(odd)
}
