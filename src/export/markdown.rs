//! The plan as Markdown: what stands where, and what the rules say of it.

use std::fmt::{self, Write as _};

use super::{Exporter, Input};
use crate::{
    facts::{choices::Choice, roles::RoleKind},
    model::{Gateway, NodeId, Role, RoleRef, Said, ServerRef, SiteRef, Waiver},
    rules::{Finding, Severity, Standing, house, questions},
    scene::sheet,
};

pub(super) const EXPORTER: Exporter = Exporter {
    kind: "md",
    title: "Plan as Markdown",
    extension: "md",
    text: true,
    write: |input| {
        let mut text = String::new();
        let written = document(&mut text, input);
        debug_assert!(written.is_ok(), "a String takes all that is written to it");
        Ok(text.into_bytes())
    },
};

fn document(out: &mut String, input: &Input<'_>) -> fmt::Result {
    let plan = input.plan;
    writeln!(out, "# {}\n", Plain(input.title()))?;
    writeln!(out, "Planned for {}.", sheet::judged_for(plan))?;
    writeln!(out, "{}.", sheet::extent(plan))?;
    writeln!(out, "{}", standing(input))?;
    if let Some(said) = house::sentences(&plan.design) {
        writeln!(out, "\n{}", Plain(&said))?;
    }
    hierarchy(out, input)?;
    servers(out, input)?;
    roles(out, input)?;
    facts(out, input)?;
    findings(out, input)?;
    accepted(out, input)?;
    not_checked(out, input)?;
    writeln!(out, "\n---\n\n{}", sheet::made_with())
}

/// How the plan stands, in one sentence.
fn standing(input: &Input<'_>) -> String {
    let tally = input.report.tally();
    let counts = Severity::ALL.map(|severity| (severity, tally.of_severity(severity)));
    let mut parts: Vec<_> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| sheet::standing(severity, count))
        .collect();
    if parts.is_empty() {
        parts.push(if tally.waived > 0 { "No open findings" } else { "No findings" }.to_owned());
    }
    if tally.waived > 0 {
        parts.push(format!("{} waived", tally.waived));
    }
    if tally.unknown > 0 {
        parts.push(format!("{} not checked", tally.unknown));
    }
    format!("{}.", parts.join(", "))
}

fn hierarchy(out: &mut String, input: &Input<'_>) -> fmt::Result {
    let design = &input.plan.design;
    writeln!(out, "\n## Hierarchy\n")?;
    if design.is_empty() {
        return writeln!(out, "Nothing is planned yet.");
    }
    let mut waiting: Vec<_> = design.roots().map(|root| (root.id, 0)).collect();
    waiting.reverse();
    while let Some((id, depth)) = waiting.pop() {
        waiting.extend(design.children(id).into_iter().rev().map(|child| (child, depth + 1)));
        if let Some(site) = design.site(id) {
            writeln!(out, "{:indent$}- {}", "", site_line(site), indent = depth * 2)?;
        }
    }
    for gateway in design.gateways() {
        writeln!(out, "- {}", gateway_line(input, gateway))?;
    }
    Ok(())
}

fn site_line(site: SiteRef<'_>) -> String {
    let mut facts = vec![format!("{}: {}", Plain(&site.label()), site.kind.facts().title)];
    if site.parent_is_unknown() {
        facts.push("parent site not known".to_owned());
    }
    let devices = |count: Option<u32>, how| {
        count.map(|count| format!("{}{how}", sheet::counted(count, "device")))
    };
    facts.extend(devices(site.devices, ""));
    facts.extend(devices(site.cloud_devices, " through a cloud management gateway"));
    facts.extend(site.communication.map(|it| it.title().to_owned()));
    format!("{} (`{}`)", facts.join(", "), site.id)
}

fn gateway_line(input: &Input<'_>, gateway: &Gateway) -> String {
    let mut facts = vec![format!("{}: cloud management gateway", Plain(&gateway.name))];
    facts.extend(gateway.instances.map(|count| format!("{count} instances")));
    let words = [&gateway.size, &gateway.region].into_iter().flatten();
    facts.extend(words.map(|fact| Plain(fact).to_string()));
    let at = gateway.at.and_then(|site| input.plan.design.site(site));
    facts.extend(at.map(|site| format!("created at {}", Plain(&site.code))));
    format!("{} (`{}`)", facts.join(", "), gateway.id)
}

/// Its letters; one that nobody knows by its name.
fn role_name(role: &Role) -> String {
    match role.kind {
        RoleKind::Unknown => format!("unknown: {}", Plain(role.title())),
        known => known.code().to_owned(),
    }
}

