//! What an import cannot know: roles that nobody knows, sites of which nobody says what is above.

use sitewright::{
    arrange::{self, sizes},
    commands::{Command, Field, MoveRole, MoveSite, Remove, Set, apply_all, name_of},
    export::{self, Input},
    facts::{
        roles::RoleKind,
        said::{
            lifecycle::WAS_PARENT,
            roles::ROLE_NAME,
            sites::{NOT_KNOWN, PARENT},
        },
    },
    file,
    model::{Design, Ids, Role, RoleRef, Value, outline},
    plan::Plan,
    rules::{self, Finding},
    scene::{Fill, Shape, hierarchy, theme::Theme},
};

const STRANGE: &str = "\
primary PS1
  server A: site, db, prov, scp, mp, dp
  server B: mp, unknown \"SMS Foo Point\", unknown \"Bar \"\"Two\"\"\", unknown
";

fn design(text: &str) -> Design {
    outline::parse(text).expect("an outline")
}

/// The findings of an outline as id and place; a question mark before what was not checked.
fn said(text: &str) -> Vec<String> {
    let design = design(text);
    let say = |finding: &Finding| {
        let open = if finding.problem().is_none() { "?" } else { "" };
        let place = finding.on.map(|node| name_of(&design, node)).unwrap_or_default();
        format!("{open}{}: {place}", finding.rule.id)
    };
    rules::check(&design).sorted(&design).into_iter().map(say).collect()
}

#[test]
fn an_unknown_role_survives_outline_and_file_with_its_name() {
    let design = design(STRANGE);
    let roles: Vec<_> = design.servers_named("B")[0].roles().map(RoleRef::role).collect();
    let names: Vec<_> = roles.iter().map(|role| role.own_name()).collect();
    assert_eq!(names, [None, Some("SMS Foo Point"), Some("Bar \"Two\""), None]);
    let text = outline::print(&design);
    assert!(text.contains("mp, unknown \"SMS Foo Point\", unknown \"Bar \"\"Two\"\"\", unknown\n"));
    assert_eq!(outline::print(&outline::parse(&text).expect("it reads")), text);
    let plan = Plan { places: arrange::load(&design, &[]), design, ..Plan::default() };
    let opened = file::read(&file::write(&plan)).expect("what was saved opens");
    assert_eq!(outline::print(&opened.design), text);
    // The key of the fact says the same.
    let spelled =
        outline::parse("primary PS1\n  server B: unknown rolename=Foo").expect("it reads");
    assert!(outline::print(&spelled).contains(": unknown \"Foo\"\n"));
    let twice =
        outline::parse("primary PS1\n  server B: unknown \"A\" \"B\"").expect_err("a fault");
    assert_eq!(twice[0].to_string(), "2:25: \"rolename\" is there twice");
}

#[test]
fn no_rule_says_anything_of_an_unknown_role() {
    let without =
        STRANGE.replace(", unknown \"SMS Foo Point\", unknown \"Bar \"\"Two\"\"\", unknown", "");
    assert_eq!(said(STRANGE), said(&without));
    for place in
        ["cas CS1", "primary PS1", "cas CS1\n  primary PS1\n    secondary S01", "unknown U01"]
    {
        let depth = place.lines().count();
        let server = |roles: &str| format!("{place}\n{}server Z: {roles}", "  ".repeat(depth));
        let of = |text: String| -> Vec<String> {
            said(&text).into_iter().filter(|it| it.contains("nknown")).collect()
        };
        assert_eq!(of(server("unknown \"SMS Foo Point\"")), Vec::<String>::new(), "{place}");
    }
}

