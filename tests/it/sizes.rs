//! Plans of the four sizes that speed and scale are measured by, the same on every run.

use sitewright::{
    facts::{choices::Choice, roles::RoleKind, sites::SiteKind, systems::System},
    model::{Design, Ids, Role, Server, Site, SiteId},
};

/// How many sites below each other and servers in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanSize {
    Small,
    Medium,
    Large,
    /// The largest hierarchy that Microsoft supports.
    Max,
}

impl PlanSize {
    pub const ALL: [Self; 4] = [Self::Small, Self::Medium, Self::Large, Self::Max];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::Max => "max",
        }
    }

    /// Central administration sites, primary sites, secondary sites, servers.
    pub const fn counts(self) -> [usize; 4] {
        match self {
            Self::Small => [0, 1, 0, 12],
            Self::Medium => [1, 3, 20, 150],
            Self::Large => [1, 25, 250, 5_000],
            Self::Max => [1, 25, 6_250, 125_000],
        }
    }
}

/// A hierarchy of this size whose servers have one to three roles each.
pub fn plan_of(size: PlanSize) -> Design {
    let [central, primaries, secondaries, servers] = size.counts();
    let mut maker = Maker { design: Design::new(), ids: Ids::counted(), state: 7, left: servers };
    let sites = central + primaries + secondaries;
    let top = (central > 0).then(|| maker.site(SiteKind::Central, None, 0, sites));
    let mut parents = Vec::new();
    for at in 0..primaries {
        parents.push(maker.site(SiteKind::Primary, top, at, sites - central - at));
    }
    for at in 0..secondaries {
        let parent = parents[at % parents.len()];
        maker.site(SiteKind::Secondary, Some(parent), at, secondaries - at);
    }
    maker.design
}

struct Maker {
    design: Design,
    ids: Ids,
    state: u64,
    /// Servers that have no site yet.
    left: usize,
}

const ROLES: [RoleKind; 6] = [
    RoleKind::DistributionPoint,
    RoleKind::ManagementPoint,
    RoleKind::SoftwareUpdatePoint,
    RoleKind::StateMigrationPoint,
    RoleKind::FallbackStatusPoint,
    RoleKind::ReportingServicesPoint,
];

impl Maker {
    fn number(&mut self, below: usize) -> usize {
        self.state =
            self.state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        usize::try_from(self.state >> 33).unwrap_or(0) % below.max(1)
    }

    /// A site with its share of the servers; `left` sites, this one among them, have none yet.
    fn site(&mut self, kind: SiteKind, parent: Option<SiteId>, at: usize, left: usize) -> SiteId {
        let id = self.ids.fresh(&self.design);
        let letter = match kind {
            SiteKind::Central => 'C',
            SiteKind::Primary => 'P',
            SiteKind::Secondary | SiteKind::Unknown => 'S',
        };
        let mut site = Site::new(id, kind, code(letter, at));
        let share = self.left / left.max(1);
        site.title = format!("Site {}", at + 1);
        site.devices = (kind == SiteKind::Primary).then_some(20_000);
        self.left -= share;
        let name = site.code.clone();
        self.design.add_site(site, parent, usize::MAX);
        for at in 0..share {
            let server = self.server(&name, at);
            self.design.add_server(id, server, usize::MAX);
        }
        id
    }

    fn server(&mut self, site: &str, at: usize) -> Server {
        let mut server = Server::new(self.ids.fresh(&self.design), format!("{site}-{at:03}"));
        server.system = Some(System::Server2022);
        let first = [RoleKind::SiteServer, RoleKind::SiteDatabase];
        let count = 1 + self.number(3);
        let start = self.number(ROLES.len());
        for role in 0..count {
            let kind = match at == 0 {
                true => first.get(role).copied().unwrap_or(RoleKind::SmsProvider),
                false => ROLES[(start + role) % ROLES.len()],
            };
            let mut role = Role::new(self.ids.fresh(&self.design), kind);
            role.set(Choice::Https, kind == RoleKind::ManagementPoint && start.is_multiple_of(2));
            server.roles.push(role);
        }
        server
    }
}

/// Three characters, none twice for one letter.
fn code(letter: char, at: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let digit = |at: usize| char::from(DIGITS[at % 36]);
    let tail = at % (36 * 36);
    let letter = char::from(u8::try_from(letter).unwrap_or(b'S'));
    // Beyond 1,296 sites of a kind the first letter moves on.
    let first = (u32::from(letter) + u32::try_from(at / (36 * 36)).unwrap_or(0)).min(90);
    let first = char::from_u32(first).unwrap_or(letter);
    [first, digit(tail / 36), digit(tail)].into_iter().collect()
}
