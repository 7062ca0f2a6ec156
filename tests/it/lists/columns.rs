//! Which column means what: by its name, by what stands in it, by what a person says.

use sitewright::import::{
    Watch,
    list::{self, Certainty, Mapping, Meaning, guess},
};

use super::{placed, read, table, text};
use sitewright::model::outline;

/// What the columns are taken for: `?` where that is unsure, `-` where they are not read.
fn guessed(of: &str) -> Vec<String> {
    let mapping = guess(&table(of));
    let title = |column: &list::Column| match column.certainty {
        Certainty::Sure => column.meaning.title(),
        Certainty::Unsure => format!("?{}", column.meaning.title()),
        Certainty::Ignored => "-".to_owned(),
    };
    mapping.columns.iter().map(title).collect()
}

fn mapped(of: &str, mapping: &Mapping) -> (String, Vec<String>) {
    let intake = list::intake("pasted", &table(of), mapping, &Watch::default()).unwrap();
    let (design, taken) = placed(intake);
    let notes = taken.notes.all().iter().map(|note| taken.notes.line(note));
    (outline::print(&design), notes.collect())
}

#[test]
fn columns_are_known_by_several_names() {
    for (headings, meaning) in [
        (
            "Server,Hostname,Computer name,SERVER_NAME,Servername,Name,Rechner,Serveur",
            "Server name",
        ),
        ("FQDN,DNS name,Fully qualified domain name", "FQDN"),
        ("Site code,SiteCode,SMS Site,site_code,Standortcode,Code du site", "Site code"),
        ("Site type,SiteType", "Site type"),
        ("Parent,Parent site,Reporting site code", "Parent site"),
        ("Role,Roles,Site System Roles,Server role(s),Rollen,Rôles,Role (planned)", "Roles"),
        ("OS,Operating System,Betriebssystem,Système d'exploitation", "Operating system"),
        ("CPU,Cores,vCPU,# of cores,Kerne", "Cores"),
        ("RAM,Memory,RAM (GB),Memory [MB],Arbeitsspeicher,Mémoire,MemoryGB", "Memory"),
        ("Domain,AD Domain,Domäne,domain", "Domain"),
        ("Location,City,Ort", "Location"),
        ("Zone,Network zone", "Network zone"),
        ("Disk,Disk size (GB),Storage", "Disk space in all"),
        ("Devices,Clients,Number of clients,Client count", "Devices of the site"),
        ("Description,Notes,Comment,Purpose,Bemerkung", "Description"),
        ("SQL version,SQL Server version", "SQL Server version and edition"),
        ("Windows features,winfeatures", "Windows features"),
        ("TCP port", "TCP port"),
        ("MP,Management point,SMS Management Point", "Has role: Management point"),
    ] {
        for heading in headings.split(',') {
            assert_eq!(guessed(&format!("{heading}\tX\n\t\n\t1"))[0], meaning, "{heading}");
        }
    }
}

#[test]
fn what_stands_in_a_column_makes_it_unsure() {
    // The names of places below "Site", the codes of sites below "Standort".
    assert_eq!(
        guessed("Server,Site,Roles\nA1,Frankfurt,MP\nA2,Lisbon,DP"),
        ["Server name", "?Location", "Roles"]
    );
    assert_eq!(guessed("Server;Standort\nA1;FRA\nA2;LIS"), ["Server name", "?Site code"]);
    // Nobody's name for it, but what stands in it is clear.
    assert_eq!(
        guessed("Machine no,What it does,Runs on\nA1.contoso.com,MP,Windows Server 2022\n"),
        ["?FQDN", "?Roles", "?Operating system"]
    );
    // Two columns with one meaning.
    assert_eq!(guessed("Name,Server\nPilot,A1\nMain,A2"), ["?Not read", "Server name"]);
    // The name does not fit what stands in it.
    assert_eq!(guessed("Server,RAM\nA1,lots\nA2,more"), ["Server name", "?Memory"]);
    assert_eq!(guessed("Server,Owner\nA1,Anna\nA2,Ben"), ["Server name", "-"]);
}

