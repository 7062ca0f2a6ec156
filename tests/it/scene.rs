//! Pictures of hierarchies: what is where, what is hit, and that nothing leaves its box.

use sitewright::{
    arrange,
    geometry::{Point, Rect},
    model::NodeId,
    plan::Plan,
    rules,
    scene::{
        Ink, Item, Scene, Shape,
        hierarchy::{self, Level, Part},
        hit,
    },
};

use super::samples::{self, Sample};

const LEVELS: [Level; 3] = [Level::Full, Level::Names, Level::Block];

fn parts(sample: &Sample, level: Level) -> Vec<Part> {
    let (plan, report) = (&sample.plan, &sample.report);
    let sites = plan.design.sites().filter_map(|it| hierarchy::site(plan, report, it.id, level));
    let gateways = plan.design.gateways().iter();
    sites.chain(gateways.filter_map(|it| hierarchy::gateway(plan, report, it.id, level))).collect()
}

fn holds(outer: Rect, inner: Rect) -> bool {
    let outer = outer.grown(0.51);
    outer.min.x <= inner.min.x
        && outer.min.y <= inner.min.y
        && inner.max.x <= outer.max.x
        && inner.max.y <= outer.max.y
}

#[test]
fn nothing_leaves_its_box() {
    for sample in samples::all() {
        for level in LEVELS {
            for part in parts(&sample, level) {
                for item in &part.items {
                    let room = room(&sample, &part, item);
                    let bounds = item.shape.bounds();
                    let name = sample.name;
                    assert!(holds(room, bounds), "{name} {level:?}: {item:?} leaves {room:?}");
                }
            }
        }
    }
}

/// The box in which an item has to stay.
fn room(sample: &Sample, part: &Part, item: &Item) -> Rect {
    let design = &sample.plan.design;
    let server = item.target.and_then(|target| design.server_of(target));
    let card =
        server.and_then(|server| sample.plan.places.server(design.site_of(part.node)?, server));
    card.map_or(part.bounds, |card| Rect::at(card.place.at, card.size))
}

#[test]
fn every_node_is_on_the_picture_and_can_be_hit() {
    for sample in samples::all() {
        let (plan, report) = (&sample.plan, &sample.report);
        let scene = hierarchy::scene(plan, report);
        let sites = plan.design.sites().map(|it| NodeId::from(it.id));
        let gateways = plan.design.gateways().iter().map(|it| it.id.into());
        let servers = plan.design.servers().map(|it| it.id.into());
        let roles = plan.design.servers().flat_map(|it| it.server().roles.clone());
        let roles = roles.map(|it| it.id.into());
        for node in sites.chain(gateways).chain(servers).chain(roles) {
            let of_node = |item: &&Item| item.target == Some(node);
            let own = scene.items.iter().filter(of_node).any(|item| {
                let bounds = item.shape.bounds();
                let places = [bounds.center(), bounds.min + Point::new(8.0, 8.0)];
                places.into_iter().any(|place| scene.hit(place) == Some(node))
            });
            assert!(own, "{}: {node} cannot be hit", sample.name);
        }
    }
}

#[test]
fn a_chip_is_hit_before_its_card_and_a_card_before_its_site() {
    let sample = samples::named("contoso");
    let design = &sample.plan.design;
    let site = design.sites_coded("PS1")[0];
    let server = site.servers().next().expect("a server");
    let role = server.roles().next().expect("a role");
    let part = hierarchy::site(&sample.plan, &sample.report, site.id, Level::Full).unwrap();
    let card = sample.plan.places.server(site.id, server.id).unwrap();
    let card = Rect::at(card.place.at, card.size);
    let chip = part.items.iter().find(|item| item.target == Some(role.id.into())).unwrap();
    assert_eq!(hit(&part.items, chip.shape.bounds().center()), Some(role.id.into()));
    let near_edge = Point::new(card.min.x + 4.0, card.max.y - 4.0);
    assert_eq!(hit(&part.items, near_edge), Some(server.id.into()));
    assert_eq!(hit(&part.items, Point::new(4.0, 12.0)), Some(site.id.into()));
    assert_eq!(hit(&part.items, Point::new(-4.0, 12.0)), None);
}

#[test]
fn lines_between_sites_run_through_no_box() {
    for sample in samples::all() {
        let plan = &sample.plan;
        let sites: Vec<_> = plan
            .design
            .sites()
            .map(|it| plan.places.bounds(&plan.design, it.id.into()).expect("a place"))
            .collect();
        for site in plan.design.sites() {
            let corner = plan.places.site_corner(&plan.design, site.id).expect("a place");
            for link in hierarchy::links(plan, site.id) {
                for piece in pieces(&link.moved(corner)) {
                    let crossed = sites.iter().find(|site| site.grown(-1.0).intersects(&piece));
                    assert_eq!(crossed, None, "{}: below {}", sample.name, site.code);
                }
            }
        }
    }
}

/// The straight pieces of a line, a hair wide.
fn pieces(item: &Item) -> Vec<Rect> {
    let Shape::Line { points, .. } = &item.shape else { unreachable!("a link is a line") };
    let piece = |ends: &[Point]| {
        let across = ends[1] - ends[0];
        let straight = across.x.abs().min(across.y.abs()) < f32::EPSILON;
        assert!(straight, "{ends:?} is not straight");
        Rect::new(ends[0], ends[0]).union(&Rect::new(ends[1], ends[1])).grown(0.1)
    };
    points.windows(2).map(piece).collect()
}

