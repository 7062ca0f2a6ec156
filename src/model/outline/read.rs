//! Reads an outline line by line into a draft: entities as typed, references still as names.

use super::{
    Fault, MOST_FAULTS, build,
    draft::{Draft, EntityDraft, GatewayDraft, ServerDraft, SiteDraft},
    edits::nearest,
    facts,
    role::{self, RoleDraft},
    words::{Token, Word, cut, echo},
};
use crate::{
    facts::{
        said::{EntityKind, On},
        sites::{Communication, SITES, SiteKind},
        systems::{SYSTEMS, System},
        versions::Version,
    },
    model::{Date, Design, Said},
};

/// Reads a design, or says everything that is wrong with the text, up to [`MOST_FAULTS`].
///
/// Ids are counted, each kind from 1, in the order in which printing writes the nodes.
pub fn parse(text: &str) -> Result<Design, Vec<Fault>> {
    let mut reader = Reader::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (at, line) in text.lines().enumerate() {
        reader.line(at + 1, line);
        if reader.faults.len() >= MOST_FAULTS {
            return Err(first(reader.faults));
        }
    }
    let (design, unresolved) = build::build(reader.draft);
    reader.faults.extend(unresolved);
    if reader.faults.is_empty() { Ok(design) } else { Err(first(reader.faults)) }
}

fn first(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort();
    faults.truncate(MOST_FAULTS);
    faults
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    faults: Vec<Fault>,
    /// What the lines above stand for, one for each level of indent.
    levels: Vec<Level>,
    has_plan: bool,
}

#[derive(Clone, Copy)]
enum Level {
    Site(usize),
    Other(&'static str),
}

#[derive(Clone, Copy)]
enum Keyword {
    Plan,
    Site(SiteKind),
    Server,
    Gateway,
    Entity(EntityKind),
}

fn keywords() -> Vec<&'static str> {
    let sites = SITES.iter().map(|site| site.word);
    ["plan"]
        .into_iter()
        .chain(sites)
        .chain(["server", "cmg"])
        .chain(EntityKind::ALL.map(EntityKind::word))
        .collect()
}

fn keyword(word: &str) -> Option<Keyword> {
    match word.to_ascii_lowercase().as_str() {
        "plan" => Some(Keyword::Plan),
        "server" => Some(Keyword::Server),
        "cmg" => Some(Keyword::Gateway),
        word => {
            let site = SiteKind::named(word).map(Keyword::Site);
            site.or_else(|| EntityKind::named(word).map(Keyword::Entity))
        }
    }
}

/// What stands before the colon, after the keyword.
#[derive(Default)]
struct Header {
    name: Option<Word>,
    title: Option<String>,
    bare: bool,
    pairs: Vec<(String, Word)>,
    said: Said,
}

