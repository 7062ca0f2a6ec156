//! A list of items as an SVG picture that needs nothing besides itself.

use std::{
    collections::BTreeSet,
    fmt::{self, Write as _},
};

use super::{
    Exporter,
    digits::{Hex, Number},
};
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
    named(items, bounds, theme, title, Vec::new())
}

/// The same; readers show the name of the node that is pointed at, and speak it.
pub fn named(
    items: &[Item],
    bounds: Rect,
    theme: Theme,
    title: &str,
    mut names: Vec<(NodeId, String)>,
) -> String {
    names.sort_unstable_by_key(|(node, _)| *node);
    let mut drawing = Drawing {
        theme,
        drawn: vec![false; names.len()],
        names,
        body: String::new(),
        icons: BTreeSet::new(),
        patterns: BTreeSet::new(),
        seen: BTreeSet::new(),
    };
    let mut front = String::new();
    let written = drawing.items(items).and_then(|()| drawing.front(&mut front, bounds, title));
    debug_assert!(written.is_ok(), "a String takes all that is written to it");
    let mut svg = drawing.body;
    // What comes first is known last.
    svg.insert_str(0, &front);
    svg.push_str("</svg>\n");
    svg
}

/// What has been drawn so far, and what it refers to.
struct Drawing {
    theme: Theme,
    /// Sorted by node.
    names: Vec<(NodeId, String)>,
    /// Which of those nodes are drawn.
    drawn: Vec<bool>,
    body: String,
    icons: BTreeSet<Icon>,
    patterns: BTreeSet<(Pattern, Rgba)>,
    /// The nodes without a name that are drawn.
    seen: BTreeSet<NodeId>,
}

impl Drawing {
    fn front(&self, svg: &mut String, bounds: Rect, title: &str) -> fmt::Result {
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
        )
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
                self.group(node)?;
            }
            group.iter().try_for_each(|item| self.shape(&item.shape, item.alpha))?;
            if target.is_some() {
                self.body.push_str("</g>\n");
            }
        }
        Ok(())
    }

    /// Begins the group of a node; an id stands once in a document.
    fn group(&mut self, node: NodeId) -> fmt::Result {
        let named = self.names.binary_search_by_key(&node, |(node, _)| *node).ok();
        let is_first = match named {
            Some(at) => !std::mem::replace(&mut self.drawn[at], true),
            None => self.seen.insert(node),
        };
        let attribute = if is_first { "id" } else { "data-node" };
        writeln!(self.body, r#"<g {attribute}="{node}">"#)?;
        match named.filter(|_| is_first) {
            Some(at) => writeln!(self.body, "<title>{}</title>", Escaped(&self.names[at].1)),
            None => Ok(()),
        }
    }

    fn shape(&mut self, shape: &Shape, alpha: f32) -> fmt::Result {
        match shape {
            Shape::Box { rect, radius, fill, stroke } => {
                self.area("rect", *rect);
                if *radius > 0.0 {
                    self.number("rx", *radius);
                }
                self.fill(*fill)?;
                self.stroke(stroke.as_ref())?;
                self.end(alpha);
            }
            Shape::Line { points, radius, stroke } => {
                self.body.push_str("<path d=\"");
                for step in rounded(points, *radius) {
                    self.step(step);
                }
                self.body.push_str(r#"" fill="none""#);
                self.stroke(Some(stroke))?;
                self.end(alpha);
            }
            Shape::Text { left, size, weight, width, text, ink } => {
                self.body.push_str("<text");
                self.number("x", left.x);
                self.number("y", left.y);
                self.number("font-size", *size);
                if *weight != Weight::Regular {
                    write!(self.body, r#" font-weight="{}""#, weight.number())?;
                }
                if text.chars().nth(1).is_some() {
                    self.number("textLength", *width);
                }
                if text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") {
                    self.body.push_str(r#" xml:space="preserve""#);
                }
                self.paint("fill", self.theme.color(*ink));
                self.opacity(alpha);
                self.body.push('>');
                write!(self.body, "{}", Escaped(text))?;
                self.body.push_str("</text>\n");
            }
            Shape::Icon { rect, icon, ink } => {
                self.icons.insert(*icon);
                self.area("use", *rect);
                self.body.extend([" href=\"#icon-", icon.name(), "\""]);
                self.paint("fill", self.theme.color(*ink));
                self.color("color", self.theme.color(*ink));
                self.end(alpha);
            }
        }
        Ok(())
    }

    fn area(&mut self, element: &str, rect: Rect) {
        self.body.push('<');
        self.body.push_str(element);
        self.number("x", rect.min.x);
        self.number("y", rect.min.y);
        self.number("width", rect.width());
        self.number("height", rect.height());
    }

    /// What most of a large document is: written without the formatter, which is several times
    /// slower.
    fn number(&mut self, attribute: &str, number: f32) {
        self.body.push(' ');
        self.number_after(attribute, number);
    }

    fn number_after(&mut self, attribute: &str, number: f32) {
        self.body.extend([attribute, "=\""]);
        Number(number).push_to(&mut self.body);
        self.body.push('"');
    }

    fn color(&mut self, attribute: &str, color: Rgba) {
        self.body.extend([" ", attribute, "=\""]);
        Hex(color).push_to(&mut self.body);
        self.body.push('"');
    }

    fn step(&mut self, step: PathStep) {
        let (letter, corner, to) = match step {
            PathStep::Move(to) => ('M', None, to),
            PathStep::Line(to) => ('L', None, to),
            PathStep::Curve { corner, to } => ('Q', Some(corner), to),
        };
        self.body.push(letter);
        for (place, point) in corner.into_iter().chain([to]).enumerate() {
            if place > 0 {
                self.body.push(' ');
            }
            Number(point.x).push_to(&mut self.body);
            self.body.push(' ');
            Number(point.y).push_to(&mut self.body);
        }
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
            self.paint("fill", color);
            return Ok(());
        }
        self.patterns.insert((pattern, color));
        write!(self.body, r#" fill="url(#{})""#, PatternId(pattern, color))
    }

    fn stroke(&mut self, stroke: Option<&Stroke>) -> fmt::Result {
        let Some(Stroke { ink, width, dash }) = stroke else { return Ok(()) };
        self.paint("stroke", self.theme.color(*ink));
        self.number("stroke-width", self.theme.line_width(*width));
        if let Some(dash) = dash {
            let (on, off) = (Number(dash.on), Number(dash.off));
            write!(self.body, r#" stroke-dasharray="{on} {off}""#)?;
        }
        Ok(())
    }

    fn paint(&mut self, attribute: &str, color: Rgba) {
        self.color(attribute, color);
        if color.alpha < u8::MAX {
            self.body.extend([" ", attribute]);
            self.number_after("-opacity", f32::from(color.alpha) / 255.0);
        }
    }

    fn opacity(&mut self, alpha: f32) {
        if alpha < 1.0 {
            self.number("opacity", alpha.max(0.0));
        }
    }

    fn end(&mut self, alpha: f32) {
        self.opacity(alpha);
        self.body.push_str("/>\n");
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
