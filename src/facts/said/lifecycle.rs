//! What is installed already, and how it was before the plan changed it.

use super::{
    On::{AnyRole, Server, Site},
    Shape::Word,
    table::{TEXT, facts},
};

/// Whether a thing is there.
pub const STATES: &[(&str, &str)] =
    &[("planned", "Planned"), ("installed", "Installed"), ("leaving", "Installed, to be removed")];

/// What stands in place of a parent site or a name that was not there.
pub const NONE: &str = "-";

facts! {
    STATE "state" on [Site, AnyRole] Lifecycle Word(STATES), "State" / "what is installed already"
        asks Administrator, assumed "planned";
    /// The code of the installed site's parent before; `-` where it had none.
    WAS_PARENT "wasparent" on [Site] Lifecycle TEXT, "Parent site before" / "below which site it was" asks Administrator;
    WAS_CODE "wascode" on [Site] Lifecycle TEXT, "Site code before" / "which code the site had" asks Administrator;
    WAS_TITLE "wastitle" on [Site] Lifecycle TEXT, "Site name before" / "which name the site had" asks Administrator;
    WAS_FOLDER "wasfolder" on [Site] Lifecycle TEXT, "Installation folder before" /
        "where the site was installed" asks Administrator;
    WAS_NAME "wasname" on [Server] Lifecycle TEXT, "Computer name before" / "which name the server had"
        asks Administrator;
    WAS_DOMAIN "wasdomain" on [Server] Lifecycle TEXT, "Domain before" / "in which domain the server was"
        asks Directory;
    /// The code of the site to which the installed server belonged.
    WAS_SITE "wassite" on [Server] Lifecycle TEXT, "Site before" / "to which site the server belonged"
        asks Administrator;
}
