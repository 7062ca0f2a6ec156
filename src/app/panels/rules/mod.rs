//! The rules: a list that can be searched, and the page of each. The page alone stands beside the
//! canvas; with the list it lies over the window.

mod example;
mod found;
mod list;
mod page;
mod sources;

use egui::{Area, Frame, Id, Key, Margin, Modal, Modifiers, Order, ScrollArea, Ui};

use super::super::{
    Action, Cx,
    controls::{Button, Kind, SMALL, filter, words},
};
use crate::{
    measure::Weight,
    rules::{
        by_id,
        catalogue::{self, Row},
    },
    scene::{Icon, Ink},
};
use found::Found;
use list::List;
use page::Page;

const PAGE: f32 = 500.0;
const LIST: f32 = 348.0;
const WIDEST: f32 = 1_240.0;
/// In a lower window the field alone finds.
const LEAST_FOR_FILTERS: f32 = 260.0;
/// Longer lines are hard to follow.
const READABLE: f32 = 800.0;
/// Below this there is room for the list or the page, not for both.
const BOTH: f32 = 800.0;

#[derive(Default)]
pub struct Rules {
    list: List,
    page: Page,
    found: Found,
    /// The rule that was shown last.
    last: Option<&'static str>,
    /// In a narrow window, the page is shown in place of the list.
    reading: bool,
    /// The list was opened since the last frame.
    opened: bool,
    scroll: f32,
}

fn search_id() -> Id {
    Id::unique("rules-search")
}

