//! What cloud management gateways run on, and how many clients that bears.

use super::{
    Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, Wide,
    cloud::has_gateways, fixes, known, known_by, must, must_have, need, read, words::grouped,
};
use crate::{
    commands::{Command, Field, Set},
    facts::{
        limits::{
            CLIENTS_PER_CONNECTION_POINT, CLIENTS_PER_LAB_MACHINE, CLIENTS_PER_LARGE_MACHINE,
            CLIENTS_PER_STANDARD_MACHINE, INSTANCES_PER_GATEWAY, Limit,
        },
        roles::RoleKind::GatewayConnectionPoint,
        said::Who,
        said::{
            across::{CLASSIC, GATEWAY_CLIENTS},
            plan::LAB,
        },
        sites::SiteKind,
    },
    model::{Design, Gateway, Ids, NodeId, SiteRef, Value},
};

const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");
const PERFORMANCE: Source = read("core/clients/manage/cmg/perf-scale", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const SUPPORTED: Source = read("core/clients/manage/cmg/supported-configurations", "2026-11-25");

const SIZE_UNKNOWN: &str = "The plan does not say which size the gateway's virtual machines have.";
const INSTANCES_UNKNOWN: &str =
    "The plan does not say how many virtual machines the gateway runs on.";

pub const RULES: &[Rule] = &[
    Rule {
        id: "CMG-VM-LAB",
        levels: WARNING,
        title: "A gateway in production runs on standard or large virtual machines",
        why: "The lab size B2s is meant for tests and serves 10 clients.",
        sources: &[SCALE],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2 size=Lab
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2 size=Standard
",
        ),
        check: Check::Gateway(is_for_production),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |size: &str| {
                let command = Set::of(node?, Field::Size(Some(size.to_owned())));
                Some(Fix::new(format!("Use size {size}"), vec![command.into()]))
            };
            ["Standard", "Large"].into_iter().filter_map(fix).collect()
        }),
    },
    Rule {
        id: "CMG-VM-CAPACITY",
        levels: WARNING,
        title: "The virtual machines of the gateways bear the clients on the internet",
        why: "A standard one (A2_v2) serves 6,000 clients at a time, a large one (A4_v2) 10,000. \
              With more, requests are delayed.",
        sources: &[SCALE, PERFORMANCE],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2 size=Standard gatewayclients=15000
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=3 size=Standard gatewayclients=15000
",
        ),
        check: Check::Design(bear_their_clients),
        fixes: Fixes::Offer(|design, node, _| grow(design, node)),
    },
    Rule {
        id: "CMG-CLASSIC",
        levels: ERROR,
        title: "Cloud management gateways run on a virtual machine scale set",
        why: "Classic cloud services cannot be deployed since version 2203, and block the update \
              to 2403 and later. They can be converted.",
        sources: &[CHECKS, SUPPORTED],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2 classic=yes
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2 classic=no
",
        ),
        check: Check::Gateway(|_, gateway| {
            must(!gateway.said.is(CLASSIC), || {
                format!("{} is a classic cloud service", gateway.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |node| {
                let command = Set::of(node, Field::Fact(CLASSIC, Some(Value::Flag(false))));
                Fix::new("Convert it to a virtual machine scale set", vec![command.into()])
            };
            node.map(fix).into_iter().collect()
        }),
    },
];

/// A size as Azure or the console of Configuration Manager names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    Lab,
    Standard,
    Large,
}

impl Size {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        match text.strip_prefix("standard_").unwrap_or(&text) {
            "b2s" | "lab" => Some(Self::Lab),
            "a2_v2" | "standard" => Some(Self::Standard),
            "a4_v2" | "large" => Some(Self::Large),
            // The console shows "Standard (A2_v2)" and the like.
            other if other.contains("b2s") => Some(Self::Lab),
            other if other.contains("a2_v2") => Some(Self::Standard),
            other if other.contains("a4_v2") => Some(Self::Large),
            _ => None,
        }
    }

    const fn clients(self) -> Limit {
        match self {
            Self::Lab => CLIENTS_PER_LAB_MACHINE,
            Self::Standard => CLIENTS_PER_STANDARD_MACHINE,
            Self::Large => CLIENTS_PER_LARGE_MACHINE,
        }
    }
}

fn size(gateway: &Gateway) -> Option<Size> {
    gateway.size.as_deref().and_then(Size::of)
}

fn is_for_production(design: &Design, gateway: &Gateway) -> Verdict {
    if design.head_for(LAB).said.is(LAB) {
        return Ok(());
    }
    let size = known_by(Who::Cloud, size(gateway), SIZE_UNKNOWN)?;
    must(size != Size::Lab, || format!("{} runs on virtual machines of the lab size", gateway.name))
}

/// How many clients a gateway bears, at least and at most: without a size, between standard and
/// large. Virtual machines that it cannot have are for CMG-VM-MAX.
fn bears(gateway: &Gateway) -> Option<(u64, u64)> {
    let machines = u64::from(gateway.instances?.min(INSTANCES_PER_GATEWAY.most));
    let (least, most) = match size(gateway) {
        Some(size) => (size.clients(), size.clients()),
        None => (CLIENTS_PER_STANDARD_MACHINE, CLIENTS_PER_LARGE_MACHINE),
    };
    Some((machines * u64::from(least.most), machines * u64::from(most.most)))
}

