//! How a plan is laid out as JSON: one entity a block, small ones on one line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Serializer, ser::Formatter};

/// Indents by two spaces; what lies at `inline_from` or deeper stays on one line.
pub struct Blocks {
    depth: usize,
    inline_from: usize,
    has_value: bool,
}

/// Writes one member of the outermost object.
pub fn member(
    to: &mut Vec<u8>,
    name: &str,
    value: &impl Serialize,
    inline_from: usize,
) -> serde_json::Result<()> {
    to.extend_from_slice(if to.is_empty() { b"{\n  \"" } else { b",\n  \"" });
    to.extend_from_slice(name.as_bytes());
    to.extend_from_slice(b"\": ");
    let blocks = Blocks { depth: 1, inline_from, has_value: false };
    value.serialize(&mut Serializer::with_formatter(to, blocks))
}

impl Blocks {
    fn open<W: Write + ?Sized>(&mut self, to: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        to.write_all(bracket)
    }

    fn close<W: Write + ?Sized>(&mut self, to: &mut W, space: &str, end: &str) -> io::Result<()> {
        let inline = self.is_inline();
        self.depth -= 1;
        if self.has_value {
            match inline {
                true => to.write_all(space.as_bytes())?,
                false => self.line(to)?,
            }
        }
        self.has_value = true;
        to.write_all(end.as_bytes())
    }

    fn item<W: Write + ?Sized>(&self, to: &mut W, first: bool, space: &str) -> io::Result<()> {
        match (first, self.is_inline()) {
            (true, true) => to.write_all(space.as_bytes()),
            (false, true) => to.write_all(b", "),
            (true, false) => self.line(to),
            (false, false) => to.write_all(b",").and_then(|()| self.line(to)),
        }
    }

    fn is_inline(&self) -> bool {
        self.depth > self.inline_from
    }

    fn line<W: Write + ?Sized>(&self, to: &mut W) -> io::Result<()> {
        to.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| to.write_all(b"  "))
    }
}

impl Formatter for Blocks {
    /// A whole number has no point; serde writes 16.0.
    fn write_f32<W: Write + ?Sized>(&mut self, to: &mut W, value: f32) -> io::Result<()> {
        write!(to, "{}", value + 0.0)
    }

    fn begin_array<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.open(to, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.close(to, "", "]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.item(to, first, "")
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.open(to, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.close(to, " ", "}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.item(to, first, " ")
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}
