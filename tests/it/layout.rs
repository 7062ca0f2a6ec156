//! Where boxes stand: never on one another, and moved only as far as that takes.

use sitewright::{
    arrange::{self, Laid, sizes},
    commands::{
        AddServer, AddSite, Command, MoveSite, PlaceRole, Remove, Setup, apply_all, setup_roles,
    },
    facts::{roles::RoleKind, sites::SiteKind},
    geometry::{Point, Rect, Size},
    model::{Design, Ids, NodeId, SiteId},
    plan::{Place, Places},
};

use crate::{
    sizes::{PlanSize, plan_of},
    walk::Walk,
};

/// A box in the picture.
#[derive(Clone, Copy, Debug)]
struct Stand {
    node: NodeId,
    rect: Rect,
    pinned: bool,
}

fn stands(design: &Design, places: &Places) -> Vec<Stand> {
    let sites = design.sites().map(|site| NodeId::from(site.id));
    let gateways = design.gateways().iter().map(|gateway| NodeId::from(gateway.id));
    let stand = |node| Stand {
        node,
        rect: places.bounds(design, node).expect("every node has a place"),
        pinned: places.is_pinned(design, node),
    };
    sites.chain(gateways).map(stand).collect()
}

fn too_near(left: &Stand, right: &Stand) -> bool {
    let gap = sizes::SITE_GAP;
    let gap =
        if left.pinned || right.pinned { Point::ZERO } else { Point::new(gap.width, gap.height) };
    Rect::new(left.rect.min - gap, left.rect.max + gap).intersects(&right.rect)
}

/// Everything that must be true of places whatever has happened before.
#[track_caller]
fn assert_sound(design: &Design, places: &Places) {
    assert_sound_with(design, places, too_near);
}

/// A file may have boxes closer to one another than layout would put them.
#[track_caller]
fn assert_sound_but_for_gaps(design: &Design, places: &Places) {
    assert_sound_with(design, places, |left, right| left.rect.intersects(&right.rect));
}

#[track_caller]
fn assert_sound_with(design: &Design, places: &Places, too_near: fn(&Stand, &Stand) -> bool) {
    assert_eq!(places.site_count(), design.site_count(), "a place for every site, and no other");
    let mut open = stands(design, places);
    open.sort_by(|left, right| left.rect.min.x.total_cmp(&right.rect.min.x));
    let mut beside: Vec<Stand> = Vec::new();
    for next in open {
        assert!(next.rect.min.x.is_finite() && next.rect.min.y.is_finite(), "{next:?}");
        beside.retain(|it| it.rect.max.x + sizes::SITE_GAP.width > next.rect.min.x);
        let near = beside.iter().find(|it| too_near(it, &next));
        assert!(near.is_none(), "{near:?}\n{next:?}");
        beside.push(next);
    }
    for site in design.sites() {
        let place = places.site(site.id).expect("it is there");
        assert_cards(site.site(), place);
        let mut reach = Rect::at(Point::ZERO, place.size);
        let mut pins = 0;
        for child in design.children(site.id) {
            let child = places.site(child).expect("it is there");
            reach = reach.union(&child.reach.moved(child.place.at));
            pins += child.pins + u32::from(child.place.pinned);
        }
        assert_eq!((place.reach, place.pins), (reach, pins), "{}", site.id);
    }
}

#[track_caller]
fn assert_cards(site: &sitewright::model::Site, place: &sitewright::plan::SitePlace) {
    let ids: Vec<_> = place.servers.iter().map(|card| card.id).collect();
    assert_eq!(ids, site.servers.iter().map(|server| server.id).collect::<Vec<_>>());
    let corner = Point::new(sizes::SITE_PADDING, sizes::cards_top(site));
    let end =
        Point::new(place.size.width - sizes::SITE_PADDING, place.size.height - sizes::SITE_PADDING);
    for (at, card) in place.servers.iter().enumerate() {
        assert_eq!(card.size, sizes::card_size(&site.servers[at]));
        let rect = Rect::at(card.place.at, card.size);
        assert!(rect.min.x >= corner.x && rect.min.y >= corner.y, "{rect:?} in {corner:?}");
        assert!(rect.max.x <= end.x && rect.max.y <= end.y, "{rect:?} in {end:?}");
        for chip in sizes::chips(&site.servers[at]) {
            assert!(chip.max.x <= card.size.width && chip.max.y <= card.size.height, "{chip:?}");
        }
        for other in &place.servers[..at] {
            let gap = if card.place.pinned || other.place.pinned { 0.0 } else { sizes::CARD_GAP };
            let other = Rect::at(other.place.at, other.size);
            assert!(!rect.grown(gap).intersects(&other), "{rect:?} {other:?}");
        }
    }
}

struct Moment<'a> {
    design: &'a Design,
    places: &'a Places,
}

