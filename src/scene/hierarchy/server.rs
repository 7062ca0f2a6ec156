//! A server's card, and the chips of its roles.

use super::{
    Level, headroom as bars,
    marks::{Mark, Marks},
};
use crate::{
    arrange::sizes::{self, CARD_PADDING, CHIP_LEFT, CHIP_RIGHT, CHIP_SPACE},
    facts::roles::{Family, RoleKind},
    geometry::{Point, Rect, Size},
    measure::elide,
    model::{RoleRef, ServerId, ServerRef, SiteRef},
    plan::ServerPlace,
    rules::headroom::{self, Loads},
    scene::{
        DIMMED, Fill, Icon, Ink, Stroke,
        pen::{CHIP, Font, META, NAME, Pen},
    },
};

const CARD_RADIUS: f32 = 6.0;
const NAME_MIDDLE: f32 = 17.0;
const META_MIDDLE: f32 = 33.0;
const NAME_ALONE: f32 = 25.0;
/// How far the server is from the nearest of its limits.
const BAR: Size = Size::new(30.0, 4.0);

/// The name and the dots of a card whose chips are too small for letters.
const FAR_MIDDLE: f32 = 21.0;
const DOTS_TOP: f32 = 38.0;
const DOT: f32 = 12.0;
const DOT_STEP: f32 = 18.0;

const CHIP_RADIUS: f32 = 4.0;
/// The bar in the color of a role's family.
const CHIP_BAR: f32 = 4.0;

/// The smallest and the largest letters of a name that stands for its whole card.
pub(super) const NAMES: (f32, f32) = (15.0, 18.0);

/// Every card of a site.
pub(super) fn all(
    pen: &mut Pen,
    site: SiteRef<'_>,
    places: &[ServerPlace],
    marks: &Marks,
    level: Level,
) {
    // Both are in the same order; only a plan in the making has them apart.
    let place = |at: usize, id: ServerId| {
        let near = places.get(at).filter(|place| place.id == id);
        let place = near.or_else(|| places.iter().find(|place| place.id == id))?;
        Some(Rect::at(place.place.at, place.size))
    };
    let placed: Vec<_> =
        site.servers().enumerate().filter_map(|(at, it)| Some((it, place(at, it.id)?))).collect();
    let font = (level == Level::Names)
        .then(|| names_font(placed.iter().map(|(it, card)| (it.name.as_str(), card.width()))));
    let mut loads = Loads::default();
    for (server, card) in placed {
        match font {
            Some(font) => name_and_dots(pen, server, card, marks, font),
            None => full(pen, server, card, marks, &mut loads),
        }
    }
}

/// A card with everything on it.
fn full(pen: &mut Pen, server: ServerRef<'_>, card: Rect, marks: &Marks, loads: &mut Loads) {
    let mark = marks.server(server.id);
    ground(pen, server, card, mark);
    let left = card.min.x + CARD_PADDING;
    let mut room = card.max.x - CARD_PADDING - left;
    let gauges = headroom::of_server(server, loads);
    let tightest = headroom::tightest(&gauges);
    if tightest.is_some() {
        room -= BAR.width + 8.0;
    }
    let about = about(server, room);
    // A name with nothing below it stands in the middle of both lines.
    let alone = about.is_empty() && tightest.is_none();
    let name = if alone { NAME_ALONE } else { NAME_MIDDLE };
    let middle = card.min.y + name;
    let right = corner(pen, server, Point::new(card.max.x - CARD_PADDING, middle), mark, 12.0);
    pen.icon(Icon::Server, Point::new(left + 6.0, middle), 13.0, Ink::Muted);
    let name = Point::new(left + 18.0, middle);
    pen.text(&server.name, name, NAME, Ink::Text, right - name.x);
    let meta = Point::new(left, card.min.y + META_MIDDLE);
    pen.text(&about, meta, META, Ink::Muted, room);
    if let Some(gauge) = tightest {
        let corner = Point::new(card.max.x - CARD_PADDING - BAR.width, meta.y - BAR.height / 2.0);
        bars::draw(pen, Rect::at(corner, BAR), gauge);
    }
    for (role, place) in server.roles().zip(sizes::chips(server.server())) {
        role_chip(pen, role, place.moved(card.min), marks.incomplete.contains(&role.id));
    }
}

/// A card whose chips are too small for letters: a name and a dot for each role.
fn name_and_dots(pen: &mut Pen, server: ServerRef<'_>, card: Rect, marks: &Marks, font: Font) {
    let mark = marks.server(server.id);
    ground(pen, server, card, mark);
    let (left, right) = (card.min.x + CARD_PADDING, card.max.x - CARD_PADDING);
    let middle = card.min.y + FAR_MIDDLE;
    let end = corner(pen, server, Point::new(right, middle), mark, 16.0);
    pen.text(&server.name, Point::new(left, middle), font, Ink::Text, end - left);
    let (mut x, mut y) = (left, card.min.y + DOTS_TOP);
    for role in server.roles() {
        if x + DOT > right {
            (x, y) = (left, y + DOT_STEP);
        }
        if y + DOT > card.max.y - 4.0 {
            break;
        }
        let dot = Rect::at(Point::new(x, y), Size::new(DOT, DOT));
        pen.of(role.id).fill(dot, DOT / 2.0, Ink::Family(role.kind.facts().family));
        x += DOT_STEP;
    }
}