impl Rules {
    /// Where the list opens: at the rule that was shown last, or at the first one.
    pub fn open(&mut self) -> Option<&'static str> {
        (self.opened, self.reading) = (true, false);
        self.last.or_else(|| catalogue::rows().next().map(|row| row.id()))
    }

    /// `canvas` is what is left between the panels.
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, canvas: egui::Rect) {
        let Some(id) = cx.view.rule else { return };
        let changed = self.last != Some(id);
        self.last = Some(id);
        self.found.refresh(cx.session);
        if cx.view.rule_list {
            self.book(cx, ui, actions, id, changed);
        } else {
            self.beside(cx, ui, actions, canvas, changed);
        }
    }

    /// The page alone, at the right end of the canvas.
    fn beside(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        canvas: egui::Rect,
        changed: bool,
    ) {
        let width = PAGE.min(canvas.width() - 24.0);
        // The zoom below stays within reach.
        let height = canvas.height() - 68.0;
        let corner = egui::pos2(canvas.right() - width - 12.0, canvas.top() + 12.0);
        let area = Area::new(Id::unique("rule-page"))
            .order(Order::Foreground)
            .fixed_pos(corner)
            .accessible_name("Rule");
        area.show(ui.ctx(), |ui| {
            let frame = Frame::popup(ui.style()).inner_margin(Margin::same(0));
            frame.show(ui, |ui| {
                ui.set_width(width);
                ui.set_max_height(height);
                let inner =
                    Frame::NONE.inner_margin(Margin { left: 10, right: 8, top: 8, bottom: 0 });
                inner.show(ui, |ui| {
                    ui.horizontal(|ui| {
                        let all = Button::new("All rules").with_icon(Icon::Search).small();
                        if all.kind(Kind::Quiet).show(ui, cx.look).clicked() {
                            actions.push(Action::ShowRules);
                        }
                        close(cx, ui, actions);
                    });
                });
                self.page(cx, ui, actions, height - 56.0, changed);
            });
        });
    }

    /// List and page over the window.
    fn book(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        id: &'static str,
        changed: bool,
    ) {
        let room = ui.ctx().content_rect().size();
        let width = (room.x - 32.0).min(WIDEST);
        let height = room.y - 32.0;
        let both = width >= BOTH;
        let opened = std::mem::take(&mut self.opened);
        let first = self.list.refresh(cx, &self.found, opened.then_some(id));
        actions.extend(first.map(Action::ShowRule));
        let turned = self.keys(cx, ui, actions, both);
        let changed = changed || turned;
        let frame = Frame::popup(&ui.ctx().global_style()).inner_margin(Margin::same(0));
        let modal = Modal::new(Id::unique("rule-book")).frame(frame);
        let shown = modal.show(ui.ctx(), |ui| {
            ui.set_width(width);
            ui.set_height(height);
            ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
            self.head(cx, ui, actions, both);
            let below = ui.available_rect_before_wrap();
            let split = below.left() + if both { LIST } else { width };
            if both || !self.reading {
                let ui = &mut column(ui, below.with_max_x(split));
                self.list_ui(cx, ui, actions, opened, both);
            }
            if both {
                let color = cx.look.stroke(Ink::Outline, 1.0);
                ui.painter().vline(split + 0.5, below.y_range(), color);
            }
            if both || self.reading {
                let left = if both { split + 1.0 } else { below.left() };
                let ui = &mut column(ui, below.with_min_x(left));
                self.page(cx, ui, actions, below.height(), changed);
            }
        });
        if shown.backdrop_response.clicked() {
            actions.push(Action::HideRule);
        }
    }

    fn head(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, both: bool) {
        let margin = Margin { left: 16, right: 8, top: 8, bottom: 8 };
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                if !both && self.reading {
                    let back = Button::new("All rules").with_icon(Icon::Search).small();
                    if back.show(ui, cx.look).clicked() {
                        self.reading = false;
                    }
                } else {
                    words(ui, cx.look, "Rules", 15.0, Weight::SemiBold, Ink::Text);
                    let count = self.list.count();
                    words(ui, cx.look, count, SMALL, Weight::Regular, Ink::Muted);
                }
                close(cx, ui, actions);
            });
        });
        let width = ui.available_width();
        let (line, _) = ui.allocate_exact_size(egui::vec2(width, 1.0), egui::Sense::hover());
        ui.painter().rect_filled(line, 0, cx.look.color(Ink::Outline));
    }

    fn list_ui(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        opened: bool,
        both: bool,
    ) {
        let margin = Margin { left: 12, right: 12, top: 10, bottom: 6 };
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
            let width = ui.available_width();
            let typed = &mut self.list.typed;
            let hint = "Id or words, as in \u{201c}pull source\u{201d}";
            let field = filter(ui, cx.look, search_id(), typed, "Find a rule", hint, width);
            if opened {
                field.request_focus();
            }
            if ui.max_rect().height() >= LEAST_FOR_FILTERS {
                self.list.filters_ui(cx, ui, width);
            }
        });
        if let Some(id) = self.list.rows_ui(cx, ui, &self.found) {
            actions.push(Action::ShowRule(id));
            self.reading = !both;
        }
    }

    fn page(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        height: f32,
        changed: bool,
    ) {
        // The limits of a house are no row of the catalogue.
        let judged = |id| by_id(id).map(Row::Judged);
        let row = cx.view.rule.and_then(|id| catalogue::row(id).or_else(|| judged(id)));
        let Some(row) = row else { return };
        let mut area = ScrollArea::vertical()
            .id_salt("rule-page")
            .max_height(height)
            .auto_shrink([false, !cx.view.rule_list]);
        if changed {
            area = area.vertical_scroll_offset(0.0);
        }
        let turned = std::mem::take(&mut self.scroll);
        area.show(ui, |ui| {
            let margin = Margin { left: 16, right: 16, top: 6, bottom: 20 };
            Frame::NONE.inner_margin(margin).show(ui, |ui| {
                ui.set_width(ui.available_width().min(READABLE));
                self.page.ui(cx, ui, actions, &row, self.found.of(row.id()));
            });
            if turned != 0.0 {
                ui.scroll_with_delta(egui::vec2(0.0, turned));
            }
        });
    }

    /// What keys do while the list is open; says whether another rule is shown.
    fn keys(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, both: bool) -> bool {
        let focused = ui.ctx().memory(egui::Memory::focused);
        if focused.is_none_or(|id| id == search_id()) {
            let take = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            let by = isize::from(take(Key::ArrowDown)) - isize::from(take(Key::ArrowUp));
            let pages = i16::from(take(Key::PageUp)) - i16::from(take(Key::PageDown));
            let enter = take(Key::Enter);
            self.scroll = f32::from(pages) * 240.0;
            if by != 0
                && let Some(id) = self.list.step(cx.view.rule, by)
            {
                actions.push(Action::ShowRule(id));
                return true;
            }
            self.reading |= enter && !both;
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            if !both && self.reading {
                self.reading = false;
            } else if self.list.typed.is_empty() {
                actions.push(Action::HideRule);
            } else {
                self.list.typed.clear();
            }
            ui.ctx().memory_mut(|memory| memory.request_focus(search_id()));
        }
        false
    }
}

/// Escape closes a page without the list, unless something in front of it or a text field has the
/// key.
pub fn escape(cx: &Cx<'_>, ui: &Ui, actions: &mut Vec<Action>) {
    let alone = cx.view.rule.is_some() && !cx.view.rule_list && cx.view.sheet.is_none();
    let free = alone && !ui.ctx().text_edit_focused();
    if free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        actions.push(Action::HideRule);
    }
}

/// A part of the window's room, filled from its top.
fn column(ui: &mut Ui, rect: egui::Rect) -> Ui {
    let layout = egui::Layout::top_down(egui::Align::Min);
    ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout))
}

fn close(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if Button::icon(Icon::Close, "Close the rules").show(ui, cx.look).clicked() {
            actions.push(Action::HideRule);
        }
    });
}
