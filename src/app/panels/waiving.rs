//! Living with a finding: the sheet that asks why, who and until when, and the buttons of what is
//! waived.

use egui::{Align, Id, Key, Layout, Ui};

use super::{
    super::{
        Action, Cx,
        controls::{Button, Kind, SMALL, field_box, tell, text_box, words},
        shell::clock,
    },
    catalog::capital,
    findings::place_of,
};
use crate::{
    measure::Weight,
    model::{Date, Waiver},
    rules::{Finding, Severity, Standing},
    scene::Ink,
    session::{Objection, Session, Terms},
};

/// What is typed into the sheet while it is open.
#[derive(Default)]
pub struct WaiveSheet {
    finding: Option<Finding>,
    /// Why an earlier waiver covers it no longer.
    lapsed: Option<String>,
    reason: String,
    owner: String,
    review_by: String,
    /// The day of the plan, or else that of the clock.
    today: Option<Date>,
    fresh: bool,
    /// Whether somebody wanted to be done with terms that will not do.
    tried: bool,
}

const REASON: &str = "waive-reason";

impl WaiveSheet {
    /// Asks about a finding; what was said of it before stands there already.
    pub fn set(&mut self, session: &Session, finding: Option<&Finding>, owner: &str) {
        let today = session.design().head().as_of.or_else(clock::today);
        let review_by = today.map(|day| day.a_year_later().to_string()).unwrap_or_default();
        *self = Self {
            finding: finding.cloned(),
            owner: owner.to_owned(),
            review_by,
            today,
            fresh: true,
            ..Self::default()
        };
        let Some(finding) = finding else { return };
        match session.report().standing(finding) {
            Standing::Open => return,
            Standing::Waived(old) => self.review_by = old.review_by.to_string(),
            Standing::Lapsed(old, lapse) => self.lapsed = Some(lapse.words(old, finding)),
        }
        if let Standing::Waived(old) | Standing::Lapsed(old, _) = session.report().standing(finding)
        {
            self.reason.clone_from(&old.reason);
            self.owner.clone_from(&old.owner);
        }
    }

    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let Some(finding) = self.finding.clone() else {
            tell(ui, cx.look, "Select a finding, or a node that has one, first.");
            return;
        };
        about(cx, ui, &finding);
        if let Some(lapsed) = &self.lapsed {
            tell(ui, cx.look, lapsed);
        }
        ui.add_space(8.0);
        let objection = self.objection();
        self.fields(cx, ui, objection);
        ui.add_space(8.0);
        // Enter in a field says that all is said; on a button it presses that button.
        let enter = ui.input(|input| input.key_pressed(Key::Enter));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let waive = Button::new("Waive").kind(Kind::Main).show(ui, cx.look);
            let cancel = Button::new("Cancel").show(ui, cx.look);
            if cancel.clicked() {
                actions.push(Action::CloseSheet);
            } else if waive.clicked() || enter && !cancel.has_focus() && !self.fresh {
                match objection {
                    None => actions.push(Action::Waive(Box::new(finding), self.terms())),
                    Some(objection) => self.refuse(ui, objection),
                }
            }
        });
        self.fresh = false;
    }

    fn fields(&mut self, cx: &Cx<'_>, ui: &mut Ui, objection: Option<Objection>) {
        let (look, tried) = (cx.look, self.tried);
        let thin = matches!(objection, Some(Objection::ReasonTooShort(_)));
        label(cx, ui, "Why can the plan live with it?");
        let hint = "Who signs the plan will read this";
        let id = Id::unique(REASON);
        let reason = text_box(ui, look, id, &mut self.reason, hint, 3, tried && thin);
        let reason = reason.accessible_name("Reason");
        if self.fresh {
            reason.request_focus();
        }
        let missing = Waiver::lacks(&self.reason);
        let told = match missing {
            0 => String::new(),
            1 => "1 more character".to_owned(),
            missing => format!("{missing} more characters"),
        };
        say(cx, ui, &told, tried && thin);
        label(cx, ui, "Owner");
        let (width, id) = (ui.available_width(), Id::unique("waive-owner"));
        let hint = "Who answers for it";
        field_box(ui, look, id, &mut self.owner, hint, width, false).accessible_name("Owner");
        ui.add_space(4.0);
        label(cx, ui, "Review by");
        let bad = self.bad_date();
        let id = Id::unique("waive-review");
        field_box(ui, look, id, &mut self.review_by, "2027-11-23", 140.0, bad.is_some())
            .accessible_name("Review by");
        let told = match bad {
            Some(objection) => objection.to_string(),
            None => "After this day the finding comes back.".to_owned(),
        };
        say(cx, ui, &told, bad.is_some());
    }

    /// What is wrong with the review date, whatever else is.
    fn bad_date(&self) -> Option<Objection> {
        let Some(day) = Date::read(self.review_by.trim()) else {
            return Some(Objection::NoReviewDate);
        };
        let passed = self.today.filter(|today| day < *today);
        passed.map(Objection::ReviewPassed)
    }

    /// Why it cannot be waived just so.
    fn objection(&self) -> Option<Objection> {
        match Waiver::lacks(&self.reason) {
            0 => self.bad_date(),
            missing => Some(Objection::ReasonTooShort(missing)),
        }
    }

    fn terms(&self) -> Terms {
        Terms {
            reason: self.reason.clone(),
            owner: self.owner.clone(),
            review_by: Date::read(self.review_by.trim()),
            today: self.today,
        }
    }

    /// Puts the keyboard where something has to be put right.
    fn refuse(&mut self, ui: &Ui, objection: Objection) {
        self.tried = true;
        let field = match objection {
            Objection::ReasonTooShort(_) => REASON,
            _ => "waive-review",
        };
        ui.memory_mut(|memory| memory.request_focus(Id::unique(field)));
    }
}

