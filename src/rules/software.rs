//! What has to be installed before a role is, and what should not be.

use super::{
    ADVICE, Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, fixes, must,
    must_have, need, read, saying,
};
use crate::{
    facts::{
        choices::Choice,
        roles::RoleKind,
        said::servers::{
            CLIENT_SITE, HAS_CLIENT, KIT, KIT_RELEASE, NATIVE_CLIENT, NET, ODBC, OTHER_SOFTWARE,
        },
        sites::SiteKind,
        systems::System,
        versions::Version,
    },
    model::{Design, NodeId, RoleRef, ServerRef, SiteRef, Value, release},
};

const PREREQUISITES: Source =
    read("core/plan-design/configs/site-and-site-system-prerequisites", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const EXAMPLE: Source =
    read("core/servers/deploy/configure/example-management-point-deployment", "2026-11-25");
const KIT_PAGE: Source = read("core/plan-design/configs/support-for-windows-adk", "2026-11-25");
const NEWS_2603: Source = read("core/plan-design/changes/whats-new-in-version-2603", "2026-11-23");
const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-25");
const VERSIONS: Source =
    read("core/plan-design/hierarchy/interoperability-between-different-versions", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SRV-NET48",
        levels: ERROR,
        title: "Site systems have .NET Framework 4.8",
        why: "Version 2403 and later require it; service connection points and management points \
              do not work without it. Setup does not install it. Windows Server 2022 and later \
              bring it.",
        sources: &[PREREQUISITES, CHECKS, EXAMPLE],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01 os=2019 net=4.7.2: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01 os=2019 net=4.8: mp
",
        ),
        check: Check::Server(|server| {
            let Some(net) = framework(server)? else { return Ok(()) };
            let is_old = release(net) < vec![4, 8];
            must(!is_old || is_too_old(net), || has(server, ".NET Framework", net))
        }),
        fixes: Fixes::Offer(|_, node, _| install_framework(node)),
    },
    Rule {
        id: "SRV-NET462",
        levels: ERROR,
        title: "Site systems have .NET Framework 4.6.2 or later",
        why: "The prerequisite check stops with an older one, and 4.8 is required by now.",
        sources: &[CHECKS, PREREQUISITES],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01 os=2016 net=4.6.1: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01 os=2016 net=4.8: mp
",
        ),
        check: Check::Server(|server| {
            let Some(net) = framework(server)? else { return Ok(()) };
            must(!is_too_old(net), || has(server, ".NET Framework", net))
        }),
        fixes: Fixes::Offer(|_, node, _| install_framework(node)),
    },
    Rule {
        id: "SRV-ODBC",
        levels: ERROR,
        title: "Servers that use the site database have the ODBC driver 18 for SQL Server",
        why: "Setup and updates stop without the driver; from version 2503 on it must be \
              18.4.1.1 or later. Configuration Manager does not update it.",
        sources: &[CHECKS, PREREQUISITES],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01 odbc=17.10.6: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01 odbc=18.4.1.1: mp
",
        ),
        check: Check::Server(|server| {
            if !server.roles().any(takes_driver) {
                return Ok(());
            }
            let driver = server.ask_text(ODBC)?;
            let least = match server.design().target() >= Version::V2503 {
                true => vec![18, 4, 1, 1],
                false => vec![18],
            };
            must(release(driver) >= least, || has(server, "the ODBC driver", driver))
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let value = Value::Text(DRIVER.into());
            saying::answer("Install the ODBC driver 18.4.1.1", node, ODBC, value)
        }),
    },
    Rule {
        id: "SRV-NATIVECLIENT",
        levels: WARNING,
        title: "SQL Server Native Client is there where a role uses it",
        why: "Setup installs it, and before version 2603 roles that read the site database need \
              it: it must not be uninstalled.",
        sources: &[CHECKS, PREREQUISITES, NEWS_2603],
        bad: Example::Text(
            "
plan version=2509
primary PS1
  server CM-MP-01 nativeclient=no: mp
",
        ),
        good: Example::Text(
            "
plan version=2509
primary PS1
  server CM-MP-01 nativeclient=yes: mp
",
        ),
        check: Check::Server(|server| {
            let asked = server.design().target() < Version::V2603
                && server.roles().any(takes_native_client);
            must(!asked || server.ask_flag(NATIVE_CLIENT)?, || {
                format!("{} is without SQL Server Native Client", server.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer("Keep SQL Server Native Client", node, NATIVE_CLIENT, Value::Flag(true))
        }),
    },
    Rule {
        id: "SRV-ADK",
        levels: ERROR,
        title: "The Windows ADK is where the SMS Provider runs",
        why: "Setup needs the Deployment Tools and the Windows PE add-on with every SMS Provider, \
              and the User State Migration Tool on the server of a central administration site or \
              a primary site that stands alone.",
        sources: &[CHECKS, PREREQUISITES, KIT_PAGE],
        bad: Example::Text(
            "
primary PS1
  server PS1 adk=deployment+usmt: site, db, prov
",
        ),
        good: Example::Text(
            "
primary PS1
  server PS1 adk=deployment+pe+usmt: site, db, prov
",
        ),
        check: Check::Server(has_the_kit),
        fixes: Fixes::Offer(|design, node, _| install_kit(design, node)),
    },
    Rule {
        id: "SRV-FOREIGN-APPS",
        levels: ADVICE,
        title: "Site systems run nothing but Configuration Manager",
        why: "Other applications open ways to attack and may not get along with it.",
        sources: &[SECURITY],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01 apps=\"Backup server\": mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01: mp
",
        ),
        check: Check::Server(|server| {
            let others = server.said.texts(OTHER_SOFTWARE).unwrap_or_default();
            must(others.is_empty() || server.roles.is_empty(), || {
                format!("{} also runs {}", server.name, others.join(", "))
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::take_back("Keep other applications elsewhere", node, OTHER_SOFTWARE)
        }),
    },
    Rule {
        id: "SRV-CLIENT-SITE",
        levels: WARNING,
        title: "The client on a site system is assigned to the same site",
        why: "Management points and distribution points share files with the client on their \
              server: both have to be of one version, during updates too.",
        sources: &[VERSIONS],
        bad: Example::Text(
            "
cas CS1
  primary PS1
    server CM-MP-01 clientsite=PS2: mp
  primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
    server CM-MP-01 clientsite=PS1: mp
  primary PS2
",
        ),
        check: Check::Server(client_is_of_the_site),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(server) = fixes::server_at(design, node) else { return Vec::new() };
            let code = server.site().code.clone();
            let title = format!("Assign its client to {code}");
            saying::answer(&title, node, CLIENT_SITE, Value::Text(code.into()))
        }),
    },
];

const DRIVER: &str = "18.4.1.1";

fn has(server: ServerRef<'_>, what: &str, version: &str) -> String {
    format!("{} has {what} {version}", server.name)
}

/// The .NET Framework of a server whose roles need one; none where Windows brings 4.8 and the
/// plan says nothing else.
fn framework(server: ServerRef<'_>) -> Result<Option<&str>, super::Trouble> {
    if !server.roles.iter().any(|role| takes_framework(role.kind)) {
        return Ok(None);
    }
    match server.server().said.text(NET) {
        None if server.system.is_some_and(brings_framework) => Ok(None),
        said => need(said, NET).map(Some),
    }
}

fn takes_framework(kind: RoleKind) -> bool {
    use RoleKind as R;
    matches!(
        kind,
        R::SiteServer
            | R::PassiveSiteServer
            | R::SmsProvider
            | R::ManagementPoint
            | R::ServiceConnectionPoint
            | R::DataWarehouse
            | R::AssetIntelligence
            | R::CertificateRegistration
            | R::EnrollmentPoint
            | R::EnrollmentProxyPoint
            | R::ReportingServicesPoint
            | R::SoftwareUpdatePoint
    )
}

fn brings_framework(system: System) -> bool {
    use System as S;
    matches!(system, S::Server2022 | S::Core2022 | S::Server2025 | S::Core2025 | S::Windows11)
}

fn is_too_old(net: &str) -> bool {
    release(net) < vec![4, 6, 2]
}

fn install_framework(node: Option<NodeId>) -> Vec<Fix> {
    saying::answer("Install .NET Framework 4.8", node, NET, Value::Text("4.8".into()))
}

fn takes_driver(role: RoleRef<'_>) -> bool {
    use RoleKind as R;
    matches!(
        role.kind,
        R::SiteServer
            | R::PassiveSiteServer
            | R::SiteDatabase
            | R::SmsProvider
            | R::ManagementPoint
            | R::EndpointProtectionPoint
            | R::EnrollmentPoint
            | R::AssetIntelligence
            | R::CertificateRegistration
    )
}

fn takes_native_client(role: RoleRef<'_>) -> bool {
    use RoleKind as R;
    takes_driver(role)
        || matches!(
            role.kind,
            R::StateMigrationPoint
                | R::SoftwareUpdatePoint
                | R::ReportingServicesPoint
                | R::ServiceConnectionPoint
                | R::DataWarehouse
        )
        || role.is(Choice::Multicast)
}

/// Windows PE of this kit has faults that make it unsupported.
const FAULTY_KIT: [u32; 3] = [10, 1, 25_398];

/// The parts of the kit that the server's roles need.
fn parts_needed(server: ServerRef<'_>) -> Vec<&'static str> {
    let is_upper = |role: RoleRef<'_>| {
        let is_upper = |site: SiteRef<'_>| {
            matches!(site.kind, SiteKind::Central | SiteKind::Primary)
                && site.is_top()
                && !site.parent_is_unknown()
        };
        role.kind == RoleKind::SiteServer && is_upper(role.site())
    };
    let mut parts = Vec::new();
    if server.has(RoleKind::SmsProvider) {
        parts.extend(["deployment", "pe"]);
    }
    if server.roles().any(is_upper) {
        parts.push("usmt");
    }
    parts
}

