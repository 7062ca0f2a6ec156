//! The life of something in the hand: judged while it is held, dropped when the button is let go,
//! gliding back when it bounced.

use std::time::{Duration, Instant};

use egui::{Key, Modifiers, Painter, Pos2, Ui};

use super::{
    Bounce, Canvas, Sight, Stage, Tone, Words, card,
    carry::{Carried, Carry},
    drop::{self, Aim, Deed},
    ghost::Ghost,
    hit, overlay, words,
};
use crate::{app::Action, geometry::Point, model::NodeId, session::Landing};

/// What judging targets may cost in one frame.
const BUDGET: Duration = Duration::from_millis(8);
/// How long a ghost takes to glide back, in seconds.
const GLIDE: f64 = 0.15;

impl Canvas {
    /// Judges what is carried, and drops it when the button is let go. Returns what it is over.
    pub(super) fn carry_on(
        &mut self,
        stage: &Stage<'_>,
        ui: &Ui,
        sight: &Sight,
        actions: &mut Vec<Action>,
    ) -> Option<Aim> {
        let carry = self.carry.as_mut()?;
        let session = stage.cx.session;
        carry.follow(session);
        let (pointer, down) =
            ui.input(|input| (input.pointer.interact_pos(), input.pointer.primary_down()));
        let escape = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let over = pointer.filter(|pos| stage.area.contains(*pos) && !is_covered(ui, *pos));
        if escape {
            self.carry = None;
            return None;
        }
        let aim = over.and_then(|pos| drop::aim(stage, carry, pos));
        if let Some(aim) = aim {
            drop::landing(session, carry, aim);
            update_ghost(stage, carry, aim);
        }
        if !down {
            self.let_go(stage, ui, aim, pointer, actions);
            return None;
        }
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
        if !judge_visible(stage, carry, sight, pointer) {
            ui.ctx().request_repaint();
        }
        note_refusal(stage, carry, aim);
        aim
    }

    fn let_go(
        &mut self,
        stage: &Stage<'_>,
        ui: &Ui,
        aim: Option<Aim>,
        pointer: Option<Pos2>,
        actions: &mut Vec<Action>,
    ) {
        let Some(mut carry) = self.carry.take() else { return };
        let Some(at) = pointer else { return };
        let session = stage.cx.session;
        let Some((aim, deed)) =
            aim.and_then(|aim| Some((aim, drop::deed(session, carry.what, &carry.fresh, aim)?)))
        else {
            if stage.area.contains(at) {
                actions.extend(homeless(stage, carry.what));
                self.glide_back(stage, &carry, at);
            }
            return;
        };
        let mut edit = match deed {
            Deed::Put(node, corner) => {
                actions.push(Action::Put(node, corner));
                actions.push(Action::Select(vec![node]));
                let name = crate::commands::name_of(stage.design(), node);
                actions.push(Action::Say(format!("Moved {name}")));
                return;
            }
            Deed::Run(edit) => edit,
        };
        let landing = drop::landing(session, &mut carry, aim).cloned();
        let anyway = ui.input(|input| input.modifiers.alt);
        match landing {
            Some(Landing::Bounces(finding)) if anyway => {
                edit.note = Some(format!("Draft violation: {}", finding.what()));
                actions.push(Action::Run(edit));
            }
            Some(landing @ (Landing::Bounces(_) | Landing::Impossible(_))) => {
                let rect = aim.target.filter(|_| carry.what.is_role());
                let place = card::place(at, rect.and_then(|node| stage.bounds(node)));
                let bounce = Bounce::new(session, &mut carry, aim, &landing, (place, stage.now));
                actions.push(Action::Say(bounce.line()));
                self.bounce = Some(bounce);
                self.glide_back(stage, &carry, at);
            }
            Some(Landing::LandsBut(finding)) => {
                edit.note = Some(finding.what().to_owned());
                actions.push(Action::Run(edit));
            }
            Some(Landing::Lands) | None => actions.push(Action::Run(edit)),
        }
    }

    fn glide_back(&mut self, stage: &Stage<'_>, carry: &Carry, at: Pos2) {
        if stage.lively {
            self.gliding = Some((carry.what, at, carry.from, stage.now));
        }
    }

