//! What follows from all rows together, once the last of them is read.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    notes::Sort,
    records::{Intake, Origin, Parent, RoleName, RoleOption, SiteKey},
};
use super::{around, types};
use crate::{
    facts::{
        roles::RoleKind,
        said::{
            databases::{AVAILABILITY_GROUP, LISTENER},
            lifecycle::STATE,
        },
        sites::SiteKind,
    },
    model::Value,
};

/// Completes the records with what is certain, and notes what was taken to be so.
pub fn finish(intake: &mut Intake) {
    around::finish(intake);
    types::finish(intake);
    site_servers(intake);
    passive_servers(intake);
    options(intake);
    databases(intake);
    database_groups(intake);
    parents(intake);
    cycles(intake);
    installed(intake);
}

/// The row of a site names the computer of its site server, whether or not a row of a role does.
fn site_servers(intake: &mut Intake) {
    for at in 0..intake.sites.len() {
        let site = &intake.sites[at];
        let (Some(host), place, origin) = (site.host, site.place, site.origin) else { continue };
        let key = SiteKey(u32::try_from(at).unwrap_or(u32::MAX));
        let passive = RoleName::Known(RoleKind::PassiveSiteServer);
        let is_passive = intake
            .roles_on(host)
            .any(|it| intake.roles[it].site == key && intake.roles[it].kind == passive);
        if !is_passive {
            let (at, _) =
                intake.role(key, host, RoleName::Known(RoleKind::SiteServer), origin, place);
            intake.roles[at].is_sure = true;
        }
    }
}

/// Of several site servers of one site, one is active.
fn passive_servers(intake: &mut Intake) {
    forget_passive_twins(intake);
    let mut servers: BTreeMap<SiteKey, Vec<usize>> = BTreeMap::new();
    for (at, role) in intake.roles.iter().enumerate() {
        if role.kind == RoleName::Known(RoleKind::SiteServer) && role.origin == Origin::Live {
            servers.entry(role.site).or_default().push(at);
        }
    }
    for (site, mut roles) in servers {
        if roles.len() < 2 || intake.sites[site.at()].kind == Some(SiteKind::Secondary) {
            continue;
        }
        let host = intake.sites[site.at()].host;
        let name = |at: &usize| intake.hosts.get(intake.roles[*at].host).name.to_lowercase();
        roles.sort_by_cached_key(|at| {
            let role = &intake.roles[*at];
            (Some(role.host) != host, !role.is_sure, name(at))
        });
        let code = intake.sites[site.at()].code.clone();
        for at in roles.into_iter().skip(1) {
            let role = &mut intake.roles[at];
            role.kind = RoleName::Known(RoleKind::PassiveSiteServer);
            let (place, host) = (role.place, role.host);
            let why = format!(
                "\u{201c}{}\u{201d} is the site server in passive mode of {code}: no row says \
                 which of its site servers is active",
                intake.hosts.get(host).name
            );
            intake.notes.say(Sort::Assumed, place, why);
        }
    }
}

/// A class that has no word for it says "site server" of the passive one, too.
fn forget_passive_twins(intake: &mut Intake) {
    let (active, passive) =
        (RoleName::Known(RoleKind::SiteServer), RoleName::Known(RoleKind::PassiveSiteServer));
    let is_twin = |at: &usize| {
        let role = &intake.roles[*at];
        let same = |other: usize| {
            intake.roles[other].kind == passive && intake.roles[other].site == role.site
        };
        role.kind == active && !role.is_sure && intake.roles_on(role.host).any(same)
    };
    let twins: BTreeSet<_> = (0..intake.roles.len()).filter(is_twin).collect();
    if !twins.is_empty() {
        intake.drop_roles(&twins);
    }
}

/// What the definition of a site says of its database belongs to the role, which it may be the
/// first to name; where several servers hold the database, it names their listener.
fn databases(intake: &mut Intake) {
    let kind = RoleName::Known(RoleKind::SiteDatabase);
    let mut roles: BTreeMap<SiteKey, Vec<usize>> = BTreeMap::new();
    for (at, role) in intake.roles.iter().enumerate().filter(|(_, role)| role.kind == kind) {
        roles.entry(role.site).or_default().push(at);
    }
    for record in std::mem::take(&mut intake.databases).into_values() {
        let mut own = roles.remove(&record.site).unwrap_or_default();
        if own.is_empty() {
            let (at, _) =
                intake.role(record.site, record.host, kind.clone(), Origin::Live, record.place);
            own.push(at);
        }
        let there = own.iter().any(|at| intake.roles[*at].host == record.host);
        let name = intake.hosts.get(record.host).name.clone();
        for at in &own {
            let said = &mut intake.roles[*at].said;
            for (fact, value) in record.said.all() {
                said.set(*fact, Some(value.clone()));
            }
            if own.len() > 1 && !there {
                said.set(LISTENER, Some(Value::Text(name.as_str().into())));
            }
        }
        if own.len() == 1 && !there {
            let why = format!(
                "its database is reached by the name \u{201c}{name}\u{201d}, not by that of its server"
            );
            intake.notes.say(Sort::Remark, record.place, why);
        }
    }
}

/// Puts options that have rows of their own where they belong.
fn options(intake: &mut Intake) {
    for option in std::mem::take(&mut intake.options) {
        let kind = RoleName::Known(option.kind);
        let role = intake
            .roles_on(option.host)
            .find(|at| intake.roles[*at].kind == kind && intake.roles[*at].site == option.site);
        match (role, option.what) {
            (Some(at), RoleOption::Choice(choice)) => intake.roles[at].choose(choice, true),
            (Some(at), RoleOption::Fact(fact)) => {
                intake.roles[at].said.set(fact, Some(Value::Flag(true)));
            }
            (None, _) => {
                let why = format!(
                    "\u{201c}{}\u{201d} belongs to {}, which the server does not have; kept as an \
                     unknown role",
                    option.name,
                    option.kind.with_article()
                );
                intake.notes.say(Sort::Remark, option.place, why);
                let name = RoleName::Unknown(option.name);
                intake.role(option.site, option.host, name, Origin::Live, option.place);
            }
        }
    }
}

