//! The only judge of a design. A rule is one array element in one place: words, severity by
//! version, sources, examples, check and fixes.

mod additions;
mod again;
mod ask;
pub mod catalogue;
mod cures;
mod dirty;
pub mod engine;
mod fingerprint;
mod fixes;
mod gaps;
pub mod house;
pub mod questions;
mod rehanging;
pub mod report;
mod saying;
mod sql_hosts;
mod trusts;
pub mod waiving;
mod zones;

mod anonymous_access;
mod availability;
mod availability_groups;
mod between_sites;
mod boundaries;
mod capacity;
mod circles;
mod client_policy;
mod cloud;
mod collations;
mod communication;
mod computer_names;
mod content;
mod content_library;
mod content_options;
mod content_places;
mod data_warehouse;
mod databases;
mod device_kinds;
mod distributed_views;
mod distribution;
mod domains;
mod endpoint_protection;
mod enrollment;
mod exchange;
mod expansion;
mod extent;
mod failover_clusters;
mod fallback;
mod firewalls;
mod folders;
mod forests;
mod gateway_capacity;
mod gateway_limits;
mod gateways;
mod hardware;
pub mod headroom;
mod hierarchy;
mod installed;
mod instances;
mod internet_points;
pub mod machine;
mod management_points;
mod membership;
mod moves;
mod naming;
mod networks;
mod placement;
mod providers;
mod pull;
mod pull_load;
mod pull_sources;
mod replicas;
mod reporting;
mod retired;
mod separation;
mod servers;
mod service_connection;
mod sites;
mod smsweb;
mod software;
mod software_updates;
mod sql_accounts;
mod sql_versions;
mod standby;
mod state_migration;
mod systems;
mod untrusted;
mod update_databases;
mod update_services;
mod used_codes;
mod versions;
mod volumes;
mod words;

use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

pub use crate::facts::{
    severity::Severity,
    sources::{Says, Source, derived, observed, ours, read},
};
pub use ask::{Ask, need, worst};
pub use cures::cures;
pub use engine::{check, recheck};
pub use fingerprint::fingerprint;
pub use gaps::asks;
pub use report::{Finding, Report};
pub use waiving::Standing;

use crate::{
    commands::Command,
    facts::{
        roles::RoleKind,
        said::{EntityKind, Fact, Who},
        versions::Version,
    },
    model::{Design, Entity, Gateway, Ids, NodeId, RoleRef, ServerRef, SiteRef},
};

pub struct Rule {
    /// Given once, never changed, never reused: plans, waivers and scripts hold on to it.
    pub id: &'static str,
    /// By product version, oldest first: several rules are a warning before they are an error.
    pub levels: &'static [(Version, Severity)],
    /// What must hold, as one sentence.
    pub title: &'static str,
    /// What goes wrong otherwise.
    pub why: &'static str,
    /// The pages that say so, each with the date it was read; the first one is cited.
    pub sources: &'static [Source],
    /// The smallest outline that breaks the rule, once.
    pub bad: Example,
    /// The same outline, put right; where there are fixes, exactly what the first one makes.
    pub good: Example,
    pub check: Check,
    pub fixes: Fixes,
}

