//! What hands do to places: putting a box somewhere, and letting it go again.

use crate::{
    geometry::Point,
    model::{NodeId, SiteId},
};

use super::{
    board::Board,
    settle::{Change, refit, sane},
};

/// A box stands at `at` in the picture from now on, and others make room.
pub fn put(board: &mut Board<'_>, node: NodeId, at: Point) {
    let design = board.design;
    match node {
        NodeId::Site(id) => {
            let place = sane(at) - board.base(node);
            board.change(id, |site| (site.place.at, site.place.pinned) = (place, true));
            board.laid.sites += 1;
            board.refresh(design.parent(id));
            bring(board, id);
        }
        NodeId::Server(_) => {
            if let Some(site) = design.site_of(node) {
                let change = Change { wish: Some((node, at)), ..Change::default() };
                refit(board, design, site, &change);
            }
        }
        NodeId::Gateway(id) => {
            let mut gateways = board.places.gateways().to_vec();
            let Some(gateway) = gateways.iter_mut().find(|gateway| gateway.id == id) else {
                return;
            };
            (gateway.place.at, gateway.place.pinned) = (sane(at), true);
            board.places.set_gateways(gateways);
            board.laid.sites += 1;
            board.bring(&[node]);
        }
        NodeId::Role(_) | NodeId::Entity(_) => {}
    }
}

/// Others make room for a site and for what hands placed below it, which came along.
pub fn bring(board: &mut Board<'_>, top: SiteId) {
    let mut nodes = vec![NodeId::from(top)];
    nodes.extend(pinned_below(board, top));
    board.bring(&nodes);
}

fn pinned_below(board: &Board<'_>, top: SiteId) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut waiting = vec![top];
    while let Some(site) = waiting.pop() {
        if board.places.site(site).is_some_and(|place| place.pins > 0) {
            let children = board.children(site);
            let nodes = children.iter().copied().map(NodeId::from);
            found.extend(nodes.filter(|node| board.is_pinned(*node)));
            waiting.extend(children.iter().rev());
        }
    }
    found
}

/// A box may be moved by layout again; it keeps its distance to others from now on.
pub fn unpin(board: &mut Board<'_>, node: NodeId) {
    let design = board.design;
    if !board.is_pinned(node) {
        return;
    }
    match node {
        NodeId::Site(id) => {
            board.change(id, |site| site.place.pinned = false);
            board.refresh(design.parent(id));
        }
        NodeId::Server(server) => {
            let Some(site) = design.site_of(node) else { return };
            board.change(site, |site| {
                for card in site.servers.iter_mut().filter(|card| card.id == server) {
                    card.place.pinned = false;
                }
            });
            let change = Change { loose: Some(server), ..Change::default() };
            refit(board, design, site, &change);
        }
        NodeId::Gateway(id) => {
            let mut gateways = board.places.gateways().to_vec();
            for gateway in gateways.iter_mut().filter(|gateway| gateway.id == id) {
                gateway.place.pinned = false;
            }
            board.places.set_gateways(gateways);
        }
        NodeId::Role(_) | NodeId::Entity(_) => {}
    }
    if let (NodeId::Site(_) | NodeId::Gateway(_), Some(stand)) = (node, board.stand(node)) {
        board.make_room(node, stand.rect);
    }
}
