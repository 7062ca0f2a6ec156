//! The text fields of the inspector: what each reads and sets, and what is being typed.

use std::{borrow::Cow, collections::BTreeMap};

use egui::{Key, Ui};

use super::{
    super::{
        Action, Cx,
        actions::Edit,
        controls::{SMALL, field_box, line},
        look::font,
    },
    strip::grouped,
};
use crate::{
    commands::{Command, Field, Set},
    facts::said::{Fact, Shape},
    measure::Weight,
    model::{Date, Design, NodeId, Value},
    rules::Severity,
    scene::Ink,
};

/// A property that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prop {
    Title,
    AsOf,
    Code,
    Devices,
    CloudDevices,
    Name,
    Fqdn,
    Instances,
    Size,
    Region,
    /// A fact of the table.
    Fact(Fact),
}

/// The nodes that a field is about; none is the plan itself.
type Nodes = Vec<NodeId>;

/// What is being typed into a field.
struct Draft {
    text: String,
    /// What the plan said when typing began.
    base: String,
    /// Why it cannot be taken.
    bad: Option<Cow<'static, str>>,
    /// Whether it was drawn in this frame.
    seen: bool,
}

/// Everything that is typed and not yet in the plan.
#[derive(Default)]
pub struct Drafts {
    open: BTreeMap<(Nodes, Prop), Draft>,
}

impl Prop {
    /// What stands before the field.
    pub fn label(self, nodes: &[NodeId]) -> &'static str {
        match self {
            Self::Title if matches!(nodes, [NodeId::Site(_), ..]) => "Name",
            Self::Title => "Title",
            Self::AsOf => "As of",
            Self::Code => "Site code",
            Self::Devices => "Devices",
            Self::CloudDevices => "Internet devices",
            Self::Name => "Name",
            Self::Fqdn => "FQDN",
            Self::Instances => "Instances",
            Self::Size => "Size",
            Self::Region => "Region",
            Self::Fact(fact) => fact.row().title,
        }
    }

    /// The property that a command's field sets, if it is typed.
    pub fn of(field: &Field) -> Option<Self> {
        Some(match field {
            Field::Title(_) => Self::Title,
            Field::AsOf(_) => Self::AsOf,
            Field::Code(_) => Self::Code,
            Field::Devices(_) => Self::Devices,
            Field::CloudDevices(_) => Self::CloudDevices,
            Field::Name(_) => Self::Name,
            Field::Fqdn(_) => Self::Fqdn,
            Field::Instances(_) => Self::Instances,
            Field::Size(_) => Self::Size,
            Field::Region(_) => Self::Region,
            Field::Fact(fact, _) => Self::Fact(*fact),
            _ => return None,
        })
    }

    fn hint(self) -> &'static str {
        match self {
            Self::AsOf => "2026-11-23",
            Self::Devices
            | Self::CloudDevices
            | Self::Instances
            | Self::Fqdn
            | Self::Size
            | Self::Region => "not known",
            Self::Fact(fact) => fact.row().assumed.unwrap_or("not known"),
            _ => "",
        }
    }

    /// What the design says, as the field shows it.
    fn read(self, design: &Design, node: Option<NodeId>) -> String {
        let number = |number: Option<u32>| number.map(|it| grouped(it.into())).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        if let Self::Fact(fact) = self {
            let value = design.said_of(node).and_then(|said| said.get(fact));
            return match value {
                Some(Value::Number(it)) => spelled(*it),
                value => value.map(Value::spelled).unwrap_or_default(),
            };
        }
        match node {
            None => match self {
                Self::AsOf => design.head().as_of.map(|day| day.to_string()),
                _ => Some(design.head().title.clone()),
            },
            Some(NodeId::Site(id)) => design.site(id).map(|site| match self {
                Self::Code => site.code.clone(),
                Self::Devices => number(site.devices),
                Self::CloudDevices => number(site.cloud_devices),
                _ => site.title.clone(),
            }),
            Some(NodeId::Server(id)) => design.server(id).map(|server| match self {
                Self::Name => server.name.clone(),
                Self::Fqdn => text(&server.fqdn),
                _ => server.title.clone(),
            }),
            Some(NodeId::Gateway(id)) => design.gateway(id).map(|gateway| match self {
                Self::Instances => number(gateway.instances),
                Self::Size => text(&gateway.size),
                Self::Region => text(&gateway.region),
                _ => gateway.name.clone(),
            }),
            Some(NodeId::Entity(id)) => design.entity(id).map(|entity| entity.name.clone()),
            Some(NodeId::Role(_)) => None,
        }
        .unwrap_or_default()
    }

    /// The field of a command, or why the text will not do.
    pub fn parse(self, text: &str) -> Result<Field, Cow<'static, str>> {
        let text = text.trim();
        let filled = || (!text.is_empty()).then(|| text.to_owned());
        let named = |why| filled().ok_or(why);
        let number = || match text.is_empty() {
            true => Ok(None),
            false => number(text).map(Some).ok_or("A whole number, as in 12,000"),
        };
        if let Self::Fact(fact) = self {
            return read_fact(fact, text).map(|value| Field::Fact(fact, value));
        }
        Ok(match self {
            Self::Title => Field::Title(text.to_owned()),
            Self::AsOf if text.is_empty() => Field::AsOf(None),
            Self::AsOf => Field::AsOf(Some(Date::read(text).ok_or("A day, as in 2026-11-23")?)),
            Self::Code => Field::Code(named("A site needs a code")?),
            Self::Devices => Field::Devices(number()?),
            Self::CloudDevices => Field::CloudDevices(number()?),
            Self::Name => Field::Name(named("It needs a name")?),
            Self::Fqdn => Field::Fqdn(filled()),
            Self::Instances => Field::Instances(number()?),
            Self::Size => Field::Size(filled()),
            Self::Region => Field::Region(filled()),
            Self::Fact(fact) => Field::Fact(fact, None),
        })
    }
}

