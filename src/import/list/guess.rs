//! What the columns of a list most likely mean, and how sure that is.

use super::{
    meaning::{self, Meaning, Unit},
    names::{computer, is_code, site},
    roles::{self, Is},
    values::{self, is_silent},
};
use crate::{facts::said::servers::LOCATION, import::table::Table};

/// What each column of a table means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub columns: Vec<Column>,
    /// The code of the site in which all servers are put where no column says one.
    pub site: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub meaning: Meaning,
    pub certainty: Certainty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    Sure,
    /// Its name and what stands in it do not say the same, or another column could mean it too.
    Unsure,
    /// Nobody knows a column of that name, and nothing in it says more.
    Ignored,
}

/// What is said where no column says a site.
pub const DEFAULT_SITE: &str = "PS1";
/// So many cells of a column are looked at.
const SAMPLE: usize = 200;

impl Mapping {
    /// Whether a person should look at it before it is taken.
    pub fn is_unsure(&self) -> bool {
        let unsure = self.columns.iter().any(|column| column.certainty == Certainty::Unsure);
        unsure || !self.has(Meaning::Name) && !self.has(Meaning::Fqdn)
    }

    pub fn has(&self, meaning: Meaning) -> bool {
        self.columns.iter().any(|column| column.meaning == meaning)
    }

    pub fn has_roles(&self) -> bool {
        let is_role = |it: &Column| matches!(it.meaning, Meaning::Roles | Meaning::Has(_));
        self.columns.iter().any(is_role)
    }

    /// Takes a person's word for a column. Another one that said the same is no longer read.
    pub fn choose(&mut self, column: usize, meaning: Meaning) {
        for (at, other) in self.columns.iter_mut().enumerate() {
            if at == column {
                *other = Column { meaning, certainty: Certainty::Sure };
            } else if other.meaning == meaning && !meaning.many() {
                *other = Column { meaning: Meaning::Nothing, certainty: Certainty::Sure };
            }
        }
    }
}

/// How well what stands in a column fits a meaning: cells that do, of cells that say something.
fn fitting(table: &Table, at: usize, meaning: Meaning) -> (usize, usize) {
    let unit = unit(table, at);
    let cells = table.column(at).filter(|cell| !is_silent(cell)).take(SAMPLE);
    cells.fold((0, 0), |(fit, all), cell| (fit + usize::from(fits(meaning, cell, unit)), all + 1))
}

/// Whether a cell can be read as that.
fn fits(meaning: Meaning, cell: &str, unit: Option<Unit>) -> bool {
    match meaning {
        Meaning::Nothing | Meaning::Title | Meaning::SiteTitle | Meaning::Address => true,
        Meaning::Name => computer(cell).is_ok(),
        Meaning::Sources => roles::sources(cell).iter().all(|name| computer(name).is_ok()),
        Meaning::Fqdn => computer(cell).is_ok_and(|it| it.name.contains('.')),
        Meaning::Site | Meaning::Parent => is_code(site(cell).0),
        Meaning::SiteKind => values::site_kind(cell).is_some(),
        Meaning::Roles => roles::read(cell).iter().any(|word| word.is != Is::Unknown),
        Meaning::Has(_) => values::flag(cell).is_some() || roles::options(cell).is_some(),
        Meaning::System => values::system(cell).is_some(),
        Meaning::Devices => values::count(cell).is_some(),
        Meaning::Sql => !values::sql(cell).0.is_empty(),
        Meaning::Perimeter => values::flag(cell).is_some(),
        Meaning::Fact(fact) => values::fact(fact, cell, unit).is_ok(),
    }
}

/// Whether it is what stands in a row of a list, not in its heading.
pub fn is_content(cell: &str) -> bool {
    let role = || roles::read(cell).iter().any(|word| word.is != Is::Unknown);
    let counted = || cell.bytes().any(|it| it.is_ascii_digit()) && computer(cell).is_ok();
    !is_silent(cell) && (role() || counted() || values::system(cell).is_some())
}

/// What each column most likely means.
pub fn guess(table: &Table) -> Mapping {
    let mut columns: Vec<Column> =
        (0..table.heading.len()).map(|at| by_heading(table, at)).collect();
    one_each(table, &mut columns);
    by_content(table, &mut columns);
    Mapping { columns, site: DEFAULT_SITE.to_owned() }
}

