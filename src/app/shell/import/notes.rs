//! The list of notes of one sort: grouped by reason, narrowed by what is typed, copied as text.

use std::collections::BTreeMap;

use egui::{Align, Layout, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{
    list,
    told::{Narrowed, Told},
};
use crate::{
    app::{
        Cx,
        controls::{Button, filter, focus_ring, line, tell},
        look::font,
        panels::capital,
        shell::task::{Polled, Task},
    },
    facts::numbers::grouped,
    import::Sort,
    measure::Weight,
    scene::{Icon, Ink},
};

/// Groups with more notes than that are closed until somebody opens them.
const OPEN: usize = 20;

/// How the notes are looked at.
#[derive(Default)]
pub struct Notes {
    typed: String,
    /// What is listed, and what it was narrowed by.
    shown: Option<Shown>,
    narrowing: Option<(Asked, Task<Narrowed>)>,
    /// Groups that somebody opened or closed.
    folds: BTreeMap<usize, bool>,
    copying: Option<Task<String>>,
    copied: bool,
}

type Asked = (Sort, String);

struct Shown {
    asked: Asked,
    narrowed: Narrowed,
    /// Where each group begins in the list, and the length of the whole.
    starts: Vec<usize>,
    length: usize,
}

impl Notes {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, told: &Told, sort: Sort) {
        self.step(ui, told, sort);
        ui.horizontal(|ui| {
            let id = ui.scope_id().with("filter");
            let hint = "File, row or reason";
            filter(ui, cx.look, id, &mut self.typed, "Filter the notes", hint, 260.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let words = match (self.copying.is_some(), self.copied) {
                    (true, _) => "Copying\u{2026}",
                    (false, true) => "Copied",
                    (false, false) => "Copy all",
                };
                let copy = Button::new(words).with_icon(Icon::Copy);
                let copy = copy.hint("Copy every note as text").show(ui, cx.look);
                if copy.clicked() && self.copying.is_none() {
                    let told = told.clone();
                    self.copying = Some(Task::start(ui.ctx(), move |_| Ok(told.text())));
                }
            });
        });
        ui.add_space(6.0);
        match &self.shown {
            None => _ = tell(ui, cx.look, "Looking\u{2026}"),
            Some(shown) if shown.length == 0 => {
                let words = match (shown.asked.1.is_empty(), sort) {
                    (false, _) => "No note has these words.",
                    (true, Sort::Unplaced) => "Everything came in.",
                    (true, Sort::Assumed) => "Nothing was assumed.",
                    (true, Sort::Remark) => "There is nothing else to know.",
                };
                tell(ui, cx.look, words);
            }
            Some(_) => self.list_ui(cx, ui, told),
        }
    }

    /// Looks what other threads have found, and asks for what is to be shown.
    fn step(&mut self, ui: &Ui, told: &Told, sort: Sort) {
        match self.copying.as_ref().map(Task::poll) {
            Some(Polled::Done(text)) => {
                ui.ctx().copy_text(text);
                (self.copying, self.copied) = (None, true);
            }
            Some(Polled::Ended) => self.copying = None,
            Some(Polled::Going) | None => {}
        }
        let wanted = (sort, self.typed.trim().to_owned());
        if let Some((asked, task)) = &self.narrowing {
            match task.poll() {
                Polled::Done(narrowed) => {
                    let mut shown =
                        Shown { asked: asked.clone(), narrowed, starts: Vec::new(), length: 0 };
                    shown.count(told, &self.folds);
                    self.shown = Some(shown);
                    self.narrowing = None;
                }
                Polled::Ended => self.narrowing = None,
                Polled::Going => {}
            }
        }
        // Of another sort, nothing is better than the wrong list.
        if self.shown.as_ref().is_some_and(|shown| shown.asked.0 != sort) {
            (self.shown, self.folds) = (None, BTreeMap::new());
        }
        let asked = self.narrowing.as_ref().map(|(asked, _)| asked);
        let has = asked.or(self.shown.as_ref().map(|shown| &shown.asked));
        if has != Some(&wanted) {
            let (told, (sort, typed)) = (told.clone(), wanted.clone());
            let work = move |_: &_| Ok(told.narrow(sort, &typed));
            self.narrowing = Some((wanted, Task::start(ui.ctx(), work)));
        }
    }

    fn list_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, told: &Told) {
        let Some(shown) = &self.shown else { return };
        let mut turned = None;
        list::rows(ui, cx.look, "Notes", shown.length, |ui, row, rect| {
            let at = shown.starts.partition_point(|start| *start <= row).saturating_sub(1);
            let (Some((group, fitting)), Some(start)) =
                (shown.narrowed.groups.get(at), shown.starts.get(at))
            else {
                return;
            };
            let count = told.fitting(*group, fitting);
            match (count, row - start) {
                (1, _) => note_ui(cx, ui, &told.line(*group, fitting, 0), rect, row, 0.0),
                (_, 0) => {
                    let open = is_open(&self.folds, shown, *group, count);
                    let why = capital(&told.group(*group).why);
                    if group_ui(cx, ui, &why, count, open, rect, row) {
                        turned = Some((*group, !open));
                    }
                }
                (_, at) => {
                    note_ui(cx, ui, &told.short(*group, fitting, at - 1), rect, row, 16.0);
                }
            }
        });
        if let Some((group, open)) = turned {
            self.folds.insert(group, open);
            if let Some(shown) = &mut self.shown {
                shown.count(told, &self.folds);
            }
        }
    }
}