/// Several computers hold the database of one site only as replicas of an availability group.
fn database_groups(intake: &mut Intake) {
    let mut databases: BTreeMap<SiteKey, Vec<usize>> = BTreeMap::new();
    for (at, role) in intake.roles.iter().enumerate() {
        if role.kind == RoleName::Known(RoleKind::SiteDatabase) && role.origin == Origin::Live {
            databases.entry(role.site).or_default().push(at);
        }
    }
    for (site, roles) in databases.into_iter().filter(|(_, roles)| roles.len() > 1) {
        let said = |at: &usize| intake.roles[*at].said.has(AVAILABILITY_GROUP);
        if roles.iter().any(said) {
            continue;
        }
        let code = intake.sites[site.at()].code.to_uppercase();
        let place = intake.roles[roles[0]].place;
        let why = format!(
            "the {} servers with the database of {code} are replicas of one availability group; \
             its name is in no row, so it is called {code}-AG",
            roles.len()
        );
        intake.notes.say(Sort::Assumed, place, why);
        for at in roles {
            let name = Value::Text(format!("{code}-AG").into());
            intake.roles[at].said.set(AVAILABILITY_GROUP, Some(name));
        }
    }
}

/// Where no row says to which site a site reports, it may follow from the others: all primary sites
/// of a hierarchy are below its central administration site, if it has one.
fn parents(intake: &mut Intake) {
    let of_kind = |intake: &Intake, kind| -> Vec<String> {
        let all = intake.sites.iter().filter(|site| site.kind == Some(kind) && !site.is_deleted);
        all.map(|site| site.code.clone()).collect()
    };
    let central = of_kind(intake, SiteKind::Central);
    let primaries = of_kind(intake, SiteKind::Primary);
    let codes: BTreeSet<String> = intake
        .sites
        .iter()
        .filter(|site| !site.is_deleted)
        .map(|site| site.code.to_uppercase())
        .collect();
    let only = intake.sites.len() == 1;
    for at in 0..intake.sites.len() {
        let site = &mut intake.sites[at];
        if let Parent::Below(above) = &site.parent {
            if !codes.contains(&above.to_uppercase()) {
                let why = format!("{} reports to {above}, of which there is no row", site.code);
                site.parent = Parent::Unsaid;
                intake.notes.say(Sort::Remark, site.place, why);
            }
            continue;
        }
        if site.parent == Parent::Top {
            continue;
        }
        let (follows, why) = match (site.kind, central.as_slice(), primaries.as_slice()) {
            (Some(SiteKind::Central), ..) => (Parent::Top, None),
            (Some(SiteKind::Primary), [top], _) => {
                let why = format!("{} is below {top}, the central administration site", site.code);
                (Parent::Below(top.clone()), Some(why))
            }
            (Some(SiteKind::Primary), [], [_]) => {
                let why = format!("{} is a standalone primary site: no other is named", site.code);
                (Parent::Top, Some(why))
            }
            (Some(SiteKind::Secondary), _, [above]) => {
                let why = format!("{} is below {above}, the only primary site", site.code);
                (Parent::Below(above.clone()), Some(why))
            }
            (None | Some(SiteKind::Unknown), ..) if only => (Parent::Top, None),
            (Some(SiteKind::Secondary), ..) if site.origin == Origin::Live => {
                let why = format!("{}: no row says below which primary site it is", site.code);
                intake.notes.say(Sort::Remark, site.place, why);
                continue;
            }
            _ => continue,
        };
        let site = &mut intake.sites[at];
        site.parent = follows;
        if let Some(why) = why {
            intake.notes.say(Sort::Assumed, site.place, why);
        }
    }
}

/// Sites that report to each other in a circle have no top: one of them is taken out of it.
fn cycles(intake: &mut Intake) {
    let above: Vec<Option<SiteKey>> = intake
        .sites
        .iter()
        .map(|site| match &site.parent {
            Parent::Below(code) => intake.site_coded(code),
            Parent::Top | Parent::Unsaid => None,
        })
        .collect();
    // Where the way up from a site ends: 0 not known, 1 on the way, 2 it ends.
    let mut seen = vec![0_u8; above.len()];
    for start in 0..above.len() {
        let (mut at, mut way) = (start, Vec::new());
        while seen[at] == 0 {
            seen[at] = 1;
            way.push(at);
            match above[at] {
                Some(next) => at = next.at(),
                None => break,
            }
        }
        if seen[at] == 1 && above[at].is_some() {
            let site = &mut intake.sites[at];
            let why = format!(
                "{} reports to sites that report to it; taken as one whose parent is not known",
                site.code
            );
            site.parent = Parent::Unsaid;
            intake.notes.say(Sort::Remark, site.place, why);
        }
        for it in way {
            seen[it] = 2;
        }
    }
}

/// What a live hierarchy says is installed.
fn installed(intake: &mut Intake) {
    let installed = Value::Word("installed");
    for site in intake.sites.iter_mut().filter(|site| site.origin == Origin::Live) {
        site.said.set(STATE, Some(installed.clone()));
    }
    for role in intake.roles.iter_mut().filter(|role| role.origin == Origin::Live) {
        role.said.set(STATE, Some(installed.clone()));
    }
}
