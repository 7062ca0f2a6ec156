//! What the judge said: findings by site, so that looking again touches only what changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Problem, Rule, Severity, Standing, Trouble,
    engine::Book,
    house::BY_ROLE,
    waiving::{Idle, Waiving},
};
use crate::model::{Design, EntityId, NodeId, ServerId, SiteId, Trie, Waiver, reads::Reads};

/// A rule's answer pinned to a node.
#[derive(Clone)]
pub struct Finding {
    pub rule: &'static Rule,
    /// Without one, the hierarchy as a whole.
    pub on: Option<NodeId>,
    pub trouble: Trouble,
    /// At the version the design is judged for.
    pub severity: Severity,
}

/// The findings in one site: of the site rules, of each server, and of the rules that look at the
/// whole design and speak of a node of the site.
#[derive(Clone, Default)]
pub(super) struct Part {
    pub site: Judged,
    /// Those of which there is anything to say.
    pub servers: Vec<(ServerId, Judged)>,
    pub wide: Vec<Finding>,
    tally: Tally,
}

/// What rules say of something, and what they read of what lies around it.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Judged {
    pub findings: Vec<Finding>,
    pub reads: Reads,
}

impl Judged {
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty() && self.reads.is_empty()
    }
}

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub errors: u32,
    pub warnings: u32,
    pub advice: u32,
    /// Findings that the plan lives with; they count nowhere else.
    pub waived: u32,
    /// Questions that could not be answered.
    pub unknown: u32,
}

/// All that the rules say of a design.
#[derive(Clone, Default)]
pub struct Report {
    pub(super) sites: Trie<SiteId, Arc<Part>>,
    /// Those on gateways and the hierarchy as a whole.
    wide: Arc<Vec<Finding>>,
    /// Those on what lies around the sites.
    pub(super) around: Trie<EntityId, Arc<Judged>>,
    /// The sites whose parts hold findings of rules that look at the whole design.
    reached: Arc<BTreeSet<SiteId>>,
    tally: Tally,
    /// How the findings stand; nothing is waived until it was asked.
    pub(super) waiving: Waiving,
    /// The rules as the house of the design wants them, where it has one.
    pub(super) book: Option<Arc<Book>>,
}

impl Finding {
    /// The rule's id, with the role's code behind it where the rule counts once for all roles.
    pub fn id(&self, design: &Design) -> String {
        let role = match self.on {
            Some(NodeId::Role(id)) if self.rule.id == BY_ROLE => design.role(id),
            _ => None,
        };
        match role {
            Some(role) => format!("{}-{}", self.rule.id, role.kind.code()),
            None => self.rule.id.to_owned(),
        }
    }

    /// What is wrong, if anything is known to be.
    pub fn problem(&self) -> Option<&Problem> {
        match &self.trouble {
            Trouble::Broken(problem) => Some(problem),
            Trouble::Unknown(_) => None,
        }
    }

    /// Whether it is about something missing that more work cures.
    pub fn is_incomplete(&self) -> bool {
        self.problem().is_some_and(|problem| problem.missing)
    }

    /// The fact, or why it could not be checked.
    pub fn what(&self) -> &str {
        match &self.trouble {
            Trouble::Broken(problem) => &problem.what,
            Trouble::Unknown(gap) => gap.because,
        }
    }

    /// The reason: the problem's own, or the rule's.
    pub fn because(&self) -> &str {
        match &self.trouble {
            Trouble::Broken(problem) => problem.because.as_deref().unwrap_or(self.rule.why),
            Trouble::Unknown(gap) => gap.because,
        }
    }

    /// Whether it is an error that is there, not one about something missing: what bounces a drop
    /// and keeps a fix from being offered.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Error && self.problem().is_some_and(|problem| !problem.missing)
    }

    /// Which trouble it is, whatever its words say today: the rule and the place. What concerns the
    /// hierarchy as a whole is told apart by its words.
    pub fn key(&self) -> (&'static str, Option<NodeId>, &str) {
        let words = if self.on.is_none() { self.what() } else { "" };
        (self.rule.id, self.on, words)
    }
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        self.rule.id == other.rule.id
            && self.on == other.on
            && self.trouble == other.trouble
            && self.severity == other.severity
    }
}

impl std::fmt::Debug for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} on {:?}: {}", self.rule.id, self.on, self.what())
    }
}

