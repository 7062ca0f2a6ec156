//! The rule book as a document, where the documentation disagrees, and what no page states.

use std::collections::{BTreeMap, BTreeSet};

use sitewright::{
    facts::{
        disagreements::{DISAGREEMENTS, about},
        sources::Says,
    },
    model::Date,
    rules::{
        self, Fixes,
        catalogue::{TOPICS, Topic, row, rows},
    },
};

use super::{Desk, json};

/// The document, headings with what stands below each.
fn book() -> (String, Vec<(String, String)>) {
    let text = Desk::new().run("rules --format md").out;
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut in_example = false;
    for line in text.lines() {
        in_example ^= line.starts_with("```");
        if line.starts_with('#') && !in_example {
            parts.push((line.to_owned(), String::new()));
        } else {
            let part = parts.last_mut().expect("a heading first");
            part.1.push_str(line);
            part.1.push('\n');
        }
    }
    (text, parts)
}

#[test]
fn every_row_has_a_heading_of_its_own_in_its_topic() {
    let (_, parts) = book();
    let mut topic = String::new();
    let mut found = BTreeMap::new();
    for (heading, _) in &parts {
        match heading.trim_start_matches('#').trim_start() {
            title if heading.starts_with("## ") => title.clone_into(&mut topic),
            id => assert!(found.insert(id.to_owned(), topic.clone()).is_none(), "{id} twice"),
        }
    }
    for row in rows() {
        let expected = row.topic().map(|topic| topic.title.to_owned());
        assert_eq!(found.get(row.id()), expected.as_ref(), "{}", row.id());
    }
    for disagreement in DISAGREEMENTS {
        assert!(found.contains_key(disagreement.topic), "{}", disagreement.topic);
    }
}

#[test]
fn every_row_says_what_a_reader_needs() {
    let (_, parts) = book();
    let parts: BTreeMap<&str, &str> = parts
        .iter()
        .map(|(heading, text)| (heading.trim_start_matches(['#', ' ']), text.as_str()))
        .collect();
    for row in rows() {
        let text = parts[row.id()];
        let mut wanted = vec![format!("**{}.** {}", row.title(), row.why())];
        if !row.levels().is_empty() {
            wanted.push("- Severity: ".to_owned());
        }
        for source in row.sources() {
            wanted.push(format!("<{}>, read {}", source.address(), source.read));
        }
        wanted.extend(row.because().map(|because| format!("- Not judged: {because}")));
        wanted.extend(row.caution());
        for it in row.disagreements() {
            wanted.extend([it.topic.to_owned(), format!("Taken here: {} {}", it.ruling, it.why)]);
        }
        if let Some(rule) = rules::by_id(row.id()) {
            wanted.extend(["Breaks it:\n\n```text\n".into(), "Keeps it:\n\n```text\n".into()]);
            wanted.push(match rule.fixes {
                Fixes::Offer(_) => "- Fix: Sitewright offers \u{201c}".to_owned(),
                Fixes::None(because) => format!("- Fix: {because}"),
            });
        }
        for words in wanted {
            assert!(text.contains(&words), "{}: {words} is not in\n{text}", row.id());
        }
    }
}

#[test]
fn the_book_begins_with_its_counts_and_its_contents() {
    let (text, parts) = book();
    let judged = rules::all().count();
    let all = rows().count();
    for (what, count) in [
        ("Rules in the catalogue", all),
        ("Judged", judged),
        ("Not judged, with the reason", all - judged),
        ("Where the documentation disagrees", DISAGREEMENTS.len()),
    ] {
        assert!(text.contains(&format!("\n| {what} | {count} |\n")), "{what}: {count}");
    }
    let titles = parts.iter().filter_map(|(heading, _)| heading.strip_prefix("## "));
    let titles: Vec<&str> = titles.collect();
    let mut expected = vec!["How to read this book", "Contents"];
    expected.extend(TOPICS.iter().map(|topic| topic.title));
    expected.push("Where the documentation disagrees");
    assert_eq!(titles, expected);
    let row_of = |topic: &'static Topic| {
        let (judged, open): (Vec<_>, Vec<_>) =
            topic.rows().partition(|row| row.because().is_none());
        format!("]({}) | {} | {} |", anchor(topic.title), judged.len(), open.len())
    };
    for row in TOPICS.iter().map(row_of) {
        assert!(text.contains(&row), "{row}");
    }
}

/// As the renderers of Markdown make it of a heading.
fn anchor(heading: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_');
    format!("#{}", heading.to_lowercase().chars().filter(kept).collect::<String>())
        .replace(' ', "-")
}

#[test]
fn every_link_inside_the_book_leads_to_a_heading() {
    let (text, parts) = book();
    let anchors: Vec<String> =
        parts.iter().map(|(heading, _)| anchor(heading.trim_start_matches(['#', ' ']))).collect();
    let unique: BTreeSet<_> = anchors.iter().collect();
    assert_eq!(unique.len(), anchors.len(), "two headings share an anchor");
    let links = text.match_indices("](#").filter_map(|(at, _)| text[at + 2..].split(')').next());
    let links: Vec<&str> = links.collect();
    assert!(links.len() > rows().count() / 4);
    for link in links {
        assert!(unique.contains(&link.to_owned()), "{link} leads nowhere");
    }
}

