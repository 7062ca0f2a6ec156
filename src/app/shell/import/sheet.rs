//! What the sheet looks like: on the left how much comes in and what the rules will say, on the
//! right the sites and every note.

use egui::{Align, Layout, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{
    ImportAction, ImportSheet, SORTS, State, list,
    notes::Notes,
    title,
    tree::{Branch, Change},
    weigh::{Review, Target},
};
use crate::{
    app::{
        Action, Cx,
        controls::{self, Button, Kind, focus_ring, heading, line, tell},
        look::font,
        shell::{ask, files::FileAction},
    },
    facts::numbers::grouped,
    import::Sort,
    measure::Weight,
    rules::{Severity, report::Tally},
    scene::{Icon, Ink, SiteInk},
};

const WIDTH: f32 = 900.0;
const LEFT: f32 = 250.0;
const GAP: f32 = 20.0;
const TALLEST: f32 = 520.0;

/// What is shown on the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Sites,
    Notes(Sort),
}

/// What is kept of how somebody looks at it.
pub struct View {
    tab: Tab,
    notes: Notes,
    /// The main button is to have the keyboard.
    take_focus: bool,
}

impl View {
    /// What did not come in is shown first, where there is any.
    pub fn of(review: &Review) -> Self {
        let tab = match review.told.count(Sort::Unplaced) {
            0 => Tab::Sites,
            _ => Tab::Notes(Sort::Unplaced),
        };
        Self { tab, notes: Notes::default(), take_focus: true }
    }

    /// Other notes have come.
    pub fn renew(&mut self) {
        self.notes = Notes::default();
    }

    pub fn take_focus(&mut self) {
        self.take_focus = true;
    }
}

pub fn ui(sheet: &mut ImportSheet, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let is_taken = matches!(sheet.state, State::Taken(_));
    let escaped = ask::card(ui, "import", WIDTH, |ui| {
        let heading = match is_taken {
            true => format!("Imported {}", sheet.what),
            false => format!("Import {}", sheet.what),
        };
        ask::title(ui, cx.look, &heading);
        let height = (ui.ctx().content_rect().height() - 190.0).clamp(240.0, TALLEST);
        let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let left = Rect::from_min_size(area.min, vec2(LEFT, height));
        let right = Rect::from_min_max(pos2(left.right() + GAP, area.top()), area.max);
        let mut part = |rect: Rect, name: &str| {
            let build = egui::UiBuilder::new().id_salt(name).max_rect(rect);
            ui.new_child(build.layout(Layout::top_down(Align::Min)))
        };
        let (mut left, mut right) = (part(left, "left"), part(right, "right"));
        left_ui(sheet, cx, &mut left, actions);
        match &sheet.state {
            State::Weighed(_, weighed) => {
                right_ui(&mut sheet.view, &weighed.review, cx, &mut right);
            }
            State::Taken(review) => right_ui(&mut sheet.view, review, cx, &mut right),
            State::Weighing(..) | State::Refused(..) => {}
        }
        ui.add_space(14.0);
        buttons_ui(sheet, cx, ui, actions);
    });
    if escaped {
        actions.push(Action::File(FileAction::Import(ImportAction::Close)));
    }
}

fn buttons_ui(sheet: &mut ImportSheet, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let mut push = |action| actions.push(Action::File(FileAction::Import(action)));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if matches!(sheet.state, State::Taken(_)) {
            let close = Button::new("Close").kind(Kind::Main).show(ui, cx.look);
            sheet.view.focus(ui, &close);
            if close.clicked() {
                push(ImportAction::Close);
            }
            return;
        }
        let can_take = match &sheet.state {
            State::Weighed(_, weighed) => !weighed.review.changes_nothing,
            _ => false,
        };
        let take = Button::new("Take in").kind(Kind::Main).enabled(can_take);
        let take = take.hint("Take in  Enter").show(ui, cx.look);
        if can_take {
            sheet.view.focus(ui, &take);
        }
        if can_take && take.clicked() {
            push(ImportAction::Take);
        }
        if Button::new("Cancel").hint("Cancel  Esc").show(ui, cx.look).clicked() {
            push(ImportAction::Close);
        }
    });
}

impl View {
    fn focus(&mut self, ui: &Ui, button: &egui::Response) {
        if self.take_focus || ui.memory(|memory| memory.focused().is_none()) {
            button.request_focus();
            self.take_focus = false;
        }
    }
}

