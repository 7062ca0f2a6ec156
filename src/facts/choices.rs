//! The options of site system roles.

/// Something that a role can be set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    Pull,
    Pxe,
    Wds,
    Multicast,
    ConnectedCache,
    Prestaged,
    CloudGateway,
    Https,
    Internet,
}

impl Choice {
    pub const ALL: [Self; 9] = [
        Self::Pull,
        Self::Pxe,
        Self::Wds,
        Self::Multicast,
        Self::ConnectedCache,
        Self::Prestaged,
        Self::CloudGateway,
        Self::Https,
        Self::Internet,
    ];

    /// The word of the outline.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pull => "pull",
            Self::Pxe => "pxe",
            Self::Wds => "wds",
            Self::Multicast => "multicast",
            Self::ConnectedCache => "mcc",
            Self::Prestaged => "prestaged",
            Self::CloudGateway => "cmg",
            Self::Https => "https",
            Self::Internet => "internet",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Pull => "Pulls its content from other distribution points",
            Self::Pxe => "Answers PXE requests",
            Self::Wds => "Uses Windows Deployment Services",
            Self::Multicast => "Multicast",
            Self::ConnectedCache => "Microsoft Connected Cache",
            Self::Prestaged => "Prestaged content",
            Self::CloudGateway => "Serves cloud management gateway traffic",
            Self::Https => "HTTPS",
            Self::Internet => "Serves clients on the internet",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.word() == word)
    }
}
