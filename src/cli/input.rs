//! Reads a plan or an outline from a file or from standard input.

use std::{
    io::{self, Read},
    path::Path,
};

use super::Failure;
use crate::{facts::versions::Version, file, plan::Plan};

/// A plan, and what to call it: its file's name without folder, `-` for standard input.
pub struct Named {
    pub plan: Plan,
    pub name: String,
}

pub fn read(path: &Path) -> Result<Named, Failure> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let plan = if path == Path::new("-") {
        let mut bytes = Vec::new();
        let limit = file::MOST_BYTES;
        let read = io::stdin().lock().take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| Failure::Input(format!("standard input: {error}")))?;
        file::read(&bytes).map_err(|error| Failure::Input(format!("standard input: {error}")))?
    } else {
        file::open(path).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?
    };
    Ok(Named { plan, name })
}

/// For clap: a product version by its name.
pub fn version(name: &str) -> Result<Version, String> {
    Version::named(name).ok_or_else(|| {
        let known: Vec<_> = Version::ALL.iter().map(|version| version.name()).collect();
        format!("known versions are {}", known.join(", "))
    })
}
