//! Numbers and lists as findings say them.

pub use crate::facts::numbers::grouped;

/// "A", "A and B", "A, B and C"; the rest as a number where there are more than four.
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [names @ .., last] if names.len() < 4 => format!("{} and {last}", names.join(", ")),
        [first, second, third, rest @ ..] => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        [names @ .., last] => format!("{} and {last}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut() {
        let names = |count: usize| (1..=count).map(|at| at.to_string()).collect::<Vec<_>>();
        assert_eq!(listed(&names(1)), "1");
        assert_eq!(listed(&names(2)), "1 and 2");
        assert_eq!(listed(&names(4)), "1, 2, 3 and 4");
        assert_eq!(listed(&names(6)), "1, 2, 3 and 3 more");
    }
}
