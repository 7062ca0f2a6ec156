//! What letting go would do: from what is carried and what is under it to commands, and from those
//! to a verdict. Hover, shading, pickers and the drop itself all ask here.

use egui::Pos2;

use super::{
    carry::{Carried, Carry, Fresh},
    hit, sight,
    stage::Stage,
};
use crate::{
    app::actions::Edit,
    commands::{
        AddGateway, AddServer, AddSite, Command, MoveGateway, MoveRole, MoveServer, MoveSite,
        PlaceRole,
    },
    facts::sites::SiteKind,
    geometry::Point,
    model::{Design, NodeId, ServerId, SiteId},
    session::{Landing, Offer, Session},
};

/// What letting go here would do.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    Run(Edit),
    /// Only the place changes.
    Put(NodeId, Point),
}

/// What is under the pointer, as far as it matters to what is carried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// The server or site that would take it; none on empty canvas.
    pub target: Option<NodeId>,
    /// Where the corner of a box would come to stand.
    pub corner: Point,
}

/// What the pointer aims at; none where nothing would happen.
pub fn aim(stage: &Stage<'_>, carry: &mut Carry, pointer: Pos2) -> Option<Aim> {
    let (plan, point) = (stage.plan(), stage.in_scene(pointer));
    let corner = point - carry.grip;
    let site = sight::site_under(plan, point);
    let target = if carry.what.is_role() {
        if !hit::shows_servers(stage.level) {
            return None;
        }
        let under = sight::server_under(plan, site?, point);
        Some(under.or_else(|| spokesman(stage.cx.session, carry, site?.site))?.into())
    } else {
        let site = site.map(|seen| seen.site).filter(|site| !moves_along(stage, carry, *site));
        site.map(NodeId::from)
    };
    let homeless = matches!(carry.what, Carried::NewServer | Carried::Server(_));
    (target.is_some() || !homeless).then_some(Aim { target, corner })
}

/// Beside the cards of a site of which no server takes a role, the first one says why.
fn spokesman(session: &Session, carry: &mut Carry, site: SiteId) -> Option<ServerId> {
    /// A site may have more servers than anybody waits for.
    const ASKED: usize = 24;
    let servers = session.design().site(site)?.servers().map(|server| server.id).take(ASKED);
    let servers: Vec<_> = servers.collect();
    let mut refuses = |server: &ServerId| {
        let aim = Aim { target: Some((*server).into()), corner: Point::ZERO };
        landing(session, carry, aim).is_some_and(|landing| !landing.is_allowed())
    };
    servers.iter().all(&mut refuses).then(|| servers.first().copied())?
}

/// What hangs below a carried site moves with it and cannot take it.
fn moves_along(stage: &Stage<'_>, carry: &Carry, site: SiteId) -> bool {
    matches!(carry.what, Carried::Site(carried) if stage.design().is_below(site, carried))
}

/// The node that takes what is let go over a target. A new site on empty canvas hangs under the
/// only site that can have it below itself; with none or several of those it stands alone.
pub fn home(design: &Design, what: Carried, target: Option<NodeId>) -> Option<NodeId> {
    let (Carried::NewSite(kind), None) = (what, target) else { return target };
    let above = match kind {
        SiteKind::Primary => SiteKind::Central,
        SiteKind::Secondary => SiteKind::Primary,
        SiteKind::Central | SiteKind::Unknown => return None,
    };
    let only = design.totals().sites(above) == 1;
    only.then(|| design.sites().find(|site| site.kind == above))?.map(|site| site.id.into())
}

