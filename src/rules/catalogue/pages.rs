//! The pages that rows cite which are not judged yet.

use crate::facts::sources::{Source, read};

pub const PASSIVE_SITE_SERVERS: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-23");
pub const PREPARE: Source =
    read("core/servers/deploy/install/prepare-to-install-sites", "2026-11-23");
pub const ROLES: Source = read(
    "core/plan-design/hierarchy/plan-for-site-system-servers-and-site-system-roles",
    "2026-11-23",
);
