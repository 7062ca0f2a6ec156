//! What people write into a cell for roles, systems and sizes.

use sitewright::import::list::{Is, Word, read_roles};

use super::{read, text};

/// The roles of a cell as an outline spells them; `~` for what is assumed, `?` for what nobody
/// knows.
fn spelled(cell: &str) -> String {
    let word = |word: &Word| {
        let doubt = if word.exact { "" } else { "~" };
        match &word.is {
            Is::Itself => "(itself)".to_owned(),
            Is::Unknown => format!("?{}", word.text),
            Is::Role(role) => {
                let site = role.site.map(|it| format!("{} ", it.facts().word)).unwrap_or_default();
                let choices = joined(role.choices.iter().map(|it| it.word().to_owned()));
                let sources = match role.sources.as_slice() {
                    [] => String::new(),
                    sources => format!(" from {}", sources.join(" and ")),
                };
                let facts = role.facts.iter();
                let facts = joined(
                    facts.map(|(fact, value)| format!("{}={}", fact.key(), value.spelled())),
                );
                let unread = joined(role.unread.iter().map(|it| format!("!{it}")));
                let code = role.kind.code().to_lowercase();
                format!("{doubt}{site}{code}{choices}{sources}{facts}{unread}")
            }
        }
    };
    read_roles(cell).iter().map(word).collect::<Vec<_>>().join(", ")
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.fold(String::new(), |all, word| all + " " + &word)
}

#[test]
fn roles_are_read_in_every_usual_spelling() {
    for (cell, expected) in [
        ("MP", "mp"),
        ("mp, dp; SUP/rsp + FSP | SMP\nEPP & SCP", "mp, dp, sup, rsp, fsp, smp, epp, scp"),
        ("Management Point and Distribution Points", "mp, dp"),
        ("Management Points (MP)", "mp"),
        ("MPs und DPs", "mp, dp"),
        ("SMS Management Point, SMS SRS Reporting Point", "mp, rsp"),
        ("SMS MP", "mp"),
        ("MP DP SUP", "mp, dp, sup"),
        ("WSUS", "~sup"),
        ("SUP (WSUS)", "sup"),
        ("SQL", "~db"),
        ("SQL Server", "~db"),
        ("DB", "db"),
        ("SQL Server 2019 CU18 Enterprise", "~db sql=2019 cu=18 edition=enterprise"),
        ("Site database server (SQL 2022)", "db sql=2022"),
        ("RP, SSRS, Reporting Services", "~rsp, ~rsp, ~rsp"),
        ("CMG CP", "cmgcp"),
        ("CMG connection point", "cmgcp"),
        ("AISP, CRP, DWSP", "aisp, crp, dwsp"),
        ("Primary site server", "primary site"),
        ("primary", "~primary site"),
        ("CAS", "~cas site"),
        ("secondary site server, MP, DP", "secondary site, mp, dp"),
        ("Site server (passive)", "pss"),
        ("Site server in passive mode", "pss"),
        ("passive site server", "~pss"),
        ("Primary site server (passive)", "primary pss"),
        ("PSS", "~pss"),
        ("provider", "~prov"),
        ("DP (PXE, pull)", "dp pxe pull"),
        ("DP, PXE, pull", "dp pxe pull"),
        ("DP with PXE and multicast", "dp pxe multicast"),
        ("pull DP", "dp pull"),
        ("PXE", "~dp pxe"),
        ("DP pull from CM-DP-01 and CM-DP-03, SMP", "dp pull from CM-DP-01 and CM-DP-03, smp"),
        ("DP (pull from CM-DP-01, CM-DP-03)", "dp pull from CM-DP-01 and CM-DP-03"),
        ("MP (HTTPS, internet-facing)", "mp https internet"),
        ("MP HTTPS, DP HTTPS", "mp https, dp https"),
        ("DP (Frankfurt)", "dp !Frankfurt"),
        ("SMP (HTTPS)", "smp !HTTPS"),
        ("Site system, component server", "(itself), (itself)"),
        ("Verwaltungspunkt, Verteilungspunkte, Softwareupdatepunkt", "mp, dp, sup"),
        ("point de distribution", "dp"),
        ("- MP\n- DP", "mp, dp"),
        ("n/a", ""),
        ("-", ""),
        ("", ""),
    ] {
        assert_eq!(spelled(cell), expected, "{cell:?}");
    }
}