/// What letting go over a target does. The same for hover, drop, picker and menu.
pub fn deed(session: &Session, what: Carried, fresh: &Fresh, aim: Aim) -> Option<Deed> {
    let design = session.design();
    let parent = |site| design.parent(site).map(NodeId::from);
    let wish = |node: NodeId| Some((node, aim.corner));
    let run = |command: Command, node: NodeId, wish| {
        Some(Deed::Run(Edit { wish, ..Edit::of(vec![command]).selecting(node) }))
    };
    match (what, aim.target) {
        (Carried::NewRole(kind), Some(NodeId::Server(on))) => {
            let place = PlaceRole { id: fresh.role, kind, on, serves: None };
            run(place.into(), fresh.role.into(), None)
        }
        (Carried::Role(role), Some(NodeId::Server(to))) => {
            let stays = design.server_of(role.into()) == Some(to);
            let command = MoveRole { role, to, place: usize::MAX };
            (!stays).then(|| run(command.into(), role.into(), None))?
        }
        (Carried::NewServer, Some(NodeId::Site(to))) => {
            let name = session.free_name(&format!("{}-SRV", design.site(to)?.code));
            let command = AddServer::last(fresh.server, to, name);
            // In the next free cell: a hand seldom aims so well that cards stay in line.
            run(command.into(), fresh.server.into(), None)
        }
        (Carried::Server(server), Some(NodeId::Site(to))) => {
            if design.site_of(server.into()) == Some(to) {
                return Some(Deed::Put(server.into(), aim.corner));
            }
            let command = MoveServer { server, to, place: usize::MAX };
            run(command.into(), server.into(), None)
        }
        (Carried::NewSite(_), target) => {
            let under = match home(design, what, target) {
                Some(NodeId::Site(site)) => Some(site),
                _ => None,
            };
            let add = add_site(session, what, fresh, under)?;
            let wish = if target.is_none() { wish(fresh.site.into()) } else { None };
            run(add.into(), fresh.site.into(), wish)
        }
        (Carried::Site(site), Some(NodeId::Site(to))) if parent(site) != aim.target => {
            let command = MoveSite { site, under: Some(to), place: usize::MAX };
            run(command.into(), site.into(), None)
        }
        (Carried::Site(site), _) => Some(Deed::Put(site.into(), aim.corner)),
        (Carried::NewGateway, target) => {
            let name = free_gateway_name(session);
            let command = AddGateway { id: fresh.gateway, name };
            let node = fresh.gateway.into();
            run(command.into(), node, if target.is_none() { wish(node) } else { None })
        }
        (Carried::Gateway(gateway), Some(NodeId::Site(to)))
            if design.gateway(gateway)?.at != Some(to) =>
        {
            run(MoveGateway { gateway, to: Some(to) }.into(), gateway.into(), None)
        }
        (Carried::Gateway(gateway), _) => Some(Deed::Put(gateway.into(), aim.corner)),
        _ => None,
    }
}

/// A new site with a free code and the server that its setup makes.
pub fn add_site(
    session: &Session,
    what: Carried,
    fresh: &Fresh,
    under: Option<SiteId>,
) -> Option<AddSite> {
    let Carried::NewSite(kind) = what else { return None };
    let code = session.free_code(kind);
    let setup = fresh.setup(session, kind, &code);
    Some(AddSite { id: fresh.site, kind, code, under, place: usize::MAX, setup })
}

fn free_gateway_name(session: &Session) -> String {
    let taken = session.design().gateways();
    let named = |number: usize| format!("CMG-{number:02}");
    let free = |name: &String| taken.iter().all(|gateway| gateway.name != *name);
    (1..=taken.len() + 1).map(named).find(free).unwrap_or_else(|| named(1))
}

/// The verdict on a target, asked once while something is carried and the plan stays as it is.
/// None where letting go would move a box and nothing else.
pub fn landing<'c>(session: &Session, carry: &'c mut Carry, aim: Aim) -> Option<&'c Landing> {
    if !carry.landings.contains_key(&aim.target) {
        let Deed::Run(edit) = deed(session, carry.what, &carry.fresh, aim)? else { return None };
        carry.landings.insert(aim.target, session.landing(&edit.commands));
    }
    carry.landings.get(&aim.target)
}

/// What could be done instead where a target refuses; asked once.
pub fn offers<'c>(session: &Session, carry: &'c mut Carry, target: Option<NodeId>) -> &'c [Offer] {
    if !carry.offers.contains_key(&target) {
        let home = home(session.design(), carry.what, target);
        let found = home.map_or_else(Vec::new, |home| ask_offers(session, carry, home));
        carry.offers.insert(target, found);
    }
    carry.offers.get(&target).map_or(&[], |offers| offers)
}

fn ask_offers(session: &Session, carry: &Carry, target: NodeId) -> Vec<Offer> {
    let Some(from) = session.design().site_of(target) else { return Vec::new() };
    let (what, fresh) = (carry.what, &carry.fresh);
    let at = |site: SiteId| {
        let aim = Aim { target: Some(site.into()), corner: Point::ZERO };
        match deed(session, what, fresh, aim)? {
            Deed::Run(edit) => Some(edit.commands),
            Deed::Put(..) => None,
        }
    };
    match what {
        Carried::NewRole(kind) => session.offers(kind, from),
        Carried::Role(role) => session.offers_to_move(role, from),
        Carried::NewServer => session.offers_at(from, fresh.server.into(), "Put in", at),
        Carried::Server(id) => session.offers_at(from, id.into(), "Put in", at),
        Carried::NewSite(_) => session.offers_at(from, fresh.site.into(), "Hang under", at),
        Carried::Site(id) => session.offers_at(from, id.into(), "Hang under", at),
        Carried::NewGateway | Carried::Gateway(_) => Vec::new(),
    }
}
