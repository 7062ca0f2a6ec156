//! Published designs as live exports in both forms, judged.
//!
//! No export holds numbers of devices, operating systems or what accounts may do; rules that need
//! those say that they could not check, which is no finding. Tables hold no parents and no types of
//! sites, so they are judged by fewer rules still.

#![expect(clippy::disallowed_methods, reason = "files are what is tested")]

use std::{env, fs, path::PathBuf};

use sitewright::{
    model::{Design, outline},
    rules,
};

use super::{
    import,
    shape::{Depth, shape},
    writer::Live,
};

/// A design, and every rule that finds something in its live export, sorted by severity and id.
pub struct Reference {
    pub name: &'static str,
    of_json: &'static [&'static str],
    of_csv: &'static [&'static str],
}

const fn reference(
    name: &'static str,
    of_json: &'static [&'static str],
    of_csv: &'static [&'static str],
) -> Reference {
    Reference { name, of_json, of_csv }
}

pub const ALL: &[Reference] = &[
    // The gateway is in neither form, but connection points that are installed have one.
    reference("r01", &[], &[]),
    // One connection point at each site is too few (CMGCP-HA), but only where gateways are told.
    reference("r02", &[], &[]),
    reference("r03", &["HIER-CAS-ONE-PRI"], &["HIER-CAS-ONE-PRI"]),
    reference("r03-after", &[], &[]),
    // Whether 500 devices are enough, nobody can tell: no export counts them.
    reference("r04", &["MP-SEC-ONE"], &["MP-SEC-ONE"]),
    reference("r05", &["DP-SITESERVER"], &["DP-SITESERVER"]),
    // Where update points keep their databases, only embedded properties tell.
    reference("r06", &["SUP-SHARED-DB"], &[]),
    reference("r07", &[], &[]),
    // MP-HA asks for devices; tables name no site.
    reference("r08", &["SITE-NAME-CHARS", "DP-SITESERVER"], &["DP-SITESERVER"]),
    // SQL-REMOTE-SCALE asks for devices.
    reference("r09", &[], &[]),
    reference("r10", &[], &[]),
    // In a table, nothing tells below which of two primary sites a secondary site is: not checked.
    reference("r11", &[], &[]),
    reference(
        "r12",
        &["SCP-HA", "HIER-CAS-ONE-PRI", "RSP-REMOTE"],
        &["SCP-HA", "HIER-CAS-ONE-PRI", "RSP-REMOTE"],
    ),
    // The roles at the top contradict its type, so that a table leaves both types open.
    reference(
        "r13",
        &["ROLE-SITETYPE-MP", "ROLE-SITETYPE-DP", "HIER-CAS-ONE-PRI", "RSP-REMOTE"],
        &["RSP-REMOTE"],
    ),
    // AG-EXPAND is for the day of an expansion.
    reference("r14", &[], &[]),
    // Operating systems and content libraries are in no form: no SRV-OS-2025-VER, no RCL-SHARED.
    reference(
        "r15",
        &["SCP-HA", "SUP-PRI-MISSING", "RSP-REMOTE"],
        &["SCP-HA", "SUP-PRI-MISSING", "RSP-REMOTE"],
    ),
    // Three hierarchies in one plan.
    reference(
        "r16",
        &["HIER-MULTI-PRI-NEEDS-CAS", "RSP-REMOTE", "RSP-REMOTE", "RSP-REMOTE"],
        // No row of a table says that none of them hangs below another site.
        &["RSP-REMOTE", "RSP-REMOTE", "RSP-REMOTE"],
    ),
    // The sample shows one of its primary sites.
    reference("r17", &["HIER-CAS-ONE-PRI"], &["HIER-CAS-ONE-PRI"]),
];

impl Reference {
    pub fn design(&self) -> Design {
        let text = self.text("outline");
        outline::parse(&text).expect("an outline")
    }

    pub fn text(&self, ending: &str) -> String {
        fs::read_to_string(self.path(ending)).expect("the file is there")
    }

    fn path(&self, ending: &str) -> PathBuf {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/live");
        folder.join(format!("{}.{ending}", self.name))
    }
}

/// What rules find, once for each finding; what could not be checked is left out.
pub fn found(design: &Design) -> Vec<(String, String)> {
    let report = rules::check(design);
    let known = report.sorted(design).into_iter().filter(|finding| finding.problem().is_some());
    known.map(|finding| (finding.id(design), finding.what().to_owned())).collect()
}

#[test]
fn the_files_are_what_their_designs_say() {
    for reference in ALL {
        let live = Live::of(&reference.design());
        for (ending, text) in [("json", live.json()), ("csv", live.csv())] {
            if env::var_os("UPDATE").is_some() {
                fs::write(reference.path(ending), &text).expect("the folder is there");
            }
            let stored = reference.text(ending);
            assert_eq!(text, stored, "{} as {ending}; UPDATE=1 writes it", reference.name);
        }
    }
}

#[test]
fn an_export_comes_in_as_the_design_that_it_was() {
    for reference in ALL {
        let design = reference.design();
        let imported = import("cm.json", reference.text("json"));
        assert_eq!(
            shape(&imported.design, Depth::Whole),
            shape(&design, Depth::Whole),
            "{}: {:#?}",
            reference.name,
            imported.notes
        );
        assert_eq!(imported.design.target(), design.target(), "{}", reference.name);
        let imported = import("roles.csv", reference.text("csv"));
        assert_eq!(
            shape(&imported.design, Depth::Names),
            shape(&design, Depth::Names),
            "{}: {:#?}",
            reference.name,
            imported.notes
        );
    }
}

#[test]
fn all_that_came_in_is_installed() {
    for reference in ALL {
        for text in [reference.text("json"), reference.text("csv")] {
            let design = import("export", text).design;
            for site in design.sites() {
                assert!(site.said.is_installed(), "{} {}", reference.name, site.code);
                for role in site.roles() {
                    assert!(role.said.is_installed(), "{} {:?}", reference.name, role.kind);
                }
            }
        }
    }
}

#[test]
fn exports_are_judged_by_what_they_say() {
    let mut wrong = Vec::new();
    for reference in ALL {
        for (form, text, expected) in [
            ("json", reference.text("json"), reference.of_json),
            ("csv", reference.text("csv"), reference.of_csv),
        ] {
            let imported = import("export", text);
            let found = found(&imported.design);
            let ids: Vec<_> = found.iter().map(|(id, _)| id.as_str()).collect();
            if ids != expected {
                wrong.push(format!(
                    "{} {form}: {ids:?}, expected {expected:?}\n{found:#?}\n{:#?}",
                    reference.name, imported.notes
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
