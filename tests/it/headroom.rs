//! Two limits, shown apart: how much is used, recommended and supported, and how it is drawn.

use sitewright::{
    arrange,
    facts::{practice::Practice, roles::RoleKind},
    geometry::{Point, Rect, Size},
    model::{Design, House, SiteRef, outline},
    plan::Plan,
    rules::{
        self, Report, Severity,
        headroom::{self, By, Gauge, Loads, Reach, counts, devices, hardware, load, of_server},
    },
    scene::{
        Fill, Ink, Item, Shape,
        hierarchy::{self, Level},
    },
};

fn design(text: &str) -> Design {
    outline::parse(text).expect("an outline")
}

fn housed(text: &str, limits: &[(Practice, u32)]) -> Design {
    let mut design = design(text);
    let limits = limits.iter().copied().collect();
    let name = "Fabrikam".to_owned();
    design.set_house(House { name, limits, ..House::default() });
    design
}

fn site<'a>(design: &'a Design, code: &str) -> SiteRef<'a> {
    design.sites_coded(code)[0]
}

fn bounds(gauge: &Gauge) -> Vec<String> {
    gauge.bounds().map(|(bound, _)| bound).collect()
}

fn plan(design: Design) -> Plan {
    let places = arrange::tidy(&design);
    Plan::new(design, places)
}

#[test]
fn a_site_has_what_is_supported_and_what_its_house_recommends() {
    let limits = [(Practice::DevicesPerPrimary, 120_000), (Practice::DevicesPerSecondary, 10_000)];
    let text = "cas CS1\n  primary PS1 devices=130000\n    secondary L01 devices=9000\n";
    let with = housed(text, &limits);
    let gauge = devices(site(&with, "PS1")).expect("devices");
    assert_eq!(bounds(&gauge), ["Recommended: at most 120,000", "Supported: at most 150,000"]);
    assert_eq!(gauge.reach(), Reach::BeyondPractice);
    assert_eq!(gauge.percent(), "87 %");
    let by: Vec<By> = gauge.bounds().map(|(_, by)| by).collect();
    assert_eq!(by[0].words(&with.head().house), "house rules of Fabrikam");
    assert!(by[1].words(&with.head().house).starts_with("size-and-scale-numbers, read 2026-"));
    assert_eq!(devices(site(&with, "L01")).map(|it| it.reach()), Some(Reach::Within));
    let without = design(text);
    let gauge = devices(site(&without, "PS1")).expect("devices");
    assert_eq!((gauge.reach(), gauge.tick()), (Reach::Within, None));
    let silent = design("primary PS1\n");
    assert_eq!(devices(site(&silent, "PS1")), None, "nothing is known");
}

#[test]
fn counts_and_loads_have_both_limits_too() {
    let text = "primary PS1 devices=45000\n  server A: mp\n  server B: mp, sup\n  server C: dp\n";
    let limits = [
        (Practice::ManagementPointsPerPrimary, 1),
        (Practice::DevicesPerUpdatePoint, 20_000),
        (Practice::DevicesPerDistributionPoint, 50_000),
    ];
    let with = housed(text, &limits);
    let ps1 = site(&with, "PS1");
    let points = &counts(ps1)[0];
    assert_eq!((points.label, points.number), ("Management points", 2));
    assert_eq!(points.reach(), Reach::BeyondPractice);
    let updates = load(ps1, RoleKind::SoftwareUpdatePoint).expect("known");
    assert_eq!(bounds(&updates), ["Recommended: at most 20,000", "Supported: at most 25,000"]);
    assert_eq!((updates.number, updates.reach()), (45_000, Reach::BeyondSupport));
    let content = load(ps1, RoleKind::DistributionPoint).expect("the house has a limit");
    assert_eq!(bounds(&content), ["Recommended: at most 50,000"]);
    assert_eq!(content.reach(), Reach::Within);
    assert_eq!(load(ps1, RoleKind::FallbackStatusPoint), None);
    let without = design(text);
    let content = load(site(&without, "PS1"), RoleKind::DistributionPoint);
    assert_eq!(content, None, "what each point has is told by boundary groups");
}

/// That one management point can fail follows from the documentation.
#[test]
fn one_management_point_is_to_spare() {
    let text = "primary PS1 devices=45000\n  server A: mp\n  server B: mp\n";
    let two = design(text);
    let gauge = load(site(&two, "PS1"), RoleKind::ManagementPoint).expect("known");
    assert_eq!(bounds(&gauge), ["Recommended: at most 12,500", "Supported: at most 25,000"]);
    assert_eq!((gauge.number, gauge.reach()), (22_500, Reach::BeyondPractice));
    let by = gauge.bounds().next().map(|(_, by)| by.words(&House::default()));
    assert!(by.is_some_and(|by| by.ends_with(", derived")));
    let house = housed(text, &[(Practice::DevicesPerManagementPoint, 23_000)]);
    let gauge = load(site(&house, "PS1"), RoleKind::ManagementPoint).expect("known");
    assert_eq!(gauge.reach(), Reach::Within, "what the house says is closer");
    let one = design("primary PS1 devices=4000\n  server A: mp\n");
    let gauge = load(site(&one, "PS1"), RoleKind::ManagementPoint).expect("known");
    assert_eq!(gauge.practice, None, "nothing can take over");
}

