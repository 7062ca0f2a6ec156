//! The SMS Provider.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING,
    availability, broken, databases, fixes, must, must_have, need,
    placement::before_on_its_computer, read, trusts::trust_each_other,
};
use crate::{
    facts::{
        roles::RoleKind::{PassiveSiteServer, SiteDatabase, SiteServer, SmsProvider},
        said::servers::{CLUSTER, DOMAIN, UNRELIABLE},
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, ServerRef, SiteRef},
};

const PROVIDER: Source = read("core/plan-design/hierarchy/plan-for-the-sms-provider", "2026-11-25");
const PAIR: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const CLUSTERS: Source = read(
    "core/servers/deploy/configure/use-a-sql-server-cluster-for-the-site-database",
    "2026-11-25",
);
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
            let mut before = before_on_its_computer(role);
            must(before.all(|other| other.kind != SmsProvider), || {
                format!("A second SMS Provider on {}", role.server().name)
            })
        }),
        fixes: Fixes::Offer(give_it_another_computer),
    },
    Rule {
        id: "PROV-DOMAIN",
        levels: ERROR,
        title: "An SMS Provider is in the domain of its site server and database",
        why: "It must be in the domain of both; setup checks the site server's.",
        sources: &[PROVIDER, CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01.corp.contoso.com: site, db
  server CM-PROV-01.emea.contoso.com: prov
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01.corp.contoso.com: site, db, prov
  server CM-PROV-01.emea.contoso.com
",
        ),
        check: Check::Nodes(share_a_domain),
        fixes: Fixes::Offer(move_into_the_domain),
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
        id: "PROV-FCI",
        levels: ERROR,
        title: "No SMS Provider is on a failover cluster or its nodes",
        why: "It can be installed neither on a failover cluster instance nor on a computer that is \
              a node of one.",
        sources: &[CLUSTERS, PROVIDER],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site
  server CM-SQL-01: db fci=PS1SQL, prov
  server CM-APP-01
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site
  server CM-SQL-01: db fci=PS1SQL
  server CM-APP-01: prov
",
        ),
        check: Check::Role(SmsProvider, |provider| {
            let server = provider.server();
            must(!is_cluster_node(server), || {
                format!("SMS Provider on {}, a node of a failover cluster instance", server.name)
            })
        }),
        fixes: Fixes::Offer(leave_the_cluster),
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
    Rule {
        id: "PROV-OFFLINE",
        levels: WARNING,
        title: "SMS Providers are on servers that stay up",
        why: "A console is given one of several by chance; connections fail while that one is down.",
        sources: &[PROVIDER],
        bad: Example::Text(
            "
primary PS1
  server CM-PROV-01: prov
  server CM-PROV-02 unreliable=yes: prov
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-PROV-01: prov
  server CM-PROV-02 unreliable=yes
",
        ),
        check: Check::Nodes(|site| {
            let providers: Vec<_> = site.serving_as(SmsProvider).collect();
            let shaky = providers.iter().filter(|it| it.server().said.is(UNRELIABLE));
            let say = |provider: &RoleRef<'_>| {
                let name = &provider.server().server().name;
                let what = format!(
                    "One of {} SMS Providers is on {name}, which is often off",
                    providers.len()
                );
                (provider.id.into(), broken(what))
            };
            if providers.len() > 1 { shaky.map(say).collect() } else { Vec::new() }
        }),
        fixes: Fixes::Offer(|design, node, _| fixes::remove(design, node)),
    },
];

/// A node of the site database's cluster, or of any other instance.
fn is_cluster_node(server: ServerRef<'_>) -> bool {
    let boxes = std::iter::once(server).chain(server.twins());
    let is_node = |server: &ServerRef<'_>| {
        server.said.word(CLUSTER) == Some("node")
            || server.roles().any(|role| databases::cluster(role).is_some())
    };
    boxes.into_iter().any(|server| is_node(&server))
}

/// To a server of the site that is no node, the site server before all others; or out, where
/// the site has another one.
fn leave_the_cluster(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let is_last = role.site().serving_as(SmsProvider).count() < 2;
    let removed = fixes::remove(design, node);
    let moved = [fixes::move_alone(role, ids)];
    match is_last {
        true => moved.into(),
        false => removed.into_iter().chain(moved).collect(),
    }
}

/// A provider on the very computer is in its domain.
fn share_a_domain(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let judge =
        |provider: RoleRef<'_>| Some((provider.id.into(), is_in_the_domain(provider).err()?));
    // A site server in passive mode in another domain is for PASSIVE-DOMAIN.
    let asked = |provider: &RoleRef<'_>| {
        site.kind != SiteKind::Secondary && !provider.server().has(PassiveSiteServer)
    };
    site.serving_as(SmsProvider).filter(asked).filter_map(judge).collect()
}

/// The servers whose domain the provider has to share.
fn hosts(site: SiteRef<'_>) -> impl Iterator<Item = ServerRef<'_>> {
    let roles = [SiteServer, SiteDatabase].into_iter();
    roles.flat_map(move |kind| site.serving_as(kind)).map(RoleRef::server)
}

fn is_in_the_domain(provider: RoleRef<'_>) -> Verdict {
    let own = provider.server();
    let mut gap = Ok(());
    for host in hosts(provider.site()).filter(|host| host.id != own.id) {
        match (own.server().domain(), host.server().domain()) {
            // A database in a domain without a trust is for SQL-TRUST.
            (Some(here), Some(there))
                if !host.has(SiteServer)
                    && trust_each_other(host.design(), here, there) != Ok(true) => {}
            (Some(here), Some(there)) => must(here.eq_ignore_ascii_case(there), || {
                format!("SMS Provider in {here}, and {} in {there}", host.name)
            })?,
            _ => gap = need(None, DOMAIN),
        }
    }
    gap
}

/// To the site server, or out where it has one already.
fn move_into_the_domain(design: &Design, node: Option<NodeId>, _: &mut Ids) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let home = role.site().serving_as(SiteServer).next().map(RoleRef::server);
    let domains: Vec<_> = hosts(role.site()).filter_map(|host| host.server().domain()).collect();
    let is_one = domains.windows(2).all(|pair| pair[0].eq_ignore_ascii_case(pair[1]));
    match home.filter(|home| is_one && !home.has(SmsProvider)) {
        Some(home) => vec![fixes::move_to(role.id, home)],
        None => fixes::remove(design, node),
    }
}

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
