//! Server lists: tables in which people keep their servers become plans, every row placed or told.
#![expect(clippy::unwrap_used, reason = "a test helper")]

use sitewright::{
    import::{self, Intake, Source, Taken, Watch, list, table::Table},
    model::{Design, Ids, outline},
};

mod broken;
mod columns;
mod words;

fn file(name: &str) -> Source {
    let path = format!("{}/tests/data/lists/{name}", env!("CARGO_MANIFEST_DIR"));
    #[expect(clippy::disallowed_methods, reason = "a test reads its data")]
    let bytes = std::fs::read(path).unwrap();
    Source { name: name.to_owned(), bytes }
}

fn text(text: &str) -> Source {
    Source { name: "list.csv".to_owned(), bytes: text.as_bytes().to_vec() }
}

fn placed(intake: Intake) -> (Design, Taken) {
    let mut design = Design::default();
    let taken = import::take(intake, &design, &mut Ids::counted());
    taken.command.apply(&mut design).unwrap();
    (design, taken)
}

/// The plan as an outline, and the notes as lines.
fn read(source: Source) -> (String, Vec<String>) {
    let (design, taken) = placed(import::read(&[source], &Watch::default()).unwrap());
    let notes = taken.notes.all().iter();
    let notes = notes.map(|note| format!("{}: {}", note.sort, taken.notes.line(note)));
    (outline::print(&design), notes.collect())
}

fn table(of: &str) -> Table {
    Table::of_text(of, list::SIGNS).unwrap()
}

#[test]
fn a_german_list_of_excel_becomes_a_plan() {
    let (plan, notes) = read(file("german.csv"));
    let expected = "\
primary MUC
  server CM-MUC-01.corp.contoso.de \"Hauptstandort\" os=2022 cores=8 location=München memory=32: site, prov
  server CM-MUC-SQL.corp.contoso.de os=2022 cores=16 location=München memory=128: db edition=standard sql=2022
  server CM-KÖL-01.corp.contoso.de \"Größe offen\" os=2019 location=Köln memory=16: dp pull from CM-MUC-03 pxe
  server CM-MUC-02.corp.contoso.de os=2022 cores=4 location=München memory=16: mp https, sup
  server CM-MUC-03.corp.contoso.de os=core2022 cores=4 location=München memory=8: dp, sup
  server CM-MUC-05.corp.contoso.de";
    assert!(plan.starts_with(expected), "{plan}");
    assert_eq!(
        notes,
        [
            "to know: german.csv: the first 2 lines stand above the heading and were passed over",
            "to know: german.csv: line 8: “vier” is left out: cores needs a whole number from 1 to 4096",
            "not taken in: german.csv: line 10: no name of a server",
            "not taken in: german.csv: line 11: “CM MUC 04” is no name of a server",
            "not taken in: german.csv: line 12: a duplicate: it says what line 7 says",
            "to know: german.csv: line 13: “Debian 12” is no operating system that is known; left out",
            "to know: german.csv: line 13: nobody knows the role “Druckserver”; kept",
            "assumed: german.csv: line 5: FQDNs are made of name and domain; likewise in 6 more rows",
            "assumed: german.csv: line 6: “SQL Server 2022 Standard” is a site database server",
            "assumed: german.csv: line 9: “WSUS” is a software update point",
            "assumed: german.csv: line 5: MUC is a standalone primary site: no other is named",
        ]
    );
}

/// A word that can mean roles or what a server is for is asked about, not passed over.
#[test]
fn a_function_that_is_a_role_is_asked_about() {
    let list = "Hostname;Funktion\nCM01;MP, DP\nCM02;SUP\nCM03;Reserve\n";
    let table = table(list);
    let mapping = list::guess(&table);
    assert!(mapping.is_unsure());
    let (plan, _) = read(text(list));
    assert!(plan.contains("server CM01: mp, dp") && plan.contains("server CM02: sup"), "{plan}");
    let plain = self::table("Hostname;Rolle;Funktion\nCM01;MP;first DP\n");
    assert!(!list::guess(&plain).is_unsure());
}

