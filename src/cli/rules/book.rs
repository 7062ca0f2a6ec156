//! The rule book as a document: a summary, the contents by topic, every rule, and where the
//! documentation disagrees.

use std::fmt::{Result, Write as _};

use super::Page;
use crate::{
    facts::{
        disagreements::{DISAGREEMENTS, Disagreement},
        sources::Source,
        versions::Version,
    },
    rules::{
        Fixes, Severity, asks,
        catalogue::{TOPICS, Topic, lowered, topic_of},
    },
};

const TITLE: &str = "# The rules of Sitewright\n\nWhat a Configuration Manager hierarchy must keep \
to, why, and the page of Microsoft's documentation that says so. Each rule that is judged stands \
with an outline that breaks it and one that keeps it.\n";

const READING: &str = "\
## How to read this book

- **Error** means that setup or an update blocks it, or that Microsoft does not support it. \
**Warning** means that it works with a known risk, is deprecated, or exceeds a figure of the \
documentation. **Advice** is a recommendation. Several rules get stricter with a product version.
- A rule is **judged** when a plan can hold the facts that it needs; where a plan leaves one out, \
the rule says that it could not be checked, and what the plan would have to say. Rows that are not \
judged stand at the end of their topic, with the reason.
- **Derived** marks what follows from documented facts although no page states it outright, \
**observed** what is known from practice, and **ours** a number or advice of this program.
- Examples are outlines: one site or server a line, two spaces of indent for what belongs to the \
line above, roles by their abbreviations. `sitewright check` reads them as they stand.
- Every source names the day on which it was read. Documentation changes; the address leads to \
what it says today.
";

/// Where both examples and disagreements are listed.
const DISAGREE: &str = "Where the documentation disagrees";

/// The whole document.
pub(super) fn book(pages: &[Page]) -> String {
    let mut out = TITLE.to_owned();
    // Writing to a String cannot fail.
    _ = summary(&mut out, pages).and_then(|()| contents(&mut out, pages));
    for topic in TOPICS {
        _ = chapter(&mut out, topic, pages);
    }
    _ = disagreements(&mut out);
    out
}

/// One rule by itself.
pub(super) fn alone(out: &mut String, page: &Page) -> Result {
    entry(out, page, "#")
}

fn summary(out: &mut String, pages: &[Page]) -> Result {
    let rows = || pages.iter().filter(|page| page.of.is_none());
    let judged = || rows().filter(|page| page.judged);
    let at_newest = |severity: Severity| {
        let worst = |page: &&Page| page.rule.and_then(|rule| rule.severity(Version::NEWEST));
        judged().filter(|page| worst(page) == Some(severity)).count()
    };
    let offers = |page: &&Page| matches!(page.rule.map(|rule| rule.fixes), Some(Fixes::Offer(_)));
    let versions: Vec<&str> = Version::ALL.into_iter().map(Version::name).collect();
    let newest = Version::NEWEST.name();
    writeln!(out, "\nWritten by Sitewright {}.", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "\n| | |\n|---|--:|")?;
    writeln!(out, "| Rules in the catalogue | {} |", rows().count())?;
    writeln!(out, "| Judged | {} |", judged().count())?;
    for severity in Severity::ALL {
        writeln!(out, "| Judged, {} at {newest} | {} |", severity.word(), at_newest(severity))?;
    }
    writeln!(out, "| Judged, with a fix | {} |", judged().filter(offers).count())?;
    writeln!(out, "| Not judged, with the reason | {} |", rows().filter(|it| !it.judged).count())?;
    writeln!(
        out,
        "| Derived, observed or ours | {} |",
        rows().filter(|it| it.caution().is_some()).count()
    )?;
    writeln!(out, "| {DISAGREE} | {} |", DISAGREEMENTS.len())?;
    writeln!(out, "| Product versions | {} |\n", versions.join(", "))?;
    out.write_str(READING)
}

fn contents(out: &mut String, pages: &[Page]) -> Result {
    writeln!(out, "\n## Contents\n\n| Topic | Judged | Not judged |\n|---|--:|--:|")?;
    for topic in TOPICS {
        let count = |judged| of_topic(pages, topic).filter(|page| page.judged == judged).count();
        let title = link(topic.title, topic.title);
        writeln!(out, "| {title} | {} | {} |", count(true), count(false))?;
    }
    writeln!(out, "\n{}", link(DISAGREE, DISAGREE))
}

