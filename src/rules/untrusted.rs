//! Site systems in forests and networks that the site server does not trust.

use super::{
    Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, fixes,
    forests, must, must_have, read, saying, worst, zones,
};
use crate::{
    commands::MoveServer,
    facts::{
        choices::Choice,
        roles::RoleKind,
        said::{
            EntityKind, Fact,
            across::ACCOUNT_USE,
            roles::CONNECTION_ACCOUNT,
            servers::{INITIATES, INSTALL_ACCOUNT, REACHES_SQL},
        },
        sites::SiteKind,
    },
    model::{Design, NodeId, RoleRef, ServerRef, SiteRef, Value},
};

const COMMUNICATION: Source =
    read("core/plan-design/hierarchy/communications-between-endpoints", "2026-11-25");
const ACCOUNTS: Source = read("core/plan-design/hierarchy/accounts", "2026-11-25");
const EXAMPLE: Source =
    read("core/servers/deploy/configure/example-management-point-deployment", "2026-11-25");
const SECURITY: Source =
    read("core/plan-design/hierarchy/security-and-privacy-for-site-administration", "2026-11-25");
const UPDATES: Source = read("sum/plan-design/plan-for-software-updates", "2026-11-23");
const OPTIONS: Source =
    read("core/servers/deploy/configure/configuration-options-for-site-system-roles", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SRV-UNTRUSTED-ACCT",
        levels: ERROR,
        title: "A site system in an untrusted forest has an installation account",
        why: "The site server's computer account has no rights there: the site installs the roles \
              and connects with an account that the forest knows.",
        sources: &[COMMUNICATION, EXAMPLE],
        bad: Example::Text(
            "
primary P01
  server SITE1.contoso.com: site, db, prov
  server CM-DP-01.fabrikam.com: dp
domain contoso.com forest=contoso.com
domain fabrikam.com forest=fabrikam.com
account \"fabrikam.com\\svc-install\" use=installation
",
        ),
        good: Example::Text(
            "
primary P01
  server SITE1.contoso.com: site, db, prov
  server CM-DP-01.fabrikam.com installaccount=\"fabrikam.com\\svc-install\": dp
domain contoso.com forest=contoso.com
domain fabrikam.com forest=fabrikam.com
account \"fabrikam.com\\svc-install\" use=installation
",
        ),
        check: Check::Nodes(|site| {
            of_foreign(site, |server| {
                must_have(server.said.has(INSTALL_ACCOUNT), || {
                    format!("{} has no site system installation account", server.name)
                })
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            take_account(design, node, "installation", INSTALL_ACCOUNT)
        }),
    },
    Rule {
        id: "SRV-UNTRUSTED-INIT",
        levels: WARNING,
        title: "The site server opens connections to untrusted networks",
        why: "By default, site systems connect to the site server: from a perimeter network or an \
              untrusted forest that opens a way inside.",
        sources: &[SECURITY, COMMUNICATION],
        bad: Example::Text(
            "
primary P01
  server CM-DP-01 zone=DMZ initiates=system: dp
zone DMZ zonekind=perimeter
",
        ),
        good: Example::Text(
            "
primary P01
  server CM-DP-01 zone=DMZ initiates=site: dp
zone DMZ zonekind=perimeter
",
        ),
        check: Check::Nodes(are_called_from_inside),
        fixes: Fixes::Offer(|_, node, _| {
            let title = "Require the site server to initiate connections";
            saying::answer(title, node, INITIATES, Value::Word("site"))
        }),
    },
    Rule {
        id: "SRV-UNTRUSTED-SITE",
        levels: ERROR,
        title: "Site systems in an untrusted forest belong to a primary site",
        why: "Secondary sites need a two-way trust with all of their site systems.",
        sources: &[EXAMPLE, COMMUNICATION],
        bad: Example::Text(
            "
primary P01
  secondary S01
    server S01.contoso.com: site, db, mp, dp
    server CM-DP-01.fabrikam.com installaccount=FABRIKAM\\install: dp
domain contoso.com forest=contoso.com
domain fabrikam.com forest=fabrikam.com
",
        ),
        good: Example::Text(
            "
primary P01
  server CM-DP-01.fabrikam.com installaccount=FABRIKAM\\install: dp
  secondary S01
    server S01.contoso.com: site, db, mp, dp
domain contoso.com forest=contoso.com
domain fabrikam.com forest=fabrikam.com
",
        ),
        check: Check::Nodes(|site| match site.kind {
            SiteKind::Secondary => of_foreign(site, |server| {
                must(false, || {
                    let code = &site.site().code;
                    format!("{} is in an untrusted forest and belongs to {code}", server.name)
                })
            }),
            _ => Vec::new(),
        }),
        fixes: Fixes::Offer(|design, node, _| move_up(design, node)),
    },
    Rule {
        id: "SRV-UNTRUSTED-SQL",
        levels: ERROR,
        title: "Roles in an untrusted forest reach the site database",
        why: "They connect to SQL Server themselves: through the firewall, and with an account \
              that SQL Server knows, since it does not know their computer's.",
        sources: &[COMMUNICATION, ACCOUNTS, EXAMPLE],
        bad: Example::Text(
            "
primary P01
  server SITE1.contoso.com: site, db, prov
  server DMZ-MP.fabrikam.com installaccount=FABRIKAM\\install reachessql=no: mp connectionaccount=CONTOSO\\mp
domain contoso.com forest=contoso.com
domain fabrikam.com forest=fabrikam.com
",
        ),
        good: Example::Text(
            "
primary P01
  server SITE1.contoso.com: site, db, prov
  server DMZ-MP.fabrikam.com installaccount=FABRIKAM\\install reachessql=yes: mp connectionaccount=CONTOSO\\mp
domain contoso.com forest=contoso.com
domain fabrikam.com forest=fabrikam.com
",
        ),
        check: Check::Nodes(|site| of_foreign_roles(site, reads_database, reaches_database)),
        fixes: Fixes::Offer(|design, node, _| let_reach(design, node)),
    },
    Rule {
        id: "SRV-UNTRUSTED-SUP",
        levels: ERROR,
        title: "A software update point in an untrusted forest has a WSUS connection account",
        why: "The site server cannot sign in to WSUS there with its own account.",
        sources: &[UPDATES, ACCOUNTS],
        bad: Example::Text(
            "
primary P01
  server SITE1.contoso.com: site, db, prov
  server SUP03.fabrikam.com installaccount=FABRIKAM\\install: sup
domain contoso.com forest=contoso.com
domain fabrikam.com forest=fabrikam.com
account FABRIKAM\\wsus use=wsus
",
        ),
        good: Example::Text(
            "
primary P01
  server SITE1.contoso.com: site, db, prov
  server SUP03.fabrikam.com installaccount=FABRIKAM\\install: sup connectionaccount=FABRIKAM\\wsus
domain contoso.com forest=contoso.com
domain fabrikam.com forest=fabrikam.com
account FABRIKAM\\wsus use=wsus
",
        ),
        check: Check::Nodes(|site| {
            let is_update_point = |role: RoleRef<'_>| role.kind == RoleKind::SoftwareUpdatePoint;
            of_foreign_roles(site, is_update_point, |role| has_account(role, "WSUS"))
        }),
        fixes: Fixes::Offer(|design, node, _| {
            take_account(design, node, "wsus", CONNECTION_ACCOUNT)
        }),
    },
    Rule {
        id: "SRV-DP-LOCAL-ACCT",
        levels: ERROR,
        title: "The distribution point on the site server uses the computer account",
        why: "No other site system installation account is supported for a distribution point on \
              the site server.",
        sources: &[OPTIONS],
        bad: Example::Text(
            "
primary PS1
  server PS1 installaccount=CONTOSO\\install: site, db, prov, dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server PS1: site, db, prov, dp
",
        ),
        check: Check::Server(|server| {
            let is_both =
                server.has(RoleKind::SiteServer) && server.has(RoleKind::DistributionPoint);
            let account = server.said.text(INSTALL_ACCOUNT).filter(|_| is_both);
            must(account.is_none(), || {
                let account = account.unwrap_or_default();
                format!("The distribution point on {} is installed with {account}", server.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| saying::take_back("Use the computer account", node, INSTALL_ACCOUNT)),
    },
];

/// Asks something of the servers in untrusted forests.
fn of_foreign(
    site: SiteRef<'_>,
    check: impl Fn(ServerRef<'_>) -> Verdict,
) -> Vec<(NodeId, Trouble)> {
    let Some(home) = forests::site_server(site) else { return Vec::new() };
    let asked = |server: ServerRef<'_>| match forests::is_foreign(home, server) {
        Ok(true) => check(server),
        Ok(false) => Ok(()),
        Err(trouble) => Err(trouble),
    };
    site.servers().filter_map(|server| Some((server.id.into(), asked(server).err()?))).collect()
}

/// The same of some of their roles.
fn of_foreign_roles(
    site: SiteRef<'_>,
    matters: fn(RoleRef<'_>) -> bool,
    check: fn(RoleRef<'_>) -> Verdict,
) -> Vec<(NodeId, Trouble)> {
    let Some(home) = forests::site_server(site) else { return Vec::new() };
    let mut troubles = Vec::new();
    for server in site.servers().filter(|server| server.roles().any(matters)) {
        let foreign = forests::is_foreign(home, server);
        let asked = server.roles().filter(|role| matters(*role)).filter_map(|role| {
            let verdict = match &foreign {
                Ok(true) => check(role),
                Ok(false) => Ok(()),
                Err(trouble) => Err(trouble.clone()),
            };
            Some((role.id.into(), verdict.err()?))
        });
        troubles.extend(asked);
    }
    troubles
}

fn are_called_from_inside(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let Some(home) = forests::site_server(site) else { return Vec::new() };
    let check = |server: ServerRef<'_>| {
        let is_outside =
            zones::kind_of(server) == Some("perimeter") || forests::is_foreign(home, server)?;
        must(!is_outside || server.ask_word(INITIATES)? == "site", || {
            format!("{} opens connections to the site server from outside", server.name)
        })
    };
    let servers = site.servers().filter(|it| it.id != home.id && !it.roles.is_empty());
    servers.filter_map(|server| Some((server.id.into(), check(server).err()?))).collect()
}

fn reads_database(role: RoleRef<'_>) -> bool {
    use RoleKind as R;
    needs_account(role)
        || matches!(
            role.kind,
            R::AssetIntelligence
                | R::EndpointProtectionPoint
                | R::ReportingServicesPoint
                | R::StateMigrationPoint
        )
}

fn needs_account(role: RoleRef<'_>) -> bool {
    use RoleKind as R;
    matches!(role.kind, R::ManagementPoint | R::EnrollmentPoint | R::CertificateRegistration)
        || role.is(Choice::Multicast)
}

fn has_account(role: RoleRef<'_>, to: &str) -> Verdict {
    must_have(role.said.has(CONNECTION_ACCOUNT), || {
        let name = &role.server().server().name;
        format!("The {} on {name} has no account to connect to {to}", role.kind.spoken())
    })
}

fn reaches_database(role: RoleRef<'_>) -> Verdict {
    let account = if needs_account(role) { has_account(role, "SQL Server") } else { Ok(()) };
    let server = role.server();
    let way = server.ask_flag(REACHES_SQL).and_then(|reaches| {
        must(reaches, || {
            let name = &server.server().name;
            format!("The {} on {name} does not reach SQL Server", role.kind.spoken())
        })
    });
    worst([account, way])
}

/// Uses an account that the plan has for that.
fn take_account(design: &Design, node: Option<NodeId>, used: &str, fact: Fact) -> Vec<Fix> {
    let fits = |word| word == Some(used);
    let accounts = design.entities_of(EntityKind::Account);
    let accounts = accounts.filter(|account| fits(account.said.word(ACCOUNT_USE)));
    accounts
        .flat_map(|account| {
            let value = Value::Text(account.name.as_str().into());
            saying::answer(format!("Use the account {}", account.name), node, fact, value)
        })
        .collect()
}

fn let_reach(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
    let server = role.server();
    let is_closed = server.said.flag(REACHES_SQL) == Some(false);
    let open = saying::say(server.id, REACHES_SQL, Value::Flag(true));
    if !needs_account(role) || role.said.has(CONNECTION_ACCOUNT) {
        return vec![Fix::new("Plan the firewall to SQL Server", vec![open])];
    }
    let mut cures = take_account(design, node, "connection", CONNECTION_ACCOUNT);
    for cure in cures.iter_mut().filter(|_| is_closed) {
        cure.commands.push(open.clone());
    }
    cures
}

fn move_up(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(server) = fixes::server_at(design, node) else { return Vec::new() };
    let Some(parent) = server.site().parent_site() else { return Vec::new() };
    if parent.kind != SiteKind::Primary {
        return Vec::new();
    }
    let command = MoveServer { server: server.id, to: parent.id, place: usize::MAX };
    vec![Fix::new(format!("Move it to {}", parent.code), vec![command.into()])]
}
