//! Whatever comes in: told with its place, never a panic.

use std::fmt::Write as _;

use sitewright::{file, rules, templates};

use super::{Desk, PIPED};

/// A small generator, the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides.max(1)
    }
}

/// Changes a few places of a text: letters, words of the format, lines.
fn mutated(dice: &mut Dice, text: &str) -> Vec<u8> {
    const WORDS: [&str; 24] = [
        "\"",
        ":",
        ",",
        "#",
        "=",
        "\n",
        "  ",
        "{",
        "}",
        "[",
        "]",
        "-",
        "4294967296",
        "1e999",
        "\0",
        "\u{feff}",
        "null",
        "true",
        "from",
        "for CS1",
        "pull",
        "server X",
        "\\u0000",
        "\u{1F5A5}",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len());
        let word = WORDS[dice.roll(WORDS.len())].bytes();
        match dice.roll(6) {
            0 => bytes[at] = u8::try_from(dice.roll(256)).unwrap_or_default(),
            1 => drop(bytes.remove(at)),
            2 => drop(bytes.splice(at..at, word)),
            3 => drop(bytes.splice(at..(at + 6).min(bytes.len()), word)),
            4 => bytes.truncate(at.max(1)),
            _ => {
                let end = (at + dice.roll(80)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                let to = dice.roll(bytes.len());
                bytes.splice(to..to, part);
            }
        }
    }
    bytes
}

/// Whether every line of a message begins with a line and a column, or a JSON path.
fn has_places(said: &str) -> bool {
    let number =
        |part: Option<&str>| part.is_some_and(|it| it.parse::<usize>().is_ok_and(|it| it > 0));
    !said.is_empty()
        && said.lines().all(|line| {
            let mut parts = line.split(':');
            let path = ["format_version", "plan.", "design.", "steps[", "positions."];
            path.iter().any(|it| line.starts_with(it))
                || number(parts.next()) && number(parts.next())
        })
}

#[test]
fn mutations_of_templates_are_judged_or_told() {
    let mut dice = Dice(20_261_125);
    let (mut judged, mut told) = (0, 0);
    for template in templates::all() {
        let plan = file::read(template.outline.as_bytes()).expect("a plan");
        let saved = String::from_utf8(file::write(&plan)).expect("text");
        for text in [template.outline, &saved] {
            for _ in 0..300 {
                match file::read(&mutated(&mut dice, text)) {
                    Ok(plan) => {
                        judged += 1;
                        rules::check(&plan.design).sorted(&plan.design);
                        let again = file::read(&file::write(&plan)).expect("what was saved");
                        assert_eq!(file::write(&again), file::write(&plan));
                    }
                    Err(error) => {
                        told += 1;
                        let said = error.to_string();
                        assert!(has_places(&said), "{said}");
                    }
                }
            }
        }
    }
    assert!(judged > 100 && told > 1_000 && judged + told == 2_400, "{judged} {told}");
}

#[test]
fn mutations_through_the_program_end_in_a_known_code() {
    let desk = Desk::new();
    let mut dice = Dice(7);
    let saved = desk.run("new --template remote-offices -o -").out;
    for _ in 0..60 {
        let ran = desk.pipe("check -", &mutated(&mut dice, &saved));
        match ran.code {
            0 | 1 => assert!(ran.err.is_empty() && !ran.out.is_empty(), "{ran:?}"),
            code => {
                let places = ran.err.lines().map(|line| line.strip_prefix("standard input:"));
                let places: Option<Vec<_>> = places.collect();
                let placed = places.is_some_and(|lines| has_places(&lines.join("\n")));
                assert!(code == 2 && placed && ran.out.is_empty(), "{ran:?}");
            }
        }
    }
}

