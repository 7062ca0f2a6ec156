//! Rows of `SMS_SCI_SiteDefinition`, `SMS_SCI_Component` and `SMS_ProviderLocation`: where a site
//! has its database and its providers, and how clients reach it.

use super::{
    super::{
        notes::Place,
        records::{DatabaseRecord, Origin, Parent, RoleName, SiteKey},
    },
    reader::{Reader, short},
    rows::{Column, Row},
    sites,
};
use crate::{
    facts::{
        roles::RoleKind,
        said::databases::{BROKER_PORT, DATABASE_NAME, INSTANCE, SQL_PORT},
        sites::Communication,
    },
    model::{Said, Value},
};

pub fn take(reader: &mut Reader<'_>, row: &Row, place: Place) {
    let Some(site) = reader.site_of(row, place) else { return };
    // What a row of the site itself says counts more.
    let record = reader.intake.record(site);
    if !record.own_row {
        record.kind_of_roles =
            row.text(Column::SiteType).and_then(sites::kind).or(record.kind_of_roles);
        if let Some(name) = row.text(Column::SiteName).filter(|_| record.title.is_empty()) {
            record.title = short(name, 200);
        }
        if record.parent == Parent::Unsaid && row.has(Column::ParentSiteCode) {
            record.parent = match row.text(Column::ParentSiteCode) {
                Some(above) => Parent::Below(short(above, 16)),
                None => Parent::Top,
            };
        }
    }
    if let Some(name) = row.text(Column::SiteServerName) {
        let name = match row.text(Column::SiteServerDomain).filter(|_| !name.contains('.')) {
            Some(domain) if domain.contains('.') => format!("{name}.{domain}"),
            _ => name.to_owned(),
        };
        let host = reader.intake.hosts.named(&name);
        let record = reader.intake.record(site);
        record.host = record.host.or(host);
    }
    database(reader, site, row, place);
}

fn database(reader: &mut Reader<'_>, site: SiteKey, row: &Row, place: Place) {
    let name = row.prop_text("SQLServerFQDN").or_else(|| row.text(Column::SqlServerName));
    let Some(host) = name.and_then(|name| reader.intake.hosts.named(name)) else { return };
    if reader.intake.databases.contains_key(&site) {
        return;
    }
    let mut said = Said::default();
    let text = row.text(Column::SqlDatabaseName).unwrap_or_default();
    let (instance, name) = text.split_once('\\').unwrap_or(("", text));
    for (fact, text) in [(INSTANCE, instance), (DATABASE_NAME, name)] {
        if !text.is_empty() {
            said.set(fact, Some(Value::Text(short(text, 120).into())));
        }
    }
    for (prop, fact) in [("SQLServicePort", SQL_PORT), ("SSBPort", BROKER_PORT)] {
        let port = row.prop(prop).and_then(|prop| prop.value.trim().parse::<u32>().ok());
        if let Some(port) = port.filter(|port| (1..=65_535).contains(port)) {
            said.set(fact, Some(Value::Number(port)));
        }
    }
    reader.intake.databases.insert(site, DatabaseRecord { site, host, said, place });
}

/// `IISSSLState` of the site component manager: a bit of it, and all that there are.
const ENHANCED: i64 = 1024;
const ALL_HTTPS: i64 = 63;

pub fn component(reader: &mut Reader<'_>, row: &Row, place: Place) {
    let Some(site) = reader.site_of(row, place) else { return };
    let state = row.prop("IISSSLState").and_then(|prop| prop.value.trim().parse::<i64>().ok());
    let communication = match state {
        Some(ALL_HTTPS) => Some(Communication::Https),
        Some(bits) if bits & ENHANCED != 0 => Some(Communication::EnhancedHttp),
        _ => None,
    };
    let record = reader.intake.record(site);
    record.communication = communication.or(record.communication);
}

pub fn provider(reader: &mut Reader<'_>, row: &Row, place: Place) {
    let Some(site) = reader.site_of(row, place) else { return };
    let Some(host) = reader.host_of(row, place) else { return };
    let name = RoleName::Known(RoleKind::SmsProvider);
    reader.intake.role(site, host, name, Origin::Live, place);
}
