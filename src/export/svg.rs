//! A list of items as an SVG picture that needs nothing besides itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write as _},
};

use super::Exporter;
use crate::{
    geometry::Rect,
    measure::{self, Weight},
    model::NodeId,
    scene::{
        Fill, Icon, Ink, Item, PathStep, Shape, Stroke, rounded,
        theme::{Pattern, Rgba, Theme},
    },
};

pub(super) const EXPORTER: Exporter = Exporter {
    kind: "svg",
    title: "Diagram as SVG",
    extension: "svg",
    text: true,
    write: |input| Ok(input.diagram().into_bytes()),
};

/// The fonts of a reader that does not have ours; `textLength` keeps every word in its place.
const FALLBACK: &str = "'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/// The items between `bounds`, back to front.
pub fn document(items: &[Item], bounds: Rect, theme: Theme, title: &str) -> String {
    named(items, bounds, theme, title, &BTreeMap::new())
}

/// The same; readers show the name of the node that is pointed at, and speak it.
pub fn named(
    items: &[Item],
    bounds: Rect,
    theme: Theme,
    title: &str,
    names: &BTreeMap<NodeId, String>,
) -> String {
    let mut drawing = Drawing {
        theme,
        names,
        body: String::new(),
        icons: BTreeSet::new(),
        patterns: BTreeSet::new(),
        seen: BTreeSet::new(),
    };
    let mut svg = String::new();
    let written = drawing.items(items).and_then(|()| drawing.frame(&mut svg, bounds, title));
    debug_assert!(written.is_ok(), "a String takes all that is written to it");
    svg
}

/// What has been drawn so far, and what it refers to.
struct Drawing<'a> {
    theme: Theme,
    names: &'a BTreeMap<NodeId, String>,
    body: String,
    icons: BTreeSet<Icon>,
    patterns: BTreeSet<(Pattern, Rgba)>,
    seen: BTreeSet<NodeId>,
}

