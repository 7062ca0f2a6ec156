//! How many devices sites and hierarchies support.

use super::{
    Check, Example, Fixes, Rule, Source, Verdict, WARNING, Wide, ask::by_place, broken,
    device_kinds::kinds, extent::DEVICES_UNKNOWN, known, must, need, read, unknown,
};
use crate::{
    facts::{
        limits::{
            DESKTOPS_PER_HIERARCHY, DEVICES_PER_CHILD_PRIMARY, DEVICES_PER_HIERARCHY,
            DEVICES_PER_SECONDARY, DEVICES_PER_STANDALONE_PRIMARY, Limit, MACOS_PER_HIERARCHY,
            MOBILE_PER_HIERARCHY, WINDOWS_PER_STANDALONE,
        },
        numbers::grouped,
        said::{Who, sites::WINDOWS},
        sites::SiteKind,
    },
    model::{Design, SiteRef},
};

const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");

const ANOTHER_PRIMARY: &str =
    "Which devices another primary site takes over depends on where they are.";
const ANOTHER_HIERARCHY: &str =
    "Which devices go to another hierarchy is decided outside of this plan.";

pub const RULES: &[Rule] = &[
    Rule {
        id: "CAP-CAS",
        levels: WARNING,
        title: "A hierarchy with a central administration site manages at most 700,000 desktops",
        why: "Of the 825,000 devices that are supported, at most 700,000 can be Windows desktops; \
              the rest runs macOS or has on-premises mobile device management.",
        sources: &[SCALE],
        bad: Example::Text(
            "
cas CS1
  primary PS1 devices=150000
  primary PS2 devices=150000
  primary PS3 devices=150000
  primary PS4 devices=150000
  primary PS5 devices=100001
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1 devices=150000
  primary PS2 devices=150000
  primary PS3 devices=150000
  primary PS4 devices=150000
  primary PS5 devices=100000
",
        ),
        check: Check::Design(desktops_of_the_hierarchy),
        fixes: Fixes::None(ANOTHER_HIERARCHY),
    },
    Rule {
        id: "CAP-CHILD",
        levels: WARNING,
        title: "A child primary site manages at most 150,000 devices",
        why: "A primary site below a central administration site supports up to 150,000 devices.",
        sources: &[SCALE],
        bad: Example::Text(
            "
cas CS1
  primary PS1 devices=150001
  primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1 devices=150000
  primary PS2
",
        ),
        check: Check::Site(|site| {
            let below = !site.is_top() || site.parent_is_unknown();
            let asked = site.kind == SiteKind::Primary && below;
            by_place(site, at_most(site, asked, DEVICES_PER_CHILD_PRIMARY))
        }),
        fixes: Fixes::None(ANOTHER_PRIMARY),
    },
    Rule {
        id: "CAP-STANDALONE",
        levels: WARNING,
        title: "A standalone primary site manages at most 175,000 devices",
        why: "A standalone primary site supports up to 175,000 devices, 150,000 of them Windows.",
        sources: &[SCALE],
        bad: Example::Text("primary PS1 devices=175001"),
        good: Example::Text("primary PS1 devices=175000"),
        check: Check::Site(|site| {
            let asked = site.kind == SiteKind::Primary && site.is_top();
            by_place(site, at_most(site, asked, DEVICES_PER_STANDALONE_PRIMARY))?;
            if asked { by_place(site, windows_alone(site)) } else { Ok(()) }
        }),
        fixes: Fixes::None(ANOTHER_PRIMARY),
    },
    Rule {
        id: "CAP-SEC",
        levels: WARNING,
        title: "A secondary site serves at most 15,000 devices",
        why: "A secondary site supports up to 15,000 Windows clients.",
        sources: &[SCALE],
        bad: Example::Text(
            "
primary PS1
  secondary S01 devices=15001
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01 devices=15000
",
        ),
        check: Check::Site(|site| {
            at_most(site, site.kind == SiteKind::Secondary, DEVICES_PER_SECONDARY)
        }),
        fixes: Fixes::None(
            "Which devices another secondary site serves depends on their networks.",
        ),
    },
    Rule {
        id: "CAP-SUM",
        levels: WARNING,
        title: "All primary sites together manage at most 825,000 devices",
        why: "A hierarchy supports up to 825,000 devices of all types.",
        sources: &[SCALE],
        bad: Example::Text(
            "
cas CS1
  primary PS1 devices=150000
  primary PS2 devices=150000
  primary PS3 devices=150000
  primary PS4 devices=150000
  primary PS5 devices=150000
  primary PS6 devices=75001
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1 devices=150000
  primary PS2 devices=150000
  primary PS3 devices=150000
  primary PS4 devices=150000
  primary PS5 devices=150000
  primary PS6 devices=75000
",
        ),
        check: Check::Design(devices_of_the_hierarchy),
        fixes: Fixes::None(ANOTHER_HIERARCHY),
    },
];

