//! Where nodes go.

use crate::{
    geometry::{Point, Rect, Size},
    model::{Design, NodeId, SiteId},
    plan::{Place, Places, ServerPlace, SitePlace},
};

/// How many nodes got a place or size anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    pub sites: usize,
    pub servers: usize,
}

/// Everything laid out anew.
pub fn tidy(design: &Design) -> Places {
    let mut places = Places::default();
    let mut x = 0.0;
    for root in design.roots() {
        x = block(design, &mut places, root.id, Point::new(x, 0.0)).max.x + 40.0;
    }
    let gateways = design.gateways().iter().enumerate().map(|(at, gateway)| {
        let place = Place { at: Point::new(x, 100.0 * at as f32), pinned: false };
        crate::plan::places::GatewayPlace { id: gateway.id, place, size: Size::new(192.0, 84.0) }
    });
    places.set_gateways(gateways.collect());
    places
}

fn block(design: &Design, places: &mut Places, id: SiteId, at: Point) -> Rect {
    let Some(site) = design.site(id) else { return Rect::default() };
    let servers: Vec<_> = (0..)
        .zip(site.servers.iter())
        .map(|(at, server)| ServerPlace {
            id: server.id,
            place: Place {
                at: Point::new(12.0 + 184.0 * (at % 2) as f32, 64.0 + 100.0 * (at / 2) as f32),
                pinned: false,
            },
            size: Size::new(176.0, 92.0),
        })
        .collect();
    let rows = servers.len().div_ceil(2).max(1);
    let size = Size::new(if servers.len() > 1 { 384.0 } else { 240.0 }, 68.0 + 100.0 * rows as f32);
    let mut reach = Rect::at(Point::ZERO, size);
    let mut x = 0.0;
    for child in design.children(id) {
        let child = block(design, places, child, Point::new(x, size.height + 56.0));
        x = child.max.x + 32.0;
        reach = reach.union(&child);
    }
    places.set_site(
        id,
        SitePlace { place: Place { at, pinned: false }, size, reach, pins: 0, servers },
    );
    reach.moved(at)
}

pub fn tidy_around(design: &Design, _: &Places, _: Option<&[NodeId]>) -> Places {
    tidy(design)
}

pub fn settle(_: &Places, _: &Design, new: &Design, _: Option<(NodeId, Point)>) -> (Places, Laid) {
    (tidy(new), Laid::default())
}

pub fn put(design: &Design, _: &Places, _: NodeId, _: Point) -> (Places, Laid) {
    (tidy(design), Laid::default())
}

pub fn unpin(_: &Design, places: &Places, _: NodeId) -> Places {
    places.clone()
}

pub fn load(design: &Design, _: &[(NodeId, Place)]) -> Places {
    tidy(design)
}
