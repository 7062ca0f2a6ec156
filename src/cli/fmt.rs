//! `sitewright fmt`: a plan in its canonical form, the original kept beside it.

use std::path::{Path, PathBuf};

use super::{Failure, input, output::Output};
use crate::{file, model::outline};

#[derive(clap::Args)]
pub struct Arguments {
    /// The plan or outline to rewrite, kept as FILE.bak; `-` reads standard input and writes standard
    /// output
    file: PathBuf,
}

impl Arguments {
    pub fn run(self, output: &Output) -> Result<(), Failure> {
        let before = input::bytes(&self.file)?;
        let plan = input::plan(&self.file, &before)?;
        let after = match file::is_outline(&before) {
            true => outline::print(&plan.design).into_bytes(),
            false => file::write(&plan),
        };
        if input::is_standard(&self.file) {
            return Output::write(None, &after);
        }
        if before == after {
            output.say(&format!("{}: already canonical", self.file.display()));
            return Ok(());
        }
        let mut kept = self.file.clone().into_os_string();
        kept.push(".bak");
        Output::write(Some(Path::new(&kept)), &before)?;
        Output::write(Some(&self.file), &after)?;
        let kept = Path::new(&kept).display();
        output.say(&format!("{}: rewritten; the original is {kept}", self.file.display()));
        Ok(())
    }
}
