//! `sitewright check`: what the rules say of a plan, in the form that was asked for.

mod findings;
mod junit;
mod sarif;
mod text;

use std::{mem::ManuallyDrop, path::PathBuf};

use clap::ValueEnum;

use super::{Failure, input, output::Output};
use crate::{
    commands::{Field, Set},
    facts::versions::Version,
    model::Date,
    rules::Severity,
};
use findings::Findings;

#[derive(clap::Args)]
pub struct Arguments {
    /// The plan or outline; `-` reads standard input
    file: PathBuf,
    /// The product version to check against; the plan's own without it
    #[arg(long, value_name = "VER", value_parser = input::version)]
    target: Option<Version>,
    /// The day against which review dates are held, as in 2026-11-23; the plan's own without it
    #[arg(long, value_name = "DATE", value_parser = input::day)]
    asof: Option<Date>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The least severity that makes the exit code 1, and a test of `junit` fail
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = Level::Error)]
    fail_on: Level,
    /// Judge by the documentation alone, whatever house rules lie beside the plan
    #[arg(long)]
    no_house: bool,
    /// Where to write the result; standard output without it
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
    Junit,
}

#[derive(Clone, Copy, ValueEnum)]
enum Level {
    Error,
    Warning,
    Advice,
}

impl Level {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Advice => Severity::Advice,
        }
    }
}

impl Arguments {
    pub fn run(self, output: &Output) -> Result<(), Failure> {
        input::keep(&self.file, self.output.as_deref())?;
        // The process ends after this: giving back a large plan piece by piece would take longer
        // than checking it.
        let (contents, name) = input::judged_in_house(&self.file, self.no_house)?;
        let contents = ManuallyDrop::new(contents);
        let mut design = contents.design.clone();
        let target = self.target.map(|target| Field::Target(Some(target)));
        let day = self.asof.map(|day| Field::AsOf(Some(day)));
        for field in target.into_iter().chain(day) {
            let set = Set::plan(field);
            set.apply(&mut design).map_err(|refusal| Failure::Input(refusal.to_string()))?;
        }
        output.progress("Checking", &design);
        let findings = Findings::of(&design, &contents.waivers, name);
        let text = match self.format {
            Format::Text => text::written(&findings, output.is_colored(self.output.as_deref())),
            Format::Json => findings.json(),
            Format::Junit => junit::written(&findings, &design, self.fail_on.severity()),
            Format::Sarif => sarif::written(&findings, &design),
        };
        Output::write(self.output.as_deref(), text.as_bytes())?;
        let bad = findings.worst().is_some_and(|worst| worst <= self.fail_on.severity());
        if bad { Err(Failure::Findings) } else { Ok(()) }
    }
}
