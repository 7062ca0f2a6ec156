//! The icons, drawn for this product on a grid of 16 by 16, each in one color.

use crate::{
    facts::{roles::Family, sites::SiteKind},
    rules::Severity,
};

macro_rules! icons {
    ($($icon:ident $file:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Icon {
            $($icon,)*
        }

        impl Icon {
            const EVERY: &[Self] = &[$(Self::$icon,)*];

            /// The name of its file, without the ending.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$icon => $file,)*
                }
            }

            /// The drawing. Its color is that of the text around it (`currentColor`).
            pub const fn svg(self) -> &'static str {
                match self {
                    $(Self::$icon => {
                        include_str!(concat!("../../assets/icons/", $file, ".svg"))
                    })*
                }
            }
        }
    };
}

icons! {
    SiteCentral "site-central",
    SitePrimary "site-primary",
    SiteSecondary "site-secondary",
    SiteCloud "site-cloud",
    SiteUnknown "site-unknown",
    Server "server",
    FamilyCore "family-core",
    FamilyData "family-data",
    FamilyClient "family-client",
    FamilyContent "family-content",
    FamilyUpdates "family-updates",
    FamilyCloud "family-cloud",
    FamilyReporting "family-reporting",
    FamilySecurity "family-security",
    FamilyRetired "family-retired",
    FamilyUnknown "family-unknown",
    SeverityError "severity-error",
    SeverityWarning "severity-warning",
    SeverityAdvice "severity-advice",
    Waived "waived",
    Good "good",
    Passive "passive",
    Menu "menu",
    Undo "undo",
    Redo "redo",
    History "history",
    Search "search",
    Close "close",
    Plus "plus",
    Minus "minus",
    Fit "fit",
    ChevronDown "chevron-down",
    ChevronRight "chevron-right",
    ChevronUp "chevron-up",
    Pin "pin",
    Export "export",
    Folder "folder",
    File "file",
    Save "save",
    Warning "warning",
    Link "link",
    External "external",
    Trash "trash",
    Pencil "pencil",
    Copy "copy",
    Sun "sun",
    Moon "moon",
    Help "help",
}

/// What every drawing begins with, so that it can be put into a larger one.
pub const OPENING: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="currentColor">"#;

impl From<Family> for Icon {
    fn from(family: Family) -> Self {
        match family {
            Family::Core => Self::FamilyCore,
            Family::Data => Self::FamilyData,
            Family::Client => Self::FamilyClient,
            Family::Content => Self::FamilyContent,
            Family::Updates => Self::FamilyUpdates,
            Family::Cloud => Self::FamilyCloud,
            Family::Reporting => Self::FamilyReporting,
            Family::Security => Self::FamilySecurity,
            Family::Retired => Self::FamilyRetired,
            Family::Unknown => Self::FamilyUnknown,
        }
    }
}

impl From<Severity> for Icon {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::SeverityError,
            Severity::Warning => Self::SeverityWarning,
            Severity::Advice => Self::SeverityAdvice,
        }
    }
}

impl From<SiteKind> for Icon {
    fn from(kind: SiteKind) -> Self {
        match kind {
            SiteKind::Central => Self::SiteCentral,
            SiteKind::Primary => Self::SitePrimary,
            SiteKind::Secondary => Self::SiteSecondary,
            SiteKind::Unknown => Self::SiteUnknown,
        }
    }
}

impl Icon {
    pub const fn all() -> &'static [Self] {
        Self::EVERY
    }

    /// The drawing without its frame.
    pub fn shapes(self) -> &'static str {
        let svg = self.svg().trim_end();
        let inside = svg.strip_prefix(OPENING).and_then(|rest| rest.strip_suffix("</svg>"));
        inside.unwrap_or_default().trim()
    }
}
