//! What a design holds, as sorted lines: as much of it as a form of export can say.

use sitewright::{
    facts::{choices::Choice, roles::RoleKind, said::Fact},
    model::{Design, RoleRef, Said},
};

/// How much a file can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Sites, and roles with their embedded properties.
    Whole,
    /// Sites, and roles whose embedded properties got lost.
    Flat,
    /// Roles by name alone; nothing of sites.
    Names,
}

/// Facts that an import adds of itself: that all is installed, and what rows say besides what the
/// designs here are about.
const ADDED: &[&str] = &[
    "state",
    "runs",
    "folder",
    "dbname",
    "wsusport",
    "wsustlsport",
    "website",
    "rolename",
    "reportserver",
    "mode",
];
/// What only other classes say.
const ELSEWHERE: &[&str] = &["groups"];

/// The lines of a design, sorted: nothing depends on the order in which nodes stand.
pub fn shape(design: &Design, depth: Depth) -> Vec<String> {
    let mut lines = Vec::new();
    for site in design.sites() {
        let parent = site.parent_site().map(|parent| parent.code.clone()).unwrap_or_default();
        lines.push(match depth {
            Depth::Names => format!("site {}", site.code),
            _ => format!(
                "site {} {} below [{parent}] {:?} {}",
                site.code,
                site.kind.facts().word,
                site.title,
                facts(&site.said),
            ),
        });
        for server in site.servers() {
            let name = server.full_name().to_lowercase();
            lines.push(format!("server {} {name} {}", site.code, facts(&server.said)));
            for role in server.roles() {
                lines.push(format!("role {name}: {}", words(role, depth)));
            }
        }
    }
    lines.sort();
    lines
}

fn words(role: RoleRef<'_>, depth: Depth) -> String {
    // Nothing but the embedded properties tells which of two site servers is passive.
    let kind = match role.kind {
        RoleKind::PassiveSiteServer if depth == Depth::Names => RoleKind::SiteServer,
        kind => kind,
    };
    let mut words = vec![kind.code().to_owned()];
    for choice in role.choices() {
        let flat = matches!(choice, Choice::Https | Choice::Internet);
        if depth == Depth::Whole && choice != Choice::Internet || flat && choice == Choice::Https {
            words.push(choice.word().to_owned());
        }
    }
    if depth == Depth::Whole {
        let sources = role.sources.iter().filter_map(|id| role.design().role(*id));
        let mut names: Vec<_> = sources.map(|it| it.server().full_name().to_lowercase()).collect();
        names.sort();
        words.extend(names);
        words.push(facts(&role.said));
    }
    let serves = role.serves.and_then(|id| role.design().site(id));
    words.extend(serves.map(|site| format!("for {}", site.code)));
    words.join(" ").trim().to_owned()
}

fn facts(said: &Said) -> String {
    let told = |fact: Fact| {
        let word = fact.row().key;
        !ADDED.contains(&word) && !ELSEWHERE.contains(&word)
    };
    let all = said.all().filter(|(fact, _)| told(*fact));
    let mut words: Vec<_> =
        all.map(|(fact, value)| format!("{}={}", fact.row().key, value.spelled())).collect();
    words.sort();
    words.join(" ")
}
