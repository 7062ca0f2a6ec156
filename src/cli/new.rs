//! `sitewright new`: a plan from a built-in template.

use std::{fmt::Write as _, path::PathBuf};

use super::{Failure, output::Output};
use crate::{arrange, file, model::outline, plan::Plan, templates};

#[derive(clap::Args)]
pub struct Arguments {
    /// The template; `--list` names them all
    #[arg(long, value_name = "NAME", default_value = "standalone")]
    template: String,
    /// Print the templates, one a line
    #[arg(long)]
    list: bool,
    /// Where to write the plan; an `.outline` is written as one, `-` is standard output
    #[arg(short, long, value_name = "OUT", required_unless_present = "list")]
    output: Option<PathBuf>,
}

impl Arguments {
    pub fn run(self) -> Result<(), Failure> {
        if self.list {
            let mut text = String::new();
            for template in templates::all() {
                // Writing to a String cannot fail.
                _ = writeln!(text, "{}\t{}", template.name, template.what);
            }
            return Output::write(self.output.as_deref(), text.as_bytes());
        }
        let Some(template) = templates::named(&self.template) else {
            let names: Vec<_> = templates::all().iter().map(|template| template.name).collect();
            let near = outline::nearest(&self.template, names.iter().copied());
            let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
            return Err(Failure::Input(format!(
                "there is no template \u{201c}{}\u{201d}; there are {}{hint}",
                self.template,
                names.join(", ")
            )));
        };
        let design = template.design();
        let wants_outline = self
            .output
            .as_ref()
            .and_then(|path| path.extension())
            .is_some_and(|ending| ending.eq_ignore_ascii_case("outline"));
        let bytes = if wants_outline {
            outline::print(&design).into_bytes()
        } else {
            let places = arrange::tidy(&design);
            file::write(&Plan::new(design, places))
        };
        Output::write(self.output.as_deref(), &bytes)
    }
}
