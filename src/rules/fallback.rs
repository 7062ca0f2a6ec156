//! Fallback status points.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, broken, fixes, known, must,
    must_have, need, read, words::grouped, zones,
};
use crate::{
    commands::{Field, Set},
    facts::{
        limits::DEVICES_PER_FALLBACK_POINT,
        roles::RoleKind::FallbackStatusPoint,
        said::{
            EntityKind::Zone,
            across::ZONE_KIND,
            roles::FALLBACK_HTTPS,
            servers::{INITIATES, ZONE},
        },
        sites::SiteKind,
    },
    model::{Design, Entity, NodeId, RoleRef, SiteRef, Value},
};

const CLIENT_ROLES: Source =
    read("core/clients/deploy/plan/determine-the-site-system-roles-for-clients", "2026-11-25");
const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-23");
const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "FSP-ALONE",
        levels: WARNING,
        title: "A fallback status point has its server to itself",
        why: "It takes unauthenticated traffic in clear text from anyone, which is a way into \
              whatever else runs on the server.",
        sources: &[CLIENT_ROLES, SECURITY],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp, fsp
  server CM-FSP-01
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
  server CM-FSP-01: fsp
",
        ),
        check: Check::Role(FallbackStatusPoint, is_alone),
        fixes: Fixes::Offer(|design, node, ids| {
            let role = fixes::role_at(design, node);
            role.map(|role| fixes::move_alone(role, ids)).into_iter().collect()
        }),
    },
    Rule {
        id: "FSP-CAPACITY",
        levels: WARNING,
        title: "The fallback status points of a site bear its devices",
        why: "Each fallback status point serves up to 100,000 clients.",
        sources: &[SCALE],
        bad: Example::Text(
            "
primary PS1 devices=120000
  server CM-FSP-01: fsp
  server CM-FSP-02
",
        ),
        good: Example::Text(
            "
primary PS1 devices=120000
  server CM-FSP-01: fsp
  server CM-FSP-02: fsp
",
        ),
        check: Check::Site(bear_the_devices),
        fixes: Fixes::Offer(|design, node, ids| {
            let site = fixes::site_at(design, node);
            let fix = |site| fixes::add_alone(site, FallbackStatusPoint, ids);
            site.map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "FSP-HTTPS",
        levels: ERROR,
        title: "A fallback status point uses HTTP",
        why: "It always communicates with clients over HTTP: those that HTTPS keeps out must \
              reach it.",
        sources: &[CLIENT_ROLES],
        bad: Example::Text(
            "
primary PS1
  server CM-FSP-01: fsp fsphttps=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-FSP-01: fsp fsphttps=no
",
        ),
        check: Check::Role(FallbackStatusPoint, |point| {
            must(!point.said.is(FALLBACK_HTTPS), || {
                format!(
                    "Clients are to reach the fallback status point {} by HTTPS",
                    point.server().name
                )
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |node| {
                let field = Field::Fact(FALLBACK_HTTPS, Some(Value::Flag(false)));
                Fix::new("Let clients reach it by HTTP", vec![Set::of(node, field).into()])
            };
            node.map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "FSP-PERIMETER",
        levels: WARNING,
        title: "No fallback status point is in the perimeter network",
        why: "It takes unauthenticated data from anyone. If it must be there, the site server \
              initiates the connections.",
        sources: &[SECURITY],
        bad: Example::Text(
            "
primary PS1
  server CM-FSP-01 zone=DMZ: fsp
zone DMZ zonekind=perimeter
zone LAN zonekind=intranet
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-FSP-01 zone=LAN: fsp
zone DMZ zonekind=perimeter
zone LAN zonekind=intranet
",
        ),
        check: Check::Role(FallbackStatusPoint, is_inside),
        fixes: Fixes::Offer(|design, node, _| move_inside(design, node)),
    },
];

/// Where the plan knows no perimeter network, nobody has to say that a server is in none.
fn is_inside(point: RoleRef<'_>) -> Verdict {
    let (design, server) = (point.design(), point.server().server());
    if !design.entities_of(Zone).any(zones::is_perimeter) {
        return Ok(());
    }
    let zone = design.entity_named(Zone, need(server.said.text(ZONE), ZONE)?);
    let Some(zone) = zone.filter(|zone| zones::is_perimeter(zone)) else { return Ok(()) };
    let opens = match server.said.word(INITIATES) {
        Some("site") => "",
        _ => ", and opens connections to the site server itself",
    };
    Err(broken(format!(
        "Fallback status point on {} in {}, a perimeter network{opens}",
        server.name, zone.name
    )))
}

fn move_inside(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
    let inside = |zone: &&Entity| {
        let named = design.entity_named(Zone, &zone.name);
        named.is_some_and(|zone| zone.said.word(ZONE_KIND) == Some("intranet"))
    };
    let into = |zone: &Entity| {
        let field = Field::Fact(ZONE, Some(Value::Text(zone.name.as_str().into())));
        let command = Set::of(point.server().id, field);
        Fix::new(format!("Put its server into {}", zone.name), vec![command.into()])
    };
    design.entities_of(Zone).filter(inside).take(4).map(into).collect()
}

fn is_alone(point: RoleRef<'_>) -> Verdict {
    let server = point.server();
    let others: Vec<_> =
        server.roles.iter().filter(|role| role.kind != FallbackStatusPoint).collect();
    match others[..] {
        [] => Ok(()),
        [other] => Err(broken(format!(
            "Fallback status point on {}, beside the {}",
            server.name,
            other.kind.spoken()
        ))),
        _ => Err(broken(format!(
            "Fallback status point on {}, beside {} other roles",
            server.name,
            others.len()
        ))),
    }
}

fn bear_the_devices(site: SiteRef<'_>) -> Verdict {
    let count = site.serving_as(FallbackStatusPoint).count() as u64;
    if site.kind != SiteKind::Primary || count == 0 {
        return Ok(());
    }
    let devices = known(site.devices, "The plan does not say how many devices the site has.")?;
    let bears = count * u64::from(DEVICES_PER_FALLBACK_POINT.most);
    must_have(u64::from(devices) <= bears, || {
        let points = match count {
            1 => "its fallback status point".to_owned(),
            _ => format!("its {count} fallback status points"),
        };
        format!(
            "{} devices at {}; {points} can serve {}",
            grouped(devices.into()),
            site.code,
            grouped(bears)
        )
    })
}
