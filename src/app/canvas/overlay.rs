//! What lies over the picture and is never part of it: selection, focus, verdicts on targets, the
//! ghost of what is carried, and the ring around a finding that was gone to.

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, vec2};

use super::{
    cache::Cache,
    carry::{Carried, Carry},
    drop::Aim,
    hit,
    paint::{Brush, outline},
    stage::Stage,
    words::Tone,
};
use crate::{
    app::look,
    measure::Weight,
    model::NodeId,
    scene::{Icon, Ink, SiteInk},
};

/// How visible a ghost is.
const GHOST: f32 = 0.6;
/// The width of rings on the screen, whatever the zoom.
const RING: f32 = 2.0;
const HALO: f32 = 3.0;
/// How long named sites pulse, in seconds.
pub const PULSE: f64 = 0.5;

/// The corners of a node's box on the screen.
fn radius(stage: &Stage<'_>, node: NodeId) -> f32 {
    let radius = match node {
        NodeId::Site(_) | NodeId::Gateway(_) | NodeId::Entity(_) => 10.0,
        NodeId::Server(_) => 6.0,
        NodeId::Role(_) => 4.0,
    };
    radius * stage.camera.zoom
}

/// Rings around what is selected, looked for or about to change, where the keyboard is, and what
/// was gone to.
pub fn selection(
    stage: &Stage<'_>,
    cache: &Cache,
    painter: &Painter,
    focus: Option<NodeId>,
    revealed: Option<NodeId>,
) {
    let look = stage.cx.look;
    if let Some(node) = revealed
        && let Some(rect) = hit::rect_of(stage, cache, node)
    {
        let stroke = look.stroke(Ink::Accent, HALO);
        let rect = rect.expand(4.0 + HALO);
        painter.rect_stroke(rect, radius(stage, node) + 6.0, stroke, StrokeKind::Outside);
    }
    let clip = painter.clip_rect().expand(8.0);
    let shown = |node: &NodeId| {
        let rect = hit::rect_of(stage, cache, *node)?;
        clip.intersects(rect).then_some((*node, rect))
    };
    for (node, rect) in stage.cx.view.glow.iter().take(2_000).filter_map(shown) {
        let stroke = look.stroke(Ink::SelectedOutline, HALO);
        let rect = rect.expand(2.0);
        painter.rect_stroke(rect, radius(stage, node) + 3.0, stroke, StrokeKind::Outside);
    }
    // So many rings tell no more than all of them.
    for (node, rect) in stage.cx.view.selection.iter().take(2_000).filter_map(shown) {
        let stroke = look.stroke(Ink::Accent, RING);
        painter.rect_stroke(
            rect.expand(2.0),
            radius(stage, node) + 2.0,
            stroke,
            StrokeKind::Middle,
        );
    }
    if let Some((node, rect)) = focus.and_then(|node| shown(&node)) {
        let path = outline(rect.expand(5.5), radius(stage, node) + 5.0);
        dotted(painter, path, look.stroke(Ink::Accent, RING));
    }
}

fn dotted(painter: &Painter, mut path: Vec<Pos2>, stroke: Stroke) {
    path.extend(path.first().copied());
    painter.extend(Shape::dotted_line(&path, stroke.color, stroke.width * 2.2, stroke.width / 2.0));
}

fn dashed(painter: &Painter, mut path: Vec<Pos2>, stroke: Stroke) {
    path.extend(path.first().copied());
    painter.extend(Shape::dashed_line(&path, stroke, 4.0, 2.5));
}

/// The edge that tells the verdict on a target.
pub fn verdict(stage: &Stage<'_>, painter: &Painter, node: NodeId, tone: Tone, aimed: bool) {
    let Some(rect) = stage.bounds(node) else { return };
    if !painter.clip_rect().intersects(rect) {
        return;
    }
    let (look, radius) = (stage.cx.look, radius(stage, node));
    match tone {
        Tone::Allowed => {
            let ink = if aimed { Ink::Good } else { Ink::AllowedOutline };
            painter.rect_stroke(rect, radius, look.stroke(ink, RING), StrokeKind::Middle);
        }
        Tone::But(_) => {
            let ink = Ink::Severity(crate::rules::Severity::Warning);
            let width = if aimed { RING } else { 1.25 };
            dashed(painter, outline(rect, radius), look.stroke(ink, width));
        }
        Tone::Refused if aimed => {
            let stroke = look.stroke(tone.ink(), RING);
            painter.rect_stroke(rect, radius, stroke, StrokeKind::Middle);
        }
        Tone::Refused => {}
    }
}

/// A site that is named as a better place: rings once, from `part` 0 to 1.
pub fn pulse(stage: &Stage<'_>, painter: &Painter, node: NodeId, part: f32) {
    let Some(rect) = stage.bounds(node) else { return };
    let swell = (part * std::f32::consts::PI).sin();
    let color = stage.cx.look.color(Ink::Accent).gamma_multiply(0.25 + 0.75 * swell);
    let stroke = Stroke::new(2.0 + 2.0 * swell, color);
    painter.rect_stroke(rect.expand(3.0), radius(stage, node) + 3.0, stroke, StrokeKind::Outside);
}

pub fn marquee(stage: &Stage<'_>, painter: &Painter, rect: Rect) {
    let look = stage.cx.look;
    painter.rect_filled(rect, 2.0, look.color(Ink::Accent).gamma_multiply(0.08));
    painter.rect_stroke(rect, 2.0, look.stroke(Ink::Accent, 1.0), StrokeKind::Middle);
}

