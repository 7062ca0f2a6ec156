//! Distribution points that let anybody in.

use super::{Check, Example, Fixes, Rule, Source, WARNING, must, read, saying};
use crate::{
    facts::{
        choices::Choice, roles::RoleKind::DistributionPoint, said::roles::ANONYMOUS,
        sites::Communication,
    },
    model::Value,
};

const ENHANCED_HTTP: Source = read("core/plan-design/hierarchy/enhanced-http", "2026-11-25");

pub const RULES: &[Rule] = &[Rule {
    id: "EHTTP-DP-ANON",
    levels: WARNING,
    title: "Distribution points of a site with enhanced HTTP turn anonymous clients away",
    why: "Clients get a token for content there; allowing anonymous connections goes against what \
          enhanced HTTP requires.",
    sources: &[ENHANCED_HTTP],
    bad: Example::Text(
        "
primary PS1 comm=ehttp
  server CM-DP-01: dp anonymous=yes
",
    ),
    good: Example::Text(
        "
primary PS1 comm=ehttp
  server CM-DP-01: dp anonymous=no
",
    ),
    check: Check::Role(DistributionPoint, |role| {
        let is_enhanced = role.site().communication == Some(Communication::EnhancedHttp);
        let asked = is_enhanced && !role.is(Choice::Https);
        must(!(asked && role.said.is(ANONYMOUS)), || {
            format!("The distribution point on {} allows anonymous clients", role.server().name)
        })
    }),
    fixes: Fixes::Offer(|_, node, _| {
        let title = "Turn anonymous clients away";
        let turn = |node| saying::fix(title, node, ANONYMOUS, Value::Flag(false));
        node.map(turn).unwrap_or_default()
    }),
}];
