//! Importing once more: nothing twice, what people added stays, and what changed is brought up to date.

use serde_json::{Value, json};
use sitewright::{
    commands::Command,
    facts::{choices::Choice, roles::RoleKind},
    geometry::Point,
    import::{self, Source},
    model::{Date, Design, Ids, outline},
    plan::Plan,
    session::{Session, Terms},
};

use super::{import_onto, read, reference::ALL, source};

/// All that a design says, and the ids of its nodes in their order.
fn whole(design: &Design) -> (String, Vec<String>) {
    let sites = design.sites().map(|site| site.id.to_string());
    let servers = design.servers().map(|server| server.id.to_string());
    let roles = design.servers().flat_map(|server| server.roles().map(|role| role.id.to_string()));
    (outline::print(design), sites.chain(servers).chain(roles).collect())
}

fn sources(text: &str) -> Vec<Source> {
    vec![source("cm.json", text)]
}

#[test]
fn the_same_file_twice_changes_nothing() {
    for reference in ALL {
        for (name, text) in
            [("cm.json", reference.text("json")), ("roles.csv", reference.text("csv"))]
        {
            let file = [source(name, text)];
            let once = import_onto(&Design::new(), &file).design;
            let taken = import::take(read(&file), &once, &mut Ids::counted());
            assert!(taken.is_empty(), "{} {name}: {:?}", reference.name, taken.command);
            assert_eq!(taken.came.new, import::Counts::default(), "{} {name}", reference.name);
            let mut twice = once.clone();
            Command::from(taken.command).apply(&mut twice).expect("nothing to do");
            assert_eq!(whole(&once), whole(&twice), "{} {name}", reference.name);
        }
    }
}

/// In another order, from another form, with other letter case.
#[test]
fn the_same_hierarchy_in_another_form_brings_nothing_twice() {
    for reference in ALL {
        let once = import_onto(&Design::new(), &sources(&reference.text("json"))).design;
        let upper =
            reference.text("csv").replace(".com\"", ".COM\"").replace(".local\"", ".LOCAL\"");
        let again = import_onto(&once, &[source("roles.csv", upper)]);
        assert_eq!(again.design.site_count(), once.site_count(), "{}", reference.name);
        assert_eq!(again.design.server_count(), once.server_count(), "{}", reference.name);
        let roles = |design: &Design| design.servers().map(|it| it.roles().count()).sum::<usize>();
        assert_eq!(roles(&again.design), roles(&once), "{}: {:#?}", reference.name, again.notes);
    }
}

#[test]
fn what_people_say_stays() {
    let text = ALL[0].text("json");
    let mut before = import_onto(&Design::new(), &sources(&text)).design;
    let site = before.sites_coded("NYC")[0].id;
    let server = before.servers_named("NYC-MP01")[0].id;
    let own = outline::parse(
        "primary X devices=9000 comm=ehttp languages=German\n  server Y \"Rack 7\" os=2022 cores=8: dp wds\n",
    )
    .expect("an outline");
    let (said_site, said_server) = (
        own.sites().next().expect("one").site().clone(),
        own.servers().last().expect("one").server().clone(),
    );
    before.update_site(site, |site| {
        (site.devices, site.communication) = (said_site.devices, said_site.communication);
        for (fact, value) in said_site.said.all() {
            site.said.set(*fact, Some(value.clone()));
        }
    });
    before.update_server(server, |server| {
        (server.title, server.system) = (said_server.title.clone(), said_server.system);
        server.said = said_server.said.clone();
    });
    let after = import_onto(&before, &sources(&text)).design;
    assert_eq!(whole(&after), whole(&before));
}

#[test]
fn what_changed_is_brought_up_to_date() {
    let text = ALL[0].text("json");
    let before = import_onto(&Design::new(), &sources(&text)).design;
    let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
    for row in document["roles"].as_array_mut().expect("rows") {
        match row["RoleName"].as_str() {
            Some("SMS Management Point") => row["SslState"] = json!(0),
            Some("SMS Distribution Point") => {
                row["SslState"] = json!(1);
                for prop in row["Props"].as_array_mut().expect("properties") {
                    if prop["PropertyName"] == "IsPXE" {
                        prop["Value"] = json!(1);
                    }
                }
            }
            _ => {}
        }
    }
    document["sites"][0]["Version"] = json!("5.00.9146.1000");
    document["sites"][0]["SiteName"] = json!("Manhattan");
    let after = import_onto(&before, &sources(&document.to_string())).design;
    assert_eq!(after.server_count(), before.server_count());
    for role in after.roles_of(RoleKind::ManagementPoint) {
        assert!(!role.is(Choice::Https) && role.is(Choice::CloudGateway));
        assert!(before.role(role.id).is_some(), "it is the same role");
    }
    for role in after.roles_of(RoleKind::DistributionPoint) {
        assert!(role.is(Choice::Https) && role.is(Choice::Pxe));
    }
    let site = after.sites_coded("NYC")[0];
    assert_eq!(site.title, "Manhattan");
    assert_eq!(site.said.number(sitewright::facts::said::sites::RUNS), Some(2603));
}

