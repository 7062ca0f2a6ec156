//! The first format of a plan: plain structs as they stand in the file, in its order.
//!
//! Facts that are not known are left out. What another Sitewright does not know would be lost when
//! it saves, so members that are not named here are refused.

mod read;
mod spots;
mod words;
mod write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use read::read;
pub use spots::Spots;
pub use words::{ChoiceWord, CommunicationWord, KindWord, RoleWord, SystemWord, VersionWord};
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
    pub plan: Head,
    pub design: Hierarchy,
    /// Steps that lead away from the design; none yet.
    #[serde(default)]
    #[schemars(length(max = 0))]
    pub steps: Vec<serde_json::Value>,
    /// Where boxes stand, by id; what is left out is placed when the plan is opened.
    #[serde(default)]
    pub positions: Spots,
}

/// What is said of the plan as a whole.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The product version that the plan is judged for; without one, the newest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<VersionWord>,
    /// The day on which the plan is looked at, as in 2026-11-23.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hierarchy {
    /// Parents before their children, siblings in the order in which they are shown.
    pub sites: Vec<Site>,
    /// Cloud management gateways.
    #[serde(default)]
    pub gateways: Vec<Gateway>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Never changes: "site-" and up to 12 of a-z, 0-9 and -.
    pub id: String,
    pub kind: KindWord,
    /// The site code.
    pub code: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The id of the site above; none at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devices: Option<u32>,
    /// Devices that come through a cloud management gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_devices: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub communication: Option<CommunicationWord>,
    #[serde(default)]
    pub servers: Vec<Server>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Never changes: "srv-" and up to 12 of a-z, 0-9 and -.
    pub id: String,
    /// The computer's name, without its domain.
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fqdn: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub os: Option<SystemWord>,
    #[serde(default)]
    pub roles: Vec<Role>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Never changes: "role-" and up to 12 of a-z, 0-9 and -.
    pub id: String,
    pub kind: RoleWord,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ChoiceWord>,
    /// The ids of the distribution points from which it pulls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// The id of the site that it serves, where that is not its server's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serves: Option<String>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Never changes: "cmg-" and up to 12 of a-z, 0-9 and -.
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The id of the site at which it was created; without one, the top-tier site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
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