#[test]
fn unknown_roles_of_one_name_are_twins_and_those_of_two_names_are_not() {
    let text = "primary PS1\n  server A: unknown \"X\", unknown \"Y\"\n  server B: unknown \"Y\"\n";
    let mut design = design(text);
    let (a, b) = (design.servers_named("A")[0].id, design.servers_named("B")[0].id);
    let role = |design: &Design, name: &str| {
        let server = design.server(a).expect("a server");
        let role = server.roles().find(|role| role.own_name() == Some(name)).expect("a role");
        role.id
    };
    let go = |role| Command::from(MoveRole { role, to: b, place: usize::MAX });
    assert!(go(role(&design, "Y")).apply(&mut design.clone()).is_err());
    go(role(&design, "X")).apply(&mut design).expect("another name");
    assert_eq!(design.server(b).expect("a server").roles.len(), 2);
    let y = role(&design, "Y");
    let next = apply_all(&[Remove { node: y.into() }.into()], &design).expect("removed");
    assert!(next.server(a).expect("a server").roles.is_empty());
    let twice = said("primary PS1\n  server A: unknown \"Y\", unknown \"Y\", unknown \"X\"\n");
    assert_eq!(twice.iter().filter(|it| it.starts_with("ROLE-DUP-SERVER")).count(), 1, "{twice:?}");
    let renamed = Set::of(y, Field::Fact(ROLE_NAME, Some(Value::Text("Z".into()))));
    renamed.apply(&mut design).expect("renamed");
    assert_eq!(name_of(&design, y.into()), "the unknown role \u{201c}Z\u{201d} on A");
}

