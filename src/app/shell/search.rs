//! One field that finds nodes, commands, findings and rules.

use egui::{Area, Frame, Id, Key, Margin, Modifiers, Order, Ui};

use super::super::{
    Action, Cx,
    actions::ACTIONS,
    controls::{field_box, row_with, tell},
};
use super::files::FileAction;
use crate::{
    facts::not_roles::NOT_ROLES,
    model::{Design, NodeId, ServerRef, SiteRef},
    rules::{self, catalogue},
    templates,
};

#[derive(Default)]
pub struct Search {
    text: String,
    hits: Vec<Hit>,
    /// How many nodes there are beyond those shown.
    more: usize,
    chosen: usize,
    /// The plan that was searched.
    revision: Option<u64>,
    opened: bool,
}

struct Hit {
    title: String,
    place: String,
    action: Action,
    node: Option<NodeId>,
}

const WIDTH: f32 = 560.0;
const SHOWN: usize = 12;

impl Search {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let (up, down, enter, all, escape) = ui.input_mut(|input| {
            (
                input.consume_key(Modifiers::NONE, Key::ArrowUp),
                input.consume_key(Modifiers::NONE, Key::ArrowDown),
                input.consume_key(Modifiers::NONE, Key::Enter),
                input.consume_key(Modifiers::COMMAND, Key::Enter),
                input.consume_key(Modifiers::NONE, Key::Escape),
            )
        });
        let top = ui.ctx().content_rect().top() + 48.0;
        let left = ui.ctx().content_rect().center().x - WIDTH / 2.0;
        let mut clicked = None;
        let shown = Area::new(Id::unique("search")).order(Order::Foreground).fixed_pos((left, top));
        let shown = shown.show(ui.ctx(), |ui| {
            Frame::window(ui.style()).inner_margin(Margin::same(12)).show(ui, |ui| {
                ui.set_width(WIDTH);
                let id = Id::unique("search field");
                let hint = "Find a site, server or role;  > command   ! finding   ? rule";
                let field = field_box(ui, cx.look, id, &mut self.text, hint, WIDTH, false)
                    .accessible_name("Search or command");
                if !self.opened {
                    field.request_focus();
                    self.opened = true;
                }
                if field.changed() || self.revision != Some(cx.session.revision()) {
                    self.find(cx);
                    actions
                        .push(Action::Glow(self.hits.iter().filter_map(|hit| hit.node).collect()));
                }
                clicked = self.hits_ui(cx, ui);
                field
            })
        });
        if down {
            self.chosen = (self.chosen + 1).min(self.hits.len().saturating_sub(1));
        }
        if up {
            self.chosen = self.chosen.saturating_sub(1);
        }
        let taken = clicked.or(enter.then_some(self.chosen)).and_then(|at| self.hits.get(at));
        let outside = shown.response.clicked_elsewhere();
        if let Some(hit) = taken {
            actions.extend([Action::CloseSearch, hit.action.clone()]);
        } else if all && self.hits.iter().any(|hit| hit.node.is_some()) {
            let nodes = self.hits.iter().filter_map(|hit| hit.node).collect();
            actions.extend([Action::CloseSearch, Action::Select(nodes), Action::FitSelection]);
        } else if escape || outside {
            actions.push(Action::CloseSearch);
        }
    }

    fn hits_ui(&self, cx: &Cx<'_>, ui: &mut Ui) -> Option<usize> {
        let mut clicked = None;
        ui.add_space(6.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, hit) in self.hits.iter().enumerate() {
            if row_with(ui, cx.look, &hit.title, &hit.place, at == self.chosen, true).clicked() {
                clicked = Some(at);
            }
        }
        if self.hits.is_empty() && !self.text.trim().is_empty() {
            tell(ui, cx.look, "Nothing is called that.");
        } else if self.more > 0 {
            tell(ui, cx.look, format!("and {} more; Ctrl+Enter selects those shown", self.more));
        }
        clicked
    }

    fn find(&mut self, cx: &Cx<'_>) {
        self.revision = Some(cx.session.revision());
        (self.chosen, self.more) = (0, 0);
        let text = self.text.trim().to_lowercase();
        let (kind, words) = match text.chars().next() {
            Some(kind @ ('>' | '!' | '?')) => (kind, text[1..].trim()),
            _ => (' ', text.as_str()),
        };
        self.hits = match kind {
            '>' => commands(cx, words),
            '!' => findings(cx, words),
            '?' => pages(words),
            _ if words.is_empty() => commands(cx, ""),
            _ => {
                let (nodes, more) = nodes(cx.design(), words);
                self.more = more;
                let others = commands(cx, words).into_iter().chain(not_roles(words));
                nodes.into_iter().chain(others).take(SHOWN).collect()
            }
        };
    }
}

/// Every word must be there.
fn holds(text: &str, words: &str) -> bool {
    distance(text, words).is_some()
}

/// How far a text is from the words looked for: nothing for a whole word, less for the beginning of
/// one than for its middle; none where a word is missing.
fn distance(text: &str, words: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let far = |word: &str| {
        let tokens = || text.split(|letter: char| !letter.is_alphanumeric());
        if tokens().any(|token| token == word) || text.starts_with(word) {
            Some(0)
        } else if tokens().any(|token| token.starts_with(word)) {
            Some(1)
        } else {
            text.contains(word).then_some(2)
        }
    };
    words.split_whitespace().map(far).sum()
}

