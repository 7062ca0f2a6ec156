//! A bar that shows how much of a limit is used: solid to the value, a tick where the recommended
//! limit is, a wall where support ends. Beyond the first it is striped, beyond the second it has
//! the color of what blocks.

use crate::{
    geometry::{Point, Rect, Size},
    rules::{
        Severity,
        headroom::{Gauge, Reach},
    },
    scene::{Fill, Ink, Item, Stroke, pen::Pen},
};

/// The same bar for panels.
pub fn headroom(bar: Rect, gauge: &Gauge) -> Vec<Item> {
    let mut pen = Pen::default();
    draw(&mut pen, bar, gauge);
    pen.items
}

/// How the number of a gauge is written beside its bar.
pub(super) fn ink(gauge: &Gauge) -> Ink {
    match gauge.reach() {
        Reach::BeyondSupport => Ink::Severity(Severity::Error),
        Reach::Within | Reach::BeyondPractice => Ink::Muted,
    }
}

pub(super) fn draw(pen: &mut Pen, bar: Rect, gauge: &Gauge) {
    let (reach, ink) = (gauge.reach(), ink(gauge));
    pen.frame(bar.grown(-0.5), 2.5, Some(Ink::ChipFill), Stroke::new(Ink::Outline, 1.0));
    let width = along(bar, gauge.share());
    let used = Rect::at(bar.min, Size::new(width, bar.height()));
    let radius = (width / 2.0).min(bar.height() / 2.0);
    if width >= 1.0 {
        pen.fill(used, radius, ink);
    }
    if let Some(tick) = gauge.tick() {
        let x = (bar.min.x + along(bar, tick)).min(bar.max.x - 3.0);
        let tick =
            Rect::at(Point::new(x - 0.75, bar.min.y - 1.0), Size::new(1.5, bar.height() + 2.0));
        // Apart from what it stands on.
        pen.fill(tick.grown(0.75), 0.5, Ink::SiteFill);
        pen.fill(tick, 0.5, Ink::Text);
    }
    let wall =
        Rect::at(Point::new(bar.max.x - 1.0, bar.min.y - 2.0), Size::new(2.0, bar.height() + 4.0));
    let wall_ink = if reach == Reach::BeyondSupport { ink } else { Ink::Text };
    if gauge.supported.is_some() {
        pen.fill(wall, 1.0, wall_ink);
    }
    if reach != Reach::Within && width >= 1.0 {
        pen.fill(used, radius, Fill::Hatch(Ink::SiteFill));
    }
}

fn along(bar: Rect, share: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
    let share = share.clamp(0.0, 1.0) as f32;
    bar.width() * share
}
