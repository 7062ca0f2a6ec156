//! A box far away: code, name, one fact and the worst finding, as large as they can be.

use super::{marks::Mark, server};
use crate::{
    geometry::{Point, Rect},
    scene::{
        Icon, Ink,
        pen::{Font, Pen},
    },
};

pub(super) struct Block<'a> {
    pub icon: Icon,
    pub ink: Ink,
    pub code: &'a str,
    /// May be empty, as may be the facts.
    pub title: &'a str,
    pub facts: &'a str,
    pub mark: Mark,
}

/// In sizes of the code: the room for the glyph, the letters below, their lines.
const GLYPH: f32 = 0.92;
const SMALL: f32 = 0.55;
const SMALL_LINE: f32 = 0.8;
const LARGEST: f32 = 120.0;

impl Block<'_> {
    pub fn draw(&self, pen: &mut Pen, rect: Rect) {
        let room = rect.grown(-(rect.width().min(rect.height()) * 0.12).clamp(8.0, 32.0));
        let small = [(self.title, Ink::Text), (self.facts, Ink::Muted)];
        let small = || small.iter().filter(|(text, _)| !text.is_empty());
        let height = small().fold(1.0, |sum, _| sum + SMALL_LINE);
        let size = self.size(room, height, small().map(|(text, _)| *text));
        let mut y = room.center().y - size * (height - 1.0) / 2.0;
        let glyph = Point::new(room.min.x + size * 0.36, y);
        pen.icon(self.icon, glyph, size * 0.95, self.ink);
        let taken = server::mark(pen, self.mark, Point::new(room.max.x, y), size * 0.8);
        let code = Point::new(room.min.x + size * GLYPH, y);
        // A rounding error must not cost a letter.
        let end = room.max.x + 1.0;
        pen.text(self.code, code, Font::bold(size), Ink::Text, end - taken - code.x);
        y += size * f32::midpoint(1.0, SMALL_LINE);
        for (text, ink) in small() {
            let left = Point::new(room.min.x, y);
            pen.text(text, left, Font::plain(size * SMALL), *ink, end - left.x);
            y += size * SMALL_LINE;
        }
    }

    /// The size of the code: all fits, but long names are cut rather than everything shrunk.
    fn size<'a>(&self, room: Rect, height: f32, small: impl Iterator<Item = &'a str>) -> f32 {
        let count = self.mark.sign().map_or(String::new(), |(.., count)| count.to_string());
        let mark = if count.is_empty() { 0.0 } else { 1.5 + share(&count) * 0.7 };
        let width = GLYPH + share(self.code).min(4.0) + mark;
        let widest = small.map(|text| share(text) * SMALL).fold(width, f32::max);
        let by_width = room.width() / widest.min(width * 1.5);
        (room.height() / height).min(by_width).min(LARGEST)
    }
}

/// The width of semibold letters, in their size.
fn share(text: &str) -> f32 {
    Font::bold(100.0).width(text) / 100.0
}