impl Tally {
    pub(super) fn of<'a>(findings: impl Iterator<Item = &'a Finding>) -> Self {
        let mut tally = Self::default();
        for finding in findings {
            *tally.slot(finding) += 1;
        }
        tally
    }

    pub fn of_severity(&self, severity: Severity) -> u32 {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Advice => self.advice,
        }
    }

    fn slot(&mut self, finding: &Finding) -> &mut u32 {
        match (&finding.trouble, finding.severity) {
            (Trouble::Unknown(_), _) => &mut self.unknown,
            (_, Severity::Error) => &mut self.errors,
            (_, Severity::Warning) => &mut self.warnings,
            (_, Severity::Advice) => &mut self.advice,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            advice: self.advice + other.advice,
            waived: self.waived + other.waived,
            unknown: self.unknown + other.unknown,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            errors: self.errors - other.errors,
            warnings: self.warnings - other.warnings,
            advice: self.advice - other.advice,
            waived: self.waived - other.waived,
            unknown: self.unknown - other.unknown,
        }
    }
}

impl Part {
    pub fn new(site: Judged, servers: Vec<(ServerId, Judged)>, wide: Vec<Finding>) -> Self {
        let mut part = Self { site, servers, wide, tally: Tally::default() };
        part.tally = Tally::of(part.findings());
        part
    }

    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let servers = self.servers.iter().flat_map(|(_, server)| &server.findings);
        self.site.findings.iter().chain(servers).chain(&self.wide)
    }

    pub fn is_empty(&self) -> bool {
        self.site.is_empty() && self.servers.is_empty() && self.wide.is_empty()
    }
}

impl Report {
    /// Without findings yet, for a design whose house has a book of its own.
    pub(super) fn of(book: Option<Arc<Book>>) -> Self {
        Self { book, ..Self::default() }
    }

    pub fn tally(&self) -> Tally {
        let covered = self.waiving.covered();
        let waived = covered.errors + covered.warnings + covered.advice;
        Tally { waived, ..self.tally.minus(covered) }
    }

    /// Lets findings stand as the waivers of a plan say. A report that was looked at again knows
    /// of none until this is asked.
    pub fn waive(&mut self, design: &Design, waivers: &Arc<Vec<Waiver>>) {
        self.waiving = Waiving::of(design, self, waivers);
    }