impl Moment<'_> {
    /// A site with all that moves with it.
    fn family(&self, top: SiteId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut waiting = vec![top];
        while let Some(id) = waiting.pop() {
            if id == top || !self.places.is_pinned(self.design, id.into()) {
                found.push(id.into());
                waiting.extend(self.design.children(id));
            }
        }
        found
    }

    fn rect(&self, node: NodeId) -> Rect {
        self.places.bounds(self.design, node).expect("it is there")
    }
}

fn forward(from: Point, to: Point) -> bool {
    to.x >= from.x && to.y >= from.y
}

/// Earlier nodes were moved right or down, only where something was in their way, and no farther
/// than that took; `touched` is what the hand or the command moved on purpose.
#[track_caller]
fn assert_moved_only_as_needed(before: &Moment<'_>, after: &Moment<'_>, touched: &[NodeId]) {
    let now = stands(after.design, after.places);
    for site in after.design.sites() {
        let id = site.id;
        let same_parent =
            before.design.site(id).is_some() && before.design.parent(id) == after.design.parent(id);
        if !same_parent || touched.contains(&id.into()) {
            continue;
        }
        let (old, new) = (
            before.places.site(id).expect("it is there"),
            after.places.site(id).expect("it is there"),
        );
        let (was, is) = (before.rect(id.into()).min, after.rect(id.into()).min);
        let rehung = |above: SiteId| {
            let touched = touched.contains(&above.into());
            touched || before.design.parent(above) != after.design.parent(above)
        };
        let up = std::iter::successors(Some(id), |id| after.design.parent(*id));
        let hand = up.into_iter().any(rehung);
        if new.place.pinned && hand {
            continue;
        }
        if new.place.pinned {
            assert!(forward(was, is), "pinned {id} went from {was:?} to {is:?}");
        } else {
            assert!(forward(old.place.at, new.place.at), "{id}: {old:?} {new:?}");
        }
        let went = if new.place.pinned { is - was } else { new.place.at - old.place.at };
        if went != Point::ZERO && !hand {
            assert_had_to_go(before, after, id, went, touched, &now);
        }
        for card in &new.servers {
            let Some(old) = old.servers.iter().find(|old| old.id == card.id) else { continue };
            if !touched.contains(&card.id.into()) {
                assert!(forward(old.place.at, card.place.at), "{}: {old:?} {card:?}", card.id);
            }
        }
    }
    for gateway in after.places.gateways() {
        let old = before.places.gateways().iter().find(|old| old.id == gateway.id);
        if let Some(old) = old.filter(|_| !touched.contains(&gateway.id.into())) {
            assert!(forward(old.place.at, gateway.place.at), "{old:?} {gateway:?}");
        }
    }
}

/// With one step less, a box of the family would be too near to another one, or its link would
/// have no room.
#[track_caller]
fn assert_had_to_go(
    before: &Moment<'_>,
    after: &Moment<'_>,
    id: SiteId,
    went: Point,
    touched: &[NodeId],
    now: &[Stand],
) {
    let family = after.family(id);
    let others: Vec<_> = now.iter().filter(|stand| !family.contains(&stand.node)).collect();
    let back = |from: Point| {
        Point::new(
            if went.x > 0.0 { -sizes::GRID } else { 0.0 } + from.x,
            if went.y > 0.0 { -sizes::GRID } else { 0.0 } + from.y,
        )
    };
    let crowded = |stand: &&Stand| {
        let stand = Stand { rect: stand.rect.moved(back(Point::ZERO)), ..**stand };
        others.iter().any(|other| too_near(other, &stand))
    };
    let members: Vec<_> = now.iter().filter(|stand| family.contains(&stand.node)).collect();
    let link = after.design.parent(id).is_some_and(|parent| {
        let bottom = after.places.site(parent).expect("it is there").size.height;
        let below = after.places.site(id).expect("it is there").place.at.y - bottom;
        (below - sizes::SITE_GAP.height).abs() < 0.1
    });
    let why = (
        before.rect(id.into()),
        after.rect(id.into()),
        before.places.site(id).map(|it| it.place),
        after.places.site(id).map(|it| it.place),
        after.design.parent(id),
        touched,
    );
    assert!(link || members.iter().any(crowded), "{id} went {went:?} without need: {why:?}");
}

/// What a hand may do besides commands.
fn hand(walk: &mut Walk, design: &Design) -> Option<(NodeId, Point)> {
    let sites: Vec<_> = design.sites().map(|site| NodeId::from(site.id)).collect();
    let servers: Vec<_> = design.servers().map(|server| NodeId::from(server.id)).collect();
    let gateways: Vec<_> = design.gateways().iter().map(|it| NodeId::from(it.id)).collect();
    let node = match walk.number(5) {
        0..=2 => walk.pick(&sites),
        3 => walk.pick(&servers),
        _ => walk.pick(&gateways),
    }?;
    let along =
        |walk: &mut Walk| f32::from(u16::try_from(walk.number(4_000)).unwrap_or(0)) - 1_000.0;
    Some((node, Point::new(along(walk), along(walk))))
}

