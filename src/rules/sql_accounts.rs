//! Accounts, trusts, authentication and recovery of the SQL Server that holds a site database.

use super::{
    Ask, Check, ERROR, Example, Fixes, Rule, Source, Trouble, Verdict, WARNING, broken, databases,
    fixes, must, need, read, saying, trusts::trust_each_other,
};
use crate::{
    facts::{
        roles::RoleKind::{SiteDatabase, SiteServer, SmsProvider},
        said::{
            databases::{AUTHENTICATION, MIRRORED, RECOVERY, SERVICE_ACCOUNT, SPN},
            servers::DOMAIN,
        },
        sites::SiteKind,
    },
    model::{NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const DATABASE: Source =
    read("core/plan-design/hierarchy/plan-for-the-site-database", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const VERSIONS: Source =
    read("core/plan-design/configs/support-for-sql-server-versions", "2026-11-25");
const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-25");
const GROUPS: Source = read(
    "core/servers/deploy/configure/sql-server-alwayson-for-a-highly-available-site-database",
    "2026-11-25",
);

pub const RULES: &[Rule] = &[
    Rule {
        id: "SQL-TRUST",
        levels: ERROR,
        title: "A remote database server is in a domain with a two-way trust",
        why: "The site server and the SMS Providers sign in to it with their computer accounts.",
        sources: &[DATABASE],
        bad: Example::Text(
            "
domain corp.contoso.com forest=contoso.com
domain fabrikam.net forest=fabrikam.net
primary PS1
  server CM-SITE-01.corp.contoso.com: site, prov
  server CM-SQL-01.fabrikam.net installaccount=svc-cm: db
",
        ),
        good: Example::Text(
            "
domain corp.contoso.com forest=contoso.com
domain fabrikam.net forest=fabrikam.net
primary PS1
  server CM-SITE-01.corp.contoso.com: site, prov
  server CM-SQL-01.corp.contoso.com installaccount=svc-cm: db
",
        ),
        check: Check::Nodes(remote_servers_are_trusted),
        fixes: Fixes::None(
            "A trust is made in Active Directory, and its kind is a decision there.",
        ),
    },
    Rule {
        id: "SQL-ACCOUNT",
        levels: ERROR,
        title: "SQL Server runs as a domain account, Local System or Network Service",
        why: "Setup refuses local users and Local Service.",
        sources: &[CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db serviceaccount=localuser
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db serviceaccount=domain
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            if databases::is_made_by_setup(role) && !role.said.has(SERVICE_ACCOUNT) {
                return Ok(());
            }
            let account = role.ask_word(SERVICE_ACCOUNT)?;
            must(!matches!(account, "localuser" | "localservice"), || {
                let account = Value::Word(account).shown(SERVICE_ACCOUNT);
                format!("SQL Server on {} runs as {account}", role.server().name)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let offers = [
                ("domain", "Use a domain account"),
                ("system", "Use Local System"),
                ("network", "Use Network Service"),
            ];
            let fix =
                |(word, title)| databases::restate(design, node, SERVICE_ACCOUNT, word, title);
            offers.into_iter().flat_map(fix).collect()
        }),
    },
    Rule {
        id: "SQL-SPN",
        levels: WARNING,
        title: "A domain account of SQL Server has its service principal name",
        why: "Without it Kerberos fails. It registers itself only where SQL Server runs as Local \
              System.",
        sources: &[VERSIONS, CHECKS, SECURITY],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db serviceaccount=domain spn=no
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db serviceaccount=domain spn=yes
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            if databases::is_made_by_setup(role) && !role.said.has(SERVICE_ACCOUNT) {
                return Ok(());
            }
            let asked = role.ask_word(SERVICE_ACCOUNT)? == "domain";
            must(!asked || role.ask_flag(SPN)?, || {
                let name = &role.server().server().name;
                format!("No service principal name is registered for SQL Server on {name}")
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |node| saying::fix("Register it", node, SPN, Value::Flag(true));
            node.map(fix).unwrap_or_default()
        }),
    },
    Rule {
        id: "SQL-AUTH",
        levels: WARNING,
        title: "SQL Server takes Windows authentication only",
        why: "Mixed mode lets more logins reach the database; the product does not need it.",
        sources: &[SECURITY, CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db authentication=mixed
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db authentication=windows
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            must(role.ask_word(AUTHENTICATION)? != "mixed", || {
                format!("SQL Server on {} uses mixed mode", role.server().name)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let title = "Use Windows authentication";
            databases::restate(design, node, AUTHENTICATION, "windows", title)
        }),
    },
    Rule {
        id: "SQL-MIRROR",
        levels: ERROR,
        title: "The site database is neither mirrored nor replicated peer to peer",
        why: "Neither is supported. An availability group or a failover cluster instance is.",
        sources: &[VERSIONS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db mirrored=mirroring
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db mirrored=no
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            let kind = role.ask_word(MIRRORED)?;
            must(kind == "no", || {
                let kind = Value::Word(kind).shown(MIRRORED);
                format!("{kind} for the site database on {}", role.server().name)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            databases::restate(design, node, MIRRORED, "no", "Do without")
        }),
    },
    Rule {
        id: "SQL-RECOVERY",
        levels: WARNING,
        title: "The recovery model of the site database fits its kind",
        why: "It is simple, and full in an availability group.",
        sources: &[DATABASE, GROUPS],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db recovery=full
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db recovery=simple
",
        ),
        check: Check::Role(SiteDatabase, recovery_fits),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            let model = right_model(role);
            let shown = Value::Word(model).shown(RECOVERY).to_lowercase();
            let fix = |title: &str| databases::restate(design, node, RECOVERY, model, title);
            fix(&format!("Use the {shown} recovery model"))
        }),
    },
];

fn right_model(role: RoleRef<'_>) -> &'static str {
    if databases::group(role).is_some() { "full" } else { "simple" }
}

fn recovery_fits(role: RoleRef<'_>) -> Verdict {
    if databases::is_made_by_setup(role) && !role.said.has(RECOVERY) {
        return Ok(());
    }
    let model = role.ask_word(RECOVERY)?;
    must(model == right_model(role), || {
        let shown = |model| Value::Word(model).shown(RECOVERY).to_lowercase();
        let kind = databases::group(role).map_or(String::new(), |_| " in its group".to_owned());
        let (model, right) = (shown(model), shown(right_model(role)));
        format!("The recovery model of the site database is {model}; {right} is right{kind}")
    })
}

/// A secondary site has no remote one: SQL-SEC-LOCAL speaks.
fn remote_servers_are_trusted(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    if !matches!(site.kind, SiteKind::Central | SiteKind::Primary) {
        return Vec::new();
    }
    let users = [SiteServer, SmsProvider].into_iter().flat_map(|kind| site.serving_as(kind));
    let users: Vec<_> = users.map(RoleRef::server).collect();
    let judge = |role: RoleRef<'_>| {
        let host = role.server();
        let verdicts = users.iter().filter(|it| it.id != host.id).map(|it| is_trusted(*it, host));
        let troubles: Vec<_> = verdicts.filter_map(Result::err).collect();
        let broken = |trouble: &&Trouble| matches!(trouble, Trouble::Broken(_));
        let worst = troubles.iter().find(broken).or(troubles.first());
        Some((role.id.into(), worst?.clone()))
    };
    databases::remote(site).filter_map(judge).collect()
}

fn is_trusted(user: ServerRef<'_>, host: ServerRef<'_>) -> Verdict {
    let own = need(user.server().domain(), DOMAIN)?;
    let there = need(host.server().domain(), DOMAIN)?;
    if trust_each_other(user.design(), own, there)? {
        return Ok(());
    }
    let (user, host) = (&user.server().name, &host.server().name);
    Err(broken(format!("{there}, the domain of {host}, has no two-way trust with that of {user}")))
}
