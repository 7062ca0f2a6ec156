//! `sitewright export`: one deliverable, or all of them.

use std::{
    fs,
    mem::ManuallyDrop,
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
    /// svg, png, pdf, md, outline, sitewright or all; without it, OUT's ending says it
    #[arg(long, value_name = "KIND")]
    to: Option<String>,
    /// Judge by the documentation alone, whatever house rules lie beside the plan
    #[arg(long)]
    no_house: bool,
    /// The colors of pictures: light, dark or print
    #[arg(long, value_name = "THEME", default_value = "light", value_parser = theme)]
    theme: Theme,
    /// The paper of a PDF: a4 … a0, letter or tabloid, with -portrait or -landscape behind
    #[arg(long, value_name = "SIZE", value_parser = page)]
    page: Option<Page>,
}

/// The plan file itself, which the exporters do not know.
const PLAN: &str = "sitewright";

/// What was asked for.
#[derive(Clone, Copy)]
enum Wanted {
    All,
    Plan,
    One(&'static Exporter),
}

impl Arguments {
    pub fn run(self, output: &Output) -> Result<(), Failure> {
        let wanted = self.wanted()?;
        if !matches!(wanted, Wanted::All) {
            input::keep(&self.file, Some(&self.output))?;
        }
        // As for a check, the process ends after this.
        let named = ManuallyDrop::new(input::read_in_house(&self.file, self.no_house)?);
        output.progress("Writing", &named.plan.design);
        let mut report = rules::check(&named.plan.design);
        report.waive(&named.plan.design, &named.plan.waivers);
        let stem = match named.name.as_str() {
            "-" => "plan".to_owned(),
            name => Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let work = Work { plan: &named.plan, report: &report, stem: &stem, arguments: &self };
        let bytes = match wanted {
            Wanted::All => return work.write_all(output),
            Wanted::Plan => file::write(&named.plan),
            Wanted::One(exporter) => work.export(exporter)?,
        };
        Output::write(Some(&self.output), &bytes)
    }

    /// Known before anything is read: a wrong word should not wait for standard input.
    fn wanted(&self) -> Result<Wanted, Failure> {
        let out = self.output.display();
        let wrong = |message: String| Err(Failure::Input(format!("{out}: {message}")));
        let ending = self.output.extension().map(|ending| ending.to_string_lossy().into_owned());
        let kind = match self.to.clone().or(ending) {
            _ if self.to.is_none() && self.output.is_dir() => {
                return wrong("this is a folder; add --to all, or name a file in it".to_owned());
            }
            Some(kind) => kind.to_lowercase(),
            None => {
                return wrong(format!(
                    "the ending does not say which kind of file to write; add --to with one of {}",
                    kinds()
                ));
            }
        };
        match kind.as_str() {
            PLAN => Ok(Wanted::Plan),
            "all" if self.to.is_none() => wrong("all kinds need --to all and a folder".to_owned()),
            "all" if input::is_standard(&self.output) || self.output.is_file() => {
                wrong("all kinds together need a folder; name one behind -o".to_owned())
            }
            "all" => Ok(Wanted::All),
            _ => match export::by_kind(&kind) {
                Some(exporter) => Ok(Wanted::One(exporter)),
                None => wrong(format!(
                    "\u{201c}{kind}\u{201d} is no kind of file; there are {}",
                    kinds()
                )),
            },
        }
    }
}

struct Work<'a> {
    plan: &'a Plan,
    report: &'a Report,
    stem: &'a str,
    arguments: &'a Arguments,
}

impl Work<'_> {
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

    /// Into a folder, which is made where it is not there. One kind that cannot be written keeps
    /// no other from being written.
    fn write_all(&self, output: &Output) -> Result<(), Failure> {
        let folder = &self.arguments.output;
        fs::create_dir_all(folder)
            .map_err(|error| Failure::Output(format!("{}: {error}", folder.display())))?;
        let mut failed = Vec::new();
        for exporter in EXPORTERS {
            let path = folder.join(format!("{}.{}", self.stem, exporter.extension));
            if input::is_same(&self.arguments.file, &path) {
                output.say(&format!("{}: left as it is; it is what was read", path.display()));
                continue;
            }
            match self.export(exporter).and_then(|bytes| Output::write(Some(&path), &bytes)) {
                Ok(()) => output.say(&path.display().to_string()),
                Err(Failure::Output(message)) => failed.push(message),
                Err(other) => return Err(other),
            }
        }
        if failed.is_empty() { Ok(()) } else { Err(Failure::Output(failed.join("\n"))) }
    }
}

fn kinds() -> String {
    let kinds = EXPORTERS.iter().map(|exporter| exporter.kind).chain([PLAN, "all"]);
    kinds.collect::<Vec<_>>().join(", ")
}

fn theme(name: &str) -> Result<Theme, String> {
    Theme::of_name(&name.to_lowercase())
        .ok_or_else(|| "themes are light, dark and print".to_owned())
}

fn page(name: &str) -> Result<Page, String> {
    Page::of_name(&name.to_lowercase()).ok_or_else(|| {
        let names: Vec<_> = Page::names().collect();
        format!("sizes are {}, with -portrait or -landscape behind", names.join(", "))
    })
}
