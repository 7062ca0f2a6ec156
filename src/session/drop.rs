//! What letting go of something over a node would mean: the one place that holds that policy.

use super::{Preview, Session};
use crate::{
    commands::{AddServer, Command, MoveRole, PlaceRole, Refusal},
    facts::{roles::RoleKind, sites::SiteKind},
    model::{NodeId, RoleId, ServerId, SiteId},
    rules::Finding,
};

/// How a drop ends.
#[derive(Clone, Debug)]
pub enum Landing {
    /// Allowed.
    Lands,
    /// Allowed, but it brings this and nothing heavier: a warning, advice, or something that more
    /// work cures.
    LandsBut(Finding),
    /// It would bring an error, and bounces; Alt places it as a draft violation.
    Bounces(Finding),
    /// It cannot be carried out at all.
    Impossible(Refusal),
}

/// What bounced can be done instead.
#[derive(Clone, Debug)]
pub struct Offer {
    /// As a button says it.
    pub title: String,
    pub commands: Vec<Command>,
    /// What will be selected.
    pub node: NodeId,
    /// Where it will be.
    pub site: SiteId,
}

/// A server with the verdict on it.
#[derive(Clone, Debug)]
pub struct Where {
    pub server: ServerId,
    pub landing: Landing,
}

impl Landing {
    /// The policy. An error bounces, unless it is about something missing.
    pub fn of(preview: Result<Preview, Refusal>) -> Self {
        let preview = match preview {
            Ok(preview) => preview,
            Err(refusal) => return Self::Impossible(refusal),
        };
        if let Some(finding) = preview.introduces.iter().find(|finding| finding.blocks()) {
            return Self::Bounces(finding.clone());
        }
        match preview.introduces.into_iter().next() {
            Some(finding) => Self::LandsBut(finding),
            None => Self::Lands,
        }
    }

    /// Whether letting go would change the plan.
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Lands | Self::LandsBut(_))
    }
}

impl Session {
    /// What letting go would do now.
    pub fn landing(&self, commands: &[Command]) -> Landing {
        Landing::of(self.preview(commands))
    }

    /// Where a role that bounced would do: for each site that could have it, the nearest first,
    /// the server with the fewest new findings, then the first; where no server will do, a new one.
    pub fn offers(&self, kind: RoleKind, bounced_from: SiteId) -> Vec<Offer> {
        let id: RoleId = self.fresh();
        let place = |on| Command::from(PlaceRole { id, kind, on, serves: None });
        self.offers_near(bounced_from, |site, server| {
            self.offer_in(site, (kind, id), server, &place)
        })
    }

    /// The same for a role that was on its way to another server.
    pub fn offers_to_move(&self, role: RoleId, bounced_from: SiteId) -> Vec<Offer> {
        let Some(kind) = self.design().role(role).map(|role| role.kind) else { return Vec::new() };
        let place = |to| Command::from(MoveRole { role, to, place: usize::MAX });
        self.offers_near(bounced_from, |site, server| {
            self.offer_in(site, (kind, role), server, &place)
        })
    }

    /// Sites at which something that bounced would do; `deed` says what it takes there.
    pub fn offers_at(
        &self,
        bounced_from: SiteId,
        node: NodeId,
        words: &str,
        deed: impl Fn(SiteId) -> Option<Vec<Command>>,
    ) -> Vec<Offer> {
        self.offers_near(bounced_from, |site, _| {
            let commands = deed(site)?;
            let code = &self.design().site(site)?.code;
            let title = format!("{words} {code}");
            let allowed = self.landing(&commands).is_allowed();
            allowed.then_some(Offer { title, commands, node, site })
        })
    }

    fn offers_near(
        &self,
        from: SiteId,
        offer: impl Fn(SiteId, ServerId) -> Option<Offer>,
    ) -> Vec<Offer> {
        let new_server: ServerId = self.fresh();
        let sites = self.sites_around(from).into_iter().take(OFFERED_SITES);
        sites.filter_map(|site| offer(site, new_server)).take(OFFERS).collect()
    }

