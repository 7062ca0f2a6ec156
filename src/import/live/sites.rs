//! Rows of `SMS_Site`: what a site is, below which it is, and where its site server runs.

use super::{
    super::{
        notes::{Place, Sort},
        records::{Origin, Parent, SiteKey, SiteRecord},
    },
    reader::{Reader, short},
    rows::{Column, Row},
};
use crate::{
    facts::{
        builds::BUILDS,
        said::{
            lifecycle::STATE,
            sites::{FOLDER, RUNS},
        },
        sites::SiteKind,
        versions::Version,
    },
    model::Value,
};

/// `Status` of a site that was removed.
const DELETED: i64 = 4;

pub fn take(reader: &mut Reader<'_>, row: &Row, place: Place) {
    let Some(site) = reader.site_of(row, place) else { return };
    let host = row.has(Column::ServerName).then(|| row.text(Column::ServerName)).flatten();
    let host = host.and_then(|name| reader.intake.hosts.named(name));
    let kind = row.text(Column::Type).and_then(kind);
    if let Some(said) = row.text(Column::Type).filter(|_| kind.is_none()) {
        let why = format!("no site has the type \u{201c}{}\u{201d}", short(said, 40));
        reader.say(Sort::Remark, place, why);
    }
    let known = reader.intake.record(site);
    let mut at = site;
    if known.own_row {
        let same =
            |left: Option<_>, right: Option<_>| left.is_none() || right.is_none() || left == right;
        if same(known.host, host) && known.kind.is_none_or(|it| kind.is_none_or(|kind| it == kind))
        {
            reader.repeats += 1;
        } else {
            let why =
                format!("a second site has the code {}; its roles are with the first", known.code);
            at = reader.intake.twin(site, place);
            reader.say(Sort::Remark, place, why);
        }
    }
    fill(reader, at, row, place);
    let record = reader.intake.record(at);
    record.host = host.or(record.host);
    record.kind = kind.or(record.kind);
    if row.number(Column::Status) == Some(DELETED) {
        record.is_deleted = true;
        reader.say(Sort::Unplaced, place, "the site is deleted (Status 4)");
    }
}

fn fill(reader: &mut Reader<'_>, site: SiteKey, row: &Row, place: Place) {
    let record = reader.intake.record(site);
    record.own_row = true;
    record.origin = Origin::Live;
    record.place = place;
    let SiteRecord { title, parent, code, .. } = record;
    if let Some(name) = row.text(Column::SiteName) {
        *title = short(name, 200);
    }
    match row.text(Column::ReportingSiteCode) {
        Some(above) if above.eq_ignore_ascii_case(code) => {
            let why = format!("{code} reports to itself; taken as not known");
            reader.say(Sort::Remark, place, why);
        }
        Some(above) => *parent = Parent::Below(short(above, 16)),
        None if row.has(Column::ReportingSiteCode) => *parent = Parent::Top,
        None => {}
    }
    let record = reader.intake.record(site);
    record.said.set(STATE, Some(Value::Word("installed")));
    if let Some(folder) = row.text(Column::InstallDir) {
        record.said.set(FOLDER, Some(Value::Text(short(folder, 250).into())));
    }
    let Some(build) = build(row) else { return };
    let known = BUILDS.iter().find(|(known, _)| *known == build);
    let Some((_, version)) = known else {
        let why = format!("no version of the product is known by the build {build}");
        reader.say(Sort::Remark, place, why);
        return;
    };
    record.said.set(RUNS, Some(Value::Number(*version)));
    let version = Version::named(&version.to_string());
    reader.intake.version = reader.intake.version.max(version);
}

/// The third number of `Version`, else `BuildNumber`.
fn build(row: &Row) -> Option<u32> {
    let in_version = row.text(Column::Version).and_then(|it| it.split('.').nth(2)?.parse().ok());
    in_version.or_else(|| row.text(Column::BuildNumber)?.parse().ok())
}

/// By the number of the class, or by what people write for it.
pub fn kind(text: &str) -> Option<SiteKind> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "secondary" | "secondary site" => Some(SiteKind::Secondary),
        "2" | "primary" | "primary site" => Some(SiteKind::Primary),
        "4" | "cas" | "central administration site" => Some(SiteKind::Central),
        _ => None,
    }
}
