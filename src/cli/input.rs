//! Reads a plan or an outline from a file or from standard input.

use std::{io, path::Path};

use super::Failure;
use crate::{
    facts::versions::Version,
    file,
    model::{Date, Design},
    plan::Plan,
    rules,
};

/// A plan, and what to call it: its file's name without folder, `-` for standard input.
pub struct Named {
    pub plan: Plan,
    pub name: String,
}

pub fn read(path: &Path) -> Result<Named, Failure> {
    let bytes = bytes(path)?;
    Ok(Named { plan: plan(path, &bytes)?, name: name(path) })
}

/// The same, with the house rules that lie beside it.
pub fn read_in_house(path: &Path, no_house: bool) -> Result<Named, Failure> {
    let mut named = read(path)?;
    bring_house(path, no_house, &mut named.plan.design)?;
    Ok(named)
}

/// What there is to judge of a plan, with the house rules that lie beside it, and its name.
pub fn judged_in_house(path: &Path, no_house: bool) -> Result<(file::Contents, String), Failure> {
    let bytes = bytes(path)?;
    let mut contents =
        file::contents(&bytes, Some(path)).map_err(|error| Failure::Input(told(path, &error)))?;
    bring_house(path, no_house, &mut contents.design)?;
    Ok((contents, name(path)))
}

/// What comes by standard input lies nowhere.
fn bring_house(path: &Path, no_house: bool, design: &mut Design) -> Result<(), Failure> {
    if !no_house && !is_standard(path) {
        let house = file::house(path, &rules::house::ids())
            .map_err(|unusable| Failure::Input(unusable.to_string()))?;
        design.set_house(house);
    }
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What the bytes of a file say.
pub fn plan(path: &Path, bytes: &[u8]) -> Result<Plan, Failure> {
    file::read_as(bytes, Some(path)).map_err(|error| Failure::Input(told(path, &error)))
}

/// What lies in a file, or comes by standard input.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if is_standard(path) {
        let read = file::load_from(io::stdin().lock());
        let bytes = read.map_err(|error| Failure::Input(format!("standard input: {error}")))?;
        return bytes.map_err(|error| Failure::Input(told(path, &error)));
    }
    file::load_bytes(path).map_err(|error| Failure::Input(told(path, &error)))
}

pub fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// Refuses to write a result over the plan that it was made of.
pub fn keep(path: &Path, to: Option<&Path>) -> Result<(), Failure> {
    match to {
        Some(to) if is_same(path, to) => Err(Failure::Input(format!(
            "{}: the result would replace the plan; choose another file",
            to.display()
        ))),
        _ => Ok(()),
    }
}

/// Whether two paths lead to one file.
pub fn is_same(left: &Path, right: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok().filter(|path| path.is_file());
    !is_standard(left)
        && !is_standard(right)
        && real(left).is_some_and(|it| real(right) == Some(it))
}

/// The file and the place in it on every line.
fn told(path: &Path, error: &file::Error) -> String {
    let name = match is_standard(path) {
        true => "standard input".to_owned(),
        false => path.display().to_string(),
    };
    match error {
        // It names its file itself.
        file::Error::Disk { .. } => error.to_string(),
        _ => error
            .to_string()
            .lines()
            .map(|line| format!("{name}:{line}"))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// For clap: a product version by its name.
pub fn version(name: &str) -> Result<Version, String> {
    Version::named(name).ok_or_else(|| {
        let known: Vec<_> = Version::ALL.iter().map(|version| version.name()).collect();
        format!("known versions are {}", known.join(", "))
    })
}

/// For clap: a day.
pub fn day(text: &str) -> Result<Date, String> {
    Date::read(text).ok_or_else(|| "a day is written as in 2026-11-23".to_owned())
}