fn has_the_kit(server: ServerRef<'_>) -> Verdict {
    let needed = parts_needed(server);
    if needed.is_empty() {
        return Ok(());
    }
    if let Some(kit) = server.said.text(KIT_RELEASE) {
        must(!release(kit).starts_with(&FAULTY_KIT), || has(server, "the Windows ADK", kit))?;
    }
    let parts = server.ask_words(KIT)?;
    let missing: Vec<_> = needed.into_iter().filter(|part| !parts.contains(part)).collect();
    must_have(missing.is_empty(), || {
        let titles = Value::Words(missing).shown(KIT);
        format!("{} has the Windows ADK without {titles}", server.name)
    })
}

fn install_kit(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(server) = fixes::server_at(design, node) else { return Vec::new() };
    let is_faulty = |kit: &str| release(kit).starts_with(&FAULTY_KIT);
    if server.said.text(KIT_RELEASE).is_some_and(is_faulty) {
        let kit = Value::Text("10.1.26100.1".into());
        return saying::answer("Install the Windows ADK 10.1.26100.1", node, KIT_RELEASE, kit);
    }
    let needed = parts_needed(server);
    let has = server.said.words(KIT).unwrap_or_default();
    let wanted = has.iter().chain(&needed).copied().collect::<Vec<_>>().join("+");
    let Ok(parts) = Value::read(KIT, &wanted) else { return Vec::new() };
    let install = saying::say(server.id, KIT, parts);
    vec![Fix::new("Install the missing parts of the Windows ADK", vec![install])]
}

/// Clients are assigned to primary sites; those on servers of other sites are left alone.
fn client_is_of_the_site(server: ServerRef<'_>) -> Verdict {
    let site = server.site();
    if site.kind != SiteKind::Primary || server.roles.is_empty() {
        return Ok(());
    }
    let assigned = server.server().said.text(CLIENT_SITE);
    let assigned = match server.said.is(HAS_CLIENT) {
        true => Some(need(assigned, CLIENT_SITE)?),
        false => assigned,
    };
    let Some(assigned) = assigned else { return Ok(()) };
    must(assigned.eq_ignore_ascii_case(&site.code), || {
        format!("The client on {} is assigned to {assigned}, not to {}", server.name, site.code)
    })
}
