//! How many of what is supported.

use super::sources::{Source, read};

/// A number that the documentation gives as a limit.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub most: u32,
    pub source: Source,
}

const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-23");

const fn scale(most: u32) -> Limit {
    Limit { most, source: SCALE }
}

/// Two terabytes.
pub const GIGABYTES_OF_DATA_WAREHOUSE: Limit =
    Limit { most: 2_048, source: read("core/servers/manage/data-warehouse", "2026-11-25") };
pub const PRIMARIES_PER_CENTRAL: Limit = scale(25);
pub const SECONDARIES_PER_PRIMARY: Limit = scale(250);
/// Fewer devices than this hardly justify a secondary site.
pub const DEVICES_FOR_SECONDARY: Limit = scale(500);
pub const MANAGEMENT_POINTS_PER_PRIMARY: Limit = scale(15);
pub const DEVICES_PER_MANAGEMENT_POINT: Limit = scale(25_000);
pub const STANDARD_POINTS_PER_SITE: Limit = scale(250);
pub const PULL_POINTS_PER_SITE: Limit = scale(2_000);
pub const POINTS_PER_PRIMARY_TREE: Limit = scale(5_000);
pub const DEVICES_PER_FALLBACK_POINT: Limit = scale(100_000);
/// A software update point that shares its server with another role.
pub const DEVICES_PER_SHARED_UPDATE_POINT: Limit = scale(25_000);
/// A software update point that has its server for itself.
pub const DEVICES_PER_DEDICATED_UPDATE_POINT: Limit = scale(150_000);
pub const INSTANCES_PER_GATEWAY: Limit = scale(16);
pub const INSTANCES_PER_CONNECTION_POINT: Limit = scale(4);
/// Desktops, macOS computers and on-premises mobile devices together.
pub const DEVICES_PER_HIERARCHY: Limit = scale(825_000);
pub const DESKTOPS_PER_HIERARCHY: Limit = scale(700_000);
/// With SQL Server Standard at the central administration site.
pub const DEVICES_WITH_STANDARD_CENTRAL: Limit = scale(50_000);
pub const DEVICES_PER_CHILD_PRIMARY: Limit = scale(150_000);
pub const DEVICES_PER_STANDALONE_PRIMARY: Limit = scale(175_000);
pub const DEVICES_PER_SECONDARY: Limit = scale(15_000);
/// Connections to a distribution point.
pub const CLIENTS_PER_DISTRIBUTION_POINT: Limit = scale(4_000);
/// Ports that Windows Server gives to connections by itself.
pub const CLIENTS_PER_CONNECTION_POINT: Limit =
    Limit { most: 16_384, source: read("core/clients/manage/cmg/perf-scale", "2026-11-25") };
/// Clients at a time of one virtual machine of a gateway, of the lab, standard and large size.
pub const CLIENTS_PER_LAB_MACHINE: Limit = scale(10);
pub const CLIENTS_PER_STANDARD_MACHINE: Limit = scale(6_000);
pub const CLIENTS_PER_LARGE_MACHINE: Limit = scale(10_000);
pub const MACOS_PER_HIERARCHY: Limit = scale(25_000);
pub const MOBILE_PER_HIERARCHY: Limit = scale(100_000);
pub const MOBILE_PER_STANDALONE: Limit = scale(50_000);
pub const WINDOWS_PER_STANDALONE: Limit = scale(150_000);
/// One kind or the other, not both.
pub const MOBILE_OR_MACOS_PER_POINT: Limit = scale(10_000);
/// With FBWF or UWF.
pub const EMBEDDED_PER_PRIMARY: Limit = scale(10_000);
pub const EMBEDDED_EWF_PER_PRIMARY: Limit = scale(3_000);
/// To the administration service, per second.
pub const REQUESTS_PER_PROVIDER: Limit = scale(5_000);