#[test]
fn tables_and_examples_are_whole() {
    let (text, _) = book();
    assert_eq!(text.lines().filter(|line| line.starts_with("```")).count() % 2, 0);
    let mut width = None;
    for line in text.lines() {
        let now = line.starts_with('|').then(|| line.matches('|').count());
        assert!(now.is_none() || width.is_none() || now == width, "{line}");
        width = now;
    }
    assert!(!text.contains("\n\n\n"), "no gaps");
}

#[test]
fn disagreements_are_told_whole() {
    assert_eq!(DISAGREEMENTS.len(), 20);
    let is_sentence = |text: &str| {
        text.ends_with('.') && !text.contains("  ") && !text.starts_with(char::is_lowercase)
    };
    let mut topics = BTreeSet::new();
    for it in DISAGREEMENTS {
        assert!(topics.insert(it.topic) && !it.topic.ends_with('.'), "{}", it.topic);
        assert!(it.sides.len() > 1, "{}: one side is no disagreement", it.topic);
        assert!(it.sides.iter().any(|side| !side.sources.is_empty()), "{}", it.topic);
        let said = it.sides.iter().map(|side| side.says);
        for text in said.chain([it.ruling, it.why]) {
            assert!(is_sentence(text), "{}: {text}", it.topic);
        }
        for source in it.sides.iter().flat_map(|side| side.sources) {
            let day = Date::read(source.read);
            assert!(day.is_some_and(|day| day.year >= 2026), "{}: {source:?}", it.topic);
            let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
            let fits = |letter: char| plain(letter) || matches!(letter, '/' | '-');
            assert!(source.page.chars().all(fits), "{}: {}", it.topic, source.page);
            assert_eq!(source.says, Says::Stated, "{}", it.topic);
        }
        for id in it.rules {
            assert!(row(id).is_some(), "{}: there is no rule {id}", it.topic);
            assert!(about(id).any(|other| other.topic == it.topic));
        }
    }
}

#[test]
fn both_sides_stand_on_the_page_of_every_rule_concerned() {
    let desk = Desk::new();
    let ids: BTreeSet<&str> = DISAGREEMENTS.iter().flat_map(|it| it.rules).copied().collect();
    for id in ids {
        let text = desk.run(&format!("rules {id}")).out;
        let page = desk.run(&format!("rules {id} --format md")).out;
        let data = json(&desk.run(&format!("rules {id} --format json")));
        let told = data["rules"][0]["disagreements"].as_array().expect(id);
        assert_eq!(told.len(), about(id).count(), "{id}");
        for (it, told) in about(id).zip(told) {
            assert_eq!(told["topic"], it.topic);
            assert_eq!((&told["ruling"], &told["why"]), (&it.ruling.into(), &it.why.into()));
            for (side, told) in it.sides.iter().zip(told["sides"].as_array().expect("sides")) {
                assert_eq!(told["says"], side.says);
                assert!(text.contains(side.says) && page.contains(side.says), "{id}");
                for (source, told) in side.sources.iter().zip(told["sources"].as_array().expect(""))
                {
                    assert_eq!(told["address"], source.address());
                    assert_eq!(told["read"], source.read);
                    let both = [&text, &page];
                    assert!(both.iter().all(|it| it.contains(&source.address())), "{id}");
                }
            }
            assert!(text.contains(it.ruling) && page.contains(it.ruling), "{id}");
        }
    }
    let plain = json(&desk.run("rules HIER-ROOT-TYPE --format json"));
    assert!(plain["rules"][0].get("disagreements").is_none());
}

/// What no page states outright is marked wherever the rule is explained.
#[test]
fn what_follows_from_facts_or_is_ours_is_marked() {
    let desk = Desk::new();
    for (id, says, whole) in [
        ("SRV-EMPTY", Says::Derived, true),
        ("PASSIVE-DP-OTHER", Says::Derived, true),
        ("ROLE-DUP-SERVER", Says::Derived, false),
        ("MP-HA", Says::Derived, false),
        ("SRV-NETBIOS15", Says::Observed, true),
        ("PULL-LOAD", Says::Ours, false),
    ] {
        let caution = row(id).and_then(|row| row.caution()).expect(id);
        assert_eq!(caution.starts_with("In part: "), !whole, "{id}");
        for format in ["text", "md"] {
            let out = desk.run(&format!("rules {id} --format {format}")).out;
            assert!(out.contains(&caution) && out.contains(says.word()), "{id}: {out}");
        }
        let data = json(&desk.run(&format!("rules {id} --format json")));
        let sources = data["rules"][0]["sources"].as_array().expect("sources");
        assert!(sources.iter().any(|source| source["basis"] == says.word()), "{id}");
    }
    assert_eq!(row("HIER-ROOT-TYPE").and_then(|row| row.caution()), None);
}
