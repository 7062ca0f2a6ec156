//! The pages that rows cite which are not judged yet.

use crate::facts::sources::{Source, read};

pub const AVAILABILITY_GROUPS: Source = read(
    "core/servers/deploy/configure/sql-server-alwayson-for-a-highly-available-site-database",
    "2026-11-23",
);
pub const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-23");
pub const FAILOVER_CLUSTERS: Source = read(
    "core/servers/deploy/configure/use-a-sql-server-cluster-for-the-site-database",
    "2026-11-23",
);
pub const MODIFY: Source = read("core/servers/manage/modify-your-infrastructure", "2026-11-23");
pub const PASSIVE_SITE_SERVERS: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-23");
pub const PORTS: Source = read("core/plan-design/hierarchy/ports", "2026-11-23");
pub const PREPARE: Source =
    read("core/servers/deploy/install/prepare-to-install-sites", "2026-11-23");
pub const PROVIDERS: Source =
    read("core/plan-design/hierarchy/plan-for-the-sms-provider", "2026-11-23");
pub const RECOMMENDED_HARDWARE: Source =
    read("core/plan-design/configs/recommended-hardware", "2026-11-23");
pub const REPLICATION: Source =
    read("core/plan-design/hierarchy/database-replication", "2026-11-23");
pub const ROLES: Source = read(
    "core/plan-design/hierarchy/plan-for-site-system-servers-and-site-system-roles",
    "2026-11-23",
);
pub const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-23");
pub const SITE_DATABASE: Source =
    read("core/plan-design/hierarchy/plan-for-the-site-database", "2026-11-23");
pub const SIZES: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-23");
pub const SQL_VERSIONS: Source =
    read("core/plan-design/configs/support-for-sql-server-versions", "2026-11-23");
