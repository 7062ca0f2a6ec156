//! Where pages of the documentation, or versions of the product, do not agree.

mod table;

pub use table::DISAGREEMENTS;

use super::sources::Source;

/// A question that the documentation answers in more than one way.
#[derive(Clone, Copy, Debug)]
pub struct Disagreement {
    /// The question, as a noun phrase without a full stop.
    pub topic: &'static str,
    pub sides: &'static [Side],
    /// The answer that the rules take, as a sentence.
    pub ruling: &'static str,
    /// Why this answer, as a sentence.
    pub why: &'static str,
    /// Rows of the rule catalogue that rest on the answer; none where no rule asks.
    pub rules: &'static [&'static str],
}

/// One of the answers.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// As a sentence.
    pub says: &'static str,
    /// None where it was only found outside of the documentation.
    pub sources: &'static [Source],
}

/// Those on which a rule rests.
pub fn about(rule: &str) -> impl Iterator<Item = &'static Disagreement> {
    DISAGREEMENTS.iter().filter(move |it| it.rules.contains(&rule))
}