impl Drawing<'_> {
    fn frame(&self, svg: &mut String, bounds: Rect, title: &str) -> fmt::Result {
        let (left, top) = (Number(bounds.min.x), Number(bounds.min.y));
        let (width, height) = (Number(bounds.width()), Number(bounds.height()));
        writeln!(
            svg,
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}" width="{width}" height="{height}" font-family="'{}', {FALLBACK}">"#,
            measure::FAMILY,
        )?;
        writeln!(svg, "<title>{}</title>", Escaped(title))?;
        self.definitions(svg)?;
        writeln!(
            svg,
            r#"<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{}"/>"#,
            Hex(self.theme.color(Ink::Canvas)),
        )?;
        svg.push_str(&self.body);
        svg.push_str("</svg>\n");
        Ok(())
    }

    fn definitions(&self, svg: &mut String) -> fmt::Result {
        if self.icons.is_empty() && self.patterns.is_empty() {
            return Ok(());
        }
        svg.push_str("<defs>\n");
        for (pattern, color) in &self.patterns {
            writeln!(
                svg,
                r#"<pattern id="{}" width="4" height="4" patternUnits="userSpaceOnUse"><g fill="none" stroke="{}">{}</g></pattern>"#,
                PatternId(*pattern, *color),
                Hex(*color),
                lines(*pattern),
            )?;
        }
        for icon in &self.icons {
            let (name, shapes) = (icon.name(), icon.shapes());
            writeln!(svg, r#"<symbol id="icon-{name}" viewBox="0 0 16 16">{shapes}</symbol>"#)?;
        }
        svg.push_str("</defs>\n");
        Ok(())
    }

    /// Neighbors with the same target are one group, which carries the id of the node.
    fn items(&mut self, items: &[Item]) -> fmt::Result {
        for group in items.chunk_by(|left, right| left.target == right.target) {
            let target = group.first().and_then(|item| item.target);
            if let Some(node) = target {
                // An id stands once in a document.
                let first = self.seen.insert(node);
                let attribute = if first { "id" } else { "data-node" };
                writeln!(self.body, r#"<g {attribute}="{node}">"#)?;
                if let Some(name) = self.names.get(&node).filter(|_| first) {
                    writeln!(self.body, "<title>{}</title>", Escaped(name))?;
                }
            }
            group.iter().try_for_each(|item| self.shape(&item.shape, item.alpha))?;
            if target.is_some() {
                self.body.push_str("</g>\n");
            }
        }
        Ok(())
    }

    fn shape(&mut self, shape: &Shape, alpha: f32) -> fmt::Result {
        match shape {
            Shape::Box { rect, radius, fill, stroke } => {
                self.area("rect", *rect)?;
                if *radius > 0.0 {
                    write!(self.body, r#" rx="{}""#, Number(*radius))?;
                }
                self.fill(*fill)?;
                self.stroke(stroke.as_ref())?;
                self.end(alpha)
            }
            Shape::Line { points, radius, stroke } => {
                self.body.push_str("<path d=\"");
                for step in rounded(points, *radius) {
                    self.step(step)?;
                }
                self.body.push_str(r#"" fill="none""#);
                self.stroke(Some(stroke))?;
                self.end(alpha)
            }
            Shape::Text { left, size, weight, width, text, ink } => {
                let (x, y) = (Number(left.x), Number(left.y));
                write!(self.body, r#"<text x="{x}" y="{y}" font-size="{}""#, Number(*size))?;
                if *weight != Weight::Regular {
                    write!(self.body, r#" font-weight="{}""#, weight.number())?;
                }
                if text.chars().nth(1).is_some() {
                    write!(self.body, r#" textLength="{}""#, Number(*width))?;
                }
                if text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") {
                    self.body.push_str(r#" xml:space="preserve""#);
                }
                self.paint("fill", self.theme.color(*ink))?;
                self.opacity(alpha)?;
                writeln!(self.body, ">{}</text>", Escaped(text))
            }
            Shape::Icon { rect, icon, ink } => {
                self.icons.insert(*icon);
                self.area("use", *rect)?;
                write!(self.body, r##" href="#icon-{}""##, icon.name())?;
                self.paint("fill", self.theme.color(*ink))?;
                write!(self.body, r#" color="{}""#, Hex(self.theme.color(*ink)))?;
                self.end(alpha)
            }
        }
    }

    fn area(&mut self, element: &str, rect: Rect) -> fmt::Result {
        write!(
            self.body,
            r#"<{element} x="{}" y="{}" width="{}" height="{}""#,
            Number(rect.min.x),
            Number(rect.min.y),
            Number(rect.width()),
            Number(rect.height()),
        )
    }

    fn step(&mut self, step: PathStep) -> fmt::Result {
        let (letter, points) = match step {
            PathStep::Move(to) => ('M', vec![to]),
            PathStep::Line(to) => ('L', vec![to]),
            PathStep::Curve { corner, to } => ('Q', vec![corner, to]),
        };
        self.body.push(letter);
        for (place, point) in points.iter().enumerate() {
            let gap = if place == 0 { "" } else { " " };
            write!(self.body, "{gap}{} {}", Number(point.x), Number(point.y))?;
        }
        Ok(())
    }

    fn fill(&mut self, fill: Option<Fill>) -> fmt::Result {
        let (pattern, color) = match fill {
            None => {
                self.body.push_str(r#" fill="none""#);
                return Ok(());
            }
            Some(Fill::Plain(ink)) => (self.theme.pattern(ink), self.theme.color(ink)),
            Some(Fill::Hatch(ink)) => (Pattern::Rising, self.theme.color(ink)),
        };
        if pattern == Pattern::Solid {
            return self.paint("fill", color);
        }
        self.patterns.insert((pattern, color));
        write!(self.body, r#" fill="url(#{})""#, PatternId(pattern, color))
    }

    fn stroke(&mut self, stroke: Option<&Stroke>) -> fmt::Result {
        let Some(Stroke { ink, width, dash }) = stroke else { return Ok(()) };
        self.paint("stroke", self.theme.color(*ink))?;
        write!(self.body, r#" stroke-width="{}""#, Number(self.theme.line_width(*width)))?;
        if let Some(dash) = dash {
            let (on, off) = (Number(dash.on), Number(dash.off));
            write!(self.body, r#" stroke-dasharray="{on} {off}""#)?;
        }
        Ok(())
    }

    fn paint(&mut self, attribute: &str, color: Rgba) -> fmt::Result {
        write!(self.body, r#" {attribute}="{}""#, Hex(color))?;
        if color.alpha < u8::MAX {
            let opacity = Number(f32::from(color.alpha) / 255.0);
            write!(self.body, r#" {attribute}-opacity="{opacity}""#)?;
        }
        Ok(())
    }

    fn opacity(&mut self, alpha: f32) -> fmt::Result {
        if alpha < 1.0 {
            write!(self.body, r#" opacity="{}""#, Number(alpha.max(0.0)))?;
        }
        Ok(())
    }

    fn end(&mut self, alpha: f32) -> fmt::Result {
        self.opacity(alpha)?;
        self.body.push_str("/>\n");
        Ok(())
    }
}

/// One tile of 4 by 4.
const fn lines(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Solid => r#"<path stroke-width="4" d="M0 2H4"/>"#,
        Pattern::Rising => r#"<path d="M-1 1L1 -1M0 4L4 0M3 5L5 3"/>"#,
        Pattern::Falling => r#"<path d="M-1 3L1 5M0 0L4 4M3 -1L5 1"/>"#,
        Pattern::Horizontal => r#"<path stroke-width="2" d="M0 1H4"/>"#,
        Pattern::Vertical => r#"<path stroke-width="2" d="M1 0V4"/>"#,
        Pattern::Crossed => r#"<path d="M0 0L4 4M0 4L4 0"/>"#,
        Pattern::Checked => r#"<path stroke-width="2" d="M0 1H2M2 3H4"/>"#,
        Pattern::Dotted => r#"<path stroke-width="1.5" d="M1.25 2H2.75"/>"#,
        Pattern::Outlined => r#"<path stroke-width="1" d="M0 0.5H4"/>"#,
        Pattern::Dashed => r#"<path stroke-width="2" d="M0 2H2"/>"#,
    }
}

/// At most two decimals, none that say nothing, the same on every machine.
struct Number(f32);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Beyond, a number has no decimals, and hundredths of it would not fit.
        const LARGE: f32 = 1e12;
        let number = if self.0.is_finite() { self.0 } else { 0.0 };
        if number.abs() > LARGE {
            return write!(f, "{number:.0}");
        }
        // Exact, and much faster than letting a float be written with two decimals.
        #[expect(clippy::cast_possible_truncation, reason = "it is not large")]
        let hundredths = (f64::from(number) * 100.0).round_ties_even() as i64;
        let sign = if hundredths < 0 { "-" } else { "" };
        let hundredths = hundredths.unsigned_abs();
        match (hundredths / 100, hundredths % 100) {
            (units, 0) => write!(f, "{sign}{units}"),
            (units, part) if part % 10 == 0 => write!(f, "{sign}{units}.{}", part / 10),
            (units, part) => write!(f, "{sign}{units}.{part:02}"),
        }
    }
}

struct Hex(Rgba);

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let Rgba { red, green, blue, .. } = self.0;
        let mut text = *b"#000000";
        for (pair, part) in text[1..].chunks_exact_mut(2).zip([red, green, blue]) {
            pair[0] = DIGITS[usize::from(part >> 4)];
            pair[1] = DIGITS[usize::from(part & 15)];
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

struct PatternId(Pattern, Rgba);

impl fmt::Display for PatternId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(pattern, Rgba { red, green, blue, .. }) = self;
        write!(f, "{}-{red:02x}{green:02x}{blue:02x}", format!("{pattern:?}").to_lowercase())
    }
}

/// A text that stays a text whatever stands in it, between tags and between double quotes.
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((place, char, safe)) =
            rest.char_indices().find_map(|(place, char)| Some((place, char, escaped(char)?)))
        {
            f.write_str(&rest[..place])?;
            f.write_str(safe)?;
            rest = &rest[place + char.len_utf8()..];
        }
        f.write_str(rest)
    }
}

/// What stands for a character that must not stand for itself. XML has no way to write control
/// characters at all.
const fn escaped(char: char) -> Option<&'static str> {
    match char {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\t' | '\n' | '\r' => Some(" "),
        '\0'..'\u{20}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => Some("\u{fffd}"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_are_written_as_with_two_decimals() {
        let quarters = (-4_000_i16..4_000).map(|at| f32::from(at) / 8.0);
        let odd = (0_u16..5_000).map(|at| f32::from(at) * 0.013_7 - 31.0);
        for number in quarters.chain(odd).chain([1e9, -3.5e10, 2e13, f32::MAX, f32::NAN, -0.0]) {
            let known = if number.is_finite() { number } else { 0.0 };
            let text = format!("{known:.2}");
            let short = text.trim_end_matches('0').trim_end_matches('.');
            let short = if short == "-0" { "0" } else { short };
            assert_eq!(Number(number).to_string(), short, "{number:?}");
        }
    }
}