#[test]
fn a_child_put_anywhere_still_hangs_on_straight_lines() {
    let sample = samples::named("contoso");
    let design = &sample.plan.design;
    let child = design.sites_coded("L01")[0].id;
    let parent = design.parent(child).expect("a parent");
    let start = sample.plan.places.bounds(design, parent.into()).expect("a place");
    let moves = [(-700.0, 0.0), (900.0, 20.0), (0.0, -600.0), (900.0, 900.0), (-700.0, -600.0)];
    for (x, y) in moves {
        let to = start.min + Point::new(x, y);
        let (places, _) = arrange::put(design, &sample.plan.places, child.into(), to);
        let plan = Plan::new(design.clone(), places);
        let links = hierarchy::links(&plan, parent);
        assert_eq!(links.len(), design.children(parent).len());
        assert!(links.iter().all(|link| !pieces(link).is_empty()), "put at {x}, {y}");
    }
}

#[test]
fn every_child_site_hangs_on_a_line() {
    for sample in samples::all() {
        let plan = &sample.plan;
        for site in plan.design.sites() {
            let links = hierarchy::links(plan, site.id);
            let ends: Vec<Point> = links
                .iter()
                .filter_map(|link| match &link.shape {
                    Shape::Line { points, .. } => points.last().copied(),
                    _ => None,
                })
                .collect();
            let children = plan.design.children(site.id);
            assert_eq!(ends.len(), children.len());
            for child in children {
                let place = plan.places.site(child).unwrap();
                let edge = Rect::at(place.place.at, place.size).grown(0.5);
                assert!(ends.iter().any(|end| edge.contains(*end)), "{child} hangs on nothing");
            }
        }
    }
}

#[test]
fn far_away_a_site_can_still_be_read() {
    let sample = samples::named("contoso");
    for part in parts(&sample, Level::Block).iter().filter(|it| matches!(it.node, NodeId::Site(_)))
    {
        let sizes = part.items.iter().filter_map(|item| match item.shape {
            Shape::Text { size, .. } => Some(size),
            _ => None,
        });
        let code = sizes.fold(0.0, f32::max);
        assert!(code * 0.33 >= 11.0, "{}: letters of {code} at a third", part.node);
        assert!(part.items.iter().all(|item| item.target == Some(part.node)));
    }
}

#[test]
fn the_level_follows_the_zoom() {
    assert_eq!(Level::at(1.0), Level::Full);
    assert_eq!(Level::at(0.82), Level::Full);
    assert_eq!(Level::at(0.7), Level::Names);
    assert_eq!(Level::at(0.6), Level::Names);
    assert_eq!(Level::at(0.3), Level::Block);
}

#[test]
fn the_worst_finding_stands_on_the_box_with_its_count() {
    let sample =
        samples::read("marked", "cas CS1\n  primary PR1\n    server A: mp\n  server B: mp\n");
    let design = &sample.plan.design;
    let scene = hierarchy::scene(&sample.plan, &sample.report);
    let site = design.sites_coded("CS1")[0];
    let server = design.servers_named("B")[0];
    for node in [NodeId::from(site.id), server.id.into()] {
        let marked = scene.items.iter().any(|item| {
            item.target == Some(node)
                && matches!(
                    item.shape,
                    Shape::Icon { ink: Ink::Severity(rules::Severity::Error), .. }
                )
        });
        assert!(marked, "{node} has no mark");
    }
    let calm = design.servers_named("A")[0];
    let red = |item: &Item| {
        item.target == Some(calm.id.into())
            && matches!(item.shape, Shape::Icon { ink: Ink::Severity(rules::Severity::Error), .. })
    };
    assert!(!scene.items.iter().any(red));
}

#[test]
fn parts_that_look_the_same_are_known_to() {
    let outline = "cas CS1\n  primary PS1\n    server A: db for PS2\n  primary PS2\n";
    let old = samples::read("old", outline);
    let mut new = samples::read("new", outline);
    new.plan = old.plan.clone();
    let renamed = old.plan.design.sites_coded("PS2")[0].id;
    new.plan.design.update_site(renamed, |site| site.code = "PS9".to_owned());
    new.report = rules::recheck(&old.report, &old.plan.design, &new.plan.design);
    let changed = hierarchy::sites_unlike((&old.plan, &old.report), (&new.plan, &new.report));
    for site in old.plan.design.sites() {
        let part = |it: &Sample| {
            hierarchy::site(&it.plan, &it.report, site.id, Level::Full).map(|part| part.items)
        };
        if !changed.contains(&site.id) {
            assert_eq!(part(&old), part(&new), "{}", site.code);
        }
    }
    let lender = old.plan.design.sites_coded("PS1")[0].id;
    assert!(changed.contains(&lender), "PS1 shows the code of the site that it serves");
}

#[test]
fn content_takes_its_way_only_when_asked() {
    let sample = samples::named("contoso");
    let design = &sample.plan.design;
    let puller = design.servers_named("CM-MP-02")[0].id;
    let loner = design.servers_named("CM-OLD-01")[0].id;
    assert_eq!(hierarchy::routes(&sample.plan, puller.into()).len(), 2);
    assert_eq!(hierarchy::routes(&sample.plan, loner.into()).len(), 0);
    let Scene { items, .. } = hierarchy::scene(&sample.plan, &sample.report);
    let accent = |item: &&Item| matches!(&item.shape, Shape::Line { stroke, .. } if stroke.ink == Ink::Accent);
    assert_eq!(items.iter().filter(accent).count(), 0);
}
