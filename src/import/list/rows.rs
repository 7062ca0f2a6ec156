//! The rows of a list, each made into records or into a note that says why not.

mod roles;
mod row;
mod seen;
mod server;
mod site;

use super::{Mapping, Meaning, guess::unit};
use crate::import::{
    Intake, Origin, Sort,
    notes::Place,
    table::{Row, Table},
    watch::Stopped,
};
use seen::Seen;

/// What a row is read with.
struct Work<'a> {
    table: &'a Table,
    mapping: &'a Mapping,
    intake: &'a mut Intake,
    file: u16,
    seen: Seen,
    /// The only site that the column of sites names, for rows that name none.
    only_site: Option<String>,
}

/// Takes in every row, as the mapping says; `file` is the number of its source in the notes, and
/// `reached` hears how many rows are done.
pub fn take(
    table: &Table,
    mapping: &Mapping,
    file: u16,
    intake: &mut Intake,
    reached: impl Fn(u64) -> Result<(), Stopped>,
) -> Result<(), Stopped> {
    /// So many rows pass between two looks at the watch.
    const STEP: usize = 1_000;
    let mut work = Work {
        table,
        mapping,
        intake,
        file,
        seen: Seen::default(),
        only_site: only_site(table, mapping),
    };
    if !mapping.columns.iter().any(|column| column.meaning.is_read()) {
        let why = "this is neither an export of a live hierarchy nor a list of servers: no column \
                   is known";
        work.say(Sort::Unplaced, 0, why);
        return Ok(());
    }
    work.remark_columns();
    if !mapping.has(Meaning::Name) && !mapping.has(Meaning::Fqdn) {
        let why = "no column holds the names of servers; nothing is taken in";
        work.say(Sort::Unplaced, 0, why);
        return Ok(());
    }
    for (at, row) in table.rows.iter().enumerate() {
        if at % STEP == 0 {
            reached(at as u64)?;
        }
        work.intake.rows += 1;
        if let Err(why) = work.row(row) {
            work.say(Sort::Unplaced, row.line, why);
        }
    }
    let assumed = std::mem::take(&mut work.seen).assumed();
    for (line, why) in assumed {
        work.say(Sort::Assumed, line, why);
    }
    Ok(())
}

/// The site that all rows with a site name.
fn only_site(table: &Table, mapping: &Mapping) -> Option<String> {
    let at = mapping.columns.iter().position(|column| column.meaning == Meaning::Site)?;
    let mut codes = table.column(at).filter(|cell| !super::values::is_silent(cell));
    let code = super::names::site(codes.next()?).0;
    let same = |cell: &str| super::names::site(cell).0.eq_ignore_ascii_case(code);
    codes.all(same).then(|| code.to_owned())
}

impl Work<'_> {
    fn say(&mut self, sort: Sort, line: u32, why: impl AsRef<str>) {
        let place = self.place(line);
        self.intake.notes.say(sort, place, why);
    }

    fn place(&self, line: u32) -> Place {
        Place { file: self.file, row: line, ..Place::default() }
    }

    /// What there is to know of the table as a whole.
    fn remark_columns(&mut self) {
        for remark in &self.table.remarks {
            self.say(Sort::Remark, 0, remark);
        }
        let columns = self.table.heading.iter().zip(&self.mapping.columns);
        let unread: Vec<_> = columns
            .filter(|(_, column)| !column.meaning.is_read())
            .map(|(name, _)| format!("\u{201c}{}\u{201d}", super::names::short(name)))
            .collect();
        match unread.as_slice() {
            [] => {}
            [one] => self.say(Sort::Remark, 0, format!("the column {one} is not read")),
            many => {
                let why = format!("the columns {} are not read", many.join(", "));
                self.say(Sort::Remark, 0, why);
            }
        }
        if self.table.bare {
            let why = "the table has no heading; what its columns mean is taken from their cells";
            self.say(Sort::Assumed, 0, why);
        }
        if !self.mapping.has(Meaning::Site) {
            let why = format!(
                "no column names a site; all servers are put into {}, whose type is not known",
                self.mapping.site
            );
            self.say(Sort::Assumed, 0, why);
        }
    }

    /// The cells of a row that mean this and say something, with the places of their columns.
    fn cells<'a>(&self, row: &'a Row, meaning: Meaning) -> impl Iterator<Item = (usize, &'a str)> {
        let columns = self.mapping.columns.iter().enumerate();
        let columns: Vec<_> =
            columns.filter(|(_, it)| it.meaning == meaning).map(|(at, _)| at).collect();
        let cells = columns.into_iter().map(|at| (at, row.cell(at)));
        cells.filter(|(_, cell)| !super::values::is_silent(cell))
    }

    fn cell<'a>(&self, row: &'a Row, meaning: Meaning) -> Option<&'a str> {
        self.cells(row, meaning).next().map(|(_, cell)| cell)
    }

    fn unit(&self, column: usize) -> Option<super::meaning::Unit> {
        unit(self.table, column)
    }

    fn origin() -> Origin {
        Origin::List
    }
}
