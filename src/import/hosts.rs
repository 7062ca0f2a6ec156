//! The computers that files name, each once, however it is spelled.

use std::collections::BTreeMap;

/// A computer: its name, and the whole name where it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    pub name: String,
    pub fqdn: Option<String>,
}

/// Its place in [`Hosts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostId(pub u32);

impl HostId {
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// By their order of appearance.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    all: Vec<Host>,
    /// By whole names and names in small letters.
    known: BTreeMap<String, Known>,
}

/// Which computers go by a name.
#[derive(Clone, Debug, Default)]
struct Known {
    /// The one whose whole name it is, or that is known by no other name.
    exact: Option<HostId>,
    /// Those whose whole names begin with it.
    longer: Vec<HostId>,
}

/// Longer names are no names of computers: DNS takes at most 255 octets.
const LONGEST: usize = 255;

impl Hosts {
    pub fn get(&self, id: HostId) -> &Host {
        &self.all[id.at()]
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub fn all(&self) -> impl Iterator<Item = (HostId, &Host)> {
        (0u32..).map(HostId).zip(&self.all)
    }

    /// One more computer, as it is.
    pub fn add(&mut self, name: &str, fqdn: Option<&str>) {
        let Ok(at) = u32::try_from(self.all.len()) else { return };
        self.all.push(Host { name: name.to_owned(), fqdn: fqdn.map(ToOwned::to_owned) });
        let key = fqdn.unwrap_or(name).to_lowercase();
        self.known.entry(key).or_default().exact = Some(HostId(at));
        if fqdn.is_some() {
            self.known.entry(name.to_lowercase()).or_default().longer.push(HostId(at));
        }
    }

    /// The computer of that name: `SRV`, `srv.contoso.com`, `\\srv.contoso.com\` or a path on it;
    /// none where the text names no computer.
    ///
    /// A short name means the computer whose whole name begins with it, if there is just one.
    pub fn named(&mut self, text: &str) -> Option<HostId> {
        let text = spelled(text)?;
        let key = text.to_lowercase();
        if let Some(known) = self.known.get(&key) {
            match (known.exact, known.longer.as_slice()) {
                (Some(exact), _) => return Some(exact),
                (None, [only]) => return Some(*only),
                _ => {}
            }
        }
        let id = HostId(u32::try_from(self.all.len()).ok()?);
        let (name, is_whole) = match text.split_once('.') {
            Some((name, _)) if !is_address(text) => (name, true),
            _ => (text, false),
        };
        if is_whole {
            let short = self.known.entry(name.to_lowercase()).or_default();
            // The computer that was known by its short name alone is this one.
            if let Some(before) = short.exact.take() {
                short.longer.push(before);
                self.all[before.at()].fqdn = Some(text.to_owned());
                self.known.entry(key).or_default().exact = Some(before);
                return Some(before);
            }
            short.longer.push(id);
        }
        self.all.push(Host { name: name.to_owned(), fqdn: is_whole.then(|| text.to_owned()) });
        self.known.entry(key).or_default().exact = Some(id);
        Some(id)
    }
}

/// A computer's name without what stands around it.
fn spelled(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches('\\');
    let text = text.split('\\').next().unwrap_or_default().trim_end_matches('.').trim();
    let fits = !text.is_empty() && text.len() <= LONGEST;
    let clean = !text.starts_with('.') && !text.chars().any(|it| it.is_control() || it == '"');
    (fits && clean).then_some(text)
}

/// An IPv4 address has dots that part no domain.
fn is_address(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}
