//! The properties of the selection, in the order in which people think of them.

mod around;
mod bar;
mod facts;
mod gateway;
mod plan;
mod role;
mod server;
mod several;
mod site;

use egui::{Align, Layout, Ui};

use super::{
    super::{
        Action, Cx, Look,
        controls::{FIELD_HEIGHT, choose_short, heading, words},
    },
    cards::{Cards, icon_of},
    fields::{Drafts, Prop},
    regions::Drawn,
};
use crate::{measure::Weight, model::NodeId, scene::Ink};

const WIDTH: f32 = 288.0;
const SIDE: f32 = 16.0;
const FIELD: f32 = 150.0;

#[derive(Default)]
pub struct Inspector {
    drafts: Drafts,
    cards: Cards,
    /// A field that is to have the keyboard, and in how many frames more that is tried.
    goal: Option<(egui::Id, u8)>,
}

/// What the parts of the inspector draw with.
struct Page<'a, 'b> {
    cx: &'a Cx<'b>,
    ui: &'a mut Ui,
    actions: &'a mut Vec<Action>,
    drafts: &'a mut Drafts,
    /// The first field, for F6.
    first: Option<egui::Id>,
}

impl Inspector {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) -> Option<Drawn> {
        self.drafts.begin();
        self.cards.begin();
        let drawn = cx.view.is_inspector_shown().then(|| {
            let panel = egui::Panel::right("inspector").exact_size(WIDTH).resizable(false);
            let shown = panel.frame(cx.look.panel()).show(ui, |ui| {
                let list = egui::ScrollArea::vertical().auto_shrink(false);
                list.show(ui, |ui| self.contents(cx, ui, actions)).inner
            });
            Drawn::new(&shown.response, shown.inner)
        });
        self.drafts.end(cx, actions);
        drawn
    }

    /// The finding on whose card the keyboard is.
    pub fn focused(&self) -> Option<&crate::rules::Finding> {
        self.cards.focused()
    }

    /// What is typed and not yet taken, as actions: before a save, an export or the end.
    pub fn take_typed(&mut self, cx: &Cx<'_>, actions: &mut Vec<Action>) {
        self.drafts.begin();
        self.drafts.end(cx, actions);
    }

    fn contents(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) -> egui::Id {
        let frame = egui::Frame::NONE.inner_margin(egui::Margin::symmetric(16, 8));
        let shown = frame.show(ui, |ui| {
            ui.set_width(WIDTH - 2.0 * SIDE - 1.0);
            ui.spacing_mut().item_spacing = egui::vec2(8.0, 2.0);
            let fallback = ui.scope_id();
            let mut page = Page { cx, ui, actions, drafts: &mut self.drafts, first: None };
            let selection = &cx.view.selection;
            match selection.as_slice() {
                [] => plan::plan_ui(&mut page),
                [NodeId::Site(id)] => site::site_ui(&mut page, *id),
                [NodeId::Server(id)] => server::server_ui(&mut page, *id),
                [NodeId::Role(id)] => role::role_ui(&mut page, *id),
                [NodeId::Gateway(id)] => gateway::gateway_ui(&mut page, *id),
                [NodeId::Entity(id)] => around::entity_ui(&mut page, *id),
                several => several::several_ui(&mut page, several),
            }
            let first = page.first.unwrap_or(fallback);
            if selection.len() < 2 {
                section(ui, cx.look, "Findings");
                self.cards.ui(cx, ui, actions, selection.first().copied());
            }
            // What is wrong comes before what else can be said.
            let mut page = Page { cx, ui, actions, drafts: &mut self.drafts, first: None };
            match selection.as_slice() {
                [] => {
                    facts::facts_ui(&mut page, &[]);
                    around::around_ui(&mut page);
                }
                [NodeId::Site(id)] => {
                    facts::facts_ui(&mut page, selection);
                    site::servers_ui(&mut page, *id);
                }
                [NodeId::Server(_) | NodeId::Role(_) | NodeId::Gateway(_)] => {
                    facts::facts_ui(&mut page, selection);
                }
                _ => {}
            }
            self.follow(ui);
            first
        });
        ui.add_space(16.0);
        shown.inner
    }

    /// Gives a field the keyboard and brings it into view, as soon as it is there.
    pub fn go_to(&mut self, field: egui::Id) {
        // A sheet that was over the window holds the keyboard for one frame more.
        self.goal = Some((field, 4));
    }

    fn follow(&mut self, ui: &Ui) {
        let Some((field, left)) = self.goal.take() else { return };
        let control = ui.ctx().read_response(field);
        let is_seen = |it: &egui::Response| it.interact_rect.contains_rect(it.rect);
        let has_it = ui.ctx().memory(|memory| memory.has_focus(field));
        if left == 0 || has_it && control.as_ref().is_some_and(is_seen) {
            return;
        }
        ui.ctx().memory_mut(|memory| memory.request_focus(field));
        if let Some(control) = control {
            ui.scroll_to_rect(control.rect, None);
        }
        self.goal = Some((field, left - 1));
        ui.ctx().request_repaint();
    }
}

