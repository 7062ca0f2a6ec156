//! Fallback status points.

use super::{
    Check, Example, Fixes, Rule, Source, Verdict, WARNING, broken, fixes, known, must_have, read,
    words::grouped,
};
use crate::{
    facts::{
        limits::DEVICES_PER_FALLBACK_POINT, roles::RoleKind::FallbackStatusPoint, sites::SiteKind,
    },
    model::{RoleRef, SiteRef},
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
];

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