#[test]
fn a_workbook_with_titles_and_merged_cells_becomes_a_plan() {
    let (plan, notes) = read(file("merged.xlsx"));
    assert_eq!(
        plan,
        "\
cas CAS
  server cas01.corp.contoso.com os=2025 cores=8 disk=600 memory=32: site, prov, scp
  server cassql.corp.contoso.com os=2025 cores=16 disk=1024 memory=64: db
  primary PR1 devices=21500
    server pr1.corp.contoso.com os=2022 cores=16 disk=2048 memory=64: site, db, prov
    server pr1-mp1.corp.contoso.com os=2022 cores=8 disk=500 memory=16: mp, dp pxe
    server pr1-mp2.corp.contoso.com os=2022 cores=4 disk=500 memory=16: mp, dp pull
    secondary S01 devices=1200
      server s01.corp.contoso.com os=2019 cores=4 disk=200 memory=8: site
"
    );
    assert_eq!(
        notes,
        [
            "to know: merged.xlsx: the first 2 lines stand above the heading and were passed over",
            "to know: merged.xlsx: read from the sheet “Servers”; not read: “Cover”, “Notes”",
            "to know: merged.xlsx: the columns “IP address”, “Owner” are not read",
            "assumed: merged.xlsx: line 4: “Disk”: several sizes are added up",
            "assumed: merged.xlsx: line 4: “Memory”: numbers without a unit are GB; likewise in 3 \
             more rows",
            "assumed: merged.xlsx: line 6: “Disk”: numbers without a unit are GB; likewise in 3 \
             more rows",
            "assumed: merged.xlsx: line 6: “Memory”: numbers without a unit are MB",
        ]
    );
}

#[test]
fn a_workbook_with_a_column_for_each_role_becomes_a_plan() {
    let (plan, notes) = read(file("ticked.xlsx"));
    assert_eq!(
        plan,
        "\
unknown LON
  server LON-CM1
  server LON-CM2: mp, sup
  server LON-DMZ1 zone=DMZ: mp, dp
  server LON-DP1: dp pxe
  server LON-RPT: rsp sql=2022
  server LON-XX
"
    );
    assert_eq!(
        notes,
        [
            "to know: ticked.xlsx: line 6: SQL Server edition: no role of the row has this; left out",
            "to know: ticked.xlsx: line 6: Cumulative update: no role of the row has this; left out",
            "to know: ticked.xlsx: line 7: “perhaps” is no tick; left out",
            "assumed: ticked.xlsx: line 5: servers that are ticked as in the perimeter are in zone DMZ",
        ]
    );
}

#[test]
fn a_row_for_each_role_becomes_a_plan() {
    let (plan, notes) = read(file("flat.csv"));
    let expected = "\
unknown PS1
  server ps1.contoso.com: site, prov
  server sql1.contoso.com: db
  server dp1.contoso.com: dp
  server mp1.contoso.com: mp
unknown PS2
  server dp2.contoso.com";
    assert!(plan.starts_with(expected), "{plan}");
    assert_eq!(
        notes,
        [
            "not taken in: flat.csv: line 7: a duplicate: it says what line 5 says",
            "to know: flat.csv: line 9: nobody knows the role “SMS Time Travel Point”; kept",
            "assumed: flat.csv: line 6: “SMS Site System” comes by itself; not in the plan",
        ]
    );
}

#[test]
fn a_pasted_table_gives_the_plan_that_its_file_gives() {
    let csv = "Server,Site code,Roles\nA1,PS1,\"MP, DP\"\nA2,PS1,SUP\n";
    let pasted = "Server\tSite code\tRoles\r\nA1\tPS1\tMP, DP\r\nA2\tPS1\tSUP\r\n";
    let drawn = "| Server | Site code | Roles  |\n|--------|-----------|--------|\n\
                 | A1     | PS1       | MP, DP |\n| A2     | PS1       | SUP    |\n";
    let plan = read(text(csv)).0;
    assert_eq!(plan, "unknown PS1\n  server A1: mp, dp\n  server A2: sup\n");
    for other in [pasted, drawn] {
        assert!(list::pasted(other).is_some(), "{other}");
        assert_eq!(read(text(other)).0, plan);
    }
    for prose in ["PS1", "CM01.contoso.com", "Dear all, see below.\nBest, Anna", "one\ntwo\n", ""] {
        assert!(list::pasted(prose).is_none(), "{prose}");
    }
}
