//! Cloud management gateways themselves.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, ask::need_parent, broken,
    expansion::is_expansion, must, read,
};
use crate::{
    commands::{Field, MoveGateway, Set},
    facts::limits::INSTANCES_PER_GATEWAY,
    model::{Design, Gateway, NodeId},
};

const HIERARCHY: Source = read("core/clients/manage/cmg/plan-hierarchy-design", "2026-11-25");
const SUPPORTED: Source = read("core/clients/manage/cmg/supported-configurations", "2026-11-25");
const SCALE: Source = read("core/plan-design/configs/size-and-scale-numbers", "2026-11-25");
const PERFORMANCE: Source = read("core/clients/manage/cmg/perf-scale", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "CMG-TOP",
        levels: WARNING,
        title: "A cloud management gateway is created at the top-tier site",
        why: "From there all primary sites can share it, each by its own CMG connection points.",
        sources: &[HIERARCHY, PERFORMANCE],
        bad: Example::Text(
            "
cas CS1
  primary PS1 comm=ehttp
    server CM-MP-01: mp cmg, cmgcp
    server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2 at=PS1
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1 comm=ehttp
    server CM-MP-01: mp cmg, cmgcp
    server CM-MP-02: mp cmg, cmgcp
cmg contoso instances=2
",
        ),
        check: Check::Gateway(stands_at_the_top),
        fixes: Fixes::Offer(|_, node, _| {
            let Some(NodeId::Gateway(gateway)) = node else { return Vec::new() };
            let command = MoveGateway { gateway, to: None };
            vec![Fix::new("Create it at the top-tier site", vec![command.into()])]
        }),
    },
    Rule {
        id: "CMG-NAME",
        levels: ERROR,
        title: "The name of a cloud management gateway is one that Azure takes",
        why: "It has 3 to 24 letters, digits and single hyphens, begins with a letter and ends \
              with a letter or digit.",
        sources: &[SUPPORTED],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso--cloud instances=2
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
cmg contoso-cloud instances=2
",
        ),
        check: Check::Gateway(|_, gateway| match flaw(&gateway.name) {
            Some(flaw) => Err(broken(format!("The gateway name {} {flaw}", gateway.name))),
            None => Ok(()),
        }),
        fixes: Fixes::Offer(|design, node, _| mend_name(design, node)),
    },
    Rule {
        id: "CMG-VM-MAX",
        levels: ERROR,
        title: "A cloud management gateway runs no more than 16 virtual machines",
        why: "For more clients, create another gateway.",
        sources: &[SCALE],
        bad: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
  server CM-DP-01: dp, cmgcp
  server CM-DP-02: dp, cmgcp
cmg contoso instances=17
",
        ),
        good: Example::Text(
            "
primary PS1 comm=ehttp
  server CM-MP-01: mp cmg, cmgcp
  server CM-MP-02: mp cmg, cmgcp
  server CM-DP-01: dp, cmgcp
  server CM-DP-02: dp, cmgcp
cmg contoso instances=16
",
        ),
        check: Check::Gateway(|_, gateway| {
            let most = INSTANCES_PER_GATEWAY.most;
            let count = gateway.instances.unwrap_or(0);
            must(count <= most, || {
                format!("{} runs {count} virtual machines; {most} are supported", gateway.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let most = INSTANCES_PER_GATEWAY.most;
            let fix = |node: NodeId| {
                let command = Set::of(node, Field::Instances(Some(most)));
                Fix::new(format!("Run {most} virtual machines"), vec![command.into()])
            };
            node.map(fix).into_iter().collect()
        }),
    },
];

/// At a site that is being expanded, CMG-EXPAND speaks.
fn stands_at_the_top(design: &Design, gateway: &Gateway) -> Verdict {
    let site = gateway.at.and_then(|at| design.site(at));
    site.map_or(Ok(()), need_parent)?;
    match site.filter(|site| !site.is_top() && !is_expansion(*site)) {
        Some(site) => Err(broken(format!(
            "{} is created at {}, a {} below the top-tier site",
            gateway.name,
            site.code,
            site.kind.facts().title
        ))),
        None => Ok(()),
    }
}

/// What keeps a name from being one of a gateway, if anything does.
fn flaw(name: &str) -> Option<String> {
    let count = name.chars().count();
    let letter_or_digit = |letter: char| letter.is_ascii_alphanumeric();
    if let Some(odd) = name.chars().find(|letter| !letter_or_digit(*letter) && *letter != '-') {
        return Some(format!("has a \u{201c}{odd}\u{201d} in it"));
    }
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return Some("does not begin with a letter".to_owned());
    }
    if !name.ends_with(letter_or_digit) {
        return Some("does not end with a letter or digit".to_owned());
    }
    if name.contains("--") {
        return Some("has two hyphens in a row".to_owned());
    }
    (!(3..=24).contains(&count)).then(|| format!("has {count} characters"))
}

/// The nearest name that has no flaw; its first part, where it is a whole address.
pub fn good_name(name: &str) -> Option<String> {
    let first = name.split('.').next().unwrap_or_default();
    let parts = first.split(|letter: char| !letter.is_ascii_alphanumeric());
    let joined = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let from_letter = joined.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic());
    let cut: String = from_letter.chars().take(24).collect();
    let good = cut.trim_end_matches('-').to_owned();
    flaw(&good).is_none().then_some(good)
}

fn mend_name(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Gateway(id)) = node else { return Vec::new() };
    let Some(gateway) = design.gateway(id) else { return Vec::new() };
    let free = |name: &String| design.gateways().iter().all(|other| other.name != *name);
    let fix = |name: String| {
        let title = format!("Name it {name}");
        Fix::new(title, vec![Set::of(id, Field::Name(name)).into()])
    };
    good_name(&gateway.name).filter(free).map(fix).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flaws_are_named() {
        for good in ["abc", "contoso-cloud", "A1b", "abcdefghijklmnopqrstuvwx"] {
            assert_eq!(flaw(good), None, "{good}");
        }
        for bad in ["ab", "abcdefghijklmnopqrstuvwxy", "1abc", "abc-", "a--b", "a_b", "caf\u{e9}"] {
            assert!(flaw(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_good_name_is_near_the_bad_one() {
        let cases = [
            ("contoso--cloud", Some("contoso-cloud")),
            ("contoso.cloudapp.net", Some("contoso")),
            ("1st gateway", Some("st-gateway")),
            ("--", None),
            ("", None),
        ];
        for (bad, good) in cases {
            assert_eq!(good_name(bad).as_deref(), good, "{bad}");
        }
    }
}
