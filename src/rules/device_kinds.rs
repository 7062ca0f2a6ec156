//! How many devices of which kind a site takes, and how many requests its providers answer.

use super::{
    ADVICE, Check, Example, Fixes, Rule, Source, Verdict, WARNING, Wide,
    ask::{Ask, by_place},
    broken, fixes, must, need, read,
};
use crate::{
    facts::{
        limits::{
            EMBEDDED_EWF_PER_PRIMARY, EMBEDDED_PER_PRIMARY, Limit, MACOS_PER_HIERARCHY,
            MOBILE_OR_MACOS_PER_POINT, MOBILE_PER_STANDALONE, REQUESTS_PER_PROVIDER,
        },
        numbers::grouped,
        roles::RoleKind::{ManagementPoint, SmsProvider},
        said::{
            Fact,
            plan::API_LOAD,
            roles::{ALLOWS_DEVICES, MP_MACOS, MP_MDM},
            sites::{EMBEDDED, EMBEDDED_EWF, MACOS, MDM, WINDOWS},
        },
        sites::SiteKind,
    },
    model::{Design, RoleRef, Said, SiteRef},
};

const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");

const ANOTHER_SITE: &str =
    "Which devices another primary site takes over depends on where they are.";

pub const RULES: &[Rule] = &[
    Rule {
        id: "CAP-STANDALONE-MIX",
        levels: WARNING,
        title: "A standalone primary site has up to 25,000 Macs and 50,000 mobile devices",
        why: "Of the 175,000 devices that it supports, at most 25,000 run macOS and at most \
              50,000 have on-premises mobile device management.",
        sources: &[SCALE],
        bad: Example::Text("primary PS1 devices=60000 macos=25001"),
        good: Example::Text("primary PS1 devices=60000 macos=25000"),
        check: Check::Site(|site| {
            if site.kind != SiteKind::Primary || !site.is_top() {
                return Ok(());
            }
            by_place(site, at_most(site, MACOS, MACOS_PER_HIERARCHY, "macOS devices"))?;
            let mobile = at_most(site, MDM, MOBILE_PER_STANDALONE, "devices with on-premises MDM");
            by_place(site, mobile)
        }),
        fixes: Fixes::None(ANOTHER_SITE),
    },
    Rule {
        id: "CAP-MP-MIX",
        levels: WARNING,
        title: "A management point for mobile devices serves no Macs",
        why: "Beside its Windows clients it is supported for up to 10,000 macOS devices or 10,000 \
              with on-premises mobile device management, not for both.",
        sources: &[SCALE],
        bad: Example::Text(
            "
primary PS1
  server CM-MP-01: mp mpmacos=500 mpmdm=500
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-MP-01: mp mpmacos=500 mpmdm=0
",
        ),
        check: Check::Role(ManagementPoint, one_kind_of_device),
        fixes: Fixes::None("Which management point takes which devices depends on where they are."),
    },
    Rule {
        id: "CAP-EMBEDDED",
        levels: WARNING,
        title: "A primary site has up to 10,000 embedded devices with write filters",
        why: "It is 10,000 with FBWF or UWF and the exceptions that the client needs, and 3,000 \
              with EWF and no exceptions.",
        sources: &[SCALE],
        bad: Example::Text("primary PS1 devices=60000 embedded=10001"),
        good: Example::Text("primary PS1 devices=60000 embedded=10000"),
        check: Check::Site(|site| {
            if site.kind != SiteKind::Primary {
                return Ok(());
            }
            at_most(site, EMBEDDED, EMBEDDED_PER_PRIMARY, "embedded devices with a write filter")?;
            at_most(site, EMBEDDED_EWF, EMBEDDED_EWF_PER_PRIMARY, "embedded devices with EWF")
        }),
        fixes: Fixes::None(ANOTHER_SITE),
    },
    Rule {
        id: "CAP-ADMIN-SVC",
        levels: ADVICE,
        title: "The administration service bears its requests",
        why: "It runs on every SMS Provider, and each takes up to 5,000 requests per second.",
        sources: &[SCALE],
        bad: Example::Text(
            "
plan apirequests=6000
primary PS1
  server CM-MP-01: mp
",
        ),
        good: Example::Text(
            "
plan apirequests=6000
primary PS1
  server CM-MP-01: mp, prov
",
        ),
        check: Check::Design(providers_bear_the_requests),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let missing = missing_providers(design);
            fixes::add_several(site, SmsProvider, missing, ids).into_iter().collect()
        }),
    },
];

