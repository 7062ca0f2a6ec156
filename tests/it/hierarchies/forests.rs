//! Designs with site systems in forests and networks that the site server does not trust.

use super::{judged, sound};

const FORESTS: &str = "
domain corp.contoso.com forest=contoso.com
domain branch.fabrikam.com forest=fabrikam.com
";

/// The published example of a management point in an untrusted domain, with one server's facts.
fn perimeter(server: &str, role: &str, around: &str) -> String {
    format!(
        "
primary P01 comm=https devices=2000
  server SiteServer.corp.contoso.com: site, prov
  server SQLServer.corp.contoso.com: db
  server MP1.corp.contoso.com: mp, dp
  server APP.corp.contoso.com: scp
  server DMZ-MP.branch.fabrikam.com {server}: {role}
{FORESTS}{around}"
    )
}

const INSTALL: &str = "installaccount=\"branch.fabrikam.com\\svc-cm-dmzmpinstall\"";
const CONNECT: &str = "connectionaccount=\"corp.contoso.com\\svc-cm-dmzmpdbconnect\"";

#[test]
fn a_management_point_in_an_untrusted_forest_with_its_accounts_is_sound() {
    let server = format!("{INSTALL} initiates=site reachessql=yes");
    sound(&perimeter(&server, &format!("mp https internet {CONNECT}"), ""));
}

#[test]
fn a_management_point_in_an_untrusted_forest_needs_accounts_and_a_way() {
    let none = perimeter("initiates=system reachessql=no", "mp https", "");
    judged(&none, &["SRV-UNTRUSTED-ACCT", "SRV-UNTRUSTED-SQL", "SRV-UNTRUSTED-INIT"]);
    let accounts = format!("{INSTALL} initiates=site reachessql=no");
    let role = format!("mp https {CONNECT}");
    judged(&perimeter(&accounts, &role, ""), &["SRV-UNTRUSTED-SQL"]);
    let open = format!("{INSTALL} initiates=site reachessql=yes");
    judged(&perimeter(&open, "mp https", ""), &["SRV-UNTRUSTED-SQL"]);
}

/// One cause, one finding.
#[test]
fn a_computer_in_a_workgroup_is_in_no_foreign_forest() {
    judged(&perimeter("workgroup=yes", "mp https", ""), &["SRV-DOMAIN"]);
}

#[test]
fn a_two_way_forest_trust_asks_for_nothing_more_and_an_external_one_does() {
    let trust = |words: &str| {
        let trust = format!("trust contoso.com with=fabrikam.com {words}");
        perimeter("", "mp https", &trust)
    };
    sound(&trust("trust=forest way=two"));
    let asked = ["SRV-UNTRUSTED-ACCT", "SRV-UNTRUSTED-SQL"];
    judged(&trust("trust=external way=two"), &asked);
    judged(&trust("trust=forest way=in"), &asked);
    judged(&trust("trust=forest way=two kerberos=no"), &asked);
}

#[test]
fn a_domain_of_the_same_forest_or_of_an_unknown_one_is_not_foreign() {
    let design = |around: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01.contoso.com: site, db, prov, scp
  server CM02.emea.contoso.com: mp, dp
  server CM03.tailspin.com: mp
{around}"
        )
    };
    sound(&design(""));
    sound(&design("domain contoso.com forest=contoso.com\ndomain tailspin.com forest=contoso.com"));
    let apart = "domain contoso.com forest=contoso.com\ndomain tailspin.com forest=tailspin.com";
    judged(&design(apart), &["SRV-UNTRUSTED-ACCT", "SRV-UNTRUSTED-SQL"]);
}

#[test]
fn update_points_in_a_second_forest_need_accounts_where_no_trust_is() {
    let design = |server: &str, role: &str, trust: &str| {
        format!(
            "
primary PS1
  server PS1.corp.contoso.com: site, db, prov
  server SUP01.corp.contoso.com: sup
  server SUP02.corp.contoso.com: sup
  server SUP03.branch.fabrikam.com {server}: sup {role}
  server SUP04.branch.fabrikam.com {server}: sup {role}
  server SCP01.corp.contoso.com: scp
{FORESTS}{trust}"
        )
    };
    let without = design("", "", "");
    let twice = ["SRV-UNTRUSTED-ACCT", "SRV-UNTRUSTED-ACCT", "SRV-UNTRUSTED-SUP"];
    judged(&without, &[&twice[..], &["SRV-UNTRUSTED-SUP"]].concat());
    sound(&design("", "", "trust contoso.com with=fabrikam.com trust=forest way=two"));
    let named = "installaccount=FABRIKAM\\install initiates=site";
    sound(&design(named, "connectionaccount=FABRIKAM\\wsus", ""));
}

#[test]
fn a_secondary_site_has_no_servers_in_an_untrusted_forest() {
    judged(
        &format!(
            "
primary P01 devices=2000 comm=ehttp
  server CM01.corp.contoso.com: site, db, prov, scp
  server CM02.corp.contoso.com: mp, dp
  server CM03.corp.contoso.com: mp
  secondary S01 devices=900
    server S01.corp.contoso.com: site, db, mp, dp
    server S01-DP.branch.fabrikam.com {INSTALL} initiates=site: dp
{FORESTS}"
        ),
        &["SRV-UNTRUSTED-SITE"],
    );
}

#[test]
fn a_perimeter_network_is_called_from_inside() {
    let zone = "\nzone DMZ zonekind=perimeter\nzone LAN zonekind=intranet";
    let point = |zone_of: &str, initiates: &str| {
        let more = format!("server DMZ-DP zone={zone_of} initiates={initiates}: dp");
        format!(
            "
primary PS1 devices=2000 comm=ehttp
  server CM01: site, db, prov, scp
  server CM02: mp, dp
  server CM03: mp
  {more}
{zone}
"
        )
    };
    judged(&point("DMZ", "system"), &["SRV-UNTRUSTED-INIT"]);
    sound(&point("DMZ", "site"));
    sound(&point("LAN", "system"));
}

/// All rules ask one place: a domain below another is of its forest unless the plan says otherwise.
#[test]
fn a_child_domain_is_trusted_by_every_rule_alike() {
    let design = |around: &str| {
        format!(
            "
primary PS1 devices=2000 comm=ehttp library=\\\\FS1.emea.corp.contoso.com\\PS1
  server CM01.corp.contoso.com: site, db, prov, scp
  server CM02.emea.corp.contoso.com: mp, dp
  server CM03.corp.contoso.com: mp
  server CM04.corp.contoso.com: rsp reportserver=ssrs reportusers=emea.corp.contoso.com
domain corp.contoso.com
domain emea.corp.contoso.com{around}
"
        )
    };
    let report = |text: &str| {
        let design = sitewright::model::outline::parse(text).expect("an outline");
        let report = sitewright::rules::check(&design);
        let asked = ["RSP-TRUST", "RCL-TRUST", "SRV-UNTRUSTED-ACCT", "SQL-TRUST"];
        let found = report.sorted(&design).into_iter();
        found.map(|it| it.rule.id).filter(|id| asked.contains(id)).collect::<Vec<_>>()
    };
    assert!(report(&design("")).is_empty());
    let apart = design(" forest=emea.corp.contoso.com")
        .replace("domain corp.contoso.com\n", "domain corp.contoso.com forest=contoso.com\n");
    assert!(report(&apart).contains(&"RSP-TRUST"));
    assert!(report(&apart).contains(&"SRV-UNTRUSTED-ACCT"));
}
