//! `sitewright rules`: the rule book, or one page of it.

mod book;
mod members;

use std::{borrow::Cow, fmt::Write as _, path::PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::{Failure, output::Output};
use crate::{
    facts::{disagreements::Disagreement, roles::RoleKind, sources::Source, versions::Version},
    model::{Ids, outline},
    rules::{
        Fixes, Rule, Severity,
        catalogue::{self, Row},
        engine, house,
    },
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The rule to explain; all of them without it
    id: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Where to write the result; standard output without it
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Md,
}

/// The contract's shape; fields in its order.
#[derive(Serialize)]
struct Book {
    schema: &'static str,
    rules: Vec<Page>,
}

#[derive(Serialize)]
pub struct Page {
    pub id: String,
    pub title: Cow<'static, str>,
    pub why: &'static str,
    source: &'static str,
    pub severity: Vec<Level>,
    judged: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'static str>,
    #[serde(serialize_with = "members::sources")]
    pub sources: Vec<Source>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "members::disagreements")]
    disagreements: Vec<&'static Disagreement>,
    #[serde(skip)]
    pub rule: Option<&'static Rule>,
    /// The rule that counts once for all roles, of which this is the page for one of them.
    #[serde(skip)]
    of: Option<&'static str>,
}

#[derive(Serialize)]
pub struct Level {
    pub from: &'static str,
    pub severity: &'static str,
}

impl Arguments {
    pub fn run(self) -> Result<(), Failure> {
        let mut pages = pages();
        if let Some(id) = &self.id {
            // No row of the catalogue, but a finding can have its id.
            pages.push(Page::of(&Row::Judged(&house::LIMITS)));
            pages.retain(|page| page.id.eq_ignore_ascii_case(id));
            if pages.is_empty() {
                return Err(unknown(id));
            }
        }
        let explained = self.id.is_some();
        let text = match self.format {
            Format::Json => json(pages),
            Format::Md if explained => written(&pages, book::alone),
            Format::Md => book::book(&pages),
            Format::Text if explained => written(&pages, page_text),
            Format::Text => written(&pages, line),
        };
        Output::write(self.output.as_deref(), text.as_bytes())
    }
}

fn unknown(id: &str) -> Failure {
    let known: Vec<String> = pages().into_iter().map(|page| page.id).collect();
    let near = outline::nearest(&id.to_uppercase(), known.iter().map(String::as_str));
    let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
    Failure::Input(format!("there is no rule \u{201c}{id}\u{201d}{hint}"))
}

/// Every row of the catalogue; a rule that counts once for all roles stands there for each of them
/// as well.
pub fn pages() -> Vec<Page> {
    let mut pages = Vec::new();
    for row in catalogue::rows() {
        pages.push(Page::of(&row));
        if row.id() == "ROLE-SITETYPE" {
            let of_roles = RoleKind::all().filter_map(|kind| {
                let title = Cow::from(where_it_stands(kind)?);
                let id = format!("{}-{}", row.id(), kind.code());
                Some(Page { id, title, of: Some(row.id()), ..Page::of(&row) })
            });
            pages.extend(of_roles);
        }
    }
    pages
}

/// Which types of site take a role, where some do and some do not.
fn where_it_stands(kind: RoleKind) -> Option<String> {
    let sites = match kind.facts().allowed {
        [true, true, true, true] | [false, false, false, false] => return None,
        [central, alone, child, secondary] => [
            central.then_some("a central administration site"),
            (alone && child).then_some("a primary site"),
            (alone && !child).then_some("a stand-alone primary site"),
            (child && !alone).then_some("a child primary site"),
            secondary.then_some("a secondary site"),
        ],
    };
    let sites: Vec<_> = sites.into_iter().flatten().collect();
    let role = kind.with_article();
    let mut title = role[..1].to_uppercase() + &role[1..] + " stands at ";
    title.push_str(&sites.join(" or "));
    Some(title)
}

impl Page {
    pub fn of(row: &Row) -> Self {
        Self {
            id: row.id().to_owned(),
            title: row.title().into(),
            why: row.why(),
            source: row.source().map_or("", |source| source.page),
            severity: levels(row.levels()),
            judged: row.because().is_none(),
            because: row.because(),
            topic: row.topic().map(|topic| topic.title),
            sources: row.sources().to_vec(),
            disagreements: row.disagreements().collect(),
            rule: match row {
                Row::Judged(rule) => Some(rule),
                Row::Unjudged(_) => None,
            },
            of: None,
        }
    }

    /// What a reader has to know of its sources.
    fn caution(&self) -> Option<String> {
        catalogue::caution(&self.sources)
    }

