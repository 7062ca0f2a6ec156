//! Distributed views on the replication links below a central administration site.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, broken, databases, fixes,
    must, need, read, saying,
};
use crate::{
    commands::Remove,
    facts::{
        roles::RoleKind::{SiteDatabase, SmsProvider},
        said::{
            databases::{CLUSTER_INSTANCE, EDITION},
            sites::{DISTRIBUTED_VIEWS, LINK_SCHEDULE},
        },
        sites::SiteKind,
    },
    model::{Design, Ids, NodeId, RoleRef, SiteRef, Value},
};

const REPLICATION: Source = read("core/plan-design/hierarchy/database-replication", "2026-11-25");
const CLUSTERS: Source = read(
    "core/servers/deploy/configure/use-a-sql-server-cluster-for-the-site-database",
    "2026-11-25",
);
const PAIR: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-25");
const UNINSTALL: Source =
    read("core/servers/deploy/install/uninstall-sites-and-hierarchies", "2026-11-25");

/// The one that speaks of SMS Providers stands among them.
pub const PROVIDERS: &[Rule] = &[Rule {
    id: "PROV-DISTVIEW",
    levels: ERROR,
    title: "With distributed views, the central administration site has one SMS Provider",
    why: "It stands on the database server, so that Kerberos carries a request on to the primary \
          site. A site server in passive mode brings a second one.",
    sources: &[REPLICATION, PAIR],
    bad: Example::Text(
        "
cas CS1
  server CM-SITE-01: site, prov
  server CM-SQL-01: db edition=enterprise
  primary PS1 distviews=yes
",
    ),
    good: Example::Text(
        "
cas CS1
  server CM-SITE-01: site
  server CM-SQL-01: db edition=enterprise, prov
  primary PS1 distviews=yes
",
    ),
    check: Check::Site(|site| {
        let providers: Vec<_> = site.serving_as(SmsProvider).map(RoleRef::server).collect();
        if !has_views(site) || providers.is_empty() {
            return Ok(());
        }
        let mut bases = site.serving_as(SiteDatabase).map(RoleRef::server).peekable();
        let is_there = bases.peek().is_none() || bases.any(|base| base.id == providers[0].id);
        must(providers.len() == 1 && is_there, || match providers.as_slice() {
            [one] => format!(
                "{} uses distributed views, and its SMS Provider is on {}",
                site.code, one.name
            ),
            more => {
                format!("{} uses distributed views and has {} SMS Providers", site.code, more.len())
            }
        })
    }),
    fixes: Fixes::Offer(keep_one_provider),
}];

