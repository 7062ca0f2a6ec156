//! Takes rows of live classes, one by one, and makes records of them.

use std::collections::BTreeSet;

use super::{
    super::{
        hosts::HostId,
        notes::{Place, Sort},
        records::{Intake, Origin, SiteKey},
        watch::Watch,
    },
    around, definitions, gateways,
    json::{Sink, is_noise},
    points, roles,
    rows::{Cell, Column, Part, Row},
    sites,
};

/// One source, as it is read.
pub struct Reader<'a> {
    pub intake: &'a mut Intake,
    pub watch: &'a Watch,
    pub file: u16,
    /// Rows of each part so far.
    counts: [u32; Part::Unsaid as usize + 1],
    /// Names of columns and parts that nobody reads.
    unknown: BTreeSet<String>,
    flattened: u32,
    pub repeats: u32,
    /// Rows of roles that every server of a site has.
    pub automatic: u32,
    /// How much was done when this source began.
    pub before: u64,
    /// The share of the work that a row stands for, where nobody counts bytes.
    pub per_row: u64,
}

/// More names of unknown columns are not worth telling.
const MOST_NAMES: usize = 200;
const LONGEST_NAME: usize = 60;

impl<'a> Reader<'a> {
    pub fn new(intake: &'a mut Intake, watch: &'a Watch, file: u16) -> Self {
        Self {
            intake,
            watch,
            file,
            counts: [0; Part::Unsaid as usize + 1],
            unknown: BTreeSet::new(),
            flattened: 0,
            repeats: 0,
            automatic: 0,
            before: 0,
            per_row: 0,
        }
    }

    pub fn say(&mut self, sort: Sort, place: Place, why: impl AsRef<str>) {
        self.intake.notes.say(sort, place, why);
    }

    /// Takes a row; `part` as far as the file says it.
    pub fn take(&mut self, part: Part, row: &mut Row, place: Place) {
        self.intake.rows += 1;
        self.flattened += u32::from(row.flattened);
        for column in std::mem::take(&mut row.odd) {
            let why = format!("{} holds an object where a value belongs", shown_column(column));
            self.say(Sort::Remark, place, why);
        }
        let part = match part {
            Part::Unsaid => Part::of_columns(|column| row.has(column)),
            said => Some(said),
        };
        match part {
            Some(Part::Sites) => sites::take(self, row, place),
            Some(Part::Roles) => self.repeats += u32::from(!roles::take(self, row, place)),
            // It says the roles of another class again; what is new in it comes in.
            Some(Part::Resources) => _ = roles::take(self, row, place),
            Some(Part::Summaries) => {
                // The same three facts under other names.
                for (column, _) in &mut row.cells {
                    *column = match *column {
                        Column::SiteSystem => Column::NalPath,
                        Column::Role => Column::RoleName,
                        other => other,
                    };
                }
                // It has a row for each object that a role stores.
                roles::take(self, row, place);
            }
            Some(Part::Points) => points::take(self, row, place),
            Some(Part::Gateways) => gateways::take(self, row, place),
            Some(Part::Definitions) => definitions::take(self, row, place),
            Some(Part::Components) => definitions::component(self, row, place),
            Some(Part::Providers) => definitions::provider(self, row, place),
            Some(Part::Errors) => self.failed(row, place),
            Some(
                part @ (Part::PointGroups
                | Part::PointGroupMembers
                | Part::Groups
                | Part::DefaultGroups
                | Part::GroupMembers
                | Part::Relations
                | Part::Boundaries
                | Part::BoundaryMembers),
            ) => around::take(self, part, row, place),
            Some(Part::Unsaid) | None => {
                let why = "no column tells what this row is about; a role needs RoleName and \
                           SiteCode, a site SiteCode and ReportingSiteCode";
                self.say(Sort::Unplaced, place, why);
            }
        }
    }

    /// A query that did not go through where the file was made.
    fn failed(&mut self, row: &Row, place: Place) {
        let text = |column| short(row.text(column).unwrap_or_default(), 160);
        let (query, message) = (text(Column::Query), text(Column::Message));
        let why = format!(
            "a query failed where the file was made, so what it asks may be missing: \
             \u{201c}{query}\u{201d}: \u{201c}{message}\u{201d}"
        );
        self.say(Sort::Unplaced, place, why);
    }

    /// What is to be told once the source is read.
    pub fn finish(&mut self) {
        let whole = Place { file: self.file, ..Place::default() };
        if !self.unknown.is_empty() {
            let names: Vec<_> = self.unknown.iter().map(String::as_str).collect();
            self.say(Sort::Remark, whole, format!("not read: {}", names.join(", ")));
        }
        if self.flattened > 0 {
            let why = format!(
                "{} rows lost their embedded properties on the way into the file: options, pull \
                 sources and ports of those roles are not known",
                self.flattened
            );
            self.say(Sort::Remark, whole, why);
        }
        if self.repeats > 0 {
            let why = format!("{} rows say again what another row said", self.repeats);
            self.say(Sort::Remark, whole, why);
        }
        if self.automatic > 0 {
            let why = format!(
                "{} rows are about roles that come by themselves (site system, component server, \
                 notification server)",
                self.automatic
            );
            self.say(Sort::Remark, whole, why);
        }
    }

