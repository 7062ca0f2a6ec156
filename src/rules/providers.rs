//! The SMS Provider.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, availability, fixes, must,
    must_have, placement::before_on_its_computer, read,
};
use crate::{
    facts::{
        roles::RoleKind::{SiteServer, SmsProvider},
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, ServerRef, SiteRef},
};

const PROVIDER: Source = read("core/plan-design/hierarchy/plan-for-the-sms-provider", "2026-11-25");
const PAIR: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-25");
const OPTIONS: Source =
    read("core/servers/deploy/configure/high-availability-options", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "PROV-MIN",
        levels: ERROR,
        title: "A central administration or primary site has an SMS Provider",
        why: "Consoles and scripts reach the site only through an SMS Provider.",
        sources: &[PROVIDER],
        bad: Example::Text(
            "
primary PS1
  server PS1: site, db
",
        ),
        good: Example::Text(
            "
primary PS1
  server PS1: site, db, prov
",
        ),
        check: Check::Site(|site| {
            let asked = matches!(site.kind, SiteKind::Central | SiteKind::Primary);
            must_have(!asked || site.serving_as(SmsProvider).next().is_some(), || {
                format!("No SMS Provider at {}", site.code)
            })
        }),
        fixes: Fixes::Offer(add_to_the_site_server),
    },
    Rule {
        id: "PROV-SEC",
        levels: ERROR,
        title: "A secondary site has no SMS Provider",
        why: "Secondary sites do not support the role; they are managed through their primary site.",
        sources: &[PROVIDER],
        bad: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db, mp, dp, prov
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01
    server S01: site, db, mp, dp
",
        ),
        check: Check::Role(SmsProvider, |role| {
            must(role.site().kind != SiteKind::Secondary, || {
                format!("SMS Provider on secondary site {}", role.site().code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
    },
    Rule {
        id: "PROV-ONE-PC",
        levels: ERROR,
        title: "A computer has one SMS Provider",
        why: "A computer can hold the SMS Provider of one site only, and that once.",
        sources: &[PROVIDER],
        bad: Example::Text(
            "
cas CS1
  server CM-PROV-01: prov, prov for PS1
  primary PS1
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-PROV-01: prov
  primary PS1
",
        ),
        check: Check::Role(SmsProvider, |role| {
            let before = before_on_its_computer(role);
            must(before.iter().all(|other| other.kind != SmsProvider), || {
                format!("A second SMS Provider on {}", role.server().name)
            })
        }),
        fixes: Fixes::Offer(give_it_another_computer),
    },
    Rule {
        id: "PROV-OTHER-SITE",
        levels: ERROR,
        title: "An SMS Provider shares no computer with roles of another site",
        why: "Setup installs an SMS Provider only where no other site has a site system role.",
        sources: &[PROVIDER],
        bad: Example::Text(
            "
cas CS1
  server CS1: site, prov
  server CM-SQL-01: db, db for PS1, prov
  primary PS1
    server PS1: site, prov
",
        ),
        good: Example::Text(
            "
cas CS1
  server CS1: site, prov
  server CM-SQL-01: db, db for PS1
  primary PS1
    server PS1: site, prov
",
        ),
        check: Check::Role(SmsProvider, no_roles_of_other_sites_beside_it),
        fixes: Fixes::Offer(give_it_another_computer),
    },
    Rule {
        id: "PROV-HA",
        levels: ADVICE,
        title: "A highly available site has more than one SMS Provider",
        why: "Consoles cannot reach a site while its only SMS Provider is down, whichever site \
              server is active. Setup brings one with the site server in passive mode.",
        sources: &[PROVIDER, OPTIONS, PAIR],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss
  server CM-DP-01: dp, scp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-02: pss, prov
  server CM-DP-01: dp, scp
",
        ),
        // A second provider is worth its upkeep where high availability is wanted, and only a site
        // server in passive mode says so: several management points may be there for their number.
        check: Check::Site(|site| {
            let asked = !availability::pair(site).is_empty() && site.kind != SiteKind::Secondary;
            must_have(!asked || site.serving_as(SmsProvider).count() != 1, || {
                format!("{} has a site server in passive mode and one SMS Provider", site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, ids| {
            let Some(NodeId::Site(site)) = node else { return Vec::new() };
            let fix = |site: SiteRef<'_>| {
                let pair = availability::pair(site);
                let lacking = pair.into_iter().find(|server| !server.has(SmsProvider));
                match lacking {
                    Some(server) => fixes::add_to(server, SmsProvider, ids),
                    None => fixes::add(site, SmsProvider, ids),
                }
            };
            design.site(site).map(fix).into_iter().collect()
        }),
    },
];

fn no_roles_of_other_sites_beside_it(provider: RoleRef<'_>) -> Verdict {
    let server = provider.server();
    let beside = server.roles().chain(server.twins().flat_map(ServerRef::roles));
    let mut others = beside.filter(|role| role.kind != SmsProvider);
    must(others.all(|role| role.site().id == provider.site().id), || {
        let site = &provider.site().site().code;
        format!("SMS Provider of {site} on {}, which has roles of another site", server.name)
    })
}

/// Setup's own choice.
fn add_to_the_site_server(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Site(id)) = node else { return Vec::new() };
    let Some(site) = design.site(id) else { return Vec::new() };
    let home = site.servers().find(|server| server.has(SiteServer));
    vec![match home {
        Some(server) => fixes::add_to(server, SmsProvider, ids),
        None => fixes::add(site, SmsProvider, ids),
    }]
}

/// It goes where the site has another one; the last one of a site moves.
fn give_it_another_computer(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Role(id)) = node else { return Vec::new() };
    let Some(role) = design.role(id) else { return Vec::new() };
    let is_last = role.site().serving_as(SmsProvider).count() < 2;
    let removed = fixes::remove(design, node);
    let foreign = role.server().site().id != role.site().id;
    let moved = match fixes::server_for(role.site(), SmsProvider) {
        Some(server) => Some(fixes::move_to(id, server)),
        None => (!foreign).then(|| fixes::move_within(role, ids)),
    };
    match is_last {
        true => moved.into_iter().chain(removed).collect(),
        false => removed.into_iter().chain(moved).collect(),
    }
}