/// What a fact's field shows: ports and versions without a mark between thousands.
fn spelled(number: u32) -> String {
    if number < 10_000 { number.to_string() } else { grouped(number.into()) }
}

/// What is typed for a fact; nothing where it is empty.
fn read_fact(fact: Fact, text: &str) -> Result<Option<Value>, Cow<'static, str>> {
    if text.is_empty() {
        return Ok(None);
    }
    let digits = match fact.row().shape {
        Shape::Number { .. } => number(text).map(|number| number.to_string()),
        _ => None,
    };
    let read = Value::read(fact, digits.as_deref().unwrap_or(text));
    read.map(Some).map_err(|_| match fact.row().shape {
        Shape::Number { least, most, .. } => {
            format!("From {} to {}", spelled(least), spelled(most)).into()
        }
        Shape::Release => "Numbers with dots, as in 18.4.1.1".into(),
        _ => "A text of one line".into(),
    })
}

/// Reads 12000, 12 000, 12,000 and 12.000: separators stand only before three digits.
pub fn number(text: &str) -> Option<u32> {
    let is_separator = |letter: char| {
        matches!(letter, ',' | '.' | '\'' | '\u{2019}' | '\u{a0}' | '\u{202f}' | ' ')
    };
    let mut groups = text.trim().split(is_separator);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        let fits = group.len() == 3 && (1..=3).contains(&first.len());
        fits.then(|| digits.push_str(group))?;
    }
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

impl Drafts {
    pub fn begin(&mut self) {
        self.open.values_mut().for_each(|draft| draft.seen = false);
    }

    /// Takes what was typed into fields that are no longer on the screen; what cannot be taken waits
    /// there until they are shown again.
    pub fn end(&mut self, cx: &Cx<'_>, actions: &mut Vec<Action>) {
        self.open.retain(|(nodes, prop), draft| {
            if draft.seen {
                return true;
            }
            match edit(cx.design(), nodes, *prop, &draft.text) {
                Ok(action) => {
                    actions.extend(action);
                    return false;
                }
                Err(why) => draft.bad = Some(why),
            }
            nodes.iter().all(|node| cx.design().contains(*node))
        });
    }

