//! Designs about service connection, reporting, data warehouse and management points.

use super::{judged, sound};

/// A primary site in which nothing is wrong; `more` are further lines.
fn site(more: &str) -> String {
    format!(
        "
primary PS1 devices=20000 comm=ehttp
  server CM01: site, db, prov
  server CM02: mp, dp
  server CM03: mp, dp
  server CM04: scp
{more}"
    )
}

/// The same with one text in place of another.
fn with(old: &str, new: &str) -> String {
    let design = site("");
    assert!(design.contains(old), "{old}");
    design.replacen(old, new, 1)
}

fn plan(facts: &str, design: &str) -> String {
    format!("plan \"P\" {facts}\n{}", design.trim_start())
}

#[test]
fn a_service_connection_point_reaches_the_internet_itself_or_by_a_proxy() {
    let server = |facts: &str| with("server CM04:", &format!("server CM04 {facts}:"));
    sound(&site(""));
    sound(&server("internetaccess=yes"));
    sound(&server("internetaccess=no proxy=px1"));
    judged(&server("internetaccess=no"), &["SCP-NET"]);
    // Offline it needs none.
    let offline = server("internetaccess=no").replace(": scp", ": scp mode=offline");
    sound(&offline);
}

#[test]
fn an_offline_service_connection_point_serves_no_cloud() {
    let offline = with(": scp", ": scp mode=offline");
    sound(&plan("features=updates+osd", &offline));
    judged(&plan("features=gateway", &offline), &["SCP-OFFLINE-CLOUD"]);
    judged(&plan("features=tenant", &offline), &["SCP-OFFLINE-CLOUD"]);
    sound(&plan("features=gateway+tenant", &site("")));
}

#[test]
fn a_remote_service_connection_point_is_installed_with_rights_or_an_account() {
    let server = |facts: &str| with("server CM04:", &format!("server CM04 {facts}:"));
    sound(&server("siteadmin=yes"));
    sound(&server("siteadmin=no installaccount=svc-cm"));
    judged(&server("siteadmin=no"), &["SCP-REMOTE"]);
}

#[test]
fn a_service_connection_point_stands_on_neither_site_server_of_a_pair() {
    let pair = site("  server CM01P: pss\n  server CM05: prov\n");
    sound(&pair);
    let moved = pair.replace("  server CM04: scp\n", "");
    judged(&moved.replace(": pss", ": pss, scp"), &["SCP-HA"]);
    judged(&moved.replace(": site, db, prov", ": site, db, prov, scp"), &["SCP-HA"]);
}

#[test]
fn a_misplaced_service_connection_point_is_one_finding() {
    let hierarchy = |top: &str, below: &str| {
        format!(
            "
cas CS1 comm=ehttp
  server CAS: site, db, prov
  server CAS-02: sup{top}
  primary PS1 devices=1000 comm=ehttp
    server CM1: mp, dp{below}
    server CM2: mp, sup
  primary PS2 devices=1000 comm=ehttp
    server CM3: mp, dp
    server CM4: mp, sup
"
        )
    };
    sound(&hierarchy(", scp", ""));
    judged(&hierarchy("", ", scp"), &["ROLE-TOPTIER"]);
}

#[test]
fn definitions_have_a_source_and_the_server_has_defender() {
    let point = |facts: &str, source: &str| {
        site(&format!("  server CM05 winfeatures={facts}: epp definitions={source}\n"))
    };
    sound(&point("defender", "microsoft"));
    sound(&point("defender+iis", "share"));
    judged(&point("defender", "configmgr"), &["EPP-SUP"]);
    judged(&point("iis", "microsoft"), &["EPP-DEFENDER"]);
    let with_update_point = point("defender", "configmgr") + "  server CM06: sup\n";
    sound(&with_update_point);
}

#[test]
fn a_data_warehouse_stands_beside_reporting_on_a_full_sql_server() {
    let point = |facts: &str| {
        site(&format!("  server CM05: rsp reportserver=ssrs, dwsp {facts} room=500 dbsize=400\n"))
    };
    sound(&point("edition=standard sql=2022"));
    sound(&point("edition=enterprise sql=2016"));
    judged(&point("edition=express sql=2022"), &["DW-SQL"]);
    judged(&point("edition=standard sql=2014"), &["DW-SQL"]);
    let alone = "  server CM05: dwsp edition=standard sql=2022 room=500 dbsize=400\n";
    let reporting = "  server CM06: rsp reportserver=ssrs\n";
    judged(&site(&format!("{alone}{reporting}")), &["DW-FIRST-ROLE"]);
}

#[test]
fn a_reporting_services_point_has_a_report_server_of_its_own() {
    let point = |facts: &str| site(&format!("  server CM05: rsp {facts}\n"));
    sound(&point("reportserver=ssrs"));
    sound(&point("reportserver=powerbi datasource=replica"));
    judged(&point("reportserver=none"), &["RSP-SSRS"]);
    judged(&point("reportserver=ssrs datasource=listener"), &["RSP-AG-LISTENER"]);
    judged(&point("reportserver=ssrs reportdbag=yes"), &["RSP-AG-LISTENER"]);
    let on_site_server = with("site, db, prov", "site, db, prov, rsp reportserver=ssrs");
    judged(&on_site_server, &["RSP-REMOTE"]);
}

