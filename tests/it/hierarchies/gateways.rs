//! Designs about cloud management gateways.

use super::{judged, sound};

/// A primary site with two of everything that serves clients on the internet.
fn site(options: &str, more: &str, gateways: &str) -> String {
    format!(
        "
primary PS1 devices=60000 comm=ehttp{options}
  server CM01: site, db, prov
  server CM02: mp cmg, cmgcp, scp
  server CM03: mp cmg, cmgcp
  server CM04: mp
  server CM05: mp
  server CM06: dp
{more}{gateways}"
    )
}

#[test]
fn a_lab_may_run_on_lab_machines() {
    let gateway = "cmg contoso instances=2 size=Lab\n";
    judged(&site("", "", gateway), &["CMG-VM-LAB"]);
    judged(&site("", "", "cmg contoso instances=2 size=Standard_B2s\n"), &["CMG-VM-LAB"]);
    let lab =
        format!("plan lab=yes{}", site("", "", gateway)).replace("devices=60000", "devices=9");
    sound(&lab);
}

#[test]
fn machines_bear_so_many_clients_by_their_size() {
    let design = |gateway: &str| site("", "", &format!("cmg contoso {gateway}\n"));
    sound(&design("instances=2 size=Standard gatewayclients=12000"));
    judged(&design("instances=2 size=Standard gatewayclients=12001"), &["CMG-VM-CAPACITY"]);
    sound(&design("instances=2 size=Large gatewayclients=20000"));
    judged(&design("instances=2 size=A4_v2 gatewayclients=20001"), &["CMG-VM-CAPACITY"]);
    // Whatever the size is, and where it matters.
    judged(&design("instances=2 gatewayclients=20001"), &["CMG-VM-CAPACITY"]);
    sound(&design("instances=2 gatewayclients=12000"));
    sound(&design("instances=2 gatewayclients=12001"));
}

/// The devices of the sites stand for the clients of all gateways together.
#[test]
fn gateways_bear_the_devices_of_the_sites() {
    let gateways =
        "cmg contoso instances=2 size=Standard\ncmg fabrikam instances=2 size=Standard\n";
    sound(&site(" clouddevices=24000", "", gateways));
    judged(&site(" clouddevices=24001", "", gateways), &["CMG-VM-CAPACITY"]);
}

#[test]
fn a_connection_point_has_ports_for_its_clients() {
    let gateway = "cmg contoso instances=4 size=Large\n";
    sound(&site(" clouddevices=32768", "", gateway));
    judged(&site(" clouddevices=32769", "", gateway), &["CMGCP-PORTS"]);
    let third = "  server CM07: cmgcp\n";
    sound(&site(" clouddevices=32769", third, gateway));
}

#[test]
fn classic_services_are_converted() {
    judged(&site("", "", "cmg contoso instances=2 size=Standard classic=yes\n"), &["CMG-CLASSIC"]);
}

#[test]
fn a_site_with_software_updates_lets_the_gateway_to_them() {
    let design = |point: &str| {
        let server = format!("  server CM07 internetaccess=yes: {point}\n");
        site("", &server, "cmg contoso instances=2 size=Standard\n")
    };
    sound(&design("sup cmg wsuspool=yes"));
    judged(&design("sup wsuspool=yes"), &["CMG-ROLES"]);
    // One for the internet is enough, and a load balancer is in the way.
    judged(&design("sup cmg wsuspool=yes nlb=yes"), &["CMG-SUP-NLB"]);
    sound(&site("", "", "cmg contoso instances=2 size=Standard\n"));
}

#[test]
fn clients_with_ipv6_alone_are_for_no_gateway() {
    let gateway = "cmg contoso instances=2 size=Standard\n";
    judged(&format!("plan ipv6only=yes{}", site("", "", gateway)), &["CMG-IPV6"]);
    // Without a gateway, nobody minds.
    let without = site("", "", "").replace(" cmg, cmgcp", "");
    sound(&format!("plan ipv6only=yes{without}"));
}

/// A hierarchy whose primary site stood alone before.
fn expanded(site: &str, gateway: &str) -> String {
    let below = |code: &str, options: &str| {
        format!(
            "  primary {code} devices=60000 comm=ehttp{options}
    server {code}: site, db, prov
    server {code}-A: mp cmg, cmgcp
    server {code}-B: mp cmg, cmgcp
    server {code}-C: mp
    server {code}-D: mp
    server {code}-E: dp
"
        )
    };
    let sites = format!("{}{}", below("PS1", site), below("PS2", ""));
    format!(
        "
cas CS1
  server CS1: site, db, prov
  server CM02: scp
{sites}cmg contoso instances=2 size=Standard{gateway}
"
    )
}

#[test]
fn a_gateway_is_deployed_again_when_its_site_is_expanded() {
    let was_alone = " state=installed wasparent=-";
    judged(&expanded(was_alone, " at=PS1"), &["CMG-EXPAND"]);
    sound(&expanded(was_alone, ""));
    sound(&expanded(was_alone, " at=CS1"));
    // Below a central administration site from the start.
    judged(&expanded("", " at=PS1"), &["CMG-TOP"]);
    sound(&expanded(" state=installed", ""));
}