fn is_open(folds: &BTreeMap<usize, bool>, shown: &Shown, group: usize, count: usize) -> bool {
    let by_itself = shown.narrowed.groups.len() == 1 || count <= OPEN;
    folds.get(&group).copied().unwrap_or(by_itself)
}

impl Shown {
    fn count(&mut self, told: &Told, folds: &BTreeMap<usize, bool>) {
        let (mut starts, mut length) = (Vec::new(), 0);
        for (group, fitting) in &self.narrowed.groups {
            starts.push(length);
            let count = told.fitting(*group, fitting);
            length += match count {
                1 => 1,
                _ if is_open(folds, self, *group, count) => count + 1,
                _ => 1,
            };
        }
        (self.starts, self.length) = (starts, length);
    }
}

/// Says whether it was clicked.
fn group_ui(
    cx: &Cx<'_>,
    ui: &Ui,
    why: &str,
    count: usize,
    open: bool,
    rect: Rect,
    row: usize,
) -> bool {
    let look = cx.look;
    let response = ui.interact(rect, ui.scope_id().with(("group", row)), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 4, look.color(Ink::ChipFill));
    }
    let icon = if open { Icon::ChevronDown } else { Icon::ChevronRight };
    let square = Rect::from_center_size(pos2(rect.left() + 8.0, rect.center().y), vec2(12.0, 12.0));
    look.paint_icon(ui.painter(), square, icon, look.color(Ink::Muted));
    let number = grouped(u64::try_from(count).unwrap_or(u64::MAX));
    let quiet = line(ui, &number, font(12.0, Weight::Regular), look.color(Ink::Muted), 90.0);
    let room = rect.width() - 24.0 - quiet.size().x - 20.0;
    let text = line(ui, why, font(13.0, Weight::SemiBold), look.color(Ink::Text), room);
    let cut = text.elided;
    let y = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
    let right = pos2(rect.right() - quiet.size().x - 8.0, y(&quiet));
    ui.painter().galley(right, quiet, look.color(Ink::Muted));
    ui.painter().galley(pos2(rect.left() + 20.0, y(&text)), text, look.color(Ink::Text));
    focus_ring(ui, look, &response);
    let says = format!("{why}: {number}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &says));
    let clicked = response.clicked();
    if cut {
        response.on_hover_text(why);
    }
    clicked
}

fn note_ui(cx: &Cx<'_>, ui: &Ui, text: &str, rect: Rect, row: usize, indent: f32) {
    let look = cx.look;
    let left = rect.left() + 20.0 + indent;
    let room = rect.right() - left - 8.0;
    let galley = line(ui, text, font(12.0, Weight::Regular), look.color(Ink::Text), room);
    let cut = galley.elided;
    let at = pos2(left, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look.color(Ink::Text));
    let response = ui.interact(rect, ui.scope_id().with(("note", row)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, text));
    if cut {
        response.on_hover_text(text);
    }
}