/// The finding that is asked about.
fn about(cx: &Cx<'_>, ui: &mut Ui, finding: &Finding) {
    ui.horizontal_top(|ui| {
        let (square, _) = ui.allocate_exact_size(egui::vec2(16.0, 18.0), egui::Sense::hover());
        let square = egui::Rect::from_center_size(square.center(), egui::vec2(14.0, 14.0));
        let color = cx.look.color(Ink::Severity(finding.severity));
        cx.look.paint_icon(ui.painter(), square, finding.severity.into(), color);
        let what = egui::RichText::new(finding.what())
            .font(super::super::look::font(13.0, Weight::SemiBold))
            .color(cx.look.color(Ink::Text));
        ui.add(egui::Label::new(what).wrap());
    });
    tell(ui, cx.look, capital(&place_of(cx.design(), finding)));
}

fn label(cx: &Cx<'_>, ui: &mut Ui, text: &str) {
    words(ui, cx.look, text, SMALL, Weight::SemiBold, Ink::Text);
}

/// A line below a field, which is there also when it says nothing: fields do not jump.
fn say(cx: &Cx<'_>, ui: &mut Ui, text: &str, bad: bool) {
    let ink = if bad { Ink::Severity(Severity::Error) } else { Ink::Muted };
    let response = words(ui, cx.look, text, SMALL, Weight::Regular, ink);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
    ui.add_space(4.0);
}

/// Asks to live with a finding.
pub fn waive_link(cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>, finding: &Finding) {
    let link = Button::new("Waive\u{2026}").kind(Kind::Link).small();
    if link.hint("Live with it, for a reason").show(ui, cx.look).clicked() {
        actions.push(Action::AskWaive(Some(Box::new(finding.clone()))));
    }
}

/// What can be done with a waiver, which covers `finding` or did, or is about nothing.
pub fn buttons(
    cx: &Cx<'_>,
    ui: &mut Ui,
    actions: &mut Vec<Action>,
    finding: Option<&Finding>,
    waiver: &Waiver,
) {
    let withdraw = Button::new("Withdraw").small();
    if withdraw.hint("Take the waiver back").show(ui, cx.look).clicked() {
        actions.push(Action::Withdraw(Box::new(waiver.clone())));
    }
    let Some(finding) = finding else { return };
    let renew = Button::new("Renew").small();
    if renew.hint("For another year, for the same reason").show(ui, cx.look).clicked() {
        actions.push(Action::Renew(Box::new(finding.clone())));
    }
}

/// What a waiver says, below its finding.
pub fn terms_ui(cx: &Cx<'_>, ui: &mut Ui, waiver: &Waiver) {
    let reason = egui::RichText::new(&waiver.reason).size(SMALL).color(cx.look.color(Ink::Text));
    ui.add(egui::Label::new(reason).wrap());
    tell(ui, cx.look, crate::scene::sheet::terms(waiver));
}
