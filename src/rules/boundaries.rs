//! Whom boundary groups lead to, and to which site they assign clients.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::Ipv4Addr,
};

use super::{Check, Example, Fix, Fixes, Rule, Source, Trouble, WARNING, Wide, broken, need, read};
use crate::{
    commands::{Field, Set},
    facts::{
        choices::Choice,
        roles::RoleKind::{DistributionPoint, SoftwareUpdatePoint},
        said::{
            EntityKind::BoundaryGroup,
            across::{BOUNDARIES, GROUP_SITE},
            servers::GROUPS,
        },
        sites::SiteKind,
    },
    model::{Design, Entity, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const GROUPS_PAGE: Source = read("core/servers/deploy/configure/boundary-groups", "2026-11-25");
const POINTS: Source =
    read("core/servers/deploy/configure/install-and-configure-distribution-points", "2026-11-25");
const UPDATES: Source =
    read("core/servers/deploy/configure/boundary-groups-software-update-points", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SITE-BG-NONE",
        levels: WARNING,
        title: "Distribution points and software update points are in a boundary group",
        why: "Clients find them by their boundary group. What is in none is not found, but for \
              what serves clients on the internet.",
        sources: &[POINTS, UPDATES],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
  server CM-DP-02 groups=Lyon: dp
  server CM-DP-03 groups=Lyon: dp
group Lyon
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 groups=Lyon: dp
  server CM-DP-02 groups=Lyon: dp
  server CM-DP-03 groups=Lyon: dp
group Lyon
",
        ),
        check: Check::Nodes(lead_to_all),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(node @ NodeId::Server(_)) = node else { return Vec::new() };
            design.entities_of(BoundaryGroup).take(4).map(|group| put_into(node, group)).collect()
        }),
    },
    Rule {
        id: "SITE-BG-OVERLAP",
        levels: WARNING,
        title: "A boundary leads to one assigned site",
        why: "In two groups with different sites, a new client is assigned to either of them by \
              chance.",
        sources: &[GROUPS_PAGE],
        bad: Example::Text(
            "
cas CS1
  primary PS1
  primary PS2
group Lyon assigns=PS1 boundaries=10.1.0.0/24
group Metz assigns=PS2 boundaries=10.1.0.0/24
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
  primary PS2
group Lyon assigns=PS1 boundaries=10.1.0.0/24
group Metz assigns=PS1 boundaries=10.1.0.0/24
",
        ),
        check: Check::Entities(assign_alike_where_they_meet),
        fixes: Fixes::Offer(|design, node, _| assign_alike(design, node)),
    },
];

/// Clients on the internet do not go by boundary groups.
fn is_found_by_group(role: &RoleRef<'_>) -> bool {
    matches!(role.kind, DistributionPoint | SoftwareUpdatePoint) && !role.is(Choice::Internet)
}

/// A plan without any boundary group says nothing yet, and is asked once for each site.
fn lead_to_all(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    if !matches!(site.kind, SiteKind::Primary | SiteKind::Secondary) {
        return Vec::new();
    }
    let design = site.design();
    let asked = |server: &ServerRef<'_>| server.roles().any(|role| is_found_by_group(&role));
    let mut servers = site.servers().filter(asked).peekable();
    if !design.has_entities(BoundaryGroup, 1) {
        let trouble = servers.peek().and_then(|_| need::<()>(None, GROUPS).err());
        return trouble.map(|trouble| (site.id.into(), trouble)).into_iter().collect();
    }
    let is_in = |server: &ServerRef<'_>| {
        let named = server.said.texts(GROUPS).into_iter().flatten();
        named.into_iter().any(|name| design.entity_named(BoundaryGroup, name).is_some())
    };
    let say = |server: ServerRef<'_>| {
        let roles: Vec<_> = server.roles().filter(is_found_by_group).collect();
        let kind = match roles[..] {
            [role] => role.kind.spoken(),
            _ => "distribution point and software update point".to_owned(),
        };
        (server.id.into(), broken(format!("{}, a {kind}, is in no boundary group", server.name)))
    };
    servers.filter(|server| !is_in(server)).map(say).collect()
}

fn put_into(server: NodeId, group: &Entity) -> Fix {
    let value = Value::Texts([group.name.as_str().into()].into());
    let command = Set::of(server, Field::Fact(GROUPS, Some(value)));
    Fix::new(format!("Put it into boundary group {}", group.name), vec![command.into()])
}

