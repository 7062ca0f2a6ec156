//! Where something comes to stand, whatever exactly the hand aimed at.

use egui::vec2;
use sitewright::arrange;

use super::{PLAN, app, box_of, drop_on, palette, site, steps, window};

#[test]
fn servers_that_come_into_a_site_stand_in_line() {
    let mut window = window(PLAN);
    let target = site(&window, "PS2 APAC");
    let beside = target.left_bottom() + vec2(80.0, -8.0);
    let from = palette(&window, "Server");
    drop_on(&mut window, from, beside);
    let grip = box_of(&window, "CM-DP-02, server").left_top() + vec2(60.0, 14.0);
    drop_on(&mut window, grip, beside);
    assert_eq!(steps(&window), ["Add PS2-SRV-01 to PS2", "Move CM-DP-02 to PS2"]);
    let session = app(&window).session();
    let (design, places) = (session.design(), &session.plan().places);
    let home = design.sites_coded("PS2")[0].id;
    let cards = &places.site(home).unwrap().servers;
    assert_eq!(cards.len(), 4);
    assert!(cards.iter().all(|card| !card.place.pinned), "no hand chose a place");
    let by_hand: Vec<_> = cards.iter().map(|card| card.place.at).collect();
    let tidied = arrange::tidy(design);
    let in_line: Vec<_> = tidied.site(home).unwrap().servers.iter().map(|it| it.place.at).collect();
    assert_eq!(by_hand, in_line);
}
