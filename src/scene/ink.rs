//! Colors by what they mean; only `theme.rs` knows what they look like.

use crate::{
    facts::{roles::Family, sites::SiteKind},
    rules::Severity,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// The ground of the picture.
    Canvas,
    /// The ground of what stands around it.
    Panel,
    /// The dots on the canvas.
    Grid,
    Text,
    Muted,
    /// What cannot be used now.
    Faint,
    /// Selection, focus, links in text, the main button.
    Accent,
    /// Letters on the accent.
    OnAccent,
    /// The quiet edge of cards, fields and panels.
    Outline,
    /// The lines between sites.
    Link,
    SiteFill,
    CardFill,
    ChipFill,
    SelectedFill,
    SelectedOutline,
    /// Behind a target that refuses what is held over it.
    RefusedFill,
    /// Around a target that takes what is held over it.
    AllowedOutline,
    /// Behind findings.
    WarningFill,
    AdviceFill,
    GoodFill,
    /// Under what floats.
    Shadow,
    Site(SiteInk),
    Family(Family),
    Severity(Severity),
    Waived,
    /// In summaries only.
    Good,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiteInk {
    Central,
    Primary,
    Secondary,
    Cloud,
    Unknown,
}

impl SiteInk {
    pub const ALL: [Self; 5] =
        [Self::Central, Self::Primary, Self::Secondary, Self::Cloud, Self::Unknown];
}

impl From<SiteKind> for SiteInk {
    fn from(kind: SiteKind) -> Self {
        match kind {
            SiteKind::Central => Self::Central,
            SiteKind::Primary => Self::Primary,
            SiteKind::Secondary => Self::Secondary,
            SiteKind::Unknown => Self::Unknown,
        }
    }
}
