//! What can be added to a plan, in words.

use super::super::Carried;
use crate::{
    facts::{
        roles::{Family, Life, RoleKind},
        sites::SiteKind,
    },
    scene::{Icon, Ink, SiteInk},
};

/// A heading with what stands under it.
pub struct Section {
    pub title: &'static str,
    pub items: Vec<Carried>,
}

/// Everything, in the palette's order.
pub fn sections() -> Vec<Section> {
    let sites = [SiteKind::Central, SiteKind::Primary, SiteKind::Secondary].map(Carried::NewSite);
    let mut items = sites.to_vec();
    items.extend([Carried::NewServer, Carried::NewGateway]);
    let mut sections = vec![Section { title: "Sites and servers", items }];
    for family in Family::ALL {
        let roles = RoleKind::all().filter(|kind| {
            let facts = kind.facts();
            facts.family == family && facts.placeable
        });
        let items: Vec<Carried> = roles.map(Carried::NewRole).collect();
        if !items.is_empty() {
            sections.push(Section { title: family.title(), items });
        }
    }
    sections
}

/// The whole name, as a title.
pub fn title(item: Carried) -> String {
    match item {
        Carried::NewRole(kind) => kind.facts().title.to_owned(),
        Carried::NewSite(kind) => capital(kind.facts().title),
        Carried::NewServer => "Server".to_owned(),
        Carried::NewGateway => "Cloud management gateway".to_owned(),
        _ => String::new(),
    }
}

/// What it is, in one line.
pub fn what(item: Carried) -> &'static str {
    match item {
        Carried::NewRole(kind) => kind.facts().what,
        Carried::NewSite(kind) => kind.facts().what,
        Carried::NewServer => "A computer of a site; site system roles run on it.",
        Carried::NewGateway => {
            "Lets clients on the internet reach the hierarchy through a service in Azure."
        }
        _ => "",
    }
}

/// Where it may go, in one line.
pub fn place(item: Carried) -> String {
    match item {
        Carried::NewRole(kind) => {
            let facts = kind.facts();
            let [central, standalone, child, secondary] = facts.allowed;
            let mut on = Vec::new();
            if central {
                on.push("central administration");
            }
            if standalone || child {
                on.push("primary");
            }
            if secondary {
                on.push("secondary");
            }
            match (on.len(), facts.top_tier_only) {
                (0, _) => "No site takes it any more.".to_owned(),
                (_, true) => "Goes on a server of the top-tier site, once.".to_owned(),
                (1, _) => format!("Goes on servers of {} sites.", on[0]),
                (last, _) => {
                    let others = on[..last - 1].join(", ");
                    format!("Goes on servers of {others} and {} sites.", on[last - 1])
                }
            }
        }
        Carried::NewSite(SiteKind::Central) => "Stands at the top, once.".to_owned(),
        Carried::NewSite(SiteKind::Secondary) => "Hangs below a primary site.".to_owned(),
        Carried::NewSite(_) => {
            "Stands alone, or hangs below a central administration site.".to_owned()
        }
        Carried::NewServer => "Goes into any site.".to_owned(),
        Carried::NewGateway => "Stands beside the hierarchy.".to_owned(),
        _ => String::new(),
    }
}

/// What came of a role whose time is over.
pub fn life(item: Carried) -> Option<&'static str> {
    match item {
        Carried::NewRole(kind) => match kind.facts().life {
            Life::Current => None,
            Life::Deprecated(words) | Life::Removed(words) => Some(words),
        },
        _ => None,
    }
}

pub fn icon(item: Carried) -> (Icon, Ink) {
    match item {
        Carried::NewSite(kind) => (kind.into(), Ink::Site(kind.into())),
        Carried::NewGateway => (Icon::SiteCloud, Ink::Site(SiteInk::Cloud)),
        Carried::NewRole(kind) => (kind.facts().family.into(), Ink::Family(kind.facts().family)),
        _ => (Icon::Server, Ink::Text),
    }
}

/// Whether what was typed speaks of it; former names count.
pub fn is_meant(item: Carried, typed: &str) -> bool {
    if typed.trim().is_empty() {
        return true;
    }
    let mut names = vec![title(item)];
    match item {
        Carried::NewRole(kind) => {
            let facts = kind.facts();
            names.push(facts.code.to_owned());
            names.push(facts.family.title().to_owned());
            names.extend(facts.also.iter().map(|name| (*name).to_owned()));
        }
        Carried::NewSite(SiteKind::Central) => names.push("CAS".to_owned()),
        Carried::NewGateway => names.push("CMG".to_owned()),
        Carried::NewServer => names.push("site system computer".to_owned()),
        _ => {}
    }
    let names = names.join("\n").to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| names.contains(word))
}

pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
