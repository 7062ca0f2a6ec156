//! What a row says of its site.

use super::{Work, seen::Of};
use crate::{
    facts::{said::On, sites::SiteKind},
    import::{
        Sort,
        list::{
            Meaning,
            names::{self, short},
            values,
        },
        records::{Parent, SiteKey},
        table::Row,
    },
};

impl Work<'_> {
    /// The site of a row.
    pub fn site(&mut self, row: &Row) -> Result<SiteKey, String> {
        let place = self.place(row.line);
        let text = self.cell(row, Meaning::Site).map(ToOwned::to_owned);
        let has_column = self.mapping.has(Meaning::Site);
        let (text, assumed) = match (text, &self.only_site) {
            (Some(text), _) => (text, false),
            (None, _) if !has_column => (self.mapping.site.clone(), false),
            (None, Some(only)) => (only.clone(), true),
            (None, None) => return Err("no site".to_owned()),
        };
        if assumed {
            let why = format!("rows without a site belong to {text}, the only one that is named");
            self.seen.assume(row.line, why);
        }
        let (code, title) = names::site(&text);
        if code.chars().count() > 60 || code.chars().any(char::is_control) {
            return Err(format!("\u{201c}{}\u{201d} is no site code", short(code)));
        }
        let site = self.intake.site(code, Self::origin(), place);
        let record = self.intake.record(site);
        record.own_row = true;
        if !title.is_empty() && record.title.is_empty() {
            record.title = title.to_owned();
            let why = format!("\u{201c}{}\u{201d} is taken for the site {code}", short(&text));
            self.seen.assume(row.line, why);
        }
        Ok(site)
    }

    /// What the row says of its site; whether any of it is new.
    pub fn about_site(&mut self, row: &Row, site: SiteKey) -> bool {
        let line = row.line;
        let mut news = false;
        if let Some(text) = self.cell(row, Meaning::SiteTitle) {
            let record = self.intake.record(site);
            if record.title.is_empty() {
                record.title = short(text);
                news = true;
            }
        }
        if let Some(text) = self.cell(row, Meaning::SiteKind) {
            match values::site_kind(text) {
                Some(kind) => news |= self.kind(site, kind, line),
                None => self.left_out(line, "site type", text),
            }
        }
        if let Some(text) = self.cell(row, Meaning::Parent) {
            news |= self.parent(site, names::site(text).0, line);
        }
        if let Some(text) = self.cell(row, Meaning::Devices) {
            match values::count(text) {
                Some(count) => news |= self.devices(site, count, line),
                None => self.left_out(line, "number of devices", text),
            }
        }
        news | self.facts(row, On::Site, Of::Site(site))
    }

    pub fn kind(&mut self, site: SiteKey, kind: SiteKind, line: u32) -> bool {
        let of = Of::Site(site);
        let record = self.intake.record(site);
        let code = record.code.clone();
        match record.kind {
            None => {
                record.kind = Some(kind);
                self.seen.say(of, "type", line);
                true
            }
            Some(known) if known == kind => false,
            Some(known) => {
                let (title, known) = (kind.facts().title, known.facts().title);
                let why = format!("{code} is a {title} here");
                self.contradicts(of, "type", line, &why, known);
                false
            }
        }
    }

    pub fn parent(&mut self, site: SiteKey, code: &str, line: u32) -> bool {
        let of = Of::Site(site);
        let record = self.intake.record(site);
        if record.code.eq_ignore_ascii_case(code) {
            let why = format!("{code} cannot be its own parent; left out");
            self.say(Sort::Remark, line, why);
            return false;
        }
        match &record.parent {
            Parent::Below(known) if known.eq_ignore_ascii_case(code) => false,
            Parent::Below(known) => {
                let (known, why) = (known.clone(), format!("{} is below {code} here", record.code));
                self.contradicts(of, "parent", line, &why, &known);
                false
            }
            Parent::Unsaid | Parent::Top => {
                record.parent = Parent::Below(code.to_owned());
                self.seen.say(of, "parent", line);
                true
            }
        }
    }

    pub fn devices(&mut self, site: SiteKey, count: u32, line: u32) -> bool {
        let of = Of::Site(site);
        let record = self.intake.record(site);
        match record.devices {
            None => {
                record.devices = Some(count);
                self.seen.say(of, "devices", line);
                true
            }
            Some(known) if known == count => false,
            Some(known) => {
                let why = format!("{} has {count} devices here", record.code);
                self.contradicts(of, "devices", line, &why, &known.to_string());
                false
            }
        }
    }
}
