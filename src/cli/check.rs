//! `sitewright check`: what the rules say of a plan, as text or JSON.

use std::{collections::BTreeMap, fmt::Write as _, mem::ManuallyDrop, path::PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::{Failure, input, output::Output};
use crate::{
    commands::{Field, Set},
    facts::versions::Version,
    model::{Design, Ids, NodeId, RoleId, ServerId},
    rules::{self, Finding, Report, Severity},
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The plan or outline; `-` reads standard input
    file: PathBuf,
    /// The product version to check against; the plan's own without it
    #[arg(long, value_name = "VER", value_parser = input::version)]
    target: Option<Version>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = Level::Error)]
    fail_on: Level,
    /// Where to write the result; standard output without it
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Level {
    Error,
    Warning,
    Advice,
}

impl Level {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Advice => Severity::Advice,
        }
    }
}

impl Arguments {
    pub fn run(self, output: &Output) -> Result<(), Failure> {
        input::keep(&self.file, self.output.as_deref())?;
        // The process ends after this: giving back a large plan piece by piece would take longer
        // than checking it.
        let named = ManuallyDrop::new(input::read(&self.file)?);
        let mut design = named.plan.design.clone();
        if let Some(target) = self.target {
            let set = Set::plan(Field::Target(Some(target)));
            set.apply(&mut design).map_err(|refusal| Failure::Input(refusal.to_string()))?;
        }
        output.progress("Checking", &design);
        let findings = Findings::of(&design, named.name.clone());
        let text = match self.format {
            Format::Text => findings.text(output.is_colored(self.output.as_deref())),
            Format::Json => findings.json(),
        };
        Output::write(self.output.as_deref(), text.as_bytes())?;
        let bad = findings.worst().is_some_and(|worst| worst <= self.fail_on.severity());
        if bad { Err(Failure::Findings) } else { Ok(()) }
    }
}

/// The contract's shape; fields in its order.
#[derive(Serialize)]
struct Findings {
    schema: &'static str,
    plan: String,
    target: &'static str,
    summary: Summary,
    #[serde(rename = "findings")]
    rows: Vec<Row>,
    not_checked: Vec<NotChecked>,
}

#[derive(Default, Serialize)]
struct Summary {
    error: u32,
    warning: u32,
    advice: u32,
    waived: u32,
}

#[derive(Serialize)]
struct Row {
    rule: String,
    severity: &'static str,
    subject: Subject,
    message: String,
    because: String,
    fixes: Vec<String>,
    source: &'static str,
    /// No plan can hold a waiver yet.
    waived: Option<()>,
    #[serde(skip)]
    level: Severity,
}

#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Subject {
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    server: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<String>,
}

#[derive(Serialize)]
struct NotChecked {
    rule: String,
    because: String,
    subjects: Vec<Subject>,
}

impl Findings {
    fn of(design: &Design, plan: String) -> Self {
        let report = rules::check(design);
        let names = Names::of(design);
        let mut ids = Ids::counted();
        let tally = report.tally();
        let mut findings = Vec::new();
        let mut open: BTreeMap<(String, String), Vec<Subject>> = BTreeMap::new();
        for finding in report.sorted(design) {
            let subject = names.subject(finding.on);
            if finding.problem().is_some() {
                findings.push(Row::of((design, &report), finding, subject, &mut ids));
            } else {
                let key = (finding.id(design), finding.because().to_owned());
                open.entry(key).or_default().push(subject);
            }
        }
        findings.sort_by(|left, right| {
            (left.level, &left.rule, &left.subject).cmp(&(right.level, &right.rule, &right.subject))
        });
        let not_checked = open.into_iter().map(|((rule, because), mut subjects)| {
            subjects.sort();
            NotChecked { rule, because, subjects }
        });
        Self {
            schema: "sitewright-findings/1",
            plan,
            target: design.target().name(),
            summary: Summary {
                error: tally.errors,
                warning: tally.warnings,
                advice: tally.advice,
                waived: 0,
            },
            rows: findings,
            not_checked: not_checked.collect(),
        }
    }

