//! What the log says of each rule: its page of the rule book.

use std::fmt::Write as _;

use super::{
    level,
    shape::{Configuration, Descriptor, Help, Levels, Text},
};
use crate::{
    cli::rules::{self, Page},
    facts::versions::Version,
    model::Design,
    rules::{
        catalogue::Row,
        house::{LIMITS, in_effect},
    },
};

/// Every judged rule that applies, in the order of the rule book; that of the house last.
pub fn all(design: &Design) -> Vec<Descriptor> {
    let limits = in_effect(design).filter(|rule| rule.id == LIMITS.id);
    let limits = limits.map(|rule| Page::of(&Row::Judged(rule)));
    let pages = rules::pages().into_iter().chain(limits);
    pages.filter_map(|page| descriptor(&page, design.target())).collect()
}

fn descriptor(page: &Page, target: Version) -> Option<Descriptor> {
    let severity = page.rule?.severity(target)?;
    let (mut text, mut markdown) = (String::new(), String::new());
    // Writing to a String cannot fail.
    _ = plain(&mut text, page);
    _ = marked(&mut markdown, page);
    Some(Descriptor {
        id: page.id.clone(),
        name: name(&page.title),
        short_description: Text { text: page.title.to_string() },
        full_description: Text { text: page.why.to_owned() },
        help_uri: page.sources.first().map(crate::facts::sources::Source::address),
        help: Help { text, markdown },
        default_configuration: Configuration { level: Some(level(severity)), enabled: true },
        properties: Levels {
            severity: page.severity.iter().map(|level| (level.from, level.severity)).collect(),
        },
    })
}

/// The title as one word, as the format wants the name of a rule: `ManagementPointStandsAt…`.
fn name(title: &str) -> String {
    let mut name = String::with_capacity(title.len());
    let words = title.split(|letter: char| !letter.is_alphanumeric());
    for word in words.filter(|word| !["A", "An", "The", "a", "an", "the"].contains(word)) {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.extend(letters);
    }
    name
}

fn plain(out: &mut String, page: &Page) -> std::fmt::Result {
    writeln!(out, "{}", page.why)?;
    for (title, example) in page.examples() {
        writeln!(out, "\n{title}:\n{example}")?;
    }
    writeln!(out)?;
    for source in &page.sources {
        writeln!(out, "Source: {} (read {})", source.address(), source.read)?;
    }
    Ok(())
}

fn marked(out: &mut String, page: &Page) -> std::fmt::Result {
    writeln!(out, "{}", page.why)?;
    for (title, example) in page.examples() {
        writeln!(out, "\n{title}:\n\n```text\n{example}\n```")?;
    }
    writeln!(out)?;
    for source in &page.sources {
        writeln!(out, "- Source: <{}>, read {}", source.address(), source.read)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_one_word() {
        let title = "A hierarchy with the most: at most 700,000 desktops";
        assert_eq!(name(title), "HierarchyWithMostAtMost700000Desktops");
    }
}
