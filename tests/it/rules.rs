//! What every rule promises, asked of all rules at once.

use std::collections::BTreeSet;

use crate::walk::Walk;
use sitewright::{
    commands::apply_all,
    facts::{sources::ROOT, versions::Version},
    model::{Date, Design, Ids, outline},
    rules::{self, Finding, Fix, Fixes, Rule, Severity, engine},
};

#[test]
fn ids_are_given_once_and_read_as_ids() {
    let mut seen = BTreeSet::new();
    for rule in rules::all() {
        assert!(seen.insert(rule.id), "{} is there twice", rule.id);
        let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(rule.id.bytes().all(plain), "{}", rule.id);
        assert_eq!(rules::by_id(rule.id).map(|found| found.id), Some(rule.id));
    }
}

#[test]
fn the_bad_example_breaks_the_rule_once() {
    each(|rule| {
        let found = broken(rule, &design(&rule.bad.text()));
        if found.len() == 1 { Ok(()) } else { Err(format!("{found:?}")) }
    });
}

#[test]
fn the_good_example_keeps_the_rule() {
    each(|rule| none(&broken(rule, &design(&rule.good.text()))));
}

/// One cause, one finding.
#[test]
fn the_bad_example_raises_no_other_error() {
    each(|rule| none(&errors_of_others(rule, &design(&rule.bad.text()))));
}

/// Else the example would teach one mistake by way of another.
#[test]
fn the_good_example_raises_no_error() {
    each(|rule| none(&errors_of_others(rule, &design(&rule.good.text()))));
}

#[test]
fn the_first_fix_makes_the_good_example_of_the_bad_one() {
    each(|rule| {
        let bad = design(&rule.bad.text());
        let Some(fix) = fixes(rule, &bad).into_iter().next() else { return Ok(()) };
        let fixed = apply_all(&fix.commands, &bad).map_err(|refusal| refusal.to_string())?;
        let (fixed, good) = (outline::print(&fixed), outline::print(&design(&rule.good.text())));
        let differs = || format!("{} makes\n{fixed}\nwhere this is wanted\n{good}", fix.title);
        if fixed == good { Ok(()) } else { Err(differs()) }
    });
}

#[test]
fn a_rule_that_offers_fixes_has_one_for_its_bad_example() {
    each(|rule| match rule.fixes {
        Fixes::Offer(_) if fixes(rule, &design(&rule.bad.text())).is_empty() => {
            Err("no fix".to_owned())
        }
        Fixes::None(because) if !is_sentence(because) => Err(because.to_owned()),
        _ => Ok(()),
    });
}

#[test]
fn every_fix_of_every_bad_example_can_be_carried_out_and_helps() {
    each(|rule| {
        let bad = design(&rule.bad.text());
        for fix in fixes(rule, &bad) {
            let named = |fault: String| format!("{}: {fault}", fix.title);
            let fixed = apply_all(&fix.commands, &bad).map_err(|it| named(it.to_string()))?;
            none(&broken(rule, &fixed)).map_err(named)?;
            none(&errors_of_others(rule, &fixed)).map_err(named)?;
            if !is_title(&fix.title) {
                return Err(named("no title".to_owned()));
            }
        }
        Ok(())
    });
}

/// A pair that differs in two things teaches neither: one line came, went, changed or moved, or a
/// word of one line went to another. Indents may follow what was hung elsewhere.
#[test]
fn the_examples_differ_in_one_thing() {
    each(|rule| {
        let (bad, good) = (rule.bad.text(), rule.good.text());
        let (only_bad, only_good) = (only(&bad, &good), only(&good, &bad));
        let words = |lines: &[&str]| {
            let split = lines.iter().flat_map(|line| line.split([' ', ',', ':']));
            let mut words: Vec<_> = split.filter(|word| !word.is_empty()).collect();
            words.sort_unstable();
            words.join(" ")
        };
        let one_line = only_bad.len() <= 1 && only_good.len() <= 1;
        let one_word = only_bad.len() == 2 && words(&only_bad) == words(&only_good);
        let differ = bad != good && (one_line || one_word);
        if differ { Ok(()) } else { Err(format!("{only_bad:?} and {only_good:?}")) }
    });
}

#[test]
fn titles_and_reasons_read_as_they_should() {
    each(|rule| {
        for finding in broken(rule, &design(&rule.bad.text())) {
            let what = finding.what();
            if what.is_empty() || what.ends_with('.') || !is_sentence(finding.because()) {
                return Err(format!("{what}: {}", finding.because()));
            }
        }
        let reads = is_title(rule.title) && is_sentence(rule.why);
        if reads { Ok(()) } else { Err(format!("{}: {}", rule.title, rule.why)) }
    });
}

#[test]
fn what_is_not_checked_says_so_in_a_sentence() {
    for rule in rules::all() {
        for text in [rule.bad.text(), rule.good.text()] {
            let asked = engine::ask(rule, &design(&text));
            for open in asked.iter().filter(|finding| finding.problem().is_none()) {
                assert!(is_sentence(open.because()), "{}: {}", rule.id, open.because());
            }
        }
    }
}

