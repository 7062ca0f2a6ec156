//! The facts of the table, section by section, folded until they are used.

use egui::{Align, Layout};

use super::{
    super::{
        super::{
            Action,
            actions::Edit,
            controls::{FIELD_HEIGHT, Mark, check, choose_at, fold, line},
            look::font,
        },
        fields::{Prop, field_id},
    },
    FIELD, Page,
};
use crate::{
    commands::{AddEntity, Command, Field, Set},
    facts::{
        said::{EntityKind, Fact, Section, Shape, sites::PARENT},
        sites::SiteKind,
    },
    measure::Weight,
    model::{NodeId, Value},
    scene::Ink,
};

/// Of so many nodes it is looked whether they say the same; this is done for every frame.
const MOST_READ: usize = 300;

/// Wide enough for a yes, a no, and what is assumed.
const NARROW: f32 = 118.0;

/// As many names are offered in a list.
const OFFERED: usize = 60;

/// Every section of facts that all of the nodes can have; the plan's, where there are none.
pub fn facts_ui(page: &mut Page<'_, '_>, nodes: &[NodeId]) {
    let facts = shared_facts(page, nodes);
    let mut rest = facts.as_slice();
    if !rest.is_empty() {
        page.ui.add_space(12.0);
    }
    while let Some(first) = rest.first() {
        let section = first.row().section;
        let end = rest.iter().position(|fact| fact.row().section != section);
        let (here, others) = rest.split_at(end.unwrap_or(rest.len()));
        section_ui(page, nodes, section, here);
        rest = others;
    }
}

/// The facts that fit every one of the nodes.
fn shared_facts(page: &Page<'_, '_>, nodes: &[NodeId]) -> Vec<Fact> {
    let design = page.cx.design();
    let Some(on) = design.kind_of(nodes.first().copied()) else { return Vec::new() };
    let mut kinds: Vec<_> = nodes
        .iter()
        .take(MOST_READ)
        .filter_map(|node| design.kind_of(Some(*node)))
        .filter(|kind| *kind != on)
        .collect();
    kinds.dedup();
    let mut facts = Fact::of(on);
    facts.retain(|fact| kinds.iter().all(|kind| fact.fits(*kind)));
    // Only what hangs under no other site may have a parent that nobody knows.
    let may_hang = |node: &NodeId| match node {
        NodeId::Site(id) => {
            design.site(*id).is_some_and(|it| it.is_top() && it.kind != SiteKind::Central)
        }
        _ => false,
    };
    if !nodes.iter().take(MOST_READ).all(may_hang) {
        facts.retain(|fact| *fact != PARENT);
    }
    facts
}

fn section_ui(page: &mut Page<'_, '_>, nodes: &[NodeId], section: Section, facts: &[Fact]) {
    let said = facts.iter().filter(|fact| is_said(page, nodes, **fact)).count();
    let open = page.cx.view.folds.get(&section).copied().unwrap_or(said > 0);
    let right = match said {
        0 => String::new(),
        _ => format!("{said} of {}", facts.len()),
    };
    let id = egui::Id::unique(("fold", section.title()));
    if fold(page.ui, page.cx.look, id, open, section.title(), &right).clicked() {
        page.actions.push(Action::Fold(section, !open));
    }
    if open {
        page.ui.add_space(2.0);
        for fact in facts {
            fact_ui(page, nodes, *fact);
        }
        page.ui.add_space(8.0);
    }
}

fn is_said(page: &Page<'_, '_>, nodes: &[NodeId], fact: Fact) -> bool {
    let design = page.cx.design();
    let says = |node| design.said_of(node).is_some_and(|said| said.has(fact));
    match nodes {
        [] => says(None),
        nodes => nodes.iter().take(MOST_READ).any(|node| says(Some(*node))),
    }
}

/// What all nodes say; nothing and `false` where they differ.
fn common(page: &Page<'_, '_>, nodes: &[NodeId], fact: Fact) -> (Option<Value>, bool) {
    let design = page.cx.design();
    let value = |node| design.said_of(node).and_then(|said| said.get(fact)).cloned();
    let Some((first, others)) = nodes.split_first() else { return (value(None), true) };
    let first = value(Some(*first));
    let same = others.iter().take(MOST_READ).all(|node| value(Some(*node)) == first);
    if same { (first, true) } else { (None, false) }
}