#[test]
fn report_users_are_trusted_both_ways() {
    let users = |around: &str| {
        site(&format!(
            "  server CM05.corp.contoso.com: rsp reportserver=ssrs reportusers=fabrikam.com
domain fabrikam.com forest=fabrikam.com
domain corp.contoso.com forest=contoso.com
{around}"
        ))
    };
    judged(&users(""), &["RSP-TRUST"]);
    sound(&users("trust fabrikam.com with=corp.contoso.com trust=forest way=two\n"));
    judged(
        &users("trust fabrikam.com with=corp.contoso.com trust=forest way=in\n"),
        &["RSP-TRUST"],
    );
}

#[test]
fn an_exchange_organization_has_one_connector() {
    let connectors = |one: &str, other: &str| {
        site(&format!(
            "  server CM05: exc organization={one}\n  server CM06: exc organization={other}\n"
        ))
    };
    sound(&connectors("Contoso", "Fabrikam"));
    judged(&connectors("Contoso", "contoso"), &["EXC-ONE"]);
}

#[test]
fn a_management_point_is_near_and_serves_no_mobile_devices() {
    judged(&with("server CM02:", "server CM02 slowlink=yes:"), &["MP-SLOWLINK"]);
    sound(&with("server CM02:", "server CM02 slowlink=no:"));
    judged(&with("CM02: mp", "CM02: mp mobiledevices=yes"), &["MP-DEVICE"]);
}

const REPLICA: &str = "replica=SQL9\\A replicafeature=yes replicaservice=system \
                       replicatextrepl=2147483647";

/// A site whose management points may use a replica.
fn replicas(first: &str, second: &str) -> String {
    with("db, prov", "db replication=yes textrepl=2147483647, prov")
        .replace("CM02: mp,", &format!("CM02: mp {first},"))
        .replace("CM03: mp,", &format!("CM03: mp {second},"))
}

#[test]
fn management_points_of_one_site_share_a_replica() {
    sound(&replicas(REPLICA, ""));
    sound(&replicas(REPLICA, REPLICA));
    judged(
        &replicas(&REPLICA.replace("service=system", "service=other"), ""),
        &["REPLICA-SERVICE"],
    );
    judged(
        &replicas(&REPLICA.replace("textrepl=2147483647", "textrepl=65536"), ""),
        &["REPLICA-SERVICE"],
    );
    judged(&replicas(&REPLICA.replace("feature=yes", "feature=no"), ""), &["MP-REPLICA-INST"]);
}

#[test]
fn replicas_serve_no_user_deployments_and_pause_for_updates() {
    let design = replicas(REPLICA, "");
    sound(&plan("features=applications", &design));
    judged(&plan("features=userapps", &design), &["MP-REPLICA-USER"]);
    // What is only planned is set up after the update.
    sound(&plan("version=2603 updatesfrom=2509", &design));
    let installed = replicas(&format!("state=installed {REPLICA}"), "");
    judged(&plan("version=2603 updatesfrom=2509", &installed), &["MP-REPLICA-UPDATE"]);
}

#[test]
fn anonymous_access_is_for_sites_without_enhanced_http() {
    let anonymous = with("CM02: mp, dp", "CM02: mp, dp anonymous=yes");
    judged(&anonymous, &["EHTTP-DP-ANON"]);
    sound(&with("CM02: mp, dp", "CM02: mp, dp anonymous=no"));
    let secured = site("").replace("comm=ehttp", "comm=https").replace("mp, dp", "mp https, dp");
    sound(&secured.replace("CM02: mp https, dp", "CM02: mp https, dp anonymous=yes"));
}

#[test]
fn a_role_moves_in_two_steps() {
    let moving = with("CM02: mp", "CM02: mp state=leaving") + "  server CM05: mp\n";
    judged(&moving, &["ROLE-MOVE-SPLIT"]);
    sound(&(with("CM02: mp", "CM02: mp state=installed") + "  server CM05: mp\n"));
}

#[test]
fn windows_pe_finds_a_management_point_in_every_boundary_group() {
    let groups = |second: &str| {
        let design = with("server CM02:", "server CM02 groups=Lisbon:");
        let design = design.replace("server CM03:", &format!("server CM03 groups={second}:"));
        format!("{design}group Lisbon clients=100\ngroup Porto clients=50\n")
    };
    let osd =
        |version: &str, design: &str| plan(&format!("version={version} features=osd"), design);
    judged(&osd("2509", &groups("Lisbon")), &["MP-BG-WINPE"]);
    sound(&osd("2503", &groups("Lisbon")));
    judged(&osd("2509", &groups("Lisbon+Porto")), &["DP-HA"]);
    sound(&plan("version=2509 features=updates", &groups("Lisbon")));
}

#[test]
fn tokens_are_checked_at_the_internet() {
    let tokens = |version: &str, access: &str| {
        let design = with("server CM02:", &format!("server CM02 internetaccess={access}:"));
        let design = design.replace("server CM03:", "server CM03 internetaccess=yes:");
        plan(&format!("version={version} entratokens=yes"), &design)
    };
    judged(&tokens("2603", "no"), &["MP-ENTRA-NET"]);
    sound(&tokens("2603", "yes"));
    sound(&tokens("2509", "no"));
}

#[test]
fn enrollment_points_come_in_pairs_and_are_deprecated() {
    let alone = site("  server CM05 os=2022: enr\n");
    judged(&alone, &["ENR-PAIR", "ENR-DEPR"]);
    judged(&format!("{alone}  server CM06 os=2022: epr\n"), &["ENR-DEPR"]);
}
