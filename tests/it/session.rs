//! A session as its three drivers use it: whatever is done, what it says stays true.

use sitewright::{
    arrange,
    commands::{AddSite, Command, Field, PlaceRole, Set, Setup},
    facts::{
        roles::RoleKind,
        said::{Fact, servers::CORES},
        sites::SiteKind,
        systems::System,
        versions::Version,
    },
    model::{Design, Ids, SiteId, Value, outline},
    plan::Plan,
    rules::{self, Finding, Report, Trouble},
    session::{Landing, Session},
    templates,
};

use crate::walk::Walk;

/// A report as lines, in the order in which it is shown.
fn lines(report: &Report, design: &Design) -> Vec<String> {
    report.sorted(design).iter().map(|finding| format!("{finding:?}")).collect()
}

fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {:?}", finding.rule.id, finding.on)).collect()
}

/// A walk of all commands and facts at one version, each step also taken back.
fn walk_at(version: Version) {
    let mut walk = Walk::new(7 + version as u64);
    let mut design = Design::new();
    Set::plan(Field::Target(Some(version))).apply(&mut design).expect("a version");
    let mut report = rules::check(&design);
    let mut steps = 0;
    while steps < 700 {
        let mut next = design.clone();
        let command = walk.command(&design);
        let ran = command.apply(&mut next);
        if ran.is_err() || next.target() != version {
            continue;
        }
        steps += 1;
        let again = rules::recheck(&report, &design, &next);
        let whole = rules::check(&next);
        assert_eq!(lines(&again, &next), lines(&whole, &next), "step {steps}: {command:?}");
        assert_eq!(again.tally(), whole.tally(), "step {steps}: {command:?}");
        let back = rules::recheck(&again, &next, &design);
        assert_eq!(lines(&back, &design), lines(&report, &design), "taking back {command:?}");
        if next.server_count() < 40 {
            design = next;
            report = again;
        }
    }
}

macro_rules! walks {
    ($($name:ident $version:ident,)*) => {
        $(#[test]
        fn $name() {
            walk_at(Version::$version);
        })*
    };
}

walks! {
    looking_again_says_what_looking_at_everything_says_at_2403 V2403,
    looking_again_says_what_looking_at_everything_says_at_2409 V2409,
    looking_again_says_what_looking_at_everything_says_at_2503 V2503,
    looking_again_says_what_looking_at_everything_says_at_2509 V2509,
    looking_again_says_what_looking_at_everything_says_at_2603 V2603,
}

/// In a large plan a question that nothing answers is asked once; the first answer anywhere asks
/// it of every server again.
#[test]
fn a_large_plan_is_asked_once_what_it_nowhere_says() {
    let servers: Vec<_> = (0..2_001).map(|at| format!("  server DP-{at}: dp\n")).collect();
    let text = format!("primary PS1 devices=2000 comm=ehttp\n{}", servers.concat());
    let design = outline::parse(&text).expect("an outline");
    let report = rules::check(&design);
    let server = design.servers_named("DP-7")[0].id;
    let asks = |report: &Report, design: &Design, fact: Fact| {
        let found = report.sorted(design).into_iter();
        found
            .filter(|it| matches!(&it.trouble, Trouble::Unknown(gap) if gap.fact == Some(fact)))
            .count()
    };
    let fact = CORES;
    assert_eq!(asks(&report, &design, fact), 0);
    assert!(rules::engine::silent(&design).iter().any(|(_, gap)| gap.fact == Some(fact)));
    let mut next = design.clone();
    let value = Value::read(fact, "8").expect("a number");
    Set::of(server, Field::Fact(fact, Some(value))).apply(&mut next).expect("said");
    let again = rules::recheck(&report, &design, &next);
    assert_eq!(lines(&again, &next), lines(&rules::check(&next), &next));
    assert!(asks(&again, &next, fact) >= 2_000);
    assert!(rules::engine::silent(&next).iter().all(|(_, gap)| gap.fact != Some(fact)));
    let back = rules::recheck(&again, &next, &design);
    assert_eq!(lines(&back, &design), lines(&report, &design));
}

/// The operating system is a field of its own, and asked the same way.
#[test]
fn a_large_plan_is_asked_once_what_its_servers_run() {
    let servers: Vec<_> = (0..2_001).map(|at| format!("  server DP-{at}: dp\n")).collect();
    let text = format!("primary PS1 devices=2000 comm=ehttp\n{}", servers.concat());
    let design = outline::parse(&text).expect("an outline");
    let report = rules::check(&design);
    let asks = |report: &Report, design: &Design| {
        let found = report.sorted(design).into_iter();
        found.filter(|it| it.rule.id == "SRV-OS-UNSUPPORTED").count()
    };
    assert_eq!(asks(&report, &design), 0);
    let silent = |design: &Design| {
        let silent = rules::engine::silent(design);
        silent.iter().any(|(rule, _)| rule.id == "SRV-OS-UNSUPPORTED")
    };
    assert!(silent(&design));
    let mut next = design.clone();
    let server = design.servers_named("DP-7")[0].id;
    Set::of(server, Field::System(System::named("2022"))).apply(&mut next).expect("said");
    let again = rules::recheck(&report, &design, &next);
    assert_eq!(lines(&again, &next), lines(&rules::check(&next), &next));
    assert!(asks(&again, &next) >= 2_000 && !silent(&next));
    let back = rules::recheck(&again, &next, &design);
    assert_eq!(lines(&back, &design), lines(&report, &design));
}

