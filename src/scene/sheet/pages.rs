//! The sheet cut into pages of paper: the picture first, as large as it can be, then the lists in
//! letters that can be read.

use super::{
    super::{
        Ink, Item, Scene, Stroke, hierarchy,
        pen::{Font, META, Pen},
    },
    MARGIN, Sheet, made_with,
};
use crate::{
    geometry::{Point, Rect, Size},
    plan::Plan,
    rules::Report,
};

/// Points of paper to the unit: letters of 11 become 8 points high.
const SCALE: f32 = 0.72;
/// White around a page, in units.
const EDGE: f32 = 48.0;
/// At the foot of each page.
const FOOT: f32 = 36.0;

/// The pages of a plan on paper of a size in points; each is as wide to its height as the paper.
pub fn pages(plan: &Plan, report: &Report, name: &str, paper: Size) -> Vec<Scene> {
    let paper =
        Size::new((paper.width / SCALE).max(4.0 * EDGE), (paper.height / SCALE).max(4.0 * EDGE));
    let room = Size::new(paper.width - 2.0 * EDGE, paper.height - 2.0 * EDGE);
    let picture = hierarchy::scene(plan, report);
    let narrowest = picture.bounds.width().max(room.width);
    let zoom = |sheet: &Sheet| {
        let (width, height) = (sheet.width, sheet.y - MARGIN);
        (width / room.width).max(height / (room.height - FOOT)).max(1.0)
    };
    let first = |width| {
        let mut sheet = Sheet::new(width);
        sheet.front(plan, report, name, picture.clone());
        sheet
    };
    // A high picture leaves room beside it, which the words then use.
    let mut sheet = first(narrowest.max(room.width * zoom(&first(narrowest))));
    let zoom = zoom(&sheet);
    sheet.end = MARGIN + room.height - FOOT;
    if zoom > 1.0 {
        sheet.turn();
    }
    sheet.width = room.width;
    sheet.lists(plan, report);
    if sheet.y > MARGIN {
        sheet.turn();
    }
    let count = sheet.done.len();
    let zooms = std::iter::once(zoom).chain(std::iter::repeat(1.0));
    let pages = sheet.done.into_iter().zip(zooms).enumerate();
    pages.map(|(at, (items, zoom))| page(items, paper, zoom, (at + 1, count))).collect()
}

/// The items on a page that is `zoom` times larger than the paper, with a line at its foot.
fn page(items: Vec<Item>, paper: Size, zoom: f32, (number, count): (usize, usize)) -> Scene {
    let size = Size::new(paper.width * zoom, paper.height * zoom);
    let corner = Point::new(MARGIN - EDGE * zoom, MARGIN - EDGE * zoom);
    let bounds = Rect::at(corner, size);
    let mut pen = Pen::default();
    pen.items = items;
    let (left, right) = (MARGIN, bounds.max.x - EDGE * zoom);
    let line = bounds.max.y - (EDGE + 16.0) * zoom;
    let font = Font { size: META.size * zoom, ..META };
    let middle = line + 14.0 * zoom;
    let stroke = Stroke::new(Ink::Outline, zoom);
    pen.line(Point::new(left, line), Point::new(right, line), stroke);
    pen.text(&made_with(), Point::new(left, middle), font, Ink::Muted, right - left);
    let place = format!("Page {number} of {count}");
    pen.text_to(&place, Point::new(right, middle), font, Ink::Muted, right - left);
    Scene { items: pen.items, bounds }
}
