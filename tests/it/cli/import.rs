//! `sitewright import` as it is typed.

use super::Desk;

const SITES: &str = "SiteCode,SiteName,ServerName,Type,ReportingSiteCode,Version\n\
    CS1,Central,cs1.contoso.com,4,,5.00.9141.1000\n\
    PS1,Lyon,ps1.contoso.com,2,CS1,5.00.9141.1000\n";
const ROLES: &str = "SiteCode;RoleName;NetworkOSPath;SslState;Type\n\
    CS1;SMS Site Server;\\\\CS1.contoso.com;2;4\n\
    CS1;SMS SQL Server;\\\\CS1.contoso.com;2;4\n\
    CS1;SMS Provider;\\\\CS1.contoso.com;2;4\n\
    PS1;SMS Site Server;\\\\ps1.contoso.com;2;2\n\
    PS1;SMS SQL Server;\\\\ps1.contoso.com;2;2\n\
    PS1;SMS Provider;\\\\ps1;2;2\n\
    PS1;SMS Management Point;\\\\mp1.contoso.com;1;8\n\
    PS1;SMS Tea Point;\\\\mp1.contoso.com;2;8\n\
    PS1;SMS Site System;\\\\mp1.contoso.com;2;8\n\
    PS1;SMS Distribution Point;;0;8\n\
    ;;\\\\nobody;0;8\n";
const PLAN: &str = "plan version=2509\n\
cas CS1 \"Central\" runs=2509 state=installed\n\
\x20 server CS1 fqdn=cs1.contoso.com: site state=installed, db state=installed, prov state=installed\n\
\x20 primary PS1 \"Lyon\" runs=2509 state=installed\n\
\x20   server PS1 fqdn=ps1.contoso.com: site state=installed, db state=installed, prov state=installed\n\
\x20   server MP1 fqdn=mp1.contoso.com: mp https state=installed, ";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("sites.csv", SITES);
    desk.put("roles.csv", ROLES);
    desk
}

#[test]
fn several_files_of_one_hierarchy_become_one_plan() {
    let desk = desk();
    let ran = desk.run("import roles.csv sites.csv -o -");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("\"format_version\""), "{}", ran.out);
    let ran = desk.run("import roles.csv sites.csv -o p.outline");
    let outline = desk.read("p.outline");
    assert!(outline.starts_with(PLAN), "{outline}");
    assert!(outline.contains("\"SMS Tea Point\""), "{outline}");
    for line in [
        "roles.csv: line 9: \u{201c}SMS Tea Point\u{201d} is no role that is known here; kept as an \
         unknown role (to know)",
        "roles.csv: line 11: the row names no server (not taken in)",
        "roles.csv: line 12: the row names no role (not taken in)",
        "new: 2 sites, 3 servers, 8 roles (1 unknown)",
    ] {
        assert!(ran.err.lines().any(|said| said == line), "{line}\n{}", ran.err);
    }
    assert_eq!(desk.run("import roles.csv sites.csv -o q.outline --quiet").err, "");
}

#[test]
fn importing_again_changes_nothing_and_keeps_what_a_hand_added() {
    let desk = desk();
    desk.run("import roles.csv sites.csv -o p.outline");
    let by_hand = desk
        .read("p.outline")
        .replace(
            "server MP1 fqdn=mp1.contoso.com",
            "server MP1 \"Lyon, rack 4\" fqdn=mp1.contoso.com cores=8",
        )
        .replace("mp https", "mp https cmg");
    desk.put("p.outline", &by_hand);
    desk.run("export p.outline --to outline -o p2.outline");
    let ran = desk.run("import roles.csv sites.csv --onto p2.outline -o q.outline");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.read("q.outline"), desk.read("p2.outline"));
    assert!(ran.err.contains("brought up to date: 2 sites, 3 servers, 8 roles"), "{}", ran.err);
}

#[test]
fn a_masked_plan_says_no_name() {
    let desk = desk();
    let ran = desk.run("import roles.csv sites.csv --masked -o p.outline");
    let outline = desk.read("p.outline");
    for name in ["contoso", "Lyon", "mp1", "MP1", "Central"] {
        assert!(!outline.contains(name) && !ran.err.contains(name), "{name}\n{outline}{}", ran.err);
    }
    assert!(outline.contains("fqdn=srv2.domain1.example"), "{outline}");
    let plain = desk.run("check p.outline").out.lines().count();
    desk.run("import roles.csv sites.csv -o q.outline");
    assert_eq!(plain, desk.run("check q.outline").out.lines().count());
}

#[test]
fn what_cannot_be_read_is_told_and_writes_nothing() {
    let desk = Desk::new();
    desk.put("empty.csv", "");
    desk.put("page.html", "<html><body>Sign in</body></html>");
    desk.put("cut.json", "{\"sites\":[{\"SiteCode\":\"PS1\",\"Type\":2},{\"SiteCode\":");
    for name in ["empty.csv", "page.html"] {
        let ran = desk.run(&format!("import {name} -o p.outline"));
        assert_eq!(ran.code, 2, "{name}: {}", ran.err);
        assert!(ran.err.contains(name) && ran.err.contains("nothing came in"), "{}", ran.err);
        assert!(!desk.path().join("p.outline").exists());
    }
    let ran = desk.run("import cut.json -o p.outline");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("the end of the file is missing"), "{}", ran.err);
    assert!(desk.read("p.outline").contains("primary PS1"));
    desk.refuses(2, "import missing.csv -o p.outline", b"", &["missing.csv", "no such file"]);
    desk.refuses(2, "import cut.json -o cut.json", b"", &["cut.json", "another file"]);
}
