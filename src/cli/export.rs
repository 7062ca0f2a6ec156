//! `sitewright export`: one deliverable, or all of them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Failure, input, output::Output};
use crate::{
    export::{self, EXPORTERS, Exporter, Input, Page},
    file,
    plan::Plan,
    rules::{self, Report},
    scene::theme::Theme,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The plan or outline; `-` reads standard input
    file: PathBuf,
    /// Where to write; `-` is standard output, a folder goes with `--to all`
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// The kind of file; without it, OUT's ending says it
    #[arg(long, value_name = "KIND")]
    to: Option<String>,
    /// The colors of pictures
    #[arg(long, value_name = "THEME", default_value = "light", value_parser = theme)]
    theme: Theme,
    /// The paper of a PDF, as in `a4` or `letter-portrait`
    #[arg(long, value_name = "SIZE", value_parser = page)]
    page: Option<Page>,
}

/// The plan file itself, which the exporters do not know.
const PLAN: &str = "sitewright";

impl Arguments {
    pub fn run(self, output: &Output) -> Result<(), Failure> {
        let named = input::read(&self.file)?;
        let report = rules::check(&named.plan.design);
        let stem = match named.name.as_str() {
            "-" => "plan".to_owned(),
            name => Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let work = Work { plan: &named.plan, report: &report, stem: &stem, arguments: &self };
        if self.to.as_deref() == Some("all") {
            return work.write_all(output);
        }
        let kind = self.kind()?;
        output.write(Some(&self.output), &work.bytes(&kind)?)
    }

    fn kind(&self) -> Result<String, Failure> {
        if let Some(kind) = &self.to {
            return Ok(kind.clone());
        }
        let ending = self.output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.ok_or_else(|| {
            Failure::Input(format!(
                "{}: the ending does not say which kind of file to write; add --to with one of {}",
                self.output.display(),
                kinds()
            ))
        })
    }
}

struct Work<'a> {
    plan: &'a Plan,
    report: &'a Report,
    stem: &'a str,
    arguments: &'a Arguments,
}

impl Work<'_> {
    fn bytes(&self, kind: &str) -> Result<Vec<u8>, Failure> {
        if kind == PLAN {
            return Ok(file::write(self.plan));
        }
        let exporter = export::by_kind(kind).ok_or_else(|| {
            Failure::Input(format!(
                "\u{201c}{kind}\u{201d} is no kind of file; there are {}",
                kinds()
            ))
        })?;
        self.export(exporter)
    }

    fn export(&self, exporter: &Exporter) -> Result<Vec<u8>, Failure> {
        let input = Input {
            plan: self.plan,
            report: self.report,
            theme: self.arguments.theme,
            page: self.arguments.page,
            name: self.stem,
        };
        (exporter.write)(&input)
            .map_err(|error| Failure::Output(format!("{}: {error}", exporter.kind)))
    }

    /// Into a folder, which is made where it is not there.
    fn write_all(&self, output: &Output) -> Result<(), Failure> {
        let folder = &self.arguments.output;
        fs::create_dir_all(folder)
            .map_err(|error| Failure::Output(format!("{}: {error}", folder.display())))?;
        for exporter in EXPORTERS {
            let path = folder.join(format!("{}.{}", self.stem, exporter.extension));
            output.write(Some(&path), &self.export(exporter)?)?;
            output.say(&path.display().to_string());
        }
        Ok(())
    }
}

fn kinds() -> String {
    let kinds = EXPORTERS.iter().map(|exporter| exporter.kind).chain([PLAN, "all"]);
    kinds.collect::<Vec<_>>().join(", ")
}

fn theme(name: &str) -> Result<Theme, String> {
    Theme::of_name(name).ok_or_else(|| "themes are light, dark and print".to_owned())
}

fn page(name: &str) -> Result<Page, String> {
    Page::of_name(name).ok_or_else(|| {
        let names: Vec<_> = Page::names().collect();
        format!("sizes are {}, with -portrait or -landscape behind", names.join(", "))
    })
}