/// Air and a heading.
fn section(ui: &mut Ui, look: &Look, text: &str) {
    ui.add_space(14.0);
    heading(ui, look, text);
    ui.add_space(5.0);
}

impl Page<'_, '_> {
    /// The name of what the page is about, and its kind at the right.
    fn title(&mut self, node: NodeId, strong: &str, weak: &str, kind: &str) {
        let look = self.cx.look;
        let (icon, ink) = icon_of(node, self.cx);
        self.ui.horizontal(|ui| {
            ui.set_height(28.0);
            let (square, _) = ui.allocate_exact_size(egui::vec2(16.0, 16.0), egui::Sense::hover());
            look.paint_icon(ui.painter(), square, icon, look.color(ink));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let muted = Ink::Muted;
                words(ui, look, kind, 12.0, Weight::Regular, muted);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    words(ui, look, strong, 15.0, Weight::SemiBold, Ink::Text);
                    if !weak.is_empty() {
                        words(ui, look, weak, 15.0, Weight::Regular, Ink::Text);
                    }
                });
            });
        });
    }

    fn section(&mut self, text: &str) {
        section(self.ui, self.cx.look, text);
    }

    /// A label at the left and what `add` draws in the right column.
    fn row<R>(&mut self, label: &str, add: impl FnOnce(&mut Page<'_, '_>, f32) -> R) -> R {
        let look = self.cx.look;
        let width = self.ui.available_width();
        let size = egui::vec2(width, FIELD_HEIGHT);
        let (rect, _) = self.ui.allocate_exact_size(size, egui::Sense::hover());
        let split = rect.right() - FIELD.min(width * 0.6);
        let left = rect.with_max_x(split - 8.0);
        let layout = Layout::left_to_right(Align::Center);
        let build = egui::UiBuilder::new().max_rect(left).layout(layout);
        words(&mut self.ui.new_child(build), look, label, 13.0, Weight::Regular, Ink::Muted);
        let right = rect.with_min_x(split);
        let build = egui::UiBuilder::new().max_rect(right).layout(layout);
        let mut child = self.ui.new_child(build);
        let mut page = Page {
            cx: self.cx,
            ui: &mut child,
            actions: self.actions,
            drafts: self.drafts,
            first: self.first,
        };
        let result = add(&mut page, right.width());
        self.first = page.first;
        self.ui.add_space(2.0);
        result
    }

    fn field(&mut self, nodes: &[NodeId], prop: Prop) {
        self.row(prop.label(nodes), |page, width| {
            let id = page.drafts.field(page.cx, page.ui, page.actions, nodes, prop, width);
            page.first.get_or_insert(id);
        });
        self.drafts.complaint(self.cx, self.ui, nodes, prop);
    }

    fn choose<T: Clone + PartialEq>(
        &mut self,
        label: &str,
        now: Option<&T>,
        shown: &str,
        options: &[(T, String)],
    ) -> Option<T> {
        let now = options.iter().position(|(value, _)| Some(value) == now).unwrap_or(usize::MAX);
        self.row(label, |page, width| {
            choose_short(page.ui, page.cx.look, label, (now, shown), options, width)
        })
    }
}
