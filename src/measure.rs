//! Text widths from the two bundled fonts, shaped as the window shapes them, so that every picture
//! agrees on where a word ends.

use std::sync::{
    OnceLock,
    atomic::{AtomicI16, Ordering},
};

use harfrust::{
    BufferFlags, Direction, FontRef, Script, ShapeOptions, ShapePlan, Shaper, ShaperData,
    UnicodeBuffer, script,
};

/// The family name inside both font files.
pub const FAMILY: &str = "IBM Plex Sans";

/// The font files, for whoever draws: the window and the exporters must use what was measured.
pub const REGULAR: &[u8] = include_bytes!("../assets/fonts/IBMPlexSans-Regular.ttf");
pub const SEMI_BOLD: &[u8] = include_bytes!("../assets/fonts/IBMPlexSans-SemiBold.ttf");

/// What stands for the end of a text that was too long.
pub const ELLIPSIS: char = '…';

/// How heavy letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    #[default]
    Regular,
    SemiBold,
}

impl Weight {
    pub const ALL: [Self; 2] = [Self::Regular, Self::SemiBold];

    /// The number that fonts and style sheets use.
    pub const fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::SemiBold => 600,
        }
    }

    pub const fn file(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::SemiBold => SEMI_BOLD,
        }
    }
}

/// The shared measure; see [`Measure::width`].
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    Measure::shared().width(text, size, weight)
}

/// The shared measure; see [`Measure::elide`].
pub fn elide(text: &str, size: f32, weight: Weight, max_width: f32) -> String {
    Measure::shared().elide(text, size, weight, max_width)
}

/// Knows how wide a line of text is.
pub struct Measure {
    regular: Option<Face>,
    semi_bold: Option<Face>,
}

impl Measure {
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Measure> = OnceLock::new();
        SHARED.get_or_init(|| Self {
            regular: Face::new(Weight::Regular),
            semi_bold: Face::new(Weight::SemiBold),
        })
    }

    /// The width of `text`, one line, in the unit of `size`.
    pub fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        self.face(weight).map_or(0.0, |face| face.points(face.units(text), size))
    }

    /// `text` if it fits into `max_width`, else as much of its beginning as does, with an ellipsis;
    /// nothing where not even that fits.
    pub fn elide(&self, text: &str, size: f32, weight: Weight, max_width: f32) -> String {
        let fits = |text: &str| self.width(text, size, weight) <= max_width;
        if fits(text) {
            return text.to_owned();
        }
        let ends: Vec<usize> = clusters(text).collect();
        let elided = |count: usize| {
            let kept = count.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(0);
            let mut short = text[..kept].trim_end().to_owned();
            short.push(ELLIPSIS);
            short
        };
        let (mut fit, mut too_long) = (0, ends.len());
        while fit + 1 < too_long {
            let middle = usize::midpoint(fit, too_long);
            if fits(&elided(middle)) { fit = middle } else { too_long = middle }
        }
        let short = elided(fit);
        if fits(&short) { short } else { String::new() }
    }

    fn face(&self, weight: Weight) -> Option<&Face> {
        match weight {
            Weight::Regular => self.regular.as_ref(),
            Weight::SemiBold => self.semi_bold.as_ref(),
        }
    }
}

/// Where a text may be cut: behind each letter with its marks.
pub fn clusters(text: &str) -> impl Iterator<Item = usize> {
    let joins = |char: char| matches!(char, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    let joiner = |char: char| char == '\u{200d}';
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (mut start, mut char) = chars.next()?;
        while let Some(next) = chars.next_if(|(_, next)| joins(*next) || joiner(char)) {
            (start, char) = next;
        }
        Some(start + char.len_utf8())
    })
}

/// How many letters have their widths and kerning kept in a table; see [`slot`]. In these fonts a
/// line of them is as wide as its letters and the kerning of its pairs, `fi` apart.
const TABLE: usize = 0x180;

/// A letter or pair of the table that nobody has asked for yet.
const UNKNOWN: i16 = i16::MIN;

/// One font file, ready to be asked.
struct Face {
    font: FontRef<'static>,
    shaper: ShaperData,
    units_per_em: f32,
    space: i32,
    advances: Vec<AtomicI16>,
    kerning: Vec<AtomicI16>,
    /// How Latin letters are shaped, and texts without letters: worked out once.
    latin: OnceLock<ShapePlan>,
    plain: OnceLock<ShapePlan>,
}

