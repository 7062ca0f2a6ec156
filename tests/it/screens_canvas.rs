//! The canvas, driven as a hand and a keyboard drive it: press, move and release in frames of
//! their own.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "test helpers: what is not there fails the test"
)]

mod agree;
mod places;
mod sight;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, accesskit::Role, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable},
};
use sitewright::{
    app::App,
    arrange,
    facts::roles::RoleKind,
    model::{Design, Ids, outline},
    plan::Plan,
    session::Landing,
};

/// The window, made in its first frame: fonts reach a context between two frames.
type Window = Harness<'static, Option<App>>;

const PLAN: &str = r#"
plan "Contoso" version=2509
cas CS1 "Headquarters"
  server CM-CAS-01 fqdn=cas1.contoso.com os=2025: site, db, prov, scp
  primary PS1 "EMEA" devices=20000 comm=ehttp
    server CM-PS1-01 fqdn=ps1.contoso.com os=2025: site, db, prov
    server CM-MP-01 fqdn=mp1.contoso.com os=2022: mp, dp
    server CM-DP-02 fqdn=dp2.contoso.com os=2022: dp
    secondary L01 "Lisbon"
      server CM-L01 fqdn=l01.contoso.com os=2022: site, db, mp, dp
  primary PS2 "APAC" devices=9000 comm=ehttp
    server CM-PS2-01 fqdn=ps2.contoso.com os=2025: site, db, prov
    server CM-MP-11 fqdn=mp11.contoso.com os=2022: mp, dp
"#;

fn window(text: &str) -> Window {
    let design = outline::parse(text).unwrap();
    let places = arrange::tidy(&design);
    let plan = Plan::new(design, places);
    let frame = move |ui: &mut egui::Ui, app: &mut Option<App>| match app {
        Some(app) => app.frame(ui),
        None => *app = Some(App::new(ui.ctx(), plan.clone(), Ids::counted())),
    };
    let mut window = Harness::builder().with_size(vec2(1440.0, 900.0)).build_ui_state(frame, None);
    settle(&mut window);
    window
}

/// Frames until all that an action sets off has been drawn.
fn settle(window: &mut Window) {
    window.run_steps(5);
}

fn app(window: &Window) -> &App {
    window.state().as_ref().unwrap()
}

fn design(window: &Window) -> &Design {
    app(window).session().design()
}

fn steps(window: &Window) -> Vec<String> {
    app(window).session().history().past().iter().map(|entry| entry.label.clone()).collect()
}

/// Where a box stands, told by the beginning of what a screen reader says of it.
fn box_of(window: &Window, begins: &str) -> Rect {
    let wanted = |node: &egui_kittest::Node<'_>| {
        node.accesskit_node().label().is_some_and(|label| label.starts_with(begins))
    };
    let mut items = window.query_all_by_role(Role::TreeItem);
    items.find(wanted).unwrap_or_else(|| panic!("no {begins} on the canvas")).rect()
}

fn server(window: &Window, name: &str) -> Pos2 {
    box_of(window, &format!("{name}, server")).center()
}

fn site(window: &Window, label: &str) -> Rect {
    box_of(window, &format!("{label}, "))
}

fn palette(window: &Window, title: &str) -> Pos2 {
    window.get_by_role_and_label(Role::Button, title).rect().center()
}

/// Presses at one place and moves to another, in frames of their own.
fn carry(window: &mut Window, from: Pos2, to: Pos2) {
    window.hover_at(from);
    window.step();
    window.drag_at(from);
    window.step();
    for part in [0.1, 0.5, 0.9, 1.0] {
        window.hover_at(from.lerp(to, part));
        window.step();
    }
    window.step();
}

fn let_go(window: &mut Window, at: Pos2) {
    release(window, at, Modifiers::NONE);
}

fn release(window: &mut Window, pos: Pos2, modifiers: Modifiers) {
    let button = PointerButton::Primary;
    window.event_modifiers(
        Event::PointerButton { pos, button, pressed: false, modifiers },
        modifiers,
    );
    settle(window);
}

fn drop_on(window: &mut Window, from: Pos2, to: Pos2) {
    carry(window, from, to);
    let_go(window, to);
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    settle(window);
}

fn click(window: &mut Window, at: Pos2) {
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.step();
    let_go(window, at);
}

fn shows(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).next().is_some()
}

fn roles_of(window: &Window, server: &str) -> Vec<RoleKind> {
    let named = design(window).servers_named(server);
    named[0].roles().map(|role| role.kind).collect()
}

const REFUSED: &str = "Management point on a central administration site";

