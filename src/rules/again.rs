//! Looks again after an edit: at what differs from a design already judged, and at whoever read it.

use std::collections::BTreeSet;

use super::{
    Check, Report,
    dirty::{Dirty, DirtySite},
    engine::{Asked, Book, Heard, Shelf, check, everything, same_silence},
    report::{Judged, Part},
    waiving::Waiving,
};
use crate::{
    facts::said::EntityKind,
    model::{Design, EntityId, ServerId, SiteRef},
};

/// What [`check`] would say of `new`, given what it said of `old`: looks only where they differ.
pub fn recheck(report: &Report, old: &Design, new: &Design) -> Report {
    recheck_counted(report, old, new).0
}

/// The same, and how much was looked at.
pub fn recheck_counted(report: &Report, old: &Design, new: &Design) -> (Report, Asked) {
    let changed = new.read_unlike(old).filter(|_| old.shares_rules(new));
    let Some(changed) = changed.filter(|_| same_silence(old, new)) else {
        return (check(new), everything(new));
    };
    // The same version and the same house.
    let shelf = report.book.clone().map_or_else(|| Shelf::of(new), Shelf::Own);
    let book = shelf.book();
    let mut dirty = Dirty::between(old, new);
    if !changed.is_empty() {
        dirty.readers(report, new, &changed);
    }
    let mut asked = Asked::default();
    let mut report = report.clone();
    report.waiving = Waiving::default();
    for (id, dirt) in &dirty.sites {
        match new.site(*id) {
            None => report.set_part(*id, Part::default()),
            Some(site) => ask_site(&mut report, book, site, dirt, &mut asked),
        }
    }
    ask_around(&mut report, book, (old, new), &dirty, &mut asked);
    report.set_wide(new, book.ask_wide(new));
    (report, asked)
}

fn ask_site(
    report: &mut Report,
    book: &Book,
    site: SiteRef<'_>,
    dirt: &DirtySite,
    asked: &mut Asked,
) {
    let known = report.sites.get(site.id).cloned().unwrap_or_default();
    let of_site = if dirt.itself {
        asked.sites += 1;
        book.ask_site(site, &mut Heard::default())
    } else {
        known.site.clone()
    };
    let stale = |id: ServerId| dirt.everywhere || dirt.servers.contains(&id);
    let kept = known
        .servers
        .iter()
        .filter(|(id, _)| !stale(*id) && site.design().site_of((*id).into()) == Some(site.id));
    let mut servers: Vec<_> = kept.cloned().collect();
    asked.servers += site.servers.iter().filter(|server| stale(server.id)).count();
    servers.extend(book.ask_servers(site, stale, &mut Heard::default()));
    if of_site != known.site || servers != known.servers {
        report.set_part(site.id, Part::new(of_site, servers, known.wide.clone()));
    }
}

/// The entities that changed, or read what changed, and the groups of changed servers.
fn ask_around(
    report: &mut Report,
    book: &Book,
    (old, new): (&Design, &Design),
    dirty: &Dirty,
    asked: &mut Asked,
) {
    let is_beside = |check| matches!(check, Check::Entities(_));
    let mut ids: BTreeSet<EntityId> = dirty.entities.clone();
    let groups = dirty.groups.iter();
    let groups = groups.flat_map(|name| new.entities_named(EntityKind::BoundaryGroup, name));
    ids.extend(groups.map(|group| group.id));
    let mut beside = None;
    if dirty.around {
        // What entities are beside one another is one question of all of them.
        let found = book.ask_beside(new);
        let about_others = |it: &Judged| it.findings.iter().any(|it| is_beside(it.rule.check));
        let had = report.around.iter().filter(|(_, about)| about_others(about));
        ids.extend(had.map(|(id, _)| id).chain(found.keys().copied()));
        ids.extend(old.entities().map(|it| it.id).filter(|id| !new.contains((*id).into())));
        beside = Some(found);
    }
    for id in ids {
        let Some(entity) = new.entity(id) else {
            report.set_about(id, Judged::default());
            continue;
        };
        asked.entities += 1;
        let known = match &mut beside {
            Some(beside) => beside.remove(&id).unwrap_or_default(),
            None => report.about(id).filter(|it| is_beside(it.rule.check)).cloned().collect(),
        };
        report.set_about(id, book.ask_entity(new, entity, known));
    }
}