#[test]
fn odd_input_is_read_or_told_with_its_place() {
    let desk = Desk::new();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    for (bytes, code, said) in [
        (b"".to_vec(), 0, ""),
        (b"\xef\xbb\xbf".to_vec(), 0, ""),
        (b"\xff\xfe".to_vec(), 0, ""),
        (PIPED.replace('\n', "\r\n").into_bytes(), 1, ""),
        (format!("\u{feff}{PIPED}").into_bytes(), 1, ""),
        (wide(&format!("\u{feff}{PIPED}")), 1, ""),
        (wide(PIPED), 2, "standard input:1:2: "),
        (b"\xff\xfec\0a".to_vec(), 2, "standard input:1:2: this is not text in UTF-16"),
        (b"\xff\xfe\n\0\0\xd8a\0".to_vec(), 2, "standard input:2:1: this is not text in UTF-16"),
        (b"cas A\n  \xc3(".to_vec(), 2, "standard input:2:3: this is not text in UTF-8"),
        (b"\0\0\0".to_vec(), 2, "standard input:1:1: "),
        (b"cas A \"\0\"\n".to_vec(), 2, "standard input:1:8: "),
        (b"{}".to_vec(), 2, "standard input:1:2: missing field"),
        (b"{\"format_version\": 99}".to_vec(), 2, "standard input:format_version: "),
        (b"{\"format_version\": 1e400}".to_vec(), 2, "standard input:1:"),
        (b"{\"format_version\":1,\"a\\u001b\\n\":1}".to_vec(), 2, "standard input:1:"),
        (b"cas A\n\tprimary B\n".to_vec(), 2, "standard input:2:1: "),
        (b"server A: mp\n".to_vec(), 2, "standard input:1:1: a server stands in a site"),
        (b"primary P devices=99999999999\n".to_vec(), 2, "standard input:1:19: devices needs"),
        ("[".repeat(100_000).into_bytes(), 2, "standard input:1:1: "),
    ] {
        let ran = desk.pipe("check -", &bytes);
        assert_eq!(ran.code, code, "{ran:?}");
        assert!(ran.err.starts_with(said) && ran.err.is_empty() == (code < 2), "{ran:?}");
        assert!(!ran.err.contains('\u{1b}'), "{ran:?}");
    }
    let nested = format!("{{\"format_version\":1,\"steps\":[{}", "[".repeat(100_000));
    for end in [String::new(), "]".repeat(100_001) + "}"] {
        let ran = desk.pipe("check -", format!("{nested}{end}").as_bytes());
        assert!(ran.code == 2 && ran.err.starts_with("standard input:1:"), "{ran:?}");
    }
    desk.put("empty.sitewright", "");
    desk.put("cut.sitewright", "  \"format_version\": 1 }");
    desk.refuses(2, "check empty.sitewright", b"", &["empty.sitewright:1:1: "]);
    desk.refuses(2, "check cut.sitewright", b"", &["cut.sitewright:1:"]);
    desk.refuses(2, "check .", b"", &["cannot open .: this is a folder"]);
    desk.refuses(2, "check none", b"", &["cannot open none: there is no such file"]);
    desk.refuses(2, "fmt none", b"", &["cannot open none: there is no such file"]);
}

#[test]
fn all_faults_of_an_outline_are_told_at_once() {
    let desk = Desk::new();
    let told = |text: &str| desk.pipe("check -", text.as_bytes()).err;
    let said = told("cas A\n  sever B: mp\n  server C: mq\n  primary D devises=3\n");
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    for (line, words) in lines.iter().zip([":2:3: ", ":3:13: ", ":4:13: "]) {
        assert!(line.starts_with("standard input") && line.contains(words), "{line}");
        assert!(line.contains("expected") && line.contains("did you mean"), "{line}");
    }
    assert_eq!(told(&"cos X\n".repeat(50)).lines().count(), 20);
}

#[test]
fn long_names_and_long_outlines_are_read() {
    let desk = Desk::new();
    let (code, name) = ("X".repeat(300), "Y".repeat(300));
    desk.put(
        "p.outline",
        format!("primary {code}\n  server {name} os=2025: dp\ncmg {name} instances=4294967295\n"),
    );
    let ran = desk.run("check p.outline");
    assert!(ran.code == 1 && ran.err.is_empty() && ran.out.contains(&code), "{ran:?}");
    assert_eq!(desk.run("export p.outline -o all --to all --quiet").code, 0);
    let mut long = "cas CS1\n".to_owned();
    for site in 0..50 {
        _ = writeln!(long, "  primary P{site:02} devices=4294967295 clouddevices=4294967295");
        for server in 0..2_000 {
            _ = writeln!(long, "    server S{site}-{server}: dp");
        }
    }
    assert!(long.lines().count() > 100_000);
    let ran = desk.pipe("check - --quiet", long.as_bytes());
    assert!(ran.code == 1 && ran.err.is_empty(), "{} {}", ran.code, ran.err);
    assert!(ran.out.contains("CAP-SUM") && ran.out.contains("DP-COUNT-STD"));
}