fn fact_ui(page: &mut Page<'_, '_>, nodes: &[NodeId], fact: Fact) {
    match fact.row().shape {
        Shape::Flag => flag_ui(page, nodes, fact),
        Shape::Word(words) => {
            let spelled = |word: &str| Value::read(fact, word).ok();
            let options = words.iter().filter_map(|(word, _)| spelled(word));
            let options: Vec<_> = options.map(|value| (value.clone(), value.shown(fact))).collect();
            choose_ui(page, nodes, fact, options, FIELD);
        }
        Shape::Words(words) => words_ui(page, nodes, fact, words),
        Shape::Name(kind) => name_ui(page, nodes, fact, kind),
        Shape::Names(_)
        | Shape::Texts
        | Shape::Text
        | Shape::Code
        | Shape::Codes
        | Shape::Host
        | Shape::Release
        | Shape::Number { .. } => {
            labeled(page, fact, FIELD, |page, width| {
                let prop = Prop::Fact(fact);
                let id = page.drafts.field(page.cx, page.ui, page.actions, nodes, prop, width);
                page.first.get_or_insert(id);
            });
            page.drafts.complaint(page.cx, page.ui, nodes, Prop::Fact(fact));
        }
    }
}

/// A label and what is set; below each other where the label is long.
fn labeled(
    page: &mut Page<'_, '_>,
    fact: Fact,
    field: f32,
    add: impl FnOnce(&mut Page<'_, '_>, f32),
) {
    let look = page.cx.look;
    let row = fact.row();
    let title = match row.shape {
        Shape::Number { unit, .. } if !unit.is_empty() => format!("{} ({unit})", row.title),
        _ => row.title.to_owned(),
    };
    let width = page.ui.available_width();
    let color = look.color(Ink::Muted);
    let regular = font(13.0, Weight::Regular);
    let long = line(page.ui, &title, regular.clone(), color, f32::INFINITY).size().x;
    let narrow = field < FIELD;
    if !narrow && long <= width - field - 8.0 {
        page.row(&title, |page, right| add(page, right.min(field)));
        return;
    }
    let room = if narrow { width - field - 8.0 } else { width };
    let galley = page.ui.painter().layout(title, regular, color, room);
    let text = galley.size().y;
    let height = if narrow { text.max(FIELD_HEIGHT) } else { text + 3.0 + FIELD_HEIGHT };
    let (rect, _) = page.ui.allocate_exact_size(egui::vec2(width, height), egui::Sense::hover());
    let lift = if narrow { (height - text) / 2.0 } else { 0.0 };
    page.ui.painter().galley(rect.left_top() + egui::vec2(0.0, lift), galley, color);
    let corner = match narrow {
        true => egui::pos2(rect.right() - field, rect.center().y - FIELD_HEIGHT / 2.0),
        false => egui::pos2(rect.left(), rect.bottom() - FIELD_HEIGHT),
    };
    let place = egui::Rect::from_min_max(corner, rect.max);
    let layout = Layout::left_to_right(Align::Min);
    let mut child = page.ui.new_child(egui::UiBuilder::new().max_rect(place).layout(layout));
    let mut inner = Page {
        cx: page.cx,
        ui: &mut child,
        actions: page.actions,
        drafts: page.drafts,
        first: page.first,
    };
    add(&mut inner, place.width());
    page.first = inner.first;
    page.ui.add_space(4.0);
}

/// Yes, no, or nothing said.
fn flag_ui(page: &mut Page<'_, '_>, nodes: &[NodeId], fact: Fact) {
    let options =
        [(true, "Yes"), (false, "No")].map(|(flag, word)| (Value::Flag(flag), word.to_owned()));
    choose_ui(page, nodes, fact, options.to_vec(), NARROW);
}

fn choose_ui(
    page: &mut Page<'_, '_>,
    nodes: &[NodeId],
    fact: Fact,
    known: Vec<(Value, String)>,
    field: f32,
) {
    let (now, same) = common(page, nodes, fact);
    let assumed = fact.row().assumed.and_then(|word| Value::read(fact, word).ok());
    let title = |value: &Value| {
        let known = known.iter().find(|(it, _)| it == value).map(|(_, title)| title.clone());
        known.unwrap_or_else(|| value.shown(fact))
    };
    let open = match &assumed {
        Some(value) => format!("assumed: {}", title(value)),
        None => "not known".to_owned(),
    };
    let ink = if same && now.is_some() { Ink::Text } else { Ink::Muted };
    let shown = match (&now, same) {
        (_, false) => "mixed".to_owned(),
        (None, true) => open,
        (Some(value), true) => title(value),
    };
    let silent = (None, "Not known".to_owned());
    let options: Vec<(Option<Value>, String)> = std::iter::once(silent)
        .chain(known.into_iter().map(|(value, title)| (Some(value), title)))
        .collect();
    let at = options.iter().position(|(value, _)| same && *value == now).unwrap_or(usize::MAX);
    labeled(page, fact, field, |page, width| {
        let id = field_id(nodes, Prop::Fact(fact));
        page.first.get_or_insert(id);
        let (look, title) = (page.cx.look, fact.row().title);
        let chosen = choose_at(page.ui, look, id, title, (at, &shown, ink), &options, width);
        if let Some(value) = chosen.filter(|value| !same || *value != now) {
            set(page, nodes, fact, value.as_ref());
        }
    });
}

