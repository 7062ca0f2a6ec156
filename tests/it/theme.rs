//! Contrast: every color that carries a meaning can be told from what it stands on.

use sitewright::{
    facts::roles::Family,
    rules::Severity,
    scene::{
        Ink, SiteInk,
        theme::{Pattern, Rgba, Theme},
    },
};

/// The lowest contrast against canvas and panel that was promised, in light and in dark.
const PROMISED: [(Ink, f64, f64); 18] = [
    (Ink::Accent, 6.9, 6.4),
    (Ink::Site(SiteInk::Central), 7.2, 6.3),
    (Ink::Site(SiteInk::Primary), 6.9, 6.4),
    (Ink::Site(SiteInk::Secondary), 4.7, 8.7),
    (Ink::Site(SiteInk::Cloud), 4.3, 10.6),
    (Ink::Family(Family::Core), 8.3, 6.0),
    (Ink::Family(Family::Data), 6.7, 6.7),
    (Ink::Family(Family::Client), 5.1, 8.2),
    (Ink::Family(Family::Content), 6.9, 6.4),
    (Ink::Family(Family::Updates), 3.6, 10.5),
    (Ink::Family(Family::Cloud), 4.3, 9.4),
    (Ink::Family(Family::Reporting), 5.2, 8.8),
    (Ink::Family(Family::Security), 9.5, 5.2),
    (Ink::Severity(Severity::Error), 6.7, 5.9),
    (Ink::Severity(Severity::Warning), 4.0, 9.4),
    (Ink::Severity(Severity::Advice), 6.0, 7.2),
    (Ink::Waived, 5.3, 6.2),
    (Ink::Good, 5.4, 7.7),
];

#[test]
fn colors_keep_their_contrast_on_canvas_and_panel() {
    for (ink, light, dark) in PROMISED {
        for (theme, promised) in [(Theme::Light, light), (Theme::Dark, dark)] {
            let grounds = [Ink::Canvas, Ink::Panel];
            let lowest =
                grounds.map(|ground| contrast(theme, ink, ground)).into_iter().reduce(f64::min);
            let lowest = lowest.unwrap();
            assert!(
                (lowest - promised).abs() < 0.06,
                "{ink:?} in {theme:?}: {lowest:.2}, not {promised}"
            );
        }
    }
}

#[test]
fn text_keeps_the_contrast_that_was_promised() {
    let promised = [
        (Theme::Light, Ink::Text, Ink::Canvas, 15.6),
        (Theme::Light, Ink::Muted, Ink::Panel, 6.4),
        (Theme::Dark, Ink::Text, Ink::Canvas, 14.6),
        (Theme::Dark, Ink::Muted, Ink::Panel, 6.3),
    ];
    for (theme, ink, ground, promised) in promised {
        let found = contrast(theme, ink, ground);
        assert!((found - promised).abs() < 0.06, "{ink:?} in {theme:?}: {found:.2}");
    }
}

#[test]
fn letters_can_be_read_wherever_they_stand() {
    let grounds = [
        Ink::Canvas,
        Ink::Panel,
        Ink::SiteFill,
        Ink::CardFill,
        Ink::ChipFill,
        Ink::SelectedFill,
        Ink::RefusedFill,
        Ink::WarningFill,
        Ink::AdviceFill,
        Ink::GoodFill,
    ];
    for theme in Theme::ALL {
        for ground in grounds {
            assert!(contrast(theme, Ink::Text, ground) >= 7.0, "text on {ground:?}, {theme:?}");
            assert!(contrast(theme, Ink::Muted, ground) >= 4.5, "muted on {ground:?}, {theme:?}");
        }
        assert!(contrast(theme, Ink::OnAccent, Ink::Accent) >= 4.5, "buttons, {theme:?}");
    }
}

#[test]
fn marks_can_be_told_from_cards_and_chips() {
    let sites = SiteInk::ALL.into_iter().map(Ink::Site);
    let families = Family::ALL.into_iter().map(Ink::Family);
    let severities =
        [Severity::Error, Severity::Warning, Severity::Advice].into_iter().map(Ink::Severity);
    for ink in sites.chain(families).chain(severities).chain([Ink::Waived, Ink::Good]) {
        for (theme, ground) in [Ink::SiteFill, Ink::CardFill, Ink::ChipFill]
            .into_iter()
            .flat_map(|ground| Theme::ALL.map(|theme| (theme, ground)))
        {
            assert!(contrast(theme, ink, ground) >= 3.0, "{ink:?} on {ground:?}, {theme:?}");
        }
    }
}

#[test]
fn on_paper_every_family_has_a_pattern_of_its_own() {
    let patterns = Family::ALL.map(|family| Theme::Print.pattern(Ink::Family(family)));
    for (place, pattern) in patterns.iter().enumerate() {
        assert!(!patterns[..place].contains(pattern), "{pattern:?} twice");
    }
    assert_eq!(Theme::Light.pattern(Ink::Family(Family::Data)), Pattern::Solid);
}

fn contrast(theme: Theme, ink: Ink, ground: Ink) -> f64 {
    let (one, other) = (luminance(theme.color(ink)), luminance(theme.color(ground)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2, relative luminance.
fn luminance(color: Rgba) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}
