//! Pictures: what is written in them, what is drawn, and what stays out.

use std::process::Command;

use resvg::{
    tiny_skia::Pixmap,
    usvg::roxmltree::{Document, ParsingOptions},
};
use sitewright::{
    export::{
        pdf::{self, Page},
        png::{self, PictureError},
        svg,
    },
    facts::roles::Family,
    geometry::{Point, Rect, Size},
    measure::{Weight, width},
    model::NodeId,
    scene::{
        DIMMED, Fill, Icon, Ink, Item, PathStep, Shape, SiteInk, Stroke, icons::OPENING, rounded,
        theme::Theme,
    },
};

fn square(left: f32, top: f32, width: f32, height: f32) -> Rect {
    Rect::at(Point::new(left, top), Size::new(width, height))
}

/// One of everything.
fn picture(name: &str) -> Vec<Item> {
    let server = NodeId::read("srv-1").expect("an id");
    let edge = Stroke::new(Ink::Site(SiteInk::Primary), 2.0);
    let link = vec![Point::new(10.0, 90.0), Point::new(10.0, 50.0), Point::new(190.0, 50.0)];
    let card = |shape: Shape| Item::from(shape).of(server);
    vec![
        Shape::Box {
            rect: square(4.0, 4.0, 192.0, 92.0),
            radius: 10.0,
            fill: None,
            stroke: Some(edge),
        }
        .into(),
        card(Shape::filled(square(10.0, 10.0, 60.0, 20.0), 6.0, Ink::CardFill)),
        card(Shape::text(name, Point::new(30.0, 24.0), 13.0, Weight::SemiBold, Ink::Text)),
        card(Shape::Icon {
            rect: square(12.0, 12.0, 16.0, 16.0),
            icon: Icon::Server,
            ink: Ink::Muted,
        }),
        Shape::Line {
            points: link,
            radius: 6.0,
            stroke: Stroke::new(Ink::Link, 1.5).dashed(4.0, 3.0),
        }
        .into(),
        card(Shape::filled(square(10.0, 60.0, 4.0, 20.0), 0.0, Ink::Family(Family::Content))),
        Item::from(Shape::filled(square(60.0, 60.0, 40.0, 20.0), 2.0, Fill::Hatch(Ink::Muted)))
            .faded(DIMMED),
    ]
}

fn write(name: &str, theme: Theme) -> String {
    svg::document(&picture(name), square(0.0, 0.0, 200.0, 100.0), theme, name)
}

#[test]
fn markup_in_a_name_stays_text() {
    let names = [
        "<script>alert('x')</script>",
        "\" onload=\"alert(1)",
        "a & b &amp; c",
        "]]> <!-- --> <![CDATA[",
        "control \u{1} \u{b} \u{1b} \u{ffff} \u{fffe}",
        "  two  spaces  ",
        "&#0; &xxe; %s {} \\",
    ];
    for name in names {
        let svg = write(name, Theme::Light);
        let options = ParsingOptions::default();
        let document = Document::parse_with_options(&svg, options).expect("well-formed");
        let texts = |tag| document.descendants().filter(move |node| node.has_tag_name(tag));
        let readable = |text: &str| {
            text.replace(|char: char| char.is_control() || char > '\u{fffd}', "\u{fffd}")
        };
        assert_eq!(texts("text").next().unwrap().text(), Some(readable(name).as_str()), "{name}");
        assert_eq!(texts("title").next().unwrap().text(), Some(readable(name).as_str()), "{name}");
        assert_eq!(texts("script").count(), 0, "{name}");
        let handlers = document.descendants().flat_map(|node| node.attributes());
        assert_eq!(handlers.filter(|attribute| attribute.name().starts_with("on")).count(), 0);
    }
}

#[test]
fn a_node_is_found_by_its_id_once() {
    let svg = write("CM-PS1-01", Theme::Light);
    let document = Document::parse(&svg).unwrap();
    let with = |name: &'static str| {
        let nodes = document.descendants().filter_map(move |node| node.attribute(name));
        nodes.filter(|id| NodeId::read(id).is_some()).collect::<Vec<_>>()
    };
    assert_eq!(with("id"), ["srv-1"]);
    assert_eq!(with("data-node"), ["srv-1"]);
}

