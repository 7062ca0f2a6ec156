//! Designs about software updates, state migration and fallback status points.

use super::{judged, sound};

/// A primary site with what else it needs, and these servers.
fn site(servers: &str) -> String {
    format!(
        "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp
{servers}"
    )
}

/// Two forests of the documentation's example, with two software update points each.
#[test]
fn software_update_points_in_two_forests_share_per_forest() {
    let design = |second: &str| {
        site(&format!(
            "  server SUP01 domain=a.com internetaccess=yes: sup contentfolder=\\\\FS1\\A susdb=SQL-A
  server SUP02 domain=a.com internetaccess=yes: sup contentfolder=\\\\FS1\\A susdb=SQL-A
  server SUP03 domain=b.com internetaccess=yes: sup contentfolder=\\\\FS2\\B susdb=SQL-B
  server SUP04 domain=b.com internetaccess=yes: sup contentfolder=\\\\FS2\\B susdb={second}
domain a.com forest=a.com level=2016
domain b.com forest=b.com level=2016
trust a.com trust=forest way=two with=b.com
"
        ))
    };
    sound(&design("SQL-B"));
    judged(&design("wid"), &["SUP-SHARED-DB"]);
    judged(&design("SQL-C"), &["SUP-SHARED-DB"]);
}

/// The same without a trust: the site reaches the other forest by accounts only.
#[test]
fn software_update_points_in_a_forest_without_trust() {
    let design = |server: &str, role: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01.a.com: site, db, prov, scp
  server CM02.a.com: mp, dp
  server CM03.a.com: mp
  server SUP01.a.com internetaccess=yes: sup contentfolder=\\\\FS1\\A susdb=SQL-A
  server SUP02.a.com internetaccess=yes: sup contentfolder=\\\\FS1\\A susdb=SQL-A
  server SUP03.b.com internetaccess=yes{server}: sup contentfolder=\\\\FS2\\B susdb=SQL-B{role}
  server SUP04.b.com internetaccess=yes{server}: sup contentfolder=\\\\FS2\\B susdb=SQL-B{role}
domain a.com forest=a.com level=2016
domain b.com forest=b.com level=2016
"
        )
    };
    sound(&design(" initiates=site installaccount=B\\\\Install", " connectionaccount=B\\\\Wsus"));
    let (server, role) = ("SRV-UNTRUSTED-ACCT", "SRV-UNTRUSTED-SUP");
    judged(&design("", ""), &[server, server, role, role]);
}

#[test]
fn a_shared_database_wants_a_shared_folder() {
    let design = |first: &str, second: &str| {
        site(&format!(
            "  server CM04 internetaccess=yes: sup contentfolder={first} susdb=SQL1
  server CM05 internetaccess=yes: sup contentfolder={second} susdb=sql1
"
        ))
    };
    sound(&design("\\\\FS1\\WSUS", "\\\\fs1\\wsus\\"));
    judged(&design("\\\\FS1\\WSUS", "\\\\FS1\\WSUS2"), &["SUP-SHARED-DB"]);
    // The same path on two servers is two folders.
    judged(&design("\"E:\\WSUS\"", "\"E:\\WSUS\""), &["SUP-SHARED-DB"]);
}

#[test]
fn all_that_share_a_database_at_the_top_reach_the_internet() {
    let design = |second: &str, upstream: &str| {
        site(&format!(
            "  server CM04 internetaccess=yes: sup contentfolder=\\\\FS1\\WSUS susdb=SQL1{upstream}
  server CM05 {second}: sup contentfolder=\\\\FS1\\WSUS susdb=SQL1
"
        ))
    };
    sound(&design("internetaccess=yes", ""));
    sound(&design("proxy=proxy.contoso.com", ""));
    judged(&design("internetaccess=no", ""), &["SUSDB-SHARED-INET"]);
    // Updates come from elsewhere.
    sound(&design("internetaccess=no", " upstream=wsus"));
}

/// Below the top, nobody asks Microsoft Update.
#[test]
fn a_shared_database_below_needs_no_internet() {
    sound(
        "
cas CS1
  server CS1: site, db, prov
  server CM01 internetaccess=yes: sup, scp
  primary PS1 devices=90000 comm=ehttp
    server PS1: site, db, prov
    server CM11: mp, dp
    server CM12: mp
    server CM13: mp
    server CM14: mp
    server CM15: mp
    server CM16 internetaccess=no: sup contentfolder=\\\\FS1\\WSUS susdb=SQL1 wsuspool=yes
    server CM17 internetaccess=no: sup contentfolder=\\\\FS1\\WSUS susdb=SQL1 wsuspool=yes
  primary PS2 devices=90000 comm=ehttp
    server PS2: site, db, prov
    server CM21: mp, dp
    server CM22: mp
    server CM23: mp
    server CM24: mp
    server CM25: mp
    server CM26 internetaccess=no: sup wsuspool=yes
",
    );
}

