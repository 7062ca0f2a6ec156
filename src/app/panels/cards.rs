//! The findings of a node as cards: what, because, and the buttons that help.

use egui::{Frame, Margin, Ui};

use super::{
    super::{
        Action, Cx,
        actions::Edit,
        controls::{Button, Kind, SMALL, tell},
        look::font,
    },
    Shelf, waiving,
};
use crate::{
    commands::name_of,
    measure::Weight,
    model::NodeId,
    rules::{Finding, Fix, Report, Standing},
    scene::{Icon, Ink},
    session::{Preview, Session},
};

/// More cards than this are a list; the drawer shows the rest.
const MOST: usize = 20;

/// A finding with its cures; what each would do is worked out when somebody asks.
pub struct Card {
    pub finding: Finding,
    pub fixes: Vec<(Fix, Option<Effect>)>,
}

/// What a fix would do, in words.
pub struct Effect {
    pub does: Vec<String>,
    pub goes: Vec<String>,
    pub comes: Vec<String>,
}

/// The cards of what is selected, made anew when the plan or the selection changes.
#[derive(Default)]
pub struct Cards {
    of: Option<(u64, Option<NodeId>)>,
    shown: Vec<Card>,
    /// How many findings found no room.
    left_out: usize,
    unchecked: Vec<String>,
    /// The card with a button that has the keyboard in this frame.
    focused: Option<usize>,
}

impl Card {
    pub fn new(session: &Session, finding: &Finding) -> Self {
        let fixes = session.fixes(finding).into_iter().map(|fix| (fix, None)).collect();
        Self { finding: finding.clone(), fixes }
    }

    /// What a fix would do; worked out once.
    pub fn effect(&mut self, session: &Session, number: usize) -> Option<&Effect> {
        let (fix, effect) = self.fixes.get_mut(number)?;
        if effect.is_none() {
            *effect = Some(Effect::of(session, fix));
        }
        effect.as_ref()
    }
}

impl Effect {
    pub fn of(session: &Session, fix: &Fix) -> Self {
        let what = |findings: &[Finding]| -> Vec<String> {
            findings.iter().map(|finding| finding.what().to_owned()).collect()
        };
        let mut design = session.design().clone();
        let mut does = Vec::new();
        for command in &fix.commands {
            does.push(command.label(&design));
            if let Err(refusal) = command.apply(&mut design) {
                does.push(refusal.to_string());
                break;
            }
        }
        let Preview { introduces, resolves } = session.preview(&fix.commands).unwrap_or_default();
        Self { does, goes: what(&resolves), comes: what(&introduces) }
    }

    /// As lines: what is done, what goes, what comes.
    pub fn lines(&self) -> Vec<(Ink, String)> {
        let does = self.does.iter().map(|it| (Ink::Text, it.clone()));
        let goes = self.goes.iter().map(|it| (Ink::Good, format!("Goes: {it}")));
        let warning = Ink::Severity(crate::rules::Severity::Warning);
        let comes = self.comes.iter().map(|it| (warning, format!("Comes: {it}")));
        does.chain(goes).chain(comes).take(12).collect()
    }
}

impl Cards {
    pub fn ui(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        node: Option<NodeId>,
    ) {
        self.refresh(cx.session, node);
        for (number, card) in self.shown.iter_mut().enumerate() {
            let top = ui.cursor().top();
            card_ui(cx, ui, actions, card, node);
            if has_keyboard(ui, top) {
                self.focused = Some(number);
            }
            ui.add_space(4.0);
        }
        if self.left_out > 0 {
            let text = format!("{} more in the list", self.left_out);
            if Button::new(&text).kind(Kind::Link).show(ui, cx.look).clicked() {
                actions.push(Action::ToggleFindings);
            }
        }
        let tally = cx.session.report().tally();
        let all = tally.errors + tally.warnings + tally.advice;
        if node.is_none() && all > 0 {
            let text = format!("{all} in the plan");
            if Button::new(&text).kind(Kind::Link).show(ui, cx.look).clicked() {
                actions.push(Action::ToggleFindings);
            }
        } else if self.shown.is_empty() {
            tell(ui, cx.look, "Nothing found here.");
        }
        if !self.unchecked.is_empty() {
            ui.add_space(6.0);
            tell(ui, cx.look, format!("Not checked here: {}", self.unchecked.join(" ")));
        }
    }

    /// A new frame, in which no card has the keyboard so far.
    pub fn begin(&mut self) {
        self.focused = None;
    }

    /// The finding on whose card the keyboard is.
    pub fn focused(&self) -> Option<&Finding> {
        self.shown.get(self.focused?).map(|card| &card.finding)
    }

    fn refresh(&mut self, session: &Session, node: Option<NodeId>) {
        let of = Some((session.revision(), node));
        if self.of == of {
            return;
        }
        self.of = of;
        let design = session.design();
        let report: &Report = session.report();
        let mut findings: Vec<&Finding> = match node {
            Some(NodeId::Role(_)) | None => match node {
                Some(node) => report.on(design, node),
                None => report.wide().iter().filter(|finding| finding.on.is_none()).collect(),
            },
            Some(node) => report.within(design, node),
        };
        findings.sort_by_key(|finding| {
            let waived = report.is_waived(finding);
            (waived, finding.on != node, finding.severity, finding.rule.id, finding.on)
        });
        let (found, open): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.problem().is_some());
        self.left_out = found.len().saturating_sub(MOST);
        self.shown = found.iter().take(MOST).map(|it| Card::new(session, it)).collect();
        let mut unchecked: Vec<String> =
            open.iter().map(|finding| sentence(finding.what())).collect();
        unchecked.sort();
        unchecked.dedup();
        unchecked.truncate(4);
        self.unchecked = unchecked;
    }
}

