//! Which Windows a server runs.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, fixes, known_by, must, read,
};
use crate::{
    commands::{Field, Set},
    facts::{
        roles::RoleKind,
        said::Who,
        systems::{Edition, System},
        versions::Version,
    },
    model::{Design, NodeId, RoleRef, ServerId, ServerRef},
};

const SYSTEMS: Source = read(
    "core/plan-design/configs/supported-operating-systems-for-site-system-servers",
    "2026-11-25",
);

const NEWS_2409: Source = read("core/plan-design/changes/whats-new-in-version-2409", "2026-11-23");

/// Said where a server's operating system is needed and not there.
pub const SYSTEM_UNKNOWN: &str = "The plan does not say which operating system the server runs.";

const REMOVED: Source =
    read("core/plan-design/changes/deprecated/removed-and-deprecated-server", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SRV-OS-UNSUPPORTED",
        levels: ERROR,
        title: "A server runs a Windows that its roles are supported on",
        why: "Support for Windows 10 as a distribution point ended with version 2509; Windows 11 \
              goes on.",
        sources: &[REMOVED, SYSTEMS],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 os=win10: dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 os=win11: dp
",
        ),
        check: Check::Server(is_still_supported),
        fixes: Fixes::Offer(|design, node, _| run(design, node, System::Windows11)),
    },
    Rule {
        id: "SRV-OS-2012",
        levels: ERROR,
        title: "No server runs Windows Server 2012 or 2012 R2",
        why: "Support ended in October 2023, and from version 2403 on a site with such a site \
              system cannot be updated.",
        sources: &[SYSTEMS],
        bad: Example::Text(
            "
primary PS1
  server SRV1 os=2012r2: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server SRV1 os=2022: mp
",
        ),
        check: Check::Server(|server| {
            let Some(system) = asked(server, |_| true)? else { return Ok(()) };
            let is_old = matches!(system, System::Server2012 | System::Server2012R2);
            must(!is_old, || runs(server, system))
        }),
        fixes: Fixes::Offer(|design, node, _| run(design, node, System::Server2022)),
    },
    Rule {
        id: "SRV-OS-2025-VER",
        levels: ERROR,
        title: "Windows Server 2025 goes with version 2409 or later",
        why: "Site systems on Windows Server 2025 are supported from version 2409 on.",
        sources: &[NEWS_2409, SYSTEMS],
        bad: Example::Text(
            "
plan \"Contoso\" version=2403
primary PS1
  server SRV1 os=2025: mp
",
        ),
        good: Example::Text(
            "
plan \"Contoso\" version=2409
primary PS1
  server SRV1 os=2025: mp
",
        ),
        check: Check::Server(version_knows_the_system),
        fixes: Fixes::Offer(|design, node, _| {
            let target = Set::plan(Field::Target(Some(Version::V2409)));
            let mut fixes = vec![Fix::new("Plan for version 2409", vec![target.into()])];
            fixes.extend(run(design, node, System::Server2022));
            fixes
        }),
    },
    Rule {
        id: "SRV-OS-2025-LEGACY",
        levels: ERROR,
        title: "Windows Server 2025 runs no retired roles",
        why: "The Asset Intelligence synchronization point, the enrollment point and the \
              enrollment proxy point are supported up to Windows Server 2022.",
        sources: &[SYSTEMS],
        bad: Example::Text(
            "
plan version=2509
primary PS1
  server SRV1 os=2025: aisp
",
        ),
        good: Example::Text(
            "
plan version=2509
primary PS1
  server SRV1 os=2022: aisp
",
        ),
        check: Check::AnyRole(is_no_retired_role_on_2025),
        fixes: Fixes::Offer(|design, node, _| {
            let server = node.and_then(|node| design.server_of(node)).map(NodeId::from);
            let mut fixes = run(design, server, System::Server2022);
            fixes.extend(fixes::remove(design, node));
            fixes
        }),
    },
    Rule {
        id: "SRV-OS-CORE",
        levels: ERROR,
        title: "Server Core runs distribution points only",
        why: "A Server Core installation is supported as a distribution point and for no other \
              role.",
        sources: &[SYSTEMS],
        bad: Example::Text(
            "
primary PS1
  server SRV1 os=core2022: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server SRV1 os=2022: mp
",
        ),
        check: Check::Server(|server| points_only(server, Edition::Core)),
        fixes: Fixes::Offer(|design, node, _| {
            let system = server_of(design, node).and_then(|server| server.system);
            system.map_or_else(Vec::new, |system| run(design, node, with_desktop(system)))
        }),
    },
    Rule {
        id: "SRV-OS-CLIENT",
        levels: ERROR,
        title: "A Windows client runs distribution points only",
        why: "Windows 10 and Windows 11 are supported as distribution points and for no other \
              role.",
        sources: &[SYSTEMS],
        bad: Example::Text(
            "
primary PS1
  server SRV1 os=win11: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server SRV1 os=2022: mp
",
        ),
        check: Check::Server(|server| points_only(server, Edition::Client)),
        fixes: Fixes::Offer(|design, node, _| run(design, node, System::Server2022)),
    },
    Rule {
        id: "SRV-OS-STORAGE",
        levels: ERROR,
        title: "Windows Storage Server runs distribution points only",
        why: "Windows Storage Server 2016 is supported as a distribution point and for no other \
              role.",
        sources: &[SYSTEMS],
        bad: Example::Text(
            "
primary PS1
  server SRV1 os=storage2016: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server SRV1 os=2022: mp
",
        ),
        check: Check::Server(|server| points_only(server, Edition::Storage)),
        fixes: Fixes::Offer(|design, node, _| run(design, node, System::Server2022)),
    },
];

