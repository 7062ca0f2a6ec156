//! Names of SQL Server instances as plans write them: SERVER or SERVER\INSTANCE.

use crate::model::ServerRef;

/// The computer of an instance.
pub fn computer(host: &str) -> &str {
    host.split_once('\\').map_or(host, |(computer, _)| computer).trim()
}

/// The name of an instance; without one, that of the default instance.
pub fn instance(host: &str) -> &str {
    host.split_once('\\').map_or("MSSQLSERVER", |(_, instance)| instance).trim()
}

/// Whether two names mean the same instance.
pub fn is_same(one: &str, other: &str) -> bool {
    computer(one).eq_ignore_ascii_case(computer(other))
        && instance(one).eq_ignore_ascii_case(instance(other))
}

/// Whether the instance is on that server; a short name means whatever begins with it.
pub fn is_on(host: &str, server: ServerRef<'_>) -> bool {
    let computer = computer(host);
    let is_short = !computer.contains('.') || server.fqdn.is_none();
    let first = computer.split('.').next().unwrap_or_default();
    computer.eq_ignore_ascii_case(server.full_name())
        || is_short && first.eq_ignore_ascii_case(&server.name)
}