#[test]
fn a_refused_command_leaves_the_design_as_it_was() {
    let mut walk = Walk::new(21);
    let mut design = Design::new();
    let mut refused = 0;
    for _ in 0..3_000 {
        let command = walk.command(&design);
        let before = design.clone();
        if command.apply(&mut design).is_err() {
            refused += 1;
            assert!(before.sites_unlike(&design).is_empty(), "{command:?}");
            assert!(before.shares_head(&design) && before.shares_gateways(&design), "{command:?}");
        } else if design.server_count() > 40 {
            design = before;
        }
    }
    assert!(refused > 100, "only {refused} refusals: the walk asks for too little");
}

#[test]
fn a_preview_says_what_running_brings_and_changes_nothing() {
    let mut walk = Walk::new(3);
    let mut session = Session::new(Plan::default(), Ids::counted(), true);
    for _ in 0..300 {
        let commands = [walk.command(session.design())];
        let before = lines(session.report(), session.design());
        let Ok(preview) = session.preview(&commands) else {
            assert!(session.run(&commands).is_err());
            continue;
        };
        assert_eq!(lines(session.report(), session.design()), before);
        let old: Vec<Finding> =
            session.report().sorted(session.design()).into_iter().cloned().collect();
        session.run(&commands).unwrap();
        let new: Vec<Finding> =
            session.report().sorted(session.design()).into_iter().cloned().collect();
        let lone = |these: &[Finding], those: &[Finding]| {
            let broken = these.iter().filter(|finding| finding.problem().is_some());
            let lone = broken.filter(|finding| {
                !those.iter().any(|it| it.problem().is_some() && it.key() == finding.key())
            });
            let mut lone = shown(&lone.cloned().collect::<Vec<_>>());
            lone.sort();
            lone
        };
        let sorted = |findings: &[Finding]| {
            let mut shown = shown(findings);
            shown.sort();
            shown
        };
        assert_eq!(sorted(&preview.introduces), lone(&new, &old), "{commands:?}");
        assert_eq!(sorted(&preview.resolves), lone(&old, &new), "{commands:?}");
        if session.design().server_count() > 40 {
            session.undo();
        }
    }
}

#[test]
fn undo_goes_back_to_the_beginning_and_redo_to_the_end() {
    let mut walk = Walk::new(11);
    let mut session = Session::new(Plan::default(), Ids::counted(), true);
    let mut steps = 0;
    let mut states = vec![state(&session)];
    while steps < 400 {
        let command = walk.command(session.design());
        if session.run(&[command]).is_ok() {
            steps += 1;
            states.push(state(&session));
        }
    }
    for state_before in states.iter().rev().skip(1) {
        assert!(session.undo());
        assert_eq!(&state(&session), state_before);
    }
    assert!(!session.undo() && session.design().is_empty() && !session.is_edited());
    for state_after in &states[1..] {
        assert!(session.redo());
        assert_eq!(&state(&session), state_after);
    }
    assert!(!session.redo());
}

/// All that must come back: the plan's bytes and what the rules say.
fn state(session: &Session) -> (Vec<u8>, Vec<String>) {
    let said: Vec<String> = lines(session.report(), session.design());
    (format!("{:?}", session.plan()).into_bytes(), said)
}

#[test]
fn a_new_edit_ends_what_could_be_redone() {
    let mut session = Session::new(Plan::default(), Ids::counted(), true);
    for code in ["PS1", "PS2"] {
        let add = primary(&mut session, code);
        session.run(&[add]).unwrap();
    }
    session.undo();
    let add = primary(&mut session, "PS3");
    session.run(&[add]).unwrap();
    let labels: Vec<_> =
        session.history().past().iter().map(|entry| entry.label.as_str()).collect();
    assert_eq!(labels, ["Add primary site PS1", "Add primary site PS3"]);
    assert!(session.history().future().is_empty() && !session.redo());
}

#[test]
fn going_back_and_forth_asks_nobody_again() {
    let design = outline::parse("cas CS1\n  primary PS1\n  primary PS2\n").unwrap();
    let places = arrange::tidy(&design);
    let mut session = Session::new(Plan::new(design, places), Ids::counted(), false);
    let before = session.report().clone();
    let parent = session.design().sites_coded("PS1")[0].id;
    site(&mut session, SiteKind::Secondary, "S01", Some(parent));
    let after = session.report().clone();
    session.undo();
    let shares = |session: &Session, report: &Report| {
        session.design().sites().all(|site| session.report().shares_site(report, site.id))
    };
    assert!(shares(&session, &before), "the very findings of before are shown again");
    session.redo();
    assert!(shares(&session, &after), "and those of afterwards");
}

