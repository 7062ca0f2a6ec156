//! Designs about sites and the hierarchy.

use super::{judged, sound};

/// A hierarchy of two primary sites and a secondary site, with words for each of them.
fn hierarchy(central: &str, first: &str, second: &str, below: &str) -> String {
    format!(
        "
cas CS1 {central}
  server CM-CAS-01: site, db, prov
  server CM-SCP-01: scp
  primary PS1 devices=20000 comm=ehttp {first}
    server PS1-SITE: site, db, prov
    server PS1-MP-01: mp, dp
    server PS1-MP-02: mp, dp
  primary PS2 devices=20000 comm=ehttp {second}
    server PS2-SITE: site, db, prov
    server PS2-MP-01: mp, dp
    server PS2-MP-02: mp, dp
    secondary S01 devices=900 {below}
      server S01-SITE: site, db, mp, dp
"
    )
}

/// A small primary site with words for the plan and for the site.
fn primary(head: &str, site: &str) -> String {
    format!(
        "
plan {head}
primary {site} devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp, dp
"
    )
}

#[test]
fn a_hierarchy_that_is_installed_and_stays_is_sound() {
    let there = "state=installed";
    sound(&hierarchy(there, there, there, there));
    // It was given its codes before, and has them now.
    sound(&hierarchy(there, "state=installed wasparent=CS1 wascode=PS1", there, there));
    sound(&hierarchy("state=installed", "", "", ""));
}

#[test]
fn what_is_installed_stays_where_it_is() {
    let there = "state=installed";
    let moved = "state=installed wasparent=PS1";
    judged(&hierarchy(there, there, there, moved), &["HIER-SEC-REPARENT"]);
    judged(&hierarchy(there, "state=installed wasparent=\"-\"", there, there), &["HIER-MERGE"]);
    judged(&hierarchy(there, "state=installed wasparent=CS9", there, there), &["HIER-MERGE"]);
    // A secondary site that is planned can be planned anywhere.
    sound(&hierarchy(there, there, there, "state=planned wasparent=PS1"));
}

#[test]
fn a_renamed_parent_is_no_other_parent() {
    let renamed = "state=installed wascode=CS0";
    let below = "state=installed wasparent=CS0";
    judged(&hierarchy(renamed, below, "state=installed", ""), &["SITE-FIXED-PROPS"]);
}

#[test]
fn a_child_primary_site_stands_alone_once_its_central_site_goes() {
    let design = |central: &str| {
        format!(
            "
{central}
primary PS1 devices=2000 comm=ehttp state=installed wasparent=CS1
  server CM01: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp, dp
"
        )
    };
    sound(&design(""));
    judged(&design("cas CS1 state=leaving\n  server CAS-SCP: scp"), &["RMCAS-EXTRAS"]);
    judged(
        &design(
            "cas CS1 state=installed\n  server CAS-SCP: scp\n  primary PS2 devices=0 comm=ehttp",
        ),
        &["HIER-PRI-DETACH", "HIER-CAS-ONE-PRI"],
    );
}

#[test]
fn sites_leave_from_the_bottom_up() {
    let (there, leaves) = ("state=installed", "state=leaving");
    sound(&hierarchy(there, there, leaves, leaves));
    sound(&hierarchy(there, there, there, leaves));
    judged(&hierarchy(there, there, leaves, there), &["HIER-BOTTOM-UP"]);
    judged(&hierarchy(leaves, there, there, there), &["HIER-BOTTOM-UP"]);
    sound(&hierarchy(leaves, leaves, leaves, leaves));
}

#[test]
fn versions_differ_only_while_an_update_is_under_way() {
    sound(&hierarchy("runs=2509", "runs=2509", "runs=2509", "runs=2509"));
    judged(&hierarchy("", "", "", "runs=2509"), &["HIER-VERSION"]);
    let way = hierarchy(
        "state=installed runs=2603",
        "state=installed runs=2603",
        "state=installed runs=2603",
        "state=installed runs=2509",
    );
    judged(&way, &["HIER-VERSION"]);
    sound(&format!("plan version=2603 updatesfrom=2509{way}"));
}

