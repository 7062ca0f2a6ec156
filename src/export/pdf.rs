//! An SVG document on one sheet of paper; its texts stay texts.

use krilla::{
    Document, SerializeSettings,
    geom::{Size, Transform},
    metadata::Metadata,
    page::PageSettings,
};
use krilla_svg::{SurfaceExt as _, SvgSettings};

use super::{
    Exporter,
    png::{self, PictureError},
};

pub(super) const EXPORTER: Exporter = Exporter {
    kind: "pdf",
    title: "Diagram as PDF",
    extension: "pdf",
    text: false,
    write: |input| {
        let page = input.page.unwrap_or_default();
        render(&input.pages(page), page, input.title())
    },
};

/// A sheet of paper, by the names of the command line: `a4`, `letter-portrait`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// In points, 72 to the inch.
    pub width: f32,
    pub height: f32,
}

/// Upright, in points.
const SHEETS: [(&str, f32, f32); 7] = [
    ("a4", 595.28, 841.89),
    ("a3", 841.89, 1190.55),
    ("a2", 1190.55, 1683.78),
    ("a1", 1683.78, 2383.94),
    ("a0", 2383.94, 3370.39),
    ("letter", 612.0, 792.0),
    ("tabloid", 792.0, 1224.0),
];

impl Page {
    /// What [`Page::of_name`] takes, without `-portrait` and `-landscape`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHEETS.iter().map(|(name, ..)| *name)
    }

    /// Landscape unless the name says otherwise.
    pub fn of_name(name: &str) -> Option<Self> {
        let (sheet, upright) = match name.split_once('-') {
            None => (name, false),
            Some((sheet, "landscape")) => (sheet, false),
            Some((sheet, "portrait")) => (sheet, true),
            Some(_) => return None,
        };
        let (_, short, long) = SHEETS.iter().find(|(name, ..)| *name == sheet)?;
        let (width, height) = if upright { (*short, *long) } else { (*long, *short) };
        Some(Self { width, height })
    }
}

impl Default for Page {
    fn default() -> Self {
        Self { width: 841.89, height: 595.28 }
    }
}

/// Each document on a page of its own, in its middle, as large as it fits.
pub fn render<T: AsRef<[u8]>>(
    pages: &[T],
    page: Page,
    title: &str,
) -> Result<Vec<u8>, PictureError> {
    let mut document = Document::new_with(SerializeSettings::default());
    document.set_metadata(
        Metadata::new().title(title.to_owned()).creator("Sitewright".into()).language("en".into()),
    );
    for svg in pages {
        draw(&mut document, svg.as_ref(), page)?;
    }
    document.finish().map_err(|error| PictureError::Unwritable(format!("{error:?}")))
}

fn draw(document: &mut Document, svg: &[u8], page: Page) -> Result<(), PictureError> {
    let tree = png::read(svg)?;
    let unwritable = |reason: &str| PictureError::Unwritable(reason.to_owned());
    let no_page = || unwritable("the page has no area");
    let settings = PageSettings::from_wh(page.width, page.height).ok_or_else(no_page)?;
    let scale = (page.width / tree.size().width()).min(page.height / tree.size().height());
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let size = Size::from_wh(width, height).ok_or_else(no_page)?;
    let mut sheet = document.start_page_with(settings);
    let mut surface = sheet.surface();
    let corner = ((page.width - width) / 2.0, (page.height - height) / 2.0);
    surface.push_transform(&Transform::from_translate(corner.0, corner.1));
    let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.pop();
    surface.finish();
    sheet.finish();
    drawn.ok_or_else(|| unwritable("a part of it cannot be drawn"))
}