fn at_most(site: SiteRef<'_>, asked: bool, limit: Limit) -> Verdict {
    if !asked {
        return Ok(());
    }
    let devices = known(site.devices, DEVICES_UNKNOWN)?;
    must(devices <= limit.most, || {
        format!(
            "{} devices at {}; {} are supported",
            grouped(devices.into()),
            site.code,
            grouped(limit.most.into())
        )
    })
}

/// Of more than 150,000 devices, it matters what they are.
fn windows_alone(site: SiteRef<'_>) -> Verdict {
    let devices = site.devices.unwrap_or_default();
    let said = &site.site().said;
    let most = WINDOWS_PER_STANDALONE.most;
    let windows = match kinds(site.devices, said) {
        (windows, 0, 0) if devices > most && !said.has(WINDOWS) => {
            need(said.number(WINDOWS), WINDOWS).map(|_| windows)?
        }
        (windows, ..) => windows,
    };
    let windows = windows.unwrap_or_default();
    must(windows <= most, || {
        let (count, most) = (grouped(windows.into()), grouped(most.into()));
        format!("{count} Windows devices at {}; {most} are supported", site.code)
    })
}

/// Each kind has a limit of its own; where all of them are too many, CAP-SUM speaks.
fn desktops_of_the_hierarchy(design: &Design) -> Wide {
    let Some(central) = design.roots().find(|root| root.kind == SiteKind::Central) else {
        return Vec::new();
    };
    let devices = design.totals().devices;
    let on = Some(central.id.into());
    let primaries = central.children().filter(|child| child.kind == SiteKind::Primary);
    let mut sums = [0_u64; 3];
    for (windows, macos, mobile) in primaries.map(|child| kinds(child.devices, &child.said)) {
        let counts = [windows.unwrap_or_default(), macos, mobile];
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += u64::from(count));
    }
    let limits = [
        (sums[0], DESKTOPS_PER_HIERARCHY, "Windows devices"),
        (sums[1], MACOS_PER_HIERARCHY, "macOS devices"),
        (sums[2], MOBILE_PER_HIERARCHY, "devices with on-premises MDM"),
    ];
    let beyond = limits.into_iter().find(|(count, limit, _)| *count > limit.most.into());
    match beyond {
        _ if devices > DEVICES_PER_HIERARCHY.most.into() => Vec::new(),
        Some((count, limit, what)) => {
            let what = format!(
                "{} {what} in the hierarchy of {}; {} are supported",
                grouped(count),
                central.code,
                grouped(limit.most.into())
            );
            vec![(on, broken(what))]
        }
        None if design.totals().silent_primaries > 0 => {
            vec![(on, unknown(Who::Owner, SUM_UNKNOWN))]
        }
        None => Vec::new(),
    }
}

fn devices_of_the_hierarchy(design: &Design) -> Wide {
    if !design.roots().any(|root| root.kind == SiteKind::Central) {
        return Vec::new();
    }
    let devices = design.totals().devices;
    match devices > DEVICES_PER_HIERARCHY.most.into() {
        true => {
            let most = grouped(DEVICES_PER_HIERARCHY.most.into());
            let what = format!("{} devices in all; {most} are supported", grouped(devices));
            vec![(None, broken(what))]
        }
        false if design.totals().silent_primaries > 0 => {
            vec![(None, unknown(Who::Owner, SUM_UNKNOWN))]
        }
        false => Vec::new(),
    }
}

const SUM_UNKNOWN: &str = "The plan does not say how many devices every primary site has.";
