//! What a row says of its role besides its name: how clients reach it, and its embedded properties.

use std::sync::Arc;

use super::{
    super::{
        notes::{Place, Sort},
        records::{Intake, RoleName},
    },
    reader::{Reader, short},
    rows::{Column, Row},
};
use crate::{
    facts::{
        choices::Choice,
        roles::RoleKind,
        said::{
            Fact,
            roles::{
                ANONYMOUS, MODE, POINT_CERTIFICATE, REPLICA, REPORT_SERVER, UPDATE_DATABASE,
                UPDATE_PORT, UPDATE_TLS_PORT, UPSTREAM, WEBSITE,
            },
        },
    },
    model::Value,
};

/// Brings the role at this place of the intake up to what the row says.
pub fn take(reader: &mut Reader<'_>, at: usize, row: &Row, place: Place) {
    let RoleName::Known(kind) = reader.intake.roles[at].kind else { return };
    let intake = &mut *reader.intake;
    // 0 HTTP, 1 HTTPS, 2 not applicable, 3 always HTTPS, 4 always HTTP.
    match row.number(Column::SslState) {
        Some(1 | 3) => choose(intake, at, Choice::Https, true),
        Some(0 | 4) => choose(intake, at, Choice::Https, false),
        Some(2) | None => {}
        Some(other) => {
            let why = format!("no SslState {other} is known");
            reader.say(Sort::Remark, place, why);
        }
    }
    let intake = &mut *reader.intake;
    if let Some(on) = row.flag(Column::InternetEnabled) {
        choose(intake, at, Choice::Internet, on);
    }
    match kind {
        RoleKind::DistributionPoint => content(reader, at, row, place),
        RoleKind::ManagementPoint => {
            for (name, choice) in [
                ("AllowProxyTraffic", Choice::CloudGateway),
                ("MPInternetFacing", Choice::Internet),
            ] {
                if let Some(on) = row.is_set(name) {
                    choose(intake, at, choice, on);
                }
            }
            if row.is_set("UseSiteDatabase") == Some(false) {
                host(intake, at, row, "SQLServerName", REPLICA);
            }
        }
        RoleKind::SoftwareUpdatePoint => updates(intake, at, row),
        RoleKind::ReportingServicesPoint => {
            // DatabaseServerName is where reports get their data: the site database. Where the
            // report server keeps its own, no property says.
            if let Some(instance) = row.prop_text("ReportServerInstance") {
                let powerbi = instance.eq_ignore_ascii_case("PBIRS");
                say(
                    intake,
                    at,
                    REPORT_SERVER,
                    Value::Word(if powerbi { "powerbi" } else { "ssrs" }),
                );
            }
        }
        RoleKind::ServiceConnectionPoint => match row.is_set("OfflineMode") {
            Some(true) => say(intake, at, MODE, Value::Word("offline")),
            Some(false) => say(intake, at, MODE, Value::Word("online")),
            None => {}
        },
        _ => {}
    }
}

/// Each is compared with all others.
const MOST_SOURCES: usize = 1_000;

fn content(reader: &mut Reader<'_>, at: usize, row: &Row, place: Place) {
    let intake = &mut *reader.intake;
    for (name, choice) in [
        ("IsPXE", Choice::Pxe),
        ("IsPullDP", Choice::Pull),
        ("IsMulticast", Choice::Multicast),
        ("PreStagingAllowed", Choice::Prestaged),
        ("DoincEnabled", Choice::ConnectedCache),
    ] {
        if let Some(on) = row.is_set(name) {
            choose(intake, at, choice, on);
        }
    }
    if let Some(anonymous) = row.is_set("IsAnonymousEnabled") {
        say(intake, at, ANONYMOUS, Value::Flag(anonymous));
    }
    if let Some(file) = row.prop("CertificateFile") {
        let own = file.value1.trim().is_empty();
        say(intake, at, POINT_CERTIFICATE, Value::Word(if own { "self" } else { "pki" }));
    }
    // The property of the point, unlike the column, has one value for HTTPS.
    if let Some(state) = row.prop("SslState") {
        choose(intake, at, Choice::Https, state.value.trim() == "63");
    }
    let Some(sources) = row.list("SourceDistributionPoints") else { return };
    intake.roles[at].sources.get_or_insert_default();
    for entry in sources {
        let Some(name) = source(entry) else {
            let why = format!("\u{201c}{}\u{201d} names no source", short(entry, 60));
            reader.say(Sort::Remark, place, why);
            continue;
        };
        let intake = &mut *reader.intake;
        let Some(host) = intake.hosts.named(name) else { continue };
        let known = intake.roles[at].sources.get_or_insert_default();
        if known.len() >= MOST_SOURCES {
            reader.say(Sort::Remark, place, "more sources than a distribution point can have");
            return;
        }
        if !known.contains(&host) {
            known.push(host);
        }
    }
}