#[test]
fn an_unknown_role_is_hatched_and_drawn_by_its_name() {
    let design = design(STRANGE);
    let plan = Plan { places: arrange::tidy(&design), design, ..Plan::default() };
    let report = rules::check(&plan.design);
    let scene = hierarchy::scene(&plan, &report);
    let server = plan.design.servers_named("B")[0];
    let known = server.roles().find(|role| role.kind == RoleKind::ManagementPoint).expect("an mp");
    for role in server.roles() {
        let own: Vec<_> =
            scene.items.iter().filter(|it| it.target == Some(role.id.into())).collect();
        let hatched =
            own.iter().any(|it| matches!(it.shape, Shape::Box { fill: Some(Fill::Hatch(_)), .. }));
        assert_eq!(hatched, role.id != known.id);
        let texts: Vec<_> = own
            .iter()
            .filter_map(|it| match &it.shape {
                Shape::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        if let Some(name) = role.own_name() {
            assert!(texts.contains(&name), "{name} in {texts:?}");
        }
    }
}

#[test]
fn an_unknown_role_is_named_in_every_report() {
    let design = design(STRANGE);
    let role = design.servers_named("B")[0].roles().nth(1).expect("a role");
    let plan = Plan { places: arrange::tidy(&design), design: design.clone(), ..Plan::default() };
    let report = rules::check(&design);
    let input =
        Input { plan: &plan, report: &report, theme: Theme::Light, page: None, name: "plan" };
    for kind in ["md", "svg"] {
        let exporter = export::by_kind(kind).expect("a kind of file");
        let text = String::from_utf8((exporter.write)(&input).expect("written")).expect("text");
        for name in ["SMS Foo Point", "not judged"] {
            assert!(text.contains(name), "{name}");
        }
    }
    assert_eq!(role.spoken(), "unknown role \u{201c}SMS Foo Point\u{201d}");
    assert!(
        sizes::chip_width(role.role()) > sizes::chip_width(&Role::new(role.id, RoleKind::Unknown,))
    );
}

#[test]
fn nothing_is_said_of_a_place_that_nobody_knows() {
    let of = |text: &str, ids: &[&str]| -> Vec<String> {
        let meant = |it: &String| ids.iter().any(|id| it.trim_start_matches('?').starts_with(id));
        said(text).into_iter().filter(meant).collect()
    };
    let hierarchy = ["HIER-MULTI", "HIER-SEC-PARENT", "HIER-ROOT", "HIER-CAS", "HIER-PRI-PARENT"];
    let open = "primary PS1\nprimary PS2 parent=unknown\n";
    assert_eq!(of(open, &hierarchy), ["?HIER-MULTI-PRI-NEEDS-CAS: PS2"]);
    let both = "primary PS1\nprimary PS2\nprimary PS3 parent=unknown\n";
    assert_eq!(of(both, &hierarchy), ["HIER-MULTI-PRI-NEEDS-CAS: PS2"]);
    assert_eq!(of("secondary S01 parent=unknown\n", &hierarchy), ["?HIER-SEC-PARENT: S01"]);
    assert_eq!(of("secondary S01 parent=none\n", &hierarchy), ["HIER-SEC-PARENT: S01"]);
    assert_eq!(of("unknown U01 parent=unknown\n", &hierarchy), ["?HIER-ROOT-TYPE: U01"]);
    let beside = "cas CS1\nprimary PS1 parent=unknown\n";
    assert_eq!(of(beside, &hierarchy), ["?HIER-PRI-PARENT-TYPE: PS1", "?HIER-CAS-NO-PRI: PS1"]);
    // A central administration site is at the top whatever a file forgets.
    assert_eq!(of("cas CS1 parent=unknown\n", &hierarchy), ["HIER-CAS-NO-PRI: CS1"]);
    let top = ["SCP-MISSING", "ROLE-TOPTIER"];
    assert_eq!(of("primary PS1 parent=unknown\n", &top), ["?SCP-MISSING: PS1"]);
    let has = "primary PS1 parent=unknown\n  server A: scp\n";
    assert_eq!(of(has, &top), ["?ROLE-TOPTIER: the service connection point on A"]);
    let capacity = ["CAP-CHILD", "CAP-PRI", "CAP-STANDALONE"];
    assert_eq!(of("primary PS1 devices=90000 parent=unknown\n", &capacity), Vec::<String>::new());
    let large = of("primary PS1 devices=180000 parent=unknown\n", &capacity);
    assert!(!large.is_empty() && large.iter().all(|it| it.starts_with('?')), "{large:?}");
    let two = "primary PS1\n  server A: scp\nprimary PS2 parent=unknown\n  server B: scp\n";
    assert_eq!(of(two, &["ROLE-HIER-ONE"]), ["?ROLE-HIER-ONE: PS2"]);
}

#[test]
fn a_site_that_is_hung_somewhere_has_a_place_again_and_was_nowhere_before() {
    let text = "primary PS1 state=installed\nsecondary S01 state=installed parent=unknown\n";
    let mut design = design(text);
    let (ps1, s01) = (design.sites_coded("PS1")[0].id, design.sites_coded("S01")[0].id);
    assert!(design.sites_coded("S01")[0].parent_is_unknown());
    let before = design.clone();
    Command::from(MoveSite { site: s01, under: Some(ps1), place: 0 })
        .apply(&mut design)
        .expect("moved");
    let site = design.site(s01).expect("a site");
    assert!(!site.said.has(PARENT) && !site.said.has(WAS_PARENT) && !site.parent_is_unknown());
    let report = rules::recheck(&rules::check(&before), &before, &design);
    assert_eq!(report.sorted(&design).len(), rules::check(&design).sorted(&design).len());
    // Saying that it is the top is an answer as well.
    let mut alone = before.clone();
    let top = Set::of(s01, Field::Fact(PARENT, Some(Value::Word("none"))));
    top.apply(&mut alone).expect("said");
    assert!(!alone.site(s01).expect("a site").parent_is_unknown());
    assert_eq!(NOT_KNOWN, "unknown");
}

#[test]
fn the_header_of_a_site_says_calmly_that_its_parent_is_not_known() {
    let texts = |text: &str| -> Vec<String> {
        let design = design(text);
        let plan = Plan { places: arrange::tidy(&design), design, ..Plan::default() };
        let scene = hierarchy::scene(&plan, &rules::check(&plan.design));
        let text = |shape: Shape| match shape {
            Shape::Text { text, .. } => Some(text),
            _ => None,
        };
        scene.items.into_iter().filter_map(|item| text(item.shape)).collect()
    };
    let says = |texts: Vec<String>| texts.iter().any(|it| it == "Secondary, parent not known");
    assert!(says(texts("secondary S01 \"A branch with a long name\" parent=unknown\n")));
    assert!(!says(texts("secondary S01 parent=none\n")));
    assert!(!says(texts("primary PS1\n  secondary S01 parent=unknown\n")));
}

#[test]
fn a_site_of_unknown_type_has_a_fix_for_each_type_it_can_be() {
    let titles = |text: &str| -> Vec<String> {
        let design = design(text);
        let report = rules::check(&design);
        let found = report.sorted(&design).into_iter().find(|it| it.rule.id == "HIER-ROOT-TYPE");
        let finding = found.expect("a finding");
        let fixes = rules::cures(finding, &design, &report, &mut Ids::counted());
        fixes.into_iter().map(|fix| fix.title).collect()
    };
    assert_eq!(
        titles("primary PS1\nunknown U01\n  server A: site, db, mp, dp\n")
            .last()
            .map(String::as_str),
        Some("Make it a secondary site under PS1")
    );
}
