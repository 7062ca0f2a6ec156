//! A table as people keep it: a heading, rows with their places, from text or from a workbook.

use super::{book, csv::Csv, text::decode};

/// What a server list looks like before anybody says what its columns mean.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// As it is written; `Column 1` and so on where the table has none.
    pub heading: Vec<String>,
    /// Those with anything in them.
    pub rows: Vec<Row>,
    /// Whether the table has no heading, so that its first row is a row.
    pub bare: bool,
    /// What there is to know of the way to this table: sheets that were passed over and the like.
    pub remarks: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of a text, the row of a sheet, counted from 1.
    pub line: u32,
    /// Often fewer than the heading has, sometimes more.
    pub cells: Vec<String>,
}

/// What may stand above the heading: a title, a date, an empty line.
pub const MOST_ABOVE: usize = 20;
/// Wider tables are no server lists.
pub const MOST_COLUMNS: usize = 256;

/// How a table finds its heading: whether the text of a cell is a name that a column can have, and
/// whether it is what stands in a row.
#[derive(Clone, Copy)]
pub struct Signs {
    pub names_column: fn(&str) -> bool,
    pub is_content: fn(&str) -> bool,
}

impl Signs {
    /// How well a row would do as a heading.
    pub fn score<'a>(self, cells: impl Iterator<Item = &'a str>) -> usize {
        cells.take(MOST_COLUMNS).filter(|cell| (self.names_column)(cell)).count()
    }
}

impl Table {
    /// Reads a text or a workbook; what is wrong with it is one sentence.
    pub fn read(bytes: &[u8], signs: Signs) -> Result<Self, String> {
        match book::Kind::of(bytes) {
            Some(book::Kind::Book) => book::table(bytes, signs),
            Some(other) => Err(other.refusal().to_owned()),
            None => Self::of_text(&decode(bytes), signs),
        }
    }

    /// Reads rows that are parted by lines, with fields that are parted by a character.
    pub fn of_text(text: &str, signs: Signs) -> Result<Self, String> {
        // What a program wrote that is no text would come in as one strange row.
        if text.contains('\0') {
            return Err("this is no text".to_owned());
        }
        let (above, best) = best_start(text, signs);
        let rest = text.get(above.bytes..).unwrap_or_default();
        let csv = Csv::open(rest).ok_or("there is nothing in it")?;
        let bare = best == 0 && csv.heading.iter().any(|cell| (signs.is_content)(cell));
        let mut table = if bare { Self::without_heading(&csv, rest) } else { Self::of(&csv) };
        for row in &mut table.rows {
            row.line = row.line.saturating_add(above.lines);
        }
        if above.lines > 0 && above.said {
            table.remarks.push(passed_over(above.lines));
        }
        table.tidy()
    }

    fn of(csv: &Csv<'_>) -> Self {
        let heading = csv.heading.iter().map(|cell| clean(cell)).collect();
        Self { heading, rows: rows_of(csv), ..Self::default() }
    }

    fn without_heading(csv: &Csv<'_>, text: &str) -> Self {
        let heading = numbered(csv.heading.len());
        let separator = csv.separator.to_string();
        // A heading of our own, so that the reader takes the first row for what it is.
        let whole = format!("{}\n{text}", heading.join(&separator));
        let mut rows = Csv::open(&whole).map(|csv| rows_of(&csv)).unwrap_or_default();
        for row in &mut rows {
            row.line = row.line.saturating_sub(1);
        }
        rows.retain(|row| !row.cells[0].starts_with("sep="));
        Self { heading, rows, bare: true, ..Self::default() }
    }

    /// Drops lines that only draw, and columns in which nothing stands.
    pub fn tidy(mut self) -> Result<Self, String> {
        self.rows.retain(|row| !row.is_drawn());
        let width = self.heading.len();
        if width > MOST_COLUMNS {
            return Err(format!("{width} columns are no server list"));
        }
        let mut used: Vec<bool> = self.heading.iter().map(|name| !name.is_empty()).collect();
        for row in &self.rows {
            for (at, _) in row.cells.iter().take(width).enumerate().filter(|(_, it)| !it.is_empty())
            {
                used[at] = true;
            }
        }
        if used.iter().any(|used| !used) {
            let keep = |at: usize| used.get(at).copied().unwrap_or(true);
            keep_columns(&mut self.heading, keep);
            self.rows.iter_mut().for_each(|row| keep_columns(&mut row.cells, keep));
        }
        for (at, name) in self.heading.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
            *name = format!("Column {}", at + 1);
        }
        Ok(self)
    }

    /// What stands in a column, row by row.
    pub fn column(&self, at: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cell(at))
    }
}

impl Row {
    /// Empty where the row ends before.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }

    /// Whether it is a line that parts heading and rows in a table made of text.
    fn is_drawn(&self) -> bool {
        let mut cells = self.cells.iter().filter(|cell| !cell.is_empty()).peekable();
        let drawn = |cell: &String| cell.len() > 1 && cell.bytes().all(|it| b"-:=_".contains(&it));
        cells.peek().is_some() && cells.all(drawn)
    }
}

fn keep_columns(cells: &mut Vec<String>, keep: impl Fn(usize) -> bool) {
    let mut at = 0..;
    cells.retain(|_| at.next().is_none_or(&keep));
}

pub fn numbered(columns: usize) -> Vec<String> {
    (1..=columns).map(|column| format!("Column {column}")).collect()
}

pub fn passed_over(lines: u32) -> String {
    match lines {
        1 => "the first line stands above the heading and was passed over".to_owned(),
        _ => format!("the first {lines} lines stand above the heading and were passed over"),
    }
}

/// What stands above the heading.
#[derive(Clone, Copy, Default)]
struct Above {
    bytes: usize,
    lines: u32,
    /// Whether anything is in these lines.
    said: bool,
}

/// Where the best heading begins, and how many names of columns it has.
fn best_start(text: &str, signs: Signs) -> (Above, usize) {
    let (mut best, mut most) = (Above::default(), 0);
    let mut above = Above::default();
    for line in text.split_inclusive('\n').take(MOST_ABOVE) {
        let rest = text.get(above.bytes..).unwrap_or_default();
        let found =
            Csv::open(rest).map_or(0, |csv| signs.score(csv.heading.iter().map(|it| &**it)));
        if found > most {
            (best, most) = (above, found);
        }
        above.bytes += line.len();
        above.lines += 1;
        above.said |= !line.trim().is_empty();
    }
    // One cell of a row can be a name of a column by chance.
    if most < 2 && best.lines > 0 { (Above::default(), 0) } else { (best, most) }
}

fn rows_of(csv: &Csv<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let done: Result<(), std::convert::Infallible> = csv.rows(|line, _, row| {
        let cells: Vec<_> = row.iter().map(clean).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { line, cells });
        }
        Ok(())
    });
    let Ok(()) = done;
    rows
}

/// The text of a cell without what surrounds it unseen.
pub fn clean(cell: &str) -> String {
    let unseen = |it: char| it.is_whitespace() || matches!(it, '\u{200b}' | '\u{feff}' | '\0');
    let cell = cell.trim_matches(unseen);
    // What keeps a spreadsheet from taking a text for a number.
    let cell = cell.strip_prefix("=\"").and_then(|it| it.strip_suffix('"')).unwrap_or(cell);
    match cell.contains('\u{a0}') {
        true => cell.replace('\u{a0}', " "),
        false => cell.to_owned(),
    }
}
