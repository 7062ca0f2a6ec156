//! What files say, one record for each site, server, role and so on; not yet a design.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    hosts::{HostId, Hosts},
    live::Around,
    notes::{Notes, Place},
};
use crate::{
    facts::{
        choices::Choice,
        roles::RoleKind,
        said::{EntityKind, Fact},
        sites::{Communication, SiteKind},
        systems::System,
        versions::Version,
    },
    model::Said,
};

/// All that the sources of one import say.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    pub hosts: Hosts,
    /// By their order of appearance.
    pub sites: Vec<SiteRecord>,
    /// Sites by their code in capitals.
    codes: BTreeMap<String, SiteKey>,
    /// What is said of computers apart from their roles.
    pub servers: BTreeMap<HostId, ServerRecord>,
    pub roles: Vec<RoleRecord>,
    pub gateways: Vec<GatewayRecord>,
    pub entities: Vec<EntityRecord>,
    /// The newest version that a site runs.
    pub version: Option<Version>,
    /// Rows that name an option of another role as a role of its own.
    pub options: Vec<OptionRecord>,
    /// What rows about boundary groups name by number.
    pub around: Around,
    /// Databases of sites, as their definitions name them.
    pub databases: BTreeMap<SiteKey, DatabaseRecord>,
    /// The places in `roles` of the roles of each computer.
    on: Vec<Vec<u32>>,
    pub notes: Notes,
    /// How many rows were read, those that say nothing new included.
    pub rows: u64,
}

/// Its place in [`Intake::sites`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiteKey(pub u32);

/// Whether something stands there already or is only planned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A live hierarchy: what it says is installed.
    #[default]
    Live,
    /// A list of servers that somebody plans.
    List,
}

#[derive(Clone, Debug)]
pub struct SiteRecord {
    pub code: String,
    pub title: String,
    pub kind: Option<SiteKind>,
    /// What rows of its roles say of the type, for a site without a row of its own.
    pub kind_of_roles: Option<SiteKind>,
    pub parent: Parent,
    pub communication: Option<Communication>,
    /// The computer on which the site server runs, where the row of the site says it.
    pub host: Option<HostId>,
    /// How many devices it manages.
    pub devices: Option<u32>,
    pub said: Said,
    pub origin: Origin,
    pub place: Place,
    /// Whether a row of its own speaks of it, or only rows of its roles do.
    pub own_row: bool,
    /// Its row says that it was removed.
    pub is_deleted: bool,
}

/// Below which site a site is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Parent {
    #[default]
    Unsaid,
    Top,
    /// The site of that code.
    Below(String),
}

#[derive(Clone, Debug, Default)]
pub struct ServerRecord {
    pub title: String,
    pub system: Option<System>,
    pub said: Said,
    /// The site in which the computer stands, where a row says so apart from its roles.
    pub site: Option<SiteKey>,
    pub place: Place,
}

#[derive(Clone, Debug)]
pub struct RoleRecord {
    pub site: SiteKey,
    pub host: HostId,
    pub kind: RoleName,
    /// What the rows say of its options, both ways.
    pub choices: Vec<(Choice, bool)>,
    /// The computers from whose distribution points it pulls; none where no row says anything.
    pub sources: Option<Vec<HostId>>,
    pub said: Said,
    pub origin: Origin,
    pub place: Place,
    /// For a site server: a row says whether it is the active one.
    pub is_sure: bool,
}

/// A row such as "SMS PXE Service Point": older versions have a role for an option.
#[derive(Clone, Debug)]
pub struct OptionRecord {
    pub host: HostId,
    pub site: SiteKey,
    /// The role that has the option.
    pub kind: RoleKind,
    pub what: RoleOption,
    /// As the row names it.
    pub name: String,
    pub place: Place,
}

/// Where a site's definition says that its database is.
#[derive(Clone, Debug)]
pub struct DatabaseRecord {
    pub site: SiteKey,
    /// A computer, or the listener of an availability group.
    pub host: HostId,
    pub said: Said,
    pub place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleOption {
    Choice(Choice),
    Fact(Fact),
}

/// A role as a file names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleName {
    Known(RoleKind),
    /// Nobody knows it; the name is kept.
    Unknown(String),
}

