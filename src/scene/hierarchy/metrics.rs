//! Where things stand inside a box.
use crate::{
    facts::choices::Choice,
    geometry::{Point, Rect, Size},
    model::{RoleRef, ServerRef, SiteRef},
    scene::pen::{CHIP, META},
};
pub const SITE_PADDING: f32 = 12.0;
pub const SITE_RADIUS: f32 = 10.0;
pub const HEADER_MIDDLE: f32 = 21.0;
pub const DEVICES_MIDDLE: f32 = 43.0;
pub const CARD_PADDING: f32 = 10.0;
pub const CARD_RADIUS: f32 = 6.0;
pub const NAME_MIDDLE: f32 = 17.0;
pub const META_MIDDLE: f32 = 33.0;
pub const CHIP_RADIUS: f32 = 4.0;
pub const CHIP_LEFT: f32 = 10.0;
pub const CHIP_RIGHT: f32 = 7.0;
pub const CHIP_GAP: f32 = 4.0;
pub fn header_height(site: SiteRef<'_>) -> f32 {
    if site.devices.is_some() { 56.0 } else { 36.0 }
}
pub fn chip_suffix(role: RoleRef<'_>) -> String {
    let mut words: Vec<String> = role
        .choices()
        .filter_map(|c| {
            match c {
                Choice::Pull => Some("pull"),
                Choice::Pxe => Some("PXE"),
                Choice::Https => Some(":443"),
                Choice::CloudGateway => Some("CMG"),
                _ => None,
            }
            .map(str::to_owned)
        })
        .collect();
    if role.serves.is_some_and(|s| s != role.server().site().id) {
        words.push(format!("→ {}", role.site().code));
    }
    words.join(" ")
}
pub fn chips(server: ServerRef<'_>) -> Vec<Rect> {
    let (mut x, mut y) = (CARD_PADDING, 46.0);
    server
        .roles()
        .map(|role| {
            let suffix = chip_suffix(role);
            let width = (CHIP_LEFT
                + CHIP.width(role.kind.code())
                + CHIP_RIGHT
                + if suffix.is_empty() { 0.0 } else { CHIP_GAP + META.width(&suffix) })
            .ceil()
            .min(156.0);
            if x + width > 166.0 && x > CARD_PADDING {
                x = CARD_PADDING;
                y += 24.0;
            }
            let chip = Rect::at(Point::new(x, y), Size::new(width, 20.0));
            x += width + 6.0;
            chip
        })
        .collect()
}