    fn worst(&self) -> Option<Severity> {
        self.rows.iter().map(|row| row.level).min()
    }

    fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    fn text(&self, color: bool) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        _ = self.write_text(&mut text, color);
        text
    }

    fn write_text(&self, out: &mut String, color: bool) -> std::fmt::Result {
        for row in &self.rows {
            let (on, off) = match color {
                true => (paint(row.level), "\u{1b}[0m"),
                false => ("", ""),
            };
            writeln!(out, "{on}{}{off} {}: {}", row.severity, row.rule, one_line(&row.message))?;
            writeln!(out, "    at {}", row.subject.words())?;
            writeln!(out, "    because: {}", one_line(&row.because))?;
            for fix in &row.fixes {
                writeln!(out, "    fix: {}", one_line(fix))?;
            }
            writeln!(out, "    source: {}{}", crate::facts::sources::ROOT, row.source)?;
        }
        for row in &self.not_checked {
            let subjects: Vec<_> = row.subjects.iter().map(Subject::words).collect();
            writeln!(out, "not checked {}: {}", row.rule, row.because)?;
            writeln!(out, "    at {}", listed(&subjects))?;
        }
        let Summary { error, warning, advice, waived } = self.summary;
        writeln!(
            out,
            "{}: {}, {}, {advice} advice, {waived} waived, {} not checked (version {})",
            one_line(&self.plan),
            counted(error, "error"),
            counted(warning, "warning"),
            self.not_checked.len(),
            self.target,
        )
    }
}

impl Row {
    fn of(
        (design, report): (&Design, &Report),
        finding: &Finding,
        subject: Subject,
        ids: &mut Ids,
    ) -> Self {
        let fixes = rules::cures(finding, design, report, ids);
        Self {
            rule: finding.id(design),
            severity: finding.severity.word(),
            subject,
            message: finding.what().to_owned(),
            because: finding.because().to_owned(),
            fixes: fixes.into_iter().map(|fix| fix.title).collect(),
            source: finding.rule.sources.first().map_or("", |source| source.page),
            waived: None,
            level: finding.severity,
        }
    }
}

/// What servers and roles are called, looked up once: a site may hold very many.
struct Names<'a> {
    design: &'a Design,
    servers: BTreeMap<ServerId, &'a str>,
    roles: BTreeMap<RoleId, &'static str>,
}

impl<'a> Names<'a> {
    fn of(design: &'a Design) -> Self {
        let servers = || design.sites().flat_map(|site| &site.site().servers);
        let roles = servers().flat_map(|server| &server.roles);
        Self {
            design,
            servers: servers().map(|server| (server.id, server.full_name())).collect(),
            roles: roles.map(|role| (role.id, role.kind.code())).collect(),
        }
    }

    fn subject(&self, on: Option<NodeId>) -> Subject {
        let design = self.design;
        let entity = |name: String| Subject { entity: Some(name), ..Subject::default() };
        let known = |name: &&str| (*name).to_owned();
        match on {
            None => entity("hierarchy".to_owned()),
            Some(NodeId::Gateway(id)) => {
                entity(design.gateway(id).map(|it| it.name.clone()).unwrap_or_default())
            }
            Some(node) => Subject {
                site: design.site_of(node).and_then(|id| Some(design.site(id)?.code.clone())),
                server: design.server_of(node).and_then(|id| self.servers.get(&id)).map(known),
                role: match node {
                    NodeId::Role(id) => self.roles.get(&id).map(known),
                    _ => None,
                },
                entity: None,
            },
        }
    }
}

impl Subject {
    fn words(&self) -> String {
        let parts = [&self.site, &self.server, &self.role, &self.entity];
        let parts: Vec<_> = parts.into_iter().flatten().map(|part| one_line(part)).collect();
        parts.join(" / ")
    }
}

/// A name cannot break out of its line.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The first few, and how many more there are.
fn listed(subjects: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown = subjects.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match subjects.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn counted(number: u32, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    }
}

fn paint(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\u{1b}[31m",
        Severity::Warning => "\u{1b}[33m",
        Severity::Advice => "\u{1b}[34m",
    }
}