/// The computer in an entry such as `["Display=\\srv.contoso.com\"]MSWNET:["SMS_SITE=P01"]\\srv\`.
fn source(entry: &str) -> Option<&str> {
    const MARK: &str = "DISPLAY=\\\\";
    let found = entry.to_ascii_uppercase().find(MARK);
    let name = match found {
        Some(start) => entry.get(start + MARK.len()..)?.split(['\\', '"', ']']).next()?,
        None => entry.rsplit(']').next()?.trim().trim_start_matches('\\').split('\\').next()?,
    };
    (!name.trim().is_empty()).then_some(name)
}

fn updates(intake: &mut Intake, at: usize, row: &Row) {
    host(intake, at, row, "DBServerName", UPDATE_DATABASE);
    for (name, choice) in [
        ("SSLWSUS", Choice::Https),
        ("AllowProxyTraffic", Choice::CloudGateway),
        ("IsINF", Choice::Internet),
    ] {
        if let Some(on) = row.is_set(name) {
            choose(intake, at, choice, on);
        }
    }
    if row.is_set("UseParentWSUS") == Some(true) {
        say(intake, at, UPSTREAM, Value::Word("parent"));
    }
    let port = |name| row.prop(name).and_then(|prop| prop.value.trim().parse::<u32>().ok());
    let port = |name| port(name).filter(|port| (1..=65_535).contains(port));
    for (name, fact) in [("WSUSIISPort", UPDATE_PORT), ("WSUSIISSSLPort", UPDATE_TLS_PORT)] {
        if let Some(port) = port(name) {
            say(intake, at, fact, Value::Number(port));
        }
    }
    match port("WSUSIISPort") {
        Some(80) => say(intake, at, WEBSITE, Value::Word("default")),
        Some(8530) => say(intake, at, WEBSITE, Value::Word("custom")),
        _ => {}
    }
}

/// SERVER or SERVER\INSTANCE, or that it is the Windows Internal Database.
fn host(intake: &mut Intake, at: usize, row: &Row, name: &str, fact: Fact) {
    let Some(said) = row.prop_text(name) else { return };
    let (server, instance) = said.trim_start_matches('\\').split_once('\\').unwrap_or((said, ""));
    if said.to_ascii_uppercase().contains("##WID") {
        say(intake, at, fact, Value::Text("wid".into()));
        return;
    }
    let Some(there) = intake.hosts.named(server) else { return };
    // In the letters of servers that come in, however a row spells it.
    let full = intake.hosts.get(there).name.to_uppercase();
    let text: Arc<str> = match instance {
        "" => full.into(),
        instance => format!("{full}\\{}", short(instance, 60)).into(),
    };
    say(intake, at, fact, Value::Text(text));
}

fn say(intake: &mut Intake, at: usize, fact: Fact, value: Value) {
    intake.roles[at].said.set(fact, Some(value));
}

/// Says an option that the role can have.
pub fn choose(intake: &mut Intake, at: usize, choice: Choice, on: bool) {
    let role = &mut intake.roles[at];
    if let RoleName::Known(kind) = &role.kind
        && kind.facts().choices.contains(&choice)
    {
        role.choose(choice, on);
    }
}
