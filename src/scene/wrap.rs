//! Text on several lines.

use super::pen::Font;
use crate::measure::clusters;

/// The text in lines no wider than `room`, broken between words; a word that is wider by itself is
/// broken where the room ends.
pub(super) fn wrap(text: &str, font: Font, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if font.width(&longer) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word;
        while font.width(rest) > room {
            let (piece, after) = rest.split_at(fitting(rest, font, room));
            lines.push(piece.to_owned());
            rest = after;
        }
        line = rest.to_owned();
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// How many bytes of a word fit, at least one letter.
fn fitting(word: &str, font: Font, room: f32) -> usize {
    let ends: Vec<usize> = clusters(word).collect();
    let fits = ends.partition_point(|end| font.width(&word[..*end]) <= room);
    ends.get(fits.saturating_sub(1)).copied().unwrap_or(word.len())
}
