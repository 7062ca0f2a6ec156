//! How many sites a hierarchy has, and whether each is worth having.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, Wide,
    additions::new_site, ask::need_parent, broken, broken_because, known, missing, must, read,
};
use crate::{
    commands::{Command, MoveServer, MoveSite, Remove},
    facts::{
        limits::{
            DEVICES_FOR_SECONDARY, DEVICES_PER_STANDALONE_PRIMARY, PRIMARIES_PER_CENTRAL,
            SECONDARIES_PER_PRIMARY,
        },
        roles::RoleKind,
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, Server, SiteRef},
};

const DESIGN: Source = read("core/plan-design/hierarchy/design-a-hierarchy-of-sites", "2026-11-25");
const FUND: Source = read("core/understand/fundamentals-of-sites-and-hierarchies", "2026-11-25");
const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");
const REMOVE: Source =
    read("core/servers/deploy/install/remove-central-administration-site", "2026-11-23");

/// Said where a number of devices is needed and not there.
pub const DEVICES_UNKNOWN: &str = "The plan does not say how many devices the site has.";

pub const RULES: &[Rule] = &[
    Rule {
        id: "HIER-CAS-NO-PRI",
        levels: WARNING,
        title: "A central administration site has a primary site below it",
        why: "A central administration site manages no devices; its primary sites do.",
        sources: &[FUND],
        bad: Example::Text("cas CS1"),
        good: Example::Text(
            "
cas CS1
  primary PS1
",
        ),
        check: Check::Design(central_sites_have_primaries),
        fixes: Fixes::Offer(add_primary),
    },
    Rule {
        id: "HIER-CAS-ONE-PRI",
        levels: ADVICE,
        title: "A central administration site is there for several primary sites",
        why: "A single primary site can stand alone up to 175,000 devices, with less to run and \
              without replication between sites.",
        sources: &[DESIGN, REMOVE],
        bad: Example::Text(
            "
cas CS1
  primary PS1
",
        ),
        good: Example::Text("primary PS1"),
        check: Check::Design(central_sites_have_several),
        fixes: Fixes::Offer(|design, node, _| stand_alone(design, node)),
    },
    Rule {
        id: "HIER-PRI-COUNT",
        levels: ERROR,
        title: "A central administration site has at most 25 primary sites",
        why: "A central administration site supports up to 25 child primary sites.",
        sources: &[SCALE],
        bad: Example::Made(|| with_children("cas CS1", "primary", 'P', 26)),
        good: Example::Made(|| with_children("cas CS1", "primary", 'P', 25)),
        check: Check::Site(|site| {
            if site.kind != SiteKind::Central {
                return Ok(());
            }
            let count = site.child_count(SiteKind::Primary);
            let most = PRIMARIES_PER_CENTRAL.most as usize;
            must(count <= most, || {
                format!("{count} primary sites under {}; {most} are supported", site.code)
            })
        }),
        fixes: Fixes::None(
            "Which primary sites become one depends on where their devices and administrators are.",
        ),
    },
    Rule {
        id: "HIER-SEC-COUNT",
        levels: ERROR,
        title: "A primary site has at most 250 secondary sites",
        why: "A primary site supports up to 250 secondary sites; many places need no more than a \
              distribution point.",
        sources: &[SCALE],
        bad: Example::Made(|| with_children(FULL_PRIMARY, "secondary", 'S', 251)),
        good: Example::Made(|| {
            let top = format!("{FULL_PRIMARY}\n  server S6Z: dp");
            with_children(&top, "secondary", 'S', 250)
        }),
        check: Check::Site(|site| {
            if site.kind != SiteKind::Primary {
                return Ok(());
            }
            let count = site.child_count(SiteKind::Secondary);
            let most = SECONDARIES_PER_PRIMARY.most as usize;
            must(count <= most, || {
                format!("{count} secondary sites under {}; {most} are supported", site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| fewer_secondaries(design, node)),
    },
    Rule {
        id: "HIER-SEC-SMALL",
        levels: ADVICE,
        title: "A secondary site serves 500 devices or more",
        why: "For fewer than 500 clients a distribution point is less to run than a site.",
        sources: &[SCALE],
        bad: Example::Text(
            "
primary PS1
  server PS1: site, db, prov
  secondary S01 devices=120
",
        ),
        good: Example::Text(
            "
primary PS1
  server PS1: site, db, prov
  server S01: dp
",
        ),
        check: Check::Site(worth_a_site),
        fixes: Fixes::Offer(|design, node, _| only_a_point(design, node)),
    },
];

/// The central administration sites at the top that stay there.
fn centrals(design: &Design) -> impl Iterator<Item = SiteRef<'_>> {
    let roots = design.roots().filter(|root| root.kind == SiteKind::Central);
    roots.filter(|root| !root.said.is_leaving())
}

/// That a site may be a primary site below a central one, of which nobody says what is above it.
fn may_hang_below(design: &Design) -> Option<(Option<NodeId>, Trouble)> {
    let may_be = |kind| matches!(kind, SiteKind::Primary | SiteKind::Unknown);
    let site = design.roots().find(|it| may_be(it.kind) && it.parent_is_unknown())?;
    Some((Some(site.id.into()), need_parent(site).err()?))
}

fn central_sites_have_primaries(design: &Design) -> Wide {
    // A child whose type is not said may be one; it has a finding of its own.
    let may_be = |kind| matches!(kind, SiteKind::Primary | SiteKind::Unknown);
    let lacks = |site: &SiteRef<'_>| !site.children().any(|child| may_be(child.kind));
    let lacking: Vec<_> = centrals(design).filter(lacks).collect();
    if let Some(gap) = may_hang_below(design).filter(|_| !lacking.is_empty()) {
        return vec![gap];
    }
    let say = |site: &SiteRef<'_>| missing(format!("{} has no primary site", site.code));
    lacking.iter().map(|site| (Some(site.id.into()), say(site))).collect()
}

fn central_sites_have_several(design: &Design) -> Wide {
    let judge = |site: SiteRef<'_>| Some((Some(site.id.into()), several_primaries(site).err()?));
    let found: Vec<_> = centrals(design).filter_map(judge).collect();
    match may_hang_below(design) {
        Some(gap) if !found.is_empty() => vec![gap],
        _ => found,
    }
}

fn several_primaries(site: SiteRef<'_>) -> Verdict {
    let mut primaries = site.children().filter(|child| child.kind == SiteKind::Primary);
    let (Some(primary), None, 0) =
        (primaries.next(), primaries.next(), site.child_count(SiteKind::Unknown))
    else {
        return Ok(());
    };
    let what = format!("{} has one primary site", site.code);
    match primary.devices {
        Some(devices) if devices > DEVICES_PER_STANDALONE_PRIMARY.most => Ok(()),
        Some(_) => Err(broken(what)),
        None => Err(broken_because(
            what,
            "Up to 175,000 devices, a single primary site can stand alone; the plan does not say \
             how many there are.",
        )),
    }
}

fn worth_a_site(site: SiteRef<'_>) -> Verdict {
    if site.kind != SiteKind::Secondary {
        return Ok(());
    }
    let devices = known(site.devices, DEVICES_UNKNOWN)?;
    must(devices >= DEVICES_FOR_SECONDARY.most, || {
        format!("{} is a secondary site for {devices} devices", site.code)
    })
}

fn add_primary(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Site(site)) = node else { return Vec::new() };
    let primary = new_site(design, SiteKind::Primary, Some(site), ids);
    vec![Fix::new(format!("Add primary site {}", primary.code), vec![primary.into()])]
}

/// Takes the central administration site away. Its servers go to the primary site, except those
/// that run the site itself.
fn stand_alone(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(central)) = node else { return Vec::new() };
    let Some(site) = design.site(central) else { return Vec::new() };
    let children = design.children(central);
    let is_primary = |id: &&_| design.site(**id).is_some_and(|site| site.kind == SiteKind::Primary);
    let Some(primary) = children.iter().find(is_primary).copied() else { return Vec::new() };
    let runs_the_site = |server: &Server| {
        use RoleKind::{PassiveSiteServer, SiteDatabase, SiteServer, SmsProvider};
        [SiteServer, PassiveSiteServer, SiteDatabase, SmsProvider].map(|it| server.has(it))
            != [false; 4]
    };
    let others = site.site().servers.iter().filter(|server| !runs_the_site(server));
    let mut commands: Vec<Command> = others
        .map(|server| MoveServer { server: server.id, to: primary, place: usize::MAX }.into())
        .collect();
    let place = design.place_of(central);
    let stay = children.into_iter().filter(|child| *child != primary);
    commands
        .extend(stay.map(|site| MoveSite { site, under: Some(primary), place: usize::MAX }.into()));
    commands.push(MoveSite { site: primary, under: None, place }.into());
    commands.push(Remove { node: central.into() }.into());
    vec![Fix::new(format!("Remove {}, and keep its other servers", site.code), commands)]
}

/// Does without the smallest of the secondary sites that are too many.
fn fewer_secondaries(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(primary)) = node else { return Vec::new() };
    let children = design.children(primary).into_iter().filter_map(|id| design.site(id));
    let mut small: Vec<_> = children.filter(|site| site.kind == SiteKind::Secondary).collect();
    let surplus = small.len().saturating_sub(SECONDARIES_PER_PRIMARY.most as usize);
    small.reverse();
    small.sort_by_key(|site| site.devices.unwrap_or(u32::MAX));
    small.truncate(surplus);
    let commands = small.iter().flat_map(|site| become_a_point(*site)).collect();
    let title = match small[..] {
        [] => return Vec::new(),
        [one] => format!("Keep only the distribution point of {}", one.code),
        _ => format!("Keep only the distribution points of {surplus} secondary sites"),
    };
    vec![Fix::new(title, commands)]
}