#[test]
fn a_picture_needs_nothing_but_itself() {
    for theme in Theme::ALL {
        let svg = write("CM-PS1-01", theme);
        let document = Document::parse(&svg).unwrap();
        for node in document.descendants() {
            for attribute in node.attributes().filter(|attribute| attribute.name() == "href") {
                assert!(attribute.value().starts_with('#'), "{}", attribute.value());
            }
        }
        assert_eq!(svg.matches("://").count(), 1, "the namespace alone");
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}

#[test]
fn numbers_have_two_decimals_at_most() {
    let rect = square(1.0 / 3.0, -0.001, 2.0, f32::NAN);
    let item = Item::from(Shape::filled(rect, 0.1 + 0.2, Ink::Text));
    let svg = svg::document(&[item], square(0.0, 0.0, 10.0, 10.0), Theme::Light, "");
    assert!(svg.contains(r#"<rect x="0.33" y="0" width="2" height="0" rx="0.3""#), "{svg}");
}

/// The letters of the PNG end where the measure says.
#[test]
fn letters_stand_where_they_are_measured() {
    for text in
        ["CM-CAS-SQL-01M", "AVAYA To Wy. LTM", "1.111.777 of 150.000M", "Übergrößenträger M"]
    {
        let shape = Shape::text(text, Point::new(10.0, 30.0), 20.0, Weight::Regular, Ink::Text);
        let bounds = square(0.0, 0.0, 400.0, 40.0);
        let svg = svg::document(&[Item::from(shape)], bounds, Theme::Print, "");
        let picture = Pixmap::decode_png(&png::render(svg.as_bytes(), 4.0).unwrap()).unwrap();
        let dark = |x: u32| {
            (0..picture.height())
                .any(|y| picture.pixel(x, y).is_some_and(|pixel| pixel.red() < 128))
        };
        let last = (0..picture.width()).rev().find(|x| dark(*x)).expect("letters");
        let drawn = f32::from(u16::try_from(last + 1).unwrap()) / 4.0 - 10.0;
        // The last letter has a little air on its right, the same in every text.
        let air = 2.2;
        let measured = width(text, 20.0, Weight::Regular) - air;
        assert!((drawn - measured).abs() < 0.5, "{text}: {drawn}, not {measured}");
    }
}

#[test]
fn a_picture_shows_its_colors() {
    let rect = square(2.0, 2.0, 4.0, 4.0);
    let items = [Item::from(Shape::filled(rect, 0.0, Ink::Family(Family::Client)))];
    for theme in [Theme::Light, Theme::Dark] {
        let svg = svg::document(&items, square(0.0, 0.0, 8.0, 8.0), theme, "");
        let picture = Pixmap::decode_png(&png::render(svg.as_bytes(), 1.0).unwrap()).unwrap();
        let seen =
            |x, y| picture.pixel(x, y).map(|pixel| (pixel.red(), pixel.green(), pixel.blue()));
        let color = |ink| theme.color(ink);
        let wanted = |ink| Some((color(ink).red, color(ink).green, color(ink).blue));
        assert_eq!(seen(0, 0), wanted(Ink::Canvas));
        assert_eq!(seen(3, 3), wanted(Ink::Family(Family::Client)));
    }
}

#[test]
fn a_picture_too_large_is_refused_before_it_is_made() {
    let svg = write("CM-PS1-01", Theme::Light);
    for scale in [1e4, 1e9, f32::INFINITY, f32::NAN, 170.0 * 200.0] {
        let refused = png::render(svg.as_bytes(), scale).unwrap_err();
        assert!(matches!(refused, PictureError::TooLarge { .. }), "{scale}: {refused}");
    }
    let said = png::render(svg.as_bytes(), 100.0).unwrap_err().to_string();
    assert!(said.starts_with("a picture of 20000 × 10000 pixels is too large"), "{said}");
    assert!(png::render(b"<svg", 1.0).is_err());
    for scale in [0.0, -1.0, 0.001] {
        assert!(png::render(svg.as_bytes(), scale).is_ok(), "{scale}: one pixel");
    }
}

#[test]
fn the_same_picture_has_the_same_bytes() {
    for theme in Theme::ALL {
        let (first, second) = (write("CM-PS1-01", theme), write("CM-PS1-01", theme));
        assert_eq!(first, second);
        let png = |svg: &str| png::render(svg.as_bytes(), 2.0).unwrap();
        assert_eq!(png(&first), png(&second));
        let pdf = |svg: &str| pdf::render(&[svg.as_bytes()], Page::default(), "Contoso").unwrap();
        assert_eq!(pdf(&first), pdf(&second));
    }
}

#[test]
fn pages_are_known_by_name() {
    let a4 = Page::of_name("a4").unwrap();
    assert!(a4.width > a4.height);
    assert_eq!(Page::of_name("a4-landscape"), Some(a4));
    let upright = Page::of_name("a4-portrait").unwrap();
    assert_eq!((upright.width, upright.height), (a4.height, a4.width));
    for name in Page::names() {
        assert!(
            Page::of_name(name).is_some() && Page::of_name(&format!("{name}-portrait")).is_some()
        );
    }
    for name in ["", "a5", "a4-", "a4-sideways", "A4 ", "letter-portrait-portrait"] {
        assert_eq!(Page::of_name(name), None, "{name}");
    }
    let svg = write("CM-PS1-01", Theme::Print);
    let nothing = Page { width: 0.0, height: 0.0 };
    assert!(pdf::render(&[svg.as_bytes()], nothing, "").is_err());
    let endless = Page { width: f32::INFINITY, height: 50.0 };
    assert!(pdf::render(&[svg.as_bytes()], endless, "").is_err());
}

/// Read back with poppler where it is installed; that fonts and letters are inside, always.
#[test]
fn the_text_of_a_pdf_is_text() {
    let name = "CM-PS1-01 & <Größe> Łódź Αθήνα";
    let svg = svg::document(&picture(name), square(0.0, 0.0, 400.0, 100.0), Theme::Print, name);
    let pdf = pdf::render(&[svg.as_bytes()], Page::of_name("a3").unwrap(), "Contoso").unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let holds = |word: &[u8]| pdf.windows(word.len()).any(|window| window == word);
    assert!(holds(b"IBMPlexSans") && holds(b"/ToUnicode"));
    assert!(!holds(b"/CreationDate"));

    let file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file.as_file(), &pdf).unwrap();
    if let Ok(read) = Command::new("pdftotext").arg(file.path()).arg("-").output() {
        let text = String::from_utf8_lossy(&read.stdout);
        assert!(text.contains(name), "{text}");
    }
}

#[test]
fn every_icon_is_one_color_on_the_same_grid() {
    for icon in Icon::all() {
        let svg = icon.svg();
        assert!(svg.starts_with(OPENING) && svg.ends_with("</svg>\n"), "{icon:?}");
        assert!(!icon.shapes().is_empty(), "{icon:?}");
        assert!(!svg.contains('#') && !svg.contains("style"), "{icon:?} has a color of its own");
        let covered = png::coverage(*icon, 16).unwrap();
        assert_eq!(covered.len(), 256);
        let full = covered.iter().filter(|alpha| **alpha > 0).count();
        assert!((8..=240).contains(&full), "{icon:?} covers {full} pixels");
        let edge = |place: usize| [0, 15].contains(&(place % 16)) || !(16..240).contains(&place);
        let spilled = covered.iter().enumerate().any(|(place, alpha)| edge(place) && *alpha > 160);
        assert!(!spilled, "{icon:?} reaches into the edge");
    }
}

#[test]
fn corners_are_rounded_as_far_as_there_is_room() {
    let at = Point::new;
    let corner = [at(0.0, 0.0), at(0.0, 20.0), at(4.0, 20.0)];
    let expected = [
        PathStep::Move(at(0.0, 0.0)),
        PathStep::Line(at(0.0, 18.0)),
        PathStep::Curve { corner: at(0.0, 20.0), to: at(2.0, 20.0) },
        PathStep::Line(at(4.0, 20.0)),
    ];
    assert_eq!(rounded(&corner, 6.0), expected);
    assert_eq!(rounded(&[], 6.0), []);
    assert_eq!(rounded(&[at(1.0, 1.0)], 6.0), [PathStep::Move(at(1.0, 1.0))]);
    let twice = rounded(&[at(0.0, 0.0), at(0.0, 0.0), at(0.0, 0.0)], 6.0);
    assert_eq!(twice[1], PathStep::Line(at(0.0, 0.0)));
}

#[test]
fn bounds_hold_the_whole_shape() {
    let edge = Shape::Box {
        rect: square(0.0, 0.0, 10.0, 10.0),
        radius: 0.0,
        fill: None,
        stroke: Some(Stroke::new(Ink::Outline, 2.0)),
    };
    assert_eq!(edge.bounds(), square(-1.0, -1.0, 12.0, 12.0));
    let text = Shape::text("PS1", Point::new(5.0, 20.0), 10.0, Weight::Regular, Ink::Text);
    assert!(text.bounds().contains(Point::new(6.0, 18.0)));
    assert!((text.bounds().width() - width("PS1", 10.0, Weight::Regular)).abs() < 0.01);
}
