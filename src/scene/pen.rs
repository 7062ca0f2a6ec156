//! Writes items one after the other, each for the node in hand; texts never leave their room.

use super::{CAP_HEIGHT, Fill, Icon, Ink, Item, Shape, Stroke, Weight};
use crate::{
    arrange::sizes,
    geometry::{Point, Rect, Size},
    measure::Measure,
    model::NodeId,
};

/// Size and weight of letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Font {
    pub size: f32,
    pub weight: Weight,
}

/// The code of a site.
pub(super) const CODE: Font = Font::bold(sizes::SITE_CODE_TEXT);
/// The name of a server.
pub(super) const NAME: Font = Font::bold(13.0);
pub(super) const BODY: Font = Font::plain(sizes::SITE_TITLE_TEXT);
/// Letters on chips.
pub(super) const CHIP: Font = Font::bold(sizes::CHIP_TEXT);
pub(super) const META: Font = Font::plain(sizes::SITE_KIND_TEXT);

impl Font {
    pub const fn plain(size: f32) -> Self {
        Self { size, weight: Weight::Regular }
    }

    pub const fn bold(size: f32) -> Self {
        Self { size, weight: Weight::SemiBold }
    }

    pub fn width(self, text: &str) -> f32 {
        Measure::shared().width(text, self.size, self.weight)
    }

    /// The baseline of letters whose capitals stand centered on `middle`.
    pub fn baseline(self, middle: f32) -> f32 {
        middle + self.size * CAP_HEIGHT / 2.0
    }
}

#[derive(Debug, Default)]
pub(super) struct Pen {
    pub items: Vec<Item>,
    target: Option<NodeId>,
    alpha: Option<f32>,
}

impl Pen {
    /// With room for so many items.
    pub fn with_room(items: usize) -> Self {
        Self { items: Vec::with_capacity(items), ..Self::default() }
    }

    /// What follows is a picture of `target`.
    pub fn of(&mut self, target: impl Into<NodeId>) -> &mut Self {
        self.target = Some(target.into());
        self
    }

    /// What follows is as visible as that, from 0 to 1.
    pub fn faded(&mut self, alpha: Option<f32>) -> &mut Self {
        self.alpha = alpha;
        self
    }

    pub fn put(&mut self, shape: Shape) {
        let alpha = self.alpha.unwrap_or(1.0);
        self.items.push(Item { shape, alpha, target: self.target });
    }

    pub fn fill(&mut self, rect: Rect, radius: f32, fill: impl Into<Fill>) {
        self.put(Shape::filled(rect, radius, fill));
    }

    pub fn frame(&mut self, rect: Rect, radius: f32, fill: Option<Ink>, stroke: Stroke) {
        let fill = fill.map(Fill::Plain);
        self.put(Shape::Box { rect, radius, fill, stroke: Some(stroke) });
    }

    pub fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.put(Shape::Line { points: vec![from, to], radius: 0.0, stroke });
    }

    /// A square icon around a point.
    pub fn icon(&mut self, icon: Icon, center: Point, side: f32, ink: Ink) {
        let corner = Point::new(center.x - side / 2.0, center.y - side / 2.0);
        self.put(Shape::Icon { rect: Rect::at(corner, Size::new(side, side)), icon, ink });
    }

    /// One line of text whose capitals stand centered on `left`, cut where the room ends; returns
    /// how wide it became.
    pub fn text(&mut self, text: &str, left: Point, font: Font, ink: Ink, room: f32) -> f32 {
        let Some((text, width)) = fitted(text, font, room) else { return 0.0 };
        let left = Point::new(left.x, font.baseline(left.y));
        let Font { size, weight } = font;
        self.put(Shape::Text { left, size, weight, width, text, ink });
        width
    }

    /// The same, ending at `right`.
    pub fn text_to(&mut self, text: &str, right: Point, font: Font, ink: Ink, room: f32) -> f32 {
        let Some((text, width)) = fitted(text, font, room) else { return 0.0 };
        let left = Point::new(right.x - width, font.baseline(right.y));
        let Font { size, weight } = font;
        self.put(Shape::Text { left, size, weight, width, text, ink });
        width
    }
}

/// As much of a text as fits, on one line, and its width; none where nothing does.
fn fitted(text: &str, font: Font, room: f32) -> Option<(String, f32)> {
    let line = |char: char| if char.is_control() { ' ' } else { char };
    let text = match text.chars().any(char::is_control) {
        true => text.chars().map(line).collect(),
        false => text.to_owned(),
    };
    let width = font.width(&text);
    if width <= room {
        return (!text.is_empty()).then_some((text, width));
    }
    let text = Measure::shared().elide(&text, font.size, font.weight, room);
    let width = font.width(&text);
    (!text.is_empty()).then_some((text, width))
}
