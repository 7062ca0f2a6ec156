//! One row of a list: its computer, its site, and what cannot be placed.

use super::{Work, seen::Of};
use crate::{
    facts::said::servers::DOMAIN,
    import::{
        Sort,
        list::{
            Meaning,
            names::{Computer, computer, short},
        },
        table::Row,
    },
};

impl Work<'_> {
    /// Takes a row in, or says why not.
    pub fn row(&mut self, row: &Row) -> Result<(), String> {
        let name = self.cell(row, Meaning::Name);
        let fqdn = self.cell(row, Meaning::Fqdn);
        if name.or(fqdn).is_none() {
            return self.row_of_site(row);
        }
        let named = computer(name.or(fqdn).unwrap_or_default())?;
        let whole = self.whole_name(row, named, fqdn)?;
        let site = self.site(row)?;
        let unnamed = || format!("\u{201c}{}\u{201d} is no name of a server", short(&whole));
        let host = self.intake.hosts.named(&whole).ok_or_else(unnamed)?;
        let before = self.seen.computer(host, site, row.line);
        let mut news = self.about_site(row, site);
        self.intake.stands(host, site, self.place(row.line));
        news |= self.about_server(row, host);
        news |= self.roles(row, site, host, named);
        self.more_fields(row);
        match before {
            Some(line) if !news => Err(format!("a duplicate: it says what line {line} says")),
            _ => Ok(()),
        }
    }

    /// A row without a server may speak of a site.
    fn row_of_site(&mut self, row: &Row) -> Result<(), String> {
        let speaks = [Meaning::SiteKind, Meaning::Parent, Meaning::SiteTitle, Meaning::Devices];
        let speaks = speaks.into_iter().any(|meaning| self.cell(row, meaning).is_some());
        if !speaks || self.cell(row, Meaning::Site).is_none() {
            return Err("no name of a server".to_owned());
        }
        let site = self.site(row)?;
        self.about_site(row, site);
        match self.cells(row, Meaning::Roles).next() {
            Some(_) => Err("no name of a server; only what it says of the site came in".to_owned()),
            None => Ok(()),
        }
    }

    /// The longest name that a row gives its computer.
    fn whole_name(
        &mut self,
        row: &Row,
        named: Computer<'_>,
        fqdn: Option<&str>,
    ) -> Result<String, String> {
        let name = named.name;
        if name.contains('.') {
            return Ok(name.to_owned());
        }
        if let Some(fqdn) = fqdn {
            let fqdn = computer(fqdn)?.name;
            let same = fqdn.split('.').next().is_some_and(|it| it.eq_ignore_ascii_case(name));
            if same {
                return Ok(fqdn.to_owned());
            }
            let why =
                format!("the FQDN \u{201c}{fqdn}\u{201d} does not begin with {name}; left out");
            self.say(Sort::Remark, row.line, why);
        }
        let domain = self.cell(row, Meaning::Fact(DOMAIN)).filter(|it| it.contains('.'));
        match domain.map(|domain| format!("{name}.{}", domain.trim_matches('.'))) {
            Some(whole) if computer(&whole).is_ok() && fqdn.is_none() => {
                let why = "FQDNs are made of name and domain".to_owned();
                self.seen.assume(row.line, why);
                Ok(whole)
            }
            _ => Ok(name.to_owned()),
        }
    }

    /// Fields beyond the last column belong to nothing.
    pub fn more_fields(&mut self, row: &Row) {
        let beyond = row.cells.iter().skip(self.table.heading.len());
        let beyond: Vec<_> = beyond.filter(|cell| !cell.is_empty()).map(|it| short(it)).collect();
        if !beyond.is_empty() {
            let why = format!(
                "more fields than columns; left out: \u{201c}{}\u{201d}",
                beyond.join("\u{201d}, \u{201c}")
            );
            self.say(Sort::Remark, row.line, why);
        }
    }

    pub fn left_out(&mut self, line: u32, what: &str, text: &str) {
        let why = format!("\u{201c}{}\u{201d} is no {what}; left out", short(text));
        self.say(Sort::Remark, line, why);
    }

    pub fn nowhere(&mut self, line: u32, what: &str) {
        let why = format!("{what}: no role of the row has this; left out");
        self.say(Sort::Remark, line, why);
    }

    pub fn contradicts(&mut self, of: Of, what: &str, line: u32, here: &str, known: &str) {
        let why = match self.seen.line(of, what) {
            Some(before) => format!("{here}, {known} in line {before}; line {before} stands"),
            None => format!("{here}, {known} elsewhere; that stands"),
        };
        self.say(Sort::Remark, line, why);
    }
}
