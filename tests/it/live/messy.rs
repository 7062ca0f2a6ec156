//! Exports as they arrive: other encodings, separators, orders, names; the plan stays the same.

use serde_json::{Map, Value, json};
use sitewright::model::outline;

use super::{
    import,
    reference::ALL,
    shape::{Depth, shape},
};

/// A way in which a file differs from the clean one.
type Change<T> = (&'static str, fn(T) -> T);
type Wrap = (&'static str, fn(String) -> Vec<u8>);

/// How the bytes come.
const ENCODINGS: &[Wrap] = &[
    ("UTF-8 with a mark", |text| [b"\xef\xbb\xbf", text.as_bytes()].concat()),
    ("UTF-16 LE", |text| utf16(&text, true, u16::to_le_bytes)),
    ("UTF-16 BE", |text| utf16(&text, true, u16::to_be_bytes)),
    ("UTF-16 LE without a mark", |text| utf16(&text, false, u16::to_le_bytes)),
    ("line feeds alone", |text| text.replace("\r\n", "\n").into_bytes()),
    ("carriage returns too", |text| text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()),
    ("lines without anything", |text| format!("\r\n\r\n{text}\r\n\r\n  \r\n").into_bytes()),
];

fn utf16(text: &str, marked: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = marked.then_some(0xfeff);
    mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
}

/// What differs in an object, all rows of a document at a time.
const OBJECTS: &[Change<Value>] = &[
    ("rows shuffled", |document| rows(document, shuffle)),
    ("every role twice", |document| {
        rows(document, |list| list.clone().into_iter().chain(list).collect())
    }),
    ("names of columns in small letters", |document| keys(document, &|key| key.to_lowercase())),
    ("names of columns in capitals", |document| keys(document, &|key| key.to_uppercase())),
    ("columns in another order", |document| each(document, |row| row.into_iter().rev().collect())),
    ("what CIM adds", |document| {
        each(document, |mut row| {
            row.insert(
                "CimClass".to_owned(),
                json!({"CimClassName": "SMS_Site", "CimSystemProperties": {"Namespace": "root"}}),
            );
            row.insert("CimInstanceProperties".to_owned(), json!(["SiteCode = \"P01\"", null]));
            row.insert("PSComputerName".to_owned(), Value::Null);
            row
        })
    }),
    ("columns that nobody knows", |document| {
        each(document, |mut row| {
            row.insert("TimeZoneInfo".to_owned(), json!("000060"));
            row.insert("RoleCount".to_owned(), json!(7));
            row.insert("Extra".to_owned(), json!({"deep": [1, {"er": null}]}));
            row
        })
    }),
    ("numbers as text", |document| {
        scalars(document, &|value| match value {
            Value::Number(number) => Value::String(number.to_string()),
            other => other,
        })
    }),
    ("names of computers in capitals", |document| hosts(document, str::to_uppercase)),
    ("names of computers in small letters", |document| hosts(document, str::to_lowercase)),
    ("site codes in small letters", |document| {
        each(document, |mut row| {
            for name in ["SiteCode", "ReportingSiteCode"] {
                if let Some(Value::String(code)) = row.get_mut(name) {
                    *code = code.to_lowercase();
                }
            }
            row
        })
    }),
    ("lists wrapped", |document| {
        parts(document, |list| {
            let count = list.len();
            json!({"value": list, "Count": count})
        })
    }),
    ("embedded lists wrapped", |document| {
        each(document, |mut row| {
            for name in ["Props", "PropLists"] {
                if let Some(list) = row.remove(name) {
                    row.insert(name.to_owned(), json!({"value": list, "Count": 1}));
                }
            }
            row
        })
    }),
    ("objects instead of lists of one", |document| {
        let document = each(document, |mut row| {
            for name in ["Props", "PropLists"] {
                if let Some(Value::Array(list)) = row.get_mut(name)
                    && list.len() == 1
                {
                    let one = list.remove(0);
                    row.insert(name.to_owned(), one);
                }
            }
            row
        });
        parts(document, |mut list| if list.len() == 1 { list.remove(0) } else { Value::from(list) })
    }),
    ("nothing instead of empty lists", |document| {
        each(document, |mut row| {
            for name in ["Props", "PropLists"] {
                if row.get(name) == Some(&json!([])) {
                    row.insert(name.to_owned(), Value::Null);
                }
            }
            row
        })
    }),
    ("columns that nobody needs left out", |document| {
        each(document, |mut row| {
            for name in ["NALType", "Mode", "Status", "BuildNumber"] {
                row.remove(name);
            }
            row
        })
    }),
    (
        "the roles alone in front",
        |document| json!({"roles": document["roles"], "sites": document["sites"], "note": null}),
    ),
    (
        "classes by their names",
        |document| json!({"SMS_Site": document["sites"], "SMS_SCI_SysResUse": document["roles"]}),
    ),
];

#[test]
fn a_messy_json_is_the_same_plan() {
    for reference in ALL {
        let text = reference.text("json");
        let clean = outline::print(&import("cm.json", text.as_str()).design);
        let document: Value = serde_json::from_str(&text).expect("it is JSON");
        for (what, change) in OBJECTS {
            let messy = change(document.clone()).to_string();
            same(&clean, "cm.json", messy.into_bytes(), &[reference.name, what]);
        }
        let indented = serde_json::to_string_pretty(&document).expect("it is JSON");
        same(&clean, "cm.json", indented.into_bytes(), &[reference.name, "indented"]);
        for (what, wrap) in ENCODINGS {
            same(&clean, "cm.json", wrap(text.clone()), &[reference.name, what]);
        }
    }
}

/// All that can be wrong with a file at once.
#[test]
fn changes_add_up() {
    for reference in ALL {
        let text = reference.text("json");
        let clean = outline::print(&import("cm.json", text.as_str()).design);
        let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
        let last = ["the roles alone in front", "classes by their names", "embedded lists wrapped"];
        for (what, change) in OBJECTS.iter().filter(|(what, _)| !last.contains(what)) {
            if !what.contains("wrapped") && !what.contains("capitals") {
                document = change(document);
            }
        }
        let messy = utf16(&document.to_string(), true, u16::to_le_bytes);
        same(&clean, "cm.json", messy, &[reference.name, "all at once"]);
    }
}

#[test]
fn two_documents_one_after_the_other_are_one_export() {
    for reference in ALL {
        let text = reference.text("json");
        let clean = outline::print(&import("cm.json", text.as_str()).design);
        let document: Value = serde_json::from_str(&text).expect("it is JSON");
        let apart = format!("{}\r\n{}", document["sites"], document["roles"]);
        same(&clean, "cm.json", apart.into_bytes(), &[reference.name, "two documents"]);
    }
}

#[test]
fn flattened_properties_lose_options_and_nothing_else() {
    for reference in ALL {
        let document: Value = serde_json::from_str(&reference.text("json")).expect("it is JSON");
        let whole = shape(&reference.design(), Depth::Flat);
        for lost in [json!("System.Object[]"), json!("@{PropertyName=; Value=}"), json!(["", ""])] {
            let flat = each(document.clone(), |mut row| {
                for name in ["Props", "PropLists"] {
                    if row.contains_key(name) {
                        row.insert(name.to_owned(), lost.clone());
                    }
                }
                row
            });
            let imported = import("cm.json", flat.to_string());
            assert_eq!(shape(&imported.design, Depth::Flat), whole, "{}: {lost}", reference.name);
            if lost == json!("System.Object[]") {
                let told = imported.notes.iter().any(|note| note.contains("embedded properties"));
                assert!(told, "{}: {:#?}", reference.name, imported.notes);
            }
        }
    }
}

/// `SMS_SCI_SysResUse` as a table with what is left of objects in it.
#[test]
fn the_form_of_the_cmdlets_says_types_where_a_site_server_runs() {
    for reference in ALL {
        let live = super::writer::Live::of(&reference.design());
        let imported = import("roles.csv", live.cmdlets());
        assert_eq!(
            shape(&imported.design, Depth::Names),
            shape(&reference.design(), Depth::Names),
            "{}: {:#?}",
            reference.name,
            imported.notes
        );
        for site in reference.design().sites() {
            let there = imported.design.sites_coded(&site.code);
            let kinds: Vec<_> = there.iter().map(|site| site.kind).collect();
            assert_eq!(kinds, [site.kind], "{} {}", reference.name, site.code);
        }
    }
}

/// What differs in a table; the first row has the names of the columns.
const TABLES: &[Change<Vec<Vec<String>>>] = &[
    ("rows shuffled", |table| table_rows(table, shuffle)),
    ("every row twice", |table| {
        table_rows(table, |rows| rows.clone().into_iter().chain(rows).collect())
    }),
    ("columns in another order", |table| {
        table.into_iter().map(|row| row.into_iter().rev().collect()).collect()
    }),
    ("columns that nobody knows", |mut table| {
        for (at, row) in table.iter_mut().enumerate() {
            let (first, last) =
                if at == 0 { ("PSComputerName", "Comment") } else { ("", "a, \"b\"\n;c") };
            row.insert(0, first.to_owned());
            row.push(last.to_owned());
        }
        table
    }),
    ("names of columns in small letters", |table| heading(table, str::to_lowercase)),
    ("names of columns in capitals", |table| heading(table, str::to_uppercase)),
    ("names of columns between spaces", |table| heading(table, |name| format!(" {name} "))),
    ("names of computers in capitals", |table| column(table, "Server", str::to_uppercase)),
    ("site codes in small letters", |table| column(table, "SiteCode", str::to_lowercase)),
    ("names of roles in capitals", |table| column(table, "RoleName", str::to_uppercase)),
    ("no paths", |table| without(table, &["NALPath"])),
    ("paths alone", |table| without(table, &["ServerName", "ServerRemoteName"])),
    ("whole names alone", |table| without(table, &["ServerName", "NALPath", "InternetShared"])),
    ("sites from paths", |table| without(table, &["SiteCode"])),
];

/// How a table is written: what stands above it, the separator, whether all is quoted.
const WRITTEN: &[(&str, &str, char, bool)] = &[
    ("as it is", "", ',', true),
    ("semicolons", "", ';', true),
    ("tabs", "", '\t', false),
    ("bars", "", '|', true),
    (
        "with its type",
        "#TYPE Selected.Microsoft.Management.Infrastructure.CimInstance\r\n",
        ';',
        true,
    ),
    ("with its separator", "sep=;\r\n", ';', true),
    ("only quoted where needed", "", ',', false),
];

#[test]
fn a_messy_table_is_the_same_plan() {
    for reference in ALL {
        let text = reference.text("csv");
        let clean = outline::print(&import("roles.csv", text.as_str()).design);
        let table = fields(&text);
        for (what, change) in TABLES {
            let messy = write(&change(table.clone()), ',', true);
            same(&clean, "roles.csv", messy.into_bytes(), &[reference.name, what]);
        }
        for (what, above, separator, quoted) in WRITTEN {
            let messy = format!("{above}{}", write(&table, *separator, *quoted));
            same(&clean, "roles.csv", messy.clone().into_bytes(), &[reference.name, what]);
            for (encoding, wrap) in ENCODINGS {
                let bytes = wrap(messy.clone());
                same(&clean, "roles.csv", bytes, &[reference.name, what, encoding]);
            }
        }
    }
}

/// A table of short names is the same plan without its domains.
#[test]
fn short_names_are_the_same_computers() {
    for reference in ALL {
        let table = fields(&reference.text("csv"));
        let short = write(&without(table, &["ServerRemoteName", "NALPath"]), ',', true);
        let imported = import("roles.csv", short);
        let names = |design: &sitewright::model::Design| {
            let all = design.servers().map(|server| {
                let roles: Vec<_> = server.roles().map(|role| role.kind.code()).collect();
                (server.name.to_lowercase(), roles.len())
            });
            let mut all: Vec<_> = all.collect();
            all.sort();
            all
        };
        assert_eq!(names(&imported.design), names(&reference.design()), "{}", reference.name);
    }
}

/// Both forms of one hierarchy, dropped together, are one plan.
#[test]
fn both_forms_together_are_the_first() {
    for reference in ALL {
        let (json, csv) = (reference.text("json"), reference.text("csv"));
        let clean = import("cm.json", json.as_str()).design;
        for order in
            [[("cm.json", &json), ("roles.csv", &csv)], [("roles.csv", &csv), ("cm.json", &json)]]
        {
            let sources = order.map(|(name, text)| super::source(name, text.as_str()));
            let both = super::import_onto(&sitewright::model::Design::new(), &sources);
            assert_eq!(
                shape(&both.design, Depth::Whole),
                shape(&clean, Depth::Whole),
                "{}",
                reference.name
            );
        }
    }
}

#[track_caller]
fn same(clean: &str, name: &str, bytes: Vec<u8>, what: &[&str]) {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(300)]).into_owned();
    let imported = import(name, bytes);
    let printed = outline::print(&imported.design);
    assert_eq!(printed, clean, "{what:?}: {:#?}\n{head}", imported.notes);
}

