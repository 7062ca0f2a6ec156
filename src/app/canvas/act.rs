//! What the actions of the canvas change.

use super::{
    Bounce, Canvas, Carried, Picker, Rename,
    carry::Carry,
    drop::{self, Aim, Deed},
    menu::Menu,
};
use crate::{
    app::{Action, App, View},
    geometry::Point,
    model::{Design, NodeId},
    plan::Plan,
    session::{Landing, Session},
};

/// What is brought to the middle is shown at least this large.
const LEAST_READABLE: f32 = 0.85;

impl App {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an action is used up where it is carried out"
    )]
    pub(in super::super) fn act_on_canvas(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Look(camera) => self.view.camera = camera,
            Action::PickUp(what) => {
                let from = ctx.input(|input| input.pointer.press_origin());
                let from = from.or_else(|| ctx.input(|input| input.pointer.interact_pos()));
                let from = from.unwrap_or(egui::Pos2::ZERO);
                self.canvas.pick_up(&self.session, &self.view, what, from);
            }
            Action::Pick(pick) => {
                self.canvas.menu = None;
                self.canvas.picker = Picker::open(&self.session, pick);
            }
            Action::Rename(node) => {
                self.canvas.rename = Rename::of(self.session.design(), node);
            }
            Action::Pin(node) => {
                let plan = self.session.plan();
                if let Some(bounds) = plan.places.bounds(&plan.design, node) {
                    self.session.put(node, bounds.min);
                }
            }
            Action::Walk(node) => {
                self.select(vec![node]);
                self.canvas.bring(&mut self.view, self.session.plan(), node);
            }
            Action::Show(node) => {
                self.canvas.bring(&mut self.view, self.session.plan(), node);
            }
            Action::Menu => {
                let node = self.view.focus.or(self.view.leading());
                let plan = self.session.plan();
                let bounds = node.and_then(|node| plan.places.bounds(&plan.design, node));
                if let (Some(area), Some(bounds)) = (self.canvas.area, bounds) {
                    let at = self.view.camera.screen_from_scene(bounds.center(), area);
                    let at = at.clamp(area.min, area.max);
                    self.canvas.menu = Some(Menu::new(node, at, bounds.center()).by_key());
                }
            }
            Action::Add(what) => {
                let target = taker(&self.session, what, self.view.leading());
                self.add(ctx, what, target);
            }
            Action::AddTo(what, target) => self.add(ctx, what, target),
            _ => {}
        }
    }

    /// Adds something to a node, as letting go of it there would.
    fn add(&mut self, ctx: &egui::Context, what: Carried, target: Option<NodeId>) {
        let mut carry = Carry::new(&self.session, what, egui::Pos2::ZERO, Point::ZERO);
        let aim = Aim { target, corner: Point::ZERO };
        let Some(Deed::Run(mut edit)) = drop::deed(&self.session, what, &carry.fresh, aim) else {
            self.view.said = match what.is_role() {
                true => "Select the server that it goes on".to_owned(),
                false => "Select the site that it goes in".to_owned(),
            };
            return;
        };
        edit.wish = None;
        match drop::landing(&self.session, &mut carry, aim).cloned() {
            Some(landing @ (Landing::Bounces(_) | Landing::Impossible(_))) => {
                let at =
                    target.and_then(|node| self.canvas.on_screen(&self.view, &self.session, node));
                let at = at.or(self.canvas.area).map_or(egui::Pos2::ZERO, |rect| rect.center());
                let now = ctx.input(|input| input.time);
                let bounce = Bounce::new(&self.session, &mut carry, aim, &landing, (at, now));
                let bounce = bounce.by_key();
                self.view.said = bounce.line();
                self.canvas.bounce = Some(bounce);
                return;
            }
            Some(Landing::LandsBut(finding)) => {
                edit.note = Some(finding.what().to_owned());
                self.run(ctx, edit);
            }
            Some(Landing::Lands) | None => self.run(ctx, edit),
        }
        if let Some(node) = self.view.leading() {
            self.canvas.bring(&mut self.view, self.session.plan(), node);
        }
    }
}