#[test]
fn the_first_one_needs_a_source() {
    let design = |server: &str, role: &str| site(&format!("  server CM04 {server}: sup {role}\n"));
    sound(&design("internetaccess=yes", "upstream=microsoft"));
    judged(&design("internetaccess=no", ""), &["SUP-SYNC-SOURCE"]);
    judged(&design("internetaccess=no", "upstream=microsoft"), &["SUP-SYNC-SOURCE"]);
    // Without the internet, but with a plan.
    sound(&design("internetaccess=no", "upstream=none"));
    sound(&design("internetaccess=no", "upstream=wsus"));
    sound(&design("proxy=proxy.contoso.com", ""));
}

#[test]
fn others_follow_the_first_one() {
    let design = |first: &str, second: &str| {
        site(&format!(
            "  server CM04 internetaccess=yes: sup contentfolder=\\\\FS1\\WSUS susdb={first}{second}
  server CM05 internetaccess=yes: sup contentfolder=\\\\FS1\\WSUS susdb={first}{second}
"
        ))
    };
    sound(&design("SQL1", ""));
    // Which of them asks is left to chance where they share the database.
    sound(&design("SQL1", " upstream=microsoft"));
    judged(&design("wid", " upstream=microsoft"), &["SUP-SYNC-SOURCE", "SUP-SHARED-DB"]);
}

#[test]
fn tls_goes_down_the_hierarchy() {
    let design = |above: &str, below: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp
  server CM04 internetaccess=yes: sup tls={above}
  secondary S01 devices=600
    server CM11: site, db, mp, dp
    server CM12: sup tls={below}
"
        )
    };
    sound(&design("yes", "yes"));
    sound(&design("no", "yes"));
    sound(&design("no", "no"));
    judged(&design("yes", "no"), &["SUP-SSL-CHAIN"]);
}

#[test]
fn a_software_update_point_begins_with_a_fresh_wsus() {
    let design = |first: &str, second: &str| {
        site(&format!(
            "  server CM04 internetaccess=yes wsusbefore={first}: sup contentfolder=\\\\FS1\\W susdb=SQL1
  server CM05 internetaccess=yes wsusbefore={second}: sup contentfolder=\\\\FS1\\W susdb=SQL1
"
        ))
    };
    sound(&design("fresh", "none"));
    judged(&design("fresh", "used"), &["SUP-USED-WSUS"]);
    // The site makes the second one a replica anyway.
    sound(&design("fresh", "replica"));
    judged(&design("replica", "replica"), &["SUP-USED-WSUS", "SUP-USED-WSUS"]);
}

/// One that is installed was set up long ago; of course it is in use.
#[test]
fn an_installed_software_update_point_is_in_use() {
    sound(&site("  server CM04 internetaccess=yes wsusbefore=used: sup state=installed\n"));
}

#[test]
fn the_wsus_console_is_on_site_servers_that_need_it() {
    let design = |first: &str, update_point: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp library=\"\\\\FS1\\Library$\\PS1\"
  server CM01 winfeatures={first}: site, db, prov
  server CM02 winfeatures=wsusconsole: pss, prov
  server CM03: mp, dp, scp
  server CM04: mp
  {update_point}
"
        )
    };
    let remote = "server CM05 internetaccess=yes: sup";
    sound(&design("rdc+wsusconsole", remote));
    sound(&design("wsus", remote));
    judged(&design("rdc", remote), &["SUP-WSUS-CONSOLE"]);
    sound(&design("rdc", "server CM05: smp"));
}

#[test]
fn wsus_on_the_site_server_has_its_own_website() {
    let design = |website: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01 internetaccess=yes: site, db, prov, scp, sup{website}
  server CM02: mp, dp
  server CM03: mp
"
        )
    };
    sound(&design(""));
    judged(&design(" website=default"), &["SUP-CUSTOM-SITE"]);
    // On a server of its own, it may use either.
    sound(&site("  server CM04 internetaccess=yes: sup website=default\n"));
}