/// Always in the same order.
fn shuffle<T>(mut all: Vec<T>) -> Vec<T> {
    let mut state = 11_u64;
    for at in (1..all.len()).rev() {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        let other = usize::try_from(state >> 33).unwrap_or_default() % (at + 1);
        all.swap(at, other);
    }
    all
}

fn parts(mut document: Value, change: impl Fn(Vec<Value>) -> Value) -> Value {
    for name in ["sites", "roles"] {
        if let Some(Value::Array(list)) = document.get_mut(name) {
            let list = std::mem::take(list);
            document[name] = change(list);
        }
    }
    document
}

fn rows(document: Value, change: impl Fn(Vec<Value>) -> Vec<Value>) -> Value {
    parts(document, |list| Value::from(change(list)))
}

fn each(document: Value, change: impl Fn(Map<String, Value>) -> Map<String, Value>) -> Value {
    rows(document, |list| {
        let changed = list.into_iter().map(|row| match row {
            Value::Object(row) => Value::Object(change(row)),
            other => other,
        });
        changed.collect()
    })
}

/// Every name of a column, those of embedded objects too.
fn keys(value: Value, change: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object.into_iter().map(|(key, value)| (change(&key), keys(value, change))).collect(),
        ),
        Value::Array(list) => list.into_iter().map(|one| keys(one, change)).collect(),
        other => other,
    }
}

