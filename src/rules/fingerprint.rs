//! What a finding says with the names of nodes taken out of it, so that renaming and moving change
//! nothing and another number does.

use super::Finding;
use crate::model::{Design, NodeId, SiteRef};

/// Rules whose finding is about the code itself: another code is another fact.
const ABOUT_CODES: &str = "SITE-CODE-";

/// No name has more words than this.
const MOST_WORDS: usize = 6;

/// The fact that a waiver is given for. The node itself, its server and its site are called just
/// that, so that it may move; any other node by its id.
pub fn fingerprint(design: &Design, finding: &Finding) -> String {
    let said = finding.what();
    if finding.rule.id.starts_with(ABOUT_CODES) {
        return one_line(said);
    }
    let own = own_names(design, finding.on);
    // Names and what stands between them, in turn.
    let (mut names, mut between) = (Vec::new(), vec![String::new()]);
    let mut before = None;
    let mut rest = said;
    while let Some(letter) = rest.chars().next() {
        let found = match before {
            Some(before) if is_in_name(before) => None,
            _ => spans(rest).find_map(|span| Some((span, name_for(design, &own, span)?))),
        };
        let taken = if let Some((span, name)) = found {
            names.push(format!("[{name}]"));
            between.push(String::new());
            span.len()
        } else {
            between.last_mut().into_iter().for_each(|text| text.push(letter));
            letter.len_utf8()
        };
        before = rest[..taken].chars().next_back();
        rest = &rest[taken..];
    }
    sort_lists(&mut names, &between);
    let names = std::iter::once(String::new()).chain(names);
    one_line(&names.zip(between).map(|(name, text)| name + &text).collect::<String>())
}

/// A list may be in the order of its names; renaming must not change what it says.
fn sort_lists(names: &mut [String], between: &[String]) {
    let mut start = 0;
    for end in 1..=names.len() {
        let goes_on = end < names.len() && matches!(between[end].as_str(), ", " | " and ");
        if !goes_on {
            names[start..end].sort_unstable();
            start = end;
        }
    }
}

/// As a file can hold it.
fn one_line(text: &str) -> String {
    text.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The names of what a finding stands on and in, each with the word for it.
fn own_names(design: &Design, on: Option<NodeId>) -> Vec<(String, &'static str)> {
    let mut names = Vec::new();
    let Some(on) = on else { return names };
    if let NodeId::Gateway(id) = on {
        names.extend(design.gateway(id).map(|gateway| (gateway.name.clone(), "gateway")));
    }
    if let NodeId::Entity(id) = on {
        names.extend(design.entity(id).map(|entity| (entity.name.clone(), "entity")));
    }
    if let Some(server) = design.server_of(on).and_then(|id| design.server(id)) {
        names.extend(server.fqdn.clone().map(|fqdn| (fqdn, "server")));
        names.push((server.name.clone(), "server"));
    }
    let served = match on {
        NodeId::Role(id) => design.role(id).and_then(|role| role.serves),
        _ => None,
    };
    let sites = [design.site_of(on), served].into_iter().flatten();
    for site in sites.filter_map(|id| design.site(id)) {
        names.extend([(site.label(), "site"), (site.code.clone(), "site")]);
    }
    names
}

/// The beginnings of a text that may be a name, the longest first.
fn spans(text: &str) -> impl Iterator<Item = &str> {
    let mut ends = Vec::new();
    let mut words = 1;
    let mut letters = text.char_indices().peekable();
    while let Some((_, letter)) = letters.next() {
        let end = letters.peek().map_or(text.len(), |(at, _)| *at);
        if letter.is_whitespace() {
            words += 1;
            if words > MOST_WORDS {
                break;
            }
        } else if ends_at(&text[end..]) {
            ends.push(end);
        }
    }
    ends.into_iter().rev().map(|end| &text[..end])
}

/// Whether a name can be over before `rest`.
fn ends_at(rest: &str) -> bool {
    let mut letters = rest.chars();
    match letters.next() {
        // The dot of a sentence, not the one before a domain.
        Some('.') => letters.next().is_none_or(char::is_whitespace),
        Some(letter) => !is_in_name(letter),
        None => true,
    }
}

fn is_in_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.')
}