fn commands(cx: &Cx<'_>, words: &str) -> Vec<Hit> {
    let entries = ACTIONS.iter().filter(|entry| holds(entry.words, words) && (entry.when)(cx));
    let hit = |entry: &super::super::actions::Entry| {
        let keys = entry.keys.first().map(|keys| keys.format(&egui::ModifierNames::NAMES, false));
        let action = (entry.make)(cx)?;
        Some(Hit { title: entry.words.into(), place: keys.unwrap_or_default(), action, node: None })
    };
    let templates = templates::all().iter().filter(|_| !words.is_empty());
    let templates = templates.filter(|template| holds(template.title, words)).map(|template| Hit {
        title: format!("New: {}", template.title),
        place: template.devices.to_owned(),
        action: Action::File(FileAction::New(template.name)),
        node: None,
    });
    entries.filter_map(hit).chain(templates).take(SHOWN).collect()
}

fn findings(cx: &Cx<'_>, words: &str) -> Vec<Hit> {
    let design = cx.design();
    let report = cx.session.report();
    let sorted = report.sorted(design);
    let broken = sorted.into_iter().filter(|finding| finding.problem().is_some());
    let found =
        broken.filter(|finding| holds(&format!("{} {}", finding.what(), finding.rule.id), words));
    let hit = |finding: &rules::Finding| Hit {
        title: finding.what().to_owned(),
        place: match report.is_waived(finding) {
            true => "Waived",
            false => finding.severity.title(),
        }
        .to_owned(),
        action: match finding.on {
            Some(node) => Action::Reveal(node),
            None => Action::ShowRule(finding.rule.id),
        },
        node: finding.on,
    };
    found.take(SHOWN).map(hit).collect()
}

fn pages(words: &str) -> Vec<Hit> {
    let found =
        catalogue::rows().filter(|row| holds(&format!("{} {}", row.id(), row.title()), words));
    let hit = |row: catalogue::Row| Hit {
        title: row.title().to_owned(),
        place: row.id().to_owned(),
        action: Action::ShowRule(row.id()),
        node: None,
    };
    found.take(SHOWN).map(hit).collect()
}

/// What people look for and nobody places: the strip says what it is and who says so.
fn not_roles(words: &str) -> impl Iterator<Item = Hit> {
    let found = NOT_ROLES
        .iter()
        .filter(move |it| holds(&format!("{} {}", it.code.unwrap_or_default(), it.title), words));
    found.map(|it| Hit {
        title: format!("{}: {}", it.title, it.what),
        place: String::new(),
        action: Action::Say(format!("{}: {} Source: {}", it.title, it.what, it.source.page)),
        node: None,
    })
}

/// Nodes that are called so, the nearest first, and how many are left out.
fn nodes(design: &Design, words: &str) -> (Vec<Hit>, usize) {
    let sites = design.sites().flat_map(|site| {
        let itself = (site_text(site), NodeId::from(site.id));
        std::iter::once(itself).chain(site.servers().flat_map(server_texts))
    });
    let gateways = design.gateways().iter().map(|gateway| {
        (format!("{} cloud management gateway CMG", gateway.name), gateway.id.into())
    });
    let near = |(text, node): (String, NodeId)| Some((distance(&text, words)?, node));
    let mut found: Vec<(u32, NodeId)> = sites.chain(gateways).filter_map(near).collect();
    found.sort_by_key(|(far, _)| *far);
    let more = found.len().saturating_sub(SHOWN);
    found.truncate(SHOWN);
    (found.into_iter().map(|(_, node)| node_hit(design, node)).collect(), more)
}

fn site_text(site: SiteRef<'_>) -> String {
    format!("{} {} {}", site.code, site.title, site.kind.facts().title)
}

/// A role is found by what it is, and by its server's name only together with that.
fn server_texts(server: ServerRef<'_>) -> Vec<(String, NodeId)> {
    let itself = format!("{} {} {}", server.name, server.full_name(), server.title);
    let roles = server.roles().map(|role| {
        let facts = role.kind.facts();
        let also = [facts.also.join(" "), role.own_name().unwrap_or_default().to_owned()].join(" ");
        let text = format!("{} {} {also} {}", facts.code, facts.title, server.name);
        (text, role.id.into())
    });
    std::iter::once((itself, server.id.into())).chain(roles).collect()
}

fn node_hit(design: &Design, node: NodeId) -> Hit {
    let site = design.site_of(node).and_then(|id| design.site(id)).map(SiteRef::label);
    let title = match node {
        NodeId::Site(id) => design.site(id).map(SiteRef::label),
        NodeId::Role(id) => {
            design.role(id).map(|role| format!("{} on {}", role.title(), role.server().name))
        }
        _ => None,
    };
    let kind = match node {
        NodeId::Site(id) => design.site(id).map(|site| site.kind.facts().short.to_owned()),
        NodeId::Gateway(_) => Some("Cloud management gateway".to_owned()),
        _ => site,
    };
    Hit {
        title: title.unwrap_or_else(|| crate::commands::name_of(design, node)),
        place: kind.unwrap_or_default(),
        action: Action::Reveal(node),
        node: Some(node),
    }
}
