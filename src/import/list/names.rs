//! Names of computers and codes of sites, as lists write them.

/// What a cell names: a computer, and the instance of SQL Server behind it if one is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Computer<'a> {
    pub name: &'a str,
    pub instance: Option<&'a str>,
}

/// DNS takes no more.
const LONGEST: usize = 255;
/// Nor of one label.
const LONGEST_LABEL: usize = 63;

/// The computer that a cell names, or why it names none.
pub fn computer(text: &str) -> Result<Computer<'_>, String> {
    let text = text.trim().trim_start_matches('\\').trim_end_matches(['\\', '.', '$']);
    let (name, instance) = match text.split_once('\\') {
        // DOMAIN\SERVER is spelled as SERVER\INSTANCE is; an instance is what a list of servers says.
        Some((name, instance)) => (name, Some(instance)),
        None => (text, None),
    };
    let name = name.trim();
    let said = || format!("\u{201c}{}\u{201d} is no name of a server", short(text));
    if name.is_empty() {
        return Err("no name of a server".to_owned());
    }
    if name.parse::<std::net::IpAddr>().is_ok() {
        return Err(format!("\u{201c}{name}\u{201d} is an address, no name of a server"));
    }
    let good = |label: &str| {
        let inside = |it: char| it.is_alphanumeric() || it == '-' || it == '_';
        !label.is_empty()
            && label.len() <= LONGEST_LABEL
            && label.chars().all(inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // A number alone counts rows.
    let number = name.bytes().all(|it| it.is_ascii_digit());
    let fits = name.len() <= LONGEST && name.split('.').all(good) && !number;
    let instance = instance.map(str::trim).filter(|it| !it.is_empty());
    if fits { Ok(Computer { name, instance }) } else { Err(said()) }
}

/// A long text cut short, for a sentence that quotes it.
pub fn short(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// The code of a site, and its name where the cell says it too: "PS1", "PS1 - Frankfurt".
pub fn site(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text.find(|it: char| !it.is_alphanumeric()).unwrap_or(text.len());
    let (code, rest) = text.split_at(end);
    let title = rest.trim_matches(|it: char| !it.is_alphanumeric());
    match is_code(code) && !title.is_empty() {
        true => (code, title),
        false => (text, ""),
    }
}

/// Three letters or digits, as site codes are.
pub fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|it| it.is_ascii_alphanumeric())
}
