//! The plans that pictures and files are tried with.

use sitewright::{
    arrange,
    model::outline,
    plan::Plan,
    rules::{self, Report},
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

pub fn all() -> impl Iterator<Item = Sample> {
    let empty = std::iter::once(("empty", ""));
    empty.chain(OUTLINES.iter().copied()).map(|(name, outline)| read(name, outline))
}

pub fn named(name: &str) -> Sample {
    all().find(|sample| sample.name == name).expect("a sample")
}

pub fn read(name: &'static str, outline: &str) -> Sample {
    let design = outline::parse(outline).expect("an outline");
    let plan = Plan { places: arrange::tidy(&design), design };
    Sample { name, report: rules::check(&plan.design), plan }
}