    /// A field for a property of the nodes; of the plan, where there are none.
    pub fn field(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        nodes: &[NodeId],
        prop: Prop,
        width: f32,
    ) -> egui::Id {
        let id = field_id(nodes, prop);
        let (base, hint) = shared(cx.design(), nodes, prop);
        let key = (nodes.to_vec(), prop);
        let known = self.open.remove(&key).filter(|draft| draft.base == base);
        let mut draft = known.unwrap_or_else(|| Draft {
            text: base.clone(),
            base: base.clone(),
            bad: None,
            seen: true,
        });
        draft.seen = true;
        let bad = draft.bad.is_some();
        let field = field_box(ui, cx.look, id, &mut draft.text, hint, width, bad);
        let name = match &draft.bad {
            Some(why) => format!("{}. {why}", prop.label(nodes)),
            None => prop.label(nodes).to_owned(),
        };
        let field = field.accessible_name(name);
        if field.lost_focus() {
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                return id;
            }
            match edit(cx.design(), nodes, prop, &draft.text) {
                Ok(action) => {
                    actions.extend(action);
                    return id;
                }
                Err(why) => draft.bad = Some(why),
            }
        }
        if field.has_focus() || draft.bad.is_some() {
            self.open.insert(key, draft);
        }
        id
    }

    /// Why what stands in the field cannot be taken, as a line below it.
    pub fn complaint(&self, cx: &Cx<'_>, ui: &mut Ui, nodes: &[NodeId], prop: Prop) {
        let draft = self.open.get(&(nodes.to_vec(), prop));
        let Some(why) = draft.and_then(|draft| draft.bad.as_deref()) else { return };
        let color = cx.look.color(Ink::Severity(Severity::Error));
        let width = ui.available_width();
        let galley = line(ui, why, font(SMALL, Weight::Regular), color, width);
        let size = egui::vec2(width, galley.size().y + 2.0);
        let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        ui.painter().galley(rect.right_top() - egui::vec2(galley.size().x, 0.0), galley, color);
    }
}

/// Of so many nodes it is looked whether they say the same; this is done for every frame.
const MOST_READ: usize = 300;

pub fn field_id(nodes: &[NodeId], prop: Prop) -> egui::Id {
    egui::Id::unique((
        "field",
        nodes.len(),
        nodes.last().map(NodeId::to_string),
        format!("{prop:?}"),
    ))
}

/// What all nodes say, or nothing and "mixed".
fn shared(design: &Design, nodes: &[NodeId], prop: Prop) -> (String, &'static str) {
    let Some((first, others)) = nodes.split_first() else {
        return (prop.read(design, None), prop.hint());
    };
    let text = prop.read(design, Some(*first));
    let looked_at = others.iter().take(MOST_READ);
    match looked_at.into_iter().all(|node| prop.read(design, Some(*node)) == text) {
        true => (text, prop.hint()),
        false => (String::new(), "mixed"),
    }
}

/// The one step of history that takes the text; none where nothing would change.
fn edit(
    design: &Design,
    nodes: &[NodeId],
    prop: Prop,
    text: &str,
) -> Result<Option<Action>, Cow<'static, str>> {
    let (base, _) = shared(design, nodes, prop);
    let field = prop.parse(text)?;
    if base == text.trim() || prop.parse(&base).as_ref() == Ok(&field) && nodes.len() < 2 {
        return Ok(None);
    }
    let commands: Vec<Command> = match nodes.is_empty() {
        true => vec![Set::plan(field).into()],
        false => nodes.iter().map(|node| Set::of(*node, field.clone()).into()).collect(),
    };
    let edit = Edit::of(commands);
    Ok(Some(Action::Run(match nodes.len() {
        0 | 1 => edit,
        several => edit.named(format!("Set {} of {several}", prop.label(nodes).to_lowercase())),
    })))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for text in ["12000", "12 000", "12,000", "12.000", "12\u{a0}000", " 12'000 "] {
            assert_eq!(number(text), Some(12_000), "{text}");
        }
        for text in ["", "12,00", "1234,000", "-3", "3.5", "1e3", "twelve", "99999999999"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
