//! Facts of the core as members of the JSON of a rule.

use serde::{Serialize, Serializer};

use crate::facts::{disagreements::Disagreement, sources::Source};

#[derive(Serialize)]
struct Cited {
    page: &'static str,
    address: String,
    read: &'static str,
    /// Whether the page states it, or it only follows from there.
    basis: &'static str,
}

#[derive(Serialize)]
struct Split {
    topic: &'static str,
    sides: Vec<Answer>,
    ruling: &'static str,
    why: &'static str,
}

#[derive(Serialize)]
struct Answer {
    says: &'static str,
    sources: Vec<Cited>,
}

pub(super) fn sources<S: Serializer>(sources: &[Source], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(sources.iter().map(Cited::of))
}

pub(super) fn disagreements<S: Serializer>(
    them: &[&'static Disagreement],
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_seq(them.iter().map(|it| Split {
        topic: it.topic,
        sides: it.sides.iter().map(Answer::of).collect(),
        ruling: it.ruling,
        why: it.why,
    }))
}

impl Cited {
    fn of(source: &Source) -> Self {
        let (page, read) = (source.page, source.read);
        Self { page, address: source.address(), read, basis: source.says.word() }
    }
}

impl Answer {
    fn of(side: &crate::facts::disagreements::Side) -> Self {
        Self { says: side.says, sources: side.sources.iter().map(Cited::of).collect() }
    }
}
