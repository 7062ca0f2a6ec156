//! Every plan written as every kind of file.
//!
//! `UPDATE=1 cargo test` writes the text kinds anew; the difference is read like code.

#![expect(clippy::disallowed_methods, reason = "snapshots are files")]

use std::{collections::BTreeSet, env, fs, path::Path, process::Command};

use resvg::usvg::roxmltree::Document;
use sitewright::{
    export::{self, EXPORTERS, Input, Page},
    model::NodeId,
    rules::Report,
    scene::theme::Theme,
};

use super::samples::{self, Sample};

fn input(sample: &Sample, theme: Theme) -> Input<'_> {
    let Sample { plan, report, name } = sample;
    Input { plan, report, theme, page: Page::of_name("a3"), name }
}

fn write(sample: &Sample, kind: &str) -> Vec<u8> {
    let exporter = export::by_kind(kind).expect("a kind of file");
    (exporter.write)(&input(sample, Theme::Light)).expect("it can be written")
}

fn text(sample: &Sample, kind: &str) -> String {
    String::from_utf8(write(sample, kind)).expect("text")
}

#[test]
fn text_files_are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exports");
    let update = env::var_os("UPDATE").is_some();
    let mut different = Vec::new();
    // Without findings, so that a new rule changes no file here.
    let calm = samples::all().map(|sample| Sample { report: Report::default(), ..sample });
    for sample in calm {
        for exporter in EXPORTERS.iter().filter(|exporter| exporter.text) {
            let file = folder.join(format!("{}.{}", sample.name, exporter.extension));
            let now = text(&sample, exporter.kind);
            if update {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&file, now).unwrap();
            } else if fs::read_to_string(&file).is_ok_and(|then| then != now) || !file.exists() {
                different.push(file.file_name().unwrap().to_owned());
            }
        }
    }
    assert!(different.is_empty(), "{different:?} differ; look at them after UPDATE=1 cargo test");
}

#[test]
fn every_kind_is_written_the_same_each_time() {
    for sample in samples::all() {
        for exporter in EXPORTERS {
            // Pictures take long to draw, and add nothing of their own to the text they show.
            let drawn = !exporter.text;
            if drawn && ["hostile", "odd", "offices"].contains(&sample.name) {
                continue;
            }
            let once = write(&sample, exporter.kind);
            let again = !drawn || sample.name == "contoso";
            assert!(
                !again || once == write(&sample, exporter.kind),
                "{} {}",
                sample.name,
                exporter.kind
            );
        }
    }
}

#[test]
fn every_theme_can_be_written() {
    let sample = samples::named("contoso");
    let pictures = Theme::ALL.map(|theme| {
        let exporter = export::by_kind("svg").unwrap();
        (exporter.write)(&input(&sample, theme)).unwrap()
    });
    assert_eq!(BTreeSet::from(pictures).len(), Theme::ALL.len());
}

#[test]
fn kinds_are_told_apart() {
    let kinds: BTreeSet<_> = EXPORTERS.iter().map(|exporter| exporter.kind).collect();
    assert_eq!(kinds.len(), EXPORTERS.len());
    assert!(EXPORTERS.iter().all(|exporter| export::by_kind(exporter.kind).is_some()));
    assert!(export::by_kind("docx").is_none());
}

/// What must be found in a file: names and ids of all sites and servers, ids of all findings.
fn expected(sample: &Sample) -> Vec<String> {
    let design = &sample.plan.design;
    let mut words: Vec<String> = Vec::new();
    for site in design.sites() {
        words.extend([site.code.clone(), NodeId::from(site.id).to_string()]);
    }
    for server in design.servers() {
        words.extend([server.name.clone(), NodeId::from(server.id).to_string()]);
    }
    words.extend(sample.report.sorted(design).into_iter().map(|finding| finding.id(design)));
    words
}

#[test]
fn every_site_server_and_finding_is_in_each_text() {
    for sample in samples::all().filter(|sample| sample.name != "hostile") {
        let svg = text(&sample, "svg");
        let svg = Document::parse(&svg).expect("well-formed");
        let words: Vec<_> = svg.descendants().filter(roxmltree_text).collect();
        let words: Vec<_> = words.into_iter().filter_map(|node| node.text()).collect();
        let markdown = text(&sample, "md");
        for word in expected(&sample) {
            let name = sample.name;
            assert!(words.iter().any(|text| text.contains(&word)), "{name}.svg lacks {word}");
            assert!(markdown.contains(&word), "{name}.md lacks {word}");
        }
    }
}

fn roxmltree_text(node: &resvg::usvg::roxmltree::Node<'_, '_>) -> bool {
    node.has_tag_name("text")
}

/// Read back with poppler where it is installed.
#[test]
fn every_site_server_and_finding_is_in_the_text_of_a_pdf() {
    let sample = samples::named("contoso");
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), write(&sample, "pdf")).unwrap();
    let Ok(read) = Command::new("pdftotext").arg(file.path()).arg("-").output() else { return };
    let text = String::from_utf8_lossy(&read.stdout);
    for word in expected(&sample) {
        assert!(text.contains(&word), "the pdf lacks {word}");
    }
}

#[test]
fn markup_in_names_stays_text_in_pictures() {
    let sample = samples::named("hostile");
    let svg = text(&sample, "svg");
    let document = Document::parse(&svg).expect("well-formed");
    let known = [
        "svg", "title", "defs", "pattern", "symbol", "g", "rect", "path", "text", "use", "circle",
        "ellipse", "polygon",
    ];
    for node in document.descendants().filter(resvg::usvg::roxmltree::Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "{node:?}");
        assert!(node.attributes().all(|it| !it.name().starts_with("on")), "{node:?}");
    }
    let words = document.descendants().filter_map(|node| node.text());
    assert!(words.into_iter().any(|text| text.contains("<script>alert(1)</script>")));
}

#[test]
fn markup_in_names_stays_text_in_markdown() {
    let sample = samples::named("hostile");
    let text = text(&sample, "md");
    // What a backslash stands before is no markup.
    let mut bare = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => _ = letters.next(),
            letter => bare.push(letter),
        }
    }
    for (at, _) in bare.match_indices('<') {
        assert!(bare[at..].starts_with("<https://learn.microsoft.com/"), "{}", &bare[at..]);
    }
    for mark in ["](", "![", "`code", "**b", "~~", "&"] {
        assert!(!bare.contains(mark), "{mark}");
    }
    for row in bare.lines().filter(|line| line.starts_with("| ")) {
        assert_eq!(row.matches('|').count(), 8, "{row}");
    }
    assert!(!text.contains('\u{202e}'));
}
