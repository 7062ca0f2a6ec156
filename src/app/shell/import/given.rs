//! Files that were opened or dropped, told apart by what is in them; away from the window.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    super::recent::shown,
    weigh::{Target, Weighed, weigh},
};
use crate::{
    file,
    import::{
        self, Intake, Place, Sort, Source, Stage, Stopped, Watch,
        list::{self, Mapping},
        table::Table,
    },
    model::Ids,
    rules::house,
    session::{Basis, Session},
};

/// What somebody wants in.
pub enum Given {
    Files(Vec<PathBuf>),
    /// What was pasted, or read already.
    Sources(Vec<Source>),
    /// A list, read as somebody has said what its columns mean.
    Mapped(String, Box<Intake>),
}

impl Given {
    /// What is said while it is read.
    pub fn words(&self) -> String {
        match self {
            Self::Files(paths) => match paths.as_slice() {
                [path] => format!("Opening {}", shown(path)),
                _ => format!("Opening {} files", paths.len()),
            },
            Self::Sources(sources) => format!("Reading {}", what(sources)),
            Self::Mapped(what, _) => format!("Reading {what}"),
        }
    }
}

/// What it turned out to be.
pub enum Found {
    Plan(Opened),
    Import(Box<Import>),
    /// A list of which somebody has to say what its columns mean.
    Unsure(Box<Unsure>),
    /// Nothing that can be used; says why.
    Nothing(String),
}

/// A plan of ours, judged.
pub struct Opened {
    pub path: PathBuf,
    pub session: Box<Session>,
    /// What is wrong with the house rules beside it.
    pub trouble: Option<String>,
}

/// A list, before it is read.
pub struct Unsure {
    pub what: String,
    pub table: Table,
    pub mapping: Mapping,
}

/// What others wrote, read and weighed.
pub struct Import {
    /// As the sheet calls it.
    pub what: String,
    pub intake: Arc<Intake>,
    pub weighed: Weighed,
}

/// What can be dropped or opened, for those who tried something else.
const CAN_BE: &str = "Sitewright takes plans, outlines, exports of a live hierarchy (JSON or CSV) \
                      and server lists (CSV or XLSX)";

/// Reads what was given, and weighs an import against the plan that is open.
pub fn look(given: Given, target: Target, basis: &Basis, watch: &Watch) -> Result<Found, Stopped> {
    let mut troubles = Vec::new();
    let sources = match given {
        Given::Mapped(what, intake) => return weighed(what, *intake, target, basis, watch),
        Given::Sources(sources) => sources,
        Given::Files(paths) => {
            let names = names(&paths);
            let mut sources = Vec::new();
            for (path, name) in paths.iter().zip(names) {
                watch.reached(0)?;
                match file::load_bytes(path) {
                    Ok(bytes) if file::is_ours(&bytes) => {
                        return match paths.len() {
                            1 => open(path, &bytes, watch),
                            _ => Ok(Found::Nothing(format!(
                                "{name} is a plan. Open it by itself; the other files come in \
                                 after that."
                            ))),
                        };
                    }
                    Ok(bytes) => sources.push(Source { name, bytes }),
                    Err(error) => troubles.push((name, error.to_string())),
                }
            }
            if sources.is_empty() {
                let said = troubles.into_iter().map(|(_, why)| why).next().unwrap_or_default();
                return Ok(Found::Nothing(said));
            }
            if let ([path], [source]) = (paths.as_slice(), sources.as_slice()) {
                return one(path, source, target, basis, watch);
            }
            sources
        }
    };
    if let [source] = sources.as_slice()
        && let Some(found) = list(source, target, basis, watch)?
    {
        return Ok(found);
    }
    let what = what(&sources);
    let mut intake = import::read(&sources, watch)?;
    drop(sources);
    for (name, why) in troubles {
        let file = intake.notes.source(&name);
        intake.notes.say(Sort::Unplaced, Place { file, ..Place::default() }, why);
    }
    if is_nothing(&intake) {
        let first = intake.notes.all().first().map(|note| intake.notes.line(note));
        return Ok(Found::Nothing(format!("{}. {CAN_BE}.", first.unwrap_or_default())));
    }
    weighed(what, intake, target, basis, watch)
}