#[test]
fn an_allowed_role_lands_and_is_selected() {
    let mut window = window(PLAN);
    let (from, to) = (palette(&window, "Management point"), server(&window, "CM-DP-02"));
    carry(&mut window, from, to);
    assert!(shows(&window, "Management point on CM-DP-02"), "the card says where it lands");
    assert!(steps(&window).is_empty(), "nothing happens before the button is let go");
    let_go(&mut window, to);
    assert!(roles_of(&window, "CM-DP-02").contains(&RoleKind::ManagementPoint));
    assert_eq!(steps(&window), ["Place management point on CM-DP-02"]);
    assert!(shows(&window, "Placed management point on CM-DP-02"), "the strip says so");
}

#[test]
fn a_role_that_needs_more_lands_and_the_strip_says_what() {
    let mut window = window(PLAN);
    let session = app(&window).session();
    let on = session.design().servers_named("CM-DP-02")[0].id;
    let found = RoleKind::all().filter(|kind| kind.facts().placeable).find_map(|kind| {
        let landing = session.landings(kind, &[on]).remove(0).landing;
        match landing {
            Landing::LandsBut(finding) => Some((kind, finding.what().to_owned())),
            _ => None,
        }
    });
    let (kind, what) = found.expect("some role lands with something to say");
    let to = server(&window, "CM-DP-02");
    click(&mut window, to);
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    window.event(Event::Text(kind.facts().title.to_owned()));
    settle(&mut window);
    assert!(shows(&window, &what), "the picker says it with the same words: {what}");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(roles_of(&window, "CM-DP-02").contains(&kind));
    assert!(shows(&window, &what), "the strip says it");
}

#[test]
fn a_refused_role_changes_nothing_and_offers_a_better_place() {
    let mut window = window(PLAN);
    let (from, to) = (palette(&window, "Management point"), server(&window, "CM-CAS-01"));
    carry(&mut window, from, to);
    assert!(shows(&window, REFUSED), "the reason stands there while it is held");
    assert!(shows(&window, "Put it on PS1 or PS2."));
    let before = outline::print(design(&window));
    let_go(&mut window, to);
    assert_eq!(outline::print(design(&window)), before);
    assert!(steps(&window).is_empty());
    assert!(shows(&window, REFUSED), "the reason stays");
    window.get_by_role_and_label(Role::Button, "Put on PS1").click();
    settle(&mut window);
    let points = |window: &Window| {
        let site = design(window).sites_coded("PS1")[0];
        site.serving_as(RoleKind::ManagementPoint).count()
    };
    assert_eq!(points(&window), 2, "the button does what it says");
    assert!(!shows(&window, "Put on PS2"), "the card is gone");
}

#[test]
fn why_opens_the_rule() {
    let mut window = window(PLAN);
    let (from, to) = (palette(&window, "Management point"), server(&window, "CM-CAS-01"));
    drop_on(&mut window, from, to);
    window.get_by_role_and_label(Role::Link, "Why").click();
    settle(&mut window);
    assert_eq!(app(&window).view().rule, Some("ROLE-SITETYPE"));
}

#[test]
fn the_reason_goes_after_six_seconds_without_a_frame_before() {
    let mut window = window(PLAN);
    let (from, to) = (palette(&window, "Management point"), server(&window, "CM-CAS-01"));
    drop_on(&mut window, from, to);
    assert!(shows(&window, "Put on PS1"));
    assert!(window.run() <= 3, "it does not draw while it waits");
    // A quarter of a second each.
    window.run_steps(24);
    assert!(!shows(&window, "Put on PS1"));
}

#[test]
fn alt_places_a_draft_violation() {
    let mut window = window(PLAN);
    let (from, to) = (palette(&window, "Management point"), server(&window, "CM-CAS-01"));
    carry(&mut window, from, to);
    release(&mut window, to, Modifiers::ALT);
    assert!(roles_of(&window, "CM-CAS-01").contains(&RoleKind::ManagementPoint));
    assert!(shows(&window, &format!("Draft violation: {REFUSED}")));
}

#[test]
fn escape_lets_nothing_fall() {
    let mut window = window(PLAN);
    let (from, to) = (palette(&window, "Management point"), server(&window, "CM-DP-02"));
    carry(&mut window, from, to);
    press(&mut window, Modifiers::NONE, Key::Escape);
    let_go(&mut window, to);
    assert!(steps(&window).is_empty());
}

