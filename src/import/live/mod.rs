//! Exports of a live hierarchy: rows of the provider's classes, from JSON or a text table.

mod around;
mod definitions;
mod embedded;
mod finish;
mod gateways;
mod json;
mod points;
mod properties;
mod reader;
mod roles;
mod rows;
mod sites;
mod types;

pub use around::Around;
pub use finish::finish;

use super::{Intake, Place, Sort, Watch, csv::Csv, watch::Stopped};
use json::Broken;
use reader::Reader;
use rows::{Column, Part, Row};

/// Reads rows of JSON.
pub fn json(
    text: &str,
    file: u16,
    intake: &mut Intake,
    watch: &Watch,
    before: u64,
) -> Result<(), Stopped> {
    /// Rows of real exports are about as long; a bar needs no better guess.
    const BYTES_A_ROW: u64 = 220;
    let mut reader = Reader::new(intake, watch, file);
    (reader.before, reader.per_row) = (before, BYTES_A_ROW);
    let rows = reader.intake.rows;
    let read = json::read(text, &mut reader);
    reader.finish();
    match read {
        Ok(()) => {}
        Err(Broken::Stopped) => return Err(Stopped),
        Err(Broken::At { line, column, message }) => {
            let above = intake.rows - rows;
            let why = format!(
                "line {line}, column {column}: {}; the {above} rows above it came in, what follows \
                 did not",
                reader::short(&message, 200)
            );
            intake.notes.say(Sort::Unplaced, Place { file, ..Place::default() }, why);
        }
    }
    if intake.rows == rows && intake.notes.all().iter().all(|note| note.place.file != file) {
        say_empty(intake, file);
    }
    Ok(())
}

fn say_empty(intake: &mut Intake, file: u16) {
    let why = "there is no row in it that speaks of a site or a role";
    intake.notes.say(Sort::Unplaced, Place { file, ..Place::default() }, why);
}

/// Whether a table's columns are those of a live export.
pub fn knows(csv: &Csv<'_>) -> bool {
    let columns: Vec<_> = csv.heading.iter().filter_map(|name| Column::named(name)).collect();
    Part::of_columns(|column| columns.contains(&column)).is_some()
}

/// Reads rows of a text table.
pub fn table(
    csv: &Csv<'_>,
    file: u16,
    intake: &mut Intake,
    watch: &Watch,
    before: u64,
) -> Result<(), Stopped> {
    let columns: Vec<_> = csv.heading.iter().map(|name| Column::named(name)).collect();
    let part = Part::of_columns(|column| columns.contains(&Some(column)));
    let rows = intake.rows;
    let mut reader = Reader::new(intake, watch, file);
    for (name, column) in csv.heading.iter().zip(&columns) {
        if column.is_none() {
            reader.note_unknown(name);
        }
    }
    let read = csv.rows(|line, read, fields| {
        let mut row = Row::of_fields(&columns, fields.iter());
        let place = Place { file, part: "", row: line };
        if csv.is_cut(read, fields) {
            reader.say(Sort::Unplaced, place, "the file ends in the middle of this row");
        } else {
            reader.take(part.unwrap_or(Part::Unsaid), &mut row, place);
        }
        watch.reached(before + u64::try_from(read).unwrap_or_default())
    });
    reader.finish();
    if intake.rows == rows && read.is_ok() {
        say_empty(intake, file);
    }
    read
}