/// An outline that shows a rule.
#[derive(Clone, Copy)]
pub enum Example {
    Text(&'static str),
    /// Where five thousand lines would not fit a literal.
    Made(fn() -> String),
}

/// The cures that a rule offers.
#[derive(Clone, Copy)]
pub enum Fixes {
    /// Zero or more; the first one makes the good example of the bad one.
    Offer(Offer),
    /// Why no button can help.
    None(&'static str),
}

/// Cures for the finding on a node, in the design in which it was found.
pub type Offer = fn(&Design, Option<NodeId>, &mut Ids) -> Vec<Fix>;

/// What a rule looks at, and how. Each may read only what its line says; the engine asks it again
/// when that changed, and only then. What rules read of entities and of the head comes on top: the
/// design notes it.
#[derive(Clone, Copy)]
pub enum Check {
    /// Its server with all roles, and the boxes that draw the same computer; the kind, code,
    /// communication and devices of its site, and whether that has a parent; the roles that it
    /// names as sources, and theirs in turn.
    Role(RoleKind, fn(RoleRef<'_>) -> Verdict),
    /// The same, for roles of every kind.
    AnyRole(fn(RoleRef<'_>) -> Verdict),
    /// The same as a role.
    Server(fn(ServerRef<'_>) -> Verdict),
    /// All of its own site; roles that other sites lend it; the digests of parent and children;
    /// sites with the same code; the gateways.
    Site(fn(SiteRef<'_>) -> Verdict),
    /// The same, but may speak about several nodes of the site: each trouble says where.
    Nodes(fn(SiteRef<'_>) -> Vec<(NodeId, Trouble)>),
    /// A gateway, and what a design rule may read.
    Gateway(fn(&Design, &Gateway) -> Verdict),
    /// An entity of one kind, the other entities and the head; of a boundary group also its members
    /// with all that a role may read.
    Entity(EntityKind, fn(&Design, &Entity) -> Verdict),
    /// The head and all entities, for what one of them is beside the others. Asked once for all of
    /// them whenever one or the head changes, and only then.
    Entities(fn(&Design) -> Wide),
    /// The head, the roots, the gateways, the entities and the totals. Asked after every edit: must not walk
    /// over servers, and over sites only once something is already wrong.
    Design(fn(&Design) -> Wide),
}

/// Troubles of a design as a whole or of single nodes in it.
pub type Wide = Vec<(Option<NodeId>, Trouble)>;

/// It holds, or it does not, or nobody can tell yet.
pub type Verdict = Result<(), Trouble>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    Broken(Problem),
    /// A fact that the rule needs is not in the plan; reported as "not checked", never as fine.
    Unknown(Gap),
}

/// What the plan would have to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What it does not say, as a sentence.
    pub because: &'static str,
    /// Who can answer.
    pub who: Who,
    /// Where the answer goes.
    pub fact: Option<Fact>,
}

/// What is wrong, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The fact, without a full stop: "Management point on a central administration site".
    pub what: Cow<'static, str>,
    /// In place of the rule's own reason, where the case has a better one; a sentence.
    pub because: Option<Cow<'static, str>>,
    /// Something is missing that more work cures: never bounces a drop.
    pub missing: bool,
    /// Where the case weighs less than the rule, how much.
    pub severity: Option<Severity>,
}

/// A titled list of commands that helps; run as one step of history.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// As a button says it.
    pub title: String,
    pub commands: Vec<Command>,
}

impl Fix {
    pub fn new(title: impl Into<String>, commands: Vec<Command>) -> Self {
        Self { title: title.into(), commands }
    }
}

/// The heart of most checks.
pub fn must<T: Into<Cow<'static, str>>>(hold: bool, otherwise: impl FnOnce() -> T) -> Verdict {
    if hold { Ok(()) } else { Err(broken(otherwise())) }
}

/// The same for checks that look for something missing.
pub fn must_have<T: Into<Cow<'static, str>>>(hold: bool, otherwise: impl FnOnce() -> T) -> Verdict {
    if hold { Ok(()) } else { Err(missing(otherwise())) }
}

/// A trouble whose reason is the rule's own.
pub fn broken(what: impl Into<Cow<'static, str>>) -> Trouble {
    Trouble::Broken(Problem { what: what.into(), because: None, missing: false, severity: None })
}

/// A trouble with a reason of its own.
pub fn broken_because(
    what: impl Into<Cow<'static, str>>,
    because: impl Into<Cow<'static, str>>,
) -> Trouble {
    Trouble::Broken(Problem {
        what: what.into(),
        because: Some(because.into()),
        missing: false,
        severity: None,
    })
}

/// A trouble with something that is not there yet and that more work brings: a partner role, a
/// source, a site server. What introduces only such troubles lands, drawn dashed.
pub fn missing(what: impl Into<Cow<'static, str>>) -> Trouble {
    Trouble::Broken(Problem { what: what.into(), because: None, missing: true, severity: None })
}

/// Something missing, with a reason of its own.
pub fn missing_because(
    what: impl Into<Cow<'static, str>>,
    because: impl Into<Cow<'static, str>>,
) -> Trouble {
    Trouble::Broken(Problem {
        what: what.into(),
        because: Some(because.into()),
        missing: true,
        severity: None,
    })
}

/// Nobody can tell, for this reason.
pub fn unknown(who: Who, because: &'static str) -> Trouble {
    Trouble::Unknown(Gap { because, who, fact: None })
}

/// What every plan has a place for, or "not checked" because the plan does not say it; the owner of
/// the hierarchy can answer.
pub fn known<T>(fact: Option<T>, because: &'static str) -> Result<T, Trouble> {
    known_by(Who::Owner, fact, because)
}

/// The same, where somebody else can answer.
pub fn known_by<T>(who: Who, fact: Option<T>, because: &'static str) -> Result<T, Trouble> {
    fact.ok_or_else(|| unknown(who, because))
}

impl Trouble {
    /// The same trouble where it is less grave than the rule's severity says.
    #[must_use]
    pub fn only(mut self, severity: Severity) -> Self {
        if let Self::Broken(problem) = &mut self {
            problem.severity = Some(severity);
        }
        self
    }
}

impl Rule {
    /// How bad breaking it is at a product version; none where it does not apply yet.
    pub fn severity(&self, target: Version) -> Option<Severity> {
        let reached = self.levels.iter().rev().find(|(from, _)| *from <= target);
        reached.map(|(_, severity)| *severity)
    }
}

impl Example {
    pub fn text(&self) -> Cow<'static, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Made(make) => Cow::Owned(make()),
        }
    }
}

/// Every version, one severity.
pub const ERROR: &[(Version, Severity)] = &[(Version::OLDEST, Severity::Error)];
pub const WARNING: &[(Version, Severity)] = &[(Version::OLDEST, Severity::Warning)];
pub const ADVICE: &[(Version, Severity)] = &[(Version::OLDEST, Severity::Advice)];

/// The topics; each keeps together what belongs together.
const TOPICS: &[&[Rule]] = &[
    hierarchy::RULES,
    extent::RULES,
    naming::RULES,
    sites::RULES,
    boundaries::RULES,
    servers::RULES,
    systems::RULES,
    computer_names::RULES,
    membership::RULES,
    untrusted::RULES,
    networks::RULES,
    volumes::RULES,
    software::RULES,
    separation::RULES,
    hardware::RULES,
    placement::RULES,
    moves::RULES,
    service_connection::RULES,
    endpoint_protection::RULES,
    data_warehouse::RULES,
    reporting::RULES,
    management_points::RULES,
    replicas::RULES,
    internet_points::RULES,
    client_policy::RULES,
    content::RULES,
    content_places::RULES,
    pull::RULES,
    pull_sources::RULES,
    pull_load::RULES,
    content_options::RULES,
    distribution::RULES,
    software_updates::RULES,
    update_services::RULES,
    update_databases::RULES,
    state_migration::RULES,
    fallback::RULES,
    enrollment::RULES,
    retired::RULES,
    exchange::RULES,
    gateways::RULES,
    gateway_capacity::RULES,
    cloud::RULES,
    gateway_limits::RULES,
    providers::RULES,
    distributed_views::PROVIDERS,
    sql_versions::RULES,
    instances::RULES,
    collations::RULES,
    sql_accounts::RULES,
    availability_groups::RULES,
    failover_clusters::RULES,
    distributed_views::RULES,
    availability::RULES,
    capacity::RULES,
    smsweb::RULES,
    standby::RULES,
    installed::RULES,
    expansion::RULES,
    versions::RULES,
    content_library::RULES,
    domains::RULES,
    firewalls::RULES,
    device_kinds::RULES,
    used_codes::RULES,
    folders::RULES,
    communication::RULES,
    between_sites::RULES,
    anonymous_access::RULES,
    collations::ADDED,
    distributed_views::ADDED,
    availability_groups::ADDED,
];

/// Every rule, in the catalogue's order.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
        let places: BTreeMap<_, _> = catalogue::ids().zip(0_usize..).collect();
        let mut rules: Vec<_> = TOPICS.iter().copied().flatten().collect();
        rules.sort_by_key(|rule| places.get(rule.id).copied().unwrap_or(usize::MAX));
        rules
    });
    RULES.iter().copied()
}

pub fn by_id(id: &str) -> Option<&'static Rule> {
    all().chain([&house::LIMITS]).find(|rule| rule.id == id)
}
