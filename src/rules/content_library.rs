//! Where the content library of a site is.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, Wide, availability::pair, broken,
    fixes, must, need, read, saying, trusts::trusts,
};
use crate::{
    facts::{
        roles::RoleKind,
        said::{
            servers::DOMAIN,
            sites::{LIBRARY, PACKAGE_SOURCE},
        },
        sites::SiteKind,
    },
    model::{Design, NodeId, RoleRef, SiteRef, Value},
};

const PAIR: Source =
    read("core/servers/deploy/configure/site-server-high-availability", "2026-11-25");
const REMOTE: Source = read("core/plan-design/hierarchy/remote-content-library", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "PASSIVE-RCL",
        levels: ERROR,
        title: "The content library of a highly available site is on a remote share",
        why: "Both site servers work with the same content library, so it is on neither of them.",
        sources: &[PAIR, REMOTE],
        bad: Example::Text(
            "
primary PS1 library=\"D:\\SCCMContentLib\"
  server CM-SITE-02: pss, prov
  server CM-DP-01: dp, scp
",
        ),
        good: Example::Text(
            "
primary PS1 library=\"\\\\CM-DP-01\\ContentLib-PS1\"
  server CM-SITE-02: pss, prov
  server CM-DP-01: dp, scp
",
        ),
        check: Check::Site(is_on_a_remote_share),
        fixes: Fixes::Offer(|design, node, _| put_on_a_server(design, node)),
    },
    Rule {
        id: "RCL-SHARED",
        levels: ERROR,
        title: "Each site has a content library of its own",
        why: "Two sites in one folder may damage the content library, which then has to be built \
              again.",
        sources: &[REMOTE],
        bad: Example::Text(
            "
cas CS1 library=\"\\\\FS1\\ContentLib\"
  primary PS1 library=\"\\\\FS1\\ContentLib\"
  primary PS2
",
        ),
        good: Example::Text(
            "
cas CS1 library=\"\\\\FS1\\ContentLib\"
  primary PS1 library=\"\\\\FS1\\ContentLib-PS1\"
  primary PS2
",
        ),
        check: Check::Design(every_site_its_own),
        fixes: Fixes::Offer(|design, node, _| own_folder(design, node)),
    },
    Rule {
        id: "RCL-TRUST",
        levels: ERROR,
        title: "The server of a remote content library is in a trusted domain",
        why: "The site server writes to the share with its computer account.",
        sources: &[REMOTE],
        bad: Example::Text(
            "
domain corp.contoso.com forest=contoso.com
domain lab.fabrikam.com forest=fabrikam.com
primary PS1 library=\"\\\\fs1.lab.fabrikam.com\\ContentLib\"
  server PS1 domain=corp.contoso.com: site, db, prov
",
        ),
        good: Example::Text(
            "
domain corp.contoso.com forest=contoso.com
domain lab.fabrikam.com forest=contoso.com
primary PS1 library=\"\\\\fs1.lab.fabrikam.com\\ContentLib\"
  server PS1 domain=corp.contoso.com: site, db, prov
",
        ),
        check: Check::Site(is_in_a_trusted_domain),
        fixes: Fixes::None("A trust, or another server, is not for this plan to decide."),
    },
    Rule {
        id: "RCL-SOURCE",
        levels: ERROR,
        title: "The content library is not in a folder of package sources",
        why: "Moving the content library removes whatever is in the folder.",
        sources: &[REMOTE],
        bad: Example::Text(
            "
primary PS1 library=\"\\\\FS1\\Sources\" packagesource=\"\\\\FS1\\Sources\"
",
        ),
        good: Example::Text(
            "
primary PS1 library=\"\\\\FS1\\Sources-PS1\" packagesource=\"\\\\FS1\\Sources\"
",
        ),
        check: Check::Site(|site| {
            let said = &site.site().said;
            let Some(library) = said.text(LIBRARY).filter(|_| can_be_remote(site)) else {
                return Ok(());
            };
            let source = need(said.text(PACKAGE_SOURCE), PACKAGE_SOURCE)?;
            let wiped = same_folder(library, source) || is_inside(source, library);
            must(!wiped, || {
                format!(
                    "The content library of {} is in {library}, with package sources",
                    site.code
                )
            })
        }),
        fixes: Fixes::Offer(|design, node, _| own_folder(design, node)),
    },
];

/// Secondary sites have theirs on the site server.
fn can_be_remote(site: SiteRef<'_>) -> bool {
    matches!(site.kind, SiteKind::Central | SiteKind::Primary)
}

/// The server of a UNC path.
fn host(path: &str) -> Option<&str> {
    let host = path.strip_prefix("\\\\")?.split('\\').next()?;
    (!host.is_empty()).then_some(host)
}

/// Whether both names may be the same computer; one of them may lack its domain.
fn same_host(one: &str, other: &str) -> bool {
    let short = |name: &str| name.split('.').next().unwrap_or_default().to_lowercase();
    let whole = one.contains('.') && other.contains('.');
    if whole { one.eq_ignore_ascii_case(other) } else { short(one) == short(other) }
}

