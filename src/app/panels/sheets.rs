//! What lies over the window until it is closed: history, keys, fixes, and what this program is.

use egui::{Frame, Id, Margin, Modal, RichText, ScrollArea, Ui};

use super::super::{
    Action, Cx,
    actions::{ACTIONS, Group, keys_in_words},
    controls::{Button, SMALL, filter, heading, pair, row_with, tell, words},
    view::Sheet,
};
use crate::{
    facts::versions::Version,
    measure::Weight,
    scene::{Icon, Ink},
};

/// What sheets keep while they are open.
#[derive(Default)]
pub struct Sheets {
    typed: String,
    open: Option<Sheet>,
    pub fixes: super::fixes::FixList,
    pub waive: super::waiving::WaiveSheet,
    questions: super::questions::Questions,
}

impl Sheets {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let fresh = self.open != cx.view.sheet;
        self.open = cx.view.sheet;
        let Some(sheet) = cx.view.sheet else { return };
        if fresh {
            self.typed.clear();
        }
        let (title, width) = match sheet {
            Sheet::History => ("History", 380.0_f32),
            Sheet::Keys => ("Keys", 560.0),
            Sheet::About => ("About Sitewright", 460.0),
            Sheet::Questions => ("Questions", 620.0),
            Sheet::Fixes => ("Fixes", 460.0),
            Sheet::Waive => ("Waive a finding", 460.0),
        };
        let frame = Frame::popup(&ui.ctx().global_style()).inner_margin(Margin::same(16));
        let id = Id::unique(("sheet", title));
        let modal = match sheet {
            // What a fix would do is seen on the canvas: nothing dims it, and little hides it.
            Sheet::Fixes => {
                let area = Modal::default_area(id).anchor(egui::Align2::CENTER_TOP, [0.0, 56.0]);
                Modal::new(id).area(area).backdrop_color(egui::Color32::TRANSPARENT)
            }
            _ => Modal::new(id),
        };
        let modal = modal.frame(frame);
        let shown = modal.show(ui.ctx(), |ui| {
            ui.set_width(width.min(ui.ctx().content_rect().width() - 64.0));
            ui.spacing_mut().item_spacing.y = 4.0;
            if head(cx, ui, title) {
                actions.push(Action::CloseSheet);
            }
            match sheet {
                Sheet::History => history(cx, ui, actions),
                Sheet::Keys => self.keys(cx, ui, fresh),
                Sheet::About => about(cx, ui),
                Sheet::Questions => self.questions.ui(cx, ui, actions),
                Sheet::Fixes => self.fixes.ui(cx, ui, actions),
                Sheet::Waive => self.waive.ui(cx, ui, actions),
            }
        });
        // A click beside it must not lose what was typed.
        let is_beside = sheet == Sheet::Waive && shown.backdrop_response.clicked();
        if !is_beside && shown.should_close() {
            actions.push(Action::CloseSheet);
        }
    }

    fn keys(&mut self, cx: &Cx<'_>, ui: &mut Ui, fresh: bool) {
        let id = Id::unique("keys-filter");
        let width = ui.available_width();
        let field = filter(ui, cx.look, id, &mut self.typed, "Filter the keys", "Filter", width);
        if fresh {
            field.request_focus();
        }
        let typed = self.typed.to_lowercase();
        let fits = |what: &str, keys: &str| {
            let text = format!("{what} {keys}").to_lowercase();
            typed.split_whitespace().all(|word| text.contains(word))
        };
        long_list(ui).show(ui, |ui| {
            for group in Group::ALL {
                let rows = ACTIONS.iter().filter(|entry| entry.group == group).map(|entry| {
                    let keys: Vec<String> =
                        entry.keys.iter().map(|keys| keys_in_words(ui.ctx(), keys)).collect();
                    (entry.words, keys.join("  or  "))
                });
                let rows: Vec<_> =
                    rows.filter(|(what, keys)| !keys.is_empty() && fits(what, keys)).collect();
                list(cx, ui, group.title(), &rows);
            }
            let gestures = GESTURES.iter().map(|(what, keys)| (*what, (*keys).to_owned()));
            let rows: Vec<_> = gestures.filter(|(what, keys)| fits(what, keys)).collect();
            list(cx, ui, "On the canvas", &rows);
        });
    }
}

