//! The operating systems that site system servers run.
//! Source: core/plan-design/configs/supported-operating-systems-for-site-system-servers, read 2026-11-23.

/// An operating system and its kind of installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    Server2012,
    Server2012R2,
    Server2016,
    Server2019,
    Server2022,
    Server2025,
    Core2016,
    Core2019,
    Core2022,
    Core2025,
    Storage2016,
    Windows10,
    Windows11,
}

/// What kind of Windows it is; the rules ask for no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    Desktop,
    Core,
    Storage,
    Client,
}

pub struct SystemFacts {
    pub system: System,
    /// The word of the outline.
    pub word: &'static str,
    pub title: &'static str,
    /// For a narrow place.
    pub short: &'static str,
    pub edition: Edition,
}

const fn row(
    system: System,
    word: &'static str,
    title: &'static str,
    short: &'static str,
    edition: Edition,
) -> SystemFacts {
    SystemFacts { system, word, title, short, edition }
}

pub static SYSTEMS: [SystemFacts; 13] = [
    row(System::Server2012, "2012", "Windows Server 2012", "WS 2012", Edition::Desktop),
    row(System::Server2012R2, "2012r2", "Windows Server 2012 R2", "WS 2012 R2", Edition::Desktop),
    row(System::Server2016, "2016", "Windows Server 2016", "WS 2016", Edition::Desktop),
    row(System::Server2019, "2019", "Windows Server 2019", "WS 2019", Edition::Desktop),
    row(System::Server2022, "2022", "Windows Server 2022", "WS 2022", Edition::Desktop),
    row(System::Server2025, "2025", "Windows Server 2025", "WS 2025", Edition::Desktop),
    row(System::Core2016, "core2016", "Windows Server 2016 Core", "Core 2016", Edition::Core),
    row(System::Core2019, "core2019", "Windows Server 2019 Core", "Core 2019", Edition::Core),
    row(System::Core2022, "core2022", "Windows Server 2022 Core", "Core 2022", Edition::Core),
    row(System::Core2025, "core2025", "Windows Server 2025 Core", "Core 2025", Edition::Core),
    row(
        System::Storage2016,
        "storage2016",
        "Windows Storage Server 2016",
        "Storage 2016",
        Edition::Storage,
    ),
    row(System::Windows10, "win10", "Windows 10", "Windows 10", Edition::Client),
    row(System::Windows11, "win11", "Windows 11", "Windows 11", Edition::Client),
];

impl System {
    pub fn facts(self) -> &'static SystemFacts {
        &SYSTEMS[self as usize]
    }

    pub fn named(word: &str) -> Option<Self> {
        SYSTEMS.iter().find(|facts| facts.word == word).map(|facts| facts.system)
    }
}
