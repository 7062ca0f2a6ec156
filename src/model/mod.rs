//! What a design is: sites, servers, roles and gateways, and the links between them.

mod design;
pub mod digest;
mod edit;
mod entities;
mod few;
mod fill;
mod graph;
mod house;
pub mod ids;
pub mod nodes;
pub mod outline;
pub mod reads;
pub mod refs;
pub mod said;
mod sorted;
mod trie;
mod waiver;

pub use design::Design;
pub use house::House;
pub use ids::{EntityId, GatewayId, Id, Ids, NodeId, RoleId, ServerId, SiteId};
pub use nodes::{Date, Entity, Gateway, Head, Role, Server, Site};
pub use refs::{RoleRef, ServerRef, SiteRef};
pub use said::{Said, Value, release};
pub use trie::{Key, Trie};
pub use waiver::Waiver;
