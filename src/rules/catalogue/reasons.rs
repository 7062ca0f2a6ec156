//! Why rows are not judged yet.

pub const STEPS: &str = "Judged on the steps of a plan, which do not exist yet.";
pub const GESTURE: &str = "A gesture; no plan can hold it.";
pub const ALLOWED: &str = "It is allowed; there is nothing to find.";
pub const NOT_BUILT: &str = "It is not built yet.";
pub const FORESTS: &str = "The plan cannot hold domains, forests and trusts yet.";
pub const SOFTWARE: &str = "The plan cannot hold installed software yet.";
pub const SQL: &str = "The plan cannot hold settings of SQL Server yet.";
pub const CLUSTERS: &str = "The plan cannot hold availability groups and clusters yet.";
pub const DISTVIEWS: &str = "The plan cannot hold distributed views yet.";
pub const ORDER: &str =
    "The order of steps follows from the design; a plan holds none of its own that could be wrong.";
