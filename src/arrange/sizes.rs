//! How big things are drawn: what the layout reserves and what the picture fills.

use std::{borrow::Cow, sync::OnceLock};

use crate::{
    facts::{
        choices::Choice,
        roles::{ROLES, RoleKind},
        said::sites::{NOT_KNOWN, PARENT},
        sites::SiteKind,
    },
    geometry::{Point, Rect, Size},
    measure::{Weight, width},
    model::{Role, Server, Site},
};

/// What is laid out automatically stands on multiples of this.
pub const GRID: f32 = 4.0;

pub const CARD_WIDTH: f32 = 176.0;
pub const CARD_PADDING: f32 = 10.0;
/// Between cards.
pub const CARD_GAP: f32 = 8.0;
/// Where the first row of chips begins, below the name and the line about the server.
pub const CHIPS_TOP: f32 = 46.0;
/// A card without chips.
pub const BARE_CARD: Size = Size::new(CARD_WIDTH, 52.0);

pub const CHIP_HEIGHT: f32 = 20.0;
/// Between chips of a row.
pub const CHIP_GAP: f32 = 4.0;
/// Between rows of chips.
pub const CHIP_ROW_GAP: f32 = 4.0;
/// Where the letters begin, behind the bar in the color of the role's family.
pub const CHIP_LEFT: f32 = 10.0;
/// Behind the letters.
pub const CHIP_RIGHT: f32 = 6.0;
/// Between the letters and the suffix.
pub const CHIP_SPACE: f32 = 4.0;
/// The room for an arrow and a site code, on a role that serves another site.
pub const CHIP_SERVES: f32 = 44.0;
pub const CHIP_TEXT: f32 = 11.0;

pub const SITE_PADDING: f32 = 12.0;
/// The row with the site's code, name, type and worst severity.
pub const SITE_HEADER: f32 = 36.0;
/// The row below it, where the number of devices is known.
pub const DEVICES_ROW: f32 = 20.0;
/// The silhouette at the left of the header.
pub const SITE_ICON: f32 = 16.0;
pub const SITE_CODE_TEXT: f32 = 16.0;
pub const SITE_TITLE_TEXT: f32 = 13.0;
pub const SITE_KIND_TEXT: f32 = 11.0;
/// Between the parts of the header.
pub const HEADER_SPACE: f32 = 8.0;
/// At the far right of the header: the worst severity and how many findings.
pub const SITE_MARK: f32 = 36.0;
/// Longer names are cut short rather than make a box wider.
const LONGEST_TITLE: f32 = 160.0;
const NARROWEST_SITE: f32 = 200.0;
const WIDEST_HEADER: f32 = 440.0;
/// Devices, their bar and the percentage side by side.
const NARROWEST_DEVICES: f32 = 240.0;

pub const GATEWAY: Size = Size::new(192.0, 84.0);

/// The least room between boxes that no hand has placed; links run there.
pub const SITE_GAP: Size = Size::new(32.0, 56.0);

/// The least multiple of the grid that is not below `length`.
pub fn up(length: f32) -> f32 {
    (length / GRID).ceil() * GRID
}

/// The letters of a role's chip, and the lighter words behind them, if any. An arrow at their end
/// means that the code of the site it serves follows.
pub fn chip_label(role: &Role) -> (&'static str, String) {
    let mut words: Vec<&str> = suffix(role).map(|word| SUFFIXES[word]).collect();
    words.extend(role.serves.map(|_| "\u{2192}"));
    if role.kind == RoleKind::Unknown {
        words.insert(0, role.title());
    }
    (chip_code(role.kind), words.join(" "))
}

/// The letters on a chip; one that nobody knows has none.
pub fn chip_code(kind: RoleKind) -> &'static str {
    match kind {
        RoleKind::Unknown => "?",
        known => known.code(),
    }
}

const SUFFIXES: [&str; 5] = ["pull", "PXE", ":443", ":8531", "CMG"];

/// What is worth saying of a role on its chip, as places in [`SUFFIXES`].
fn suffix(role: &Role) -> impl Iterator<Item = usize> {
    let updates = role.kind == RoleKind::SoftwareUpdatePoint;
    role.choices().filter_map(move |choice| match choice {
        Choice::Pull => Some(0),
        Choice::Pxe => Some(1),
        Choice::Https if updates => Some(3),
        Choice::Https => Some(2),
        Choice::CloudGateway => Some(4),
        _ => None,
    })
}

