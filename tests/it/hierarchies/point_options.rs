//! Further designs about points: what they reach, whom they trust, what they share, and how they
//! leave.

use super::{judged, sound};

/// A primary site with what every one has, and further lines.
fn primary(head: &str, lines: &str) -> String {
    format!(
        "
plan \"Contoso\" {head}
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov
  server CM02: mp, dp
  server CM03: mp
{lines}
"
    )
}

/// A central administration site with one primary site below that uses distributed views, and
/// another without.
fn with_views(central: &str) -> String {
    format!(
        "
cas CS1 comm=ehttp
  server CS1-SITE: site
  server CS1-SQL: db edition=enterprise, prov{central}
  server CS1-APP: scp, sup
  primary PS1 devices=2000 comm=ehttp distviews=yes
    server PS1-SITE: site, db, prov
    server PS1-MP1: mp, dp
    server PS1-MP2: mp, sup
  primary PS2 devices=2000 comm=ehttp
    server PS2-SITE: site, db, prov
    server PS2-MP1: mp, dp
    server PS2-MP2: mp, sup
"
    )
}

#[test]
fn an_offline_hierarchy_without_cloud_features_is_sound() {
    let lines = "  server CM04 internetaccess=no siteadmin=yes: scp mode=offline";
    sound(&primary("features=applications+updates", lines));
}

#[test]
fn an_offline_connection_point_deploys_no_gateway() {
    let lines = "  server CM04 siteadmin=yes: scp mode=offline";
    judged(&primary("features=tenant", lines), &["SCP-OFFLINE-CLOUD"]);
    judged(&primary("features=gateway+osd", lines), &["SCP-OFFLINE-CLOUD"]);
}

#[test]
fn a_proxy_and_an_account_are_enough_for_a_remote_connection_point() {
    let lines = "  server CM04 internetaccess=no proxy=proxy.contoso.com siteadmin=no \
                 installaccount=svc-cm: scp";
    sound(&primary("features=tenant", lines));
}

#[test]
fn a_connection_point_that_nobody_lets_in_or_out_is_told_of_both() {
    let lines = "  server CM04 internetaccess=no siteadmin=no: scp";
    judged(&primary("features=updates", lines), &["SCP-NET", "SCP-REMOTE"]);
}

#[test]
fn definitions_from_elsewhere_need_no_update_point() {
    let point = |from: &str| {
        let lines =
            format!("  server CM04 winfeatures=net35+defender: scp, epp definitions={from}");
        primary("features=protection", &lines)
    };
    sound(&point("microsoft+share"));
    judged(&point("configmgr+microsoft"), &["EPP-SUP"]);
}

#[test]
fn an_endpoint_protection_point_needs_its_feature() {
    let lines = "  server CM04 os=2022 winfeatures=net35: scp, epp definitions=microsoft";
    judged(&primary("", lines), &["EPP-DEFENDER"]);
}

#[test]
fn a_warehouse_on_the_site_database_shares_its_edition_and_certificate() {
    sound(
        "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, prov
  server CM02: mp, dp
  server CM03: mp, scp
  server CM04: db edition=enterprise sql=2022 dbsize=200, rsp reportserver=ssrs, dwsp room=200
",
    );
}

#[test]
fn a_warehouse_that_is_small_old_and_not_trusted_is_told_of_all_three() {
    let lines = "  server CM04: scp, rsp reportserver=ssrs\n  server CM05: epp definitions=share, \
                 dwsp database=SQL07 edition=standard sql=2014 dbsize=3000 certtrusted=no";
    judged(&primary("version=2409", lines), &["DW-SQL", "DW-CERT-TRUST", "DW-SIZE"]);
}

#[test]
fn sql_server_2014_bears_a_warehouse_until_2403() {
    let lines = "  server CM04: scp, rsp, dwsp edition=standard sql=2014 certtrusted=yes";
    sound(&primary("version=2403", lines));
    judged(&primary("version=2409", lines), &["DW-SQL"]);
}

#[test]
fn distributed_views_with_everything_on_one_server_are_sound() {
    sound(&with_views(", rsp, dwsp"));
}

#[test]
fn distributed_views_with_reports_elsewhere_do_not_work() {
    let text = with_views("").replace("scp, sup", "scp, sup\n  server CS1-RSP: rsp, dwsp");
    judged(&text, &["DW-DISTVIEW", "RSP-DISTVIEW"]);
    let twice = with_views(", rsp").replace("CS1-APP: scp, sup", "CS1-APP: scp, sup, rsp");
    judged(&twice, &["RSP-DISTVIEW"]);
}

