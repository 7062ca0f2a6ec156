//! Rows of `SMS_DistributionPointInfo`: what a distribution point is set to.

use super::{
    super::{
        notes::Place,
        records::{Origin, RoleName},
    },
    properties::choose,
    reader::Reader,
    rows::{Column, Row},
};
use crate::facts::{choices::Choice, roles::RoleKind};

pub fn take(reader: &mut Reader<'_>, row: &Row, place: Place) {
    let Some(site) = reader.site_of(row, place) else { return };
    let Some(host) = reader.host_of(row, place) else { return };
    let name = RoleName::Known(RoleKind::DistributionPoint);
    let (at, _) = reader.intake.role(site, host, name, Origin::Live, place);
    for (column, choice) in [
        (Column::IsPxe, Choice::Pxe),
        (Column::IsPullDp, Choice::Pull),
        (Column::IsMulticast, Choice::Multicast),
        (Column::PreStagingAllowed, Choice::Prestaged),
        (Column::InternetFacing, Choice::Internet),
    ] {
        if let Some(on) = row.flag(column) {
            choose(reader.intake, at, choice, on);
        }
    }
}
