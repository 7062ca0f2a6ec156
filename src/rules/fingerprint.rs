//! What a finding says with the names of nodes taken out of it, so that renaming and moving change
//! nothing and another number does.

use super::Finding;
use crate::model::{Design, NodeId, ServerRef};

/// Rules whose finding is about the code itself: another code is another fact.
const ABOUT_CODES: &str = "SITE-CODE-";

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
            _ => name_at(design, &own, rest),
        };
        let taken = if let Some((length, name)) = found {
            names.push(format!("[{name}]"));
            between.push(String::new());
            length
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

/// How long the name is with which a text begins, if it begins with one, spelled as in the design;
/// and what stands in its place.
fn name_at(design: &Design, own: &[(String, &'static str)], text: &str) -> Option<(usize, String)> {
    let begins = |name: &str| {
        let rest = text.strip_prefix(name).filter(|_| !name.is_empty());
        rest.is_some_and(ends_at).then_some(name.len())
    };
    let own = own.iter().filter_map(|(name, word)| Some((begins(name)?, *word)));
    if let Some((length, word)) = own.max_by_key(|(length, _)| *length) {
        return Some((length, word.to_owned()));
    }
    // Of several with one name, always the same one.
    let known = |(length, node): (usize, NodeId)| (length, std::cmp::Reverse(node));
    let around = design.gateways().iter().map(|it| (&it.name, NodeId::from(it.id)));
    let around = around.chain(design.entities().map(|it| (&it.name, it.id.into())));
    let around = around.filter_map(|(name, node)| Some((begins(name)?, node)));
    let words = words(text).flat_map(|word| computers_and_sites(design, text, word));
    let found = around.chain(words).max_by_key(|found| known(*found))?;
    Some((found.0, found.1.to_string()))
}

/// The beginnings of a text that may be a name of one word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let word = text.split(char::is_whitespace).next().unwrap_or_default();
    let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let spans = ends.filter(|end| ends_at(&text[*end..])).map(|end| &word[..end]);
    // A number is a fact, even where it happens to be the code of some site.
    spans.filter(|span| span.chars().any(char::is_alphabetic))
}

/// The servers and sites that are called by a word with which a text begins.
fn computers_and_sites<'a>(
    design: &'a Design,
    text: &'a str,
    word: &'a str,
) -> impl Iterator<Item = (usize, NodeId)> {
    let is_called = move |it: &ServerRef<'_>| it.name == word || it.fqdn.as_deref() == Some(word);
    let servers = design.servers_named(word).into_iter().filter(is_called);
    let servers = servers.map(move |it| (word.len(), it.id.into()));
    let sites = design.sites_coded(word).into_iter().filter(move |it| it.code == word);
    let sites = sites.map(move |site| {
        let label = site.label();
        let is_whole = text.strip_prefix(&label).is_some_and(ends_at);
        (if is_whole { label.len() } else { word.len() }, site.id.into())
    });
    servers.chain(sites)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::outline,
        rules::{broken, by_id},
    };

    const PLAN: &str = "cas CS1 \"Head office\"\n  primary PS1 \"EMEA\"\n    server A-1 fqdn=a-1.contoso.com: mp\n    \
                        server A-2: dp\n  primary 007\ncmg \"big cloud\"\n";

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
        assert_eq!(facts("A-1/A-2"), "[server]/[A2]");
    }

    #[test]
    fn names_of_several_words_are_found() {
        assert_eq!(facts("CS1 Head office is above"), facts("CS1 is above"));
        let gateway = facts("big cloud stands alone");
        assert!(gateway.starts_with("[cmg-") && gateway.ends_with("] stands alone"), "{gateway}");
        assert_eq!(facts("a big cloudy day"), "a big cloudy day");
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
