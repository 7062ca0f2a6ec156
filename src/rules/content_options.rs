//! What distribution points are set to: PXE, multicast, Connected Cache.

use super::{
    ADVICE, Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, broken, fixes,
    known_by, must, need, read,
};
use crate::{
    commands::{Command, Field, Set},
    facts::{
        choices::Choice,
        roles::RoleKind::DistributionPoint,
        said::Who,
        said::{roles::PXE_PORT_CHANGED, servers::WINDOWS_PARTS},
        systems::{Edition, System},
    },
    model::{Design, NodeId, RoleRef, Value},
};

const SYSTEMS: Source = read(
    "core/plan-design/configs/supported-operating-systems-for-site-system-servers",
    "2026-11-25",
);
const POINTS: Source =
    read("core/servers/deploy/configure/install-and-configure-distribution-points", "2026-11-23");
const CACHE: Source = read("core/plan-design/hierarchy/microsoft-connected-cache", "2026-11-25");
const REMOVED: Source =
    read("core/plan-design/changes/deprecated/removed-and-deprecated-cmfeatures", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "PXE-WDS-OS",
        levels: ERROR,
        title: "Windows Deployment Services run on a Windows Server with a desktop",
        why: "On Server Core and on Windows clients, PXE works only with the responder of the \
              distribution point, and multicast does not work.",
        sources: &[SYSTEMS, POINTS],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 os=core2022: dp pxe wds
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 os=core2022: dp pxe
",
        ),
        check: Check::Role(DistributionPoint, runs_where_it_can),
        fixes: Fixes::Offer(|design, node, _| do_without_wds(design, node)),
    },
    Rule {
        id: "PXE-MULTICAST",
        levels: ERROR,
        title: "Multicast goes with Windows Deployment Services",
        why: "The PXE responder without Windows Deployment Services excludes multicast, which \
              needs them.",
        sources: &[POINTS],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 os=2022: dp pxe multicast
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 os=2022: dp pxe wds multicast
",
        ),
        check: Check::Role(DistributionPoint, has_wds_for_multicast),
        fixes: Fixes::Offer(|_, node, _| {
            let Some(node) = node else { return Vec::new() };
            vec![
                Fix::new("Use Windows Deployment Services", vec![set(node, Choice::Wds, true)]),
                Fix::new("Turn multicast off", vec![set(node, Choice::Multicast, false)]),
            ]
        }),
    },
    Rule {
        id: "PXE-DHCP",
        levels: WARNING,
        title: "PXE and DHCP on one server do not share a port",
        why: "Windows Deployment Services and DHCP listen on the same port by default. The PXE \
              responder of the distribution point can stand beside DHCP.",
        sources: &[POINTS],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 os=2022 winfeatures=dhcp: dp pxe wds pxeport=no
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 os=2022 winfeatures=dhcp: dp pxe wds pxeport=yes
",
        ),
        check: Check::Role(DistributionPoint, |point| {
            if !point.is(Choice::Wds) || !point.server().ask_words(WINDOWS_PARTS)?.contains(&"dhcp")
            {
                return Ok(());
            }
            must(need(point.said.flag(PXE_PORT_CHANGED), PXE_PORT_CHANGED)?, || {
                let name = &point.server().server().name;
                format!("Windows Deployment Services and DHCP on {name} listen on the same port")
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let leave = |node| {
                let command = Set::of(node, Field::Fact(PXE_PORT_CHANGED, Some(Value::Flag(true))));
                Fix::new("Let them listen on another port", vec![command.into()])
            };
            node.map(leave).into_iter().chain(do_without_wds(design, node)).collect()
        }),
    },
    Rule {
        id: "MCC-ALONE",
        levels: ERROR,
        title: "Microsoft Connected Cache is on a server that is nothing but a distribution point",
        why: "The cache is not supported beside other site system roles.",
        sources: &[CACHE],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp mcc, smp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp, smp
",
        ),
        check: Check::Role(DistributionPoint, |point| {
            let server = point.server();
            let other = server.roles().find(|role| role.kind != DistributionPoint);
            match other.filter(|_| point.is(Choice::ConnectedCache)) {
                Some(other) => Err(broken(format!(
                    "Connected Cache on {}, which is a {} as well",
                    server.name,
                    other.kind.spoken()
                ))),
                None => Ok(()),
            }
        }),
        fixes: Fixes::Offer(|design, node, _| do_without_cache(design, node)),
    },
    Rule {
        id: "MCC-DEPR",
        levels: ADVICE,
        title: "Microsoft Connected Cache is planned as a product of its own",
        why: "Its integration is to be deprecated, as announced in June 2026; no end is given yet. \
              The standalone Connected Cache goes on.",
        sources: &[REMOVED, CACHE],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp mcc
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
",
        ),
        check: Check::Role(DistributionPoint, |point| {
            must(!point.is(Choice::ConnectedCache), || {
                format!("Connected Cache on {}", point.server().name)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| do_without_cache(design, node)),
    },
];

fn set(node: NodeId, choice: Choice, on: bool) -> Command {
    Set::of(node, Field::Choice(choice, on)).into()
}

fn takes_wds(system: System) -> bool {
    !matches!(system.facts().edition, Edition::Core | Edition::Client)
}

fn runs_where_it_can(point: RoleRef<'_>) -> Verdict {
    if !point.is(Choice::Wds) && !point.is(Choice::Multicast) {
        return Ok(());
    }
    let system = known_by(
        Who::Servers,
        point.server().system,
        "The plan does not say which Windows the server runs.",
    )?;
    must(takes_wds(system), || {
        let what = match point.is(Choice::Wds) {
            true => "Windows Deployment Services",
            false => "Multicast",
        };
        format!("{what} on {}, which runs {}", point.server().name, system.facts().title)
    })
}

/// Where Windows cannot do it at all, PXE-WDS-OS speaks.
fn has_wds_for_multicast(point: RoleRef<'_>) -> Verdict {
    let bare = point.is(Choice::Pxe) && !point.is(Choice::Wds) && point.is(Choice::Multicast);
    must(!(bare && point.server().system.is_none_or(takes_wds)), || {
        let name = &point.server().server().name;
        format!("Multicast on {name}, which answers PXE without Windows Deployment Services")
    })
}

fn do_without_wds(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
    let needless = [Choice::Wds, Choice::Multicast].into_iter().filter(|it| point.is(*it));
    let commands = needless.map(|choice| set(point.id.into(), choice, false)).collect();
    let title = match (point.is(Choice::Pxe), point.is(Choice::Multicast)) {
        (true, false) => "Answer PXE without Windows Deployment Services",
        (true, true) => "Answer PXE without Windows Deployment Services, no multicast",
        (false, true) => "Turn multicast off",
        (false, false) => "Do without Windows Deployment Services",
    };
    vec![Fix::new(title, commands)]
}

fn do_without_cache(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let point = fixes::role_at(design, node);
    let fix = |point: RoleRef<'_>| {
        let title = format!("Take Connected Cache off {}", point.server().name);
        Fix::new(title, vec![set(point.id.into(), Choice::ConnectedCache, false)])
    };
    point.map(fix).into_iter().collect()
}