fn saved(design: &Design, places: &Places) -> Vec<(NodeId, Place)> {
    let mut saved = Vec::new();
    for site in design.sites() {
        let place = places.site(site.id).expect("it is there");
        saved.push((site.id.into(), place.place));
        saved.extend(place.servers.iter().map(|card| (card.id.into(), card.place)));
    }
    saved.extend(places.gateways().iter().map(|it| (it.id.into(), it.place)));
    saved
}

#[track_caller]
fn assert_same(design: &Design, left: &Places, right: &Places) {
    for site in design.sites() {
        assert_eq!(left.site(site.id), right.site(site.id), "{}", site.id);
    }
    assert_eq!(left.gateways(), right.gateways());
}

/// Where hands have placed sites and gateways.
fn pinned(design: &Design, places: &Places) -> Vec<(NodeId, Rect)> {
    let stands = stands(design, places).into_iter().filter(|stand| stand.pinned);
    stands.map(|stand| (stand.node, Rect::at(stand.rect.min, Size::default()))).collect()
}

/// One step of a walk.
fn step(walk: &mut Walk, design: &Design, places: &Places) -> Option<(Design, Places)> {
    let before = Moment { design, places };
    match walk.number(10) {
        0 | 1 => {
            let (node, at) = hand(walk, design)?;
            let (after, _) = arrange::put(design, places, node, at);
            assert!(after.is_pinned(design, node));
            assert_moved_only_as_needed(&before, &Moment { design, places: &after }, &[node]);
            Some((design.clone(), after))
        }
        2 => {
            let (node, _) = hand(walk, design)?;
            let after = arrange::unpin(design, places, node);
            assert!(!after.is_pinned(design, node));
            assert_moved_only_as_needed(&before, &Moment { design, places: &after }, &[node]);
            Some((design.clone(), after))
        }
        _ => {
            let command = walk.command(design);
            let next = apply_all(std::slice::from_ref(&command), design).ok()?;
            let fresh = |node: &NodeId| !design.contains(*node);
            let wish = hand(walk, &next).filter(|(node, _)| fresh(node));
            let (after, _) = arrange::settle(places, design, &next, wish);
            if let Some((node, _)) = wish {
                assert!(after.is_pinned(&next, node), "{command:?}");
            }
            let touched: Vec<_> = wish.map(|(node, _)| node).into_iter().collect();
            assert_moved_only_as_needed(
                &before,
                &Moment { design: &next, places: &after },
                &touched,
            );
            Some((next, after))
        }
    }
}

#[test]
fn no_two_boxes_meet_and_no_earlier_one_moves_without_need() {
    for seed in 0..6 {
        let mut walk = Walk::new(seed);
        let (mut design, mut places) = (Design::new(), Places::default());
        for count in 0..700 {
            let Some(next) = step(&mut walk, &design, &places) else { continue };
            (design, places) = next;

            assert_sound(&design, &places);
            if count % 50 == 0 {
                let loaded = arrange::load(&design, &saved(&design, &places));
                assert_same(&design, &loaded, &places);
                let around = arrange::tidy_around(&design, &places, None);
                assert_sound(&design, &around);
                if pinned(&design, &around) == pinned(&design, &places) {
                    let twice = arrange::tidy_around(&design, &around, None);
                    assert_same(&design, &twice, &around);
                }
                let anew = arrange::tidy(&design);
                assert_sound(&design, &anew);
                assert_same(&design, &arrange::tidy(&design), &anew);
                let some: Vec<_> =
                    (0..3).filter_map(|_| Some(hand(&mut walk, &design)?.0)).collect();
                assert_sound(&design, &arrange::tidy_around(&design, &places, Some(&some)));
            }
        }
    }
}

/// A design with its places, and commands run on it.
struct Desk {
    design: Design,
    places: Places,
    ids: Ids,
}

impl Desk {
    fn of(size: PlanSize) -> Self {
        let design = plan_of(size);
        let places = arrange::tidy(&design);
        let mut ids = Ids::counted();
        for _ in 0..10 {
            _ = ids.fresh::<SiteId>(&design);
        }
        Self { design, places, ids }
    }

    fn run(&mut self, command: impl Into<Command>) -> Laid {
        let design = apply_all(&[command.into()], &self.design).expect("it is there");
        let (places, laid) = arrange::settle(&self.places, &self.design, &design, None);
        (self.design, self.places) = (design, places);
        laid
    }

