//! The plans that were opened last.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Recent {
    paths: Vec<PathBuf>,
}

/// More are not shown.
const KEPT: usize = 8;

impl Recent {
    pub fn note(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.forget(&path);
        self.paths.insert(0, path);
        self.paths.truncate(KEPT);
    }

    pub fn forget(&mut self, path: &Path) {
        self.paths.retain(|known| known != path);
    }

    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }
}

/// A path as a person reads it: the home folder as `~`.
pub fn shown(path: &Path) -> String {
    let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let below = home.as_deref().and_then(|home| path.strip_prefix(home).ok());
    match below {
        Some(below) => Path::new("~").join(below).display().to_string(),
        None => path.display().to_string(),
    }
}
