//! Every format that can be read. A format once released stays in this list for ever.

use super::{Contents, Error, v1};

/// Reads a whole file of one format.
type Reader = fn(&str) -> Result<Contents, Error>;

/// Oldest first.
pub const FORMATS: &[(u64, Reader)] = &[(1, v1::read)];

/// The format that is written.
pub const NEWEST: u64 = 1;
