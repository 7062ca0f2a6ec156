//! Exports that are cut, changed, nonsense: a clear word, what can come in does, and nothing hangs.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::{Value, json};
use sitewright::{
    facts::sites::SiteKind,
    import::{Sort, take},
    model::{Design, Ids},
};

use super::{Imported, import, read, reference::ALL, source, writer::Live};
use crate::sizes::{PlanSize, plan_of};

/// About 15 KB as JSON, 9 KB as a table.
fn small() -> Live {
    Live::of(&plan_of(PlanSize::Small))
}

/// Imports whatever it is; each time something is told of it, and notes name the file.
#[track_caller]
fn bears(name: &str, bytes: &[u8]) -> Imported {
    let imported = import(name, bytes);
    let known: BTreeSet<_> = imported.design.sites().map(|site| site.id).collect();
    assert_eq!(known.len(), imported.design.site_count(), "every site is reached once");
    for note in &imported.notes {
        assert!(note.starts_with(&format!("{name}: ")), "{note}");
        assert!(!note.contains('\n') && note.chars().count() < 2_000, "{note}");
    }
    let nothing = imported.design.is_empty() && imported.notes.is_empty();
    assert!(!nothing, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(200)]));
    imported
}

#[test]
fn a_file_that_ends_too_early_comes_in_to_its_end() {
    let (live, design) = (small(), plan_of(PlanSize::Small));
    let names = |design: &Design| -> BTreeSet<String> {
        design.servers().map(|server| server.full_name().to_lowercase()).collect()
    };
    let whole = names(&design);
    for (name, text) in [("cm.json", live.json()), ("roles.csv", live.csv())] {
        let mut before = BTreeSet::new();
        for end in 0..text.len() {
            let Some((cut, rest)) = text.split_at_checked(end) else { continue };
            let imported = bears(name, cut.as_bytes());
            // Nothing comes in that is not in the whole file, and nothing goes as more is there.
            let now = names(&imported.design);
            assert!(now.is_subset(&whole) && now.is_superset(&before), "{name} {end}: {now:?}");
            before = now;
            if name == "cm.json" && !rest.trim().is_empty() && !cut.is_empty() {
                let told = imported.notes.iter().any(|note| note.contains("(not taken in)"));
                assert!(told, "{end}: {:#?}", imported.notes);
            }
        }
        assert_eq!(before, whole, "{name}");
    }
}

/// What breaks files where it stands.
const PIECES: [&[u8]; 14] = [
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\",
    b"\n",
    b"null",
    b"\0",
    b"\xff\xfe",
    b"-1e999",
    b";",
];

#[test]
fn ten_thousand_changes_break_nothing() {
    let whole = small();
    let mut state = 5_u64;
    let mut number = |below: usize| {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        usize::try_from(state >> 33).unwrap_or_default() % below.max(1)
    };
    for (name, text, times) in [("cm.json", whole.json(), 6_000), ("roles.csv", whole.csv(), 4_000)]
    {
        for _ in 0..times {
            let mut bytes = text.clone().into_bytes();
            for _ in 0..=number(3) {
                let at = number(bytes.len());
                let end = (at + number(40)).min(bytes.len());
                let piece = PIECES[number(PIECES.len())];
                match number(4) {
                    0 => bytes[at] = u8::try_from(number(256)).unwrap_or_default(),
                    1 => drop(bytes.splice(at..end, [])),
                    2 => drop(bytes.splice(at..at, piece.iter().copied())),
                    _ => drop(bytes.splice(at..end, piece.iter().copied())),
                }
            }
            bears(name, &bytes);
        }
    }
}

/// Everything that can stand where something else belongs.
fn odd_values() -> Vec<Value> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    vec![
        json!(null),
        json!(true),
        json!(-7),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("   "),
        json!("\u{0}\u{202e}text"),
        json!("x".repeat(100_000)),
        json!([]),
        json!([1, [2], {"a": null}]),
        json!({}),
        json!({"value": {"value": {"value": 1}}}),
        deep,
    ]
}

#[test]
fn a_wrong_type_in_any_field_is_one_odd_row() {
    let live = Live::of(&ALL[0].design());
    let whole: Value = serde_json::from_str(&live.json()).expect("it is JSON");
    let count = ALL[0].design().server_count();
    for part in ["sites", "roles"] {
        let names: Vec<_> = whole[part][0].as_object().expect("a row").keys().cloned().collect();
        for name in names {
            for odd in odd_values() {
                let mut document = whole.clone();
                document[part][0][&name] = odd.clone();
                let imported = bears("cm.json", document.to_string().as_bytes());
                let all = imported.design.server_count();
                // A wrong name of a computer or a site may be one more, never many fewer.
                assert!((count - 1..=count + 1).contains(&all), "{name}: {odd}: {all}");
            }
        }
    }
    for name in ["PropertyName", "Value", "Value1", "Value2"] {
        for odd in odd_values() {
            let mut document = whole.clone();
            for row in document["roles"].as_array_mut().expect("rows") {
                for prop in row["Props"].as_array_mut().expect("properties") {
                    prop[name] = odd.clone();
                }
            }
            let imported = bears("cm.json", document.to_string().as_bytes());
            assert_eq!(imported.design.server_count(), count, "{name}: {odd}");
        }
    }
    for part in ["sites", "roles"] {
        for odd in odd_values() {
            let mut document = whole.clone();
            document[part] = odd;
            bears("cm.json", document.to_string().as_bytes());
        }
    }
}