fn left_ui(sheet: &ImportSheet, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    match &sheet.state {
        State::Weighed(_, weighed) => {
            counts_ui(cx, ui, &weighed.review);
            ui.add_space(14.0);
            judged_ui(cx, ui, &weighed.review);
            if weighed.review.changes_nothing {
                ui.add_space(14.0);
                tell(ui, cx.look, "The plan says all of this already.");
            }
        }
        State::Taken(review) => {
            counts_ui(cx, ui, review);
        }
        State::Weighing(_, task) => {
            let stage = task.watch().stage().words();
            tell(ui, cx.look, format!("{stage}\u{2026}"));
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
        }
        State::Refused(_, why) => {
            let text =
                egui::RichText::new(why).color(cx.look.color(Ink::Severity(Severity::Error)));
            ui.add(egui::Label::new(text).wrap());
        }
    }
    if sheet.can_choose && !matches!(sheet.state, State::Taken(_)) {
        ui.add_space(14.0);
        heading(ui, cx.look, "Where it goes");
        for target in Target::ALL {
            let is_on = sheet.target == target;
            if controls::row(ui, cx.look, target.words(), is_on).clicked() && !is_on {
                let aim = ImportAction::Aim(target);
                actions.push(Action::File(FileAction::Import(aim)));
            }
        }
    }
}

fn counts_ui(cx: &Cx<'_>, ui: &mut Ui, review: &Review) {
    let (new, known) = (&review.came.new, &review.came.known);
    let has_known = *known != crate::import::Counts::default();
    heading(ui, cx.look, "Comes in");
    if has_known {
        numbers_ui(cx, ui, "", &["new".to_owned(), "updated".to_owned()], Ink::Muted);
    }
    let mut rows: Vec<(String, usize, usize)> = vec![
        ("Sites".to_owned(), new.sites, known.sites),
        ("Servers".to_owned(), new.servers, known.servers),
        ("Roles".to_owned(), new.roles, known.roles),
        ("    of unknown name".to_owned(), new.unknown_roles, known.unknown_roles),
        ("Cloud management gateways".to_owned(), new.gateways, known.gateways),
    ];
    rows.extend(review.around.iter().cloned());
    // What every hierarchy has is said even where none came in.
    for (at, (name, new, known)) in rows.into_iter().enumerate() {
        if at > 2 && new + known == 0 {
            continue;
        }
        let number = |count: usize| grouped(u64::try_from(count).unwrap_or(u64::MAX));
        let numbers = match has_known {
            true => vec![number(new), number(known)],
            false => vec![number(new)],
        };
        numbers_ui(cx, ui, &name, &numbers, Ink::Text);
    }
}

/// A name with numbers in columns behind it.
fn numbers_ui(cx: &Cx<'_>, ui: &mut Ui, name: &str, numbers: &[String], ink: Ink) {
    const COLUMN: f32 = 62.0;
    let size = vec2(ui.available_width(), 22.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let font = || font(13.0, Weight::Regular);
    let color = cx.look.color(ink);
    let mut right = rect.right();
    for number in numbers.iter().rev() {
        let galley = line(ui, number, font(), color, COLUMN);
        let at = pos2(right - galley.size().x, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, color);
        right -= COLUMN;
    }
    let room = right + COLUMN - rect.left() - COLUMN;
    let galley = line(ui, name, font(), cx.look.color(Ink::Text), room);
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    let says = format!("{}: {}", name.trim(), numbers.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &says));
}

fn judged_ui(cx: &Cx<'_>, ui: &mut Ui, review: &Review) {
    heading(ui, cx.look, "The rules will say");
    let has_before = review.before != Tally::default();
    if has_before {
        numbers_ui(cx, ui, "", &["now".to_owned(), "then".to_owned()], Ink::Muted);
    }
    for severity in Severity::ALL {
        let (before, after) =
            (review.before.of_severity(severity), review.after.of_severity(severity));
        let ink = if after > 0 { Ink::Severity(severity) } else { Ink::Muted };
        let after = grouped(after.into());
        let numbers = match has_before {
            true => vec![grouped(before.into()), after],
            false => vec![after],
        };
        numbers_ui(cx, ui, severity.title(), &numbers, ink);
    }
}

