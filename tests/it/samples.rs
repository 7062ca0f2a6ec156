//! The plans that pictures and files are tried with.

use sitewright::{
    arrange,
    model::{Design, outline},
    plan::Plan,
    rules::{self, Report},
    templates,
};

pub struct Sample {
    pub name: &'static str,
    pub plan: Plan,
    pub report: Report,
}

macro_rules! outlines {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../data/outlines/", $name, ".outline"))),)*]
    };
}

const OUTLINES: &[(&str, &str)] = outlines! { "contoso" "hostile" "odd" "offices" };

/// Every template, the sample, and plans that are odd on purpose.
pub fn all() -> impl Iterator<Item = Sample> {
    let empty = std::iter::once(("empty", ""));
    let typed = empty.chain(OUTLINES.iter().copied()).map(|(name, text)| read(name, text));
    let templates = templates::all().iter().map(|it| judged(it.name, it.design()));
    typed.chain(templates).chain(std::iter::once_with(|| judged("sample", templates::sample())))
}

pub fn named(name: &str) -> Sample {
    all().find(|sample| sample.name == name).expect("a sample")
}

pub fn read(name: &'static str, outline: &str) -> Sample {
    judged(name, outline::parse(outline).expect("an outline"))
}

fn judged(name: &'static str, design: Design) -> Sample {
    let places = arrange::tidy(&design);
    let plan = Plan::new(design, places);
    Sample { name, report: rules::check(&plan.design), plan }
}