/// What hands and keys do on the canvas beyond the table of actions.
const GESTURES: &[(&str, &str)] = &[
    ("Move between nodes", "Arrow keys"),
    ("Go into a site or server, come out", "Enter, Esc"),
    ("Next or previous neighbor", "Tab, Shift+Tab"),
    ("Move the view", "Wheel, Space + drag, middle button"),
    ("Zoom at the pointer", "Ctrl + wheel, pinch"),
    ("Select several", "Drag on the empty canvas"),
    ("Add to the selection", "Ctrl + click, Shift + click"),
    ("Place it although a rule says no", "Alt while letting go"),
    ("Stop carrying", "Esc"),
    ("Menu of a node", "Right button, Shift+F10"),
];

fn list(cx: &Cx<'_>, ui: &mut Ui, title: &str, rows: &[(&str, String)]) {
    if rows.is_empty() {
        return;
    }
    ui.add_space(8.0);
    heading(ui, cx.look, title);
    for (what, keys) in rows {
        pair(ui, cx.look, what, keys);
    }
}

/// The title and a cross; says whether the cross was clicked.
fn head(cx: &Cx<'_>, ui: &mut Ui, title: &str) -> bool {
    let clicked = ui.horizontal(|ui| {
        words(ui, cx.look, title, 15.0, Weight::SemiBold, Ink::Text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            Button::icon(Icon::Close, "Close").show(ui, cx.look).clicked()
        })
        .inner
    });
    ui.add_space(4.0);
    clicked.inner
}

/// As high as its contents, or as the window allows.
pub fn long_list(ui: &Ui) -> ScrollArea {
    let tallest = (ui.ctx().content_rect().height() - 220.0).max(120.0);
    ScrollArea::vertical()
        .max_height(tallest)
        .min_scrolled_height(tallest)
        .auto_shrink([false, true])
        .content_margin(Margin { right: 10, ..Margin::ZERO })
}

/// Every step, the newest first; a click goes there.
fn history(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let (past, future) = (cx.session.history().past(), cx.session.history().future());
    tell(ui, cx.look, "Click a step to go back or forth to it.");
    let signed = |number: usize| isize::try_from(number).unwrap_or(isize::MAX);
    let rows = future.len() + past.len() + 1;
    let area = long_list(ui);
    area.show_rows(ui, 26.0, rows, |ui, range| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for at in range {
            // From the newest: what was undone, what was done, and the beginning.
            let (label, steps, now) = if at < future.len() {
                (future[at].label.as_str(), signed(future.len() - at), false)
            } else {
                let back = at - future.len();
                let label = past.len().checked_sub(back + 1).map(|at| past[at].label.as_str());
                (label.unwrap_or("As it was opened"), -signed(back), back == 0)
            };
            let right = match (steps > 0, now) {
                (true, _) => "undone",
                (false, true) => "now",
                (false, false) => "",
            };
            if row_with(ui, cx.look, label, right, now, true).clicked() && steps != 0 {
                actions.push(Action::Travel(steps));
            }
        }
    });
}

fn about(cx: &Cx<'_>, ui: &mut Ui) {
    let look = cx.look;
    let version = env!("CARGO_PKG_VERSION");
    words(ui, look, "Sitewright", 20.0, Weight::SemiBold, Ink::Text);
    tell(ui, look, env!("CARGO_PKG_DESCRIPTION"));
    ui.add_space(8.0);
    pair(ui, look, "Version", version);
    pair(ui, look, "Commit", env!("SITEWRIGHT_COMMIT"));
    let newest = Version::NEWEST.name();
    let oldest = Version::OLDEST.name();
    pair(ui, look, "Judges for Configuration Manager", &format!("{oldest} to {newest}"));
    pair(ui, look, "Rules", &crate::rules::all().count().to_string());
    ui.add_space(8.0);
    heading(ui, look, "Licenses");
    for (what, license) in [
        ("Sitewright and its icons", "MIT or Apache-2.0"),
        ("IBM Plex Sans", "SIL Open Font License 1.1"),
        ("egui, petgraph, resvg and others", "MIT or Apache-2.0"),
    ] {
        pair(ui, look, what, license);
    }
    ui.add_space(8.0);
    let text = "It works without a network and sends nothing. Facts were read in Microsoft\u{2019}s \
                documentation; every rule names its page. Microsoft and Configuration Manager are \
                trademarks of Microsoft, which has no part in this program.";
    ui.add(egui::Label::new(RichText::new(text).size(SMALL).color(look.color(Ink::Muted))).wrap());
}
