//! What can be added to a plan: its words, and whether it may go anywhere at all.

use super::super::{Carried, Cx};
use crate::{
    commands::{AddServer, AddSite, Command, PlaceRole, Setup, setup_roles},
    facts::{
        roles::{Family, Life, RoleKind},
        sites::SiteKind,
    },
    model::{Design, SiteId},
    scene::{Icon, Ink, SiteInk},
    session::{Landing, Session},
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

/// What can go nowhere in the present plan, asked little by little after each change.
#[derive(Default)]
pub struct Barred {
    revision: Option<u64>,
    asked: usize,
    /// The reason, by the item's number in the palette.
    reasons: Vec<Option<String>>,
}

/// As many items as are asked about in one frame.
const A_FRAME: usize = 3;
/// As many sites as are tried for one item.
const TRIED: usize = 12;

impl Barred {
    /// Why the item goes nowhere, as far as is known yet.
    pub fn reason(&self, number: usize) -> Option<&str> {
        self.reasons.get(number)?.as_deref()
    }

    /// Asks on; says whether there is more to ask.
    pub fn ask(&mut self, cx: &Cx<'_>, items: &[Carried]) -> bool {
        if self.revision != Some(cx.session.revision()) {
            self.revision = Some(cx.session.revision());
            self.asked = 0;
            self.reasons.resize(items.len(), None);
        }
        let sites = tried(cx.design());
        for _ in 0..A_FRAME {
            let Some(item) = items.get(self.asked) else { return false };
            self.reasons[self.asked] = bar(cx.session, *item, &sites);
            self.asked += 1;
        }
        self.asked < items.len()
    }
}

/// One site after the other, the top first.
fn tried(design: &Design) -> Vec<SiteId> {
    let mut sites = Vec::new();
    for root in design.roots().take(2) {
        sites.push(root.id);
        for child in design.children(root.id).into_iter().take(6) {
            sites.push(child);
            sites.extend(design.children(child).into_iter().take(1));
        }
    }
    sites.truncate(TRIED);
    sites
}

/// The reason of the first refusal, where there is nothing but refusals.
fn bar(session: &Session, item: Carried, sites: &[SiteId]) -> Option<String> {
    let mut reason = None;
    for commands in attempts(session, item, sites) {
        let words = match session.landing(&commands) {
            Landing::Lands | Landing::LandsBut(_) => return None,
            Landing::Bounces(finding) => format!("{}. {}", finding.what(), finding.because()),
            Landing::Impossible(refusal) => refusal.to_string(),
        };
        reason.get_or_insert(words);
    }
    reason
}

fn attempts(session: &Session, item: Carried, sites: &[SiteId]) -> Vec<Vec<Command>> {
    match item {
        Carried::NewRole(kind) => {
            sites.iter().filter_map(|site| role_on_new_server(session, kind, *site)).collect()
        }
        Carried::NewSite(kind) => {
            let below = sites.iter().map(|site| Some(*site));
            std::iter::once(None).chain(below).map(|under| site(session, kind, under)).collect()
        }
        _ => Vec::new(),
    }
}

fn role_on_new_server(session: &Session, kind: RoleKind, site: SiteId) -> Option<Vec<Command>> {
    let code = &session.design().site(site)?.code;
    let server = session.fresh();
    let add = AddServer::last(server, site, session.free_server_name(code, kind));
    let place = PlaceRole { id: session.fresh(), kind, on: server, serves: None };
    Some(vec![add.into(), place.into()])
}

fn site(session: &Session, kind: SiteKind, under: Option<SiteId>) -> Vec<Command> {
    let free = |number: &usize| session.design().sites_coded(&format!("X{number:02}")).is_empty();
    let code = format!("X{:02}", (1..100).find(free).unwrap_or(1));
    let roles = setup_roles(kind).iter().map(|role| (session.fresh(), *role)).collect();
    let setup = Setup { server: session.fresh(), name: format!("{code}-SITE"), roles };
    let add =
        AddSite { id: session.fresh(), kind, code, under, place: usize::MAX, setup: Some(setup) };
    vec![add.into()]
}
