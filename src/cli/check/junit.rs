//! The result of a check as `JUnit` XML, the form in which CI servers (Jenkins, GitLab, Azure
//! DevOps) show tests.
//!
//! The plan is one suite. Each rule that is judged at the version is one test of it, under the kind
//! of thing that the rule looks at:
//! - findings at or above `--fail-on` are its failure, one for all of them, as servers show no more;
//! - lesser findings and waived ones let it pass, and stand in its output;
//! - where the plan does not say what the rule needs to know, it is skipped, with the reason, unless
//!   it fails elsewhere in the plan; so is one that house rules turned off.

use std::fmt::{self, Display, Write as _};

use super::{
    findings::{Changed, Findings, NotChecked, Row, Subject},
    text::{listed, one_line},
};
use crate::{
    model::Design,
    rules::{Check, Rule, Severity, house},
};

/// The suite of one check; findings at or above `fail_on` fail.
pub fn written(findings: &Findings, design: &Design, fail_on: Severity) -> String {
    let rules = house::in_effect(design);
    let cases: Vec<_> = rules.map(|rule| Case::of(rule, findings, fail_on)).collect();
    let mut text = String::new();
    // Writing to a String cannot fail.
    _ = suite(&mut text, findings, &cases, fail_on);
    text
}

fn suite(
    out: &mut String,
    findings: &Findings,
    cases: &[Case<'_>],
    fail_on: Severity,
) -> fmt::Result {
    let failures = cases.iter().filter(|case| case.fails()).count();
    let skipped = cases.iter().filter(|case| case.is_skipped()).count();
    let counts = format!(
        "name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" \
         time=\"0\"",
        Xml(&findings.plan),
        cases.len(),
    );
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites {counts}>\n  <testsuite {counts}>\n    <properties>")?;
    let house = findings.house.as_ref().map(|house| ("house", house.said.as_str()));
    let properties = [("target", findings.target), ("fail-on", fail_on.word())];
    for (name, value) in properties.into_iter().chain(house) {
        writeln!(out, "      <property name=\"{name}\" value=\"{}\"/>", Xml(value))?;
    }
    writeln!(out, "    </properties>")?;
    for case in cases {
        case.write(out)?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

/// A rule, and what it found.
struct Case<'a> {
    rule: &'static Rule,
    failed: Vec<&'a Row>,
    passed: Vec<&'a Row>,
    open: Vec<&'a NotChecked>,
    /// What house rules made of it.
    changed: Option<&'a Changed>,
}

impl<'a> Case<'a> {
    fn of(rule: &'static Rule, findings: &'a Findings, fail_on: Severity) -> Self {
        let rows = findings.rows.iter().filter(|row| row.of.id == rule.id);
        let (failed, passed) = rows.partition(|row| row.level <= fail_on && row.waived.is_none());
        let open = findings.not_checked.iter().filter(|row| row.of.id == rule.id).collect();
        let changed = findings.house.iter().flat_map(|house| &house.changed);
        let changed = changed.into_iter().find(|change| change.rule == rule.id);
        Self { rule, failed, passed, open, changed }
    }

    fn fails(&self) -> bool {
        !self.failed.is_empty()
    }

    fn is_off(&self) -> bool {
        self.changed.is_some_and(|change| change.level.is_none())
    }

    fn is_skipped(&self) -> bool {
        !self.fails() && (!self.open.is_empty() || self.is_off())
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        let Rule { id, title, .. } = self.rule;
        write!(
            out,
            "    <testcase classname=\"sitewright.{}\" name=\"{}: {}\" time=\"0\"",
            scope(self.rule),
            Xml(id),
            Xml(title),
        )?;
        let said = self.passed_lines();
        if !self.fails() && !self.is_skipped() && said.is_empty() {
            return writeln!(out, "/>");
        }
        writeln!(out, ">")?;
        if let [first, more @ ..] = self.failed.as_slice() {
            let more =
                if more.is_empty() { String::new() } else { format!(" ({} more)", more.len()) };
            writeln!(
                out,
                "      <failure message=\"{}{more}\" type=\"{}\">{}</failure>",
                Xml(&format!("{}: {}", first.subject.words(), one_line(&first.message))),
                first.severity,
                Xml(&self.failed.iter().map(|row| line(row)).collect::<String>()),
            )?;
        } else if self.is_skipped() {
            let off = self.is_off().then_some("House rules turned it off.");
            let open = self.open.iter().map(|row| row.because.as_str());
            let reasons: Vec<_> = off.into_iter().chain(open).collect();
            writeln!(
                out,
                "      <skipped message=\"{}\">{}</skipped>",
                Xml(&reasons.join(" ")),
                Xml(&self.open_lines()),
            )?;
        }
        if !said.is_empty() {
            writeln!(out, "      <system-out>{}</system-out>", Xml(&said))?;
        }
        writeln!(out, "    </testcase>")
    }

    /// What stands in the output: findings that let it pass, and what could not be checked beside
    /// findings that do not.
    fn passed_lines(&self) -> String {
        let mut lines: String = self.passed.iter().map(|row| line(row)).collect();
        if self.fails() {
            lines += &self.open_lines();
        }
        lines
    }

    fn open_lines(&self) -> String {
        let mut lines = String::new();
        for row in &self.open {
            let subjects: Vec<_> = row.subjects.iter().map(Subject::words).collect();
            _ = writeln!(lines, "not checked at {}: {}", listed(&subjects), row.because);
        }
        lines
    }
}

/// One finding, with what is told nowhere else in the file.
fn line(row: &Row) -> String {
    let mut line = format!(
        "{} at {}: {}. {}\n",
        row.severity,
        row.subject.words(),
        one_line(&row.message),
        one_line(&row.because),
    );
    if let Some(waived) = &row.waived {
        _ = writeln!(line, "  waived: {}", waived.words());
    }
    if let Some(lapsed) = &row.lapsed {
        _ = writeln!(line, "  lapsed: {}", one_line(lapsed));
    }
    for fix in &row.fixes {
        _ = writeln!(line, "  fix: {}", one_line(fix));
    }
    line
}

/// What a rule looks at.
fn scope(rule: &Rule) -> &'static str {
    match rule.check {
        Check::Role(..) | Check::AnyRole(_) => "role",
        Check::Server(_) => "server",
        Check::Site(_) | Check::Nodes(_) => "site",
        Check::Gateway(_) => "gateway",
        Check::Entity(..) | Check::Entities(_) => "entity",
        Check::Design(_) => "hierarchy",
    }
}

/// A text that can stand between tags and between quotes. What XML 1.0 cannot hold at all, not even
/// as a number, becomes the sign for a letter that is lost.
struct Xml<'a>(&'a str);

impl Display for Xml<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' => f.write_str("&#9;")?,
                '\r' => f.write_str("&#13;")?,
                '\n' => f.write_char(letter)?,
                '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                _ if letter.is_control() => f.write_char('\u{fffd}')?,
                _ => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_fit_for_tags_and_quotes() {
        let hostile = "]]>\t\"<&\r\n\u{0}\u{1b}\u{9b}\u{ffff}\u{1f600}";
        let fit = "]]&gt;&#9;&quot;&lt;&amp;&#13;\n\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{1f600}";
        assert_eq!(Xml(hostile).to_string(), fit);
    }
}
