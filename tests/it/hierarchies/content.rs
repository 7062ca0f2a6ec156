//! Designs about content: boundary groups, distribution points and where they get their content.

use super::{judged, sound};

/// Boundary groups of the documentation's example: neighbors that clients fall back to one after
/// the other, and the default site boundary group last.
#[test]
fn groups_that_fall_back_one_after_the_other() {
    judged(
        "
primary PS1 devices=2000 comm=ehttp
  server CM01 groups=Default-PS1: site, db, prov, scp, dp
  server CM02: mp
  server CM03: mp
  server DP_A1 groups=BG_A: dp
  server DP_A2 groups=BG_A: dp
  server DP_B1 groups=BG_B: dp
  server DP_B2 groups=BG_B: dp
  server DP_C1 groups=BG_C: dp
  server DP_C2 groups=BG_C: dp
group BG_A assigns=PS1 boundaries=10.1.0.0/16 clients=2000 fallback=BG_B fallbackafter=10
group BG_B clients=0 fallback=BG_C fallbackafter=20
group BG_C clients=0
group Default-PS1 defaultgroup=yes fallbackafter=120
",
        &["DP-SITESERVER"],
    );
}

#[test]
fn what_is_in_no_boundary_group_is_not_found() {
    judged(
        "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp
  server CM03: mp
  server CM04 groups=Lyon: dp
  server CM05 groups=lyon: dp
  server CM06: dp
  server CM07 groups=Lyons: sup
group Lyon clients=2000
",
        &["SITE-BG-NONE", "SITE-BG-NONE"],
    );
}

/// Clients on the internet do not go by boundary groups, and no client scans at the top.
#[test]
fn some_need_no_boundary_group() {
    sound(
        "
cas CS1
  server CS1: site, db, prov
  server CM02: sup, scp
  primary PS1 devices=80000 comm=https
    server PS1: site, db, prov
    server CM11: mp https
    server CM12: mp https
    server CM13: mp https
    server CM14: mp https
    server CM15: mp https
    server CM16 groups=Lyon: dp https certificate=pki
    server CM17 groups=Lyon: dp https certificate=pki
    server CM18 internetfqdn=dp.contoso.com publicdns=yes: dp https internet certificate=pki
    server CM19 groups=Lyon: sup https wsuspool=yes
  primary PS2 devices=80000 comm=https
    server PS2: site, db, prov
    server CM21: mp https
    server CM22: mp https
    server CM23: mp https
    server CM24: mp https
    server CM25: mp https
    server CM26 groups=Lyon: dp https certificate=pki
    server CM27 groups=Lyon: sup https wsuspool=yes
group Lyon clients=9000
",
    );
}

#[test]
fn boundaries_that_overlap_assign_to_one_site() {
    let design = |lyon: &str, metz: &str| {
        format!(
            "
cas CS1
  server CS1: site, db, prov
  server CM02: scp
  primary PS1 devices=90000 comm=ehttp
    server PS1: site, db, prov
    server CM11: mp, dp
    server CM12: mp
    server CM13: mp
    server CM14: mp
    server CM15: mp
  primary PS2 devices=90000 comm=ehttp
    server PS2: site, db, prov
    server CM21: mp, dp
    server CM22: mp
    server CM23: mp
    server CM24: mp
    server CM25: mp
group Lyon {lyon}
group Metz {metz}
"
        )
        .replace(": mp, dp", " groups=Here: mp, dp")
            + "group Here defaultgroup=yes\n"
    };
    let lyon = "assigns=PS1 boundaries=\"10.1.0.0/16; Lyon-Office\"";
    let overlap = &["SITE-BG-OVERLAP"];
    judged(&design(lyon, "assigns=PS2 boundaries=10.1.7.0/24"), overlap);
    judged(&design(lyon, "assigns=PS2 boundaries=10.0.255.9-10.1.0.0"), overlap);
    judged(&design(lyon, "assigns=PS2 boundaries=lyon-office"), overlap);
    // To the same site, to none, or next to each other.
    sound(&design(lyon, "assigns=ps1 boundaries=10.1.7.0/24"));
    sound(&design(lyon, "boundaries=10.1.7.0/24"));
    sound(&design(lyon, "assigns=PS2 boundaries=10.2.0.0/16"));
}