#[test]
fn what_is_no_role_is_kept_as_it_is() {
    for cell in ["Print server", "MP Frankfurt", "Primary MP", "DP2", "File & print", "https", "()"]
    {
        let known = read_roles(cell).iter().any(|word| matches!(word.is, Is::Role(_)));
        assert!(!known, "{cell:?}: {}", spelled(cell));
        assert!(!read_roles(cell).is_empty(), "{cell:?}");
    }
}

/// The words of an outline behind the name of the only server of the list.
fn server(heading: &str, cell: &str) -> String {
    let cell = cell.replace('"', "\"\"");
    let (plan, notes) = read(text(&format!("Server;{heading}\nCM01;\"{cell}\"\n")));
    let line = plan.lines().find_map(|line| line.trim_start().strip_prefix("server CM01"));
    let left = notes.iter().any(|note| note.contains("left out"));
    format!("{}{}", line.unwrap_or(&plan).trim(), if left { "!" } else { "" })
}

#[test]
fn systems_are_read_as_people_name_them() {
    for (cell, expected) in [
        ("Windows Server 2022", "os=2022"),
        ("Microsoft Windows Server 2019 Datacenter (Desktop Experience)", "os=2019"),
        ("Windows Server 2012 R2 Standard", "os=2012r2"),
        ("Win2012R2", "os=2012r2"),
        ("WS2016", "os=2016"),
        ("W2K19", "os=2019"),
        ("2025", "os=2025"),
        ("2022 Core", "os=core2022"),
        ("Windows Server 2022 (Server Core)", "os=core2022"),
        ("Windows Storage Server 2016", "os=storage2016"),
        ("Windows 11 Enterprise", "os=win11"),
        ("Windows 10", "os=win10"),
        ("Windows Server 2008 R2", "!"),
        ("Windows Server", "!"),
        ("SQL Server 2019", "!"),
        ("Ubuntu 2022", "!"),
        ("2019 or 2022 Windows", "!"),
        ("tbd", ""),
    ] {
        assert_eq!(server("OS", cell), expected, "{cell:?}");
    }
}

#[test]
fn sizes_and_numbers_are_read_with_their_units() {
    for (heading, cell, expected) in [
        ("RAM", "16 GB", "memory=16"),
        ("RAM", "16384 MB", "memory=16"),
        ("RAM", "16384", "memory=16"),
        ("RAM", "16", "memory=16"),
        ("RAM", "16,0", "memory=16"),
        ("Memory (MB)", "32768", "memory=32"),
        ("MemoryGB", "32", "memory=32"),
        ("Arbeitsspeicher in GB", "64", "memory=64"),
        ("RAM", "0.5 TB", "memory=512"),
        ("RAM", "plenty", "!"),
        ("RAM", "16 GHz", "!"),
        ("CPU", "8 vCPU", "cores=8"),
        ("CPU", "8.0", "cores=8"),
        ("CPU", "2 x 4", "!"),
        ("CPU", "Intel Xeon", "!"),
        ("CPU", "-4", "!"),
        ("Disk", "C: 100 GB; D: 1 TB", "disk=1124"),
        ("Disk", "1.024 GB", "disk=1024"),
        ("Disk space in all", "500", "disk=500"),
        ("Physical/Virtual", "VM", "machine=virtual"),
        ("multihomed", "ja", "multihomed=yes"),
        ("Boundary groups", "Munich, Cologne", "groups=\"Munich; Cologne\""),
        ("Internet FQDN", "cm.contoso.com", "internetfqdn=cm.contoso.com"),
    ] {
        let found = server(heading, cell);
        assert_eq!(found, expected, "{heading}: {cell:?}");
    }
}