/// What is carried: snapped into its place where it has one, else at the pointer.
pub fn carried(
    stage: &Stage<'_>,
    painter: &Painter,
    carry: &Carry,
    aim: Option<Aim>,
    pointer: Pos2,
) {
    let ghost = carry.ghost.as_ref().zip(aim).filter(|(ghost, aim)| ghost.target == aim.target);
    let Some((ghost, aim)) = ghost else {
        token(stage, painter, carry.what, pointer, 1.0);
        return;
    };
    let grown =
        ghost.card.filter(|card| aim.target.and_then(|it| bounds(stage, it)) != Some(*card));
    if let Some(card) = grown {
        // The card grows: its new part has to be seen behind the chip.
        let rect = stage.on_screen(card);
        let old =
            aim.target.and_then(|node| stage.bounds(node)).map_or(rect.top(), |it| it.bottom());
        let new = rect.with_min_y(old.min(rect.bottom()));
        painter.rect_filled(new, 0.0, stage.cx.look.color(Ink::CardFill));
        let path = outline(rect, 6.0 * stage.camera.zoom);
        dashed(painter, path, stage.cx.look.stroke(Ink::Good, 1.25));
    }
    let mut brush = Brush::at(stage, painter, ghost.corner_at(aim.corner));
    brush.alpha = GHOST;
    brush.items(&ghost.items);
    let own = ghost.items.iter().map(|item| item.shape.bounds());
    if let Some(bounds) = own.reduce(|all, next| all.union(&next)) {
        let ink = if matches!(carry.landings.get(&aim.target), Some(it) if !it.is_allowed()) {
            Tone::Refused.ink()
        } else {
            Ink::Accent
        };
        let path = outline(brush.rect(bounds).expand(1.5), 5.0 * stage.camera.zoom);
        dashed(painter, path, stage.cx.look.stroke(ink, 1.25));
    }
    if !ghost.follows && !carry.what.is_role() {
        token(stage, painter, carry.what, pointer, 1.0);
    }
}

fn bounds(stage: &Stage<'_>, node: NodeId) -> Option<crate::geometry::Rect> {
    stage.plan().places.bounds(stage.design(), node)
}

/// A small sign of what is carried, at the pointer.
pub fn token(stage: &Stage<'_>, painter: &Painter, what: Carried, at: Pos2, alpha: f32) {
    let look = stage.cx.look;
    let sign = sign(stage, what);
    let font = look::font(if sign.icon.is_none() { 11.0 } else { 13.0 }, Weight::SemiBold);
    let text = look.color(Ink::Text).gamma_multiply(alpha);
    let galley = painter.layout_no_wrap(sign.text, font, text);
    let left = if sign.icon.is_some() { 26.0 } else { 10.0 };
    let size = vec2(left + galley.size().x + 8.0, if sign.icon.is_some() { 26.0 } else { 20.0 });
    let rect = Rect::from_min_size(at - vec2(12.0, size.y / 2.0), size);
    painter.add(look.shadow().as_shape(rect, 4.0));
    let fill = if sign.icon.is_some() { Ink::Panel } else { Ink::ChipFill };
    painter.rect_filled(rect, 4.0, look.color(fill).gamma_multiply(alpha));
    let edge = Stroke::new(1.0, look.color(Ink::Outline).gamma_multiply(alpha));
    painter.rect_stroke(rect, 4.0, edge, StrokeKind::Inside);
    let color: Color32 = look.color(sign.ink).gamma_multiply(alpha);
    if let Some(icon) = sign.icon {
        let square = Rect::from_center_size(rect.left_center() + vec2(14.0, 0.0), vec2(14.0, 14.0));
        look.paint_icon(painter, square, icon, color);
    } else {
        let bar = rect.with_max_x(rect.left() + 4.0);
        painter.rect_filled(bar, CornerRadius { nw: 4, sw: 4, ne: 0, se: 0 }, color);
    }
    let corner = rect.left_center() + vec2(left, -galley.size().y / 2.0);
    painter.galley(corner, galley, text);
}

struct Sign {
    icon: Option<Icon>,
    ink: Ink,
    text: String,
}

fn sign(stage: &Stage<'_>, what: Carried) -> Sign {
    let design = stage.design();
    let named = |icon, ink, node: NodeId| Sign {
        icon: Some(icon),
        ink,
        text: crate::commands::name_of(design, node),
    };
    let role = |kind: crate::facts::roles::RoleKind| Sign {
        icon: None,
        ink: Ink::Family(kind.facts().family),
        text: kind.code().to_owned(),
    };
    match what {
        Carried::NewRole(kind) => role(kind),
        Carried::Role(id) => design
            .role(id)
            .map_or_else(|| named(Icon::Server, Ink::Muted, id.into()), |found| role(found.kind)),
        Carried::NewServer => {
            Sign { icon: Some(Icon::Server), ink: Ink::Muted, text: "Server".to_owned() }
        }
        Carried::Server(id) => named(Icon::Server, Ink::Muted, id.into()),
        Carried::NewSite(kind) => Sign {
            icon: Some(kind.into()),
            ink: Ink::Site(SiteInk::from(kind)),
            text: super::words::capital(kind.facts().title),
        },
        Carried::Site(id) => {
            let kind = design.site(id).map(|site| site.kind);
            let icon = kind.map_or(Icon::SiteUnknown, Icon::from);
            named(icon, Ink::Site(kind.map_or(SiteInk::Unknown, SiteInk::from)), id.into())
        }
        Carried::NewGateway => Sign {
            icon: Some(Icon::SiteCloud),
            ink: Ink::Site(SiteInk::Cloud),
            text: "Cloud management gateway".to_owned(),
        },
        Carried::Gateway(id) => named(Icon::SiteCloud, Ink::Site(SiteInk::Cloud), id.into()),
    }
}