fn chapter(out: &mut String, topic: &'static Topic, pages: &[Page]) -> Result {
    let (judged, open): (Vec<&Page>, Vec<&Page>) =
        of_topic(pages, topic).partition(|page| page.judged);
    writeln!(out, "\n## {}\n\n{}", topic.title, topic.about)?;
    if !judged.is_empty() {
        writeln!(out, "\n| Rule | What must hold | Severity |\n|---|---|---|")?;
    }
    for page in &judged {
        writeln!(out, "| {} | {} | {} |", link(&page.id, &page.id), page.title, page.severities())?;
    }
    for page in &judged {
        writeln!(out)?;
        entry(out, page, "###")?;
        for role in pages.iter().filter(|role| role.of == Some(page.id.as_str())) {
            writeln!(out, "\n#### {}\n\n{}.", role.id, role.title)?;
        }
    }
    if !open.is_empty() {
        writeln!(out, "\n### Not judged in {}", topic.title)?;
    }
    for page in &open {
        writeln!(out)?;
        entry(out, page, "####")?;
    }
    Ok(())
}

fn of_topic<'a>(pages: &'a [Page], topic: &'static Topic) -> impl Iterator<Item = &'a Page> {
    let rows = pages.iter().filter(|page| page.of.is_none());
    rows.filter(move |page| topic_of(&page.id) == Some(topic))
}

fn entry(out: &mut String, page: &Page, heading: &str) -> Result {
    writeln!(out, "{heading} {}\n", page.id)?;
    facts(out, page)?;
    for disagreement in &page.disagreements {
        writeln!(out)?;
        quoted(out, disagreement)?;
    }
    for (title, example) in page.examples() {
        writeln!(out, "\n{title}:\n\n```text\n{example}\n```")?;
    }
    Ok(())
}

/// What holds, why, and what is known of it.
fn facts(out: &mut String, page: &Page) -> Result {
    writeln!(out, "**{}.** {}\n", page.title, page.why)?;
    match page.severity.as_slice() {
        [] => {}
        [only] if only.from == Version::OLDEST.name() => {
            writeln!(out, "- Severity: {} at every version", only.severity)?;
        }
        _ => writeln!(out, "- Severity: {}", page.severities())?,
    }
    if let Some(because) = page.because {
        writeln!(out, "- Not judged: {because}")?;
    }
    if page.rule.is_some() {
        writeln!(out, "- Fix: {}", page.cures())?;
    }
    for reason in page.rule.map(asks).into_iter().flatten() {
        writeln!(out, "- Not checked if {}", lowered(&reason))?;
    }
    if let Some(caution) = page.caution() {
        let mark = page.sources.iter().map(|it| it.says).max();
        writeln!(out, "- **{}**: {caution}", capital(mark.map_or("", |says| says.word())))?;
    }
    for source in &page.sources {
        writeln!(out, "- Source: {}", cited(source))?;
    }
    Ok(())
}

/// A disagreement on the page of a rule.
fn quoted(out: &mut String, it: &Disagreement) -> Result {
    writeln!(out, "> **The documentation disagrees.** {}:\n>", it.topic)?;
    for side in it.sides {
        writeln!(out, "> - {}{}", side.says, where_it_is_said(side.sources))?;
    }
    writeln!(out, ">\n> Taken here: {} {}", it.ruling, it.why)
}

fn disagreements(out: &mut String) -> Result {
    writeln!(out, "\n## {DISAGREE}\n\nEach was decided once; the rules keep to the decision.")?;
    for it in DISAGREEMENTS {
        writeln!(out, "\n### {}\n", it.topic)?;
        for side in it.sides {
            writeln!(out, "- {}{}", side.says, where_it_is_said(side.sources))?;
        }
        writeln!(out, "\n**Taken here:** {} {}", it.ruling, it.why)?;
        let rules: Vec<String> = it.rules.iter().map(|id| link(id, id)).collect();
        match rules.as_slice() {
            [] => writeln!(out, "\nNo rule asks for it.")?,
            rules => writeln!(out, "\nRules: {}", rules.join(", "))?,
        }
    }
    Ok(())
}

/// The pages behind a sentence, in brackets.
fn where_it_is_said(sources: &[Source]) -> String {
    let pages: Vec<String> = sources.iter().map(cited).collect();
    if pages.is_empty() { String::new() } else { format!(" ({})", pages.join("; ")) }
}

fn cited(source: &Source) -> String {
    let mark = match source.says.caution() {
        Some(_) => format!(" ({})", source.says.word()),
        None => String::new(),
    };
    format!("<{}>, read {}{mark}", source.address(), source.read)
}

/// A link to a heading of the same document.
fn link(words: &str, heading: &str) -> String {
    let kept = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_');
    let anchor: String = heading.chars().filter(|letter| kept(*letter)).collect();
    format!("[{words}](#{})", anchor.to_lowercase().replace(' ', "-"))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
