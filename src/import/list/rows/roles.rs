//! The roles of a row, their options, and what further columns say of them.

use super::{Work, seen::Of};
use crate::{
    facts::{
        choices::Choice,
        roles::RoleKind,
        said::{Fact, On, databases::INSTANCE},
    },
    import::{
        HostId, Sort,
        list::{
            Meaning,
            names::{Computer, computer},
            roles::{self, Is, Named, Word},
            values,
        },
        records::{RoleName, SiteKey},
        table::Row,
    },
    model::Value,
};

impl Work<'_> {
    /// The roles of a row; whether any of it is new.
    pub fn roles(&mut self, row: &Row, site: SiteKey, host: HostId, named: Computer<'_>) -> bool {
        let words = self.words(row);
        let mut news = false;
        let mut on: Vec<usize> = Vec::new();
        for word in words {
            let role = match word.is {
                Is::Role(role) => role,
                Is::Itself => {
                    let why =
                        format!("\u{201c}{}\u{201d} comes by itself; not in the plan", word.text);
                    self.seen.assume(row.line, why);
                    news = true;
                    continue;
                }
                Is::Unknown => {
                    let why = format!("nobody knows the role \u{201c}{}\u{201d}; kept", word.text);
                    self.say(Sort::Remark, row.line, why);
                    news |= self.role(row, site, host, RoleName::Unknown(word.text)).1;
                    continue;
                }
            };
            if !word.exact {
                let why = format!("\u{201c}{}\u{201d} is {}", word.text, role.kind.with_article());
                self.seen.assume(row.line, why);
            }
            if let Some(kind) = role.site {
                news |= self.kind(site, kind, row.line);
            }
            let (at, new) = self.role(row, site, host, RoleName::Known(role.kind));
            news |= new | self.options(row.line, at, role);
            on.push(at);
        }
        news | self.about_roles(row, &on, named)
    }

    fn role(&mut self, row: &Row, site: SiteKey, host: HostId, name: RoleName) -> (usize, bool) {
        let place = self.place(row.line);
        self.intake.role(site, host, name, Self::origin(), place)
    }

    /// What the row's columns of roles say, and its columns of one role each.
    fn words(&mut self, row: &Row) -> Vec<Word> {
        let cells: Vec<_> = self.cells(row, Meaning::Roles).collect();
        let mut words: Vec<_> = cells.iter().flat_map(|(_, cell)| roles::read(cell)).collect();
        for (at, column) in self.mapping.columns.iter().enumerate() {
            let Meaning::Has(kind) = column.meaning else { continue };
            let cell = row.cell(at);
            let ticked = match values::flag(cell) {
                Some(ticked) => ticked.then(Vec::new),
                None => roles::options(cell).or_else(|| {
                    self.left_out(row.line, "tick", cell);
                    None
                }),
            };
            words.extend(ticked.map(|choices| Word::ticked(kind, choices)));
        }
        words
    }

    /// What stands beside a role; whether any of it is new.
    fn options(&mut self, line: u32, at: usize, role: Named) -> bool {
        let mut news = false;
        for choice in role.choices {
            news |= !self.intake.roles[at].choices.contains(&(choice, true));
            self.intake.roles[at].choose(choice, true);
        }
        for source in role.sources {
            news |= self.source(line, at, &source);
        }
        for (fact, value) in role.facts {
            news |= self.set(Of::Role(at), fact, value, line);
        }
        for text in role.unread {
            let spoken = role.kind.with_article();
            let why = format!("\u{201c}{text}\u{201d} is no option of {spoken}; left out");
            self.say(Sort::Remark, line, why);
        }
        news
    }

    /// The computer from which a distribution point pulls.
    fn source(&mut self, line: u32, at: usize, text: &str) -> bool {
        let host = computer(text).ok().and_then(|it| self.intake.hosts.named(it.name));
        let Some(host) = host else {
            self.left_out(line, "name of a server to pull from", text);
            return false;
        };
        let role = &mut self.intake.roles[at];
        role.choose(Choice::Pull, true);
        let sources = role.sources.get_or_insert_default();
        let new = !sources.contains(&host);
        if new {
            sources.push(host);
        }
        new
    }

    /// What further columns say of the row's roles; whether any of it is new.
    fn about_roles(&mut self, row: &Row, on: &[usize], named: Computer<'_>) -> bool {
        let line = row.line;
        let mut news = false;
        let cells: Vec<_> = self.cells(row, Meaning::Sources).map(|(_, cell)| cell).collect();
        for name in cells.into_iter().flat_map(roles::sources) {
            match self.of_kind(on, |kind| kind == RoleKind::DistributionPoint).first() {
                Some(at) => news |= self.source(line, *at, &name),
                None => self.nowhere(line, "a source to pull from"),
            }
        }
        if let Some(text) = self.cell(row, Meaning::Sql) {
            let (facts, all) = values::sql(text);
            if !all {
                self.left_out(line, "version of SQL Server in full", text);
            }
            for (fact, value) in facts {
                news |= self.of_roles(line, on, fact, &value);
            }
        }
        if let Some(instance) = named.instance {
            let why =
                format!("\u{201c}{instance}\u{201d} behind a name is an instance of SQL Server");
            self.seen.assume(line, why);
            news |= self.of_roles(line, on, INSTANCE, &Value::Text(instance.into()));
        }
        for (column, fact) in
            self.fact_columns(|fact| !fact.fits(On::Site) && !fact.fits(On::Server))
        {
            if let Some(value) = self.value(row, column, fact) {
                news |= self.of_roles(line, on, fact, &value);
            }
        }
        news
    }

    fn of_kind(&self, on: &[usize], fits: impl Fn(RoleKind) -> bool) -> Vec<usize> {
        let kind = |at: &usize| match self.intake.roles[*at].kind {
            RoleName::Known(kind) => fits(kind),
            RoleName::Unknown(_) => false,
        };
        on.iter().copied().filter(kind).collect()
    }

    /// Says a fact of those roles of the row that have it.
    fn of_roles(&mut self, line: u32, on: &[usize], fact: Fact, value: &Value) -> bool {
        let roles = self.of_kind(on, |kind| fact.fits(On::Role(kind)));
        if roles.is_empty() {
            self.nowhere(line, fact.row().title);
        }
        let mut news = false;
        for at in roles {
            news |= self.set(Of::Role(at), fact, value.clone(), line);
        }
        news
    }
}