/// Whether something between `top` and here has it.
fn has_keyboard(ui: &Ui, top: f32) -> bool {
    let focused = ui.ctx().memory(egui::Memory::focused);
    let place = focused.and_then(|id| ui.ctx().read_response(id)).map(|it| it.rect.center());
    let area = egui::Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=ui.cursor().top());
    place.is_some_and(|place| area.contains(place))
}

fn sentence(text: &str) -> String {
    match text.ends_with('.') {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}

fn card_ui(
    cx: &Cx<'_>,
    ui: &mut Ui,
    actions: &mut Vec<Action>,
    card: &mut Card,
    node: Option<NodeId>,
) {
    let look = cx.look;
    let standing = cx.session.report().standing(&card.finding);
    let shelf = Shelf::of(cx.session.report(), &card.finding);
    let frame = Frame::NONE
        .stroke(look.stroke(Ink::Outline, 1.0))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(10, 9));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        ui.horizontal_top(|ui| {
            let (square, _) = ui.allocate_exact_size(egui::vec2(16.0, 18.0), egui::Sense::hover());
            let square = egui::Rect::from_center_size(square.center(), egui::vec2(14.0, 14.0));
            let (icon, ink) = shelf.sign();
            look.paint_icon(ui.painter(), square, icon, look.color(ink));
            let what = egui::RichText::new(card.finding.what())
                .font(font(13.0, Weight::SemiBold))
                .color(look.color(Ink::Text));
            ui.add(egui::Label::new(what).wrap());
        });
        let on = card.finding.on.filter(|on| Some(*on) != node);
        if let Some(on) = on {
            let place = super::catalog::capital(&name_of(cx.design(), on));
            let link = Button::new(&place).kind(Kind::Link).small().at_most(ui.available_width());
            if link.hint("Show it").show(ui, look).clicked() {
                actions.push(Action::Reveal(on));
            }
        }
        match standing {
            Standing::Waived(waiver) => {
                waiving::terms_ui(cx, ui, waiver);
                ui.horizontal_wrapped(|ui| {
                    waiving::buttons(cx, ui, actions, Some(&card.finding), waiver);
                    why(cx, ui, actions, card);
                });
            }
            Standing::Lapsed(waiver, lapse) => {
                tell(ui, look, card.finding.because());
                tell(ui, look, lapse.words(waiver, &card.finding));
                buttons(cx, ui, actions, card);
                ui.horizontal_wrapped(|ui| {
                    waiving::buttons(cx, ui, actions, Some(&card.finding), waiver);
                });
            }
            Standing::Open => {
                tell(ui, look, card.finding.because());
                buttons(cx, ui, actions, card);
            }
        }
    });
    let label = format!("{}: {}", shelf.title(), card.finding.what());
    shown
        .response
        .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Group, true, &label));
}

fn buttons(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, card: &mut Card) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        for number in 0..card.fixes.len() {
            let fix = card.fixes[number].0.clone();
            let button = Button::new(&fix.title).small().at_most(ui.max_rect().width());
            let response = button.show(ui, cx.look);
            if response.clicked() {
                actions.push(Action::Run(Edit::of(fix.commands).named(fix.title)));
                continue;
            }
            if response.hovered() || response.has_focus() {
                actions.push(Action::Preview(fix.commands));
                let effect = card.effect(cx.session, number);
                let lines = effect.map(Effect::lines).unwrap_or_default();
                response.on_hover_ui(|ui| effect_ui(cx, ui, &lines));
            }
        }
        why(cx, ui, actions, card);
        waiving::waive_link(cx, ui, actions, &card.finding);
    });
}

fn why(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, card: &Card) {
    let why = Button::new("Why").kind(Kind::Link).small();
    if why.hint("What the rule says, and its source").show(ui, cx.look).clicked() {
        actions.push(Action::ShowRule(card.finding.rule.id));
    }
}

/// What a fix does, as small lines.
pub fn effect_ui(cx: &Cx<'_>, ui: &mut Ui, lines: &[(Ink, String)]) {
    ui.spacing_mut().item_spacing.y = 2.0;
    for (ink, text) in lines {
        let text = egui::RichText::new(text).size(SMALL).color(cx.look.color(*ink));
        ui.add(egui::Label::new(text).wrap());
    }
}

/// The icon before a heading.
pub fn icon_of(node: NodeId, cx: &Cx<'_>) -> (Icon, Ink) {
    match node {
        NodeId::Site(id) => cx.design().site(id).map_or((Icon::SiteUnknown, Ink::Muted), |site| {
            (site.kind.into(), Ink::Site(site.kind.into()))
        }),
        NodeId::Server(_) => (Icon::Server, Ink::Text),
        NodeId::Role(id) => cx.design().role(id).map_or((Icon::Server, Ink::Muted), |role| {
            let family = role.kind.facts().family;
            (family.into(), Ink::Family(family))
        }),
        NodeId::Gateway(_) => (Icon::SiteCloud, Ink::Site(crate::scene::SiteInk::Cloud)),
        NodeId::Entity(_) => (Icon::SiteUnknown, Ink::Muted),
    }
}