/// Widths of what stands on chips: there are few such words and very many chips.
struct Words {
    /// Chips without a suffix.
    plain: [f32; ROLES.len()],
    codes: [f32; ROLES.len()],
    suffixes: [f32; SUFFIXES.len()],
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let codes: [f32; ROLES.len()] =
            std::array::from_fn(|at| width(chip_code(ROLES[at].kind), CHIP_TEXT, Weight::SemiBold));
        Words {
            plain: codes.map(chip_around),
            codes,
            suffixes: std::array::from_fn(|at| width(SUFFIXES[at], CHIP_TEXT, Weight::Regular)),
        }
    })
}

fn chip_around(words: f32) -> f32 {
    (CHIP_LEFT + words + CHIP_RIGHT).ceil().min(CARD_WIDTH - 2.0 * CARD_PADDING)
}

/// How wide the chip of a role is.
pub fn chip_width(role: &Role) -> f32 {
    let words = words();
    if role.kind == RoleKind::Unknown {
        let (code, name) = chip_label(role);
        let code = width(code, CHIP_TEXT, Weight::SemiBold) + CHIP_SPACE;
        let serves = if role.serves.is_some() { CHIP_SERVES } else { 0.0 };
        return chip_around(code + width(&name, CHIP_TEXT, Weight::Regular) + serves);
    }
    if !role.has_choices() && role.serves.is_none() {
        return words.plain[role.kind as usize];
    }
    let suffix: f32 = suffix(role).map(|word| CHIP_SPACE + words.suffixes[word]).sum();
    let serves = if role.serves.is_some() { CHIP_SERVES } else { 0.0 };
    chip_around(words.codes[role.kind as usize] + suffix + serves)
}

/// Hands out the place of each chip on its card.
fn flow(server: &Server, mut each: impl FnMut(Rect)) -> f32 {
    let (mut x, mut y) = (CARD_PADDING, CHIPS_TOP);
    for role in &server.roles {
        let width = chip_width(role);
        if x > CARD_PADDING && x + width > CARD_WIDTH - CARD_PADDING {
            x = CARD_PADDING;
            y += CHIP_HEIGHT + CHIP_ROW_GAP;
        }
        each(Rect::at(Point::new(x, y), Size::new(width, CHIP_HEIGHT)));
        x += width + CHIP_GAP;
    }
    y + CHIP_HEIGHT + CARD_PADDING
}

/// The places of a server's chips, in the order of its roles, relative to the card.
pub fn chips(server: &Server) -> Vec<Rect> {
    let mut rects = Vec::with_capacity(server.roles.len());
    flow(server, |rect| rects.push(rect));
    rects
}

pub fn card_size(server: &Server) -> Size {
    match server.roles.is_empty() {
        true => BARE_CARD,
        false => Size::new(CARD_WIDTH, up(flow(server, |_| ()))),
    }
}

/// How far below a site's upper edge its cards begin.
pub fn cards_top(site: &Site) -> f32 {
    SITE_HEADER + if site.devices.is_some() { DEVICES_ROW } else { 0.0 }
}

/// A site whose cards reach to `cards`, its lower right corner.
pub fn site_size(site: &Site, cards: Point) -> Size {
    let least = cards_top(site) + BARE_CARD.height;
    Size::new(
        up(header_width(site).max(cards.x + SITE_PADDING)),
        up(least.max(cards.y) + SITE_PADDING),
    )
}

/// The type of a site, as its header says it, and whether it is not known what is above it.
pub fn site_kind(site: &Site) -> Cow<'static, str> {
    let short = site.kind.facts().short;
    let unknown = site.kind != SiteKind::Central && site.said.word(PARENT) == Some(NOT_KNOWN);
    match unknown {
        true => format!("{short}, parent not known").into(),
        false => short.into(),
    }
}

fn header_width(site: &Site) -> f32 {
    let mut whole = 2.0 * SITE_PADDING + SITE_ICON + 3.0 * HEADER_SPACE + SITE_MARK;
    whole += width(&site.code, SITE_CODE_TEXT, Weight::SemiBold);
    if !site.title.is_empty() {
        let title = width(&site.title, SITE_TITLE_TEXT, Weight::Regular);
        whole += HEADER_SPACE + title.min(LONGEST_TITLE);
    }
    whole += width(&site_kind(site), SITE_KIND_TEXT, Weight::Regular);
    let least = if site.devices.is_some() { NARROWEST_DEVICES } else { NARROWEST_SITE };
    whole.clamp(least, WIDEST_HEADER)
}
