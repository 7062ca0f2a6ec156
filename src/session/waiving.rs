//! Findings that the plan lives with: giving a waiver, taking it back, renewing it. Each is one
//! step of history.

use std::sync::Arc;

use super::Session;
use crate::{
    model::{Date, Waiver},
    plan::Plan,
    rules::{Finding, Standing, fingerprint},
};

/// What a person says when waiving.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    pub reason: String,
    /// May be empty.
    pub owner: String,
    /// Without one, a year after the plan's day.
    pub review_by: Option<Date>,
    /// The day on which it is said, where the plan has none.
    pub today: Option<Date>,
}

/// Why a finding cannot be waived just so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objection {
    /// So many letters are missing.
    ReasonTooShort(usize),
    /// The plan has no day from which to count, and none was given.
    NoReviewDate,
    /// The review date is before the plan's day.
    ReviewPassed(Date),
    /// Nothing is known to be wrong, or the plan says otherwise by now.
    NoFinding,
}

impl std::fmt::Display for Objection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ReasonTooShort(1) => write!(f, "The reason lacks 1 character"),
            Self::ReasonTooShort(missing) => write!(f, "The reason lacks {missing} characters"),
            Self::NoReviewDate => write!(f, "A waiver needs a review date, as in 2027-11-23"),
            Self::ReviewPassed(today) => write!(f, "The review date is before {today}"),
            Self::NoFinding => write!(f, "There is nothing to waive"),
        }
    }
}

impl Session {
    /// A year after the day on which the plan is looked at.
    pub fn usual_review(&self) -> Option<Date> {
        self.design().head().as_of.map(Date::a_year_later)
    }

    /// Why these terms will not do, if they will not.
    fn object(&self, terms: &Terms) -> Result<Date, Objection> {
        match Waiver::lacks(&terms.reason) {
            0 => {}
            missing => return Err(Objection::ReasonTooShort(missing)),
        }
        let review_by = terms.review_by.or_else(|| self.usual_review());
        let review_by = review_by.ok_or(Objection::NoReviewDate)?;
        match self.design().head().as_of {
            Some(today) if review_by < today => Err(Objection::ReviewPassed(today)),
            _ => Ok(review_by),
        }
    }

    /// Lives with a finding from now on. What was waived there before and has come back gives way.
    pub fn waive(&mut self, finding: &Finding, terms: &Terms) -> Result<(), Objection> {
        let label = format!("Waive {}", finding.id(self.design()));
        self.waive_as(label, finding, terms)
    }

    fn waive_as(
        &mut self,
        label: String,
        finding: &Finding,
        terms: &Terms,
    ) -> Result<(), Objection> {
        let review_by = self.object(terms)?;
        if finding.problem().is_none() || !self.is_there(finding) {
            return Err(Objection::NoFinding);
        }
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let design = self.design();
        let waiver = Waiver {
            rule: finding.id(design),
            on: finding.on,
            facts: fingerprint(design, finding),
            said: line(finding.what()),
            reason: line(&terms.reason),
            owner: line(&terms.owner),
            review_by,
            made_on: design.head().as_of.or(terms.today),
        };
        let mut waivers = self.plan().waivers.to_vec();
        match self.report().standing(finding) {
            Standing::Open => waivers.push(waiver),
            Standing::Waived(old) | Standing::Lapsed(old, _) => {
                match waivers.iter_mut().find(|it| *it == old) {
                    Some(known) => *known = waiver,
                    None => waivers.push(waiver),
                }
            }
        }
        self.set_waivers(label, waivers);
        Ok(())
    }

    /// Takes a waiver back; its finding is open again.
    pub fn withdraw(&mut self, waiver: &Waiver) -> bool {
        let mut waivers = self.plan().waivers.to_vec();
        let Some(at) = waivers.iter().position(|it| it == waiver) else { return false };
        let gone = waivers.remove(at);
        self.set_waivers(format!("Withdraw the waiver of {}", gone.rule), waivers);
        true
    }

    /// Lives with a finding for another year from the plan's day, for the reason given before.
    pub fn renew(&mut self, finding: &Finding) -> Result<(), Objection> {
        let old = match self.report().standing(finding) {
            Standing::Waived(old) | Standing::Lapsed(old, _) => old.clone(),
            Standing::Open => return Err(Objection::NoFinding),
        };
        // Without a day to count from, it is a year more than it was.
        let review_by = self.usual_review().or_else(|| Some(old.review_by.a_year_later()));
        let label = format!("Renew the waiver of {}", old.rule);
        let Waiver { reason, owner, made_on: today, .. } = old;
        self.waive_as(label, finding, &Terms { reason, owner, review_by, today })
    }

    /// Whether the report holds this very finding.
    fn is_there(&self, finding: &Finding) -> bool {
        let report = self.report();
        match finding.on {
            Some(node) => report.on(self.design(), node).contains(&finding),
            None => report.wide().contains(finding),
        }
    }

    fn set_waivers(&mut self, label: String, waivers: Vec<Waiver>) {
        let plan = Plan { waivers: Arc::new(waivers), ..Plan::clone(self.plan()) };
        self.commit(label, plan);
    }
}
