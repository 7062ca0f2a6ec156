//! Where something comes to stand, whatever exactly the hand aimed at.

use egui::{Pos2, accesskit::Role, vec2};
use egui_kittest::kittest::Queryable;
use sitewright::arrange;

use super::{
    PLAN, REFUSED, app, box_of, carry, design, drop_on, let_go, palette, settle, shows, site,
    steps, window,
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

#[test]
fn a_site_that_takes_a_role_nowhere_says_why_between_its_servers() {
    let mut window = window(PLAN);
    let from = palette(&window, "Management point");
    let to = site(&window, "CS1 Headquarters").left_top() + vec2(200.0, 14.0);
    carry(&mut window, from, to);
    assert!(shows(&window, REFUSED) && shows(&window, "Put it on PS1 or PS2."));
    let_go(&mut window, to);
    assert!(steps(&window).is_empty());
    window.get_by_role_and_label(Role::Button, "Put on PS1").click();
    settle(&mut window);
    assert_eq!(steps(&window).len(), 1);
    // Where some server takes it, the hand has to say which.
    let to = site(&window, "PS2 APAC").left_top() + vec2(200.0, 14.0);
    carry(&mut window, from, to);
    assert!(!shows(&window, "Management point on"));
    let_go(&mut window, to);
    assert_eq!(steps(&window).len(), 1);
    assert!(shows(&window, "A role runs on a server. Drop it on one."));
}