    /// What breaks it and what keeps it, if it is judged.
    pub fn examples(&self) -> impl Iterator<Item = (&'static str, String)> {
        let both = |rule: &Rule| [("Breaks it", rule.bad), ("Keeps it", rule.good)];
        let examples = self.rule.into_iter().flat_map(both);
        examples.map(|(title, example)| (title, excerpt(&example.text())))
    }

    /// "error", or "warning from 2403, error from 2603".
    fn severities(&self) -> String {
        match self.severity.as_slice() {
            [] => "none".to_owned(),
            [only] if only.from == Version::OLDEST.name() => only.severity.to_owned(),
            several => {
                let each = several.iter().map(|it| format!("{} from {}", it.severity, it.from));
                each.collect::<Vec<_>>().join(", ")
            }
        }
    }

    fn cures(&self) -> Cow<'static, str> {
        match self.rule.map(|rule| rule.fixes) {
            Some(Fixes::None(reason)) => reason.into(),
            Some(Fixes::Offer(_)) => match self.rule.and_then(first_cure) {
                Some(title) => format!("Sitewright offers \u{201c}{title}\u{201d}.").into(),
                None => "Sitewright offers a fix.".into(),
            },
            None => "".into(),
        }
    }
}

/// What the button says that makes the good example of the bad one.
fn first_cure(rule: &'static Rule) -> Option<String> {
    let Fixes::Offer(offer) = rule.fixes else { return None };
    let design = outline::parse(&rule.bad.text()).ok()?;
    let found = engine::ask(rule, &design).into_iter().find(|it| it.problem().is_some())?;
    let fix = offer(&design, found.on, &mut Ids::counted()).into_iter().next()?;
    Some(fix.title)
}

fn levels(levels: &[(Version, Severity)]) -> Vec<Level> {
    let level = |(from, severity): &(Version, Severity)| Level {
        from: from.name(),
        severity: severity.word(),
    };
    levels.iter().map(level).collect()
}

fn json(rules: Vec<Page>) -> String {
    let book = Book { schema: "sitewright-rules/1", rules };
    serde_json::to_string_pretty(&book).unwrap_or_default() + "\n"
}

fn written(pages: &[Page], write: fn(&mut String, &Page) -> std::fmt::Result) -> String {
    let mut text = String::new();
    for page in pages {
        // Writing to a String cannot fail.
        _ = write(&mut text, page);
    }
    text
}

fn line(out: &mut String, page: &Page) -> std::fmt::Result {
    let judged = if page.judged { page.severities() } else { "not judged".to_owned() };
    writeln!(out, "{}\t{judged}\t{}", page.id, page.title)
}

fn page_text(out: &mut String, page: &Page) -> std::fmt::Result {
    writeln!(out, "{}: {}", page.id, page.title)?;
    writeln!(out, "why: {}", page.why)?;
    writeln!(out, "severity: {}", page.severities())?;
    for source in &page.sources {
        writeln!(out, "source: {}", cited(source))?;
    }
    if let Some(caution) = page.caution() {
        writeln!(out, "note: {caution}")?;
    }
    for it in &page.disagreements {
        writeln!(out, "the documentation disagrees: {}", it.topic)?;
        for side in it.sides {
            writeln!(out, "  - {}", side.says)?;
            for source in side.sources {
                writeln!(out, "    source: {}", cited(source))?;
            }
        }
        writeln!(out, "  taken here: {} {}", it.ruling, it.why)?;
    }
    match page.because {
        Some(because) => writeln!(out, "not judged: {because}")?,
        None => writeln!(out, "fix: {}", page.cures())?,
    }
    for (title, example) in page.examples() {
        writeln!(out, "{}:\n{example}", title.to_lowercase())?;
    }
    Ok(())
}

/// An address, the day it was read, and what has to be known of it.
fn cited(source: &Source) -> String {
    let mark = match source.says.caution() {
        Some(_) => format!(", {}", source.says.word()),
        None => String::new(),
    };
    format!("{} (read {}{mark})", source.address(), source.read)
}

/// An example, its middle left out where it is thousands of lines long.
fn excerpt(outline: &str) -> String {
    const SHOWN: usize = 14;
    let lines: Vec<&str> = outline.trim_matches('\n').lines().collect();
    match lines.len() {
        0..=SHOWN => lines.join("\n"),
        all => {
            let (head, tail) = (&lines[..SHOWN - 2], &lines[all - 2..]);
            format!(
                "{}\n# {} more lines like these\n{}",
                head.join("\n"),
                all - SHOWN,
                tail.join("\n")
            )
        }
    }
}
