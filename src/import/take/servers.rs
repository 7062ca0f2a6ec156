//! Which server of the design a computer is, and in which site it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::sites::Sites;
use crate::{
    facts::roles::RoleKind,
    import::{
        Host, HostId, Intake, Notes, Sort,
        records::{RoleName, SiteKey},
    },
    model::{Design, Ids, ServerId, SiteId},
};

/// Where each computer stands.
pub struct Homes {
    of: BTreeMap<HostId, Home>,
}

#[derive(Clone, Copy, Debug)]
pub struct Home {
    pub server: ServerId,
    pub site: SiteId,
    /// Whether it was in the design before.
    pub known: bool,
}

impl Homes {
    pub fn of(
        intake: &Intake,
        sites: &Sites,
        design: &Design,
        ids: &mut Ids,
        notes: &mut Notes,
    ) -> Self {
        let mut of = BTreeMap::new();
        let mut used = BTreeSet::new();
        for (host, computer) in intake.hosts.all() {
            let Some(site) = site_of(intake, sites, host) else { continue };
            let home = match known(design, computer, site) {
                // Two computers of one short name were one server in the plan.
                Known::One(server, _) | Known::Several(server, _) if !used.insert(server) => {
                    Home { server: ids.fresh(design), site, known: false }
                }
                Known::One(server, site) => Home { server, site, known: true },
                Known::None => Home { server: ids.fresh(design), site, known: false },
                Known::Several(server, site) => {
                    let why = format!(
                        "\u{201c}{}\u{201d} is the name of several servers in the plan; taken for \
                         the first of them",
                        computer.name
                    );
                    notes.say(Sort::Assumed, place(intake, host), why);
                    Home { server, site, known: true }
                }
            };
            of.insert(host, home);
        }
        Self { of }
    }

    pub fn get(&self, host: HostId) -> Option<Home> {
        self.of.get(&host).copied()
    }

    pub fn all(&self) -> impl Iterator<Item = (HostId, Home)> {
        self.of.iter().map(|(host, home)| (*host, *home))
    }
}

fn place(intake: &Intake, host: HostId) -> crate::import::Place {
    let role = intake.roles_on(host).next().map(|at| intake.roles[at].place);
    role.or_else(|| intake.servers.get(&host).map(|server| server.place)).unwrap_or_default()
}

/// A computer stands in the site whose server it is, else where a row puts it, else in the site of
/// its first role.
fn site_of(intake: &Intake, sites: &Sites, host: HostId) -> Option<SiteId> {
    let roles = || intake.roles_on(host).map(|at| &intake.roles[at]);
    let runs = |kind| {
        let kind = RoleName::Known(kind);
        roles().filter(|role| role.kind == kind).map(|role| role.site).min_by_key(code(intake))
    };
    let said = intake.servers.get(&host).and_then(|server| server.site);
    let first = || roles().map(|role| role.site).min_by_key(code(intake));
    let site = runs(RoleKind::SiteServer)
        .or_else(|| runs(RoleKind::PassiveSiteServer))
        .or_else(first)
        .or(said)?;
    sites.id(site)
}

/// Nothing depends on the order of the rows.
fn code(intake: &Intake) -> impl Fn(&SiteKey) -> String {
    |site| intake.sites[site.at()].code.to_uppercase()
}

enum Known {
    None,
    One(ServerId, SiteId),
    Several(ServerId, SiteId),
}

/// A server with the same whole name; else one with the same name, where either has no whole name.
fn known(design: &Design, computer: &Host, site: SiteId) -> Known {
    let same = |left: &str, right: &str| left.to_lowercase() == right.to_lowercase();
    let fits = |fqdn: Option<&str>| match (fqdn, &computer.fqdn) {
        (Some(there), Some(here)) => same(there, here),
        _ => true,
    };
    let there = design.servers_named(&computer.name).into_iter();
    let mut there: Vec<_> = there
        .filter(|server| same(&server.name, &computer.name) && fits(server.fqdn.as_deref()))
        .collect();
    // The whole name tells most, then the site.
    there.sort_by_key(|server| (server.fqdn.is_none(), server.site().id != site));
    let exact = |at: usize| {
        let server = there.get(at)?;
        Some((server.fqdn.is_some() && computer.fqdn.is_some(), server.site().id == site))
    };
    match there.as_slice() {
        [] => Known::None,
        [one] => Known::One(one.id, one.site().id),
        [one, ..] if exact(0) != exact(1) => Known::One(one.id, one.site().id),
        [one, ..] => Known::Several(one.id, one.site().id),
    }
}
