//! A picture of an SVG document, drawn with the bundled fonts and no others.

use std::{
    error::Error,
    fmt,
    sync::{Arc, OnceLock},
};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{self, Tree, fontdb},
};

use super::Exporter;
use crate::{
    measure::{self, Weight},
    scene::Icon,
};

pub(super) const EXPORTER: Exporter = Exporter {
    kind: "png",
    title: "Diagram as PNG",
    extension: "png",
    text: false,
    write: |input| {
        let svg = input.diagram();
        let fine = render(svg.as_bytes(), FINE);
        match fine {
            Err(PictureError::TooLarge { .. }) => render(svg.as_bytes(), 1.0),
            fine => fine,
        }
    },
};

/// Pixels to the unit, as long as the picture does not become too large.
const FINE: f32 = 2.0;

/// The longest side that is drawn, and the most pixels: a quarter of a gigabyte while it is made.
pub const MAX_SIDE: u32 = 32_767;
pub const MAX_PIXELS: u64 = 64_000_000;

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureError {
    /// The document cannot be read.
    Unreadable(String),
    /// The document, enlarged, would be this wide and high.
    TooLarge { width: f64, height: f64 },
    /// The picture cannot be written.
    Unwritable(String),
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(f, "the picture cannot be read: {reason}"),
            Self::TooLarge { width, height } => write!(
                f,
                "a picture of {width:.0} × {height:.0} pixels is too large; at most {MAX_SIDE} on a \
                 side and {} million in all. Choose a smaller scale, or SVG or PDF, which have no \
                 pixels",
                MAX_PIXELS / 1_000_000
            ),
            Self::Unwritable(reason) => write!(f, "the picture cannot be written: {reason}"),
        }
    }
}

impl Error for PictureError {}

/// The document as a PNG, `scale` pixels to its unit.
pub fn render(svg: &[u8], scale: f32) -> Result<Vec<u8>, PictureError> {
    let tree = read(svg)?;
    let pixmap = draw(&tree, scale)?;
    pixmap.encode_png().map_err(|error| PictureError::Unwritable(error.to_string()))
}

/// The document as pixels with premultiplied alpha, row by row, its longer side `longest` at most.
pub fn raster(svg: &[u8], longest: u32) -> Result<([usize; 2], Vec<u8>), PictureError> {
    let tree = read(svg)?;
    let side = tree.size().width().max(tree.size().height());
    #[expect(clippy::cast_precision_loss, reason = "a side of a picture is a small number")]
    let pixmap = draw(&tree, (longest as f32 / side).min(2.0))?;
    let size = [pixmap.width(), pixmap.height()].map(|side| side as usize);
    Ok((size, pixmap.take()))
}

/// How much of each pixel an icon covers, row by row, for a painter that tints it.
pub fn coverage(icon: Icon, side: u16) -> Result<Vec<u8>, PictureError> {
    let pixmap = draw(&read(icon.svg().as_bytes())?, f32::from(side) / 16.0)?;
    Ok(pixmap.pixels().iter().map(|pixel| pixel.alpha()).collect())
}

/// The document, its texts laid out with the bundled fonts.
pub(super) fn read(svg: &[u8]) -> Result<Tree, PictureError> {
    let options = usvg::Options {
        font_family: measure::FAMILY.to_owned(),
        fontdb: fonts(),
        image_href_resolver: nothing_from_outside(),
        ..usvg::Options::default()
    };
    Tree::from_data(svg, &options).map_err(|error| PictureError::Unreadable(error.to_string()))
}

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        for weight in Weight::ALL {
            fonts.load_font_data(weight.file().to_vec());
        }
        fonts.set_sans_serif_family(measure::FAMILY);
        Arc::new(fonts)
    });
    Arc::clone(fonts)
}

fn nothing_from_outside() -> usvg::ImageHrefResolver<'static> {
    usvg::ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(|_, _| None),
    }
}

fn draw(tree: &Tree, scale: f32) -> Result<Pixmap, PictureError> {
    let side = |length: f32| (f64::from(length) * f64::from(scale)).ceil();
    let (width, height) = (side(tree.size().width()), side(tree.size().height()));
    let too_large = PictureError::TooLarge { width, height };
    let (Some(columns), Some(rows)) = (pixels(width), pixels(height)) else {
        return Err(too_large);
    };
    if u64::from(columns) * u64::from(rows) > MAX_PIXELS {
        return Err(too_large);
    }
    let mut pixmap = Pixmap::new(columns, rows).ok_or(too_large)?;
    resvg::render(tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(pixmap)
}

fn pixels(side: f64) -> Option<u32> {
    if side.is_nan() || side > f64::from(MAX_SIDE) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 1 to MAX_SIDE"
    )]
    Some(side.max(1.0) as u32)
}
