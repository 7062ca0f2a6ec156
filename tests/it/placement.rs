//! Every role at every type of site at every version, against the catalogue's matrix.

use std::collections::BTreeMap;

use sitewright::{
    facts::{
        roles::{Life, RoleKind},
        versions::Version,
    },
    model::outline,
    rules::{self, Severity},
};

/// Role; central administration site, standalone primary site, child primary site, secondary
/// site; whether it is for the top-tier site only.
const MATRIX: &str = "
AISP   1   1   0  0   yes
CRP    1   1   1  0   no
CMGCP  0   1   1  0   no
DWSP   1   1   0  0   yes
DP     0   1   1  1   no
EPP    1   1   0  0   yes
ENR    0   1   1  0   no
EPR    0   1   1  0   no
EXC    0   1   1  0   no
FSP    0   1   1  0   no
MP     0   1   1  1   no
RSP    1   1   1  0   no
SCP    1   1   0  0   yes
SUP    1   1   1  1   no
SMP    0   1   1  1   no
PROV   1   1   1  0   no
PSS    1   1   1  0   no
DB     1   1   1  1   no
";

/// The rules of which exactly one speaks where a role may not stand.
const RULES: [&str; 4] = ["ROLE-SITETYPE", "ROLE-TOPTIER", "PROV-SEC", "PASSIVE-SEC"];

/// A hierarchy with a server under test at one type of site, in the matrix's order.
const PLACES: [&str; 4] = [
    "cas CS1\n  server SRV1: ROLE\n  primary PS1\n",
    "primary PS1\n  server SRV1: ROLE\n",
    "cas CS1\n  primary PS1\n    server SRV1: ROLE\n",
    "primary PS1\n  secondary S01\n    server SRV1: ROLE\n",
];

fn matrix() -> BTreeMap<RoleKind, ([bool; 4], bool)> {
    let row = |line: &str| {
        let words: Vec<_> = line.split_whitespace().collect();
        let kind = RoleKind::coded(words[0]).expect("a known role");
        let allowed = [1, 2, 3, 4].map(|at| words[at] == "1");
        (kind, (allowed, words[5] == "yes"))
    };
    MATRIX.trim().lines().map(row).collect()
}

#[test]
fn the_table_of_roles_is_the_matrix() {
    let matrix = matrix();
    for kind in RoleKind::all() {
        let facts = kind.facts();
        let Some((allowed, top_tier_only)) = matrix.get(&kind) else {
            let gone = matches!(facts.life, Life::Removed(_));
            let apart = matches!(kind, RoleKind::SiteServer | RoleKind::Unknown);
            assert!(apart || gone, "{} is not in it", kind.code());
            continue;
        };
        assert_eq!(facts.allowed, *allowed, "{}", kind.code());
        assert_eq!(facts.top_tier_only, *top_tier_only, "{}", kind.code());
    }
}

#[test]
fn one_rule_speaks_where_a_role_may_not_stand_and_none_where_it_may() {
    for (kind, (allowed, _)) in matrix() {
        for (place, may) in PLACES.iter().zip(allowed) {
            for version in Version::ALL {
                let said = said_of(kind, place, version);
                let name = format!("{} in {place} at {}", kind.code(), version.name());
                assert_eq!(said.len(), usize::from(!may), "{name}: {said:?}");
            }
        }
    }
}

#[test]
fn the_most_particular_rule_speaks() {
    for (kind, (allowed, top_tier_only)) in matrix() {
        let secondary = match kind {
            RoleKind::SmsProvider => "PROV-SEC",
            RoleKind::PassiveSiteServer => "PASSIVE-SEC",
            _ => "ROLE-SITETYPE",
        };
        let child = if top_tier_only { "ROLE-TOPTIER" } else { "ROLE-SITETYPE" };
        let speakers = ["ROLE-SITETYPE", "ROLE-SITETYPE", child, secondary];
        for ((place, may), speaker) in PLACES.iter().zip(allowed).zip(speakers) {
            if !may {
                let said = said_of(kind, place, Version::NEWEST);
                assert_eq!(said, [speaker], "{} in {place}", kind.code());
            }
        }
    }
}

/// Which of the rules about placement find an error on the role under test.
fn said_of(kind: RoleKind, place: &str, version: Version) -> Vec<&'static str> {
    let place = place.replace("ROLE", &kind.code().to_lowercase());
    let text = format!("plan \"Test\" version={}\n{place}", version.name());
    let design = outline::parse(&text).expect("the outline can be read");
    let server = design.servers_named("SRV1")[0];
    let role = server.roles().find(|role| role.kind == kind).expect("the role under test");
    let report = rules::check(&design);
    let found = report.on(&design, role.id.into()).into_iter();
    found
        .filter(|finding| RULES.contains(&finding.rule.id) && finding.problem().is_some())
        .inspect(|finding| assert_eq!(finding.severity, Severity::Error, "{finding:?}"))
        .map(|finding| finding.rule.id)
        .collect()
}