#[test]
fn two_databases_want_two_instances() {
    let design = |instance: &str, place: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db{instance}, prov, scp
  server CM02: mp, dp
  server CM03: mp
  server CM04 internetaccess=yes: sup susdb={place}
"
        )
    };
    judged(&design("", "cm01"), &["SUP-DB-INSTANCE"]);
    judged(&design("", "CM01\\MSSQLSERVER"), &["SUP-DB-INSTANCE"]);
    judged(&design(" instance=CM", "CM01\\CM"), &["SUP-DB-INSTANCE"]);
    sound(&design(" instance=CM", "CM01"));
    sound(&design("", "CM01\\WSUS"));
    sound(&design("", "wid"));
    judged(&design("", "SQL7 susdbag=yes"), &["SUP-AG"]);
}

#[test]
fn wsus_content_keeps_out_of_package_sources() {
    let design = |source: &str, folder: &str, on_site_server: bool| {
        let role = format!("sup contentfolder=\"{folder}\"");
        let (first, second) = match on_site_server {
            true => (format!(", {role}"), String::new()),
            false => (String::new(), format!("  server CM04 internetaccess=yes: {role}\n")),
        };
        format!(
            "
primary PS1 devices=2000 comm=ehttp packagesource=\"{source}\"
  server CM01 internetaccess=yes: site, db, prov, scp{first}
  server CM02: mp, dp
  server CM03: mp
{second}"
        )
    };
    let shared = "\\\\FS1\\Sources";
    judged(&design(shared, "\\\\fs1\\sources\\Updates", false), &["SUP-CONTENT-DIR"]);
    judged(&design("\\\\FS1\\Sources\\Pkg", shared, false), &["SUP-CONTENT-DIR"]);
    sound(&design(shared, "\\\\FS1\\Sources2", false));
    // The same path on two servers is two folders.
    sound(&design("E:\\Sources", "E:\\Sources", false));
    judged(&design("E:\\Sources", "E:\\Sources\\WSUS", true), &["SUP-CONTENT-DIR"]);
}

#[test]
fn load_balancers_are_one_finding() {
    sound(&site("  server CM04 internetaccess=yes: sup nlb=no\n"));
    judged(&site("  server CM04 internetaccess=yes: sup nlb=yes\n"), &["SUP-NLB"]);
}

#[test]
fn user_state_has_a_place() {
    sound(&site("  server CM04: smp folders=\"E:\\State\"\n"));
    sound(&site("  server CM04: smp folders=\"\\\\FS1\\State; E:\\State\"\n"));
    judged(&site("  server CM04: smp folders=none\n"), &["SMP-FOLDER"]);
    judged(&site("  server CM04: smp folders=\"\\\\FS1\\State\"\n"), &["SMP-FOLDER"]);
}

#[test]
fn somebody_takes_new_user_state() {
    let two = |second: &str| {
        site(&format!("  server CM04: smp restoreonly=yes\n  server CM05: smp{second}\n"))
    };
    sound(&two(""));
    judged(&two(" restoreonly=yes"), &["SMP-RESTORE"]);
    judged(&site("  server CM04: smp restoreonly=yes\n"), &["SMP-RESTORE"]);
}

#[test]
fn state_migration_points_do_not_fall_back() {
    let design = |first: &str, second: &str, fallback: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp
  server CM03: mp
  server CM04 groups=Lyon: dp{first}
  server CM05 groups=Lyon: dp
  server CM06 groups=Lyon: {second}
group Lyon clients=2000{fallback}
group Metz clients=0
"
        )
    };
    judged(&design(", smp", "rsp", " fallback=Metz"), &["SMP-BG-FALLBACK"]);
    sound(&design(", smp", "rsp", ""));
    sound(&design("", "smp", " fallback=Metz"));
}

#[test]
fn a_fallback_status_point_stays_inside() {
    let design = |zone: &str| {
        site(&format!(
            "  server CM04 zone={zone}: fsp
zone DMZ zonekind=perimeter
zone LAN zonekind=intranet
"
        ))
    };
    sound(&design("LAN"));
    judged(&design("DMZ initiates=site"), &["FSP-PERIMETER"]);
    sound(&site("  server CM04: fsp\n").replace("comm=ehttp", "comm=ehttp clientpki=yes"));
    judged(&site("  server CM04: fsp fsphttps=yes\n"), &["FSP-HTTPS"]);
}

/// Nobody says that the two domains are of one forest.
#[test]
fn update_points_in_two_domains_keep_databases_of_their_own() {
    let design = |second: &str| {
        site(&format!(
            "  server SUP01 domain=a.com internetaccess=yes: sup susdb=SQL-A
  server SUP02 domain={second} internetaccess=yes: sup susdb=SQL-B
"
        ))
    };
    sound(&design("b.com"));
    judged(&design("a.com"), &["SUP-SHARED-DB"]);
}
