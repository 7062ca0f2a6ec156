//! The facts that a plan may say of its nodes: the table, and that nothing is lost on the way.

use std::collections::BTreeSet;

use sitewright::{
    arrange,
    commands::{Field, MoveSite, Set},
    facts::{
        choices::Choice,
        roles::RoleKind,
        said::{EntityKind, Fact, Shape, lifecycle, servers, sites},
    },
    file,
    model::{Design, NodeId, Value, outline},
    plan::Plan,
};

/// A spelling that fits a fact.
fn example(fact: Fact) -> String {
    match fact.row().shape {
        Shape::Flag => "no".to_owned(),
        Shape::Number { most, .. } => most.to_string(),
        Shape::Word(words) => words.last().expect("words").0.to_owned(),
        Shape::Words(words) => {
            words.iter().rev().map(|(word, _)| *word).collect::<Vec<_>>().join("+")
        }
        Shape::Release => "18.4.1.1".to_owned(),
        Shape::Text | Shape::Code | Shape::Host | Shape::Name(_) => {
            "a \"text\", with = and #".to_owned()
        }
        Shape::Texts | Shape::Codes | Shape::Names(_) => "C++ tools; two words".to_owned(),
    }
}

/// A design with a node of every kind, every fact said of every node that can have it.
fn everything() -> Design {
    let roles: Vec<_> = RoleKind::all().map(|kind| kind.code().to_ascii_lowercase()).collect();
    let around =
        EntityKind::ALL.map(|kind| format!("{} N-{}\n", kind.word(), kind.word())).concat();
    let text = format!(
        "plan \"All\"\nprimary PS1 bare\n  server A: {}\ncmg c1\n{around}",
        roles.join(", ")
    );
    let mut design = outline::parse(&text).expect("an outline");
    let nodes: Vec<_> = nodes(&design);
    for node in nodes {
        let on = design.kind_of(node).expect("a node");
        for fact in Fact::of(on) {
            let value = Value::read(fact, &example(fact)).expect("a value");
            let set = Set { node, field: Field::Fact(fact, Some(value)) };
            set.apply(&mut design).expect("a fact that fits");
        }
    }
    design
}

fn nodes(design: &Design) -> Vec<Option<NodeId>> {
    let mut nodes = vec![None];
    for site in design.sites() {
        nodes.push(Some(site.id.into()));
        for server in site.servers() {
            nodes.push(Some(server.id.into()));
            nodes.extend(server.roles().map(|role| Some(role.id.into())));
        }
    }
    nodes.extend(design.gateways().iter().map(|it| Some(it.id.into())));
    nodes.extend(design.entities().map(|it| Some(it.id.into())));
    nodes
}

#[test]
fn keys_are_words_that_mean_one_thing() {
    let mut seen = BTreeSet::new();
    let taken = [
        "devices",
        "comm",
        "clouddevices",
        "fqdn",
        "os",
        "version",
        "asof",
        "instances",
        "region",
        "at",
        "from",
        "for",
        "bare",
        "and",
    ];
    for fact in Fact::all() {
        let key = fact.key();
        assert!(seen.insert(key), "{key} is there twice");
        assert!(
            !taken.contains(&key) && Choice::named(key).is_none(),
            "{key} has a meaning already"
        );
        assert!(
            key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
            "{key}"
        );
        assert!(fact.row().unsaid.ends_with('.') && !fact.row().title.ends_with('.'), "{key}");
        if let Some(assumed) = fact.row().assumed {
            let value = Value::read(fact, assumed).expect("what is assumed can be said");
            assert_eq!(value.spelled(), assumed, "{key}");
        }
    }
    assert!(seen.len() > 150, "{}", seen.len());
}

#[test]
fn every_fact_of_every_node_survives_outline_and_file() {
    let design = everything();
    let text = outline::print(&design);
    let read = outline::parse(&text).expect("what was printed reads");
    assert_eq!(outline::print(&read), text);
    for (node, again) in nodes(&design).into_iter().zip(nodes(&read)) {
        assert_eq!(design.said_of(node), read.said_of(again));
    }
    let plan = Plan { places: arrange::load(&design, &[]), design, ..Plan::default() };
    let bytes = file::write(&plan);
    let opened = file::read(&bytes).expect("what was saved opens");
    assert_eq!(file::write(&opened), bytes);
    assert_eq!(outline::print(&opened.design), text);
}

#[test]
fn a_fact_that_does_not_fit_is_refused_with_the_place() {
    let faults = |text: &str| {
        let faults = outline::parse(text).expect_err("a fault");
        faults.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        faults("primary PS1\n  server A coers=8: mp"),
        [
            "2:12: \"coers\" is not a key; expected one of fqdn, os, cores or another fact; did you mean \"cores\"?"
        ]
    );
    assert_eq!(
        faults("primary PS1\n  server A cores=0: mp"),
        ["2:18: cores needs a whole number from 1 to 4096, not \"0\""]
    );
    assert_eq!(
        faults("primary PS1 dedup=maybe"),
        [
            "1:13: \"dedup\" is not a key; expected one of devices, comm, clouddevices, parent or another fact"
        ]
    );
    assert_eq!(
        faults("primary PS1\n  server A: db sql=2020"),
        ["2:20: sql needs one of 2008r2, 2012, 2014, 2016, 2017, 2019, 2022, 2025, not \"2020\""]
    );
    assert_eq!(
        faults("primary PS1\n  server A: db sql=2019 sql=2022"),
        ["2:25: \"sql\" is there twice"]
    );
    assert_eq!(
        faults("primary PS1\n  zone DMZ"),
        ["2:3: a network zone stands at the left margin"]
    );
}

