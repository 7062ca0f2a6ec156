//! Nodes that can be asked things: `point.site().servers()`, `server.roles()`.

use std::ops::Deref;

use super::{Design, Role, RoleId, Server, Site, design::Held, digest::Digest};
use crate::facts::{
    roles::RoleKind,
    said::{
        Fact,
        sites::{NOT_KNOWN, PARENT},
    },
    sites::SiteKind,
    versions::Version,
};

#[derive(Clone, Copy)]
pub struct SiteRef<'a> {
    design: &'a Design,
    held: &'a Held,
}

#[derive(Clone, Copy)]
pub struct ServerRef<'a> {
    site: SiteRef<'a>,
    server: &'a Server,
}

#[derive(Clone, Copy)]
pub struct RoleRef<'a> {
    server: ServerRef<'a>,
    role: &'a Role,
}

impl Deref for SiteRef<'_> {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.held.site
    }
}

impl Deref for ServerRef<'_> {
    type Target = Server;

    fn deref(&self) -> &Server {
        self.server
    }
}

impl Deref for RoleRef<'_> {
    type Target = Role;

    fn deref(&self) -> &Role {
        self.role
    }
}

impl<'a> SiteRef<'a> {
    pub(super) fn new(design: &'a Design, held: &'a Held) -> Self {
        Self { design, held }
    }

    pub fn design(self) -> &'a Design {
        self.design
    }

    pub fn site(self) -> &'a Site {
        &self.held.site
    }

    pub fn target(self) -> Version {
        self.design.target()
    }

    pub fn servers(self) -> impl Iterator<Item = ServerRef<'a>> {
        self.site().servers.iter().map(move |server| ServerRef::new(self, server))
    }

    /// The roles on the site's own servers.
    pub fn roles(self) -> impl Iterator<Item = RoleRef<'a>> {
        self.servers().flat_map(ServerRef::roles)
    }

    /// Those of one kind.
    pub fn roles_as(self, kind: RoleKind) -> impl Iterator<Item = RoleRef<'a>> {
        self.held.sorted.roles(self, kind)
    }

    /// Whether anything in the site says a fact: the site, a server or a role.
    pub fn speaks(self, fact: Fact) -> bool {
        self.held.spoken.contains_key(&fact)
    }

    /// The roles that serve this site, wherever they stand: those on its own servers that do not
    /// serve another one, and those lent by servers of other sites.
    pub fn serving(self) -> impl Iterator<Item = RoleRef<'a>> {
        self.roles().filter(move |role| role.serves_its(self)).chain(self.lent())
    }

    /// The roles of one kind that serve this site.
    pub fn serving_as(self, kind: RoleKind) -> impl Iterator<Item = RoleRef<'a>> {
        let own = self.roles_as(kind).filter(move |role| role.serves_its(self));
        own.chain(self.lent().filter(move |role| role.kind == kind))
    }

    /// The roles on servers of other sites that serve this one.
    fn lent(self) -> impl Iterator<Item = RoleRef<'a>> {
        let roles = self.design.lent(self.id).iter().filter_map(|id| self.design.role(*id));
        roles.filter(move |role| role.server.site.id != self.id)
    }

    /// What may be read of the parent site.
    pub fn parent(self) -> Option<&'a Digest> {
        self.design.digest(self.design.parent(self.id)?)
    }

    /// The parent itself: for words and fixes, never for a verdict.
    pub fn parent_site(self) -> Option<SiteRef<'a>> {
        self.design.site(self.design.parent(self.id)?)
    }

    /// What may be read of the child sites, in their order.
    pub fn children(self) -> impl Iterator<Item = &'a Digest> {
        let children = self.design.hierarchy.children(self.id).iter();
        children.filter_map(|id| self.design.digest(*id))
    }

    /// How many child sites of one kind it has.
    pub fn child_count(self, kind: SiteKind) -> usize {
        self.children().filter(|child| child.kind == kind).count()
    }

    /// Whether nothing stands above it.
    pub fn is_top(self) -> bool {
        self.design.parent(self.id).is_none()
    }

    /// Whether something may stand above it, and the plan does not say what. A central
    /// administration site is always the top.
    pub fn parent_is_unknown(self) -> bool {
        let unknown = self.held.site.said.word(PARENT) == Some(NOT_KNOWN);
        unknown && self.kind != SiteKind::Central && self.is_top()
    }

    /// "PS1 EMEA", or "PS1" where it has no name.
    pub fn label(self) -> String {
        match self.title.is_empty() {
            true => self.code.clone(),
            false => format!("{} {}", self.code, self.title),
        }
    }
}

impl<'a> ServerRef<'a> {
    pub(super) fn new(site: SiteRef<'a>, server: &'a Server) -> Self {
        Self { site, server }
    }

    pub fn design(self) -> &'a Design {
        self.site.design
    }

    pub fn server(self) -> &'a Server {
        self.server
    }

    /// The site in whose box it stands.
    pub fn site(self) -> SiteRef<'a> {
        self.site
    }

    pub fn roles(self) -> impl Iterator<Item = RoleRef<'a>> {
        self.server.roles.iter().map(move |role| RoleRef::new(self, role))
    }

    /// Boxes that draw the same computer again: the same FQDN, or the same name where neither
    /// says its domain.
    pub fn twins(self) -> impl Iterator<Item = ServerRef<'a>> {
        let name = self.server.full_name();
        let same = move |other: &ServerRef<'a>| {
            other.fqdn.is_some() == self.fqdn.is_some()
                && other.full_name().to_lowercase() == name.to_lowercase()
        };
        let others = self.design().ids_sharing(name).iter().filter(move |id| **id != self.id);
        others.filter_map(move |id| self.design().server(*id)).filter(same)
    }
}

impl<'a> RoleRef<'a> {
    pub(super) fn new(server: ServerRef<'a>, role: &'a Role) -> Self {
        Self { server, role }
    }

    pub fn design(self) -> &'a Design {
        self.server.design()
    }

    pub fn role(self) -> &'a Role {
        self.role
    }

    pub fn server(self) -> ServerRef<'a> {
        self.server
    }

    /// Whether it serves the site in which its server stands, which is this.
    fn serves_its(self, site: SiteRef<'_>) -> bool {
        self.role.serves.is_none() || self.site().id == site.id
    }

    /// The site that it serves: the one in which its server stands, if it names no other.
    pub fn site(self) -> SiteRef<'a> {
        let other = self.role.serves.and_then(|id| self.design().site(id));
        other.unwrap_or(self.server.site)
    }

    pub fn sources(self) -> impl Iterator<Item = RoleRef<'a>> {
        self.role.sources.iter().filter_map(move |id: &RoleId| self.design().role(*id))
    }
}