    fn put(&mut self, node: NodeId, at: Point) -> Laid {
        let (places, laid) = arrange::put(&self.design, &self.places, node, at);
        self.places = places;
        laid
    }

    fn add_server(&mut self, to: SiteId) -> Laid {
        let id = self.ids.fresh(&self.design);
        self.run(AddServer::last(id, to, "CM-NEW"))
    }

    fn add_site(&mut self, kind: SiteKind, under: SiteId) -> Laid {
        let roles = setup_roles(kind).iter();
        let roles = roles.map(|kind| (self.ids.fresh(&self.design), *kind)).collect();
        let server = self.ids.fresh(&self.design);
        let setup = Some(Setup { server, name: "CM-NEW".into(), roles });
        let id = self.ids.fresh(&self.design);
        let code = "NEW".into();
        self.run(AddSite { id, kind, code, under: Some(under), place: usize::MAX, setup })
    }
}

/// Edits all over a plan, and the most that one of them laid out.
fn most_laid(size: PlanSize) -> Laid {
    let mut desk = Desk::of(size);
    let top = desk.design.roots().next().expect("it is there").id;
    let primary = desk.design.children(top)[1];
    let secondary = desk.design.children(primary)[0];
    let mut laid = Vec::new();
    for site in [top, primary, secondary] {
        // Enough to add columns and rows.
        laid.extend((0..12).map(|_| desk.add_server(site)));
        let server = desk.design.site(site).expect("it is there").servers[0].id;
        for kind in
            [RoleKind::SoftwareUpdatePoint, RoleKind::EnrollmentPoint, RoleKind::DataWarehouse]
        {
            let id = desk.ids.fresh(&desk.design);
            laid.push(desk.run(PlaceRole { id, kind, on: server, serves: None }));
        }
        let at = desk.places.bounds(&desk.design, server.into()).expect("it is there").min;
        laid.push(desk.put(server.into(), at + Point::new(40.0, 30.0)));
    }
    laid.push(desk.add_site(SiteKind::Primary, top));
    laid.push(desk.add_site(SiteKind::Secondary, primary));
    laid.push(desk.run(MoveSite { site: secondary, under: Some(top), place: 3 }));
    let at = desk.places.bounds(&desk.design, primary.into()).expect("it is there").min;
    laid.push(desk.put(primary.into(), at + Point::new(100.0, 60.0)));
    laid.push(desk.run(Remove { node: primary.into() }));
    assert_sound(&desk.design, &desk.places);
    laid.into_iter().fold(Laid::default(), |most, next| Laid {
        sites: most.sites.max(next.sites),
        servers: most.servers.max(next.servers),
    })
}

#[test]
fn an_edit_lays_out_what_it_touches_whatever_the_size_of_the_plan() {
    for size in [PlanSize::Large, PlanSize::Max] {
        let most = most_laid(size);
        assert!(most.sites <= 300 && most.servers <= 300, "{size:?}: {most:?}");
    }
}

#[test]
fn every_size_is_laid_out_without_overlap() {
    for size in PlanSize::ALL {
        let design = plan_of(size);
        let [central, primaries, secondaries, servers] = size.counts();
        assert_eq!(design.site_count(), central + primaries + secondaries, "{}", size.name());
        assert_eq!(design.server_count(), servers);
        let places = arrange::tidy(&design);
        assert_sound(&design, &places);
        assert_same(&design, &arrange::load(&design, &saved(&design, &places)), &places);
    }
}

/// Files are written by others, too.
#[test]
fn whatever_a_file_says_becomes_places_without_overlap() {
    let design = plan_of(PlanSize::Medium);
    let tidy = saved(&design, &arrange::tidy(&design));
    let changed = |change: &dyn Fn(usize, Place) -> Option<Place>| {
        let places = tidy.iter().enumerate();
        let places = places.filter_map(|(at, (node, place))| Some((*node, change(at, *place)?)));
        arrange::load(&design, &places.collect::<Vec<_>>())
    };
    let at = |x, y, pinned| Some(Place { at: Point::new(x, y), pinned });
    let files: [&dyn Fn(usize, Place) -> Option<Place>; 8] = [
        &|_, _| None,
        &|_, _| at(0.0, 0.0, false),
        &|_, _| at(0.0, 0.0, true),
        &|_, _| at(f32::NAN, f32::INFINITY, true),
        &|count, place| (count % 3 != 0).then_some(place),
        &|count, place| (count % 7 == 0).then_some(Place { pinned: true, ..place }),
        &|count, place| at(place.at.x * 0.8, place.at.y + 0.3, count % 5 == 0),
        &|count, place| at(place.at.x, -place.at.y, count % 2 == 0),
    ];
    for file in files {
        let places = changed(file);
        assert_sound_but_for_gaps(&design, &places);
    }
}
