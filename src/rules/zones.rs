//! The network zones in which servers stand.

use super::{Trouble, need};
use crate::{
    facts::said::{EntityKind, across::ZONE_KIND, servers::ZONE},
    model::{Entity, Server, ServerRef},
};

/// The zone of a server, if the plan has it.
pub fn zone_of(server: ServerRef<'_>) -> Option<&Entity> {
    let name = server.server().said.text(ZONE)?;
    server.design().entity_named(EntityKind::Zone, name)
}

/// What kind of network a server stands in, as far as the plan says.
pub fn kind_of(server: ServerRef<'_>) -> Option<&'static str> {
    zone_of(server)?.said.word(ZONE_KIND)
}

/// Whether a zone is a perimeter network, as far as the plan says.
pub fn is_perimeter(zone: &Entity) -> bool {
    zone.said.word(ZONE_KIND) == Some("perimeter")
}

/// Whether the server stands in a perimeter network; asked where the plan does not say.
pub fn is_in_perimeter(server: ServerRef<'_>) -> Result<bool, Trouble> {
    let said: &Server = server.server();
    need(said.said.text(ZONE), ZONE)?;
    Ok(need(kind_of(server), ZONE_KIND)? == "perimeter")
}
