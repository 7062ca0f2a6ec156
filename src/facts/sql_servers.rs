//! Which versions of SQL Server hold a site database, and at which compatibility level.

use super::versions::Version;

pub struct SqlServer {
    /// As outlines and files write it.
    pub word: &'static str,
    pub title: &'static str,
    /// The oldest and the newest version of Configuration Manager that support it.
    pub supported: Option<(Version, Version)>,
    /// The cumulative update that it needs at least; 0 where any does.
    pub least_update: u32,
    /// Compatibility levels of the site database.
    pub levels: &'static [u32],
    pub recommended_level: u32,
}

const ALWAYS: Option<(Version, Version)> = Some((Version::OLDEST, Version::NEWEST));

const fn sql(
    word: &'static str,
    title: &'static str,
    supported: Option<(Version, Version)>,
    least_update: u32,
    levels: &'static [u32],
    recommended_level: u32,
) -> SqlServer {
    SqlServer { word, title, supported, least_update, levels, recommended_level }
}

/// Oldest first. The table of levels ends at 2022; what is new in 2603 gives the level for 2025.
pub const SQL_SERVERS: &[SqlServer] = &[
    sql("2008r2", "SQL Server 2008 R2", None, 0, &[100], 100),
    sql("2012", "SQL Server 2012", None, 0, &[110], 110),
    sql("2014", "SQL Server 2014", Some((Version::OLDEST, Version::V2403)), 0, &[120, 110], 110),
    sql("2016", "SQL Server 2016", ALWAYS, 0, &[130, 120, 110], 130),
    sql("2017", "SQL Server 2017", ALWAYS, 2, &[140, 130, 120, 110], 140),
    sql("2019", "SQL Server 2019", ALWAYS, 5, &[150, 140, 130, 120, 110], 150),
    sql("2022", "SQL Server 2022", ALWAYS, 0, &[150, 140, 130, 120, 110], 150),
    sql(
        "2025",
        "SQL Server 2025",
        Some((Version::V2603, Version::NEWEST)),
        0,
        &[160, 150, 140, 130, 120, 110],
        160,
    ),
];
