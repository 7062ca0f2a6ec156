//! The findings that a plan lives with, as they stand in a file.

use std::borrow::Cow;

use super::{
    As, Waiver,
    read::{day, line, name, wrong},
};
use crate::{file::Error, model};

/// What a waiver is about may be gone, and its rule may be one of another Sitewright: it is kept.
pub fn read(waivers: Vec<Waiver<'_>>) -> Result<Vec<model::Waiver>, Error> {
    waivers.into_iter().enumerate().map(|(at, waiver)| read_one(waiver, at)).collect()
}

fn read_one(waiver: Waiver<'_>, at: usize) -> Result<model::Waiver, Error> {
    let here = |member: &str| format!("waivers[{at}].{member}");
    let date = |text: &str, member| day(text, || here(member));
    let reason = line(waiver.reason, || here("reason"))?;
    if model::Waiver::lacks(&reason) > 0 {
        let message = format!("a reason needs {} characters", model::Waiver::LEAST_REASON);
        return Err(wrong(here("reason"), message));
    }
    Ok(model::Waiver {
        rule: name(waiver.rule, || here("rule"))?,
        on: waiver.on.map(|on| on.0),
        facts: line(waiver.facts, || here("facts"))?,
        said: line(waiver.said, || here("said"))?,
        reason,
        owner: line(waiver.owner, || here("owner"))?,
        review_by: date(&waiver.review_by, "review_by")?,
        made_on: waiver.made_on.map(|text| date(&text, "made_on")).transpose()?,
    })
}

pub fn written(waiver: &model::Waiver) -> Waiver<'_> {
    Waiver {
        rule: (&waiver.rule).into(),
        on: waiver.on.map(As),
        facts: (&waiver.facts).into(),
        said: (&waiver.said).into(),
        reason: (&waiver.reason).into(),
        owner: (&waiver.owner).into(),
        review_by: waiver.review_by.to_string().into(),
        made_on: waiver.made_on.map(|day| Cow::from(day.to_string())),
    }
}
