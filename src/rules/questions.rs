//! What the plan would have to say, as questions by who can answer them, and what is assumed
//! until somebody does.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use super::{Finding, Gap, Report, engine::silent};
use crate::{
    commands::name_of,
    facts::said::{Fact, Who},
    model::{Design, NodeId, Value},
};

/// Something that nobody has said yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub who: Who,
    /// What the plan does not say, as a sentence.
    pub because: &'static str,
    /// Where the answer goes.
    pub fact: Option<Fact>,
    /// The rules that wait for it, in the catalogue's order of ids.
    pub rules: Vec<&'static str>,
    /// The nodes that it is asked of; none where it concerns the hierarchy.
    pub nodes: Vec<NodeId>,
}

/// Something that is taken to be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    pub fact: Fact,
    /// As an outline spells it.
    pub value: &'static str,
    /// Of so many nodes.
    pub count: usize,
}

/// All that is open, by who can answer; for each, what most rules wait for comes first. Costs the
/// whole plan.
pub fn questions(design: &Design, report: &Report) -> Vec<Question> {
    let mut asked = BTreeSet::new();
    let mut open = BTreeMap::<(Who, &'static str), Question>::new();
    let mut ask = |rule: &'static str, gap: Gap, on: Option<NodeId>| {
        let question = open.entry((gap.who, gap.because)).or_insert_with(|| Question {
            who: gap.who,
            because: gap.because,
            fact: gap.fact,
            rules: Vec::new(),
            nodes: Vec::new(),
        });
        if !question.rules.contains(&rule) {
            question.rules.push(rule);
        }
        // Several rules may ask the same of a node; in a large plan there are very many nodes.
        if let Some(on) = on.filter(|on| asked.insert((gap.because, *on))) {
            question.nodes.push(on);
        }
    };
    for finding in report.sorted(design) {
        if let Some(gap) = gap(finding) {
            ask(finding.rule.id, gap, finding.on);
        }
    }
    for (rule, gap) in silent(design) {
        ask(rule.id, gap, None);
    }
    let mut questions: Vec<_> = open.into_values().collect();
    questions.sort_by_key(|it| (it.who, std::cmp::Reverse(it.rules.len()), it.because));
    questions
}

fn gap(finding: &Finding) -> Option<Gap> {
    match &finding.trouble {
        super::Trouble::Unknown(gap) => Some(*gap),
        super::Trouble::Broken(_) => None,
    }
}

/// What is assumed of the plan's nodes, in the table's order. Costs the whole plan.
pub fn assumptions(design: &Design) -> Vec<Assumption> {
    let mut counts = BTreeMap::<Fact, usize>::new();
    let mut count = |node: Option<NodeId>, said: &crate::model::Said| {
        let Some(on) = design.kind_of(node) else { return };
        let open = Fact::all().filter(|fact| fact.row().assumed.is_some() && fact.fits(on));
        for fact in open.filter(|fact| !said.has(*fact)) {
            *counts.entry(fact).or_default() += 1;
        }
    };
    count(None, &design.head().said);
    for site in design.sites() {
        count(Some(site.id.into()), &site.said);
        for server in site.servers() {
            count(Some(server.id.into()), &server.said);
            for role in server.roles() {
                count(Some(role.id.into()), &role.said);
            }
        }
    }
    for gateway in design.gateways() {
        count(Some(gateway.id.into()), &gateway.said);
    }
    for entity in design.entities() {
        count(Some(entity.id.into()), &entity.said);
    }
    let assumed = |fact: Fact| {
        let value = fact.row().assumed?;
        Some(Assumption { fact, value, count: *counts.get(&fact)? })
    };
    Fact::all().filter_map(assumed).collect()
}

/// As many places are named behind a question.
const NAMED: usize = 8;

/// Questions and assumptions as plain text, for a mail.
pub fn as_text(design: &Design, questions: &[Question], assumptions: &[Assumption]) -> String {
    let mut text = String::new();
    for who in Who::ALL {
        let mut asked = questions.iter().filter(|it| it.who == who).peekable();
        if asked.peek().is_some() {
            // A String takes all that is written to it.
            _ = writeln!(text, "{}{}", if text.is_empty() { "" } else { "\n" }, who.title());
        }
        for question in asked {
            _ = writeln!(text, "- {}{}", question.because, places(design, &question.nodes));
        }
    }
    if !assumptions.is_empty() {
        _ = writeln!(text, "\nAssumed until somebody says otherwise");
    }
    for assumption in assumptions {
        let value = Value::read(assumption.fact, assumption.value);
        let value = value.map(|value| value.shown(assumption.fact)).unwrap_or_default();
        _ = writeln!(text, "- {}: {value}", assumption.fact.row().title);
    }
    text
}

/// " (CM-MP-01, CM-MP-02 and 3 more)".
pub fn places(design: &Design, nodes: &[NodeId]) -> String {
    if nodes.is_empty() {
        return String::new();
    }
    let names: Vec<_> = nodes.iter().take(NAMED).map(|node| name_of(design, *node)).collect();
    match nodes.len().saturating_sub(NAMED) {
        0 => format!(" ({})", names.join(", ")),
        more => format!(" ({} and {more} more)", names.join(", ")),
    }
}