    /// The ghost on its way back to where it was taken.
    pub(super) fn glide(&mut self, stage: &Stage<'_>, ui: &Ui, painter: &Painter) {
        let Some((what, from, to, since)) = self.gliding else { return };
        let part = ((stage.now - since) / GLIDE).clamp(0.0, 1.0);
        if part >= 1.0 {
            self.gliding = None;
            return;
        }
        ui.ctx().request_repaint();
        #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
        let part = part as f32;
        let eased = 1.0 - (1.0 - part) * (1.0 - part);
        let all = ui
            .ctx()
            .layer_painter(egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("gliding")));
        let _ = painter;
        overlay::token(stage, &all, what, from.lerp(to, eased), 1.0 - part * 0.5);
    }

    /// Verdicts, pulses, ghost and card while something is carried.
    pub(super) fn paint_carry(
        &self,
        stage: &Stage<'_>,
        ui: &Ui,
        painter: &Painter,
        aim: Option<Aim>,
    ) {
        let Some(carry) = &self.carry else { return };
        let design = stage.design();
        let home = aim.and_then(|aim| drop::home(design, carry.what, aim.target));
        for (node, landing) in &carry.landings {
            let Some(node) = node else { continue };
            overlay::verdict(stage, painter, *node, Tone::of(landing), home == Some(*node));
        }
        pulse(stage, ui, painter, carry);
        let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
        let over_all = ui
            .ctx()
            .layer_painter(egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("carried")));
        let painter = if stage.area.contains(pointer) { painter } else { &over_all };
        overlay::carried(stage, painter, carry, aim, pointer);
        let over = stage.area.contains(pointer);
        if over && carry.what.is_role() && !hit::shows_servers(stage.level) {
            card::hover_ui(stage, ui, card::place(pointer, None), &Words::hint(TOO_FAR), None);
        }
        let landing = aim.and_then(|aim| carry.landings.get(&aim.target));
        if let (Some(aim), Some(landing)) = (aim, landing) {
            let words = Words::of(landing, || words::outcome(design, carry.what, home));
            let offers = carry.offers.get(&aim.target).map_or(&[][..], |offers| offers);
            let instead = words::instead(design, carry.what, offers);
            let rect = aim.target.filter(|_| carry.what.is_role()).and_then(|it| stage.bounds(it));
            let at = card::place(pointer, rect);
            card::hover_ui(stage, ui, at, &words, instead.as_deref());
        }
    }

    /// The card of a drop that bounced, until its time is over or something else is done.
    pub(super) fn bounced(&mut self, stage: &Stage<'_>, ui: &Ui, actions: &mut Vec<Action>) {
        let Some(bounce) = &self.bounce else { return };
        if card::is_over(bounce, stage) {
            self.bounce = None;
            return;
        }
        let said = actions.len();
        let card = card::bounce_ui(stage, ui, bounce, actions);
        let pressed_elsewhere = ui.input(|input| {
            let pressed = input.pointer.any_pressed();
            pressed && !input.pointer.interact_pos().is_some_and(|pos| card.rect.contains(pos))
        });
        let escape = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let acted = actions[said..].iter().any(|action| matches!(action, Action::Run(_)));
        if pressed_elsewhere || escape || acted || self.carry.is_some() {
            if bounce.is_by_key() && !pressed_elsewhere {
                ui.memory_mut(|memory| memory.request_focus(super::id()));
            }
            self.bounce = None;
        }
    }
}

/// Why something fell beside what could take it.
fn homeless(stage: &Stage<'_>, what: Carried) -> Option<Action> {
    let line = match what {
        Carried::NewRole(_) | Carried::Role(_) if !hit::shows_servers(stage.level) => TOO_FAR,
        Carried::NewRole(_) => "A role runs on a server. Drop it on one.",
        Carried::NewServer | Carried::Server(_) => "A server stands in a site. Drop it on one.",
        _ => return None,
    };
    Some(Action::Say(line.to_owned()))
}

/// Said where sites are single boxes.
const TOO_FAR: &str = "Zoom in to choose a server";

/// Something else lies over the canvas there.
fn is_covered(ui: &Ui, pos: Pos2) -> bool {
    let top = ui.ctx().layer_id_at(pos);
    top.is_some_and(|layer| layer != ui.layer_id() && layer.order == egui::Order::Middle)
}

