//! The only way to change a design. A command is a value, knows forward only, and refuses only
//! what cannot be represented; whether the outcome is any good is for the rules to say.

mod add_entity;
mod add_gateway;
mod add_server;
mod add_site;
mod before;
mod move_to;
mod place_role;
mod pull_from;
mod remove;
mod say;
mod set;
mod take_in;

use std::fmt;

use crate::{
    facts::{choices::Choice, roles::RoleKind},
    model::{Design, NodeId, SiteId},
};

pub use add_entity::AddEntity;
pub use add_gateway::AddGateway;
pub use add_server::AddServer;
pub use add_site::{AddSite, Setup, setup_roles};
use before::Before;
pub use move_to::{MoveGateway, MoveRole, MoveServer, MoveSite};
pub use place_role::PlaceRole;
pub use pull_from::PullFrom;
pub use remove::{Remove, consequence};
pub use set::{Field, Set};
pub use take_in::{Arrival, TakeIn};

macro_rules! commands {
    ($($command:ident,)*) => {
        #[derive(Clone, Debug, PartialEq)]
        pub enum Command {
            $($command($command),)*
        }

        impl Command {
            /// Changes `design`, or refuses and leaves it as it was.
            pub fn apply(&self, design: &mut Design) -> Result<(), Refusal> {
                let before = self.changes().and_then(|node| Before::of(design, node));
                match self {
                    $(Self::$command(command) => command.apply(design)?,)*
                }
                if let Some(before) = before {
                    before.note(design);
                }
                Ok(())
            }

            /// What the history list calls it, said of the design before it is applied.
            pub fn label(&self, design: &Design) -> String {
                match self {
                    $(Self::$command(command) => command.label(design),)*
                }
            }
        }

        $(
            impl From<$command> for Command {
                fn from(command: $command) -> Self {
                    Self::$command(command)
                }
            }
        )*
    };
}

commands! {
    AddSite, AddServer, AddGateway, AddEntity, PlaceRole, PullFrom, Set, MoveSite, MoveServer, MoveRole,
    MoveGateway, Remove, TakeIn,
}

impl Command {
    /// The node whose earlier state may matter to rules about what is installed.
    fn changes(&self) -> Option<NodeId> {
        match self {
            Self::Set(set) => set.node,
            Self::MoveSite(it) => Some(it.site.into()),
            Self::MoveServer(it) => Some(it.server.into()),
            _ => None,
        }
    }
}

/// Why a command cannot be carried out at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A node that the command speaks of is not in the design.
    Gone(NodeId),
    /// The id for a new node is in use.
    Taken(NodeId),
    /// The server has such a role.
    AlreadyThere { role: RoleKind, server: String },
    /// A site would hang below itself.
    BelowItself(SiteId),
    /// A role cannot be set to that.
    NoSuchChoice { role: RoleKind, choice: Choice },
    /// Only distribution points pull from one another.
    NotADistributionPoint(NodeId),
    /// A distribution point would pull from itself.
    FromItself,
    /// A node has no such property.
    NoSuchField { field: &'static str },
    /// A name without a character in it, or one with a line break.
    BadName,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone(_) => write!(f, "It is no longer in the plan"),
            Self::Taken(id) => write!(f, "The id {id} is in use"),
            Self::AlreadyThere { role, server } => {
                write!(f, "{server} already has this role: {}", role.spoken())
            }
            Self::BelowItself(_) => write!(f, "A site cannot hang below itself"),
            Self::NoSuchChoice { role, choice } => {
                write!(f, "A {} has no option \u{201c}{}\u{201d}", role.spoken(), choice.word())
            }
            Self::NotADistributionPoint(_) => {
                write!(f, "Only distribution points pull content from one another")
            }
            Self::FromItself => write!(f, "A distribution point cannot pull from itself"),
            Self::NoSuchField { field } => write!(f, "There is no {field} to set here"),
            Self::BadName => write!(f, "A name needs a character, and no line break"),
        }
    }
}

/// Applies several commands as one: all of them, or none.
pub fn apply_all(commands: &[Command], design: &Design) -> Result<Design, Refusal> {
    let mut copy = design.clone();
    commands.iter().try_for_each(|command| command.apply(&mut copy))?;
    Ok(copy)
}

/// A node as a label names it: "CM-MP-01", "PS1", "the management point on CM-MP-01".
pub fn name_of(design: &Design, node: NodeId) -> String {
    match node {
        NodeId::Site(id) => design.site(id).map(|site| site.code.clone()),
        NodeId::Server(id) => design.server(id).map(|server| server.name.clone()),
        NodeId::Role(id) => {
            design.role(id).map(|role| format!("the {} on {}", role.spoken(), role.server().name))
        }
        NodeId::Gateway(id) => design.gateway(id).map(|gateway| gateway.name.clone()),
        NodeId::Entity(id) => design.entity(id).map(|entity| entity.name.clone()),
    }
    .unwrap_or_else(|| "something that is gone".to_owned())
}

fn present(design: &Design, node: impl Into<NodeId>) -> Result<(), Refusal> {
    let node = node.into();
    if design.contains(node) { Ok(()) } else { Err(Refusal::Gone(node)) }
}

fn absent(design: &Design, node: impl Into<NodeId>) -> Result<(), Refusal> {
    let node = node.into();
    if design.contains(node) { Err(Refusal::Taken(node)) } else { Ok(()) }
}

/// A name is one line with something in it.
fn good_name(name: &str) -> Result<(), Refusal> {
    let good = !name.trim().is_empty() && !name.chars().any(char::is_control);
    if good { Ok(()) } else { Err(Refusal::BadName) }
}