#[test]
fn what_is_gone_stays_and_is_told() {
    let text = ALL[0].text("json");
    let before = import_onto(&Design::new(), &sources(&text)).design;
    let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
    let rows = document["roles"].as_array_mut().expect("rows");
    rows.retain(|row| row["RoleName"] != "SMS Cloud Proxy Connector");
    let after = import_onto(&before, &sources(&document.to_string()));
    assert_eq!(whole(&after.design), whole(&before));
    let told = after.notes.iter().filter(|note| note.contains("no row names it")).count();
    assert_eq!(told, 2, "{:#?}", after.notes);
    // A whole server that is gone.
    let rows = document["roles"].as_array_mut().expect("rows");
    rows.retain(|row| row["NetworkOSPath"] != "\\\\NYC-DP01.corp.contoso.com");
    let after = import_onto(&before, &sources(&document.to_string()));
    assert_eq!(whole(&after.design), whole(&before));
    let told = after.notes.iter().any(|note| note.contains("NYC-DP01"));
    assert!(told, "{:#?}", after.notes);
}

#[test]
fn what_is_new_comes_beside_what_is_there() {
    let text = ALL[0].text("json");
    let before = import_onto(&Design::new(), &sources(&text)).design;
    let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
    document["roles"].as_array_mut().expect("rows").push(json!(
        {"SiteCode": "nyc", "RoleName": "SMS Software Update Point", "NetworkOSPath": "\\\\nyc-mp01",
         "NALType": "Windows NT Server", "SslState": 1}
    ));
    let after = import_onto(&before, &sources(&document.to_string())).design;
    assert_eq!(
        after.server_count(),
        before.server_count(),
        "a short name is the computer it begins"
    );
    let server = after.servers_named("NYC-MP01")[0];
    assert!(server.server().has(RoleKind::SoftwareUpdatePoint));
}

/// What stands where a hand put it, and what the plan lives with, is none of the file's business.
#[test]
fn places_and_waivers_stay() {
    let reference = ALL.iter().find(|reference| reference.name == "r05").expect("it is there");
    let design = import_onto(&Design::new(), &sources(&reference.text("json"))).design;
    let places = sitewright::arrange::tidy(&design);
    let mut session = Session::new(Plan::new(design, places), Ids::counted(), true);
    let server = session.design().servers().next().expect("a server").id;
    let site = session.design().sites().next().expect("a site").id;
    session.put(site.into(), Point::new(4_000.0, 800.0));
    let finding =
        session.report().sorted(session.design()).into_iter().find(|it| it.problem().is_some());
    let finding = finding.expect("it has one").clone();
    let review_by = Date::read("2030-01-01");
    let reason = "There is no other server".to_owned();
    let terms = Terms { reason, review_by, ..Terms::default() };
    session.waive(&finding, &terms).expect("it can be waived");
    let (places, waivers) = (session.plan().places.clone(), session.plan().waivers.clone());
    let corner = places.bounds(session.design(), server.into());

    // A server that is new to the plan, so that there is something to make room for.
    let more = reference.text("json").replace(
        "\"roles\":[",
        "\"roles\":[{\"SiteCode\":\"P01\",\"RoleName\":\"SMS Management Point\",\"NetworkOSPath\":\"\\\\\\\\new1.contoso.com\"},",
    );
    let taken = import::take(read(&sources(&more)), session.design(), &mut Ids::counted());
    assert_eq!(taken.came.new.servers, 1);
    session.run_as("Import", &[taken.command.into()], None).expect("it fits");
    assert_eq!(session.plan().waivers, waivers);
    assert_eq!(session.plan().places.bounds(session.design(), server.into()), corner);
    assert!(session.plan().places.is_pinned(session.design(), site.into()));
    assert!(session.undo());
    assert_eq!(session.design().servers_named("new1").len(), 0);
}
