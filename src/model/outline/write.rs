//! Writes a design as an outline: every fact that is known, nothing left to be guessed.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    names::Names,
    words::{quoted, quoted_if_needed},
};
use crate::{
    facts::{
        choices::Choice, roles::RoleKind, said::roles::ROLE_NAME, sites::Communication,
        versions::Version,
    },
    model::{Design, Entity, Gateway, Head, RoleRef, Said, ServerRef, SiteId, SiteRef},
};

/// The outline of a design, in its one canonical form.
pub fn print(design: &Design) -> String {
    let mut printer =
        Printer { text: String::new(), design, servers: Names::default(), codes: BTreeMap::new() };
    for site in design.sites() {
        printer.name(site);
    }
    printer.head();
    let mut waiting: Vec<_> = design.roots().rev().map(|root| (0, root.id)).collect();
    while let Some((depth, id)) = waiting.pop() {
        if let Some(site) = design.site(id) {
            printer.site(depth, site);
        }
        waiting.extend(design.children(id).into_iter().rev().map(|child| (depth + 1, child)));
    }
    for gateway in design.gateways() {
        printer.gateway(gateway);
    }
    for entity in design.entities() {
        printer.entity(entity);
    }
    printer.text
}

struct Printer<'a> {
    text: String,
    design: &'a Design,
    servers: Names,
    codes: BTreeMap<String, Vec<SiteId>>,
}

impl Printer<'_> {
    fn name(&mut self, site: SiteRef<'_>) {
        self.codes.entry(site.code.to_uppercase()).or_default().push(site.id);
        for server in site.servers() {
            let roles = server.server().roles.iter().map(|role| (role.kind, role.id));
            self.servers.add(&server.name, server.fqdn.as_deref(), roles);
        }
    }

    fn word(&mut self, word: &str) {
        self.text.push(' ');
        self.text.push_str(word);
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.word(&quoted(title));
        }
    }

    fn pair(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.word(&format!("{key}={}", quoted_if_needed(value)));
        }
    }

    fn number(&mut self, key: &str, value: Option<u32>) {
        self.pair(key, value.map(|value| value.to_string()).as_deref());
    }

    fn facts(&mut self, said: &Said) {
        // The name of a role stands behind its code already.
        for (fact, value) in said.all().filter(|(fact, _)| *fact != ROLE_NAME) {
            self.pair(fact.key(), Some(&value.spelled()));
        }
    }

    fn start(&mut self, depth: usize, keyword: &str) {
        self.text.extend(std::iter::repeat_n("  ", depth));
        self.text.push_str(keyword);
    }

    fn head(&mut self) {
        let head = self.design.head();
        // House rules come from elsewhere, and are not printed.
        let said = Head { house: Arc::default(), ..head.clone() };
        if said == Head::default() {
            return;
        }
        self.start(0, "plan");
        self.title(&head.title);
        self.pair("version", head.target.map(Version::name));
        self.pair("asof", head.as_of.map(|date| date.to_string()).as_deref());
        self.facts(&head.said);
        self.text.push('\n');
    }

    fn site(&mut self, depth: usize, site: SiteRef<'_>) {
        self.start(depth, site.kind.facts().word);
        self.word(&quoted_if_needed(&site.code));
        self.title(&site.title);
        if is_bare(site) {
            self.word("bare");
        }
        self.number("devices", site.devices);
        self.pair("comm", site.communication.map(Communication::word));
        self.number("clouddevices", site.cloud_devices);
        self.facts(&site.said);
        self.text.push('\n');
        for server in site.servers() {
            self.server(depth + 1, server);
        }
    }

    fn server(&mut self, depth: usize, server: ServerRef<'_>) {
        self.start(depth, "server");
        let fqdn = server.fqdn.as_deref();
        let whole = fqdn.filter(|fqdn| is_whole_name(&server.name, fqdn));
        match whole {
            Some(fqdn) => self.word(fqdn),
            None if server.name.contains('.') && fqdn.is_none() => {
                self.word(&quoted(&server.name));
            }
            None => self.word(&quoted_if_needed(&server.name)),
        }
        self.title(&server.title);
        self.pair("fqdn", fqdn.filter(|_| whole.is_none()));
        self.pair("os", server.system.map(|system| system.facts().word));
        self.facts(&server.said);
        for (at, role) in server.roles().enumerate() {
            self.text.push(if at == 0 { ':' } else { ',' });
            self.role(role);
        }
        self.text.push('\n');
    }

    fn role(&mut self, role: RoleRef<'_>) {
        self.word(&role.kind.code().to_ascii_lowercase());
        self.title(role.said.text(ROLE_NAME).unwrap_or_default());
        for choice in role.choices() {
            self.word(choice.word());
            if choice == Choice::Pull {
                self.sources(role);
            }
        }
        self.facts(&role.said);
        if let Some(serves) = role.serves {
            self.word("for");
            let code = self.code(serves);
            self.word(&code);
        }
    }

    fn sources(&mut self, role: RoleRef<'_>) {
        let mut joint = "from";
        for source in role.sources() {
            self.word(joint);
            let name = self.point(source);
            self.word(&name);
            joint = "and";
        }
    }

    /// The shortest name by which reading finds a distribution point.
    fn point(&self, point: RoleRef<'_>) -> String {
        let server = point.server();
        let named = |name: &str| self.servers.get(name);
        let first = |name: &&str| {
            named(name).is_some_and(|it| it.servers == 1 && it.points.first() == Some(&point.id))
        };
        let mut candidates = std::iter::once(server.name.as_str()).chain(server.fqdn.as_deref());
        if let Some(name) = candidates.find(first) {
            return quoted_if_needed(name);
        }
        let points = named(&server.name).map_or(&[][..], |named| &named.points);
        let place = points.iter().position(|id| *id == point.id).unwrap_or_default();
        format!("{}#{}", quoted_if_needed(&server.name), place + 1)
    }

    fn code(&self, id: SiteId) -> String {
        let Some(site) = self.design.site(id) else { return String::new() };
        let sites = self.codes.get(&site.code.to_uppercase()).map_or(&[][..], |ids| ids);
        let code = quoted_if_needed(&site.code);
        match sites.iter().position(|known| *known == id) {
            Some(place) if sites.len() > 1 => format!("{code}#{}", place + 1),
            _ => code,
        }
    }

    fn gateway(&mut self, gateway: &Gateway) {
        self.start(0, "cmg");
        self.word(&quoted_if_needed(&gateway.name));
        self.number("instances", gateway.instances);
        self.pair("size", gateway.size.as_deref());
        self.pair("region", gateway.region.as_deref());
        if let Some(at) = gateway.at {
            let code = self.code(at);
            self.word(&format!("at={code}"));
        }
        self.facts(&gateway.said);
        self.text.push('\n');
    }
}

impl Printer<'_> {
    fn entity(&mut self, entity: &Entity) {
        self.start(0, entity.kind.word());
        self.word(&quoted_if_needed(&entity.name));
        self.facts(&entity.said);
        self.text.push('\n');
    }
}

/// Whether reading would add something to the site, were it not told otherwise.
fn is_bare(site: SiteRef<'_>) -> bool {
    let own = |role: &RoleRef<'_>| role.serves.is_none() && role.kind == RoleKind::SiteServer;
    !site.kind.facts().setup.is_empty() && !site.roles().any(|role| own(&role))
}

/// Whether reading would make this name of this FQDN.
fn is_whole_name(name: &str, fqdn: &str) -> bool {
    super::is_plain(fqdn)
        && fqdn.split_once('.').is_some_and(|(first, _)| first == name)
        && !name.is_empty()
}