    /// How a finding of this report stands.
    pub fn standing(&self, finding: &Finding) -> Standing<'_> {
        self.waiving.standing(finding)
    }

    pub fn is_waived(&self, finding: &Finding) -> bool {
        self.standing(finding).waiver().is_some()
    }

    /// Whether something is known to be wrong that the plan does not live with.
    pub fn is_open(&self, finding: &Finding) -> bool {
        finding.problem().is_some() && !self.is_waived(finding)
    }

    /// The waivers that are about nothing any longer, and why.
    pub fn idle_waivers(&self) -> impl Iterator<Item = (&Waiver, Idle)> {
        self.waiving.idle()
    }

    /// The nodes whose findings are waived in one of both only.
    pub fn nodes_waived_unlike(&self, other: &Self) -> BTreeSet<NodeId> {
        self.waiving.unlike(&other.waiving)
    }

    /// The findings in a site, its servers and its roles, in no order that means anything.
    pub fn in_site(&self, site: SiteId) -> impl Iterator<Item = &Finding> {
        self.sites.get(site).into_iter().flat_map(|part| part.findings())
    }

    /// Whether both reports hold the very same findings for a site, told by their memory.
    pub fn shares_site(&self, other: &Self, site: SiteId) -> bool {
        match (self.sites.get(site), other.sites.get(site)) {
            (Some(left), Some(right)) => Arc::ptr_eq(left, right),
            (None, None) => true,
            _ => false,
        }
    }

    /// The findings about gateways and the hierarchy as a whole.
    pub fn wide(&self) -> &[Finding] {
        &self.wide
    }

    /// The findings on an entity.
    pub fn about(&self, entity: EntityId) -> impl Iterator<Item = &Finding> {
        self.around.get(entity).into_iter().flat_map(|about| &about.findings)
    }

    /// The findings on one node itself.
    pub fn on(&self, design: &Design, node: NodeId) -> Vec<&Finding> {
        if let NodeId::Entity(id) = node {
            return self.about(id).collect();
        }
        let site = design.site_of(node).into_iter().flat_map(|site| self.in_site(site));
        site.chain(self.wide.iter()).filter(|finding| finding.on == Some(node)).collect()
    }

    /// The findings on a node and on all that stands in it, child sites left out.
    pub fn within(&self, design: &Design, node: NodeId) -> Vec<&Finding> {
        let server = match node {
            NodeId::Server(id) => Some(id),
            _ => None,
        };
        let inside = |finding: &&Finding| {
            finding.on == Some(node)
                || matches!(node, NodeId::Site(_))
                || server.is_some() && finding.on.and_then(|on| design.server_of(on)) == server
        };
        match design.site_of(node) {
            Some(site) => self.in_site(site).filter(inside).collect(),
            None => self.on(design, node),
        }
    }

    /// Everything, sorted by severity, rule and place: what lists and exports show. Costs the
    /// whole plan; never called for a frame or a hover.
    pub fn sorted(&self, design: &Design) -> Vec<&Finding> {
        let mut order = BTreeMap::new();
        let mut found: Vec<(usize, &Finding)> =
            self.wide.iter().map(|finding| (0, finding)).collect();
        let around = design.entities().flat_map(|entity| self.about(entity.id));
        found.extend(around.map(|finding| (0, finding)));
        let sites = design.sites().enumerate();
        for (at, site) in sites.filter(|(_, site)| self.in_site(site.id).next().is_some()) {
            for (place, server) in site.servers.iter().enumerate() {
                order.insert(NodeId::from(server.id), place * 1_000 + 1);
                for (rank, role) in server.roles.iter().enumerate() {
                    order.insert(role.id.into(), place * 1_000 + rank + 2);
                }
            }
            found.extend(self.in_site(site.id).map(|finding| (at + 1, finding)));
        }
        let place =
            |finding: &Finding| finding.on.and_then(|on| order.get(&on)).copied().unwrap_or(0);
        found.sort_by(|(left_site, left), (right_site, right)| {
            let open = |finding: &Finding| finding.problem().is_none();
            (open(left), left.severity, left.rule.id, left_site, place(left)).cmp(&(
                open(right),
                right.severity,
                right.rule.id,
                right_site,
                place(right),
            ))
        });
        found.into_iter().map(|(_, finding)| finding).collect()
    }

    pub(super) fn set_part(&mut self, site: SiteId, part: Part) {
        let old = self.sites.get(site).map(|part| part.tally).unwrap_or_default();
        self.tally = self.tally.minus(old).plus(part.tally);
        match part.is_empty() {
            true => self.sites.remove(site),
            false => self.sites.insert(site, Arc::new(part)),
        }
    }

    pub(super) fn set_about(&mut self, entity: EntityId, about: Judged) {
        if self.around.get(entity).is_some_and(|known| **known == about) {
            return;
        }
        let before = Tally::of(self.about(entity));
        self.tally = self.tally.minus(before).plus(Tally::of(about.findings.iter()));
        match about.is_empty() {
            true => self.around.remove(entity),
            false => self.around.insert(entity, Arc::new(about)),
        }
    }

    /// Puts what rules say of the whole design where it belongs: to the site on whose node it is,
    /// so that one look at a site sees all of it, or to the hierarchy.
    pub(super) fn set_wide(&mut self, design: &Design, wide: Vec<Finding>) {
        let mut by_site = BTreeMap::<SiteId, Vec<Finding>>::new();
        let mut rest = Vec::new();
        for finding in wide {
            match finding.on.and_then(|on| design.site_of(on)) {
                Some(site) => by_site.entry(site).or_default().push(finding),
                None => rest.push(finding),
            }
        }
        let before = self.reached.clone();
        let reached: BTreeSet<_> = by_site.keys().copied().collect();
        for site in before.union(&reached) {
            let now = by_site.remove(site).unwrap_or_default();
            let part = self.sites.get(*site).cloned().unwrap_or_default();
            if part.wide != now {
                self.set_part(*site, Part::new(part.site.clone(), part.servers.clone(), now));
            }
        }
        if before.as_ref() != &reached {
            self.reached = Arc::new(reached);
        }
        self.tally = self.tally.minus(Tally::of(self.wide.iter())).plus(Tally::of(rest.iter()));
        if *self.wide != rest {
            self.wide = Arc::new(rest);
        }
    }

    /// The findings of one in sites and on entities that are not the very same in both, and those
    /// about the whole.
    pub fn unlike<'a>(&'a self, other: &Self) -> Vec<&'a Finding> {
        let sites = self.sites.unlike(&other.sites, Arc::ptr_eq);
        let entities = self.around.unlike(&other.around, Arc::ptr_eq);
        let in_sites = sites.into_iter().flat_map(|site| self.in_site(site));
        let about = entities.into_iter().flat_map(|entity| self.about(entity));
        in_sites.chain(about).chain(self.wide()).collect()
    }

    /// The sites whose findings are not the very same in both.
    pub fn sites_unlike(&self, other: &Self) -> Vec<SiteId> {
        self.sites.unlike(&other.sites, Arc::ptr_eq)
    }
}