fn update_ghost(stage: &Stage<'_>, carry: &mut Carry, aim: Aim) {
    if carry.ghost.as_ref().is_some_and(|ghost| ghost.target == aim.target) {
        return;
    }
    carry.ghost = None;
    let allowed = carry.landings.get(&aim.target).is_none_or(Landing::is_allowed);
    if !allowed || !hit::shows_servers(stage.level) {
        return;
    }
    let deed = drop::deed(stage.cx.session, carry.what, &carry.fresh, aim);
    carry.ghost = deed.and_then(|deed| Ghost::new(stage, carry.what, aim.target, &deed));
}

/// Asks for the verdicts that are still missing, those near the pointer first, as long as the
/// frame allows. Returns whether all are there.
fn judge_visible(
    stage: &Stage<'_>,
    carry: &mut Carry,
    sight: &Sight,
    pointer: Option<Pos2>,
) -> bool {
    let began = Instant::now();
    let center = stage.in_scene(pointer.unwrap_or(stage.area.center()));
    let mut waiting = candidates(stage, carry, sight, center);
    waiting.sort_by(|left, right| left.0.total_cmp(&right.0));
    for (at, (_, node)) in waiting.iter().enumerate() {
        if at > 0 && began.elapsed() >= BUDGET {
            return false;
        }
        let aim = Aim { target: Some(*node), corner: Point::ZERO };
        drop::landing(stage.cx.session, carry, aim);
    }
    true
}

/// The targets on the screen that have no verdict yet, with how far they are.
fn candidates(
    stage: &Stage<'_>,
    carry: &Carry,
    sight: &Sight,
    center: Point,
) -> Vec<(f32, NodeId)> {
    let plan = stage.plan();
    let visible = stage.camera.visible(stage.area);
    let mut found = Vec::new();
    let mut add = |node: NodeId, rect: crate::geometry::Rect| {
        if rect.intersects(&visible) && !carry.landings.contains_key(&Some(node)) {
            let away = rect.center() - center;
            found.push((away.x.hypot(away.y), node));
        }
    };
    for seen in sight.sites.iter().filter(|seen| seen.shown) {
        let Some(place) = plan.places.site(seen.site) else { continue };
        if carry.what.is_role() {
            if !hit::shows_servers(stage.level) {
                continue;
            }
            for server in &place.servers {
                let rect = crate::geometry::Rect::at(seen.corner + server.place.at, server.size);
                add(server.id.into(), rect);
            }
        } else if is_site_target(stage, carry.what, seen.site) {
            add(seen.site.into(), crate::geometry::Rect::at(seen.corner, place.size));
        }
    }
    found
}

/// Whether letting go over a site would do more than move a box.
fn is_site_target(stage: &Stage<'_>, what: Carried, site: crate::model::SiteId) -> bool {
    let design = stage.design();
    match what {
        Carried::Site(id) => !design.is_below(site, id) && design.parent(id) != Some(site),
        Carried::Server(id) => design.site_of(id.into()) != Some(site),
        Carried::NewServer | Carried::NewSite(_) => true,
        _ => false,
    }
}

/// Remembers since when a target refuses, and asks once what could be done instead.
fn note_refusal(stage: &Stage<'_>, carry: &mut Carry, aim: Option<Aim>) {
    let refused = aim
        .filter(|aim| carry.landings.get(&aim.target).is_some_and(|landing| !landing.is_allowed()));
    match (refused, carry.refused_since) {
        (None, _) => carry.refused_since = None,
        (Some(aim), Some((target, _))) if target == aim.target => {}
        (Some(aim), _) => {
            carry.refused_since = Some((aim.target, stage.now));
            drop::offers(stage.cx.session, carry, aim.target);
        }
    }
}

/// The sites that are named as better places ring once.
fn pulse(stage: &Stage<'_>, ui: &Ui, painter: &Painter, carry: &Carry) {
    let Some((target, since)) = carry.refused_since else { return };
    let Some(offers) = carry.offers.get(&target) else { return };
    let part = (stage.now - since) / overlay::PULSE;
    let running = stage.lively && part < 1.0 && !offers.is_empty();
    if running {
        ui.ctx().request_repaint();
    }
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
    let part = if running { part as f32 } else { 0.0 };
    for offer in offers {
        overlay::pulse(stage, painter, offer.site.into(), part);
    }
}
