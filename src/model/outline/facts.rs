//! Facts in an outline: `key=value` pairs beyond the keys that every outline has.

use super::{
    Fault,
    edits::nearest,
    read::unknown,
    words::{Word, echo},
};
use crate::{
    facts::said::{Fact, On},
    model::{Said, Value},
};

/// Reads a pair whose key is none of `keys`, which stand in every outline.
pub fn read(
    on: On,
    keys: &[&'static str],
    (key, column): (&str, usize),
    value: &Word,
) -> Result<(Fact, Value), Fault> {
    let fact = Fact::named(key).filter(|fact| fact.fits(on));
    let Some(fact) = fact else {
        let facts = Fact::of(on);
        let known: Vec<_> = keys.iter().copied().chain(facts.iter().map(|it| it.key())).collect();
        let near = nearest(key, known.iter().copied());
        let hint = near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
        let first = keys.iter().fold(String::new(), |first, key| first + key + ", ");
        let message = match facts.as_slice() {
            [] => unknown("a key", key, &known, near),
            // Dozens of keys say nothing; the nearest one does.
            [fact, ..] => format!(
                "{} is not a key; expected one of {first}{} or another fact{hint}",
                echo(key),
                fact.key()
            ),
        };
        return Err(Fault { line: value.line, column, message });
    };
    self::value(fact, value).map(|read| (fact, read))
}

/// The value of a fact as the outline spells it.
pub fn value(fact: Fact, word: &Word) -> Result<Value, Fault> {
    let fault = |message: String| word.fault(format!("{message}, not {}", echo(&word.text)));
    Value::read(fact, &word.text).map_err(fault)
}

/// Adds a fact, or says that it is there twice.
pub fn add(
    said: &mut Said,
    column: usize,
    at: &Word,
    (fact, value): (Fact, Value),
) -> Result<(), Fault> {
    if said.has(fact) {
        let message = format!("\"{}\" is there twice", fact.key());
        return Err(Fault { line: at.line, column, message });
    }
    said.set(fact, Some(value));
    Ok(())
}