#[test]
fn the_keyboard_gets_the_same_words() {
    let mut window = window(PLAN);
    let (from, to) = (palette(&window, "Management point"), server(&window, "CM-CAS-01"));
    carry(&mut window, from, to);
    let said = window.get_by_label_contains("manages no clients").value();
    let because = said.expect("a reason");
    press(&mut window, Modifiers::NONE, Key::Escape);
    let_go(&mut window, to);
    click(&mut window, to);
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    window.event(Event::Text("management".to_owned()));
    settle(&mut window);
    assert!(shows(&window, &format!("Management point: {REFUSED}. {because}")));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(steps(&window).is_empty(), "what is refused is not added");
    assert!(!shows(&window, "Not here"), "the reason takes the place of the list");
    assert!(shows(&window, "manages no clients") && shows(&window, "Put on PS1"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(steps(&window).len(), 1, "the first button had the keyboard and did what is right");
    let primary = design(&window).sites_coded("PS1")[0];
    let points = primary.roles().filter(|role| role.kind == RoleKind::ManagementPoint);
    assert_eq!(points.count(), 2);
    assert_eq!(app(&window).view().selection.len(), 1);
    let selected = app(&window).view().leading().and_then(|node| design(&window).site_of(node));
    assert_eq!(selected, Some(primary.id), "what was placed is selected, not what Enter walks to");
    assert_eq!(focused(&window), "the management point on CM-PS1-01");
}

#[test]
fn keys_alone_add_a_role() {
    let mut window = window(PLAN);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(focused(&window), "PS1");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(focused(&window), "CM-PS1-01");
    press(&mut window, Modifiers::NONE, Key::Tab);
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert_eq!(focused(&window), "CM-DP-02");
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    window.event(Event::Text("state mig".to_owned()));
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(steps(&window), ["Place state migration point on CM-DP-02"]);
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(focused(&window), "PS1", "Escape comes out of role and server");
}

fn focused(window: &Window) -> String {
    let node = app(window).view().focus.expect("the keyboard is somewhere");
    sitewright::commands::name_of(design(window), node)
}

#[test]
fn a_role_moves_to_another_server() {
    let mut window = window(PLAN);
    let at = server(&window, "CM-MP-01");
    click(&mut window, at);
    let chip = box_of(&window, "Management point, ").center();
    let to = server(&window, "CM-DP-02");
    let from = chip_on(&window, "CM-MP-01").unwrap_or(chip);
    drop_on(&mut window, from, to);
    assert!(roles_of(&window, "CM-DP-02").contains(&RoleKind::ManagementPoint));
    assert!(!roles_of(&window, "CM-MP-01").contains(&RoleKind::ManagementPoint));
}

/// The middle of the management point's chip on a server.
fn chip_on(window: &Window, server: &str) -> Option<Pos2> {
    let card = box_of(window, &format!("{server}, server"));
    let chips = window.query_all_by_role(Role::TreeItem).filter(|node| {
        let label = node.accesskit_node().label();
        label.is_some_and(|label| label.starts_with("Management point"))
    });
    chips.map(|chip| chip.rect()).find(|rect| card.contains_rect(*rect)).map(|it| it.center())
}

#[test]
fn a_server_moves_to_another_site_and_within_its_own() {
    let mut window = window(PLAN);
    let card = box_of(&window, "CM-DP-02, server");
    let grip = card.left_top() + vec2(60.0, 14.0);
    let target = site(&window, "PS2 APAC");
    drop_on(&mut window, grip, target.left_bottom() + vec2(80.0, -8.0));
    let home = |window: &Window| design(window).servers_named("CM-DP-02")[0].site().code.clone();
    assert_eq!(home(&window), "PS2");
    let card = box_of(&window, "CM-DP-02, server");
    let grip = card.left_top() + vec2(60.0, 14.0);
    drop_on(&mut window, grip, grip + vec2(20.0, 30.0));
    assert_eq!(steps(&window), ["Move CM-DP-02 to PS2", "Move CM-DP-02"]);
    let session = app(&window).session();
    let id = session.design().servers_named("CM-DP-02")[0].id;
    assert!(session.plan().places.is_pinned(session.design(), id.into()));
}

#[test]
fn a_site_hangs_where_it_is_dropped_and_bounces_where_it_cannot() {
    let mut window = window(PLAN);
    let from = palette(&window, "Secondary site");
    let cas = site(&window, "CS1 Headquarters");
    drop_on(&mut window, from, cas.left_top() + vec2(200.0, 14.0));
    assert!(steps(&window).is_empty(), "a secondary site does not hang under a CAS");
    assert!(shows(&window, "Hang under PS1"));
    let target = site(&window, "PS2 APAC");
    drop_on(&mut window, from, target.left_top() + vec2(200.0, 14.0));
    assert_eq!(steps(&window), ["Add secondary site S01 under PS2"]);
    let added = design(&window).sites_coded("S01")[0];
    assert_eq!(added.servers().next().map(|it| it.name.clone()).as_deref(), Some("S01-SITE-01"));
    let primary = palette(&window, "Primary site");
    let target = site(&window, "PS1 EMEA");
    drop_on(&mut window, primary, target.left_top() + vec2(200.0, 14.0));
    assert_eq!(steps(&window).len(), 1, "a primary site does not hang under another");
}

#[test]
fn an_existing_site_hangs_under_another() {
    let mut window = window(PLAN);
    let lisbon = site(&window, "L01 Lisbon");
    let target = site(&window, "PS2 APAC");
    drop_on(
        &mut window,
        lisbon.left_top() + vec2(100.0, 14.0),
        target.left_bottom() + vec2(60.0, -6.0),
    );
    let parent = design(&window).sites_coded("L01")[0].parent_site();
    assert_eq!(parent.map(|site| site.code.clone()).as_deref(), Some("PS2"));
}

#[test]
fn the_first_site_of_an_empty_plan_lands_where_it_is_dropped() {
    let mut window = window("plan \"New\"");
    let from = palette(&window, "Primary site");
    let to = Pos2::new(700.0, 400.0);
    drop_on(&mut window, from, to);
    assert_eq!(steps(&window), ["Add primary site PS1"]);
    let rect = site(&window, "PS1");
    assert!(rect.contains(to), "{rect:?}");
}

#[test]
fn a_name_changes_in_place() {
    let mut window = window(PLAN);
    let at = server(&window, "CM-DP-02");
    click(&mut window, at);
    let at = box_of(&window, "CM-DP-02, server").left_top() + vec2(60.0, 14.0);
    click(&mut window, at);
    press(&mut window, Modifiers::NONE, Key::F2);
    window.event(Event::Text("CM-DP-99".to_owned()));
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(design(&window).servers_named("CM-DP-99").len(), 1);
    assert_eq!(steps(&window), ["Rename CM-DP-02 to CM-DP-99"]);
    press(&mut window, Modifiers::NONE, Key::F2);
    window.event(Event::Text("never".to_owned()));
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(steps(&window).len(), 1, "Escape keeps the name");
}

#[test]
fn what_is_deleted_comes_back() {
    let mut window = window(PLAN);
    let before = outline::print(design(&window));
    let header = site(&window, "PS1 EMEA").left_top() + vec2(180.0, 14.0);
    click(&mut window, header);
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(design(&window).sites_coded("PS1").is_empty());
    assert!(shows(&window, "Removed PS1, 1 site below it"), "the strip says what goes with it");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(outline::print(design(&window)), before);
}

#[test]
fn hover_picker_and_drop_say_the_same() {
    const ROLES: [RoleKind; 2] = [RoleKind::ManagementPoint, RoleKind::SoftwareUpdatePoint];
    let mut window = window(PLAN);
    let names: Vec<String> = design(&window).servers().map(|it| it.name.clone()).collect();
    for kind in ROLES {
        let title = kind.facts().title;
        let from = palette(&window, title);
        for name in &names {
            let on = design(&window).servers_named(name)[0].id;
            let landing = app(&window).session().landings(kind, &[on]).remove(0).landing;
            let said = match &landing {
                Landing::Lands => format!("{title} on {name}"),
                Landing::LandsBut(finding) | Landing::Bounces(finding) => finding.what().to_owned(),
                Landing::Impossible(refusal) => refusal.to_string(),
            };
            let to = server(&window, name);
            carry(&mut window, from, to);
            assert!(shows(&window, &said), "{title} over {name}: {said}");
            press(&mut window, Modifiers::NONE, Key::Escape);
            let_go(&mut window, to);
            let grip = box_of(&window, &format!("{name}, server")).left_top() + vec2(70.0, 14.0);
            click(&mut window, grip);
            press(&mut window, Modifiers::COMMAND, Key::Enter);
            window.event(Event::Text(title.to_owned()));
            settle(&mut window);
            let in_list = match landing {
                Landing::Lands => title.to_owned(),
                _ => format!("{title}: {said}"),
            };
            assert!(shows(&window, &in_list), "{title} in the list of {name}: {in_list}");
            press(&mut window, Modifiers::NONE, Key::Escape);
            click(&mut window, Pos2::new(260.0, 840.0));
        }
    }
    assert!(steps(&window).is_empty());
}

#[test]
fn a_server_is_duplicated_with_its_roles() {
    let mut window = window(PLAN);
    let at = box_of(&window, "CM-MP-01, server").left_top() + vec2(70.0, 14.0);
    click(&mut window, at);
    press(&mut window, Modifiers::COMMAND, Key::D);
    assert_eq!(steps(&window), ["Duplicate CM-MP-01"]);
    assert_eq!(roles_of(&window, "CM-MP-02"), roles_of(&window, "CM-MP-01"));
}

#[test]
fn the_menu_key_opens_the_menu_and_enter_takes_its_first_row() {
    let mut window = window(PLAN);
    let at = box_of(&window, "CM-DP-02, server").left_top() + vec2(70.0, 14.0);
    click(&mut window, at);
    press(&mut window, Modifiers::SHIFT, Key::F10);
    assert!(window.query_by_role_and_label(Role::MenuItem, "Rename").is_some());
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(shows(&window, "Add a role to CM-DP-02"));
}
