//! What the cells of a list say: numbers, sizes, answers, systems, in the words that people use.

use super::meaning::{Unit, letters};
use crate::{
    facts::{
        said::{
            Fact, Shape,
            databases::{CUMULATIVE_UPDATE, EDITION, SQL},
            servers::MACHINE,
        },
        sites::SiteKind,
        systems::System,
    },
    model::Value,
};

/// Whether the cell says nothing: empty, or a word for it.
pub fn is_silent(text: &str) -> bool {
    const SILENT: &[&str] = &[
        "",
        "-",
        "--",
        "–",
        "—",
        "?",
        "/",
        ".",
        "n/a",
        "na",
        "#n/a",
        "none",
        "null",
        "tbd",
        "tba",
        "keine",
        "keiner",
        "kein",
        "k.a.",
        "offen",
        "aucun",
        "aucune",
        "unknown",
        "unbekannt",
    ];
    let text = text.trim();
    text.len() <= 9 && SILENT.contains(&text.to_lowercase().as_str())
}

/// Yes or no, as people tick.
pub fn flag(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "x" | "(x)" | "[x]" | "ja" | "j" | "oui" | "true" | "wahr" | "vrai" | "1"
        | "✓" | "✔" | "☑" => Some(true),
        "no" | "n" | "nein" | "non" | "false" | "falsch" | "faux" | "0" | "☐" | "✗" => {
            Some(false)
        }
        text if is_silent(text) => Some(false),
        _ => None,
    }
}

/// A whole number: 21500, 21.500, 21'500, 8.0, "8 vCPU".
pub fn count(text: &str) -> Option<u32> {
    let (number, rest) = leading_number(text)?;
    let whole = number.fract() == 0. && (0. ..=f64::from(u32::MAX)).contains(&number);
    let counted = matches!(
        letters(rest).as_str(),
        "" | "x"
            | "vcpu"
            | "vcpus"
            | "cpu"
            | "cpus"
            | "core"
            | "cores"
            | "vcores"
            | "kerne"
            | "kern"
            | "devices"
            | "clients"
            | "geräte"
            | "postes"
            | "cœurs"
    );
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "asked above")]
    (whole && counted).then_some(number as u32)
}

/// The number with which a text begins, thousands and fractions as any country writes them, and
/// what follows it.
fn leading_number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let inside = |it: char| it.is_ascii_digit() || ".,' \u{202f}\u{2019}".contains(it);
    let end = text.find(|it| !inside(it)).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let number = number.trim_end_matches(|it: char| !it.is_ascii_digit());
    let parts: Vec<&str> = number.split(|it: char| !it.is_ascii_digit()).collect();
    let digits = |part: &str| (!part.is_empty()).then(|| part.parse::<f64>().ok()).flatten();
    let marks: Vec<char> = number.chars().filter(|it| !it.is_ascii_digit()).collect();
    let thousands = parts[1..].iter().all(|part| part.len() == 3)
        && parts[0].len() <= 3
        && parts[0] != "0"
        && marks.windows(2).all(|pair| pair[0] == pair[1]);
    let value = match parts.as_slice() {
        [whole] => digits(whole)?,
        _ if thousands => digits(&parts.concat())?,
        [whole, fraction] if matches!(marks[0], '.' | ',') => {
            format!("{}.{fraction}", digits(whole)?).parse().ok()?
        }
        _ => return None,
    };
    Some((value, rest.trim()))
}

/// A size in GB, and what was assumed to read it.
pub fn size(text: &str, unit: Option<Unit>) -> Option<(u32, Option<&'static str>)> {
    let parts: Vec<&str> =
        text.split(['+', ';', '\n', '|', '/']).map(str::trim).filter(|it| !it.is_empty()).collect();
    let mut sum = 0.;
    let mut assumed = None;
    for part in &parts {
        let (size, guessed) = one_size(part, unit)?;
        sum += size;
        assumed = assumed.or(guessed);
    }
    if parts.len() > 1 {
        assumed = assumed.or(Some("several sizes are added up"));
    }
    let fits = sum >= 0.5 && sum <= f64::from(u32::MAX);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "asked above")]
    fits.then(|| (sum.round() as u32, assumed))
}

