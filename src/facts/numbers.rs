//! Numbers as sentences say them.

/// With a comma between thousands: "175,000".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    let letters = digits.char_indices();
    letters.flat_map(|(at, digit)| comma(at).then_some(',').into_iter().chain([digit])).collect()
}

const WORDS: [&str; 13] = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// Up to twelve in letters, as running text has it.
pub fn spelled(number: u32) -> String {
    let word = usize::try_from(number).ok().and_then(|at| WORDS.get(at));
    word.map_or_else(|| grouped(number.into()), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_have_commas() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!([spelled(12), spelled(13)], ["twelve", "13"]);
    }
}
