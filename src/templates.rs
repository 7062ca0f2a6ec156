//! The plans that a new one can begin with, and the sample that is shown at the first start.

use crate::model::{Design, outline};

/// A plan to begin with.
pub struct Template {
    /// What the command line calls it; never changes.
    pub name: &'static str,
    pub title: &'static str,
    /// What it is, in one line.
    pub what: &'static str,
    /// How many devices it is made for, in words.
    pub devices: &'static str,
    pub outline: &'static str,
}

static TEMPLATES: [Template; 4] = [
    Template {
        name: "standalone",
        title: "Stand-alone primary",
        what: "One primary site with its database, clients and content on servers of their own",
        devices: "Up to 25,000 devices",
        outline: include_str!("../assets/templates/standalone.outline"),
    },
    Template {
        name: "remote-offices",
        title: "Primary with remote offices",
        what: "One primary site, pull distribution points in its offices and a secondary site \
               behind a slow link",
        devices: "Up to 100,000 devices",
        outline: include_str!("../assets/templates/remote-offices.outline"),
    },
    Template {
        name: "central",
        title: "Central administration site with two primaries",
        what: "A central administration site above two primary sites, each for a region",
        devices: "50,000 to 700,000 devices",
        outline: include_str!("../assets/templates/central.outline"),
    },
    Template {
        name: "cloud-first",
        title: "Cloud-first with CMG",
        what: "One primary site whose clients are mostly on the internet and come through a cloud \
               management gateway",
        devices: "Up to 100,000 devices",
        outline: include_str!("../assets/templates/cloud-first.outline"),
    },
];

/// In the order in which they are offered.
pub fn all() -> &'static [Template] {
    &TEMPLATES
}

pub fn named(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

/// What is on the canvas at the first start: the template `central`, grown up.
pub fn sample() -> Design {
    read(include_str!("../assets/sample.outline"))
}

impl Template {
    pub fn design(&self) -> Design {
        read(self.outline)
    }
}

/// A test reads every one of them.
fn read(text: &str) -> Design {
    outline::parse(text).unwrap_or_default()
}
