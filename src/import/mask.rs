//! Replaces the names of a hierarchy by others, the same by the same, so that a plan can be shown to
//! strangers. Site codes, roles, counts and options stay.

use std::{collections::BTreeMap, sync::Arc};

use super::{Intake, hosts::Hosts, records::Parent};
use crate::{
    facts::said::{EntityKind, Fact, Shape, databases::INSTANCE, sites::FOLDER},
    model::{Said, Value},
};

/// What stands for names, by kind, in the order in which they were asked for.
#[derive(Default)]
struct Masks {
    known: BTreeMap<(&'static str, String), String>,
    counts: BTreeMap<&'static str, usize>,
}

impl Masks {
    /// The same name gets the same mask, in any letter case.
    fn of(&mut self, kind: &'static str, name: &str) -> String {
        let key = (kind, name.to_lowercase());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        let mask = format!("{kind}{count}");
        self.known.insert(key, mask.clone());
        mask
    }

    fn computer(&mut self, name: &str) -> String {
        self.of("SRV", name)
    }

    fn domain(&mut self, name: &str) -> String {
        self.of("domain", name) + ".example"
    }

    /// A short name, a whole one, or either with an instance behind it.
    fn host(&mut self, text: &str) -> String {
        let (server, instance) = match text.split_once('\\') {
            Some((server, instance)) => (server, Some(instance)),
            None => (text, None),
        };
        let masked = match server.split_once('.') {
            Some((name, domain)) => format!("{}.{}", self.computer(name), self.domain(domain)),
            None => self.computer(server),
        };
        match instance {
            Some(instance) => format!("{masked}\\{}", self.of("INSTANCE", instance)),
            None => masked,
        }
    }
}

/// Masks all that was read, and what notes quote of it.
pub fn mask(intake: &mut Intake) {
    let mut masks = Masks::default();
    // In the order of the names, so that the masks do not depend on the order of rows.
    let mut names: Vec<_> = intake.hosts.all().map(|(_, host)| host.clone()).collect();
    names.sort_by_key(|host| host.name.to_lowercase());
    for host in &names {
        masks.computer(&host.name);
        if let Some((_, domain)) = host.fqdn.as_deref().and_then(|it| it.split_once('.')) {
            masks.domain(domain);
        }
    }
    let mut hosts = Hosts::default();
    for (_, host) in intake.hosts.all() {
        let name = masks.computer(&host.name);
        let domain = host.fqdn.as_deref().and_then(|it| it.split_once('.'));
        let fqdn = domain.map(|(_, domain)| format!("{name}.{}", masks.domain(domain)));
        hosts.add(&name, fqdn.as_deref());
    }
    intake.hosts = hosts;
    for site in &mut intake.sites {
        if !site.title.is_empty() {
            site.title = format!("Site {}", site.code);
        }
        if let Parent::Below(code) = &mut site.parent {
            *code = code.to_uppercase();
        }
        masks.said(&mut site.said);
    }
    for server in intake.servers.values_mut() {
        server.title.clear();
        masks.said(&mut server.said);
    }
    for role in &mut intake.roles {
        masks.said(&mut role.said);
    }
    for gateway in &mut intake.gateways {
        gateway.name = masks.of("gateway", &gateway.name);
        masks.said(&mut gateway.said);
    }
    for entity in &mut intake.entities {
        entity.name = masks.entity(entity.kind, &entity.name);
        masks.said(&mut entity.said);
    }
    intake.notes.mask();
}

impl Masks {
    fn entity(&mut self, kind: EntityKind, name: &str) -> String {
        match kind {
            EntityKind::Domain => self.domain(name),
            other => self.of(other.word(), name),
        }
    }

    fn said(&mut self, said: &mut Said) {
        for (fact, value) in said.clone().all() {
            if let Some(masked) = self.value(*fact, value) {
                said.set(*fact, Some(masked));
            }
        }
    }

    /// Another value, where it names anything.
    fn value(&mut self, fact: Fact, value: &Value) -> Option<Value> {
        let mut one = |text: &str| -> Option<Arc<str>> {
            Some(match fact.row().shape {
                // A word that stands for no host.
                Shape::Host if text.len() < 4 => return None,
                Shape::Host => self.host(text).into(),
                Shape::Name(kind) | Shape::Names(kind) => self.entity(kind, text).into(),
                // Local folders and the default instance are the same everywhere.
                Shape::Text if fact == FOLDER => return None,
                Shape::Text if fact == INSTANCE => self.of("INSTANCE", text).into(),
                Shape::Text | Shape::Texts => self.of("text", text).into(),
                _ => return None,
            })
        };
        match value {
            Value::Text(text) => Some(Value::Text(one(text)?)),
            Value::Texts(texts) => {
                Some(Value::Texts(texts.iter().map(|text| one(text)).collect::<Option<_>>()?))
            }
            Value::Flag(_) | Value::Number(_) | Value::Word(_) | Value::Words(_) => None,
        }
    }
}
