//! What letting go of something over a node would mean: the one place that holds that policy.

use super::{Preview, Session};
use crate::{
    commands::{AddServer, Command, PlaceRole, Refusal},
    facts::{roles::RoleKind, sites::SiteKind},
    model::{NodeId, RoleId, ServerId, ServerRef, SiteId},
    rules::{Finding, Severity},
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
        let blocks =
            |finding: &&Finding| finding.severity == Severity::Error && !finding.is_incomplete();
        if let Some(finding) = preview.introduces.iter().find(blocks) {
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
        let mut sites = self.sites_around(bounced_from);
        sites.truncate(OFFERED_SITES);
        let role: RoleId = self.fresh();
        let fresh_server: ServerId = self.fresh();
        let mut offers = Vec::new();
        for site in sites {
            if let Some(offer) = self.offer_in(site, kind, role, fresh_server) {
                offers.push(offer);
            }
            if offers.len() == OFFERS {
                break;
            }
        }
        offers
    }

    fn offer_in(
        &self,
        site: SiteId,
        kind: RoleKind,
        role: RoleId,
        fresh_server: ServerId,
    ) -> Option<Offer> {
        let design = self.design();
        let site = design.site(site)?;
        let place = |on| Command::from(PlaceRole { id: role, kind, on, serves: None });
        let burden = |server: ServerRef<'_>| {
            let commands = vec![place(server.id)];
            let preview = self.preview(&commands).ok()?;
            let count = preview.introduces.len();
            Landing::of(Ok(preview)).is_allowed().then_some((count, commands))
        };
        let best = site.servers().filter_map(burden).min_by_key(|(count, _)| *count);
        if let Some((_, commands)) = best {
            let title = format!("Put on {}", site.code);
            return Some(Offer { title, commands, node: role.into() });
        }
        let name = self.free_server_name(&site.code, kind);
        let add = AddServer::last(fresh_server, site.id, name.clone());
        let commands = vec![add.into(), place(fresh_server)];
        let title = format!("Put on a new server of {}", site.code);
        self.landing(&commands).is_allowed().then_some(Offer { title, commands, node: role.into() })
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
/// No more sites than this are asked, however many there are.
const OFFERED_SITES: usize = 40;