#[test]
fn reports_may_stand_on_every_replica_of_a_group() {
    let reports = |source: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, prov
  server CM02: mp, dp
  server CM03: mp, scp
  server SQL01: db ag=CMAG listener=CMLIS edition=enterprise, rsp datasource={source}
  server SQL02: db ag=CMAG listener=CMLIS edition=enterprise, rsp datasource=replica
"
        )
    };
    sound(&reports("replica"));
    judged(&reports("listener"), &["RSP-AG-LISTENER"]);
}

#[test]
fn a_report_database_outlives_the_pair_of_site_servers() {
    let pair = |database: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp library=\\\\FS1\\library
  server CM01: site, prov
  server CM02: pss, prov
  server CM03: mp, dp
  server CM04: mp, scp
  server SQL01: db
  server RSP01: rsp{database}
"
        )
    };
    sound(&pair(" database=SQL01"));
    sound(&pair(""));
    judged(&pair(" database=CM02\\REPORTS"), &["RSP-HA-DB"]);
}

#[test]
fn reports_of_a_child_site_suffice_where_nobody_looks_at_all() {
    let design = |wanted: &str| {
        with_views("")
            .replace("distviews=yes", "")
            .replace("PS1-MP2: mp, sup", "PS1-MP2: mp, sup, rsp")
            .replacen("cas CS1", &format!("plan \"C\" allsitereports={wanted}\ncas CS1"), 1)
    };
    sound(&design("no"));
    judged(&design("yes"), &["RSP-SCOPE"]);
}

#[test]
fn users_of_one_forest_read_reports_and_strangers_do_not() {
    let domains = |forest: &str| {
        let lines = format!(
            "  server CM04 domain=contoso.com: scp, rsp reportusers=emea.contoso.com\n\
             domain contoso.com forest=contoso.com\n\
             domain emea.contoso.com forest={forest}"
        );
        primary("", &lines)
    };
    sound(&domains("contoso.com"));
    judged(&domains("emea.contoso.com"), &["RSP-TRUST"]);
}

#[test]
fn two_management_points_share_a_replica_of_their_site() {
    let replica = "replica=SQL02 replicafeature=yes replicaservice=system \
                   replicatextrepl=2147483647";
    let site = |features: &str, other: &str| {
        format!(
            "
plan \"Contoso\" features={features}
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db replication=yes textrepl=2147483647, prov
  server CM02: mp {replica}, dp
  server CM03: mp {other}, scp
"
        )
    };
    sound(&site("updates", replica));
    judged(&site("updates", &replica.replace("SQL02", "CM01")), &["MP-REPLICA-INST"]);
    judged(
        &site("userapps", &replica.replace("SQL02", "SQL03").replace("=system", "=other")),
        &["REPLICA-SERVICE", "MP-REPLICA-USER", "MP-REPLICA-USER"],
    );
}

#[test]
fn replicas_of_two_sites_do_not_share_an_instance() {
    let replicas = |one: &str, other: &str| {
        let point = |host: &str| format!("PS1-MP2: mp replica={host}, sup");
        with_views("")
            .replace("distviews=yes", "")
            .replace("PS1-MP2: mp, sup", &point(one))
            .replace("PS2-MP2: mp, sup", &point(other).replace("PS1", "PS2"))
    };
    sound(&replicas("SQL09\\ONE", "SQL09\\TWO"));
    judged(&replicas("SQL09\\ONE", "sql09\\one"), &["MP-REPLICA-INST"]);
}

#[test]
fn replicas_that_come_after_an_update_do_not_hinder_it() {
    let lines = |state: &str| format!("  server CM04: scp\n  server CM05: mp{state} replica=SQL02");
    sound(&primary("version=2603 updatesfrom=2509", &lines("")));
    sound(&primary("version=2603", &lines(" state=installed")));
    let update = primary("version=2603 updatesfrom=2509", &lines(" state=installed"));
    judged(&update, &["MP-REPLICA-UPDATE"]);
}

#[test]
fn a_point_in_the_perimeter_for_clients_on_the_internet_is_sound() {
    let lines = |options: &str| {
        format!(
            "  server CM04: scp\n  server DMZ01 internetfqdn=cm.contoso.com publicdns=yes: mp \
             {options}"
        )
    };
    let text = primary("", &lines("https internet")).replace("=ehttp", "=ehttp clientpki=yes");
    sound(&text);
    let plain = primary("", &lines("internet")).replace("=ehttp", "=ehttp clientpki=yes");
    judged(&plain, &["MP-INTERNET-HTTPS"]);
    judged(&text.replace("clientpki=yes", "clientpki=no"), &["MP-INTERNET-HTTPS"]);
}