/// The node that would take what is added while `node` is selected.
fn taker(session: &Session, what: Carried, node: Option<NodeId>) -> Option<NodeId> {
    /// A site may have more servers than anybody waits for.
    const ASKED: usize = 24;
    let (node, design) = (node?, session.design());
    match (what, node) {
        (Carried::NewRole(kind), NodeId::Site(site)) => {
            // The server that takes it best; where none does, the first one says why.
            let servers = design.site(site)?.servers().take(ASKED).map(|server| server.id);
            let found = session.landings(kind, &servers.collect::<Vec<_>>());
            let rank = |landing: &Landing| match landing {
                Landing::Lands => 0,
                Landing::LandsBut(_) => 1,
                Landing::Bounces(_) | Landing::Impossible(_) => 2,
            };
            found.iter().min_by_key(|it| rank(&it.landing)).map(|it| it.server.into())
        }
        _ => holder(design, what, node),
    }
}

fn holder(design: &Design, what: Carried, node: NodeId) -> Option<NodeId> {
    match what {
        Carried::NewRole(_) | Carried::Role(_) => design.server_of(node).map(NodeId::from),
        Carried::NewGateway => None,
        _ => design.site_of(node).map(NodeId::from),
    }
}

impl Canvas {
    /// The hand takes something; letting go over the canvas drops it.
    fn pick_up(&mut self, session: &Session, view: &View, what: Carried, from: egui::Pos2) {
        let plan = session.plan();
        let corner = what.node().and_then(|node| plan.places.bounds(&plan.design, node));
        let grip = match (corner, self.area) {
            (Some(bounds), Some(area)) => view.camera.scene_from_screen(from, area) - bounds.min,
            _ => Point::new(24.0, 16.0),
        };
        self.bounce = None;
        self.gliding = None;
        self.picker = None;
        self.rename = None;
        self.carry = Some(Carry::new(session, what, from, grip));
    }

    fn on_screen(&self, view: &View, session: &Session, node: NodeId) -> Option<egui::Rect> {
        let plan = session.plan();
        let bounds = plan.places.bounds(&plan.design, node)?;
        Some(view.camera.rect_on_screen(bounds, self.area?))
    }

    /// Shows the given nodes, or everything, as large as they fit.
    pub fn fit(&self, view: &mut View, plan: &Plan, nodes: Option<&[NodeId]>) {
        let extent = match nodes {
            Some(nodes) => {
                let bounds =
                    nodes.iter().filter_map(|node| plan.places.bounds(&plan.design, *node));
                bounds.reduce(|left, right| left.union(&right))
            }
            None => plan.places.extent(&plan.design),
        };
        if let (Some(area), Some(extent)) = (self.area, extent) {
            view.camera.fit(extent, area);
        }
    }

    /// Brings a node to the middle, at a size that can be read, and rings it.
    pub fn center(&mut self, view: &mut View, plan: &Plan, node: NodeId) {
        let bounds = plan.places.bounds(&plan.design, node);
        if let (Some(area), Some(bounds)) = (self.area, bounds) {
            view.camera.zoom = view.camera.zoom.max(LEAST_READABLE);
            view.camera.center_on(bounds.center(), area);
        }
        self.revealed = Some(node);
    }

    /// Moves the camera as little as it takes to show a node.
    fn bring(&mut self, view: &mut View, plan: &Plan, node: NodeId) {
        const MARGIN: f32 = 24.0;
        let bounds = plan.places.bounds(&plan.design, node);
        let (Some(area), Some(bounds)) = (self.area, bounds) else { return };
        let rect = view.camera.rect_on_screen(bounds, area);
        let room = area.shrink(MARGIN);
        if room.contains_rect(rect) {
            return;
        }
        let shift = |low: f32, high: f32, least: f32, most: f32| {
            if low < least || high - low > most - least {
                least - low
            } else {
                (most - high).min(0.0)
            }
        };
        view.camera.pan(egui::vec2(
            shift(rect.min.x, rect.max.x, room.min.x, room.max.x),
            shift(rect.min.y, rect.max.y, room.min.y, room.max.y),
        ));
    }

    /// Zooms around the middle of the canvas.
    pub fn zoom_to(&self, view: &mut View, zoom: f32) {
        if let Some(area) = self.area {
            let pointer = self.pointer.filter(|pos| area.contains(*pos));
            view.camera.zoom_at(pointer.unwrap_or(area.center()), area, zoom);
        }
    }

    /// Another plan is shown: whole, and without anything in hand.
    pub fn reset(&mut self) {
        *self = Self { area: self.area, ..Self::default() };
    }
}
