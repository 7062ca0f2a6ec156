//! Numbers and colors as SVG spells them, written without the formatter: a large picture is little
//! else.

use std::fmt::{self, Write as _};

use crate::scene::theme::Rgba;

/// At most two decimals, none that say nothing, the same on every machine.
pub struct Number(pub f32);

impl Number {
    pub fn push_to(&self, text: &mut String) {
        /// Beyond, a number has no decimals, and hundredths of it would not fit.
        const LARGE: f32 = 1e12;
        let number = if self.0.is_finite() { self.0 } else { 0.0 };
        if number.abs() > LARGE {
            // A String takes all that is written to it.
            _ = write!(text, "{number:.0}");
            return;
        }
        // Exact, and much faster than letting a float be written with two decimals.
        #[expect(clippy::cast_possible_truncation, reason = "it is not large")]
        let hundredths = (f64::from(number) * 100.0).round_ties_even() as i64;
        let is_negative = hundredths < 0;
        let mut rest = hundredths.unsigned_abs();
        // From the last digit to the first.
        let mut digits = [0_u8; 24];
        let mut start = digits.len();
        let mut put = |byte: u8| {
            start -= 1;
            digits[start] = byte;
        };
        let digit = |number: u64| b'0' + u8::try_from(number % 10).unwrap_or_default();
        let part = rest % 100;
        rest /= 100;
        if !part.is_multiple_of(10) {
            put(digit(part));
        }
        if part > 0 {
            put(digit(part / 10));
            put(b'.');
        }
        put(digit(rest));
        while rest >= 10 {
            rest /= 10;
            put(digit(rest));
        }
        if is_negative {
            put(b'-');
        }
        text.push_str(std::str::from_utf8(&digits[start..]).unwrap_or_default());
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text);
        f.write_str(&text)
    }
}

pub struct Hex(pub Rgba);

impl Hex {
    pub fn push_to(&self, text: &mut String) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let Rgba { red, green, blue, .. } = self.0;
        text.push('#');
        for part in [red, green, blue] {
            text.push(DIGITS[usize::from(part >> 4)].into());
            text.push(DIGITS[usize::from(part & 15)].into());
        }
    }
}

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text);
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_are_written_as_with_two_decimals() {
        let quarters = (-4_000_i16..4_000).map(|at| f32::from(at) / 8.0);
        let odd = (0_u16..5_000).map(|at| f32::from(at) * 0.013_7 - 31.0);
        for number in quarters.chain(odd).chain([1e9, -3.5e10, 2e13, f32::MAX, f32::NAN, -0.0]) {
            let known = if number.is_finite() { number } else { 0.0 };
            let text = format!("{known:.2}");
            let short = text.trim_end_matches('0').trim_end_matches('.');
            let short = if short == "-0" { "0" } else { short };
            assert_eq!(Number(number).to_string(), short, "{number:?}");
        }
    }
}
