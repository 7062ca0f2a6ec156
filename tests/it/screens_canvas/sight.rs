//! Where the camera stands, what it costs to look, and what a screen reader hears.

use super::*;

#[test]
fn zoom_keeps_the_point_under_the_pointer_still() {
    let mut window = window(PLAN);
    let corner = site(&window, "PS2 APAC").left_top();
    window.hover_at(corner);
    window.step();
    let (unit, source) = (egui::MouseWheelUnit::Line, egui::MouseWheelSource::Unknown);
    for delta in [vec2(0.0, 1.0), vec2(0.0, 1.0), vec2(0.0, -1.0), vec2(0.0, 3.0)] {
        let phase = egui::TouchPhase::Move;
        let modifiers = Modifiers::COMMAND;
        window.event_modifiers(
            Event::MouseWheel { unit, delta, modifiers, phase, source },
            modifiers,
        );
        settle(&mut window);
        let now = site(&window, "PS2 APAC").left_top();
        assert!(now.distance(corner) < 1.0, "{now:?} is not {corner:?}");
    }
    assert!(app(&window).view().camera.zoom > 1.0);
}

#[test]
fn wheel_and_middle_button_pan() {
    let mut window = window(PLAN);
    let start = site(&window, "PS2 APAC").left_top();
    window.hover_at(start);
    window.step();
    let (unit, phase) = (egui::MouseWheelUnit::Point, egui::TouchPhase::Move);
    let (delta, modifiers) = (vec2(0.0, -60.0), Modifiers::NONE);
    let source = egui::MouseWheelSource::Unknown;
    window.event(Event::MouseWheel { unit, delta, modifiers, phase, source });
    settle(&mut window);
    let after = site(&window, "PS2 APAC").left_top();
    assert!(after.y < start.y - 20.0 && (after.x - start.x).abs() < 0.5, "{start:?} {after:?}");
    let button = PointerButton::Middle;
    let (pos, pressed) = (Pos2::new(500.0, 700.0), true);
    window.hover_at(pos);
    window.step();
    window.event(Event::PointerButton { pos, button, pressed, modifiers });
    window.step();
    for step in [10.0, 40.0, 100.0] {
        window.hover_at(pos + vec2(step, 0.0));
        window.step();
    }
    let pos = pos + vec2(100.0, 0.0);
    window.event(Event::PointerButton { pos, button, pressed: false, modifiers });
    settle(&mut window);
    let end = site(&window, "PS2 APAC").left_top();
    assert!(end.x > after.x + 60.0, "{after:?} {end:?}");
}

#[test]
fn a_rectangle_selects_what_it_holds() {
    let mut window = window(PLAN);
    let lisbon = site(&window, "L01 Lisbon");
    let (from, to) = (lisbon.left_top() - vec2(20.0, 12.0), lisbon.right_bottom() + vec2(9.0, 9.0));
    drop_on(&mut window, from, to);
    let selected = &app(&window).view().selection;
    let names: Vec<_> =
        selected.iter().map(|it| sitewright::commands::name_of(design(&window), *it)).collect();
    assert_eq!(names, ["L01"]);
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let mut window = window(PLAN);
    window.run();
    let at = server(&window, "CM-DP-02");
    click(&mut window, at);
    assert!(window.run() <= 2, "it comes to rest");
}

#[test]
fn holding_something_over_the_same_target_asks_once() {
    let mut window = window(PLAN);
    let (from, to) = (palette(&window, "Management point"), server(&window, "CM-DP-02"));
    carry(&mut window, from, to);
    let asked = app(&window).session().asked();
    for step in 0_u8..30 {
        window.hover_at(to + vec2(f32::from(step) * 0.3, 0.0));
        window.step();
    }
    assert_eq!(app(&window).session().asked(), asked, "a hover asks nothing anew");
}

#[test]
fn a_screen_reader_hears_the_hierarchy() {
    let window = window(PLAN);
    let label = |begins: &str| {
        let nodes = window.query_all_by_role(Role::TreeItem);
        let mut labels = nodes.filter_map(|node| node.accesskit_node().label());
        labels.find(|label| label.starts_with(begins)).unwrap_or_default()
    };
    let said = label("PS1 EMEA");
    assert!(
        said.starts_with("PS1 EMEA, primary site, child of CS1, 20,000 devices, 3 servers, "),
        "{said}"
    );
    assert!(label("CM-MP-01").starts_with("CM-MP-01, server, 2 roles, "), "{}", label("CM-MP-01"));
    let tree = window.get_by_role(Role::Tree);
    assert_eq!(tree.accesskit_node().label().as_deref(), Some("Contoso, 4 sites, 7 servers"));
}

#[test]
fn the_screen_reader_follows_the_keyboard() {
    let mut window = window(PLAN);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    let focused = |window: &Window| {
        let items = window.query_all_by_role(Role::TreeItem);
        let mut focused = items.filter(egui_kittest::Node::is_focused);
        focused.next().and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    };
    assert!(focused(&window).starts_with("CS1 Headquarters, "), "{}", focused(&window));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(focused(&window).starts_with("CM-CAS-01, server, "), "{}", focused(&window));
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert!(
        window.query_all_by_role(Role::TreeItem).all(|item| !item.is_focused()),
        "never caught"
    );
}
