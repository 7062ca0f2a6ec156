//! The plans that a new one can begin with, and the sample that is shown at the first start.

use crate::{
    facts::sites::SiteKind,
    model::{Design, Server, ServerRef, SiteRef, outline},
};

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

/// What a template is fitted to before a plan begins with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Of all primary sites together.
    pub devices: u32,
    /// Of the first primary site.
    pub code: String,
    /// In which the servers are.
    pub domain: String,
}

impl Template {
    pub fn design(&self) -> Design {
        read(self.outline)
    }

    /// What the template says itself: where a form begins.
    pub fn fit(&self) -> Fit {
        let design = self.design();
        let domain = |server: ServerRef<'_>| Some(domain(server.fqdn.as_deref()?)?.to_owned());
        Fit {
            devices: u32::try_from(design.totals().devices).unwrap_or(u32::MAX),
            code: first_primary(&design).map_or_else(String::new, |site| site.code.clone()),
            domain: design.servers().find_map(domain).unwrap_or_default(),
        }
    }

    /// The template with other numbers and names: devices are shared out as they were, and names of
    /// servers that hold the site's code follow it.
    pub fn fitted(&self, fit: &Fit) -> Design {
        let mut design = self.design();
        let old = self.fit();
        let sites: Vec<_> = design.sites().map(|site| site.id).collect();
        let share = |devices: u32| {
            let shared =
                u64::from(devices) * u64::from(fit.devices) / u64::from(old.devices.max(1));
            u32::try_from(shared).unwrap_or(u32::MAX)
        };
        let first = first_primary(&design).map(|site| site.id);
        for id in &sites {
            design.update_site(*id, |site| {
                site.devices = site.devices.map(share);
                site.cloud_devices = site.cloud_devices.map(share);
                if first == Some(*id) {
                    site.code.clone_from(&fit.code);
                }
            });
        }
        // What rounding took is given to the first site.
        let missing = u64::from(fit.devices).saturating_sub(design.totals().devices);
        if let Some(first) = first {
            let missing = u32::try_from(missing).unwrap_or(u32::MAX);
            design.update_site(first, |site| {
                site.devices = site.devices.map(|devices| devices.saturating_add(missing));
            });
        }
        let servers: Vec<_> = design.servers().map(|server| server.id).collect();
        for id in servers {
            design.update_server(id, |server| rename(server, &old, fit));
        }
        design
    }
}

fn rename(server: &mut Server, old: &Fit, fit: &Fit) {
    if !old.code.is_empty() {
        server.name = server.name.replace(&old.code, &fit.code);
    }
    let in_domain = server.fqdn.as_deref().and_then(domain) == Some(&old.domain);
    if in_domain {
        server.fqdn = (!fit.domain.is_empty()).then(|| format!("{}.{}", server.name, fit.domain));
    }
}

fn first_primary(design: &Design) -> Option<SiteRef<'_>> {
    design.sites().find(|site| site.kind == SiteKind::Primary)
}

/// What stands behind the first dot.
fn domain(fqdn: &str) -> Option<&str> {
    fqdn.split_once('.').map(|(_, domain)| domain)
}

/// A test reads every one of them.
fn read(text: &str) -> Design {
    outline::parse(text).unwrap_or_default()
}