/// A box for each word.
fn words_ui(
    page: &mut Page<'_, '_>,
    nodes: &[NodeId],
    fact: Fact,
    words: &'static [(&'static str, &'static str)],
) {
    let look = page.cx.look;
    super::super::super::controls::words(
        page.ui,
        look,
        fact.row().title,
        13.0,
        Weight::Regular,
        Ink::Muted,
    );
    let design = page.cx.design();
    let of = |node: Option<NodeId>| {
        design.said_of(node).and_then(|said| said.words(fact)).unwrap_or_default()
    };
    for (word, meaning) in words {
        let has = |node| of(node).contains(word);
        let mark = match nodes {
            [] => Mark::of([has(None)]),
            nodes => Mark::of(nodes.iter().take(MOST_READ).map(|node| has(Some(*node)))),
        };
        let Some(on) = check(page.ui, look, mark, meaning) else { continue };
        let change = |node: Option<NodeId>| -> Command {
            let said = of(node).iter().copied().filter(|it| it != word);
            let said: Vec<&str> = said.chain(on.then_some(*word)).collect();
            let value = Value::read(fact, &said.join("+")).ok();
            Set { node, field: Field::Fact(fact, value) }.into()
        };
        let commands = match nodes {
            [] => vec![change(None)],
            nodes => nodes.iter().map(|node| change(Some(*node))).collect(),
        };
        page.actions.push(Action::Run(named(Edit::of(commands), nodes, fact)));
    }
}

/// One of the entities there are, or a new one.
fn name_ui(page: &mut Page<'_, '_>, nodes: &[NodeId], fact: Fact, kind: EntityKind) {
    let design = page.cx.design();
    let (now, _) = common(page, nodes, fact);
    let text = |name: &str| (Value::Text(name.into()), name.to_owned());
    let mut known: Vec<_> =
        design.entities_of(kind).map(|it| text(&it.name)).take(OFFERED).collect();
    if let Some(now) = now.filter(|now| known.iter().all(|(value, _)| value != now)) {
        known.push((now.clone(), now.spelled()));
    }
    let new = new_name(page, nodes, kind);
    let title = format!("New {}: {new}", kind.title().to_lowercase());
    known.push((Value::Text(new.clone().into()), title));
    let before = page.actions.len();
    choose_ui(page, nodes, fact, known, FIELD);
    // The new one is made in the same step in which it is named.
    let is_new = design.entity_named(kind, &new).is_none();
    if let (true, Some(Action::Run(edit))) = (is_new, page.actions.get_mut(before)) {
        let names_it = |command: &Command| match command {
            Command::Set(Set { field: Field::Fact(_, Some(Value::Text(text))), .. }) => {
                **text == *new
            }
            _ => false,
        };
        if edit.commands.iter().any(names_it) {
            let id = page.cx.session.fresh();
            edit.commands.insert(0, AddEntity { id, kind, name: new }.into());
        }
    }
}

/// A name that nothing of the kind has: the server's own domain, or the kind with a number.
fn new_name(page: &Page<'_, '_>, nodes: &[NodeId], kind: EntityKind) -> String {
    let design = page.cx.design();
    let free = |name: &String| design.entity_named(kind, name).is_none();
    let domain = match (kind, nodes.first()) {
        (EntityKind::Domain, Some(NodeId::Server(id))) => {
            design.server(*id).and_then(|server| server.server().domain().map(str::to_owned))
        }
        _ => None,
    };
    let numbered = (1..).map(|number| format!("{} {number}", kind.title()));
    domain.into_iter().chain(numbered).find(free).unwrap_or_default()
}

fn set(page: &mut Page<'_, '_>, nodes: &[NodeId], fact: Fact, value: Option<&Value>) {
    let of = |node| Command::from(Set { node, field: Field::Fact(fact, value.cloned()) });
    let commands = match nodes {
        [] => vec![of(None)],
        nodes => nodes.iter().map(|node| of(Some(*node))).collect(),
    };
    page.actions.push(Action::Run(named(Edit::of(commands), nodes, fact)));
}

/// One step of history for all of them.
fn named(edit: Edit, nodes: &[NodeId], fact: Fact) -> Edit {
    match nodes.len() {
        0 | 1 => edit,
        several => edit.named(format!("Set {} of {several}", fact.row().title)),
    }
}
