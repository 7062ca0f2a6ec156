//! What anything looks like, as data: a back-to-front list of items, in colours by meaning.

mod corners;
pub mod hierarchy;
pub mod icons;
pub mod ink;
mod pen;
pub mod sheet;
pub mod theme;
mod wrap;

pub use corners::{PathStep, rounded};
pub use icons::Icon;
pub use ink::{Ink, SiteInk};

pub use crate::measure::Weight;
use crate::{
    geometry::{Point, Rect, Size},
    measure::Measure,
    model::NodeId,
};

/// How visible a part is that steps back: shaded, passive, dimmed by a filter.
pub const DIMMED: f32 = 0.45;

/// A whole picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Back to front.
    pub items: Vec<Item>,
    pub bounds: Rect,
}

/// One shape of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub shape: Shape,
    /// From 0, invisible, to 1.
    pub alpha: f32,
    /// What it is a picture of.
    pub target: Option<NodeId>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Box {
        rect: Rect,
        radius: f32,
        fill: Option<Fill>,
        stroke: Option<Stroke>,
    },
    /// Through all points, with corners rounded by `radius`.
    Line {
        points: Vec<Point>,
        radius: f32,
        stroke: Stroke,
    },
    /// One line of text. Both painters keep to `width`, which was measured.
    Text {
        /// Where the baseline begins.
        left: Point,
        size: f32,
        weight: Weight,
        width: f32,
        text: String,
        ink: Ink,
    },
    Icon {
        rect: Rect,
        icon: Icon,
        ink: Ink,
    },
}

/// What a box is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fill {
    Plain(Ink),
    /// Thin diagonal lines on nothing: retired roles, load above practice.
    Hatch(Ink),
}

/// Centered on the edge it follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub ink: Ink,
    pub width: f32,
    pub dash: Option<Dash>,
}

/// The lengths of a dash and of the gap behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dash {
    pub on: f32,
    pub off: f32,
}

impl Stroke {
    pub const fn new(ink: Ink, width: f32) -> Self {
        Self { ink, width, dash: None }
    }

    #[must_use]
    pub const fn dashed(mut self, on: f32, off: f32) -> Self {
        self.dash = Some(Dash { on, off });
        self
    }
}

impl From<Ink> for Fill {
    fn from(ink: Ink) -> Self {
        Self::Plain(ink)
    }
}

impl From<Shape> for Item {
    fn from(shape: Shape) -> Self {
        Self { shape, alpha: 1.0, target: None }
    }
}

impl Item {
    #[must_use]
    pub const fn faded(mut self, alpha: f32) -> Self {
        self.alpha = alpha;
        self
    }

    #[must_use]
    pub fn of(mut self, target: impl Into<NodeId>) -> Self {
        self.target = Some(target.into());
        self
    }

    #[must_use]
    pub fn moved(mut self, by: Point) -> Self {
        match &mut self.shape {
            Shape::Box { rect, .. } | Shape::Icon { rect, .. } => *rect = rect.moved(by),
            Shape::Line { points, .. } => {
                for point in points {
                    *point = *point + by;
                }
            }
            Shape::Text { left, .. } => *left = *left + by,
        }
        self
    }
}

impl Scene {
    /// What is painted on top at a point.
    pub fn hit(&self, at: Point) -> Option<NodeId> {
        hit(&self.items, at)
    }
}

/// The node whose picture is on top at a point. Edges and lines do not count, what they enclose
/// does.
pub fn hit(items: &[Item], at: Point) -> Option<NodeId> {
    let solid = |item: &&Item| match &item.shape {
        Shape::Box { fill, .. } => fill.is_some(),
        Shape::Line { .. } => false,
        Shape::Text { .. } | Shape::Icon { .. } => true,
    };
    let found = items
        .iter()
        .rev()
        .filter(solid)
        .find(|item| item.target.is_some() && item.shape.bounds().contains(at));
    found.and_then(|item| item.target)
}

impl Shape {
    /// A box with nothing around it.
    pub fn filled(rect: Rect, radius: f32, fill: impl Into<Fill>) -> Self {
        Self::Box { rect, radius, fill: Some(fill.into()), stroke: None }
    }

    /// A text as wide as it wants to be.
    pub fn text(text: impl Into<String>, left: Point, size: f32, weight: Weight, ink: Ink) -> Self {
        let text = text.into();
        let width = Measure::shared().width(&text, size, weight);
        Self::Text { left, size, weight, width, text, ink }
    }

    /// The smallest rectangle that holds the shape, half of its stroke included.
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Box { rect, stroke, .. } => {
                rect.grown(stroke.map_or(0.0, |stroke| stroke.width / 2.0))
            }
            Self::Line { points, stroke, .. } => {
                let mut points = points.iter().map(|point| Rect::new(*point, *point));
                let first = points.next().unwrap_or_default();
                points.fold(first, |all, point| all.union(&point)).grown(stroke.width / 2.0)
            }
            Self::Text { left, size, width, .. } => {
                let top = Point::new(left.x, left.y - size * ASCENT);
                Rect::at(top, Size::new(*width, size * (ASCENT + DESCENT)))
            }
            Self::Icon { rect, .. } => *rect,
        }
    }
}

/// How far the bundled fonts reach above and below the baseline, in sizes.
pub const ASCENT: f32 = 1.025;
pub const DESCENT: f32 = 0.275;

/// How high capitals are, in sizes: half of it centers a line of letters on something.
pub const CAP_HEIGHT: f32 = 0.698;