pub const RULES: &[Rule] = &[
    Rule {
        id: "DISTVIEW-LINK",
        levels: ERROR,
        title: "Distributed views are on links below the central administration site",
        why: "They cannot be used between a primary site and a secondary site.",
        sources: &[REPLICATION],
        bad: Example::Text(
            "
primary PS1
  secondary S01 distviews=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  secondary S01 distviews=no
",
        ),
        check: Check::Site(|site| {
            let asked = site.kind == SiteKind::Secondary && !site.is_top();
            must(!asked || !site.site().said.is(DISTRIBUTED_VIEWS), || {
                format!("Distributed views on the link of secondary site {}", site.code)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let title = "Turn distributed views off";
            let fix = |node| saying::fix(title, node, DISTRIBUTED_VIEWS, Value::Flag(false));
            node.map(fix).unwrap_or_default()
        }),
    },
    Rule {
        id: "DISTVIEW-ENT",
        levels: ERROR,
        title: "Distributed views go with SQL Server Enterprise at the central administration site",
        why: "The central administration site must use the Enterprise edition; the primary site \
              need not.",
        sources: &[REPLICATION],
        bad: Example::Text(
            "
cas CS1
  server CM-SQL-01: db edition=standard, prov
  server CS1: site
  primary PS1 distviews=yes
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SQL-01: db edition=enterprise, prov
  server CS1: site
  primary PS1 distviews=yes
",
        ),
        check: Check::Site(views_have_the_edition),
        fixes: Fixes::Offer(|design, node, _| {
            let site = fixes::site_at(design, node);
            let roles = site.into_iter().flat_map(|site| site.serving_as(SiteDatabase));
            let say = |role: RoleRef<'_>| saying::say(role.id, EDITION, Value::Word("enterprise"));
            vec![Fix::new("Use SQL Server Enterprise", roles.map(say).collect())]
        }),
    },
    Rule {
        id: "DISTVIEW-SCHEDULE",
        levels: ERROR,
        title: "A link has distributed views or a schedule",
        why: "The two settings exclude one another on a database replication link.",
        sources: &[REPLICATION],
        bad: Example::Text(
            "
cas CS1
  server CM-SQL-01: db edition=enterprise, prov
  server CS1: site
  primary PS1 distviews=yes linkschedule=yes
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SQL-01: db edition=enterprise, prov
  server CS1: site
  primary PS1 distviews=yes linkschedule=no
",
        ),
        check: Check::Site(|site| {
            let both = uses_views(site) && site.site().said.is(LINK_SCHEDULE);
            must(!both, || {
                format!("The link of {} has distributed views and a schedule", site.code)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let Some(node) = node else { return Vec::new() };
            let off = |fact| saying::say(node, fact, Value::Flag(false));
            vec![
                Fix::new("Take the schedule off", vec![off(LINK_SCHEDULE)]),
                Fix::new("Turn distributed views off", vec![off(DISTRIBUTED_VIEWS)]),
            ]
        }),
    },
    Rule {
        id: "DISTVIEW-FCI",
        levels: WARNING,
        title: "Distributed views with a failover cluster are looked at twice",
        why: "The page on clusters rules them out. The page on replication allows them if the \
              central administration site has its database on a single SQL Server with the SMS \
              Provider, and the primary site listens on port 1433.",
        sources: &[CLUSTERS, REPLICATION],
        bad: Example::Text(
            "
cas CS1
  server CM-SQL-01: db edition=enterprise, prov
  server CS1: site
  primary PS1 distviews=yes
    server CM-SQL-02: db fci=PS1SQL
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SQL-01: db edition=enterprise, prov
  server CS1: site
  primary PS1 distviews=no
    server CM-SQL-02: db fci=PS1SQL
",
        ),
        check: Check::Site(|site| {
            let own = site.serving_as(SiteDatabase).find_map(databases::cluster);
            let above = site.parent().and_then(|parent| parent.database.text(CLUSTER_INSTANCE));
            match own.or(above).filter(|_| uses_views(site)) {
                Some(instance) => Err(broken(format!(
                    "Distributed views on the link of {}, with failover cluster instance {instance}",
                    site.code
                ))),
                None => Ok(()),
            }
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let title = "Turn distributed views off";
            let fix = |node| saying::fix(title, node, DISTRIBUTED_VIEWS, Value::Flag(false));
            node.map(fix).unwrap_or_default()
        }),
    },
];

/// What a second reading of the documentation added.
pub const ADDED: &[Rule] = &[Rule {
    id: "DISTVIEW-UNINST",
    levels: ERROR,
    title: "Distributed views are off before a primary site is removed",
    why: "They are turned off on all links, and the data replicates again first; replication may \
          fail otherwise.",
    sources: &[UNINSTALL, REPLICATION],
    bad: Example::Text(
        "
cas CS1
  server CM-SQL-01: db edition=enterprise, prov
  server CS1: site
  primary PS1 distviews=yes
  primary PS2 state=leaving
",
    ),
    good: Example::Text(
        "
cas CS1
  server CM-SQL-01: db edition=enterprise, prov
  server CS1: site
  primary PS1 distviews=no
  primary PS2 state=leaving
",
    ),
    check: Check::Site(|site| {
        let mut primaries = site.children().filter(|child| child.kind == SiteKind::Primary);
        let leaves = primaries.any(|child| child.said.is_leaving());
        must(!(leaves && has_views(site)), || {
            format!("A primary site below {} is removed while distributed views are on", site.code)
        })
    }),
    fixes: Fixes::Offer(|design, node, _| {
        let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
        let children = design.children(site.id).into_iter().filter_map(|id| design.site(id));
        let on = children.filter(|child| child.site().said.is(DISTRIBUTED_VIEWS));
        let commands = on.map(|child| saying::say(child.id, DISTRIBUTED_VIEWS, Value::Flag(false)));
        vec![Fix::new("Turn distributed views off on all links", commands.collect())]
    }),
}];

/// Whether a central administration site has distributed views on any link.
fn has_views(site: SiteRef<'_>) -> bool {
    let mut primaries = site.children().filter(|child| child.kind == SiteKind::Primary);
    site.kind == SiteKind::Central && primaries.any(|child| child.said.is(DISTRIBUTED_VIEWS))
}

/// Whether the link of a primary site to the site above has them.
fn uses_views(site: SiteRef<'_>) -> bool {
    site.kind == SiteKind::Primary && !site.is_top() && site.site().said.is(DISTRIBUTED_VIEWS)
}

fn views_have_the_edition(site: SiteRef<'_>) -> Verdict {
    if !has_views(site) {
        return Ok(());
    }
    for role in site.serving_as(SiteDatabase) {
        let edition = need(role.role().said.word(EDITION), EDITION)?;
        if !databases::is_enterprise(edition, site) {
            let edition = Value::Word(edition).shown(EDITION);
            let what = format!("{} uses distributed views on SQL Server {edition}", site.code);
            return Err(broken(what));
        }
    }
    Ok(())
}

/// The one on the database server stays, or the first one moves there.
fn keep_one_provider(design: &Design, node: Option<NodeId>, _: &mut Ids) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let providers: Vec<_> = site.serving_as(SmsProvider).collect();
    let base = site.serving_as(SiteDatabase).next().map(RoleRef::server);
    let Some(first) = providers.first() else { return Vec::new() };
    let kept = providers.iter().find(|it| base.is_none_or(|base| base.id == it.server().id));
    let kept_id = kept.unwrap_or(first).id;
    let rest = providers.iter().filter(|it| it.id != kept_id);
    let mut commands: Vec<_> = rest.map(|it| Remove { node: it.id.into() }.into()).collect();
    if let (None, Some(base)) = (kept, base) {
        if base.has(SmsProvider) {
            return Vec::new();
        }
        commands.extend(fixes::move_to(kept_id, base).commands);
    }
    let host = base.unwrap_or_else(|| first.server());
    vec![Fix::new(format!("Keep one SMS Provider, on {}", host.name), commands)]
}