impl Face {
    fn new(weight: Weight) -> Option<Self> {
        let font = FontRef::new(weight.file()).ok()?;
        let shaper = ShaperData::new(&font);
        let units_per_em = shaper.shaper(&font).build().units_per_em();
        let unknown = |count| {
            std::iter::repeat_with(|| AtomicI16::new(UNKNOWN)).take(count).collect::<Vec<_>>()
        };
        let mut face = Self {
            font,
            shaper,
            units_per_em: points(units_per_em),
            space: 0,
            advances: unknown(TABLE),
            kerning: unknown(TABLE * TABLE),
            latin: OnceLock::new(),
            plain: OnceLock::new(),
        };
        face.space = face.shape(" ");
        Some(face)
    }

    fn points(&self, units: i32, size: f32) -> f32 {
        points(units) * size / self.units_per_em
    }

    /// The width of a line in the font's own units.
    fn units(&self, text: &str) -> i32 {
        self.quick(text).unwrap_or_else(|| self.shape(text))
    }

    /// From the table, as long as every letter stands in it.
    fn quick(&self, text: &str) -> Option<i32> {
        let mut units = 0;
        let mut before = None;
        for letter in text.chars() {
            let slot = slot(letter)?;
            units += i32::from(self.alone(letter, slot)?);
            if let Some(before) = before {
                units += self.kern(before, (letter, slot))?;
            }
            before = Some((letter, slot));
        }
        Some(units)
    }

    /// The width of one letter.
    fn alone(&self, letter: char, slot: usize) -> Option<i16> {
        let place = self.advances.get(slot)?;
        let known = place.load(Ordering::Relaxed);
        if known != UNKNOWN {
            return Some(known);
        }
        let advance = small(self.shape(letter.encode_utf8(&mut [0; 4])));
        place.store(advance, Ordering::Relaxed);
        Some(advance)
    }

    /// How much nearer two letters stand than their widths say.
    fn kern(&self, left: (char, usize), right: (char, usize)) -> Option<i32> {
        if (left.0, right.0) == ('f', 'i') {
            return None;
        }
        let pair = self.kerning.get(left.1 * TABLE + right.1)?;
        let known = pair.load(Ordering::Relaxed);
        if known != UNKNOWN {
            return Some(known.into());
        }
        let alone = self.alone(left.0, left.1)? + self.alone(right.0, right.1)?;
        let together = self.shape(&String::from_iter([left.0, right.0]));
        let kern = small(together - i32::from(alone));
        pair.store(kern, Ordering::Relaxed);
        Some(kern.into())
    }

    /// With the whole shaper: ligatures, marks, every script.
    fn shape(&self, text: &str) -> i32 {
        let mut buffer = UnicodeBuffer::new();
        buffer.set_flags(BufferFlags::BEGINNING_OF_TEXT | BufferFlags::END_OF_TEXT);
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaper = self.shaper.shaper(&self.font).build();
        let plan = self.plan(&shaper, buffer.direction(), buffer.script());
        let glyphs = shaper.shape(buffer, ShapeOptions::new().plan(plan));
        let advances = glyphs.glyph_infos().iter().zip(glyphs.glyph_positions());
        advances.map(|(info, position)| self.advance(text, info.cluster, position.x_advance)).sum()
    }

    /// What shaping begins with, where most texts share it.
    fn plan(&self, shaper: &Shaper<'_>, direction: Direction, of: Script) -> Option<&ShapePlan> {
        let (plan, known) = match of {
            _ if direction != Direction::LeftToRight => return None,
            script::LATIN => (&self.latin, Some(of)),
            script::UNKNOWN => (&self.plain, None),
            _ => return None,
        };
        Some(plan.get_or_init(|| ShapePlan::new(shaper, direction, known, None, &[])))
    }

    /// The window's text layout gives these three a width of its own.
    fn advance(&self, text: &str, at: u32, shaped: i32) -> i32 {
        let letter = usize::try_from(at).ok().and_then(|at| text.get(at..)?.chars().next());
        match letter {
            Some('\t') => 4 * self.space,
            Some('\u{2009}' | '\u{202f}') => self.space / 2,
            _ => shaped,
        }
    }
}

/// Where a letter stands in the table: ASCII and the accented Latin letters at their own number,
/// the marks that our own words need where control characters leave room.
fn slot(letter: char) -> Option<usize> {
    match letter {
        '\u{ad}' => None,
        ' '..='~' | '\u{a0}'..='\u{17f}' => Some(letter as usize),
        _ => MARKS.iter().position(|mark| *mark == letter).map(|place| FIRST_MARK + place),
    }
}

const FIRST_MARK: usize = 0x80;
const MARKS: [char; 12] = ['…', '–', '—', '‘', '’', '“', '”', '•', '→', '−', '≥', '≤'];

/// Advances and kerning of a font of 1,000 units per em are far below the bounds.
fn small(units: i32) -> i16 {
    i16::try_from(units).unwrap_or(i16::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 16 million, some 20,000 letters")]
fn points(units: i32) -> f32 {
    units as f32
}
