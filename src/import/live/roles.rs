//! Rows of `SMS_SCI_SysResUse`, `SMS_SystemResourceList` and `SMS_SiteSystemSummarizer`: a role of
//! a site on a computer.

use super::{
    super::{
        hosts::HostId,
        notes::{Place, Sort},
        records::{OptionRecord, Origin, RoleName, RoleOption, SiteKey},
    },
    properties,
    reader::{Reader, short},
    rows::{Column, Row},
    sites,
};
use crate::facts::{
    choices::Choice,
    roles::{ROLES, RoleKind},
    said::roles::ALLOWS_DEVICES,
};

/// What a role's name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Role(RoleKind),
    /// Comes by itself with any role, and is not drawn.
    Automatic,
    /// An option of the role of that kind on the same server.
    Option(RoleKind, RoleOption),
}

const MULTICAST: Meaning =
    Meaning::Option(RoleKind::DistributionPoint, RoleOption::Choice(Choice::Multicast));
const PXE: Meaning = Meaning::Option(RoleKind::DistributionPoint, RoleOption::Choice(Choice::Pxe));
const MOBILE_DEVICES: Meaning =
    Meaning::Option(RoleKind::ManagementPoint, RoleOption::Fact(ALLOWS_DEVICES));

/// Names of rows that are no roles of their own.
const OTHERS: &[(&str, Meaning)] = &[
    ("SMS Site System", Meaning::Automatic),
    ("SMS Component Server", Meaning::Automatic),
    ("SMS Notification Server", Meaning::Automatic),
    ("SMS Multicast Service Point", MULTICAST),
    ("SMS PXE Service Point", PXE),
    ("SMS Device Management Point", MOBILE_DEVICES),
    ("SMS DM Enrollment Service", MOBILE_DEVICES),
];

impl Meaning {
    /// In any letter case; some scripts write "SMS " before names that have none, or leave it out.
    pub fn of(name: &str) -> Option<Self> {
        let bare = bare(name);
        let same = |known: &str| !known.is_empty() && self::bare(known).eq_ignore_ascii_case(bare);
        let other = OTHERS.iter().find(|(known, _)| same(known)).map(|(_, meaning)| *meaning);
        other.or_else(|| {
            ROLES.iter().find(|facts| same(facts.wmi)).map(|facts| Self::Role(facts.kind))
        })
    }
}

fn bare(name: &str) -> &str {
    let name = name.trim();
    match name.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("SMS ") => name[4..].trim_start(),
        _ => name,
    }
}

/// On one computer, those of several sites included; each is compared with all others.
const MOST_ROLES: usize = 200;

/// What `NALType` and `ResourceType` say of a computer.
const COMPUTER: &str = "Windows NT Server";

/// Returns whether the row said of a role what no other had.
pub fn take(reader: &mut Reader<'_>, row: &Row, place: Place) -> bool {
    let Some(name) = row.text(Column::RoleName) else {
        reader.say(Sort::Unplaced, place, "the row names no role");
        return true;
    };
    let kind = [Column::NalType, Column::ResourceType].into_iter().find_map(|it| row.text(it));
    if let Some(other) = kind.filter(|kind| !kind.eq_ignore_ascii_case(COMPUTER)) {
        let why = format!(
            "{} stands on \u{201c}{}\u{201d}, which is no server",
            short(name, 60),
            short(other, 40)
        );
        reader.say(Sort::Unplaced, place, why);
        return true;
    }
    let Some(site) = reader.site_of(row, place) else { return true };
    let Some(host) = reader.host_of(row, place) else { return true };
    if let Some(kind) = row.text(Column::Type).and_then(sites::kind) {
        let record = reader.intake.record(site);
        record.kind_of_roles = record.kind_of_roles.or(Some(kind));
    }
    match Meaning::of(name) {
        Some(Meaning::Automatic) => {
            reader.automatic += 1;
            reader.intake.stands(host, site, place);
            true
        }
        Some(Meaning::Option(kind, what)) => {
            let name = short(name, 120);
            reader.intake.options.push(OptionRecord { host, site, kind, what, name, place });
            true
        }
        Some(Meaning::Role(kind)) => {
            let kind = match (kind, row.number(Column::SiteSystemStatus)) {
                (RoleKind::SiteServer, Some(0)) => RoleKind::PassiveSiteServer,
                _ => kind,
            };
            place_role(reader, site, host, RoleName::Known(kind), row, place)
        }
        None => {
            let name = short(name, 120);
            let why = format!(
                "\u{201c}{name}\u{201d} is no role that is known here; kept as an unknown role"
            );
            let is_new = place_role(reader, site, host, RoleName::Unknown(name), row, place);
            if is_new {
                reader.say(Sort::Remark, place, why);
            }
            is_new
        }
    }
}

fn place_role(
    reader: &mut Reader<'_>,
    site: SiteKey,
    host: HostId,
    name: RoleName,
    row: &Row,
    place: Place,
) -> bool {
    if reader.intake.roles_on(host).nth(MOST_ROLES).is_some() {
        let why = "there are more roles on the server than there are roles";
        reader.say(Sort::Unplaced, place, why);
        return true;
    }
    let (at, is_new) = reader.intake.role(site, host, name, Origin::Live, place);
    properties::take(reader, at, row, place);
    let said = row.number(Column::SiteSystemStatus).is_some();
    reader.intake.roles[at].is_sure |= said;
    is_new
}
