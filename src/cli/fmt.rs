//! `sitewright fmt`: a plan in its canonical form, the original kept beside it.

use std::path::{Path, PathBuf};

use super::{Failure, input, output::Output};
use crate::{file, model::outline};

#[derive(clap::Args)]
pub struct Arguments {
    /// The plan or outline to rewrite; `-` reads standard input and writes standard output
    file: PathBuf,
}

impl Arguments {
    pub fn run(self, output: &Output) -> Result<(), Failure> {
        let standard = self.file == Path::new("-");
        let before = match standard {
            true => None,
            false => Some(file::load_bytes(&self.file).map_err(|error| self.unread(&error))?),
        };
        let plan = match &before {
            Some(bytes) => file::read(bytes).map_err(|error| self.unread(&error))?,
            None => input::read(&self.file)?.plan,
        };
        let is_outline = before.as_deref().is_some_and(file::is_outline);
        let after = match is_outline {
            true => outline::print(&plan.design).into_bytes(),
            false => file::write(&plan),
        };
        let Some(before) = before else { return output.write(None, &after) };
        if before == after {
            output.say(&format!("{}: already canonical", self.file.display()));
            return Ok(());
        }
        let mut kept = self.file.clone().into_os_string();
        kept.push(".bak");
        output.write(Some(Path::new(&kept)), &before)?;
        output.write(Some(&self.file), &after)
    }

    fn unread(&self, error: &file::Error) -> Failure {
        Failure::Input(format!("{}: {error}", self.file.display()))
    }
}