fn only_a_point(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let Some(site) = design.site(id) else { return Vec::new() };
    let Some(primary) = site.parent_site().filter(|parent| parent.kind == SiteKind::Primary) else {
        return Vec::new();
    };
    let title = format!("Keep only its distribution point, at {}", primary.code);
    vec![Fix::new(title, become_a_point(site))]
}

/// Keeps the distribution points of a secondary site as ones of the site above.
fn become_a_point(site: SiteRef<'_>) -> Vec<Command> {
    let mut commands = Vec::<Command>::new();
    let Some(above) = site.parent_site() else { return commands };
    for server in site.servers().filter(|server| server.has(RoleKind::DistributionPoint)) {
        let rest = server.roles().filter(|role| role.kind != RoleKind::DistributionPoint);
        commands.extend(rest.map(|role| Remove { node: role.id.into() }.into()));
        let to = MoveServer { server: server.id, to: above.id, place: usize::MAX };
        commands.push(to.into());
    }
    commands.push(Remove { node: site.id.into() }.into());
    commands
}

/// The first lines of a primary site, as an outline prints them.
const FULL_PRIMARY: &str = "primary PS1\n  server PS1: site, db, prov";

/// A site with so many children of one type.
fn with_children(top: &str, word: &str, letter: char, count: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let child = |number: usize| {
        let (high, low) = (DIGITS[number / 36 % 36], DIGITS[number % 36]);
        format!("  {word} {letter}{}{}\n", char::from(high), char::from(low))
    };
    std::iter::once(format!("{top}\n")).chain((1..=count).map(child)).collect()
}
