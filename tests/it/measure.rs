//! Widths: the table against the shaper, against the drawn letters, and against the window.

use resvg::usvg::{Node, Options, Tree, fontdb};
use sitewright::{
    geometry::{Point, Rect, Size},
    measure::{FAMILY, Measure, Weight, elide, width},
    scene::{Ink, Item, Shape, theme::Theme},
};

/// Names as people write them, then letters as they come: 200 in all, the same on every run.
pub fn samples() -> Vec<String> {
    const WRITTEN: [&str; 20] = [
        "CM-PS1-01",
        "AVAYA To Wy LT Ta.",
        "Central administration site",
        "106,500 devices · 71 %",
        "Office filing fi ffi fl",
        "Lyon · WS 2022 · 2 vCPU",
        "Größe Übergrößenträger Łódź",
        "İstanbul Çankırı Ősz Žižkov",
        "Αθήνα Θεσσαλονίκη",
        "Санкт-Петербург",
        "Put it on PS1 → why…",
        "“reports come from CS1”",
        "10 ≥ 9 − 8 ≤ 7 – 6 — 5",
        "contoso.cloud",
        "cm-mp-02.europe.corp.contoso.com",
        "1 234 567\u{202f}890\u{2009}%",
        "11111 77777 00000",
        "WWWWWWWWWWiiiiiiiiii",
        "a",
        "e\u{301}te\u{301}",
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let drawn = (0..180).map(|_| {
        let length = 1 + draw(30);
        let latin = || (' '..='~').chain('\u{a1}'..='\u{17f}').filter(|char| *char != '\u{ad}');
        let letters: Vec<char> = latin().collect();
        let draw_one = |_| letters[usize::try_from(draw(letters.len() as u64)).expect("small")];
        (0..length).map(draw_one).collect::<String>().trim().replace("  ", " ")
    });
    WRITTEN.into_iter().map(str::to_owned).chain(drawn.collect::<Vec<_>>()).collect()
}

/// What the whole shaper says, letter by letter, without the table.
fn shaped(text: &str, weight: Weight) -> f32 {
    let font = harfrust::FontRef::new(weight.file()).expect("a font");
    let data = harfrust::ShaperData::new(&font);
    let shaper = data.shaper(&font).build();
    let mut buffer = harfrust::UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let glyphs = shaper.shape(buffer, harfrust::ShapeOptions::new());
    let units: i32 = glyphs.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
    f32::from(i16::try_from(units).expect("a short line")) * 13.0 / 1000.0
}

#[test]
fn the_table_says_what_the_shaper_says() {
    for weight in Weight::ALL {
        for text in samples().iter().filter(|text| !text.contains('\u{202f}')) {
            let (quick, shaped) = (width(text, 13.0, weight), shaped(text, weight));
            assert!((quick - shaped).abs() < 0.01, "{text}: {quick}, shaped {shaped}");
        }
    }
}

/// usvg shapes with another library; it must still arrive where we say the text ends.
#[test]
fn drawn_letters_are_as_wide_as_measured() {
    let mut fonts = fontdb::Database::new();
    for weight in Weight::ALL {
        fonts.load_font_data(weight.file().to_vec());
    }
    let options = Options { fontdb: fonts.into(), ..Options::default() };
    for weight in Weight::ALL {
        for text in samples().iter().filter(|text| !text.contains(['\u{202f}', '\u{2009}'])) {
            let bounds = Rect::at(Point::ZERO, Size::new(900.0, 40.0));
            let shape = Shape::text(text, Point::new(0.0, 20.0), 13.0, weight, Ink::Text);
            let svg =
                sitewright::export::svg::document(&[Item::from(shape)], bounds, Theme::Light, "");
            let measured = width(text, 13.0, weight);
            for svg in [without_length(&svg), svg] {
                let tree = Tree::from_str(&svg, &options).unwrap();
                let drawn = text_width(&Node::Group(Box::new(tree.root().clone()))).unwrap_or(0.0);
                assert!((drawn - measured).abs() < 0.5, "{text}: {drawn}, not {measured}");
            }
        }
    }
}

/// The document as it would be if nobody had measured.
fn without_length(svg: &str) -> String {
    let Some((before, rest)) = svg.split_once(" textLength=\"") else { return svg.to_owned() };
    let (_, after) = rest.split_once('"').expect("a closed attribute");
    format!("{before}{after}")
}

fn text_width(node: &Node) -> Option<f32> {
    match node {
        Node::Group(group) => group.children().iter().find_map(text_width),
        Node::Text(text) => Some(text.bounding_box().width()),
        _ => None,
    }
}

#[test]
fn figures_are_tabular() {
    for weight in Weight::ALL {
        for digit in '0'..='9' {
            assert_eq!(width(&digit.to_string(), 10.0, weight).to_bits(), 6.0_f32.to_bits());
        }
    }
}

#[test]
fn an_elided_text_fits_and_keeps_all_that_fits() {
    for text in samples() {
        let full = width(&text, 13.0, Weight::Regular);
        for part in [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0] {
            let room = full * part;
            let short = elide(&text, 13.0, Weight::Regular, room);
            assert!(width(&short, 13.0, Weight::Regular) <= room, "{text} in {room}: {short}");
            let whole = (part - 1.0_f32).abs() < f32::EPSILON;
            assert_eq!(short == text, whole || short.is_empty() && text.is_empty(), "{text}");
        }
    }
    assert_eq!(elide("CM-CAS-SQL-01", 13.0, Weight::Regular, 70.0), "CM-CAS-…");
    assert_eq!(elide("Distribution point", 13.0, Weight::Regular, 80.0), "Distribution…");
    assert_eq!(elide("Lyon", 13.0, Weight::Regular, 1.0), "");
}

#[test]
fn a_letter_is_not_cut_off_its_marks() {
    let text = "e\u{301}".repeat(20);
    for room in 0..150_u8 {
        let short = elide(&text, 13.0, Weight::Regular, room.into());
        let bare = short.matches('e').count();
        assert_eq!(bare, short.matches('\u{301}').count(), "{short}");
    }
}

/// Nobody types these, but a file may hold them.
#[test]
fn any_text_has_a_width() {
    for text in [
        "",
        "\u{ad}",
        "\0\u{7}\t\n",
        "\u{202e}abc",
        "漢字",
        "👩‍👩‍👧",
        "\u{10ffff}",
        &"x".repeat(100_000),
    ] {
        let measured = Measure::shared().width(text, 13.0, Weight::Regular);
        assert!(measured.is_finite() && measured >= 0.0, "{measured}");
        elide(text, 13.0, Weight::SemiBold, 40.0);
    }
    assert_eq!(FAMILY, "IBM Plex Sans");
}

#[cfg(feature = "gui")]
mod window {
    use std::sync::Arc;

    use egui::{Color32, Context, FontData, FontDefinitions, FontFamily, FontId, RawInput};
    use sitewright::measure::{Weight, width};

    /// The window lays text out by itself; it must not need more room than the scene gave it.
    #[test]
    fn the_window_lays_text_out_as_wide_as_measured() {
        let context = Context::default();
        context.set_fonts(fonts());
        let mut checked = 0;
        let mut output = context.run_ui(RawInput::default(), |ui| {
            for (weight, size) in [(Weight::Regular, 13.0), (Weight::SemiBold, 15.0)] {
                for text in super::samples() {
                    let font = FontId::new(size, family(weight));
                    let galley = ui.ctx().fonts_mut(|fonts| {
                        fonts.layout_no_wrap(text.clone(), font, Color32::BLACK)
                    });
                    let (laid, measured) = (galley.size().x, width(&text, size, weight));
                    assert!((laid - measured).abs() < 0.5, "{text}: {laid}, not {measured}");
                    checked += 1;
                }
            }
        });
        output.textures_delta.clear();
        assert_eq!(checked, 400);
    }

    fn family(weight: Weight) -> FontFamily {
        FontFamily::Name(format!("{weight:?}").into())
    }

    fn fonts() -> FontDefinitions {
        let mut fonts = FontDefinitions::default();
        let fallback =
            fonts.families.get(&FontFamily::Proportional).cloned().expect("a default family");
        for weight in Weight::ALL {
            let name = format!("{weight:?}");
            fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(weight.file())));
            let faces = std::iter::once(name).chain(fallback.clone()).collect();
            fonts.families.insert(family(weight), faces);
        }
        fonts
    }
}
