//! Workbooks: the sheet that is a server list, with its numbers as people see them.

use std::{collections::BTreeMap, io::Cursor, panic};

use calamine::{CellErrorType, DataRef, Reader, SheetType, SheetVisible, Xlsx};

use super::{
    inflate,
    table::{MOST_ABOVE, MOST_COLUMNS, Row, Signs, Table, clean, numbered, passed_over},
};

/// What a file is that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Parts packed into one file, as .xlsx is.
    Book,
    /// An Excel workbook from before 2007, or one with a password.
    Old,
}

const BROKEN: &str = "the workbook is broken; save it anew, or as CSV";
/// All parts together may be so large, once unpacked.
const MOST_BYTES: u64 = 512 << 20;
/// So many cells are read; a list of the largest hierarchy there is has less.
const MOST_CELLS: usize = 8_000_000;
/// What of a part is looked at before it is unpacked.
const LOOKED_AT: usize = 4 << 10;
/// All texts of all cells together.
const MOST_TEXT: usize = 256 << 20;

impl Kind {
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'P', b'K', 3, 4, ..] => Some(Self::Book),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Some(Self::Old),
            _ => None,
        }
    }

    pub fn refusal(self) -> &'static str {
        match self {
            Self::Book => "this is no .xlsx workbook; save it as .xlsx or as CSV",
            Self::Old => {
                "this workbook is in the old format or has a password; save it as .xlsx or as CSV"
            }
        }
    }
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The first of the visible sheets with the best heading.
pub fn table(bytes: &[u8], signs: Signs) -> Result<Table, String> {
    check(bytes)?;
    // The reader counts rows and columns without asking whether they can be; built with checks, it
    // panics where a file is bent just so.
    let read = panic::catch_unwind(|| best_sheet(bytes, signs));
    read.unwrap_or_else(|_| Err(BROKEN.to_owned()))
}

fn best_sheet(bytes: &[u8], signs: Signs) -> Result<Table, String> {
    let mut book = Book::new(Cursor::new(bytes)).map_err(broken)?;
    let visible = |it: &&calamine::Sheet| {
        it.visible == SheetVisible::Visible && it.typ == SheetType::WorkSheet
    };
    let names: Vec<_> =
        book.sheets_metadata().iter().filter(visible).map(|it| it.name.clone()).collect();
    let mut best: Option<(usize, String)> = None;
    for name in &names {
        let top = rows(&mut book, name, MOST_ABOVE)?;
        let score = top.iter().map(|row| score(row, signs)).max();
        if score.is_some() && score > best.as_ref().map(|(most, _)| *most) {
            best = score.map(|score| (score, name.clone()));
        }
    }
    let (_, name) = best.ok_or("there is nothing in it")?;
    let mut rows = rows(&mut book, &name, usize::MAX)?;
    fill_merged(&mut book, &name, &mut rows);
    let mut table = with_heading(rows, signs).tidy()?;
    let others: Vec<_> = names.iter().filter(|other| **other != name).collect();
    if !others.is_empty() {
        let others: Vec<_> = others.iter().map(|it| format!("\u{201c}{it}\u{201d}")).collect();
        let others = others.join(", ");
        table
            .remarks
            .push(format!("read from the sheet \u{201c}{name}\u{201d}; not read: {others}"));
    }
    Ok(table)
}

fn broken(why: calamine::XlsxError) -> String {
    match why {
        calamine::XlsxError::Password => Kind::Old.refusal().to_owned(),
        calamine::XlsxError::FileNotFound(_) | calamine::XlsxError::RelationshipNotFound => {
            Kind::Book.refusal().to_owned()
        }
        why => format!("the workbook is broken ({why}); save it anew, or as CSV"),
    }
}

/// Whether the file can be unpacked in the memory that a list may take.
///
/// The reader unpacks no more of a part than its entry in the directory says, so the sizes there
/// can be believed. It makes room for as many texts as the part with the texts says it has, so that
/// number cannot.
fn check(bytes: &[u8]) -> Result<(), String> {
    let too_large = "this workbook is too large; save the sheet with the list as CSV";
    // Every entry of a directory, also of one that the reader may prefer to the last.
    let starts = bytes.windows(4).enumerate().filter(|(_, it)| it == b"PK\x01\x02");
    let mut sum = 0;
    for entry in starts.filter_map(|(at, _)| Entry::read(bytes, at)) {
        sum += entry.size;
        if sum > MOST_BYTES {
            return Err(too_large.to_owned());
        }
        if entry.holds_texts() && !counts_right(&entry.beginning(bytes).ok_or(BROKEN)?, entry.size)
        {
            return Err(BROKEN.to_owned());
        }
    }
    Ok(())
}

/// A part of a packed file, as its directory names it.
struct Entry<'a> {
    name: &'a [u8],
    deflated: bool,
    size: u64,
    /// Where its own head stands.
    at: usize,
}

/// The number that begins at a byte.
fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    let digits = bytes.get(at..at.saturating_add(length)).unwrap_or_default();
    digits.iter().rev().fold(0, |sum, digit| sum << 8 | u64::from(*digit))
}

impl<'a> Entry<'a> {
    fn read(bytes: &'a [u8], at: usize) -> Option<Self> {
        let length = usize::try_from(number(bytes, at + 28, 2)).ok()?;
        Some(Self {
            name: bytes.get(at + 46..at + 46 + length).unwrap_or_default(),
            deflated: match number(bytes, at + 10, 2) {
                0 => false,
                8 => true,
                _ => return None,
            },
            size: number(bytes, at + 24, 4),
            at: usize::try_from(number(bytes, at + 42, 4)).ok()?,
        })
    }

