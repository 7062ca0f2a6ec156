//! What a site shows to rules that look at it from elsewhere, and the sums over all sites.

use std::{collections::BTreeMap, sync::Arc};

use super::{Said, Site};
use crate::facts::{
    choices::Choice,
    roles::RoleKind,
    said::{Fact, roles::REPLICA},
    sites::{Communication, SiteKind},
};

/// All that rules of a neighboring site may read of a site. As long as it stays the same, the
/// neighbors need not be asked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    pub code: String,
    pub kind: SiteKind,
    pub devices: Option<u32>,
    pub cloud_devices: Option<u32>,
    pub communication: Option<Communication>,
    /// How many roles of each kind stand in the site, in the order of [`RoleKind`].
    counts: [u16; RoleKind::COUNT],
    /// How many of the distribution points pull.
    pub pull_points: u16,
    /// How many management points and software update points serve a cloud management gateway.
    pub cloud_points: u16,
    pub said: Said,
    /// What the site's first database says.
    pub database: Said,
    /// What the site's first software update point says.
    pub update_point: Said,
    /// The domain of the site server.
    pub domain: Option<Arc<str>>,
    /// The SQL Server instances of database replicas, in the order of the management points.
    pub replicas: Vec<Arc<str>>,
}

impl Digest {
    pub fn of(site: &Site) -> Self {
        let mut counts = [0_u16; RoleKind::COUNT];
        let mut pull_points = 0_u16;
        let mut cloud_points = 0_u16;
        let mut replicas = Vec::new();
        for role in site.servers.iter().flat_map(|server| &server.roles) {
            let count = &mut counts[role.kind as usize];
            *count = count.saturating_add(1);
            pull_points = pull_points.saturating_add(u16::from(role.is(Choice::Pull)));
            let serves =
                matches!(role.kind, RoleKind::ManagementPoint | RoleKind::SoftwareUpdatePoint);
            let serves = serves && role.is(Choice::CloudGateway);
            cloud_points = cloud_points.saturating_add(u16::from(serves));
            replicas.extend(role.said.text(REPLICA).map(Into::into));
        }
        let mut roles = site
            .servers
            .iter()
            .flat_map(|server| server.roles.iter().map(move |role| (server, role)))
            .filter(|(_, role)| role.serves.is_none());
        let database = roles.clone().find(|(_, role)| role.kind == RoleKind::SiteDatabase);
        let update_point =
            roles.clone().find(|(_, role)| role.kind == RoleKind::SoftwareUpdatePoint);
        let site_server = roles.find(|(_, role)| role.kind == RoleKind::SiteServer);
        Self {
            code: site.code.clone(),
            said: site.said.clone(),
            database: database.map(|(_, role)| role.said.clone()).unwrap_or_default(),
            update_point: update_point.map(|(_, role)| role.said.clone()).unwrap_or_default(),
            domain: site_server.and_then(|(server, _)| server.domain()).map(Into::into),
            kind: site.kind,
            devices: site.devices,
            cloud_devices: site.cloud_devices,
            communication: site.communication,
            counts,
            pull_points,
            cloud_points,
            replicas,
        }
    }

    pub fn count(&self, kind: RoleKind) -> u32 {
        self.counts[kind as usize].into()
    }

    pub fn has(&self, kind: RoleKind) -> bool {
        self.counts[kind as usize] > 0
    }

    /// Whether a role serves a cloud management gateway, or devices come through one.
    pub fn uses_gateway(&self) -> bool {
        self.cloud_points > 0 || self.cloud_devices.is_some_and(|devices| devices > 0)
    }
}

/// Sums over all sites, kept up to date by every edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    sites: [u32; SiteKind::ALL.len()],
    roles: [u32; RoleKind::COUNT],
    /// Devices of all sites that say how many they have, secondary sites left out: their devices
    /// are counted at their primary site.
    pub devices: u64,
    /// Devices of all sites that say how many of theirs come through a gateway.
    pub cloud_devices: u64,
    /// Primary sites that do not say how many devices they have.
    pub silent_primaries: u32,
    said: Arc<BTreeMap<Fact, u32>>,
}

impl Totals {
    pub fn sites(&self, kind: SiteKind) -> u32 {
        self.sites[kind as usize]
    }

    pub fn roles(&self, kind: RoleKind) -> u32 {
        self.roles[kind as usize]
    }

    /// How often sites, servers and roles say a fact.
    pub fn said(&self, fact: Fact) -> u32 {
        self.said.get(&fact).copied().unwrap_or_default()
    }

    /// The facts that are said anywhere.
    pub fn spoken(&self) -> impl Iterator<Item = Fact> {
        self.said.keys().copied()
    }

    pub(super) fn add(&mut self, site: &Digest, spoken: &BTreeMap<Fact, u32>) {
        if !spoken.is_empty() {
            let said = Arc::make_mut(&mut self.said);
            for (fact, count) in spoken {
                *said.entry(*fact).or_default() += count;
            }
        }
        self.sites[site.kind as usize] += 1;
        for (sum, count) in self.roles.iter_mut().zip(site.counts) {
            *sum += u32::from(count);
        }
        self.devices += managed(site);
        self.cloud_devices += u64::from(site.cloud_devices.unwrap_or(0));
        self.silent_primaries += u32::from(is_silent(site));
    }

    pub(super) fn remove(&mut self, site: &Digest, spoken: &BTreeMap<Fact, u32>) {
        if !spoken.is_empty() {
            let said = Arc::make_mut(&mut self.said);
            for (fact, count) in spoken {
                if let Some(sum) = said.get_mut(fact) {
                    *sum -= count;
                }
            }
            said.retain(|_, count| *count > 0);
        }
        self.sites[site.kind as usize] -= 1;
        for (sum, count) in self.roles.iter_mut().zip(site.counts) {
            *sum -= u32::from(count);
        }
        self.devices -= managed(site);
        self.cloud_devices -= u64::from(site.cloud_devices.unwrap_or(0));
        self.silent_primaries -= u32::from(is_silent(site));
    }
}

fn managed(site: &Digest) -> u64 {
    match site.kind {
        SiteKind::Secondary => 0,
        _ => site.devices.unwrap_or(0).into(),
    }
}

fn is_silent(site: &Digest) -> bool {
    site.kind == SiteKind::Primary && site.devices.is_none()
}
