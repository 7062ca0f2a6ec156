//! The result of a check as SARIF 2.1.0, the form in which code hosts and editors take findings.
//!
//! Every judged rule that applies at the version is described, also those that found nothing: the
//! log says what was checked. What could not be checked is a note of the run, as it is no result.

mod descriptor;
mod shape;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use self::shape::{
    About, Artifact, ArtifactLocation, Configuration, Cures, Driver, Fingerprints, Invocation,
    Location, Log, LogicalLocation, Notification, Outcome, Override, PhysicalLocation, Reference,
    Run, Suppression, Text, Tool,
};
use super::findings::{Findings, Row, Subject, Waived};
use crate::{facts::severity::Severity, model::Design};

/// The log of one check.
pub fn written(findings: &Findings, design: &Design) -> String {
    let rules = descriptor::all(design);
    let order = rules.iter().enumerate().map(|(place, rule)| (rule.id.clone(), place)).collect();
    let mut writer = Writer { plan: artifact(&findings.plan), order, seen: BTreeMap::new() };
    let notes = findings.not_checked.iter().map(|row| Notification {
        level: "note",
        message: Text { text: row.because.clone() },
        associated_rule: Reference { id: row.rule.clone(), index: writer.place(&row.rule) },
        locations: places(&row.subjects).map(|subject| writer.location(subject)).collect(),
    });
    let notes = notes.collect();
    let changed = findings.house.iter().flat_map(|house| &house.changed);
    let overrides = changed.map(|change| Override {
        configuration: Configuration {
            level: change.level.map(level),
            enabled: change.level.is_some(),
        },
        descriptor: Reference { id: change.rule.clone(), index: writer.place(&change.rule) },
    });
    let overrides = overrides.collect();
    let log = Log {
        schema: shape::SCHEMA,
        version: shape::VERSION,
        runs: [Run {
            results: findings.rows.iter().map(|row| writer.outcome(row)).collect(),
            tool: Tool {
                driver: Driver { name: "Sitewright", version: env!("CARGO_PKG_VERSION"), rules },
            },
            invocations: [Invocation {
                execution_successful: true,
                rule_configuration_overrides: overrides,
                tool_execution_notifications: notes,
            }],
            artifacts: writer
                .plan
                .map(|location| [Artifact { location, roles: ["analysisTarget"] }]),
            properties: About {
                target: findings.target,
                house: findings.house.as_ref().map(|house| house.said.clone()),
            },
        }],
    };
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

/// Twins go by one name, and the format wants each place once.
fn places(subjects: &[Subject]) -> impl Iterator<Item = &Subject> {
    subjects.iter().collect::<BTreeSet<_>>().into_iter()
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// The plan's file, unless it has no name.
fn artifact(plan: &str) -> Option<ArtifactLocation> {
    (plan != "-").then(|| ArtifactLocation { uri: encoded(plan), index: None })
}

/// A file's name as a relative address: only what means nothing there stands for itself.
fn encoded(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        // Writing to a String cannot fail.
        match byte {
            b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}

fn suppression(waived: &Waived) -> Suppression {
    Suppression { kind: "external", status: "accepted", justification: waived.words() }
}

struct Writer {
    plan: Option<ArtifactLocation>,
    /// Where a rule stands among those of the tool.
    order: BTreeMap<String, usize>,
    /// How many findings of one rule on one subject there were so far.
    seen: BTreeMap<String, usize>,
}

impl Writer {
    fn place(&self, rule: &str) -> Option<usize> {
        self.order.get(rule).copied()
    }

    fn outcome(&mut self, row: &Row) -> Outcome {
        Outcome {
            rule_id: row.rule.clone(),
            rule_index: self.place(&row.rule),
            level: level(row.level),
            message: Text { text: format!("{}. {}", row.message, row.because) },
            locations: [self.location(&row.subject)],
            partial_fingerprints: Fingerprints { rule_and_subject: self.fingerprint(row) },
            suppressions: row.waived.iter().map(suppression).collect(),
            properties: Cures { fixes: row.fixes.clone() },
        }
    }

    fn location(&self, subject: &Subject) -> Location {
        let here = self.plan.as_ref().map(|plan| PhysicalLocation {
            artifact_location: ArtifactLocation { uri: plan.uri.clone(), index: Some(0) },
        });
        Location { physical_location: here, logical_locations: [logical(subject)] }
    }

    /// The rule and what things are called, as ids differ from one reading of an outline to the
    /// next. Twins are counted.
    fn fingerprint(&mut self, row: &Row) -> String {
        let mut print = format!("{}/{}", row.rule, full_name(&row.subject));
        let seen = self.seen.entry(print.clone()).or_default();
        *seen += 1;
        if *seen > 1 {
            _ = write!(print, "#{seen}");
        }
        print
    }
}

/// The innermost thing that a subject names.
fn logical(subject: &Subject) -> LogicalLocation {
    let Subject { site, server, role, entity } = subject;
    let names = [(role, "role"), (server, "server"), (site, "site"), (entity, "entity")];
    let innermost = names.into_iter().find_map(|(name, kind)| Some((name.as_ref()?, kind)));
    let (name, kind) = innermost.map_or(("", "entity"), |(name, kind)| (name.as_str(), kind));
    LogicalLocation { name: name.to_owned(), fully_qualified_name: full_name(subject), kind }
}

/// From the outside in, parted by slashes; one inside a name has a backslash before it.
fn full_name(subject: &Subject) -> String {
    let Subject { site, server, role, entity } = subject;
    let parts = [site, server, role, entity].into_iter().flatten();
    let parts = parts.map(|part| part.replace('\\', "\\\\").replace('/', "\\/"));
    parts.collect::<Vec<_>>().join("/")
}
