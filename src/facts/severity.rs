//! How bad it is to go against what the documentation says.

/// How bad a finding is, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Advice,
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Advice];

    /// As the command line writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }

    /// As the window says it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Error => "Blocks support",
            Self::Warning => "Needs a step",
            Self::Advice => "Advice",
        }
    }
}
