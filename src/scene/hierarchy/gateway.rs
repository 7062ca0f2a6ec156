//! A cloud management gateway's box.

use super::{
    Part,
    marks::Mark,
    server,
    site::{self, HEADER_MIDDLE, SITE_RADIUS},
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

/// The picture of a gateway, relative to its corner.
pub fn gateway(plan: &Plan, report: &Report, id: GatewayId) -> Option<Part> {
    let gateway = plan.design.gateway(id)?;
    let place = plan.places.gateways().iter().find(|place| place.id == id)?;
    let rect = Rect::at(Point::ZERO, place.size);
    let mark = Mark::of(report.on(&plan.design, id.into()));
    let mut pen = Pen::default();
    pen.of(id);
    let ink = Ink::Site(SiteInk::Cloud);
    let edge = Stroke::new(ink, 1.25).dashed(4.0, 3.0);
    pen.frame(rect.grown(-0.5), SITE_RADIUS, Some(Ink::SiteFill), edge);
    if mark.is_error() {
        server::error_edge(&mut pen, rect.grown(-1.0), SITE_RADIUS - 1.0);
    }
    let middle = rect.min.y + HEADER_MIDDLE;
    let left = rect.min.x + SITE_PADDING + 2.0;
    let mut right = rect.max.x - SITE_PADDING - 2.0;
    right -= server::mark(&mut pen, mark, Point::new(right, middle), 13.0);
    pen.icon(Icon::SiteCloud, Point::new(left + 6.0, middle), 15.0, ink);
    let code = Point::new(left + 20.0, middle);
    let width = pen.text("CMG", code, CODE, Ink::Text, right - code.x);
    let name = Point::new(code.x + width + 8.0, middle);
    pen.text(&gateway.name, name, BODY, Ink::Text, right - name.x);
    let room = rect.max.x - SITE_PADDING - 2.0 - left;
    for (text, at) in facts(plan, gateway).iter().zip([44.0, 62.0]) {
        pen.text(text, Point::new(left, rect.min.y + at), META, Ink::Muted, room);
    }
    Some(Part { node: id.into(), bounds: rect, items: pen.items, mark })
}

/// What is known of it, in two lines.
fn facts(plan: &Plan, gateway: &Gateway) -> Vec<String> {
    let instances = gateway.instances.map(|count| site::counted(count, "instance"));
    let at = gateway.at.and_then(|site| plan.design.site(site));
    let at = at.map(|site| format!("created at {}", site.code));
    let lines = [[instances, gateway.region.clone()], [gateway.size.clone(), at]];
    let joined =
        |facts: [Option<String>; 2]| facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    lines.into_iter().map(joined).filter(|line| !line.is_empty()).collect()
}