#[test]
fn plain_http_is_told_once_where_a_gateway_suffers_from_it() {
    let site = |communication: &str| {
        format!(
            "
primary PS1 devices=2000 comm={communication}
  server CM01: site, db, prov
  server CM02: mp cmg, dp, cmgcp
  server CM03: mp, scp, cmgcp
cmg contoso instances=2 size=Large
"
        )
    };
    sound(&site("ehttp"));
    judged(&site("http"), &["MP-CMG-MODE"]);
}

#[test]
fn tokens_are_checked_at_microsoft_from_2603_on() {
    let points = |version: &str| {
        primary(&format!("version={version} entratokens=yes"), "  server CM04: scp")
            .replace("CM03: mp", "CM03 internetaccess=no proxy=proxy.contoso.com: mp")
    };
    sound(&points("2509"));
    judged(&points("2603"), &["MP-ENTRA-NET"]);
}

#[test]
fn windows_pe_finds_a_management_point_in_its_boundary_group() {
    let groups = |head: &str, point: &str| {
        let text = primary(
            head,
            &format!(
                "  server CM04: scp\n  server CM05 groups=Lyon+Home: dp\n  server CM06 groups=Lyon: \
                 dp{point}\ngroup Lyon\ngroup Everybody assigns=PS1"
            ),
        );
        text.replace("CM02:", "CM02 groups=Home:")
            .replace("group Lyon\n", "group Lyon\ngroup Home\n")
    };
    sound(&groups("features=osd", ", mp"));
    sound(&groups("features=osd version=2503", ""));
    sound(&groups("features=updates", ""));
    judged(&groups("features=osd", ""), &["MP-BG-WINPE"]);
}

#[test]
fn a_role_that_changes_servers_takes_two_steps() {
    let lines = "  server CM04 siteadmin=yes: scp state=leaving\n  server CM05 siteadmin=yes: scp";
    judged(&primary("", lines), &["ROLE-MOVE-SPLIT"]);
    // Several of a role that stay are no move.
    let lines = "  server CM04: scp, rsp state=installed\n  server CM05: rsp, smp";
    sound(&primary("", lines));
}

#[test]
fn roles_that_are_on_their_way_out_need_no_word() {
    let roles = |state: &str| {
        let lines = format!(
            "  server CM04: scp, aisp{state}\n  server CM05: smp, crp{state} ndes=NDES01\n  server \
             CM06: smp, enr{state}, epr{state}"
        );
        primary("version=2603", &lines)
    };
    sound(&roles(" state=leaving"));
    judged(&roles(""), &["AISP-DEPR", "CRP-REMOVED", "ENR-DEPR"]);
    judged(&roles(" state=installed"), &["CRP-REMOVED", "AISP-DEPR", "ENR-DEPR"]);
}

#[test]
fn only_the_proxy_point_stands_in_the_perimeter() {
    let lines = |proxy: &str, point: &str| {
        format!(
            "  server CM04: scp\n  server DMZ01 zone=DMZ: smp{proxy}\n  server CM05 zone=LAN: smp{point}\n\
             zone DMZ zonekind=perimeter\nzone LAN zonekind=intranet"
        )
    };
    let text = primary("", &lines(", epr state=leaving", ", enr state=leaving"));
    sound(&text);
    let swapped = primary("", &lines(", enr state=leaving", ", epr state=leaving"));
    judged(&swapped, &["ENR-PERIMETER"]);
}

#[test]
fn each_exchange_organization_has_one_connector() {
    let connectors = |other: &str| {
        let lines = format!(
            "  server CM04: scp, exc organization=Contoso\n  server CM05: smp, exc \
             organization={other}"
        );
        primary("", &lines)
    };
    sound(&connectors("Fabrikam"));
    judged(&connectors("contoso"), &["EXC-ONE"]);
}

#[test]
fn anonymous_clients_go_with_plain_points_only_where_nothing_else_is_asked() {
    let lines = "  server CM04: scp\n  server CM05: dp anonymous=yes";
    judged(&primary("", lines), &["EHTTP-DP-ANON"]);
    sound(&primary("", &lines.replace("dp anonymous", "dp https anonymous")));
}
