//! Both limits in the inspector: the number, the bar, and the words with who says so.

use egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::{Harness, kittest::Queryable};
use sitewright::{
    app::App,
    arrange,
    facts::practice::Practice,
    model::{House, Ids, outline},
    plan::Plan,
};

type Window = Option<App>;

const PLAN: &str = "primary PS1 devices=130000\n  \
    server CM-SITE-01 cores=8 memory=96: site, db, prov\n  \
    server CM-MP-01 groups=Lyon: mp, dp\n\
    group Lyon clients=3000\n";

/// The window, with the node selected that the search finds.
fn window(find: &str) -> Harness<'static, Window> {
    let mut design = outline::parse(PLAN).expect("an outline");
    let limits = [(Practice::DevicesPerPrimary, 120_000)].into();
    design.set_house(House { name: "Fabrikam".to_owned(), limits, ..House::default() });
    let places = arrange::tidy(&design);
    let plan = Plan::new(design, places);
    let frame = move |ui: &mut egui::Ui, app: &mut Window| match app {
        Some(app) => app.frame(ui),
        None => *app = Some(App::new(ui.ctx(), plan.clone(), Ids::counted())),
    };
    let size = vec2(1440.0, 1400.0);
    let mut harness = Harness::builder().with_size(size).build_ui_state(frame, None);
    harness.run_steps(8);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(3);
    harness.event(egui::Event::Text(find.to_owned()));
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::NONE, Key::Enter);
    harness.run_steps(4);
    harness
}

fn shows(harness: &Harness<'_, Window>, text: &str) -> bool {
    harness.query_all_by_label_contains(text).next().is_some()
}

#[test]
fn a_site_tells_its_number_and_both_limits() {
    let harness = window("PS1");
    let meter = "Devices: 130,000, 74 %. Recommended: at most 120,000. Supported: at most 175,000";
    assert!(harness.query_by_role_and_label(Role::Meter, meter).is_some());
    for text in
        ["Recommended: at most 120,000", "Supported: at most 175,000", "house rules of Fabrikam"]
    {
        assert!(shows(&harness, text), "{text}");
    }
    let pages = harness.query_all_by_role(Role::Link);
    let pages = pages.filter(|link| {
        let label = egui_kittest::kittest::NodeT::accesskit_node(link).label();
        label.is_some_and(|label| label.starts_with("size-and-scale-numbers, read 2026-"))
    });
    assert!(pages.count() > 1, "each limit has its page");
    assert!(shows(&harness, "Devices per management point: 130,000, 520 %."));
}

#[test]
fn a_server_tells_what_its_hardware_needs() {
    let harness = window("CM-SITE-01");
    for text in [
        "Cores: 8, 200 %. Recommended: at least 16",
        "Memory: 96 GB, 100 %. Recommended: at least 96 GB",
        "site-size-performance-guidelines, read 2026-",
    ] {
        assert!(shows(&harness, text), "{text}");
    }
}

#[test]
fn a_point_tells_what_it_bears() {
    let harness = window("CM-MP-01");
    assert!(shows(&harness, "Devices per management point: 130,000"));
    assert!(shows(&harness, "Boundary group: Lyon"));
    assert!(shows(&harness, "Clients per distribution point: 3,000, 75 %."));
}

#[test]
fn the_limit_of_a_house_has_a_page_like_any_rule() {
    let mut harness = window("PS1");
    let said = |harness: &Harness<'_, Window>| {
        harness.state().as_ref().map(|app| app.view().said.clone()).unwrap_or_default()
    };
    for _ in 0..20 {
        harness.key_press_modifiers(Modifiers::NONE, Key::F8);
        harness.run_steps(3);
        if said(&harness) == "PS1 has 130,000 devices" {
            break;
        }
    }
    assert_eq!(said(&harness), "PS1 has 130,000 devices");
    harness.key_press_modifiers(Modifiers::NONE, Key::F1);
    harness.run_steps(4);
    assert!(shows(&harness, "A site keeps to the limits that the house rules recommend"));
}
