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

/// A hierarchy of this size whose servers have one to three roles each, those that setup makes for
/// a secondary site four.
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

/// The roles of the server that runs a site, and of the others: mostly what such a site may have.
/// A plan that is wrong everywhere would measure how findings are put into words.
const fn roles_at(kind: SiteKind) -> (&'static [RoleKind], &'static [RoleKind]) {
    use RoleKind::{
        DistributionPoint, FallbackStatusPoint, ManagementPoint, ReportingServicesPoint,
        SiteDatabase, SiteServer, SmsProvider, SoftwareUpdatePoint, StateMigrationPoint,
    };
    match kind {
        SiteKind::Central => (
            &[SiteServer, SiteDatabase, SmsProvider],
            &[SoftwareUpdatePoint, ReportingServicesPoint, SmsProvider],
        ),
        SiteKind::Primary => (
            &[SiteServer, SiteDatabase, SmsProvider],
            &[
                DistributionPoint,
                ManagementPoint,
                SoftwareUpdatePoint,
                StateMigrationPoint,
                FallbackStatusPoint,
                ReportingServicesPoint,
            ],
        ),
        SiteKind::Secondary | SiteKind::Unknown => (
            &[SiteServer, SiteDatabase, ManagementPoint, DistributionPoint],
            &[DistributionPoint, StateMigrationPoint],
        ),
    }
}

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
        site.title = format!("Site-{}", at + 1);
        site.devices = match kind {
            SiteKind::Primary => Some(20_000),
            SiteKind::Secondary => Some(600),
            SiteKind::Central | SiteKind::Unknown => None,
        };
        self.left -= share;
        let name = site.code.clone();
        self.design.add_site(site, parent, usize::MAX);
        for at in 0..share {
            let server = self.server(&name, kind, at);
            self.design.add_server(id, server, usize::MAX);
        }
        id
    }

    fn server(&mut self, site: &str, kind: SiteKind, at: usize) -> Server {
        let name = format!("{site}-{at:03}");
        let mut server = Server::new(self.ids.fresh(&self.design), name.clone());
        server.fqdn = Some(format!("{}.contoso.com", name.to_lowercase()));
        server.system = Some(System::Server2022);
        let (first, others) = roles_at(kind);
        let roles = if at == 0 { first } else { others };
        let start = if at == 0 { 0 } else { self.number(roles.len()) };
        let count = if at == 0 { roles.len() } else { 1 + self.number(roles.len().min(3)) };
        for role in 0..count {
            let kind = roles[(start + role) % roles.len()];
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
