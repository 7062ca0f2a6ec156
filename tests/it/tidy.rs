//! What no reviewer should have to look for: the order of the layers, sizes, first lines.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test helper")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Which module may name which. Read as: the left one may use the right ones.
const MAY_USE: &[(&str, &[&str])] = &[
    ("geometry", &[]),
    ("facts", &[]),
    ("model", &["facts", "geometry"]),
    ("commands", &["model", "facts"]),
    ("plan", &["commands", "model", "facts", "geometry"]),
    ("rules", &["commands", "model", "facts"]),
    ("measure", &["geometry"]),
    ("arrange", &["measure", "plan", "model", "facts", "geometry"]),
    ("session", &["plan", "rules", "arrange", "commands", "model", "facts", "geometry"]),
    ("scene", &["arrange", "measure", "plan", "rules", "model", "facts", "geometry"]),
    ("export", &["scene", "measure", "plan", "rules", "model", "facts", "geometry"]),
    ("templates", &["model", "facts"]),
    ("file", &["plan", "arrange", "commands", "model", "facts", "geometry"]),
    ("collector", &["facts"]),
    ("import", &["plan", "arrange", "commands", "model", "facts", "geometry"]),
    (
        "cli",
        &[
            "templates",
            "file",
            "import",
            "collector",
            "export",
            "scene",
            "arrange",
            "session",
            "rules",
            "plan",
            "commands",
            "model",
            "facts",
            "geometry",
            "app",
        ],
    ),
    (
        "app",
        &[
            "templates",
            "file",
            "import",
            "collector",
            "export",
            "scene",
            "measure",
            "arrange",
            "session",
            "rules",
            "plan",
            "commands",
            "model",
            "facts",
            "geometry",
        ],
    ),
];

/// Libraries that live in one place.
const HOMES: &[(&str, &str)] = &[
    ("egui", "src/app/"),
    ("eframe", "src/app/"),
    ("rfd", "src/app/"),
    ("petgraph", "src/model/graph.rs"),
    ("clap", "src/cli/"),
    ("toml", "src/file/house.rs"),
    ("serde", ""),
];

/// Files that may be longer than [`MOST_LINES`]: a list that may only shrink.
const LONG_FILES: &[&str] = &[];
const MOST_LINES: usize = 500;

struct File {
    path: String,
    text: String,
}

impl File {
    fn module(&self) -> &str {
        let below = self.path.trim_start_matches("src/");
        below.split(['/', '.']).next().unwrap_or_default()
    }

    /// Code lines: comments may name anything.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"))
    }
}

fn files(below: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(below)];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        // A folder that is not there holds nothing.
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    found
        .iter()
        .map(|path| File { path: name(path), text: fs::read_to_string(path).unwrap() })
        .collect()
}

#[test]
fn modules_keep_to_their_layer() {
    for file in files("src") {
        let Some((module, allowed)) = MAY_USE.iter().find(|(name, _)| *name == file.module())
        else {
            continue;
        };
        for (other, _) in MAY_USE.iter().filter(|(name, _)| name != module) {
            let used = uses(&file, other);
            assert!(!used || allowed.contains(other), "{} uses {other}", file.path);
        }
    }
}

/// Whether a file names a module of the crate, in a path or inside `use crate::{…}`.
fn uses(file: &File, module: &str) -> bool {
    let code: Vec<&str> = file.code().collect();
    let code = code.join("\n");
    let path = format!("crate::{module}");
    let named = code.match_indices(&path).any(|(at, _)| {
        !code[at + path.len()..]
            .starts_with(|letter: char| letter.is_alphanumeric() || letter == '_')
    });
    named || code.split("crate::{").skip(1).any(|rest| group_names(rest, module))
}

/// Whether the first level of a `{…}` group begins a path with `module`.
fn group_names(rest: &str, module: &str) -> bool {
    let mut depth = 0;
    let mut word = String::new();
    for letter in rest.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => return word == module,
            '}' => depth -= 1,
            _ if depth > 0 => {}
            ',' => {
                if word == module {
                    return true;
                }
                word.clear();
            }
            ':' if word == module => return true,
            letter if !letter.is_whitespace() => word.push(letter),
            _ => {}
        }
    }
    false
}

#[test]
fn libraries_stay_in_their_place() {
    for file in files("src") {
        for (library, home) in HOMES.iter().filter(|(_, home)| !home.is_empty()) {
            let named = file.code().any(|line| {
                line.contains(&format!("{library}::")) && !line.contains(&format!("::{library}::"))
            });
            assert!(!named || file.path.starts_with(home), "{} names {library}", file.path);
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_is_not_too_long() {
    for file in files("src").into_iter().chain(files("tests")).chain(files("benches")) {
        assert!(file.text.starts_with("//!"), "{} does not begin with //!", file.path);
        let lines = file.text.lines().count();
        let excused = LONG_FILES.contains(&file.path.as_str());
        assert!(lines <= MOST_LINES || excused, "{} has {lines} lines", file.path);
        assert!(lines > MOST_LINES || !excused, "{} is no longer long: take it off", file.path);
    }
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [
        "TO".to_owned() + "DO",
        "FIX".to_owned() + "ME",
        "todo".to_owned() + "!(",
        "#[ig".to_owned() + "nore",
    ];
    for file in files("src").into_iter().chain(files("tests")) {
        for mark in &marks {
            assert!(!file.text.contains(mark.as_str()), "{} holds {mark}", file.path);
        }
    }
}
