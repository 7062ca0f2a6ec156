//! What a plan may say of a site.

use super::{
    On::Site,
    Shape::Word,
    table::{CODES, DEVICES, FLAG, PORT, TEXT, TEXTS, VERSION, facts},
};

/// Nobody says which site is above.
pub const NOT_KNOWN: &str = "unknown";

const PARENTS: &[(&str, &str)] =
    &[(NOT_KNOWN, "Not known"), ("none", "None: it is the top of the hierarchy")];

facts! {
    /// Of a site that hangs under no other: it may be the top, or nobody knows what is above it.
    PARENT "parent" on [Site] Scope Word(PARENTS), "Parent site" / "which site is above it"
        asks Administrator;
    WINDOWS "windows" on [Site] Devices DEVICES, "Windows devices" / "how many devices run Windows" asks Owner;
    MACOS "macos" on [Site] Devices DEVICES, "macOS devices" / "how many devices run macOS" asks Owner, assumed "0";
    MDM "mdm" on [Site] Devices DEVICES, "On-premises MDM devices" /
        "how many devices are managed by on-premises MDM" asks Owner, assumed "0";
    EMBEDDED "embedded" on [Site] Devices DEVICES, "Embedded devices with a write filter (FBWF, UWF)" /
        "how many embedded devices have a write filter" asks Owner, assumed "0";
    EMBEDDED_EWF "ewf" on [Site] Devices DEVICES, "Embedded devices with EWF and no exceptions" /
        "how many embedded devices have EWF" asks Owner, assumed "0";
    /// Clients that are assigned to the site itself, at a site that may have none.
    ASSIGNED "assigned" on [Site] Devices DEVICES, "Clients assigned to the site" /
        "how many clients are assigned to the site" asks Owner;

    CUSTOM_WEBSITE "customweb" on [Site] Communication FLAG, "Uses a custom website (SMSWEB)" /
        "whether the site uses a custom website" asks Administrator, assumed "no";
    WEB_PORT "webport" on [Site] Communication PORT, "Port of the default website" /
        "which port the default website has" asks Administrator, assumed "80";
    CUSTOM_WEB_PORT "customport" on [Site] Communication PORT, "Port of the custom website" /
        "which port the custom website has" asks Administrator;
    /// Somebody counts on child sites to take over enhanced HTTP from the site above.
    INHERITED_EHTTP "ehttpinherits" on [Site] Communication FLAG, "Child sites are to take over enhanced HTTP" /
        "whether child sites are to take over enhanced HTTP" asks Owner, assumed "no";
    ACCESS_ACCOUNT "naa" on [Site] Accounts FLAG, "Has a network access account" /
        "whether the site has a network access account" asks Administrator;
    LANGUAGES "languages" on [Site] Scope TEXTS, "Client languages" / "which client languages the site has"
        asks Owner;
    FOLDER "folder" on [Site] Content TEXT, "Installation folder" / "where the site is installed"
        asks Administrator;
    /// A UNC path where it is remote; a local path where it is on the site server.
    LIBRARY "library" on [Site] Content TEXT, "Content library" / "where the content library is"
        asks Administrator;
    PACKAGE_SOURCE "packagesource" on [Site] Content TEXT, "Package source folder" /
        "where the package sources are" asks Administrator;
    /// Codes of sites to which content is sent directly.
    ROUTES "routes" on [Site] Network CODES, "File replication routes to" /
        "which file replication routes there are" asks Administrator;
    /// On the link to the site above.
    DISTRIBUTED_VIEWS "distviews" on [Site] Database FLAG, "Distributed views on the link to the parent site" /
        "whether distributed views are on" asks Databases, assumed "no";
    LINK_SCHEDULE "linkschedule" on [Site] Database FLAG, "Schedule on the database replication link" /
        "whether the database replication link has a schedule" asks Databases, assumed "no";
    /// The parent's computer account is a local administrator of the secondary site server.
    PARENT_IS_ADMIN "parentadmin" on [Site] Accounts FLAG, "The parent's computer account is local administrator" /
        "whether the parent's computer account is a local administrator at the secondary site" asks Administrator;
    PARENT_IS_SYSADMIN "parentsysadmin" on [Site] Accounts FLAG, "The parent's computer account is sysadmin of the SQL Server" /
        "whether the parent's computer account is sysadmin of the secondary site's SQL Server" asks Databases;
    /// The product version that the site runs or will run, where it is not the plan's.
    RUNS "runs" on [Site] Lifecycle VERSION, "Version of the site" / "which version the site runs"
        asks Administrator;
    SITE_MEDIA "sourceversion" on [Site] Lifecycle VERSION, "Version of the source files" /
        "from which source files the site is installed" asks Administrator;
    /// Enrollment, discovery and the like want no fact of their own.
    CLIENT_CERTIFICATES "clientpki" on [Site] Communication FLAG, "Clients have PKI certificates" /
        "whether clients have PKI certificates" asks Security;
}
