//! The result of a check for people, a few lines for each finding.

use std::fmt::Write as _;

use super::findings::{Findings, Row, Subject, Summary, Waived};
use crate::rules::Severity;

pub fn written(findings: &Findings, color: bool) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    _ = write(&mut text, findings, color);
    text
}

fn write(out: &mut String, findings: &Findings, color: bool) -> std::fmt::Result {
    for row in findings.rows.iter().filter(|row| row.waived.is_none()) {
        open(out, row, color)?;
    }
    for row in &findings.rows {
        let Some(waived) = &row.waived else { continue };
        writeln!(out, "waived {} {}: {}", row.severity, row.rule, one_line(&row.message))?;
        writeln!(out, "    at {}", row.subject.words())?;
        writeln!(out, "    reason: {}", waived.words())?;
    }
    for idle in &findings.idle_waivers {
        writeln!(out, "waiver of {} no longer applies: {}", one_line(&idle.rule), idle.because)?;
        writeln!(out, "    it said: {}", one_line(&idle.message))?;
        writeln!(out, "    reason: {}", idle.waived.words())?;
    }
    for row in &findings.not_checked {
        let subjects: Vec<_> = row.subjects.iter().map(Subject::words).collect();
        writeln!(out, "not checked {}: {}", row.rule, row.because)?;
        writeln!(out, "    at {}", listed(&subjects))?;
    }
    if let Some(house) = &findings.house {
        writeln!(out, "{}", one_line(&house.said))?;
    }
    let Summary { error, warning, advice, waived } = findings.summary;
    writeln!(
        out,
        "{}: {}, {}, {advice} advice, {waived} waived, {} not checked (version {})",
        one_line(&findings.plan),
        counted(error, "error"),
        counted(warning, "warning"),
        findings.not_checked.len(),
        findings.target,
    )
}

fn open(out: &mut String, row: &Row, color: bool) -> std::fmt::Result {
    let (on, off) = match color {
        true => (paint(row.level), "\u{1b}[0m"),
        false => ("", ""),
    };
    writeln!(out, "{on}{}{off} {}: {}", row.severity, row.rule, one_line(&row.message))?;
    writeln!(out, "    at {}", row.subject.words())?;
    writeln!(out, "    because: {}", one_line(&row.because))?;
    if let Some(lapsed) = &row.lapsed {
        writeln!(out, "    lapsed: {}", one_line(lapsed))?;
    }
    for fix in &row.fixes {
        writeln!(out, "    fix: {}", one_line(fix))?;
    }
    writeln!(out, "    source: {}{}", crate::facts::sources::ROOT, row.source)
}

impl Waived {
    /// Why, who, until when.
    pub fn words(&self) -> String {
        let owner = match self.owner.as_str() {
            "" => String::new(),
            owner => format!("{}, ", one_line(owner)),
        };
        format!("{} ({owner}review by {})", one_line(&self.reason), self.review_by)
    }
}

impl Subject {
    pub fn words(&self) -> String {
        let parts = [&self.site, &self.server, &self.role, &self.entity];
        let parts: Vec<_> = parts.into_iter().flatten().map(|part| one_line(part)).collect();
        parts.join(" / ")
    }
}

/// A name cannot break out of its line.
pub fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The first few, and how many more there are.
pub fn listed(subjects: &[String]) -> String {
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