/// The parts of a path below its server or drive, in small letters.
fn folders(path: &str) -> Vec<String> {
    let below = match host(path) {
        Some(host) => &path[2 + host.len()..],
        None => path,
    };
    below.split('\\').filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
}

fn on_one_host(one: &str, other: &str) -> bool {
    match (host(one), host(other)) {
        (Some(one), Some(other)) => same_host(one, other),
        (None, None) => true,
        _ => false,
    }
}

fn same_folder(one: &str, other: &str) -> bool {
    on_one_host(one, other) && folders(one) == folders(other)
}

/// Whether `path` is somewhere below `above`.
fn is_inside(path: &str, above: &str) -> bool {
    on_one_host(path, above) && folders(path).starts_with(&folders(above))
}

fn is_on_a_remote_share(site: SiteRef<'_>) -> Verdict {
    let nodes = pair(site);
    if nodes.is_empty() || !can_be_remote(site) {
        return Ok(());
    }
    let library = need(site.site().said.text(LIBRARY), LIBRARY)?;
    let Some(host) = host(library) else {
        return Err(broken(format!("The content library of {} is local, in {library}", site.code)));
    };
    let own = nodes.iter().find(|server| same_host(host, server.server().full_name()));
    must(own.is_none(), || {
        let name = own.map_or("", |server| server.server().name.as_str());
        format!("The content library of {} is on {name}, one of its site servers", site.code)
    })
}

/// On a share of one of the site's other servers.
fn put_on_a_server(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let nodes = pair(site);
    let plain = |name: &str| name.chars().all(|it| it.is_alphanumeric() || "-._".contains(it));
    let others = site.servers().filter(|server| {
        let name = server.server().full_name();
        plain(name) && nodes.iter().all(|node| !same_host(name, node.server().full_name()))
    });
    let fix = |name: &str| {
        let path = format!("\\\\{name}\\ContentLib-{}", site.code);
        let set = saying::say(site.id, LIBRARY, Value::Text(path.into()));
        Fix::new(format!("Put it on a share of {name}"), vec![set])
    };
    others.take(3).map(|server| fix(server.server().full_name())).collect()
}

/// The sites that can have a remote library, in their order: the top, and primary sites below it.
fn upper_sites(design: &Design) -> Vec<SiteRef<'_>> {
    let mut sites = Vec::new();
    for root in design.roots() {
        sites.push(root);
        if root.kind == SiteKind::Central {
            sites.extend(design.children(root.id).into_iter().filter_map(|id| design.site(id)));
        }
    }
    sites.retain(|site| can_be_remote(*site));
    sites
}

/// A path on a local drive is another one on each server.
fn remote_library(site: SiteRef<'_>) -> Option<&str> {
    site.site().said.text(LIBRARY).filter(|path| host(path).is_some())
}

fn every_site_its_own(design: &Design) -> Wide {
    if design.times_said(LIBRARY) < 2 {
        return Vec::new();
    }
    let mut seen: Vec<(String, &str)> = Vec::new();
    let mut found = Vec::new();
    for site in upper_sites(design) {
        let Some(path) = remote_library(site) else { continue };
        match seen.iter().find(|(_, other)| same_folder(path, other)) {
            Some((first, _)) => {
                let what =
                    format!("{} and {first} have their content libraries in {path}", site.code);
                found.push((Some(site.id.into()), broken(what)));
            }
            None => seen.push((site.code.clone(), path)),
        }
    }
    found
}

/// A folder beside the one that is taken.
fn own_folder(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let Some(path) = site.site().said.text(LIBRARY) else { return Vec::new() };
    let path = path.trim_end_matches('\\');
    let others = upper_sites(design).into_iter().filter_map(remote_library);
    let taken: Vec<_> = others.chain(site.site().said.text(PACKAGE_SOURCE)).collect();
    let names = (1..100).map(|number| match number {
        1 => format!("{path}-{}", site.code),
        number => format!("{path}-{}-{number}", site.code),
    });
    let mut free = names.filter(|name| !taken.iter().any(|other| same_folder(name, other)));
    let fix = |path: String| {
        let title = format!("Give it a folder of its own, {path}");
        saying::fix(title, site.id, LIBRARY, Value::Text(path.into()))
    };
    free.next().map(fix).unwrap_or_default()
}

fn is_in_a_trusted_domain(site: SiteRef<'_>) -> Verdict {
    let Some(host) = remote_library(site).and_then(host).filter(|_| can_be_remote(site)) else {
        return Ok(());
    };
    let mut own = site.serving_as(RoleKind::SiteServer).map(RoleRef::server);
    let Some(own) = own.next() else { return Ok(()) };
    let own = need(own.server().domain(), DOMAIN)?;
    let here = site.servers().find(|server| same_host(host, server.server().full_name()));
    let there = match here {
        Some(server) => server.server().domain(),
        None => host.split_once('.').map(|(_, domain)| domain),
    };
    let there = need(there, DOMAIN)?;
    must(trusts(site.design(), there, own)?, || {
        format!("{host} is in {there}, which does not trust {own}, the domain of {}", site.code)
    })
}