#[test]
fn media_fit_what_is_there() {
    sound(&hierarchy("", "sourceversion=2603", "sourceversion=2603", ""));
    judged(
        &hierarchy("", "sourceversion=2409", "sourceversion=2603", ""),
        &["SITE-FIXED-VERSION-SRC"],
    );
    judged(&hierarchy("", "", "", "sourceversion=2409"), &["SITE-FIXED-VERSION-SRC"]);
    sound(&primary("media=2403", "PS1"));
    sound(&primary("media=2303", "PS1"));
    judged(&primary("media=2309", "PS1"), &["HIER-BASELINE"]);
    judged(&primary("media=2409", "PS1"), &["HIER-BASELINE"]);
    // Which later versions are baselines, the page does not say.
    sound(&primary("media=2603", "PS1"));
    sound(&primary("media=2409", "PS1 state=installed"));
}

#[test]
fn support_ends_on_a_day() {
    sound(&primary("version=2409 asof=2026-06-04", "PS1"));
    judged(&primary("version=2409 asof=2026-06-05", "PS1"), &["HIER-UNSUPPORTED-VER"]);
    judged(&primary("version=2403 asof=2025-10-23", "PS1"), &["HIER-UNSUPPORTED-VER"]);
    sound(&primary("version=2603 asof=2030-01-01", "PS1"));
}

#[test]
fn a_technical_preview_is_one_site() {
    sound(&primary("branch=preview", "PS1"));
    judged(
        &(primary("branch=preview", "PS1") + "  secondary S01 devices=900\n"),
        &["HIER-TP-SHAPE"],
    );
}

#[test]
fn routes_stay_below_one_primary_site() {
    let second = "\n    secondary S02 devices=900 ROUTE\n      server S02-SITE: site, db, mp, dp\n";
    let with = |first: &str, second_route: &str| {
        hierarchy("", "", "", first).trim_end().to_owned() + &second.replace("ROUTE", second_route)
    };
    sound(&with("routes=S02", "routes=S01+PS2"));
    judged(&with("routes=PS1", ""), &["HIER-ROUTE"]);
    judged(&with("routes=S02", "routes=S03"), &["HIER-ROUTE"]);
}

#[test]
fn codes_are_free_when_nobody_had_them() {
    sound(&primary("retiredcodes=PS2+PS3 forestcodes=XYZ", "PS1"));
    sound(&primary("retiredcodes=PS1 forestcodes=XYZ", "PS1 state=installed"));
    judged(&primary("retiredcodes=ps1", "PS1"), &["SITE-CODE-REUSED"]);
    judged(&primary("retiredsecondaries=PS1", "PS1"), &["SITE-CODE-REUSED"]);
    judged(&primary("forestcodes=PS1", "PS1"), &["SITE-CODE-FOREST"]);
    judged(&primary("othercodes=PS1", "PS1"), &["SITE-CODE-FOREST"]);
}

#[test]
fn folders_are_plain_and_off_the_system_drive() {
    sound(&primary("", "PS1 folder=\"E:\\Program Files\\ConfigMgr\""));
    judged(&primary("", "PS1 folder=\"E:\\Program Files \\ConfigMgr\""), &["SITE-PATH"]);
    judged(&primary("", "PS1 folder=\"E:\\Übersicht\""), &["SITE-PATH"]);
    judged(&primary("", "PS1 folder=\"c:\\ConfigMgr\""), &["SITE-PATH-OSDRIVE"]);
    // What is installed there stays there.
    sound(&primary("", "PS1 state=installed folder=\"C:\\ConfigMgr\""));
}

#[test]
fn clients_are_located_at_a_secondary_site_and_assigned_above() {
    sound(&hierarchy("", "", "", ""));
    judged(&hierarchy("", "", "", "assigned=900"), &["SITE-SEC-CLIENTS"]);
    sound(&hierarchy("", "", "", "assigned=0"));
}