fn by_heading(table: &Table, at: usize) -> Column {
    let found = match table.bare {
        true => None,
        false => meaning::of_heading(&table.heading[at]),
    };
    let Some(found) = found else {
        return Column { meaning: Meaning::Nothing, certainty: Certainty::Ignored };
    };
    let column = |meaning, sure| Column {
        meaning,
        certainty: if sure { Certainty::Sure } else { Certainty::Unsure },
    };
    let most = |meaning| {
        let (fit, all) = fitting(table, at, meaning);
        fit * 2 > all || all == 0
    };
    let location = Meaning::Fact(LOCATION);
    match found.meaning {
        // What a list calls a site can be a place, and the other way round.
        Meaning::Site if !most(Meaning::Site) && !found.loose && names_place(table, at) => {
            column(location, false)
        }
        meaning if meaning == location && found.weak && most(Meaning::Site) => {
            column(Meaning::Site, false)
        }
        // "Function" can be a word about the server, or its roles.
        Meaning::Title if holds_roles(table, at) => column(Meaning::Roles, false),
        meaning => column(meaning, most(meaning) && !found.loose),
    }
}

/// Whether most of what stands in a column are roles, and no other is named for them.
fn holds_roles(table: &Table, at: usize) -> bool {
    let named = |heading: &String| {
        meaning::of_heading(heading).is_some_and(|found| found.meaning == Meaning::Roles)
    };
    let (fit, all) = fitting(table, at, Meaning::Roles);
    fit * 2 > all && !table.heading.iter().any(named)
}

/// Whether the heading is the bare word that people use for places too.
fn names_place(table: &Table, at: usize) -> bool {
    meaning::letters(&table.heading[at]) == "site"
}

/// Leaves each meaning to the column with the best name for it.
fn one_each(table: &Table, columns: &mut [Column]) {
    let rank = |at: usize, column: Column| {
        let heading = meaning::of_heading(&table.heading[at]);
        let plain = heading.is_some_and(|it| !it.weak && !it.loose);
        (column.certainty == Certainty::Sure, plain, std::cmp::Reverse(at))
    };
    for at in 0..columns.len() {
        let column = columns[at];
        if column.meaning.many() {
            continue;
        }
        let same = (0..columns.len()).filter(|other| columns[*other].meaning == column.meaning);
        let best = same.max_by_key(|other| rank(*other, columns[*other]));
        if best.is_some_and(|best| best != at) {
            columns[at] = Column { meaning: Meaning::Nothing, certainty: Certainty::Unsure };
        }
    }
}

/// What stands in a column says what it means where its name does not.
fn by_content(table: &Table, columns: &mut [Column]) {
    const KNOWN_BY_CONTENT: [Meaning; 4] =
        [Meaning::Fqdn, Meaning::Roles, Meaning::System, Meaning::Name];
    for at in 0..columns.len() {
        if columns[at].certainty != Certainty::Ignored {
            continue;
        }
        let free = |meaning: &Meaning, columns: &[Column]| {
            let has = |meaning| columns.iter().any(|column| column.meaning == meaning);
            match meaning {
                Meaning::Name | Meaning::Fqdn => !has(Meaning::Name) && !has(Meaning::Fqdn),
                meaning => !has(*meaning),
            }
        };
        let fits = |meaning: &Meaning| {
            let (fit, all) = fitting(table, at, *meaning);
            all > 0 && fit * 5 >= all * 4
        };
        let codes =
            || !columns.iter().any(|it| it.meaning == Meaning::Site) && fits(&Meaning::Site);
        // Names of servers have digits; words in every other column could be names too.
        let numbered =
            table.column(at).take(SAMPLE).any(|it| it.bytes().any(|it| it.is_ascii_digit()));
        let found = KNOWN_BY_CONTENT.into_iter().find(|meaning| {
            let sensible = *meaning != Meaning::Name || numbered && !codes();
            free(meaning, columns) && sensible && fits(meaning)
        });
        let found = found.or_else(|| (table.bare && codes()).then_some(Meaning::Site));
        if let Some(meaning) = found {
            columns[at] = Column { meaning, certainty: Certainty::Unsure };
        }
    }
}

/// The unit in which the column's numbers are counted, where its heading says one.
pub fn unit(table: &Table, at: usize) -> Option<Unit> {
    table.heading.get(at).and_then(|heading| Unit::of_heading(heading))
}