#[test]
fn hardware_is_measured_against_what_the_load_needs() {
    let text = "primary PS1 devices=100000\n  server A cores=12 memory=32: site, db, prov\n  \
                server B: mp\n";
    let design = design(text);
    let a = design.servers_named("A")[0];
    let told: Vec<_> = hardware(a).iter().map(|it| (it.label, it.value(), it.reach())).collect();
    assert_eq!(
        told,
        [
            ("Cores", "12".to_owned(), Reach::Within),
            ("Memory", "32 GB".to_owned(), Reach::BeyondPractice),
        ]
    );
    let gauges = of_server(a, &mut Loads::default());
    let tightest = headroom::tightest(&gauges).expect("one");
    assert_eq!(bounds(tightest), ["Recommended: at least 64 GB"]);
    let b = design.servers_named("B")[0];
    assert!(hardware(b).is_empty());
    assert_eq!(of_server(b, &mut Loads::default()).len(), 1, "its management point");
}

#[test]
fn boundary_groups_tell_what_a_distribution_point_has() {
    let text = "primary PS1\n  server A groups=Lyon: dp\n  server B groups=Lyon: dp\n\
                group Lyon clients=9000\n";
    let design = design(text);
    let groups = headroom::groups(design.servers_named("A")[0]);
    let [(name, gauge)] = groups.as_slice() else { unreachable!("one group: {groups:?}") };
    assert_eq!((name.as_str(), gauge.number, gauge.reach()), ("Lyon", 4_500, Reach::BeyondSupport));
}

/// The fill, the tick, the wall and the stripes of a bar.
#[test]
fn a_bar_is_solid_striped_or_red() {
    let bar = Rect::at(Point::new(0.0, 0.0), Size::new(100.0, 6.0));
    let limits = [(Practice::DevicesPerPrimary, 100_000)];
    let drawn = |devices: u32| {
        let design = housed(&format!("primary PS1 devices={devices}\n"), &limits);
        let gauge = headroom::devices(site(&design, "PS1")).expect("devices");
        hierarchy::headroom(bar, &gauge)
    };
    let error = Ink::Severity(Severity::Error);
    let has = |items: &[Item], fill: Fill| items.iter().any(|item| filled(item) == Some(fill));
    for (devices, striped, red) in
        [(50_000, false, false), (100_001, true, false), (175_001, true, true)]
    {
        let items = drawn(devices);
        assert_eq!(has(&items, Fill::Hatch(Ink::SiteFill)), striped, "{devices}");
        assert_eq!(has(&items, Fill::Plain(error)), red, "{devices}");
        let texts = items.iter().filter(|item| filled(item) == Some(Fill::Plain(Ink::Text)));
        let places: Vec<f32> = texts.map(|item| item.shape.bounds().center().x.round()).collect();
        let wall = if red { Vec::new() } else { vec![100.0] };
        assert_eq!(places, [vec![57.0], wall].concat(), "tick at 100/175 and wall at the end");
    }
    let used = |devices| {
        let widths =
            drawn(devices).into_iter().filter_map(|item| match (filled(&item), &item.shape) {
                (Some(Fill::Plain(Ink::Muted)), Shape::Box { rect, .. }) => Some(rect.width()),
                _ => None,
            });
        widths.fold(0.0, f32::max)
    };
    assert!((used(87_500) - 50.0).abs() < 0.1 && used(0).abs() < 0.1);
}

fn filled(item: &Item) -> Option<Fill> {
    match item.shape {
        Shape::Box { fill, .. } => fill,
        _ => None,
    }
}

#[test]
fn cards_show_the_tightest_limit_where_one_is_known() {
    let text = "primary PS1 devices=100000\n  server A cores=4: site, db, prov\n  server B: fsp\n";
    let plan = plan(design(text));
    let ps1 = site(&plan.design, "PS1").id;
    let part = hierarchy::site(&plan, &Report::default(), ps1, Level::Full).expect("a part");
    let striped = |name: &str| {
        let server = plan.design.servers_named(name)[0].id.into();
        let own = part.items.iter().filter(|item| item.target == Some(server));
        own.filter(|item| filled(item) == Some(Fill::Hatch(Ink::SiteFill))).count()
    };
    assert_eq!((striped("A"), striped("B")), (1, 0));
}

/// What is kept of a picture is drawn anew where a limit or a load elsewhere changed.
#[test]
fn other_loads_and_other_limits_are_drawn_anew() {
    let text = |devices| {
        format!(
            "cas CS1\n  server A cores=8: site, db, prov\n  primary PS1 devices={devices}\n  primary PS2\n"
        )
    };
    let old = plan(design(&text(1_000)));
    let unlike = |new: &Plan| {
        let (before, after) = (rules::check(&old.design), rules::check(&new.design));
        let sites = hierarchy::sites_unlike((&old, &before), (new, &after));
        let codes = sites.iter().filter_map(|id| new.design.site(*id));
        codes.map(|site| site.code.clone()).collect::<Vec<_>>()
    };
    let mut more = old.clone();
    let ps1 = site(&old.design, "PS1").id;
    more.design.update_site(ps1, |site| site.devices = Some(90_000));
    assert!(unlike(&more).contains(&"CS1".to_owned()));
    let mut housed = old.clone();
    let limits = [(Practice::DevicesPerPrimary, 500)].into();
    housed.design.set_house(House { limits, ..House::default() });
    assert_eq!(unlike(&housed).len(), 3);
}