/// Windows devices, if the plan says them or they follow; macOS devices; those with on-premises
/// MDM.
pub fn kinds(devices: Option<u32>, said: &Said) -> (Option<u32>, u32, u32) {
    let count = |fact| said.number_or_assumed(fact).unwrap_or_default();
    let (macos, mobile) = (count(MACOS), count(MDM));
    let rest = devices.map(|devices| devices.saturating_sub(macos.saturating_add(mobile)));
    (said.number(WINDOWS).or(rest), macos, mobile)
}

fn at_most(site: SiteRef<'_>, fact: Fact, limit: Limit, what: &str) -> Verdict {
    let count = site.ask_number(fact)?;
    must(count <= limit.most, || {
        let (count, most) = (grouped(count.into()), grouped(limit.most.into()));
        format!("{count} {what} at {}; {most} are supported", site.code)
    })
}

/// One that lets in neither Macs nor mobile devices has nothing to say.
fn one_kind_of_device(role: RoleRef<'_>) -> Verdict {
    let allowed = role.ask_flag(ALLOWS_DEVICES)?;
    let count = |fact| match role.role().said.number(fact) {
        None if allowed => need(None, fact),
        count => Ok(count.unwrap_or_default()),
    };
    let (macos, mobile) = (count(MP_MACOS)?, count(MP_MDM)?);
    let name = &role.server().server().name;
    let most = MOBILE_OR_MACOS_PER_POINT.most;
    if macos > 0 && mobile > 0 {
        let (macos, mobile) = (grouped(macos.into()), grouped(mobile.into()));
        return Err(broken(format!(
            "{macos} Macs and {mobile} mobile devices at the management point on {name}"
        )));
    }
    let (count, what) = if macos > 0 { (macos, "Macs") } else { (mobile, "mobile devices") };
    must(count <= most, || {
        let (count, most) = (grouped(count.into()), grouped(most.into()));
        format!("{count} {what} at the management point on {name}; {most} are supported")
    })
}

/// The site that is known to be the top.
fn top(design: &Design) -> Option<SiteRef<'_>> {
    design.roots().find(|root| !root.parent_is_unknown())
}

/// How many SMS Providers the top site lacks for the requests that are expected.
fn missing_providers(design: &Design) -> u32 {
    let load = design.head_for(API_LOAD).said.number_or_assumed(API_LOAD).unwrap_or_default();
    let wanted = load.div_ceil(REQUESTS_PER_PROVIDER.most);
    let top = top(design).and_then(|root| design.digest(root.id));
    top.map_or(0, |top| wanted.saturating_sub(top.count(SmsProvider)))
}

fn providers_bear_the_requests(design: &Design) -> Wide {
    let Some(top) = top(design) else { return Vec::new() };
    let providers = design.digest(top.id).map_or(0, |top| top.count(SmsProvider));
    // A site without any has a rule for that.
    if providers == 0 || missing_providers(design) == 0 {
        return Vec::new();
    }
    let load = design.head_for(API_LOAD).said.number(API_LOAD).unwrap_or_default();
    let named = if providers == 1 { "SMS Provider" } else { "SMS Providers" };
    let what = format!(
        "{} requests per second to the administration service, and {providers} {named} at {}",
        grouped(load.into()),
        top.code
    );
    vec![(Some(top.id.into()), broken(what))]
}
