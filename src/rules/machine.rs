//! What the computers of a site have to carry, and how much of a computer is recommended for it.

use super::{Trouble, extent::DEVICES_UNKNOWN, known};
use crate::{
    facts::{
        hardware::{Duty, LAB_CLIENTS, Needs},
        roles::RoleKind,
        said::plan::LAB,
        sites::SiteKind,
    },
    model::{RoleRef, ServerRef, SiteRef},
};

/// The devices whose data the site handles: its own, or those of all primary sites below it.
pub fn load(site: SiteRef<'_>) -> Option<u32> {
    match site.kind {
        SiteKind::Central => {
            let primaries = site.children().filter(|child| child.kind == SiteKind::Primary);
            primaries
                .map(|child| child.devices)
                .try_fold(0_u32, |sum, devices| Some(sum.saturating_add(devices?)))
        }
        _ => site.devices,
    }
}

/// What the server does for its own site; a site for testing needs less.
pub fn duties(server: ServerRef<'_>, load: Option<u32>) -> Vec<Duty> {
    let site = server.site();
    let is_lab =
        site.design().head_for(LAB).said.is(LAB) || load.is_some_and(|it| it <= LAB_CLIENTS);
    let has = |kind| own(server).any(|role| role.kind == kind);
    let is_site_server = has(RoleKind::SiteServer);
    let duty = |role: RoleRef<'_>| match role.kind {
        _ if is_lab && (is_site_server || role.kind == RoleKind::SiteDatabase) => Duty::LabSite,
        _ if is_lab => Duty::LabSystem,
        RoleKind::SiteServer | RoleKind::PassiveSiteServer | RoleKind::SiteDatabase
            if site.kind == SiteKind::Secondary =>
        {
            Duty::SecondarySite
        }
        RoleKind::SiteServer if has(RoleKind::SiteDatabase) => Duty::SiteWithDatabase,
        RoleKind::SiteDatabase if is_site_server => Duty::SiteWithDatabase,
        RoleKind::SiteServer | RoleKind::PassiveSiteServer => Duty::SiteServer,
        RoleKind::SiteDatabase => Duty::Database,
        RoleKind::ManagementPoint => Duty::ManagementPoint,
        RoleKind::DistributionPoint => Duty::DistributionPoint,
        RoleKind::SoftwareUpdatePoint => Duty::UpdatePoint,
        _ => Duty::OtherRole,
    };
    let mut duties: Vec<_> = own(server).map(duty).collect();
    duties.sort_unstable();
    duties.dedup();
    duties
}

fn own(server: ServerRef<'_>) -> impl Iterator<Item = RoleRef<'_>> {
    server.roles().filter(|role| role.serves.is_none())
}

/// What is recommended for a role that has its server for itself; for those of the site server
/// and its database, as far as it does not depend on the load.
pub fn alone(kind: RoleKind) -> Needs {
    let duty = match kind {
        RoleKind::DistributionPoint => Duty::DistributionPoint,
        RoleKind::SoftwareUpdatePoint => Duty::UpdatePoint,
        _ => Duty::OtherRole,
    };
    duty.needs(0)
}

/// What is recommended for all that the server does; none where it does nothing. Distribution
/// points and software update points leave open how much disk they need.
pub fn needs(server: ServerRef<'_>) -> Result<Option<Needs>, Trouble> {
    let load = load(server.site());
    let mut needs: Option<Needs> = None;
    for duty in duties(server, load) {
        let clients = if duty.grows() { known(load, DEVICES_UNKNOWN)? } else { 0 };
        let more = duty.needs(clients);
        needs = Some(needs.map_or(more, |needs| needs.and(more)));
    }
    Ok(needs)
}
