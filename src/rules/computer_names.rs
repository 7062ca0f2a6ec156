//! Names of computers.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING,
    additions::{rename, with_host},
    known_by, must, observed, read,
};
use crate::{
    commands::{Field, Set},
    facts::{roles::RoleKind, said::Who},
    model::{Design, NodeId, ServerRef},
};

const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");

/// Speaks of NetBIOS names, and not of their length.
const WINDOWS: Source =
    observed("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");

/// A NetBIOS name has no more characters.
const LONGEST_NAME: usize = 15;

/// DNS knows no longer names, and no longer parts between two dots.
const LONGEST_FQDN: usize = 253;
const LONGEST_LABEL: usize = 63;

pub const RULES: &[Rule] = &[
    Rule {
        id: "SRV-FQDN",
        levels: ERROR,
        title: "The host part of an FQDN is the computer's name",
        why: "Setup checks that the NetBIOS name is the same as the first label of the FQDN.",
        sources: &[CHECKS],
        bad: Example::Text(
            "
primary PS1
  server SRV1 fqdn=SRV2.contoso.com: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server SRV1 fqdn=SRV1.contoso.com: mp
",
        ),
        check: Check::Server(names_agree),
        fixes: Fixes::Offer(|design, node, _| let_names_agree(design, node)),
    },
    Rule {
        id: "SRV-NETBIOS15",
        levels: WARNING,
        title: "A computer name has at most 15 characters",
        why: "Windows cuts longer names for NetBIOS, and the short name is no longer the host name.",
        sources: &[WINDOWS],
        bad: Example::Text(
            "
primary PS1
  server MANAGEMENT-POINT-1: mp
",
        ),
        good: Example::Text(
            "
primary PS1
  server MANAGEMENT-POIN: mp
",
        ),
        check: Check::Server(|server| {
            let length = server.name.chars().count();
            must(length <= LONGEST_NAME, || {
                format!("The name {} has {length} characters", server.name)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| shorten(design, node)),
    },
    Rule {
        id: "SRV-FQDN-LEN",
        levels: WARNING,
        title: "The FQDN of a site server is not too long",
        why: "Setup checks its length without saying where it ends; DNS allows 253 characters, and \
              63 between two dots.",
        sources: &[CHECKS, WINDOWS],
        bad: Example::Text(
            "
primary PS1
  server PS1 fqdn=PS1.abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-abcdefghij.com: site, db, prov
",
        ),
        good: Example::Text(
            "
primary PS1
  server PS1 fqdn=PS1.abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz.com: site, db, prov
",
        ),
        check: Check::Server(fits_dns),
        fixes: Fixes::None("Which domain the server is in is not a matter of its name."),
    },
];

fn fits_dns(server: ServerRef<'_>) -> Verdict {
    let Some(fqdn) = server.fqdn.as_deref().filter(|_| server.has(RoleKind::SiteServer)) else {
        return Ok(());
    };
    let length = fqdn.chars().count();
    must(length <= LONGEST_FQDN, || {
        format!("The FQDN of {} has {length} characters", server.name)
    })?;
    let longest = fqdn.split('.').map(|label| label.chars().count()).max().unwrap_or_default();
    must(longest <= LONGEST_LABEL, || {
        format!("The FQDN of {} has {longest} characters between two dots", server.name)
    })
}

fn host(fqdn: &str) -> &str {
    let end = fqdn.bytes().position(|byte| byte == b'.');
    end.and_then(|end| fqdn.get(..end)).unwrap_or(fqdn)
}

fn names_agree(server: ServerRef<'_>) -> Verdict {
    let says = "The plan does not say the server's FQDN.";
    let fqdn = known_by(Who::Servers, server.fqdn.as_deref(), says)?;
    let host = host(fqdn);
    let same = host.eq_ignore_ascii_case(&server.name)
        || host.to_lowercase() == server.name.to_lowercase();
    must(same, || format!("{} has the FQDN {fqdn}", server.name))
}

fn let_names_agree(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Server(id)) = node else { return Vec::new() };
    let Some(server) = design.server(id) else { return Vec::new() };
    let Some(fqdn) = server.fqdn.as_deref() else { return Vec::new() };
    let better = with_host(fqdn, &server.name);
    let mut fixes = vec![Fix::new(
        format!("Change the FQDN to {better}"),
        vec![Set::of(id, Field::Fqdn(Some(better))).into()],
    )];
    if !host(fqdn).trim().is_empty() {
        let name = host(fqdn).to_owned();
        let title = format!("Change the name to {name}");
        fixes.push(Fix::new(title, vec![Set::of(id, Field::Name(name)).into()]));
    }
    fixes
}

/// Cuts the name; where the short one is taken, its end is counted.
fn shorten(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Server(id)) = node else { return Vec::new() };
    let Some(server) = design.server(id) else { return Vec::new() };
    let cut = |length: usize| server.name.chars().take(length).collect::<String>();
    let whole = std::iter::once(cut(LONGEST_NAME));
    let counted = (1..1_000).map(|number| format!("{}-{number}", cut(LONGEST_NAME - 4)));
    let free = |name: &String| design.servers_named(name).is_empty() && !name.trim().is_empty();
    let fix = |name: String| Fix::new(format!("Shorten it to {name}"), rename(server, &name));
    whole.chain(counted).find(free).map(fix).into_iter().collect()
}