#[test]
fn nesting_without_end_is_told() {
    for open in ["[", "{\"a\":", "{\"roles\":[", "{\"value\":", "{\"Props\":["] {
        let imported = bears("cm.json", open.repeat(100_000).as_bytes());
        assert!(imported.design.is_empty());
    }
}

/// Rows that say nothing: what is told of them does not grow with them without bounds.
#[test]
fn a_hundred_thousand_rows_of_noise_say_little() {
    const ROWS: usize = 100_000;
    let mut json = "{\"roles\":[".to_owned();
    let mut csv = "SiteCode,RoleName,ServerName\n".to_owned();
    for at in 0..ROWS {
        _ = write!(json, "{{\"Noise{}\":{at},\"SiteCode\":null}},", at % 5_000);
        let code = if at % 2 == 0 { "much too long for a code" } else { "" };
        _ = writeln!(csv, "{code},,{at}");
    }
    json += "{}]}";
    for (name, text) in [("cm.json", json), ("roles.csv", csv)] {
        let intake = read(&[source(name, text)]);
        assert!(intake.sites.is_empty() && intake.roles.is_empty(), "{name}");
        let told = intake.notes.of(Sort::Unplaced).count();
        assert!((1..=ROWS + 10).contains(&told), "{name}: {told} notes");
        let reasons: BTreeSet<_> =
            intake.notes.all().iter().map(|note| note.why.as_ptr()).collect();
        assert!(reasons.len() < 100, "{name}: {} reasons", reasons.len());
    }
}

/// A document of sites with their parents, each with a site server.
fn sites(rows: &[(&str, u8, &str)]) -> Value {
    let sites: Vec<_> = rows
        .iter()
        .map(|(code, kind, parent)| {
            json!({"SiteCode": code, "SiteName": "", "ServerName": format!("{code}-srv.corp.contoso.com"),
                   "Type": kind, "ReportingSiteCode": parent, "Version": "5.00.9141.1000"})
        })
        .collect();
    json!({"sites": sites, "roles": []})
}

#[test]
fn parents_in_a_circle_are_parted() {
    for rows in [
        &[("P01", 2, "P01")][..],
        &[("P01", 2, "P02"), ("P02", 2, "P01")],
        &[("CAS", 4, "S01"), ("P01", 2, "CAS"), ("S01", 1, "P01")],
        &[("A01", 2, "A02"), ("A02", 2, "A03"), ("A03", 2, "A01"), ("S01", 1, "A02")],
    ] {
        let imported = bears("cm.json", sites(rows).to_string().as_bytes());
        assert_eq!(imported.design.site_count(), rows.len(), "{rows:?}");
        assert_eq!(imported.design.sites().count(), rows.len(), "{rows:?}");
        let told = imported.notes.iter().any(|note| note.contains("report"));
        assert!(told, "{rows:?}: {:#?}", imported.notes);
    }
}

#[test]
fn a_parent_that_is_not_there_is_told() {
    let imported = bears("cm.json", sites(&[("P01", 2, "CAS")]).to_string().as_bytes());
    let site = imported.design.roots().next().expect("it came in");
    assert_eq!((site.code.as_str(), site.kind), ("P01", SiteKind::Primary));
    assert!(imported.notes.iter().any(|note| note.contains("CAS")), "{:#?}", imported.notes);
}

#[test]
fn a_site_without_a_server_comes_in_without_one() {
    let mut document = sites(&[("P01", 2, "")]);
    document["sites"][0]["ServerName"] = Value::Null;
    let imported = bears("cm.json", document.to_string().as_bytes());
    assert_eq!((imported.design.site_count(), imported.design.server_count()), (1, 0));
}

#[test]
fn roles_of_a_site_that_is_not_there_bring_it() {
    let mut document = sites(&[("P01", 2, "")]);
    document["roles"] = json!([
        {"SiteCode": "P02", "RoleName": "SMS Distribution Point", "NetworkOSPath": "\\\\DP02.corp.contoso.com"},
    ]);
    let imported = bears("cm.json", document.to_string().as_bytes());
    let site = imported.design.sites_coded("P02")[0];
    assert_eq!((site.kind, site.servers().count()), (SiteKind::Unknown, 1));
    let told = imported.notes.iter().any(|note| note.contains("P02") && note.contains("no row"));
    assert!(told, "{:#?}", imported.notes);
}