#[derive(Clone, Debug)]
pub struct GatewayRecord {
    pub name: String,
    /// The code of the site at which it was created.
    pub site: Option<SiteKey>,
    pub instances: Option<u32>,
    pub region: Option<String>,
    pub said: Said,
    pub place: Place,
}

#[derive(Clone, Debug)]
pub struct EntityRecord {
    pub kind: EntityKind,
    pub name: String,
    pub said: Said,
    pub place: Place,
}

impl Intake {
    /// The site of that code, made where nothing has spoken of it yet.
    pub fn site(&mut self, code: &str, origin: Origin, place: Place) -> SiteKey {
        let key = code.to_uppercase();
        if let Some(known) = self.codes.get(&key) {
            return *known;
        }
        let at = SiteKey(u32::try_from(self.sites.len()).unwrap_or(u32::MAX));
        self.codes.insert(key, at);
        self.sites.push(SiteRecord::new(code, origin, place));
        at
    }

    /// A second site of the same code; rows that name the code mean the first.
    pub fn twin(&mut self, site: SiteKey, place: Place) -> SiteKey {
        let at = SiteKey(u32::try_from(self.sites.len()).unwrap_or(u32::MAX));
        let SiteRecord { code, origin, .. } = self.record(site);
        let twin = SiteRecord::new(code, *origin, place);
        self.sites.push(twin);
        at
    }

    pub fn site_coded(&self, code: &str) -> Option<SiteKey> {
        self.codes.get(&code.to_uppercase()).copied()
    }

    pub fn record(&mut self, site: SiteKey) -> &mut SiteRecord {
        &mut self.sites[site.at()]
    }

    /// A role of a site on a computer, by its place in `roles`, and whether it is new; a row that
    /// names it again means the same.
    pub fn role(
        &mut self,
        site: SiteKey,
        host: HostId,
        kind: RoleName,
        origin: Origin,
        place: Place,
    ) -> (usize, bool) {
        if self.on.len() <= host.at() {
            self.on.resize_with(host.at() + 1, Vec::new);
        }
        let same = |at: &&u32| {
            let role = &self.roles[**at as usize];
            role.site == site && role.kind == kind
        };
        if let Some(at) = self.on[host.at()].iter().find(same) {
            return (*at as usize, false);
        }
        let at = self.roles.len();
        self.on[host.at()].push(u32::try_from(at).unwrap_or(u32::MAX));
        self.roles.push(RoleRecord {
            site,
            host,
            kind,
            choices: Vec::new(),
            sources: None,
            said: Said::default(),
            origin,
            place,
            is_sure: false,
        });
        (at, true)
    }

    /// Leaves out roles by their places; all others keep their order.
    pub fn drop_roles(&mut self, gone: &BTreeSet<usize>) {
        let mut at = 0;
        self.roles.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
        self.on.iter_mut().for_each(Vec::clear);
        for (at, role) in (0u32..).zip(&self.roles) {
            self.on[role.host.at()].push(at);
        }
    }

    /// The places in `roles` of the roles of a computer.
    pub fn roles_on(&self, host: HostId) -> impl Iterator<Item = usize> {
        self.on.get(host.at()).into_iter().flatten().map(|at| *at as usize)
    }

    /// A computer belongs to a site, whatever runs on it.
    pub fn stands(&mut self, host: HostId, site: SiteKey, place: Place) {
        let server = self.servers.entry(host).or_default();
        if server.site.is_none() {
            (server.site, server.place) = (Some(site), place);
        }
    }
}

impl SiteKey {
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

impl SiteRecord {
    fn new(code: &str, origin: Origin, place: Place) -> Self {
        Self {
            code: code.to_owned(),
            title: String::new(),
            kind: None,
            kind_of_roles: None,
            parent: Parent::Unsaid,
            communication: None,
            host: None,
            devices: None,
            said: Said::default(),
            origin,
            place,
            own_row: false,
            is_deleted: false,
        }
    }
}

impl RoleRecord {
    /// Says an option; what is on stays on, for a row may leave out what another says.
    pub fn choose(&mut self, choice: Choice, on: bool) {
        match self.choices.iter_mut().find(|(known, _)| *known == choice) {
            Some((_, known)) => *known |= on,
            None => self.choices.push((choice, on)),
        }
    }
}