#[test]
fn sources_are_pages_of_the_documentation_with_a_day() {
    for rule in rules::all() {
        assert!(!rule.sources.is_empty(), "{}: no source", rule.id);
        for source in rule.sources {
            let page = source.page;
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
            let fits = page.bytes().all(|byte| plain(byte) || matches!(byte, b'/' | b'-' | b'_'));
            let relative = !page.starts_with('/') && !page.ends_with('/') && page.contains('/');
            assert!(fits && relative, "{}: {page}", rule.id);
            assert_eq!(source.address(), format!("{ROOT}{page}"));
            let day = Date::read(source.read);
            assert!(day.is_some_and(|day| day.year >= 2026), "{}: {}", rule.id, source.read);
        }
    }
}

#[test]
fn severities_begin_with_the_oldest_version_at_which_they_apply() {
    for rule in rules::all() {
        assert!(!rule.levels.is_empty(), "{}: no severity", rule.id);
        let versions: Vec<_> = rule.levels.iter().map(|(version, _)| *version).collect();
        assert!(versions.is_sorted(), "{}: {versions:?}", rule.id);
        assert!(rule.severity(Version::NEWEST).is_some(), "{}: gone from the newest", rule.id);
    }
}

/// Whatever a plan holds, a button that is shown can be pressed, and cures what it is shown for.
#[test]
fn fixes_cure_in_designs_of_any_shape() {
    let (mut faults, mut count) = (BTreeSet::new(), 0);
    for seed in 0..40 {
        let mut walk = Walk::new(seed);
        let mut design = Design::new();
        for _ in 0..60 {
            let command = walk.command(&design);
            _ = command.apply(&mut design);
        }
        let report = rules::check(&design);
        for finding in report.sorted(&design).into_iter().filter(|it| it.problem().is_some()) {
            let Fixes::Offer(offer) = finding.rule.fixes else { continue };
            for fix in offer(&design, finding.on, &mut Ids::random(seed)) {
                count += 1;
                let fault = match apply_all(&fix.commands, &design) {
                    Ok(fixed) => still(finding, &fixed).then(|| "does not help".to_owned()),
                    Err(refusal) => Some(refusal.to_string()),
                };
                let told = |fault| format!("{}: {}: {fault}", finding.rule.id, fix.title);
                faults.extend(fault.map(told));
            }
        }
    }
    let faults: Vec<_> = faults.into_iter().collect();
    assert!(faults.is_empty() && count > 1_000, "of {count} fixes:\n{}", faults.join("\n"));
}

fn still(finding: &Finding, design: &Design) -> bool {
    let asked = broken(finding.rule, design);
    asked.iter().any(|other| other.on == finding.on)
}

fn broken(rule: &'static Rule, design: &Design) -> Vec<Finding> {
    let asked = engine::ask(rule, design);
    asked.into_iter().filter(|finding| finding.problem().is_some()).collect()
}

fn errors_of_others(rule: &Rule, design: &Design) -> Vec<Finding> {
    let report = rules::check(design);
    let other = |finding: &&Finding| {
        finding.problem().is_some()
            && finding.severity == Severity::Error
            && finding.rule.id != rule.id
    };
    report.sorted(design).into_iter().filter(other).cloned().collect()
}

/// The cures for the first finding.
fn fixes(rule: &'static Rule, design: &Design) -> Vec<Fix> {
    match (rule.fixes, broken(rule, design).first()) {
        (Fixes::Offer(offer), Some(finding)) => offer(design, finding.on, &mut Ids::counted()),
        _ => Vec::new(),
    }
}

/// Asks the same of every rule, and tells all that do not hold.
#[track_caller]
fn each(check: impl Fn(&'static Rule) -> Result<(), String>) {
    let fault = |rule: &'static Rule| Some(format!("{}: {}", rule.id, check(rule).err()?));
    let faults: Vec<_> = rules::all().filter_map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn none(found: &[Finding]) -> Result<(), String> {
    if found.is_empty() { Ok(()) } else { Err(format!("{found:?}")) }
}

/// The lines of `text` that `other` does not have as often.
fn only<'a>(text: &'a str, other: &str) -> Vec<&'a str> {
    let mut there: Vec<_> = other.lines().map(str::trim).collect();
    let mut is_new = |line: &&str| match there.iter().position(|known| known == line) {
        Some(at) => {
            there.swap_remove(at);
            false
        }
        None => !line.is_empty(),
    };
    text.lines().map(str::trim).filter(|line| is_new(line)).collect()
}

fn is_title(text: &str) -> bool {
    starts_well(text) && !text.ends_with('.') && !text.contains('!')
}

fn is_sentence(text: &str) -> bool {
    starts_well(text) && text.ends_with('.') && !text.contains('!') && !text.contains("  ")
}

fn starts_well(text: &str) -> bool {
    text.chars().next().is_some_and(|first| !first.is_lowercase() && !first.is_whitespace())
}

#[track_caller]
#[expect(clippy::panic, reason = "a test helper")]
fn design(text: &str) -> Design {
    outline::parse(text).unwrap_or_else(|faults| {
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        panic!("{} in\n{text}", faults.join("\n"))
    })
}
