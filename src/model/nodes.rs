//! The nodes as plain data. They are changed only inside [`Design`](super::Design).

use std::sync::Arc;

use super::{EntityId, GatewayId, House, RoleId, Said, ServerId, SiteId};
use crate::facts::{
    choices::Choice,
    roles::RoleKind,
    said::{EntityKind, roles::ROLE_NAME, servers::DOMAIN},
    sites::{Communication, SiteKind},
    systems::System,
    versions::Version,
};

/// What a design says of itself as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    /// The product version that the design is judged for; without one, the newest.
    pub target: Option<Version>,
    /// The day on which the design is looked at; rules read this, never a clock.
    pub as_of: Option<Date>,
    pub said: Said,
    /// What the people who plan here make of the rules.
    pub house: Arc<House>,
}

/// A day, as in 2026-11-23.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    pub id: SiteId,
    pub kind: SiteKind,
    /// Three characters, if all is well.
    pub code: String,
    /// The site's name; may be empty.
    pub title: String,
    /// Devices that are managed here; at a secondary site, those that are located there.
    pub devices: Option<u32>,
    /// Devices that reach the site through a cloud management gateway.
    pub cloud_devices: Option<u32>,
    pub communication: Option<Communication>,
    pub said: Said,
    /// In the order in which they are shown.
    pub servers: Vec<Arc<Server>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    pub id: ServerId,
    /// The computer's name, without its domain.
    pub name: String,
    /// The whole name with its domain, if known.
    pub fqdn: Option<String>,
    /// Where it stands or what it is for; may be empty.
    pub title: String,
    pub system: Option<System>,
    pub said: Said,
    /// In the order in which they are shown.
    pub roles: Vec<Role>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub id: RoleId,
    pub kind: RoleKind,
    /// The site that it serves, where that is not the one in which its server stands.
    pub serves: Option<SiteId>,
    choices: u16,
    /// The distribution points from which a pull distribution point takes its content.
    pub sources: Vec<RoleId>,
    pub said: Said,
}

/// A cloud management gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gateway {
    pub id: GatewayId,
    pub name: String,
    /// The site at which it was created; without one, the top-tier site.
    pub at: Option<SiteId>,
    /// How many virtual machines it runs.
    pub instances: Option<u32>,
    /// The size of its virtual machines, as Azure names it.
    pub size: Option<String>,
    pub region: Option<String>,
    pub said: Said,
}

/// Something around the sites that servers and sites name: a domain, a network zone, a boundary
/// group and the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    pub id: EntityId,
    pub kind: EntityKind,
    pub name: String,
    pub said: Said,
}

impl Site {
    pub fn new(id: SiteId, kind: SiteKind, code: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            code: code.into(),
            title: String::new(),
            devices: None,
            cloud_devices: None,
            communication: None,
            said: Said::default(),
            servers: Vec::new(),
        }
    }
}

impl Server {
    pub fn new(id: ServerId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            fqdn: None,
            title: String::new(),
            system: None,
            said: Said::default(),
            roles: Vec::new(),
        }
    }

    pub fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    pub fn has(&self, kind: RoleKind) -> bool {
        self.roles.iter().any(|role| role.kind == kind)
    }

    /// The domain that it says, or that its FQDN ends with.
    pub fn domain(&self) -> Option<&str> {
        let of_name = || {
            let name = self.fqdn.as_deref()?;
            name.get(name.bytes().position(|byte| byte == b'.')? + 1..)
        };
        self.said.text(DOMAIN).or_else(of_name)
    }

    /// Its whole name if known, else its name.
    pub fn full_name(&self) -> &str {
        self.fqdn.as_deref().unwrap_or(&self.name)
    }
}

impl Role {
    pub fn new(id: RoleId, kind: RoleKind) -> Self {
        Self { id, kind, serves: None, choices: 0, sources: Vec::new(), said: Said::default() }
    }

    /// What it is; one that nobody knows goes by the name that an import gave it.
    pub fn title(&self) -> &str {
        match self.kind {
            RoleKind::Unknown => self.said.text(ROLE_NAME).unwrap_or(self.kind.facts().title),
            known => known.facts().title,
        }
    }

    /// The name of one that nobody knows.
    pub fn own_name(&self) -> Option<&str> {
        let is_unknown = self.kind == RoleKind::Unknown;
        self.said.text(ROLE_NAME).filter(|_| is_unknown)
    }

    /// The title inside a sentence.
    pub fn spoken(&self) -> String {
        match (self.kind, self.said.text(ROLE_NAME)) {
            (RoleKind::Unknown, Some(name)) => format!("unknown role \u{201c}{name}\u{201d}"),
            _ => self.kind.spoken(),
        }
    }

    /// Whether the other is the same role: nobody knows whether two unknown ones are.
    pub fn is_like(&self, other: &Self) -> bool {
        self.kind == other.kind
            && (self.kind != RoleKind::Unknown
                || self.said.text(ROLE_NAME) == other.said.text(ROLE_NAME))
    }

    pub fn is(&self, choice: Choice) -> bool {
        self.choices & (1 << choice as u16) != 0
    }

    pub fn set(&mut self, choice: Choice, on: bool) {
        match on {
            true => self.choices |= 1 << choice as u16,
            false => self.choices &= !(1 << choice as u16),
        }
    }

    /// Whether it is set to anything.
    pub fn has_choices(&self) -> bool {
        self.choices != 0
    }

    /// What it is set to, in the order of [`Choice::ALL`].
    pub fn choices(&self) -> impl Iterator<Item = Choice> {
        Choice::ALL.into_iter().filter(|choice| self.is(*choice))
    }
}

impl Gateway {
    pub fn new(id: GatewayId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            at: None,
            instances: None,
            size: None,
            region: None,
            said: Said::default(),
        }
    }
}

impl Date {
    /// Reads 2026-11-23; no other form, and only days that exist.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits =
            |text: &str, len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
        let shaped =
            parts.next().is_none() && digits(year, 4) && digits(month, 2) && digits(day, 2);
        let date =
            Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        let leap = date.year.is_multiple_of(4)
            && (!date.year.is_multiple_of(100) || date.year.is_multiple_of(400));
        let days = match date.month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        (shaped && (1..=days).contains(&date.day)).then_some(date)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
