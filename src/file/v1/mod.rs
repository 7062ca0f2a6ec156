//! The first format of a plan: plain structs as they stand in the file, in its order.
//!
//! Facts that are not known are left out. What another Sitewright does not know would be lost when
//! it saves, so members that are not named here are refused.

mod facts;
mod read;
mod spots;
mod waivers;
mod words;
mod write;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    facts::{
        choices::Choice,
        roles::RoleKind,
        said::EntityKind,
        sites::{Communication, SiteKind},
        systems::System,
        versions::Version,
    },
    model::{EntityId, GatewayId, NodeId, RoleId, ServerId, SiteId},
};

pub use facts::Facts;
pub use read::read;
pub use spots::Spots;
pub use words::As;
pub use write::write;

/// A plan of a Configuration Manager hierarchy.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Sitewright plan")]
pub struct File {
    /// The format of this file.
    #[schemars(range(min = 1, max = 1))]
    #[expect(dead_code, reason = "read before the rest; stands here for the schema")]
    pub format_version: u32,
    #[serde(default)]
    pub plan: Head<'static>,
    pub design: Hierarchy,
    /// Steps that lead away from the design; none yet.
    #[serde(default)]
    #[schemars(length(max = 0))]
    pub steps: Vec<serde_json::Value>,
    /// Findings that the plan lives with.
    #[serde(default)]
    pub waivers: Vec<Waiver<'static>>,
    /// Where boxes stand, by id; what is left out is placed when the plan is opened.
    #[serde(default)]
    pub positions: Spots,
}

/// What is said of the plan as a whole.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head<'a> {
    #[serde(default, skip_serializing_if = "is_empty")]
    pub title: Cow<'a, str>,
    /// The product version that the plan is judged for; without one, the newest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<As<Version>>,
    /// The day on which the plan is looked at, as in 2026-11-23.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Cow<'a, str>>,
    /// What else is said of the hierarchy as a whole.
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hierarchy {
    /// Parents before their children, siblings in the order in which they are shown.
    pub sites: Vec<Site<'static>>,
    /// Cloud management gateways.
    #[serde(default)]
    pub gateways: Vec<Gateway<'static>>,
    /// What lies around the sites: domains, network zones, boundary groups and the like.
    #[serde(default)]
    pub around: Vec<Entity<'static>>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site<'a> {
    /// Never changes: "site-" and up to 12 of a-z, 0-9 and -.
    pub id: As<SiteId>,
    pub kind: As<SiteKind>,
    /// The site code.
    pub code: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub title: Cow<'a, str>,
    /// The id of the site above; none at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<As<SiteId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devices: Option<u32>,
    /// Devices that come through a cloud management gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_devices: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub communication: Option<As<Communication>>,
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
    #[serde(default)]
    pub servers: Vec<Server<'a>>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Server<'a> {
    /// Never changes: "srv-" and up to 12 of a-z, 0-9 and -.
    pub id: As<ServerId>,
    /// The computer's name, without its domain.
    pub name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fqdn: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub title: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub os: Option<As<System>>,
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
    #[serde(default)]
    pub roles: Vec<Role>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Never changes: "role-" and up to 12 of a-z, 0-9 and -.
    pub id: As<RoleId>,
    pub kind: As<RoleKind>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<As<Choice>>,
    /// The ids of the distribution points from which it pulls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<As<RoleId>>,
    /// The id of the site that it serves, where that is not its server's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serves: Option<As<SiteId>>,
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gateway<'a> {
    /// Never changes: "cmg-" and up to 12 of a-z, 0-9 and -.
    pub id: As<GatewayId>,
    pub name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Cow<'a, str>>,
    /// The id of the site at which it was created; without one, the top-tier site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<As<SiteId>>,
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entity<'a> {
    /// Never changes: "ent-" and up to 12 of a-z, 0-9 and -.
    pub id: As<EntityId>,
    pub kind: As<EntityKind>,
    pub name: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver<'a> {
    /// The id of the rule, as `check` says it.
    #[schemars(length(min = 1))]
    pub rule: Cow<'a, str>,
    /// The id of the node that the finding is about, which may be gone; none for the hierarchy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<As<NodeId>>,
    /// What the finding said, with names taken out of it: when it says something else, it is back.
    pub facts: Cow<'a, str>,
    /// What the finding said, word for word.
    pub said: Cow<'a, str>,
    /// Why the plan can live with it; 10 characters or more.
    #[schemars(length(min = 10))]
    pub reason: Cow<'a, str>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub owner: Cow<'a, str>,
    /// The last day on which it counts, as in 2027-11-23.
    pub review_by: Cow<'a, str>,
    /// The day on which it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_on: Option<Cow<'a, str>>,
}

/// The corner of a box: a server's counts from its site's corner, a site's from its parent's.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    pub x: f32,
    pub y: f32,
    /// Whether a hand put it there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
}

fn is_empty(text: &impl AsRef<str>) -> bool {
    text.as_ref().is_empty()
}
