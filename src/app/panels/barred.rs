//! What can go nowhere in the present plan: asked little by little after each change, so that no
//! frame waits for it.

use super::super::{Carried, Cx};
use crate::{
    commands::{AddServer, AddSite, Command, PlaceRole, Setup, setup_roles},
    facts::{roles::RoleKind, sites::SiteKind},
    model::{Design, SiteId},
    session::{Landing, Session},
};

#[derive(Default)]
pub struct Barred {
    revision: Option<u64>,
    sites: Vec<SiteId>,
    /// The item that is being asked about, and the first site that was not yet tried for it.
    item: usize,
    tried: usize,
    /// Why the first site refuses the item that is being asked about.
    refused: Option<String>,
    /// By the item's number in the palette.
    reasons: Vec<Option<String>>,
}

/// As many sites as are tried for one item.
const SITES: usize = 12;
/// As many questions as are asked in one frame, in plans of every size and in small ones.
const IN_A_FRAME: usize = 2;
const IN_A_FRAME_WHEN_SMALL: usize = 40;
const SMALL: usize = 500;

impl Barred {
    /// Why the item goes nowhere, as far as is known yet.
    pub fn reason(&self, number: usize) -> Option<&str> {
        self.reasons.get(number)?.as_deref()
    }

    /// Asks on; says whether there is more to ask.
    pub fn ask(&mut self, cx: &Cx<'_>, items: &[Carried]) -> bool {
        if self.revision != Some(cx.session.revision()) {
            self.revision = Some(cx.session.revision());
            self.sites = some_sites(cx.design());
            (self.item, self.tried, self.refused) = (0, 0, None);
            self.reasons.resize(items.len(), None);
        }
        let small = cx.design().server_count() <= SMALL;
        for _ in 0..if small { IN_A_FRAME_WHEN_SMALL } else { IN_A_FRAME } {
            let Some(item) = items.get(self.item) else { return false };
            self.ask_one(cx.session, *item);
        }
        self.item < items.len()
    }

    fn ask_one(&mut self, session: &Session, item: Carried) {
        let answer = match attempt(session, item, &self.sites, self.tried) {
            Some(commands) => refusal(session, &commands),
            // Every site has refused, or there was nothing to ask.
            None => return self.settle(true),
        };
        self.tried += 1;
        match answer {
            Some(words) => _ = self.refused.get_or_insert(words),
            None => self.settle(false),
        }
    }

    /// The answer for one item is known; on to the next one.
    fn settle(&mut self, barred: bool) {
        let refused = self.refused.take().filter(|_| barred);
        if let Some(reason) = self.reasons.get_mut(self.item) {
            *reason = refused;
        }
        self.item += 1;
        self.tried = 0;
    }
}

/// Why commands would bounce, if they would.
fn refusal(session: &Session, commands: &[Command]) -> Option<String> {
    match session.landing(commands) {
        Landing::Lands | Landing::LandsBut(_) => None,
        Landing::Bounces(finding) => Some(format!("{}. {}", finding.what(), finding.because())),
        Landing::Impossible(refusal) => Some(refusal.to_string()),
    }
}

/// One site after the other, the top first.
fn some_sites(design: &Design) -> Vec<SiteId> {
    let mut sites = Vec::new();
    for root in design.roots().take(2) {
        sites.push(root.id);
        for child in design.children(root.id).into_iter().take(6) {
            sites.push(child);
            sites.extend(design.children(child).into_iter().take(1));
        }
    }
    sites.truncate(SITES);
    sites
}

/// What adding the item at the site with this number would take.
fn attempt(
    session: &Session,
    item: Carried,
    sites: &[SiteId],
    number: usize,
) -> Option<Vec<Command>> {
    match item {
        Carried::NewRole(kind) => role_on_new_server(session, kind, *sites.get(number)?),
        Carried::NewSite(kind) => match number.checked_sub(1) {
            None => Some(site(session, kind, None)),
            Some(number) => Some(site(session, kind, Some(*sites.get(number)?))),
        },
        _ => None,
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
    let code = session.free_code(kind);
    let roles = setup_roles(kind).iter().map(|role| (session.fresh(), *role)).collect();
    let name = session.free_server_name(&code, RoleKind::SiteServer);
    let setup = Setup { server: session.fresh(), name, roles };
    let add =
        AddSite { id: session.fresh(), kind, code, under, place: usize::MAX, setup: Some(setup) };
    vec![add.into()]
}