/// A single file may be a damaged plan: its reader says best what is wrong with it.
fn one(
    path: &Path,
    source: &Source,
    target: Target,
    basis: &Basis,
    watch: &Watch,
) -> Result<Found, Stopped> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_ours = matches!(ending.as_deref(), Some("sitewright" | "outline" | "bak"));
    if !is_ours && let Some(found) = list(source, target, basis, watch)? {
        return Ok(found);
    }
    let intake = import::read(std::slice::from_ref(source), watch)?;
    if !is_nothing(&intake) {
        return weighed(source.name.clone(), intake, target, basis, watch);
    }
    if is_ours {
        return open(path, &source.bytes, watch);
    }
    Ok(Found::Nothing(format!("Nothing in {} can be taken in. {CAN_BE}.", shown(path))))
}

/// A server list; none where it is something else, or nothing of it comes in.
fn list(
    source: &Source,
    target: Target,
    basis: &Basis,
    watch: &Watch,
) -> Result<Option<Found>, Stopped> {
    let Some((table, mapping)) = import::list_in(source) else { return Ok(None) };
    let what = source.name.clone();
    if mapping.is_unsure() {
        return Ok(Some(Found::Unsure(Box::new(Unsure { what, table, mapping }))));
    }
    let intake = list::intake(&what, &table, &mapping, watch)?;
    match is_nothing(&intake) {
        true => Ok(None),
        false => weighed(what, intake, target, basis, watch).map(Some),
    }
}

fn weighed(
    what: String,
    intake: Intake,
    target: Target,
    basis: &Basis,
    watch: &Watch,
) -> Result<Found, Stopped> {
    let intake = Arc::new(intake);
    Ok(match weigh(&intake, target, basis, watch)? {
        Ok(weighed) => Found::Import(Box::new(Import { what, intake, weighed })),
        Err(refusal) => Found::Nothing(format!("{what}: {refusal}")),
    })
}

fn open(path: &Path, bytes: &[u8], watch: &Watch) -> Result<Found, Stopped> {
    let mut plan = match file::read_as(bytes, Some(path)) {
        Ok(plan) => plan,
        Err(error) => return Ok(Found::Nothing(format!("{}: {error}", shown(path)))),
    };
    watch.begin(Stage::Judging, 0);
    watch.reached(0)?;
    // House rules that cannot be used do not keep anybody from the plan.
    let trouble = match file::house(path, &house::ids()) {
        Ok(house) => {
            plan.design.set_house(house);
            None
        }
        Err(unusable) => Some(format!("Judged by the documentation alone: {unusable}")),
    };
    let ids = Ids::random(crate::app::seed());
    let session = Box::new(Session::new(plan, ids, !is_outline(path, bytes)));
    watch.reached(0)?;
    Ok(Found::Plan(Opened { path: path.to_owned(), session, trouble }))
}

/// An outline is read, but a plan is saved.
fn is_outline(path: &Path, bytes: &[u8]) -> bool {
    path.extension().is_some_and(|ending| ending == "outline") || file::is_outline(bytes)
}

fn is_nothing(intake: &Intake) -> bool {
    intake.sites.is_empty()
        && intake.servers.is_empty()
        && intake.roles.is_empty()
        && intake.gateways.is_empty()
        && intake.entities.is_empty()
}

/// By their names alone, unless two share one.
fn names(paths: &[PathBuf]) -> Vec<String> {
    let name = |path: &PathBuf| match path.file_name() {
        Some(name) => name.to_string_lossy().into_owned(),
        None => shown(path),
    };
    let short: Vec<_> = paths.iter().map(name).collect();
    let is_alone = |name: &String| short.iter().filter(|other| *other == name).count() == 1;
    let long = |(path, name): (&PathBuf, &String)| match is_alone(name) {
        true => name.clone(),
        false => shown(path),
    };
    paths.iter().zip(&short).map(long).collect()
}

fn what(sources: &[Source]) -> String {
    match sources {
        [source] => source.name.clone(),
        _ => format!("{} files", sources.len()),
    }
}
