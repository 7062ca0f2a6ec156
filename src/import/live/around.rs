//! Rows about boundary groups and distribution point groups: who belongs to which is said by number,
//! in any order, and put together once all rows are read.

use std::collections::BTreeMap;

use super::{
    super::{
        hosts::HostId,
        notes::{Place, Sort},
        records::{EntityRecord, Intake, RoleName},
    },
    reader::{Reader, short},
    rows::{Column, Part, Row},
};
use crate::{
    facts::{
        roles::RoleKind,
        said::{
            EntityKind, Fact,
            across::{BOUNDARIES, DEFAULT_GROUP, FALLBACK_MINUTES, FALLBACK_TO, GROUP_SITE},
            roles::POINT_GROUPS,
            servers::GROUPS,
        },
    },
    model::{Said, Value},
};

/// What rows said so far, by the numbers that they name.
#[derive(Clone, Debug, Default)]
pub struct Around {
    groups: BTreeMap<String, Group>,
    members: Vec<(String, HostId, Place)>,
    relations: BTreeMap<String, Vec<Relation>>,
    boundaries: BTreeMap<String, String>,
    boundary_members: Vec<(String, String)>,
    point_groups: BTreeMap<String, String>,
    point_members: Vec<(String, HostId)>,
}

#[derive(Clone, Debug)]
struct Group {
    name: String,
    site: Option<String>,
    is_default: bool,
    place: Place,
}

/// To another group, after so many minutes.
#[derive(Clone, Debug)]
struct Relation {
    to: String,
    minutes: Option<u32>,
}

pub fn take(reader: &mut Reader<'_>, part: Part, row: &Row, place: Place) {
    let taken = match part {
        Part::GroupMembers | Part::PointGroupMembers => {
            let Some(host) = reader.host_of(row, place) else { return };
            member(&mut reader.intake.around, part, row, host, place)
        }
        _ => numbered(&mut reader.intake.around, part, row, place),
    };
    if taken.is_none() {
        let why = "the row lacks the number or the name that it is known by";
        reader.say(Sort::Unplaced, place, why);
    }
}

fn member(around: &mut Around, part: Part, row: &Row, host: HostId, place: Place) -> Option<()> {
    let group = row.text(Column::GroupId)?.to_owned();
    match part {
        Part::GroupMembers => around.members.push((group, host, place)),
        _ => around.point_members.push((group, host)),
    }
    Some(())
}

fn numbered(around: &mut Around, part: Part, row: &Row, place: Place) -> Option<()> {
    let text = |column, most| row.text(column).map(|text| short(text, most));
    let number = |column| row.text(column).map(ToOwned::to_owned);
    match part {
        Part::Groups | Part::DefaultGroups => {
            let is_default = part == Part::DefaultGroups;
            let (name, site) = (text(Column::Name, 120)?, text(Column::DefaultSiteCode, 16));
            let group = Group { name, site, is_default, place };
            around.groups.insert(number(Column::GroupId)?, group);
        }
        Part::Relations => {
            let from = number(Column::SourceGroupId)?;
            let to = number(Column::DestinationGroupId)?;
            let minutes = row.number(Column::FallbackDp);
            // A group's relation to itself says nothing, and -1 means never.
            if from != to && minutes != Some(-1) {
                let minutes = minutes.and_then(|minutes| u32::try_from(minutes).ok());
                around.relations.entry(from).or_default().push(Relation { to, minutes });
            }
        }
        Part::Boundaries => {
            around.boundaries.insert(number(Column::BoundaryId)?, text(Column::Value, 200)?);
        }
        Part::BoundaryMembers => {
            around.boundary_members.push((number(Column::GroupId)?, number(Column::BoundaryId)?));
        }
        _ => _ = around.point_groups.insert(number(Column::GroupId)?, text(Column::Name, 120)?),
    }
    Some(())
}

/// Makes boundary groups, and tells servers and distribution points to which groups they belong.
pub fn finish(intake: &mut Intake) {
    let around = std::mem::take(&mut intake.around);
    let mut boundaries: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (group, boundary) in &around.boundary_members {
        if let Some(value) = around.boundaries.get(boundary) {
            boundaries.entry(group).or_default().push(value.clone());
        }
    }
    for (number, group) in &around.groups {
        let mut said = Said::default();
        if group.is_default {
            said.set(DEFAULT_GROUP, Some(Value::Flag(true)));
        }
        if let Some(site) = &group.site {
            said.set(GROUP_SITE, Some(Value::Text(site.as_str().into())));
        }
        texts(&mut said, BOUNDARIES, boundaries.remove(number.as_str()).unwrap_or_default());
        let relations = around.relations.get(number).map_or(&[][..], Vec::as_slice);
        let name = |it: &Relation| around.groups.get(&it.to).map(|group| group.name.clone());
        texts(&mut said, FALLBACK_TO, relations.iter().filter_map(name).collect());
        let minutes = relations.iter().filter_map(|it| it.minutes).min();
        if let Some(minutes) = minutes.filter(|minutes| *minutes <= 10_080) {
            said.set(FALLBACK_MINUTES, Some(Value::Number(minutes)));
        }
        let (kind, name, place) = (EntityKind::BoundaryGroup, group.name.clone(), group.place);
        intake.entities.push(EntityRecord { kind, name, said, place });
    }
    members(intake, &around);
    point_groups(intake, &around);
}

fn members(intake: &mut Intake, around: &Around) {
    let mut groups: BTreeMap<HostId, Vec<String>> = BTreeMap::new();
    for (number, host, place) in &around.members {
        if let Some(group) = around.groups.get(number) {
            groups.entry(*host).or_default().push(group.name.clone());
        } else {
            let number = short(number, 40);
            let why = format!("there is no row of the boundary group \u{201c}{number}\u{201d}");
            intake.notes.say(Sort::Unplaced, *place, why);
        }
    }
    for (host, names) in groups {
        texts(&mut intake.servers.entry(host).or_default().said, GROUPS, names);
    }
}

fn point_groups(intake: &mut Intake, around: &Around) {
    let mut groups: BTreeMap<HostId, Vec<String>> = BTreeMap::new();
    for (number, host) in &around.point_members {
        if let Some(name) = around.point_groups.get(number) {
            groups.entry(*host).or_default().push(name.clone());
        }
    }
    let point = RoleName::Known(RoleKind::DistributionPoint);
    for (host, names) in groups {
        let at = intake.roles_on(host).find(|at| intake.roles[*at].kind == point);
        if let Some(at) = at {
            texts(&mut intake.roles[at].said, POINT_GROUPS, names);
        }
    }
}

/// In the order of the alphabet, each once: nothing depends on the order of rows.
fn texts(said: &mut Said, fact: Fact, mut texts: Vec<String>) {
    texts.sort();
    texts.dedup();
    if !texts.is_empty() {
        said.set(fact, Some(Value::Texts(texts.into_iter().map(Into::into).collect())));
    }
}