fn servers(out: &mut String, input: &Input<'_>) -> fmt::Result {
    let design = &input.plan.design;
    writeln!(out, "\n## Servers\n")?;
    if design.server_count() == 0 {
        return writeln!(out, "No servers are planned yet.");
    }
    writeln!(out, "| Site | Server | FQDN | Where and what for | System | Roles | Id |")?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for server in design.servers() {
        let roles: Vec<_> = server.roles().map(|role| role_name(role.role())).collect();
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | `{}` |",
            Plain(&server.site().code),
            Plain(&server.name),
            Plain(server.fqdn.as_deref().unwrap_or_default()),
            Plain(&server.title),
            server.system.map_or("", |system| system.facts().title),
            roles.join(", "),
            server.id,
        )?;
    }
    Ok(())
}

fn roles(out: &mut String, input: &Input<'_>) -> fmt::Result {
    let design = &input.plan.design;
    let mut servers = design.servers().filter(|server| !server.roles.is_empty()).peekable();
    if servers.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "\n## Roles")?;
    for server in servers {
        writeln!(out, "\n### {}\n", Plain(&in_site(server)))?;
        for role in server.roles() {
            writeln!(out, "- {}", role_line(role))?;
        }
    }
    Ok(())
}

fn in_site(server: ServerRef<'_>) -> String {
    format!("{} in {}", server.name, server.site().label())
}

fn role_line(role: RoleRef<'_>) -> String {
    let facts = role.kind.facts();
    let mut parts = vec![match role.own_name() {
        Some(name) => format!("{} ({}), not judged", facts.title, Plain(name)),
        None => format!("{} ({})", facts.title, facts.code),
    }];
    if role.serves.is_some_and(|site| site != role.server().site().id) {
        parts.push(format!("serves {}", Plain(&role.site().code)));
    }
    let sources: Vec<_> =
        role.sources().map(|source| Plain(&source.server().name).to_string()).collect();
    let settings = role.choices().filter(|choice| *choice != Choice::Pull || sources.is_empty());
    parts.extend(settings.map(|choice| in_sentence(choice.title())));
    if !sources.is_empty() {
        parts.push(format!("pulls its content from {}", sources.join(", ")));
    }
    parts.join("; ")
}

/// A title inside a sentence: names and abbreviations keep their capitals.
fn in_sentence(title: &str) -> String {
    let mut letters = title.chars();
    let (first, second) = (letters.next(), letters.next());
    let plain = second.is_none_or(char::is_lowercase) && !title.starts_with("Microsoft");
    match first {
        Some(first) if plain => first.to_lowercase().chain(title.chars().skip(1)).collect(),
        _ => title.to_owned(),
    }
}

fn findings(out: &mut String, input: &Input<'_>) -> fmt::Result {
    let found = input.report.sorted(&input.plan.design);
    writeln!(out, "\n## Findings")?;
    let open: Vec<_> = found.into_iter().filter(|it| input.report.is_open(it)).collect();
    if open.is_empty() && input.report.tally().waived > 0 {
        return writeln!(out, "\nNo rule is broken that is not accepted below.");
    }
    if open.is_empty() {
        return writeln!(out, "\nNo rule is broken.");
    }
    for severity in Severity::ALL {
        let mut these = open.iter().filter(|it| it.severity == severity).peekable();
        if these.peek().is_some() {
            writeln!(out, "\n### {}", severity.title())?;
        }
        for finding in these {
            self::finding(out, input, finding)?;
        }
    }
    Ok(())
}

fn finding(out: &mut String, input: &Input<'_>, finding: &Finding) -> fmt::Result {
    let design = &input.plan.design;
    let place = sheet::whereabouts(design, finding.on);
    writeln!(out, "\n- **{}** {}.", finding.id(design), Plain(finding.what()))?;
    writeln!(out, "  Where: {}.", Plain(&place))?;
    writeln!(out, "  Because: {}", Plain(finding.because()))?;
    if let Standing::Lapsed(waiver, lapse) = input.report.standing(finding) {
        writeln!(out, "  Lapsed: {}", Plain(&lapse.words(waiver, finding)))?;
    }
    for source in finding.rule.sources {
        writeln!(out, "  Source: <{}>, read {}.", source.address(), source.read)?;
    }
    Ok(())
}

