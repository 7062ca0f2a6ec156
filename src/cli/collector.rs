//! `sitewright collector`: the script that gathers a live hierarchy, and the schema of its file.

use std::path::{Path, PathBuf};

use super::{Failure, output::Output};
use crate::collector;

#[derive(clap::Args)]
pub struct Arguments {
    /// Where to write it; standard output without it
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Print the JSON Schema of the file that the script writes
    #[arg(long)]
    schema: bool,
}

impl Arguments {
    pub fn run(self, output: &Output) -> Result<(), Failure> {
        let to = self.output.as_deref();
        if self.schema {
            return Output::write(to, collector::schema().as_bytes());
        }
        Output::write(to, collector::script().as_bytes())?;
        if let Some(name) = to.filter(|to| *to != Path::new("-")).and_then(Path::file_name) {
            let line = collector::command_line(&name.to_string_lossy());
            output.say(&format!("On a server with the SMS Provider: {line}"));
        }
        Ok(())
    }
}
