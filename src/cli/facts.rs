//! `sitewright facts`: what a plan can say of its nodes, as an outline spells it.

use std::{fmt::Write as _, path::PathBuf};

use super::{Failure, output::Output};
use crate::facts::said::{Fact, On, Shape};

#[derive(clap::Args)]
pub struct Arguments {
    /// Where to write it; standard output without it
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

impl Arguments {
    pub fn run(self) -> Result<(), Failure> {
        Output::write(self.output.as_deref(), text().as_bytes())
    }
}

/// A heading for each kind of node, and a line for each of its facts: key, values, what it means.
fn text() -> String {
    let mut kinds: Vec<On> = Vec::new();
    for on in Fact::all().flat_map(|fact| fact.row().on.iter().copied()) {
        if !kinds.contains(&on) {
            kinds.push(on);
        }
    }
    let mut text = String::new();
    for on in kinds {
        // Writing to a String cannot fail.
        _ = writeln!(text, "{}{}", if text.is_empty() { "" } else { "\n" }, heading(on));
        for fact in Fact::all().filter(|fact| fact.row().on.contains(&on)) {
            let row = fact.row();
            let assumed = row.assumed.map(|it| format!(" (assumed: {it})")).unwrap_or_default();
            _ = writeln!(text, "  {}={}  {}{assumed}", row.key, values(row.shape), row.title);
        }
    }
    text
}

fn heading(on: On) -> String {
    match on {
        On::Plan => "plan".to_owned(),
        On::Site => "cas, primary, secondary".to_owned(),
        On::Server => "server".to_owned(),
        On::AnyRole => "any role".to_owned(),
        On::Role(kind) => kind.code().to_ascii_lowercase(),
        On::Gateway => "cmg".to_owned(),
        On::Entity(kind) => kind.word().to_owned(),
    }
}

/// What may stand behind the key.
fn values(shape: Shape) -> String {
    let words = |words: &[(&str, &str)], joint: &str| {
        words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(joint)
    };
    match shape {
        Shape::Flag => "yes|no".to_owned(),
        Shape::Number { unit: "", .. } => "NUMBER".to_owned(),
        Shape::Number { unit, .. } => format!("NUMBER of {unit}"),
        Shape::Word(known) => words(known, "|"),
        Shape::Words(known) => format!("{} (several with +)", words(known, "|")),
        Shape::Release => "RELEASE as in 18.4.1.1".to_owned(),
        Shape::Text => "TEXT".to_owned(),
        Shape::Texts => "TEXT+TEXT".to_owned(),
        Shape::Code => "CODE of a site".to_owned(),
        Shape::Codes => "CODE+CODE of sites".to_owned(),
        Shape::Host => "SERVER or SERVER\\INSTANCE".to_owned(),
        Shape::Name(kind) => format!("NAME of a {}", kind.word()),
        Shape::Names(kind) => format!("NAME+NAME of {}s", kind.word()),
    }
}
