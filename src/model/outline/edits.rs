//! The known word that is nearest to a mistyped one.

/// The nearest of `known`, if it is near: up to two letters changed, added, lost or swapped, and
/// fewer than half of them.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(65).flat_map(char::to_lowercase).collect();
    let most = (word.len() / 2).min(2);
    if word.len() > 64 || most == 0 {
        return None;
    }
    let mut best = None;
    for candidate in known {
        let letters: Vec<char> = candidate.chars().take(67).flat_map(char::to_lowercase).collect();
        if letters.len().abs_diff(word.len()) > most {
            continue;
        }
        let edits = edits(&word, &letters);
        if edits <= most && best.is_none_or(|(least, _)| edits < least) {
            best = Some((edits, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters must be changed, added, removed or swapped with their neighbor.
fn edits(from: &[char], to: &[char]) -> usize {
    let mut older = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, left) in from.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, right) in to.iter().enumerate() {
            let changed = above[column] + usize::from(left != right);
            let mut least = changed.min(above[column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && from[row - 1] == *right && *left == to[column - 1] {
                least = least.min(older[column - 1] + 1);
            }
            line.push(least);
        }
        older = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let keywords = ["plan", "cas", "primary", "secondary", "server", "cmg"];
        for (typed, meant) in [
            ("sever", Some("server")),
            ("primray", Some("primary")),
            ("PRIMARI", Some("primary")),
            ("cos", Some("cas")),
            ("csa", Some("cas")),
            ("x", None),
            ("", None),
            ("banana", None),
        ] {
            assert_eq!(nearest(typed, keywords), meant, "{typed}");
        }
    }
}
