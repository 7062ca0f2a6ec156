//! What links sites to cloud management gateways.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Severity, Source, Verdict, WARNING, Wide,
    ask::by_place,
    fixes,
    gateway_capacity::{add_ports, have_ports},
    gateways::good_name,
    missing, missing_because, must_have, read, unknown,
    words::listed,
};
use crate::{
    commands::{AddGateway, Field, Set},
    facts::{
        choices::Choice,
        limits::{INSTANCES_PER_CONNECTION_POINT, INSTANCES_PER_GATEWAY},
        roles::RoleKind::{self, GatewayConnectionPoint, ManagementPoint, SoftwareUpdatePoint},
        said::Who,
        sites::SiteKind,
    },
    model::{Design, Gateway, Ids, NodeId, RoleRef, SiteRef, digest::Digest},
};

const PLAN: Source = read("core/clients/manage/cmg/plan-cloud-management-gateway", "2026-11-25");
const HIERARCHY: Source = read("core/clients/manage/cmg/plan-hierarchy-design", "2026-11-25");
const PERFORMANCE: Source = read("core/clients/manage/cmg/perf-scale", "2026-11-25");
const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");

const UPDATES: Source = read("sum/plan-design/plan-for-software-updates", "2026-11-25");

const GATEWAY_UNKNOWN: &str =
    "The plan does not say which cloud management gateway the installed connection points serve.";
const INSTANCES_UNKNOWN: &str =
    "The plan does not say how many virtual machines the cloud management gateway runs.";

pub const RULES: &[Rule] = &[
    Rule {
        id: "CMG-NO-CP",
        levels: ERROR,
        title: "A primary site that uses a cloud management gateway has a CMG connection point",
        why: "The connection point links the gateway with the site. Without one, requests of \
              clients on the internet go nowhere.",
        sources: &[HIERARCHY, PLAN],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg
cmg contoso instances=2
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
cmg contoso instances=2
",
        ),
        check: Check::Site(is_linked),
        fixes: Fixes::Offer(|design, node, ids| {
            let site = fixes::site_at(design, node).and_then(primary_at_or_below);
            let fix = |site| fixes::add(site, GatewayConnectionPoint, ids);
            site.map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "CMGCP-NO-CMG",
        levels: ERROR,
        title: "A CMG connection point has a cloud management gateway to connect to",
        why: "It forwards what a gateway sends; the role cannot be added before there is one.",
        sources: &[PLAN],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
cmg cmg-ps1
",
        ),
        check: Check::Design(there_is_a_gateway),
        fixes: Fixes::Offer(|design, _, ids| vec![add_gateway(design, ids)]),
    },
    Rule {
        id: "CMGCP-RATIO",
        levels: WARNING,
        title: "There is a CMG connection point for every four virtual machines",
        why: "One CMG connection point supports a gateway with up to four virtual machines.",
        sources: &[SCALE, PERFORMANCE],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg
cmg contoso instances=6
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=6
",
        ),
        check: Check::Design(enough_connection_points),
        fixes: Fixes::Offer(|design, _, ids| add_connection_points(design, ids)),
    },
    Rule {
        id: "CMGCP-PORTS",
        levels: WARNING,
        title: "The CMG connection points of a site have ports for all their clients",
        why: "Windows Server gives away 16,384 ports by itself, and each client holds one of them \
              on the CMG connection point. The limit can be raised.",
        sources: &[PERFORMANCE],
        bad: Example::Text(
            "
primary PS1 comm=ehttp clouddevices=20000
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg
cmg contoso instances=4 size=Standard
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp clouddevices=20000
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=4 size=Standard
",
        ),
        check: Check::Site(have_ports),
        fixes: Fixes::Offer(add_ports),
    },
    Rule {
        id: "CMGCP-HA",
        levels: ADVICE,
        title: "A gateway and each site that it serves can lose one of two",
        why: "With two virtual machines at the gateway and two CMG connection points at a site, \
              clients on the internet are served while one of them is down.",
        sources: &[PERFORMANCE],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg
cmg contoso instances=2
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2
",
        ),
        check: Check::Site(can_lose_one),
        fixes: Fixes::Offer(double),
    },
    Rule {
        id: "CMG-ROLES",
        levels: ERROR,
        title: "A site with a CMG connection point has a management point that serves the gateway",
        why: "Requests of clients on the internet end at a management point that is set to allow \
              traffic of the cloud management gateway. Where the site has software update points, \
              one of them has to allow it as well (a warning).",
        sources: &[PLAN, UPDATES],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp, cmgcp
cmg contoso instances=2
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
cmg contoso instances=2
",
        ),
        check: Check::Site(a_management_point_serves_it),
        fixes: Fixes::Offer(|design, node, _| {
            fixes::site_at(design, node).map(let_serve).unwrap_or_default()
        }),
    },
];