#[test]
fn an_edit_prepared_elsewhere_is_the_edit() {
    let design = outline::parse("cas CS1\n  primary PS1\n").unwrap();
    let places = arrange::tidy(&design);
    let mut by_hand = Session::new(Plan::new(design, places), Ids::counted(), false);
    let plan = by_hand.plan().clone();
    let mut prepared = Session::new(Plan::clone(&plan), Ids::counted(), false);
    let command: Command = primary(&mut by_hand, "PS2");
    by_hand.run(std::slice::from_ref(&command)).unwrap();

    let mut basis = prepared.basis();
    let _: SiteId = basis.ids.fresh(prepared.design());
    let mut next = prepared.design().clone();
    command.apply(&mut next).unwrap();
    let late = prepared.basis().arrange(next.clone()).judge();
    prepared.adopt("Add", basis.arrange(next).judge()).ok().unwrap();
    assert_eq!(state(&prepared), state(&by_hand));
    assert_eq!(prepared.history().past().len(), 1);
    let revision = prepared.revision();
    assert!(prepared.adopt("Add", late).is_err(), "the plan is another one by now");
    assert_eq!(prepared.revision(), revision);
    prepared.undo();
    assert_eq!(state(&prepared).0, format!("{plan:?}").into_bytes());
}

#[test]
fn a_drop_that_brings_an_error_bounces_and_offers_what_is_right() {
    let mut session = Session::new(Plan::default(), Ids::counted(), true);
    let central = site(&mut session, SiteKind::Central, "CS1", None);
    let first = site(&mut session, SiteKind::Primary, "PS1", Some(central));
    let server = session.design().site(central).unwrap().servers[0].id;
    let id = session.fresh();
    let place =
        Command::from(PlaceRole { id, kind: RoleKind::ManagementPoint, on: server, serves: None });
    let Landing::Bounces(finding) = session.landing(std::slice::from_ref(&place)) else {
        panic!("a management point at a central administration site must bounce");
    };
    assert_eq!(finding.rule.id, "ROLE-SITETYPE");
    let offers = session.offers(RoleKind::ManagementPoint, central);
    assert_eq!(offers[0].title, "Put on PS1");
    session.run(&offers[0].commands).unwrap();
    let primary = session.design().site(first).unwrap();
    assert!(primary.roles().any(|role| role.kind == RoleKind::ManagementPoint));
}

fn primary(session: &mut Session, code: &str) -> Command {
    let id = session.fresh();
    AddSite { id, kind: SiteKind::Primary, code: code.into(), under: None, place: 9, setup: None }
        .into()
}

fn site(session: &mut Session, kind: SiteKind, code: &str, under: Option<SiteId>) -> SiteId {
    let id = session.fresh();
    let roles = sitewright::commands::setup_roles(kind).iter();
    let roles = roles.map(|kind| (session.fresh(), *kind)).collect();
    let setup = Some(Setup { server: session.fresh(), name: code.into(), roles });
    let add = AddSite { id, kind, code: code.into(), under, place: 9, setup };
    session.run(&[add.into()]).expect("a site can be added");
    id
}

/// Shade, hover line, picker and drop all ask the session; here it is held to what it then does,
/// for every role on every server of every template.
#[test]
fn what_a_drop_would_do_is_what_it_does() {
    let designs = templates::all().iter().map(templates::Template::design);
    for design in designs.chain([templates::sample()]) {
        let places = arrange::tidy(&design);
        let plan = Plan::new(design, places);
        let mut session = Session::new(plan, Ids::counted(), true);
        let servers: Vec<_> = session.design().servers().map(|server| server.id).collect();
        for kind in RoleKind::all() {
            for shaded in session.landings(kind, &servers) {
                let (id, on) = (session.fresh(), shaded.server);
                let place = [Command::from(PlaceRole { id, kind, on, serves: None })];
                let hovered = session.landing(&place);
                assert_eq!(words(&shaded.landing), words(&hovered), "{kind:?} on {on}");
                let before = lines(session.report(), session.design());
                let ran = session.run(&place);
                assert_eq!(ran.is_err(), matches!(hovered, Landing::Impossible(_)));
                if ran.is_err() {
                    continue;
                }
                let after = lines(session.report(), session.design());
                if let Landing::LandsBut(finding) | Landing::Bounces(finding) = &hovered {
                    let named = |line: &&String| line.contains(finding.what());
                    let count = |lines: &[String]| lines.iter().filter(named).count();
                    assert!(count(&after) > count(&before), "{kind:?} on {on}: {}", finding.what());
                }
                session.undo();
            }
        }
    }
}

fn words(landing: &Landing) -> String {
    match landing {
        Landing::Lands => "lands".to_owned(),
        Landing::LandsBut(finding) => format!("lands but {}: {}", finding.rule.id, finding.what()),
        Landing::Bounces(finding) => format!("bounces {}: {}", finding.rule.id, finding.what()),
        Landing::Impossible(refusal) => refusal.to_string(),
    }
}
