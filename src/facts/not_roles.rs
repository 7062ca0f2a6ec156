//! What people look for among the roles and nobody places: roles that come by themselves, and
//! things that are no site system roles.

use super::sources::{Source, read};

pub struct NotRole {
    /// The letters of a role that comes by itself; none for what is no role.
    pub code: Option<&'static str>,
    pub title: &'static str,
    /// What it is, and how a plan gets it.
    pub what: &'static str,
    pub source: Source,
}

const ROLES: Source = read(
    "core/plan-design/hierarchy/plan-for-site-system-servers-and-site-system-roles",
    "2026-11-23",
);
const DEPRECATED: Source =
    read("core/plan-design/changes/deprecated/removed-and-deprecated-cmfeatures", "2026-11-23");

const fn automatic(
    code: &'static str,
    title: &'static str,
    what: &'static str,
    source: Source,
) -> NotRole {
    NotRole { code: Some(code), title, what, source }
}

const fn no_role(title: &'static str, what: &'static str, source: Source) -> NotRole {
    NotRole { code: None, title, what, source }
}

pub static NOT_ROLES: [NotRole; 13] = [
    automatic(
        "SYS",
        "Configuration Manager site system",
        "Comes by itself with the first role on a server, and goes with the last.",
        ROLES,
    ),
    automatic(
        "COMP",
        "Configuration Manager component site system role",
        "Comes by itself where a role needs the SMS Executive service.",
        ROLES,
    ),
    automatic(
        "BGB",
        "Notification server",
        "Part of a management point: tells clients at once that there is something to do, on port 10123.",
        read("core/plan-design/hierarchy/ports", "2026-11-23"),
    ),
    no_role(
        "Cloud management gateway",
        "A service in Azure, no role: it stands beside the sites; its connection point is the role.",
        read("core/clients/manage/cmg/plan-cloud-management-gateway", "2026-11-23"),
    ),
    no_role(
        "Cloud distribution point",
        "Cannot be created since 2107; a content-enabled cloud management gateway takes its place.",
        DEPRECATED,
    ),
    no_role(
        "Microsoft Connected Cache",
        "An option of a distribution point.",
        read("core/plan-design/hierarchy/microsoft-connected-cache", "2026-11-23"),
    ),
    no_role(
        "BitLocker administration portals",
        "Websites that a script installs on a web server; no role.",
        read("protect/deploy-use/bitlocker/setup-websites", "2026-11-23"),
    ),
    no_role(
        "Administration service",
        "Runs on every SMS Provider; it is not placed by itself.",
        read("core/plan-design/hierarchy/plan-for-the-sms-provider", "2026-11-23"),
    ),
    no_role(
        "Database replica for management points",
        "A SQL Server instance of its own that follows the site database; no role.",
        read("core/servers/deploy/configure/database-replicas-for-management-points", "2026-11-23"),
    ),
    no_role(
        "Remote content library",
        "A share on a file server; nothing of the product is installed there.",
        read("core/plan-design/hierarchy/remote-content-library", "2026-11-23"),
    ),
    no_role(
        "Configuration Manager console",
        "A program for administrators; it is installed on any computer and is no role.",
        read("core/plan-design/configs/recommended-hardware", "2026-11-23"),
    ),
    no_role("Log Analytics connector", "Retired; no role.", DEPRECATED),
    no_role("Microsoft Store for Business", "Retired; no role.", DEPRECATED),
];
