//! What reading an outline makes: entities as typed, references still as names.

use super::{role::RoleDraft, words::Word};
use crate::{
    facts::{
        said::EntityKind,
        sites::{Communication, SiteKind},
        systems::System,
    },
    model::{Head, Said},
};

/// What was read, before names are looked up.
#[derive(Debug, Default)]
pub struct Draft {
    pub head: Head,
    pub sites: Vec<SiteDraft>,
    pub gateways: Vec<GatewayDraft>,
    pub entities: Vec<EntityDraft>,
}

#[derive(Debug)]
pub struct SiteDraft {
    pub kind: SiteKind,
    pub code: String,
    pub title: String,
    pub devices: Option<u32>,
    pub cloud_devices: Option<u32>,
    pub communication: Option<Communication>,
    pub said: Said,
    pub bare: bool,
    pub parent: Option<usize>,
    pub servers: Vec<ServerDraft>,
}

#[derive(Debug, Default)]
pub struct ServerDraft {
    pub name: String,
    pub fqdn: Option<String>,
    pub title: String,
    pub system: Option<System>,
    pub said: Said,
    pub roles: Vec<RoleDraft>,
}

#[derive(Debug, Default)]
pub struct GatewayDraft {
    pub name: String,
    pub at: Option<Word>,
    pub instances: Option<u32>,
    pub size: Option<String>,
    pub region: Option<String>,
    pub said: Said,
}

#[derive(Debug)]
pub struct EntityDraft {
    pub kind: EntityKind,
    pub name: String,
    pub said: Said,
}

impl SiteDraft {
    pub fn new(kind: SiteKind, code: String, parent: Option<usize>) -> Self {
        Self {
            kind,
            code,
            title: String::new(),
            devices: None,
            cloud_devices: None,
            communication: None,
            said: Said::default(),
            bare: false,
            parent,
            servers: Vec::new(),
        }
    }
}