/// What stands in the place of a name, if it is one, spelled as in the design.
fn name_for(design: &Design, own: &[(String, &'static str)], span: &str) -> Option<String> {
    if let Some((_, word)) = own.iter().find(|(name, _)| name == span) {
        return Some((*word).to_owned());
    }
    // A number is a fact, even where it happens to be the code of some site.
    if !span.chars().any(char::is_alphabetic) {
        return None;
    }
    let servers = design.servers_named(span).into_iter();
    let servers = servers.filter(|it| it.name == span || it.fqdn.as_deref() == Some(span));
    let code = span.split_whitespace().next().unwrap_or(span);
    let is_called = |site: &SiteRef<'_>| site.code == span || site.label() == span;
    let sites = design.sites_coded(code).into_iter().filter(is_called);
    let gateways = design.gateways().iter().filter(|gateway| gateway.name == span);
    let entities = design.entities().filter(|entity| entity.name == span);
    // Of several with one name, always the same one.
    let server = servers.map(|it| NodeId::from(it.id)).min();
    let site = || sites.map(|it| NodeId::from(it.id)).min();
    let gateway = || gateways.map(|it| NodeId::from(it.id)).min();
    let entity = || entities.map(|it| NodeId::from(it.id)).min();
    server.or_else(site).or_else(gateway).or_else(entity).map(|id| id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::outline,
        rules::{broken, by_id},
    };

    const PLAN: &str = "cas CS1\n  primary PS1 \"EMEA\"\n    server A-1 fqdn=a-1.contoso.com: mp\n    \
                        server A-2: dp\n  primary 007\ncmg cloud-1\n";

    /// The facts of a sentence said of the first server of PS1.
    fn facts(said: &'static str) -> String {
        let design = outline::parse(PLAN).unwrap_or_default();
        let on = design.servers_named("A-1").first().map(|server| NodeId::from(server.id));
        let rule = by_id("MP-COUNT").unwrap_or_else(|| unreachable!());
        let severity = crate::rules::Severity::Error;
        let finding = Finding { rule, on, trouble: broken(said), severity };
        let facts = fingerprint(&design, &finding);
        // Counted ids of other nodes: which ones they are is no matter here.
        let other = |name: &str| design.servers_named(name).first().map(|it| it.id.to_string());
        facts.replace(&other("A-2").unwrap_or_default(), "A2")
    }

    #[test]
    fn its_own_names_become_words_and_others_ids() {
        assert_eq!(facts("A-1 pulls from A-2, not PS1."), "[server] pulls from [A2], not [site].");
        assert_eq!(facts("a-1.contoso.com, in PS1 EMEA"), "[server], in [site]");
        assert_eq!(facts("\u{201c}A-1\u{201d} (PS1)"), "\u{201c}[server]\u{201d} ([site])");
    }

    #[test]
    fn a_part_of_a_longer_name_is_no_name() {
        assert_eq!(
            facts("A-10 and xA-1 and A-1.fabrikam.com"),
            "A-10 and xA-1 and A-1.fabrikam.com"
        );
        assert_eq!(facts("ps1 is a word"), "ps1 is a word");
    }

    #[test]
    fn a_number_stays_a_fact_though_a_site_is_coded_so() {
        assert_eq!(facts("PS1 has 007 points"), "[site] has 007 points");
    }

    #[test]
    fn the_order_of_a_list_is_no_fact() {
        assert_eq!(facts("A-1, A-2 and PS1 differ"), facts("A-2, PS1 and A-1 differ"));
        assert_ne!(facts("A-1 pulls from A-2"), facts("A-2 pulls from A-1"));
    }
}
