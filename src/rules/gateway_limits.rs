//! What cloud management gateways do not go with: load balancers, IPv6 alone, expansion.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, Wide, broken,
    expansion::is_expansion, must, read, update_services::without_balancer,
};
use crate::{
    commands::{Field, MoveGateway, Set},
    facts::{
        choices::Choice,
        roles::RoleKind::SoftwareUpdatePoint,
        said::{databases::CLUSTER_BALANCED, plan::IPV6_ONLY},
    },
    model::{Design, Gateway, NodeId, Value},
};

const SUPPORTED: Source = read("core/clients/manage/cmg/supported-configurations", "2026-11-25");
const PLAN: Source = read("core/clients/manage/cmg/plan-cloud-management-gateway", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const EXPANSION: Source =
    read("core/servers/deploy/install/prerequisites-for-installing-sites", "2026-11-23");

pub const RULES: &[Rule] = &[
    Rule {
        id: "CMG-SUP-NLB",
        levels: ERROR,
        title: "No load balancer stands before software update points that serve the gateway",
        why: "Software update points behind a network load balancer do not work with a gateway.",
        sources: &[SUPPORTED],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
  server CM-SUP-01: sup cmg nlb=yes
cmg contoso instances=2
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
  server CM-SUP-01: sup cmg nlb=no
cmg contoso instances=2
",
        ),
        check: Check::Role(SoftwareUpdatePoint, |point| {
            must(!(point.is(Choice::CloudGateway) && point.said.is(CLUSTER_BALANCED)), || {
                format!("A load balancer before {}, which serves a gateway", point.server().name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| without_balancer(node)),
    },
    Rule {
        id: "CMG-IPV6",
        levels: ERROR,
        title: "Clients of a gateway have IPv4 addresses",
        why: "Clients that communicate by IPv6 only cannot use a cloud management gateway.",
        sources: &[SUPPORTED, PLAN],
        bad: Example::Text(
            "
plan ipv6only=yes
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2
",
        ),
        good: Example::Text(
            "
plan ipv6only=no
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2
",
        ),
        check: Check::Design(speak_ipv4),
        fixes: Fixes::Offer(|_, _, _| {
            let command = Set::plan(Field::Fact(IPV6_ONLY, Some(Value::Flag(false))));
            vec![Fix::new("Give internet clients IPv4", vec![command.into()])]
        }),
    },
    Rule {
        id: "CMG-EXPAND",
        levels: ERROR,
        title: "A primary site is expanded without a cloud management gateway",
        why: "Setup of the central administration site refuses a primary site with one. It is \
              removed first, and deployed again from the central administration site.",
        sources: &[CHECKS, EXPANSION],
        bad: Example::Text(
            "
cas CS1
  primary PS1 comm=ehttp state=installed wasparent=-
    server CM-MP-01: mp cmg, cmgcp
    server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2 at=PS1
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1 comm=ehttp state=installed wasparent=-
    server CM-MP-01: mp cmg, cmgcp
    server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2
",
        ),
        check: Check::Gateway(is_deployed_again),
        fixes: Fixes::Offer(|_, node, _| {
            let Some(NodeId::Gateway(gateway)) = node else { return Vec::new() };
            let command = MoveGateway { gateway, to: None };
            let title = "Deploy it again from the central administration site";
            vec![Fix::new(title, vec![command.into()])]
        }),
    },
];

/// Said once, of the plan.
fn speak_ipv4(design: &Design) -> Wide {
    let asked = !design.gateways().is_empty() && design.head().said.is(IPV6_ONLY);
    let what = "A cloud management gateway for clients that have IPv6 only";
    asked.then(|| (None, broken(what))).into_iter().collect()
}

fn is_deployed_again(design: &Design, gateway: &Gateway) -> Verdict {
    let site = gateway.at.and_then(|at| design.site(at)).filter(|site| is_expansion(*site));
    match site {
        Some(site) => Err(broken(format!(
            "{} was created at {}, which gets a site above it",
            gateway.name, site.code
        ))),
        None => Ok(()),
    }
}