#[test]
fn a_value_of_another_shape_is_refused() {
    let mut design = outline::parse("primary PS1").expect("an outline");
    let server = design.servers().next().expect("a server").id;
    for (fact, value) in [
        (servers::CORES, Value::Flag(true)),
        (servers::CORES, Value::Number(0)),
        (servers::NET, Value::Text("four".into())),
        (servers::FILE_SYSTEM, Value::Word("zfs")),
        (sites::FOLDER, Value::Text("C:".into())),
    ] {
        let set = Set::of(server, Field::Fact(fact, Some(value)));
        assert!(set.apply(&mut design).is_err(), "{fact:?}");
    }
    assert!(design.server(server).expect("a server").said.is_empty());
}

#[test]
fn renaming_a_zone_renames_it_where_it_is_named() {
    let text =
        "plan \"P\" consolezone=DMZ\nprimary PS1\n  server A zone=dmz: mp\nzone DMZ nat=yes\n";
    let mut design = outline::parse(text).expect("an outline");
    let zone = design.entities().next().expect("a zone").id;
    Set::of(zone, Field::Name("Perimeter".into())).apply(&mut design).expect("renamed");
    let printed = outline::print(&design);
    assert!(printed.contains("consolezone=Perimeter") && printed.contains("zone=Perimeter"));
    assert!(!printed.to_lowercase().contains("dmz"), "{printed}");
}

#[test]
fn what_an_installed_site_was_is_kept_until_it_is_so_again() {
    let text = "cas CS1\n  primary PS1 \"East\" state=installed\n    secondary S01 state=installed\n  primary PS2\n";
    let mut design = outline::parse(text).expect("an outline");
    let id = |design: &Design, code: &str| design.sites_coded(code)[0].id;
    let (ps1, ps2, s01) = (id(&design, "PS1"), id(&design, "PS2"), id(&design, "S01"));
    let before = outline::print(&design);
    let go = |under| {
        sitewright::commands::Command::from(MoveSite { site: s01, under: Some(under), place: 0 })
    };
    go(ps2).apply(&mut design).expect("moved");
    let said = &design.site(s01).expect("a site").said;
    assert_eq!(said.text(lifecycle::WAS_PARENT), Some("PS1"));
    go(ps1).apply(&mut design).expect("moved back");
    assert_eq!(outline::print(&design), before);
    let rename =
        |code: &str| sitewright::commands::Command::from(Set::of(ps1, Field::Code(code.into())));
    rename("PS9").apply(&mut design).expect("renamed");
    rename("PS8").apply(&mut design).expect("renamed");
    assert_eq!(design.site(ps1).expect("a site").said.text(lifecycle::WAS_CODE), Some("PS1"));
    rename("PS1").apply(&mut design).expect("renamed");
    assert_eq!(outline::print(&design), before);
    // What is only planned leaves no trace.
    let move_planned = MoveSite { site: ps2, under: None, place: 0 };
    sitewright::commands::Command::from(move_planned).apply(&mut design).expect("moved");
    assert!(design.site(ps2).expect("a site").said.is_empty());
}

#[test]
fn renaming_a_site_or_server_renames_it_where_facts_name_it() {
    let text = "primary PS1\n  server A.corp.org clientsite=PS1: mp replica=B\\X, sup susdb=b.corp.org\n  \
                server B.corp.org: dp\ngroup Lisbon assigns=ps1\n";
    let mut design = outline::parse(text).expect("an outline");
    let site = design.sites_coded("PS1")[0].id;
    Set::of(site, Field::Code("P01".into())).apply(&mut design).expect("renamed");
    let server = design.servers_named("B")[0].id;
    Set::of(server, Field::Name("SQL".into())).apply(&mut design).expect("renamed");
    let printed = outline::print(&design);
    for said in ["clientsite=P01", "assigns=P01", "replica=SQL\\X", "susdb=SQL.corp.org"] {
        assert!(printed.contains(said), "{said} in {printed}");
    }
}

/// What a plan keeps for people to read; no rule asks for it.
const FOR_READERS: [&str; 9] = [
    "ACCOUNT_DOMAIN",
    "DATABASE_NAME",
    "LINK_MBPS",
    "LINK_MS",
    "LOCATION_CLIENTS",
    "LOCATION_SITE",
    "POINT_GROUPS",
    "UPDATE_PORT",
    "UPDATE_TLS_PORT",
];

/// A question that changes nothing is not worth asking.
#[test]
#[expect(clippy::disallowed_methods, reason = "the source is what is tested")]
fn every_fact_is_read_by_a_rule() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let texts = |folder: &str, ending: &str| -> Vec<String> {
        let files = std::fs::read_dir(root.join(folder)).expect("a folder");
        let paths = files.map(|file| file.expect("a file").path());
        let wanted = paths.filter(|path| path.to_string_lossy().ends_with(ending));
        wanted.map(|path| std::fs::read_to_string(path).expect("a text")).collect()
    };
    let readers = [texts("rules", ".rs"), texts("commands", ".rs"), texts("model", ".rs")].concat();
    let rows = texts("facts/said", ".rs").concat();
    let names = rows.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("    ")?.split_once(" \"")?;
        let is_name =
            name.bytes().all(|it| it.is_ascii_uppercase() || it == b'_' || it.is_ascii_digit());
        (is_name && rest.contains("\" on [")).then_some(name)
    });
    let names: Vec<_> = names.collect();
    assert_eq!(names.len(), Fact::all().count());
    let reads = |text: &String, name: &str| {
        text.split(|it: char| !it.is_ascii_alphanumeric() && it != '_').any(|word| word == name)
    };
    let unread: Vec<_> =
        names.into_iter().filter(|name| !readers.iter().any(|text| reads(text, name))).collect();
    assert_eq!(unread.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from(FOR_READERS));
}
