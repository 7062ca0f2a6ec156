//! What inks look like: the only place that knows a color.

use super::{Ink, SiteInk};
use crate::{facts::roles::Family, rules::Severity};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    #[default]
    Light,
    Dark,
    /// White paper, thin lines; family colors carry a pattern too, for printers without color.
    Print,
}

/// Red, green, blue, and opacity, not multiplied into them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rgba {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
    pub alpha: u8,
}

/// How a surface is drawn where color alone must not carry a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    Solid,
    Rising,
    Falling,
    Horizontal,
    Vertical,
    Crossed,
    Checked,
    Dotted,
    Outlined,
    Dashed,
}

impl Rgba {
    /// From 0xRRGGBB.
    pub const fn hex(number: u32) -> Self {
        let [_, red, green, blue] = number.to_be_bytes();
        Self { red, green, blue, alpha: u8::MAX }
    }

    const fn clear(mut self, alpha: u8) -> Self {
        self.alpha = alpha;
        self
    }
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Print];

    /// The word for it on the command line and in the settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    pub const fn color(self, ink: Ink) -> Rgba {
        match self {
            Self::Light => light(ink),
            Self::Dark => dark(ink),
            Self::Print => print(ink),
        }
    }

    /// How wide a line is drawn that the scene wants `width` wide.
    pub const fn line_width(self, width: f32) -> f32 {
        match self {
            Self::Light | Self::Dark => width,
            Self::Print => width * 0.6,
        }
    }

    /// How a surface of this ink is drawn.
    pub const fn pattern(self, ink: Ink) -> Pattern {
        match (self, ink) {
            (Self::Print, Ink::Family(family)) => match family {
                Family::Core => Pattern::Solid,
                Family::Data => Pattern::Horizontal,
                Family::Client => Pattern::Rising,
                Family::Content => Pattern::Falling,
                Family::Updates => Pattern::Vertical,
                Family::Cloud => Pattern::Dotted,
                Family::Reporting => Pattern::Crossed,
                Family::Security => Pattern::Checked,
                Family::Retired => Pattern::Outlined,
                Family::Unknown => Pattern::Dashed,
            },
            _ => Pattern::Solid,
        }
    }
}

const fn light(ink: Ink) -> Rgba {
    Rgba::hex(match ink {
        Ink::Canvas => 0xF7_F8_FA,
        Ink::Panel | Ink::CardFill | Ink::OnAccent => 0xFF_FF_FF,
        Ink::Grid => 0xDD_E1_E6,
        Ink::Text => 0x1B_1F_24,
        Ink::Muted => 0x57_60_6A,
        Ink::Faint => 0x95_97_9A,
        Ink::Accent => 0x1B_4F_B8,
        Ink::Outline => 0xE3_E6_EA,
        Ink::Link => 0x91_9B_A6,
        Ink::SiteFill => 0xFB_FC_FD,
        Ink::ChipFill => 0xF1_F3_F5,
        Ink::SelectedFill => 0xE9_EF_FB,
        Ink::SelectedOutline => 0xB3_C4_E7,
        Ink::RefusedFill => 0xFD_F0_F0,
        Ink::AllowedOutline => 0x88_B4_95,
        Ink::WarningFill => 0xFD_F5_E8,
        Ink::AdviceFill => 0xEE_F3_FD,
        Ink::GoodFill => 0xEC_F6_EF,
        Ink::Shadow => return Rgba::hex(0x1B_1F_24).clear(36),
        Ink::Site(site) => match site {
            SiteInk::Central => 0x8A_2A_86,
            SiteInk::Primary => 0x1B_4F_B8,
            SiteInk::Secondary => 0x0B_7F_62,
            SiteInk::Cloud => 0x0B_7F_A8,
            SiteInk::Unknown => 0x57_60_6A,
        },
        Ink::Family(family) => match family {
            Family::Core => 0x3F_4B_5B,
            Family::Data => 0x56_46_B5,
            Family::Client => 0x1F_7A_3D,
            Family::Content => 0x9A_34_12,
            Family::Updates => 0xA6_7C_00,
            Family::Cloud => 0x0B_7F_A8,
            Family::Reporting => 0xB8_32_7A,
            Family::Security => 0x5A_3A_28,
            Family::Retired | Family::Unknown => 0x6B_74_80,
        },
        Ink::Severity(severity) => match severity {
            Severity::Error => 0xB0_12_1B,
            Severity::Warning => 0xB2_6B_00,
            Severity::Advice => 0x24_58_C5,
        },
        Ink::Waived => 0x5E_68_75,
        Ink::Good => 0x23_75_3A,
    })
}