/// "16 GB", "16384 MB", "C: 100 GB", "16".
fn one_size(text: &str, unit: Option<Unit>) -> Option<(f64, Option<&'static str>)> {
    /// More GB than that are MB that nobody gave a unit.
    const MOST_GIGA: f64 = 4_095.;
    let drive = text.split_once(':').filter(|(drive, _)| drive.trim().len() == 1);
    let (number, rest) = leading_number(drive.map_or(text, |(_, size)| size))?;
    let said = Unit::named(rest);
    if !rest.is_empty() && said.is_none() {
        return None;
    }
    Some(match said.or(unit) {
        Some(Unit::Mega) => (number / 1_024., None),
        Some(Unit::Giga) => (number, None),
        Some(Unit::Tera) => (number * 1_024., None),
        None if number > MOST_GIGA => (number / 1_024., Some("numbers without a unit are MB")),
        None => (number, Some("numbers without a unit are GB")),
    })
}

/// The Windows that a text names; none where it names none that a site system can run, or several.
pub fn system(text: &str) -> Option<System> {
    let text = text.to_lowercase().replace("2k", "20");
    if let Some(system) = System::named(&letters(&text)) {
        return Some(system);
    }
    let words: Vec<&str> =
        text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let has = |sought: &[&str]| words.iter().any(|word| sought.contains(word));
    let starts = |start: &str| words.iter().any(|word| word.starts_with(start));
    let windows = starts("win") || starts("ws") || has(&["server", "w"]) || starts("w20");
    let plain = ["core", "r2", "standard", "std", "datacenter", "dc"];
    let bare = words.iter().all(|word| year(word).is_some() || plain.contains(word));
    if !(windows || bare) || starts("sql") || has(&["linux", "ubuntu", "rhel", "suse"]) {
        return None;
    }
    let client = |number: &str| {
        has(&[&format!("win{number}"), &format!("windows{number}")])
            || words.windows(2).any(|pair| pair[0].starts_with("win") && pair[1] == number)
    };
    let years: Vec<&str> = words.iter().filter_map(|word| year(word)).collect();
    let core = has(&["core", "servercore"]);
    let word = match (years.as_slice(), client("10"), client("11")) {
        ([], true, false) => "win10".to_owned(),
        ([], false, true) => "win11".to_owned(),
        (["2012"], false, false) if has(&["r2", "2012r2", "ws2012r2", "win2012r2", "w2012r2"]) => {
            "2012r2".to_owned()
        }
        ([year], false, false) if has(&["storage"]) => format!("storage{year}"),
        ([year], false, false) if core => format!("core{year}"),
        ([year], false, false) => (*year).to_owned(),
        _ => return None,
    };
    System::named(&word)
}

/// The year in a word such as 2022, ws2022 or 2012r2.
fn year(word: &str) -> Option<&str> {
    let word = word.strip_suffix("r2").unwrap_or(word);
    let at = word.find(|it: char| it.is_ascii_digit())?;
    let (before, year) = word.split_at(at);
    let known = matches!(before, "" | "ws" | "win" | "windows" | "w" | "server" | "winserver");
    let four =
        year.len() == 4 && year.starts_with("20") && year.bytes().all(|it| it.is_ascii_digit());
    (known && four).then_some(year)
}

