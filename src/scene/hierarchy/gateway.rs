//! A cloud management gateway's box.

use super::{
    Level, Part,
    block::Block,
    marks::Mark,
    server,
    site::{self, FAR, FAR_CODE, HEADER_MIDDLE, SITE_RADIUS},
};
use crate::{
    arrange::sizes::SITE_PADDING,
    geometry::{Point, Rect},
    model::{Gateway, GatewayId},
    plan::Plan,
    rules::Report,
    scene::{
        Icon, Ink, SiteInk, Stroke,
        pen::{BODY, CODE, META, Pen},
    },
};

const INK: Ink = Ink::Site(SiteInk::Cloud);
/// The letters that stand for its kind.
const LETTERS: &str = "CMG";

/// The picture of a gateway, relative to its corner.
pub fn gateway(plan: &Plan, report: &Report, id: GatewayId, level: Level) -> Option<Part> {
    let gateway = plan.design.gateway(id)?;
    let place = plan.places.gateways().iter().find(|place| place.id == id)?;
    let rect = Rect::at(Point::ZERO, place.size);
    let mark = Mark::of(report, report.on(&plan.design, id.into()));
    let mut pen = Pen::default();
    pen.of(id);
    let edge = Stroke::new(INK, 1.25).dashed(4.0, 3.0);
    pen.frame(rect.grown(-0.5), SITE_RADIUS, Some(Ink::SiteFill), edge);
    if mark.is_error() {
        server::error_edge(&mut pen, rect.grown(-1.0), SITE_RADIUS - 1.0);
    }
    match level {
        Level::Block => {
            let instances = instances(gateway).unwrap_or_default();
            let (code, title, facts) = (LETTERS, gateway.name.as_str(), instances.as_str());
            Block { icon: Icon::SiteCloud, ink: INK, code, title, facts, mark }
                .draw(&mut pen, rect);
        }
        Level::Full | Level::Names => near(&mut pen, plan, gateway, rect, (mark, level)),
    }
    Some(Part { node: id.into(), bounds: rect, items: pen.items, mark })
}

fn near(pen: &mut Pen, plan: &Plan, gateway: &Gateway, rect: Rect, (mark, level): (Mark, Level)) {
    let far = level != Level::Full;
    let (code_font, name_font) = if far { (FAR_CODE, FAR) } else { (CODE, BODY) };
    let middle = rect.min.y + HEADER_MIDDLE;
    let left = rect.min.x + SITE_PADDING + 2.0;
    let mut right = rect.max.x - SITE_PADDING - 2.0;
    let room = right - left;
    right -= server::mark(pen, mark, Point::new(right, middle), code_font.size - 3.0);
    pen.icon(Icon::SiteCloud, Point::new(left + 6.0, middle), 15.0, INK);
    let code = Point::new(left + 20.0, middle);
    let width = pen.text(LETTERS, code, code_font, Ink::Text, right - code.x);
    let name = Point::new(code.x + width + 8.0, middle);
    pen.text(&gateway.name, name, name_font, Ink::Text, right - name.x);
    let (font, lines) = if far { (FAR, [46.0, 68.0]) } else { (META, [44.0, 62.0]) };
    for (text, at) in facts(plan, gateway).iter().zip(lines) {
        pen.text(text, Point::new(left, rect.min.y + at), font, Ink::Muted, room);
    }
}

/// What is known of it, in two lines.
fn facts(plan: &Plan, gateway: &Gateway) -> Vec<String> {
    let at = gateway.at.and_then(|site| plan.design.site(site));
    let at = at.map(|site| format!("created at {}", site.code));
    let lines = [[instances(gateway), gateway.region.clone()], [gateway.size.clone(), at]];
    let joined =
        |facts: [Option<String>; 2]| facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    lines.into_iter().map(joined).filter(|line| !line.is_empty()).collect()
}

fn instances(gateway: &Gateway) -> Option<String> {
    gateway.instances.map(|count| site::counted(count, "instance"))
}
