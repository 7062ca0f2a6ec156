//! One line of an outline, cut into words.

use super::{Fault, is_plain};

/// A word, a quoted text, or the value of a key.
#[derive(Clone, Debug)]
pub struct Word {
    pub line: usize,
    pub column: usize,
    pub text: String,
    pub quoted: bool,
    /// As in `NAME#2`.
    pub nth: Option<usize>,
}

#[derive(Clone, Debug)]
pub enum Token {
    Word(Word),
    /// `key=value`; the key in small letters.
    Pair {
        key: String,
        column: usize,
        value: Word,
    },
    Comma(usize),
    Colon(usize),
}

impl Word {
    pub fn fault(&self, message: impl Into<String>) -> Fault {
        Fault { line: self.line, column: self.column, message: message.into() }
    }

    pub fn is(&self, word: &str) -> bool {
        !self.quoted && self.text.eq_ignore_ascii_case(word)
    }

    /// The text with `#2` taken off its end, where it names one of several.
    pub fn split(mut self) -> Self {
        if let (false, Some((name, number))) = (self.quoted, self.text.rsplit_once('#'))
            && let Some(number) = ordinal(number)
        {
            self.nth = Some(number);
            self.text = name.to_owned();
        }
        self
    }
}

impl Token {
    pub fn column(&self) -> usize {
        match self {
            Self::Word(text) => text.column,
            Self::Pair { column, .. } | Self::Comma(column) | Self::Colon(column) => *column,
        }
    }
}

const CONTROL: &str = "a control character cannot stand in a text";

/// A text as it is echoed in a message: short, in quotes.
pub fn echo(text: &str) -> String {
    let letters: String = text.chars().take(40).map(visible).collect();
    let more = if text.chars().nth(40).is_some() { "\u{2026}" } else { "" };
    format!("\"{letters}{more}\"")
}

fn visible(char: char) -> char {
    if char.is_control() { '\u{fffd}' } else { char }
}

/// A text as an outline holds it: plain where it can be, else in quotes.
pub fn quoted_if_needed(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn ordinal(text: &str) -> Option<usize> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten().filter(|number| *number > 0)
}

/// Cuts a line, of which `skip` bytes of indent were read; stops at the first fault.
pub fn cut(number: usize, line: &str, skip: usize) -> (Vec<Token>, Option<Fault>) {
    let mut cutter = Cutter { number, rest: &line[skip..], column: skip + 1 };
    let mut tokens = Vec::new();
    loop {
        match cutter.token() {
            Ok(Some(token)) => tokens.push(token),
            Ok(None) => return (tokens, None),
            Err(fault) => return (tokens, Some(fault)),
        }
    }
}

struct Cutter<'a> {
    number: usize,
    rest: &'a str,
    column: usize,
}

impl<'a> Cutter<'a> {
    fn token(&mut self) -> Result<Option<Token>, Fault> {
        self.take(char::is_whitespace);
        let column = self.column;
        let Some(first) = self.rest.chars().next() else { return Ok(None) };
        Ok(Some(match first {
            '#' => return Ok(None),
            ',' | ':' => {
                self.skip();
                if first == ',' { Token::Comma(column) } else { Token::Colon(column) }
            }
            '"' => Token::Word(self.quoted()?),
            _ => {
                let word = self.take(|char| !char.is_whitespace() && !"\",:=".contains(char));
                if !self.rest.starts_with('=') {
                    return Ok(Some(Token::Word(self.plain(column, word)?)));
                }
                self.skip();
                if word.is_empty() {
                    return Err(self.fault(column, "a key was expected before \"=\""));
                }
                Token::Pair { key: word.to_ascii_lowercase(), column, value: self.value(word)? }
            }
        }))
    }

    fn value(&mut self, key: &str) -> Result<Word, Fault> {
        let column = self.column;
        if self.rest.starts_with('"') {
            return self.quoted();
        }
        let value = self.take(|char| !char.is_whitespace() && !"\",:".contains(char));
        match value.is_empty() {
            true => Err(self.fault(column, format!("a value was expected after \"{key}=\""))),
            false => self.plain(column, value),
        }
    }

    fn quoted(&mut self) -> Result<Word, Fault> {
        let column = self.column;
        let mut text = String::new();
        loop {
            self.skip();
            let part = self.take(|char| char != '"' && !char.is_control());
            text.push_str(part);
            match self.rest.chars().next() {
                Some('"') => self.skip(),
                Some(_) => return Err(self.fault(self.column, CONTROL)),
                None => return Err(self.fault(column, "the closing quote is missing")),
            }
            if !self.rest.starts_with('"') {
                break;
            }
            text.push('"');
        }
        let after = self.column;
        let suffix = self.take(|char| !char.is_whitespace() && !"\",:".contains(char));
        let mut text = self.text(column, text, true);
        if !suffix.is_empty() {
            text.nth = suffix.strip_prefix('#').and_then(ordinal);
            if text.nth.is_none() {
                return Err(self.fault(after, "a space was expected after the closing quote"));
            }
        }
        Ok(text)
    }

    fn plain(&self, column: usize, word: &str) -> Result<Word, Fault> {
        match word.chars().position(char::is_control) {
            Some(at) => Err(self.fault(column + at, CONTROL)),
            None => Ok(self.text(column, word.to_owned(), false)),
        }
    }

    fn text(&self, column: usize, text: String, quoted: bool) -> Word {
        Word { line: self.number, column, text, quoted, nth: None }
    }

    fn fault(&self, column: usize, message: impl Into<String>) -> Fault {
        Fault { line: self.number, column, message: message.into() }
    }

    fn skip(&mut self) {
        let mut chars = self.rest.chars();
        if chars.next().is_some() {
            self.column += 1;
        }
        self.rest = chars.as_str();
    }

    fn take(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|char| !keep(char)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.column += taken.chars().count();
        self.rest = rest;
        taken
    }
}