/// Whether a site is asked about gateways at all: they are there, and it stands at the top or
/// right below. Deeper sites cannot use them, and are not looked at again when gateways change.
pub fn has_gateways(site: SiteRef<'_>) -> bool {
    let design = site.design();
    let above = design.parent(site.id);
    !design.gateways().is_empty() && above.is_none_or(|above| design.parent(above).is_none())
}

fn connection_points(site: SiteRef<'_>) -> usize {
    site.serving_as(GatewayConnectionPoint).count()
}

/// A primary site that stands alone has the gateway for itself. Below a central administration
/// site, those speak that use it; where none does, the one above speaks for them.
fn is_linked(site: SiteRef<'_>) -> Verdict {
    if !has_gateways(site) {
        return Ok(());
    }
    let code = &site.site().code;
    match site.kind {
        SiteKind::Primary => {
            let uses = site.design().digest(site.id).is_some_and(Digest::uses_gateway);
            let asked = uses || site.is_top();
            let verdict = must_have(!asked || connection_points(site) > 0, || {
                format!("{code} uses a cloud management gateway, but has no CMG connection point")
            });
            if uses { verdict } else { by_place(site, verdict) }
        }
        SiteKind::Central => {
            let primaries = || site.children().filter(|child| child.kind == SiteKind::Primary);
            let nobody = primaries().next().is_some()
                && !primaries().any(|it| it.has(GatewayConnectionPoint) || it.uses_gateway());
            must_have(!nobody, || {
                format!("A cloud management gateway, but no CMG connection point below {code}")
            })
        }
        _ => Ok(()),
    }
}