    /// Notes the names that are no known columns.
    pub fn note_unknown(&mut self, name: &str) {
        let name = name.trim();
        if !name.is_empty() && !is_noise(name) && self.unknown.len() < MOST_NAMES {
            self.unknown.insert(short(name, LONGEST_NAME));
        }
    }

    /// The next row of a part, as a place.
    fn next(&mut self, part: Part) -> Place {
        let count = &mut self.counts[part as usize];
        *count = count.saturating_add(1);
        Place { file: self.file, part: part.word(), row: *count }
    }

    /// The site that the row names; says why where it names none.
    pub fn site_of(&mut self, row: &Row, place: Place) -> Option<SiteKey> {
        let said = row.text(Column::SiteCode).map(ToOwned::to_owned);
        let code = said.or_else(|| {
            let path = row.text(Column::NalPath)?;
            let (_, after) = path.split_once("SMS_SITE=")?;
            after.split(['"', ']']).next().map(ToOwned::to_owned)
        });
        match code.filter(|code| !code.is_empty()) {
            None => {
                self.say(Sort::Unplaced, place, "the row names no site");
                None
            }
            Some(code) if !is_code(&code) => {
                let why = format!("\u{201c}{}\u{201d} is no site code", short(&code, 20));
                self.say(Sort::Unplaced, place, why);
                None
            }
            Some(code) => {
                let known = self.intake.site_coded(&code);
                if known.is_none() && self.intake.sites.len() >= MOST_SITES {
                    let why = "there are more sites in it than any hierarchy has";
                    self.say(Sort::Unplaced, place, why);
                    return None;
                }
                Some(self.intake.site(&code, Origin::Live, place))
            }
        }
    }

    /// The computer that the row names; says why where it names none.
    pub fn host_of(&mut self, row: &Row, place: Place) -> Option<HostId> {
        const WHERE: [Column; 7] = [
            Column::Machine,
            Column::DpNalPath,
            Column::ServerRemoteName,
            Column::NetworkOsPath,
            Column::ServerNalPath,
            Column::NalPath,
            Column::ServerName,
        ];
        let mut names = WHERE.into_iter().filter_map(|column| row.text(column)).map(in_path);
        let whole = names.clone().find(|name| name.contains('.'));
        let found = whole.or_else(|| names.find(|name| !name.is_empty()));
        if self.intake.hosts.len() >= MOST_SERVERS {
            let why = "there are more servers in it than any hierarchy has";
            self.say(Sort::Unplaced, place, why);
            return None;
        }
        let host = found.and_then(|name| self.intake.hosts.named(name));
        if host.is_none() {
            self.say(Sort::Unplaced, place, "the row names no server");
        }
        host
    }
}

/// The computer in `["Display=\\srv\"]MSWNET:["SMS_SITE=P01"]\\srv\`, and in plainer paths.
fn in_path(path: &str) -> &str {
    path.rsplit(']').next().unwrap_or(path)
}

/// A code of three characters is right; a design holds others too, and rules judge them. But what
/// looks like none at all would make a site of every broken row.
fn is_code(code: &str) -> bool {
    const MOST: usize = 8;
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    (1..=MOST).contains(&code.chars().count()) && code.chars().all(fits)
}

/// The largest hierarchy that is supported has 6,276 sites.
const MOST_SITES: usize = 10_000;
/// And 125,000 servers.
const MOST_SERVERS: usize = 500_000;

/// So much of a text as fits into a line.
pub fn short(text: &str, most: usize) -> String {
    let clean: String =
        text.chars().take(most).map(|it| if it.is_control() { ' ' } else { it }).collect();
    match text.chars().nth(most) {
        Some(_) => clean + "\u{2026}",
        None => clean,
    }
}

fn shown_column(column: Column) -> String {
    format!("{column:?}")
}

impl Sink for Reader<'_> {
    fn row(&mut self, part: Part, row: &mut Row) -> bool {
        let place = self.next(part);
        self.take(part, row, place);
        let done = self.before + self.per_row * self.intake.rows;
        self.watch.reached(done).is_ok()
    }

    fn unknown(&mut self, name: &str) {
        self.note_unknown(name);
    }

    fn odd(&mut self, part: Part, found: &str) {
        let place = self.next(part);
        self.say(Sort::Unplaced, place, format!("{found} stands where a row belongs"));
    }
}

impl Row {
    /// A row of a text table.
    pub fn of_fields<'a>(
        columns: &[Option<Column>],
        fields: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut row = Self::default();
        for (column, field) in columns.iter().zip(fields) {
            match column {
                Some(Column::Props | Column::PropLists) => {
                    super::embedded::take_text(field, &mut row);
                }
                Some(column) => row.cells.push((*column, Cell::Text(field.to_owned()))),
                None => {}
            }
        }
        row
    }
}
