//! Server lists: tables in which people keep the servers that they have or plan.
//!
//! The columns are found by their names and by what stands in them ([`guess`]); a person can say
//! otherwise ([`Mapping`]); then every row becomes records ([`intake`]), or a note that says why not.

mod guess;
mod meaning;
mod names;
mod roles;
mod rows;
mod values;

pub use guess::{Certainty, Column, Mapping, guess};
pub use meaning::Meaning;
pub use roles::{Is, Named, Word, read as read_roles};

use super::{
    Intake, Source, live,
    notes::{Place, Sort},
    table::{Signs, Table},
    watch::{Stage, Stopped, Watch},
};

/// How the heading of a server list is told from what stands above and below it.
pub const SIGNS: Signs =
    Signs { names_column: meaning::names_column, is_content: guess::is_content };

/// The table in a file, or why there is none.
pub fn open(source: &Source) -> Result<Table, String> {
    Table::read(&source.bytes, SIGNS)
}

/// The table in a text that somebody pastes; none where it is none.
pub fn pasted(text: &str) -> Option<Table> {
    let tabs = text.lines().filter(|line| line.contains('\t')).take(2).count() == 2;
    let table = Table::of_text(text, SIGNS).ok().filter(|it| !it.rows.is_empty())?;
    let known = table.bare || SIGNS.score(table.heading.iter().map(String::as_str)) > 0;
    // Prose has commas too.
    (table.heading.len() > 1 && (tabs || known)).then_some(table)
}

/// Reads a server list as it is most likely meant; `file` is its number in the notes, `before` what
/// was read of other files.
pub fn read(
    source: &Source,
    file: u16,
    intake: &mut Intake,
    watch: &Watch,
    before: u64,
) -> Result<(), Stopped> {
    match open(source) {
        Ok(table) => {
            let mapping = guess(&table);
            let (bytes, rows) = (source.bytes.len() as u64, table.rows.len().max(1) as u64);
            let reached = |done: u64| watch.reached(before + done * bytes / rows);
            rows::take(&table, &mapping, file, intake, reached)
        }
        Err(why) => {
            intake.notes.say(Sort::Unplaced, Place { file, ..Place::default() }, why);
            Ok(())
        }
    }
}

/// What a table says as a person has mapped it; `name` is what notes call it.
pub fn intake(
    name: &str,
    table: &Table,
    mapping: &Mapping,
    watch: &Watch,
) -> Result<Intake, Stopped> {
    let mut intake = Intake::default();
    let file = intake.notes.source(name);
    watch.begin(Stage::Reading, table.rows.len() as u64);
    rows::take(table, mapping, file, &mut intake, |done| watch.reached(done))?;
    live::finish(&mut intake);
    Ok(intake)
}