const fn dark(ink: Ink) -> Rgba {
    Rgba::hex(match ink {
        Ink::Canvas => 0x16_19_1D,
        Ink::Panel | Ink::OnAccent => 0x1E_22_27,
        Ink::Grid => 0x26_2B_31,
        Ink::Text => 0xE7_EA_EE,
        Ink::Muted => 0x9A_A4_B0,
        Ink::Faint => 0x77_7A_7F,
        Ink::Accent => 0x6E_A4_FF,
        Ink::Outline => 0x2E_34_3B,
        Ink::Link => 0x62_6B_77,
        Ink::SiteFill => 0x1B_1F_24,
        Ink::CardFill => 0x24_29_30,
        Ink::ChipFill => 0x2D_33_3B,
        Ink::SelectedFill => 0x22_30_4A,
        Ink::SelectedOutline => 0x39_4D_6F,
        Ink::RefusedFill => 0x34_21_1F,
        Ink::AllowedOutline => 0x3F_79_52,
        Ink::WarningFill => 0x2F_29_1D,
        Ink::AdviceFill => 0x1E_28_3A,
        Ink::GoodFill => 0x1D_2C_24,
        Ink::Shadow => return Rgba::hex(0x00_00_00).clear(110),
        Ink::Site(site) => match site {
            SiteInk::Central => 0xC9_8B_E0,
            SiteInk::Primary => 0x6E_A4_FF,
            SiteInk::Secondary => 0x45_D6_AE,
            SiteInk::Cloud => 0x8F_DD_F8,
            SiteInk::Unknown => 0x9A_A4_B0,
        },
        Ink::Family(family) => match family {
            Family::Core => 0x93_A0_B1,
            Family::Data => 0xA9_9C_F5,
            Family::Client => 0x74_CC_82,
            Family::Content => 0xF0_8A_4B,
            Family::Updates => 0xEA_D0_6A,
            Family::Cloud => 0x74_D3_F5,
            Family::Reporting => 0xF9_A8_D4,
            Family::Security => 0xB9_88_62,
            Family::Retired | Family::Unknown => 0x85_8E_9A,
        },
        Ink::Severity(severity) => match severity {
            Severity::Error => 0xFF_6F_66,
            Severity::Warning => 0xF5_BD_4F,
            Severity::Advice => 0x79_B0_FF,
        },
        Ink::Waived => 0x98_A2_AE,
        Ink::Good => 0x5F_C9_7B,
    })
}

/// The light theme on white paper: grounds without color, lines dark enough for a thin pen.
const fn print(ink: Ink) -> Rgba {
    match ink {
        Ink::Canvas | Ink::Panel | Ink::SiteFill | Ink::CardFill => Rgba::hex(0xFF_FF_FF),
        Ink::Grid => Rgba::hex(0xFF_FF_FF).clear(0),
        Ink::Text => Rgba::hex(0x00_00_00),
        Ink::Muted => Rgba::hex(0x40_46_4D),
        Ink::Outline => Rgba::hex(0x8A_92_9B),
        Ink::Link => Rgba::hex(0x57_60_6A),
        Ink::ChipFill => Rgba::hex(0xF4_F4_F4),
        _ => light(ink),
    }
}
