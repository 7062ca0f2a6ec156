//! Where something comes to stand, whatever exactly the hand aimed at.

use egui::{Pos2, vec2};
use sitewright::arrange;

use super::{
    PLAN, app, box_of, carry, design, drop_on, let_go, palette, shows, site, steps, window,
};

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

#[test]
fn a_new_site_hangs_under_the_only_one_that_can_have_it() {
    let mut window = window(PLAN);
    let from = palette(&window, "Primary site");
    let to = Pos2::new(420.0, 800.0);
    carry(&mut window, from, to);
    assert!(shows(&window, "Primary site under CS1"), "the card says where it will hang");
    let_go(&mut window, to);
    assert_eq!(steps(&window), ["Add primary site PS3 under CS1"]);
    assert!(site(&window, "PS3").contains(to), "it stands where the hand let go");
    // Several primary sites: nobody can know which one is meant.
    let from = palette(&window, "Secondary site");
    let to = Pos2::new(900.0, 820.0);
    carry(&mut window, from, to);
    assert!(!shows(&window, "Secondary site under"));
    let_go(&mut window, to);
    assert!(design(&window).sites_coded("S01").iter().all(|site| site.parent_site().is_none()));
}

#[test]
fn a_secondary_site_hangs_under_the_only_primary_site() {
    let alone = "plan \"One\" version=2509\nprimary PS1 \"EMEA\"\n  server A: site, db, prov\n";
    let mut window = window(alone);
    let from = palette(&window, "Secondary site");
    let to = Pos2::new(420.0, 800.0);
    carry(&mut window, from, to);
    assert!(shows(&window, "Secondary site under PS1"));
    let_go(&mut window, to);
    assert_eq!(steps(&window), ["Add secondary site S01 under PS1"]);
}
