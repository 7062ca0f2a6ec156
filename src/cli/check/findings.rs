//! What a check found, in the words and the order of the contract.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;

use crate::{
    model::{Design, Ids, NodeId, RoleId, ServerId, Waiver},
    rules::{self, Finding, Report, Rule, Severity, Standing, house, waiving::Idle},
};

/// The contract's shape; fields in its order.
#[derive(Serialize)]
pub struct Findings {
    pub schema: &'static str,
    pub plan: String,
    pub target: &'static str,
    /// What house rules changed, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house: Option<Housed>,
    pub summary: Summary,
    #[serde(rename = "findings")]
    pub rows: Vec<Row>,
    pub not_checked: Vec<NotChecked>,
    /// Waivers that are about nothing any longer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub idle_waivers: Vec<IdleWaiver>,
}

/// Who spoke, where, and what is not as the documentation has it.
#[derive(Serialize)]
pub struct Housed {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub files: Vec<String>,
    pub changed: Vec<Changed>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub practice: BTreeMap<&'static str, u32>,
    /// All of it in words.
    #[serde(skip)]
    pub said: String,
}

#[derive(Serialize)]
pub struct Changed {
    pub rule: String,
    pub from: &'static str,
    pub to: &'static str,
    #[serde(skip)]
    pub level: Option<Severity>,
}

#[derive(Default, Serialize)]
pub struct Summary {
    pub error: u32,
    pub warning: u32,
    pub advice: u32,
    pub waived: u32,
}

#[derive(Serialize)]
pub struct Row {
    pub rule: String,
    pub severity: &'static str,
    pub subject: Subject,
    pub message: String,
    pub because: String,
    pub fixes: Vec<String>,
    pub source: &'static str,
    pub waived: Option<Waived>,
    /// Why a waiver that it had covers it no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lapsed: Option<String>,
    #[serde(skip)]
    pub level: Severity,
    /// The rule whose id, or the beginning of it, `rule` is.
    #[serde(skip)]
    pub of: &'static Rule,
}

/// That the plan lives with a finding, and why.
#[derive(Serialize)]
pub struct Waived {
    pub reason: String,
    pub owner: String,
    pub review_by: String,
}

#[derive(Serialize)]
pub struct IdleWaiver {
    pub rule: String,
    /// What the finding said.
    pub message: String,
    pub because: &'static str,
    #[serde(flatten)]
    pub waived: Waived,
}

#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Subject {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}

#[derive(Serialize)]
pub struct NotChecked {
    pub rule: String,
    pub because: String,
    pub subjects: Vec<Subject>,
    #[serde(skip)]
    pub of: &'static Rule,
}

impl Findings {
    pub fn of(design: &Design, waivers: &Arc<Vec<Waiver>>, plan: String) -> Self {
        let (mut report, silent) = rules::engine::check_and_silent(design);
        report.waive(design, waivers);
        let names = Names::of(design, &report);
        let mut ids = Ids::counted();
        let tally = report.tally();
        let mut findings = Vec::new();
        let mut open = BTreeMap::<(String, String), NotChecked>::new();
        for finding in report.sorted(design) {
            let subject = names.subject(finding.on);
            if finding.problem().is_some() {
                findings.push(Row::of((design, &report), finding, subject, &mut ids));
            } else {
                let (rule, because) = (finding.id(design), finding.because().to_owned());
                let key = (rule.clone(), because.clone());
                let open = open.entry(key).or_insert_with(|| NotChecked {
                    rule,
                    because,
                    subjects: Vec::new(),
                    of: finding.rule,
                });
                open.subjects.push(subject);
            }
        }
        // Questions that a large plan answers nowhere have no findings of their own.
        let silent = silent.into_iter().map(|(rule, gap)| NotChecked {
            rule: rule.id.to_owned(),
            because: gap.because.to_owned(),
            subjects: vec![names.subject(None)],
            of: rule,
        });
        for row in silent {
            open.entry((row.rule.clone(), row.because.clone())).or_insert(row);
        }
        findings.sort_by(|left, right| {
            (left.level, &left.rule, &left.subject).cmp(&(right.level, &right.rule, &right.subject))
        });
        let not_checked = open.into_values().map(|mut row| {
            row.subjects.sort();
            row
        });
        Self {
            schema: "sitewright-findings/1",
            plan,
            target: design.target().name(),
            house: Housed::of(design),
            summary: Summary {
                error: tally.errors,
                warning: tally.warnings,
                advice: tally.advice,
                waived: tally.waived,
            },
            rows: findings,
            not_checked: not_checked.collect(),
            idle_waivers: report.idle_waivers().map(IdleWaiver::of).collect(),
        }
    }