fn right_ui(view: &mut View, review: &Review, cx: &Cx<'_>, ui: &mut Ui) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let mut tabs = vec![(Tab::Sites, "Sites", review.tree.len())];
        tabs.extend(SORTS.map(|sort| (Tab::Notes(sort), title(sort), review.told.count(sort))));
        for (tab, name, count) in tabs {
            if tab_ui(cx, ui, name, count, view.tab == tab).clicked() {
                view.tab = tab;
            }
        }
    });
    ui.add_space(8.0);
    match view.tab {
        Tab::Sites if review.tree.is_empty() => {
            tell(ui, cx.look, "No site comes in or changes.");
        }
        Tab::Sites => list::rows(ui, cx.look, "Sites", review.tree.len(), |ui, at, rect| {
            branch_ui(cx, ui, &review.tree[at], rect, at);
        }),
        Tab::Notes(sort) => view.notes.ui(cx, ui, &review.told, sort),
    }
}

fn tab_ui(cx: &Cx<'_>, ui: &mut Ui, name: &str, count: usize, is_on: bool) -> egui::Response {
    let look = cx.look;
    let count = grouped(u64::try_from(count).unwrap_or(u64::MAX));
    let weight = if is_on { Weight::SemiBold } else { Weight::Regular };
    let ink = if is_on { Ink::Text } else { Ink::Muted };
    let text = line(ui, &format!("{name}  {count}"), font(13.0, weight), look.color(ink), 240.0);
    let (rect, tab) = ui.allocate_exact_size(vec2(text.size().x + 20.0, 28.0), Sense::click());
    if tab.hovered() && !is_on {
        ui.painter().rect_filled(rect, 6, look.color(Ink::ChipFill));
    }
    if is_on {
        let y = rect.bottom() - 1.0;
        ui.painter().hline(rect.x_range().shrink(10.0), y, look.stroke(Ink::Accent, 2.0));
    }
    let at = pos2(rect.left() + 10.0, rect.center().y - text.size().y / 2.0);
    ui.painter().galley(at, text, look.color(ink));
    focus_ring(ui, look, &tab);
    let says = format!("{name}: {count}");
    tab.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_on, &says));
    tab
}

fn branch_ui(cx: &Cx<'_>, ui: &mut Ui, branch: &Branch, rect: Rect, at: usize) {
    const INDENT: f32 = 18.0;
    // A chain of sites below each other does not run out of the list.
    let indent = INDENT * f32::from(branch.depth.min(8));
    let look = cx.look;
    let left = rect.left() + indent + 4.0;
    let square = Rect::from_center_size(pos2(left + 8.0, rect.center().y), vec2(14.0, 14.0));
    let ink = SiteInk::from(branch.kind);
    look.paint_icon(ui.painter(), square, Icon::from(branch.kind), look.color(Ink::Site(ink)));
    let count = |count: usize, one: &str, many: &str| {
        let number = grouped(u64::try_from(count).unwrap_or(u64::MAX));
        format!("{number} {}", if count == 1 { one } else { many })
    };
    let holds = format!(
        "{} \u{b7} {}",
        count(branch.servers, "server", "servers"),
        count(branch.roles, "role", "roles"),
    );
    let change = match branch.change {
        Change::New => "new",
        Change::Changed => "updated",
        Change::Same => "as it is",
    };
    let quiet = |ui: &Ui, text: &str| {
        line(ui, text, font(12.0, Weight::Regular), look.color(Ink::Muted), 240.0)
    };
    let (holds_line, change_line) = (quiet(ui, &holds), quiet(ui, change));
    let y = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
    let x = rect.right() - 58.0;
    let edge = x - holds_line.size().x - 12.0;
    ui.painter().galley(pos2(x, y(&change_line)), change_line, look.color(Ink::Muted));
    ui.painter().galley(pos2(edge, y(&holds_line)), holds_line, look.color(Ink::Muted));
    let name = match branch.title.is_empty() {
        true => branch.code.clone(),
        false => format!("{}  {}", branch.code, branch.title),
    };
    let text_left = left + 22.0;
    let font = font(13.0, Weight::Regular);
    let text = line(ui, &name, font, look.color(Ink::Text), edge - text_left - 12.0);
    ui.painter().galley(pos2(text_left, y(&text)), text, look.color(Ink::Text));
    let row = ui.interact(rect, ui.scope_id().with(("site", at)), Sense::hover());
    let says = format!("{name}, {holds}, {change}");
    row.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &says));
}