/// The site itself, or the first primary site below it.
fn primary_at_or_below(site: SiteRef<'_>) -> Option<SiteRef<'_>> {
    let design = site.design();
    let below = design.children(site.id).into_iter().filter_map(|id| design.site(id));
    std::iter::once(site).chain(below).find(|site| site.kind == SiteKind::Primary)
}

/// Said once, on the first of them.
fn there_is_a_gateway(design: &Design) -> Wide {
    let count = design.totals().roles(GatewayConnectionPoint);
    if count == 0 || !design.gateways().is_empty() {
        return Vec::new();
    }
    // What is installed has one: it could not be added before there was one.
    if design.roles_of(GatewayConnectionPoint).all(|role| role.said.is_installed()) {
        return vec![(None, unknown(Who::Cloud, GATEWAY_UNKNOWN))];
    }
    let what = match count {
        1 => "A CMG connection point, but no cloud management gateway".to_owned(),
        _ => format!("{count} CMG connection points, but no cloud management gateway"),
    };
    let on = design.roles_of(GatewayConnectionPoint).next().map(|role| role.id.into());
    vec![(on, missing(what))]
}

fn add_gateway(design: &Design, ids: &mut Ids) -> Fix {
    let top = design.roots().next();
    let name = top.and_then(|site| good_name(&format!("cmg-{}", site.code.to_lowercase())));
    let name = name.unwrap_or_else(|| "cmg".to_owned());
    let title = format!("Add a cloud management gateway, {name}");
    Fix::new(title, vec![AddGateway { id: ids.fresh(design), name }.into()])
}

/// How many virtual machines count: those beyond what a gateway can have are for CMG-VM-MAX.
fn counted(gateway: &Gateway) -> Option<u32> {
    gateway.instances.map(|count| count.min(INSTANCES_PER_GATEWAY.most))
}

/// Without any connection point at all, CMG-NO-CP speaks.
fn enough_connection_points(design: &Design) -> Wide {
    let points = design.totals().roles(GatewayConnectionPoint);
    let gateways = design.gateways();
    if points == 0 {
        return Vec::new();
    }
    let supported = points * INSTANCES_PER_CONNECTION_POINT.most;
    let known: u32 = gateways.iter().filter_map(counted).sum();
    let silent = gateways.iter().find(|gateway| gateway.instances.is_none());
    let at_most: u32 =
        gateways.iter().map(|it| counted(it).unwrap_or(INSTANCES_PER_GATEWAY.most)).sum();
    let on = match gateways {
        [gateway] => Some(gateway.id.into()),
        _ => None,
    };
    if known > supported {
        let points = match points {
            1 => "1 CMG connection point, which supports".to_owned(),
            _ => format!("{points} CMG connection points, which support"),
        };
        return vec![(on, missing(format!("{known} virtual machines and {points} {supported}")))];
    }
    match silent {
        Some(gateway) if at_most > supported => {
            vec![(Some(gateway.id.into()), unknown(Who::Cloud, INSTANCES_UNKNOWN))]
        }
        _ => Vec::new(),
    }
}

fn add_connection_points(design: &Design, ids: &mut Ids) -> Vec<Fix> {
    let points = design.totals().roles(GatewayConnectionPoint);
    let known: u32 = design.gateways().iter().filter_map(counted).sum();
    let lacking = known.div_ceil(INSTANCES_PER_CONNECTION_POINT.most).saturating_sub(points);
    let sites = design.roles_of(GatewayConnectionPoint).map(|role| role.server().site());
    let site = sites.into_iter().find(|site| site.kind == SiteKind::Primary);
    let fix = |site| fixes::add_several(site, GatewayConnectionPoint, lacking, ids);
    site.and_then(fix).into_iter().collect()
}

/// The gateways that were created at a site; at the top, those too that name none.
fn created_at(site: SiteRef<'_>) -> impl Iterator<Item = &Gateway> {
    let (id, is_top) = (site.id, site.is_top());
    let gateways = site.design().gateways().iter();
    gateways.filter(move |gateway| gateway.at.map_or(is_top, |at| at == id))
}

/// A site without any connection point is for CMG-NO-CP. Gateways are asked about where they were
/// created.
fn can_lose_one(site: SiteRef<'_>) -> Verdict {
    if !has_gateways(site) || !matches!(site.kind, SiteKind::Central | SiteKind::Primary) {
        return Ok(());
    }
    let single = site.kind == SiteKind::Primary && connection_points(site) == 1;
    let point = single.then(|| format!("{} has one CMG connection point", site.code));
    let lonely = created_at(site).filter(|gateway| gateway.instances.is_some_and(|it| it < 2));
    let machine = lonely.map(|gateway| format!("{} runs on one virtual machine", gateway.name));
    let flaws: Vec<_> = point.into_iter().chain(machine).collect();
    if flaws.is_empty() && created_at(site).any(|gateway| gateway.instances.is_none()) {
        return Err(unknown(Who::Cloud, INSTANCES_UNKNOWN));
    }
    must_have(flaws.is_empty(), || listed(&flaws))
}

fn double(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let single = site.kind == SiteKind::Primary && connection_points(site) == 1;
    let point = single.then(|| fixes::add(site, GatewayConnectionPoint, ids));
    let lonely = created_at(site).filter(|gateway| gateway.instances.is_some_and(|it| it < 2));
    let machines = lonely.map(|gateway| {
        let command = Set::of(gateway.id, Field::Instances(Some(2)));
        Fix::new(format!("Run {} on 2 virtual machines", gateway.name), vec![command.into()])
    });
    point.into_iter().chain(machines).collect()
}

/// A site without any management point yet may get the right one.
fn a_management_point_serves_it(site: SiteRef<'_>) -> Verdict {
    let asked = site.kind == SiteKind::Primary && has_gateways(site) && connection_points(site) > 0;
    if !asked {
        return Ok(());
    }
    let mut points = site.serving_as(ManagementPoint).peekable();
    if points.peek().is_none() {
        return Err(unknown(Who::Owner, "The plan has no management point at this site yet."));
    }
    must_have(serves(site, ManagementPoint), || {
        format!("No management point at {} serves the cloud management gateway", site.code)
    })?;
    let updates = site.serving_as(SoftwareUpdatePoint).next().is_some();
    match updates && !serves(site, SoftwareUpdatePoint) {
        true => Err(missing_because(
            format!("No software update point at {} serves the gateway", site.code),
            "Clients on the internet scan for updates at a software update point that is set to \
             allow traffic of the cloud management gateway.",
        )
        .only(Severity::Warning)),
        false => Ok(()),
    }
}

/// One of its management points, and a software update point where none serves either.
fn let_serve(site: SiteRef<'_>) -> Vec<Fix> {
    let serve =
        |point: RoleRef<'_>| Set::of(point.id, Field::Choice(Choice::CloudGateway, true)).into();
    let updates =
        site.serving_as(SoftwareUpdatePoint).filter(|_| !serves(site, SoftwareUpdatePoint));
    let fix = |point: RoleRef<'_>, other: Option<RoleRef<'_>>| {
        let title = format!("Let the one on {} serve the gateway", point.server().name);
        Fix::new(title, [Some(point), other].into_iter().flatten().map(serve).collect())
    };
    if serves(site, ManagementPoint) {
        return updates.map(|point| fix(point, None)).take(4).collect();
    }
    let first = updates.into_iter().next();
    site.serving_as(ManagementPoint).take(4).map(|point| fix(point, first)).collect()
}

/// Whether a role of that kind allows traffic of the gateway.
fn serves(site: SiteRef<'_>, kind: RoleKind) -> bool {
    site.serving_as(kind).any(|point| point.is(Choice::CloudGateway))
}