const PLAN_KEYS: &[&str] = &["version", "asof"];
const SITE_KEYS: &[&str] = &["devices", "comm", "clouddevices"];
const SERVER_KEYS: &[&str] = &["fqdn", "os"];
const GATEWAY_KEYS: &[&str] = &["instances", "size", "region", "at"];

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        let content = line.trim_start();
        if content.is_empty() || content.starts_with('#') {
            return;
        }
        let indent = line.len() - content.len();
        let (tokens, fault) = cut(number, line, indent);
        self.faults.extend(fault);
        let depth = self.depth(number, &line[..indent]);
        let Some(Token::Word(word)) = tokens.first() else {
            if let Some(token) = tokens.first() {
                self.fault(number, token.column(), expected_keyword());
            }
            return;
        };
        let known = keyword(&word.text).filter(|_| !word.quoted);
        let known = known.or_else(|| {
            let near = nearest(&word.text, keywords());
            self.faults.push(word.fault(unknown("a keyword", &word.text, &keywords(), near)));
            near.and_then(keyword)
        });
        if let Some(known) = known {
            self.entity(known, word, &tokens[1..], depth);
        } else {
            let lost = self.lost(word);
            self.levels.push(lost);
        }
    }

    /// The level of a line; what lies deeper in `levels` is done with.
    fn depth(&mut self, number: usize, indent: &str) -> usize {
        let spaces = indent.chars().count();
        let mut depth = spaces.div_ceil(2);
        if indent.contains(|char| char != ' ') {
            // A tab is likely to stand for a level.
            depth = spaces;
            self.fault(number, 1, "two spaces a level were expected as indent, no tabs".to_owned());
        } else if !spaces.is_multiple_of(2) || spaces / 2 > self.levels.len() {
            let fits = match self.levels.len() {
                0 => "no indent was expected here".to_owned(),
                1 => "an indent of 0 or 2 spaces was expected".to_owned(),
                levels => format!("an indent of 0, 2 \u{2026} {} spaces was expected", levels * 2),
            };
            self.fault(number, 1, format!("{fits}, not of {spaces}"));
        }
        depth = depth.min(self.levels.len());
        self.levels.truncate(depth);
        depth
    }

    fn fault(&mut self, line: usize, column: usize, message: String) {
        self.faults.push(Fault { line, column, message });
    }

    /// A place for what hangs below a line that is not understood, so that it is still read.
    fn lost(&mut self, word: &Word) -> Level {
        self.draft.sites.push(SiteDraft::new(SiteKind::Unknown, word.text.clone(), None));
        Level::Site(self.draft.sites.len() - 1)
    }

    fn entity(&mut self, keyword: Keyword, word: &Word, tokens: &[Token], depth: usize) {
        let colon = tokens.iter().position(|token| matches!(token, Token::Colon(_)));
        let (head, roles) = match colon {
            Some(at) => (&tokens[..at], Some((tokens[at].column(), &tokens[at + 1..]))),
            None => (tokens, None),
        };
        let header = self.header(keyword, word, head);
        if let (Some((column, _)), false) = (roles, matches!(keyword, Keyword::Server)) {
            self.fault(word.line, column, "only after a server come a colon and roles".to_owned());
        }
        let level = match keyword {
            Keyword::Plan => self.plan(word, header, depth),
            Keyword::Site(kind) => self.site(kind, word, header, depth),
            Keyword::Server => {
                let (column, tokens) = roles.unwrap_or((0, &[]));
                let roles = role::read(word.line, column, tokens, &mut self.faults);
                self.server(word, header, roles)
            }
            Keyword::Gateway => self.gateway(word, header, depth),
            Keyword::Entity(kind) => self.around(kind, word, header, depth),
        };
        self.levels.push(level);
    }

    fn header(&mut self, keyword: Keyword, word: &Word, tokens: &[Token]) -> Header {
        let mut header = Header::default();
        let named = !matches!(keyword, Keyword::Plan);
        for token in tokens {
            match token {
                Token::Word(text) if named && header.name.is_none() => {
                    header.name = Some(text.clone());
                }
                Token::Word(text) if text.quoted && header.title.is_none() => {
                    if matches!(keyword, Keyword::Gateway | Keyword::Entity(_)) {
                        self.faults.push(text.fault("it has no title besides its name"));
                    }
                    header.title = Some(text.text.trim().to_owned());
                }
                Token::Word(text) if text.is("bare") && matches!(keyword, Keyword::Site(_)) => {
                    header.bare = true;
                }
                Token::Word(text) => self.faults.push(stray(text, keyword)),
                Token::Pair { key, column, value } => {
                    if header.pairs.iter().any(|(known, _)| known == key) {
                        self.fault(word.line, *column, format!("{} is there twice", echo(key)));
                    } else if !keys(keyword).contains(&key.as_str()) {
                        let read = facts::read(on(keyword), keys(keyword), (key, *column), value);
                        let added =
                            read.and_then(|it| facts::add(&mut header.said, *column, value, it));
                        self.faults.extend(added.err());
                    } else {
                        header.pairs.push((key.clone(), value.clone()));
                    }
                }
                Token::Comma(column) | Token::Colon(column) => {
                    let message = "a title in quotes or key=value was expected, not a comma";
                    self.fault(word.line, *column, message.to_owned());
                }
            }
        }
        header
    }

    /// The name after the keyword, or a fault.
    fn name(&mut self, word: &Word, name: Option<&Word>) -> String {
        let name = name.filter(|name| !name.text.trim().is_empty());
        if name.is_none() {
            let is_site = SiteKind::named(&word.text.to_ascii_lowercase()).is_some();
            let what = if is_site { "a site code" } else { "a name" };
            let column = word.column + word.text.chars().count();
            let message = format!("{what} was expected after \"{}\"", word.text);
            self.fault(word.line, column, message);
        }
        name.map(|name| name.text.trim().to_owned()).unwrap_or_default()
    }

    fn plan(&mut self, word: &Word, header: Header, depth: usize) -> Level {
        if depth > 0 || std::mem::replace(&mut self.has_plan, true) {
            self.faults.push(word.fault(match depth {
                0 => "a second plan line: there is one plan in an outline",
                _ => "the plan stands at the left margin",
            }));
        }
        let head = &mut self.draft.head;
        head.title = header.title.unwrap_or_default();
        head.said = header.said;
        for (key, value) in &header.pairs {
            if key == "version" {
                let known = Version::ALL.map(Version::name);
                head.target = one_of(key, value, &known, Version::named, &mut self.faults);
            } else {
                head.as_of = Date::read(&value.text);
                if head.as_of.is_none() {
                    let message =
                        format!("asof needs a date such as 2026-11-23, not {}", said(value));
                    self.faults.push(value.fault(message));
                }
            }
        }
        Level::Other("the plan")
    }

    fn site(&mut self, kind: SiteKind, word: &Word, header: Header, depth: usize) -> Level {
        let code = self.name(word, header.name.as_ref());
        let parent = match depth.checked_sub(1).and_then(|above| self.levels.get(above)) {
            None => None,
            Some(Level::Site(parent)) => Some(*parent),
            Some(Level::Other(what)) => {
                self.faults.push(word.fault(format!(
                    "a site stands at the left margin or under a site, not under {what}"
                )));
                None
            }
        };
        let mut site = SiteDraft::new(kind, code, parent);
        site.title = header.title.unwrap_or_default();
        site.said = header.said;
        site.bare = header.bare;
        for (key, value) in &header.pairs {
            match key.as_str() {
                "devices" => site.devices = number(key, value, &mut self.faults),
                "clouddevices" => site.cloud_devices = number(key, value, &mut self.faults),
                _ => {
                    let known = Communication::ALL.map(Communication::word);
                    site.communication =
                        one_of(key, value, &known, Communication::named, &mut self.faults);
                }
            }
        }
        self.draft.sites.push(site);
        Level::Site(self.draft.sites.len() - 1)
    }

    fn server(&mut self, word: &Word, header: Header, roles: Vec<RoleDraft>) -> Level {
        let mut server = ServerDraft { roles, ..ServerDraft::default() };
        server.name = self.name(word, header.name.as_ref());
        server.title = header.title.unwrap_or_default();
        server.said = header.said;
        for (key, value) in &header.pairs {
            if key == "fqdn" {
                server.fqdn = self.text(key, value);
            } else {
                let known: Vec<_> = SYSTEMS.iter().map(|system| system.word).collect();
                server.system = one_of(key, value, &known, System::named, &mut self.faults);
            }
        }
        if server.fqdn.is_none()
            && header.name.is_some_and(|name| !name.quoted)
            && let Some((name, _)) = server.name.split_once('.')
            && !name.is_empty()
        {
            let name = name.to_owned();
            server.fqdn = Some(std::mem::replace(&mut server.name, name));
        }
        let site = match self.levels.last() {
            Some(Level::Site(site)) => *site,
            above => {
                self.faults.push(word.fault(match above {
                    None => "a server stands in a site: indent it under its site".to_owned(),
                    Some(Level::Site(_)) => String::new(),
                    Some(Level::Other(what)) => {
                        format!("a server stands in a site, not under {what}")
                    }
                }));
                self.lost(word);
                self.draft.sites.len() - 1
            }
        };
        self.draft.sites[site].servers.push(server);
        Level::Other("a server")
    }

    fn gateway(&mut self, word: &Word, header: Header, depth: usize) -> Level {
        let name = self.name(word, header.name.as_ref());
        if depth > 0 {
            self.faults.push(word.fault(
                "a cloud management gateway stands at the left margin; at=CODE names its site",
            ));
        }
        let mut gateway = GatewayDraft { name, said: header.said, ..GatewayDraft::default() };
        for (key, value) in header.pairs {
            match key.as_str() {
                "instances" => gateway.instances = number(&key, &value, &mut self.faults),
                "size" => gateway.size = self.text(&key, &value),
                "region" => gateway.region = self.text(&key, &value),
                _ => gateway.at = Some(value.split()),
            }
        }
        self.draft.gateways.push(gateway);
        Level::Other("a gateway")
    }

    fn around(&mut self, kind: EntityKind, word: &Word, header: Header, depth: usize) -> Level {
        let name = self.name(word, header.name.as_ref());
        if depth > 0 {
            let message = format!("a {} stands at the left margin", kind.title().to_lowercase());
            self.faults.push(word.fault(message));
        }
        self.draft.entities.push(EntityDraft { kind, name, said: header.said });
        Level::Other("what stands around the sites")
    }

    fn text(&mut self, key: &str, value: &Word) -> Option<String> {
        if value.text.trim().is_empty() {
            self.faults.push(value.fault(format!("{key} needs a text")));
            return None;
        }
        Some(value.text.clone())
    }
}