#[test]
fn two_sites_of_one_code_are_two() {
    let mut document = sites(&[("P01", 2, ""), ("P01", 2, "")]);
    document["sites"][1]["ServerName"] = json!("other.fabrikam.com");
    let imported = bears("cm.json", document.to_string().as_bytes());
    assert_eq!(imported.design.sites_coded("P01").len(), 2);
    assert_eq!(imported.design.server_count(), 2);
    assert!(imported.notes.iter().any(|note| note.contains("second site")));
    let ids = super::reference::found(&imported.design);
    assert!(ids.iter().any(|(id, _)| id == "SITE-CODE-UNIQUE"), "{ids:?}");
}

#[test]
fn what_is_no_export_is_called_so() {
    let plan = sitewright::file::write(&sitewright::plan::Plan::new(
        plan_of(PlanSize::Small),
        sitewright::arrange::tidy(&plan_of(PlanSize::Small)),
    ));
    for (name, bytes) in [
        ("empty.json", b"".to_vec()),
        ("mark.json", b"\xef\xbb\xbf".to_vec()),
        ("mark16.json", b"\xff\xfe".to_vec()),
        ("space.csv", b" \r\n\t\r\n".to_vec()),
        ("binary.bin", (0..=255_u8).cycle().take(4_096).collect()),
        ("zeros.bin", vec![0; 4_096]),
        ("plan.sitewright", plan),
        (
            "error.html",
            b"<!DOCTYPE html><html><head><title>404</title></head><body>Not found</body></html>"
                .to_vec(),
        ),
        ("error.json", br#"{"error":{"code":"401","message":"Unauthorized"}}"#.to_vec()),
        ("number.json", b"[1,2,3]".to_vec()),
        ("text.json", b"[\"a\",\"b\"]".to_vec()),
        ("words.txt", b"Nothing to see here, move along.".to_vec()),
        ("heading.csv", b"SiteCode,RoleName,ServerName\r\n".to_vec()),
        ("objects.json", b"[{},{},{}]".to_vec()),
    ] {
        let imported = bears(name, &bytes);
        assert!(imported.design.is_empty(), "{name}");
        assert!(!imported.notes.is_empty(), "{name}");
    }
}

#[test]
fn what_follows_an_export_is_told_and_what_is_before_it_comes_in() {
    for reference in ALL {
        let count = reference.design().server_count();
        let text = reference.text("json") + "\r\nPS C:\\Windows\\system32> exit\r\n";
        let imported = bears("cm.json", text.as_bytes());
        assert_eq!(imported.design.server_count(), count, "{}", reference.name);
        let told = imported.notes.iter().any(|note| note.contains("(not taken in)"));
        assert!(told, "{:#?}", imported.notes);
        let text = reference.text("csv") + "\r\nPS C:\\Windows\\system32> exit\r\n(42 rows)\r\n";
        let imported = bears("roles.csv", text.as_bytes());
        assert_eq!(imported.design.server_count(), count, "{}", reference.name);
        let told = imported.notes.iter().filter(|note| note.contains("(not taken in)")).count();
        assert_eq!(told, 2, "{:#?}", imported.notes);
    }
}

#[test]
fn a_role_that_nobody_knows_stays_on_its_server() {
    let mut document = sites(&[("P01", 2, "")]);
    document["roles"] = json!([
        {"SiteCode": "P01", "RoleName": "SMS Teleport Point", "NetworkOSPath": "\\\\T1.corp.contoso.com",
         "NALType": "Windows NT Server"},
        {"SiteCode": "P01", "RoleName": "SMS Distribution Point", "NetworkOSPath": "\\\\cloud.contoso.com",
         "NALType": "Windows Azure"},
    ]);
    let taken =
        take(read(&[source("cm.json", document.to_string())]), &Design::new(), &mut Ids::counted());
    assert_eq!(taken.came.new.unknown_roles, 1);
    let imported = bears("cm.json", document.to_string().as_bytes());
    let server = imported.design.servers_named("T1")[0];
    let roles: Vec<_> = server.roles().map(|role| role.title().to_owned()).collect();
    assert_eq!(roles, ["SMS Teleport Point"]);
    assert!(imported.notes.iter().any(|note| note.contains("Windows Azure")));
}

/// What belongs to one node is compared with its like, so there is an end to it.
#[test]
fn noise_on_one_server_is_told_and_left_out() {
    let rows = (0..50_000).map(|at| format!("PS1,SMS Noise {at},\\\\srv1.contoso.com\n"));
    let text = "SiteCode,RoleName,NetworkOSPath\n".to_owned() + &rows.collect::<String>();
    let imported = bears("roles.csv", text.as_bytes());
    assert_eq!(imported.design.server_count(), 1);
    let told = imported.notes.iter().filter(|note| note.contains("more roles on the server"));
    assert!(told.count() > 49_000);
}
