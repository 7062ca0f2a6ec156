//! Rows of `SMS_AzureService`: cloud management gateways.

use super::{
    super::{
        notes::{Place, Sort},
        records::GatewayRecord,
    },
    reader::{Reader, short},
    rows::{Column, Row},
};
use crate::{
    facts::said::across::CLASSIC,
    model::{Said, Value},
};

/// `ServiceType` of a cloud management gateway, and of the cloud distribution point of old.
const GATEWAY: &str = "CloudProxyService";
/// A hierarchy has a handful; each is compared with all others.
const MOST: usize = 1_000;
/// `DeploymentModel` of Azure Resource Manager; anything else says nothing.
const RESOURCE_MANAGER: i64 = 1;

pub fn take(reader: &mut Reader<'_>, row: &Row, place: Place) {
    let Some(name) = row.text(Column::Name) else {
        reader.say(Sort::Unplaced, place, "the row names no cloud service");
        return;
    };
    let name = short(name, 100);
    if let Some(other) =
        row.text(Column::ServiceType).filter(|it| !it.eq_ignore_ascii_case(GATEWAY))
    {
        let why = format!(
            "\u{201c}{name}\u{201d} is a {}, not a cloud management gateway",
            short(other, 60)
        );
        reader.say(Sort::Unplaced, place, why);
        return;
    }
    let mut said = Said::default();
    if row.number(Column::DeploymentModel) == Some(RESOURCE_MANAGER) {
        said.set(CLASSIC, Some(Value::Flag(false)));
    }
    let instances = row.number(Column::Instances).and_then(|it| u32::try_from(it).ok());
    let region = row.text(Column::Region).map(|region| short(region, 60));
    let same = |known: &GatewayRecord| known.name.eq_ignore_ascii_case(&name);
    if reader.intake.gateways.iter().any(same) {
        reader.repeats += 1;
        return;
    }
    if reader.intake.gateways.len() >= MOST {
        reader.say(Sort::Unplaced, place, "there are more gateways in it than any hierarchy has");
        return;
    }
    // It is the primary site that manages the service, not the site at which it was created.
    if let Some(code) = row.text(Column::SiteCode) {
        let why = format!(
            "\u{201c}{name}\u{201d} is managed by {}; at which site it was created, no row says",
            short(code, 16)
        );
        reader.say(Sort::Remark, place, why);
    }
    reader.intake.gateways.push(GatewayRecord {
        name,
        site: None,
        instances: instances.filter(|count| *count > 0),
        region,
        said,
        place,
    });
}