#[test]
fn languages_of_primary_sites_are_there_at_the_top() {
    let sites = |top: &str, first: &str| {
        hierarchy(
            &format!("languages={top}"),
            &format!("languages={first}"),
            "languages=English",
            "",
        )
    };
    sound(&sites("English+German+French", "German+French"));
    sound(&sites("German", "English+German"));
    judged(&sites("English", "English+German"), &["SITE-LANG"]);
}

#[test]
fn communication_is_judged_where_it_is_said() {
    let site = |comm: &str, roles: &str| {
        primary("", "PS1").replace("comm=ehttp", comm).replace("CM03: mp, dp", roles)
    };
    sound(&site("comm=https", "CM03: mp, dp connections=https"));
    sound(&site("comm=ehttp", "CM03: mp connections=http, dp connections=http"));
    judged(&site("comm=https", "CM03: mp, dp connections=http"), &["SITE-HTTPS-ROLE"]);
    sound(&site("comm=https", "CM03 hsts=yes: mp, dp"));
    judged(&site("comm=ehttp", "CM03 hsts=yes: mp, dp"), &["SITE-HSTS"]);
    judged(&hierarchy("comm=ehttp ehttpinherits=yes", "", "", ""), &["SITE-EHTTP-CAS"]);
    sound(&hierarchy("comm=ehttp", "", "", ""));
}

#[test]
fn custom_websites_have_ports_of_their_own_at_all_primary_sites() {
    let custom = "customweb=yes customport=8080";
    sound(&hierarchy("", custom, custom, ""));
    judged(&hierarchy("", custom, "", ""), &["SITE-CUSTOM-WEB"]);
    judged(&hierarchy("", custom, "customweb=yes customport=80", ""), &["SITE-CUSTOM-WEB"]);
    sound(&hierarchy("", custom, "customweb=yes customport=80 webport=8080", ""));
}

#[test]
fn instances_on_one_machine_have_ports_of_their_own() {
    let design = |first: &str, second: &str| {
        format!(
            "
cas CS1
  server CS1SITE: site, prov
  server CM-SQL: db instance=CS1 {first}, db for PS1 instance=PS1 {second}
  server CS1-SCP: scp
  primary PS1 devices=0 comm=ehttp
    server PS1SITE: site, prov
  primary PS2 devices=0 comm=ehttp
"
        )
    };
    sound(&design("port=1433 brokerport=4022", "port=1435 brokerport=4023"));
    sound(&design("", ""));
    judged(&design("port=1433 brokerport=4022", "port=1433 brokerport=4023"), &["SITE-SSB-PORT"]);
    judged(&design("port=1433 brokerport=4022", "port=1435 brokerport=4022"), &["SITE-SSB-PORT"]);
}

#[test]
fn a_secondary_site_is_prepared_by_rights_of_its_parent() {
    let below = |words: &str, edition: &str| {
        hierarchy("", "", "", words)
            .replace("site, db, mp, dp", &format!("site, db{edition}, mp, dp"))
    };
    sound(&below("parentadmin=yes", ""));
    sound(&below("parentadmin=yes parentsysadmin=no", " edition=express"));
    judged(&below("parentadmin=no", ""), &["SEC-PREP-ACCOUNT"]);
    judged(&below("parentadmin=yes parentsysadmin=no", " edition=standard"), &["SEC-PREP-ACCOUNT"]);
}

/// A standalone primary site below an existing central administration site is a merge, which no
/// step makes possible; what an expansion would ask has no say there.
#[test]
fn a_merge_is_one_finding_and_no_expansion() {
    let design = |central: &str| {
        format!(
            "
cas CS1{central} comm=ehttp
  server CS1: site, prov
  server CSQL: db edition=enterprise
  server CSCP: scp
  primary PS1 devices=2000 comm=ehttp state=installed wasparent=-
    server CM01: site, prov
    server SQL1: db ag=AO edition=enterprise listener=L
    server SQL2: db ag=AO edition=enterprise
    server CM02: mp, dp
    server CM03: mp, dp
  primary PS2 devices=2000 comm=ehttp
    server CM12: mp, dp
    server CM13: mp, dp
"
        )
    };
    judged(&design(""), &["AG-EXPAND"]);
    judged(&design(" state=installed"), &["HIER-MERGE"]);
}