    fn offer_in(
        &self,
        site: SiteId,
        (kind, role): (RoleKind, RoleId),
        new_server: ServerId,
        place: &dyn Fn(ServerId) -> Command,
    ) -> Option<Offer> {
        let design = self.design();
        let at = design.site(site)?;
        let offer = |title, commands| Offer { title, commands, node: role.into(), site };
        let mut best: Option<(usize, Vec<Command>)> = None;
        let host = design.server_of(role.into());
        let others = at.servers().filter(|server| host != Some(server.id));
        for server in others.take(OFFERED_SERVERS) {
            let commands = vec![place(server.id)];
            let Ok(preview) = self.preview(&commands) else { continue };
            let burden = preview.introduces.len();
            let better = best.as_ref().is_none_or(|(least, _)| burden < *least);
            if better && Landing::of(Ok(preview)).is_allowed() {
                best = Some((burden, commands));
            }
            if burden == 0 {
                break;
            }
        }
        if let Some((_, commands)) = best {
            return Some(offer(format!("Put on {}", at.code), commands));
        }
        let name = self.free_server_name(&at.code, kind);
        let add = AddServer::last(new_server, site, name);
        let commands = vec![add.into(), place(new_server)];
        let allowed = self.landing(&commands).is_allowed();
        allowed.then(|| offer(format!("Put on a new server of {}", at.code), commands))
    }

    /// Sites that manage or serve clients or stand at the top, those near `from` first.
    fn sites_around(&self, from: SiteId) -> Vec<SiteId> {
        let design = self.design();
        let mut sites = design.children(from);
        let mut above = design.parent(from);
        while let Some(site) = above {
            sites.push(site);
            sites.extend(design.children(site));
            above = design.parent(site);
        }
        sites.extend(design.roots().map(|root| root.id));
        sites.push(from);
        let mut seen = std::collections::BTreeSet::new();
        sites.retain(|site| seen.insert(*site));
        let is_secondary =
            |site: &SiteId| design.site(*site).is_some_and(|site| site.kind == SiteKind::Secondary);
        sites.sort_by_key(is_secondary);
        sites
    }

    /// A name for a new server: the site's code, the role's letters and the first free number.
    pub fn free_server_name(&self, code: &str, kind: RoleKind) -> String {
        self.free_name(&format!("{code}-{}", kind.code()))
    }

    /// `stem` with the first free number behind it.
    pub fn free_name(&self, stem: &str) -> String {
        let named = |number: usize| format!("{stem}-{number:02}");
        let free = |name: &String| self.design().servers_named(name).is_empty();
        (1..10_000).map(named).find(free).unwrap_or_else(|| named(10_000))
    }

    /// A code for a new site that no site has: PS1, PS2 … P10; S01, S02 …
    pub fn free_code(&self, kind: SiteKind) -> String {
        let coded = |number: usize| match kind {
            SiteKind::Central if number < 10 => format!("CS{number}"),
            SiteKind::Central => format!("C{number:02}"),
            SiteKind::Primary if number < 10 => format!("PS{number}"),
            SiteKind::Primary => format!("P{number:02}"),
            SiteKind::Secondary if number < 100 => format!("S{number:02}"),
            SiteKind::Secondary => format!("{number:03}"),
            SiteKind::Unknown => format!("U{number:02}"),
        };
        let free = |code: &String| self.design().sites_coded(code).is_empty();
        (1..10_000).map(coded).find(free).unwrap_or_else(|| coded(10_000))
    }

    /// The verdict on every server given, for shading and pickers.
    pub fn landings(&self, kind: RoleKind, servers: &[ServerId]) -> Vec<Where> {
        let id = self.fresh();
        let landing = |server: &ServerId| {
            let place = PlaceRole { id, kind, on: *server, serves: None };
            Where { server: *server, landing: self.landing(&[place.into()]) }
        };
        servers.iter().map(landing).collect()
    }
}

/// More buttons than this are no help.
const OFFERS: usize = 3;
/// No more sites than this are asked, however many there are, and no more servers of each.
const OFFERED_SITES: usize = 40;
const OFFERED_SERVERS: usize = 24;