/// Each gateway by its own number; where one says none, all together by the devices of the sites.
fn bear_their_clients(design: &Design) -> Wide {
    let gateways = design.gateways();
    if gateways.iter().any(|gateway| !gateway.said.has(GATEWAY_CLIENTS)) {
        return bear_all_together(design).into_iter().collect();
    }
    let judge = |gateway: &Gateway| -> Verdict {
        let clients = gateway.ask_number(GATEWAY_CLIENTS)?.into();
        let (least, most) = known_by(Who::Cloud, bears(gateway), INSTANCES_UNKNOWN)?;
        compare(clients, least, most, &gateway.name)
    };
    let judged = gateways.iter().map(|gateway| (gateway, judge(gateway)));
    judged
        .filter_map(|(gateway, verdict)| Some((Some(gateway.id.into()), verdict.err()?)))
        .collect()
}

fn compare(clients: u64, least: u64, most: u64, who: &str) -> Verdict {
    if clients > least && clients <= most {
        return known_by(Who::Cloud, None, SIZE_UNKNOWN);
    }
    must_have(clients <= most, || {
        format!("{} clients through {who}, which can serve {}", grouped(clients), grouped(most))
    })
}

fn bear_all_together(design: &Design) -> Option<(Option<NodeId>, Trouble)> {
    let gateways = design.gateways();
    let first = gateways.first()?;
    let said: u64 = gateways
        .iter()
        .filter_map(|gateway| gateway.said.number(GATEWAY_CLIENTS))
        .map(u64::from)
        .sum();
    let clients = design.totals().cloud_devices.max(said);
    let on = (gateways.len() == 1).then(|| first.id.into());
    let judge = || -> Verdict {
        if clients == 0 {
            return need(None, GATEWAY_CLIENTS);
        }
        let bears: Option<Vec<_>> = gateways.iter().map(bears).collect();
        let bears = known_by(Who::Cloud, bears, INSTANCES_UNKNOWN)?;
        let (least, most) =
            bears.into_iter().fold((0, 0), |(least, most), (low, high)| (least + low, most + high));
        match gateways {
            [gateway] => compare(clients, least, most, &gateway.name),
            _ => compare(clients, least, most, &format!("{} gateways", gateways.len())),
        }
    };
    Some((on, judge().err()?))
}

/// More virtual machines, then larger ones; several gateways are for people to share out.
fn grow(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Gateway(id)) = node else { return Vec::new() };
    let Some(gateway) = design.gateway(id) else { return Vec::new() };
    let clients = match gateway.said.number(GATEWAY_CLIENTS) {
        Some(clients) => u64::from(clients),
        None => design.totals().cloud_devices,
    };
    let wanted = |size: Size| {
        let machines = clients.div_ceil(size.clients().most.into());
        u32::try_from(machines).ok().filter(|count| *count <= INSTANCES_PER_GATEWAY.most)
    };
    let run = |count: u32| -> Command { Set::of(id, Field::Instances(Some(count))).into() };
    let now = size(gateway).unwrap_or(Size::Large);
    let more = wanted(now)
        .map(|count| Fix::new(format!("Run {count} virtual machines"), vec![run(count)]));
    let larger = wanted(Size::Large).filter(|_| now != Size::Large).map(|count| {
        let count = count.max(gateway.instances.unwrap_or(0));
        let title = format!("Run {count} virtual machines of size Large");
        Fix::new(title, vec![Set::of(id, Field::Size(Some("Large".to_owned()))).into(), run(count)])
    });
    more.into_iter().chain(larger).collect()
}

/// Devices through a gateway need one port each on the connection points of their site. A site
/// without any is for CMG-NO-CP, a plan without gateways for CMGCP-NO-CMG.
pub fn have_ports(site: SiteRef<'_>) -> Verdict {
    let points = site.serving_as(GatewayConnectionPoint).count();
    if site.kind != SiteKind::Primary || points == 0 || !has_gateways(site) {
        return Ok(());
    }
    let clients = known(
        site.cloud_devices,
        "The plan does not say how many devices reach the site through a gateway.",
    )?;
    let bear = points as u64 * u64::from(CLIENTS_PER_CONNECTION_POINT.most);
    must_have(u64::from(clients) <= bear, || {
        let points = match points {
            1 => "its CMG connection point has".to_owned(),
            _ => format!("its {points} CMG connection points have"),
        };
        format!(
            "{} devices reach {} through a gateway; {points} {} ports",
            grouped(clients.into()),
            site.code,
            grouped(bear)
        )
    })
}

/// Adds the connection points that are missing.
pub fn add_ports(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let points = site.serving_as(GatewayConnectionPoint).count();
    let wanted = site.cloud_devices.unwrap_or(0).div_ceil(CLIENTS_PER_CONNECTION_POINT.most);
    let lacking = wanted.saturating_sub(u32::try_from(points).unwrap_or(u32::MAX)).min(50);
    fixes::add_several(site, GatewayConnectionPoint, lacking, ids).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_known_by_all_their_names() {
        for lab in ["Lab", "B2s", "Standard_B2s", "Lab (B2s)"] {
            assert_eq!(Size::of(lab), Some(Size::Lab), "{lab}");
        }
        for standard in ["Standard", "A2_v2", "Standard_A2_v2", "Standard (A2_v2)"] {
            assert_eq!(Size::of(standard), Some(Size::Standard), "{standard}");
        }
        for large in ["Large", "A4_v2", "standard_a4_v2"] {
            assert_eq!(Size::of(large), Some(Size::Large), "{large}");
        }
        assert_eq!(Size::of("D4"), None);
    }
}