/// The letters in which every name of a site fits on its card, where any do.
fn names_font<'a>(cards: impl Iterator<Item = (&'a str, f32)>) -> Font {
    let (smallest, largest) = NAMES;
    let fit = |(name, width): (&str, f32)| {
        let room = width - 2.0 * CARD_PADDING - 16.0;
        largest * room / Font::bold(largest).width(name).max(1.0)
    };
    Font::bold(cards.map(fit).fold(largest, f32::min).clamp(smallest, largest).floor())
}

fn ground(pen: &mut Pen, server: ServerRef<'_>, card: Rect, mark: Mark) {
    pen.of(server.id);
    let passive = server.has(RoleKind::PassiveSiteServer);
    pen.faded(passive.then_some(DIMMED)).fill(card, CARD_RADIUS, Ink::CardFill);
    pen.faded(None);
    pen.frame(card.grown(-0.5), CARD_RADIUS, None, Stroke::new(Ink::Outline, 1.0));
    if mark.is_error() {
        error_edge(pen, card, CARD_RADIUS);
    }
}

/// What stands at the top right corner, ending at `right`; returns where the name has to end.
fn corner(pen: &mut Pen, server: ServerRef<'_>, right: Point, mark: Mark, side: f32) -> f32 {
    let mut end = right;
    if server.has(RoleKind::PassiveSiteServer) {
        let side = side + 2.0;
        let middle = Point::new(end.x + 1.0 - side / 2.0, end.y);
        pen.icon(Icon::Passive, middle, side, Ink::Family(Family::Core));
        end.x -= side + 4.0;
    }
    end.x - self::mark(pen, mark, end, side)
}

/// The mark of the worst finding, ending at `right`; returns how wide it is with its gap.
pub(super) fn mark(pen: &mut Pen, mark: Mark, right: Point, side: f32) -> f32 {
    let Some((icon, ink, count)) = mark.sign() else { return 0.0 };
    let font = Font::bold(side * 11.0 / 13.0);
    let width = pen.text_to(&count.to_string(), right, font, ink, f32::INFINITY);
    let gap = side * 0.25;
    pen.icon(icon, Point::new(right.x - width - gap - side / 2.0, right.y), side, ink);
    width + gap + side + side * 0.6
}

/// The inner edge of what blocks support.
pub(super) fn error_edge(pen: &mut Pen, rect: Rect, radius: f32) {
    let edge = Stroke::new(Ink::Severity(crate::rules::Severity::Error), 2.0);
    pen.frame(rect.grown(-2.0), radius - 1.5, None, edge);
}

/// Where it stands, and what it runs; the first is cut short so that the second can be read.
fn about(server: ServerRef<'_>, room: f32) -> String {
    let system = server.system.map(|system| system.facts().short);
    match (server.title.is_empty(), system) {
        (true, None) => String::new(),
        (true, Some(system)) => system.to_owned(),
        (false, None) => server.title.clone(),
        (false, Some(system)) => {
            let system = format!(" · {system}");
            let room = room - META.width(&system);
            let title = elide(&server.title, META.size, META.weight, room);
            title + &system
        }
    }
}

fn role_chip(pen: &mut Pen, role: RoleRef<'_>, rect: Rect, incomplete: bool) {
    let facts = role.kind.facts();
    pen.of(role.id);
    let (code, mut suffix) = sizes::chip_label(role.role());
    let width = chip(pen, rect, code, facts.family, incomplete);
    if role.serves.is_some() {
        suffix = format!("{suffix} {}", role.site().code);
    }
    let left = rect.min.x + CHIP_LEFT + width + CHIP_SPACE;
    let room = rect.max.x - CHIP_RIGHT - left;
    let mut ink = Ink::Muted;
    if facts.family == Family::Unknown && !suffix.is_empty() {
        // Letters on hatching are hard to read.
        let (from, to) = (Point::new(left - 2.0, rect.min.y), rect.max);
        pen.fill(Rect::new(from, to).grown(-2.0), CHIP_RADIUS - 2.0, Ink::ChipFill);
        ink = Ink::Text;
    }
    pen.text(&suffix, Point::new(left, rect.center().y), META, ink, room);
}

/// A chip with its letters; returns how wide those became.
pub(in crate::scene) fn chip(
    pen: &mut Pen,
    rect: Rect,
    code: &str,
    family: Family,
    incomplete: bool,
) -> f32 {
    let retired = family == Family::Retired;
    pen.fill(rect, CHIP_RADIUS, Ink::ChipFill);
    match family {
        Family::Retired => pen.fill(rect, CHIP_RADIUS, Fill::Hatch(Ink::Outline)),
        // Nobody is to take it for a known one.
        Family::Unknown => pen.fill(rect, CHIP_RADIUS, Fill::Hatch(Ink::Link)),
        _ => {}
    }
    if incomplete {
        let dash = Stroke::new(Ink::Muted, 1.0).dashed(3.0, 2.0);
        pen.frame(rect.grown(-0.5), CHIP_RADIUS, None, dash);
    }
    let bar = Rect::at(rect.min, Size::new(CHIP_BAR, rect.height()));
    pen.fill(bar, 2.0, Ink::Family(family));
    let left = Point::new(rect.min.x + CHIP_LEFT, rect.center().y);
    // A rounding error must not cost a letter.
    let room = rect.max.x - CHIP_RIGHT - left.x + 0.5;
    let ink = if retired { Ink::Muted } else { Ink::Text };
    let width = pen.text(code, left, CHIP, ink, room);
    if retired {
        let end = Point::new(left.x + width, left.y);
        pen.line(left, end, Stroke::new(Ink::Muted, 1.0));
    }
    width
}
