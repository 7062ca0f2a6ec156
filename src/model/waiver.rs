//! A finding that a plan lives with: which, why, who answers for it, and until when.

use super::{Date, NodeId};

/// Covers one finding for as long as the facts are those it was given for. Plain data: whether it
/// still covers anything is judged by the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The id of the rule as findings say it, with the code of the role where the rule counts once
    /// for each; may be one that nobody knows here.
    pub rule: String,
    /// Without one, the hierarchy as a whole; may be gone from the design.
    pub on: Option<NodeId>,
    /// What the finding said, with names that may change taken out of it.
    pub facts: String,
    /// What the finding said, word for word.
    pub said: String,
    pub reason: String,
    /// Who answers for it; may be empty.
    pub owner: String,
    /// The last day on which it covers anything.
    pub review_by: Date,
    pub made_on: Option<Date>,
}

impl Waiver {
    /// A reason in fewer letters is none.
    pub const LEAST_REASON: usize = 10;

    /// How many letters a reason lacks.
    pub fn lacks(reason: &str) -> usize {
        Self::LEAST_REASON.saturating_sub(reason.trim().chars().count())
    }
}

impl Date {
    /// The same day a year later; of a leap day, the day before.
    pub fn a_year_later(self) -> Self {
        let day = if (self.month, self.day) == (2, 29) { 28 } else { self.day };
        Self { year: self.year.saturating_add(1).min(9999), day, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_later_is_a_day_that_exists() {
        let later = |text| Date::read(text).map(|day| day.a_year_later().to_string());
        assert_eq!(later("2026-11-25").as_deref(), Some("2027-11-25"));
        assert_eq!(later("2028-02-29").as_deref(), Some("2029-02-28"));
        assert_eq!(later("9999-01-01").as_deref(), Some("9999-01-01"));
    }

    #[test]
    fn a_reason_needs_ten_letters() {
        assert_eq!(Waiver::lacks("  too short  "), 1);
        assert_eq!(Waiver::lacks("long enough"), 0);
    }
}
