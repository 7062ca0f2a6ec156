//! What earlier rows said: for what is there twice, and for what is told once for all rows.

use std::collections::BTreeMap;

use crate::import::{HostId, records::SiteKey};

#[derive(Default)]
pub struct Seen {
    /// The line in which a computer was first named at a site.
    computers: BTreeMap<(HostId, SiteKey), u32>,
    /// The line that said something of a site or a computer, by what it said.
    said: BTreeMap<(Of, String), u32>,
    /// What was assumed: the line that made it so first, and how many did.
    assumed: BTreeMap<String, (u32, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    Site(SiteKey),
    Computer(HostId),
    Role(usize),
}

impl Seen {
    /// The earlier line that named this computer at this site.
    pub fn computer(&mut self, host: HostId, site: SiteKey, line: u32) -> Option<u32> {
        let first = *self.computers.entry((host, site)).or_insert(line);
        (first != line).then_some(first)
    }

    /// Remembers who said it.
    pub fn say(&mut self, of: Of, what: &str, line: u32) {
        self.said.entry((of, what.to_owned())).or_insert(line);
    }

    /// The line of this list that said it; none where another source did.
    pub fn line(&self, of: Of, what: &str) -> Option<u32> {
        self.said.get(&(of, what.to_owned())).copied()
    }

    pub fn assume(&mut self, line: u32, why: String) {
        self.assumed.entry(why).or_insert((line, 0)).1 += 1;
    }

    /// What was assumed, by its first line, with how many rows it concerns.
    pub fn assumed(self) -> Vec<(u32, String)> {
        let mut all: Vec<_> = self.assumed.into_iter().collect();
        all.sort_by_key(|(_, (line, _))| *line);
        all.into_iter()
            .map(|(why, (line, rows))| match rows {
                1 => (line, why),
                2 => (line, format!("{why}; likewise in 1 more row")),
                rows => (line, format!("{why}; likewise in {} more rows", rows - 1)),
            })
            .collect()
    }
}
