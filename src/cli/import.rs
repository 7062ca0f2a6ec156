//! `sitewright import`: exports of a live hierarchy and server lists become a plan.

use std::path::{Path, PathBuf};

use super::{Failure, input, output::Output};
use crate::{
    arrange,
    commands::Command,
    file, import,
    import::{Counts, Source, Watch},
    model::{Design, Ids, outline},
    plan::Plan,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// Exports of a live hierarchy (JSON or CSV) or server lists (CSV or XLSX); `-` is standard
    /// input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Where to write the plan; an `.outline` is written as one, `-` is standard output
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Replace the names of servers, sites, domains and accounts, the same by the same
    #[arg(long)]
    masked: bool,
    /// Bring this plan up to date instead of beginning a new one
    #[arg(long, value_name = "PLAN")]
    onto: Option<PathBuf>,
}

impl Arguments {
    pub fn run(self, output: &Output) -> Result<(), Failure> {
        for path in &self.inputs {
            input::keep(path, Some(&self.output))?;
        }
        let sources = self.inputs.iter().map(|path| source(path)).collect::<Result<Vec<_>, _>>()?;
        let watch = Watch::default();
        let stopped = |_| Failure::Input("stopped".to_owned());
        let mut intake = import::read(&sources, &watch).map_err(stopped)?;
        if self.masked {
            import::mask(&mut intake);
        }
        let plan = self.onto.as_deref().map(input::read).transpose()?.map(|named| named.plan);
        let before = plan.unwrap_or_default();
        let taken = import::take(intake, &before.design, &mut Ids::counted());
        for note in taken.notes.all() {
            output.say(&format!("{} ({})", taken.notes.line(note), note.sort));
        }
        if taken.is_empty() && before.design.is_empty() {
            return Err(Failure::Input(
                "nothing came in: no file speaks of a site, a server or a role".to_owned(),
            ));
        }
        output.say(&summary(&taken.came.new, "new"));
        if taken.came.known != Counts::default() {
            output.say(&summary(&taken.came.known, "brought up to date"));
        }
        let mut design = before.design.clone();
        Command::from(taken.command)
            .apply(&mut design)
            .map_err(|refusal| Failure::Input(refusal.to_string()))?;
        Output::write(Some(&self.output), &bytes(&self.output, before, design))
    }
}

fn source(path: &Path) -> Result<Source, Failure> {
    let name = match input::is_standard(path) {
        true => "standard input".to_owned(),
        false => path.display().to_string(),
    };
    Ok(Source { name, bytes: input::bytes(path)? })
}

/// As a plan, what stood in it where it stood; or as an outline.
fn bytes(path: &Path, before: Plan, design: Design) -> Vec<u8> {
    let is_outline = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("outline"));
    if is_outline {
        return outline::print(&design).into_bytes();
    }
    let places = match before.design.is_empty() {
        true => arrange::tidy(&design),
        false => arrange::settle(&before.places, &before.design, &design, None).0,
    };
    file::write(&Plan { design, places, waivers: before.waivers })
}

/// "new: 3 sites, 12 servers, 30 roles (1 unknown)".
fn summary(counts: &Counts, what: &str) -> String {
    let many = |count: usize, one: &str, several: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {several}"),
    };
    let unknown = match counts.unknown_roles {
        0 => String::new(),
        count => format!(" ({count} unknown)"),
    };
    let mut parts = vec![
        many(counts.sites, "site", "sites"),
        many(counts.servers, "server", "servers"),
        many(counts.roles, "role", "roles") + &unknown,
    ];
    if counts.gateways > 0 {
        parts.push(many(counts.gateways, "cloud management gateway", "cloud management gateways"));
    }
    if counts.entities > 0 {
        parts.push(many(counts.entities, "boundary group", "boundary groups"));
    }
    format!("{what}: {}", parts.join(", "))
}