/// A boundary as clients are compared with it: addresses, or the name of an Active Directory site
/// and the like.
enum Boundary {
    Addresses(u32, u32),
    Name(String),
}

impl Boundary {
    /// Reads 10.1.0.0/24, 10.1.0.5-10.1.0.9, or any other text.
    fn of(text: &str) -> Self {
        let masked = || {
            let (address, bits) = text.split_once('/')?;
            let bits: u32 = bits.trim().parse().ok().filter(|bits| *bits <= 32)?;
            let hosts = u32::MAX.checked_shr(bits).unwrap_or(0);
            let address = u32::from(address.trim().parse::<Ipv4Addr>().ok()?);
            Some(Self::Addresses(address & !hosts, address | hosts))
        };
        let between = || {
            let (first, last) = text.split_once('-')?;
            let [first, last] = [first, last].map(|it| it.trim().parse::<Ipv4Addr>().ok());
            Some(Self::Addresses(first?.into(), last?.into()))
        };
        masked().or_else(between).unwrap_or_else(|| Self::Name(text.trim().to_lowercase()))
    }

    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Addresses(first, last), Self::Addresses(other_first, other_last)) => {
                first <= other_last && other_first <= last
            }
            (Self::Name(name), Self::Name(other)) => name == other,
            _ => false,
        }
    }
}

/// A group that assigns clients, as it is compared with others.
struct Assigning<'a> {
    group: &'a Entity,
    /// In small letters.
    site: String,
    boundaries: Vec<(&'a str, Boundary)>,
}

impl<'a> Assigning<'a> {
    fn of(group: &'a Entity) -> Option<Self> {
        let site = group.said.text(GROUP_SITE)?.to_lowercase();
        let boundaries = group.said.texts(BOUNDARIES)?.iter();
        let boundaries = boundaries.map(|text| (&**text, Boundary::of(text))).collect();
        Some(Self { group, site, boundaries })
    }

    /// The first boundary that another group has as well, which assigns to another site.
    fn quarrel(&self, other: &Assigning<'_>) -> Option<&'a str> {
        let meets = |mine: &Boundary| other.boundaries.iter().any(|(_, it)| mine.meets(it));
        let shared = self.boundaries.iter().find(|(_, mine)| meets(mine));
        shared.filter(|_| self.site != other.site).map(|(text, _)| *text)
    }
}

fn assigning(design: &Design) -> Vec<Assigning<'_>> {
    design.entities_of(BoundaryGroup).filter_map(Assigning::of).collect()
}

/// The first of the groups before this one that shares a boundary and assigns to another site,
/// with that boundary.
fn rival<'a>(design: &'a Design, group: &'a Entity) -> Option<(&'a Entity, &'a str)> {
    let own = Assigning::of(group)?;
    let before = design.entities_of(BoundaryGroup).take_while(|other| other.id != group.id);
    let mut before = before.filter_map(Assigning::of);
    before.find_map(|other| Some((other.group, own.quarrel(&other)?)))
}

/// Pairs of groups whose boundaries meet, by their places: names are compared in order, addresses
/// as they begin, so that thousands of groups that stand apart are passed over.
fn meetings(groups: &[Assigning<'_>]) -> BTreeSet<(usize, usize)> {
    let mut names = BTreeMap::<&str, Vec<usize>>::new();
    let mut ranges = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        for (_, boundary) in &group.boundaries {
            match boundary {
                Boundary::Name(name) => names.entry(name).or_default().push(at),
                Boundary::Addresses(first, last) => ranges.push((*first, *last, at)),
            }
        }
    }
    let mut pairs = BTreeSet::new();
    let mut note = |one: usize, other: usize| {
        if groups[one].site != groups[other].site {
            pairs.insert((one.max(other), one.min(other)));
        }
    };
    for places in names.into_values() {
        // The first group of each site stands for the others.
        let mut firsts: Vec<usize> = Vec::new();
        for at in places {
            for other in &firsts {
                note(at, *other);
            }
            if firsts.iter().all(|other| groups[*other].site != groups[at].site) {
                firsts.push(at);
            }
        }
    }
    ranges.sort_unstable();
    let mut open: Vec<(u32, usize)> = Vec::new();
    for (first, last, at) in ranges {
        open.retain(|(end, _)| first <= *end);
        for (_, other) in &open {
            note(at, *other);
        }
        open.push((last, at));
    }
    pairs
}

