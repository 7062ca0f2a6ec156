//! Versions: of the sites, of the media that they are installed from, of updates.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, Wide, ask::Ask,
    broken, expansion::is_expansion, fixes, must, need, read, saying, unknown,
};
use crate::{
    commands::{Field, Set},
    facts::{
        said::{
            Who,
            plan::{BRANCH, COMPLIANCE_WORKLOAD, FEATURES, MEDIA, UPDATES_FROM},
            sites::{RUNS, SITE_MEDIA},
        },
        sites::SiteKind,
        versions::Version,
    },
    model::{Date, Design, Said, SiteRef, Value},
};

const VERSIONS: Source =
    read("core/plan-design/hierarchy/interoperability-between-different-versions", "2026-11-25");
const UPDATES: Source = read("core/servers/manage/updates", "2026-11-25");
const PREPARE: Source = read("core/servers/deploy/install/prepare-to-install-sites", "2026-11-25");
const BEFORE: Source =
    read("core/servers/deploy/install/prerequisites-for-installing-sites", "2026-11-25");
const PREVIEW: Source = read("core/get-started/technical-preview", "2026-11-25");
const NEW_2603: Source = read("core/plan-design/changes/whats-new-in-version-2603", "2026-11-25");
const NEW_2509: Source = read("core/plan-design/changes/whats-new-in-version-2509", "2026-11-25");
const NEW_2503: Source = read("core/plan-design/changes/whats-new-in-version-2503", "2026-11-25");
const NEW_2409: Source = read("core/plan-design/changes/whats-new-in-version-2409", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "HIER-VERSION",
        levels: ERROR,
        title: "All sites of a hierarchy have the same version",
        why: "Different versions work together only while an update is on its way through the \
              hierarchy.",
        sources: &[VERSIONS],
        bad: Example::Text(
            "
cas CS1 runs=2509
  primary PS1 runs=2403
  primary PS2 runs=2509
",
        ),
        good: Example::Text(
            "
cas CS1 runs=2509
  primary PS1 runs=2509
  primary PS2 runs=2509
",
        ),
        check: Check::Site(runs_what_its_parent_runs),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let Some(parent) = site.parent() else { return Vec::new() };
            let runs = versions_of(&parent.said, design)[0];
            saying::fix(format!("Update it to {runs}"), site.id, RUNS, Value::Number(runs))
        }),
    },
    Rule {
        id: "HIER-BASELINE",
        levels: ADVICE,
        title: "The first site is installed from a baseline version",
        why: "Setup media exist for some versions only; later versions come as updates in the \
              console, and the CD.Latest folder cannot install the first site of a hierarchy.",
        sources: &[PREPARE, UPDATES],
        bad: Example::Text(
            "
plan media=2409
primary PS1
",
        ),
        good: Example::Text(
            "
plan media=2403
primary PS1
",
        ),
        check: Check::Design(first_site_from_a_baseline),
        fixes: Fixes::Offer(|_, _, _| {
            let media = Set::plan(Field::Fact(MEDIA, Some(Value::Number(LATEST_BASELINE))));
            let title = format!("Install {LATEST_BASELINE}, and update it in the console");
            vec![Fix::new(title, vec![media.into()])]
        }),
    },
    Rule {
        id: "HIER-UNSUPPORTED-VER",
        levels: WARNING,
        title: "The version of the plan is supported on its day",
        why: "After the end of its support, problems are solved in newer versions only.",
        sources: &[UPDATES],
        bad: Example::Text(
            "
plan version=2409 asof=2026-06-05
primary PS1
",
        ),
        good: Example::Text(
            "
plan version=2603 asof=2026-06-05
primary PS1
",
        ),
        check: Check::Design(is_supported),
        fixes: Fixes::Offer(|_, _, _| vec![plan_for(Version::NEWEST)]),
    },
    Rule {
        id: "HIER-TP-SHAPE",
        levels: ERROR,
        title: "A technical preview is one primary site",
        why: "The technical preview branch supports a standalone primary site only: no central \
              administration site, no second primary site, no secondary sites.",
        sources: &[PREVIEW],
        bad: Example::Text(
            "
plan branch=preview
primary PS1
  secondary S01
",
        ),
        good: Example::Text(
            "
plan branch=current
primary PS1
  secondary S01
",
        ),
        check: Check::Design(preview_is_one_site),
        fixes: Fixes::Offer(|_, _, _| {
            let branch = Set::plan(Field::Fact(BRANCH, Some(Value::Word("current"))));
            vec![Fix::new("Install current branch", vec![branch.into()])]
        }),
    },
    Rule {
        id: "SITE-FIXED-VERSION-SRC",
        levels: ERROR,
        title: "A child primary site is installed from files of its parent's version",
        why: "Setup takes source files of the version that the site above runs, from its \
              CD.Latest folder; any other version is refused.",
        sources: &[PREPARE, BEFORE],
        bad: Example::Text(
            "
plan version=2509
cas CS1
  primary PS1 sourceversion=2403
  primary PS2
",
        ),
        good: Example::Text(
            "
plan version=2509
cas CS1
  primary PS1 sourceversion=2509
  primary PS2
",
        ),
        check: Check::Site(is_installed_from_its_parents_files),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let Some(parent) = site.parent() else { return Vec::new() };
            let runs = versions_of(&parent.said, design)[0];
            let title = format!("Use the CD.Latest folder of {}, {runs}", parent.code);
            saying::fix(title, site.id, SITE_MEDIA, Value::Number(runs))
        }),
    },
    Rule {
        id: "UPD-SOURCE-MIN",
        levels: ERROR,
        title: "An update starts from a version that it takes",
        why: "2409 and 2503 install on sites that run 2309 or later, 2509 on 2403 or later, 2603 \
              on 2409 or later; older sites are updated to a version between first.",
        sources: &[NEW_2603, NEW_2509, NEW_2503, NEW_2409],
        bad: Example::Text(
            "
plan version=2603 updatesfrom=2403
primary PS1
",
        ),
        good: Example::Text(
            "
plan version=2509 updatesfrom=2403
primary PS1
",
        ),
        check: Check::Design(|design| {
            let (from, target) =
                (design.head_for(UPDATES_FROM).said.number(UPDATES_FROM), design.target());
            let too_old = from.filter(|from| *from < least_source(target));
            let say = |from| {
                let least = least_source(target);
                (
                    None,
                    broken(format!(
                        "{} does not update {from}; it takes {least} or later",
                        target.name()
                    )),
                )
            };
            too_old.map(say).into_iter().collect()
        }),
        fixes: Fixes::Offer(|design, _, _| {
            let from = design.head_for(UPDATES_FROM).said.number(UPDATES_FROM).unwrap_or_default();
            let fits = |version: &Version| from >= least_source(*version);
            let between = Version::ALL.into_iter().rev().find(fits);
            let fix = |version| Fix {
                title: format!("Update to {} first", Version::name(version)),
                ..plan_for(version)
            };
            between.map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "UPD-COMPLIANCE-2610",
        levels: ADVICE,
        title: "Co-managed devices with compliance in Intune are on 2603 by October 2026",
        why: "A service that compliance checks in Software Center need ends in October 2026; \
              before 2603 they may fail where the Compliance workload is in Intune.",
        sources: &[NEW_2603],
        bad: Example::Text(
            "
plan version=2509 asof=2026-11-25 compliance=intune
primary PS1
",
        ),
        good: Example::Text(
            "
plan version=2603 asof=2026-11-25 compliance=intune
primary PS1
",
        ),
        check: Check::Design(compliance_goes_on),
        fixes: Fixes::Offer(|_, _, _| vec![plan_for(Version::V2603)]),
    },
];

/// Versions of which media exist for the first site of a hierarchy, as far as the page lists them.
const BASELINES: [u32; 10] =
    [1511, 1606, 1702, 1802, 1902, 2002, 2103, 2203, 2303, LATEST_BASELINE];
const LATEST_BASELINE: u32 = 2403;
/// The last version that the page lists.
const LAST_LISTED: u32 = 2409;
/// The last day of support, for versions whose end the page gives.
const ENDS: [(Version, Date); 2] = [
    (Version::V2403, Date { year: 2025, month: 10, day: 22 }),
    (Version::V2409, Date { year: 2026, month: 6, day: 4 }),
];
const COMPLIANCE_ENDS: Date = Date { year: 2026, month: 10, day: 1 };

/// The versions that a site may run: its own or the plan's, and, of a site that is there while the
/// hierarchy is updated, the one before. The first is the one that it ends with.
pub fn versions_of(said: &Said, design: &Design) -> Vec<u32> {
    let target = design.target().name().parse().unwrap_or_default();
    let mut versions = vec![said.number(RUNS).unwrap_or(target)];
    if said.is_installed() {
        versions.extend(design.head_for(UPDATES_FROM).said.number(UPDATES_FROM));
    }
    versions
}

fn plan_for(version: Version) -> Fix {
    let target = Set::plan(Field::Target(Some(version)));
    Fix::new(format!("Plan for {}", version.name()), vec![target.into()])
}

/// An expansion has a rule of its own. While an update is under way, both of its versions may be
/// there.
fn runs_what_its_parent_runs(site: SiteRef<'_>) -> Verdict {
    let Some(parent) = site.parent().filter(|_| !is_expansion(site)) else { return Ok(()) };
    if !site.site().said.has(RUNS) && !parent.said.has(RUNS) {
        return Ok(());
    }
    let design = site.design();
    let (own, theirs) = (versions_of(&site.said, design)[0], versions_of(&parent.said, design)[0]);
    let target = design.target().name().parse().ok();
    let update = [design.head_for(UPDATES_FROM).said.number(UPDATES_FROM), target];
    let under_way =
        update[0].is_some() && [own, theirs].iter().all(|it| update.contains(&Some(*it)));
    must(own == theirs || under_way, || {
        format!("{} runs {own}, and {} above it {theirs}", site.code, parent.code)
    })
}

fn first_site_from_a_baseline(design: &Design) -> Wide {
    let Some(first) = design.roots().next().filter(|root| !root.said.is_installed()) else {
        return Vec::new();
    };
    let on = Some(first.id.into());
    let media = match need(design.head_for(MEDIA).said.number(MEDIA), MEDIA) {
        Ok(media) => media,
        Err(gap) => return vec![(on, gap)],
    };
    match media {
        _ if BASELINES.contains(&media) => Vec::new(),
        _ if media > LAST_LISTED => vec![(on, unknown(Who::Administrator, BASELINE_UNKNOWN))],
        _ => {
            let what =
                format!("{} would be installed from {media}, which is no baseline", first.code);
            vec![(on, broken(what))]
        }
    }
}

const BASELINE_UNKNOWN: &str =
    "The page that lists the baseline versions ends before the version of the media.";

fn is_supported(design: &Design) -> Wide {
    if design.site_count() == 0 {
        return Vec::new();
    }
    let target = design.target();
    let Some((_, end)) = ENDS.iter().find(|(version, _)| *version == target) else {
        return vec![(None, unknown(Who::Administrator, END_UNKNOWN))];
    };
    match design.day() {
        None => vec![(None, unknown(Who::Owner, DAY_UNKNOWN))],
        Some(day) if day > *end => {
            vec![(
                None,
                broken(format!("{} was supported until {end}, and it is {day}", target.name())),
            )]
        }
        Some(_) => Vec::new(),
    }
}

const END_UNKNOWN: &str =
    "The page that was read does not give the end of support of this version.";
const DAY_UNKNOWN: &str = "The plan does not say on which day it is looked at.";

fn preview_is_one_site(design: &Design) -> Wide {
    if design.head_for(BRANCH).said.word(BRANCH) != Some("preview") {
        return Vec::new();
    }
    let count = |kind| design.totals().sites(kind);
    let too_much = match () {
        () if count(SiteKind::Central) > 0 => "a central administration site",
        () if count(SiteKind::Secondary) > 0 => "secondary sites",
        () if count(SiteKind::Primary) > 1 => "several primary sites",
        () => return Vec::new(),
    };
    vec![(None, broken(format!("A technical preview with {too_much}")))]
}

/// Secondary sites come from the console, and with that from the files of their parent, unless the
/// plan says others.
fn is_installed_from_its_parents_files(site: SiteRef<'_>) -> Verdict {
    let says = site.site().said.has(SITE_MEDIA);
    let asked = !site.said.is_installed()
        && (site.kind == SiteKind::Primary || site.kind == SiteKind::Secondary && says);
    let Some(parent) = site.parent().filter(|_| asked) else { return Ok(()) };
    let media = site.ask_number(SITE_MEDIA)?;
    let runs = versions_of(&parent.said, site.design());
    must(runs.contains(&media), || {
        format!(
            "{} would be installed from {media}, and {} runs {}",
            site.code, parent.code, runs[0]
        )
    })
}

/// The oldest version that an update installs on. For 2403 the pages that were read do not say.
fn least_source(target: Version) -> u32 {
    match target {
        Version::V2403 => 0,
        Version::V2409 | Version::V2503 => 2309,
        Version::V2509 => 2403,
        Version::V2603 => 2409,
    }
}

fn compliance_goes_on(design: &Design) -> Wide {
    let (head, target) = (design.head(), design.target());
    if target >= Version::V2603 || design.site_count() == 0 {
        return Vec::new();
    }
    let in_scope = head.said.words(FEATURES).is_some_and(|words| words.contains(&"comanagement"));
    let workload = match head.said.word(COMPLIANCE_WORKLOAD) {
        None if in_scope => need(None, COMPLIANCE_WORKLOAD),
        workload => Ok(workload),
    };
    let trouble = match (workload, head.as_of) {
        (Err(gap), _) => gap,
        (Ok(Some("intune")), None) => unknown(Who::Owner, DAY_UNKNOWN),
        (Ok(Some("intune")), Some(day)) if day >= COMPLIANCE_ENDS => {
            broken(format!("{} on {day}, and compliance is in Intune", target.name()))
        }
        _ => return Vec::new(),
    };
    vec![(None, trouble)]
}