#[test]
fn a_group_has_points_for_its_clients() {
    let design = |clients: u32, points: &str| {
        format!(
            "
primary PS1 devices=9000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp
  server CM03: mp
{points}group Lyon clients={clients}
group Users assigns=PS1 boundaries=10.1.0.0/16
"
        )
    };
    let two = "  server CM04 groups=Lyon: dp\n  server CM05 groups=Lyon: dp\n";
    sound(&design(8_000, two));
    judged(&design(8_001, two), &["DP-CLIENTS"]);
    let one = "  server CM04 groups=Lyon: dp\n";
    judged(&design(4_000, one), &["DP-HA"]);
    judged(&design(4_001, one), &["DP-CLIENTS", "DP-HA"]);
    // Points that pull serve clients like others.
    let pull = "  server CM04 groups=Lyon: dp\n  server CM05 groups=Lyon: dp pull from CM04\n";
    sound(&design(8_000, pull));
}

/// A content library on another drive of the site server is not remote; one on a share is.
#[test]
fn a_distribution_point_needs_the_content_library_beside_it() {
    let design = |library: &str, roles: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp library=\"{library}\"
  server CM01: site, db, prov, scp{roles}
  server CM02: mp, dp
  server CM03: mp
"
        )
    };
    sound(&design("\\\\FS1\\Library$\\PS1", ""));
    judged(&design("\\\\FS1\\Library$\\PS1", ", dp"), &["DP-RCL"]);
    judged(&design("E:\\Library", ", dp"), &["DP-SITESERVER"]);
}

/// The site servers of a pair speak for themselves.
#[test]
fn a_pair_with_a_distribution_point_on_it_is_one_finding() {
    judged(
        "
primary PS1 devices=2000 comm=ehttp library=\"\\\\FS1\\Library$\\PS1\"
  server CM01: site, db, prov, dp
  server CM02: pss, prov
  server CM03: mp, dp, scp
  server CM04: mp
",
        &["PASSIVE-DP"],
    );
}

#[test]
fn sources_by_https_want_the_client() {
    let design = |site: &str, source: &str, client: &str| {
        format!(
            "
primary PS1 devices=2000 {site}
  server CM01: site, db, prov, scp
  server CM02: mp https
  server CM03: mp https
  server CM04: dp {source}certificate=pki
  server CM05 {client}: dp pull from CM04 certificate=pki
"
        )
    };
    sound(&design("comm=https", "https ", "client=yes"));
    judged(&design("comm=https", "https ", "client=no"), &["PULL-HTTPS"]);
    judged(&design("comm=ehttp", "https ", "client=no"), &["PULL-HTTPS"]);
    // By HTTP, the pull distribution point brings what it needs.
    sound(&design("comm=ehttp", "", "client=no"));
}

#[test]
fn sources_in_another_forest_want_client_and_account() {
    let design = |site: &str, client: &str, second: &str| {
        format!(
            "
primary PS1 devices=2000 {site}
  server CM01.corp.contoso.com: site, db, prov, scp
  server CM02.corp.contoso.com: mp
  server CM03.corp.contoso.com: mp
  server CM04.corp.contoso.com: dp
  server CM05.{second} client={client}: dp pull from CM04
domain corp.contoso.com forest=contoso.com level=2016
domain emea.contoso.com forest=contoso.com level=2016
domain fabrikam.com forest=fabrikam.com level=2016
trust contoso.com trust=forest way=two with=fabrikam.com
"
        )
    };
    judged(&design("comm=ehttp", "no", "fabrikam.com"), &["PULL-FOREST"]);
    sound(&design("comm=ehttp", "yes", "fabrikam.com"));
    // Domains of one forest are no matter.
    sound(&design("comm=ehttp", "no", "emea.contoso.com"));
    sound(&design("comm=ehttp naa=no", "no", "corp.contoso.com"));
}

#[test]
fn a_gateway_is_a_source_for_those_that_reach_it() {
    let design = |server: &str, gateway: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp clouddevices=500
  server CM01: site, db, prov, scp
  server CM02: mp cmg, cmgcp
  server CM03: mp cmg, cmgcp
  server CM04 {server}: dp pull fromgateway=yes
cmg contoso instances=2 size=Standard {gateway}
"
        )
    };
    sound(&design("internetaccess=yes", "content=yes"));
    // Content is on unless somebody turns it off.
    sound(&design("internetaccess=yes", ""));
    judged(&design("internetaccess=no", ""), &["PULL-CMG-SRC"]);
    judged(&design("internetaccess=yes", "content=no"), &["PULL-CMG-SRC"]);
    judged(&design("internetaccess=yes", "pullpoint=yes"), &["PULL-CMG"]);
}

