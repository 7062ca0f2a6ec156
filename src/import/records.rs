//! What files say, one record for each site, server, role and so on; not yet a design.

use std::collections::BTreeMap;

use super::{
    hosts::{HostId, Hosts},
    notes::{Notes, Place},
};
use crate::{
    facts::{
        choices::Choice, roles::RoleKind, said::EntityKind, sites::SiteKind, systems::System,
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
    /// The newest version that a top-level site runs.
    pub version: Option<Version>,
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
    pub parent: Parent,
    /// The computer on which the site server runs, where the row of the site says it.
    pub host: Option<HostId>,
    pub said: Said,
    pub origin: Origin,
    pub place: Place,
    /// Whether a row of its own speaks of it, or only rows of its roles do.
    pub own_row: bool,
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
    pub choices: Vec<Choice>,
    /// The computers from whose distribution points it pulls.
    pub sources: Vec<HostId>,
    pub said: Said,
    pub origin: Origin,
    pub place: Place,
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
    pub size: Option<String>,
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
        self.sites.push(SiteRecord {
            code: code.to_owned(),
            title: String::new(),
            kind: None,
            parent: Parent::Unsaid,
            host: None,
            said: Said::default(),
            origin,
            place,
            own_row: false,
        });
        at
    }

    pub fn site_coded(&self, code: &str) -> Option<SiteKey> {
        self.codes.get(&code.to_uppercase()).copied()
    }

    pub fn record(&mut self, site: SiteKey) -> &mut SiteRecord {
        &mut self.sites[site.0 as usize]
    }
}
