//! The live import, proved from what providers export: designs written as such, and read again.

mod again;
mod bounds;
mod broken;
mod collector;
mod forms;
mod messy;
mod reference;
mod scale;
mod shape;
mod writer;

use sitewright::{
    commands::Command,
    import::{self, Intake, Notes, Source, Watch},
    model::{Design, Ids},
};

/// What an import makes of a design, and all that it tells of it.
pub struct Imported {
    pub design: Design,
    pub notes: Vec<String>,
}

pub fn source(name: &str, bytes: impl Into<Vec<u8>>) -> Source {
    Source { name: name.to_owned(), bytes: bytes.into() }
}

pub fn read(sources: &[Source]) -> Intake {
    import::read(sources, &Watch::default()).expect("nobody stops it")
}

/// Into an empty plan.
pub fn import(name: &str, bytes: impl Into<Vec<u8>>) -> Imported {
    import_onto(&Design::new(), &[source(name, bytes)])
}

/// Into a plan that holds something already.
pub fn import_onto(before: &Design, sources: &[Source]) -> Imported {
    let taken = import::take(read(sources), before, &mut Ids::counted());
    let notes = lines(&taken.notes);
    let mut design = before.clone();
    Command::from(taken.command).apply(&mut design).expect("what was taken fits");
    Imported { design, notes }
}

fn lines(notes: &Notes) -> Vec<String> {
    notes.all().iter().map(|note| format!("{} ({})", notes.line(note), note.sort)).collect()
}
