//! Gateways and boundary groups as they will be.

use super::{
    super::{Intake, Notes, Sort},
    Came,
    roles::say,
    sites::Sites,
};
use crate::model::{Design, Entity, Gateway, Ids, Said};

/// Those that are new, and those that the file changes.
pub fn gateways(
    intake: &Intake,
    sites: &Sites,
    design: &Design,
    ids: &mut Ids,
    came: &mut Came,
) -> Vec<Gateway> {
    let mut records: Vec<_> = intake.gateways.iter().collect();
    records.sort_by_key(|record| record.name.to_lowercase());
    let mut all = Vec::new();
    for record in records {
        let same = |it: &&Gateway| it.name.to_lowercase() == record.name.to_lowercase();
        let before = design.gateways().iter().find(same);
        let mut gateway = before
            .cloned()
            .unwrap_or_else(|| Gateway::new(ids.fresh(design), record.name.as_str()));
        gateway.at = record.site.and_then(|site| sites.id(site)).or(gateway.at);
        gateway.instances = record.instances.or(gateway.instances);
        gateway.region = record.region.clone().or(gateway.region);
        say(&mut gateway.said, &record.said);
        count(before.is_some(), came, |counts| &mut counts.gateways);
        if before != Some(&gateway) {
            all.push(gateway);
        }
    }
    all
}

pub fn entities(
    intake: &Intake,
    design: &Design,
    ids: &mut Ids,
    notes: &mut Notes,
    came: &mut Came,
) -> Vec<Entity> {
    let mut records: Vec<_> = intake.entities.iter().collect();
    records.sort_by_key(|record| (record.kind, record.name.to_lowercase()));
    let mut all: Vec<Entity> = Vec::new();
    for record in records {
        let twin = |it: &&mut Entity| {
            it.kind == record.kind && it.name.to_lowercase() == record.name.to_lowercase()
        };
        if let Some(twin) = all.last_mut().filter(twin) {
            let why = format!("another {} of the same name; taken as one", record.kind.title());
            notes.say(Sort::Remark, record.place, why);
            say(&mut twin.said, &record.said);
            continue;
        }
        let before = design.entity_named(record.kind, &record.name);
        let mut entity = before.cloned().unwrap_or_else(|| Entity {
            id: ids.fresh(design),
            kind: record.kind,
            name: record.name.clone(),
            said: Said::default(),
        });
        say(&mut entity.said, &record.said);
        count(before.is_some(), came, |counts| &mut counts.entities);
        if before != Some(&entity) {
            all.push(entity);
        }
    }
    all
}

fn count(known: bool, came: &mut Came, which: impl Fn(&mut super::Counts) -> &mut usize) {
    *which(if known { &mut came.known } else { &mut came.new }) += 1;
}