fn scalars(value: Value, change: &dyn Fn(Value) -> Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object.into_iter().map(|(key, value)| (key, scalars(value, change))).collect(),
        ),
        Value::Array(list) => list.into_iter().map(|one| scalars(one, change)).collect(),
        other => change(other),
    }
}

fn hosts(document: Value, change: fn(&str) -> String) -> Value {
    each(document, |mut row| {
        for name in ["NetworkOSPath", "ServerName"] {
            if let Some(Value::String(host)) = row.get_mut(name) {
                *host = change(host);
            }
        }
        row
    })
}

type Table = Vec<Vec<String>>;

fn fields(text: &str) -> Table {
    let mut table = Table::new();
    for line in text.lines() {
        let inner = line.trim_start_matches('"').trim_end_matches('"');
        table.push(inner.split("\",\"").map(|field| field.replace("\"\"", "\"")).collect());
    }
    table
}

fn write(table: &Table, separator: char, all: bool) -> String {
    let field = |text: &String| {
        let needed = text.contains([separator, '"', '\n', '\r']);
        if all || needed { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    let line = |row: &Vec<String>| {
        row.iter().map(field).collect::<Vec<_>>().join(&separator.to_string()) + "\r\n"
    };
    table.iter().map(line).collect()
}

fn table_rows(mut table: Table, change: impl Fn(Table) -> Table) -> Table {
    let rows = change(table.split_off(1));
    table.extend(rows);
    table
}

fn heading(mut table: Table, change: impl Fn(&str) -> String) -> Table {
    for name in &mut table[0] {
        *name = change(name);
    }
    table
}

fn column(mut table: Table, name: &str, change: impl Fn(&str) -> String) -> Table {
    let at: Vec<_> = (0..table[0].len()).filter(|at| table[0][*at].starts_with(name)).collect();
    for row in &mut table[1..] {
        for at in &at {
            row[*at] = change(&row[*at]);
        }
    }
    table
}

fn without(mut table: Table, names: &[&str]) -> Table {
    let kept: Vec<_> =
        (0..table[0].len()).filter(|at| !names.contains(&table[0][*at].as_str())).collect();
    for row in &mut table {
        *row = kept.iter().map(|at| row[*at].clone()).collect();
    }
    table
}