/// What the plan lives with, for whoever signs it.
fn accepted(out: &mut String, input: &Input<'_>) -> fmt::Result {
    let (design, report) = (&input.plan.design, input.report);
    let sorted = report.sorted(design).into_iter();
    let waived: Vec<_> =
        sorted.filter_map(|it| Some((it, report.standing(it).waiver()?))).collect();
    if waived.is_empty() && report.idle_waivers().next().is_none() {
        return Ok(());
    }
    writeln!(out, "\n## Accepted")?;
    for (finding, waiver) in waived {
        writeln!(out, "\n- **{}** {}.", finding.id(design), Plain(finding.what()))?;
        writeln!(out, "  Where: {}.", Plain(&sheet::whereabouts(design, finding.on)))?;
        writeln!(out, "  Severity: {}.", finding.severity.title())?;
        terms(out, waiver)?;
    }
    for (waiver, idle) in report.idle_waivers() {
        writeln!(out, "\n- **{}** {}.", Plain(&waiver.rule), Plain(&waiver.said))?;
        writeln!(out, "  No longer applies: {}.", in_sentence(idle.words()))?;
        terms(out, waiver)?;
    }
    Ok(())
}

fn terms(out: &mut String, waiver: &Waiver) -> fmt::Result {
    writeln!(out, "  Reason: {}", Plain(&waiver.reason))?;
    if !waiver.owner.is_empty() {
        writeln!(out, "  Owner: {}", Plain(&waiver.owner))?;
    }
    let made = waiver.made_on.map_or_else(String::new, |day| format!("; waived on {day}"));
    writeln!(out, "  Review by: {}{made}.", waiver.review_by)
}

/// What the plan would have to say, by who can answer.
fn not_checked(out: &mut String, input: &Input<'_>) -> fmt::Result {
    let design = &input.plan.design;
    let open = questions::questions(design, input.report);
    if open.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Not checked")?;
    let mut who = None;
    for question in open {
        if who.replace(question.who) != Some(question.who) {
            writeln!(out, "\n### Questions for: {}", question.who.title())?;
        }
        let rules = question.rules.join(", ");
        writeln!(out, "\n- {} ({})", Plain(question.because), Plain(&rules))?;
        let places = question.nodes.iter().map(|it| sheet::whereabouts(design, Some(*it)));
        let places: Vec<_> = places.map(|place| Plain(&place).to_string()).collect();
        if !places.is_empty() {
            writeln!(out, "  Where: {}.", places.join("; "))?;
        }
    }
    Ok(())
}

/// What the plan says beyond names and roles.
fn facts(out: &mut String, input: &Input<'_>) -> fmt::Result {
    let design = &input.plan.design;
    let mut nodes: Vec<Option<NodeId>> = vec![None];
    for site in design.sites() {
        nodes.push(Some(site.id.into()));
        for server in site.servers() {
            nodes.push(Some(server.id.into()));
            nodes.extend(server.server().roles.iter().map(|role| Some(role.id.into())));
        }
    }
    nodes.extend(design.gateways().iter().map(|gateway| Some(gateway.id.into())));
    nodes.extend(design.entities().map(|entity| Some(entity.id.into())));
    // An entity is worth a line even where nothing more is said of it.
    let speaks = |node: &Option<NodeId>| {
        let said = design.said_of(*node).is_some_and(|said| !said.is_empty());
        said || matches!(node, Some(NodeId::Entity(_)))
    };
    nodes.retain(speaks);
    if nodes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Facts\n\n| Of | Facts |\n|---|---|")?;
    for node in nodes {
        let said = design.said_of(node).into_iter().flat_map(Said::all);
        let said: Vec<_> = said
            .map(|(fact, value)| format!("{}: {}", fact.row().title, value.shown(*fact)))
            .collect();
        let place = sheet::whereabouts(design, node);
        writeln!(out, "| {} | {} |", Plain(&place), Plain(&said.join("; ")))?;
    }
    Ok(())
}

/// A text on one line that stays a text whatever stands in it: no markup, no link, no table cell.
struct Plain<'a>(&'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut number = true;
        for (place, word) in self.0.split_whitespace().enumerate() {
            if place > 0 {
                f.write_char(' ')?;
            }
            for (at, char) in word.chars().enumerate() {
                let first = place == 0 && at == 0;
                number &= place == 0;
                match char {
                    char if is_invisible(char) => f.write_char('\u{fffd}')?,
                    '-' | '+' | '=' if first => write!(f, "\\{char}")?,
                    '.' | ')' if number && !first => write!(f, "\\{char}")?,
                    char if is_markup(char) => write!(f, "\\{char}")?,
                    char => f.write_char(char)?,
                }
                number &= char.is_ascii_digit();
            }
        }
        Ok(())
    }
}

fn is_markup(char: char) -> bool {
    matches!(
        char,
        '\\' | '`'
            | '*'
            | '_'
            | '['
            | ']'
            | '<'
            | '>'
            | '&'
            | '|'
            | '~'
            | '#'
            | '$'
            | '!'
            | ':'
            | '@'
    )
}

/// Control characters, and those that turn the direction of what follows.
fn is_invisible(char: char) -> bool {
    char.is_control() || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