    /// Of those that the plan does not live with.
    pub fn worst(&self) -> Option<Severity> {
        let open = self.rows.iter().filter(|row| row.waived.is_none());
        open.map(|row| row.level).min()
    }

    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl Housed {
    fn of(design: &Design) -> Option<Self> {
        let said = house::sentences(design)?;
        let house = &design.head().house;
        let changed = house::changes(design).into_iter().map(|change| Changed {
            rule: change.id,
            from: change.was.word(),
            to: change.is.map_or("off", Severity::word),
            level: change.is,
        });
        let limits = house.limits.iter().map(|(practice, most)| (practice.key(), *most));
        Some(Self {
            name: (!house.name.is_empty()).then(|| house.name.clone()),
            files: house.files.clone(),
            changed: changed.collect(),
            practice: limits.collect(),
            said,
        })
    }
}

impl Row {
    fn of(
        (design, report): (&Design, &Report),
        finding: &Finding,
        subject: Subject,
        ids: &mut Ids,
    ) -> Self {
        let fixes = rules::cures(finding, design, report, ids);
        let standing = report.standing(finding);
        let lapsed = match standing {
            Standing::Lapsed(waiver, lapse) => Some(lapse.words(waiver, finding)),
            _ => None,
        };
        Self {
            rule: finding.id(design),
            severity: finding.severity.word(),
            subject,
            message: finding.what().to_owned(),
            because: finding.because().to_owned(),
            fixes: fixes.into_iter().map(|fix| fix.title).collect(),
            source: finding.rule.sources.first().map_or("", |source| source.page),
            waived: standing.waiver().map(Waived::of),
            lapsed,
            level: finding.severity,
            of: finding.rule,
        }
    }
}

impl Waived {
    fn of(waiver: &Waiver) -> Self {
        Self {
            reason: waiver.reason.clone(),
            owner: waiver.owner.clone(),
            review_by: waiver.review_by.to_string(),
        }
    }
}

impl IdleWaiver {
    fn of((waiver, idle): (&Waiver, Idle)) -> Self {
        Self {
            rule: waiver.rule.clone(),
            message: waiver.said.clone(),
            because: idle.words(),
            waived: Waived::of(waiver),
        }
    }
}

/// What servers and roles are called in the sites with findings, looked up once: a site may hold
/// very many.
struct Names<'a> {
    design: &'a Design,
    servers: BTreeMap<ServerId, &'a str>,
    roles: BTreeMap<RoleId, &'a str>,
}

impl<'a> Names<'a> {
    fn of(design: &'a Design, report: &Report) -> Self {
        let asked = || design.sites().filter(|site| report.in_site(site.id).next().is_some());
        let servers = || asked().flat_map(|site| &site.site().servers);
        let roles = servers().flat_map(|server| &server.roles);
        Self {
            design,
            servers: servers().map(|server| (server.id, server.full_name())).collect(),
            roles: roles
                .map(|role| (role.id, role.own_name().unwrap_or(role.kind.code())))
                .collect(),
        }
    }

    fn subject(&self, on: Option<NodeId>) -> Subject {
        let design = self.design;
        let entity = |name: String| Subject { entity: Some(name), ..Subject::default() };
        let known = |name: &&str| (*name).to_owned();
        match on {
            None => entity("hierarchy".to_owned()),
            Some(NodeId::Gateway(id)) => {
                entity(design.gateway(id).map(|it| it.name.clone()).unwrap_or_default())
            }
            Some(node) => Subject {
                site: design.site_of(node).and_then(|id| Some(design.site(id)?.code.clone())),
                server: design.server_of(node).and_then(|id| self.servers.get(&id)).map(known),
                role: match node {
                    NodeId::Role(id) => self.roles.get(&id).map(known),
                    _ => None,
                },
                entity: None,
            },
        }
    }
}