/// Other roles on a Windows client are spoken of by SRV-OS-CLIENT.
fn is_still_supported(server: ServerRef<'_>) -> Verdict {
    if server.design().target() < Version::V2509 || !server.has(RoleKind::DistributionPoint) {
        return Ok(());
    }
    let system = known_by(Who::Servers, server.system, SYSTEM_UNKNOWN)?;
    let others = server.roles.iter().any(|role| role.kind != RoleKind::DistributionPoint);
    must(system != System::Windows10 || others, || runs(server, system))
}

/// The system of a server with a role that matters; none where there is no such role.
fn asked(
    server: ServerRef<'_>,
    matters: fn(RoleKind) -> bool,
) -> Result<Option<System>, super::Trouble> {
    match server.roles.iter().any(|role| matters(role.kind)) {
        true => known_by(Who::Servers, server.system, SYSTEM_UNKNOWN).map(Some),
        false => Ok(None),
    }
}

fn runs(server: ServerRef<'_>, system: System) -> String {
    format!("{} runs {}", server.name, system.facts().title)
}

fn version_knows_the_system(server: ServerRef<'_>) -> Verdict {
    let target = server.design().target();
    if target >= Version::V2409 {
        return Ok(());
    }
    let Some(system) = asked(server, |_| true)? else { return Ok(()) };
    let is_new = matches!(system, System::Server2025 | System::Core2025);
    must(!is_new, || format!("{}, with version {}", runs(server, system), target.name()))
}

fn is_no_retired_role_on_2025(role: RoleRef<'_>) -> Verdict {
    let matters = matches!(
        role.kind,
        RoleKind::AssetIntelligence | RoleKind::EnrollmentPoint | RoleKind::EnrollmentProxyPoint
    );
    if !matters {
        return Ok(());
    }
    let server = role.server();
    let system = known_by(Who::Servers, server.system, SYSTEM_UNKNOWN)?;
    must(!matches!(system, System::Server2025 | System::Core2025), || {
        format!("{}, with the {}", runs(server, system), role.kind.spoken())
    })
}

fn points_only(server: ServerRef<'_>, edition: Edition) -> Verdict {
    let Some(system) = asked(server, |kind| kind != RoleKind::DistributionPoint)? else {
        return Ok(());
    };
    must(system.facts().edition != edition, || {
        let mut others = server.roles().filter(|role| role.kind != RoleKind::DistributionPoint);
        let other = others.next().map(|role| role.kind.spoken()).unwrap_or_default();
        format!("{}, with the {other}", runs(server, system))
    })
}

/// The same Windows Server with Desktop Experience.
fn with_desktop(system: System) -> System {
    match system {
        System::Core2016 => System::Server2016,
        System::Core2019 => System::Server2019,
        System::Core2025 => System::Server2025,
        _ => System::Server2022,
    }
}

fn server_of(design: &Design, node: Option<NodeId>) -> Option<ServerRef<'_>> {
    design.server(server_id(node)?)
}

fn server_id(node: Option<NodeId>) -> Option<ServerId> {
    match node {
        Some(NodeId::Server(id)) => Some(id),
        _ => None,
    }
}

fn run(design: &Design, node: Option<NodeId>, system: System) -> Vec<Fix> {
    let Some(server) = server_of(design, node) else { return Vec::new() };
    let title = format!("Run {} on {}", system.facts().title, server.name);
    vec![Fix::new(title, vec![Set::of(server.id, Field::System(Some(system))).into()])]
}
