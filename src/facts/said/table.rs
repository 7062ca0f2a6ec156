//! How the rows are written down.

/// Makes a constant of each row, and `ALL` of all of them:
/// `NAME "key" on [..] Section shape "Title" / "what is not said" asks Who, assumed "..";`
macro_rules! facts {
    ($(
        $(#[$doc:meta])*
        $name:ident $key:literal on $on:tt $section:ident $shape:expr, $title:literal / $unsaid:literal
            asks $who:ident $(, assumed $assumed:literal)?;
    )*) => {
        $(
            $(#[$doc])*
            pub const $name: $crate::facts::said::Fact = {
                const ROW: $crate::facts::said::Row = $crate::facts::said::Row {
                    key: $key,
                    on: &$on,
                    section: $crate::facts::said::Section::$section,
                    shape: $shape,
                    title: $title,
                    unsaid: concat!("The plan does not say ", $unsaid, "."),
                    who: $crate::facts::said::Who::$who,
                    assumed: $crate::facts::said::table::facts!(@assumed $($assumed)?),
                };
                $crate::facts::said::Fact(&ROW)
            };
        )*

        /// All of this topic.
        pub const ALL: &[$crate::facts::said::Fact] = &[$($name),*];
    };
    (@assumed) => { None };
    (@assumed $assumed:literal) => { Some($assumed) };
}

pub(super) use facts;

use super::Shape;

pub const FLAG: Shape = Shape::Flag;
pub const TEXT: Shape = Shape::Text;
pub const TEXTS: Shape = Shape::Texts;
pub const CODE: Shape = Shape::Code;
pub const CODES: Shape = Shape::Codes;
pub const HOST: Shape = Shape::Host;
pub const RELEASE: Shape = Shape::Release;

pub const fn number(least: u32, most: u32, unit: &'static str) -> Shape {
    Shape::Number { least, most, unit }
}

/// A product version, as in 2403.
pub const VERSION: Shape = Shape::Number { least: 1511, most: 2912, unit: "" };
pub const PORT: Shape = Shape::Number { least: 1, most: 65_535, unit: "" };
/// What devices and clients are counted up to.
pub const DEVICES: Shape = Shape::Number { least: 0, most: 10_000_000, unit: "" };