#[test]
fn a_sheet_is_shown_only_when_something_is_unsure() {
    let unsure = |of: &str| guess(&table(of)).is_unsure();
    assert!(!unsure("Server,Site code,Roles,Owner\nA1,PS1,MP,Anna"));
    assert!(unsure("Server,Site\nA1,Frankfurt"));
    assert!(unsure("Owner,Roles\nAnna,MP"));
}

#[test]
fn a_table_without_a_heading_is_read_by_its_cells() {
    let rows = "CM01.contoso.com\tPS1\tPrimary site server, SMS Provider, DB\t2022\n\
                CM02.contoso.com\tPS1\tMP, DP\t2022\n";
    assert_eq!(guessed(rows), ["?FQDN", "?Site code", "?Roles", "?Operating system"]);
    let (plan, notes) = read(text(rows));
    assert_eq!(
        plan,
        "primary PS1\n  server CM01.contoso.com os=2022: site, db, prov\n  \
         server CM02.contoso.com os=2022: mp, dp\n"
    );
    assert!(notes[0].contains("no heading"), "{notes:?}");
    assert_eq!(table(rows).rows[1].line, 2);
}

#[test]
fn a_person_can_say_what_a_column_means() {
    let of = "Box,Where,Does\nA1,Frankfurt,MP\nA2,Lisbon,magic\n";
    let mut mapping = guess(&table(of));
    mapping.choose(0, Meaning::Name);
    mapping.choose(2, Meaning::Roles);
    mapping.site = "EU1".to_owned();
    assert!(!mapping.is_unsure());
    let (plan, notes) = mapped(of, &mapping);
    assert!(plan.starts_with("unknown EU1\n  server A1: mp\n"), "{plan}");
    assert!(notes.iter().any(|note| note.contains("“Where” is not read")), "{notes:?}");
    mapping.choose(1, Meaning::Title);
    assert!(mapped(of, &mapping).0.contains("server A1 \"Frankfurt\": mp"));
    // One column at a time holds the names.
    mapping.choose(1, Meaning::Name);
    assert_eq!(mapping.columns[0].meaning, Meaning::Nothing);
}

#[test]
fn servers_without_a_site_go_into_one_and_that_is_told() {
    let (plan, notes) = read(text("Server,Roles\nA1,MP\nA2,DP\n"));
    assert_eq!(plan, "unknown PS1\n  server A1: mp\n  server A2: dp\n");
    assert_eq!(
        notes,
        ["assumed: list.csv: no column names a site; all servers are put into PS1, whose type is \
          not known"]
    );
}

#[test]
fn names_and_domains_make_whole_names() {
    let (plan, _) = read(text(
        "Server,FQDN,Domain\nA1,a1.contoso.com,\nA2,other.contoso.com,\nA3,,corp.contoso.com\n\
         A4,,CORP\nA5,,WORKGROUP\nA6$,,\n\\\\A7,,\n",
    ));
    assert_eq!(
        plan,
        "unknown PS1\n  server a1.contoso.com\n  server A2\n  server A3.corp.contoso.com\n  \
         server A4 domain=CORP\n  server A5 workgroup=yes\n  server A6\n  server A7\n"
    );
}

#[test]
fn sites_are_told_by_their_rows_too() {
    let (plan, notes) = read(text(
        "Site code,Site type,Parent,Clients,Server,Roles\n\
         CAS,CAS,,,,\nPS1,Primary,CAS,21500,A1,Site server\nPS1,,,300,A2,MP\n\
         PS2 - Lisbon,Secondary,PS1,,A3,Secondary site server\nPS1,Secondary,,,A4,DP\n",
    ));
    assert_eq!(
        plan,
        "cas CAS bare\n  primary PS1 devices=21500\n    server A1: site\n    server A2: mp\n    \
         server A4: dp\n    secondary PS2 \"Lisbon\"\n      server A3: site\n"
    );
    assert!(
        notes.contains(
            &"to know: list.csv: line 4: PS1 has 300 devices here, 21500 in line 3; line 3 stands"
                .to_owned()
        )
    );
    assert!(notes.contains(
        &"to know: list.csv: line 6: PS1 is a secondary site here, primary site in line 3; line 3 \
          stands"
            .to_owned()
    ));
}
