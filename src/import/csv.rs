//! Rows of a text table: separator and heading found, places kept.

use ::csv::{ReaderBuilder, StringRecord};

const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// A text table, opened.
pub struct Csv<'a> {
    /// The names of the columns, without what stands around them.
    pub heading: Vec<String>,
    pub separator: char,
    /// Below the heading.
    body: &'a str,
    /// The line in which the body begins, counted from 1.
    line: u32,
}

impl<'a> Csv<'a> {
    /// None where there is no line with anything in it.
    pub fn open(text: &'a str) -> Option<Self> {
        let (mut rest, mut line, mut said) = (text, 1, None);
        loop {
            let (first, after) = split_line(rest)?;
            let bare = first.trim().trim_matches('"');
            if let Some(separator) = bare.strip_prefix("sep=").and_then(|it| it.chars().next()) {
                said = Some(separator);
            } else if !bare.trim().is_empty() && !first.starts_with("#TYPE") {
                break;
            }
            (rest, line) = (after, line + 1);
        }
        let (first, _) = split_line(rest)?;
        let separator = said.unwrap_or_else(|| separator_of(first));
        let mut heading = StringRecord::new();
        let mut reader = reader(rest, separator);
        let length = match reader.read_record(&mut heading) {
            Ok(true) => usize::try_from(reader.position().byte()).unwrap_or(rest.len()),
            _ => return None,
        };
        let (above, body) = rest.split_at_checked(length)?;
        let lines = above.bytes().filter(|byte| *byte == b'\n').count();
        Some(Self {
            heading: heading.iter().map(|name| name.trim().to_owned()).collect(),
            separator,
            body,
            line: line + u32::try_from(lines).unwrap_or(u32::MAX),
        })
    }

    /// Gives every row below the heading with its line and how many bytes of the body were read;
    /// rows without anything in them are left out.
    pub fn rows<E>(
        &self,
        mut each: impl FnMut(u32, usize, &StringRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut reader = reader(self.body, self.separator);
        let mut row = StringRecord::new();
        // What is text already and may have any number of fields can always be read.
        while let Ok(true) = reader.read_record(&mut row) {
            let line = self.line.saturating_add(row.position().map_or(0, |it| self.lines_to(it)));
            let read = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            if row.iter().any(|field| !field.trim().is_empty()) {
                each(line, read, &row)?;
            }
        }
        Ok(())
    }
}

impl Csv<'_> {
    /// Whether the file ends in the middle of this row, up to which so many bytes were read.
    pub fn is_cut(&self, read: usize, row: &StringRecord) -> bool {
        let last = read >= self.body.len() && !self.body.ends_with(['\n', '\r']);
        last && row.len() < self.heading.len()
    }

    /// The lines of the body above a row. The reader's own count stands at the end of the row
    /// before, ahead of empty lines.
    fn lines_to(&self, row: &::csv::Position) -> u32 {
        let at = usize::try_from(row.byte()).unwrap_or(usize::MAX);
        let rest = self.body.as_bytes().get(at..).unwrap_or_default();
        let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let empty = empty.filter(|byte| **byte == b'\n').count();
        u32::try_from(row.line()).unwrap_or(u32::MAX).saturating_sub(1)
            + u32::try_from(empty).unwrap_or_default()
    }
}

fn reader(text: &str, separator: char) -> ::csv::Reader<&[u8]> {
    let separator = u8::try_from(separator).unwrap_or(b',');
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The first line with its end, and what follows; none at the end of the text.
fn split_line(text: &str) -> Option<(&str, &str)> {
    match text.find('\n') {
        Some(end) => Some(text.split_at(end + 1)),
        None => (!text.is_empty()).then_some((text, "")),
    }
}

/// The separator that stands most often outside of quotes.
fn separator_of(line: &str) -> char {
    let mut quoted = false;
    let mut counts = [0; SEPARATORS.len()];
    for letter in line.chars() {
        quoted ^= letter == '"';
        if let Some(at) = SEPARATORS.iter().position(|it| *it == letter).filter(|_| !quoted) {
            counts[at] += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let at = counts.iter().position(|count| *count == most).unwrap_or_default();
    SEPARATORS[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<(u32, Vec<String>)>) {
        let Some(csv) = Csv::open(text) else { return Default::default() };
        let mut rows = Vec::new();
        let done: Result<(), ()> = csv.rows(|line, _, row| {
            rows.push((line, row.iter().map(ToOwned::to_owned).collect()));
            Ok(())
        });
        done.unwrap();
        (csv.heading, rows)
    }

    #[test]
    fn the_separator_and_the_heading_are_found() {
        let plain = read("a,b\n1,2\n\n3,4\n");
        assert_eq!(plain.0, ["a", "b"]);
        assert_eq!(
            plain.1,
            [(2, vec!["1".to_owned(), "2".to_owned()]), (4, vec!["3".to_owned(), "4".to_owned()])]
        );
        for (text, lines) in [
            ("a;b\n1;2\n\n3;4\n", [2, 4]),
            ("a\tb\r\n1\t2\r\n3\t4\r\n", [2, 3]),
            ("\"a\"|\"b\"\n1|2\n3|4", [2, 3]),
            ("sep=;\na;b\n1;2\n3;4", [3, 4]),
            (
                "#TYPE Selected.Microsoft.Management.Infrastructure.CimInstance\n\"a\";\"b\"\n1;2\n3;4\n",
                [3, 4],
            ),
            ("\n  \na,b\n1,2\n3,4\n", [4, 5]),
        ] {
            let (heading, rows) = read(text);
            assert_eq!(heading, ["a", "b"], "{text}");
            assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), lines, "{text}");
            assert_eq!(rows[1].1, ["3", "4"], "{text}");
        }
    }

    #[test]
    fn a_line_break_inside_quotes_parts_no_rows() {
        let (heading, rows) = read("a,\"b\nc\"\n\"x\ny\",2\n3,4\n");
        assert_eq!(heading, ["a", "b\nc"]);
        assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 5]);
    }

    #[test]
    fn nothing_is_no_table() {
        assert!(Csv::open("").is_none());
        assert!(Csv::open("\n \n").is_none());
    }
}
