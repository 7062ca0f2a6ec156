//! What fixes add: sites as setup makes them, and codes and names that nobody has.

use crate::{
    commands::{AddSite, Command, Field, Set, Setup, setup_roles},
    facts::{
        roles::RoleKind,
        said::plan::{FOREST_CODES, RETIRED_CODES, RETIRED_SECONDARY_CODES, UNPUBLISHED_CODES},
        sites::{RESERVED_CODES, SiteKind},
    },
    model::{Design, Ids, ServerRef, SiteId},
};

/// What the last characters of a site code are counted with.
const COUNT: &str = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A site with the server that setup makes, named by the site's code; none if all codes are used.
pub fn new_site(design: &Design, kind: SiteKind, under: Option<SiteId>, ids: &mut Ids) -> AddSite {
    let like = match kind {
        SiteKind::Central => "CS1",
        SiteKind::Primary => "PS1",
        SiteKind::Secondary => "S01",
        SiteKind::Unknown => "X01",
    };
    let code = free_code(design, like, None).unwrap_or_else(|| like.to_owned());
    let name = match design.servers_named(&code).is_empty() {
        true => code.clone(),
        false => free_server_name(design, &code, RoleKind::SiteServer),
    };
    let roles = setup_roles(kind).iter().map(|kind| (ids.fresh(design), *kind)).collect();
    let setup = Some(Setup { server: ids.fresh(design), name, roles });
    AddSite { id: ids.fresh(design), kind, code, under, place: usize::MAX, setup }
}

/// A code that can be given to a site, as close to `like` as can be; `site` has it now, if any.
pub fn free_code(design: &Design, like: &str, site: Option<SiteId>) -> Option<String> {
    let fit: Vec<char> = like
        .chars()
        .map(|letter| letter.to_ascii_uppercase())
        .filter(char::is_ascii_alphanumeric)
        .take(3)
        .collect();
    let first = fit.first().copied().unwrap_or('S');
    let second = fit.get(1).copied().unwrap_or('0');
    let whole = (fit.len() == 3).then(|| fit.iter().collect::<String>());
    let near = COUNT.chars().map(|last| format!("{first}{second}{last}"));
    let pairs = COUNT.chars().flat_map(|middle| COUNT.chars().map(move |last| (middle, last)));
    let far = pairs.map(|(middle, last)| format!("{first}{middle}{last}"));
    let said = &design.head().said;
    let used = [RETIRED_CODES, RETIRED_SECONDARY_CODES, FOREST_CODES, UNPUBLISHED_CODES];
    let used: Vec<_> = used.iter().flat_map(|fact| said.texts(*fact).unwrap_or_default()).collect();
    let free = |code: &String| {
        let others = design.sites_coded(code);
        used.iter().all(|other| !other.eq_ignore_ascii_case(code))
            && !RESERVED_CODES.contains(&code.as_str())
            && others.iter().all(|it| Some(it.id) == site)
    };
    whole.into_iter().chain(near).chain(far).find(free)
}

/// The site's code, the role's letters and the first free number.
pub fn free_server_name(design: &Design, code: &str, kind: RoleKind) -> String {
    let named = |number: usize| format!("{code}-{}-{number:02}", kind.code());
    let free = |name: &String| design.servers_named(name).is_empty();
    (1..10_000).map(named).find(free).unwrap_or_else(|| named(10_000))
}

/// Gives a computer another name, and its FQDN the same host part where it is known.
pub fn rename(server: ServerRef<'_>, name: &str) -> Vec<Command> {
    let mut commands = vec![Set::of(server.id, Field::Name(name.to_owned())).into()];
    if let Some(fqdn) = &server.fqdn {
        let fqdn = with_host(fqdn, name);
        commands.push(Set::of(server.id, Field::Fqdn(Some(fqdn))).into());
    }
    commands
}

/// The FQDN with `name` in place of its host part.
pub fn with_host(fqdn: &str, name: &str) -> String {
    match fqdn.split_once('.') {
        Some((_, domain)) => format!("{name}.{domain}"),
        None => name.to_owned(),
    }
}
