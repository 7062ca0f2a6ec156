//! How much of a computer the documentation recommends for what it does, by load.

use super::sources::{Source, read};

/// The sizes at which a site was measured.
pub const SIZING: Source =
    read("core/plan-design/configs/site-size-performance-guidelines", "2026-11-25");
/// Servers with one role, laboratories, and the largest loads.
pub const RECOMMENDED: Source = read("core/plan-design/configs/recommended-hardware", "2026-11-25");

/// What a computer does, as far as the tables tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// Site server of a central administration or primary site, and its database.
    SiteWithDatabase,
    /// Site server of a central administration or primary site, its database elsewhere.
    SiteServer,
    /// The database of such a site, away from its site server.
    Database,
    SecondarySite,
    ManagementPoint,
    DistributionPoint,
    UpdatePoint,
    /// Any other role.
    OtherRole,
    /// Site server and database of a site for testing.
    LabSite,
    /// Any other server of a site for testing.
    LabSystem,
}

/// What is recommended; nothing where the tables leave it open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    pub cores: u32,
    /// In GB.
    pub memory: u32,
    /// In GB.
    pub disk: Option<u32>,
    /// Operations per second of the disk with the inboxes.
    pub inbox_iops: Option<u32>,
    /// Operations per second of the disks with the database.
    pub sql_iops: Option<u32>,
}

/// A line of the tables.
struct Row {
    duty: Duty,
    /// Up to so many clients.
    clients: u32,
    needs: Needs,
}

const ANY: u32 = u32::MAX;
const OPEN: u32 = 0;

const fn given(number: u32) -> Option<u32> {
    if number == OPEN { None } else { Some(number) }
}

const fn row(
    duty: Duty,
    clients: u32,
    (cores, memory, disk): (u32, u32, u32),
    (inbox, sql): (u32, u32),
) -> Row {
    let needs =
        Needs { cores, memory, disk: given(disk), inbox_iops: given(inbox), sql_iops: given(sql) };
    Row { duty, clients, needs }
}

/// For each duty, the smaller loads first. The largest row of a duty counts for all above it.
const ROWS: [Row; 23] = [
    row(Duty::SiteWithDatabase, 25_000, (6, 24, 350), (600, 1_700)),
    row(Duty::SiteWithDatabase, 50_000, (8, 32, 600), (1_200, 2_800)),
    row(Duty::SiteWithDatabase, 100_000, (12, 64, 1_100), (1_200, 5_000)),
    row(Duty::SiteWithDatabase, 150_000, (16, 96, 1_600), (1_800, 7_400)),
    row(Duty::SiteWithDatabase, 700_000, (20, 128, 5_000), (1_800, 9_000)),
    row(Duty::SiteServer, 25_000, (4, 8, 100), (600, OPEN)),
    row(Duty::SiteServer, 50_000, (4, 8, 200), (1_200, OPEN)),
    row(Duty::SiteServer, 100_000, (6, 12, 300), (1_200, OPEN)),
    row(Duty::SiteServer, 150_000, (8, 16, 400), (1_800, OPEN)),
    row(Duty::SiteServer, 700_000, (8, 16, 500), (1_800, OPEN)),
    row(Duty::Database, 25_000, (4, 16, 250), (OPEN, 1_700)),
    row(Duty::Database, 50_000, (8, 24, 400), (OPEN, 2_800)),
    row(Duty::Database, 100_000, (12, 48, 800), (OPEN, 5_000)),
    row(Duty::Database, 150_000, (16, 72, 1_200), (OPEN, 7_400)),
    row(Duty::Database, 700_000, (16, 96, 4_500), (OPEN, 9_000)),
    row(Duty::SecondarySite, 5_000, (4, 8, 200), (500, OPEN)),
    row(Duty::SecondarySite, 15_000, (8, 16, 300), (500, OPEN)),
    row(Duty::ManagementPoint, ANY, (4, 8, 50), (OPEN, OPEN)),
    row(Duty::DistributionPoint, ANY, (2, 8, OPEN), (OPEN, OPEN)),
    row(Duty::UpdatePoint, ANY, (8, 16, OPEN), (OPEN, OPEN)),
    row(Duty::OtherRole, ANY, (4, 8, 50), (OPEN, OPEN)),
    row(Duty::LabSite, ANY, (2, 8, 100), (OPEN, OPEN)),
    row(Duty::LabSystem, ANY, (1, 2, 50), (OPEN, OPEN)),
];

/// The most devices that a primary site was measured with.
const LARGEST_PRIMARY: u32 = 150_000;
/// The largest standalone primary site that is supported; the page on recommended hardware gives
/// it the same numbers as a child primary site.
const LARGEST_STANDALONE: u32 = 175_000;
/// Fewer than this, and the numbers for laboratories will do.
pub const LAB_CLIENTS: u32 = 100;

impl Duty {
    /// Whether how much it needs depends on how many devices the site has.
    pub const fn grows(self) -> bool {
        matches!(
            self,
            Self::SiteWithDatabase | Self::SiteServer | Self::Database | Self::SecondarySite
        )
    }

    /// What is recommended for so many clients.
    pub fn needs(self, clients: u32) -> Needs {
        let is_standalone = (LARGEST_PRIMARY..=LARGEST_STANDALONE).contains(&clients);
        let clients = if is_standalone { LARGEST_PRIMARY } else { clients };
        let mut rows = ROWS.iter().filter(|row| row.duty == self);
        let fits = rows.clone().find(|row| clients <= row.clients);
        fits.or_else(|| rows.next_back()).map(|row| row.needs).unwrap_or_default()
    }
}

impl Needs {
    /// Enough for both on one computer, at the least: the tables are about one duty each.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            cores: self.cores.max(other.cores),
            memory: self.memory.max(other.memory),
            disk: self.disk.max(other.disk),
            inbox_iops: self.inbox_iops.max(other.inbox_iops),
            sql_iops: self.sql_iops.max(other.sql_iops),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_that_holds_the_load_counts() {
        let cores = |duty: Duty, clients| duty.needs(clients).cores;
        assert_eq!([1, 25_000, 25_001].map(|n| cores(Duty::SiteWithDatabase, n)), [6, 6, 8]);
        assert_eq!([150_000, 175_000].map(|n| cores(Duty::SiteWithDatabase, n)), [16, 16]);
        assert_eq!([175_001, 700_000, 900_000].map(|n| cores(Duty::Database, n)), [16; 3]);
        assert_eq!([5_000, 5_001, 99_000].map(|n| cores(Duty::SecondarySite, n)), [4, 8, 8]);
        assert_eq!(Duty::DistributionPoint.needs(9).disk, None);
    }
}