/// A schedule counts again once nothing is pulled: without pulling, it is as it should be.
#[test]
fn schedules_are_for_points_that_do_not_pull() {
    let design = |pull: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp
  server CM04: dp {pull}ratelimit=yes
"
        )
    };
    sound(&design(""));
    judged(&design("pull from CM02 "), &["PULL-RATE"]);
}

#[test]
fn wds_beside_dhcp_listens_elsewhere() {
    let design = |parts: &str, point: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp
  server CM03: mp
  server CM04 os=2022 winfeatures={parts}: dp {point}
"
        )
    };
    judged(&design("dhcp", "pxe wds pxeport=no"), &["PXE-DHCP"]);
    sound(&design("dhcp", "pxe wds pxeport=yes"));
    sound(&design("wds", "pxe wds pxeport=no"));
    // The responder can be beside DHCP.
    sound(&design("dhcp", "pxe"));
}

#[test]
fn certificates_go_with_the_management_points() {
    let design = |site: &str, points: [&str; 2], certificate: &str| {
        let [first, second] = points;
        format!(
            "
primary PS1 devices=2000 {site}
  server CM01: site, db, prov, scp
  server CM02: mp{first}
  server CM03: mp{second}
  server CM04: dp {certificate}
"
        )
    };
    let https = [" https", " https"];
    judged(&design("comm=https", https, "https certificate=self"), &["DP-CERT"]);
    sound(&design("comm=https", https, "https certificate=pki"));
    judged(&design("comm=ehttp", ["", ""], "certificate=pki"), &["DP-CERT"]);
    sound(&design("comm=ehttp", ["", ""], "certificate=self"));
    // Where they differ, either fits some of them.
    sound(&design("comm=ehttp", [" https", ""], "certificate=self"));
    sound(&design("comm=ehttp", [" https", ""], "certificate=pki"));
}

#[test]
fn a_distribution_point_takes_its_content_to_another_primary_site() {
    let design = |roles: &str, was: &str| {
        format!(
            "
cas CS1
  server CS1: site, db, prov
  server CM02: scp
  primary PS1 devices=90000 comm=ehttp
    server PS1: site, db, prov
    server CM11: mp, dp
    server CM12: mp
    server CM13: mp
    server CM14: mp
    server CM15: mp
  primary PS2 devices=90000 comm=ehttp
    server PS2: site, db, prov
    server CM21 wassite={was}: {roles}
    server CM22: mp
    server CM23: mp
    server CM24: mp
    server CM25: mp
    server CM26: mp
"
        )
    };
    sound(&design("dp state=installed", "PS1"));
    judged(&design("dp state=installed, smp state=installed", "PS1"), &["DP-REASSIGN"]);
    // What leaves before, and what comes after.
    sound(&design("dp state=installed, smp state=leaving", "PS1"));
    sound(&design("dp state=installed, smp", "PS1"));
    // It never moved.
    sound(&design("dp state=installed, smp state=installed", "PS2"));
}

#[test]
fn a_distribution_point_does_not_go_to_a_secondary_site() {
    judged(
        "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp
  secondary S01 devices=600
    server CM11: site, db, mp, dp
    server CM12 wassite=PS1: dp state=installed
",
        &["DP-REASSIGN"],
    );
}

#[test]
fn a_custom_website_is_everywhere() {
    let design = |own: &str, below: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp customport=8080 customweb=yes
  server CM01: site, db, prov, scp
  server CM02 smsweb={own}: mp, dp
  server CM03 smsweb=yes: mp
  secondary S01 devices=600
    server CM11 smsweb={below}: site, db, mp, dp
"
        )
    };
    sound(&design("yes", "yes"));
    judged(&design("no", "yes"), &["SMSWEB-ALL"]);
    judged(&design("yes", "no"), &["SMSWEB-ALL"]);
    sound(&design("no", "no").replace("customweb=yes", "customweb=no"));
}
