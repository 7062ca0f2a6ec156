//! What a row says of its computer, and the facts that its columns say of anything.

use super::{Work, seen::Of};
use crate::{
    facts::said::{
        Fact, On,
        servers::{DOMAIN, WORKGROUP, ZONE},
    },
    import::{
        HostId, Sort,
        list::{Meaning, names::short, values},
        table::Row,
    },
    model::{Said, Value},
};

/// What the network zone of a ticked perimeter column is called.
const PERIMETER: &str = "DMZ";

impl Work<'_> {
    /// What the row says of its computer apart from its roles; whether any of it is new.
    pub fn about_server(&mut self, row: &Row, host: HostId) -> bool {
        let line = row.line;
        let of = Of::Computer(host);
        let mut news = false;
        let titles: Vec<_> = self.cells(row, Meaning::Title).map(|(_, text)| short(text)).collect();
        let title = titles.join("; ");
        let server = self.intake.servers.entry(host).or_default();
        if !title.is_empty() && server.title.is_empty() {
            server.title = title;
            news = true;
        }
        if let Some(text) = self.cell(row, Meaning::System) {
            let server = self.intake.servers.entry(host).or_default();
            match (values::system(text), server.system) {
                (None, _) => self.left_out(line, "operating system that is known", text),
                (Some(system), None) => {
                    server.system = Some(system);
                    self.seen.say(of, "system", line);
                    news = true;
                }
                (Some(system), Some(known)) if system == known => {}
                (Some(system), Some(known)) => {
                    let why = format!("the operating system is {} here", system.facts().title);
                    self.contradicts(of, "system", line, &why, known.facts().title);
                }
            }
        }
        if self.cell(row, Meaning::Perimeter).and_then(values::flag) == Some(true) {
            let why =
                format!("servers that are ticked as in the perimeter are in zone {PERIMETER}");
            self.seen.assume(line, why);
            news |= self.set(of, ZONE, Value::Text(PERIMETER.into()), line);
        }
        news | self.facts(row, On::Server, of)
    }

    /// Says the facts of the columns that fit a site or a server.
    pub fn facts(&mut self, row: &Row, on: On, of: Of) -> bool {
        let mut news = false;
        // What can be said of both is said of the server.
        let fits = |fact: Fact| fact.fits(on) && !(on == On::Site && fact.fits(On::Server));
        for (column, fact) in self.fact_columns(fits) {
            let Some(value) = self.value(row, column, fact) else { continue };
            news |= match (&value, of) {
                (Value::Text(domain), Of::Computer(host)) if fact == DOMAIN => {
                    self.domain(row.line, host, domain)
                }
                _ => self.set(of, fact, value, row.line),
            };
        }
        news
    }

    pub fn fact_columns(&self, fits: impl Fn(Fact) -> bool) -> Vec<(usize, Fact)> {
        let columns = self.mapping.columns.iter().enumerate();
        let facts = columns.filter_map(|(at, column)| match column.meaning {
            Meaning::Fact(fact) if fits(fact) => Some((at, fact)),
            _ => None,
        });
        facts.collect()
    }

    /// What a cell says of a fact; a note where it cannot be read.
    pub fn value(&mut self, row: &Row, column: usize, fact: Fact) -> Option<Value> {
        let text = row.cell(column);
        if values::is_silent(text) {
            return None;
        }
        match values::fact(fact, text, self.unit(column)) {
            Ok((value, assumed)) => {
                if let Some(why) = assumed {
                    let name = short(&self.table.heading[column]);
                    self.seen.assume(row.line, format!("\u{201c}{name}\u{201d}: {why}"));
                }
                Some(value)
            }
            Err(why) => {
                let why = format!("\u{201c}{}\u{201d} is left out: {why}", short(text));
                self.say(Sort::Remark, row.line, why);
                None
            }
        }
    }

    /// A domain that the FQDN ends with need not be said again.
    fn domain(&mut self, line: u32, host: HostId, domain: &str) -> bool {
        let group = ["workgroup", "arbeitsgruppe", "groupe de travail"];
        if group.contains(&domain.to_lowercase().as_str()) {
            return self.set(Of::Computer(host), WORKGROUP, Value::Flag(true), line);
        }
        let fqdn = self.intake.hosts.get(host).fqdn.as_deref();
        let of_name = fqdn.and_then(|it| it.split_once('.')).map(|(_, domain)| domain);
        if of_name.is_some_and(|it| it.eq_ignore_ascii_case(domain.trim_matches('.'))) {
            return false;
        }
        self.set(Of::Computer(host), DOMAIN, Value::Text(domain.into()), line)
    }

    /// Says a fact; what is said already stands.
    pub fn set(&mut self, of: Of, fact: Fact, value: Value, line: u32) -> bool {
        let said = self.said(of);
        match said.get(fact) {
            None => {
                said.set(fact, Some(value));
                self.seen.say(of, fact.key(), line);
                true
            }
            Some(known) if *known == value => false,
            Some(known) => {
                let known = known.shown(fact);
                let why = format!("{} is {} here", fact.row().title, value.shown(fact));
                self.contradicts(of, fact.key(), line, &why, &known);
                false
            }
        }
    }

    fn said(&mut self, of: Of) -> &mut Said {
        match of {
            Of::Site(site) => &mut self.intake.record(site).said,
            Of::Computer(host) => &mut self.intake.servers.entry(host).or_default().said,
            Of::Role(at) => &mut self.intake.roles[at].said,
        }
    }
}