/// Of two groups, the later one speaks, of the first one that it meets.
fn assign_alike_where_they_meet(design: &Design) -> Wide {
    let groups = assigning(design);
    let mut found = Wide::new();
    let mut told = None;
    for (later, first) in meetings(&groups) {
        let (group, other) = (&groups[later], &groups[first]);
        let Some(boundary) = group.quarrel(other).filter(|_| told != Some(later)) else { continue };
        told = Some(later);
        let site = |group: &Entity| group.said.text(GROUP_SITE).unwrap_or_default().to_owned();
        let what = format!(
            "Boundary {boundary} of {} is in {} as well; they assign clients to {} and to {}",
            group.group.name,
            other.group.name,
            site(group.group),
            site(other.group)
        );
        found.push((Some(group.group.id.into()), broken(what)));
    }
    found
}

/// The site of the other group, as long as no third one disagrees; else one boundary less.
fn assign_alike(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Entity(id)) = node else { return Vec::new() };
    let Some((group, (other, _))) =
        design.entity(id).and_then(|group| Some((group, rival(design, group)?)))
    else {
        return Vec::new();
    };
    let mut fixes = Vec::new();
    if let Some(site) = other.said.text(GROUP_SITE) {
        let mut alike = group.clone();
        alike.said.set(GROUP_SITE, Some(Value::Text(site.into())));
        if rival(design, &alike).is_none() {
            let command = Set::of(id, Field::Fact(GROUP_SITE, Some(Value::Text(site.into()))));
            fixes.push(Fix::new(
                format!("Let {} assign clients to {site}", group.name),
                vec![command.into()],
            ));
        }
    }
    let nobody = Set::of(id, Field::Fact(GROUP_SITE, None));
    fixes.push(Fix::new(format!("Let {} assign no clients", group.name), vec![nobody.into()]));
    fixes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sorting finds what comparing each with each finds.
    #[test]
    fn thousands_of_boundaries_are_compared_as_each_with_each() {
        use std::fmt::Write as _;
        let mut state = 7_u32;
        let mut roll = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        for _ in 0..60 {
            let mut text = String::new();
            for group in 0..20 {
                let (site, name, net) = (roll(3), roll(12), roll(6));
                let (first, bits) = (roll(200), 22 + roll(10));
                let boundaries = format!("Site-{name}; 10.0.{net}.{first}/{bits}");
                _ = writeln!(text, "group G{group} assigns=PS{site} boundaries=\"{boundaries}\"");
            }
            let design = crate::model::outline::parse(&text).expect("an outline");
            let groups = design.entities_of(BoundaryGroup);
            let wanted = groups.filter_map(|group| {
                let (other, boundary) = rival(&design, group)?;
                Some((
                    group.id,
                    format!("Boundary {boundary} of {} is in {} ", group.name, other.name),
                ))
            });
            let found = assign_alike_where_they_meet(&design);
            let wanted: Vec<_> = wanted.collect();
            assert_eq!(found.len(), wanted.len(), "{text}");
            for ((on, trouble), (id, start)) in found.iter().zip(wanted) {
                assert_eq!(*on, Some(id.into()));
                let Trouble::Broken(problem) = trouble else { unreachable!("it is known") };
                assert!(problem.what.starts_with(&start), "{} and {start}", problem.what);
            }
        }
    }

    #[test]
    fn boundaries_meet_where_an_address_is_in_both() {
        let meet = |one: &str, other: &str| Boundary::of(one).meets(&Boundary::of(other));
        assert!(meet("10.1.0.0/16", "10.1.7.0/24"));
        assert!(meet("10.1.7.3/24", "10.1.7.200-10.1.8.9"));
        assert!(meet("0.0.0.0/0", "255.255.255.255/32"));
        assert!(meet("Lyon-Site", "lyon-site"));
        assert!(!meet("10.1.7.0/24", "10.1.8.0/24"));
        assert!(!meet("10.1.7.0", "10.1.7.0/24"));
        assert!(!meet("10.1.7.0/33", "10.1.7.0/24"));
    }
}