fn keys(keyword: Keyword) -> &'static [&'static str] {
    match keyword {
        Keyword::Plan => PLAN_KEYS,
        Keyword::Site(_) => SITE_KEYS,
        Keyword::Server => SERVER_KEYS,
        Keyword::Gateway => GATEWAY_KEYS,
        Keyword::Entity(_) => &[],
    }
}

fn on(keyword: Keyword) -> On {
    match keyword {
        Keyword::Plan => On::Plan,
        Keyword::Site(_) => On::Site,
        Keyword::Server => On::Server,
        Keyword::Gateway => On::Gateway,
        Keyword::Entity(kind) => On::Entity(kind),
    }
}

fn expected_keyword() -> String {
    format!("one of the keywords {} was expected", keywords().join(", "))
}

/// "x is not a keyword; plan, cas … were expected; did you mean …".
pub fn unknown(what: &str, word: &str, known: &[&str], near: Option<&str>) -> String {
    let hint = near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
    format!("{} is not {what}; expected one of {}{hint}", echo(word), known.join(", "))
}

fn said(value: &Word) -> String {
    echo(&value.text)
}

/// A word that fits nowhere in a header.
fn stray(text: &Word, keyword: Keyword) -> Fault {
    if text.quoted {
        return text.fault("one title was expected; this is a second one");
    }
    let bare = matches!(keyword, Keyword::Site(_)).then_some("bare");
    let known: Vec<_> = keys(keyword).iter().copied().chain(bare).collect();
    let hint = nearest(&text.text, known.iter().copied())
        .map(|near| format!("; did you mean \"{near}\"?"))
        .unwrap_or_default();
    let keys = keys(keyword).join("=, ");
    let word = if bare.is_some() { ", the word bare" } else { "" };
    text.fault(format!(
        "a title in quotes{word} or one of {keys}= was expected, not {}{hint}",
        said(text)
    ))
}

fn number(key: &str, value: &Word, faults: &mut Vec<Fault>) -> Option<u32> {
    let digits = value.text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| value.text.parse().ok()).flatten();
    if number.is_none() {
        let message = format!("{key} needs a whole number up to {}, not {}", u32::MAX, said(value));
        faults.push(value.fault(message));
    }
    number
}

/// A value of which there are a few.
fn one_of<T>(
    key: &str,
    value: &Word,
    known: &[&str],
    named: impl Fn(&str) -> Option<T>,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let found = named(&value.text.to_ascii_lowercase());
    if found.is_none() {
        let near = nearest(&value.text, known.iter().copied());
        faults.push(value.fault(unknown(&format!("a value of {key}"), &value.text, known, near)));
    }
    found
}
