//! The hover line and the keyboard picker say what the session says, for every role of the palette
//! on every server of every template.

use egui::{Event, Key, Modifiers, PointerButton, accesskit::Role};
use sitewright::{
    facts::roles::RoleKind,
    model::{Design, ServerId, outline},
    session::Landing,
    templates,
};

use super::{app, click, design, palette, press, server, settle, shows, window};

/// What is said of a landing, on the card and in the list.
fn said(landing: &Landing) -> Option<String> {
    match landing {
        Landing::Lands => None,
        Landing::LandsBut(finding) | Landing::Bounces(finding) => Some(finding.what().to_owned()),
        Landing::Impossible(refusal) => Some(refusal.to_string()),
    }
}

fn names(design: &Design) -> Vec<(ServerId, String)> {
    design.servers().map(|server| (server.id, server.name.clone())).collect()
}

#[test]
fn hover_and_picker_agree_everywhere() {
    for template in templates::all() {
        let mut window = window(template.outline);
        let servers = names(design(&window));
        let ids: Vec<_> = servers.iter().map(|(id, _)| *id).collect();
        let offered: Vec<RoleKind> =
            RoleKind::all().filter(|kind| kind.facts().placeable).collect();
        for kind in offered.iter().copied() {
            if !on_palette(&window, kind) {
                continue;
            }
            let landings = app(&window).session().landings(kind, &ids);
            let from = palette(&window, kind.facts().title);
            window.hover_at(from);
            window.step();
            window.event(button(from, true));
            window.step();
            for ((_, name), shaded) in servers.iter().zip(&landings) {
                let to = server(&window, name);
                window.hover_at(to.lerp(from, 0.2));
                window.step();
                window.hover_at(to);
                window.run_steps(2);
                let words = said(&shaded.landing)
                    .unwrap_or_else(|| format!("{} on {name}", kind.facts().title));
                assert!(shows(&window, &words), "{}: {kind:?} over {name}: {words}", template.name);
            }
            press(&mut window, Modifiers::NONE, Key::Escape);
            window.event(button(from, false));
            settle(&mut window);
        }
        for (id, name) in &servers {
            let grip = super::box_of(&window, &format!("{name}, server")).left_top();
            click(&mut window, grip + egui::vec2(70.0, 14.0));
            press(&mut window, Modifiers::COMMAND, Key::Enter);
            for kind in &offered {
                let landing = app(&window).session().landings(*kind, &[*id]).remove(0).landing;
                let title = kind.facts().title;
                let row =
                    said(&landing).map_or_else(|| title.to_owned(), |it| format!("{title}: {it}"));
                assert!(shows(&window, &row), "{}: the list of {name}: {row}", template.name);
            }
            press(&mut window, Modifiers::NONE, Key::Escape);
            click(&mut window, egui::pos2(260.0, 840.0));
        }
        let untouched = outline::print(&template.design());
        assert_eq!(outline::print(design(&window)), untouched, "nothing was dropped");
    }
}

/// Retired roles and those further down are beyond the lower edge of the window.
fn on_palette(window: &super::Window, kind: RoleKind) -> bool {
    use egui_kittest::kittest::Queryable;
    let item = window.query_by_role_and_label(Role::Button, kind.facts().title);
    item.is_some_and(|item| item.rect().bottom() < 860.0)
}

fn button(pos: egui::Pos2, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    }
}