    fn holds_texts(&self) -> bool {
        self.name.to_ascii_lowercase().ends_with(b"sharedstrings.xml")
    }

    /// What the part begins with; none where it is not where it should be.
    fn beginning(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let head = bytes.get(self.at..).filter(|it| it.starts_with(b"PK\x03\x04"))?;
        let names = number(head, 26, 2) + number(head, 28, 2);
        let part = head.get(30 + usize::try_from(names).ok()?..)?;
        Some(match self.deflated {
            true => inflate::start(part, LOOKED_AT),
            false => part[..part.len().min(LOOKED_AT)].to_vec(),
        })
    }
}

/// Whether the list of texts says how many it has at its very beginning, and no more than fit.
fn counts_right(part: &[u8], size: u64) -> bool {
    let text = String::from_utf8_lossy(part);
    let mut rest = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    while rest.starts_with("<?") {
        rest = rest.split_once("?>").map_or("", |(_, after)| after.trim_start());
    }
    let Some((tag, _)) = rest.split_once('>') else { return false };
    let whole = |quote| tag.matches(quote).count().is_multiple_of(2);
    let name = tag.split_whitespace().next().unwrap_or_default().trim_end_matches('/');
    let name = name.rsplit(['<', ':']).next();
    name == Some("sst")
        && whole('"')
        && whole('\'')
        && tag.split("ount").skip(1).all(|after| {
            let number = after.trim_start_matches(|it: char| !it.is_ascii_digit());
            let end = number.find(|it: char| !it.is_ascii_digit()).unwrap_or(number.len());
            // A text has more than one letter of markup.
            number[..end].parse::<u64>().map_or(number[..end].is_empty(), |count| count <= size)
        })
}

fn score(row: &Row, signs: Signs) -> usize {
    signs.score(row.cells.iter().map(String::as_str))
}

/// The rows with anything in them, at most `most` of the sheet's first ones.
fn rows(book: &mut Book<'_>, sheet: &str, most: usize) -> Result<Vec<Row>, String> {
    let mut reader = match book.worksheet_cells_reader(sheet) {
        Ok(reader) => reader,
        // A sheet without cells has no part to read them from.
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(why) => return Err(broken(why)),
    };
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let (mut cells, mut text) = (0, 0);
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        if row as usize >= most {
            break;
        }
        let column = column as usize;
        let shown = clean(&shown(cell.get_value()));
        if shown.is_empty() || column >= MOST_COLUMNS {
            continue;
        }
        let line = rows.entry(row).or_default();
        if column >= line.len() {
            cells += column + 1 - line.len();
            line.resize(column + 1, String::new());
        }
        text += shown.len();
        if cells > MOST_CELLS || text > MOST_TEXT {
            return Err("this sheet is too large; save the list as CSV".to_owned());
        }
        line[column] = shown;
    }
    let rows = rows.into_iter();
    Ok(rows.map(|(row, cells)| Row { line: row.saturating_add(1), cells }).collect())
}

/// What a person sees in the cell.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => plain(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        // A formula that finds nothing says nothing.
        DataRef::Error(CellErrorType::NA) | DataRef::Empty => String::new(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// 8 for 8.0, and no digits that come from counting in twos.
fn plain(number: f64) -> String {
    let text = format!("{number:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A value that is written once over several rows holds for each of them.
fn fill_merged(book: &mut Book<'_>, sheet: &str, rows: &mut [Row]) {
    // Without them the list is only less complete.
    let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
    let mut filled = 0;
    for region in merged {
        let ((top, left), (bottom, _)) = (region.start, region.end);
        let column = left as usize;
        let from = rows.partition_point(|row| row.line <= top);
        let Some(first) = rows.get(from).filter(|row| row.line == top.saturating_add(1)) else {
            continue;
        };
        let value = first.cell(column).to_owned();
        if value.is_empty() || column >= MOST_COLUMNS {
            continue;
        }
        let below =
            rows[from + 1..].iter_mut().take_while(|row| row.line <= bottom.saturating_add(1));
        for row in below {
            filled += 1 + value.len();
            if filled > MOST_TEXT {
                return;
            }
            if column >= row.cells.len() {
                row.cells.resize(column + 1, String::new());
            }
            row.cells[column].clone_from(&value);
        }
    }
}

fn with_heading(mut rows: Vec<Row>, signs: Signs) -> Table {
    let top = rows.iter().take(MOST_ABOVE).map(|row| score(row, signs));
    // The first of the best.
    let best = top.enumerate().max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at)));
    let (at, score) = best.unwrap_or_default();
    let bare = score == 0
        && rows.first().is_some_and(|row| row.cells.iter().any(|it| (signs.is_content)(it)));
    if bare {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        return Table { heading: numbered(width), rows, bare, ..Table::default() };
    }
    let at = if score < 2 { 0 } else { at };
    let heading = rows.remove(at);
    let above = u32::try_from(at).unwrap_or_default();
    rows.drain(..at);
    let remarks = (above > 0).then(|| passed_over(heading.line.saturating_sub(1)));
    Table { heading: heading.cells, rows, bare, remarks: remarks.into_iter().collect() }
}
