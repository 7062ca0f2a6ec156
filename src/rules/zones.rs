//! The network zones in which servers stand.

use super::{Trouble, need};
use crate::{
    facts::said::{EntityKind, across::ZONE_KIND, servers::ZONE},
    model::ServerRef,
};

/// Whether the server stands in a perimeter network.
pub fn is_in_perimeter(server: ServerRef<'_>) -> Result<bool, Trouble> {
    let name = need(server.said.text(ZONE), ZONE)?;
    let zone = server.design().entity_named(EntityKind::Zone, name);
    let kind = need(zone.and_then(|zone| zone.said.word(ZONE_KIND)), ZONE_KIND)?;
    Ok(kind == "perimeter")
}