pub fn site_kind(text: &str) -> Option<SiteKind> {
    match letters(text).as_str() {
        "cas"
        | "central"
        | "centraladministrationsite"
        | "centraladministration"
        | "centralsite"
        | "standortderzentralenverwaltung"
        | "4" => Some(SiteKind::Central),
        "primary"
        | "primarysite"
        | "pri"
        | "standaloneprimary"
        | "standaloneprimarysite"
        | "childprimary"
        | "childprimarysite"
        | "primär"
        | "primärerstandort"
        | "primaire"
        | "siteprincipal"
        | "2" => Some(SiteKind::Primary),
        "secondary"
        | "secondarysite"
        | "sec"
        | "sekundär"
        | "sekundärerstandort"
        | "secondaire"
        | "sitesecondaire"
        | "1" => Some(SiteKind::Secondary),
        _ => None,
    }
}

/// The facts of SQL Server that a text names, and whether nothing is left of it.
pub fn sql(text: &str) -> (Vec<(Fact, Value)>, bool) {
    let text = text.to_lowercase().replace("r2", " r2");
    let mut said = Vec::new();
    let mut all = true;
    let mut words =
        text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).peekable();
    let mut say = |fact: Fact, text: &str| match Value::read(fact, text) {
        Ok(value) => {
            said.push((fact, value));
            true
        }
        Err(_) => false,
    };
    while let Some(word) = words.next() {
        all &= match word {
            "microsoft" | "ms" | "sql" | "server" | "edition" | "x64" | "64" | "bit" => true,
            "2008" if words.peek() == Some(&"r2") => {
                words.next();
                say(SQL, "2008r2")
            }
            "std" => say(EDITION, "standard"),
            "ent" => say(EDITION, "enterprise"),
            "dev" => say(EDITION, "developer"),
            "cu" => words.next().is_some_and(|number| say(CUMULATIVE_UPDATE, number)),
            word => match word.strip_prefix("cu") {
                Some(number) => say(CUMULATIVE_UPDATE, number),
                None => say(EDITION, word) || say(SQL, word.trim_start_matches("sql")),
            },
        };
    }
    (said, all)
}

/// Reads an answer as people write it, or says what was expected. What was assumed comes with it.
pub fn fact(
    fact: Fact,
    text: &str,
    unit: Option<Unit>,
) -> Result<(Value, Option<&'static str>), String> {
    let strict = |text: &str| Value::read(fact, text).map(|value| (value, None));
    match fact.row().shape {
        Shape::Flag => match flag(text) {
            Some(true) => strict("yes"),
            Some(false) => strict("no"),
            None => strict(text),
        },
        Shape::Number { unit: "GB", .. } => match size(text, unit) {
            Some((size, assumed)) => {
                Value::read(fact, &size.to_string()).map(|value| (value, assumed))
            }
            None => strict(text),
        },
        Shape::Number { .. } => strict(&count(text).map_or(text.to_owned(), |it| it.to_string())),
        Shape::Word(words) => {
            let meant = |(_, meaning): &&(&str, &str)| letters(meaning) == letters(text);
            match words.iter().find(meant) {
                Some((word, _)) => strict(word),
                None if fact == MACHINE => strict(machine(text)),
                None => strict(text.trim()),
            }
        }
        Shape::Words(words) => {
            let mut read: Vec<&str> = Vec::new();
            for part in text.split([',', ';', '+', '\n', '|']).map(str::trim) {
                let meant = |(_, meaning): &&(&str, &str)| letters(meaning) == letters(part);
                read.push(words.iter().find(meant).map_or(part, |(word, _)| word));
            }
            strict(&read.join("+"))
        }
        Shape::Texts | Shape::Codes | Shape::Names(_) => {
            strict(&text.replace([',', '\n', '|'], ";"))
        }
        Shape::Release | Shape::Text | Shape::Code | Shape::Host | Shape::Name(_) => {
            strict(&text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    }
}

fn machine(text: &str) -> &str {
    match letters(text).as_str() {
        "vm" | "v" | "virtuell" | "virtuel" | "virtuelle" | "hyperv" | "hypervvm" | "vmware"
        | "vmwarevm" | "virtualmachine" => "virtual",
        "p" | "hw" | "hardware" | "baremetal" | "physisch" | "physique" | "blech" => "physical",
        "azurevm" => "azure",
        _ => text,
    }
}
