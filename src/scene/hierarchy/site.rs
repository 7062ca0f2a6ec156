//! A site's box: its silhouette, its header, and how full it is.

use super::{Level, block::Block, headroom as bars, marks::Mark, server};
use crate::{
    arrange::sizes::{self, DEVICES_ROW, SITE_HEADER, SITE_PADDING},
    facts::{numbers::grouped, sites::SiteKind},
    geometry::{Point, Rect, Size},
    model::SiteRef,
    rules::headroom,
    scene::{
        Ink, SiteInk, Stroke,
        pen::{BODY, CODE, Font, META, Pen},
    },
};

pub(super) const SITE_RADIUS: f32 = 10.0;

/// What stands in the header is centered on this, a little lower than its middle.
pub(super) const HEADER_MIDDLE: f32 = SITE_HEADER / 2.0 + 2.0;
const DEVICES_MIDDLE: f32 = SITE_HEADER + DEVICES_ROW / 2.0 - 3.0;

/// The letters of a header when those of chips are too small.
pub(super) const FAR_CODE: Font = Font::bold(18.0);
pub(super) const FAR: Font = Font::plain(17.0);

/// How long the bar is that shows how full a site is.
const BAR: f32 = 84.0;

/// The ground and the edge that tell the kind of site.
pub(super) fn silhouette(pen: &mut Pen, site: SiteRef<'_>, rect: Rect, mark: Mark) {
    let ink = Ink::Site(SiteInk::from(site.kind));
    pen.of(site.id).fill(rect, SITE_RADIUS, Ink::SiteFill);
    let mut inside = 3.0;
    match site.kind {
        SiteKind::Central => {
            pen.frame(rect.grown(-0.5), SITE_RADIUS, None, Stroke::new(ink, 1.0));
            pen.frame(rect.grown(-3.5), SITE_RADIUS - 3.0, None, Stroke::new(ink, 1.0));
            inside = 5.0;
        }
        SiteKind::Primary => pen.frame(rect.grown(-1.0), SITE_RADIUS, None, Stroke::new(ink, 2.0)),
        SiteKind::Secondary => {
            pen.frame(rect.grown(-0.5), SITE_RADIUS, None, Stroke::new(ink, 1.0));
        }
        SiteKind::Unknown => {
            let dashed = Stroke::new(ink, 1.0).dashed(5.0, 3.0);
            pen.frame(rect.grown(-0.5), SITE_RADIUS, None, dashed);
        }
    }
    if mark.is_error() {
        server::error_edge(pen, rect.grown(2.0 - inside), SITE_RADIUS - inside + 2.0);
    }
}

/// Glyph, code and name; at the right the kind and the worst finding.
pub(super) fn header(pen: &mut Pen, site: SiteRef<'_>, rect: Rect, mark: Mark, level: Level) {
    pen.of(site.id);
    let far = level != Level::Full;
    let (code_font, title_font) = if far { (FAR_CODE, FAR) } else { (CODE, BODY) };
    let middle = rect.min.y + HEADER_MIDDLE;
    let mut right = rect.max.x - SITE_PADDING - 2.0;
    right -= server::mark(pen, mark, Point::new(right, middle), code_font.size - 2.0);
    let left = rect.min.x + SITE_PADDING + 2.0;
    let icon = Point::new(left + 6.0, middle);
    pen.icon(site.kind.into(), icon, 16.0, Ink::Site(SiteInk::from(site.kind)));
    let code = Point::new(left + 20.0, middle);
    let width = pen.text(&site.code, code, code_font, Ink::Text, right - code.x);
    let title = Point::new(code.x + width + 8.0, middle);
    let mut room = right - title.x;
    let kind = match site.is_top() {
        true => sizes::site_kind(site.site()),
        false => site.kind.facts().short.into(),
    };
    let kind_room = META.width(&kind) + 1.0;
    let wish = title_font.width(&site.title).min(96.0) + if width > 0.0 { 12.0 } else { 0.0 };
    if !far && room >= kind_room + wish {
        pen.text_to(&kind, Point::new(right, middle), META, Ink::Muted, kind_room);
        room -= kind_room + 12.0;
    }
    pen.text(&site.title, title, title_font, Ink::Text, room);
}

/// How many devices, and how full that makes the site.
pub(super) fn devices(pen: &mut Pen, site: SiteRef<'_>, rect: Rect, level: Level) {
    let Some(devices) = site.devices else { return };
    pen.of(site.id);
    let font = if level == Level::Full { META } else { FAR };
    let middle = rect.min.y + DEVICES_MIDDLE;
    let left = Point::new(rect.min.x + SITE_PADDING + 2.0, middle);
    let end = rect.max.x - SITE_PADDING - 2.0;
    let width = pen.text(&counted(devices, "device"), left, font, Ink::Muted, end - left.x);
    let Some(gauge) = headroom::devices(site) else { return };
    let percent = gauge.percent();
    let bar = Rect::at(Point::new(left.x + width + 10.0, middle - 3.0), Size::new(BAR, 6.0));
    let after = Point::new(bar.max.x + 10.0, middle);
    if after.x + font.width(&percent) > end {
        return;
    }
    bars::draw(pen, bar, &gauge);
    pen.text(&percent, after, font, bars::ink(&gauge), end - after.x);
}

/// "106,500 devices", "1 device".
pub fn counted(count: impl Into<u64>, what: &str) -> String {
    let count = count.into();
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {what}{ending}", grouped(count))
}

/// What a site far away shows.
pub(super) fn block(pen: &mut Pen, site: SiteRef<'_>, rect: Rect, mark: Mark) {
    pen.of(site.id);
    let devices = site.devices.map(|devices| counted(devices, "device"));
    let block = Block {
        icon: site.kind.into(),
        ink: Ink::Site(SiteInk::from(site.kind)),
        code: &site.code,
        title: &site.title,
        facts: devices.as_deref().unwrap_or_default(),
        mark,
    };
    block.draw(pen, rect);
}

/// Shown where a site has no servers.
pub(super) fn nothing(pen: &mut Pen, site: SiteRef<'_>, rect: Rect, level: Level) {
    pen.of(site.id);
    let left = Point::new(
        rect.min.x + SITE_PADDING + 2.0,
        f32::midpoint(rect.min.y + sizes::cards_top(site.site()), rect.max.y),
    );
    let room = rect.max.x - SITE_PADDING - left.x;
    let font = if level == Level::Full { META } else { FAR };
    pen.text("No servers yet", left, font, Ink::Muted, room);
}
